"""Which figure is the sum of the others that are stated beside it."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.model import Category, Fate
from battlex.record import replace
from battlex.values.figures.describe import MAYBE_PEOPLE
from battlex.values.figures.items import Context, Item
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_FEW = 10
"""Numbers of several lines below this add up by chance."""

_ROUNDING = 0.02
"""Sources round: parts that miss their total by no more than this are its parts."""


def mark_totals(items: Sequence[Item], language: Language) -> None:
    """Mark a figure that is the sum of all figures of its kind around it ("86,400 men: 80,000 foot, 6,400 horse")."""
    _share_claims(items)
    kinds: dict[tuple[Category, frozenset[Fate], int, str | None], list[Item]] = {}
    for item in items:
        if item.quantity is not None and item.quantity.min is not None and not item.part:
            kind = item.category or item.weak or Category.PERSONNEL
            key = (kind, frozenset(item.fates), item.depth, item.attribution)
            kinds.setdefault(key, []).append(item)
    for same in kinds.values():
        if None not in (parties := {item.party for item in same}) and len(parties) == len(same):
            # Numbers of so many parties are no sum of each other.
            continue
        numbers = [item.quantity.min or 0 for item in same if item.quantity is not None]
        largest = max(numbers)
        rest = sum(numbers) - largest
        if len(same) > 2 and largest > 0 and abs(rest - largest) <= _ROUNDING * largest and numbers.count(largest) == 1:
            whole = same[numbers.index(largest)]
            if (largest >= _FEW or len({item.line for item in same}) == 1) and _may_hold(whole, same, language):
                whole.total = True
    _tell_kinds(items, language)
    for place, item in enumerate(items):
        if item.total and item.party and _is_of_all(item, items[:place]):
            item.party = None


def _tell_kinds(items: Sequence[Item], language: Language) -> None:
    """ "Infantry: 3,000 men<br>Cavalry: 500 men": of what kind the people are, where each number's label tells another one."""
    people = [item for item in items if item.category is Category.PERSONNEL]
    if len(people) < 2 or not all(item.label and item.noun and item.fates == people[0].fates for item in people):
        return
    named = [(item.label, item.noun) for item in people if item.label and item.noun and not item.label.key("fates")]
    if any(_is_general(label, language) or not _is_general(noun, language) for label, noun in named):
        return
    if len({label.norm for label, _ in named}) == len(people):
        for item in people:
            item.noun = item.label


def _is_general(noun: Token, language: Language) -> bool:
    """Whether a noun says no more of people than that they are ("men", "troops")."""
    sense = language.lexicon("labels").word(noun.norm)
    return sense is not None and sense["labels"].key == "general"


def _share_claims(items: Sequence[Item]) -> None:
    """ "7 killed, 15 wounded (Danish claim)<br>50 killed (Swedish claim)": of whom another line claims otherwise, it is the first claim too."""
    claims = [item for item in items if item.attribution]
    if len({item.attribution for item in claims}) < 2:
        return
    claimed = {item.line for item in claims}
    lines: dict[int, list[Item]] = {}
    told: dict[tuple[Category | None, frozenset[Fate]], set[int]] = {}
    for item in items:
        if item.line in claimed:
            lines.setdefault(item.line, []).append(item)
            told.setdefault((item.category, frozenset(item.fates)), set()).add(item.line)
    for *bare, last in lines.values():
        if last.attribution and not any(item.attribution for item in bare):
            if any(len(told[item.category, frozenset(item.fates)]) > 1 for item in bare):
                for item in bare:
                    item.attribution = last.attribution


def _is_of_all(whole: Item, before: Sequence[Item]) -> bool:
    """ "'''Danes:''' 300 killed<br>'''Swedes:''' 200 killed<br>'''Total:''' 500": the last number is not that of the last party alone."""
    parts = [item for item in before if item.party and item.depth == 0 and (item.category or item.weak) in MAYBE_PEOPLE]
    if whole.quantity is None or len(parties := {item.party for item in parts}) < 2 or whole.party not in parties:
        return False
    told = sum(item.quantity.min or 0 for item in parts if item.quantity is not None and not item.total)
    return (whole.quantity.min or 0) >= (1 - _ROUNDING) * told


def within(context: Context, owner: Item | None, items: Sequence[Item], total: Quantity | None) -> Context:
    """What is said of the numbers in a bracket by the figure that owns it.

    The total of a list is none of its last figure: "458 killed, 1,208 wounded (1,666 in all)".
    """
    context = replace(context, total=False)
    if owner is None:
        return context
    context.fates, context.noun = frozenset(owner.fates), owner.noun
    if owner.category not in (None, Category.PERSONNEL):
        context.category = owner.category
    if total is not None and len(listed := _listed(owner, items, total)) > 1:
        fates = frozenset(fate for item in listed for fate in item.fates)
        if len(fates) > len(owner.fates):
            context.fates = fates if owner.category not in MAYBE_PEOPLE else frozenset()
        if len({item.noun.norm if item.noun is not None else "" for item in listed}) > 1:
            context.noun = None
    return context


def _listed(owner: Item, items: Sequence[Item], total: Quantity) -> list[Item]:
    """The figures of one kind up to this one, if a number is large enough to be their sum."""
    listed: list[Item] = []
    for item in reversed(items):
        if (item.depth, item.party, item.attribution) != (owner.depth, owner.party, owner.attribution) or item.total:
            break
        if (item.category in MAYBE_PEOPLE) == (owner.category in MAYBE_PEOPLE):
            listed.append(item)
    told = sum(item.quantity.min or 0 for item in listed if item.quantity is not None)
    return listed if (total.min or 0) >= (1 - _ROUNDING) * told else []


def adds_up(owner: Item, children: Sequence[Item]) -> bool:
    """Whether the figures in a bracket, of the same kind as the one before it, make up its number."""
    whole = owner.quantity
    if whole is None or whole.min is None:
        return False
    kind = owner.category or Category.PERSONNEL
    parts = [
        child.quantity.min
        for child in children
        if child.quantity and child.quantity.min is not None and (child.category or Category.PERSONNEL) == kind
    ]
    return len(parts) > 1 and abs(sum(parts) - whole.min) <= _ROUNDING * whole.min


def _may_hold(whole: Item, same: Sequence[Item], language: Language) -> bool:
    """Whether what a figure counts may hold what the others do: 3,000 foot are not 2,000 horse and 1,000 archers."""
    parts = [item for item in same if item is not whole]
    if whole.noun is None:
        return not whole.strange or not all(item.strange for item in parts)
    if all(item.noun is None or item.noun.norm == whole.noun.norm for item in parts):
        return True
    labels, noun = language.lexicon("labels"), whole.noun.norm
    # "ships of the line" are no ships of all kinds.
    senses = labels.exact.get(noun) if " " in noun else labels.word(noun)
    return senses is not None and senses["labels"].key == "general"
