"""Figures against arithmetic: more losses than men, parts that make more or less than their total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from battlex.check.findings import Finding, finding, quotes
from battlex.check.sizes import LARGER, exact, is_round, swapped
from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Battle, Category, Fate, Figure, Measure, Side
from battlex.values.figures.tokens import tokenize

ROUNDING = 1.02
"""Rounded parts that make up so much more than their total contradict it; less is rounding."""
_LACKING = 0.9
"""Parts that make up less than this of their total leave out a part."""
_MOST_APART = 16
"""Characters between a total and its parts in a sentence: "including", a bracket, "and"."""


def miscounts(battle: Battle, language: Language | None) -> Iterator[Finding]:
    """The figures of each side, and those of each sentence, against each other."""
    for side in battle.sides:
        yield from _losses(side, language)
        casualties = side.casualties.figures if side.casualties is not None else ()
        yield from _parts_and_total(casualties, side.side)
    for _, sentence in groupby(battle.prose, key=lambda figure: (figure.section, figure.in_note, figure.sentence)):
        losses = [figure for figure in sentence if figure.measure is Measure.CASUALTIES]
        for side_number, own in groupby(losses, key=lambda figure: figure.side):
            yield from _parts_and_total(list(own), side_number, prose=True)


def _losses(side: Side, language: Language | None) -> Iterator[Finding]:
    strength = side.strength.figures if side.strength is not None else ()
    casualties = side.casualties.figures if side.casualties is not None else ()
    there, lost = _people(strength), _people(casualties)
    uncounted = any(f.category is Category.FORMATION or f.level is not None or f.max is None for f in strength)
    if not there or not lost or uncounted or _with_civilians(side, language):
        return
    if any(f.attribution for f in (*there, *lost)):
        return
    # The most that the figures can mean, against the least: sums of casualties may count people twice.
    least, most = max(f.min or 0 for f in lost), sum(f.max or 0 for f in there)
    if least > most * ROUNDING:
        message = f"side {side.side} has {least:,} casualties of {most:,} people"
        yield finding("losses-exceed-strength", message, *quotes(there), *quotes(lost), side=side.side)


def _with_civilians(side: Side, language: Language | None) -> bool:
    """Whether a side's values speak of civilians, who are lost but fight not ("22 men, 3 women", "8,000 dead, soldiers and civilians")."""
    values = [value.text for value in (side.strength, side.casualties) if value is not None]
    return language is not None and any(
        token.key("nouns") == Category.CIVILIAN for text in values for token in tokenize(Flat(text), language)
    )


def _people(figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.category is Category.PERSONNEL]


def _parts_and_total(figures: Sequence[Figure], side: int | None, *, prose: bool = False) -> Iterator[Finding]:
    people = _people(figures)
    total = _total(people, prose=prose)
    parts = [f for f in people if f is not total]
    if total is None or total.max is None or not _different(parts):
        return
    makes = sum(part.min or 0 for part in parts)
    if prose and makes > total.max * LARGER:
        # So much more are losses of another's.
        return
    precise = all(exact(f) and not is_round(f.min or 0) for f in (total, *parts))
    slip = _swapped(total.max, [part.min or 0 for part in parts]) and all(exact(f) for f in (total, *parts))
    if makes > total.max * (1 if precise or slip else ROUNDING):
        message = f"the parts add up to {makes:,}, more than {total.max:,}"
        yield finding("parts-exceed-total", message, *quotes((total, *parts)), side=side)
    elif slip or (precise and _complete(parts) and total.max * _LACKING <= makes < total.max):
        message = f"the parts add up to {makes:,}, less than {total.max:,}"
        yield finding("parts-below-total", message, *quotes((total, *parts)), side=side)


def _swapped(total: int, parts: Sequence[int]) -> bool:
    """Whether the sum is right once two digits of one number change places: "61 (18 killed, 34 wounded)"."""
    lacking = total - sum(parts)
    return lacking != 0 and (swapped(total, total - lacking) or any(swapped(part, part + lacking) for part in parts))


def _total(people: Sequence[Figure], *, prose: bool) -> Figure | None:
    """The one figure that counts all losses: named a total, or without a fate before parts that have one."""
    if any(f.party or f.attribution or f.level is not None for f in people):
        return None
    named = [f for f in people if f.total and not f.fates]
    if named and not prose:
        return named[0] if len(named) == 1 else None
    first = people[0] if people and not people[0].fates else None
    if first is None or first.min != first.max or not all(f.fates for f in people[1:]):
        return None
    return None if prose and any(_apart(one, other) > _MOST_APART for one, other in pairwise(people)) else first


def _apart(one: Figure, other: Figure) -> int:
    return other.span.start - one.span.end if one.span is not None and other.span is not None else _MOST_APART


def _different(parts: Sequence[Figure]) -> bool:
    """Whether figures are of fates of which nobody meets two."""
    fates = [fate for part in parts for fate in part.fates]
    return len(parts) > 1 and all(part.fates for part in parts) and len(set(fates)) == len(fates)


def _complete(parts: Sequence[Figure]) -> bool:
    """Whether the parts leave no common fate out."""
    fates = {fate for part in parts for fate in part.fates}
    return {Fate.KILLED, Fate.WOUNDED} <= fates and bool(fates & {Fate.MISSING, Fate.CAPTURED})
