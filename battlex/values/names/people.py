"""Who commanded: a commanders value → people with rank, link, flag, fates and the heading they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Person
from battlex.pattern import pattern
from battlex.record import replace
from battlex.values.names.entries import Line, read_lines
from battlex.values.names.fates import Fates, in_order
from battlex.values.names.headings import Headings
from battlex.values.names.pieces import (
    Token,
    by_flags,
    by_ranks,
    cut,
    halves,
    lettered,
    next_is_link,
    show,
    trim,
    without_rest,
)
from battlex.values.phrases import Hit, Word, at, find, words

MAX_PHRASE = 120
"""Characters at the head of a text that may be a rank, a title or an office."""

_HARD = pattern(r"[;；؛،、，]|\s[/|•·]\s|\s[–—]\s(?=\W*$)")
_COMMAS = pattern(r",(?!\d)")
_DASH = pattern(r"\s[–—-]\s.*", re.DOTALL)


def read_commanders(flat: Flat, language: Language) -> tuple[Person, ...]:
    """The people that a commanders value names, in its order. Never raises for any text."""
    return tuple(_Reader(language).read(read_lines(flat, language)))


class _Reader:
    def __init__(self, language: Language) -> None:
        self.language = language
        self.lexicon = language.lexicon("people")
        self.fates = Fates(language)

    def read(self, lines: list[Line]) -> Iterator[Person]:
        headings = Headings(lines, self.language, people=True)
        pending: list[Token] = []
        last: Person | None = None
        for line, group in headings:
            tokens = pending + [part for token in line.tokens for part in self.fates.marked(token)]
            pending = []
            if not lettered(show(tokens)) and not any(t.kind in ("fate", "note") for t in tokens):
                pending = [t for t in tokens if t.kind in ("flag", "template")]
                continue
            found = list(self._line(tokens, group))
            if not found and last is not None and (late := self.fates.of(tokens)):
                last = last if self._is_nobody(show(tokens)) else _merge(last, late)
                continue
            for person in found:
                if last is not None:
                    yield last
                last = person
        if last is not None:
            yield last

    # a line

    def _line(self, tokens: list[Token], group: str | None) -> Iterator[Person]:
        for stretch in cut(tokens, _HARD):
            for between in (named for flagged in by_flags(stretch) for named in by_ranks(flagged, self._is_rank)):
                for piece in self._pieces(between):
                    person = self._person(piece, group)
                    if person is not None:
                        yield person

    def _pieces(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """A stretch cut at the commas and "and"s that part people, not a person from a title or an office."""
        parts = cut(tokens, _COMMAS)
        linked = any(t.kind == "link" for t in tokens)
        several = linked or len(parts) > 2 or all(len(words(show(p), self.language)) > 1 for p in parts)
        pieces: list[list[Token]] = []
        for part in parts:
            ranked = bool(pieces) and self._at_start(show(pieces[-1]), "ranks") is not None
            named = (several and self._is_name(part)) or (
                self._is_ranked_name(part, alike=ranked) and (several or ranked)
            )
            if pieces and self._is_apposition(part):
                continue
            if pieces and not (_has(part, "link") or named):
                titled = self._is_title(part) and not _has(pieces[-1], "link")
                if titled or not (linked or self._is_remark(part)):
                    pieces[-1] += [Token("text", ", "), *part]
                else:
                    pieces[-1] += [t for t in part if t.kind in ("fate", "note", "flag")]
            else:
                pieces.append(part)
        return [half for piece in pieces for half in halves(piece, self._parted)]

    def _parted(self, tokens: list[Token]) -> tuple[list[Token], list[Token]] | None:
        """What stands before and behind the first "and" with a whole name on both sides."""
        for number, token in enumerate(tokens):
            if token.kind != "text":
                continue
            sequence = words(token.text, self.language)
            for hit in self._find(token.text, sequence, "and", "including"):
                left = [*tokens[:number], Token("text", token.text[: sequence[hit.first].start])]
                right = [Token("text", token.text[sequence[hit.last - 1].end :]), *tokens[number + 1 :]]
                if self._both_names(left, right):
                    return left, right
        return None

    def _both_names(self, left: list[Token], right: list[Token]) -> bool:
        if not show(left):
            return bool(show(right))
        if not show(right):
            return False
        if _has(left, "link") or _has(right, "link"):
            return all(_has(side, "link") or self._is_name(side) for side in (left, right))
        counts = [len(words(show(side), self.language)) for side in (left, right)]
        alike = counts == [1, 1] or min(counts) > 1
        return alike and all(self._is_name(side, strict=True) for side in (left, right))

    def _is_name(self, tokens: list[Token], strict: bool = False) -> bool:
        """Whether text without a link reads like a name: it begins with a capital and not with a rank or a title."""
        text = show(tokens)
        if not text or text[0].islower() or text[0].isdigit():
            return False
        if strict and any(word[0].islower() for word in text.split()):
            return False
        return self._at_start(text, "ranks", "offices", "titles", "suffixes", "ignore") is None

    def _is_ranked_name(self, tokens: list[Token], alike: bool) -> bool:
        """Whether text is a rank and a name ("General John Smith"), not a rank alone ("General of Infantry").

        One word is a name where what stands before it begins with a rank as well, which ``alike`` tells.
        """
        text = show(tokens)
        hit = self._at_start(text, "ranks")
        rest = text[hit[1] :].lstrip(". \u00a0") if hit is not None else ""
        return (alike or " " in rest) and self._is_name([Token("text", rest)], strict=True)

    def _is_apposition(self, tokens: list[Token]) -> bool:
        """Whether a part tells whose man the one before it was ("treasurer of the emperor [[X]]")."""
        number = next((n for n, t in enumerate(tokens) if t.kind == "link"), 0)
        before = show(tokens[:number])
        if not before[:1].islower() or len(before.split()) < 2 or self._listed(before, "ranks"):
            return False
        return self._at_start(before, "offices", "titles", "ignore", "and") is None

    def _is_title(self, tokens: list[Token]) -> bool:
        return self._at_start(show(tokens), "titles", "suffixes") is not None

    def _is_remark(self, tokens: list[Token]) -> bool:
        text = show(tokens)
        return text[:1].islower() or self._at_start(text, "ranks", "offices", "ignore") is not None

    # a person

    def _person(self, tokens: list[Token], group: str | None) -> Person | None:
        flags = [t for t in tokens if t.kind == "flag" or t.kind == "template"]
        fates = self.fates.of(tokens)
        ranks, rest = self._ranks_off([t for t in tokens if t.kind in ("text", "link")])
        if next_is_link(rest) and self._is_nobody(rest[0].text) and rest[1].text[:1].islower():
            return None
        name, link = self._name(rest, ranks)
        if not lettered(name) or self._is_nobody(name):
            return None
        flag = flags[0].value if flags else None
        return Person(name, link, flag, fates, group, " ".join(ranks) or None)

    def _ranks_off(self, tokens: list[Token]) -> tuple[list[str], list[Token]]:
        """The ranks that a name begins with, and the tokens after them."""
        ranks: list[str] = []
        rest = list(tokens)
        while rest:
            token = rest[0]
            text = token.text.lstrip(" .,:;-–—•*·&\t\u00a0")
            if not text.strip():
                rest.pop(0)
                continue
            hit = self._at_start(text, "ranks", "ignore", "and")
            if hit is None or (token.kind == "link" and self._at_start(text, "offices") is not None):
                rest[0] = token._replace(text=text)
                break
            found, end = hit
            left = text[end:].lstrip(". \u00a0")
            if not lettered(left + "".join(t.text for t in rest[1:])):
                rest[0] = token._replace(text=text)
                break
            if token.kind == "link" and left:
                if left[0].islower() and len(left.split()[0]) > 3:
                    if next_is_link(rest):
                        # "[[general of infantry]] [[John Smith]]": all of the first link is a rank.
                        ranks.append(text.strip())
                        rest.pop(0)
                        continue
                    break
                ranks.append(text[:end].strip())
                rest[0] = token._replace(text=left)
                continue
            if found.sense.key == "ranks":
                ranks.append(text[:end].strip())
            if token.kind == "link":
                rest.pop(0)
            else:
                rest[0] = token._replace(text=left if token.text[-1:] != " " else left.rstrip() + " ")
        return ranks, rest

    def _name(self, tokens: list[Token], ranks: list[str]) -> tuple[str, str | None]:
        number = next((n for n, t in enumerate(tokens) if t.kind == "link" and not self._is_office(t.text)), None)
        if number is None:
            if self._at_start(show(tokens), "offices") is not None:
                return "", None
            name = self._plain(show(tokens), ranks)
            return name, next((t.value for t in tokens if t.kind == "link"), None)
        link = tokens[number]
        before = "".join(t.text for t in tokens[:number])
        after = "".join(t.text for t in tokens[number + 1 :])
        if before.rstrip()[-1:] in _QUOTES and before.lstrip()[:1].islower():
            # "leader of the group «[[X]]»"
            return "", None
        name = link.text
        single = len(words(name, self.language)) == 1
        glued = re.match(r"\w+", after)
        if glued and after[0].islower() and not (number + 1 < len(tokens) and tokens[number + 1].kind == "link"):
            name += glued.group()
            after = after[glued.end() :]
        if single and self._at_start(name, "titles") is not None and after.strip()[:1].isupper():
            name = self._plain(name + after, ranks)
        elif self._ties(before) or (
            single and before.strip() and not self._has_office(before) and not before.strip()[0].islower()
        ):
            name = before + name
        else:
            ranks.extend(self._listed(before, "ranks"))
            if (behind := self._at_start(after, "ranks", "titles")) is not None:
                said = after[: behind[1]].strip()
                if behind[0].sense.key == "ranks":
                    ranks.append(said)
                elif said[:1].isupper() and not after[behind[1] :].strip():
                    # "[[Osman Nuri]] Pasha": a title behind the name is a part of it.
                    name += f" {said}"
        return trim(" ".join(name.split())), link.value

    def _ties(self, before: str) -> bool:
        """Whether a title and a small word stand before a link, which then names the holder's land ("Duke of [[Ostia]]")."""
        hit = self._at_start(before, "titles")
        small = before[hit[1] :].split() if hit is not None else []
        return len(small) == 1 and small[0].islower() and len(small[0]) < 4

    def _plain(self, text: str, ranks: list[str]) -> str:
        """A name without link: what follows a dash, and a rank behind the name, are no part of it."""
        found = _DASH.search(text)
        if found:
            text = text[: found.start()]
        name = trim(text)
        head = re.match(r"[\w]+", name)
        if head and head.group().islower() and len(head.group()) > 4 and name[head.end() : head.end() + 1] not in "'’-":
            return ""
        sequence = words(name, self.language)
        for hit in self._find(name, sequence, "ranks"):
            begin = sequence[hit.first].start
            behind = hit.last == len(sequence) and hit.first > 0
            if behind and (name[begin].islower() or not name[begin].isupper()):
                ranks.append(name[begin:])
                return trim(name[:begin])
        return without_rest(name, self.language)

    def _is_office(self, text: str) -> bool:
        """Whether a link leads to a rank or title alone, or to an office."""
        hit = self._at_start(text, "ranks", "titles", "offices")
        return hit is not None and (hit[0].sense.key == "offices" or not text[hit[1] :].strip(" ."))

    def _is_rank(self, text: str) -> bool:
        """Whether a text is but a rank."""
        hit = self._at_start(text, "ranks")
        return hit is not None and not text[hit[1] :].strip(" .\u00a0")

    def _has_office(self, text: str) -> bool:
        return bool(self._find(text, words(text, self.language), "ranks", "offices", "titles", "ignore"))

    def _is_nobody(self, name: str) -> bool:
        sequence = words(name, self.language)
        hit = at(name, sequence, 0, self.lexicon, "people", self.language) if sequence else None
        if hit is None:
            return False
        return hit.sense.key in ("unknown", "ignore") and (hit.last == len(sequence) or hit.sense.key == "unknown")

    # words

    def _find(self, text: str, sequence: Sequence[Word], *keys: str) -> list[Hit]:
        return find(text, sequence, self.lexicon, "people", self.language, *keys)

    def _listed(self, text: str, *keys: str) -> list[str]:
        sequence = words(text, self.language)
        return [text[sequence[h.first].start : sequence[h.last - 1].end] for h in self._find(text, sequence, *keys)]

    def _at_start(self, text: str, *keys: str) -> tuple[Hit, int] | None:
        """The listed phrase that a text begins with, and where it ends."""
        text = text[:MAX_PHRASE]
        sequence = words(text, self.language)
        if not sequence:
            return None
        hit = at(text, sequence, 0, self.lexicon, "people", self.language, *keys)
        return (hit, sequence[hit.last - 1].end) if hit else None


_QUOTES = tuple('«“„"')


def _has(tokens: Sequence[Token], kind: str) -> bool:
    return any(token.kind == kind for token in tokens)


def _merge(person: Person, fates: tuple[str, ...]) -> Person:
    return replace(person, fates=in_order({*person.fates, *fates}))
