"""When two numbers are two counts of one thing: how precise a number is, and how near another one."""

from __future__ import annotations

from battlex.model import Figure

LARGER = 1.3
"""A number in the text says something else than the infobox where it is so many times larger or smaller."""

NEARBY = 1.2
"""How far apart two counts of one thing are at most beside a number that both give alike."""

SAME_COUNT = 1.12
"""How far apart two precise counts of one thing are at most."""

_DIGITS = 3
"""Digits of a number of which one may be wrong; of fewer, another one is another number."""
_PAIR = 2


def exact(figure: Figure) -> bool:
    """Whether a figure states one number, and not roughly."""
    return figure.min is not None and figure.min == figure.max and not figure.approx


def unit(number: int) -> int:
    """The size of the last digit of a number that is not nought: 1 for 1,428, 100 for 1,500."""
    size = 1
    while number and number % (size * 10) == 0:
        size *= 10
    return size


def digits(number: int) -> int:
    """How many digits a number is stated with: 2 for 1,500."""
    return len(str(number // unit(number)))


def is_round(number: int) -> bool:
    """Whether a number may be a rounded one: of 100 or more, with two digits stated at most."""
    return number >= 100 and digits(number) < 3


def rounded(one: int, other: int) -> bool:
    """Whether one number may be the other one, rounded."""
    return abs(one - other) < max(unit(one), unit(other))


def near(one: int, other: int, factor: float) -> bool:
    """Whether two numbers are less than so many times apart, but not the same."""
    low, high = sorted((one, other))
    return low != high and high <= low * factor


def slipped(one: int, other: int) -> bool:
    """Whether two numbers are a slip of the pen apart: two digits that change places, or another one behind the first."""
    wrong = _wrong(one, other)
    return swapped(one, other) or (len(wrong) == 1 and wrong[0] > 0 and min(digits(one), digits(other)) >= _DIGITS)


def swapped(one: int, other: int) -> bool:
    """Whether two digits that stand beside each other change places: "1,450", "1,540"."""
    wrong = _wrong(one, other)
    if len(wrong) != _PAIR or wrong[1] - wrong[0] != 1:
        return False
    mine, theirs = str(one), str(other)
    return (mine[wrong[0]], mine[wrong[1]]) == (theirs[wrong[1]], theirs[wrong[0]])


def _wrong(one: int, other: int) -> list[int]:
    """The places of the digits in which two numbers of one length differ."""
    mine, theirs = str(one), str(other)
    if len(mine) != len(theirs):
        return []
    return [place for place, (digit, told) in enumerate(zip(mine, theirs, strict=True)) if digit != told]
