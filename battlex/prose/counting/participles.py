"""Where does the noun stand that a participle with words of its own parts from its number: "140 mit Eisen bedeckte Pferde"?"""

from __future__ import annotations

from battlex.prose.sentence import Question
from battlex.prose.words import is_fate, is_joint, is_noun
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_MOST_BEHIND = 7
"""So many tokens from a participle, or from what opens its words, may the noun stand that it describes."""

_SAYS = ("", "strength", "label", "inflict")
"""What a participle may tell besides ("die 3000 in der Festung verbliebenen Soldaten")."""


class Participles(Question):
    """Finds the noun that a participle describes."""

    def behind(self, place: int, number: int) -> int:
        """The place of the noun behind a participle and what belongs to it; 0 where there is none."""
        return self._leads(place, number) if self.words.participles else self._closes(place, number)

    def _leads(self, place: int, number: int) -> int:
        """ "двух круживших над ней самолётов": the participle stands before what belongs to it."""
        verb, behind = self.token(place), self.token(place + 1)
        if verb is None or behind is None or place > number + 2 or not verb.norm.endswith(self.words.participles):
            return 0
        for at in range(place + 2, min(place + _MOST_BEHIND, len(self.nodes))):
            node = self.nodes[at]
            if not isinstance(node, Token) or node.kind != "word" or is_fate(node):
                return 0
            if is_noun(behind) and node.has("structure", "preposition"):
                # "300 уцелевших моряков с других судов"
                return 0
            before = self.nodes[at - 1]
            if is_noun(node) and not (isinstance(before, Token) and before.has("structure", "preposition")):
                return at
        return 0

    def _closes(self, place: int, number: int) -> int:
        """ "140 mit Eisen bedeckte Pferde": the participle stands behind what belongs to it, whose noun has a capital."""
        opening, quantity = self.token(place), self.nodes[number]
        if opening is None or place > number + 1 or not opening.has("structure", "preposition"):
            return 0
        if not isinstance(quantity, Quantity) or (quantity.bare and self.key_at(number - 1) != "determiner"):
            return 0
        named = False
        for at in range(place + 1, min(place + _MOST_BEHIND, len(self.nodes) - 1)):
            word, noun = self.nodes[at], self.token(at + 1)
            if not isinstance(word, Token) or word.kind != "word" or is_joint(word):
                return 0
            if self.flat.text[word.start].isupper():
                named = True
            elif named:
                described = noun is not None and is_noun(noun) and self.flat.text[noun.start].isupper()
                known = self.words.key(word) not in _SAYS or word.has("structure", "preposition", "part")
                return at + 1 if described and not known else 0
        return 0
