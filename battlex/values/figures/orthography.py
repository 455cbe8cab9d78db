"""How a language writes its words and numbers: what the walk over its texts asks at each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from battlex.kept import Bounded, Kept
from battlex.languages import Language
from battlex.languages.lexicon import Sense, beginnings, fold
from battlex.values.figures.digits import MARKS
from battlex.values.figures.extent import GAPS
from battlex.values.figures.token import NO_SENSES

Known = tuple[str, str, Mapping[str, Sense], float | None, frozenset[str] | None, tuple[str, ...], tuple[str, ...]]
"""A word, sign or number that was met: its kind, folded, with its senses and value.

Then come how it may go on, None where it never does, and what it is itself to what stands before it and may go on so:
without a blank between, and with one.
"""

Made = tuple[str, str, Mapping[str, Sense], float | None, int, int, bool]
"""A token of a stretch without blanks: its kind, folded, with its senses and value, where it begins and ends, whether it is glued."""

Row = tuple[Sequence[Made], frozenset[str] | None, tuple[str, ...]]
"""The tokens of a stretch without blanks, how the last of them may go on, and what the first is behind a blank.

There are no tokens where they depend on more than the stretch.
"""

_ANYTHING = ""
"""How a phrase goes on behind a sign that may stand between its words."""

_DIGIT, _DOTTED = "0", ". "
"""How a number goes on with further digits, and an abbreviation with its dot."""

LAST: Row = (), None, ()
"""Stands behind the last stretch of a text."""

_CLOSING = ".,"
"""Behind these and a blank, a number goes on with nothing but digits, a phrase with nothing but its second word."""

_DIGITS_GO_ON = frozenset({*MARKS, _DIGIT})

_MOST_MET = 20_000
"""Of a language so many words and signs are kept, and so many stretches without blanks."""

_LONGEST_ROW = 40
"""A longer stretch without blanks does not come again."""

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
        self.met = Bounded[Known](_MOST_MET)
        self.rows = Bounded[Row](_MOST_MET, _LONGEST_ROW)
        self._thirds = Kept(self._thirds_of, _MOST_MET)

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
        self.met.keep(written, (*said, goes_on, glued, apart))

    def keep_row(self, stretch: str, pieces: Sequence[str]) -> None:
        """Keep a stretch without blanks that is made of these pieces, where all of them were met."""
        words = [self.met.get(piece) for piece in pieces]
        opening = words[0]
        if opening is None or len(stretch) > self.rows.longest:
            return
        made: list[Made] = []
        goes_on: frozenset[str] = frozenset()
        at = 0
        for place, (piece, word) in enumerate(zip(pieces, words, strict=True), 1):
            if word is None:
                break
            kind, folded, senses, value, further, _, _ = word
            if further is not None:
                behind = words[place] if place < len(words) else None
                if place == len(words) or (place == len(words) - 1 and may_close(pieces[place], further)):
                    goes_on |= further
                elif behind is None or not further.isdisjoint(behind[-2]):
                    break
            made.append((kind, folded, senses, value, at, at + len(piece), at > 0))
            at += len(piece)
        self.rows.keep(stretch, (tuple(made) if at == len(stretch) else (), goes_on or None, opening[-1]))

    def stands_alone(self, stretches: Sequence[str], rows: Sequence[Row | None], place: int) -> bool:
        """Whether no phrase goes on with the two words from a place on, of which the first may be its second one."""
        word, further = rows[place - 1], rows[place + 1] if place + 1 < len(rows) else LAST
        if word is None or len(word[0]) != 1 or further is None:
            return False
        thirds = self._thirds[f"{stretches[place - 1]} {stretches[place]}"]
        return thirds is not None and thirds.isdisjoint(further[2])

    def _thirds_of(self, pair: str) -> frozenset[str] | None:
        """How phrases go on behind their first two words, None where they end there or it cannot be told."""
        first, _, second = fold(pair).partition(" ")
        return self.lexicon.thirds(first, second) if first.isalpha() and second.isalpha() else None

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


def may_close(sign: str, further: frozenset[str]) -> bool:
    """Whether a sign before a blank ends what may go on in these ways, but for how it goes on behind the blank."""
    return sign in _CLOSING and not (sign == "." and _DOTTED in further)


@lru_cache(maxsize=64)
def orthography_of(language: Language) -> Orthography:
    """How a language writes, worked out once."""
    return Orthography(language)
