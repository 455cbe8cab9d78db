"""Does a clause of a name and a number go on with the fate before it, where no blanks part words: "日軍陣亡八百，中方三千"?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import has, is_fate, is_mark
from battlex.values.figures.quantity import Node
from battlex.values.figures.token import Token

PARTING = ",，、;；"
MOST_GAPPED = 6
"""A joint, a name of so few words and a dash take up no more places than this."""


class Turns(Question):
    """Tells clauses that leave out the verb of the one before from those with a verb of their own."""

    def goes_on(self, before: Counted, item: Counted, between: Sequence[Node]) -> bool:
        """ "日軍陣亡八百，中方三千。": a clause of a name and a number goes on with the fate of the one before it."""
        after = self.node(item.last)
        while len(between) > 2 and has(between[0], "structure", "plain") and self._contrast(between[1:]):
            between = between[1:]  # "1,200名であったのに対し、"
        if not 2 <= len(between) <= MOST_GAPPED or not (opens := self._opening(between)):
            return False
        if not all(isinstance(node, Token) and node.kind == "word" and not is_fate(node) for node in between[opens:]):
            return False
        if any(has(node, "structure", "survived", "part") or self._suffers(node) for node in between):
            return False
        alone = item.weak is Category.PERSONNEL and len(between) == 2 and not self.words.verb_last
        if alone and self._may_act(between[1]):
            return False
        if not isinstance(after, Token):
            return after is None
        labelled = before.carries is not None and (self.words.verb_last or self.words.key(before.carries) == "label")
        return (
            after.kind != "word"
            or after.has("structure", "claim")
            or (
                (labelled or self._contrast(between))
                and (after.has("structure", "plain") or self.words.key(after) == "particle")
            )
        )

    def opens_clause(self, item: Counted, after: Counted) -> bool:
        """ "被圍三萬人，九千人被俘": where verbs stand inside, a comma that is no mark of lists parts all but two nouns."""
        if not self.words.characters or self.words.verb_last or not is_mark(self.node(item.last), ",，"):
            return False
        return item.noun is None or after.noun is None

    def opens_anew(self, item: Counted) -> bool:
        """ "погибли 3 офицера, а 5 офицеров и 90 солдат ранены": whether a comma and a particle open a clause with its own fate."""
        particle = self.words.genitive and self.key_at(item.first - 1) == "particle"
        return particle and is_mark(self.node(item.first - 2), ",")

    def _opening(self, between: Sequence[Node]) -> int:
        """So many of the nodes between two phrases set a clause against the one before: a mark, "に対し" with or without one."""
        first, second = between[0], between[1]
        contrasts = isinstance(first, Token) and self.words.key(first) == "contrast"
        return int(contrasts) + is_mark(second if contrasts else first, PARTING)

    def _contrast(self, between: Sequence[Node]) -> bool:
        """Whether a word that sets one clause against another stands first, or behind one word."""
        return any(isinstance(node, Token) and self.words.key(node) == "contrast" for node in between[:2])

    def _suffers(self, node: Node) -> bool:
        """ "，被流放者兩千": whether a word leads to a verb of what was suffered."""
        return isinstance(node, Token) and self.words.key(node) == "auxiliary"

    def _may_act(self, node: Node) -> bool:
        """ "，遣散四千人": whether an unknown word alone before a number may as well be a verb."""
        return isinstance(node, Token) and not (node.senses or self.words.key(node) or self.words.names_people(node))
