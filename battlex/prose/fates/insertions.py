"""Where is the fate before what is inserted between it and its number: a stretch between commas, a share, whom it is told of?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.fates.leads import MOST_LOSSES
from battlex.prose.sentence import Question
from battlex.prose.words import COMMAS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

_MOST_INSERTED, _MOST_VARYING = 7, 3
"""So many places may a stretch between two commas take up, or lie between losses and the comma before a range."""


class Insertions(Question):
    """Looks past what is inserted; all places returned are -1 where there is none."""

    def before(self, comma: int, behind: int, item: Counted) -> int:
        """The place of the fate that stands before what a comma right before a number closes."""
        if (fate := self._before_range(comma, behind)) >= 0:
            return fate
        named, topic = self.token(comma - 2), self.token(comma - 1)
        if self.words.verb_last and named and topic and topic.norm in self.words.contained["topic"]:
            # "死者は、300人に上った", "死者の合計は、300人"
            if self.words.key(named) in ("label", "strength") or named.has("structure", "total"):
                return comma - 1
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

    def shares_topic(self, comma: int, item: Counted) -> bool:
        """ "死者は、北軍は300人", "損失は、米軍の発表では300機": whether a subject or a claim stands between a comma and a number."""
        tie = self.token(item.first - 1)
        between = self.nodes[comma + 1 : item.first]  # "死者は、赤城7名"
        named = len(between) < 3 and not any(map(self._is_known, between))
        told = tie is not None and (tie.has("structure", "claim") or tie.norm in self.words.contained["topic"])
        return (told or named) and self.key_at(comma - 1) == "particle" and self.key_at(comma - 2) == "label"

    def _is_known(self, node: Node) -> bool:
        return not isinstance(node, Token) or is_noun(node) or is_fate(node) or bool(self.words.key(node))

    def _before_range(self, comma: int, behind: int) -> int:
        """ "Estimates of the deaths vary, ranging from 22,000 to 75,000": the place of the losses that a range is told of."""
        number = self.nodes[comma + 1]
        if not isinstance(number, Quantity) or number.min == number.max or number.start == number.core_start:
            return -1
        between = self.words.determiners and has(self.sentence.tokens.get(number.start), "quantifiers", "between")
        for at in range(max(behind, comma - _MOST_VARYING), comma - 1) if between else ():
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
