"""What a phrase asks of the tokens around it when it looks for its fate."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.prose.words import is_fate, words_of
from battlex.values.figures.quantity import Node
from battlex.values.figures.token import Token


class Reach:
    """Which fate a phrase reaches in one direction; what both directions share."""

    def __init__(self, nodes: Sequence[Node], flat: Flat, language: Language, used: set[int]) -> None:
        self.nodes = nodes
        self.flat = flat
        self.words = words_of(language)
        self.used = used

    def fate_at(self, place: int) -> bool:
        return place < len(self.nodes) and is_fate(self.nodes[place])

    def is_part(self, place: int) -> bool:
        node = self.nodes[place] if place < len(self.nodes) else None
        return isinstance(node, Token) and node.has("structure", "part")

    def is_label(self, node: Token) -> bool:
        """Whether a fate may be a noun that a number is said of ("the dead were 300")."""
        return self.words.key(node) == "label"
