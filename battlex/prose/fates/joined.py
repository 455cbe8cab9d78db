"""What is joined to a word of fate, or between it and its number: "la mort ou la capture de 300 hommes"?"""

from __future__ import annotations

from battlex.model import Fate
from battlex.prose.sentence import Question
from battlex.prose.words import COMMAS, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token


class Joined(Question):
    """Tells which joints tie fates, causes and adjectives."""

    def first_of_two(self, verb: int) -> bool:
        """Whether the verb before a joint has the same object as the one behind it, where no articles open objects."""
        node = self.nodes[verb] if verb >= 0 else None
        if not isinstance(node, Token) or not is_fate(node) or verb in self.sentence.used or self.words.determiners:
            return False
        return self.words.key(node) == "inflict"

    def joined_to(self, place: int) -> set[Fate]:
        """ "la mort ou la capture de 300 hommes": the fates of the noun that is joined to one with an article."""
        tie, other = self.token(place - 2), self.token(place - 3)
        if self.words.active and self.keys[max(0, place - 4) : place] == ["of", "label", "", "of"]:
            # "il numero dei morti e dei feriti"
            return fates_of(other) if other is not None and is_joint(tie) and self.keys[place] == "label" else set()
        if self.key_at(place - 1) != "determiner" or tie is None or other is None or not is_joint(tie):
            return set()
        told = is_fate(other) and place - 3 not in self.sentence.used and not other.has("fates", "casualties")
        return fates_of(other) if told and self.key_at(place + 1) == "of" and not is_mark(tie, COMMAS) else set()

    def joins_causes(self, joint: int) -> bool:
        """ "умерло от голода и холода": whether a joint ties two words behind one preposition, with a fate before it."""
        if self.words.determiners or self.words.characters or joint < 3 or not self.fate_at(joint - 3):
            return False
        tie, first, second = self.token(joint - 2), self.token(joint - 1), self.token(joint + 1)
        return (
            tie is not None
            and (tie.has("structure", "preposition") or self.words.key(tie) == "of")
            and all(word is not None and word.kind == "word" and not is_noun(word) for word in (first, second))
        )

    def joins_adjectives(self, joint: int) -> bool:
        """ "les pertes françaises et britanniques": whether a joint ties two words that describe losses before them."""
        if not self.words.active or joint < 2 or joint + 1 >= len(self.nodes) or is_mark(self.nodes[joint], COMMAS):
            return False
        losses, first, second = self.nodes[joint - 2], self.nodes[joint - 1], self.nodes[joint + 1]
        described = all(
            isinstance(node, Token) and node.kind == "word" and not node.senses and not self.words.key(node)
            for node in (first, second)
        )
        return described and isinstance(losses, Token) and losses.has("fates", "casualties")

    def goes_on_with_labels(self, place: int, last: Token) -> bool:
        """ "число убитых, раненых и пропавших": whether labels before a joined pair of them are parted by a comma."""
        first, second, before = self.nodes[place - 2], self.nodes[place], self.node(place - 3)
        if self.words.characters:
            # "击毙、击伤三十人"
            return is_mark(self.nodes[place - 1], "、")
        if self.words.determiners or second is last or isinstance(before, Quantity):
            return False
        return all(isinstance(node, Token) and self.words.contains(node, "label") for node in (first, second))
