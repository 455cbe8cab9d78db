"""Two names of one day, in two styles or calendars: which of them states the date."""

from __future__ import annotations

from battlex.record import replace
from battlex.values.dates.calendars import FOREIGN, GREGORIAN_SINCE, Day, day_number, julian_to_gregorian, month_length
from battlex.values.dates.fill import astronomical, fill
from battlex.values.dates.stated import Link, Stated

MAX_STYLE_GAP = 14
"""The two styles are never further apart, in days."""


def foreign(date: Stated) -> bool:
    """Whether a date is of a calendar whose days ISO 8601 cannot write, a lunar one, or a year of a reign."""
    return date.calendar in FOREIGN or date.calendar == "lunar" or date.lunar or date.reign


def whole_day(date: Stated) -> Day | None:
    """The day that a date states in full, if there is such a day."""
    if date.year is None or date.month is None or date.day is None or date.month > 12 or foreign(date):
        return None
    year = astronomical(date)
    return Day(year, date.month, date.day) if 1 <= date.day <= month_length(year, date.month) else None


def pair(one: Stated, other: Stated) -> Stated | None:
    """Which of two dates is the other's new style, where they name the same day; None where they do not."""
    first, second = whole_day(one), whole_day(other)
    if first is None or second is None or max(first.year, second.year) < GREGORIAN_SINCE - 82:
        return None
    if julian_to_gregorian(first) == second:
        return other
    return one if julian_to_gregorian(second) == first else None


def of_two(one: Stated, other: Stated) -> Stated | None:
    """The date to keep of two that a slash joins; None where they are two ends or alternatives."""
    if foreign(one) != foreign(other):
        return other if foreign(one) else one
    if one.style != other.style and (one.style == "new" or other.style == "new" or "old" in (one.style, other.style)):
        return one if one.style == "new" or other.style == "old" else other
    chosen = pair(one, other)
    return replace(chosen, style="new") if chosen is not None else None


def settle(date: Stated) -> tuple[Stated, list[list[Link]]]:
    """A date with its brackets taken into account, and the bracketed ranges that concern the whole range before them."""
    ranges: list[list[Link]] = []
    for place, chain in date.others:
        filled = fill(_lend(chain, date))
        if len(filled) == 1:
            date = _with_other(date, filled[0].date, place)
        elif len(filled) == 2 and filled[1].joint == "slash":
            chosen = of_two(filled[0].date, filled[1].date)
            if chosen is not None:
                date = _with_other(date, chosen, place)
        elif filled:
            ranges.append(filled)
    return date, ranges


def _lend(chain: list[Link], date: Stated) -> list[Link]:
    """A bracket takes what it elides from the date before it."""
    if not chain:
        return chain
    inner = chain[-1].date
    if inner.small is not None and inner.month is None and inner.year is None and date.month and not foreign(date):
        inner.day, inner.small, inner.month = inner.small, None, date.month
    elif inner.day is not None and inner.month is None and date.month and not foreign(date):
        inner.month = date.month
    if inner.year is None and inner.month is not None and date.year is not None and not date.era_year:
        inner.year, inner.era = date.year, date.era
        inner.inherited.add("year")
    elif inner.year is not None and not inner.era and not foreign(date):
        inner.era = date.era
    return chain


def _with_other(date: Stated, other: Stated, place: int) -> Stated:
    """The date that a date and the one in its brackets state together."""
    if other.year is None and other.month is None:
        return date
    if date.year is None and other.year is not None and other.month is not None:
        return other
    if other.era_year and place == 1 and date.order[:1] == ["year"]:
        return replace(date, lunar=date.lunar or other.lunar)
    if other.month is None and other.year is not None:
        return _with_year(date, other)
    if date.month is None and other.year == date.year and not foreign(other):
        return replace(date, month=other.month, day=other.day)
    if foreign(other):
        return date
    if foreign(date):
        return _doubtful(other, date) if other.year is not None else date
    if other.style == "old" or date.style == "new":
        return replace(date, style=date.style or "new")
    if other.style == "new" or date.style == "old":
        return _doubtful(other, date)
    chosen = pair(date, other)
    if chosen is None:
        first, second = whole_day(date), whole_day(other)
        if first is None or second is None or not 0 < day_number(second) - day_number(first) <= MAX_STYLE_GAP:
            return date
        chosen = other
    return _doubtful(replace(chosen, style="new"), date)


def _with_year(date: Stated, other: Stated) -> Stated:
    """A bracket with a year only: the Western one of an era's year."""
    if foreign(other) or ((other.year or 0) < 100 and not other.era):
        return date
    reign = date.reign or (date.order[:1] == ["year"] and (date.year or 0) < 100 and not date.era)
    if date.year is None or date.era_year or date.calendar in FOREIGN or reign:
        lunar = date.lunar or reign or date.calendar in FOREIGN
        plain = replace(date, year=other.year, era=other.era, era_year=False, reign=False, lunar=lunar, calendar="")
        return replace(plain, month=None, day=None) if date.calendar in FOREIGN else plain
    return date


def _doubtful(date: Stated, main: Stated) -> Stated:
    return replace(
        date, approx=date.approx or main.approx, uncertain=date.uncertain or main.uncertain, bound=main.bound
    )
