"""Where do the words of one number end, and those of the next begin?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.values.figures.quantity import Quantity
from battlex.values.figures.structure import Bracket, Part
from battlex.values.figures.token import Token

Words = tuple[list[Part], list[Part]]


def split(parts: Sequence[Part], quantities: Sequence[Quantity]) -> list[Words]:
    """The words before and behind each quantity: what joins two of them opens the lead of the second."""
    counted = set(map(id, quantities))
    places = [at for at, part in enumerate(parts) if id(part) in counted]
    words: list[Words] = []
    lead = _told(list(parts[: places[0]]))
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
        lead = _told(between[cut:])
    return words


def _told(lead: list[Part]) -> list[Part]:
    """The words before a number, without what is said of others that are many ("many wounded and 3 tanks")."""
    last = lead[-1] if lead else None
    if isinstance(last, Token) and last.has("quantifiers", "and"):
        if any(isinstance(part, Token) and part.has("structure", "as_many") for part in lead):
            return [last]
    return lead


def _end(behind: Sequence[Part]) -> int:
    """Where the words of the last number end: what became of a part that is not counted is not its fate ("300 men of whom half fell")."""
    for index, part in enumerate(behind):
        if isinstance(part, Token) and part.has("structure", "as_many"):
            # "12 dead and as many wounded", "12 dead and many wounded": the second number is not told.
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
    if opens_whole(between):
        return 0
    for index, part in enumerate(between):
        if not isinstance(part, Token):
            continue
        if part.has("structure", "part", "claim", "as_many") or part.has("out", "out_of"):
            return index
        last = index == len(between) - 1
        if last and (
            ties(part)
            or part.has("whole", "whole")
            or part.has("structure", "rate")
            or (part.clitic and part.key("fates"))
        ):
            return index
        if part.has("quantifiers", "and") and (_leads(between, index) if led else _leads_people(between, index, after)):
            return index
        # A joining word before a further noun or fate stands inside one figure ("killed and wounded").
        if (part.has("quantifiers", "and", "or") or part.kind in ("&", "/")) and index + 1 >= speaks_from:
            return index
    return len(between)


def _leads(between: Sequence[Part], index: int) -> bool:
    """Whether a fate without a noun follows what was counted: it leads the next number ("captured 300 men and destroyed 40")."""
    rest = [part for part in between[index + 1 :] if isinstance(part, Token)]
    counted = index > 0 and not any(isinstance(part, Token) and part.key("fates") for part in between[:index])
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
    people = not behind or (behind[0].senses and not any(part.key("fates") for part in behind))
    return told and bool(people)


def _says_something(part: Part) -> bool:
    return isinstance(part, Token) and bool(part.key("nouns") or part.key("fates") or part.key("classifiers"))


def named_before(words: Sequence[Words]) -> list[Words]:
    """ "Killed 300 wounded 200": what stands between belongs to the number behind it, but for counting words and brackets."""
    changed: list[Words] = []
    lead = words[0][0]
    for at, (_, tail) in enumerate(words):
        if at + 1 == len(words):
            changed.append((lead, tail))
            break
        keep = 0
        while keep < len(tail) and stays(tail[keep]):
            keep += 1
        changed.append((lead, tail[:keep]))
        lead = [*tail[keep:], *words[at + 1][0]]
    return changed


def stays(part: Part) -> bool:
    """Whether a part belongs to the number before it at all events: a bracket, a counting word."""
    return isinstance(part, Bracket) or (isinstance(part, Token) and bool(part.key("classifiers")))


def opens_whole(parts: Sequence[Part]) -> bool:
    """Whether words between two numbers are but "of", or "of the", "de leurs"."""
    first, *rest = parts or (None,)
    if not isinstance(first, Token) or not first.has("whole", "whole") or len(rest) > 1:
        return False
    return all(isinstance(part, Token) and part.kind == "word" and not part.senses.keys() - _IDLE for part in rest)


_IDLE = frozenset({"structure", "models", "ordinal"})
"""An article may be listed so; a word that says more than that is none."""


def ties(part: Token) -> bool:
    """Whether a word ties what follows to what stands before it."""
    return part.has("structure", "preposition") or part.has("quantifiers", "between")
