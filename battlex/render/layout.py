"""Cells of styled lines: wrapped to a width, set side by side, framed, and written out as text."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from battlex.pattern import pattern
from battlex.render.plain import plain

Line = Text
Lines = list[Text]
EMPTY = Text()
Widths = Sequence[int]

FRAME = "dim"
_ELLIPSIS = "…"
_WORD = pattern(r"\S+")
_LEFT_TO_RIGHT = "\u200e"
"""Closes right-to-left text, so that a terminal which reorders does so within the cell only."""


@lru_cache(maxsize=1)
def _console() -> Console:
    return Console(file=io.StringIO(), width=80)


def said(text: str, style: str = "") -> Text:
    """Text of an article, styled: what would act on a terminal is taken out, line breaks stay."""
    return Text(_closed(plain(text, "\n")), style)


def joined(parts: Iterable[Text], separator: str = " ") -> Text:
    """The parts that are not empty, with ``separator`` between them."""
    return Text(separator).join(part for part in parts if part.plain)


def width_of(text: Text | str) -> int:
    """How many cells of a terminal a line takes."""
    return cell_len(text if isinstance(text, str) else text.plain)


def wrap(text: Text, width: int) -> Lines:
    """``text`` in lines of at most ``width`` cells."""
    lines: Lines = []
    for paragraph in text.split("\n", allow_blank=True):
        for line in _jointed(paragraph, width).wrap(_console(), max(width, 2), overflow="fold"):
            line.rstrip()
            lines.append(line)
    return lines


def _jointed(text: Text, width: int) -> Text:
    """``text`` with a blank at joints of words that do not fit on a line: "killed+wounded+ missing"."""
    joints: list[int] = []
    for word in _WORD.finditer(text.plain) if "+" in text.plain else ():
        start, end = word.span()
        while width_of(text.plain[start : min(start + width + 1, end)]) > width and (
            joint := text.plain.rfind("+", start, min(start + max(width, 2), end)) + 1
        ):
            joints.append(joint)
            start = joint
    return Text(" ").join(text.divide(joints)) if joints else text


def hanging(text: Text, width: int) -> Lines:
    """``text`` in lines of at most ``width`` cells, all but the first indented."""
    lines = wrap(text, width)
    if len(lines) < 2:
        return lines
    behind = text.plain[len(lines[0].plain) :]
    rest = text[len(text.plain) - len(behind.lstrip()) :]
    return [lines[0], *(Text("  ") + line for line in wrap(rest, width - 2))]


def cut(text: str, width: int) -> str:
    """The beginning of ``text`` that fits into ``width`` cells, with an ellipsis where something is left out."""
    if cell_len(text) <= width:
        return text
    kept = chop_cells(text, width - 1)[0] if width > 1 else ""
    while cell_len(kept) > width - 1:
        kept = kept[:-1]
    return (kept.rstrip() + _ELLIPSIS)[: max(width, 0)]


def pad(line: Text, width: int, align: str = "left") -> Text:
    """``line`` filled up with blanks to ``width`` cells; ``align`` is left, center or right."""
    missing = max(width - width_of(line), 0)
    before = {"left": 0, "center": missing // 2, "right": missing}[align]
    end = _closed(line.plain)[len(line.plain) :]
    return Text.assemble(" " * before, line, end + " " * (missing - before))


def _closed(text: str) -> str:
    """``text`` with a mark behind it where it ends in right-to-left text, so that what follows stays to its right."""
    if not text.isascii():
        for char in reversed(text):
            kind = unicodedata.bidirectional(char)
            if kind in ("R", "AL", "AN"):
                return text + _LEFT_TO_RIGHT
            if kind == "L":
                break
    return text


def beside(cells: Sequence[Lines], widths: Widths, gap: str = "  ") -> Lines:
    """Cells set side by side in columns of these widths, filled up to the tallest."""
    return _set(cells, widths, Text(), Text(gap), Text())


def framed(cells: Sequence[Lines], widths: Widths) -> Lines:
    """A row of a framed table."""
    return _set(cells, widths, Text("│ ", FRAME), Text(" │ ", FRAME), Text(" │", FRAME))


def _set(cells: Sequence[Lines], widths: Widths, left: Text, middle: Text, right: Text) -> Lines:
    height = max(map(len, cells), default=0)
    lines: Lines = []
    for row in range(height):
        line = left.copy()
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            line = Text.assemble(line, middle if place else "", pad(cell[row] if row < len(cell) else Text(), width))
        lines.append(Text.assemble(line, right))
    return lines


def rule(above: Widths | None, below: Widths | None, heading: str = "") -> Text:
    """A line of a frame between a row with columns ``above`` and one ``below``; None is the outside."""
    width = sum(w + 3 for w in (above or below or ())) + 1
    up, down = _joints(above), _joints(below)
    chars = ["─┴┬┼"[(at in up) + 2 * (at in down)] for at in range(width)]
    chars[0], chars[-1] = ("╭", "╮") if above is None else ("╰", "╯") if below is None else ("├", "┤")
    line = Text("".join(chars), FRAME)
    if not heading:
        return line
    heading = f" {cut(heading, max(width - 6, 2))} "
    return Text.assemble(line[:2], (heading, "bold"), line[2 + width_of(heading) :])


def _joints(widths: Widths | None) -> set[int]:
    """Where the lines between columns stand."""
    found, at = set(), 0
    for width in (widths or ())[:-1]:
        at += width + 3
        found.add(at)
    return found


def written(lines: Iterable[Text], *, color: bool = False, styled: bool = False) -> str:
    """The lines as text; ``styled`` keeps bold and dim, ``color`` the colours too, as terminal sequences."""
    if not (styled or color):
        return "".join(line.plain.rstrip() + "\n" for line in lines)
    out = io.StringIO()
    console = Console(
        file=out, force_terminal=True, color_system="standard", no_color=not color, legacy_windows=False, width=10_000
    )
    for line in lines:
        line.rstrip()
        console.print(line, soft_wrap=True, highlight=False)
    return out.getvalue()


def stream(pictures: Iterable[Lines], *, color: bool = False, styled: bool = False) -> Iterator[str]:
    """Pictures as text, a chunk each, with an empty line between them."""
    between = ""
    for lines in pictures:
        yield between + written(lines, color=color, styled=styled)
        between = "\n"


class Piece(NamedTuple):
    """A stretch of a line in one style."""

    text: str
    color: str | None = None
    bold: bool = False
    dim: bool = False
    italic: bool = False


def pieces(line: Text) -> Iterator[Piece]:
    """A line as stretches of one style each, for what is no terminal."""
    # Assembled anew, for a line without spans is rendered without its own style.
    for text, style, _ in Text.assemble(line).render(_console()):
        if text == "\n":
            continue
        if style is None:
            yield Piece(text)
        else:
            color = style.color.name if style.color else None
            yield Piece(text, color, bool(style.bold), bool(style.dim), bool(style.italic))
