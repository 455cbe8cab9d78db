"""Which word behind a phrase limits its number: "3000 men or more"?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import DASHES, is_mark
from battlex.values.figures.token import Token


class Limits(Question):
    """Tells where phrases end that a word of limit closes, and what it makes of their numbers."""

    def behind(
        self, item: Counted, low: float | None, high: float | None, approx: bool
    ) -> tuple[int, float | None, float | None, bool]:
        """Words of limit behind the noun ("十個師以上", "一营余", "3000 hommes environ")."""
        last = item.last
        node = self.token(last)
        tied = node is not None and (node.glued or (self.words.characters and self.words.verb_last))
        if node is not None and tied and not is_mark(node, DASHES) and low == high:
            if node.has("after", "at_least_after"):
                return last + 1, low, None, approx
            if node.has("after", "at_most_after"):
                return last + 1, None, high, approx
            if node.has("after", "approx_after") and self.words.characters:
                return last + 1, low, high, True
            if self.words.characters and self.words.key(node) == "strength":
                return last + 1, low, high, approx
        noun = self.nodes[last - 1]
        if self.words.verb_last and not self.words.characters and node is not None and isinstance(noun, Token):
            if low == high and node.has("after", "at_least_after") and self.words.is_declined(noun):
                # "100 bin ölüyü aştı"
                return last + 1, low, None, approx
            if low == high and node.has("after", "at_most_after") and self.words.is_declined(noun):
                # "2.500 kişiyi geçmiyordu"
                return last + 1, None, high, approx
        if self.words.active and (item.counts_something or item.fated):
            return self._parted(item, low, high, approx)
        return last, low, high, approx

    def _parted(
        self, item: Counted, low: float | None, high: float | None, approx: bool
    ) -> tuple[int, float | None, float | None, bool]:
        """ "3000 hommes environ", "quatre mille morts et plus": a limit that opens no other number."""
        last = item.tail_end if item.tail_end == item.last + 1 else item.last
        node, after = self.token(last), self.node(last + 1)
        opens = after is not None and (not isinstance(after, Token) or self.words.key(after) == "determiner")
        if node is None or node.kind != "word" or opens:
            pass
        elif node.has("after", "approx_after"):
            return last + 1, low, high, True
        elif low != high:
            pass
        elif node.has("after", "at_least_after"):
            return last + 1, low, None, approx
        elif node.has("after", "at_most_after"):
            return last + 1, None, high, approx
        return item.last, low, high, approx
