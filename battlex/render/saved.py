"""A battle's picture as a file to print, project or put into a notebook: SVG and HTML in which nothing acts.

Both hold text and its place, no script, link, font or picture from elsewhere. Characters whose width depends on the
reader's fonts get a box as wide as their cells in a terminal, so that the columns hold with any font.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NamedTuple

from battlex.model import Battle
from battlex.pattern import pattern
from battlex.render.layout import EMPTY, Line, Lines, Piece, pieces, width_of
from battlex.render.plain import plain
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
_RUNS = pattern(
    f"(?P<right>[{_RIGHT_TO_LEFT}](?:[^\u2500-\u257f]*[{_RIGHT_TO_LEFT}\u200e])?)"
    "|(?P<boxed>[^\x20-\u04ff\u2010-\u203a\u2500-\u257f]+)"
    "|(?P<plain>(?:(?!  )[\x20-\u04ff\u2010-\u203a\u2500-\u257f])+|  +)"
)
RIGHT, BOXED, PLAIN = "right", "boxed", "plain"
_JOINED = pattern("[\u0600-\u08ff\ufb50-\ufefc]")
_NEUTRAL = pattern("(?!  )[^\u2500-\u257fA-Za-z\u00c0-\u04ff]+")
_NO_XML = pattern("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Run(NamedTuple):
    """A stretch of one line in one style and of one kind; all but plain ones need a box of the width of their cells."""

    text: str
    start: int
    cells: int
    kind: str
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
        drawn = "".join(map(_svg_text, runs(line)))
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
        # Hebrew letters, narrow in most fonts, stand better apart than stretched; those of Arabic must stay joined.
        ("lengthAdjust", "spacing" if run.kind == RIGHT and not _JOINED.search(run.text) else "spacingAndGlyphs"),
        ("fill", COLORS.get(style.color or "")),
        ("font-weight", "bold" if style.bold else None),
        ("font-style", "italic" if style.italic else None),
        ("opacity", f"{DIM:g}" if style.dim else None),
    ]
    found = "".join(f' {name}="{value}"' for name, value in marks if value)
    return f"<text{found}>{_escaped(run.text.strip())}</text>"


def html(battles: Iterable[Battle], width: int) -> str:
    """The pictures of battles, ``width`` cells wide, as an HTML page; dark where the reader's system is."""
    battles = list(battles)
    title = " · ".join(plain(battle.name or battle.page.title or "") for battle in battles[:3]).strip(" ·") or "battlex"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="color-scheme" content="light dark">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_escaped(title)}</title>\n</head>\n<body>\n{_block(_all(battles, width))}</body>\n</html>\n"
    )


def fragment(battle: Battle, width: int) -> str:
    """A battle's picture as a piece of HTML that takes the colours of the page around it."""
    return _block(picture(battle, width))


FORMS: dict[str, Callable[[Sequence[Battle], int], str]] = {"svg": svg, "html": html}
"""What a picture can be saved as."""


def _block(lines: Lines) -> str:
    drawn = ("".join(map(_html_text, runs(line))).rstrip() for line in lines)
    style = f"font-family:{FONTS};font-size:{SIZE:g}px;line-height:1.17;white-space:pre;overflow-x:auto"
    return f'<pre dir="ltr" style="{style}">\n' + "\n".join(drawn) + "\n</pre>\n"


def _html_text(run: Run) -> str:
    style = run.style
    marks = [
        f"color:{COLORS[style.color]}" if style.color in COLORS else "",
        "font-weight:bold" if style.bold else "",
        "font-style:italic" if style.italic else "",
        f"opacity:{DIM:g}" if style.dim else "",
        f"display:inline-block;line-height:1;width:{run.cells}ch" if run.kind != PLAIN else "",
        "letter-spacing:calc(2ch - 1em)" if run.kind == BOXED and run.cells == 2 * len(run.text) else "",
    ]
    found = ";".join(mark for mark in marks if mark)
    return f'<span style="{found}">{_escaped(run.text)}</span>' if found else _escaped(run.text)


def _all(battles: Iterable[Battle], width: int) -> Lines:
    lines: Lines = []
    for battle in battles:
        lines += [EMPTY, *picture(battle, width)] if lines else picture(battle, width)
    return lines


def runs(line: Line) -> list[Run]:
    """A line as runs from left to right: right-to-left text that changes its style within is laid out from the right."""
    line_runs: list[Run] = []
    at = 0
    for piece in pieces(line):
        for found in _RUNS.finditer(piece.text):
            cells = width_of(found.group())
            line_runs.append(Run(found.group(), at, cells, str(found.lastgroup), piece))
            at += cells
    start = 0
    while start < len(line_runs):
        end = _end_of_right_to_left(line_runs, start)
        if end > start + 1:
            turned = line_runs[start:end]
            outer = turned[0].start + turned[-1].start + turned[-1].cells
            line_runs[start:end] = [
                run._replace(text=_turned(run), start=outer - run.start - run.cells) for run in reversed(turned)
            ]
        start = max(end, start + 1)
    return line_runs


def _turned(run: Run) -> str:
    """The text of a run with its outer blanks changed over, where it stands within right-to-left text."""
    core = run.text.strip()
    before, _, after = run.text.partition(core) if core else (run.text, "", "")
    return run.text if run.kind == RIGHT else after + core + before


def _end_of_right_to_left(line_runs: list[Run], start: int) -> int:
    """Behind the last run of the right-to-left text that begins with a run; ``start`` where none does."""
    end = start
    for place in range(start, len(line_runs)):
        if line_runs[place].kind == RIGHT:
            end = place + 1
        elif place == start or not _NEUTRAL.fullmatch(line_runs[place].text):
            break
    return end


def _escaped(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))
