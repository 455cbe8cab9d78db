"""Which word behind a phrase limits its number: "3000 men or more"?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import DASHES, is_mark
from battlex.values.figures.token import Token

Limited = tuple[int, float | None, float | None, bool]
"""Where a phrase ends, the bounds of its number, and whether it is approximate."""


class Limits(Question):
    """Tells where phrases end that a word of limit closes, and what it makes of their numbers."""

    def behind(self, item: Counted, low: float | None, high: float | None, approx: bool) -> Limited:
        """Words of limit behind the noun ("十個師以上", "一营余", "3000 hommes environ")."""
        last, words, found = item.last, self.words, (item.last, low, high, approx)
        node, noun = self.token(last), self.nodes[last - 1]
        if node is None:
            return found
        tied = node.glued or (words.characters and words.verb_last)
        if tied and low == high and not is_mark(node, DASHES):
            if (opened := self._opened(node, last, found)) is not None:
                return opened
            if words.characters and node.has("after", "approx_after"):
                return last + 1, low, high, True
            if words.characters and words.key(node) == "strength":
                return last + 1, low, high, approx
        if words.verb_last and not words.characters and isinstance(noun, Token) and words.is_declined(noun):
            # "100 bin ölüyü aştı", "2.500 kişiyi geçmiyordu"
            return self._opened(node, last, found) or found
        return self._parted(item, found) if words.active and (item.counts_something or item.fated) else found

    def _opened(self, node: Token, last: int, found: Limited) -> Limited | None:
        """What a word that opens one end of a number makes of it; None where the word does not."""
        _, low, high, approx = found
        if low != high:
            return None
        if node.has("after", "at_least_after"):
            return last + 1, low, None, approx
        return (last + 1, None, high, approx) if node.has("after", "at_most_after") else None

    def _parted(self, item: Counted, found: Limited) -> Limited:
        """ "3000 hommes environ", "quatre mille morts et plus": a limit that opens no other number."""
        last = item.tail_end if item.tail_end == item.last + 1 else item.last
        node, after = self.token(last), self.node(last + 1)
        opens = after is not None and (not isinstance(after, Token) or self.words.key(after) == "determiner")
        if node is None or node.kind != "word" or opens:
            return found
        if node.has("after", "approx_after"):
            return last + 1, found[1], found[2], True
        return self._opened(node, last, found) or found
