"""A passage → its sentences, and which of them may state a figure at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import Sense, fold
from battlex.pattern import pattern
from battlex.values.allegiance import parties
from battlex.values.figures.spelled import glued_numbers

_END = pattern(r"[.!?。！？…\n]")
_CLOSERS = "\"'»”’)]）」』】"
_MOST = 4000
"""Characters of a sentence beyond this many begin another one: no author writes so long, and time stays bounded."""


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch, cut at blanks where it is longer than a sentence may be; nothing where it holds only blanks."""
    while end - start > _MOST:
        place = text.rfind(" ", start + _MOST // 2, start + _MOST)
        stop = place if place > 0 else start + _MOST
        if not text[start:stop].isspace():
            yield start, stop
        start = stop
    if text[start:end].strip():
        yield start, end


class Splitter:
    """Cuts flat text into sentences: at full stops that end no abbreviation, initial, ordinal or number."""

    def __init__(self, language: Language) -> None:
        self.short = frozenset(fold(word.rstrip(".*")) for word in _dotted(language))
        self.dot_ordinals = "." in language.words("structure", "ordinal_after")
        self.numbers = _Numbers(language)

    def split(self, text: str) -> Iterator[tuple[int, int]]:
        """The range of every sentence that holds more than blanks."""
        start = 0
        for mark in _END.finditer(text):
            place = mark.start()
            if place < start:
                continue
            end = self._end(text, start, place)
            if not end and place - start > _MOST:
                end = place + 1
            if end:
                yield from _bounded(text, start, end)
                start = end
        yield from _bounded(text, start, len(text))

    def _end(self, text: str, start: int, place: int) -> int:
        """Where the sentence ends that the mark at ``place`` closes, 0 where it closes none."""
        char = text[place]
        end = place + 1
        while end < len(text) and text[end] in _CLOSERS + ".!?。！？":
            end += 1
        if char in "\n。！？":
            return end
        after = end
        while after < len(text) and text[after].isspace():
            after += 1
        if after == len(text):
            return end
        if after == end and char != "…":
            return 0
        following = text[after]
        if following.islower() or following in ",;:.–—":
            return 0
        if char == "." and self._abbreviates(text, start, place, following):
            return 0
        return end

    def _abbreviates(self, text: str, start: int, place: int, following: str) -> bool:
        begin = place
        while begin > start and (text[begin - 1].isalnum() or text[begin - 1] in "'’"):
            begin -= 1
        word = text[begin:place]
        if not word:
            return False
        if word.isdecimal():
            return self.dot_ordinals and len(word) <= 2
        if len(word) == 1 and word.isalpha() and (word.isupper() or following.isdigit()):
            return not _ideograph(word)
        return fold(word) in self.short or (begin > start and text[begin - 1] == "." and len(word) <= 2)

    def stretch(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The part of a sentence that its figures can stand in, None where no number is near a word that it may count."""
        sentence = text[start:end]
        if not self.numbers.within(sentence):
            return None
        if self.numbers.by_characters or end - start < _SHORT:
            return start, end
        first, last = self.numbers.bounds(sentence)
        low = start + max(0, first - _AROUND)
        high = min(end, start + last + _AROUND)
        while low > start and not text[low].isspace():
            low -= 1
        while high < end and not text[high].isspace():
            high += 1
        return low, high


def _counted(senses: Mapping[str, Sense] | None) -> bool:
    return senses is not None and not _COUNTED_SECTIONS.isdisjoint(senses)


class _Numbers:
    """Which words of a language may be numbers, and which may say what a number counts; what was looked up is kept."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.by_characters = language.grammar.get("segmentation", "words") != "words"
        self.compounds = bool(language.cldr.get("glued"))
        self.prefixes = tuple(fold(prefix) for prefix in language.grammar.get("prefixes", ()))
        self.cases = frozenset(language.grammar.get("cases", ()))
        self.endings = tuple(language.grammar.get("endings", ()))
        self.known: dict[str, int] = {}
        self.months = frozenset(fold(month) for month in language.months)
        listed = [*language.cldr.get("numbers", {}), *language.cldr.get("scales", {})]
        for key in ("words", "scales", "vague"):
            listed.extend(language.section("numbers").get(key) or ())
        self.characters = frozenset("".join(listed)) if self.by_characters else frozenset()
        self.peoples = parties(language)
        self.prose = language.lexicon("prose")

    @cached_property
    def openers(self) -> frozenset[str]:
        """Of phrases that say what is counted, though none of their words does so alone, the word that tells most."""
        lexicon = self.language.figures
        found = set()
        for listed, last in ((lexicon.exact, None), (lexicon.stems, -1)):
            for phrase, senses in listed.items():
                if " " in phrase and ("nouns" in senses or "fates" in senses):
                    parts = phrase.split(" ")
                    if not any(_counted(lexicon.word(word)) for word in parts):
                        found.add(max(parts[:last], key=len))
        return frozenset(found)

    def within(self, text: str) -> bool:
        """Whether a number stands in the text, and near it a word that lets it count."""
        if self.by_characters:
            return _DIGIT.search(text) is not None or not self.characters.isdisjoint(text)
        number, fated, named, place, reach = -_FAR, -_FAR, -_FAR, 0, 0
        bits = 0
        met = False
        known = self.known
        bracketed = "(" in text
        for piece in _PIECE.findall(text):
            place += 1
            if piece[0].isdecimal():
                if met:
                    return True
                if self._counts(piece, bits):
                    number, reach = place, _NEAR_BEHIND
                    if _YEAR.match(piece):
                        reach = 1 if bits & (_PREPOSITION | _MONTH) else 2
                        met = place - fated <= _NEAR_BEFORE and not bits & (_PREPOSITION | _MONTH)
                    else:
                        met = place - fated <= _NEAR_BEFORE or place - named <= (_NEAR_BEFORE if bracketed else _TIED)
                bits = 0
                continue
            bits = known[piece] if piece in known else self._bits(piece)
            if met:
                if not bits & (_MEASURE | _MONTH):
                    return True
                met = False
            if not bits:
                continue
            if bits & (_MEASURE | _MONTH) and place - number == 1:
                number = -_FAR
                # Behind "18 June" a number is no day.
                bits = bits & ~_MONTH | _PREPOSITION
            elif bits & (_COUNTED | _FATED):
                if place - number <= reach:
                    return True
                named = place
                if bits & _FATED:
                    fated = place
            elif bits & _PEOPLE and reach > 1 and place - number <= min(reach, _NEAR_PEOPLE):
                return True
            if bits & _NUMBER:
                number, reach = place, _NEAR_BEHIND
                met = place - fated <= _NEAR_BEFORE or (bracketed and place - named <= _NEAR_BEFORE)
            elif bits & _ONE:
                number, reach = place, _NEAR_ONE
        return met

    def bounds(self, text: str) -> tuple[int, int]:
        """Where the first number of a text begins and its last one ends; the whole text where none is found."""
        places = [
            found.span()
            for found in _PIECE.finditer(text)
            if found.group()[0].isdecimal() or self._bits(found.group()) & (_NUMBER | _ONE)
        ]
        return (places[0][0], places[-1][1]) if places else (0, len(text))

    def _counts(self, piece: str, before: int) -> bool:
        """Whether digits are none of a day of a month, a time of day, a unit's number or a share."""
        if before & _MONTH and not _YEAR.match(piece):
            return False
        end = len(piece)
        while end and not piece[end - 1].isdecimal():
            end -= 1
        glued = piece[end:].lstrip(".,:-")
        if glued and (glued in "%°º" or not self._bits(glued) & _NUMBER):
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
        if said is not None and said["prose"].key in ("strength", "amount", "them", "say"):
            bits = _COUNTED | _FATED
        elif said is not None and said["prose"].key == "single":
            bits = _ONE
        elif folded in self.openers:
            bits = _COUNTED
        elif self.peoples.word(folded) is not None:
            bits = _PEOPLE
        if word in self.months or folded in self.months:
            bits |= _MONTH
        if senses:
            structure = senses.get("structure")
            if structure is not None and structure.key == "measure" and not _counted(senses):
                bits |= _MEASURE
            if _counted(senses) or (structure is not None and structure.key == "survived"):
                bits |= _COUNTED
            if "nouns" not in senses and "models" not in senses and bits & _COUNTED:
                bits |= _FATED
            bits |= (
                _PREPOSITION if "year" in senses or (structure is not None and structure.key == "preposition") else 0
            )
            number = senses.get("numbers")
            if (
                number is not None
                and number.key in ("words", "scales", "vague")
                and not (said is not None and said["prose"].key in ("pair", "determiner"))
            ):
                bits |= _ONE if number.value == 1 else _NUMBER
        elif self.compounds and glued_numbers(folded, self.language) is not None:
            bits |= _NUMBER
        return bits


_SHORT, _AROUND = 200, 110
"""A sentence of so many characters is read whole; of longer ones what is so near to a number."""

_NUMBER, _COUNTED, _ONE, _MEASURE, _MONTH, _PEOPLE, _PREPOSITION, _FATED = 1, 2, 4, 8, 16, 32, 64, 128
_TIED = 2
"""A noun so near before a number may be counted by it: "a garrison of 300"."""

_NEAR_BEHIND, _NEAR_BEFORE, _NEAR_PEOPLE, _NEAR_ONE, _FAR = 7, 5, 3, 4, 1000
"""So many words behind a number (or before it; a people's name; behind "one") may a word stand that lets it count."""

_COUNTED_SECTIONS = frozenset({"nouns", "fates", "classifiers", "models"})
_YEAR = pattern(r"(?:1\d|20)\d\d$")
_TIME = pattern(r"\d{1,2}:\d\d$")
_DIGIT = pattern(r"\d")
_PIECE = pattern(r"\d++(?:[.,:]\d++)*+(?:-?[^\W\d_]++|[%°º])?+|[^\W\d_]{2,}+|[^\W\d_](?=-?\d)")
_MOST_KEPT = 50_000


def _dotted(language: Language) -> Iterator[str]:
    """The abbreviations of a language: words listed with a final dot, short ranks, and those named for prose."""
    yield from language.words("prose", "abbreviation")
    for word in language.words("people", "ranks"):
        if len(word) <= 5 and " " not in word:
            yield word
    for section in ("quantifiers", "structure", "numbers", "nouns"):
        for words in language.section(section).values():
            yield from (word for word in words if isinstance(word, str) and word.endswith(".") and len(word) > 1)


def _ideograph(char: str) -> bool:
    return "\u3005" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"


@lru_cache(maxsize=64)
def splitter(language: Language) -> Splitter:
    """The splitter of a language, made once."""
    return Splitter(language)
