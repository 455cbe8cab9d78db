"""Which numbers count what closes the sentence behind them: "Osmanlılar 800, Ruslar 5.000 kişiydi"?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import is_mark
from battlex.values.figures.token import Token

_MOST_NAMED = 3
"""So many words may name the other subject, behind a comma."""


class Closing(Question):
    """Gives the numbers of a sentence whose verb stands last the noun that is said once, behind the last of them."""

    def nouns(self, found: Sequence[Counted]) -> None:
        """Give nouns to numbers that stand alone before a comma, another subject and another number."""
        if not self.words.verb_last or self.words.characters:
            return
        for item, after in reversed([*pairwise(found)]):
            alone = not item.counts_something and item.last == item.at + 1 and not item.quantity.bare
            if alone and after.counts_something and self._names_another(item.last, after.first):
                item.category = after.kind

    def _names_another(self, start: int, stop: int) -> bool:
        """Whether a comma and no more than another subject stand between two places."""
        between = self.nodes[start:stop]
        if not 2 <= len(between) <= 1 + _MOST_NAMED or not is_mark(between[0], ","):
            return False
        return all(
            isinstance(node, Token) and node.kind == "word" and self._names(node) for node in between[1:]
        ) and any(self.flat.text[node.start].isupper() for node in between[1:])

    def _names(self, node: Token) -> bool:
        named = not node.senses.keys() & {"fates", "numbers", "structure"}
        return named or self.words.key(node) in ("particle", "camp") or node.has("structure", "plain")
