"""Who fought: a belligerents or units value → names with link, flag, heading and role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Belligerent, Unit
from battlex.pattern import pattern
from battlex.values.allegiance import parties
from battlex.values.names.entries import Line, read_lines
from battlex.values.names.headings import Group, Headings
from battlex.values.names.pieces import Token, cut, halves, lettered, show, trim, without_rest
from battlex.values.phrases import at, find, whole, words

_HARD = pattern(r"[;；؛،、，]|\s[/|•·]\s")
_COMMAS = pattern(r",(?!\d)")
_YEARS = pattern(r"(?<![\s(])[\s(]++\d{3,4}+\b.*$")
_APART = pattern(r"\s\([^()]*\)$")
_FILE = pattern(r"\.(?:svg|png|jpe?g|gif|webp|tiff?)$", re.IGNORECASE)


def read_belligerents(flat: Flat, language: Language) -> tuple[Belligerent, ...]:
    """The parties that a belligerents value names, in its order. Never raises for any text."""
    return tuple(_Reader(language).read(read_lines(flat, language)))


def read_units(flat: Flat, language: Language) -> tuple[Unit, ...]:
    """The units that a units value names, in its order. Never raises for any text."""
    found = _Reader(language).read(read_lines(flat, language))
    return tuple(Unit(entry.name, entry.link, entry.flag, entry.group) for entry in found)


def side_names(flat: Flat, language: Language) -> tuple[str, ...]:
    """Everything that a belligerents value calls its side: names, links, flags, headings and glosses in brackets."""
    return read_side(flat, language)[1]


def read_side(flat: Flat, language: Language) -> tuple[tuple[Belligerent, ...], tuple[str, ...]]:
    """The parties that a belligerents value names (see ``read_belligerents``), and all its names (see ``side_names``)."""
    lines = read_lines(flat, language)
    entries = _Reader(language).read(lines)
    names: dict[str, None] = {}
    places = frozenset(language.words("results", "at"))
    for entry in entries:
        link = entry.link and _wherever(entry.link, entry.name, places)
        for name in (entry.name, link, entry.flag, entry.group):
            if name:
                names[_called(name)] = None
    for line in lines:
        for token in line.tokens:
            if token.kind == "note":
                parts = (part.strip() for part in re.split(r"[,、，/]", token.text))
                names.update(dict.fromkeys(part for part in parts if part and not _tells(part)))
            elif token.kind in ("link", "flag"):
                value = _wherever(token.value, token.text, places) if token.kind == "link" else token.value
                names.update(dict.fromkeys(_called(part) for part in (token.text, value) if part))
    return tuple(entries), tuple(names)


def _wherever(target: str, text: str, places: Set[str]) -> str:
    """Where a link leads, up to a word of place: "[[Germans in the American Revolution|Hessians]]" are no Americans."""
    called = target.split(" ")
    end = next((n for n, word in enumerate(called) if n and word in places), None) if target != text else None
    return " ".join(called[:end])


def _tells(gloss: str) -> bool:
    """Whether a gloss is a remark and no name: many words that begin small ("defected to the other side")."""
    return gloss[0].islower() and gloss.count(" ") > 2


def _called(name: str) -> str:
    """A name without a file's ending, the section of a link's target, or what tells it from its namesakes."""
    return _APART.sub("", _FILE.sub("", name)).partition("#")[0].strip() or name


class _Reader:
    def __init__(self, language: Language) -> None:
        self.language = language
        self.lexicon = language.lexicon("people")
        self.countries = language.section("templates").get("country") or {}

    def read(self, lines: list[Line]) -> list[Belligerent]:
        found: list[Belligerent] = []
        pending: list[Token] = []
        for line, group in Headings(lines, self.language, people=False).grouped():
            tokens = pending + line.tokens
            pending = []
            before = len(found)
            for stretch in cut(tokens, _HARD):
                for piece in self._pieces(stretch):
                    found.extend(self._named(piece, group))
            if len(found) == before and not lettered(show(tokens)):
                pending = [t for t in tokens if t.kind == "flag"]
        if not found:
            found = [Belligerent(t.value, None, t.value) for t in pending if t.value and not _FILE.search(t.value)]
        return found

    # a line

    def _pieces(self, tokens: list[Token]) -> Iterator[list[Token]]:
        """A stretch cut at the commas and "and"s that part whole names."""
        parts = cut(tokens, _COMMAS)
        if len(parts) > 1 and self._shares_noun(parts):
            yield tokens
            return
        pieces: list[list[Token]] = []
        for part in parts:
            if pieces and self._begins_small(part):
                pieces[-1] += [Token("text", ", "), *part]
            else:
                pieces.append(part)
        for piece in pieces:
            yield from halves(piece, self._parted)

    def _begins_small(self, part: Sequence[Token]) -> bool:
        """Whether a part goes on with the name before it: it begins with a small letter that is no "and"."""
        if part[0].kind in ("flag", "template"):
            return False
        text = show(part)
        if not text:
            return True
        sequence = words(text, self.language)
        while sequence and (hit := at(text, sequence, 0, self.lexicon, "people", self.language, *_LEAD)) is not None:
            sequence = sequence[hit.last :]
        return not sequence or text[sequence[0].start].islower() or text[sequence[0].start].isdigit()

    def _shares_noun(self, parts: Sequence[Sequence[Token]]) -> bool:
        """Adjectives of one noun ("Swedish, Estonian, Polish volunteers") are one name."""
        texts = [show(part) for part in parts]
        last = texts[-1].split()
        if len(last) < 2 or not last[-1][0].islower() or any(t.kind == "flag" and t.text for p in parts for t in p):
            return False
        return all(len(text.split()) == 1 for text in texts[:-1])

    def _parted(self, tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
        """What stands before and behind the first joining word with a whole name on both sides."""
        for number, token in enumerate(tokens):
            if token.kind != "text":
                continue
            sequence = words(token.text, self.language)
            for hit in find(token.text, sequence, self.lexicon, "people", self.language, "and", "with"):
                left = [*tokens[:number], Token("text", token.text[: sequence[hit.first].start])]
                right = [Token("text", token.text[sequence[hit.last - 1].end :]), *tokens[number + 1 :]]
                if self._both_names(left, right, hit.sense.key == "and"):
                    return left, right
        return None

    def _both_names(self, left: list[Token], right: list[Token], joins: bool) -> bool:
        if not show(left) or not show(right):
            return not show(left) and bool(show(right))
        if not any(t.kind in ("link", "flag", "template") for t in (*left, *right)):
            return False
        if self._begins_small([t for t in right if t.kind != "text" or t.text.strip()]):
            return False
        return not (joins and self._shares_noun([left, right]))

    # a name

    def _named(self, tokens: list[Token], group: Group) -> Iterator[Belligerent]:
        """The entries of a piece: a flag with its name before another name is an entry of its own."""
        start = 0
        for number, token in enumerate(tokens):
            rest = tokens[number + 1 :]
            if token.kind != "flag" or not token.text or not self._is_apart(rest):
                continue
            if show(rest).casefold().startswith(token.text.casefold()):
                tokens = [*tokens[:number], token._replace(text=""), *rest]
                continue
            found = self._entry(tokens[start : number + 1], group)
            if found is not None:
                yield found
            start = number + 1
        found = self._entry(tokens[start:], group)
        if found is not None:
            yield found

    @staticmethod
    def _is_apart(rest: Sequence[Token]) -> bool:
        """Whether what follows a flag's name is another name and not the end of it ("{{flag|Texas}} militia")."""
        text = show(rest)
        first = next((c for c in text if c.isalnum()), "")
        glued = bool(rest) and rest[0].kind == "text" and rest[0].text[:1].isalnum()
        return bool(first) and not first.islower() and not glued

    def _entry(self, tokens: list[Token], group: Group) -> Belligerent | None:
        flags = [t for t in tokens if t.kind in ("flag", "template")]
        links = [t for t in tokens if t.kind == "link"]
        name = self._name(tokens)
        role = group.role
        name, supports = self._support_off(name, links)
        if supports:
            role = "supporter"
        flag = next((t.value for t in flags if t.value), None)
        if not lettered(name):
            templates = [t for t in flags if t.kind == "template" and t.value[:1].isupper()]
            if not templates:
                return None
            flag = templates[0].value
            name = self._of_template(flag)
        if self._is_nobody(name) or _FILE.search(name):
            return None
        link = next((t.value for t in links if t.text in name), None)
        return Belligerent(name, link, flag, group.name, role)

    def _of_template(self, template: str) -> str:
        """What a country's template shows: as the language's table says, else its name without years."""
        shown = self.countries.get(template)
        return shown if isinstance(shown, str) else trim(_YEARS.sub("", template))

    def _name(self, tokens: Sequence[Token]) -> str:
        last = max((n for n, t in enumerate(tokens) if t.kind != "note" and lettered(t.text)), default=-1)
        text = "".join(f" ({t.text}) " if t.kind == "note" else t.text for t in tokens[: last + 1])
        name = trim(" ".join(text.split()))
        quoted = text.lstrip()[:1] in tuple('«“„"')
        sequence, first = words(name, self.language), 0
        while first < len(sequence):
            hit = at(name, sequence, first, self.lexicon, "people", self.language, *_LEAD)
            if hit is None or hit.last >= len(sequence):
                break
            first = hit.last
        if first and not quoted:
            name = name[sequence[first].start :]
        name = without_rest(name, self.language)
        for token in tokens[last + 1 :]:
            if token.kind == "note" and self._is_alias(name, token.text):
                name = f"{name} ({token.text})"
        return name

    def _is_alias(self, name: str, gloss: str) -> bool:
        """Whether a word in brackets is another name of the same party, as the language's data know it."""
        if len(gloss.split()) != 1 or gloss.casefold() in name.casefold():
            return False
        return bool(self._parties(name, entire=False) & self._parties(gloss, entire=True))

    def _parties(self, text: str, entire: bool) -> set[str]:
        sequence = words(text, self.language)
        search = whole if entire else find
        hits = search(text, sequence, parties(self.language), "demonyms", self.language)
        return {party for hit in hits for party in hit.sense.value}

    def _support_off(self, name: str, links: list[Token]) -> tuple[str, bool]:
        """The name after words of support ("Supported by X"), and whether there are such words."""
        sequence = words(name, self.language)
        hit = at(name, sequence, 0, self.lexicon, "people", self.language, "support") if sequence else None
        if hit is None or hit.last >= len(sequence):
            return name, False
        rest = name[sequence[hit.last].start :]
        if rest[0].islower() and links:
            rest = links[-1].text
        return trim(rest), True

    def _is_nobody(self, name: str) -> bool:
        sequence = words(name, self.language)
        hit = at(name, sequence, 0, self.lexicon, "people", self.language, "unknown", "ignore") if sequence else None
        return hit is not None and hit.last == len(sequence)


_LEAD = ("and", "with", "ignore")
