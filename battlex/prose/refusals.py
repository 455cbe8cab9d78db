"""Numbers of a sentence that are no figures: known pairs, names, times, guns of a ship, what is but asked for."""

from __future__ import annotations

import re

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.sentence import NEAR, Part
from battlex.prose.words import is_joint, is_mark
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_TIME = re.compile(r"\d{1,2}[.:h]\d\d$")
_YEARS = re.compile(r"1\d{3}\D{1,12}(?:1\d|20)\d\d$")
_MOST_GUNS = 144
_FEW = 20
"""A smaller number behind a name may be the name's."""

_ONE_OF = frozenset(
    {Category.FORMATION, Category.SHIP, Category.GUN, Category.TANK, Category.VEHICLE, Category.AIRCRAFT}
)


class Refusals(Part):
    """Says of the counted phrases of one sentence which come from numbers that state nothing."""

    def stated(self, item: Counted) -> bool:
        """Whether the number is one that a figure may come from."""
        quantity = item.quantity
        if quantity.form == "several" or (quantity.min is None and quantity.max is None):
            return False
        token = self.tokens.get(quantity.core_start)
        if token is not None and self.words.key(token) == "pair":
            return False
        if quantity.form == "one" and not self._counts_one(item):
            return False
        before = self.nodes[item.first - 1] if item.first else None
        if isinstance(before, Token) and (before.has("structure", "not") or self.words.key(before) == "clock"):
            return False
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        if isinstance(after, Token) and after.has("year", "year_after") and quantity.form == "digits":
            return False
        if item.people and (quantity.max or quantity.min or 0) < _FEW and self.named_before(item):
            # "Armata 3 română": the number is the unit's, the people's name an adjective.
            return False
        if token is not None and self.words.key(token) == "single":
            return False
        if (
            quantity.max == 0
            or self._is_unit_number(item)
            or _TIME.match(self._text(quantity))
            or self._both_sides(item)
        ):
            return False
        if (quantity.max or quantity.min or 0) % 1 and quantity.form == "digits":
            return False
        if self._rates_a_ship(item) or self._in_title(item):
            return False
        behind = self.nodes[item.last] if item.last < len(self.nodes) else None
        if isinstance(behind, Token) and behind.kind == "word" and self.words.key(behind) == "event":
            # "two destroyer actions": the noun describes what is counted.
            return item.noun is None or not self.words.head_last
        if not item.counts_something and _YEARS.match(self._text(quantity)):
            return False
        return not (isinstance(behind, Token) and behind.has("structure", "measure") and not item.counts_something)

    def supposed(self, item: Counted) -> bool:
        """Whether the words before the number say that it is but asked for or planned, or counts a population."""
        if item.noun is not None and self.words.contains(item.noun, "population"):
            return True
        if self.words.characters:
            clause = self.clause_before(item)
            return any(self.words.stands_in(clause, key) for key in ("hypothetical", "population"))
        for place in range(item.first - 1, max(-1, item.first - NEAR), -1):
            node = self.nodes[place]
            if not isinstance(node, Token):
                continue
            if self.words.key(node) in ("hypothetical", "population"):
                return True
            if node.kind in ".,;:":
                return False
        return False

    def follows(self, before: Counted, item: Counted) -> bool:
        """Whether an item goes on with the list of the one before it."""
        between = self.nodes[before.last : item.first]
        return bool(between) and all(is_joint(node) for node in between)

    def _in_title(self, item: Counted) -> bool:
        """Whether the number stands in a link that says more than the counted phrase: it is part of a name."""
        start, end = item.quantity.core_start, self.nodes[item.last - 1].end
        for mark in self.flat.marks:
            if mark.start > start:
                return False
            if mark.kind == "link" and mark.start <= start < mark.end and (mark.start < start or mark.end > end):
                return not (mark.start == start and mark.end <= self._phrase_end(item))
        return False

    def _phrase_end(self, item: Counted) -> int:
        return max(self.nodes[item.last - 1].end, self.nodes[item.tail_end - 1].end if item.tail_end else 0)

    def _text(self, quantity: Quantity) -> str:
        return self.flat.text[quantity.core_start : quantity.core_end]

    def _is_unit_number(self, item: Counted) -> bool:
        """ "1 RAR Operations Officer": the figure 1 before a name is the name's."""
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        return (
            self._text(item.quantity) == "1"
            and isinstance(after, Token)
            and after.kind == "word"
            and not after.senses
            and self.flat.text[after.start].isupper()
        )

    def _both_sides(self, item: Counted) -> bool:
        """ "The two armies", "les deux flottes", "the two men": a known pair, not a count."""
        if item.quantity.max != 2 or item.noun is None or not item.first:
            return False
        if self.words.key(item.noun) == "pair":
            return True
        before = self.nodes[item.first - 1]
        definite = isinstance(before, Token) and self.words.key(before) == "determiner"
        return definite and item.category is Category.PERSONNEL and not item.fates

    def _counts_one(self, item: Counted) -> bool:
        kind = item.kind
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        if isinstance(after, Token) and self.words.key(after) == "of" and not self.words.characters:
            return item.elliptic
        if item.elliptic and not self.words.characters:
            return True
        return kind in _ONE_OF or (item.counts_something and bool(item.fates or item.casualties))

    def _rates_a_ship(self, item: Counted) -> bool:
        """ "of 64 guns" behind a ship or a name in italics tells the ship's armament."""
        if item.category is not Category.GUN or (item.quantity.max or 0) > _MOST_GUNS or item.fates:
            return False
        before = self.nodes[item.first - 1] if item.first else None
        if not isinstance(before, Token):
            return False
        earlier = self.nodes[item.first - 2] if item.first > 1 else None
        tied = self.words.key(before) == "of" or before.has("structure", "preposition") or before.kind in "(（,"
        if not tied or not isinstance(earlier, Token):
            return False
        if earlier.has("nouns", "ship"):
            return True
        named = any(m.kind in ("italic", "unknown") and m.start < earlier.end <= m.end + 1 for m in self.flat.marks)
        return named or earlier.kind == "icon" or is_mark(earlier, "\"'”»’")
