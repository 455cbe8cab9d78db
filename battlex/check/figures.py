"""Figures against arithmetic and against the text: more losses than men, parts beyond their total, other numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from battlex.check.findings import LARGER, Finding, finding, quotes
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.markup import Flat
from battlex.model import Battle, Category, Fate, Figure, Measure, Side
from battlex.values.allegiance import parties
from battlex.values.figures.tokens import tokenize

ROUNDING = 1.02
"""Parts that make up so much more than their total contradict it; less is rounding."""


def arithmetic(side: Side, language: Language | None) -> Iterator[Finding]:
    """The figures of one side against each other; ``language`` tells whether civilians are among the losses."""
    strength = side.strength.figures if side.strength is not None else ()
    casualties = side.casualties.figures if side.casualties is not None else ()
    there, lost = _people(strength), _people(casualties)
    uncounted = any(f.category is Category.FORMATION or f.level is not None or f.max is None for f in strength)
    if (
        there
        and lost
        and not uncounted
        and not _with_civilians(side, language)
        and not any(f.attribution for f in (*there, *lost))
    ):
        # The most that the figures can mean, against the least: sums of casualties may count people twice.
        least, most = max(f.min or 0 for f in lost), sum(f.max or 0 for f in there)
        if least > most * ROUNDING:
            message = f"side {side.side} has {least} casualties of {most} people"
            yield finding("losses-exceed-strength", message, *quotes(there), *quotes(lost), side=side.side)
    for total in casualties:
        parts = _parts(total, casualties)
        if total.max is not None and parts and sum(part.min or 0 for part in parts) > total.max * ROUNDING:
            message = f"the parts add up to more than {total.max}"
            yield finding("parts-exceed-total", message, *quotes((total, *parts)), side=side.side)


def _with_civilians(side: Side, language: Language | None) -> bool:
    """Whether a side's values speak of civilians, who are lost but fight not ("22 men, 3 women", "8,000 dead, soldiers and civilians")."""
    values = [value.text for value in (side.strength, side.casualties) if value is not None]
    return language is not None and any(
        token.key("nouns") == Category.CIVILIAN for text in values for token in tokenize(Flat(text), language)
    )


def _people(figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.category is Category.PERSONNEL]


def _parts(total: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of different single fates that a stated total of people stands beside, where nothing else divides them."""
    if not total.total or total.category is not Category.PERSONNEL or total.fates or total.max is None:
        return []
    parts = [f for f in figures if f is not total and f.category is Category.PERSONNEL and len(f.fates) == 1]
    different = len({f.fates for f in parts}) == len(parts) > 1
    return parts if different and not any(f.party or f.attribution for f in (*parts, total)) else []


def _of_a_people(figure: Figure, language: Language | None) -> bool:
    """Whether a figure counts members of a people, who need not be soldiers ("10,000 ethnic Chinese")."""
    if language is None or figure.noun is not None:
        return False
    return any(parties(language).word(fold(word)) is not None for word in figure.text.split())


def against_text(battle: Battle, side: Side, language: Language | None) -> Iterator[Finding]:
    """The lead speaks of the whole battle; further down a number may be of a part, of before or of after."""
    for figure in battle.prose:
        told = (
            figure.side == side.side
            and figure.section is None
            and figure.category is Category.PERSONNEL
            and "list" not in figure.rule
            and not (figure.approx and figure.min != figure.max)
        )
        if told and figure.measure is Measure.STRENGTH and not figure.in_note and not _of_a_people(figure, language):
            if side.strength is not None and _differs(figure, side.summary.strength_min, side.summary.strength_max):
                message = f"side {side.side} is of another strength in the text"
                yield finding(
                    "strength-text", message, *quotes(side.strength.figures), *quotes([figure]), side=side.side
                )
        elif told and figure.measure is Measure.CASUALTIES and side.casualties is not None:
            most = _losses(side, figure.fates)
            if most is not None and (figure.min or 0) > most * LARGER:
                message = f"side {side.side} has heavier losses in the text"
                yield finding(
                    "casualties-text", message, *quotes(side.casualties.figures), *quotes([figure]), side=side.side
                )


def _differs(figure: Figure, least: int | None, most: int | None) -> bool:
    """Whether a number of the lead is another than the infobox's, and not so much smaller that it counts a part."""
    if most is None:
        return False
    if (figure.min or 0) > most * LARGER:
        return True
    stated = figure.max if figure.max is not None else figure.min
    return stated is not None and stated > _SMALL and stated * LARGER < (least or most) < stated * _PART


_PART = 3


_SMALL = 1000
"""A number of people in a lead that is smaller, absolutely or by such a factor, is more often that of a part."""


def _losses(side: Side, fates: Sequence[Fate]) -> int | None:
    """The most people of a side that the infobox says met these fates."""
    summary = side.summary
    if not fates:
        return summary.casualties_max
    singles = {
        Fate.KILLED: summary.killed_max,
        Fate.WOUNDED: summary.wounded_max,
        Fate.MISSING: summary.missing_max,
        Fate.CAPTURED: summary.captured_max,
    }
    return singles.get(fates[0]) if len(fates) == 1 else None
