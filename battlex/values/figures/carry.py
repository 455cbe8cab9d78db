"""What a figure takes from its heading and from the figures before it."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.markup import Flat
from battlex.model import Category, Fate, Level
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE, PEOPLE_FATES, Description, wider
from battlex.values.figures.items import LEAST_PEOPLE, Context, Item
from battlex.values.figures.quantity import LARGEST
from battlex.values.figures.runs import Run
from battlex.values.figures.structure import Bracket, Part, Segment, text_of
from battlex.values.figures.token import Token

PART, PERHAPS_PART, ADDED = "part", "perhaps part", "added"
"""The rules of figures that are part of another, for sure or by their place in a list, or that come on top of the one before."""

_FATES_OF_ALL = PEOPLE_FATES | {Fate.CAPTURED}
_HURT = {Fate.WOUNDED, Fate.DAMAGED}

_FAR = 12
"""So many figures back a word may still refer; a list of more is no list that a reader follows."""


def from_heading(item: Item, context: Context) -> None:
    """Give an item what its heading or label says and its own words do not."""
    of_things = item.fates <= {Fate.LOST, Fate.DAMAGED} and item.category in MAYBE_PEOPLE
    if of_things and context.fates & PEOPLE_FATES:
        # "649 dead (323 in the sinking of the cruiser)": people are not sunk.
        item.fates = set()
    if not item.fates and not (item.casualties and item.given) and context.fates:
        item.fates = set(context.fates)
        item.rule = "heading" if item.rule == "number" else item.rule
        item.inherited = True
    category = context.category
    if category is Category.FORMATION and item.weak is not None:
        category = None
    if category is not None and item.category is None:
        people_only = item.fates and item.fates <= PEOPLE_FATES
        if not (people_only and category not in PEOPLE):
            item.category, item.noun = category, item.noun or context.noun
            key = str(context.noun.key("nouns")) if context.noun is not None else ""
            # "Fighters: 4,000": perhaps people, perhaps aircraft.
            item.ambiguous = item.ambiguous or (key if " or " in key else "")
    elif category is Category.PERSONNEL and not (context.total or context.attribution):
        item.label = context.noun
    item.party = item.party or context.party or _unit_named(item, context)
    item.rule = "dated" if context.dated else item.rule
    item.attribution = item.attribution or context.attribution
    item.total = item.total or context.total


def _unit_named(item: Item, context: Context) -> str | None:
    """ "Garrison: 900 men, 4 guns": units whose people or things are counted, but not "Battalions: 12 (9,000 men)"."""
    if item.category is Category.FORMATION and (item.quantity is None or (item.quantity.max or 0) < LEAST_PEOPLE):
        context.unit = None
    return context.unit if item.depth == 0 else None


def from_whole(items: Sequence[Item], item: Item) -> None:
    """ "8,400 killed, of them 200 officers": a part shares the fates of the figure before, and its noun if it has none."""
    if not items:
        return
    whole = items[-1]
    if item.category is None and item.weak is None and not item.fates:
        if whole.category not in (None, Category.FORMATION):
            item.category, item.noun = whole.category, whole.noun
    if not item.fates and not item.casualties and whole.fates and (item.category or Category.PERSONNEL) in PEOPLE:
        if whole.category in (None, item.category, Category.PERSONNEL):
            item.fates = set(whole.fates)
            item.given = True


def share_of(before: Item | None, item: Item, said: bool) -> str:
    """Whether people are a part of those before: "12,000 men, including 2,500 cavalry".

    ``said`` tells that its own words say so; of what goes on behind ("and 300 grenadiers") it is left open.
    """
    if before is None or before.quantity is None or item.quantity is None or item.attribution:
        return ""
    if any(one.category not in MAYBE_PEOPLE or one.weak not in MAYBE_PEOPLE for one in (before, item)):
        return ""
    if said:
        return PART if (item.quantity.max or 0) <= (before.quantity.max or LARGEST) else PERHAPS_PART
    return PERHAPS_PART if before.share not in ("", ADDED) and before.fates == item.fates else ""


def share_in_bracket(owner: Item, children: Sequence[Item]) -> None:
    """ "12,000 men (2,500 cavalry)": no more people than those before, by another noun, are a part of them."""
    if (owner.noun is None and len(children) > 1) or any(
        child.noun in (None, owner.noun) or child.fates != owner.fates for child in children
    ):
        return
    found = [share_of(owner, child, True) for child in children]
    if PERHAPS_PART not in found:
        for child, share in zip(children, found, strict=True):
            child.share = child.share or share


def from_before(items: Sequence[Item], item: Item, tail: Sequence[Part]) -> None:
    """ "168 helicopters destroyed, 618 damaged": a number without a noun counts the things before it."""
    last = next((before for before in reversed(items[-_FAR:]) if before.depth <= item.depth), None)
    if (
        last is not None
        and last.category is Category.FORMATION
        and (_more_units(item, last, tail) or _units_later(item, last, tail))
    ):
        item.category, item.noun = last.category, last.noun
    if item.category is not None or last is None or item.implied in PEOPLE:
        return
    same_line = last.line == item.line
    if same_line and last.category is not None and (_same_kind(item, last) or _describes(item, last, tail)):
        item.category, item.noun, item.ambiguous = last.category, last.noun, item.ambiguous or last.ambiguous
    elif item.weak is not None or item.fates & PEOPLE_FATES:
        if item.fates == _HURT and same_line and last.category not in MAYBE_PEOPLE:
            # One word for the damaged and the wounded ("skadade") tells of the things before it.
            item.category, item.noun = last.category, last.noun
        return
    elif item.fates and item.strange:
        if same_line and last.segment == item.segment and last.category not in MAYBE_PEOPLE:
            # "23 guns and 2 eagles captured": an unknown word is no gun.
            item.category = Category.OTHER
    elif item.fates:
        _things_before(items, item)
    elif item.casualties and last.attribution and same_line and _fewer(item, last):
        # "12 aircraft (French claim), actual losses 5"
        item.category, item.noun = last.category, last.noun
    elif same_line and last.depth == item.depth and last.category is not None:
        opened = tail[0] if tail else None
        if isinstance(opened, Token) and opened.has("structure", "preposition"):
            item.category, item.noun, item.ambiguous = last.category, last.noun, last.ambiguous


def _fewer(item: Item, last: Item) -> bool:
    """Whether no more are counted than of the things before."""
    one, other = item.quantity, last.quantity
    things = last.category not in MAYBE_PEOPLE
    return things and one is not None and other is not None and (one.max or 0) <= (other.max or 0)


_MOST_UNITS = 20
_EXACT = ("digits", "words", "one")


def _describes(item: Item, last: Item, tail: Sequence[Part]) -> bool:
    """ "4 пехотных полка и 2 кавалерийских": behind a small number stands but an adjective, the noun before both."""
    if not tail or item.fates & PEOPLE_FATES:
        return False
    only = tail[0]
    ends = all(isinstance(part, Bracket) or part.kind in (":", "：") for part in tail[1:])
    plain = ends and isinstance(only, Token) and (only.has("structure", "plain") or only.senses.keys() == {"levels"})
    few = item.quantity is not None and item.quantity.form in _EXACT and (item.quantity.max or 100) <= _MOST_UNITS
    return plain and few and last.segment == item.segment and last.category not in PEOPLE


def _more_units(item: Item, last: Item, tail: Sequence[Part]) -> bool:
    """ "4 regimientos de línea, 2 de caballería": a small number tied to an arm goes on counting the units before it."""
    number = item.quantity
    if number is None or number.form not in _EXACT or number.approx or not number.min or not number.max:
        return False
    first = tail[0] if tail else None
    tied = isinstance(first, Token) and first.has("whole", "whole")
    return (
        tied
        and item.category in (Category.PERSONNEL, Category.GUN)
        and number.max <= _MOST_UNITS
        and last.line == item.line
    )


def _units_later(item: Item, last: Item, tail: Sequence[Part]) -> bool:
    """ "2 brigades, later 4": a small number without a word behind it goes on counting the units before it."""
    bare = item.category is None and item.weak is None and not item.fates and not item.casualties and not tail
    few = item.quantity is not None and item.quantity.form == "digits" and (item.quantity.max or 100) <= _MOST_UNITS
    return bare and few and last.line == item.line and last.depth == item.depth


def _same_kind(item: Item, last: Item) -> bool:
    """Whether a counting word, or a fate of people behind civilians, speaks of what the figure before counts."""
    if last.category is Category.CIVILIAN:
        return item.weak in (None, Category.PERSONNEL) and bool(item.fates & PEOPLE_FATES)
    return item.weak is not None and item.weak is last.weak and last.category not in PEOPLE


def _things_before(items: Sequence[Item], item: Item) -> None:
    captured = Fate.CAPTURED in item.fates
    last = items[-1]
    if last.implied is not None and last.category is None and last.weak is None and last.line == item.line:
        # "27 shot down, 8 damaged"
        item.implied = item.implied or last.implied
        return
    for before in reversed(items[-_FAR:]):
        if before.quantity is not None and before.category is not None and before.category not in PEOPLE:
            if not (captured and before.line != item.line):
                item.category, item.noun = before.category, before.noun
            return
        if before.line != item.line and before.category is not None:
            return
        if captured and (before.category in PEOPLE or before.fates & PEOPLE_FATES):
            return


def from_other_claim(items: Sequence[Item], owner: Item) -> None:
    """ "53 warships (Dutch claim), 38 (Spanish claim)": the claims count the same things with the same fate."""
    if owner.category is not None or owner.weak is not None or owner.fates or owner.casualties:
        return
    before = next((item for item in reversed(items[-_FAR:]) if item is not owner), None)
    if before is None or not before.attribution:
        return
    if sum(item.segment == before.segment for item in items[-_FAR:]) > 1:
        return
    if before.category is not None:
        owner.category, owner.noun = before.category, before.noun
    owner.fates = set(before.fates)


def claimed(items: Sequence[Item], item: Item, run: Run, flat: Flat) -> None:
    """Tell who claims a number that goes behind these items, and what it then counts."""
    before = items[-1] if items else None
    if run.lead.claim or run.tail.claim:
        item.attribution = text_of(run.lead_parts if run.lead.claim else run.tail_parts, flat)
        from_other_claim(items, item)
    elif before is not None and before.line == item.line and before.attribution != item.attribution:
        if sum(other.attribution == before.attribution for other in items[-2:]) == 1:
            # "Livy: 8,000 killed; Polybius: 5,700"
            from_other_claim(items, item)


def from_all(before: Item | None, item: Item) -> None:
    """ "Entire garrison captured, 2,700 men": how many all were that a fate is told of."""
    if before is None or before.level is not Level.ALL or before.line != item.line or not before.fates & _FATES_OF_ALL:
        return
    bare = not item.fates and not item.casualties and item.category in (None, Category.PERSONNEL)
    if bare and item.weak is None and before.category in (None, Category.PERSONNEL):
        item.fates = set(before.fates)


def tells_again(last: Item, said: Description, line: int) -> bool:
    """ "600 dead, most killed by fire": a word of size with the fate of the number before describes that number."""
    return last.quantity is not None and last.line == line and bool(said.fates) and said.fates == last.fates


def carried_on(carried: set[Fate], item: Item, run: Run, before: Item | None) -> set[Fate]:
    """Give a number of a list the fates said before its first one ("lost 12 tanks, 3 guns"); those that go on behind it.

    ``before`` is the figure before in the same segment.
    """
    if run.tail.fates or run.tail.casualties:
        return set()
    if run.lead.fates and not run.lead.part:
        return set(run.lead.fates)
    if carried and not item.fates and not item.casualties:
        among_people = item.category is None and before is not None and before.category in PEOPLE
        if not carried & PEOPLE_FATES or item.category in PEOPLE or among_people:
            item.fates = set(carried)
            item.rule = "list-open"
    return carried


def from_parallel(items: Sequence[Item], item: Item) -> None:
    """ "The Swedes put it at 300 killed, the Danes at 1,500": a bare number in the same line tells of the same fate."""
    last = next((before for before in reversed(items[-_FAR:]) if before.depth <= item.depth), None)
    if last is None or last.line != item.line or last.level is not None or last.inherited or last.total or item.total:
        return
    bare = item.category is None and item.weak is None and not item.fates and not item.casualties
    if bare and last.fates and (last.category is None or last.category in PEOPLE):
        item.fates = set(last.fates)
        item.rule = "parallel"


def goes_on(segment: Segment, said: Description) -> bool:
    """Whether a segment without a number consists of fates, or joined nouns, that go on with the figure before."""
    if not said.fates and not said.casualties and not (said.category is not None and said.joined):
        return False
    if said.noun is not None and not said.joined and not said.noun.key("fates"):
        # "3 aircraft shot down, a helicopter damaged", "300 dead, commander wounded": a fate of somebody else.
        return False
    return all(_belongs(part) for part in segment.parts if isinstance(part, Token))


def closes_names(last: Item, segment: Segment, said: Description) -> bool:
    """ "34 Navy, Marine, and NSA personnel killed": what stands last in a list of names tells what the number counts."""
    first = segment.parts[0] if segment.parts else None
    opens = isinstance(first, Token) and first.has("quantifiers", "and")
    bare = last.comma and last.category is None and not last.fates and not last.casualties
    return opens and bare and bool(said.fates) and said.category in PEOPLE


def _belongs(part: Token) -> bool:
    return bool(
        part.key("fates")
        or part.key("nouns")
        or part.marks
        or part.has("quantifiers", "and", "or")
        or part.kind in ("&", "/", ".")
        or part.has("structure", "plain", "preposition")
    )


def go_on(last: Item, segment: Segment, said: Description) -> None:
    """Give the last figure the fates, or the joined noun, of a segment that goes on with it."""
    if said.category is not None and (said.category in PEOPLE) != ((last.category or Category.PERSONNEL) in PEOPLE):
        return
    last.end = max(last.end, said.last or 0)
    last.fates |= said.fates
    last.given = last.given or bool(said.fates)
    last.casualties = last.casualties or said.casualties
    last.comma = segment.closer == ","
    if said.category is None:
        return
    if last.category is None:
        last.category = said.category
    elif last.category not in PEOPLE and said.category not in PEOPLE:
        last.category = wider(last.category, said.category)
