"""Whose men or machines are counted, where a side's name stands behind the number: "5萬普軍", "一架美軍UH-1直升機"?"""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counting.inside import Inside
from battlex.prose.sentence import Question, room
from battlex.prose.words import is_fate, is_joint, is_noun
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_SHORT_NAME = 3
"""So many characters may name a type before its noun."""

_REACH = 5
"""So many tokens behind a side's name may the noun stand."""


class Owners(Question):
    """Reads the names of sides inside phrases, where no blanks part words."""

    inside = room(Inside)

    def is_army(self, place: int) -> bool:
        """ "5萬普軍": whether a word and the noun written to it are, together, what the army of a nation is called."""
        name, army = self.token(place), self.token(place + 1)
        if name is None or army is None or not army.glued or not is_noun(army) or len(army.norm) > 1:
            return False
        return self.words.peoples.word(name.norm + army.norm) is not None

    def owns_type(self, weak: Category | None, place: int) -> bool:
        """ "一架美軍UH-1直升機": whether a side's name stands before the type and the noun that the counting word counts."""
        for node in self.nodes[place + 1 : place + _REACH]:
            if is_noun(node):
                return isinstance(node, Token) and self.inside.fits(weak, node) and not is_fate(node)
            if isinstance(node, Quantity):
                if node.name != "name":
                    return False
            elif is_fate(node) or is_joint(node) or len(node.norm) > _SHORT_NAME or not node.kind:
                return False
        return False
