"""Is a number without a noun the whole that the number before it is of: "40 of the 300", "40 men killed out of 300"?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import is_fate

_MOST_BETWEEN = 4
"""A fate, two words for out of and an article take up no more places than this."""


class Wholes(Question):
    """Ties the parts of one sentence to wholes that have no noun."""

    def tie(self, found: Sequence[Counted]) -> None:
        """Let parts know their wholes, so that what is told behind a whole is told of the part."""
        if not self.words.determiners or not self.words.head_last:
            return
        for item, after in pairwise(found):
            if after.counts_something or after.first - item.last > _MOST_BETWEEN or item.size > after.size:
                continue
            if after.quantity.bare or not self._leads(item, after):
                continue
            item.whole, after.category = after, item.kind

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
