"""A date as a source states it, with what it leaves out, and how one is joined to the next."""

from __future__ import annotations

from battlex.record import Fields, field, struct

_FIELDS = ("year", "month", "day", "small", "season", "century", "decade")


@struct
class Stated(Fields):
    """A date as stated: what is elided is None.

    ``small`` is a number that may be a day or a year; ``era`` is "bc", "ad" or ""; ``order`` lists the fields as they
    came; ``others`` holds the dates in brackets, each a whole chain, with the number of fields that stood before it.
    ``inherited`` tells fields filled in. ``reign`` says that the year counts a reign that no table knows.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    small: int | None = None
    season: int | None = None
    century: int | None = None
    decade: int | None = None
    era: str = ""
    era_first: bool = False
    approx: bool = False
    uncertain: bool = False
    style: str = ""
    calendar: str = ""
    lunar: bool = False
    era_year: bool = False
    reign: bool = False
    bound: str = ""
    present: bool = False
    order: list[str] = field(default_factory=list)
    others: list[tuple[int, list[Link]]] = field(default_factory=list)
    inherited: set[str] = field(default_factory=set)

    @property
    def empty(self) -> bool:
        """Whether no field is stated."""
        return not self.present and all(getattr(self, name) is None for name in _FIELDS)

    @property
    def coarse(self) -> bool:
        """Whether it is a decade or century."""
        return self.century is not None or self.decade is not None


@struct
class Link(Fields):
    """A statement and what joins it to the one before: to, slash, and, or, comma, semicolon, line, "" for the first.

    ``mark`` is the value of a ``to`` that is a dash; ``words`` counts unknown words before it; ``labelled`` tells a colon.
    """

    joint: str
    date: Stated
    mark: int = 0
    words: int = 0
    labelled: bool = False
