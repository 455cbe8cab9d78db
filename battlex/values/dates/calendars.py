"""How long months are, and how the dates of one calendar are written in another. Years are astronomical throughout."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

GREGORIAN_SINCE = 1582
"""No source gives a date in two styles before the reform."""


class Day(NamedTuple):
    """A day of a calendar."""

    year: int
    month: int
    day: int


def is_leap(year: int) -> bool:
    """Whether a year of the proleptic Gregorian calendar has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """The number of days of a month of the proleptic Gregorian calendar."""
    return 28 if month == 2 and not is_leap(year) else _MONTH_DAYS[month - 1]


def day_number(day: Day) -> int:
    """A count of days that is the same for all calendars (the Julian day number) of a Gregorian day."""
    return _from_march(day) - _century_days(day) + 1721119


def julian_day_number(day: Day) -> int:
    """The same count for a day of the Julian calendar."""
    return _from_march(day) + 1721117


def julian_to_gregorian(day: Day) -> Day:
    """The Gregorian name of a day of the Julian calendar."""
    return gregorian_day(julian_day_number(day))


def gregorian_day(number: int) -> Day:
    """The Gregorian day with a Julian day number."""
    shifted = number - 1721120
    era, of_era = divmod(shifted, 146097)
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    year = year_of_era + era * 400
    return Day(year + (month >= 10), month + 3 if month < 10 else month - 9, day)


def civil_day(number: int) -> Day:
    """The day as historians write it: Julian before the Gregorian reform, Gregorian since."""
    if number >= _REFORM:
        return gregorian_day(number)
    shifted = number - 1721118
    year = (4 * shifted + 3) // 1461
    of_year = shifted - year * 1461 // 4
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    return Day(year + (month >= 10), month + 3 if month < 10 else month - 9, day)


_REFORM = 2299161
"""The Julian day number of 15 October 1582."""


def _from_march(day: Day) -> int:
    year, month = (day.year, day.month - 3) if day.month > 2 else (day.year - 1, day.month + 9)
    return 365 * year + year // 4 + (153 * month + 2) // 5 + day.day


def _century_days(day: Day) -> int:
    year = day.year if day.month > 2 else day.year - 1
    return year // 100 - year // 400


FOREIGN = ("islamic", "persian", "republican", "hebrew")
"""Calendars whose dates ISO 8601 cannot write as they stand.

Jewish dates are told apart, not converted: sources write their days and years in letters and give the civil date beside.
"""

TABULAR = ("islamic",)
"""Calendars whose days followed the moon as it was seen: arithmetic may be off by a day or two."""

_MONTHS_OF_YEAR = {"islamic": (1, 12), "persian": (1, 12), "republican": (1, 13)}


def foreign_range(calendar: str, year: int, month: int | None, day: int | None) -> tuple[Day, Day] | None:
    """First and last day, as historians write them, of a day, month or year of a foreign calendar; None where it has no such."""
    if calendar not in _MONTHS_OF_YEAR:
        return None
    first_month, last_month = (month, month) if month else _MONTHS_OF_YEAR[calendar]
    if not 1 <= year <= _LAST_YEAR or not 1 <= first_month <= 13:
        return None
    try:
        last_day = _length(calendar, year, last_month)
        if day and not 1 <= day <= last_day:
            return None
        first = _number(calendar, year, first_month, day or 1)
        last = first if day else _number(calendar, year, last_month, last_day)
    except (ValueError, IndexError, OverflowError):
        return None
    return civil_day(first), civil_day(last)


_LAST_YEAR = 3000


def _length(calendar: str, year: int, month: int) -> int:
    if calendar == "republican":
        return 30 if month < 13 else 6
    if calendar == "persian":
        if month > 11:
            return persian_new_year(year + 1) - persian_new_year(year) - 336
        return 31 if month < 7 else 30
    from convertdate import islamic

    return int(islamic.month_length(year, month))


def _number(calendar: str, year: int, month: int, day: int) -> int:
    if calendar == "persian":
        return persian_new_year(year) + (month - 1) * 30 + min(month - 1, 6) + day - 1
    from convertdate import french_republican, islamic

    count: Callable[[int, int, int], float] = islamic.to_jd if calendar == "islamic" else french_republican.to_jd
    return math.floor(count(year, month, day) + 0.5)


_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178)
"""Persian years in which the rhythm of leap years, one in four with a fifth year now and then, begins anew."""


def persian_new_year(year: int) -> int:
    """The Julian day number of 1 Farvardin, by Borkowski's rhythms: the equinox itself takes a thousand times as long."""
    leaps, first = -14, _BREAKS[0]
    for behind in _BREAKS[1:]:
        length = behind - first
        if year < behind:
            break
        leaps += length // 33 * 8 + length % 33 // 4
        first = behind
    passed = year - first
    leaps += passed // 33 * 8 + (passed % 33 + 3) // 4 + (length % 33 == 4 and length - passed == 4)
    common = year + 621
    return day_number(Day(common, 3, 1)) + 19 + leaps - (common // 4 - (common // 100 + 1) * 3 // 4 - 150)
