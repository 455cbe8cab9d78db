"""Whether nothing but joints stands between two members of a list of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.prose.words import QUOTES, is_fate, is_joint, is_mark, is_noun, words_of
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token


class Joins:
    """Tells the members of one list from numbers that only stand near each other."""

    def __init__(self, nodes: Sequence[Node], language: Language) -> None:
        self.nodes = nodes
        self.words = words_of(language)

    def _only_joins(self, start: int, stop: int, parts: bool = True) -> bool:
        """Whether nothing but joints (and what describes the member before them) stands between two members."""
        joined, passed = False, 0
        if self.words.verb_last and self.words.characters:
            long = [n for n in self.nodes[start:stop] if isinstance(n, Token) and n.kind == "word" and len(n.norm) > 1]
            if len(long) > 1:
                # "전차를 동원했으며, 루마니아군 5개 사단이": another clause begins.
                return False
        closing = 0
        for place in range(start, stop):
            node = self.nodes[place]
            if place < closing:
                continue
            if parts and is_mark(node, "(") and (closing := self._names_end(place, stop)):
                continue
            if not isinstance(node, Token):
                return False
            joint = is_joint(node) or (self.words.characters and node.has("numbers", "joiners"))
            if joint or node.has("structure", "plain"):
                joined = joined or joint
            elif node.has("structure", "part"):
                joined = parts
                if not parts:
                    return False
            elif joined and self._is_uncounted(place, stop):
                joined = False
            elif not joined and parts and passed < 3 and self._describes(node):
                passed += 1
            elif (
                node.kind == "icon"
                or is_mark(node, QUOTES)
                or node.has("quantifiers", "approx")
                or self.words.key(node) in ("determiner", "particle", "of")
            ):
                pass
            else:
                return False
        return joined

    def _names_end(self, place: int, stop: int) -> int:
        """Behind a bracket that counts nothing ("4 корабля («Азия» в 1773 году), 2 фрегата"); 0 for none."""
        for at in range(place + 1, stop):
            node = self.nodes[at]
            if isinstance(node, Quantity) and not node.name:
                return 0
            if is_mark(node, ")"):
                return at + 1
        return 0

    def _is_uncounted(self, place: int, stop: int) -> bool:
        """Whether one word alone is a member of the list without a number ("два танки, бронемашину та 4 вантажівки")."""
        node, after = self.nodes[place], self.nodes[place + 1] if place + 1 < stop else None
        return (
            is_noun(node) and not is_fate(node) and after is not None and is_joint(after) and not self.words.characters
        )

    def _describes(self, node: Token) -> bool:
        """Whether a word behind a member of a list may belong to it ("15 объектов здравоохранения")."""
        if node.kind != "word" or is_fate(node) or self.words.characters:
            return False
        key = self.words.key(node)
        return key in ("of", "determiner") or (
            not key and (is_noun(node) or not node.senses or node.has("structure", "preposition"))
        )
