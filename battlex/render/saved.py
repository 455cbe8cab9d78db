"""A battle's picture as a file to print, project or put into a notebook: SVG and HTML in which nothing acts.

Both hold text and its place, no script, link, font or picture from elsewhere. Characters whose width depends on the
reader's fonts get a box as wide as their cells in a terminal, so that the columns hold with any font.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from battlex.model import Battle
from battlex.render.layout import EMPTY, Line, Lines, Piece, pieces, width_of
from battlex.render.table import picture

FONTS = "'DejaVu Sans Mono','Noto Sans Mono','Cascadia Mono',Menlo,Consolas,'Noto Sans Mono CJK SC',monospace"
COLORS = {
    "cyan": "#0d8299",
    "magenta": "#b0399b",
    "green": "#2b8540",
    "blue": "#3a70d0",
    "yellow": "#9a6f00",
    "red": "#cc3a33",
}
"""The terminal's colours, in a tone that is readable on white and on black."""
DIM = 0.62

SIZE, CELL, LINE, MARGIN = 14.0, 8.43, 16.3, 16.0
"""SVG: the size of the font, a cell's width, a line's height (at which lines of a frame meet), and the margin."""

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUNS = re.compile(
    f"(?P<right>[{_RIGHT_TO_LEFT}](?:[^\u2500-\u257f]*[{_RIGHT_TO_LEFT}\u200e])?)"
    "|(?P<boxed>[^\x20-\u04ff\u2010-\u203a\u2500-\u257f]+)"
    "|(?P<plain>(?:(?!  )[\x20-\u04ff\u2010-\u203a\u2500-\u257f])+|  +)"
)
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Run(NamedTuple):
    """A stretch of one line in one style: text, its first cell, its cells, and whether it needs a box of that width."""

    text: str
    start: int
    cells: int
    boxed: bool
    style: Piece


def svg(battles: Iterable[Battle], width: int) -> str:
    """The pictures of battles, ``width`` cells wide, one below the other on white, as an SVG document."""
    lines = _all(battles, width)
    wide = 2 * MARGIN + CELL * max(map(width_of, lines), default=width)
    high = 2 * MARGIN + LINE * len(lines)
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.1f} {high:.1f}" '
        f'width="{wide:.0f}" height="{high:.0f}" font-family="{FONTS}" font-size="{SIZE:g}" fill="#1b1b1b">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, line in enumerate(lines):
        drawn = "".join(map(_svg_text, _runs(line)))
        if drawn:
            rows.append(f'<g transform="translate({MARGIN:g} {MARGIN + LINE * (number + 0.78):.1f})">{drawn}</g>')
    return "\n".join([*rows, "</svg>\n"])


def _svg_text(run: Run) -> str:
    if not run.text.strip():
        return ""
    lead = len(run.text) - len(run.text.lstrip())
    trail = len(run.text) - len(run.text.rstrip())
    style = run.style
    marks = [
        ("x", f"{CELL * (run.start + lead):.2f}"),
        ("textLength", f"{CELL * (run.cells - lead - trail):.2f}"),
        ("lengthAdjust", "spacingAndGlyphs"),
        ("fill", COLORS.get(style.color or "")),
        ("font-weight", "bold" if style.bold else None),
        ("font-style", "italic" if style.italic else None),
        ("opacity", f"{DIM:g}" if style.dim else None),
    ]
    found = "".join(f' {name}="{value}"' for name, value in marks if value)
    return f"<text{found}>{_escaped(run.text.strip())}</text>"


def html(battles: Iterable[Battle], width: int, title: str = "battlex") -> str:
    """The pictures of battles, ``width`` cells wide, as an HTML page; dark where the reader's system is."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="color-scheme" content="light dark">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_escaped(title)}</title>\n</head>\n<body>\n{_block(_all(battles, width))}</body>\n</html>\n"
    )


def fragment(battle: Battle, width: int) -> str:
    """A battle's picture as a piece of HTML that takes the colours of the page around it."""
    return _block(picture(battle, width))


def _block(lines: Lines) -> str:
    drawn = ("".join(map(_html_text, _runs(line))).rstrip() for line in lines)
    style = f"font-family:{FONTS};font-size:{SIZE:g}px;line-height:1.17;white-space:pre;overflow-x:auto"
    return f'<pre dir="ltr" style="{style}">\n' + "\n".join(drawn) + "\n</pre>\n"


def _html_text(run: Run) -> str:
    style = run.style
    marks = [
        f"color:{COLORS[style.color]}" if style.color in COLORS else "",
        "font-weight:bold" if style.bold else "",
        "font-style:italic" if style.italic else "",
        f"opacity:{DIM:g}" if style.dim else "",
        f"display:inline-block;line-height:1;width:{run.cells}ch" if run.boxed else "",
        "letter-spacing:calc(2ch - 1em)" if run.boxed and run.cells == 2 * len(run.text) else "",
    ]
    found = ";".join(mark for mark in marks if mark)
    return f'<span style="{found}">{_escaped(run.text)}</span>' if found else _escaped(run.text)


def _all(battles: Iterable[Battle], width: int) -> Lines:
    lines: Lines = []
    for battle in battles:
        lines += [EMPTY, *picture(battle, width)] if lines else picture(battle, width)
    return lines


def _runs(line: Line) -> Iterator[Run]:
    at = 0
    for piece in pieces(line):
        for found in _RUNS.finditer(piece.text):
            cells = width_of(found.group())
            yield Run(found.group(), at, cells, found.lastgroup != "plain", piece)
            at += cells


def _escaped(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))
