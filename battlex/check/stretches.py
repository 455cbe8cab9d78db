"""From when to when, in numbers: two dates held against each other as far as both are stated."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from battlex.model import DateRange
from battlex.pattern import pattern

_ISO = pattern(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?")

Moment = tuple[int, ...]
"""A year, a month of it, a day of that: as much as is stated."""


class Stretch(NamedTuple):
    """From when to when, each as precise as stated."""

    start: Moment
    end: Moment

    @property
    def point(self) -> bool:
        """Whether it is one day, month or year."""
        return self.start == self.end

    @property
    def precision(self) -> int:
        """1 where either end is but a year, 3 where both are days."""
        return min(len(self.start), len(self.end))


def stretch_of(stated: DateRange) -> Stretch | None:
    """A date as one stretch; None where an end is open, a decade or a century."""
    start, end = moment_of(stated.start), moment_of(stated.end)
    return Stretch(start, end) if start is not None and end is not None else None


def moment_of(iso: str | None) -> Moment | None:
    """An end of a date as numbers; a season is known by its year alone. None for centuries, decades and open ends."""
    match = _ISO.fullmatch(iso or "")
    if match is None:
        return None
    found = tuple(int(group) for group in match.groups() if group is not None)
    return found if len(found) < 2 or found[1] <= 12 else found[:1]


def agree(one: Moment, other: Moment) -> bool:
    """Whether two moments agree as far as both are stated."""
    return all(mine == theirs for mine, theirs in zip(one, other, strict=False))


def before(one: Moment, other: Moment) -> bool:
    """Whether one moment is before another one, as far as both are stated."""
    shared = min(len(one), len(other))
    return one[:shared] < other[:shared]


def length(stretch: Stretch) -> int:
    """The days from its first to its last."""
    return ordinal(stretch.end) - ordinal(stretch.start)


def ordinal(moment: Moment) -> int:
    """The number of a day; years before the first count alike, and a day that no month has is its last."""
    year, month, day = moment
    for last in (day, 30, 29, 28):
        try:
            return date(year % 400 + 400, month, min(day, last)).toordinal() + (year // 400) * 146097
        except ValueError:
            continue
    return 0
