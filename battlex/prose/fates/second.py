"""Which verb of fate stands second in its clause, far before what it speaks of: "verlor die Armee am 3. Mai 300 Mann"?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import THINGS, Counted
from battlex.prose.fates.leads import MOST_LOSSES
from battlex.prose.sentence import Question
from battlex.prose.words import COMMAS, DASHES, QUOTES, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_FAR = 24
"""So many tokens of one clause may stand between its verb and the number."""

_OTHER_VERBS = frozenset(
    {"auxiliary", "perfect", "say", "hypothetical", "order", "strength", "governs", "clause", "amount", "perish"}
)
"""Words that stand second in a clause, or open one, in which no other verb stands second."""

_PARTED: dict[str, tuple[str, Fate, tuple[Category, ...]]] = {
    "inflict": ("prefix", Fate.LOST, ()),
    "perish": ("perish_prefix", Fate.KILLED, ()),
    "gain": ("perish_prefix", Fate.KILLED, tuple(PEOPLE)),
    "return": ("return_prefix", Fate.LOST, ()),
    "leave": ("leave_prefix", Fate.LOST, (*THINGS, Category.ANIMAL, Category.OTHER)),
    "say": ("led", Fate.LOST, tuple(THINGS)),
    "take": ("take_prefix", Fate.CAPTURED, tuple(PEOPLE)),
}
"""For each key of a verb the key of the part that is separated from it, the fate the two tell, and of what alone: "schossen
... ab", "kamen ... um", "gingen ... unter", "nahm ... fest"."""

PARTED_VERBS = frozenset({"cost", "shoot", *_PARTED})
"""The keys of verbs that tell a fate with the part that is separated from them, or by whom they are said of."""


