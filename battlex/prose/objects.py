"""Whether a verb behind a phrase speaks of what follows it: "300 men captured the fort", not "300 men were captured"."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.reach import Reach
from battlex.prose.words import counts, is_fate, is_joint, is_noun
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_INANIMATE = frozenset({Category.GUN, Category.VEHICLE, Category.OTHER, Category.ANIMAL, Category.CIVILIAN})
"""What cannot capture or sink anything: a verb behind it is said of it."""

_TOLD_BEFORE = 12
"""So many tokens before a number may the fate stand that is its own rather than that of a participle behind it."""


class Objects(Reach):
    """Tells an active verb with its object from a fate."""

    def _genitive(self) -> bool:
        """Whether the language ties nouns by their case alone."""
        return not self.words.head_last and not self.words.determiners

    def takes_object(self, place: int, item: Counted, passive: bool, stop: int) -> bool:
        """Whether the verb at ``place`` is active and speaks of what follows it ("300 men captured the fort")."""
        node = self.nodes[place]
        while place + 1 < stop and self._is_adverb(place + 1):
            place += 1
        if (
            self.words.active
            and isinstance(node, Token)
            and self.words.key(node) in ("inflict", "suffer")
            and not passive
        ):
            ahead = self.nodes[place + 1] if place + 1 < stop else None
            # "qui détruisent de nombreux équipements"
            some = isinstance(ahead, Token) and self.words.key(ahead) == "of" and self.words.key(node) == "inflict"
            return some or self._has_object(place + 1) or not node.has("fates", Fate.LOST)
        if passive or self.words.verb_last or item.kind in _INANIMATE:
            return False
        if self.numbers_name(item) and self._has_object(place + 1):
            return True
        after = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        if after is None or not isinstance(node, Token):
            return False
        if isinstance(after, Quantity) and after.name == "share":
            return item.counts_something
        if self.words.characters and self.words.key(node) in ("inflict", "beat") and item.counts_something:
            # "以三千五百騎大破竇建德軍": what follows in the same clause suffers it.
            return isinstance(after, Quantity) or after.kind == "word"
        if counts(after) or place + 1 >= stop:
            return item.counts_something and not self._own_fate_behind(place + 1)
        if not isinstance(after, Token) or after.kind != "word" or is_fate(after):
            return False
        if not item.counts_something:
            return False
        if self._genitive() and self.words.key(node) not in ("inflict", "beat") and not node.has("fates", "casualties"):
            # Where all verbs that have an object are listed, any other has none.
            return False
        key = self.words.key(after)
        if key == "determiner" or "classifiers" in after.senses:
            object_ = self.nodes[place + 2] if place + 2 < len(self.nodes) else None
            dated = isinstance(object_, Quantity) and object_.name in ("date", "ordinal")
            return key == "determiner" and not dated
        if key in ("agent", "of", "auxiliary", "perfect", "particle", "clause") or after.has(
            "structure", "preposition", "part"
        ):
            return False
        if after.has("quantifiers", "and", "or") or is_joint(after):
            return False
        if is_noun(after):
            return True
        if self.words.characters:
            return False
        further = self.nodes[place + 2] if place + 2 < len(self.nodes) else None
        if (
            node.has("fates", Fate.LOST, Fate.CAPTURED)
            and isinstance(further, Token)
            and self.words.key(further) == "determiner"
        ):
            # "lost half their number"
            return True
        return self.flat.text[after.start].isupper() or not self.words.determiners

    def follows_as_participle(self, place: int, item: Counted) -> bool:
        """ "500 солдат, погибших в бою": a participle behind the comma at a place, where no other fate was told before."""
        fate = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        after = self.nodes[place + 2] if place + 2 < len(self.nodes) else None
        if (
            not self.words.participles
            or not isinstance(fate, Token)
            or not is_fate(fate)
            or isinstance(after, Quantity)
        ):
            return False
        if not fate.norm.partition(" ")[0].endswith(self.words.participles) or self.is_thrown(place + 1):
            return False
        return not any(is_fate(node) for node in self.nodes[max(0, item.first - _TOLD_BEFORE) : item.first])

    def leads_next(self, place: int, item: Counted) -> bool:
        """ "died 11 men and were wounded 30": a fate before a number is that number's where the one before has its own.

        So it is where the one before opens a whole: "из 85 000 человек было убито 3286", or counts nothing of a figure.
        """
        after = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        return (
            (
                counts(after)
                and not self.words.characters
                and (
                    any(self.fate_at(at) for at in range(max(0, item.first - 2), item.first))
                    or (
                        self._genitive()
                        and item.first > 0
                        and self._is_of(item.first - 1)
                        and not self._describes(place)
                    )
                    or (self._genitive() and not item.counts_something and place > item.last)
                )
            )
            if after is not None
            else False
        )

    def _suffers(self, place: int, passive: bool) -> bool:
        """ "одна дивизия потеряла 2000": an active verb of losing, which is no fate of what stands before it."""
        node = self.nodes[place]
        told = isinstance(node, Token) and self.words.key(node) == "suffer" and not self._describes(place)
        return told and self._genitive() and not passive

    def _describes(self, place: int) -> bool:
        node = self.nodes[place]
        return isinstance(node, Token) and node.norm.endswith(self.words.participles)

    def _is_of(self, place: int) -> bool:
        node = self.nodes[place]
        return isinstance(node, Token) and self.words.key(node) == "of"

    def _is_adverb(self, place: int) -> bool:
        node = self.nodes[place]
        return (
            isinstance(node, Token)
            and not self.words.characters
            and (self.words.key(node) == "particle" or node.has("structure", "plain", "total"))
            and not node.has("structure", "preposition")
        )

    def _has_object(self, place: int) -> bool:
        node = self.nodes[place] if place < len(self.nodes) else None
        if isinstance(node, Quantity):
            return node.name in ("", "article")
        if node is None or node.kind != "word":
            return False
        return self.words.key(node) == "determiner" or is_noun(node) or self.flat.text[node.start].isupper()

    def _own_fate_behind(self, place: int) -> bool:
        """Whether the number at ``place`` has a fate right behind it, so that fates stand behind their numbers here."""
        for node in self.nodes[place + 1 : place + 4]:
            if is_fate(node):
                return True
            if not isinstance(node, Token) or node.kind != "word":
                return False
        return False
