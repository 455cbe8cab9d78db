"""Moments and stretches of time, and how ISO 8601 and EDTF write them."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.model import Interval
from battlex.record import Record, record
from battlex.values.dates.calendars import month_length


@record
class Moment(Record):
    """A point in time at the precision that is stated; ``year`` is astronomical.

    ``season`` is EDTF's (21 spring … 24 winter). ``width`` is 1 for a year, 10 for a decade, 100 for a century:
    ``year`` is then the first of them.
    """

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None
    width: int = 1
    approx: bool = False
    uncertain: bool = False

    @property
    def first(self) -> tuple[int, int, int]:
        """The first day that it may mean."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last(self) -> tuple[int, int, int]:
        """The last day that it may mean."""
        year = self.year + self.width - 1
        month = self.month or 12
        return year, month, self.day or month_length(year, month)

    def iso(self) -> str | None:
        """ISO 8601 at the stated precision; a season is its year, a decade or century cannot be written."""
        if self.width > 1:
            return None
        return year_text(self.year) + "".join(f"-{part:02d}" for part in (self.month, self.day) if part)

    def edtf(self, seasons: bool = True) -> str:
        """EDTF with its qualifier; ``seasons`` is False where the syntax has no room for one (in sets)."""
        qualifier = "%" if self.approx and self.uncertain else "~" if self.approx else "?" if self.uncertain else ""
        if self.width > 1:
            digits = year_text(self.year)
            blurred = len(str(self.width)) - 1
            return digits[:-blurred] + "X" * blurred + qualifier
        if self.season and seasons and not self.month:
            return f"{year_text(self.year)}-{self.season}{qualifier}"
        return f"{self.iso()}{qualifier}"

    def follows(self, other: Moment) -> bool:
        """Whether it is the very next day, month or year after ``other``, at the same precision."""
        if self.season and other.season and not (self.month or other.month):
            return (self.year, self.season) == (other.year, other.season + 1)
        if self.season or other.season or self.width > 1 or other.width > 1:
            return False
        if self.day and other.day:
            year, month, day = other.last
            ends = day == month_length(year, month)
            after = (year, month, day + 1) if not ends else (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
            return self.first == after
        if self.month and other.month and not self.day and not other.day:
            return self.year * 12 + self.month == other.year * 12 + other.month + 1
        return not (self.month or other.month) and self.year == other.year + 1


def year_text(year: int) -> str:
    """An astronomical year with four digits and its sign."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


@record
class Stretch(Record):
    """From one moment to another; None is an open end. A single date has one moment as both ends.

    ``bound`` is "before" or "after" where the source only says so of an event at an unstated time, "either" where it
    names two adjoining times and means one of them. ``style`` is "old", "new" or "", ``calendar`` the one it names.
    """

    start: Moment | None
    end: Moment | None
    bound: str = ""
    style: str = ""
    calendar: str = ""

    @property
    def single(self) -> bool:
        """Whether it is one date and no range."""
        return self.start is self.end

    def moments(self) -> tuple[Moment, ...]:
        """Its ends that are stated."""
        return tuple(moment for moment in (self.start, self.end) if moment is not None)

    def sound(self) -> bool:
        """Whether it does not end before it begins."""
        return self.start is None or self.end is None or self.start.first <= self.end.last

    def interval(self) -> Interval | None:
        """Both ends in ISO 8601; None where neither can be written."""
        start, end = (moment.iso() if moment else None for moment in (self.start, self.end))
        return Interval(start, end) if start or end else None

    def edtf(self) -> str:
        """One EDTF expression."""
        if self.bound == "before" and self.end:
            return f"[..{self.end.edtf(seasons=False)}]"
        if self.bound == "after" and self.start:
            return f"[{self.start.edtf(seasons=False)}..]"
        if self.single and self.start:
            return self.start.edtf()
        if self.bound == "either":
            return f"[{self.member()}]"
        return "/".join(moment.edtf() if moment else ".." for moment in (self.start, self.end))

    def member(self) -> str:
        """The expression that stands for it within a set."""
        start, end = (plain.edtf(seasons=False) if plain else "" for plain in (self.start, self.end))
        return start if self.single else f"{start}..{end}"


def set_text(stretches: Sequence[Stretch], alternatives: bool) -> str:
    """EDTF for one stretch or several: all of them in braces, one of them in brackets."""
    if len(stretches) == 1:
        return stretches[0].edtf()
    members = ",".join(dict.fromkeys(stretch.member() for stretch in stretches))
    return (
        members if "," not in members and ".." not in members else f"[{members}]" if alternatives else f"{{{members}}}"
    )
