"""Strength and casualties of the infobox against the text: the same thing counted twice, with two results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from battlex.check.anchors import beside_an_anchor
from battlex.check.boxed import alone, explained, kind, stated
from battlex.check.findings import Finding, Quote, finding, quotes
from battlex.check.sizes import LARGER, NEARBY, SAME_COUNT, digits, near, rounded, slipped
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Battle, Category, Fate, Figure, Measure, ProseFigure, Side, Span
from battlex.values.allegiance import parties

_LEAST_COUNT = 100
"""Smaller numbers are the same by chance."""
_PRECISE, _NOT_ROUND = 3, 2
"""Digits of a number that is not the same as another by rounding."""
_PART = 2
_SMALL = 1000
"""A number of people in a lead that is smaller, absolutely or by such a factor, is more often that of a part."""

_MOST_FIGURES = 40
"""A sentence of more figures is a table, and what is said of which side there is anybody's guess."""

_MEASURES = {Measure.STRENGTH: "strength-text", Measure.CASUALTIES: "casualties-text"}


def against_text(battle: Battle, lead: Span | None, language: Language | None) -> Iterator[Finding]:
    """Every sentence against the infobox; ``lead`` is where the paragraph that introduces the battle stands, if one does."""
    told: set[tuple[str, int | None]] = set()
    for _, sentence in groupby(battle.prose, key=lambda figure: (figure.section, figure.in_note, figure.sentence)):
        figures = list(sentence)
        if len(figures) > _MOST_FIGURES:
            continue
        for found in _sentence(battle, figures, lead, language):
            # What an article says once more in another place is one disagreement.
            if (found.code, found.side) not in told:
                told.add((found.code, found.side))
                yield found


def _sentence(
    battle: Battle, figures: Sequence[ProseFigure], lead: Span | None, language: Language | None
) -> Iterator[Finding]:
    for side in battle.sides:
        others = [other for other in battle.sides if other is not side]
        if not figures[0].in_note:
            anchored = [beside_an_anchor(side, others, figures, measure) for measure in Measure]
            if any(anchored):
                for measure, counted in zip(Measure, anchored, strict=True):
                    if counted:
                        yield _found(side, measure, [one.told for one in counted], [one.boxed for one in counted])
                continue
            again = [f for f in figures if f.side == side.side and _counted_again(f, side, others, figures)]
            for measure in Measure:
                same = [figure for figure in again if figure.measure is measure]
                if same:
                    yield _found(side, measure, same)
        for figure in figures:
            if figure.side == side.side and _another_size(figure, side, others, figures, lead, language):
                yield _found(side, figure.measure, [figure])


def _found(
    side: Side, measure: Measure, figures: Sequence[ProseFigure], boxed: Sequence[Figure] | None = None
) -> Finding:
    own = stated(side, measure)
    same = boxed or [f for f in own if any((f.category, f.fates) == (told.category, told.fates) for told in figures)]
    what = "is of another strength" if measure is Measure.STRENGTH else "has other losses"
    passages: list[Quote] = [*quotes(same or own), *quotes(figures)]
    return finding(_MEASURES[measure], f"side {side.side} {what} in the text", *passages, side=side.side)


# counted twice


def _counted_again(figure: ProseFigure, side: Side, others: Sequence[Side], figures: Sequence[ProseFigure]) -> bool:
    """Whether a precise number of the text is so near another precise number of the infobox that both count the same."""
    own = alone(side, figure)
    if own is None or own.min is None or figure.approx or figure.party or figure.attribution:
        return False
    if figure.min is None or figure.max is None or figure.min <= own.min <= figure.max:
        return False
    if figure.text.isdecimal() and figure.fates:
        # "with 162 of them wounded": a part of what was counted before it.
        return False
    if any(kind(f) == kind(figure) and f.min != figure.min and f.side in (None, side.side) for f in figures):
        # "55,000 men (62,500 by another account)": one of several, or a part.
        return False
    one, other = own.min, figure.min if own.min < figure.min else figure.max
    least, most = sorted((digits(one), digits(other)))
    # "some 510 guns": how many things were there is told by and by.
    there = figure.measure is Measure.STRENGTH and figure.category is not Category.PERSONNEL
    return (
        min(one, other) >= _LEAST_COUNT
        and least >= (_PRECISE if there else _NOT_ROUND)
        and most >= _PRECISE
        and (near(one, other, SAME_COUNT) or (least >= _PRECISE and slipped(one, other)))
        and not rounded(one, other)
        and not explained(figure, side, others, figures)
    )


# another size


def _another_size(
    figure: ProseFigure,
    side: Side,
    others: Sequence[Side],
    figures: Sequence[ProseFigure],
    lead: Span | None,
    language: Language | None,
) -> bool:
    """Whether a lead gives a size that the infobox's is far from.

    The lead speaks of the whole battle; further down a number may be of a part, of before or of after.
    """
    if figure.section is not None or figure.category is not Category.PERSONNEL or "list" in figure.rule:
        return False
    if (figure.approx and figure.min != figure.max) or explained(figure, side, others, figures):
        return False
    introduces = lead is None or (figure.span is not None and lead.start <= figure.span.start < lead.end)
    if figure.measure is Measure.STRENGTH:
        people = figure.in_note or not introduces or _of_a_people(figure, language)
        return not people and _differs(figure, side.summary.strength_min, side.summary.strength_max)
    if not (introduces or figure.in_note):
        return False
    most, told = _losses(side, figure.fates), figure.min or 0
    if most is None or told <= most * LARGER:
        return False
    again = sum(f.measure is figure.measure and f.fates == figure.fates for f in figures)
    theirs = [_losses(other, figure.fates) or 0 for other in others]
    return again == 1 and not any(_alike(size, told) for size in (most + sum(theirs), *theirs))


def _alike(size: int, told: int) -> bool:
    return size == told or near(size, told, NEARBY)


def _of_a_people(figure: Figure, language: Language | None) -> bool:
    """Whether a figure counts members of a people, who need not be soldiers ("10,000 ethnic Chinese")."""
    if language is None or figure.noun is not None:
        return False
    return any(parties(language).word(fold(word)) is not None for word in figure.text.split())


def _differs(figure: Figure, least: int | None, most: int | None) -> bool:
    """Whether a number of the lead is another than the infobox's, and not so much smaller that it counts a part."""
    if most is None:
        return False
    if (figure.min or 0) > most * LARGER:
        return True
    stated = figure.max if figure.max is not None else figure.min
    return stated is not None and stated > _SMALL and stated * LARGER < (least or most) < stated * _PART


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
