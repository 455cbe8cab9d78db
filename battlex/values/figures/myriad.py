"""Numerals of the myriad system: 万 and 億 as scales, digits in a row, units left off."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.values.figures.token import Token

_MOST_DIGITS = 15
"""Numerals of more digits in a row count nothing."""

Composed = tuple[float | None, float | None, int, str, bool, bool]
"""(min, max, place after, why it is no count or "", approx, open upper end)."""


def compose_myriad(tokens: Sequence[Token], at: int) -> Composed | None:
    """Compose the numeral that begins at ``at``, or None where there is none.

    Two units that follow each other are a range (七八千, 三四万, 十五六); three or more units without a scale are digits of a
    name or year (一二九); a unit behind a scale counts for the next lower scale (两万五), but not before a counting word
    (三百五名) nor behind a bare scale (千一); 十几, 20数 and 六百数十 are rough.
    """
    atoms: list[tuple[str, float]] = []
    place = at
    while place < len(tokens):
        token = tokens[place]
        if place > at and not token.glued:
            if not (
                token.has("numbers", "scales")
                or (token.kind == "digits" and tokens[place - 1].has("numbers", "scales"))
            ):
                break
            if tokens[place - 1].kind != "digits" and token.kind != "digits":
                break
        sense = token.senses.get("numbers")
        if token.kind == "digits":
            if atoms and atoms[-1][0] not in ("scale",):
                break
            atoms.append(("digits", token.value or 0))
        elif sense is None:
            break
        elif sense.key == "words":
            if atoms and atoms[-1][0] == "digits":
                break
            atoms.append(("unit" if sense.value < 10 else "word", float(sense.value)))
        elif sense.key == "scales":
            atoms.append(("scale", float(sense.value)))
        elif sense.key == "several" and atoms and _leaves_room(atoms[-1]):
            atoms.append(("several", 0))
        elif sense.key == "joiners" and atoms:
            atoms.append(("joiner", 0))
        else:
            break
        place += 1
    if any(kind == "scale" for kind, _ in atoms):
        while atoms[-1][0] == "joiner":
            atoms.pop()
            place -= 1
    if not atoms:
        return None
    counter = tokens[place] if place < len(tokens) else None
    return _value(atoms, place, counter is not None and counter.glued and "classifiers" in counter.senses)


def _leaves_room(atom: tuple[str, float]) -> bool:
    """Whether a number is round, so that "several" may stand for its last places."""
    kind, value = atom
    return kind == "scale" or (kind == "digits" and value >= 10 and value % 10 == 0)


def _value(atoms: list[tuple[str, float]], after: int, counted: bool) -> Composed | None:
    kinds = [kind for kind, _ in atoms]
    if all(kind in ("unit", "joiner") for kind in kinds):
        return _units(atoms, after)
    if "several" in kinds:
        return _rough(atoms, after)
    for index in range(len(atoms) - 1):
        (first, low), (second, high) = atoms[index], atoms[index + 1]
        if first == second == "unit":
            if high == low + 1 and (index + 2 == len(atoms) or atoms[index + 2][0] == "scale"):
                rest = atoms[index + 2 :]
                before = atoms[:index]
                return (
                    _sum([*before, ("unit", low), *rest], closing=False),
                    _sum([*before, ("unit", high), *rest], closing=False),
                    after,
                    "",
                    False,
                    False,
                )
            return None, None, after, "name", False, False
    value = _sum(atoms, closing=len(atoms) > 2 and not counted)
    return value, value, after, "", False, False


def _units(atoms: list[tuple[str, float]], after: int) -> Composed:
    digits = [int(value) for _, value in atoms]
    if len(digits) == 1:
        return digits[0], digits[0], after, "", False, False
    if len(digits) == 2 and digits[1] == digits[0] + 1 and digits[0] > 0:
        return digits[0], digits[1], after, "", False, False
    if len(digits) > _MOST_DIGITS:
        return None, None, after, "name", False, False
    value = int("".join(map(str, digits)))
    # Digits one by one write years and unit numbers; whether this one counts anything is for the reader of figures to say.
    return value, value, after, "spelled", False, False


def _rough(atoms: list[tuple[str, float]], after: int) -> Composed:
    """十几 is 11..19, 二十几 21..29, 十几万 110000..199999, 六百数十 620..699: the unknown unit stands in the lowest place."""
    index = next(i for i, (kind, _) in enumerate(atoms) if kind == "several")
    base = _sum(atoms[:index], closing=False)
    step = 1.0
    while base and base % (step * 10) == 0:
        step *= 10
    step = step / 10 if step > 1 else 1
    factor = 1.0
    for kind, value in atoms[index + 1 :]:
        if kind == "scale":
            factor *= value
    if 1 < factor <= step:
        return base + 2 * factor, base + 10 * factor - 1, after, "", True, False
    low, high = base + step, base + step * 9
    if factor > 1:
        return low * factor, (high + 1) * factor - 1, after, "", True, False
    return low, high, after, "", True, False


def _sum(atoms: list[tuple[str, float]], closing: bool) -> float:
    addends: list[float] = []
    for kind, value in atoms:
        if kind == "scale":
            low = 0.0
            while addends and addends[-1] < value:
                low += addends.pop()
            if not low and addends and value >= 10000 and addends[-1] % value == 0 and addends[-1] < value * value:
                addends.append(value)
            else:
                addends.append((low or 1) * value)
        elif kind in ("unit", "word", "digits"):
            addends.append(value)
    last = atoms[-1]
    before = atoms[-2] if len(atoms) > 1 else ("", 0)
    if closing and last[0] == "unit" and before[0] == "scale" and before[1] >= 100:
        addends[-1] = last[1] * before[1] / 10
    return sum(addends)
