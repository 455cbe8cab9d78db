"""Articles on the same battle against each other: several language editions of one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from battlex.check.dated import date_quote
from battlex.check.findings import Finding, Quote, days, finding, quote_of, quotes
from battlex.check.hemispheres import written
from battlex.check.outcome import peoples
from battlex.check.sizes import LARGER, SAME_COUNT, exact, near, rounded
from battlex.languages import load
from battlex.model import Battle, Coordinates, Figure, Figures, Outcome, Side

_TELLING = 2
"""So many numbers more in one order of the sides than in the other tell which one is right."""
_LEAST = 10

_MOST_YEARS = 20

APART = 1.0
"""Degrees of latitude or longitude by which two editions may differ."""


def compared(one: Battle, other: Battle) -> Iterator[Finding]:
    """What two articles say differently of the same battle; nothing where their years tell of two battles."""
    if _years_apart(one, other) > _MOST_YEARS:
        return
    if one.date is not None and other.date is not None and days(one.date) and days(other.date):
        if one.date.calendar == other.date.calendar and one.date.intervals != other.date.intervals:
            message = _either(one, other, one.date.edtf, other.date.edtf).replace("/", " to ")
            yield finding("editions-date", message, _date(one), _date(other))
    yield from _outcomes(one, other)
    yield from _places(one, other)
    yield from _numbers(one, other)


def _outcomes(one: Battle, other: Battle) -> Iterator[Finding]:
    """A victory in one edition and none in the other, or the same numbers and another winner."""
    if one.result is None or other.result is None:
        return
    mine, his = str(one.result.outcome), str(other.result.outcome)
    drawn = {mine, his} == {Outcome.VICTORY, Outcome.INCONCLUSIVE} and not any(map(_shared_out, (one, other)))
    here, there = map(_winner, (one, other))
    if here and there and _turned(one, other) is (here == there):
        mine, his = f"{mine} of side {here}", f"{his} of side {there}"
    elif not drawn:
        return
    both = (_edition(one, "result", one.result.text), _edition(other, "result", other.result.text))
    yield finding("editions-outcome", _either(one, other, mine, his), *both)


def _places(one: Battle, other: Battle) -> Iterator[Finding]:
    here, there = (b.place.coordinates if b.place is not None else None for b in (one, other))
    if here is not None and there is not None and _degrees_apart(here, there) > APART:
        both = (_edition(one, "coordinates", str(here)), _edition(other, "coordinates", str(there)))
        message = _either(one, other, written(here.lat, here.lon), written(there.lat, there.lon))
        yield finding("editions-coordinates", message, *both)


def _degrees_apart(here: Coordinates, there: Coordinates) -> float:
    """The greater of the distances in latitude and in longitude, of which the shorter way round counts."""
    east = abs(here.lon - there.lon)
    return max(abs(here.lat - there.lat), min(east, 360 - east))


def _years_apart(one: Battle, other: Battle) -> int:
    years = [
        int(b.date.start[:5].rstrip("-"))
        for b in (one, other)
        if b.date is not None and b.date.start is not None and b.date.start.lstrip("-")[:4].isdecimal()
    ]
    return abs(years[0] - years[1]) if len(years) == 2 else 0


def _numbers(one: Battle, other: Battle) -> Iterator[Finding]:
    """Strengths and losses of the same side, all in all and kind by kind; one finding a value."""
    turned = _turned(one, other)
    if turned is None:
        return
    for side in one.sides:
        same = other.sides[2 - side.side if turned else side.side - 1]
        for what in ("strength", "casualties"):
            own = (getattr(side.summary, f"{what}_min"), getattr(side.summary, f"{what}_max"))
            theirs = (getattr(same.summary, f"{what}_min"), getattr(same.summary, f"{what}_max"))
            values: tuple[Figures | None, Figures | None] = getattr(side, what), getattr(same, what)
            if None not in own + theirs and (own[1] * LARGER < theirs[0] or theirs[1] * LARGER < own[0]):
                message, told = _either(one, other, _range(*own), _range(*theirs)), [_figures(v) for v in values]
            else:
                pairs = _counted_otherwise(*values)
                message = "; ".join(_either(one, other, mine, his) for mine, his in pairs)
                told = [[mine for mine, _ in pairs], [his for _, his in pairs]]
            if message:
                passages = [*quotes(told[0], one.page.language), *quotes(told[1], other.page.language)]
                yield finding(f"editions-{what}", f"{what} of side {side.side}: {message}", *passages, side=side.side)


def _turned(one: Battle, other: Battle) -> bool | None:
    """Whether two articles name their two sides in opposite order; None where neither the winner nor the numbers tell."""
    if len(one.sides) != 2 or len(other.sides) != 2:
        return None
    straight, crossed = (
        sum(len(_numbers_of(mine) & _numbers_of(his)) for mine, his in zip(one.sides, sides, strict=True))
        for sides in (other.sides, other.sides[::-1])
    )
    if abs(crossed - straight) >= _TELLING:
        return crossed > straight
    here, there = map(_winner, (one, other))
    return here != there if here and there else None


def _winner(battle: Battle) -> int | None:
    winners = battle.result.winner if battle.result is not None else ()
    return winners[0] if len(winners) == 1 else None


def _numbers_of(side: Side) -> set[tuple[str, int]]:
    found = (*_figures(side.strength), *_figures(side.casualties))
    return {(str(f.measure), f.min) for f in found if f.min is not None and f.min >= _LEAST}


def _figures(value: Figures | None) -> Sequence[Figure]:
    return value.figures if value is not None else ()


def _counted_otherwise(mine: Figures | None, theirs: Figures | None) -> list[tuple[Figure, Figure]]:
    """What two values count to nearly the same number, and not by rounding; what either gives several times says nothing."""
    found = []
    for figure in _figures(mine):
        other = _alone(theirs, figure)
        if other is not None and _alone(mine, figure) is figure:
            low, high = sorted((figure.min or 0, other.min or 0))
            if low >= _LEAST and near(low, high, SAME_COUNT) and not rounded(low, high):
                found.append((figure, other))
    return found


def _alone(value: Figures | None, kind: Figure) -> Figure | None:
    same = [f for f in _figures(value) if (f.category, f.fates) == (kind.category, kind.fates)]
    return same[0] if len(same) == 1 and exact(same[0]) else None


def _either(one: Battle, other: Battle, mine: object, his: object) -> str:
    """What two editions say, each with its language: "1,200 in en, 1,500 in fr"."""
    return f"{mine} in {one.page.language or 'the first'}, {his} in {other.page.language or 'the second'}"


def _range(least: int, most: int) -> str:
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _shared_out(battle: Battle) -> bool:
    """Whether a draw names somebody: "tactical victory of France, strategic victory of Spain" is a victory of either."""
    result, language = battle.result, battle.page.language
    drawn = result is not None and result.outcome is Outcome.INCONCLUSIVE
    return drawn and language is not None and bool(peoples(result.text if result is not None else "", load(language)))


def _date(battle: Battle) -> Quote:
    quote = date_quote(battle)
    return Quote(quote.text, quote.span, quote.where, battle.page.language)


def _edition(battle: Battle, field: str, text: str) -> Quote:
    quote = quote_of(battle, field, text)
    return Quote(quote.text, quote.span, quote.where, battle.page.language)
