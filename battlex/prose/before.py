"""A counted phrase → the fate that stands before it: "killing over 130 men", "losses of 300"."""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.reach import Reach
from battlex.prose.words import COMMAS, QUOTES, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_MOST_LEAD, _MOST_LABEL, _MOST_LOSSES = 2, 4, 8
"""So many words may stand between a number and a fate before it: a verb, a noun, a word of losses."""


class Before(Reach):
    """The fate that stands before a phrase, with the list that it may open."""

    def take(self, item: Counted, behind: int) -> None:
        place, passed, long, _total = item.first - 1, 0, False, False
        losses = False
        while place >= behind:
            node = self.nodes[place]
            if isinstance(node, Quantity):
                if node.name not in ("name", "ordinal"):
                    return
                place -= 1
                continue
            if is_fate(node):
                assert isinstance(node, Token)
                limit = _MOST_LOSSES if long or node.has("fates", "casualties") else _MOST_LEAD
                limit = max(limit, _MOST_LABEL) if self.is_label(node) else limit
                if place in self.used or passed > limit:
                    return
                if self.words.verb_last and passed:
                    return
                if losses and not (node.has("fates", "casualties") or self.is_label(node)):
                    return
                self._lead(item, place)
                return
            key = self.words.key(node)
            if long and is_mark(node, COMMAS):
                place -= 1
                continue
            if (
                is_mark(node, COMMAS)
                and passed == 0
                and place + 1 == item.first
                and (earlier := self._before_insertion(place, behind))
            ):
                place = earlier
                continue
            if is_joint(node) or key in ("agent", "hypothetical"):
                return
            if node.has("structure", "part"):
                long = True
            elif key == "of" or node.has("structure", "preposition"):
                if key != "of":
                    passed += 0 if long else 1
                else:
                    long = long or is_noun(self.nodes[place - 1] if place else node)
            elif key == "auxiliary":
                losses = not self.words.characters
            elif node.kind == "word":
                if is_noun(node) and not long and not self.words.characters:
                    passed += 2
                elif key not in ("determiner", "particle") and not node.has("structure", "plain", "total"):
                    passed += 1
            elif is_mark(node, ":："):
                if passed:
                    return
            elif not (node.kind == "icon" or is_mark(node, QUOTES)):
                return
            if passed > _MOST_LOSSES:
                return
            place -= 1

    def _before_insertion(self, place: int, behind: int) -> int:
        """Before a stretch between two commas: the place of the fate that stands there, 0 for none."""
        for at in range(place - 1, max(behind, place - 7), -1):
            node = self.nodes[at]
            if is_mark(node, COMMAS):
                return at - 1 if self.fate_at(at - 1) else 0
            if not isinstance(node, Token) or is_fate(node) or is_joint(node):
                return 0
        return 0

    def _lead(self, item: Counted, place: int) -> None:
        node = self.nodes[place]
        assert isinstance(node, Token)
        item.carry = fates_of(node)
        item.carry_casualties = node.has("fates", "casualties")
        item.carries = node
        near = place + 1 + self.words.characters >= item.first
        item.span_first = place if near else item.first
        while (
            place >= 2
            and is_joint(self.nodes[place - 1])
            and is_fate(self.nodes[place - 2])
            and place - 2 not in self.used
        ):
            if is_mark(self.nodes[place - 1], COMMAS):
                break
            place -= 2
            joined = self.nodes[place]
            assert isinstance(joined, Token)
            item.carry |= fates_of(joined)
