"""A passage → its sentences, and which of them may state a figure at all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.pattern import pattern
from battlex.prose.text.gate import Numbers

_END = pattern(r"[.!?。！？…\n]")
_WORD = pattern(r"\W*+(\w++)")
_CLOSING = frozenset("\"'»”’)]）」』】.!?。！？")
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
        months = language.months.items()
        self.months = {
            m for m, n in months if len(m) < 5 and any(n == o and f != m and f.startswith(m) for f, o in months)
        }
        self.dot_ordinals = "." in language.words("structure", "ordinal_after")
        self.articles = frozenset(
            fold(word) for key in ("determiner", "of") for word in language.words("prose", key) if self.dot_ordinals
        )
        self.numbers = Numbers(language)
        self.capitals = bool(language.section("prose").get("noun_capitals"))
        self.lexicon = language.figures

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
                if end - start > _MOST:
                    yield from _bounded(text, start, end)
                elif not text[start:end].isspace():
                    yield start, end
                start = end
        yield from _bounded(text, start, len(text))

    def _end(self, text: str, start: int, place: int) -> int:
        """Where the sentence ends that the mark at ``place`` closes, 0 where it closes none."""
        char, last = text[place], len(text)
        end = place + 1
        while end < last and text[end] in _CLOSING:
            end += 1
        if char in "\n。！？":
            return end
        after = end
        while after < last and text[after].isspace():
            after += 1
        if after == last:
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
        begin = max(text.rfind(" ", start, place) + 1, start)
        word = text[begin:place]
        if not word.isalpha():
            begin = place
            while begin > start and (text[begin - 1].isalnum() or text[begin - 1] in "'’"):
                begin -= 1
            word = text[begin:place]
        if not word:
            return False
        if word.isdecimal():
            # "des 142. Infanterieregiments"
            unit = len(word) == 3 and fold(text[start:begin].rstrip().rpartition(" ")[2]) in self.articles
            return self.dot_ordinals and (len(word) <= 2 or unit)
        if len(word) == 1 and word.isalpha() and (word.isupper() or following.isdigit()):
            return not _ideograph(word)
        if fold(word) in self.months and text[place + 1 :].lstrip()[:4].isdecimal():
            # "am 4. Nov. 1944"
            return True
        if not self.capitals and self._opens(word, text, place + 1):
            return False
        return fold(word) in self.short or (begin > start and text[begin - 1] == "." and len(word) <= 2)

    def _opens(self, scale: str, text: str, place: int) -> bool:
        """ "3 тыс. Потери …": whether a word with a capital letter behind a scale is one that no name is."""
        number = (self.lexicon.word(fold(scale)) or {}).get("numbers")
        if number is None or number.key != "scales":
            return False
        word = _WORD.match(text, place)
        senses = self.lexicon.word(fold(word.group(1))) if word is not None else None
        if word is None or senses is None or "nouns" in senses or not word.group(1)[0].isupper():
            # "55 tys. (w tym 9 tys. Polaków)"
            return False
        structure = senses.get("structure")
        return "fates" in senses or (structure is not None and structure.key == "preposition")

    def stretches(self, text: str, header: str = "") -> Iterator[tuple[int, int, int, int]]:
        """The range of every sentence that may state a figure, and that of the part in which its figures can stand."""
        if not self.numbers.stand_in(text):
            return
        for start, end in self.split(text):
            stretch = self.stretch(text, start, end, header)
            if stretch is not None:
                yield start, end, *stretch

    def stretch(self, text: str, start: int, end: int, header: str = "") -> tuple[int, int] | None:
        """The part of a sentence that its figures can stand in, None where no number is near a word that it may count.

        ``header`` heads a table's cell, and may say what its numbers count.
        """
        sentence = text[start:end]
        if header:
            return (start, end) if self.numbers.headed(sentence, header) else None
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


_SHORT, _AROUND = 200, 110
"""A sentence of so many characters is read whole; of longer ones what is so near to a number."""


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
