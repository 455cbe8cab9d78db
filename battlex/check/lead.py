"""An infobox against the paragraph that introduces the battle: dates and names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from battlex.check.findings import Finding, Quote, days, finding, quote_of
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.markup import clean
from battlex.model import Battle, DateRange
from battlex.prose.passages import Passage, read_passages
from battlex.prose.sentences import splitter
from battlex.values.dates.reading import read_date

_CLAUSE = re.compile(r"[,;，；、)）]")


def introduction(battle: Battle, language: Language) -> Passage | None:
    """The paragraph that introduces the battle: the first one with a name in bold."""
    for passage in read_passages(battle.page.wikitext, language):
        if passage.section is not None:
            return None
        if passage.kind == "paragraph" and any(mark.kind == "bold" for mark in passage.marks):
            return passage
    return None


def dates(battle: Battle, lead: Passage, language: Language) -> Iterator[Finding]:
    """The date of the infobox against that of the sentence that introduces the battle."""
    box = battle.date
    if box is None:
        return
    if (
        box.start
        and box.end
        and _same_precision(box.start, box.end)
        and not box.start.startswith("-")
        and box.start > box.end
    ):
        yield finding("date-order", "the end is before the start", quote_of(battle, "date", box.text))
    start, end = next(splitter(language).split(lead.text), (0, 0))
    if start == end:
        return
    told = _date_told(lead, start, end, language)
    if told is None or not days(box) or box.calendar != told.calendar or _far(box, told):
        return
    ends = [(box.start, told.start, "starts"), (box.end, told.end, "ends")]
    differing = [(mine, theirs, what) for mine, theirs, what in ends if mine != theirs]
    # Where both ends differ, the sentence may speak of another event.
    if len(differing) == 1:
        mine, theirs, what = differing[0]
        sentence = Quote(clean(lead.text[start:end]), lead.cut(start, end).span(0, end - start), "lead")
        if told.start == told.end:
            # One day of several: that of the fighting proper, or of the beginning, which of a long battle is no disagreement.
            if what == "starts" or _near(box):
                message = f"{box.edtf} in the infobox and {told.edtf} in the text"
                yield finding("date-day", message, quote_of(battle, "date", box.text), sentence)
            return
        message = f"it {what} on {mine} in the infobox and on {theirs} in the text"
        yield finding("date-lead", message, quote_of(battle, "date", box.text), sentence)


def _date_told(lead: Passage, start: int, end: int, language: Language) -> DateRange | None:
    """The first date in days that a sentence tells, clause by clause: what follows it may be of another event."""
    for mark in (*_CLAUSE.finditer(lead.text, start, end), None):
        told = read_date(lead.cut(start, mark.start() if mark is not None else end), language)
        if told is not None and days(told):
            return told
    return None


_MOST_YEARS = 20
"""A date of the text that is further away is of another event, or the number of something."""

_FEW_DAYS = 7


def _far(one: DateRange, other: DateRange) -> bool:
    return (
        one.start is not None and other.start is not None and abs(_year(one.start) - _year(other.start)) > _MOST_YEARS
    )


def _year(day: str) -> int:
    return int(day[:1] + day[1:].partition("-")[0])


def _near(box: DateRange) -> bool:
    """Whether a date spans but a few days of one month."""
    start, end = (box.start or "").rpartition("-"), (box.end or "").rpartition("-")
    return start[0] == end[0] and int(end[2]) - int(start[2]) <= _FEW_DAYS


def _same_precision(one: str, other: str) -> bool:
    return one.count("-") == other.count("-")


def names(battle: Battle, lead: Passage) -> Iterator[Finding]:
    """The name of the infobox against the first name in bold."""
    bold = next((mark for mark in lead.marks if mark.kind == "bold"), None)
    if bold is None or not battle.name:
        return
    told = clean(lead.text[bold.start : bold.end])
    mine, theirs = _letters(battle.name), _letters(told)
    if mine and theirs and mine not in theirs and theirs not in mine and not _same_words(battle.name, told):
        quote = Quote(told, lead.cut(bold.start, bold.end).span(0, bold.end - bold.start), "lead")
        yield finding(
            "name-lead", "the infobox names it otherwise than the text", quote_of(battle, "name", battle.name), quote
        )


_WORD = re.compile(r"\w{4,}")


def _same_words(one: str, other: str) -> bool:
    """Whether one of two names has but words of the other; short words ("the", "of") name nothing."""
    mine, theirs = set(_WORD.findall(fold(one))), set(_WORD.findall(fold(other)))
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _letters(name: str) -> str:
    return "".join(char for char in fold(name) if char.isalnum())
