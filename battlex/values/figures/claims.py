"""Whose claims are figures under a heading that names the enemy?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.model import Category, Fate, Figure, Figures
from battlex.pattern import pattern
from battlex.record import replace
from battlex.values.allegiance import Allegiance
from battlex.values.called import shared
from battlex.values.phrases import words

Read = tuple[str, tuple[Figure, ...]]
"""The text of a value, and the figures that were read in it."""

_PEOPLE = pattern(r"[^\n\d]{0,20}+\d[\d.,\u2013-]*+[ \u00a0]([^\W\d_]++)([^\n\d(;]{0,80})")
"""A number with a word right behind it, and what goes on with that."""

_LABEL = pattern(r"([^\n\d:：;(]{2,60}+)[:：]")
"""What opens a line and ends in a colon."""

_Kind = tuple[Category, tuple[Fate, ...]]


def figures_of(values: Sequence[Read]) -> Figures | None:
    """The figures of several values as those of one."""
    if not values:
        return None
    return Figures("\n".join(text for text, _ in values), tuple(figure for _, figures in values for figure in figures))


class Claims:
    """Headings within a side's values, told apart by whom they name: one of its own parts, or who claims what follows.

    ``combatants[i]`` are the names of side i + 1. Israel's losses are not parted into those of "Israel" and of "Hamas":
    what stands under the enemy's name is the enemy's claim, and what stands under the own name beside it, for the same
    things, the own one.
    """

    def __init__(self, combatants: Sequence[Sequence[str]], language: Language) -> None:
        self.combatants = combatants
        self.language = language
        self._sides: Allegiance | None = None

    @property
    def sides(self) -> Allegiance:
        """The sides by their names."""
        if self._sides is None:
            self._sides = Allegiance(self.combatants, self.language)
        return self._sides

    def told(self, values: Sequence[Read], own: int) -> Figures | None:
        """The figures of a side's values, claims with who claims them."""
        if len(self.combatants) < 2:
            return figures_of(values)
        if len(self.combatants[own - 1]) > 1:
            values = [(text, self._with_peoples(text, figures, own)) for text, figures in values]
        figures = figures_of(values)
        if figures is None:
            return None
        parties = dict.fromkeys(f.party for f in figures.figures if f.party and not f.attribution)
        named = {party: self._names(party) for party in parties if party}
        theirs = {party for party, side in named.items() if side not in (0, own)}
        if not theirs:
            return figures
        claimed = {_kind(figure) for figure in figures.figures if figure.party in theirs}
        ours = {f.party for f in figures.figures if f.party and named.get(f.party) == own and _kind(f) in claimed}
        claimants = theirs | ours
        return replace(
            figures,
            figures=tuple(
                replace(figure, party=None, attribution=figure.party)
                if figure.party in claimants and not figure.attribution
                else figure
                for figure in figures.figures
            ),
        )

    def _with_peoples(self, text: str, figures: Sequence[Figure], own: int) -> tuple[Figure, ...]:
        """ "900 Saxons, 300 Angles", "Saxon forces: 900": figures of people, with the party of the side whose they are."""
        found: list[Figure] = []
        behind = 0
        for figure in figures:
            place = text.find(figure.text, behind)
            behind = max(behind, place + 1)
            bare = figure.category is Category.PERSONNEL and figure.level is None and figure.noun is None
            if place >= 0 and bare and not figure.party:
                named = _PEOPLE.match(text, place)
                # "20 Swedish, Danish and Scanian prisoners" are not Swedish.
                alone = named is not None and named[1][0].isupper() and named[2] == named[2].lower()
                if named is not None and alone and self._names(named[1]) == own:
                    figure = replace(figure, party=named[1])
            label = _LABEL.match(text, text.rfind("\n", 0, place) + 1) if place >= 0 and not figure.party else None
            if label is not None and label.end() <= place and self._names(label[1].strip()) == own:
                figure = replace(figure, party=label[1].strip())
            found.append(figure)
        return tuple(found)

    def _names(self, party: str) -> int:
        """The side that a heading names and says no more than that, else 0."""
        sequence = words(party, self.language)
        evidence = self.sides.evidence(party, sequence)
        generic = shared(party, sequence, self.language)
        said = {at for item in evidence for at in range(item.first, item.last)}
        if any(at not in said and not generic[at] for at in range(len(sequence))):
            return 0
        sides = {item.side for item in evidence}
        return sides.pop() if len(sides) == 1 else 0


def _kind(figure: Figure) -> _Kind:
    return figure.category, figure.fates
