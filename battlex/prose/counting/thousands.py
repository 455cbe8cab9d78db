"""Which round thousands without a noun count men, where no blanks part words?"""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import COMMAS, is_fate, is_mark
from battlex.values.figures.quantity import Quantity

_NEAR_MEN = 24
"""So many tokens behind a number may another stand whose noun it shares."""

_HUNDRED, _THOUSAND = 100, 1000


class Thousands(Question):
    """Answers whether a number is one of men by what else is counted."""

    def led(self, item: Counted) -> bool:
        """ "1万8,000を率いて": so many that somebody leads, where the verb stands behind its object."""
        mark, verb, claim = self.token(item.last), self.token(item.last + 1), self.token(item.first - 1)
        if claim is not None and claim.has("structure", "claim") and self.words.key(claim) == "strength":
            # "號稱二十萬來攻"
            return True
        if mark is None or verb is None or item.quantity.bare or item.size < _HUNDRED:
            return False
        if self.words.verb_last and mark.has("structure", "claim") and verb.has("nouns", Category.PERSONNEL):
            # "10万とも16万ともいわれる大軍"
            return True
        leads = self.language.words("prose", "led")
        return mark.norm in self.words.contained["object"] and bool(leads) and verb.norm.startswith(leads)

    def go_on(self, item: Counted) -> bool:
        """ "信長は三万、家康は八千の兵": where no blanks part words, round thousands without a unit go on with people."""
        quantity = item.quantity
        number = quantity.max or quantity.min or 0
        return (
            (self.thread.kind is Category.PERSONNEL or self._listed_before_men(item))
            and number >= _THOUSAND
            and number % _HUNDRED == 0
            and not quantity.bare
            and self.plain_number(item)
        )

    def _listed_before_men(self, item: Counted) -> bool:
        """ "甲書では四万五千、乙書では一万の軍勢": whether a comma leads on to round thousands with a noun for men."""
        comma = self.token(item.last)
        if comma is None or not is_mark(comma, COMMAS) or self.thread.kind not in (None, Category.FORMATION):
            return False
        number = 0
        for place in range(item.last + 1, min(len(self.nodes), item.last + _NEAR_MEN)):
            node = self.nodes[place]
            if isinstance(node, Quantity):
                number = place if not node.name and (node.max or node.min or 0) >= _THOUSAND else number
            elif number and place <= number + 2 and node.has("nouns", Category.PERSONNEL):
                return not is_fate(node)
        return False
