"""Which words of a language mean what in a date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from battlex.languages import Language
from battlex.languages.lexicon import Lexicon, Sense, fold
from battlex.languages.names import template_key
from battlex.values.dates.calendars import FOREIGN

_NOT_WORDS = frozenset(("prefixes", "order", "units", "solar_from", "templates"))
GAP = re.compile(r"[ \t.\u00a0\u202f\u2009\u200c'’\"״׳”“‐-]{0,4}+$")
"""What may stand between two words of one phrase: nothing that ends a thought."""

MAX_WORD = 40
"""No listed word is longer, and looking one up takes time by its length."""


def is_letter(char: str) -> bool:
    """Whether a character belongs to a word: letters and the signs written over or after them."""
    return char.isalpha() or unicodedata.category(char)[0] == "M"


def runs(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of letters without anything between them."""
    start = -1
    for index, char in enumerate(text):
        if is_letter(char):
            if start < 0:
                start = index
        elif start >= 0:
            yield start, index
            start = -1
    if start >= 0:
        yield start, len(text)


def phrase_key(phrase: str) -> str:
    """A phrase as its bare words, single letters joined: "av. J.-C.", "av JC" and "AV. J. C." are one."""
    return joined([fold(phrase[start:end]).strip() for start, end in runs(phrase)])


def joined(words: Sequence[str]) -> str:
    """Folded words as one key."""
    key = ""
    for place, word in enumerate(words):
        initials = place and len(word) == 1 and len(words[place - 1]) == 1
        key += word if initials or not place else f" {word}"
    return key


class Vocabulary:
    """The date words of a language, looked up by bare words, and the habits of its dates.

    ``order`` is the order of numeric dates ("dmy", "mdy", "ymd"), ``units_before`` tells whether "month 3" or "3 month"
    is said, ``solar_from`` is the first year whose era dates are of the solar calendar.
    """

    def __init__(self, language: Language) -> None:
        section = language.section("dates")
        grammar = language.grammar
        self.segmentation: str = grammar.get("segmentation", "words")
        self.myriad = grammar.get("system") == "myriad"
        clitics = {fold(prefix) for prefix in (*grammar.get("prefixes", ()), *section.get("prefixes", ()))}
        self.clitics = tuple(sorted(clitics, key=len, reverse=True))
        self.order: str = section.get("order", "dmy")
        self.units_before = section.get("units") == "before"
        self.solar_from = int(section.get("solar_from", "0"))
        self.templates = {template_key(name): shape.split() for name, shape in section.get("templates", {}).items()}
        self.most_words = 1
        self.lexicon = Lexicon(self._entries(section, language.months), f"{language.code}.toml [dates]")

    def _entries(self, section: Mapping[str, Any], months: Mapping[str, int]) -> Iterator[tuple[str, Sense]]:
        listed = set()
        for key, words in section.items():
            if key in _NOT_WORDS:
                continue
            for word in words:
                star = "*" if word.endswith("*") else ""
                bare = phrase_key(word)
                listed.add(bare)
                self.most_words = max(self.most_words, sum(1 for _ in runs(word)))
                yield bare + star, Sense("dates", key, words[word] if isinstance(words, dict) else None)
        for word, month in months.items():
            bare = phrase_key(word)
            if bare and bare not in listed and not any(char.isdigit() for char in word):
                self.most_words = max(self.most_words, bare.count(" ") + 1)
                yield bare, Sense("dates", "months", month)

    def shape_of(self, template: str) -> list[str] | None:
        """What the arguments of a date template are, where the language file says so."""
        key = template_key(template)
        found: list[str] | None = self.templates.get(key)
        if found is None:
            for name, shape in self.templates.items():
                if name.endswith("*") and key.startswith(name[:-1]):
                    found = shape
                    break
        return found

    def find(self, text: str, words: list[tuple[int, int]], at: int) -> tuple[Sense, int] | None:
        """The longest phrase that begins with the word ``at``: its sense and the number of its words."""
        if words[at][1] - words[at][0] > MAX_WORD:
            return None
        first = fold(text[words[at][0] : words[at][1]]).strip()
        keys = [first]
        for number in range(at + 1, min(at + self.most_words, len(words))):
            start, end = words[number]
            if end - start > MAX_WORD or not GAP.match(text[words[number - 1][1] : start]):
                break
            keys.append(fold(text[start:end]).strip())
        for count in range(len(keys), 0, -1):
            found = self._sense(joined(keys[:count]))
            if found is not None:
                return found, count
        for clitic in self.clitics:
            if first.startswith(clitic) and len(first) > len(clitic):
                bare = first[len(clitic) :]
                for count in range(len(keys), 0, -1):
                    found = self._sense(joined([bare, *keys[1:count]]))
                    if found is not None:
                        return found, count
        return None

    def prefix(self, run: str) -> tuple[Sense, int] | None:
        """The longest listed word that a run of letters begins with, and its length (for scripts without blanks)."""
        for length in range(min(len(run), self.lexicon.max_length), 0, -1):
            senses = self.lexicon.exact.get(fold(run[:length]).strip())
            if senses is not None:
                return senses["dates"], length
        return None

    def _sense(self, key: str) -> Sense | None:
        senses = self.lexicon.word(key)
        return senses["dates"] if senses else None


@lru_cache(maxsize=128)
def vocabulary(language: Language) -> Vocabulary:
    """The vocabulary of a language, made once."""
    return Vocabulary(language)


MONTHS_OF = {"months": "", **{name: name for name in FOREIGN}}
"""The sections that list month names, and the calendar they belong to."""
