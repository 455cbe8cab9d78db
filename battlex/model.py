"""The nouns: what a page, an infobox and a battle consist of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib import import_module
from typing import NamedTuple

from battlex.record import Record, record
from battlex.record import field as declared


class Span(NamedTuple):
    """A half-open range of code points in a page's wikitext."""

    start: int
    end: int


class Measure(StrEnum):
    """What a figure states: who or what was there, or what became of them."""

    STRENGTH = "strength"
    CASUALTIES = "casualties"


class Category(StrEnum):
    """What a figure counts."""

    PERSONNEL = "personnel"
    CIVILIAN = "civilian"
    GUN = "gun"
    TANK = "tank"
    VEHICLE = "vehicle"
    AIRCRAFT = "aircraft"
    SHIP = "ship"
    ANIMAL = "animal"
    FORMATION = "formation"
    OTHER = "other"


class Fate(StrEnum):
    """What became of the counted people or things; the order is that of the notation."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    DESERTED = "deserted"
    SICK = "sick"
    DISPLACED = "displaced"
    LOST = "lost"
    DAMAGED = "damaged"


FATE_ORDER = {fate: place for place, fate in enumerate(Fate)}


class Level(StrEnum):
    """A statement of size without a number."""

    UNKNOWN = "unknown"
    NONE = "none"
    LIGHT = "light"
    MODERATE = "moderate"
    HEAVY = "heavy"
    ALL = "all"


class Outcome(StrEnum):
    """How a battle ended: somebody won, nobody did, or the source states something else."""

    VICTORY = "victory"
    INCONCLUSIVE = "inconclusive"
    OTHER = "other"


_SHOWN = 60
"""Characters of a page's wikitext that its ``repr`` shows."""


@record
class Page(Record):
    """A page's wikitext and what is known about where it came from.

    ``timestamp`` is ISO 8601 as MediaWiki writes it; ``namespace`` is the number (0 for articles).
    """

    wikitext: str
    title: str | None = None
    language: str | None = None
    path: str | None = None
    page_id: int | None = None
    revision_id: int | None = None
    timestamp: str | None = None
    url: str | None = None
    wiki: str | None = None
    namespace: int | None = None

    def __repr__(self) -> str:
        long = len(self.wikitext) > _SHOWN
        shown = f"{self.wikitext[:_SHOWN]!r}… of {len(self.wikitext):,} characters" if long else repr(self.wikitext)
        rest = {name: value for name, value in self.__dict__.items() if name != "wikitext" and value is not None}
        return ", ".join([f"Page(wikitext={shown}", *(f"{name}={value!r}" for name, value in rest.items())]) + ")"


@record
class Link(Record):
    """A wikilink: the text shown and the title it leads to."""

    text: str
    target: str


@record
class Parameter(Record):
    """A parameter of an infobox; ``field`` and ``side`` are None where the language does not know its name.

    ``side`` counts from 1; ``sub`` is the letter of a sub-side (the ``a`` of ``combatant1a``) or "".
    ``wikitext`` is the value without surrounding blanks, and ``span`` is its place in the page.
    """

    name: str = declared(metadata={"json": False})
    field: str | None
    side: int | None
    text: str
    wikitext: str
    span: Span
    links: tuple[Link, ...] = ()
    sub: str = declared(default="", metadata={"json": False})


@record
class Infobox(Record):
    """A located infobox: the template's name as written, its span, its parameters by name."""

    template: str
    span: Span
    parameters: Mapping[str, Parameter]


@record
class Text(Record):
    """A value that is shown as it stands: clean text and the links in it."""

    text: str
    links: tuple[Link, ...] = ()
    span: Span | None = None


@record
class Figure(Record):
    """One count as a source states it, with its uncertainty; ``str`` gives the one-line notation.

    ``min`` and ``max`` are whole numbers, None an open end. ``level`` stands where there is no number.
    ``rule`` names the rule of the grammar that read it.
    """

    measure: Measure
    category: Category
    fates: tuple[Fate, ...] = ()
    min: int | None = None
    max: int | None = None
    approx: bool = False
    level: Level | None = None
    noun: str | None = None
    party: str | None = None
    attribution: str | None = None
    total: bool = False
    parameter: str | None = None
    text: str = ""
    span: Span | None = None
    rule: str = declared(default="", metadata={"json": False})

    def __str__(self) -> str:
        if self.level is not None:
            head = str(self.level)
        elif self.min is None and self.max is None:
            head = "?"
        elif self.min == self.max:
            head = str(self.min)
        else:
            head = f"{'' if self.min is None else self.min}..{'' if self.max is None else self.max}"
        if self.approx:
            head = "~" + head
        if self.fates:
            tail = " " + "+".join(self.fates)
        elif self.measure is Measure.CASUALTIES and self.level is None:
            tail = " casualties"
        else:
            tail = ""
        return f"{head} {self.category}{tail}"


