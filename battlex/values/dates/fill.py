"""Statements → whole dates: what "5–7 July" leaves out is filled in from its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.values.dates.calendars import FOREIGN
from battlex.values.dates.numeric import HYPHEN
from battlex.values.dates.stated import Link, Stated

_REACH = 40
"""How many dates away a year may stand: more are no list of days."""
_JOINED = ("to", "slash", "or", "and")


def fill(links: Sequence[Link]) -> list[Link]:
    """Fill in days, months, years and eras that the text elides; remarks with dates of their own are left out."""
    chain = _short_years(_leading_years(_without_remarks(links)))
    dates = [link.date for link in chain]
    _small_numbers(chain)
    _months(dates)
    _alternative_years(chain)
    _years(dates)
    _eras(chain)
    return [link for link in chain if not _merged(link)]


def astronomical(date: Stated) -> int:
    """The year of a date in ISO 8601's count, where 1 BC is 0."""
    year = date.year or 0
    return 1 - year if date.era == "bc" else year


def _without_remarks(links: Sequence[Link]) -> list[Link]:
    """Leave out what stands in words of its own behind a comma ("…, with fighting until 1830")."""
    kept: list[Link] = []
    dropping = False
    for link in links:
        if link.joint not in ("to", "slash"):
            dropping = link.joint in ("comma", "semicolon") and link.words > 1 and not link.labelled and bool(kept)
        if not dropping:
            kept.append(link)
    return kept


def _leading_years(links: list[Link]) -> list[Link]:
    """ "1242, 5 April": a year that stands before a comma belongs to the date behind it, where no other year follows."""
    kept: list[Link] = []
    for place, link in enumerate(links):
        before = kept[-1] if kept else None
        yearless = link.date.month is not None and link.date.year is None and link.joint in ("comma", "and", "line")
        if before is not None and before.date.order == ["year"] and yearless and _no_years(links[place + 1 :][:_REACH]):
            link.date.year, link.date.era = before.date.year, before.date.era
            link.date.order.insert(0, "year")
            link.joint = before.joint
            kept.pop()
        kept.append(link)
    return kept


def _no_years(links: Sequence[Link]) -> bool:
    return all(link.date.year is None for link in links)


def _alone(date: Stated) -> int | None:
    """The number of a date that consists of one number without an era, and a season at most."""
    if date.era or date.month is not None or date.day is not None or date.coarse or date.era_year:
        return None
    return date.small if date.small is not None else date.year


def _short_years(links: list[Link]) -> list[Link]:
    """Complete 1914–18, 1941/42; read 1914-08 as a month where the hyphen cannot join two years."""
    kept: list[Link] = []
    for link in links:
        before = kept[-1].date if kept else None
        number = _alone(link.date)
        if before is not None and link.joint in ("to", "slash") and number is not None and number < 100:
            whole = before.year is not None and before.year >= 100 and before.era != "bc" and before.day is None
            if whole and before.year is not None:
                tail = before.year % 100
                if number > tail:
                    link.date.year, link.date.small = before.year - tail + number, None
                    link.date.order = ["year"]
                    link.date.inherited.add("century")
                elif link.mark == HYPHEN and 1 <= number <= 12 and before.month is None and link.date.small:
                    before.month, before.end = number, link.date.end
                    continue
        kept.append(link)
    return kept


def _small_numbers(links: list[Link]) -> None:
    """A small number is a day where months are about, else a year where an era is: "57–56 BC"."""
    dates = [link.date for link in links]
    if any(date.month is not None for date in dates) or not any(date.era for date in dates):
        return
    for date in dates:
        if date.small is not None and date.year is None and date.day is None:
            date.year, date.small = date.small, None
            date.order = ["year"]


def _months(dates: Sequence[Stated]) -> None:
    """Give days their month: the one before them where it is written before its day, else the next one."""
    following: list[Stated | None] = [None] * len(dates)
    upcoming: Stated | None = None
    for place in range(len(dates) - 1, -1, -1):
        following[place] = upcoming
        if dates[place].month is not None:
            upcoming = dates[place]
    previous: Stated | None = None
    for place, date in enumerate(dates):
        if date.month is not None:
            previous = date
            continue
        if date.day is None and date.small is None:
            continue
        after = following[place]
        source = previous if previous is not None and (_month_first(previous) or after is None) else after
        if source is None or (date.year is not None and date.day is None and source is not previous):
            continue
        date.day = date.day if date.day is not None else date.small
        date.small = None
        date.month = source.month
        date.calendar = date.calendar or source.calendar
        date.inherited.add("month")
        if source is previous and "month" in source.order:
            previous = source


def _alternative_years(links: Sequence[Link]) -> None:
    """ "September 999 or 1000": the month or season serves both years."""
    for before, link in pairwise(links):
        one, other = before.date, link.date
        whole = one.year is not None and one.day is None and (one.month is not None or one.season is not None)
        if link.joint == "or" and other.order == ["year"] and whole:
            other.month, other.season, other.calendar = one.month, one.season, other.calendar or one.calendar
            other.inherited.add("month")


def _month_first(date: Stated) -> bool:
    """Whether a date states its month before its day."""
    return "month" in date.order and "day" in date.order and date.order.index("month") < date.order.index("day")


def _years(dates: Sequence[Stated]) -> None:
    """Give dates their year: the one before them where years are written first, else the next one."""
    stated = [date.year is not None for date in dates]
    for place, date in enumerate(dates):
        if stated[place] or date.empty or date.coarse or date.present:
            continue
        previous = next((d for d in reversed(dates[:place][-_REACH:]) if d.year is not None and _kin(d, date)), None)
        following = next(
            (d for n, d in enumerate(dates[place + 1 : place + 1 + _REACH], place + 1) if stated[n] and _kin(d, date)),
            None,
        )
        year_first = previous is not None and len(previous.order) > 1 and previous.order[0] == "year"
        source = previous if previous is not None and (year_first or following is None) else following
        if source is None:
            continue
        date.year, date.era, date.lunar = source.year, date.era or source.era, date.lunar or source.lunar
        date.era_year = source.era_year
        date.inherited.add("year")


def _kin(one: Stated, other: Stated) -> bool:
    """Whether two dates are of one calendar, so that one can lend the other its year."""
    return (one.calendar in FOREIGN) == (other.calendar in FOREIGN)


def _eras(links: Sequence[Link]) -> None:
    """An era serves the whole range that it closes, or that it opens while the years go down."""
    for one, other in reversed(list(pairwise(links))):
        date, following = one.date, other.date
        if not date.era and following.era == "bc" and not following.era_first and other.joint in _JOINED:
            earlier = date.year is not None and (date.year >= (following.year or 0) or other.joint != "to")
            if earlier or (date.century is not None and date.century >= (following.century or 0)):
                date.era = "bc"
    for one, other in pairwise(links):
        date, previous = other.date, one.date
        later = date.year is not None and previous.year is not None and date.year < previous.year
        if not date.era and previous.era == "bc" and other.joint in _JOINED and later:
            date.era = "bc"


def _merged(link: Link) -> bool:
    """Whether nothing of a date could be placed in time."""
    date = link.date
    return date.year is None and not date.coarse and not date.present and date.bound != "open" and not date.others
