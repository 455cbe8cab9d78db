"""A number as the text states it, before it is known what it counts."""

from __future__ import annotations

from battlex.record import struct
from battlex.values.figures.token import NO_SENSES, Token

LARGEST = 10**15
"""So many of nothing were ever counted; what is written so is the number of something, or a joke."""

BEYOND = "beyond"
"""The ``name`` of a quantity of this size or more."""

MOST_GUNS = 144
"""The largest rating of a ship: a larger number behind a ship counts its crew."""


@struct
class Quantity:
    """A number with its bounds and its place in the flat text; None is an open end.

    ``form``: digits, words, vague, several, dual (the form of a noun), or one (a word for one, or an article). ``bare`` marks four plain digits, which
    may be a year. ``name`` says why it is no count (ordinal, unit, measure, date …), else "". ``model`` is the category of
    the thing that it names ("T-34"), ``level`` the statement of size that its word would be alone ("few"). The core is the
    number without the words that qualify it; ``ending`` is one written to it ("1915'te").
    """

    start: int
    end: int
    min: float | None
    max: float | None
    approx: bool = False
    form: str = "digits"
    bare: bool = False
    name: str = ""
    kind: str = "quantity"
    glued: bool = False
    core_start: int = 0
    core_end: int = 0
    model: str = ""
    level: str = ""
    ending: str = ""
    scale: float = 1.0

    # Of a row of words and numbers all can be asked for their word and its senses: a number has none.
    norm = ""
    senses = NO_SENSES

    def bound(self) -> None:
        """Take the number from a quantity too large to count anything."""
        if (self.max or 0) >= LARGEST or (self.min or 0) >= LARGEST:
            self.min = self.max = None
            self.name = BEYOND


Node = Token | Quantity

TIMES = "×✕"
"""Signs that may stand between a number and what it counts ("12 × tanks")."""

DASHES = "-‐‑‒\u05be–—―−~～〜∼"
"""Signs that join the ends of a range, or part a label from its number."""
