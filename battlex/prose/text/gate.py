"""Whether a sentence may state a figure at all: a number in it, and near it a word that lets it count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from battlex.languages import Language
from battlex.pattern import pattern
from battlex.prose.text.named import Named
from battlex.prose.text.told import (
    COUNTED,
    COUNTING,
    DIGITS,
    FATED,
    MEASURE,
    MONTH,
    NAMING,
    NUMBER,
    OF,
    ONE,
    PEOPLE,
    PREPOSITION,
    TIED,
    TYPE,
    Piece,
    Told,
)

_TELLING = NUMBER | COUNTED | ONE | MEASURE | MONTH | PEOPLE | FATED | TYPE

_NEAR_BEHIND, _NEAR_BEFORE, _NEAR_PEOPLE, _NEAR_ONE, _FAR = 7, 5, 3, 4, 1000
"""So many words behind a number (or before it; a people's name; behind "one") may a word stand that lets it count."""

_YEAR = pattern(r"(?:1\d|20)\d\d$")
_DIGIT = pattern(r"\d")
_WRITTEN = pattern(r"\S+")


def _together(pieces: Sequence[Piece]) -> int:
    """The bits of all pieces together."""
    said = 0
    for bits, _ in pieces:
        said |= bits
    return said


def _is_letter(piece: str) -> bool:
    return len(piece) == 1 and piece.isascii() and piece.isupper()


class Numbers(Told):
    """Whether the numbers of a sentence, or of a table's cell, may count."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        # "i partigiani accerchiati erano circa 300"
        self.said = self.tied + TIED * bool(language.section("prose").get("active"))
        self.peopled = bool(language.section("prose").get("active"))
        self.named = Named(language, self.counts, self.is_number, self.is_known)
        units = [word for key in ("year", "month", "day") for word in language.words("dates", key)]
        # Digits of a date, and what tells that they are.
        self.dated = pattern(rf"\d++({'|'.join(map(re.escape, units)) or '(?!)'})")

    def _undated(self, found: re.Match[str]) -> str:
        """Nothing for digits of a date; the digits where a longer word begins behind them (5000日軍)."""
        text, at = found.string, found.start(1)
        for words in (self.language.figures, self.peoples):
            for end in range(at + words.longest_from.get(text[at], 0), found.end(), -1):
                if text[at:end] in words.exact:
                    return found.group()
        return ""

    def stand_in(self, text: str) -> bool:
        """Whether a number stands anywhere in a passage."""
        return self.by_characters or self.holds_number(text.split())

    def within(self, text: str) -> bool:
        """Whether a number stands in the text, and near it a word that lets it count."""
        if self.by_characters:
            text = self.dated.sub(self._undated, text)
            return _DIGIT.search(text) is not None or not self.characters.isdisjoint(text)
        words = text.split()
        if not self.holds_number(words):
            return False
        pieces = self._pieces_of(words)
        if not self._near(pieces, "(" in text):
            return False
        return bool(_together(pieces) & (NUMBER | ONE)) or not self.named.only(text)

    def _pieces_of(self, words: Sequence[str]) -> list[Piece]:
        return [*chain.from_iterable(map(self.pieces.__getitem__, words))]

    def _near(self, pieces: Sequence[Piece], bracketed: bool) -> bool:
        """Whether a word that lets a number count stands near one; ``bracketed`` tells that brackets stand in the text."""
        number, fated, named, place, reach = -_FAR, -_FAR, -_FAR, 0, 0
        before = 0
        met = digits = False
        for place, (bits, piece) in enumerate(pieces, 1):
            if not (bits or met or place - number == 1):
                before = 0
                continue
            if bits & DIGITS:
                if met:
                    return True
                # Digits may be those of a day of a month or of a unit's number, too.
                if bits & COUNTING and not (
                    (before & NAMING and "," not in piece) or (before & MONTH and len(piece) < 3)
                ):
                    number, reach, digits = place, _NEAR_BEHIND, True
                    if _YEAR.match(piece):
                        # "из 1000 шведов" is no year.
                        apart = self.tied > TIED and before & OF
                        reach = 1 if before & (PREPOSITION | MONTH) and not apart else 2
                        met = place - fated <= _NEAR_BEFORE and not before & (PREPOSITION | MONTH)
                    else:
                        met = place - fated <= _NEAR_BEFORE or place - named <= (
                            _NEAR_BEFORE if bracketed else self.said
                        )
                before = 0
                continue
            if place - number == 1 and _is_letter(piece):
                # "девять A6M": a model
                return True
            before = bits
            if met:
                # Words ("two stages") do not count what is lower-case and unknown; an adjective's noun may follow.
                if not bits & (MEASURE | MONTH) and (bits or digits or not piece.islower()):
                    return True
                met = False
            if not bits & _TELLING:
                if bits & OF and place - named == 1:
                    # "a garrison of no more than 300"
                    named = place + 2
                continue
            if bits & (MEASURE | MONTH) and place - number == 1:
                number = -_FAR
                # Behind "18 June" a number is no day.
                before = bits = bits & ~MONTH | PREPOSITION
            elif bits & (COUNTED | FATED):
                if place - number <= reach:
                    return True
                named = place
                if bits & FATED:
                    fated = place
            elif (bits & PEOPLE and reach > 1 and place - number <= min(reach, _NEAR_PEOPLE)) or (
                bits & TYPE and place - number <= reach and place < len(pieces) and pieces[place][0] & DIGITS
            ):
                return True
            elif bits & PEOPLE and self.peopled:
                # "i fiorentini erano 35 000"
                named = place
            if bits & NUMBER:
                number, reach, digits = place, _NEAR_BEHIND, False
                met = (
                    place - fated <= _NEAR_BEFORE
                    or (self.tied > TIED and place - named <= self.tied)
                    or (bracketed and place - named <= _NEAR_BEFORE)
                )
            elif bits & ONE:
                number, reach = place, _NEAR_ONE
        return met

    def headed(self, cell: str, header: str) -> bool:
        """Whether a number stands in a table's cell that its words, or those of its header, may let count."""
        if self.by_characters:
            return _DIGIT.search(cell) is not None or not self.characters.isdisjoint(cell)
        words = cell.split()
        if not self.holds_number(words):
            return False
        # Signs, as of those who fell, and letters that stand alone are no words here.
        heads = self._pieces_of(header.split())
        said = _together(self._pieces_of(words)) | _together(heads)
        return not heads or bool(said & (COUNTED | FATED | PEOPLE))

    def bounds(self, text: str) -> tuple[int, int]:
        """Where the first number of a text begins and its last one ends; the whole text where none is found."""
        places = [
            (written.start() + piece.start(), written.start() + piece.end())
            for written in _WRITTEN.finditer(text)
            if written.group() not in self.plain
            for piece in self.piece.finditer(written.group())
            if self.bits(piece.group()) & (NUMBER | ONE | DIGITS)
        ]
        return (places[0][0], places[-1][1]) if places else (0, len(text))
