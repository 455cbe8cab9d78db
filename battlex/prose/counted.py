"""A number of a sentence with the phrase of what it counts."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.record import Fields, field, struct
from battlex.values.figures.describe import wider
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

THINGS = frozenset({Category.AIRCRAFT, Category.TANK, Category.SHIP, Category.VEHICLE, Category.GUN})
"""Machines and ships, which have names of types."""

ONE_OF = THINGS | {Category.FORMATION}
"""What one of is a figure even where nothing became of it."""

FALLEN = frozenset({Fate.KILLED, Fate.WOUNDED, Fate.MISSING})
WRECKED = frozenset({Fate.LOST, Fate.DAMAGED})
CAPTIVES = (frozenset({Fate.CAPTURED}), frozenset({Fate.DISPLACED}))
"""What becomes of people; what becomes of things; what is no more said of people who died."""


def category_of(noun: Token) -> Category:
    """What a noun counts; the second of its meanings where it has two."""
    key = str(noun.key("nouns"))
    return _CATEGORIES.get(key) or _CATEGORIES[key.rpartition(" ")[2]]


@struct
class Counted(Fields):
    """A number with the phrase of what it counts: the nodes from ``first`` to ``last`` (exclusive).

    ``category`` is what its noun says, ``weak`` what a counting word says; ``people`` that a nation or people is the
    noun. ``fates`` and ``casualties`` are settled by the sentence; ``listed`` tells that a fate came through a list.
    """

    quantity: Quantity
    at: int
    first: int
    last: int
    category: Category | None = None
    weak: Category | None = None
    noun: Token | None = None
    people: bool = False
    elliptic: bool = False
    of_them: bool = False
    labelled: bool = False
    ambiguous: str = ""
    whole: Counted | None = None
    part: bool = False
    place: bool = False
    hyphened: bool = False
    booty: bool = False
    fates: set[Fate] = field(default_factory=set)
    casualties: bool = False
    listed: bool = False
    lead: Token | None = None
    carry: set[Fate] = field(default_factory=set)
    carry_casualties: bool = False
    carries: Token | None = None
    tail_end: int = 0
    span_first: int = 0
    passive: bool = False

    @property
    def counts_something(self) -> bool:
        """Whether it is said what is counted."""
        return self.category is not None or self.weak is not None

    @property
    def kind(self) -> Category | None:
        """What is counted, by the noun or else by the counting word."""
        return self.category if self.category is not None else self.weak

    @property
    def fated(self) -> bool:
        """Whether it is said what became of it, or that it is a loss."""
        return bool(self.fates) or self.casualties

    @property
    def noun_at_once(self) -> bool:
        """Whether its noun stands right behind the number."""
        return self.noun is not None and self.last == self.at + 2

    @property
    def size(self) -> float:
        """The number: its upper end, or else its lower one."""
        return self.quantity.max or self.quantity.min or 0

    def open(self, lead: Token, fate: Fate, first: int) -> None:
        """Let a verb before the phrase say its fate, and that of the list that the phrase may open."""
        self.carry, self.carry_casualties, self.carries, self.span_first = {fate}, False, lead, first

    def carry_on(self, before: Counted) -> None:
        """Go on with the list of another phrase."""
        self.carry, self.carry_casualties, self.carries = set(before.carry), before.carry_casualties, before.carries

    def settle(self) -> None:
        """Let the fate of the list that it stands in be its own."""
        self.fates, self.casualties, self.lead = set(self.carry), self.carry_casualties, self.carries

    def share(self, other: Counted) -> None:
        """Take over what became of another phrase."""
        self.fates, self.casualties = set(other.fates), other.casualties

    def lose_fate(self) -> None:
        """Let a fate turn out to be that of something else."""
        self.fates, self.casualties, self.lead = set(), False, None

    def take(self, token: Token, joining: bool, head_last: bool) -> None:
        """Let a noun say what is counted; ``joining`` tells that it is joined to the noun before it."""
        key = str(token.key("nouns"))
        self.ambiguous = "" if key in _CATEGORIES else key
        category = category_of(token)
        if self.category is not None and joining:
            units = head_last and category is Category.FORMATION
            # "panzer and motorized divisions": what the unit is made of describes it.
            self.category = category if units else wider(self.category, category, head_last)
        else:
            self.category, self.noun = category, token


_CATEGORIES = {str(category): category for category in Category}
