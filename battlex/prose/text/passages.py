"""A page → its passages: paragraphs, list items, table cells, captions and notes, each under its heading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from battlex.infobox import UNCLOSED
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.markup import Flat, Mark, flatten
from battlex.markup.out import Out
from battlex.markup_light import MARKERS, Inline
from battlex.model import Problem, Span
from battlex.pattern import pattern

_HEADING = pattern(r"(={1,6})[ \t]*+(.+?)[ \t]*\1[ \t]*(?:<!--.*-->)?[ \t]*$")

_BREAKS = [pattern(rf"\n={{1,{level}}}(?!=)") for level in range(1, 7)]


class Passage:
    """A paragraph, list item, table cell, caption or note, under the heading ``section`` (None in the lead).

    ``header`` is the text of the column's header where the passage is a cell, with the first cell of the row on a
    second line; ``row`` counts the rows of a table. Where its characters stand in the page, and where its marks in its
    text, is worked out when it is asked for: most passages state nothing.
    """

    def __init__(self, out: Out, section: str | None, kind: str = "paragraph", header: str = "", row: int = 0) -> None:
        self.text = "".join(out.parts)
        self.section, self.kind, self.header, self.row = section, kind, header, row
        self._out = out
        self._parts: list[int] = []

    @property
    def in_note(self) -> bool:
        """Whether it stands in a note."""
        return self.kind == "note"

    def _begins(self) -> list[int]:
        """Where in the text each part begins, and where the last one ends."""
        if not self._parts:
            self._out.close()
            self._parts = [0, *accumulate(map(len, self._out.parts))]
        return self._parts

    @property
    def marks(self) -> list[Mark]:
        """What the markup says of the text, in order."""
        return self._marks(0, len(self.text) + 1)

    def _marks(self, start: int, end: int) -> list[Mark]:
        """The marks that begin between two places, by where they stand behind the first one."""
        begins, marks = self._begins(), self._out.marks
        if not marks:
            return []
        first, last = bisect_left(begins, start), bisect_left(begins, end)
        return [
            Mark(
                kind,
                begins[since] - start,
                min(begins[-behind], end) - start,
                value.strip().lstrip(":").replace("_", " ").strip() if kind == "link" else value,
                name,
            )
            for since, behind, kind, value, name in marks[bisect_left(marks, (first,)) : bisect_left(marks, (last,))]
        ]

    def cut(self, start: int, end: int) -> Flat:
        """The flat text between two places, with the marks that begin in it."""
        return _Stretch(self, start, self.text[start:end], self._marks(start, end))

    def source(self, at: int) -> tuple[int, int]:
        """Where in the page the character stands that is at a place of the text."""
        begins = self._begins()
        part = bisect_right(begins, at) - 1
        start, stop = self._out.places[part]
        at = start + at - begins[part]
        return (start, stop) if stop >= 0 else (at, at + 1)

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


def read_passages(wikitext: str, language: Language) -> Iterator[Passage]:
    """Every stretch of running text of a page, in the order of the page; notes follow the passage that they stand in.

    Templates that hold no text for readers (infoboxes, citations) are passed over, and sections that lead to other pages
    and to works on the subject: what is told there is told of others. Never raises for any text.
    """
    return _Page(wikitext, language).passages()


def without_unclosed(wikitext: str, problems: Iterable[Problem]) -> str:
    """A page with blanks in place of the infoboxes whose braces do not close: what is in them is no running text."""
    for problem in problems:
        if problem.code == UNCLOSED and problem.span is not None:
            start, end = problem.span.start, problem.span.end
            wikitext = wikitext[:start] + " " * (end - start - 1) + "\n" + wikitext[end:]
    return wikitext


class _Page(Inline):
    """Walks the lines of a page."""

    def __init__(self, wikitext: str, language: Language) -> None:
        super().__init__(wikitext, language)
        self.language = language
        self.done: list[Passage] = []
        self.section: str | None = None
        self.kind = "paragraph"
        self.tables: list[_Table] = []
        self.elsewhere = frozenset(map(fold, language.words("labels", "elsewhere")))

    def passages(self) -> Iterator[Passage]:
        source, starts, ends, kinds = self.source, self.starts, self.ends, self.kinds
        done, token = self.done, self.token
        position = self._line_start(0)
        index, last = bisect_left(starts, position), len(kinds)
        while index < last:
            start, kind = starts[index], kinds[index]
            if start > position:
                self.out.parts.append(source[position:start])
                self.out.places.append((position, -1))
            position = ends[index]
            if kind == "link":
                self.plain_link(index, 1)
                index += 1
                continue
            if kind == "\n":
                position = self._newline(start, position)
                index += 1
                while index < last and starts[index] < position:
                    index += 1
            elif kind in ("||", "!!", "|") and self.tables:
                self._cell_mark(kind)
                index += 1
            else:
                index, position = token(index, position, 0)
                continue
            if done:
                yield from done
                done.clear()
        self.out.put(source[position:], position, -1)
        self._flush()
        yield from done

    def _flush(self) -> None:
        """End the passage; what stands aside of it (notes, captions) follows."""
        out, kind = self.out, self.kind
        table = self.tables[-1] if self.tables and kind in ("cell", "header") else None
        if table is not None:
            header = table.take("".join(out.parts), kind)
            if out.parts:
                self.done.append(Passage(out, self.section, "cell", header, table.row))
        elif out.parts:
            self.done.append(Passage(out, self.section, kind))
        self.kind = "paragraph"
        for kind, index, stop, start, end, depth in self.aside:
            # What stands aside in it is laid behind.
            self.out = Out()
            self.walk(index, stop, start, end, depth)
            if self.out.parts:
                self.done.append(Passage(self.out, self.section, kind))
        self.aside.clear()
        self.out = Out()

    def _newline(self, start: int, position: int) -> int:
        """Take in a line break with the blanks behind it; the place where the text of the next line begins."""
        source = self.source
        blank = position - start > 1 and source.count("\n", start, position) > 1
        char = source[position : position + 1]
        opens = char in "*#:;=|!{"
        if not blank and not opens:
            self.out.put("\n" if self.tables else " ", start, start + 1)
            return position
        if blank or char in "*#:;=" or source.startswith(("{|", "|", "!"), position):
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
                self.section = _plain(heading.group(2), self.language) or None
                self.tables.clear()
                if self.section is not None and fold(self.section) in self.elsewhere:
                    return self._next_section(len(heading.group(1)), stop)
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

    def _next_section(self, level: int, position: int) -> int:
        """The line break before the next heading that does not stand below one of a level; the end where there is none."""
        found = _BREAKS[level - 1].search(self.source, position)
        return found.start() if found is not None else len(self.source)

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


_MARKED = frozenset("<'{[&")


def _plain(wikitext: str, language: Language) -> str:
    """A heading without its markup."""
    return wikitext.strip() if _MARKED.isdisjoint(wikitext) else flatten(wikitext, language).clean()
