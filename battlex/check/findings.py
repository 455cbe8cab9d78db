"""What a disagreement is: its kinds, how sure each is, and the passages that it quotes."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from battlex.model import Battle, DateRange, Figure, ProseFigure, Span
from battlex.record import Record, record


class Severity(StrEnum):
    """How sure it is that something is wrong: both cannot be right, they differ, or somebody should look."""

    CONTRADICTION = "contradiction"
    DIFFERENCE = "difference"
    HINT = "hint"


CODES: dict[str, Severity] = {
    "date-lead": Severity.CONTRADICTION,
    "date-order": Severity.CONTRADICTION,
    "date-name": Severity.CONTRADICTION,
    "date-category": Severity.CONTRADICTION,
    "date-day": Severity.DIFFERENCE,
    "parts-exceed-total": Severity.CONTRADICTION,
    "parts-below-total": Severity.DIFFERENCE,
    "losses-exceed-strength": Severity.CONTRADICTION,
    "coordinates-hemisphere": Severity.CONTRADICTION,
    "strength-text": Severity.DIFFERENCE,
    "casualties-text": Severity.DIFFERENCE,
    "winner-unknown": Severity.HINT,
    "name-lead": Severity.HINT,
    "editions-date": Severity.DIFFERENCE,
    "editions-strength": Severity.DIFFERENCE,
    "editions-casualties": Severity.DIFFERENCE,
    "editions-outcome": Severity.DIFFERENCE,
    "editions-coordinates": Severity.CONTRADICTION,
}
"""The kinds of disagreement that are looked for, with their severity."""


@record
class Quote(Record):
    """A passage that is held against another: its text, its place in the page, and where that is.

    ``where`` is a parameter's name or a section's; ``page`` tells the page where several are compared.
    """

    text: str
    span: Span | None
    where: str
    page: str | None = None


@record
class Finding(Record):
    """One disagreement: its code, how sure it is, what it is about, and the passages that disagree."""

    code: str
    severity: Severity
    message: str
    quotes: tuple[Quote, ...]
    side: int | None = None


def finding(code: str, message: str, *quotes: Quote, side: int | None = None) -> Finding:
    """A finding of a kind, with the severity of its kind."""
    return Finding(code, CODES[code], message, quotes, side)


def quote_of(battle: Battle, field: str, text: str) -> Quote:
    """The parameter that fills a field, as a quote; ``text`` where none does."""
    for parameter in battle.infobox.parameters.values():
        if parameter.field == field:
            return Quote(parameter.text, parameter.span, parameter.name, battle.page.title)
    return Quote(text, battle.infobox.span, battle.infobox.template, battle.page.title)


def quotes(figures: Sequence[Figure], page: str | None = None) -> list[Quote]:
    """Figures as quotes."""
    return [
        Quote(f.text, f.span, f.parameter or (f.section or "lead" if isinstance(f, ProseFigure) else ""), page)
        for f in figures
    ]


def days(date: DateRange) -> bool:
    """Whether a date is one stretch whose ends are days."""
    return len(date.intervals) == 1 and all(
        end is not None and end.lstrip("-").count("-") == 2 for end in date.intervals[0]
    )
