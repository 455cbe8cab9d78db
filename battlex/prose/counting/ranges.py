"""Which two phrases are the ends of one range: "a minimum of 22,700 and a maximum of 25,000 people"?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import COMMAS, has, is_fate, is_mark
from battlex.record import replace
from battlex.values.figures.token import Token

_FAR_APART = 4
"""The ends of no range are so many times each other, where a noun stands behind the first one only."""


class Ranges(Question):
    """Joins the phrases of one sentence that are two ends of a range."""

    def join(self, found: list[Counted]) -> list[Counted]:
        """ "2,000人から3,000人", "a minimum of 22,700 and a maximum of 25,000 people": two ends of one range."""
        joined: list[Counted] = []
        for item in found:
            before = joined[-1] if joined else None
            if before is None or not self._is_range(before, item):
                joined.append(item)
                continue
            low = before.quantity
            before.quantity = replace(low, end=item.quantity.end, core_end=low.core_end, max=item.quantity.max)
            before.last, before.tail_end = item.last, item.tail_end
            before.fates, before.casualties = before.fates | item.fates, before.casualties or item.casualties
            before.category, before.weak = before.category or item.category, before.weak or item.weak
            before.noun = before.noun or item.noun
        return joined

    def _is_range(self, low: Counted, high: Counted) -> bool:
        first, second = low.quantity, high.quantity
        if first.min is None or second.max is None or first.min >= second.max or high.first < low.last:
            return False
        if low.kind is not None and high.kind is not None and low.kind is not high.kind:
            return False
        if low.noun is not None and high.noun is not None and low.noun.norm != high.noun.norm:
            # "25 subay ile 3.000 er": two things are counted.
            return False
        if self.words.determiners and low.noun is not None and high.noun is None and low.noun.start > first.end:
            rivals = second.max >= _FAR_APART * first.min or self.key_at(high.last) == "whose"
            if rivals and not has(self.node(low.first - 1), "quantifiers", "between"):
                # "lost 30 men to 400 for the Danes"
                return False
        between = self.nodes[low.last : high.first]
        if not 1 <= len(between) <= 2 or not all(isinstance(node, Token) for node in between):
            return False
        if low.kind is not None and high.kind is None and not self.words.characters:
            behind = self.token(high.at + 1)
            if behind is not None and is_fate(behind):
                # "45 top ile 2.800 esir"
                return False
        open_ends = first.max is None and second.min is None
        if first.min == first.max and second.min == second.max and self._between_same(low, high):
            return True
        tokens = [node for node in between if isinstance(node, Token)]
        if first.form == second.form == "vague" and len(tokens) == 1 and tokens[0].has("quantifiers", "or", "to"):
            # "Hunderte oder gar Tausende Soldaten"
            return True
        if open_ends:
            return all(
                t.has("quantifiers", "and", "to") or self.words.key(t) in ("particle", "determiner") for t in tokens
            )
        return (
            first.min == first.max
            and second.min == second.max
            and (
                (len(tokens) == 1 and tokens[0].has("quantifiers", "to"))
                # "4万とも、5万とも"
                or (self._either(tokens[0], high) and (len(tokens) == 1 or is_mark(tokens[1], COMMAS)))
            )
        )

    def _between_same(self, low: Counted, high: Counted) -> bool:
        """ "entre 24 000 hommes et 40 000 hommes": whether a noun stands behind both ends of a range."""
        tie, joint = self.token(low.first - 1), self.token(low.last)
        if low.noun is None or high.noun is None or joint is None or not joint.has("quantifiers", "and"):
            return False
        if self.words.key(low.noun) == "pair" or tie is None or tie.end > low.quantity.start:
            return False
        return tie.has("quantifiers", "between") and self.words.key(tie) != "of" and not self.words.characters

    def _either(self, said: Token, high: Counted) -> bool:
        """ "4万とも5万ともいわれる": whether the words that claim one number claim the next one."""
        again = self.token(high.last)
        claims = self.words.characters and said.has("structure", "claim") and again is not None
        return claims and again is not None and again.norm.startswith(said.norm)
