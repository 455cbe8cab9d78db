"""A number of a sentence with the phrase of what it counts."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.record import Fields, field, struct
from battlex.values.figures.describe import wider
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token


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
    span_last: int = 0
    passive: bool = False

    @property
    def counts_something(self) -> bool:
        """Whether it is said what is counted."""
        return self.category is not None or self.weak is not None

    @property
    def kind(self) -> Category | None:
        """What is counted, by the noun or else by the counting word."""
        return self.category if self.category is not None else self.weak

    def take(self, token: Token, joining: bool, head_last: bool) -> None:
        """Let a noun say what is counted; ``joining`` tells that it is joined to the noun before it."""
        key = str(token.key("nouns"))
        self.ambiguous = "" if key in _CATEGORIES else key
        category = Category(key) if key in _CATEGORIES else Category(key.rpartition(" ")[2])
        if self.category is not None and joining:
            units = head_last and category is Category.FORMATION
            # "panzer and motorized divisions": what the unit is made of describes it.
            self.category = category if units else wider(self.category, category, head_last)
        else:
            self.category, self.noun = category, token


_CATEGORIES = frozenset(str(category) for category in Category)
