"""Is a number that of a unit, a post, a town or a sum of money: "17 Construction Squadron", "Fort 54", "$175,000"?"""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import CLOSES, CLOSING, DASHES, OPENS, PAUCAL, is_joint, is_mark
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

MOST_UNITS = 1000
"""No unit has a higher number than this."""

_MOST_LISTED = 6
"""So many numbers of posts may stand in a list."""

_MOST_DAYS = 31
_ROMAN = set("IVXLC")
_CURRENCIES = "$£€¥"


class Numbered(Question):
    """Tells the numbers of units and posts from counts of them; all but ``is_unit`` is asked of numbers without a noun."""

    def is_unit(self, item: Counted, noun: Token) -> bool:
        """Whether the form of a unit's noun shows that digits before it do not count it."""
        quantity = item.quantity
        number = quantity.max
        dash, time = self.token(item.first - 1), self.token(item.first - 2)
        if dash is not None and time is not None and dash.glued and is_mark(dash, DASHES):
            # "через день-два будут отправлены корабли"
            return time.has("structure", "measure")
        if item.category is Category.OTHER and quantity.form == "digits":
            # "le groupe 3 fait demi-tour", "en 1450 tente un siège"
            return self.words.active and self.words.key(noun) == "singular" and item.size > 1
        if (
            item.category is not Category.FORMATION
            or quantity.form != "digits"
            or quantity.approx
            or quantity.min != number
            or number is None
            or number >= MOST_UNITS
        ):
            return False
        if self.flat.text[noun.start].isupper() and not self.words.head_last and not self.words.noun_capitals:
            return True
        if self.words.head_last and self.words.determiners and number > 1:
            # "17 Construction Squadron", "1, 3 and 8 Groups"
            several = noun.norm.endswith(self.words.plurals) and not self._goes_on_numbering(item)
            return self.flat.text[noun.start].isupper() and not several
        described = self.token(item.at + 1)
        if described is not None and described is not noun and self.words.unit_adjectives:
            if described.norm.endswith(self.words.unit_adjectives):
                # "3 английского гусарского полка"
                return True
        if all(node is not noun for node in self.nodes[item.first : item.last]):
            # "5 пехотных и две танковые дивизии": the form of the noun is that of the other number.
            return False
        key = self.words.key(noun)
        few = number % 10 in PAUCAL and number % 100 // 10 != 1
        return (key == "singular" and number > 1) or (key == "paucal" and number > 1 and not few)

    def _goes_on_numbering(self, item: Counted) -> bool:
        """Whether nothing but a joint parts a number from another one."""
        return any(
            is_joint(joint) and isinstance(number, Quantity)
            for joint, number in (
                (self.node(item.at - 1), self.node(item.at - 2)),
                (self.node(item.at + 1), self.node(item.at + 2)),
            )
        )

    def is_post(self, item: Counted) -> bool:
        """ "once Fort 54 fell": digits right behind a noun in the singular that is written like a name."""
        if not self.words.plurals or item.quantity.form != "digits":
            return False
        at = item.first - 1
        least = at - 2 * _MOST_LISTED
        while at > max(1, least) and is_joint(self.nodes[at]) and isinstance(self.nodes[at - 1], Quantity):
            at -= 2
        noun = self.token(at)
        if noun is None or "nouns" not in noun.senses or "fates" in noun.senses:
            return False
        if noun.has("nouns", Category.OTHER) and self.words.is_plural(noun):
            # "forts 54, 55 and 57"
            return self._goes_on_numbering(item)
        if item.tail_end == item.last + 1 and not noun.has("nouns", Category.OTHER):
            # "cost the 12th Parachute Battalion 126 killed"
            return False
        plain = item.quantity.start == item.quantity.core_start and item.size < MOST_UNITS
        named = not self.words.is_plural(noun) and self.flat.text[noun.start].isupper()
        return plain and named and item.first > 1 and at == item.first - 1

    def may_be_title(self, item: Counted) -> bool:
        """ "фильм «300 спартанцев»": whether a phrase in quotes may be a title, as "«менее 300 человек»" may not."""
        bare = item.noun_at_once and item.quantity.start == item.quantity.core_start
        return bare and self.key_at(item.last - 1) != "person"

    def closes(self, place: int) -> bool:
        """Whether a quotation ends at a place."""
        return is_mark(self.node(place), CLOSING)

    def before_bracket(self, place: int) -> int:
        """ "«Чесма» (капитан Аклейн), 74 пушки": before the bracket that ends at a place; the place where none does."""
        opening = next((at for at in range(place, 0, -1) if is_mark(self.nodes[at], OPENS)), place)
        return opening - 1 if is_mark(self.nodes[place], CLOSES) and opening else place

    def inhabits(self, item: Counted) -> bool:
        """ "a town of 2,000": whether a number without a noun is that of a place."""
        return (
            self.words.head_last
            and self.key_at(item.first - 1) == "of"
            and self.key_at(item.first - 2) in ("settlement", "population")
        )

    def is_place(self, item: Counted) -> bool:
        """ "(Guerres, IV, 88)", "le lundi 25": a chapter behind the number of a book, a day behind that of the week."""
        before, book = self.token(item.first - 1), self.token(item.first - 2)
        if before is not None and before.norm in self.language.words("dates", "weekdays"):
            return item.size <= _MOST_DAYS
        comma = before is not None and is_mark(before, ",") and book is not None
        return comma and book is not None and set(self.flat.text[book.start : book.end]) <= _ROMAN

    def is_money(self, item: Counted) -> bool:
        """ "over $175,000": whether the sign of a currency stands right before the digits."""
        start = item.quantity.core_start
        return start > 0 and self.flat.text[start - 1] in _CURRENCIES
