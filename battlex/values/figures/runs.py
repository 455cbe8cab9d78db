"""Which words of a segment belong to which of its numbers?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.languages import Language
from battlex.model import Category
from battlex.record import Record, record
from battlex.values.figures.describe import Description, describe
from battlex.values.figures.quantity import DASHES, MOST_GUNS, Quantity
from battlex.values.figures.splitting import Words, named_before, opens_whole, split, stays, ties
from battlex.values.figures.structure import Part, Segment
from battlex.values.figures.token import Token


@record
class Run(Record):
    """A number with the words before and behind it that are its own, and what they say."""

    quantity: Quantity
    lead_parts: list[Part]
    tail_parts: list[Part]
    lead: Description
    tail: Description


def runs_of(
    parts: Sequence[Part], quantities: Sequence[Quantity], language: Language, ships: bool = False
) -> list[Run]:
    """Give each quantity of a segment its words; ``ships`` tells that ships were counted before it.

    Words between two numbers belong to the first ("300 men and 20 guns"), unless the segment names before it counts
    ("killed 300 wounded 200").
    """
    words = split(parts, quantities)
    runs = _described(words, quantities, language)
    if (
        len(runs) > 1
        and not runs[-1].tail.tells
        and any(_repeats(runs[0].lead, runs[0].lead_parts, run) for run in runs[:-1])
    ):
        runs = _described(named_before(words), quantities, language)
    beside = ships or any(run.tail.category is Category.SHIP for run in runs)
    for run, after in zip(reversed(runs[:-1]), reversed(runs[1:]), strict=True):
        # "3,500 and 900 ships": the noun serves both.
        first = after.lead_parts[0] if after.lead_parts else None
        run.tail.whole = isinstance(first, Token) and first.has("out", "out_of")
        if run.tail.whole and after.tail.category is None and after.tail.weak is not None:
            # "전차 40대 중 37대": a counting word alone counts some of the whole.
            after.tail.category = run.tail.category or run.lead.category
        if beside and _is_rated(run, after):
            run.tail.category = Category.SHIP
        elif _is_share(run, after, beside):
            # "14 of 22 aircraft shot down": the second number is the whole, and nothing became of it.
            if run.tail.category is None:
                run.tail.category, run.tail.noun = after.tail.category, after.tail.noun
            run.tail.fates = after.tail.fates or run.tail.fates or set(run.lead.fates)
            run.tail.implied = after.tail.implied
            after.tail.fates, after.tail.casualties, after.tail.whole = set(), False, True
        elif _is_cut_short(run, after) and _only_joins(after.lead_parts):
            # "2 Leicht- und 1 Schwerverletzter": the hyphen stands for the end of the word behind the second number.
            run.tail.category, run.tail.noun, run.tail.fates = (
                after.tail.category,
                after.tail.noun,
                set(after.tail.fates),
            )
        if not run.lead.speaks and _only_joins(after.lead_parts) and (not run.tail_parts or _alike(run, after)):
            run.tail.category, run.tail.noun = after.tail.category, after.tail.noun
            run.tail.fates |= after.tail.fates if run.tail_parts else set()
        beside = beside or run.tail.category is Category.SHIP
    for run, after in pairwise(runs):
        if _names_another(run, after):
            after.tail.category, after.tail.noun = run.tail.category, run.tail.noun
    return runs


def _names_another(run: Run, after: Run) -> bool:
    """ "4 Puma helicopters and 2 Lynx": an unknown word alone, where one stands beside the noun before it, names their like."""
    if not _only_joins(after.lead_parts) or len(after.tail_parts) != 1 or len(run.tail_parts) != 2:
        return False
    if run.tail.category in (None, Category.PERSONNEL, Category.CIVILIAN) or run.tail.unknown_words != 1:
        return False
    named = after.tail_parts[0]
    return isinstance(named, Token) and named.kind == "word" and not named.senses


def _is_rated(run: Run, after: Run) -> bool:
    """Whether a bare number is followed by that of the guns of the ships that it counts ("3 de 74")."""
    bare = not run.tail_parts and not run.lead.speaks and len(after.lead_parts) == 1 and tied(after.lead_parts)
    armed = not after.tail_parts or after.tail.category is Category.GUN
    return bare and armed and after.quantity.form == "digits" and (after.quantity.max or MOST_GUNS + 1) <= MOST_GUNS


def _is_share(run: Run, after: Run, ships: bool) -> bool:
    """Whether a number is said to be so many of the next one; beside ``ships``, guns of a number are their armament."""
    if not opens_whole(after.lead_parts):
        return False
    if (run.quantity.max or 0) >= (after.quantity.min or 0):
        return False
    if ships and Category.GUN in (run.tail.category, after.tail.category):
        return False
    if not after.tail_parts and (run.tail.fates or run.tail.category in _OF_THEM):
        # "35 tanks out of 40", "12 killed of 300"
        return True
    if run.tail.fates or run.tail.casualties or run.lead.category is not None or run.lead.weak is not None:
        return False
    if not run.tail_parts or (len(run.tail_parts) == 1 and stays(run.tail_parts[0]) and run.tail.category is None):
        return after.tail.tells
    return bool(after.tail.fates) and after.tail.category is None and not run.lead.speaks


_OF_THEM = (Category.TANK, Category.AIRCRAFT, Category.VEHICLE)
"""Ships and guns of a number are of so many guns or pounds."""


def _is_cut_short(run: Run, after: Run) -> bool:
    """Whether the words of a number end in a hyphen; what they name so far ("9 Infanterie-") gives way to a noun behind."""
    last = run.tail_parts[-1] if run.tail_parts else None
    cut = isinstance(last, Token) and last.kind in DASHES and last.glued
    return cut and (not run.tail.tells or (after.tail.category is not None and not run.tail.fates))


def labelled(found: Sequence[Segment]) -> list[Segment]:
    """Join a fate that stands alone before a comma to the bare number behind it: "Killed, 200; wounded, 500"."""
    joined: list[Segment] = []
    for segment in found:
        label = joined[-1] if joined else None
        if label is not None and label.closer == "," and _is_label(label) and _is_bare(segment):
            before = joined[-2] if len(joined) > 1 else None
            if before is None or before.closer != ",":
                joined[-1] = Segment([*label.parts, *segment.parts], segment.closer)
                continue
        joined.append(segment)
    return joined


def _is_label(segment: Segment) -> bool:
    words = [part for part in segment.parts if not (isinstance(part, Token) and part.kind == "icon")]
    return bool(words) and all(isinstance(part, Token) and "fates" in part.senses for part in words)


def _is_bare(segment: Segment) -> bool:
    """Whether a segment begins with a number and names no fate."""
    parts = segment.parts
    if not parts or not isinstance(parts[0], Quantity) or parts[0].name:
        return False
    return not any(isinstance(part, Token) and ("fates" in part.senses or "nouns" in part.senses) for part in parts)


def _repeats(lead: Description, lead_parts: Sequence[Part], run: Run) -> bool:
    """Whether what stands before the first number is repeated, in kind, before the number that follows a run."""
    if lead.fates and run.tail.fates:
        return True
    last = lead_parts[-1] if lead_parts else None
    if isinstance(last, Token) and last.has("quantifiers", "and"):
        # "7e régiment et 2 batteries": the noun stands for itself.
        return False
    first = run.tail_parts[0] if run.tail_parts else None
    if isinstance(first, Token) and first.has("classifiers", "any"):
        # "一个联队约3800人": what a counting word joins to its number is that number's.
        return False
    return lead.category is not None and run.tail.category is not None


def _alike(run: Run, after: Run) -> bool:
    """ "64 German and 20 Italian aircraft", "4 badly and 9 slightly wounded": one word that only describes behind either

    number, the noun or the fate behind the second.
    """
    if len(run.tail_parts) != 1 or not after.tail_parts or not _only_describes(run.tail_parts[0]):
        return False
    first = after.tail_parts[0]
    if isinstance(first, Token) and " " in first.norm and (first.key("fates") or first is after.tail.noun):
        # "ελαφρά καταδρομικά" is listed as one.
        return True
    named = after.tail_parts[1] if len(after.tail_parts) > 1 else None
    if not isinstance(named, Token) or not _only_describes(first):
        return False
    return after.tail.noun is named or bool(named.key("fates"))


def _only_describes(part: Part) -> bool:
    """Whether a word is an adjective or adverb: listed as one, as a size, or not at all."""
    if not isinstance(part, Token) or part.kind != "word":
        return False
    return not (part.senses.keys() - {"levels", "structure"}) and (
        "structure" not in part.senses or part.has("structure", "plain")
    )


def _described(words: Sequence[Words], quantities: Sequence[Quantity], language: Language) -> list[Run]:
    return [
        Run(quantity, lead, tail, describe(lead, language, lead=True), describe(tail, language))
        for quantity, (lead, tail) in zip(quantities, words, strict=True)
    ]


def part_behind(run: Run) -> bool:
    """ "84 wounded, 3 of them badly": what makes a number part of the one before may stand behind it."""
    first = run.tail_parts[0] if run.tail_parts else None
    return isinstance(first, Token) and first.has("structure", "part")


def _only_joins(parts: Sequence[Part]) -> bool:
    return (
        len(parts) == 1 and isinstance(parts[0], Token) and (parts[0].has("quantifiers", "and") or parts[0].kind == "&")
    )


def told_apart(run: Run) -> bool:
    """Whether words that say nothing of the figure stand beside a number: a day, a place, a source."""
    if run.lead.speaks or run.tail.speaks or run.tail.rate:
        return False
    if run.quantity.approx and run.quantity.min is None:
        # "150 dead, possibly up to 400"
        return True
    return any(
        isinstance(part, Quantity) or (isinstance(part, Token) and part.kind == "word" and not part.key("quantifiers"))
        for part in (*run.lead_parts, *run.tail_parts)
    )


def dashed(parts: Sequence[Part]) -> bool:
    """Whether a run of words begins with a dash."""
    return bool(parts) and isinstance(parts[0], Token) and parts[0].kind in DASHES


def tied(parts: Sequence[Part]) -> bool:
    """Whether a run of words is but a preposition that ties a number to what stands before it ("de 74", "of them with 74")."""
    if not parts or not all(isinstance(part, Token) and part.has("structure", "part") for part in parts[:-1]):
        return False
    last = parts[-1]
    return isinstance(last, Token) and ties(last)
