"""The date of an infobox against itself: an end before the start."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.check.stretches import before, length, stretch_of
from battlex.languages import Language
from battlex.markup import flatten
from battlex.model import Battle, DateRange
from battlex.values.dates.reading import read_date
from battlex.values.dates.scan import Token
from battlex.values.dates.tokens import tokens

_LONGEST = 200
"""Characters of a value that may be two dates and a dash."""
_LATEST_BC = 999
_ALMOST_A_YEAR, _A_YEAR = 300, 366


def runs_backwards(battle: Battle, language: Language) -> bool:
    """Whether the infobox gives a last day before the first: no date is made of such a pair."""
    stated = next((p for p in battle.infobox.parameters.values() if p.field == "date" and p.text), None)
    if stated is None or len(stated.text) > _LONGEST:
        return False
    if battle.date is not None and not _round_the_year(battle.date):
        return False
    flat = flatten(stated.wikitext, language)
    parts = list(tokens(flat, language))
    for place, token in enumerate(parts):
        if token.kind not in ("dash", "hyphen", "to", "until"):
            continue
        if battle.date is not None:
            # "7 July – 23 June 1943" is read as all but a year, which nobody would write without the first year.
            return all(part.kind != "year" and part.value < 32 for part in parts[:place])
        return _days_fall(parts, place) or _reversed(
            read_date(flat.cut(0, token.start), language),
            read_date(flat.cut(token.end, len(flat.text)), language),
        )
    return False


def _round_the_year(stated: DateRange) -> bool:
    """Whether a date is one stretch of days that comes to all but a year."""
    stretch = stretch_of(stated) if len(stated.intervals) == 1 else None
    if stretch is None or stretch.precision < 3 or stretch.start[0] == stretch.end[0]:
        return False
    return _ALMOST_A_YEAR <= length(stretch) < _A_YEAR


def _days_fall(parts: Sequence[Token], dash: int) -> bool:
    """ "5–3 May 1643": two days of one month, the later one first."""
    first = next((part for part in reversed(parts[:dash]) if part.kind != "day_unit"), None)
    last = parts[dash + 1] if dash + 1 < len(parts) else None
    if first is None or last is None or not first.kind == last.kind == "number":
        return False
    return 31 >= first.value > last.value > 0 and any(part.kind in ("month", "month_unit") for part in parts)


def _reversed(first: DateRange | None, last: DateRange | None) -> bool:
    start, end = (stretch_of(one) if one is not None else None for one in (first, last))
    if start is None or end is None or not start.point or not end.point:
        return False
    # Years before Christ run backwards, and not every infobox says what they are.
    told = start.start[0] > _LATEST_BC or (start.precision > 1 and end.precision > 1)
    return told and before(end.start, start.start)
