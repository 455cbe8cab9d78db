"""People of a side in numbers: strength, losses by fate, losses in all; never more than the figures support."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from battlex.model import Category, Fate, Figure, Figures, Level, Problem, Summary

FATES = (Fate.KILLED, Fate.WOUNDED, Fate.MISSING, Fate.CAPTURED)


class Bounds(NamedTuple):
    """A number of people between two bounds; None is an open end."""

    min: int | None
    max: int | None


def summarise(strength: Figures | None, casualties: Figures | None) -> tuple[Summary, list[Problem]]:
    """The summary of a side, and a problem ``no-summary`` for each total that its figures leave open."""
    problems: list[Problem] = []
    there = _people(strength)
    lost = _people(casualties)
    total = _one_number(there)
    if total is None and there:
        problems.append(_undecided("strength", there))
    by_fate = {fate: _of_fate(lost, fate) for fate in FATES}
    losses, doubtful = _losses(lost)
    if doubtful:
        problems.append(_undecided("casualties", lost))
    numbers: dict[str, int | None] = {}
    for name, bounds in [("strength", total), ("casualties", losses), *by_fate.items()]:
        numbers[f"{name}_min"], numbers[f"{name}_max"] = bounds if bounds is not None else (None, None)
    return Summary(**numbers), problems


def _undecided(what: str, figures: Sequence[Figure]) -> Problem:
    message = f"the figures of {what} neither state a total nor add up to one without doubt"
    return Problem("no-summary", message, figures[0].parameter, figures[0].span)


def _people(value: Figures | None) -> list[Figure]:
    figures = value.figures if value is not None else ()
    return [
        f
        for f in figures
        if f.category is Category.PERSONNEL and (f.level is None or f.min is not None or f.level is Level.NONE)
    ]


def _bounds(figure: Figure) -> Bounds:
    return Bounds(0, 0) if figure.level is Level.NONE and figure.min is None else Bounds(figure.min, figure.max)


def _one_number(figures: Sequence[Figure]) -> Bounds | None:
    """The stated total, else the one figure, else what sources claim together, else the sum over parties."""
    if not figures:
        return None
    totals = [f for f in figures if f.total]
    if totals:
        return _widest(totals) if len(totals) == 1 or all(f.attribution for f in totals) else None
    if len(figures) == 1:
        return _bounds(figures[0])
    if any(f.rule == "dated" for f in figures):
        # Those of the second day may be those of the first.
        return None
    if all(f.attribution for f in figures) and len({f.attribution for f in figures}) == len(figures):
        return _widest(figures)
    if any(f.attribution for f in figures):
        return None
    parties = [f.party for f in figures]
    if all(parties) and len(set(parties)) == len(parties):
        return _sum(map(_bounds, figures))
    nouns = [f.noun.casefold() if f.noun else None for f in figures]
    if all(nouns) and len(set(nouns)) == len(nouns) and not any(parties):
        return _sum(map(_bounds, figures))
    return None


def _of_fate(figures: Sequence[Figure], fate: Fate) -> Bounds | None:
    """The people with exactly this fate."""
    return _one_number([f for f in figures if f.fates == (fate,)])


def _losses(figures: Sequence[Figure]) -> tuple[Bounds | None, bool]:
    """(the stated total of losses, else the sum of parts that do not overlap; whether the figures leave it in doubt).

    One fate alone, "300 killed", states no total and leaves nothing in doubt.
    """
    whole = [f for f in figures if not f.fates or set(f.fates) >= set(FATES)]
    totals = [f for f in figures if f.total]
    if totals or whole:
        bounds = _one_number(totals or whole)
        return bounds, bounds is None
    by_fates: dict[tuple[Fate, ...], list[Figure]] = {}
    for figure in figures:
        by_fates.setdefault(figure.fates, []).append(figure)
    if len(by_fates) < 2 and all(len(fates) == 1 for fates in by_fates):
        return None, False
    named = [fate for fates in by_fates for fate in fates]
    parts = [_one_number(same) for same in by_fates.values()]
    found = [part for part in parts if part is not None]
    if len(named) > len(set(named)) or len(found) < len(parts):
        return None, True
    return _sum(found), False


def _widest(figures: Iterable[Figure]) -> Bounds:
    lows, highs = zip(*map(_bounds, figures), strict=True)
    return Bounds(None if None in lows else min(lows), None if None in highs else max(highs))


def _sum(bounds: Iterable[Bounds]) -> Bounds:
    lows, highs = zip(*bounds, strict=True)
    # An open lower end adds nothing for certain: the sum of the others is still a lower bound.
    return Bounds(sum(low or 0 for low in lows), None if None in highs else sum(highs))
