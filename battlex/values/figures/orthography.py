"""How a language writes its words and numbers: what the walk over its texts asks at each of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import Sense, beginnings, fold
from battlex.values.figures.digits import MARKS
from battlex.values.figures.extent import GAPS
from battlex.values.figures.token import NO_SENSES

Known = tuple[str, str, Mapping[str, Sense], float | None, int, frozenset[str] | None, tuple[str, ...]]
"""A word, sign or number that was met: its kind, folded, with its senses and value, and how many blanks it was met behind.

Then come how it may go on, None where it never does, and what it is itself to a piece before it that may go on so.
"""

_ANYTHING = ""
"""How a phrase goes on behind a sign that may stand between its words."""

_DIGIT, _DOTTED = "0", ". "
"""How a number goes on with further digits, and an abbreviation with its dot."""

NOTHING: Known = "", "", NO_SENSES, None, 0, None, ()
"""Stands behind the last piece of a text."""

LAST_DOT: Known = ".", ".", NO_SENSES, None, 0, None, (_DOTTED,)
"""The dot that a text ends with: no phrase goes on behind it, and no number."""

_DIGITS_GO_ON = frozenset({*MARKS, _DIGIT})

_MOST_MET = 40_000
"""Of a language so many are kept: each word twice, as it stands behind a blank and without one."""

_ABBREVIATED = frozenset({"numbers", "quantifiers"})
_LONGEST_DOTTED = 4


class Orthography:
    """The ``grammar`` section as the tokenizer asks it, and the words and signs that were met as texts were read."""

    def __init__(self, language: Language) -> None:
        grammar = language.grammar
        self.lexicon = language.figures
        self.segmentation: str = grammar.get("segmentation", "words")
        self.decimal: str = grammar.get("decimal", ".")
        self.prefixes = tuple(sorted((fold(p) for p in grammar.get("prefixes", ())), key=len, reverse=True))
        self.compounds: bool = grammar.get("compounds", False)
        self.suffixes = frozenset(grammar.get("suffixes", ()))
        self.cases = frozenset(grammar.get("cases", ()))
        self.endings = tuple(grammar.get("endings", ()))
        self.met: dict[str, Known] = {}

    def keep_word(self, written: str, folded: str, senses: Mapping[str, Sense]) -> None:
        """Keep a word that means this wherever it stands, if no phrase goes on behind it and no dot belongs to it."""
        lexicon = self.lexicon
        if written in self.met:
            return
        goes_on: frozenset[str] = frozenset()
        if lexicon.longest.get(folded, 0) > 1:
            goes_on = lexicon.seconds(folded)
            if not goes_on:
                return
            goes_on |= {_ANYTHING}
        if folded + "," in lexicon.longest:
            return
        if folded + "." in lexicon.exact or self.may_be_dotted(folded, senses):
            goes_on |= {_DOTTED}
        self._keep(written, ("word", folded, senses, None), goes_on or None, (), beginnings(folded))

    def keep_sign(self, sign: str, senses: Mapping[str, Sense]) -> None:
        """Keep a sign, which means the same wherever it stands."""
        own = (sign, _ANYTHING) if sign in GAPS else (sign,)
        self._keep(sign, (sign, sign, senses, None), None, (*own, _DOTTED) if sign == "." else own, (sign,))

    def keep_digits(self, digits: str, value: float) -> None:
        """Keep a row of digits, which is a number where neither marks nor digits follow."""
        self._keep(digits, ("digits", digits, NO_SENSES, value), _DIGITS_GO_ON, (_DIGIT,), (_DIGIT,))

    def _keep(
        self,
        written: str,
        said: tuple[str, str, Mapping[str, Sense], float | None],
        goes_on: frozenset[str] | None,
        glued: tuple[str, ...],
        apart: tuple[str, ...],
    ) -> None:
        """Keep what was met, with what it is to what stands before it: without a blank between, and with one."""
        if len(self.met) < _MOST_MET:
            self.met[written] = *said, 0, goes_on, glued
            self.met[" " + written] = *said, 1, goes_on, apart

    def may_be_dotted(self, folded: str, senses: Mapping[str, Sense]) -> bool:
        """Whether a listed word may be an abbreviation that is written with a dot."""
        if (
            len(folded) > _LONGEST_DOTTED
            or not senses
            or not senses.keys() <= _ABBREVIATED
            or folded not in self.lexicon.exact
        ):
            return False
        scale = senses.get("numbers")
        return scale is None or scale.key == "scales"


@lru_cache(maxsize=64)
def orthography_of(language: Language) -> Orthography:
    """How a language writes, worked out once."""
    return Orthography(language)
