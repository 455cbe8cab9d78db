"""A figure in the making, and what it becomes when everything around it has been read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from battlex.markup import Flat
from battlex.model import FATE_ORDER, Category, Fate, Figure, Level, Measure
from battlex.record import field, struct
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token


@struct
class Context:
    """What a heading or label says for the figures under it; ``unit`` is one that names units, the party of people under it."""

    fates: frozenset[Fate] = frozenset()
    category: Category | None = None
    noun: Token | None = None
    party: str | None = None
    unit: str | None = None
    attribution: str | None = None
    total: bool = False
    casualties: bool = False
    dated: bool = False
    bold: bool = False


@struct
class Item:
    """A quantity, or a level, with what was found out about it.

    ``line``, ``segment`` and ``depth`` (of brackets) tell where it stands; ``weak`` is the category of a counting word;
    ``given`` says that its own words name its fate, ``inherited`` that a heading does; ``comma`` that a list goes on;
    ``strange`` that an unknown word follows the number; ``ambiguous`` is the key of a noun that may mean two things;
    ``loss`` that its word for the missing may mean all losses; ``share`` whether it is a part of a number before, or comes on top of it; ``arm`` that nothing but the word of an arm follows;
    ``label`` is the noun of people in the label before it; ``either`` that a word for losses is joined to its fate.
    """

    quantity: Quantity | None
    start: int
    end: int
    category: Category | None = None
    weak: Category | None = None
    fates: set[Fate] = field(default_factory=set)
    level: Level | None = None
    noun: Token | None = None
    party: str | None = None
    attribution: str | None = None
    total: bool = False
    approx: bool = False
    casualties: bool = False
    given: bool = False
    rule: str = "number"
    line: int = 0
    segment: int = 0
    depth: int = 0
    comma: bool = False
    inherited: bool = False
    ambiguous: str = ""
    strange: bool = False
    loss: bool = False
    implied: Category | None = None
    part: bool = False
    share: str = ""
    arm: bool = False
    label: Token | None = None
    either: bool = False


def share_units(items: Sequence[Item]) -> None:
    """A unit named once is that of the arms before and behind it ("4 infantry, 2 cavalry divisions", "4 divisions, 2 of them armoured")."""
    arms: list[Item] = []
    unit: Item | None = None
    for item in items:
        if arms and (item.line, item.depth) != (arms[-1].line, arms[-1].depth):
            arms = []
        if unit is not None and item.line == unit.line and item.arm and item.category is None and _few(item):
            item.category, item.noun = unit.category, unit.noun
            continue
        unit = item if item.category is Category.FORMATION else None
        if item.arm and item.category is not Category.FORMATION:
            arms.append(item)
            continue
        if arms and _names_unit(item) and all(_few(one) for one in (*arms, item)):
            for one in arms:
                one.category, one.noun = item.category, item.noun
        arms = []


def _names_unit(item: Item) -> bool:
    """Whether the arm stands before the unit that a figure counts."""
    if item.category is not Category.FORMATION or item.noun is None or item.quantity is None:
        return False
    return " " in item.noun.norm or item.noun.start > item.quantity.end + 1


def _few(item: Item) -> bool:
    return item.quantity is not None and (item.quantity.max or _MOST_UNITS + 1) <= _MOST_UNITS


_MOST_UNITS = 50
"""More of an arm are men rather than units."""


def close_lists(items: Sequence[Item]) -> None:
    """ "1 destroyer, 3 minesweepers sunk": a fate at the end of a list serves the things before it."""
    for item, after in zip(reversed(items[:-1]), reversed(items[1:]), strict=True):
        if item.fates or item.casualties or item.level is not None or after.level not in (None, Level.ALL):
            continue
        if item.depth != after.depth or not after.fates or after.inherited or after.part:
            continue
        if after.fates == {Fate.DISPLACED}:
            continue
        if item.attribution != after.attribution:
            # "500 by one account, 2,000 dead by another": the noun or fate said once serves both claims.
            if item.attribution and after.attribution and item.line == after.line and item.category is None:
                item.category, item.noun, item.fates = after.category, after.noun, set(after.fates)
            continue
        if item.line != after.line and not (item.comma and after.line == item.line + 1):
            continue
        things = item.category is not None and item.category not in PEOPLE
        after_things = after.category is not None and after.category not in PEOPLE
        # Of people, "5 officers, 100 men killed" is such a list, "100 men, 5 prisoners" is none.
        if things != after_things or item.category is None or after.category is None:
            continue
        if after.noun is not None and after.noun.key("fates"):
            continue
        if things and after.level is None and after.noun in (None, item.noun):
            # "62 aircraft and 167 damaged": those are others.
            continue
        item.fates = set(after.fates)
        item.rule = "list-close"


def settle_ambiguous(items: Sequence[Item], measure: Measure) -> None:
    """Choose between the two meanings of a noun.

    "fighters" are aircraft where the value speaks of ships or aircraft, else people, "Tiger" are tanks beside tanks; "hävittäjä" is a fighter among
    aircraft alone, else a destroyer; "banderas" are units and "sabres" men among the strength, things among the losses.
    """
    ambiguous = [item for item in items if item.ambiguous]
    if not ambiguous:
        return
    air = any(i.category in (Category.AIRCRAFT, Category.SHIP) and not i.ambiguous for i in items)
    ships = any(i.category is Category.SHIP and not i.ambiguous for i in items)
    tanks = any(i.category is Category.TANK and not i.ambiguous for i in items)
    for item in ambiguous:
        first, _, second = item.ambiguous.partition(" or ")
        flies = air or item.weak is Category.AIRCRAFT or bool(item.fates & {Fate.LOST, Fate.DAMAGED})
        drives = tanks or bool(item.fates & {Fate.LOST, Fate.DAMAGED})
        if item.ambiguous in ("personnel or aircraft", "personnel or tank"):
            if not (flies if second == Category.AIRCRAFT else drives):
                item.category = Category.PERSONNEL
        elif item.ambiguous == "ship or aircraft" and (ships or not air):
            item.category = Category.SHIP
        elif second in (Category.OTHER, Category.CIVILIAN, Category.ANIMAL) and measure is Measure.STRENGTH:
            item.category = Category(first)


def settle_losses(items: Sequence[Item]) -> None:
    """A word for the missing means losses ("40.000 kayıp") in a total, and where no other fate of people is told."""
    losses = [item for item in items if item.loss]
    told = bool(losses) and any(item.fates & PEOPLE_FATES and not item.loss for item in items)
    for item in losses:
        if item.total or not told:
            item.fates.discard(Fate.MISSING)
            item.casualties = True


LEAST_PEOPLE = 1000
"""So many units are nowhere counted: the number in "a 10,000-strong army" counts its people."""

_PEOPLES_FATES = {Fate.DAMAGED: Fate.WOUNDED}
_THING_FATES = {Fate.KILLED: Fate.LOST, Fate.MISSING: Fate.LOST, Fate.WOUNDED: Fate.DAMAGED}


def figure_of(item: Item, flat: Flat, measure: Measure, parameter: str | None) -> Figure | None:
    """The figure that an item has become; None where its quantity has no number."""
    low = high = None
    if item.quantity is not None:
        low, high = _whole_number(item.quantity.min), _whole_number(item.quantity.max, up=True)
        if low is None and high is None:
            return None
    category = _category(item)
    fates = _fates(item, category, measure)
    return Figure(
        measure=measure,
        category=category,
        fates=tuple(sorted(fates, key=FATE_ORDER.__getitem__)),
        min=low,
        max=high,
        approx=item.approx,
        level=item.level,
        noun=flat.clean(item.noun.start, item.noun.end) if item.noun is not None else None,
        party=item.party or None,
        attribution=item.attribution or None,
        total=item.total,
        parameter=parameter,
        text=flat.clean(item.start, item.end),
        span=flat.span(item.start, item.end),
        rule=item.share if item.share and item.rule != "dated" else item.rule,
    )


def _category(item: Item) -> Category:
    things = item.implied if not item.fates & PEOPLE_FATES else None
    # What is shot down is an aircraft, whatever a counting word or a model's letters say.
    category = item.category or things or item.weak or Category.PERSONNEL
    if item.category is None and things is None and item.strange and item.fates == {Fate.DAMAGED}:
        # An unknown word for what is damaged names a thing.
        return Category.OTHER
    if category is Category.CIVILIAN and things is not None:
        category = things
    if category is Category.FORMATION and item.quantity is not None:
        if (item.quantity.min or item.quantity.max or 0) >= LEAST_PEOPLE:
            return Category.PERSONNEL
    if category is Category.PERSONNEL and item.fates == {Fate.DISPLACED}:
        return Category.CIVILIAN
    return category


def _fates(item: Item, category: Category, measure: Measure) -> set[Fate]:
    """The fates that fit the category: people are not lost, and wounded where damaged; things not killed or wounded."""
    if measure is Measure.STRENGTH:
        return set()
    if category in PEOPLE:
        if item.either and Fate.LOST in item.fates:
            # "The whole force destroyed or captured": not all were captured.
            return set()
        fates = {_PEOPLES_FATES.get(fate, fate) for fate in item.fates} - {Fate.LOST}
        if category is Category.CIVILIAN and Fate.DESERTED in fates:
            # Only soldiers desert; townsmen who ran away are refugees.
            return fates - {Fate.DESERTED} | {Fate.DISPLACED}
        return fates
    # What a heading says of people befell them alone.
    own = item.fates - PEOPLE_FATES if item.inherited and category is not Category.ANIMAL else item.fates
    fates = {_THING_FATES.get(fate, fate) for fate in own} - PEOPLE_FATES
    return fates or ({Fate.LOST} if item.level in (None, Level.ALL) else set())


def _whole_number(value: float | None, up: bool = False) -> int | None:
    """The whole things in a number, or ``up`` to it: "2½ battalions" are 2..3, half a battalion is none that could be told."""
    if value is None:
        return None
    nearest = round(value)
    if abs(value - nearest) >= _EXACT * max(1.0, value):
        nearest = int(value) + (up and value > 1)
    return None if nearest == 0 and value else nearest


_EXACT = 1e-9
"""A number composed of fractions ("1.15 million") misses the whole number it states by no more than this share."""


def count_among_fighters(whole: Item, parts: Iterable[Item]) -> None:
    """Women or townsmen among the fighters are fighters."""
    for part in parts if whole.category in (None, Category.PERSONNEL) else ():
        if part.category is Category.CIVILIAN:
            part.category = Category.PERSONNEL
