"""Flat text: plain characters, each with its place in the page, and the marks of the markup."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from battlex.model import Link, Span
from battlex.pattern import pattern
from battlex.record import Fields, field, struct

ICON = "\ufffc"
"""Stands in the text for what has no text of its own: a flag, a mark of fate, an image, coordinates."""

FLAG_ONLY = "#"
"""The argument that makes a country's template show its flag without its name ("{{FRA|#}}")."""


class Mark(NamedTuple):
    """Something that the markup says of ``text[start:end]``.

    ``kind``: link, external, file, bold, italic, small, item (``value`` = depth), cell, and the roles of templates
    (flag, flag_name, country, fate, approx, coord, date, number, measure, list, unknown …). ``value`` is a link's target,
    a file's name, a flag's country, a fate; ``name`` a template's name; ``args`` a template's arguments as plain text.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    name: str = ""
    args: tuple[tuple[str, str], ...] = ()


_start_of = attrgetter("start")


@struct
class Flat(Fields):
    """Plain text with the offsets of its characters in the page and the marks of its markup.

    Line breaks of every kind (``<br>``, list items, new lines) are ``\\n``; ``starts[i]`` and ``ends[i]`` bound the
    source of character ``i``. References, comments and folded notes are left out. ``marks`` are sorted by their starts,
    of those with the same start the longer first.
    ``rough`` says that the markup was too broken to be parsed.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rough: bool = False

    def span(self, start: int, end: int) -> Span:
        """The place in the page of ``text[start:end]``, which must not be empty."""
        return Span(self.starts[start], self.ends[end - 1])

    def cut(self, start: int, end: int) -> Flat:
        """``text[start:end]`` with the marks that lie in it."""
        marks = [mark._replace(start=mark.start - start, end=mark.end - start) for mark in self.within(start, end)]
        return Flat(self.text[start:end], self.starts[start:end], self.ends[start:end], marks, self.rough)

    def clean(self, start: int = 0, end: int | None = None) -> str:
        """``text[start:end]`` fit to be shown: no icons, single blanks, lines joined by new lines."""
        return clean(self.text[start:end])

    def links(self, start: int = 0, end: int | None = None) -> tuple[Link, ...]:
        """The wikilinks within ``text[start:end]``."""
        if not self.marks:
            return ()
        stop = len(self.text) if end is None else end
        return tuple(
            Link(clean(self.text[mark.start : mark.end]) or mark.value, mark.value)
            for mark in self.within(start, stop, "link")
        )

    def within(self, start: int, end: int, *kinds: str) -> Iterator[Mark]:
        """The marks of these kinds (all, where none is named) that lie in ``text[start:end]``, in order."""
        for index in range(bisect_left(self.marks, start, key=_start_of), len(self.marks)):
            mark = self.marks[index]
            if mark.start > end:
                return
            if mark.end <= end and (not kinds or mark.kind in kinds):
                yield mark

    def lines(self) -> Iterator[tuple[int, int]]:
        """The ranges of the lines that hold more than blanks."""
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            if line.strip(" " + ICON) or ICON in line:
                yield start, end
            start = end + 1


_BLANKS = pattern(r"[ \t\u00a0\u2009\u202f\u3000]+")
_CONTROL = pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """Flat text fit to be shown: without icons and control characters, blanks single, empty lines gone."""
    text = text.replace(ICON, "")
    return "\n".join(filter(None, map(_clean_line, text.split("\n")))) if "\n" in text else _clean_line(text)


def _clean_line(line: str) -> str:
    if line.isprintable() and "  " not in line:
        return line.strip(" ")
    return _BLANKS.sub(" ", _CONTROL.sub("", line)).strip()
