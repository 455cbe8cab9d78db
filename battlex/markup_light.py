"""Wikitext → flat text without a parser: links, templates and styles of prose, copied in stretches.

``markup.flatten`` reads one value with a full parser; prose is most of a page, and a full parse of it would cost more
than all the rest. What comes out is the same: text with marks, and the offsets of the page.
"""

from __future__ import annotations

import re

from battlex.brackets import TEXT_NAMES, Argument, Brackets
from battlex.languages import Language
from battlex.markup import ICON, MAX_DEPTH, roles_of
from battlex.markup.entities import unescape
from battlex.markup.flat import FLAG_ONLY
from battlex.markup.out import Out
from battlex.pattern import pattern

_ARGUMENT = pattern(r"\s*+([^\[\]{}<>=|\n]{0,40}+)\s*+=")
_IMAGE_OPTION = pattern(r"\s*+(?:x?\d++(?:x\d++)?\s*+px|[\w-]++\s*+=.*|[\w-]{1,12})\s*+$", re.DOTALL)
_ADDRESS = pattern(r"[^ \t\n\]<]*+")
MARKERS = pattern(r"[*#:;]++")
_LEAST_SENTENCE = 40
"""A positional argument of an unknown template that is at least so long, and has blanks, is text that a reader sees."""

_LEAST_NOTE = 12
"""An argument of a folded template that is shorter is a name, a year or a page, not a note."""

_NOTED = pattern(
    rf"\|(?=[^|]{{{_LEAST_NOTE}}}|[^|]*\[\[)"
    rf"(?!\s*+(?!(?:\d++|{'|'.join(sorted(TEXT_NAMES))})\s*+=)[^\[\]{{}}<>=|\n]{{0,40}}+\s*+=)",
    re.IGNORECASE,
)
"""An argument that may be a note: one without a name, or one whose name tells of no more than text."""


