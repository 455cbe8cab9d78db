"""Does a word of strength beside a number without a noun tell that it counts people: "their total strength to over 30,000"?"""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import ONE_OF, Counted, category_of
from battlex.prose.sentence import Question
from battlex.prose.words import has, is_joint, is_mark, is_noun
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

NEAR_STRENGTH = 10
"""So many tokens before a number may a word of strength stand that speaks of it."""

LEAST_STRENGTH = 20
"""A smaller number without a noun counts anything but an army."""

STRENGTHS = frozenset({"strength", "odds", "amount", "reach", "joined"})
"""Keys of the words of strength, of the verbs that tell how many there came to be, and of those of being there."""

_COMPANY = 100
"""So many without a noun that somebody is joined or a place is held by are people."""

_MOST_DESCRIBED = 3
"""A noun and so many words less one that describe it may stand behind a word for how many."""


class Strengths(Question):
    """Finds the words of strength that speak of a number."""

    def told(self, item: Counted) -> bool:
        """Whether a word of strength stands beside a number without a noun ("their total strength to over 30,000")."""
        quantity = item.quantity
        if quantity.bare or (quantity.max or quantity.min or 0) <= LEAST_STRENGTH:
            return False
        if self.words.characters:
            return self.plain_number(item) and self.words.stands_in(self.clause_before(item), "strength")
        if not self.plain_number(item):
            return False
        if self.key_at(item.first - 1) == "agent" and self.key_at(item.first - 2) == "joined":
            # "The town was defended by 3,000."
            behind = self.token(item.last)
            ends = behind is None or behind.kind != "word" or behind.has("structure", "preposition") or is_joint(behind)
            return ends and item.size >= _COMPANY
        # "had shrunk from 6,000 to 2,000"
        earlier = self.node(item.first - 2) if has(self.node(item.first - 1), "quantifiers", "to") else None
        if isinstance(earlier, Quantity) and (earlier.max or 0) <= item.size:
            earlier = None
        for place in (
            *range(item.first - 1, max(-1, item.first - NEAR_STRENGTH), -1),
            *range(item.last, item.last + 4),
        ):
            node = self.token(place)
            key = self.words.key(node) if node is not None else ""
            grown = key == "reach" and place < item.first and self._grows(item)
            if key == "strength" and self.words.head_last and self._numbers_others(place):
                return False
            if key in ("strength", "odds", "amount") or grown:
                between = self.nodes[min(place, item.at) : max(place, item.at)]
                return not any(
                    is_mark(n, ".;,。；，") or (isinstance(n, Quantity) and n is not quantity and n is not earlier)
                    for n in between
                )
        return False

    def of_what(self, item: Counted) -> Category | None:
        """ "The number of tanks rose to 200": what a word for how many before a number is said of, if it is a thing."""
        for place in range(item.first - 1, max(-1, item.first - NEAR_STRENGTH), -1):
            whose = self.token(place - 1) if self.words.verb_last and self.keys[place] == "strength" else None
            if whose is not None and is_noun(whose) and category_of(whose) in ONE_OF - {Category.FORMATION}:
                # "tank sayısı 300'dü"
                return category_of(whose)
            if self.keys[place] == "strength" and self.key_at(place + 1) == "of":
                for noun in self.nodes[place + 2 : min(place + 2 + _MOST_DESCRIBED, item.first)]:
                    if isinstance(noun, Token) and is_noun(noun):
                        # "the strength of the army" is one of men
                        things = category_of(noun) in ONE_OF - {Category.FORMATION} or self.words.is_plural(noun)
                        return category_of(noun) if things and category_of(noun) in ONE_OF else None
                return None
        return None

    def of_cases(self, item: Counted) -> bool:
        """ "evacuated 316 cases", "two fords": whether an unknown noun in the plural stands right behind the number."""
        behind = self.token(item.at + 1)
        if behind is None or behind.senses or self.words.key(behind) or not self.words.head_last:
            return False
        return self.flat.text[behind.start].islower() and self.words.is_plural(behind)

    def _grows(self, item: Counted) -> bool:
        """ "The force grew to 8,000": whether a number of people is reached."""
        if self.words.genitive:
            # "дивизия в 9000 человек сократилась до 3000"
            return self.thread.kind is Category.PERSONNEL
        tie = self.token(item.first - 1)
        first = self.sentence.tokens.get(item.quantity.start)
        if first is not None and first.has("quantifiers", "between") and self.key_at(item.first - 1) == "reach":
            # "the force grew from 6,000 to 50,000"
            return self.words.determiners and "body" in self.keys[: item.first]
        # "aumentaron hasta 2400"
        limited = self.words.active and item.quantity.start < item.quantity.core_start
        if tie is None or not (tie.has("quantifiers", "to") or limited) or not self.words.determiners:
            return False
        bodies = any(
            isinstance(node, Token)
            and (self.words.key(node) == "body" or (limited and node.has("nouns", Category.PERSONNEL)))
            for node in self.nodes[: item.first]
        )
        return bodies or self.thread.kind is Category.PERSONNEL

    def _numbers_others(self, place: int) -> bool:
        """ "the number of voters", "mayın sayısı": whether a word for how many is said of what is no people under arms."""
        before = self.token(place - 1) if self.words.verb_last else None
        if before is not None and self.words.contains(before, "munition"):
            return True
        if self.key_at(place + 1) != "of":
            return False
        unknown = False
        for at in range(place + 2, place + 2 + _MOST_DESCRIBED):
            whose = self.token(at)
            if whose is None or whose.kind != "word" or whose.has("structure", "preposition"):
                break
            if whose.senses or self.words.key(whose) or self.words.names_people(whose):
                return False
            unknown = self.flat.text[whose.start].islower()
        return unknown
