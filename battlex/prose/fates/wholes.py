"""Does a number lead to the whole behind it, or add up to it: "包括19名兒童在內共56人"?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.values.figures.describe import PEOPLE
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_MOST_TIES = 4
"""So many tokens may stand between a part, or the last member of a list, and the whole behind it."""


class Wholes(Question):
    """Tells parts from the whole that follows them."""

    def leads_whole(self, item: Counted, after: Counted) -> bool:
        """ "民間人2人を含む5人が死亡", "包括19名兒童在內共56人": whether a word for a part ties a number to the whole behind it."""
        between = [node for node in self.nodes[item.last : after.first] if isinstance(node, Token)]
        if len(between) > _MOST_TIES or len(between) != after.first - item.last:
            return False
        if not between:
            return self._some_lead(item, after)
        if item.size > (after.quantity.max or after.quantity.min or 0):
            return False
        if not self.words.characters and not (self.words.cases and item.kind):
            return False
        # "包括三名将军在内超过五千人"
        opens = self.nodes[item.first - 1] if item.first and self.words.characters else None
        ties = [*between, opens] if isinstance(opens, Token) else between
        part = any(node.has("structure", "part") and "out" not in node.senses for node in ties)
        return part and (item.kind in PEOPLE) == (after.kind in PEOPLE) and all(map(self._slight, between))

    def _some_lead(self, item: Counted, after: Counted) -> bool:
        """ "4'ü subay 12 kişi öldü": a number with the ending of a possessor and its noun, right before the whole."""
        counted = self.nodes[item.at]
        if not isinstance(counted, Quantity) or not self.words.cases or not self.words.verb_last:
            return False
        small = (item.quantity.max or 0) < after.size
        return (
            small and item.kind in PEOPLE and after.kind in PEOPLE and bool(counted.ending or counted.form == "words")
        )

    def sums(self, item: Counted, after: Counted) -> bool:
        """ "戦艦2隻、巡洋艦3隻など計5隻を失った": whether a word for a total ties the last member of a list to their sum."""
        between = [node for node in self.nodes[item.last : after.first] if isinstance(node, Token)]
        if not 1 <= len(between) <= _MOST_TIES or len(between) != after.first - item.last:
            return False
        total = any(node.has("structure", "total") for node in between)
        return total and (item.kind in PEOPLE) == (after.kind in PEOPLE) and all(map(self._slight, between))

    def _slight(self, node: Token) -> bool:
        """Whether a word adds nothing to the numbers that it stands between."""
        return (
            node.has("structure", "part", "total", "plain")
            or self.words.key(node) == "particle"
            or node.has("quantifiers", "approx", "at_least", "at_most")
        )
