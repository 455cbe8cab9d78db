"""A counted phrase → the fate that stands behind it: "5,000 troops had surrendered"."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.reach import Reach
from battlex.prose.words import COMMAS, DASHES, QUOTES, counts, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.structure import OPENERS
from battlex.values.figures.token import Token

_MOST_ACTIVE, _MOST_PASSIVE = 3, 10
"""So many words may stand between a number and the fate behind it: alone, and with an auxiliary."""


_INANIMATE = frozenset({Category.GUN, Category.VEHICLE, Category.OTHER, Category.ANIMAL, Category.CIVILIAN})
"""What cannot capture or sink anything: a verb behind it is said of it."""


class Behind(Reach):
    """The fate that stands behind a phrase."""

    def take(self, item: Counted, after: Counted | None) -> None:
        stop = after.first if after is not None else len(self.nodes)
        place, passed, passive, _perfect, prepositional = item.last, 0, False, False, False
        comma = item.noun is None and item.weak is None
        while place < len(self.nodes):
            node = self.nodes[place]
            if isinstance(node, Quantity) and node.name and place < stop:
                place, passed = place + 1, passed + 1
                continue
            if isinstance(node, Quantity) or place >= stop:
                return
            if node.kind in OPENERS:
                skipped = self._bracket_end(place, stop)
                if not skipped:
                    return
                place = skipped
                continue
            if is_mark(node, COMMAS) and comma and place == item.last and self._closes(place + 1):
                pass
            elif is_mark(node, COMMAS) and passed == 0 and (ahead := self._behind_insertion(place, item)):
                place = ahead
                continue
            elif node.kind == "icon" or is_mark(node, QUOTES):
                pass
            elif is_fate(node):
                if self._takes_object(place, item, passive, stop):
                    return
                self._give(item, place)
                item.passive = passive
                return
            elif (
                is_joint(node)
                and passed == 0
                and not is_mark(node, COMMAS)
                and (ahead := self._passive_ahead(place, stop))
            ):
                passive, place = True, ahead
                continue
            elif is_joint(node) or is_mark(node, DASHES) or node.kind != "word":
                return
            else:
                key = self.words.key(node)
                if key == "auxiliary":
                    passive = True
                elif key == "strength" and item.noun is None:
                    # "50.000 le nombre de soldats faits prisonniers"
                    prepositional, passed = True, -_MOST_ACTIVE
                elif key == "perfect":
                    pass
                elif key == "hypothetical" or (key == "agent" and not self.fate_at(place + 1)):
                    return
                elif node.has("structure", "preposition"):
                    prepositional = True
                    passed += 1
                elif is_noun(node) and not prepositional and not self.words.characters:
                    return
                elif key != "particle" and not node.has("structure", "plain"):
                    passed += 1
                limit = _MOST_PASSIVE if passive else _MOST_ACTIVE
                if passed > limit or (passed > 1 and self.words.characters and len(node.norm) > 6):
                    return
            place += 1

    def _closes(self, place: int) -> bool:
        """Whether a fate at ``place`` speaks of what stands before it, not of what follows ("otros dos, incendiados por …")."""
        after = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        if not self.fate_at(place) or self.words.characters or isinstance(after, Quantity):
            return False
        return not (isinstance(after, Token) and (is_noun(after) or self.words.key(after) == "determiner"))

    def _behind_insertion(self, place: int, item: Counted) -> int:
        """Behind a stretch between two commas: the place of the fate that follows at once, 0 for none."""
        part = self.is_part(place + 1)
        own = any(self.is_part(at) for at in range(max(0, item.first - 2), item.first))
        if own and self._verb_at(place + 1):
            return place + 1
        for at in range(place + 1, min(place + 12, len(self.nodes) - 1)):
            node = self.nodes[at]
            if is_mark(node, COMMAS):
                return at + 1 if self._verb_at(at + 1) else 0
            if is_fate(node) or (isinstance(node, Quantity) and not node.name and not part):
                return 0
        return 0

    def _verb_at(self, place: int) -> bool:
        """Whether a fate stands at a place, with its auxiliaries before it."""
        while place < len(self.nodes):
            node = self.nodes[place]
            if not isinstance(node, Token) or self.words.key(node) not in ("auxiliary", "perfect"):
                break
            place += 1
        return self.fate_at(place)

    def _passive_ahead(self, place: int, stop: int) -> int:
        """The place of a fate said of a phrase and what is joined to it ("38 locomotives and some points were wrecked")."""
        passive = False
        for at in range(place + 1, min(place + 7, stop)):
            node = self.nodes[at]
            if (
                not isinstance(node, Token)
                or node.kind != "word"
                or (node.has("structure", "preposition") and not passive)
            ) and not (isinstance(node, Token) and self.words.key(node) == "auxiliary"):
                return 0
            if is_fate(node):
                return at if passive else 0
            passive = passive or self.words.key(node) == "auxiliary"
        return 0

    def _bracket_end(self, place: int, stop: int) -> int:
        node = self.nodes[place]
        close = OPENERS[node.kind]
        for at in range(place + 1, min(len(self.nodes), place + 60, stop)):
            if is_mark(self.nodes[at], close):
                return at + 1
        return 0

    def _takes_object(self, place: int, item: Counted, passive: bool, stop: int) -> bool:
        """Whether the verb at ``place`` is active and speaks of what follows it ("300 men captured the fort")."""
        if passive or self.words.verb_last or item.kind in _INANIMATE:
            return False
        node = self.nodes[place]
        after = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        if after is None or not isinstance(node, Token):
            return False
        if isinstance(after, Quantity) and after.name == "share":
            return item.counts_something
        if counts(after) or place + 1 >= stop:
            return item.counts_something and not self._own_fate_behind(place + 1)
        if not isinstance(after, Token) or after.kind != "word" or is_fate(after):
            return False
        if not item.counts_something:
            return False
        key = self.words.key(after)
        if key == "determiner" or "classifiers" in after.senses:
            return key == "determiner"
        if key in ("agent", "of", "auxiliary", "perfect", "particle") or after.has("structure", "preposition", "part"):
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

    def _own_fate_behind(self, place: int) -> bool:
        """Whether the number at ``place`` has a fate right behind it, so that fates stand behind their numbers here."""
        for node in self.nodes[place + 1 : place + 4]:
            if is_fate(node):
                return True
            if not isinstance(node, Token) or node.kind != "word":
                return False
        return False

    def _give(self, item: Counted, place: int) -> None:
        """Take the fate at ``place`` and those joined to it ("killed, missing or wounded")."""
        while True:
            node = self.nodes[place]
            assert isinstance(node, Token)
            item.fates |= fates_of(node)
            item.casualties = item.casualties or node.has("fates", "casualties")
            item.labelled = item.labelled or self.is_label(node)
            self.used.add(place)
            item.tail_end = place + 1
            ahead = place + 1
            while ahead < len(self.nodes) and ahead < place + 3 and is_joint(self.nodes[ahead]):
                ahead += 1
            if ahead == place + 1 or not self.fate_at(ahead):
                return
            follows = self.nodes[ahead + 1] if ahead + 1 < len(self.nodes) else None
            if follows is not None and (
                counts(follows) or (isinstance(follows, Token) and self.words.key(follows) == "determiner")
            ):
                return
            place = ahead
