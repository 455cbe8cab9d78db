"""People of a side in numbers: strength, losses by fate, losses in all; never more than the figures support."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from battlex.model import Category, Fate, Figure, Figures, Level, Problem, Summary
from battlex.record import replace
from battlex.values.figures.carry import ADDED, PART, PERHAPS_PART

FATES = (Fate.KILLED, Fate.WOUNDED, Fate.MISSING, Fate.CAPTURED)


class Bounds(NamedTuple):
    """A number of people between two bounds; None is an open end."""

    min: int | None
    max: int | None


def summarise(strength: Figures | None, casualties: Figures | None) -> tuple[Summary, list[Problem]]:
    """The summary of a side, and a problem ``no-summary`` for each total that its figures leave open."""
    problems: list[Problem] = []
    there = _wholes(_people(strength))
    lost = _people(casualties)
    total = _one_number(there)
    if total is None and there:
        problems.append(_undecided("strength", there))
    of_fate = {fate: _wholes([f for f in lost if f.fates == (fate,)]) for fate in FATES}
    by_fate = {fate: _opened(_one_number(figures), figures, lost) for fate, figures in of_fate.items()}
    losses, doubtful = _losses(_wholes(lost))
    open_ones = [fate for fate, bounds in by_fate.items() if bounds is None and of_fate[fate]]
    if doubtful or open_ones:
        problems.append(_undecided(", ".join(["casualties"] * doubtful + [*map(str, open_ones)]), lost))
    numbers: dict[str, int | None] = {}
    for name, bounds in [("strength", total), ("casualties", losses), *by_fate.items()]:
        numbers[f"{name}_min"], numbers[f"{name}_max"] = bounds if bounds is not None else (None, None)
    return Summary(**numbers), problems


def _opened(bounds: Bounds | None, figures: Sequence[Figure], lost: Sequence[Figure]) -> Bounds | None:
    """The number of one fate, open above where another party's losses, which may hold more of it, are not told apart."""
    parties = {f.party for f in figures}
    others = [
        f for f in lost if f.party not in parties and f.party is not None and None not in parties and len(f.fates) != 1
    ]
    divided = {f.party for f in lost if len(f.fates) == 1}
    return Bounds(bounds[0], None) if bounds and any(f.party not in divided for f in others) else bounds


def _undecided(what: str, figures: Sequence[Figure]) -> Problem:
    message = f"the figures of {what} neither state a total nor add up to one without doubt"
    return Problem("no-summary", message, figures[0].parameter, figures[0].span)


def _people(value: Figures | None) -> list[Figure]:
    figures = value.figures if value is not None else ()
    # "Danes: 3,000; Swedes: unknown": the others are told of, though not how many they are.
    return [
        f
        for f in figures
        if f.category is Category.PERSONNEL
        and (f.level is None or f.min is not None or f.party or f.level is Level.NONE)
    ]


def _wholes(figures: list[Figure]) -> list[Figure]:
    """Figures without those that are part of another ("12,000 men, including 2,500 cavalry"), where there are others."""
    return [f for f in figures if f.rule != PART] or figures


def _bounds(figure: Figure) -> Bounds:
    return Bounds(0, 0) if figure.level is Level.NONE and figure.min is None else Bounds(figure.min, figure.max)


def _one_number(figures: Sequence[Figure]) -> Bounds | None:
    """The stated total, else the one figure, else what sources claim together, else the sum over parties."""
    if not figures:
        return None
    figures = _added_up(figures)
    totals = [f for f in figures if f.total]
    totals = [f for f in totals if not f.party] or totals
    if totals and _parted(totals, figures):
        return _by_party(figures, _one_number)
    if totals:
        return _widest(totals) if len(totals) == 1 or all(f.attribution for f in totals) else None
    if len(figures) == 1:
        return _bounds(figures[0])
    if any(f.rule in ("dated", PERHAPS_PART) for f in figures):
        # Those of the second day may be those of the first.
        return None
    if all(f.attribution for f in figures) and len({f.attribution for f in figures}) == len(figures):
        return _widest(figures)
    if any(f.attribution for f in figures):
        return None
    parties = [f.party for f in figures]
    if all(parties) and len(set(parties)) > 1:
        return _by_party(figures, _one_number)
    nouns = [f.noun.casefold() if f.noun else None for f in figures]
    if all(nouns) and len(set(nouns)) == len(nouns) and len({p for p in parties if p}) < 2:
        return _sum(map(_bounds, figures))
    return None


