"""Does a number go on with somebody who is named behind a verb: "killing Captain Hay and 60 men"?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.fates.leads import Leads
from battlex.prose.sentence import Question, Sentence, room
from battlex.prose.words import COMMAS, QUOTES, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_FAR = 9
"""So many tokens before the joint may the verb stand."""


class Named(Question):
    """Finds the verb before a list of names that a number closes, where articles and capitals show who is named."""

    leads = room(Leads)

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.asked = self.words.determiners and self.words.head_last

    def take(self, item: Counted, behind: int) -> None:
        """Let a phrase carry the verb before a joint and those named whom it joins to the phrase."""
        joint = item.first - 1
        if not self.asked or joint <= behind:
            return
        if is_mark(self.nodes[joint], COMMAS) and not self._goes_on(item):
            return
        if not item.counts_something and isinstance(self.nodes[joint - 1], Quantity):
            # "seized Hills 201 and 346"
            return
        verb = self._verb(joint, behind) if self.leads.is_object(item) else None
        if verb is not None:
            item.carry, item.carry_casualties, item.carries, item.span_first = fates_of(verb), False, verb, item.first

    def _verb(self, joint: int, behind: int) -> Token | None:
        for at in range(joint - 1, max(behind, joint - _FAR) - 1, -1):
            node = self.nodes[at]
            if isinstance(node, Quantity):
                if node.name not in ("name", "ordinal"):
                    return None
            elif is_fate(node) and not is_noun(node):
                acts = self.words.key(node) == "inflict" and self.key_at(at - 1) != "auxiliary"
                opens = self._names(at + 1) or self.key_at(at + 1) == "determiner"
                return node if acts and opens and at + 1 < joint and at not in self.sentence.used else None
            elif not (is_joint(node) or is_mark(node, QUOTES) or node.kind == "icon" or self._belongs(at)):
                return None
        return None

    def _belongs(self, place: int) -> bool:
        return self._names(place) or is_noun(self.nodes[place]) or self.key_at(place) in ("determiner", "possessive")

    def _names(self, place: int) -> bool:
        token = self.token(place)
        return token is not None and token.kind == "word" and self.flat.text[token.start].isupper()

    def _goes_on(self, item: Counted) -> bool:
        """ "captured the fort, 12 guns and 60 men": whether the list has another number."""
        joint = self.node(item.last)
        return joint is not None and is_joint(joint) and isinstance(self.node(item.last + 1), Quantity)
