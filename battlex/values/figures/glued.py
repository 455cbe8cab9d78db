"""A row of tokens in which numbers are looked for, and what makes digits in it part of something else."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from battlex.languages import Language
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token


class Notation(NamedTuple):
    """How a language writes numbers."""

    spaced: bool
    suffixes: Set[str]
    myriad: bool
    one_behind: bool


@lru_cache(maxsize=64)
def _notation_of(language: Language) -> Notation:
    grammar = language.grammar
    return Notation(
        spaced=grammar.get("segmentation", "words") == "words",
        suffixes=frozenset(grammar.get("suffixes", ())),
        myriad=grammar.get("system") == "myriad",
        one_behind=grammar.get("one_behind", False),
    )


class Glued:
    """Tells what the tokens written to digits make of them."""

    def __init__(self, tokens: Sequence[Token], language: Language) -> None:
        self.tokens = tokens
        self.notation = _notation_of(language)
        self.spaced, self.suffixes, self.myriad, _ = self.notation

    def token(self, at: int) -> Token | None:
        """The token at a place, None outside the row."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def word(self, at: int, section: str, *keys: str) -> bool:
        """Whether the token at a place stands under one of these keys of a section."""
        token = self.token(at)
        return token is not None and token.has(section, *keys)

    def refuse(self, quantity: Quantity, at: int, after: int) -> None:
        """Digits that are part of a name, a fraction, a time or a decimal fraction of nothing are no count."""
        first = self.tokens[at]
        if first.kind != "digits":
            return
        before, behind = self.token(at - 1), self.token(after)
        if before is not None and first.glued:
            earlier = self.token(at - 2)
            if (
                before.kind == "word"
                and before.norm[-1:].isalpha()
                and self._spaced(before)
                and not self._counts_on(before)
            ):
                quantity.name = "name"
                quantity.model = before.key("models") or ""
            elif before.kind == "word" and self._spaced(before) and before.has("ordinal", "ordinal_before"):
                quantity.name = "ordinal"
            elif before.kind in "-‐‑" and before.glued and earlier is not None and self._names(earlier):
                quantity.name = "name"
                quantity.model = earlier.key("models") or ""
            elif before.kind in "-‐‑" and before.glued and self._is_model_number(at - 2):
                quantity.name = "name"
            elif before.kind in "/" and earlier is not None and earlier.kind == "digits":
                quantity.name = "" if self.is_range(at - 1) else "share"
            elif before.kind == ":" and earlier is not None and earlier.kind == "digits" and before.glued:
                quantity.name = "time" if len(first.norm) <= 2 else ""
            elif before.kind in "$£€¥₽":
                quantity.name = "measure"
        if behind is not None and behind.glued and not quantity.name:
            later = self.token(after + 1)
            if behind.kind == "/" and later is not None and later.kind == "digits" and later.glued:
                quantity.name = "" if self.is_range(after) else "share"
            elif behind.kind == ":" and later is not None and later.kind == "digits" and later.glued:
                quantity.name = "time" if len(later.norm) <= 2 else ""

    def is_range(self, slash: int) -> bool:
        """ "10/12.000 uomini": whether a stroke stands between a few and more thousands."""
        low, stroke, high = self.token(slash - 1), self.token(slash), self.token(slash + 1)
        if low is None or stroke is None or high is None or not (stroke.kind == "/" and stroke.glued and high.glued):
            return False
        few, thousands = low.value or 0, (high.value or 0) / 1000
        return high.grouped and not low.grouped and 2 <= few < thousands

    def _is_model_number(self, at: int) -> bool:
        """Whether digits are hyphened to a word before them, so that what is hyphened to them is a name too ("T-34-85")."""
        digits, hyphen, word = self.token(at), self.token(at - 1), self.token(at - 2)
        if digits is None or hyphen is None or word is None or digits.kind != "digits" or not digits.glued:
            return False
        return hyphen.kind in "-‐‑" and hyphen.glued and self._names(word)

    def _names(self, token: Token) -> bool:
        """Whether a word before a hyphen makes a name with the digits behind it ("U-47", 苏-27)."""
        return token.kind == "word" and (self._spaced(token) or "models" in token.senses)

    @staticmethod
    def _counts_on(token: Token) -> bool:
        """Whether a word may be followed by a number without a blank: a rough or limit word, an abbreviation."""
        return bool(set(token.senses) & {"quantifiers", "numbers"}) or token.has("ordinal", "ordinal_before")

    def _spaced(self, token: Token) -> bool:
        """Whether the token is of a script that parts words by blanks, so that digits glued to it belong to it."""
        return self.spaced or token.norm[-1:].isascii()
