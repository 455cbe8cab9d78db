"""Flat text in the making: characters with their places, marks, and the styles that are open."""

from __future__ import annotations

import re
from typing import Any

from battlex.markup.flat import ICON, Flat, Mark
from battlex.markup.roles import Roles
from battlex.pattern import pattern

_ROUGH = pattern(
    r"<!--|<ref\b[^<>]{0,500}/>|<ref\b[^<>]{0,500}>|<br\s*/?\s*>|</?[a-zA-Z][^<>]{0,500}>|\[\[[^\[\]|\n]{0,500}\||\[\[|\]\]"
    r"|\{\{[^{}|\n]{0,200}\||\{\{|\}\}|\{\||\|\}|&nbsp;|'{2,}"
)
_ROUGH_ENDS = {"<!--": pattern("-->"), "<ref": pattern("</ref>", re.IGNORECASE)}

_QUOTES = pattern(r"'{2,}|</?[a-zA-Z][a-zA-Z0-9]{0,12}(?:\s[^<>\n]{0,200})?/?>")
"""Quotes that toggle bold and italic, and tags whose partner is missing, which the parser leaves in the text."""

_NOTE_MARK = pattern(r"^[\[(]?[\w*†‡]{1,2}[\])]?$")

_SWITCH = pattern(r"\s*(?:(1[4-9]\d\d|20\d\d)|(\d))\s*")
"""A year, which may stand behind the name, and a digit, which may not stand before the third argument."""


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def parts(node: Any, roles: Roles) -> bool:
    """Whether a node that shows nothing stands between words: a note or an unknown template, no mark within a number."""
    name = type(node).__name__
    if name == "Tag":
        return str(node.tag).strip().lower() == "ref"
    return name == "Template" and roles.of(str(node.name).strip())[0] in ("fold", "unknown")


def tells_how(number: int, argument: str) -> bool:
    """Whether an argument behind a name is a year that is part of it, or tells how to show it: "{{HMXS|Otter|1902|2}}"."""
    found = _SWITCH.fullmatch(argument)
    return found is not None and number >= (found.lastindex or 0)


class Making:
    """Takes text, line breaks, icons and marks, and gives the flat text that they make."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.marks: list[Mark] = []
        self.open: dict[str, int] = {}
        self.broken = False

    def finish(self) -> Flat:
        for kind in list(self.open):
            self._style(kind)
        if len(self.marks) > 1:
            self.marks.sort(key=_order)
        return Flat("".join(self.chars), self.starts, self.ends, self.marks, self.broken)

    def put(self, char: str, start: int, end: int) -> None:
        self.chars.append(char)
        self.starts.append(start)
        self.ends.append(end)

    def put_all(self, text: str, start: int, end: int) -> None:
        for char in text:
            self.put(char, start, end)

    def put_each(self, text: str, position: int) -> None:
        """Characters that stand at ``position`` and behind, each in its own place."""
        self.chars.extend(text)
        self.starts.extend(range(position, position + len(text)))
        self.ends.extend(range(position + 1, position + len(text) + 1))

    def part(self, char: str, start: int, end: int) -> None:
        """Part a number from what goes on behind something that shows no text: "300<ref>…</ref>400", "1775{{hidden}}May".

        ``char`` is the first character behind it; one blank might group the digits.
        """
        if (char.isdigit() or char.isupper()) and self.chars and self.chars[-1].isdigit():
            self.put_all("  ", start, end)

    def line(self, start: int, end: int) -> None:
        for kind in list(self.open):
            self._style(kind)
        self.put("\n", start, end)

    def mark(self, kind: str, since: int, value: str = "", name: str = "", args: Any = ()) -> None:
        self.marks.append(Mark(kind, since, len(self.chars), value, name, tuple(args)))

    def icon(self, kind: str, start: int, end: int, value: str = "", name: str = "", args: Any = ()) -> None:
        since = len(self.chars)
        self.put(ICON, start, end)
        self.mark(kind, since, value, name, args)

    def _style(self, kind: str) -> None:
        since = self.open.pop(kind, None)
        if since is None:
            self.open[kind] = len(self.chars)
        elif since < len(self.chars):
            self.mark(kind, since)

    def text(self, text: str, position: int) -> None:
        """Plain text: quotes toggle bold and italic, stray tags are dropped, a new line is a line break."""
        if "''" not in text and "<" not in text:
            self._plain(text, 0, len(text), position)
            return
        done = 0
        for quotes in _QUOTES.finditer(text):
            self._plain(text, done, quotes.start(), position)
            done = quotes.end()
            if quotes.group()[0] == "<":
                continue
            count = len(quotes.group())
            if count in (2, 5):
                self._style("italic")
            if count != 2:
                self._style("bold")
        self._plain(text, done, len(text), position)

    def rough(self, text: str, position: int) -> None:
        """Text of broken markup, in linear time: marks of markup are dropped, what stands between them is kept."""
        self.broken = True
        done = 0
        missing: set[str] = set()
        while (found := _ROUGH.search(text, done)) is not None:
            self._plain(text, done, found.start(), position)
            token, done = found.group(), found.end()
            start, end = position + found.start(), position + done
            kind = token[:4].lower()
            if kind in _ROUGH_ENDS and not token.endswith("/>") and kind not in missing:
                closed = _ROUGH_ENDS[kind].search(text, done)
                if closed is None:
                    missing.add(kind)
                else:
                    done = closed.end()
            elif kind.startswith("<br"):
                self.line(start, end)
            elif token == "&nbsp;":
                self.put(" ", start, end)
        self._plain(text, done, len(text), position)

    def _plain(self, text: str, start: int, end: int, position: int) -> None:
        while start < end:
            stop = text.find("\n", start, end)
            if stop < 0:
                self.put_each(text[start:end], position + start)
                return
            if stop != start:
                self.put_each(text[start:stop], position + start)
                start = stop
            else:
                self.line(position + start, position + start + 1)
                start += 1

    def fresh_line(self) -> bool:
        """Whether nothing but blanks was put out since the last line break."""
        for char in reversed(self.chars):
            if char == "\n":
                return True
            if not char.isspace():
                return False
        return True

    def is_note_mark(self, since: int) -> bool:
        """Whether what was put out since is a footnote's mark: a raised digit or letter that is no ordinal's ending."""
        raised = "".join(self.chars[since:]).strip()
        if not _NOTE_MARK.match(raised):
            return False
        return not (raised.isalpha() and since and (self.chars[since - 1].isdigit() or self.chars[since - 1] in "IVXM"))