@record
class ProseFigure(Figure):
    """A figure in running text: where it stands, and the side it speaks of (None where the text does not tell)."""

    section: str | None = None
    sentence: str = ""
    side: int | None = None
    in_note: bool = False


@record
class Figures(Record):
    """The figures of one strength or casualties value, in the order of the text."""

    text: str
    figures: tuple[Figure, ...]


class Interval(NamedTuple):
    """A stretch of time; each end is ISO 8601 at the precision stated, astronomical years, or None for an open end."""

    start: str | None
    end: str | None


@record
class DateRange(Record):
    """When a battle took place.

    ``start`` and ``end`` are the outer ends of ``intervals``; ``edtf`` is valid EDTF (ISO 8601-2).
    ``calendar`` is the calendar of the dates as stated ("gregorian", "julian", "islamic", …).
    """

    text: str
    start: str | None
    end: str | None
    edtf: str
    intervals: tuple[Interval, ...]
    approx: bool = False
    calendar: str = "gregorian"


@record
class Coordinates(Record):
    """A place on the globe in degrees, north and east positive; ``precision`` is the unit of the last digit, in degrees."""

    lat: float
    lon: float
    precision: float


@record
class Place(Record):
    """Where a battle took place."""

    text: str
    links: tuple[Link, ...] = ()
    coordinates: Coordinates | None = None


@record
class Result(Record):
    """How it ended; ``winner`` holds the numbers of the winning sides (empty where nobody is said to have won)."""

    text: str
    outcome: Outcome
    winner: tuple[int, ...] = ()
    links: tuple[Link, ...] = ()


@record
class Belligerent(Record):
    """A party to the battle. ``role`` tells a supporter or former member from a full one."""

    name: str
    link: str | None = None
    flag: str | None = None
    group: str | None = None
    role: str | None = None


@record
class Person(Record):
    """A commander: the name as displayed without rank, the link's target, flag or country, what became of him."""

    name: str
    link: str | None = None
    flag: str | None = None
    fates: tuple[str, ...] = ()
    group: str | None = None
    rank: str | None = None


@record
class Unit(Record):
    """A unit named in the units parameter."""

    name: str
    link: str | None = None
    flag: str | None = None
    group: str | None = None


@record
class Summary(Record):
    """People of one side in numbers; None where the source does not support one."""

    strength_min: int | None = None
    strength_max: int | None = None
    killed_min: int | None = None
    killed_max: int | None = None
    wounded_min: int | None = None
    wounded_max: int | None = None
    missing_min: int | None = None
    missing_max: int | None = None
    captured_min: int | None = None
    captured_max: int | None = None
    casualties_min: int | None = None
    casualties_max: int | None = None


@record
class Side(Record):
    """One side of the battle, numbered from 1 as in the infobox."""

    side: int
    belligerents: tuple[Belligerent, ...] = ()
    commanders: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()
    strength: Figures | None = None
    casualties: Figures | None = None
    summary: Summary = declared(default_factory=Summary)


@record
class Problem(Record):
    """What was not understood: a code for programs, a message for people, and where."""

    code: str
    message: str
    parameter: str | None = None
    span: Span | None = None


@record
class Battle(Record):
    """All that a page's infobox (and its prose) states about one battle."""

    page: Page
    infobox: Infobox
    name: str | None = None
    part_of: Text | None = None
    date: DateRange | None = None
    place: Place | None = None
    result: Result | None = None
    sides: tuple[Side, ...] = ()
    other_casualties: Figures | None = None
    prose: tuple[ProseFigure, ...] = ()
    fields: Mapping[str, Text] = declared(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def _repr_html_(self) -> str:
        """The picture that ``battlex show`` draws, for notebooks."""
        # Notebooks ask the value itself, so this name has to stand here; nothing else of the model knows what draws it.
        fragment: Callable[[Battle, int], str] = import_module("battlex.render.saved").fragment
        return fragment(self, NOTEBOOK_WIDTH)


NOTEBOOK_WIDTH = 100
"""Columns of the picture in a notebook."""