class Second(Question):
    """Finds the finite verb of a clause where finite verbs stand second, and what parts it from its object is adverbial."""

    def verb(self, item: Counted, behind: int) -> int:
        """The place of the verb of fate that governs a phrase, not before the phrase that ends ``behind``; -1 for none."""
        tie = self.token(item.first - 1)
        if tie is not None and (is_joint(tie) or self.words.key(tie) in ("determiner", "of")):
            return -1
        if tie is not None and tie.has("structure", "preposition"):
            return -1
        for place in range(item.first - 1, max(behind, item.first - _FAR) - 1, -1):
            node = self.nodes[place]
            if isinstance(node, Quantity):
                if not node.name or node.name == "share":
                    return -1
            elif is_fate(node):
                if not is_noun(node) and self._is_lower(node):
                    return place if self._is_finite(place) and self._suits(node, item) else -1
            elif is_joint(node):
                if not self._joins_nouns(place):
                    return -1
            elif self._ends_clause(node) or (
                self.words.key(node) in _OTHER_VERBS
                and self._is_lower(node)
                and not (self.words.key(node) == "clause" and node.has("structure", "preposition"))
            ):
                return -1
        return -1

    @staticmethod
    def _ends_clause(node: Token) -> bool:
        if is_mark(node, DASHES):
            return not node.glued
        return not (node.kind in ("word", "icon", ".") or is_mark(node, QUOTES))

    def says_else(self, item: Counted) -> bool:
        """Whether the verb that a phrase carries tells nothing of what became of it."""
        if item.carry == {Fate.KILLED} and item.fates <= {Fate.CAPTURED} and self._leads_off(item):
            return True
        return item.carries is not None and self._acts(item)

    def _leads_off(self, item: Counted) -> bool:
        """ "fielen 300 Reiter in das Land ein": whether the clause closes with the parted prefix of another verb."""
        for place in range(item.last, min(len(self.nodes), item.last + _FAR)):
            node = self.nodes[place]
            if self._in_hands(place):
                return True
            if is_joint(node) and isinstance(self.node(place + 1), Quantity):
                continue
            ends = is_joint(node) or (isinstance(node, Token) and node.kind in ".;:")
            if ends:
                prefix = self.token(place - 1) if place > item.last else None
                if prefix is None or prefix.kind != "word" or is_noun(prefix):
                    return False
                stranded = prefix.has("structure", "preposition") or self.words.key(prefix) == "determiner"
                return stranded and self._is_lower(prefix)
        return False

    def _acts(self, item: Counted) -> bool:
        """ "zerstörte ein Trupp von zwölf Mann die Brücke": whether the verb has its object behind the phrase, its subject."""
        verb, article, noun = item.carries, self.token(item.last), self.token(item.last + 1)
        if verb is None or article is None or noun is None or item.kind not in PEOPLE or not self._is_lower(verb):
            return False
        if not verb.has("fates", Fate.LOST, Fate.CAPTURED) or self.words.key(article) != "determiner":
            return False
        return self.flat.text[noun.start].isupper() and not is_fate(noun)

    def _in_hands(self, place: int) -> bool:
        """ "fielen 500 Gefangene und 10 Geschütze in die Hände der Sieger": whether the verb is one of falling to somebody."""
        fate, noun = self.token(place), self.token(place - 1)
        if fate is None or noun is None or not fate.has("fates", Fate.CAPTURED) or self._is_lower(noun):
            return False
        return " " in fate.norm and self.words.listed(fate.norm.rpartition(" ")[2], "captor")

    def owns(self, verb: int, item: Counted) -> bool:
        """ "at his death he had 14 ships": whether a verb of having is none of another verb."""
        may = self.words.head_last and not self.words.characters
        return self.keys[verb] == "perfect" and may and verb + 1 == item.first == item.at

    def parted(self, key: str, item: Counted) -> Fate | None:
        """The fate told by a verb of a key and the part that is separated from it ("schossen 61 Flugzeuge ab")."""
        if key == "cost":
            # "сражение стоило датчанам 900 человек"
            return Fate.LOST if item.kind in PEOPLE and item.noun is not None else None
        if key == "shoot":
            # "shot twenty hostages"
            told = item.kind in PEOPLE and (item.noun or item.people) and self.key_at(item.first - 1) == key
            return Fate.KILLED if told else None
        if key not in _PARTED:
            return None
        prefix, fate, kinds = _PARTED[key]
        if kinds and item.kind not in kinds:
            return None
        # "left behind 20 guns"
        ahead = self.words.head_last and self.keys[max(0, item.first - 2) : item.first] == [key, prefix]
        return fate if (ahead and not self._serves(item.last)) or self._has_prefix(item, prefix) else None

    def _serves(self, place: int) -> bool:
        """ "left 20 ships behind to guard the bay": whether what is left behind has still something to do."""
        token = self.token(place)
        return token is not None and token.has("quantifiers", "to")

    def ends_in_death(self, item: Counted) -> bool:
        """Whether a clause of losses closes with what was lost: "verloren vier Polizisten und elf Demonstranten ihr Leben"."""
        for place in range(item.last, min(item.last + MOST_LOSSES, len(self.nodes))):
            node = self.nodes[place]
            if is_fate(node):
                return has(node, "fates", Fate.KILLED) and isinstance(node, Token) and " " in node.norm
            if isinstance(node, Token) and node.kind != "word" and not isinstance(self.node(place + 1), Quantity):
                return False
        return False

    def _has_prefix(self, item: Counted, prefix: str) -> bool:
        """Whether the part that is separated from a verb follows before its clause ends."""
        if prefix not in self.sentence.listed:
            return False
        for place in range(item.last, min(item.last + MOST_LOSSES, len(self.nodes))):
            if self.keys[place] == prefix:
                after = self.node(place + 1)
                if self.words.head_last and has(after, "structure", "preposition"):
                    # "left 20 guns behind on the field"
                    return not self._serves(place + 1)
                return after is None or is_joint(after) or (isinstance(after, Token) and after.kind != "word")
            if is_mark(self.nodes[place], COMMAS + ";:("):
                return False
        return False

    def _is_lower(self, token: Token) -> bool:
        return self.flat.text[token.start].islower()

    def _is_finite(self, place: int) -> bool:
        """Whether a verb may be finite: behind an article, a preposition or a number it describes a noun."""
        before = self.token(place - 1)
        if before is not None and "levels" in before.senses:
            # "der schwer beschädigten Stadt"
            before = self.token(place - 2)
        if before is None:
            return place > 0 and isinstance(self.nodes[place - 1], Quantity) and bool(self._named(place - 1))
        return not (before.has("structure", "preposition") or self.words.key(before) in ("determiner", "of"))

    def _named(self, place: int) -> str:
        node = self.nodes[place]
        return node.name if isinstance(node, Quantity) else ""

    @staticmethod
    def _suits(verb: Token, item: Counted) -> bool:
        """Whether the fate can be that of what is counted: things do not die."""
        return item.kind in MAYBE_PEOPLE or not verb.has("fates", Fate.KILLED, Fate.DESERTED)

    def _joins_nouns(self, place: int) -> bool:
        """Whether a joint ties two nouns, which have capital letters where verbs stand second."""
        before, after = self.token(place - 1), self.token(place + 1)
        if before is None or after is None or len(self.nodes[place].kind) == 1:
            return False
        return not self._is_lower(before) and not self._is_lower(after)
