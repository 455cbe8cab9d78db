"""Numbers that name or date something, told by what they are written to: they let no sentence state a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.pattern import pattern

_DIGITS = pattern(r"\d++(?>(?:[.,:]\d++)*)(?>(?:[-–]\d++)*)(?>(?:-?[^\W\d_]++|[%°º])?)")
_WORD_BEHIND = pattern(r"[ \u00a0]([^\W\d_]++)")
_DAYS = pattern(r"\d{1,2}(?:[-–]\d{1,2})?$")
_SHARE = pattern(r"[ \u00a0]?[%‰°º]")
_YEAR = pattern(r"(?:1\d|20)\d\d$")
_HYPHENS = "-‐‑"
_OPENERS = "([«„“\"'"
_ENDS = ".,;)]"
_REACH = 24
"""Within so many characters before a number stands the word that it is written to."""


class Named:
    """Which digits are part of a name ("Su-24") or of a date ("In 1863,"), or are one of a row ("No. 617", "Hill 63")."""

    def __init__(
        self,
        language: Language,
        counts: Callable[[str], bool],
        is_number: Callable[[str], bool],
        is_known: Callable[[str], bool],
    ) -> None:
        """``counts`` tells whether digits with what is written to them may count; ``is_known`` whether a word is listed."""
        self.counts, self.is_number, self.is_known = counts, is_number, is_known
        # Where words are written to what follows, digits behind them may count ("כ-300").
        self.parted = not language.grammar.get("prefixes")
        self.namers = frozenset(_namers(language))
        self.months = frozenset(map(fold, language.months))
        self.dating = self.months | frozenset(map(fold, language.words("structure", "year_before")))

    def only(self, text: str) -> bool:
        """Whether all digits of a text are named so."""
        return all(map(self._names, _DIGITS.finditer(text)))

    def _names(self, found: re.Match[str]) -> bool:
        text, start, end = found.string, found.start(), found.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        digits = found.group()
        if before.isalpha():
            return self.parted and not self.is_known(_letters_before(text, start))
        if before and before in _HYPHENS:
            word = _letters_before(text, start - 1)
            return self.parted and word != "" and not self.is_number(word) and not (after and after in _HYPHENS)
        if before and before in "([":
            return bool(after) and after in ")]" and _YEAR.match(digits) is not None
        if "," in digits:
            return False
        if not self.counts(digits) or _SHARE.match(text, end):
            return True
        word = _word_before(text, start)
        if word[-1:] in ("№", "#") or word in self.namers:
            return True
        if _YEAR.match(digits):
            return word in self.dating and (not after or after in _ENDS)
        behind = _WORD_BEHIND.match(text, end) if _DAYS.match(digits) else None
        return behind is not None and fold(behind.group(1)) in self.months


def _letters_before(text: str, end: int) -> str:
    """The word, or the last letters of a long one, that ends at a place."""
    start = end
    while start and text[start - 1].isalpha() and end - start < _REACH:
        start -= 1
    return text[start:end]


def _word_before(text: str, start: int) -> str:
    """What stands between two blanks before a place, folded."""
    words = text[max(0, start - _REACH) : start].rsplit(None, 1)
    return fold(words[-1].lstrip(_OPENERS)) if words else ""


def _namers(language: Language) -> Iterator[str]:
    """The words that a number behind them is one of a row by; none that may count or measure too."""
    prose = language.lexicon("prose")
    for listed in language.words("structure", "ordinal_before"):
        word = fold(listed)
        structure = (language.figures.word(word) or {}).get("structure")
        measures = structure is not None and structure.key == "measure"
        if not (" " in word or word.endswith("*") or measures or prose.word(word)):
            yield word
