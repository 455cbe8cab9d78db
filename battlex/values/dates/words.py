"""Which words of a language mean what in a date."""

from __future__ import annotations

from functools import lru_cache

from battlex.languages import Language
from battlex.languages.bare import joined
from battlex.languages.lexicon import Sense, fold
from battlex.languages.names import template_key
from battlex.pattern import pattern
from battlex.values.dates.calendars import FOREIGN

GAP = pattern(r"[ \t.\u00a0\u202f\u2009\u200c'’\"״׳”“‐-]{0,4}+$")
"""What may stand between two words of one phrase: nothing that ends a thought."""

MAX_WORD = 40
"""No listed word is longer, and looking one up takes time by its length."""


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
        self.lexicon = language.lexicon("dates")

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
        for number in range(at + 1, min(at + self.lexicon.max_words, len(words))):
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
