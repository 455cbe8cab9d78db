"""Where is the fate before what is inserted between it and its number: a stretch between commas, a share, whom it is told of?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.fates.leads import MOST_LOSSES
from battlex.prose.sentence import Question
from battlex.prose.words import COMMAS, has, is_fate, is_joint, is_mark
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_MOST_INSERTED, _MOST_VARYING = 7, 3
"""So many places may a stretch between two commas take up, or lie between losses and the comma before a range."""


class Insertions(Question):
    """Looks past what is inserted; all places returned are -1 where there is none."""

    def before(self, comma: int, behind: int, item: Counted) -> int:
        """The place of the fate that stands before what a comma right before a number closes."""
        said = "say" in (self.key_at(comma - 1), self.key_at(item.last))
        if (fate := self._before_range(comma, behind, MOST_LOSSES if said else _MOST_VARYING)) >= 0:
            return fate
        for at in range(comma - 1, max(behind, comma - _MOST_INSERTED), -1):
            node = self.nodes[at]
            if is_mark(node, COMMAS):
                return at - 1 if self.fate_at(at - 1) else -1
            if isinstance(node, Quantity) and node.name:
                # "perdent, en deux jours, onze chars"
                continue
            if not isinstance(node, Token) or is_fate(node) or is_joint(node):
                break
        return self._before_share(comma, item)

    def _before_range(self, comma: int, behind: int, most: int) -> int:
        """ "Estimates of the deaths vary, ranging from 22,000 to 75,000": the place of the losses that a range is told of."""
        number = self.nodes[comma + 1]
        if not isinstance(number, Quantity) or number.min == number.max or number.start == number.core_start:
            return -1
        between = self.words.determiners and has(self.sentence.tokens.get(number.start), "quantifiers", "between")
        for at in range(max(behind, comma - most), comma - 1) if between else ():
            node = self.nodes[at]
            if isinstance(node, Token) and is_fate(node) and self.names_losses(node):
                return at
        return -1

    def _before_share(self, comma: int, item: Counted) -> int:
        """ "lost half of their force, about 900 men": the place of the fate of a share that people tell the number of."""
        shared, after = False, self.token(item.last)
        alone = after is None or after.kind != "word" or after.has("structure", "preposition")
        for at in range(comma - 1, max(-1, comma - MOST_LOSSES), -1) if item.noun is not None and alone else ():
            node = self.nodes[at]
            if shared and is_fate(node):
                return at
            if node.kind != "word" and not isinstance(node, Quantity):
                return -1
            shared = shared or self.key_at(at) == "share" or (isinstance(node, Quantity) and node.name == "share")
        return -1

    def opens_speech(self, place: int) -> bool:
        """ "captured Germans showed that 3,000 men held the town": whether an unknown verb leads on to what was said."""
        verb = self.token(place - 1)
        tie = self.key_at(place) == "determiner" and has(self.nodes[place], "structure", "preposition")
        return tie and verb is not None and verb.kind == "word" and not (verb.senses or self.keys[place - 1])

    def may_list(self, item: Counted) -> bool:
        """ "fielen Graf Adolf, 11 Ritter und 300 Mann": whether a comma may part a phrase from a member without a number."""
        return not self.words.determiners or (self.words.noun_capitals and is_joint(self.node(item.last)))
