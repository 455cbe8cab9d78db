"""The date of an infobox against itself, the lead, the name and the categories of its article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from battlex.check.dated import Told, dates_told
from battlex.check.findings import Finding, Quote, finding, quote_of
from battlex.check.lead import introduces, quoted
from battlex.languages import Language
from battlex.markup import flatten
from battlex.model import Battle, DateRange, Span
from battlex.pattern import pattern
from battlex.prose.text.passages import Passage
from battlex.prose.text.sentences import splitter
from battlex.values.dates.reading import read_date
from battlex.values.dates.scan import Token
from battlex.values.dates.tokens import tokens

FEW_DAYS = 7
"""One day of a battle that took longer may well be all that a lead tells."""
FEW_MONTHS = 12
FEW_YEARS = 5
"""What is further away is another event, or the number of something."""
_CALENDARS_APART = range(8, 14)
_LAST_JULIAN = 1923
"""Two days so far apart, up to this year, are mostly one day in two calendars."""
_LEAD_SENTENCES = 2

_ISO = pattern(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?")
_YEAR = pattern(r"(?<![\d–—-])\d{3,4}(?![\d–—-])")
_BRACKETED_YEAR = pattern(r"\((?:[^()]*\s)?(\d{3,4})\)$")
_CATEGORY = pattern(r"\[\[([^\[\]:|]{1,30}):([^\[\]|\n]{1,200})")
_BRACKETS = pattern(r"\([^()]*\)")
_MOST_CATEGORIES = 200
_LONGEST = 200
"""Characters of a value that may be two dates and a dash."""
_LATEST_BC = 999

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


def disagreeing_dates(battle: Battle, lead: Passage | None, language: Language | None) -> Iterator[Finding]:
    """What the date of a battle's infobox disagrees with."""
    if language is not None and _runs_backwards(battle, language):
        yield finding("date-order", "the end is before the start", _date_quote(battle))
        return
    box = battle.date
    stretch = _stretch(box) if box is not None else None
    if box is None or stretch is None or len(box.intervals) > 1 or box.approx:
        return
    yield from _against_names(battle, stretch)
    if lead is None or language is None or not introduces(lead, battle):
        return
    yield from _against_lead(battle, box, stretch, lead, language)
    yield from _against_categories(battle, stretch, language)


def _runs_backwards(battle: Battle, language: Language) -> bool:
    """Whether the infobox gives a last day before the first: no date is made of such a pair."""
    stated = next((p for p in battle.infobox.parameters.values() if p.field == "date" and p.text), None)
    if stated is None or len(stated.text) > _LONGEST or battle.date is not None:
        return False
    flat = flatten(stated.text, language)
    parts = list(tokens(flat, language))
    for place, token in enumerate(parts):
        if token.kind in ("dash", "hyphen", "to", "until"):
            return _days_fall(parts, place) or _reversed(
                read_date(flatten(flat.text[: token.start], language), language),
                read_date(flatten(flat.text[token.end :], language), language),
            )
    return False


def _days_fall(parts: Sequence[Token], dash: int) -> bool:
    """ "5–3 May 1643": two days of one month, the later one first."""
    first = next((part for part in reversed(parts[:dash]) if part.kind != "day_unit"), None)
    last = parts[dash + 1] if dash + 1 < len(parts) else None
    if first is None or last is None or not first.kind == last.kind == "number":
        return False
    return 31 >= first.value > last.value > 0 and any(part.kind in ("month", "month_unit") for part in parts)


def _reversed(first: DateRange | None, last: DateRange | None) -> bool:
    start, end = (_stretch(one) if one is not None else None for one in (first, last))
    if start is None or end is None or not start.point or not end.point:
        return False
    # Years before Christ run backwards, and not every infobox says what they are.
    told = start.start[0] > _LATEST_BC or (start.precision > 1 and end.precision > 1)
    return told and _before(end.start, start.start)