class Inline:
    """Puts out what stands inside a passage; notes and captions are laid ``aside`` to follow it."""

    def __init__(self, wikitext: str, language: Language) -> None:
        self.source = wikitext
        self.roles = roles_of(language)
        self.files, self.hidden = self.roles.files, self.roles.hidden
        self.least = _LEAST_SENTENCE // (1 if language.grammar.get("segmentation", "words") == "words" else 3)
        self.brackets = Brackets(wikitext, self._is_silent)
        self.starts, self.ends = self.brackets.starts, self.brackets.ends
        self.kinds, self.mates = self.brackets.kinds, self.brackets.mates
        self.out = Out()
        self.aside: list[tuple[str, int, int, int, int, int]] = []

    def walk(self, index: int, stop: int, position: int, end: int, depth: int) -> None:
        """Put out ``source[position:end]``, whose markup are the tokens from ``index`` to ``stop``."""
        while index < stop:
            start = self.starts[index]
            if start > position:
                self.out.put(self.source[position:start], position, -1)
            position = self.ends[index]
            if self.kinds[index] == "\n":
                item = MARKERS.match(self.source, position)
                self.out.put("\n" if item else " ", start, start + 1)
                position = item.end() if item else position
                index += 1
            else:
                index, position = self.token(index, position, depth)
        if end > position:
            self.out.put(self.source[position:end], position, -1)

    def token(self, index: int, position: int, depth: int) -> tuple[int, int]:
        """Put out one piece of markup with what it encloses: (the next token, the place behind it)."""
        kind = self.kinds[index]
        if kind in ("link", "template", "note"):
            if depth < MAX_DEPTH:
                if kind == "link":
                    self.plain_link(index, depth + 1)
                elif kind == "template":
                    self._template(index, index, depth + 1)
                else:
                    start = self.source.index(">", self.starts[index]) + 1
                    self.aside.append(("note", index, index, start, position - len("</ref>"), depth + 1))
                    self._part_digits(self.starts[index], position)
            return index + 1, position
        mate = self.mates.get(index)
        if mate is not None:
            if depth < MAX_DEPTH:
                if kind == "[[":
                    self._link(index, mate, depth + 1)
                elif kind == "{{":
                    self._template(index, mate, depth + 1)
                elif kind == "ref":
                    self.aside.append(("note", index + 1, mate, position, self.starts[mate], depth + 1))
                if kind in ("ref", "hidden"):
                    self._part_digits(self.starts[index], self.ends[mate])
            return mate + 1, self.ends[mate]
        start = self.starts[index]
        if kind == "'":
            count = position - start
            if count in (2, 5):
                self.out.style("italic")
            if count != 2:
                self.out.style("bold")
        elif kind == "hidden":
            if self.source.startswith("<ref", start):
                self._part_digits(start, position)
        elif kind == "&":
            shown = unescape(self.source[start:position])
            self.out.put(" " if shown == "\u00a0" else shown, start, position)
        elif kind == "break":
            self.out.put("\n", start, position)
        elif kind == "nowiki":
            text = self.source[start:position]
            inner = text.find(">") + 1
            self.out.put(text[inner : text.rfind("<")], start + inner, -1)
        elif kind == "[":
            return index + 1, self._external(position)
        elif kind == "]":
            if "external" in self.out.open:
                del self.out.open["external"]
            else:
                self.out.put("]", start, -1)
        elif kind not in ("ref", "/ref"):
            self.out.put(self.source[start:position], start, -1)
        return index + 1, position

    def _part_digits(self, start: int, end: int) -> None:
        """ "300<ref>…</ref>400": two numbers, though nothing is put out for what stands between them."""
        if self.source[end : end + 1].isdigit() and self.source[start - 1 : start].isdigit():
            self.out.put("  ", start, end)

    def _external(self, position: int) -> int:
        """Pass over the address of an external link."""
        self.out.open["external"] = len(self.out.parts)
        found = _ADDRESS.match(self.source, position)
        return found.end() if found is not None else position

    def plain_link(self, index: int, depth: int) -> None:
        """Put out a link without markup in its title and its text."""
        out, start, end = self.out, self.starts[index] + 2, self.ends[index] - 2
        title, bar, text = self.source[start:end].partition("|")
        if ":" in title and (space := self._namespace(title)):
            if space == "file":
                self._file(index, index, title, self.brackets.split(index, index), depth)
            return
        since = len(out.parts)
        if text:
            out.parts.append(text)
            out.places.append((end - len(text), -1))
        elif not bar:
            self._title(start, end)
        out.marks.append((since, -len(out.parts), "link", title, ""))

    def _link(self, index: int, mate: int, depth: int) -> None:
        parts = self.brackets.split(index, mate)
        start, end = self.ends[index], self.starts[mate]
        title = self.source[start : parts[0][3]]
        if ":" in title and (space := self._namespace(title)):
            if space == "file":
                self._file(index, mate, title, parts, depth)
            return
        since = len(self.out.parts)
        if len(parts) == 1:
            self._title(start, end)
        else:
            first, stop, at, _to = parts[1]
            self.walk(first, stop, at, end, depth)
        self.out.mark("link", since, title)

    def _namespace(self, title: str) -> str:
        """Whether what a link leads to is a "file", or "hidden" from readers; "" where it is a page."""
        prefix = title.partition(":")[0].strip().casefold().replace("_", " ")
        return "file" if prefix in self.files else "hidden" if prefix in self.hidden else ""

    def _title(self, start: int, end: int) -> None:
        """Put out the title of a link that has no text of its own."""
        while start < end and self.source[start] in " :":
            start += 1
        self.out.put(self.source[start:end].replace("_", " "), start, -1)

    def _file(self, index: int, mate: int, title: str, parts: list[Argument], depth: int) -> None:
        """Put out an image, whose caption is laid aside."""
        since = len(self.out.parts)
        self.out.put(ICON, self.starts[index], self.ends[mate])
        self.out.mark("file", since, title.partition(":")[2].strip())
        first, stop, start, end = parts[-1]
        if len(parts) > 1 and not _IMAGE_OPTION.match(self.source[start : min(end, start + 60)]):
            self.aside.append(("caption", first, stop, start, end, depth))

    def _template(self, index: int, mate: int, depth: int) -> None:
        if index == mate and self._is_silent(self.source[self.starts[index] : self.ends[index]]):
            self._part_digits(self.starts[index], self.ends[index])
            return
        role_of = self.roles.of
        parts = self.brackets.split(index, mate)
        name = self.source[parts[0][2] : parts[0][3]].partition("<!--")[0].strip()
        arguments = parts[1:]
        role, value = role_of(name)
        if ":" in name and (known := role_of(name.partition(":")[0] + ":"))[0] != "unknown":
            role, value = known
            at = self.source.index(":", parts[0][2]) + 1
            arguments.insert(0, (parts[0][0], parts[0][1], at, parts[0][3]))
        self._by_role(role, value, name, arguments, index, mate, depth)

    def _is_silent(self, template: str) -> bool:
        """Whether a template in which no markup but bars matters shows nothing, not even a note."""
        name = template[2:-2].partition("|")[0].strip()
        return self.roles.of(name)[0] == "fold" and ":" not in name and _NOTED.search(template) is None

    def _by_role(
        self,
        role: str,
        value: str,
        name: str,
        arguments: list[Argument],
        index: int,
        mate: int,
        depth: int,
    ) -> None:
        if role == "fold":
            long = [argument for argument in arguments if argument[3] - argument[2] >= _LEAST_NOTE]
            for first, stop, at, to in self._positional(long):
                if to - at >= _LEAST_NOTE:
                    self.aside.append(("note", first, stop, at, to, depth))
            self._part_digits(self.starts[index], self.ends[mate])
            return
        start, end = self.starts[index], self.ends[mate]
        out, since = self.out, len(self.out.parts)
        positional = self._positional(arguments)
        if role in ("wrap", "flag_name", "link", "approx", "fate"):
            chosen = positional[:1]
        elif role == "wrap_last":
            chosen = positional[-1:]
        elif role in ("number", "list"):
            chosen = positional
        elif role == "first_two":
            chosen = positional[:2]
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
        only = role == "country" and any(self.source[at:to].strip() == FLAG_ONLY for _, _, at, to in positional)
        if only:
            role = "flag"
        if role == "country":
            out.put(value or name, start, end)
        elif role == "symbol":
            out.put(value, start, end)
        elif role == "break":
            out.put("\n", start, end)
        if len(out.parts) == since and not (role == "symbol" and self.source[end : end + 1].isdigit()):
            # "10{{zwsp}}000" is one number.
            out.put(ICON, start, end)
        if role in ("flag", "flag_name") and positional and not only:
            value = self.source[positional[0][2] : positional[0][3]].strip()
        out.mark(role, since, value, name)

    def _positional(self, arguments: list[Argument]) -> list[Argument]:
        """The arguments that have no name, or one that tells of no more than text."""
        positional: list[Argument] = []
        for argument in arguments:
            named = _ARGUMENT.match(self.source, argument[2], argument[3])
            if named is None:
                positional.append(argument)
                continue
            name = named.group(1).rstrip()
            if name.isdecimal() or name.casefold() in TEXT_NAMES:
                positional.append((argument[0], argument[1], named.end(), argument[3]))
        return positional

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
        self.walk(first, stop, at, to, depth)

    def _is_text(self, part: Argument) -> bool:
        _, _, at, to = part
        return to - at >= self.least and (self.least < _LEAST_SENTENCE or self.source.count(" ", at, to) >= 5)

    def _fresh(self) -> bool:
        """Whether nothing stands before on the line."""
        return not any(part.strip() for part in self.out.parts[-3:])
