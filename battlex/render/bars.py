"""Sizes as bars: one line of characters whose length tells a number, and whose texture how sure it is."""

from __future__ import annotations

from typing import NamedTuple

SOLID = "━"
HALF = "╸"
ROUGH = "╍"
SOFT = "╌"
OPEN = "▸"
TRACK = "─"


class Bar(NamedTuple):
    """The pieces of a bar from left to right: what is sure, what lies between the bounds, and the track behind."""

    sure: str
    between: str
    track: str

    def __str__(self) -> str:
        return self.sure + self.between + self.track


def bar(
    low: int | None, high: int | None, *, scale: int, width: int, rough: bool = False, whole: int | None = None
) -> Bar:
    """A bar at most ``width`` + 1 cells long, on which ``scale`` fills ``width`` cells.

    A rough number is dashed, the stretch from ``low`` to ``high`` is thin and dashed, an open upper end has an arrow.
    ``whole`` draws a thin track as long as that number: the strength behind the losses.
    """
    if not scale or width < 1 or (low is None and high is None):
        return Bar("", "", "")
    halves = _halves(low or 0, scale, width)
    sure = ROUGH * ((halves + 1) // 2) if rough else SOLID * (halves // 2) + HALF * (halves % 2)
    reach = (_halves(low or 0 if high is None else high, scale, width) + 1) // 2
    between = SOFT * (reach - len(sure)) if high is not None else OPEN
    end = (_halves(whole or 0, scale, width) + 1) // 2
    return Bar(sure, between, TRACK * (end - len(sure) - len(between)))


def _halves(value: int, scale: int, width: int) -> int:
    """The length in half cells, at least one for what is not nothing."""
    length = round(2 * width * min(value, scale) / scale)
    return max(length, 1) if value > 0 else 0