def _stretch(stated: DateRange) -> Stretch | None:
    start, end = _moment(stated.start), _moment(stated.end)
    return Stretch(start, end) if start is not None and end is not None else None


def _moment(iso: str | None) -> Moment | None:
    """An end of a date as numbers; a season is known by its year alone. None for centuries, decades and open ends."""
    match = _ISO.fullmatch(iso or "")
    if match is None:
        return None
    found = tuple(int(group) for group in match.groups() if group is not None)
    return found if len(found) < 2 or found[1] <= 12 else found[:1]


def _same(one: Moment, other: Moment) -> bool:
    """Whether two moments agree as far as both are stated."""
    return all(mine == theirs for mine, theirs in zip(one, other, strict=False))


def _before(one: Moment, other: Moment) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] < other[:shared]


# the lead


def _against_lead(
    battle: Battle, box: DateRange, stretch: Stretch, lead: Passage, language: Language
) -> Iterator[Finding]:
    """The first sentences that tell a date at all: where none of their dates agrees, the first one that comes near."""
    for place, (start, end) in enumerate(list(splitter(language).split(lead.text))[:_LEAD_SENTENCES]):
        near = [
            told
            for told in dates_told(lead, start, end, language)
            if told.date.calendar == box.calendar and any(_near(stretch, theirs) for theirs in _stretches(told.date))
        ]
        codes = [_code(stretch, told, lead, first=place == 0) for told in near]
        if codes and None not in codes:
            told = near[0]
            message = f"{box.edtf} in the infobox and {told.date.edtf} in the text"
            yield finding(str(codes[0]), message, quote_of(battle, "date", box.text), quoted(lead, start, end))
        if near:
            return


def _stretches(stated: DateRange) -> list[Stretch]:
    ends = [(_moment(start), _moment(end)) for start, end in stated.intervals]
    return [Stretch(start, end) for start, end in ends if start is not None and end is not None]


def _near(box: Stretch, told: Stretch) -> bool:
    """Whether a date of the text is close enough to be of the same event."""
    if box.precision > 1 and told.precision > 1:
        gaps = [_months(told.start) - _months(box.end), _months(box.start) - _months(told.end)]
        return max(gaps) <= FEW_MONTHS
    return max(told.start[0] - box.end[0], box.start[0] - told.end[0]) <= FEW_YEARS


def _months(moment: Moment) -> int:
    return moment[0] * 12 + moment[1]


def _code(box: Stretch, told: Told, lead: Passage, *, first: bool) -> str | None:
    """The code of what a date told disagrees in; None where both can be right, or where it is likely of something else."""
    theirs = _stretches(told.date)
    if len(theirs) != 1 or told.date.approx:
        return None
    (stretch,) = theirs
    code = _disagreement(box, stretch)
    named = any(mark.kind == "bold" and mark.start <= told.start < mark.end for mark in lead.marks)
    if first:
        return None if named and code == DAY else code
    # Further on a lead tells of what came before and after; the day before is still that of the battle.
    close = box.precision == stretch.precision == 3 and 0 < _gap(box, stretch) <= 2
    return code if close else None


DATE, DAY = "date-lead", "date-day"


def _disagreement(box: Stretch, told: Stretch) -> str | None:
    if _before(told.end, box.start) or _before(box.end, told.start):
        return DATE if (_slip(box, told) or box.precision < 3) and not _one_day_in_two_calendars(box, told) else None
    if told.point:
        # One day of several is that of the fighting proper; the first one may be told as the beginning.
        days = told.precision == 3 and box.precision == 3 and not box.point
        return DAY if days and told.start != box.start and _days(box) <= FEW_DAYS else None
    if told.precision < box.precision and _within(box, told):
        return None
    ends = [_same(box.start, told.start), _same(box.end, told.end)]
    shifted = not box.point and not any(ends) and not _within(box, told) and not _within(told, box)
    return DATE if ends[0] != ends[1] or shifted else None


