"""Which words of a segment belong to which of its numbers?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from battlex.languages import Language
from battlex.values.figures.describe import Description, describe
from battlex.values.figures.quantity import DASHES, Quantity
from battlex.values.figures.structure import Bracket, Part
from battlex.values.figures.token import Token


class Run(NamedTuple):
    """A number with the words before and behind it that are its own, and what they say."""

    quantity: Quantity
    lead_parts: list[Part]
    tail_parts: list[Part]
    lead: Description
    tail: Description


def runs_of(parts: Sequence[Part], quantities: Sequence[Quantity], language: Language) -> list[Run]:
    """Give each quantity of a segment its words.

    Words between two numbers belong to the first ("300 men and 20 guns"), unless the segment names before it counts
    ("killed 300 wounded 200").
    """
    words = _split(parts, quantities)
    runs = _described(words, quantities, language)
    if len(runs) > 1 and not runs[-1].tail.tells and any(_same_kind(runs[0].lead, run.tail) for run in runs[:-1]):
        runs = _described(_named_before(words), quantities, language)
    for run, after in zip(reversed(runs[:-1]), reversed(runs[1:]), strict=True):
        # "3,500 and 900 ships": the noun serves both.
        if not run.lead.speaks and _only_joins(after.lead_parts) and (not run.tail_parts or _alike(run, after)):
            run.tail.category, run.tail.noun = after.tail.category, after.tail.noun
    return runs


def _same_kind(lead: Description, tail: Description) -> bool:
    """Whether what stands before the first number is repeated, in kind, before the others."""
    return bool(lead.fates and tail.fates) or (lead.category is not None and tail.category is not None)


def _alike(run: Run, after: Run) -> bool:
    """ "64 German and 20 Italian aircraft": one word of another kind behind either number, the noun behind the second."""
    return (
        len(run.tail_parts) == 1
        and run.tail.unknown_words == 1
        and len(after.tail_parts) > 1
        and isinstance(after.tail_parts[0], Token)
        and not after.tail_parts[0].senses
        and after.tail.noun is after.tail_parts[1]
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
        cut = len(between) if last else _joint(between, any(isinstance(p, Token) and p.key("fates") for p in lead))
        words.append((lead, between[:cut]))
        lead = between[cut:]
    return words


def _joint(between: Sequence[Part], led: bool) -> int:
    """Where, between two numbers, the words of the second begin; ``led`` tells that a fate stands before the first."""
    speaks_from = len(between)
    while speaks_from and not _says_something(between[speaks_from - 1]):
        speaks_from -= 1
    for index, part in enumerate(between):
        if not isinstance(part, Token):
            continue
        if part.has("structure", "part", "claim"):
            return index
        last = index == len(between) - 1
        if last and (part.has("structure", "preposition", "rate") or (part.clitic and part.key("fates"))):
            return index
        if led and part.has("quantifiers", "and") and _leads(between, index):
            return index
        # A joining word before a further noun or fate stands inside one figure ("killed and wounded").
        if (part.has("quantifiers", "and", "or") or part.kind in ("&", "/")) and index + 1 >= speaks_from:
            return index
    return len(between)


def _leads(between: Sequence[Part], index: int) -> bool:
    """Whether a fate without a noun follows a counted noun: it leads the next number ("captured 300 men and destroyed 40")."""
    rest = [part for part in between[index + 1 :] if isinstance(part, Token)]
    counted = any(isinstance(part, Token) and part.key("nouns") for part in between[:index])
    return counted and bool(rest) and bool(rest[0].key("fates")) and not any(part.key("nouns") for part in rest)


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


def _only_joins(parts: Sequence[Part]) -> bool:
    return (
        len(parts) == 1 and isinstance(parts[0], Token) and (parts[0].has("quantifiers", "and") or parts[0].kind == "&")
    )


def dashed(parts: Sequence[Part]) -> bool:
    """Whether a run of words begins with a dash."""
    return bool(parts) and isinstance(parts[0], Token) and parts[0].kind in DASHES


def tied(parts: Sequence[Part]) -> bool:
    """Whether a run of words is but a preposition that ties a number to what stands before it ("de 74")."""
    return (
        len(parts) == 1
        and isinstance(parts[0], Token)
        and (parts[0].has("structure", "preposition") or parts[0].has("quantifiers", "between"))
    )
