"""Strength and casualties of the infobox against the text: the same thing counted twice, with two results."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from battlex.check.findings import Finding, Quote, finding, quotes
from battlex.check.sizes import LARGER, SAME_COUNT, digits, exact, near, rounded
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Battle, Category, Fate, Figure, Measure, ProseFigure, Side, Span
from battlex.pattern import pattern
from battlex.values.allegiance import parties

_SLIP = 1.2
"""How far apart two counts of one thing are at most beside a number that both give alike."""
_LEAST_ANCHOR, _LEAST_COUNT = 10, 100
"""Smaller numbers are the same by chance."""
_PRECISE = 3
"""Digits of a number that is not the same as another by rounding."""
_PART = 2
_SMALL = 1000
"""A number of people in a lead that is smaller, absolutely or by such a factor, is more often that of a part."""

_MOST_FIGURES = 40
"""A sentence of more figures is a table, and what is said of which side there is anybody's guess."""

_NUMBER = pattern(r"\d[\d.,\u00a0\u202f ]*\d|\d")
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
            anchored = _beside_an_anchor(side, others, figures)
            if anchored:
                yield _found(side, Measure.CASUALTIES, anchored)
                continue
            again = [f for f in figures if f.side == side.side and _counted_again(f, side, others, figures)]
            for measure in Measure:
                same = [figure for figure in again if figure.measure is measure]
                if same:
                    yield _found(side, measure, same)
        for figure in figures:
            if figure.side == side.side and _another_size(figure, side, others, figures, lead, language):
                yield _found(side, figure.measure, [figure])


def _found(side: Side, measure: Measure, figures: Sequence[ProseFigure]) -> Finding:
    own = _box(side, measure)
    same = [f for f in own if any((f.category, f.fates) == (told.category, told.fates) for told in figures)]
    what = "is of another strength" if measure is Measure.STRENGTH else "has other losses"
    passages: list[Quote] = [*quotes(same or own), *quotes(figures)]
    return finding(_MEASURES[measure], f"side {side.side} {what} in the text", *passages, side=side.side)


def _box(side: Side, measure: Measure) -> Sequence[Figure]:
    value = side.strength if measure is Measure.STRENGTH else side.casualties
    return value.figures if value is not None else ()


def _alone(side: Side, told: Figure) -> Figure | None:
    """The infobox's one exact figure of what a figure of the text counts; None where several, or none, could be meant."""
    kind = (told.category, told.fates)
    same = [f for f in _box(side, told.measure) if (f.category, f.fates) == kind]
    alone = same[0] if len(same) == 1 else None
    if alone is None or not exact(alone) or alone.attribution:
        return None
    # One party of several is not the side.
    return alone if all(f.party == alone.party for f in _box(side, told.measure)) else None


# beside a number that both give alike


def _beside_an_anchor(side: Side, others: Sequence[Side], figures: Sequence[ProseFigure]) -> list[ProseFigure]:
    """Losses right beside one that the infobox gives alike, which so tells what is counted, and that it gives otherwise.

    "68 killed and 341 wounded" in the text and "68 killed, 339 wounded" in the infobox speak of the same losses,
    whoever the sentence seems to speak of.
    """
    losses = [f for f in figures if f.measure is Measure.CASUALTIES and f.category is Category.PERSONNEL]
    places = [at for at, figure in enumerate(losses) if _anchors(figure, side, others)]
    if not places or any(_same_fates_twice(losses, at) for at in places):
        return []
    said_of = {losses[at].side for at in places}
    found = []
    for at, figure in enumerate(losses):
        own = _alone(side, figure)
        close = any(abs(at - place) <= 2 for place in places)
        if own is not None and close and figure.side in said_of | {None, side.side} and exact(figure):
            if near(own.min or 0, figure.min or 0, _SLIP) and not _same_fates_twice(losses, at):
                found.append(figure)
    return [] if any(_explained(figure, side, others, figures) for figure in found) else found


def _anchors(figure: ProseFigure, side: Side, others: Sequence[Side]) -> bool:
    own = _alone(side, figure)
    alike = own is not None and figure.min == own.min == figure.max and (figure.min or 0) >= _LEAST_ANCHOR
    return alike and not any(_states(other, figure) for other in others)


def _states(side: Side, figure: Figure) -> bool:
    return any(f.min == figure.min for f in _box(side, figure.measure) if f.category is figure.category)


def _same_fates_twice(losses: Sequence[ProseFigure], place: int) -> bool:
    """Whether a sentence gives the same side's losses of one kind twice: parts, or what several sources say."""
    one = losses[place]
    return any(
        other is not one and other.fates == one.fates and (other.side == one.side or None in (other.side, one.side))
        for other in losses
    )


# counted twice


def _counted_again(figure: ProseFigure, side: Side, others: Sequence[Side], figures: Sequence[ProseFigure]) -> bool:
    """Whether a precise number of the text is so near another precise number of the infobox that both count the same."""
    own = _alone(side, figure)
    if own is None or own.min is None or figure.min is None or not exact(figure) or figure.party or figure.attribution:
        return False
    if figure.text.isdecimal() and figure.fates:
        # "with 162 of them wounded": a part of what was counted before it.
        return False
    one, other = own.min, figure.min
    least = min(digits(one), digits(other)) >= (_PRECISE if figure.measure is Measure.STRENGTH else 2)
    return (
        min(one, other) >= _LEAST_COUNT
        and least
        and max(digits(one), digits(other)) >= _PRECISE
        and near(one, other, SAME_COUNT)
        and not rounded(one, other)
        and not _explained(figure, side, others, figures)
    )


def _explained(figure: ProseFigure, side: Side, others: Sequence[Side], figures: Sequence[ProseFigure]) -> bool:
    """Whether the sentence agrees with the infobox after all.

    The infobox has the number, of this side's or another's; the sentence has the infobox's number too; or the two differ
    by a third number: "47 officers and 2,147 men" are the 2,194 of the infobox.
    """
    if any(_states(one, figure) for one in (side, *others)):
        return True
    told = figure.min or 0
    numbers = (_numbers(figure.sentence) | {f.min for f in figures if f.min is not None}) - {told}
    alike = [f for f in _box(side, figure.measure) if (f.category, f.fates) == (figure.category, figure.fates)]
    if any(bound in numbers for f in alike for bound in (f.min, f.max) if bound is not None):
        return True
    own = _alone(side, figure)
    return own is not None and own.min is not None and (own.min - told) in numbers - {0}


def _numbers(text: str) -> set[int]:
    """Every number in digits, however grouped."""
    found = (re.sub(r"\D", "", match) for match in _NUMBER.findall(text))
    return {int(number) for number in found if number and len(number) < 12} | {
        int(number) for number in re.findall(r"\d{1,11}", text)
    }


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
    if (figure.approx and figure.min != figure.max) or _explained(figure, side, others, figures):
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
    return size == told or near(size, told, _SLIP)


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
