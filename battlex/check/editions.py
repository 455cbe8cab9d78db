"""Articles on the same battle against each other: several language editions of one article."""

from __future__ import annotations

from collections.abc import Iterator

from battlex.check.findings import LARGER, Finding, Quote, days, finding, quote_of, quotes
from battlex.model import Battle, Outcome

APART = 1.0
"""Degrees of latitude or longitude by which two editions may differ."""


def compared(one: Battle, other: Battle) -> Iterator[Finding]:
    """What two articles say differently of the same battle."""
    if one.date is not None and other.date is not None and days(one.date) and days(other.date):
        if one.date.calendar == other.date.calendar and one.date.intervals != other.date.intervals:
            both = (_edition(one, "date", one.date.text), _edition(other, "date", other.date.text))
            yield finding("editions-date", f"{one.date.edtf} and {other.date.edtf}", *both)
    if one.result is not None and other.result is not None:
        outcomes = {one.result.outcome, other.result.outcome}
        if outcomes == {Outcome.VICTORY, Outcome.INCONCLUSIVE}:
            both = (_edition(one, "result", one.result.text), _edition(other, "result", other.result.text))
            yield finding("editions-outcome", f"{one.result.outcome} and {other.result.outcome}", *both)
    here, there = (b.place.coordinates if b.place is not None else None for b in (one, other))
    if here is not None and there is not None and max(abs(here.lat - there.lat), abs(here.lon - there.lon)) > APART:
        both = (_edition(one, "coordinates", str(here)), _edition(other, "coordinates", str(there)))
        yield finding("editions-coordinates", f"{here.lat}, {here.lon} and {there.lat}, {there.lon}", *both)
    yield from _numbers(one, other)


def _numbers(one: Battle, other: Battle) -> Iterator[Finding]:
    """Strengths and losses of the same side; which sides are the same is only known where each article has two in one order."""
    if len(one.sides) != 2 or len(other.sides) != 2:
        return
    if one.result is None or other.result is None or len(one.result.winner) != 1 or len(other.result.winner) != 1:
        return
    turned = one.result.winner != other.result.winner
    for side in one.sides:
        same = other.sides[2 - side.side if turned else side.side - 1]
        for what in ("strength", "casualties"):
            mine, theirs = getattr(side.summary, f"{what}_max"), getattr(same.summary, f"{what}_min")
            others, own = getattr(same.summary, f"{what}_max"), getattr(side.summary, f"{what}_min")
            if None in (mine, theirs, others, own):
                continue
            if mine * LARGER < theirs or others * LARGER < own:
                values = (getattr(side, what), getattr(same, what))
                passages = [
                    quote
                    for value, battle in zip(values, (one, other), strict=True)
                    for quote in quotes(value.figures, battle.page.language)
                ]
                yield finding(f"editions-{what}", f"{own}..{mine} and {theirs}..{others}", *passages, side=side.side)


def _edition(battle: Battle, field: str, text: str) -> Quote:
    quote = quote_of(battle, field, text)
    return Quote(quote.text, quote.span, quote.where, battle.page.language)
