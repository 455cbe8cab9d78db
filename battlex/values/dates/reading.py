"""When: a date value of any edition → ISO 8601 and EDTF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from battlex.languages import Language
from battlex.markup import ICON, Flat, Mark, clean
from battlex.model import DateRange, Span
from battlex.pattern import pattern
from battlex.values.dates.build import build
from battlex.values.dates.edtf import Stretch, set_text
from battlex.values.dates.fill import fill
from battlex.values.dates.grammar import statements
from battlex.values.dates.numeric import DATED
from battlex.values.dates.parts import parts
from battlex.values.dates.scan import Token
from battlex.values.dates.stated import Link
from battlex.values.dates.tokens import tokens
from battlex.values.dates.words import Vocabulary, vocabulary

MAX_TOKENS = 2000
"""A date value of more pieces than this is no date."""

_EMPTY = pattern(r"[(（][ \u00a0]*+[)）]")


class DateReading(NamedTuple):
    """What a date value states, and the places in the page of the numbers that could not be placed in time."""

    date: DateRange | None
    unread: tuple[Span, ...]


def read_date(flat: Flat, language: Language) -> DateRange | None:
    """The date that a flattened value states, or None where it states none. Never raises for any text."""
    return date_reading(flat, language).date


def read_dates(start: Flat | None, end: Flat | None, language: Language) -> DateRange | None:
    """The same for editions that give the first and the last day as two parameters."""
    return dates_reading(start, end, language).date


def date_reading(flat: Flat, language: Language) -> DateReading:
    """Like ``read_date``, with what was not understood."""
    return _read([flat], language)


def dates_reading(start: Flat | None, end: Flat | None, language: Language) -> DateReading:
    """Like ``read_dates``, with what was not understood."""
    return _read([flat for flat in (start, end) if flat is not None and flat.text.strip()], language)


def _read(flats: Sequence[Flat], language: Language) -> DateReading:
    words = vocabulary(language)
    links: list[Link] = []
    unread: list[Span] = []
    texts: list[str] = []
    numbers = False
    for flat in flats:
        found = tokens(flat, language)[:MAX_TOKENS]
        dated, strange = parts(found, words)
        stated = statements(dated)
        if links and stated and not stated[0].joint:
            stated[0].joint = "to"
        links.extend(stated)
        unread.extend(_span(flat, token) for token in strange if flat.text)
        numbers = numbers or any(part.kind in DATED for part in dated)
        texts.append(_shown(flat, [token for token in found if flat.text[token.start : token.end] == ICON], words))
    stretches, alternatives = build(fill(links))
    text = " – ".join(texts)
    date = _date(stretches, alternatives, text) if stretches else None
    if date is None and numbers:
        unread = [flat.span(0, len(flat.text)) for flat in flats if flat.text]
    return DateReading(date, tuple(unread))


def told_by(template: Mark) -> str:
    """What the arguments of a template say one behind the other: "3 mai 1643", "1776 12 26".

    What follows a year at the end tells where its link leads: "{{date|5|août|1914|en Afrique}}".
    """
    said = [value for key, value in template.args if key.isdecimal() and value]
    year = next((place for place, value in enumerate(said) if place and value.isdecimal() and len(value) > 2), None)
    return " ".join(said[: None if year is None else year + 1])


def _shown(flat: Flat, silent: Sequence[Token], words: Vocabulary) -> str:
    """The text of a value, without the brackets around a template that shows nothing ("({{Age in days|…}})"), and with the
    dates of templates: "Morning of {{start date|1776|12|26}}" as ISO writes it, "{{date|3|mai|1643}}" in its own words.

    "" where these say too little alone.
    """
    text = flat.clean()
    if silent and any(map(str.isalnum, text)):
        text = flat.text
        for start in sorted({token.start for token in silent}, reverse=True):
            dated, _ = parts([token for token in silent if token.start == start], words)
            stretches, alternatives = build(fill(statements(dated)))
            if stretches:
                said = next((told_by(mark) for mark in flat.marks if mark.kind == "date" and mark.start == start), "")
                named = any(map(str.isalpha, said))
                text = text[:start] + (said if named else set_text(stretches, alternatives)) + text[start:]
            elif any(part.kind in DATED for part in dated):
                return ""
        text = clean(text)
    return clean(_EMPTY.sub("", text)) if _EMPTY.search(text) else text


def _span(flat: Flat, token: Token) -> Span:
    # What stands for a template without text may stand behind the last character.
    start = min(token.start, len(flat.text) - 1)
    return flat.span(start, max(token.end, start + 1))


def _date(stretches: Sequence[Stretch], alternatives: bool, text: str) -> DateRange:
    intervals = tuple(found for stretch in stretches if (found := stretch.interval()) is not None)
    first = min((s.start for s in stretches if s.start), key=lambda m: m.first, default=None)
    last = max((s.end for s in stretches if s.end), key=lambda m: m.last, default=None)
    moments = [moment for stretch in stretches for moment in stretch.moments()]
    edtf = set_text(stretches, alternatives)
    return DateRange(
        # A template of dates alone has no text of its own ("{{start date|1815|06|18}}").
        text=text if any(map(str.isalnum, text)) else edtf,
        start=first.iso() if first and all(s.start for s in stretches) else None,
        end=last.iso() if last and all(s.end for s in stretches) else None,
        edtf=edtf,
        intervals=intervals,
        approx=any(moment.approx or moment.uncertain for moment in moments),
        calendar=_calendar(stretches),
    )


def _calendar(stretches: Sequence[Stretch]) -> str:
    """The calendar that the source names for the date it gives."""
    if all(stretch.style == "old" for stretch in stretches):
        return "julian"
    names = {stretch.calendar for stretch in stretches}
    return names.pop() or "gregorian" if len(names) == 1 else "gregorian"
