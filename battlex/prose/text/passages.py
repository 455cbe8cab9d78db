"""A page → its passages: paragraphs, list items, table cells, captions and notes, each under its heading."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from sys import maxsize

from battlex.languages import Language
from battlex.markup import Flat, Mark
from battlex.markup.entities import unescape
from battlex.markup_light import MARKERS, Inline, Out
from battlex.model import Span
from battlex.pattern import pattern
from battlex.record import Record, record

_HEADING = pattern(r"(={1,6})[ \t]*+(.+?)[ \t]*\1[ \t]*(?:<!--.*-->)?[ \t]*$")


@record
class Passage(Record):
    """A paragraph, list item, table cell, caption or note, under the heading ``section`` (None in the lead).

    ``header`` is the text of the column's header where the passage is a cell, with the first cell of the row on a
    second line; ``row`` counts the rows of a table. Each of ``pieces`` has its place in the text, where it begins in the
    page, and where what it stands for ends there (-1 where it is a copy).
    """

    text: str
    section: str | None
    kind: str = "paragraph"
    header: str = ""
    row: int = 0
    pieces: Sequence[tuple[int, ...]] = ()
    marks: Sequence[Mark] = ()

    @property
    def in_note(self) -> bool:
        """Whether it stands in a note."""
        return self.kind == "note"

    def cut(self, start: int, end: int) -> Flat:
        """The flat text between two places, with the marks that begin in it."""
        first, last = bisect_left(self.marks, start, key=_place), bisect_left(self.marks, end, key=_place)
        marks = [
            Mark(m.kind, m.start - start, min(m.end, end) - start, m.value, m.name, m.args)
            for m in self.marks[first:last]
        ]
        return _Stretch(self, start, self.text[start:end], marks)

    def source(self, at: int) -> tuple[int, int]:
        """Where in the page the character stands that is at a place of the text."""
        place, start, stop = self.pieces[bisect_right(self.pieces, (at, maxsize)) - 1]
        return (start, stop) if stop >= 0 else (start + at - place, start + at - place + 1)

    def span(self, start: int, end: int) -> Span:
        """The place in the page of ``text[start:end]``, which must not be empty."""
        return Span(self.source(start)[0], self.source(end - 1)[1])


class _Stretch(Flat):
    """A part of a passage; only where a figure stands in it are places in the page worked out."""

    def __init__(self, passage: Passage, at: int, text: str, marks: list[Mark]) -> None:
        self.text, self.marks, self.rough = text, marks, False
        self._passage, self._at = passage, at

    @property
    def starts(self) -> list[int]:  # type: ignore[override]
        return [self._passage.source(self._at + place)[0] for place in range(len(self.text))]

    @property
    def ends(self) -> list[int]:  # type: ignore[override]
        return [self._passage.source(self._at + place)[1] for place in range(len(self.text))]

    def span(self, start: int, end: int) -> Span:
        return self._passage.span(self._at + start, self._at + end)


def _place(mark: Mark) -> int:
    return mark.start


def read_passages(wikitext: str, language: Language) -> Iterator[Passage]:
    """Every stretch of running text of a page, in the order of the page; notes follow the passage that they stand in.

    Templates that hold no text for readers (infoboxes, citations) are passed over. Never raises for any text.
    """
    return _Page(wikitext, language).passages()


class _Page(Inline):
    """Walks the lines of a page."""

    def __init__(self, wikitext: str, language: Language) -> None:
        super().__init__(wikitext, language)
        self.done: list[Passage] = []
        self.section: str | None = None
        self.kind = "paragraph"
        self.tables: list[_Table] = []

    def passages(self) -> Iterator[Passage]:
        position = self._line_start(0)
        yield from self._walk_page(position)

    def _walk_page(self, position: int) -> Iterator[Passage]:
        source, starts, ends, kinds = self.source, self.starts, self.ends, self.kinds
        index, last = 0, len(kinds)
        while index < last and starts[index] < position:
            index += 1
        while index < last:
            start, kind = starts[index], kinds[index]
            if start > position:
                self.out.put(source[position:start], position, -1)
            position = ends[index]
            if kind == "\n":
                position = self._newline(index, position)
                index += 1
                while index < last and starts[index] < position:
                    index += 1
            elif kind in ("||", "!!", "|") and self.tables:
                self._cell_mark(kind)
                index += 1
            else:
                index, position = self.token(index, position, 0)
            if self.done:
                yield from self._handed_over()
        self.out.copy(self.source[position:], position)
        self._flush()
        yield from self._handed_over()

    def _handed_over(self) -> Iterator[Passage]:
        done, self.done = self.done, []
        yield from done

    def _flush(self) -> None:
        """End the passage; what stands aside of it (notes, captions) follows."""
        out, self.out = self.out, Out()
        if out.length:
            table = self.tables[-1] if self.tables else None
            if table is not None and self.kind in ("cell", "header"):
                header = table.take("".join(out.parts), self.kind)
                self.done.append(_passage(out, self.section, "cell", header, table.row))
            else:
                self.done.append(_passage(out, self.section, self.kind))
        elif self.tables and self.kind in ("cell", "header"):
            self.tables[-1].take("", self.kind)
        self.kind = "paragraph"
        while self.aside:
            kind, index, stop, start, end, depth = self.aside.pop(0)
            self.out = Out()
            self.walk(index, stop, start, end, depth)
            if self.out.length:
                self.done.append(_passage(self.out, self.section, kind))
            self.out = Out()

    def _newline(self, index: int, position: int) -> int:
        start = self.starts[index]
        blank = position - start > 1 and self.source.count("\n", start, position) > 1
        char = self.source[position : position + 1]
        opens = char in "*#:;=|!{"
        if not blank and not opens:
            self.out.put("\n" if self.tables else " ", start, start + 1)
            return position
        if blank or char in "*#:;=" or self.source.startswith(("{|", "|", "!"), position):
            if not (self.tables and char not in "|!{="):
                self._flush()
            else:
                self.out.put("\n", start, start + 1)
        else:
            self.out.put(" ", start, start + 1)
        return self._line_start(position)

    def _line_start(self, position: int) -> int:
        """Pass over the marks that open a line; the place where its text begins."""
        source = self.source
        char = source[position : position + 1]
        if char and char in "*#:;":
            found = MARKERS.match(source, position)
            assert found is not None
            if not self.tables:
                self.kind = "item"
            return found.end()
        if char == "=":
            stop = source.find("\n", position)
            stop = len(source) if stop < 0 else stop
            heading = _HEADING.match(source[position:stop]) if stop - position < 400 else None
            if heading is not None:
                self.section = _plain(heading.group(2)) or None
                self.tables.clear()
                return stop
        elif source.startswith("{|", position):
            self.tables.append(_Table())
            return self._line_end(position)
        elif self.tables and char and char in "|!":
            table = self.tables[-1]
            if source.startswith("|}", position) and not source.startswith("|}}", position):
                self.tables.pop()
                return position + 2
            if source.startswith("|-", position):
                table.next_row()
                return self._line_end(position)
            if source.startswith("|+", position):
                self.kind = "caption"
                return position + 2
            self.kind = "header" if char == "!" else "cell"
            return position + 1
        return position

    def _line_end(self, position: int) -> int:
        stop = self.source.find("\n", position)
        return len(self.source) if stop < 0 else stop

    def _cell_mark(self, kind: str) -> None:
        if kind == "|":
            # What stands before a single bar in a cell are its attributes.
            self.out = Out()
            return
        kept = self.kind
        self._flush()
        self.kind = kept if kind == "!!" or kept == "header" else "cell"


def _passage(out: Out, section: str | None, kind: str, header: str = "", row: int = 0) -> Passage:
    out.close()
    return Passage("".join(out.parts), section, kind, header, row, out.pieces, out.marks)


_LABEL = 40
"""What stands in the first cell of a row labels the row where it has no more characters than this."""


class _Table:
    """Which column of a table comes next, and what the columns and the row are headed by."""

    def __init__(self) -> None:
        self.headers: dict[int, str] = {}
        self.label = ""
        self.column = 0
        self.row = 0

    def next_row(self) -> None:
        self.column = 0
        self.row += 1

    def take(self, text: str, kind: str) -> str:
        """Take in a cell's text; the header of its column, "" where it is one itself or there is none."""
        column, self.column = self.column, self.column + 1
        if not column:
            self.label = text.strip()
        if kind == "header" and (column or text.strip()):
            if column:
                self.headers[column] = text.strip()
            return ""
        header = self.headers.get(column, "")
        return f"{header}\n{self.label}" if column and len(self.label) <= _LABEL else header


def _plain(wikitext: str) -> str:
    """A heading without its markup."""
    text = re.sub(r"<[^<>]*+>|'{2,}|\{\{[^{}]*+\}\}", "", wikitext)
    text = re.sub(r"\[\[(?:[^\[\]|]*+\|)?([^\[\]|]*+)\]\]", r"\1", text)
    return unescape(text).strip()