def _added_up(figures: Sequence[Figure]) -> Sequence[Figure]:
    """ "5,000 in the first wave + 6,000 in reserve": what comes on top of a number is counted with it."""
    if not any(f.rule == ADDED for f in figures):
        return figures
    found: list[Figure] = []
    for figure in figures:
        if figure.rule == ADDED and found and found[-1].party == figure.party:
            low, high = _sum([_bounds(found[-1]), _bounds(figure)])
            found[-1] = replace(found[-1], min=low, max=high)
        else:
            found.append(figure)
    return found


def _parted(stated: Iterable[Figure], figures: Iterable[Figure]) -> bool:
    """Whether what is stated of all is said of one party among several: "Danes: 900 in all; Swedes: 300 killed"."""
    return all(f.party for f in stated) and len({f.party for f in figures if f.party}) > 1


def _by_party(figures: Sequence[Figure], read: Callable[[Sequence[Figure]], Bounds | None]) -> Bounds | None:
    """The sum over parties, None where one of them has no number, or where they are times."""
    parties = dict.fromkeys(f.party for f in figures)
    found = [read([f for f in figures if f.party == party]) for party in parties]
    told = [bounds for bounds in found if bounds is not None]
    dated = any(f.rule == "dated" for f in figures)
    return _sum(told) if None not in parties and len(told) == len(found) and not dated else None


def _losses(figures: Sequence[Figure]) -> tuple[Bounds | None, bool]:
    """(the stated total of losses, else the sum of parts that do not overlap; whether the figures leave it in doubt).

    One fate alone, "300 killed", states no total and leaves nothing in doubt.
    """
    whole = [f for f in figures if not f.fates or set(f.fates) >= set(FATES)]
    # "12,000 captured (10,000 foot, 2,000 horse)" are all who were captured, not all losses.
    told = {fate for f in figures for fate in f.fates}
    totals = [f for f in figures if f.total and (not f.fates or (len(f.fates) > 1 and told <= set(f.fates)))]
    if totals or whole:
        parted = _parted(totals or whole, figures)
        bounds = (
            _by_party(figures, lambda one: _losses(one)[0])
            if parted
            else _one_number(_added_to(totals or whole, figures))
        )
        return bounds, bounds is None
    claims: dict[str | None, list[Figure]] = {}
    for figure in figures:
        claims.setdefault(figure.attribution, []).append(figure)
    # One fate told by several of them, as "7 killed, 15 wounded (Danish claim); 50 killed (Swedish claim)".
    twice = len({(f.attribution, f.fates) for f in figures}) > len({f.fates for f in figures})
    if None not in claims and twice and len(told) > 1:
        return _claimed(list(claims.values()))
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


def _claimed(sources: Sequence[Sequence[Figure]]) -> tuple[Bounds | None, bool]:
    """What several sources count, each for itself; open above where one does not tell of a fate that another does."""
    sums = [_losses(one)[0] or _one_number(one) for one in sources]
    found = [bounds for bounds in sums if bounds is not None]
    if len(found) < len(sums):
        return None, True
    alike = len({frozenset(f.fates for f in one) for one in sources}) == 1
    low, high = _widest_of(found)
    return Bounds(low, high if alike else None), False


def _added_to(stated: Sequence[Figure], figures: Sequence[Figure]) -> list[Figure]:
    """What is stated of all, with what comes on top of it: "3,800 casualties plus 1,000 captured"."""
    found, known = list(stated), set(map(id, stated))
    for before, figure in pairwise(figures):
        if figure.rule == ADDED and id(before) in known and id(figure) not in known:
            found.append(figure)
            known.add(id(figure))
    return found


def _widest(figures: Iterable[Figure]) -> Bounds:
    return _widest_of(map(_bounds, figures))


def _widest_of(bounds: Iterable[Bounds]) -> Bounds:
    lows, highs = zip(*bounds, strict=True)
    return Bounds(None if None in lows else min(lows), None if None in highs else max(highs))


def _sum(bounds: Iterable[Bounds]) -> Bounds:
    lows, highs = zip(*bounds, strict=True)
    # An open lower end adds nothing for certain: the sum of the others is still a lower bound.
    return Bounds(sum(low or 0 for low in lows), None if None in highs else sum(highs))
