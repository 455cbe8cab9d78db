"""Numbers of a sentence that are no figures: known pairs, names, times, guns of a ship, what is but asked for."""

from __future__ import annotations

from battlex.model import Category
from battlex.pattern import pattern
from battlex.prose.counted import Counted
from battlex.prose.sentence import NEAR, Part
from battlex.prose.words import is_joint, is_mark
from battlex.values.figures.describe import PEOPLE
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_TIME = pattern(r"\d{1,2}[.:h]\d\d$")
_CLOCK = pattern(r"0\d{2,3}$")
_YEARS = pattern(r"1\d{3}\D{1,12}(?:1\d|20)\d\d$")
_MOST_GUNS = 144
_FAR = 9
"""So many tokens before a number a word for inhabitants may stand."""

_DAYS = 31
_SHORTEST, _MILLION = 3, 1_000_000
_FEW = 20
"""A smaller number behind a name may be the name's."""

_MOST_UNITS = 1000
"""No unit has a higher number than this."""

_PAUCAL = (2, 3, 4)
"""Behind these, Slavic nouns stand in a form that looks like their singular."""

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
        if self._is_abbreviation(quantity):
            # "CR.42": letters that stand for a scale are no number of their own.
            return False
        if (
            self.words.characters
            and quantity.min == quantity.max == 1
            and (not item.counts_something or (item.kind in PEOPLE and self._only_acts(item)))
        ):
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
        if self._per_unit(item) or _CLOCK.match(self._text(quantity)):
            return False
        if not item.counts_something and _YEARS.match(self._text(quantity)):
            return False
        if quantity.bare and not item.counts_something and self._dates_a_fate(item):
            return False
        if not item.counts_something and self._is_day(item):
            return False
        return not (isinstance(behind, Token) and behind.has("structure", "measure") and not item.counts_something)

    def _per_unit(self, item: Counted) -> bool:
        """ "three companies, each of 50 men": so many of every one."""
        each, tie = self.token(item.first - 2), self.token(item.first - 1)
        if each is None or tie is None or self.words.characters or not each.has("structure", "rate"):
            return False
        return tie.has("structure", "preposition") or self.words.key(tie) == "of"

    def _only_acts(self, item: Counted) -> bool:
        """Whether nothing became of one man, who is then named for what he does ("由一名副营长带领")."""
        near = self.nodes[max(0, item.first - NEAR) : item.last + NEAR]
        survived = any(isinstance(node, Token) and node.has("structure", "survived") for node in near)
        return not (item.fates or item.casualties or survived)

    def supposed(self, item: Counted) -> bool:
        """Whether the words before the number say that it is but asked for or planned, or counts a population."""
        if item.noun is not None and self.words.contains(item.noun, "population") and not item.fates:
            return True
        behind = self.token(item.last)
        if behind is not None and not self.words.characters and self.words.key(behind) == "population":
            return True
        if self.words.characters:
            clause = self.clause_before(item)
            return any(self.words.stands_in(clause, key) for key in ("hypothetical", "population"))
        for place in range(item.first - 1, max(-1, item.first - _FAR), -1):
            node = self.nodes[place]
            if not isinstance(node, Token):
                continue
            key = self.words.key(node)
            if key == "population" or (key == "hypothetical" and item.first - place < NEAR):
                return True
            if node.kind in ".,;:":
                return False
        return False

    def follows(self, before: Counted, item: Counted) -> bool:
        """Whether an item goes on with the list of the one before it."""
        between = self.nodes[before.last : item.first]
        return bool(between) and all(is_joint(node) for node in between)

    def _is_abbreviation(self, quantity: Quantity) -> bool:
        large = (quantity.max or 0) >= _MILLION and quantity.form == "words"
        return large and not self.words.characters and len(self._text(quantity)) <= _SHORTEST

    def _is_day(self, item: Counted) -> bool:
        """ "Niš est prise le 15.": a small number between an article and the end of a clause is a day."""
        before, after = self.token(item.first - 1), self.token(item.last)
        return (
            item.quantity.form == "digits"
            and (item.quantity.max or 0) <= _DAYS
            and not self.words.characters
            and before is not None
            and self.words.key(before) == "determiner"
            and (after is None or after.kind in ".,;:)")
        )

    def _dates_a_fate(self, item: Counted) -> bool:
        """ "(demolished 1836)": what may be a year, right behind a verb and before the end of a clause, is one."""
        after = self.token(item.last)
        lead = item.lead
        return (
            lead is not None
            and not lead.has("fates", "casualties")
            and self.words.key(lead) not in ("label", "inflict", "suffer")
            and (after is None or after.kind in ").,;")
        )

    def _in_title(self, item: Counted) -> bool:
        """Whether the number stands in a link that says more than the counted phrase: it is part of a name."""
        start, end = item.quantity.core_start, self.nodes[item.last - 1].end
        for mark in self.flat.marks:
            if mark.start > start:
                return False
            if mark.kind == "link" and mark.start <= start < mark.end and (mark.start < start or mark.end > end):
                if mark.kind == "link" and self._text(item.quantity) not in mark.value and mark.end <= end:
                    # A link to something else under words of the sentence: "[[Dunkirk evacuation|save 300,000 men]]".
                    return False
                return not (mark.start == start and mark.end <= self._phrase_end(item))
        return False

    def _phrase_end(self, item: Counted) -> int:
        return max(self.nodes[item.last - 1].end, self.nodes[item.tail_end - 1].end if item.tail_end else 0)

    def _text(self, quantity: Quantity) -> str:
        return self.flat.text[quantity.core_start : quantity.core_end]

    def _is_unit_number(self, item: Counted) -> bool:
        """ "1 RAR Operations Officer": the figure 1 before a name is the name's; so is the number of "72 pułku"."""
        if item.noun is not None and self._numbers_a_unit(item, item.noun):
            return True
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        return (
            self._text(item.quantity) == "1"
            and isinstance(after, Token)
            and after.kind == "word"
            and not after.senses
            and self.flat.text[after.start].isupper()
        )

    def _numbers_a_unit(self, item: Counted, noun: Token) -> bool:
        """Whether the form of a unit's noun shows that digits before it do not count it."""
        quantity = item.quantity
        number = quantity.max
        if (
            item.category is not Category.FORMATION
            or quantity.form != "digits"
            or quantity.approx
            or quantity.min != number
            or number is None
            or number >= _MOST_UNITS
        ):
            return False
        if self.flat.text[noun.start].isupper() and not self.words.head_last and not self.words.noun_capitals:
            return True
        key = self.words.key(noun)
        few = number % 10 in _PAUCAL and number % 100 // 10 != 1
        return (key == "singular" and number > 1) or (key == "paucal" and number > 1 and not few)

    def _both_sides(self, item: Counted) -> bool:
        """ "The two armies", "les deux flottes", "the two men": a known pair, not a count."""
        if item.quantity.max != 2 or not (item.noun is not None or item.of_them) or not item.first:
            return False
        if item.noun is not None and self.words.key(item.noun) == "pair":
            return True
        before = self.nodes[item.first - 1]
        definite = isinstance(before, Token) and self.words.key(before) == "determiner"
        people = item.category is Category.PERSONNEL or item.noun is None
        return definite and people and not item.fates

    def _counts_one(self, item: Counted) -> bool:
        kind = item.kind
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        if isinstance(after, Token) and self.words.key(after) == "of" and not self.words.characters:
            return item.elliptic
        if item.elliptic and not self.words.characters:
            return True
        if item.fates and isinstance(after, Token) and self.words.key(after) == "single":
            return True
        inflicted = item.lead is not None and self.words.key(item.lead) == "inflict"
        if inflicted and not item.counts_something and not self.words.characters:
            # "killing nineteen and capturing one."
            return after is None or (isinstance(after, Token) and after.kind in ".,;)")
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
        return named or earlier.kind == "icon" or is_mark(earlier, "\"'”»’“")
