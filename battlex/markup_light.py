"""Wikitext → paragraphs, list items, cells, captions and notes as flat text, in one linear pass over a whole page.

``markup.flatten`` reads one value with a full parser; prose is most of a page, and a full parse of it would cost more
than all the rest. Here brackets are matched once and the text between them is copied in stretches. The result is the
same ``Flat``, with offsets of the page.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from battlex.languages import Language
from battlex.markup import ICON, MAX_DEPTH, Flat, Mark, roles

_SCAN = re.compile(
    r"\[\[|\]\]|\{\{|\}\}|\{\||\|\|?|!!|<!--|</?[a-zA-Z][^<>]*+>|'{2,}|\[(?=https?:|ftp:|//)|\]"
    r"|\n\s*+|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});"
)
_TAG = re.compile(r"</?([a-zA-Z]+)")
_HIDDEN_TAGS = frozenset(
    "math chem gallery score timeline hiero imagemap source syntaxhighlight templatestyles graph mapframe pre code style "
    "inputbox section references".split()
)
_CLOSED_TAGS = frozenset(
    "math chem gallery score timeline hiero imagemap source syntaxhighlight graph pre code style".split()
)
_ARGUMENT = re.compile(r"\s*+([^\[\]{}<>=|\n]{0,40}?)\s*+=")
_HEADING = re.compile(r"(={1,6})[ \t]*+(.+?)[ \t]*\1[ \t]*(?:<!--.*-->)?[ \t]*$")
_IMAGE_OPTION = re.compile(r"\s*+(?:x?\d++(?:x\d++)?\s*+px|[\w-]++\s*+=.*|[\w-]{1,12})\s*+$", re.DOTALL)
_MARKERS = re.compile(r"[*#:;]++")
_LEAST_SENTENCE = 40
"""A positional argument of an unknown template that is at least so long, and has blanks, is text that a reader sees."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, list item, table cell, caption or note, under the heading ``section`` (None in the lead).

    ``header`` is the text of the column's header where the passage is a cell; ``row`` counts the rows of a table.
    """

    text: str
    section: str | None
    kind: str = "paragraph"
    header: str = ""
    row: int = 0
    pieces: tuple[list[int], list[int], list[int]] = field(default=([], [], []), repr=False)
    marks: Sequence[Mark] = field(default=(), repr=False)

    @property
    def in_note(self) -> bool:
        """Whether it stands in a note."""
        return self.kind == "note"

    def cut(self, start: int, end: int) -> Flat:
        """The flat text between two places, with the marks that begin in it; offsets are worked out for it alone."""
        places, sources, stops = self.pieces
        flat = Flat(self.text[start:end])
        piece = bisect_right(places, start) - 1
        at = start
        while at < end:
            limit = min(end, places[piece + 1] if piece + 1 < len(places) else end)
            if stops[piece] < 0:
                source = sources[piece] + at - places[piece]
                flat.starts.extend(range(source, source + limit - at))
                flat.ends.extend(range(source + 1, source + limit - at + 1))
            else:
                flat.starts.extend([sources[piece]] * (limit - at))
                flat.ends.extend([stops[piece]] * (limit - at))
            at, piece = limit, piece + 1
        first, last = bisect_left(self.marks, start, key=_place), bisect_left(self.marks, end, key=_place)
        flat.marks = [
            Mark(m.kind, m.start - start, min(m.end, end) - start, m.value, m.name, m.args)
            for m in self.marks[first:last]
        ]
        return flat


def _place(mark: Mark) -> int:
    return mark.start


def read_passages(wikitext: str, language: Language) -> Iterator[Passage]:
    """Every stretch of running text of a page, in the order of the page; notes follow the passage that they stand in.

    Templates that hold no text for readers (infoboxes, citations) are passed over. Never raises for any text.
    """
    return _Page(wikitext, language).passages()


class _Out:
    """The flat text of one passage in the making."""

    __slots__ = ("length", "marks", "open", "parts", "places", "sources", "stops")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places: list[int] = []
        self.sources: list[int] = []
        self.stops: list[int] = []
        self.marks: list[Mark] = []
        self.open: dict[str, int] = {}
        self.length = 0

    def copy(self, text: str, start: int) -> None:
        """Text as it stands in the source."""
        self._add(text, start, -1)

    def put(self, text: str, start: int, end: int) -> None:
        """Text that stands for a stretch of the source."""
        self._add(text, start, end)

    def _add(self, text: str, start: int, end: int) -> None:
        if text:
            self.parts.append(text)
            self.places.append(self.length)
            self.sources.append(start)
            self.stops.append(end)
            self.length += len(text)

    def mark(self, kind: str, since: int, value: str = "", name: str = "") -> None:
        self.marks.append(Mark(kind, since, self.length, value, name))

    def style(self, kind: str) -> None:
        since = self.open.pop(kind, None)
        if since is None:
            self.open[kind] = self.length
        elif since < self.length:
            self.mark(kind, since)

    def passage(self, section: str | None, kind: str, header: str = "", row: int = 0) -> Passage:
        for style in list(self.open):
            self.style(style)
        self.marks.sort(key=_order)
        pieces = (self.places, self.sources, self.stops)
        return Passage("".join(self.parts), section, kind, header, row, pieces, self.marks)


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


class _Page:
    def __init__(self, wikitext: str, language: Language) -> None:
        self.source = wikitext
        self.roles = roles(language)
        self.role_of: dict[str, tuple[str, str]] = {}
        namespaces = language.data.get("namespaces", {})
        self.files = frozenset(name.casefold() for name in namespaces.get("file", ()))
        self.hidden = frozenset(name.casefold() for name in namespaces.get("hidden", ()))
        self.least = _LEAST_SENTENCE // (1 if language.grammar.get("segmentation", "words") == "words" else 3)
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[str] = []
        self.mates: dict[int, int] = {}
        self.out = _Out()
        self.done: list[Passage] = []
        self.aside: list[tuple[str, int, int, int, int, int]] = []
        self.section: str | None = None
        self.kind = "paragraph"
        self.tables: list[_Table] = []
        self._scan()

    # brackets

    def _scan(self) -> None:
        """Find all markup and match the brackets; what finds no partner is text."""
        source, position = self.source, 0
        starts, ends, kinds, mates = self.starts, self.ends, self.kinds, self.mates
        stack: list[int] = []
        open_kinds = {"[[": 0, "{{": 0, "ref": 0}
        unclosed: set[str] = set()
        find = _SCAN.search
        while (found := find(source, position)) is not None:
            text, start, position = found.group(), found.start(), found.end()
            kind = text
            if text[0] == "<":
                if text == "<!--":
                    stop = source.find("-->", position)
                    kind, position = "hidden", len(source) if stop < 0 else stop + 3
                else:
                    kind, position = self._tag(text, position, unclosed)
            elif text[0] == "\n":
                kind = "\n"
                if text.count("\n") > 1:
                    while stack and kinds[stack[-1]] == "[[":
                        open_kinds["[["] -= 1
                        stack.pop()
            elif text[0] == "&":
                kind = "&"
            elif text[0] == "'":
                kind = "'"
            index = len(kinds)
            starts.append(start)
            ends.append(position)
            kinds.append(kind)
            if kind in ("[[", "{{", "ref"):
                stack.append(index)
                open_kinds[kind] += 1
            elif kind in _OPENERS:
                opener = _OPENERS[kind]
                if not open_kinds[opener] or (opener == "[[" and kinds[stack[-1]] != "[["):
                    continue
                while True:
                    top = stack.pop()
                    open_kinds[kinds[top]] -= 1
                    if kinds[top] == opener:
                        break
                mates[top] = index

    def _tag(self, text: str, position: int, unclosed: set[str]) -> tuple[str, int]:
        """(kind, position behind it) of a tag; the content of a tag that shows no text is passed over with it."""
        found = _TAG.match(text)
        name = found.group(1).lower() if found else ""
        if name == "ref":
            if text.endswith("/>"):
                return "hidden", position
            return ("/ref" if text.startswith("</") else "ref"), position
        if name == "br" or name == "hr":
            return "break", position
        if name == "nowiki" or name in _CLOSED_TAGS:
            if text.startswith("</") or text.endswith("/>") or name in unclosed:
                return "hidden", position
            close = re.compile(f"</{name}\\s*+>", re.IGNORECASE).search(self.source, position)
            if close is None:
                unclosed.add(name)
                return "hidden", position
            return ("nowiki" if name == "nowiki" else "hidden"), close.end()
        if name in ("p", "blockquote", "div", "center", "li"):
            return "break", position
        return "hidden", position

    # passages

    def passages(self) -> Iterator[Passage]:
        position = self._line_start(0)
        yield from self._walk_page(position)

    def _walk_page(self, position: int) -> Iterator[Passage]:
        index, last = 0, len(self.kinds)
        while index < last and self.starts[index] < position:
            index += 1
        while index < last:
            start, kind = self.starts[index], self.kinds[index]
            if start > position:
                self.out.copy(self.source[position:start], position)
            position = self.ends[index]
            if kind == "\n":
                position = self._newline(index, position)
                index += 1
                while index < last and self.starts[index] < position:
                    index += 1
            elif kind in ("||", "!!", "|") and self.tables:
                self._cell_mark(kind)
                index += 1
            else:
                index, position = self._token(index, position, 0)
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
        out, self.out = self.out, _Out()
        if out.length:
            table = self.tables[-1] if self.tables else None
            if table is not None and self.kind in ("cell", "header"):
                header = table.take("".join(out.parts), self.kind)
                self.done.append(out.passage(self.section, "cell", header, table.row))
            else:
                self.done.append(out.passage(self.section, self.kind))
        elif self.tables and self.kind in ("cell", "header"):
            self.tables[-1].take("", self.kind)
        self.kind = "paragraph"
        while self.aside:
            kind, index, stop, start, end, depth = self.aside.pop(0)
            self.out = _Out()
            self._walk(index, stop, start, end, depth)
            if self.out.length:
                self.done.append(self.out.passage(self.section, kind))
            self.out = _Out()

    def _newline(self, index: int, position: int) -> int:
        blank = self.source.count("\n", self.starts[index], position) > 1
        char = self.source[position : position + 1]
        if not blank and char and char not in "*#:;=|!{" and not self.tables:
            self.out.put(" ", self.starts[index], self.starts[index] + 1)
            return position
        if not blank and self.tables and char not in "*#:;=|!{":
            self.out.put("\n", self.starts[index], self.starts[index] + 1)
            return position
        if blank or char in "*#:;=" or self.source.startswith(("{|", "|", "!"), position):
            if not (self.tables and char not in "|!{="):
                self._flush()
            else:
                self.out.put("\n", self.starts[index], self.starts[index] + 1)
        else:
            self.out.put(" ", self.starts[index], self.starts[index] + 1)
        return self._line_start(position)

    def _line_start(self, position: int) -> int:
        """Pass over the marks that open a line; the place where its text begins."""
        source = self.source
        char = source[position : position + 1]
        if char and char in "*#:;":
            found = _MARKERS.match(source, position)
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
            self.out = _Out()
            return
        kept = self.kind
        self._flush()
        self.kind = kept if kind == "!!" or kept == "header" else "cell"

    # inside a passage

    def _walk(self, index: int, stop: int, position: int, end: int, depth: int) -> None:
        """Put out ``source[position:end]``, whose markup are the tokens from ``index`` to ``stop``."""
        while index < stop:
            start = self.starts[index]
            if start > position:
                self.out.copy(self.source[position:start], position)
            position = self.ends[index]
            if self.kinds[index] == "\n":
                char = self.source[position : position + 1]
                self.out.put("\n" if char and char in "*#:;" else " ", start, start + 1)
                if char and char in "*#:;":
                    found = _MARKERS.match(self.source, position)
                    position = found.end() if found else position
                index += 1
            else:
                index, position = self._token(index, position, depth)
        if end > position:
            self.out.copy(self.source[position:end], position)

    def _token(self, index: int, position: int, depth: int) -> tuple[int, int]:
        """Put out one piece of markup with what it encloses: (the next token, the place behind it)."""
        kind, start = self.kinds[index], self.starts[index]
        mate = self.mates.get(index)
        if mate is not None:
            stop = self.ends[mate]
            if depth < MAX_DEPTH:
                if kind == "[[":
                    self._link(index, mate, depth + 1)
                elif kind == "{{":
                    self._template(index, mate, depth + 1)
                else:
                    self.aside.append(("note", index + 1, mate, position, self.starts[mate], depth + 1))
            return mate + 1, stop
        if kind == "'":
            count = position - start
            if count in (2, 5):
                self.out.style("italic")
            if count != 2:
                self.out.style("bold")
        elif kind == "&":
            shown = html.unescape(self.source[start:position])
            self.out.put(" " if shown == "\u00a0" else shown, start, position)
        elif kind == "break":
            self.out.put("\n", start, position)
        elif kind == "nowiki":
            text = self.source[start:position]
            inner = text.find(">") + 1
            self.out.copy(text[inner : text.rfind("<")], start + inner)
        elif kind == "[":
            return index + 1, self._external(position)
        elif kind == "]":
            if "external" in self.out.open:
                del self.out.open["external"]
            else:
                self.out.copy("]", start)
        elif kind in ("|", "||", "!!", "[[", "]]", "{{", "}}", "{|"):
            self.out.copy(self.source[start:position], start)
        return index + 1, position

    def _external(self, position: int) -> int:
        """Pass over the address of an external link."""
        self.out.open["external"] = self.out.length
        stop = position
        while stop < len(self.source) and self.source[stop] not in " \t\n]<":
            stop += 1
        return stop

    def _split(self, index: int, mate: int) -> list[tuple[int, int, int, int]]:
        """The arguments between two brackets: (first token, token behind, start, end) of each."""
        parts: list[tuple[int, int, int, int]] = []
        first, start, at = index + 1, self.ends[index], index + 1
        while at < mate:
            inner = self.mates.get(at)
            if inner is not None:
                at = inner + 1
                continue
            if self.kinds[at] in ("|", "||"):
                parts.append((first, at, start, self.starts[at]))
                if self.kinds[at] == "||":
                    parts.append((at, at, self.starts[at] + 1, self.starts[at] + 1))
                first, start = at + 1, self.ends[at]
            at += 1
        parts.append((first, mate, start, self.starts[mate]))
        return parts

    def _link(self, index: int, mate: int, depth: int) -> None:
        parts = self._split(index, mate)
        title = self.source[parts[0][2] : parts[0][3]].strip()
        prefix, colon, rest = title.partition(":")
        namespace = prefix.strip().casefold().replace("_", " ") if colon else ""
        if namespace in self.files:
            since = self.out.length
            self.out.put(ICON, self.starts[index], self.ends[mate])
            self.out.mark("file", since, rest.strip())
            first, stop, start, end = parts[-1]
            if len(parts) > 1 and not _IMAGE_OPTION.match(self.source[start : min(end, start + 60)]):
                self.aside.append(("caption", first, stop, start, end, depth))
            return
        if namespace in self.hidden:
            return
        since = self.out.length
        first, stop, start, end = parts[min(1, len(parts) - 1)]
        if len(parts) == 1:
            while start < end and self.source[start] in " :":
                start += 1
            self.out.copy(self.source[start:end].replace("_", " "), start)
        else:
            self._walk(first, stop, start, self.starts[mate] if len(parts) > 1 else end, depth)
        self.out.mark("link", since, title.lstrip(":").replace("_", " ").strip())

    # templates

    def _template(self, index: int, mate: int, depth: int) -> None:
        parts = self._split(index, mate)
        name = self.source[parts[0][2] : parts[0][3]].strip()
        if "<!--" in name:
            name = name.partition("<!--")[0].strip()
        arguments = parts[1:]
        role = self.role_of.get(name)
        if role is None:
            function, colon, first = name.partition(":")
            if colon and self.roles.of(function + ":")[0] != "unknown":
                at = self.source.index(":", parts[0][2]) + 1
                role, arguments = (
                    self.roles.of(function + ":"),
                    [(parts[0][0], parts[0][1], at, parts[0][3]), *arguments],
                )
            else:
                role = self.role_of[name] = self.roles.of(name)
        self._by_role(role[0], role[1], name, arguments, index, mate, depth)

    def _by_role(
        self,
        role: str,
        value: str,
        name: str,
        arguments: list[tuple[int, int, int, int]],
        index: int,
        mate: int,
        depth: int,
    ) -> None:
        start, end = self.starts[index], self.ends[mate]
        out, since = self.out, self.out.length
        positional: list[tuple[int, int, int, int]] = []
        shown: tuple[int, int, int, int] | None = None
        for argument in arguments:
            named = _ARGUMENT.match(self.source, argument[2], argument[3])
            if named is None:
                positional.append(argument)
            elif named.group(1).isdecimal() or named.group(1).casefold() in _TEXT_NAMES:
                shown = (argument[0], argument[1], named.end(), argument[3])
                positional.append(shown)
        if role == "fold":
            for first, stop, at, to in positional:
                if to - at >= _LEAST_NOTE:
                    self.aside.append(("note", first, stop, at, to, depth))
            return
        if role in ("wrap", "flag_name", "link", "approx", "fate"):
            chosen = positional[:1]
        elif role == "wrap_last":
            chosen = positional[-1:]
        elif role in ("number", "list"):
            chosen = positional
        elif role == "unknown":
            chosen = [part for part in positional if self._is_text(part)]
            if not chosen and len(positional) == len(arguments) == 1 and not self._fresh():
                chosen = positional
        else:
            chosen = []
        for number, (first, stop, at, to) in enumerate(chosen):
            if number:
                out.put("\n" if role == "list" else " ", at - 1, at)
            self._argument(first, stop, at, to, depth)
        if role == "country":
            out.put(value or name, start, end)
        elif role == "symbol":
            out.put(value, start, end)
        elif role == "break":
            out.put("\n", start, end)
        if out.length == since:
            out.put(ICON, start, end)
        if role in ("flag", "flag_name") and positional:
            value = self.source[positional[0][2] : positional[0][3]].strip()
        out.mark(role, since, value, name)

    def _argument(self, first: int, stop: int, at: int, to: int, depth: int) -> None:
        """Put out an argument without the blanks around it."""
        while at < to and self.source[at].isspace():
            at += 1
        while to > at and self.source[to - 1].isspace():
            to -= 1
        while first < stop and self.starts[first] < at:
            first += 1
        while stop > first and self.ends[stop - 1] > to:
            stop -= 1
        self._walk(first, stop, at, to, depth)

    def _is_text(self, part: tuple[int, int, int, int]) -> bool:
        _, _, at, to = part
        return to - at >= self.least and (self.least < _LEAST_SENTENCE or self.source.count(" ", at, to) >= 5)

    def _fresh(self) -> bool:
        """Whether nothing stands before on the line."""
        return not any(part.strip() for part in self.out.parts[-3:])


_OPENERS = {"]]": "[[", "}}": "{{", "/ref": "ref"}
_TEXT_NAMES = frozenset({"text", "quote", "content", "label"})
_LEAST_NOTE = 12
"""An argument of a folded template that is shorter is a name, a year or a page, not a note."""


class _Table:
    """Which column of a table comes next, and what the columns are headed by."""

    def __init__(self) -> None:
        self.headers: dict[int, str] = {}
        self.column = 0
        self.row = 0

    def next_row(self) -> None:
        self.column = 0
        self.row += 1

    def take(self, text: str, kind: str) -> str:
        """Take in a cell's text; the header of its column, "" where it is one itself or there is none."""
        column, self.column = self.column, self.column + 1
        if kind == "header" and (column or text.strip()):
            if column:
                self.headers[column] = text.strip()
            return ""
        return self.headers.get(column, "")


def _plain(wikitext: str) -> str:
    """A heading without its markup."""
    text = re.sub(r"<[^<>]*+>|'{2,}|\{\{[^{}]*+\}\}", "", wikitext)
    text = re.sub(r"\[\[(?:[^\[\]|]*+\|)?([^\[\]|]*+)\]\]", r"\1", text)
    return html.unescape(text).strip()
