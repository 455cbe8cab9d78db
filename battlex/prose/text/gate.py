"""Whether a sentence may state a figure at all: a number in it, and near it a word that lets it count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import cast

from battlex.languages import Language
from battlex.languages.lexicon import Sense, fold
from battlex.pattern import pattern
from battlex.prose.text.named import Named
from battlex.values.allegiance import parties
from battlex.values.figures.spelled import glued_numbers

_NUMBER, _COUNTED, _ONE, _MEASURE, _MONTH, _PEOPLE, _PREPOSITION, _FATED, _KNOWN, _DIGITS, _TYPE, _NAMING, _OF = (
    1 << n for n in range(13)
)
_TELLING = _NUMBER | _COUNTED | _ONE | _MEASURE | _MONTH | _PEOPLE | _FATED | _TYPE
_TIED = 2
"""A noun so near before a number may be counted by it: "a garrison of 300"."""

_NEAR_BEHIND, _NEAR_BEFORE, _NEAR_PEOPLE, _NEAR_ONE, _FAR = 7, 5, 3, 4, 1000
"""So many words behind a number (or before it; a people's name; behind "one") may a word stand that lets it count."""

_COUNTED_SECTIONS = frozenset({"nouns", "fates", "classifiers", "models"})
_YEAR = pattern(r"(?:1\d|20)\d\d$")
_TIME = pattern(r"\d{1,2}:\d\d$")
_DIGIT = pattern(r"\d")
_PIECE = pattern(r"\d++(?:[.,:]\d++)*+(?:-?[^\W\d_]++|[%°º])?+|[^\W\d_]{2,}+|[^\W\d_](?=-?\d)")
_PIECE_WHOLE = pattern(
    r"\d++(?:[.,:]\d++)*+(?:-?[^\W\d_]++|[%°º])?+|[^\W\d_]++(?:['’ʼ][^\W\d_]++)++|[^\W\d_]{2,}+|[^\W\d_](?=-?\d)"
)
_MOST_KEPT = 50_000
_LONGEST_ABBREVIATION = 3
"""Letters of an abbreviation that a number right behind it belongs to ("pp. 158", "nr 3")."""


def _counted(senses: Mapping[str, Sense] | None) -> bool:
    return senses is not None and not _COUNTED_SECTIONS.isdisjoint(senses)


def _together(told: Iterable[int]) -> int:
    """The bits of all words together."""
    said = 0
    for bits in set(told):
        said |= bits
    return said


def _is_letter(piece: str) -> bool:
    return len(piece) == 1 and piece.isascii() and piece.isupper()


class _Numbered(dict[str, bool]):
    """Whether what stands between two blanks holds a number: half of all sentences need no closer look."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers

    def __missing__(self, written: str) -> bool:
        numbers = self.numbers
        told = _together(numbers.told(numbers.piece.findall(written)))
        found = bool(told & (_NUMBER | _ONE | _DIGITS)) or _DIGIT.search(written) is not None
        if len(self) < _MOST_KEPT:
            self[written] = found
        return found


class Numbers:
    """Which words of a language may be numbers, and which may say what a number counts; what was looked up is kept."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.by_characters = language.grammar.get("segmentation", "words") != "words"
        self.compounds = bool(language.cldr.get("glued"))
        self.prefixes = tuple(fold(prefix) for prefix in language.grammar.get("prefixes", ()))
        self.cases = frozenset(language.grammar.get("cases", ()))
        self.suffixes = frozenset(language.grammar.get("suffixes", ()))
        self.endings = tuple(language.grammar.get("endings", ()))
        self.known: dict[str, int] = {}
        self.numbered = _Numbered(self)
        self.months = frozenset(fold(month) for month in language.months)
        listed = [*language.cldr.get("numbers", {}), *language.cldr.get("scales", {})]
        for key in ("words", "scales", "vague"):
            listed.extend(language.section("numbers").get(key) or ())
        self.characters = frozenset("".join(listed)) if self.by_characters else frozenset()
        # "п'ять": numbers may hold an apostrophe; where none does, it parts words.
        # Where there are no articles, a number may be said of a noun before it ("казаков было около ста тысяч").
        self.tied = _TIED if language.words("prose", "determiner") else _TIED + 1
        self.piece = _PIECE_WHOLE if any("'" in word for word in listed) else _PIECE
        self.peoples = parties(language)
        # "i partigiani accerchiati erano circa 300"
        self.said = self.tied + _TIED * bool(language.section("prose").get("active"))
        self.peopled = bool(language.section("prose").get("active"))
        self.prose = language.lexicon("prose")
        self.named = Named(language, self._counts, self._is_number, self._is_known)

    @cached_property
    def openers(self) -> dict[str, int]:
        """Of phrases that say what is counted, though none of their words does so alone, the word that tells most.

        Of types that is the name or the letters before their number ("He 111").
        """
        lexicon = self.language.figures
        found: dict[str, int] = {}
        for listed, last in ((lexicon.exact, None), (lexicon.stems, -1)):
            for phrase, senses in listed.items():
                if " " in phrase and ("nouns" in senses or "fates" in senses):
                    parts = phrase.split(" ")
                    if any(part[:1].isdecimal() for part in parts):
                        found.setdefault(parts[0], _TYPE)
                    elif not any(_counted(lexicon.word(word)) for word in parts):
                        found[max(parts[:last], key=len)] = _COUNTED
        return found

    @cached_property
    def _dated(self) -> re.Pattern[str]:
        """Digits of a date, and what tells that they are."""
        units = [word for key in ("year", "month", "day") for word in self.language.words("dates", key)]
        return re.compile(rf"\d++({'|'.join(map(re.escape, units)) or '(?!)'})")

    def _undated(self, found: re.Match[str]) -> str:
        """Nothing for digits of a date; the digits where a longer word begins behind them (5000日軍)."""
        text, at = found.string, found.start(1)
        for words in (self.language.figures, self.peoples):
            for end in range(at + words.longest_from.get(text[at], 0), found.end(), -1):
                if text[at:end] in words.exact:
                    return found.group()
        return ""

    def within(self, text: str) -> bool:
        """Whether a number stands in the text, and near it a word that lets it count."""
        if self.by_characters:
            text = self._dated.sub(self._undated, text)
            return _DIGIT.search(text) is not None or not self.characters.isdisjoint(text)
        return self._holds_number(text) and self._near(text)

    def _near(self, text: str) -> bool:
        """Whether a word that lets a number count stands near one."""
        pieces = self.piece.findall(text)
        told = self.told(pieces)
        said = _together(told)
        if not said & (_COUNTED | _FATED | _PEOPLE | _TYPE) and min(map(len, pieces)) > 1:
            return False
        if not said & (_NUMBER | _ONE) and self.named.only(text):
            return False
        number, fated, named, place, reach = -_FAR, -_FAR, -_FAR, 0, 0
        before = 0
        met = digits = False
        bracketed = "(" in text
        for place, bits in enumerate(told, 1):
            if bits & _DIGITS:
                if met:
                    return True
                piece = pieces[place - 1]
                if self._counts(piece, before):
                    number, reach, digits = place, _NEAR_BEHIND, True
                    if _YEAR.match(piece):
                        reach = 1 if before & (_PREPOSITION | _MONTH) else 2
                        met = place - fated <= _NEAR_BEFORE and not before & (_PREPOSITION | _MONTH)
                    else:
                        met = place - fated <= _NEAR_BEFORE or place - named <= (
                            _NEAR_BEFORE if bracketed else self.said
                        )
                before = 0
                continue
            if place - number == 1 and _is_letter(pieces[place - 1]):
                # "девять A6M": a model
                return True
            before = bits
            if met:
                # Words ("two stages") do not count what is lower-case and unknown; an adjective's noun may follow.
                if not bits & (_MEASURE | _MONTH) and (bits or digits or not pieces[place - 1].islower()):
                    return True
                met = False
            if not bits & _TELLING:
                if bits & _OF and place - named == 1:
                    # "a garrison of about 300"
                    named = place + 1
                continue
            if bits & (_MEASURE | _MONTH) and place - number == 1:
                number = -_FAR
                # Behind "18 June" a number is no day.
                before = bits = bits & ~_MONTH | _PREPOSITION
            elif bits & (_COUNTED | _FATED):
                if place - number <= reach:
                    return True
                named = place
                if bits & _FATED:
                    fated = place
            elif (bits & _PEOPLE and reach > 1 and place - number <= min(reach, _NEAR_PEOPLE)) or (
                bits & _TYPE and place - number <= reach and place < len(told) and told[place] & _DIGITS
            ):
                return True
            elif bits & _PEOPLE and self.peopled:
                # "i fiorentini erano 35 000"
                named = place
            if bits & _NUMBER:
                number, reach, digits = place, _NEAR_BEHIND, False
                met = (
                    place - fated <= _NEAR_BEFORE
                    or (self.tied > _TIED and place - named <= self.tied)
                    or (bracketed and place - named <= _NEAR_BEFORE)
                )
            elif bits & _ONE:
                number, reach = place, _NEAR_ONE
        return met

    def headed(self, cell: str, header: str) -> bool:
        """Whether a number stands in a table's cell that its words, or those of its header, may let count."""
        if self.by_characters:
            return _DIGIT.search(cell) is not None or not self.characters.isdisjoint(cell)
        if not self._holds_number(cell):
            return False
        said = _together(self.told(self.piece.findall(cell)))
        # Signs, as of those who fell, and letters that stand alone are no words here.
        heads = self.piece.findall(header)
        return not heads or bool((said | _together(self.told(heads))) & (_COUNTED | _FATED | _PEOPLE))

    def _holds_number(self, text: str) -> bool:
        return any(map(self.numbered.__getitem__, text.split()))

    def told(self, pieces: Sequence[str]) -> list[int]:
        """The bits of each piece."""
        told = list(map(self.known.get, pieces))
        if None in told:
            told = list(map(self._bits, pieces))
        return cast("list[int]", told)

    def bounds(self, text: str) -> tuple[int, int]:
        """Where the first number of a text begins and its last one ends; the whole text where none is found."""
        places = [
            found.span()
            for found in self.piece.finditer(text)
            if self._bits(found.group()) & (_NUMBER | _ONE | _DIGITS)
        ]
        return (places[0][0], places[-1][1]) if places else (0, len(text))

    def _is_number(self, word: str) -> bool:
        return bool(self._bits(word) & (_NUMBER | _ONE))

    def _is_known(self, word: str) -> bool:
        return bool(self._bits(word))

    def _counts(self, piece: str, before: int = 0) -> bool:
        """Whether digits are none of a day of a month, a time of day, a unit's number or a share."""
        if (before & _NAMING and "," not in piece) or (before & _MONTH and len(piece) < 3):
            return False
        end = len(piece)
        while end and not piece[end - 1].isdecimal():
            end -= 1
        glued = piece[end:].lstrip(".,:-")
        # "4,600-strong" counts people, "12-ship" ships.
        strong = self.prose.word(fold(glued)) if glued else None
        counted = bool(self._bits(glued) & (_NUMBER | _COUNTED)) or (
            strong is not None and strong["prose"].key == "strong"
        )
        if glued and (glued in "%°º" or not (counted or glued in self.suffixes)):
            return False
        return not _TIME.match(piece[:end])

    def _bits(self, word: str) -> int:
        bits = self.known.get(word)
        if bits is None:
            bits = self._look_up(word)
            if len(self.known) < _MOST_KEPT:
                self.known[word] = bits
        return bits

    def _look_up(self, word: str) -> int:
        if word[:1].isdecimal():
            return _DIGITS
        folded = fold(word)
        lexicon = self.language.figures
        senses = lexicon.word(folded)
        for prefix in () if senses else self.prefixes:
            if folded.startswith(prefix):
                senses = senses or lexicon.word(folded[len(prefix) :])
        if senses is None and self.cases:
            senses = lexicon.declined(folded, self.cases, self.endings)
        if senses is None and self.language.grammar.get("compounds"):
            senses = lexicon.tail(folded)
        said = self.prose.word(folded)
        bits = 0
        if said is not None and said["prose"].key in ("strength", "amount", "them", "say", "reach"):
            bits = _COUNTED | _FATED
        elif said is not None and said["prose"].key == "those" and self.tied > _TIED:
            # "их было около 300"
            bits = _COUNTED
        elif said is not None and said["prose"].key == "single":
            bits = _ONE
        elif said is not None and said["prose"].key in ("body", "strong"):
            bits = _COUNTED
        elif folded in self.openers:
            bits = self.openers[folded]
        elif self.peoples.word(folded) is not None:
            bits = _PEOPLE
        if (word in self.months or folded in self.months) and not (said is not None and word == folded):
            bits |= _MONTH
        if senses or said is not None:
            bits |= _KNOWN
        if senses:
            ordinal = senses.get("ordinal")
            if ordinal is not None and ordinal.key == "ordinal_before" and len(folded) <= _LONGEST_ABBREVIATION:
                bits |= _NAMING
            structure = senses.get("structure")
            if structure is not None and structure.key == "measure" and not _counted(senses):
                bits |= _MEASURE
            if _counted(senses) or (structure is not None and structure.key == "survived"):
                bits |= _COUNTED
            if "nouns" not in senses and "models" not in senses and bits & _COUNTED:
                bits |= _FATED
            article = said is not None and said["prose"].key == "determiner"
            ties = structure is not None and structure.key == "preposition" and not article
            bits |= _PREPOSITION if "year" in senses or ties else 0
            bits |= _OF if said is not None and said["prose"].key == "of" else 0
            number = senses.get("numbers")
            if (
                number is not None
                and number.key in ("words", "scales", "vague")
                and not (article or (said is not None and said["prose"].key == "pair"))
            ):
                bits |= _ONE if number.value == 1 else _NUMBER
        elif self.compounds and glued_numbers(folded, self.language) is not None:
            bits |= _NUMBER
        return bits
