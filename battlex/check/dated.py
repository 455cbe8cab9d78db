"""Where a sentence tells dates: the stretches of a passage that are nothing but a date, read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from battlex.languages import Language
from battlex.model import DateRange
from battlex.prose.text.passages import Passage
from battlex.values.dates.reading import read_date
from battlex.values.dates.scan import Token
from battlex.values.dates.tokens import tokens

_BREAKS = frozenset(("word", "close", "open", "semicolon", "line", "roman", "duration"))
"""What no date of a sentence goes on behind."""
_TELLING = frozenset(("number", "month", "year", "day", "season"))
_SIZES = frozenset(("century_unit", "decade_unit", "year_unit"))
_OPENING = _SIZES | {"from", "between", "since", "until", "before", "after", "approx", "uncertain", "parts", "weekdays"}
_CLOSING = _SIZES | {"bc", "ad", "old_style", "new_style", "calendar"}
"""What may stand before and behind the numbers of a date and says something of them."""
_MOST_DIGITS = 4


class Told(NamedTuple):
    """A date that a passage tells, and where."""

    start: int
    end: int
    date: DateRange


def dates_told(passage: Passage, start: int, end: int, language: Language) -> Iterator[Told]:
    """Every date that the text between two places tells, in its order."""
    run: list[Token] = []
    for token in (*tokens(passage.cut(start, end), language), None):
        if token is not None and token.kind not in _BREAKS and token.digits <= _MOST_DIGITS:
            run.append(token)
            continue
        trimmed = _trimmed(run)
        run = []
        if trimmed:
            first, last = start + trimmed[0].start, start + trimmed[-1].end
            date = read_date(passage.cut(first, last), language)
            if date is not None and date.start is not None and date.end is not None:
                yield Told(first, last, date)


def _trimmed(run: list[Token]) -> list[Token]:
    """A run of tokens without what stands before and behind its date; nothing where it tells none."""
    places = [place for place, token in enumerate(run) if token.kind in _TELLING]
    if not places:
        return []
    first, last = places[0], places[-1] + 1
    while first and run[first - 1].kind in _OPENING | {"ignore"}:
        first -= 1
    while last < len(run) and run[last].kind in _CLOSING:
        last += 1
    return run[first:last]
