"""Is a number the whole of numbers before it: "40 of the 300", "40 men killed out of 300", "12 killed, 40 wounded, total 52"?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import is_fate, is_mark
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE

_MOST_BETWEEN = 4
"""A fate, two words for out of and an article take up no more places than this."""


class Wholes(Question):
    """Ties the parts of one sentence to wholes that have no noun."""

    def tie(self, found: Sequence[Counted]) -> None:
        """Let parts know their wholes, so that what is told behind a whole is told of the part; most wholes have no noun."""
        if not self.words.determiners or not self.words.head_last:
            return
        for item, after in pairwise(found):
            if after.first - item.last > _MOST_BETWEEN or item.size > after.size or after.quantity.bare:
                continue
            if after.counts_something:
                if item.noun is not None and {item.kind, after.kind} <= {*PEOPLE} and self._is_of(item, after):
                    item.whole = after
            elif self._leads(item, after):
                item.whole, after.category = after, item.kind

    def _is_of(self, item: Counted, after: Counted) -> bool:
        """ "700 soldiers of the 1,100 men were killed": whether a word for of and an article alone part people from people."""
        return after.first == item.last + 2 and self.keys[item.last : after.first] == ["of", "determiner"]

    def _leads(self, item: Counted, after: Counted) -> bool:
        """Whether a word for of, and an article or a word for out, stand right before the whole."""
        at = after.first - 1
        article = self.key_at(at) == "determiner"
        at -= article
        of = self.token(at)
        out = of is not None and "whole" in of.senses and " " in of.norm
        if not (out or self.key_at(at) == "of") or not (article or out) or (not out and item.counts_something):
            return False
        return all(is_fate(node) for node in self.nodes[item.at + 1 + item.counts_something : at])

    def sum_up(self, found: list[Counted]) -> None:
        """ "3286 убито, 15 909 ранено (итого 20 141)": a total behind people with fates, and no more than they, tells losses."""
        for place, item in enumerate(found):
            marks = ":：," if self.words.determiners else ":："
            at = item.first - 1 - is_mark(self.node(item.first - 1), marks)
            # "for a total of 52", but not "a total of 52 men fled"
            after = self.node(item.last)
            held = self.key_at(at) == "of" and self.words.determiners and (after is None or is_mark(after, ".,;)"))
            said = self.token(at - held)
            if said is None or not said.has("structure", "total") or item.kind not in (None, Category.PERSONNEL):
                continue
            told = [f for f in found[:place] if f.fated and f.kind in MAYBE_PEOPLE]
            if len(told) < 2 or item.tail_end or item.labelled or (item.lead is not None and not item.listed):
                continue
            if summed := self._summed(item, told):
                alike = all(one.fates == summed[0].fates for one in summed)
                item.fates, item.casualties = set(summed[0].fates) if alike else set(), True
            if held or item.fated or item.weak is not None:
                continue
            if item.noun is not None and item.size > sum(f.size for f in told):
                continue
            item.casualties = self.plain_number(item) and item.size > max(f.size for f in told)

    def _summed(self, item: Counted, told: Sequence[Counted]) -> Sequence[Counted]:
        """ "戦死300名、負傷500名、計800名": the numbers right before a number that sums them up."""
        total = 0.0
        for number, before in enumerate(reversed(told), 1):
            total += before.size
            if number > 1 and abs(total - item.size) <= item.size / 50:
                return told[-number:]
        return ()
