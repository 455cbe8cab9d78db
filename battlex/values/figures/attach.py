"""A number and its words → an item; or the reason why the number counts nothing here."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.model import Category, Fate, Measure
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES, Description
from battlex.values.figures.items import Item
from battlex.values.figures.quantity import MOST_GUNS, Quantity
from battlex.values.figures.runs import Run, dashed, tied
from battlex.values.figures.structure import Part
from battlex.values.figures.token import Token


def skip(run: Run, measure: Measure, alone: bool, before: Item | None) -> bool:
    """Whether the number counts nothing: a rate, survivors among the losses, an article, a calibre.

    ``alone`` says that the value holds nothing else; ``before`` is the figure before in the segment.
    """
    if run.tail.rate or _is_rate(run.lead_parts):
        return True
    if measure is Measure.CASUALTIES and (run.tail.survived or run.lead.survived) and not run.tail.fates:
        return True
    if run.tail.whole and measure is Measure.CASUALTIES and not _lost(run):
        return True
    if (
        run.quantity.form in ("one", "several")
        and not alone
        and not (_counts(run, measure) or _one_more_unit(run, before))
    ):
        return True
    guns = before is not None and before.category in (Category.GUN, Category.FORMATION)
    if before is not None and before.category is Category.SHIP:
        # "six de 74"
        guns = run.quantity.form == "digits" and (run.quantity.max or 0) <= MOST_GUNS
    return guns and not run.tail_parts and tied(run.lead_parts)


def _one_more_unit(run: Run, before: Item | None) -> bool:
    """ "two companies of infantry and one of sappers": a word for one goes on counting the units before it."""
    first = run.tail_parts[0] if run.tail_parts else None
    if before is None or before.category is not Category.FORMATION or not isinstance(first, Token):
        return False
    return run.quantity.form == "one" and (first.has("whole", "whole") or first.has("structure", "plain"))


def _is_rate(lead: Sequence[Part]) -> bool:
    """Whether a word such as "daily" stands before a number, or before the fates and nouns before it."""
    for at in range(len(lead) - 1, -1, -1):
        part = lead[at]
        if not isinstance(part, Token):
            return False
        if part.has("structure", "rate"):
            before = lead[at - 1] if at else None
            return not (isinstance(before, Quantity) and bool(before.name))
        if not (part.key("fates") or part.key("nouns")):
            return False
    return False


def _lost(run: Run) -> bool:
    return bool(run.tail.fates or run.lead.fates or run.tail.casualties or run.lead.casualties)


def _counts(run: Run, measure: Measure) -> bool:
    """Whether a word for one, an article or "several" stands before something that is counted."""
    if measure is Measure.STRENGTH and run.quantity.form == "one" and run.tail.category is Category.PERSONNEL:
        return False
    if run.tail.category is not None or run.tail.weak is not None:
        return True
    if run.quantity.form == "one" and not run.tail_parts and run.lead.category is not None:
        return _names_before(run.lead_parts, run.lead, set(), one=True)
    if run.quantity.form == "one" and run.lead.part and (not run.tail_parts or tied(run.tail_parts[:1])):
        # "9 ships, of them one of 80 guns"
        return True
    if run.quantity.form == "several":
        return bool(run.tail.fates or run.lead.fates)
    return bool(run.tail.fates) and measure is Measure.CASUALTIES


def item_of(run: Run) -> Item:
    """The item of a number: its noun, its fates, its bounds, from the words that are its own."""
    quantity, lead, tail = run.quantity, run.lead, run.tail
    item = Item(quantity, quantity.start, quantity.end, fates=set(tail.fates or lead.fates))
    if lead.fates == {Fate.KILLED} and _captives(run):
        item.fates = {Fate.KILLED}
    item.given = bool(tail.fates) or tail.casualties
    item.approx = quantity.approx or tail.rough_behind
    _bound(quantity, tail)
    item.total = tail.total or lead.total
    item.casualties = tail.casualties or (lead.casualties and not item.fates)
    item.weak = tail.weak
    item.either = tail.either
    item.loss = tail.loss or (lead.loss and not tail.fates)
    item.implied = tail.implied or lead.implied
    item.ambiguous = tail.ambiguous or ("" if tail.category else lead.ambiguous)
    behind = run.tail_parts[0] if run.tail_parts else None
    item.strange = isinstance(behind, Token) and behind.kind == "word" and not behind.senses
    item.arm = len(run.tail_parts) == 1 and isinstance(behind, Token) and _is_arm(behind, quantity)
    category = tail.category
    if category is Category.FORMATION and _is_named(run):
        # "400 New York Volunteer Regiment": so many men of it.
        category = None
    if category is Category.FORMATION and dashed(run.tail_parts):
        # "200 – assault team of sailors": behind a dash stands a remark.
        category = None
    if category is not None:
        item.category, item.noun, item.rule = category, tail.noun, "number-noun"
    elif lead.category is not None and _names_before(run.lead_parts, lead, item.fates, one=_counted(run)):
        item.category, item.noun, item.rule = lead.category, lead.noun, "noun-number"
        if lead.first is not None:
            item.start = min(item.start, lead.first)
    elif tail.weak is None or (tail.weak is Category.VEHICLE and lead.weak in _MACHINES):
        # "F-86 78대": the model says more than the counting word of all machines.
        item.weak = lead.weak
    if item.noun is None:
        item.noun = tail.noun if item.weak is not None else None
    if tail.last is not None:
        item.end = max(item.end, tail.last)
    if lead.fates and not tail.fates and lead.first is not None and _adjacent(run.lead_parts, quantity):
        item.start = min(item.start, lead.first)
    return item


def _is_arm(word: Token, quantity: Quantity) -> bool:
    """Whether a word tells the arm of units, be it a noun or, beside a small number, but an adjective."""
    few = (quantity.max or _A_DOZEN + 1) <= _A_DOZEN
    return word.has("structure", "arm") or (few and word.has("structure", "plain") and not word.key("nouns"))


_A_DOZEN = 12


def _counted(run: Run) -> bool:
    """Whether a number behind the word of a unit counts such units: a word for one, or one with a counting word ("師団3個")."""
    behind = run.tail_parts[0] if run.tail_parts else None
    return run.quantity.form == "one" or (isinstance(behind, Token) and behind.has("classifiers", "any"))


def _captives(run: Run) -> bool:
    """Whether a fate right before a number befell prisoners, who are its noun ("execution of 20 prisoners")."""
    last = run.lead_parts[-1] if run.lead_parts else None
    noun = run.tail_parts[0] if run.tail_parts else None
    told = isinstance(last, Token) and bool(last.key("fates"))
    return told and run.tail.fates == {Fate.CAPTURED} and isinstance(noun, Token) and noun.has("fates", Fate.CAPTURED)


def _is_named(run: Run) -> bool:
    """Whether a number too large for so many units stands before the name of one, which ends in its kind."""
    first, noun = next(iter(run.tail_parts), None), run.tail.noun
    many = run.quantity.form == "digits" and (run.quantity.min or 0) >= _MANY and noun is not first
    strange = isinstance(first, Token) and first.kind == "word" and not first.senses
    return many and strange and noun is not None and noun.has("structure", "unit_name")


_MANY = 50
"""So many units of one kind are rarely counted."""

_MACHINES = (Category.AIRCRAFT, Category.TANK)


def _bound(quantity: Quantity, tail: Description) -> None:
    """A limit word behind the noun ("80 blessés au moins") opens an end."""
    if quantity.min == quantity.max:
        if tail.bound_behind == "at_least_after":
            quantity.max = None
        elif tail.bound_behind == "at_most_after":
            quantity.min = None


def _adjacent(parts: Sequence[Part], quantity: Quantity) -> bool:
    return bool(parts) and parts[-1].end >= quantity.start - 1


def _names_before(parts: Sequence[Part], lead: Description, fates: set[Fate], one: bool = False) -> bool:
    """Whether the noun before a number is what it counts ("пушек — 12", "骑兵3万"), not a word in passing."""
    if fates and fates <= PEOPLE_FATES and lead.category not in PEOPLE:
        return lead.category is Category.ANIMAL
    if lead.category is Category.FORMATION and not one and not dashed(parts[::-1]):
        return False
    strange = 0
    for part in reversed(parts):
        if isinstance(part, Token):
            if part.key("nouns"):
                return True
            strange += part.kind == "word" and not part.senses
            if strange > 1:
                return False
        elif isinstance(part, Quantity) and not part.name:
            return False
    return False


def is_rating(item: Item, before: Item, run: Run) -> bool:
    """ "un navire de 74 canons": guns that a preposition ties to the ships before them are theirs."""
    guns_of_ships = item.category is Category.GUN and before.category is Category.SHIP
    guns_of_ships = guns_of_ships and (run.quantity.max or 0) <= MOST_GUNS
    return guns_of_ships and before.line == item.line and tied(run.lead_parts)
