"""Numbers of a sentence that are but asked for, planned or expected, and those of populations."""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.sentence import NEAR, Part
from battlex.prose.words import is_joint
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_FAR = 9
"""So many tokens before a number a word for inhabitants may stand."""


class Supposed(Part):
    """Says of the counted phrases of one sentence which are of nobody who was there."""

    def supposed(self, item: Counted) -> bool:
        """Whether the words before the number say that it is but asked for or planned, or counts a population."""
        if item.noun is not None and self.words.contains(item.noun, "population") and not item.fates:
            return True
        behind = self.token(item.last)
        key = "" if behind is None or self.words.characters else self.words.key(behind)
        if key == "population" or (key == "hypothetical" and self.words.verb_last):
            return True
        if self.words.characters:
            clause = self.clause_before(item)
            plain = item.kind is Category.PERSONNEL and item.noun is None and not (item.fates or item.casualties)
            if plain and self.words.stands_in(self.flat.text[: item.quantity.start], "population"):
                # "人口は1955年の60万人から82万人に増えた"
                return True
            return any(self.words.stands_in(clause, key) for key in ("hypothetical", "population"))
        amount = False
        reach = NEAR + 1 if self.words.determiners else _FAR
        for place in range(item.first - 1, max(-1, item.first - 2 * _FAR), -1):
            node = self.nodes[place]
            if not isinstance(node, Token):
                reach = min(reach, NEAR) if self.words.determiners else reach
                continue
            if item.first - place >= _FAR and not amount:
                return False
            key = self.words.key(node)
            if key == "population" and place and isinstance(self.nodes[place - 1], Quantity):
                # "tenía 2300 habitantes y fue defendido por 60 guardias"
                continue
            if key == "population" or (key == "hypothetical" and item.first - place < reach):
                return True
            if node.kind == "," and self._expected(place):
                return True
            amount = amount or key == "amount"
            if node.kind in ".;:" or (node.kind == "," and not amount):
                return False
        return False

    def _expected(self, comma: int) -> bool:
        """ "Ожидалось, что высадятся шесть дивизий": what a clause says that depends on a verb of planning."""
        verb, conjunction = self.token(comma - 1), self.token(comma + 1)
        return (
            verb is not None
            and conjunction is not None
            and self.words.key(verb) == "hypothetical"
            and self.words.key(conjunction) == "clause"
        )

    def follows(self, before: Counted, item: Counted) -> bool:
        """Whether an item goes on with the list of the one before it."""
        between = self.nodes[before.last : item.first]
        return bool(between) and all(is_joint(node) for node in between)
