"""Whole dates → stretches of time, adjoining ones joined, one style or calendar chosen."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.record import replace
from battlex.values.dates.calendars import (
    FOREIGN,
    TABULAR,
    Day,
    day_number,
    foreign_range,
    julian_to_gregorian,
    month_length,
)
from battlex.values.dates.choose import MAX_STYLE_GAP, of_two, settle
from battlex.values.dates.edtf import Moment, Stretch
from battlex.values.dates.fill import astronomical
from battlex.values.dates.stated import Link, Stated

_FIRST_JEWISH_YEAR = 3000
"""A smaller year beside a Jewish month is of the common era: "9 Av 70"."""


def build(links: Sequence[Link]) -> tuple[list[Stretch], bool]:
    """The stretches of time that filled dates state, and whether they are alternatives."""
    groups: list[tuple[str, list[Link]]] = []
    for link in links:
        if link.joint in ("to", "slash") and groups:
            groups[-1][1].append(link)
        else:
            groups.append((link.joint, [link]))
    built = [(joint, stretch) for joint, group in groups if (stretch := _group(group)) is not None]
    built = _one_style(built)
    joined: list[tuple[str, Stretch]] = []
    for joint, stretch in built:
        whole = _adjoining(joined[-1][1], stretch, joint) if joined and joint else None
        if whole is not None:
            joined[-1] = (joined[-1][0], whole)
        elif not joined or (stretch != joined[-1][1] and not (joint == "line" and _within(stretch, joined[0][1]))):
            joined.append((joint, stretch))
    return [stretch for _, stretch in joined], any(joint == "or" for joint, _ in joined[1:])


def _within(phase: Stretch, whole: Stretch) -> bool:
    """Whether a stretch of days on a line of its own is but a phase of the one that the value begins with."""
    ends = (phase.start, phase.end, whole.start, whole.end)
    if not all(moment is not None and moment.day for moment in ends) or phase.style != whole.style or phase.bound:
        return False
    first, last, start, end = (moment.first for moment in ends if moment is not None)
    return not whole.bound and start <= first and last <= end


def _group(links: list[Link]) -> Stretch | None:
    """One range or single date."""
    settled = [settle(link.date) for link in links]
    dates = [date for date, _ in settled]
    ranges = [chain for _, chains in settled for chain in chains]
    joints = [link.joint for link in links]
    if joints[1:] == ["to", "slash", "to"]:
        halves = [of_two(dates[0], dates[2]), of_two(dates[1], dates[3])]
        if all(half is not None for half in halves):
            return _stretch([[half] for half in halves if half is not None])
    atoms: list[list[Stated]] = []
    for joint, date in zip(joints, dates, strict=True):
        if joint == "slash" and atoms:
            chosen = of_two(atoms[-1][-1], date)
            atoms[-1][-1:] = [chosen] if chosen is not None else [atoms[-1][-1], date]
        else:
            atoms.append([date])
    stretch = _stretch(atoms)
    for chain in ranges:
        other = _group(chain)
        if other is not None and not other.single:
            stretch = _of_ranges(stretch, other)
    return stretch


def _stretch(atoms: list[list[Stated]]) -> Stretch | None:
    """From the first of the first date's readings to the last of the last one's."""
    atoms = [
        [date for date in atom if date.year is not None or date.coarse or date.present or date.bound == "open"]
        for atom in atoms
    ]
    atoms = [atom for atom in atoms if atom]
    if not atoms:
        return None
    flat = [date for atom in atoms for date in atom]
    style = next((date.style for date in flat if date.style), "")
    calendar = next(
        (date.calendar for date in flat if date.calendar), "lunar" if any(d.lunar and d.month for d in flat) else ""
    )
    open_end = flat[-1].present or flat[-1].bound == "open"
    bound = flat[0].bound
    ends = [moment for date in flat if (moment := moments(date)) is not None]
    if not ends:
        return None
    if len(flat) == 1:
        start, end = ends[0]
        if bound in ("before", "until"):
            return Stretch(None, end, "before" if bound == "before" else "", style, calendar)
        if bound in ("after", "since"):
            return Stretch(start, None, "after" if bound == "after" else "", style, calendar)
        return Stretch(start, end, "", style, calendar)
    if bound == "until" and len(atoms) == 1:
        return Stretch(None, ends[-1][1], "", style, calendar)
    last = None if open_end else ends[-1][1]
    if flat[0].approx and last is not None and len(atoms) > 1 and _covers(flat):
        last = replace(last, approx=True)
    return _sound(Stretch(ends[0][0], last, "", style, calendar), flat)


def _covers(dates: Sequence[Stated]) -> bool:
    """Whether "c." before a range of bare years counts for both of them."""
    return all(date.order == ["year"] for date in dates)


def _sound(stretch: Stretch, dates: Sequence[Stated]) -> Stretch | None:
    """A range that ends before it begins crosses the new year, if a year was only inherited; else it is no range."""
    if stretch.sound() or stretch.start is None or stretch.end is None:
        return stretch
    start, end = stretch.start, stretch.end
    if start.month is not None and start.month == end.month:
        # "5–3 May": no range of a year less two days is written so.
        return None
    if "year" in dates[0].inherited:
        stretch = replace(stretch, start=replace(start, year=start.year - 1))
    elif "year" in dates[-1].inherited:
        stretch = replace(stretch, end=replace(end, year=end.year + 1))
    return stretch if stretch.sound() else None


def moments(date: Stated) -> tuple[Moment, Moment] | None:
    """First and last moment that a date states: the same one, but for the years and months of a foreign calendar."""
    doubt = {"approx": date.approx, "uncertain": date.uncertain}
    if date.coarse:
        moment = _coarse(date)
    elif date.year is None or date.reign:
        return None
    elif date.calendar == "hebrew" and date.year < _FIRST_JEWISH_YEAR:
        moment = Moment(astronomical(date), **doubt)
    elif date.calendar in FOREIGN:
        return _converted(date)
    else:
        year = astronomical(date)
        lunar = date.lunar or date.calendar == "lunar"
        month = None if lunar or date.season else date.month
        day = date.day if month and date.day and 1 <= date.day <= month_length(year, month) else None
        moment = Moment(year, month, day, date.season, **doubt)
    return moment, moment


def _coarse(date: Stated) -> Moment:
    if date.century is not None:
        first = -(date.century * 100 - 1) if date.era == "bc" else (date.century - 1) * 100
        return Moment(first, width=100, approx=date.approx, uncertain=date.uncertain)
    decade = date.decade or 0
    # The 490s BC are -498 to -489: EDTF's decades lie a year beside them.
    first = -(decade + 8) if date.era == "bc" else decade
    return Moment(first, width=10, approx=date.approx or date.era == "bc", uncertain=date.uncertain)


def _converted(date: Stated) -> tuple[Moment, Moment] | None:
    converted = foreign_range(date.calendar, date.year or 0, date.month, date.day if date.month else None)
    if converted is None:
        return None
    doubt = {"approx": date.approx or date.calendar in TABULAR, "uncertain": date.uncertain}
    first, last = converted
    if date.month and date.day:
        moment = Moment(*first, **doubt)
        return moment, moment
    if date.month:
        return Moment(first.year, first.month, **doubt), Moment(last.year, last.month, **doubt)
    return Moment(first.year, **doubt), Moment(last.year, **doubt)


# several stretches


def _of_ranges(stretch: Stretch | None, other: Stretch) -> Stretch | None:
    """The range to keep of one and the one in brackets behind it."""
    if stretch is None or _outranks(other, stretch):
        return replace(other, style="new") if stretch is not None and not other.style else other
    return stretch


def _outranks(one: Stretch, other: Stretch) -> bool:
    """Whether ``one`` is the new style, or the ISO calendar, of what ``other`` states."""
    if _foreign(one) != _foreign(other):
        return _foreign(other)
    if one.style != other.style and "new" in (one.style, other.style):
        return one.style == "new"
    if one.style == "old" or other.style == "new":
        return False
    first, second = _start_day(other), _start_day(one)
    if first is None or second is None:
        return False
    later = 0 < day_number(second) - day_number(first) <= MAX_STYLE_GAP
    return julian_to_gregorian(first) == second or (later and other.style == "old")


def _foreign(stretch: Stretch) -> bool:
    return stretch.calendar not in ("",)


def _start_day(stretch: Stretch) -> Day | None:
    start = stretch.start
    return Day(start.year, start.month, start.day) if start and start.month and start.day else None


def _one_style(built: list[tuple[str, Stretch]]) -> list[tuple[str, Stretch]]:
    """Leave out what is another style's or calendar's name for a stretch beside it."""
    kept = []
    for place, (joint, stretch) in enumerate(built):
        near = built[max(place - 3, 0) : place] + built[place + 1 : place + 4]
        if not any(_outranks(other, stretch) for _, other in near):
            kept.append((joint, stretch))
    return kept


def _adjoining(one: Stretch, other: Stretch, joint: str) -> Stretch | None:
    """One stretch for two single dates that follow each other without a gap; ``either`` where "or" joins them."""
    if (
        joint not in ("and", "or", "comma", "line")
        or one.start is None
        or other.end is None
        or one.end is None
        or other.start is None
    ):
        return None
    either = joint == "or"
    if (
        not other.single
        or one.bound not in ("", "either")
        or other.bound
        or (not one.single and (one.bound == "either") != either)
    ):
        return None
    if (
        not other.start.follows(one.end)
        or (either and other.start.season)
        or (not one.single and joint in ("comma", "line"))
    ):
        return None
    return replace(one, end=other.end, bound="either" if either else "")
