"""Which entries a list of names consists of: its lines, their links, flags, marks of fate and notes in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from battlex.languages import Language
from battlex.markup import ICON, Flat, Mark, clean, flatten, roles


class Token(NamedTuple):
    """A piece of a line.

    ``kind``: text; link (``value``: its target); flag (``value``: country or file, ``text``: the name shown, if any);
    template (unknown and without text, ``value``: its name); fate (``value``); note (bracketed, with the tokens ``inner``).
    """

    kind: str
    text: str
    value: str = ""
    inner: tuple[Token, ...] = ()


@dataclass
class Line:
    """A line of a list: its tokens, how deep it is nested, whether all of it is bold, whether it is a list's title."""

    tokens: list[Token]
    depth: int = 0
    bold: bool = False
    title: bool = False
    open: bool = field(default=False, repr=False)

    @property
    def text(self) -> str:
        """What the line shows, without its notes."""
        return show(self.tokens)

    def has(self, *kinds: str) -> bool:
        """Whether it holds a token of one of these kinds."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def empty(self) -> bool:
        """Whether nothing in it could be a name."""
        return not any(c.isalnum() for c in self.text) and not self.has("template")

    @property
    def colon(self) -> bool:
        """Whether it ends in a colon."""
        return self.text.endswith((":", "："))


_SIZE = re.compile(r"x?\d+(?:x\d+)?\s*px", re.IGNORECASE)
_BULLET = re.compile(r"[\s\ufffc]*+((?:[*•·◦▪‣●]\s*+)++|[–—-]\s++)")
_STRAY_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_OPENERS, _CLOSERS = "([（〔【", ")]）〕】"
_KINDS = frozenset(("link", "flag", "flag_name", "country", "file", "image", "fate", "unknown"))
_EDGES = " \t\n\u00a0,;:،؛、，；：•·*–—-|/" + ICON


def show(tokens: Sequence[Token], notes: bool = False) -> str:
    """The text that tokens show, notes left out unless they are asked for."""
    return clean("".join(f" ({t.text}) " if t.kind == "note" else t.text for t in tokens if notes or t.kind != "note"))


def trim(name: str) -> str:
    """A name without separators and stray quotes at its ends."""
    name = name.strip(_EDGES)
    if name.endswith(".") and name.count(".") == 1 and len(name.split()[-1]) > 4:
        name = name[:-1]
    for left, right in ("\"\"", "“”", "''"):
        if len(name) > 2 and name[0] == left and name[-1] == right and name.count(left) <= 2:
            name = name[1:-1]
    return name.strip(_EDGES)


def read_lines(flat: Flat, language: Language) -> list[Line]:
    """The lines of a value that show anything, each cut into tokens."""
    titles = _titles(flat, language)
    marks = sorted((m for m in flat.marks if m.kind in _KINDS), key=lambda m: (m.start, -m.end))
    bolds = [m for m in flat.marks if m.kind == "bold"]
    depths = _depths(flat)
    lines: list[Line] = []
    first = first_bold = 0
    for start, end in _ranges(flat, titles):
        while first < len(marks) and marks[first].start < start:
            first += 1
        last = first
        while last < len(marks) and marks[last].start <= end:
            last += 1
        while first_bold < len(bolds) and bolds[first_bold].end <= start:
            first_bold += 1
        bullet = _BULLET.match(flat.text, start, end)
        begin = bullet.end() if bullet else start
        tokens = _tokens(flat, begin, end, marks[first:last], language)
        carried = bool(lines) and lines[-1].open and _closes_first(flat.text[begin:end])
        folded, still_open = _fold_notes(tokens, carried)
        line = Line(folded, depths.get(start, 0), _is_bold(flat, begin, end, bolds, first_bold), open=still_open)
        if bullet:
            line.depth += sum(c in "*•·◦▪‣●–—-" for c in bullet.group(1))
        line.title = any(t[0] <= start and end <= t[1] for t in titles)
        if folded:
            lines.append(line)
        first = last
    return _titles_first(lines, titles)


def _ranges(flat: Flat, titles: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The ranges of the lines, cut where the title of a list stands in the same line as its last item."""
    cuts = sorted({place for title in titles for place in title})
    start = 0
    for line in flat.text.split("\n"):
        end = start + len(line)
        pieces = [start, *(cut for cut in cuts if start < cut < end), end]
        yield from zip(pieces, pieces[1:], strict=False)
        start = end + 1


def _titles(flat: Flat, language: Language) -> list[tuple[int, int]]:
    """Where the titles of list templates stand in the text."""
    found: list[tuple[int, int]] = []
    for mark in flat.marks:
        if mark.kind != "list":
            continue
        for key, value in mark.args:
            if key.casefold() not in ("title", "heading") or not value:
                continue
            title = flatten(value, language).text.strip()
            body = flat.text[mark.start : mark.end]
            place = mark.start + len(body) - len(body.lstrip())
            if title and flat.text.startswith(title, place):
                found.append((place, place + len(title)))
            elif title and body.rstrip().endswith(title):
                end = mark.start + len(body.rstrip())
                found.append((end - len(title), end))
    return found


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


