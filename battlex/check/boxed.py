"""What the infobox counts on a side, and whether it accounts for a number of the text after all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from battlex.check.sizes import exact
from battlex.model import Figure, Measure, ProseFigure, Side
from battlex.pattern import pattern

_NUMBER = pattern(r"\d[\d.,\u00a0\u202f ]*\d|\d")


def stated(side: Side, measure: Measure) -> Sequence[Figure]:
    """The figures that the infobox gives of a side."""
    value = side.strength if measure is Measure.STRENGTH else side.casualties
    return value.figures if value is not None else ()


def kind(figure: Figure) -> tuple[object, object]:
    """What a figure counts, and what became of it."""
    return figure.category, figure.fates


def alone(side: Side, told: Figure) -> Figure | None:
    """The infobox's one exact figure of what a figure of the text counts; None where several, or none, could be meant."""
    same = [f for f in stated(side, told.measure) if kind(f) == kind(told)]
    only = same[0] if len(same) == 1 else None
    if only is None or not exact(only) or only.attribution:
        return None
    # One party of several is not the side.
    return only if all(f.party == only.party for f in stated(side, told.measure)) else None


def states(side: Side, figure: Figure) -> bool:
    """Whether a side has a figure's number for what it counts."""
    return any(f.min == figure.min for f in stated(side, figure.measure) if f.category is figure.category)


def explained(
    figure: ProseFigure,
    side: Side,
    others: Sequence[Side],
    figures: Sequence[ProseFigure],
    boxed: Figure | None = None,
) -> bool:
    """Whether the sentence agrees with the infobox after all, or with the one figure of it that is named.

    The infobox has the number, of this side's or another's; the sentence has the infobox's number too; or the two differ
    by a third number: "47 officers and 2,147 men" are the 2,194 of the infobox.
    """
    if any(states(one, figure) for one in (side, *others)):
        return True
    told = figure.min or 0
    beside = (numbers(figure.sentence) | {f.min for f in figures if f.min is not None}) - {told}
    alike = [f for f in stated(side, figure.measure) if kind(f) == kind(figure)] if boxed is None else [boxed]
    if any(bound in beside for f in alike for bound in (f.min, f.max) if bound is not None):
        return True
    own = boxed or alone(side, figure)
    return own is not None and own.min is not None and (own.min - told) in beside - {0}


def numbers(text: str) -> set[int]:
    """Every number in digits, however grouped."""
    found = (re.sub(r"\D", "", match) for match in _NUMBER.findall(text))
    return {int(number) for number in found if number and len(number) < 12} | {
        int(number) for number in re.findall(r"\d{1,11}", text)
    }
