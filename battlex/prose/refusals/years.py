"""Is what looks like a number without a noun the year of what is told?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.sentence import NEAR, Question
from battlex.prose.words import has, is_fate, is_joint, is_noun
from battlex.values.figures.quantity import Quantity

_MODERN, _FUTURE = 1800, 2050


class Years(Question):
    """Tells years from counts by what stands around four plain digits."""

    def is_year(self, item: Counted) -> bool:
        """Whether four plain digits are a year, where their phrase says nothing of what they count."""
        if _MODERN <= item.size < _FUTURE and self.words.head_last and self.words.determiners:
            key, name = self.key_at(item.first - 1), self.token(item.last)
            if item.noun_at_once:
                # "In 1943 soldiers attacked", but not "by 1800 men"
                return has(self.node(item.first - 1), "year", "year_before") and key not in ("agent", "of")
            if key == "determiner" and name is not None and self.words.names_people(name):
                # "the 2001 Thai drama"
                return not item.counts_something
        if self.words.noun_capitals and self.key_at(item.first - 1) == "auxiliary" and self.key_at(item.at + 1) == "of":
            # "Sie wurden 1919 von ihren Besatzungen versenkt"
            return not item.noun_at_once
        if item.counts_something or self.words.characters:
            return False
        return self._of_event(item) or self._before_another(item)

    def _of_event(self, item: Counted) -> bool:
        """ "Der Aufstand von 1904 kostete 70 Leben": between what happened in it and a verb."""
        before, behind = self.token(item.first - 2), self.token(item.last)
        if before is None or behind is None or item.quantity.start != item.quantity.core_start:
            return False
        return self.key_at(item.first - 1) == "of" and is_fate(behind) and not is_fate(before) and not is_noun(behind)

    def _before_another(self, item: Counted) -> bool:
        """ "kostete 1982 in der Stadt 900 Menschen das Leben": before what the clause counts, where verbs stand second."""
        tie = self.token(item.last)
        if tie is None or not tie.has("structure", "preposition") or not self.words.noun_capitals:
            return False
        for node in self.nodes[item.last + 1 : item.last + NEAR + 1]:
            if isinstance(node, Quantity):
                return not node.name
            if is_joint(node) or node.kind != "word":
                return False
        return False
