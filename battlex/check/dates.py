"""The date of an infobox against itself, the lead, the name and the categories of its article."""

from __future__ import annotations

from collections.abc import Iterator

from battlex.check.dated import Told, date_quote, dates_told, legible, sentence_of
from battlex.check.findings import Finding, Quote, finding, quote_of
from battlex.check.lead import bold_names, introduces, quoted
from battlex.check.order import runs_backwards
from battlex.check.stretches import Moment, Stretch, agree, before, length, moment_of, ordinal, stretch_of
from battlex.languages import Language
from battlex.model import Battle, DateRange, Span
from battlex.pattern import pattern
from battlex.prose.text.passages import Passage
from battlex.prose.text.sentences import splitter
from battlex.record import replace

FEW_DAYS = 7
"""One day of a battle that took longer may well be all that a lead tells."""
FEW_MONTHS = 12
FEW_YEARS = 5
"""What is further away is another event, or the number of something."""
_DECADE = 10
_CALENDARS_APART = range(8, 14)
_LAST_JULIAN = 1923
"""Two days so far apart, up to this year, are mostly one day in two calendars."""
_LEAD_SENTENCES = 2

_YEAR = pattern(r"(?<![\d–—-])\d{3,4}(?![\d–—-])")
_NAMED_YEAR = pattern(r"\((?:[^()]*\s)?(?P<year>\d{3,4})\)$|^(?P<first>\d{4})\s")
_CATEGORY = pattern(r"\[\[([^\[\]:|]{1,30}):([^\[\]|\n]{1,200})")
_BRACKETS = pattern(r"\([^()]*\)")
_MOST_CATEGORIES = 200


def disagreeing_dates(battle: Battle, lead: Passage | None, language: Language | None) -> Iterator[Finding]:
    """What the date of a battle's infobox disagrees with."""
    if language is not None and runs_backwards(battle, language):
        yield finding("date-order", "the end is before the start", date_quote(battle))
        return
    box = battle.date
    stretch = stretch_of(box) if box is not None else None
    if box is None or stretch is None or len(box.intervals) > 1 or box.approx:
        return
    own = lead is not None and introduces(lead, battle)
    yield from _against_names(battle, stretch, lead if own else None, language)
    if lead is None or language is None or not own:
        return
    yield from _against_lead(battle, box, stretch, lead, language)
    yield from _against_categories(battle, stretch, language)


# the lead


def _against_lead(
    battle: Battle, box: DateRange, stretch: Stretch, lead: Passage, language: Language
) -> Iterator[Finding]:
    """The first sentences that tell a date at all: where none of their dates agrees, the first one that comes near."""
    name = next(bold_names(lead)).start
    sentences = [(start, end) for start, end in splitter(language).split(lead.text) if end > name]
    for place, (start, end) in enumerate(sentences[:_LEAD_SENTENCES]):
        sentence = sentence_of(lead, start, end, battle.page.wikitext, language)
        near = [
            told
            for told in dates_told(sentence, language)
            if told.date.calendar == box.calendar and any(_near(stretch, theirs) for theirs in _stretches(told.date))
        ]
        # "The 1643 uprising took place on 3 May 1643", "in spring 1643": what is said besides says less than the day.
        finer = [told for told in near if stretch.precision == 3 and _to_the_day(told)]
        told_here = finer or [told for told in near if not told.named] or near
        codes = [_code(stretch, told, first=place == 0) for told in told_here]
        if codes and None not in codes:
            told = told_here[0]
            mine, theirs = (stated.edtf.replace("/", " to ") for stated in (box, told.date))
            said = replace(quoted(lead, start, end), text=legible(sentence))
            yield finding(str(codes[0]), f"{mine} in the infobox and {theirs} in the text", date_quote(battle), said)
            return
        if any(not told.named for told in near):
            return


def _to_the_day(told: Told) -> bool:
    return all(stretch.precision == 3 for stretch in _stretches(told.date))


def _stretches(stated: DateRange) -> list[Stretch]:
    ends = [(moment_of(start), moment_of(end)) for start, end in stated.intervals]
    return [Stretch(start, end) for start, end in ends if start is not None and end is not None]


def _near(box: Stretch, told: Stretch) -> bool:
    """Whether a date of the text is close enough to be of the same event."""
    if _another_year(box, told):
        return True
    if box.precision > 1 and told.precision > 1:
        gaps = [_months(told.start) - _months(box.end), _months(box.start) - _months(told.end)]
        return max(gaps) <= FEW_MONTHS
    return max(told.start[0] - box.end[0], box.start[0] - told.end[0]) <= FEW_YEARS


def _months(moment: Moment) -> int:
    return moment[0] * 12 + moment[1]