def _within(inner: Stretch, outer: Stretch) -> bool:
    return not _before(inner.start, outer.start) and not _before(outer.end, inner.end)


def _slip(box: Stretch, told: Stretch) -> bool:
    """Whether two dates that have no day in common are but a slip apart: a few days, or one of year and month."""
    if box.precision < 3 or told.precision < 3:
        return False
    pairs = zip(box.start[:2], told.start[:2], strict=True)
    wrong_word = box.start[2] == told.start[2] and sum(mine != theirs for mine, theirs in pairs) == 1
    return _gap(box, told) <= FEW_DAYS or (box.point and told.point and wrong_word)


def _gap(box: Stretch, told: Stretch) -> int:
    """The days between two stretches of days; not above 0 where they have days in common."""
    return max(_day(told.start) - _day(box.end), _day(box.start) - _day(told.end))


def _one_day_in_two_calendars(box: Stretch, told: Stretch) -> bool:
    if box.precision < 3 or told.precision < 3 or box.start[0] > _LAST_JULIAN:
        return False
    apart = [abs(_day(mine) - _day(theirs)) for mine, theirs in zip(box, told, strict=True)]
    return any(days in _CALENDARS_APART for days in apart)


def _days(stretch: Stretch) -> int:
    return _day(stretch.end) - _day(stretch.start)


def _day(moment: Moment) -> int:
    """The number of a day; years before the first count alike, and a day that no month has is its last."""
    year, month, day = moment
    for last in (day, 30, 29, 28):
        try:
            return date(year % 400 + 400, month, min(day, last)).toordinal() + (year // 400) * 146097
        except ValueError:
            continue
    return 0


# names and categories


def _against_names(battle: Battle, stretch: Stretch) -> Iterator[Finding]:
    """The year in brackets that tells an article from its namesakes."""
    for name, where in ((battle.page.title, "title"), (battle.name, "")):
        match = _BRACKETED_YEAR.search(name or "")
        if name and match and stretch.start[0] > 0 and not stretch.start[0] <= int(match[1]) <= stretch.end[0]:
            if _years_apart(stretch, int(match[1])) <= FEW_YEARS:
                quote = Quote(name, None, where) if where else quote_of(battle, "name", name)
                yield finding("date-name", f"its name says {match[1]}", _date_quote(battle), quote)
                return


def _against_categories(battle: Battle, stretch: Stretch, language: Language) -> Iterator[Finding]:
    """The years in the names of the categories, where none of them is that of the battle."""
    hidden = {name.casefold() for name in language.section("namespaces").get("hidden", ())}
    told: list[tuple[int, Quote]] = []
    for match, _ in zip(_CATEGORY.finditer(battle.page.wikitext), range(_MOST_CATEGORIES), strict=False):
        years = _years(_BRACKETS.sub(" ", match[2]))
        if match[1].strip().casefold() in hidden:
            if any(char.isdigit() for char in match[2]) and not years:
                return
            told += [(year, Quote(match[2].strip(), Span(*match.span(2)), "category")) for year in years]
    if stretch.start[0] > 0 and told and all(_years_apart(stretch, year) for year, _ in told):
        year, quote = min(told, key=lambda one: _years_apart(stretch, one[0]))
        if _years_apart(stretch, year) <= FEW_MONTHS:
            yield finding("date-category", f"its category says {year}", _date_quote(battle), quote)


def _years(category: str) -> list[int]:
    """The numbers of a category's name that may be years; "1640s" is none."""
    return [int(match[0]) for match in _YEAR.finditer(category) if not category[match.end() :][:1].islower()]


def _years_apart(stretch: Stretch, year: int) -> int:
    return max(stretch.start[0] - year, year - stretch.end[0], 0)


def _date_quote(battle: Battle) -> Quote:
    return quote_of(battle, "date", battle.date.text if battle.date is not None else "")
