"""Which numbers count what closes the sentence behind them: "Osmanlılar 800, Ruslar 5.000 kişiydi"?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.prose.counted import Counted, category_of
from battlex.prose.sentence import Question
from battlex.prose.words import CLOSES, OPENS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.token import Token

_MOST_NAMED = 4
"""So many words may name the other subject, behind a comma."""


_MOST_TOLD = 6
"""So many tokens may stand behind a number that closes a bracket."""


class Closing(Question):
    """Gives the numbers of a sentence whose verb stands last the noun that is said once, behind the last of them."""

    def nouns(self, found: Sequence[Counted]) -> None:
        """Give nouns to numbers that stand alone before a comma, another subject and another number."""
        if self.words.characters or not self.words.verb_last:
            if self.sentence.bracketed:
                for item, after in pairwise(found):
                    if not item.counts_something and is_mark(self.node(item.last), OPENS):
                        self._past_bracket(item, after)
            return
        for item, after in reversed([*pairwise(found)]):
            alone = not item.counts_something and item.last == item.at + 1 and not item.quantity.bare
            if alone and after.counts_something and self._names_another(item.last, after.first):
                item.category = after.kind
            elif alone and item.quantity.ending and after.counts_something:
                if told := self._described(item.last, after):
                    item.category, item.last = after.kind, item.last + told
            elif alone and self._shares_noun(item.at + 1, after):
                item.category, item.last = after.kind, item.at + 2

    def _described(self, start: int, after: Counted) -> int:
        """ "38'i savaş, 30'u yük olmak üzere 68 gemi": so many words, one or two, tell which of the next are meant, else 0."""
        words = [node for node in self.nodes[start : after.first] if not has(node, "structure", "part", "total")]
        listed = len(words) > 1 and is_joint(words[-1]) and bool(after.quantity.ending)
        told = words[:-1] if listed else words
        plain = all(isinstance(node, Token) and node.kind == "word" and not is_fate(node) for node in told)
        return len(told) if plain and len(told) < 3 else 0

    def _shares_noun(self, place: int, after: Counted) -> bool:
        """ "12 bombardıman ve 5 avcı uçağı": whether a word is the first of a noun whose last one stands behind the joint."""
        word, noun = self.token(place), after.noun
        if word is None or noun is None or " " not in noun.norm or not self.only_joints(place + 1, after.first):
            return False
        joined = self.language.figures.word(f"{word.norm} {noun.norm.rpartition(' ')[2]}")
        return joined is not None and joined.get("nouns") == noun.senses.get("nouns")

    def _past_bracket(self, item: Counted, after: Counted) -> None:
        """ "三千（一説に五千）の軍勢": a noun behind the bracket with another number, which counts the same."""
        for at in range(after.last, min(len(self.nodes) - 2, after.last + _MOST_TOLD)):
            if is_mark(self.nodes[at], CLOSES):
                noun = self.nodes[at + 1 + (self.key_at(at + 1) == "of")]
                if isinstance(noun, Token) and is_noun(noun) and not is_fate(noun):
                    item.category = category_of(noun)
                    after.category = after.category or item.category
                return

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
