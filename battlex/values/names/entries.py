"""Which lines a list of names consists of, how deep each is nested, and which are titles, bold or in small print."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from battlex.languages import Language
from battlex.markup import Flat, Mark, flatten
from battlex.pattern import pattern
from battlex.record import struct
from battlex.values.names.pieces import KINDS, Token, closes_first, fold_notes, lettered, show, tokens_of


@struct
class Line:
    """A line of a list: its tokens, how deep it is nested, whether all of it is bold, in italics or in small print, whether it is
    a list's title, or stands within a list with a title; ``ruled`` tells of a rule drawn above it."""

    tokens: list[Token]
    depth: int = 0
    bold: bool = False
    italic: bool = False
    small: bool = False
    title: bool = False
    titled: bool = False
    ruled: bool = False
    open: bool = False
    shown: str | None = None

    @property
    def text(self) -> str:
        """What the line shows, without its notes."""
        if self.shown is None:
            self.shown = show(self.tokens)
        return self.shown

    def has(self, *kinds: str) -> bool:
        """Whether it holds a token of one of these kinds."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def empty(self) -> bool:
        """Whether nothing in it could be a name."""
        return not lettered(self.text) and not self.has("template")

    @property
    def colon(self) -> bool:
        """Whether it ends in a colon."""
        return self.text.endswith((":", "："))


MAX_LINES = 1000
"""So many lines of a value are read: real lists of names have a tenth of it."""

MAX_LINE = 4000
"""Characters of a line that are looked at: what is longer is no list of names."""

_BULLET = pattern(r"[\s\ufffc]*+((?>(?:[*•·◦▪‣●]\s*+)+)|[–—-]\s++)")


def read_lines(flat: Flat, language: Language) -> list[Line]:
    """The lines of a value that show anything, each cut into tokens."""
    titles, lists = _titles(flat, language)
    rules = [m.start for m in flat.marks if m.kind == "rule"]
    marks = [m for m in flat.marks if m.kind in KINDS]
    bold = _Cover(flat.text, [m for m in flat.marks if m.kind == "bold"])
    italic = _Cover(flat.text, [m for m in flat.marks if m.kind == "italic"])
    small = _Cover(flat.text, _small_print(flat, language))
    depths = _depths(flat)
    lines: list[Line] = []
    first = 0
    for start, end in _ranges(flat, titles):
        while first < len(marks) and marks[first].start < start:
            first += 1
        last = first
        while last < len(marks) and marks[last].start <= end:
            last += 1
        bullet = _BULLET.match(flat.text, start, end)
        begin = bullet.end() if bullet else start
        tokens = tokens_of(flat, begin, end, marks[first:last], language)
        carried = bool(lines) and lines[-1].open and closes_first(flat.text[begin:end])
        folded, still_open = fold_notes(tokens, carried)
        line = Line(folded, depths.get(start, 0), bold.covers(begin, end), open=still_open)
        line.italic, line.small = italic.covers(begin, end), small.covers(begin, end)
        if bullet:
            line.depth += sum(c in "*•·◦▪‣●–—-" for c in bullet.group(1))
        line.title = any(t[0] <= start and end <= t[1] for t in titles)
        line.titled = any(t[0] <= start < t[1] for t in lists)
        if folded:
            line.ruled = bool(rules) and rules[0] <= start
            rules = [place for place in rules if place > start]
            lines.append(line)
        first = last
    return _titles_first(lines, titles)


def _small_print(flat: Flat, language: Language) -> list[Mark]:
    """What is written small, by a tag or by a template."""
    found = [mark for mark in flat.marks if mark.kind in ("small", "wrap")]
    if not found:
        return []
    templates = {name.casefold() for name in language.words("display", "small")}
    return [mark for mark in found if mark.kind == "small" or mark.name.casefold() in templates]


def _ranges(flat: Flat, titles: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ranges of the lines, cut where the title of a list stands in the same line as its last item."""
    cuts = sorted({place for title in titles for place in title})
    start = 0
    for line in _unbroken(flat).split("\n", MAX_LINES)[:MAX_LINES]:
        end = start + len(line)
        pieces = [start, *(cut for cut in cuts if start < cut < end), end]
        yield from ((first, min(last, first + MAX_LINE)) for first, last in pairwise(pieces))
        start = end + 1


def _unbroken(flat: Flat) -> str:
    """The text without the line breaks inside its links: they are layout, and no name ends there."""
    text = flat.text
    for mark in flat.marks:
        if mark.kind == "link" and text.find("\n", mark.start, mark.end) >= 0:
            text = text[: mark.start] + text[mark.start : mark.end].replace("\n", " ") + text[mark.end :]
    return text


def _titles(flat: Flat, language: Language) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the titles of list templates stand in the text, and all of those lists."""
    found: list[tuple[int, int]] = []
    lists: list[tuple[int, int]] = []
    for mark in flat.marks:
        if mark.kind != "list":
            continue
        for key, value in mark.args:
            if key.casefold() not in ("title", "heading") or not value:
                continue
            title = flatten(value, language).text.strip()
            lists.append((mark.start, mark.end))
            body = flat.text[mark.start : mark.end]
            place = mark.start + len(body) - len(body.lstrip())
            if title and flat.text.startswith(title, place):
                found.append((place, place + len(title)))
            elif title and body.rstrip().endswith(title):
                end = mark.start + len(body.rstrip())
                found.append((end - len(title), end))
    return found, lists


def _titles_first(lines: list[Line], titles: list[tuple[int, int]]) -> list[Line]:
    """A title that follows its items is put before them: the items are the deeper lines above it."""
    if not titles:
        return lines
    ordered: list[Line] = []
    for line in lines:
        place = len(ordered)
        if line.title:
            while place and ordered[place - 1].depth > line.depth and not ordered[place - 1].title:
                place -= 1
        ordered.insert(place, line)
    return ordered


def _depths(flat: Flat) -> dict[int, int]:
    """How deep each line is nested, by where it starts."""
    depths: dict[int, int] = {}
    for mark in flat.marks:
        if mark.kind == "item":
            depths[mark.start] = depths.get(mark.start, 0) + 1
    for mark in flat.marks:
        # A list template around a list written with asterisks: its one argument is no item of its own.
        if mark.kind == "list" and any(value.startswith("*") for _, value in mark.args):
            start = mark.start
            while start < mark.end and start not in depths:
                start += 1
            if depths.get(start, 0) > 1:
                depths[start] -= 1
    return depths


class _Cover:
    """Tells which stretches of a text lie wholly within some marks; asked from left to right."""

    def __init__(self, text: str, marks: list[Mark]) -> None:
        self.text = text
        self.marks = marks
        self.first = 0

    def covers(self, start: int, end: int) -> bool:
        """Whether each letter of ``text[start:end]`` is within one of the marks, and there is a letter."""
        if not self.marks:
            return False
        while self.first < len(self.marks) and self.marks[self.first].end <= start:
            self.first += 1
        place, number, lettered = start, self.first, False
        while place < end:
            if not self.text[place].isalnum():
                place += 1
                continue
            while number < len(self.marks) and self.marks[number].end <= place:
                number += 1
            if number == len(self.marks) or self.marks[number].start > place:
                return False
            lettered = True
            place = min(end, self.marks[number].end)
        return lettered