def _code(box: Stretch, told: Told, *, first: bool) -> str | None:
    """The code of what a date told disagrees in; None where both can be right, or where it is likely of something else."""
    theirs = _stretches(told.date)
    if len(theirs) != 1 or told.date.approx:
        return None
    (stretch,) = theirs
    code = _disagreement(box, stretch)
    if first:
        return None if told.named and code == DAY else code
    # Further on a lead tells of what came before and after; the day before is still that of the battle.
    if not box.precision == stretch.precision == 3:
        return None
    return code if 0 < _gap(box, stretch) <= 2 or _one_end(box, stretch) else None


DATE, DAY = "date-lead", "date-day"


def _disagreement(box: Stretch, told: Stretch) -> str | None:
    if before(told.end, box.start) or before(box.end, told.start):
        return DATE if (_slip(box, told) or box.precision < 3) and not _one_day_in_two_calendars(box, told) else None
    if told.point:
        # One day of several is that of the fighting proper; the first one may be told as the beginning.
        days = told.precision == 3 and box.precision == 3 and not box.point
        return DAY if days and told.start != box.start and length(box) <= FEW_DAYS else None
    if told.precision < box.precision and _within(box, told):
        return None
    ends = [agree(box.start, told.start), agree(box.end, told.end)]
    shifted = not box.point and not any(ends) and not _within(box, told) and not _within(told, box)
    return DATE if ends[0] != ends[1] or shifted else None


def _within(inner: Stretch, outer: Stretch) -> bool:
    return not before(inner.start, outer.start) and not before(outer.end, inner.end)


def _slip(box: Stretch, told: Stretch) -> bool:
    """Whether two dates that have no day in common are but a slip apart: a few days, or one of year and month."""
    if box.precision < 3 or told.precision < 3:
        return False
    return _gap(box, told) <= FEW_DAYS or _another_year(box, told) or _wrong_word(box, told)


def _wrong_word(box: Stretch, told: Stretch) -> bool:
    """ "1–3 July 1863", "1–3 August 1863": whether at each end the day is the same, and one of year and month another."""
    ends = [[mine != theirs for mine, theirs in zip(*pair, strict=True)] for pair in zip(box, told, strict=True)]
    return all(not day and year != month for year, month, day in ends)


def _another_year(box: Stretch, told: Stretch) -> bool:
    """Whether the days told are those of the infobox in another year: "17 July 1968", "17 July 1958".

    Further away the same day is that of a memorial.
    """
    years = {told.start[0] - box.start[0], told.end[0] - box.end[0]}
    same = told.start[1:] == box.start[1:] and (told.point or told.end[1:] == box.end[1:])
    near = all(0 < abs(apart) <= FEW_YEARS or abs(apart) == _DECADE for apart in years)
    return box.precision == told.precision == 3 and same and near and (told.point or len(years) == 1)


def _one_end(box: Stretch, told: Stretch) -> bool:
    """Whether one end of two stretches is the same day, and the other a few days away: "20–27 August", "20–24 August"."""
    ends = zip(box, told, strict=True)
    apart = sorted(abs(ordinal(mine) - ordinal(theirs)) for mine, theirs in ends)
    return not box.point and not told.point and apart[0] == 0 < apart[1] <= FEW_DAYS


def _gap(box: Stretch, told: Stretch) -> int:
    """The days between two stretches of days; not above 0 where they have days in common."""
    return max(ordinal(told.start) - ordinal(box.end), ordinal(box.start) - ordinal(told.end))


def _one_day_in_two_calendars(box: Stretch, told: Stretch) -> bool:
    if box.precision < 3 or told.precision < 3 or box.start[0] > _LAST_JULIAN:
        return False
    apart = [abs(ordinal(mine) - ordinal(theirs)) for mine, theirs in zip(box, told, strict=True)]
    return any(days in _CALENDARS_APART for days in apart)


# names and categories


def _against_names(
    battle: Battle, stretch: Stretch, lead: Passage | None, language: Language | None
) -> Iterator[Finding]:
    """The year that tells an article from its namesakes: "Battle of the Ford (1643)", "the **1643 uprising**"."""
    told = [] if battle.page.title is None else [Quote(battle.page.title, None, "title")]
    told.append(quote_of(battle, "name", battle.name or ""))
    if lead is not None:
        bold = next(bold_names(lead))
        told.append(quoted(lead, bold.start, bold.end))
    for quote in told:
        match = _NAMED_YEAR.search(quote.text)
        year = int(match["year"] or match["first"]) if match else 0
        if year and stretch.start[0] > 0 and 0 < _years_apart(stretch, year) <= FEW_YEARS:
            yield finding("date-name", f"its name says {year}", date_quote(battle), quote)
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
            yield finding("date-category", f"its category says {year}", date_quote(battle), quote)


def _years(category: str) -> list[int]:
    """The numbers of a category's name that may be years; "1640s" is none."""
    return [int(match[0]) for match in _YEAR.finditer(category) if not category[match.end() :][:1].islower()]


def _years_apart(stretch: Stretch, year: int) -> int:
    return max(stretch.start[0] - year, year - stretch.end[0], 0)
