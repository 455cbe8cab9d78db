"""Numbers of a sentence that others beside them tie to a side: those that the infobox gives alike, or a row of near misses.

"68 killed and 341 wounded" in the text and "68 killed, 339 wounded" in the infobox speak of the same losses, whoever the
sentence seems to speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from battlex.check.boxed import alone, explained, kind, numbers, stated, states
from battlex.check.sizes import NEARBY, SAME_COUNT, digits, exact, is_round, near, rounded, slipped, unit
from battlex.model import Category, Figure, Measure, ProseFigure, Side

_LEAST_ANCHOR = 10
"""Smaller numbers are the same by chance."""
_PRECISE = 3
"""Digits of a number that is the same as another hardly by chance."""
_ROUGH = 2
"""Units of its last digit by which a rough number is another one."""


class Counted(NamedTuple):
    """One thing counted twice."""

    boxed: Figure
    told: ProseFigure


def beside_an_anchor(
    side: Side, others: Sequence[Side], figures: Sequence[ProseFigure], measure: Measure
) -> list[Counted]:
    """What a sentence counts otherwise than the infobox where its neighbours tell that it speaks of the same."""
    found: list[Counted] = []
    if measure is Measure.CASUALTIES:
        losses = [f for f in figures if f.measure is measure and f.category is Category.PERSONNEL]
        found = _losses(side, others, losses) or _near_misses(side, losses)
    found = found or _in_a_list(side, others, [f for f in figures if f.measure is measure])
    return [] if any(explained(told, side, others, figures, boxed) for boxed, told in found) else found


def _losses(side: Side, others: Sequence[Side], losses: Sequence[ProseFigure]) -> list[Counted]:
    """Losses right beside one that both give alike."""
    places = [at for at, figure in enumerate(losses) if _anchors(figure, side, others)]
    if not places or any(_same_fates_twice(losses, at) for at in places):
        return []
    said_of = {losses[at].side for at in places}
    found = []
    for at, figure in enumerate(losses):
        own = alone(side, figure)
        close = any(abs(at - place) <= 2 for place in places)
        if own is not None and close and figure.side in said_of | {None, side.side} and exact(figure):
            if _alike(own, figure) and not _same_fates_twice(losses, at):
                found.append(Counted(own, figure))
    return found


def _alike(own: Figure, told: Figure) -> bool:
    """Whether two numbers are near each other, or a slip apart."""
    one, other = own.min or 0, told.min or 0
    return near(one, other, NEARBY) or (slipped(one, other) and min(one, other) >= _LEAST_ANCHOR)


def _anchors(figure: ProseFigure, side: Side, others: Sequence[Side]) -> bool:
    own = alone(side, figure)
    alike = own is not None and figure.min == own.min == figure.max and (figure.min or 0) >= _LEAST_ANCHOR
    return alike and not any(states(other, figure) for other in others)


def _same_fates_twice(losses: Sequence[ProseFigure], place: int) -> bool:
    """Whether a sentence gives the same side's losses of one kind twice: parts, or what several sources say."""
    one = losses[place]
    return any(
        other is not one and other.fates == one.fates and (other.side == one.side or None in (other.side, one.side))
        for other in losses
    )


def _near_misses(side: Side, losses: Sequence[ProseFigure]) -> list[Counted]:
    """Two losses of different fates that are both all but those of a side: "122 killed and 316 wounded", "123 killed, 329 wounded"."""
    found = []
    for at, figure in enumerate(losses):
        own = alone(side, figure)
        if own is None or not exact(figure) or figure.side not in (None, side.side) or _same_fates_twice(losses, at):
            continue
        one, other = own.min or 0, figure.min or 0
        alike = near(one, other, SAME_COUNT) or slipped(one, other)
        if alike and not any(is_round(number) for number in (one, other)):
            found.append(Counted(own, figure))
    precise = sum(digits(told.min or 0) >= _PRECISE for _, told in found)
    return found if len({told.fates for _, told in found}) > 1 and precise > 1 else []


def _in_a_list(side: Side, others: Sequence[Side], told: Sequence[ProseFigure]) -> list[Counted]:
    """What is counted otherwise in a list that has two numbers of the infobox, or a precise one of the same things."""
    ours = [figure for figure in told if figure.side in (None, side.side) and not figure.attribution]
    shared = [figure for figure in ours if _shared(figure, side, others)]
    found = []
    for figure in ours:
        own, precise = _left(side, figure, ours)
        if own is not None and (len(shared) > 1 or precise) and _differ(own, figure):
            found.append(Counted(own, figure))
    return found


def _shared(figure: ProseFigure, side: Side, others: Sequence[Side]) -> bool:
    alike = exact(figure) and (figure.min or 0) >= _LEAST_ANCHOR
    return alike and _states_kind(side, figure) and not any(_states_kind(other, figure) for other in others)


def _states_kind(side: Side, figure: Figure) -> bool:
    return any(f.min == figure.min and kind(f) == kind(figure) for f in stated(side, figure.measure))


def _left(side: Side, figure: ProseFigure, told: Sequence[ProseFigure]) -> tuple[Figure | None, bool]:
    """The one figure of the infobox that a figure of a list can be, and whether precise others of its kind stand beside it."""
    said = numbers(figure.sentence) | {f.min for f in told}
    own = [f for f in stated(side, figure.measure) if kind(f) == kind(figure)]
    left = [f for f in own if f.min not in said]
    precise = any(digits(f.min or 0) >= _PRECISE for f in own if f.min in said)
    if len(left) > 1:
        left = [f for f in left if f.noun is not None and f.noun == figure.noun]
    if len(left) != 1 or not exact(left[0]) or left[0].attribution:
        return None, False
    close = [f for f in told if kind(f) == kind(figure) and _alike(left[0], f)]
    if close != [figure]:
        return None, False
    return left[0], precise


def _differ(own: Figure, told: Figure) -> bool:
    """Whether two numbers are near, but not one the other one rounded."""
    one, other = own.min or 0, told.min or 0
    if told.min != told.max or not _alike(own, told) or rounded(one, other) or min(one, other) < _LEAST_ANCHOR:
        return False
    return not told.approx or abs(one - other) >= _ROUGH * max(unit(one), unit(other))
