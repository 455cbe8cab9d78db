"""What does the first number of a table's cell count by the header of its column, or the label of its row?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import OPENS, is_mark, is_noun, words_of
from battlex.values.figures.describe import describe
from battlex.values.figures.tokens import tokenize

_MOST_KEPT, _LONGEST_KEPT = 256, 200
"""So many headers, of so many letters at most, are kept with what they say, for the cells below and beside them."""


def _told_by(header: str, language: Language) -> tuple[Category | None, frozenset[Fate], bool, bool]:
    """What a header says: the category and the fates of what is counted, whether losses, whether a strength."""
    return (_kept if len(header) <= _LONGEST_KEPT else _read)(header, language)


def _read(header: str, language: Language) -> tuple[Category | None, frozenset[Fate], bool, bool]:
    tokens, words = tokenize(Flat(header), language), words_of(language)
    said = describe(tokens, language)
    strength = any(words.key(token) == "strength" for token in tokens)
    return said.category, frozenset(said.fates), said.casualties, strength


_kept = lru_cache(maxsize=_MOST_KEPT)(_read)


class Headers(Question):
    """Gives the number of a cell what its header says for it."""

    def tell(self, found: Sequence[Counted], header: str) -> None:
        """A cell that begins with a number without a noun counts what its column's header names.

        "64 soldats et 3 civils": the fate is that of a whole list.
        """
        first = found[0]
        self._explained(first)
        if first.at != 0:
            return
        column, _, label = header.partition("\n")
        category, fates, casualties, strength = _told_by(column, self.language)
        told = bool(fates) or casualties
        if not told and label:
            kind, label_fates, label_casualties, _ = _told_by(label, self.language)
            if kind is None and (label_fates or label_casualties):
                fates, casualties, told = label_fates, label_casualties, True
        if strength and not told:
            category, told = category or Category.PERSONNEL, True
        if not (category or told):
            return
        if (told or not first.quantity.bare) and self.plain_number(first):
            if not first.counts_something:
                first.category, first.noun = category or Category.PERSONNEL, None
            for item, after in zip(found, (*found[1:], None), strict=True):
                item.fates |= fates
                item.casualties = item.casualties or casualties
                if after is None or after.fated or not self.only_joints(item.last, after.first):
                    break

    def _explained(self, item: Counted) -> None:
        """ "135 (tanks and armoured cars)": a bracket behind a cell's number says what it counts."""
        opening, noun = self.token(item.at + 1), self.token(item.at + 2)
        if item.counts_something or opening is None or noun is None or not is_mark(opening, OPENS) or not is_noun(noun):
            return
        item.take(noun, False, self.words.head_last)
