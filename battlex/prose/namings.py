"""Numbers of a sentence that name something: a year, a unit, a title, the guns that a ship is rated by."""

from __future__ import annotations

from battlex.model import Category
from battlex.pattern import pattern
from battlex.prose.counted import Counted
from battlex.prose.sentence import NEAR, Part
from battlex.prose.words import COMMAS, is_mark
from battlex.values.figures.quantity import MOST_GUNS, Quantity
from battlex.values.figures.token import Token

_EARLY = pattern(r"[1-9]\d\d$")

_OLDEST = 100
_MOST_UNITS = 1000
"""No unit has a higher number than this."""

_FAR_ARMED = 12
_NEAR_VERB = 4
"""So many tokens before guns may the word stand that says that they are a ship's."""

_MOST_NAMED = 30
"""A number behind a unit's noun from this on counts its men."""

_PAUCAL = (2, 3, 4)
"""Behind these, Slavic nouns stand in a form that looks like their singular."""


class Namings(Part):
    """Tells the numbers that are part of a name from those that count."""

    def _is_early_year(self, item: Counted) -> bool:
        """ "In 505 Anastasius ordered", "in 917 the army": three digits behind a word for a time, no noun behind them."""
        before = self.token(item.at - 1)
        if before is None or self.words.characters or not _EARLY.match(self._text(item.quantity)):
            return False
        dated = before.has("year", "year_before") and self.words.key(before) != "of"
        return dated and item.noun is None and item.weak is None and item.quantity.start == item.quantity.core_start

    def _is_age(self, item: Counted) -> bool:
        """ "James Jordan, 38, killed him": digits between two commas behind a name."""
        comma, name, behind = self.token(item.first - 1), self.token(item.first - 2), self.token(item.last)
        if comma is None or name is None or behind is None or item.counts_something or self.words.characters:
            return False
        apart = is_mark(comma, COMMAS) and is_mark(behind, COMMAS) and item.quantity.form == "digits"
        named = name.kind == "word" and not name.senses and self.flat.text[name.start].isupper()
        return apart and named and (item.quantity.max or 0) < _OLDEST and not item.quantity.approx

    def _is_flown(self, item: Counted) -> bool:
        """ "400 B-52 bombing sorties": whether what is counted is done by things of the type that is named."""
        if item.noun is not None or not item.elliptic or item.weak is None or not self.words.head_last:
            return False
        for at in range(item.last, item.last + NEAR):
            node = self.token(at)
            if node is None or not (node.kind == "word" or is_mark(node, "-‐‑")):
                return False
            if node.has("structure", "measure") or self.words.key(node) == "event":
                return True
            if node.senses or self.words.key(node):
                return False
        return False

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
                if self._text(item.quantity) not in mark.value and mark.end <= end:
                    # A link to something else under words of the sentence: "[[Dunkirk evacuation|save 300,000 men]]".
                    return False
                return not (mark.start == start and mark.end <= self._phrase_end(item))
        return False

    def _phrase_end(self, item: Counted) -> int:
        return max(self.nodes[item.last - 1].end, self.nodes[item.tail_end - 1].end if item.tail_end else 0)

    def _is_unit_number(self, item: Counted) -> bool:
        """ "1 RAR Operations Officer": the figure 1 before a name is the name's; so is the number of "72 pułku"."""
        if item.noun is not None and self._numbers_a_unit(item, item.noun):
            return True
        unit = self.token(item.first - 1)
        if item.kind is Category.PERSONNEL and unit is not None and self.words.key(unit) == "singular":
            # "pułk 7 ułanów"
            return item.quantity.form == "digits" and (item.quantity.max or _MOST_NAMED) < _MOST_NAMED
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
        described = self.token(item.at + 1)
        if described is not None and described is not noun and self.words.unit_adjectives:
            if described.norm.endswith(self.words.unit_adjectives):
                # "3 английского гусарского полка"
                return True
        key = self.words.key(noun)
        few = number % 10 in _PAUCAL and number % 100 // 10 != 1
        return (key == "singular" and number > 1) or (key == "paucal" and number > 1 and not few)

    def _rates_a_ship(self, item: Counted) -> bool:
        """ "of 64 guns" behind a ship or a name in italics tells the ship's armament."""
        if item.category is not Category.GUN or (item.quantity.max or 0) > MOST_GUNS or item.fates:
            return False
        if item.quantity.max != item.quantity.min is not None and item.quantity.max is not None:
            # "шебек, имевших от 12 до 20 пушек"
            near = self.nodes[max(0, item.first - NEAR) : item.first]
            if any(isinstance(node, Token) and node.has("nouns", "ship") for node in near):
                return True
        if self._arms_a_ship(item):
            return True
        before = self.nodes[item.first - 1] if item.first else None
        if not isinstance(before, Token):
            return False
        earlier = self.nodes[item.first - 2] if item.first > 1 else None
        tied = self.words.key(before) == "of" or before.has("structure", "preposition") or before.kind in "(（,"
        if not tied or not isinstance(earlier, Token):
            return False
        if earlier.has("nouns", "ship"):
            return True
        return self._in_italics(earlier) or earlier.kind == "icon" or is_mark(earlier, "\"'”»’“")

    def _in_italics(self, token: Token | None) -> bool:
        marks = self.flat.marks if token is not None else ()
        return any(m.kind in ("italic", "unknown") and token and m.start < token.end <= m.end + 1 for m in marks)

    def _arms_a_ship(self, item: Counted) -> bool:
        """ "броненосец, вооружённый двумя гаубицами": behind a word for arms, in a sentence of ships before it."""
        if self.words.verb_last:
            # "本艦は12.7センチ砲6門を備え"
            verbs = [node for node in self.nodes[item.last : item.last + _NEAR_VERB] if isinstance(node, Token)]
            ship = any(isinstance(node, Token) and node.has("nouns", "ship") for node in self.nodes[: item.first])
            return ship and item.kind is Category.GUN and any(self.words.key(node) == "armed" for node in verbs)
        for at in range(item.first - 1, max(-1, item.first - _FAR_ARMED), -1):
            node = self.token(at)
            if node is not None and self.words.key(node) == "armed":
                named = any(isinstance(n, Token) and n.has("nouns", "ship") for n in self.nodes[:at])
                return named or self.thread.thing is Category.SHIP or self._in_italics(self.token(at - 1))
            if node is not None and node.kind in ".;":
                return False
        return False

    def _text(self, quantity: Quantity) -> str:
        return self.flat.text[quantity.core_start : quantity.core_end]
