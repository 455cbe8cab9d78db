"""How a figure is written for a reader: digits grouped, bounds and roughness as signs."""

from __future__ import annotations

from battlex.model import Category, Figure, Measure, Summary


def number(value: int) -> str:
    """A whole number with its digits grouped."""
    return f"{value:,}"


def between(low: int | None, high: int | None, *, approx: bool = False) -> str:
    """A number, a range, or an open end: 300, 3,000–4,000, ≥ 300, ≤ 100; ~ for rough ones."""
    if low is None and high is None:
        return "?"
    sign = "~" if approx else ""
    if low is None:
        return f"≤ {sign}{number(high or 0)}"
    if high is None:
        return f"≥ {sign}{number(low)}"
    return sign + (number(low) if low == high else f"{number(low)}–{number(high)}")


def amount(figure: Figure) -> str:
    """The size that a figure states: its number or range, or its word (unknown, heavy)."""
    if figure.level is not None:
        return str(figure.level)
    return between(figure.min, figure.max, approx=figure.approx)


def meaning(figure: Figure) -> str:
    """What is counted and what became of it, in the words of the notation: ``personnel killed+wounded``."""
    words = [str(figure.category), "+".join(figure.fates)]
    if not figure.fates and figure.level is None and figure.measure is Measure.CASUALTIES:
        words[1] = "casualties"
    return " ".join(word for word in words if word)


def is_people(figure: Figure) -> bool:
    """Whether a figure counts people of the side in numbers."""
    return figure.category is Category.PERSONNEL and (figure.min is not None or figure.max is not None)


def share(summary: Summary) -> str:
    """The part of its strength that a side lost: 36%, 29–40%, ≥ 10%; empty where the source does not support one."""
    low = _percent(summary.casualties_min, summary.strength_max)
    high = _percent(summary.casualties_max, summary.strength_min)
    if low is not None and low > 100:
        # Nobody loses more than all: the losses are counted otherwise than the strength.
        return ""
    if high is not None and high > 100:
        high = None
    if low is None or high is None:
        return f"≤ {_rounded(high)}%" if high is not None else f"≥ {_rounded(low)}%" if low is not None else ""
    return f"{_rounded(low)}%" if _rounded(low) == _rounded(high) else f"{_rounded(low)}–{_rounded(high)}%"


def lost_nearly_all(summary: Summary) -> bool:
    """Whether a side's least losses are 90 % of its greatest strength, or more."""
    low = _percent(summary.casualties_min, summary.strength_max)
    return low is not None and low >= 90


def _percent(part: int | None, whole: int | None) -> float | None:
    return 100 * part / whole if part is not None and whole else None


def _rounded(percent: float) -> str:
    return f"{percent:.0f}" if percent >= 1 or percent < 0.01 else f"{percent:.1g}"
