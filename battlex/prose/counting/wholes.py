"""Is a number the whole that the number before it is of: "40 of the 300", "40 men killed out of 300"?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import is_fate
from battlex.values.figures.describe import PEOPLE

_MOST_BETWEEN = 4
"""A fate, two words for out of and an article take up no more places than this."""


class Wholes(Question):
    """Ties the parts of one sentence to wholes that have no noun."""

    def tie(self, found: Sequence[Counted]) -> None:
        """Let parts know their wholes, so that what is told behind a whole is told of the part; most wholes have no noun."""
        if not self.words.determiners or not self.words.head_last:
            return
        for item, after in pairwise(found):
            if after.first - item.last > _MOST_BETWEEN or item.size > after.size or after.quantity.bare:
                continue
            if after.counts_something:
                if item.noun is not None and {item.kind, after.kind} <= {*PEOPLE} and self._is_of(item, after):
                    item.whole = after
            elif self._leads(item, after):
                item.whole, after.category = after, item.kind

    def _is_of(self, item: Counted, after: Counted) -> bool:
        """ "700 soldiers of the 1,100 men were killed": whether a word for of and an article alone part people from people."""
        return after.first == item.last + 2 and self.keys[item.last : after.first] == ["of", "determiner"]

    def _leads(self, item: Counted, after: Counted) -> bool:
        """Whether a word for of, and an article or a word for out, stand right before the whole."""
        at = after.first - 1
        article = self.key_at(at) == "determiner"
        at -= article
        of = self.token(at)
        out = of is not None and "whole" in of.senses and " " in of.norm
        if not (out or self.key_at(at) == "of") or not (article or out) or (not out and item.counts_something):
            return False
        return all(is_fate(node) for node in self.nodes[item.at + 1 + item.counts_something : at])
