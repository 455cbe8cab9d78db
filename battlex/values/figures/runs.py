"""Which words of a segment belong to which of its numbers?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.model import Category
from battlex.record import Record, record
from battlex.values.figures.describe import Description, describe
from battlex.values.figures.quantity import DASHES, MOST_GUNS, Quantity
from battlex.values.figures.structure import Bracket, Part, Segment
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
    words = _split(parts, quantities)
    runs = _described(words, quantities, language)
    if (
        len(runs) > 1
        and not runs[-1].tail.tells
        and any(_repeats(runs[0].lead, runs[0].lead_parts, run) for run in runs[:-1])
    ):
        runs = _described(_named_before(words), quantities, language)
    for run, after in zip(reversed(runs[:-1]), reversed(runs[1:]), strict=True):
        # "3,500 and 900 ships": the noun serves both.
        first = after.lead_parts[0] if after.lead_parts else None
        run.tail.whole = isinstance(first, Token) and first.has("out", "out_of")
        beside = ships or any(before.tail.category is Category.SHIP for before in runs)
        if beside and _is_rated(run, after):
            run.tail.category = Category.SHIP
        elif _is_share(run, after, beside):
            # "14 of 22 aircraft shot down": the second number is the whole, and nothing became of it.
            if run.tail.category is None:
                run.tail.category, run.tail.noun = after.tail.category, after.tail.noun
            run.tail.fates = after.tail.fates or set(run.lead.fates)
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
    return runs


def _is_rated(run: Run, after: Run) -> bool:
    """Whether a bare number is followed by that of the guns of the ships that it counts ("3 de 74")."""
    bare = not run.tail_parts and not run.lead.speaks and len(after.lead_parts) == 1 and tied(after.lead_parts)
    armed = not after.tail_parts or after.tail.category is Category.GUN
    return bare and armed and after.quantity.form == "digits" and (after.quantity.max or MOST_GUNS + 1) <= MOST_GUNS


def _is_share(run: Run, after: Run, ships: bool) -> bool:
    """Whether a number is said to be so many of the next one; beside ``ships``, guns of a number are their armament."""
    if not _opens_whole(after.lead_parts):
        return False
    if (run.quantity.max or 0) >= (after.quantity.min or 0):
        return False
    if ships and Category.GUN in (run.tail.category, after.tail.category):
        return False
    if run.tail.fates or run.tail.casualties or run.lead.category is not None or run.lead.weak is not None:
        return False
    if not run.tail_parts or (len(run.tail_parts) == 1 and _stays(run.tail_parts[0]) and run.tail.category is None):
        return after.tail.tells
    return bool(after.tail.fates) and after.tail.category is None and not run.lead.speaks


def _opens_whole(parts: Sequence[Part]) -> bool:
    """Whether words between two numbers are but "of", or "of the", "de leurs"."""
    first, *rest = parts or (None,)
    if not isinstance(first, Token) or not first.has("whole", "whole") or len(rest) > 1:
        return False
    return all(isinstance(part, Token) and part.kind == "word" and not part.senses.keys() - _IDLE for part in rest)


_IDLE = frozenset({"structure", "models", "ordinal"})
"""An article may be listed so; a word that says more than that is none."""


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


_Words = tuple[list[Part], list[Part]]


def _described(words: Sequence[_Words], quantities: Sequence[Quantity], language: Language) -> list[Run]:
    return [
        Run(quantity, lead, tail, describe(lead, language, lead=True), describe(tail, language))
        for quantity, (lead, tail) in zip(quantities, words, strict=True)
    ]


def _split(parts: Sequence[Part], quantities: Sequence[Quantity]) -> list[_Words]:
    """The words before and behind each quantity: what joins two of them opens the lead of the second."""
    counted = set(map(id, quantities))
    places = [at for at, part in enumerate(parts) if id(part) in counted]
    words: list[_Words] = []
    lead = list(parts[: places[0]])
    for at, place in enumerate(places):
        last = at + 1 == len(places)
        between = list(parts[place + 1 : len(parts) if last else places[at + 1]])
        after = parts[places[at + 1] + 1 : places[at + 2] if at + 2 < len(places) else len(parts)] if not last else ()
        cut = (
            _end(between)
            if last
            else _joint(between, any(isinstance(p, Token) and p.key("fates") for p in lead), after)
        )
        words.append((lead, between[:cut]))
        lead = between[cut:]
    return words


def _end(behind: Sequence[Part]) -> int:
    """Where the words of the last number end: what became of a part that is not counted is not its fate ("300 men of whom half fell")."""
    for index, part in enumerate(behind):
        if isinstance(part, Token) and part.has("structure", "as_many"):
            # "12 dead and as many wounded": the second number is not told.
            return index
        if index and isinstance(part, Token) and part.has("structure", "part"):
            after = behind[index + 1] if index + 1 < len(behind) else None
            if isinstance(after, Token) and after.kind == "word" and not after.key("fates") and not after.key("nouns"):
                return index
    return len(behind)


def _joint(between: Sequence[Part], led: bool, after: Sequence[Part]) -> int:
    """Where, between two numbers, the words of the second begin.

    ``led`` tells that a fate stands before the first; ``after`` is what follows the second.
    """
    speaks_from = len(between)
    while speaks_from and not _says_something(between[speaks_from - 1]):
        speaks_from -= 1
    if _opens_whole(between):
        return 0
    for index, part in enumerate(between):
        if not isinstance(part, Token):
            continue
        if part.has("structure", "part", "claim", "as_many") or part.has("out", "out_of"):
            return index
        last = index == len(between) - 1
        if last and (_ties(part) or part.has("structure", "rate") or (part.clitic and part.key("fates"))):
            return index
        if part.has("quantifiers", "and") and (_leads(between, index) if led else _leads_people(between, index, after)):
            return index
        # A joining word before a further noun or fate stands inside one figure ("killed and wounded").
        if (part.has("quantifiers", "and", "or") or part.kind in ("&", "/")) and index + 1 >= speaks_from:
            return index
    return len(between)


def _leads(between: Sequence[Part], index: int) -> bool:
    """Whether a fate without a noun follows a counted noun: it leads the next number ("captured 300 men and destroyed 40")."""
    rest = [part for part in between[index + 1 :] if isinstance(part, Token)]
    counted = any(isinstance(part, Token) and part.key("nouns") for part in between[:index])
    if not rest or not rest[0].key("fates") or any(part.key("nouns") for part in rest):
        return False
    # "убит 1 и ранено 5 человек": a fate right before either number.
    return counted or (index == 0 and len(rest) == 1)


def _leads_people(between: Sequence[Part], index: int, after: Sequence[Part]) -> bool:
    """Whether a fate behind "and", right before the next number, leads it ("300 dead civilians and flight of 400 persons").

    It does where the first number has its fate and its noun already, and the second has none but names people.
    """
    rest = [part for part in between[index + 1 :] if isinstance(part, Token)]
    before = [part for part in between[:index] if isinstance(part, Token)]
    if len(rest) != 1 or not rest[0].key("fates"):
        return False
    told = any(part.key("fates") for part in before) and any(part.key("nouns") for part in before)
    behind = [part for part in after if isinstance(part, Token)]
    people = bool(behind) and behind[0].senses and not any(part.key("fates") for part in behind)
    return told and bool(people)


def _says_something(part: Part) -> bool:
    return isinstance(part, Token) and bool(part.key("nouns") or part.key("fates") or part.key("classifiers"))


def _named_before(words: Sequence[_Words]) -> list[_Words]:
    """ "Killed 300 wounded 200": what stands between belongs to the number behind it, but for counting words and brackets."""
    changed: list[_Words] = []
    lead = words[0][0]
    for at, (_, tail) in enumerate(words):
        if at + 1 == len(words):
            changed.append((lead, tail))
            break
        keep = 0
        while keep < len(tail) and _stays(tail[keep]):
            keep += 1
        changed.append((lead, tail[:keep]))
        lead = [*tail[keep:], *words[at + 1][0]]
    return changed


def _stays(part: Part) -> bool:
    return isinstance(part, Bracket) or (isinstance(part, Token) and bool(part.key("classifiers")))


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
    return isinstance(last, Token) and _ties(last)


def _ties(part: Token) -> bool:
    return part.has("structure", "preposition") or part.has("quantifiers", "between")
