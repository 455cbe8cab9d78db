"""What a line of a list is made of: text, links, flags, marks of fate, notes in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from battlex.languages import Language
from battlex.markup import ICON, Flat, Mark, clean, roles_of
from battlex.pattern import pattern
from battlex.values.phrases import find, words


class Token(NamedTuple):
    """A piece of a line.

    ``kind``: text; link (``value``: its target); flag (``value``: country or file, ``text``: the name shown, if any);
    template (unknown and without text, ``value``: its name); fate (``value``); note (bracketed, with the tokens ``inner``).
    """

    kind: str
    text: str
    value: str = ""
    inner: tuple[Token, ...] = ()


MAX_HALVES = 40
"""So many names joined by "and" are parted; what follows is one name."""

MAX_JOINED = 1000
"""A piece longer than this is not searched for names joined by "and": no infobox has one, and time stays bounded."""

_SIZE = pattern(r"x?\d+(?:x\d+)?\s*px", re.IGNORECASE)
_STRAY_TAG = pattern(r"</?[a-zA-Z][^<>\n]{0,200}>")
_OPENERS, _CLOSERS = "([（〔【", ")]）〕】"
_BRACKETS = pattern(f"[{re.escape(_OPENERS + _CLOSERS)}]")
KINDS = frozenset(("link", "flag", "flag_name", "country", "file", "image", "fate", "unknown"))
"""The marks that tokens are made of; other markup is looked through."""

_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("'", "'"))
_QUOTED = frozenset(sign for pair in _QUOTES for sign in pair)
_EDGES = " \t\n\u00a0,;:،؛、，；：•·*–—-|/" + ICON


def show(tokens: Sequence[Token], notes: bool = False) -> str:
    """The text that tokens show, notes left out unless they are asked for."""
    if len(tokens) == 1 and tokens[0].kind != "note":
        return clean(tokens[0].text)
    return clean(
        "".join([f" ({t.text}) " if t.kind == "note" else t.text for t in tokens if notes or t.kind != "note"])
    )


def lettered(text: str) -> bool:
    """Whether there is a letter or digit in a text."""
    return any(map(str.isalnum, text))


def trim(name: str) -> str:
    """A name without separators and stray quotes at its ends."""
    name = name.strip(_EDGES)
    if name.endswith(".") and name.count(".") == 1 and len(name.split()[-1]) > 4:
        name = name[:-1]
    for left, right in _QUOTES if name[:1] in _QUOTED or name[-1:] in _QUOTED else ():
        opened, closed = name.startswith(left), name.endswith(right)
        if len(name) > 2 and opened and closed and name.count(left) <= 2:
            name = name[1:-1].strip(_EDGES)
        elif left != "'" and (opened or closed) and name.count(left) + name.count(right) == (1 + (left == right)):
            # The other half was cut off with a note or a link.
            name = name.removeprefix(left).removesuffix(right).strip(_EDGES)
    return name.strip(_EDGES)


def tokens_of(flat: Flat, start: int, end: int, marks: Sequence[Mark], language: Language) -> list[Token]:
    """The tokens of ``flat.text[start:end]``; ``marks`` are those of KINDS in it, the outer ones first."""
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
    text = clean(flat.text[mark.start : mark.end].replace("\n", " "))
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
    keys = {key.casefold() for key in language.words("display", "name")}
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
    if rest and roles_of(language).of(head)[0] == "flag":
        return rest
    return re.sub(r"-\w$", "", mark.name)


def closes_first(text: str) -> bool:
    """Whether a bracket closes in the text before one opens."""
    bracket = _BRACKETS.search(text)
    return bracket is not None and bracket[0] in _CLOSERS


def fold_notes(tokens: Sequence[Token], carried: bool) -> tuple[list[Token], bool]:
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
        for bracket in _BRACKETS.finditer(token.text):
            index, char = bracket.start(), bracket[0]
            if char in _OPENERS or depth:
                if index > done:
                    put("text", token.text[done:index])
                depth += 1 if char in _OPENERS else -1
                done = index + 1
                if not depth:
                    close()
            else:
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
            if done < match.start():
                pieces[-1].append(Token("text", token.text[done : match.start()]))
            pieces.append([])
            done = match.end()
        if done < len(token.text):
            pieces[-1].append(Token("text", token.text[done:]) if done else token)
    return [piece for piece in pieces if any(t.kind != "text" or t.text.strip() for t in piece)]


def next_is_link(tokens: Sequence[Token]) -> bool:
    """Whether nothing but blanks stands between the first token and a link behind it."""
    return next((token.kind == "link" for token in tokens[1:] if token.text.strip()), False)


def without_rest(name: str, language: Language) -> str:
    """A name without words for others behind it: written together with it only where no blanks part words ("王平等")."""
    sequence = words(name, language)
    unspaced = language.grammar.get("segmentation", "words") != "words"
    for hit in find(name, sequence, language.lexicon("people"), "people", language, "ignore", "including"):
        begin = sequence[hit.first].start
        told = unspaced or hit.last > hit.first + 1 or name[begin].islower()
        if hit.last == len(sequence) and hit.first > unspaced and told:
            return trim(name[:begin])
    return name


def by_flags(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """A stretch cut before each flag that begins a new name: where names follow their flags, not the other way round."""
    shown = [n for n, t in enumerate(tokens) if t.kind == "link" or (t.kind == "text" and lettered(t.text))]
    flags = [n for n, t in enumerate(tokens) if t.kind in ("flag", "template")]
    if not shown or not flags or flags[0] > shown[0]:
        yield tokens
        return
    start = 0
    for number in flags:
        if any(start <= n < number for n in shown) and any(n > number for n in shown):
            yield tokens[start:number]
            start = number
    yield tokens[start:]


def by_ranks(tokens: Sequence[Token], is_rank: Callable[[str], bool]) -> Iterator[Sequence[Token]]:
    """A stretch cut before each rank that stands between two names: "[[A]] (van) [[vice admiral]] [[B]]"."""
    start, named = 0, False
    for number, token in enumerate(tokens):
        if token.kind not in ("link", "text") or not lettered(token.text):
            continue
        if not is_rank(token.text):
            named = named or token.kind == "link"
        elif named and any(t.kind == "link" and not is_rank(t.text) for t in tokens[number + 1 :]):
            yield tokens[start:number]
            start, named = number, False
    yield tokens[start:]


def halves(
    tokens: list[Token], parted: Callable[[list[Token]], tuple[list[Token], list[Token]] | None]
) -> Iterator[list[Token]]:
    """A piece cut at each word where ``parted`` finds a whole name on both sides: it gives both, or None."""
    if len(show(tokens)) > MAX_JOINED:
        yield tokens
        return
    for _ in range(MAX_HALVES):
        found = parted(tokens)
        if found is None:
            break
        left, tokens = found
        yield left
    yield tokens