def _is_bold(flat: Flat, start: int, end: int, bolds: list[Mark], first: int) -> bool:
    letters = [i for i in range(start, end) if flat.text[i].isalnum()]
    if not letters:
        return False
    covered = 0
    for mark in bolds[first:]:
        if mark.start >= end:
            break
        covered += sum(mark.start <= i < mark.end for i in letters)
    return covered >= len(letters)


def _tokens(flat: Flat, start: int, end: int, marks: Sequence[Mark], language: Language) -> list[Token]:
    tokens: list[Token] = []
    position = start
    for mark in marks:
        if mark.start < position or mark.end > end:
            continue
        token = _token(flat, mark, language)
        if token is None:
            continue
        if mark.start > position:
            tokens.append(_plain(flat.text[position : mark.start]))
        tokens.append(token)
        position = mark.end
    if position < end:
        tokens.append(_plain(flat.text[position:end]))
    return [t for t in tokens if t.kind != "text" or t.text]


def _plain(text: str) -> Token:
    """Text without icons and without tags that nobody closes: the parser leaves those in the text."""
    return Token("text", _STRAY_TAG.sub("", text.replace(ICON, "")))


def _token(flat: Flat, mark: Mark, language: Language) -> Token | None:
    text = clean(flat.text[mark.start : mark.end])
    args = dict(mark.args)
    if mark.kind == "link":
        target = mark.value or args.get("1", "") or args.get(language.code, "")
        return Token("link", text or _named(mark, language) or target, target)
    if mark.kind == "fate":
        return Token("fate", "", mark.value)
    if mark.kind in ("file", "image"):
        return Token("flag", "", mark.value) if mark.value else None
    if mark.kind == "flag":
        return Token("flag", "", _country(mark, language))
    if mark.kind == "flag_name":
        code = mark.value or text
        return Token("flag", _named(mark, language) or _displayed(code, language) or text, code)
    if mark.kind == "country":
        return Token("flag", text, mark.name)
    if mark.start == mark.end or _SIZE.fullmatch(text):
        return Token("template", "", mark.name)
    return None


def _named(mark: Mark, language: Language) -> str:
    """The text of the argument by which a template is told what to show."""
    keys = {key.casefold() for key in language.words("arguments", "shown")}
    return next((clean(value) for key, value in mark.args if key.casefold() in keys and clean(value)), "")


def _displayed(code: str, language: Language) -> str:
    table = language.section("templates").get("country") or {}
    found = table.get(code)
    return found if isinstance(found, str) else ""


def _country(mark: Mark, language: Language) -> str:
    """The country of a flag template: its argument, or what its name says beside the word for a flag."""
    if mark.value and not _SIZE.fullmatch(mark.value.strip()):
        return clean(mark.value)
    head, _, rest = " ".join(mark.name.split()).partition(" ")
    if rest and roles(language).of(head)[0] == "flag":
        return rest
    return re.sub(r"-\w$", "", mark.name)


def _closes_first(text: str) -> bool:
    """Whether a bracket closes in the text before one opens."""
    return next((c in _CLOSERS for c in text if c in _OPENERS or c in _CLOSERS), False)


def _fold_notes(tokens: Sequence[Token], carried: bool) -> tuple[list[Token], bool]:
    """Put what stands in brackets into note tokens; also whether a bracket is left open."""
    out: list[Token] = []
    note: list[Token] = []
    depth = int(carried)

    def put(kind: str, text: str, value: str = "") -> None:
        (note if depth else out).append(Token(kind, text, value))

    def close() -> None:
        out.append(Token("note", show(note), "", tuple(note)))
        note.clear()

    for token in tokens:
        if token.kind != "text":
            put(*token[:3])
            continue
        done = 0
        for index, char in enumerate(token.text):
            if char in _OPENERS or (char in _CLOSERS and depth):
                if index > done:
                    put("text", token.text[done:index])
                depth += 1 if char in _OPENERS else -1
                done = index + 1
                if not depth:
                    close()
            elif char in _CLOSERS:
                put("text", token.text[done:index])
                done = index + 1
        if done < len(token.text):
            put("text", token.text[done:])
    still_open = depth > 0
    if note:
        depth = 0
        close()
    return [t for t in out if t.kind != "text" or t.text], still_open


def cut(tokens: Sequence[Token], pattern: re.Pattern[str]) -> list[list[Token]]:
    """Tokens cut at the matches of a pattern in their plain text; empty pieces are left out."""
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind != "text":
            pieces[-1].append(token)
            continue
        done = 0
        for match in pattern.finditer(token.text):
            pieces[-1].append(Token("text", token.text[done : match.start()]))
            pieces.append([])
            done = match.end()
        pieces[-1].append(Token("text", token.text[done:]))
    cleaned = ([t for t in piece if t.kind != "text" or t.text] for piece in pieces)
    return [piece for piece in cleaned if any(t.kind != "text" or t.text.strip() for t in piece)]
