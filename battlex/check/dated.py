"""Where a sentence tells dates: the stretches of it that are nothing but a date, read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from battlex.check.findings import Quote, quote_of
from battlex.languages import Language
from battlex.markup import ICON, Flat, clean, flatten
from battlex.model import Battle, DateRange
from battlex.prose.text.passages import Passage
from battlex.record import replace
from battlex.values.dates.reading import read_date, told_by
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
    """A date that a text tells, and whether it stands in a name in bold ("the **Battle of the Ford (1643)**")."""

    date: DateRange
    named: bool


def dates_told(flat: Flat, language: Language) -> Iterator[Told]:
    """Every date that a text tells, in its order."""
    # What readers do not see, such as the target of "[[15 May|15]]", is not told; where things stand is not asked for.
    size, marks = len(flat.text), [mark for mark in flat.marks if mark.kind != "link"]
    flat = Flat(flat.text, list(range(size)), list(range(1, size + 1)), marks)
    run: list[Token] = []
    names = [mark for mark in flat.marks if mark.kind == "bold"]
    for token in (*tokens(flat, language), None):
        if token is not None and token.kind not in _BREAKS and token.digits <= _MOST_DIGITS:
            run.append(token)
            continue
        trimmed = _trimmed(run)
        run = []
        if trimmed:
            first, last = trimmed[0].start, trimmed[-1].end
            date = read_date(flat.cut(first, last), language)
            if date is not None and date.start is not None and date.end is not None:
                yield Told(date, any(mark.start <= first < mark.end for mark in names))


def sentence_of(passage: Passage, start: int, end: int, wikitext: str, language: Language) -> Flat:
    """The text between two places; where templates tell dates in it, with what they say, which running text leaves out."""
    flat = passage.cut(start, end)
    if not any(mark.kind == "date" for mark in flat.marks):
        return flat
    place = passage.span(start, end)
    return flatten(wikitext[place.start : place.end], language, place.start)


def legible(flat: Flat) -> str:
    """Flat text fit to be shown, with what its date templates say in their places: "{{date|3|mai|1643}}"."""
    text = flat.text
    for mark in reversed(flat.marks):
        if mark.kind == "date" and text[mark.start : mark.end] == ICON:
            text = text[: mark.start] + told_by(mark) + text[mark.end :]
    return clean(text)


def date_quote(battle: Battle) -> Quote:
    """The date of a battle's infobox as a quote, that of two parameters whole."""
    text = battle.date.text if battle.date is not None else ""
    quote = quote_of(battle, "date", text)
    return replace(quote, text=text) if text else quote


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
