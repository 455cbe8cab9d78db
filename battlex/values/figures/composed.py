"""Number words, scale words and digits in a row → one number."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.pattern import pattern
from battlex.values.figures.token import Token

_VAGUE = pattern(r"(~?)(\d*+(?>(?:\.\d)?))(?>(\.\.)?)(\d*+)$")


def scale_of(tokens: Sequence[Token]) -> float:
    """What the scale words at the end of a number multiply by ("5 thousand": 1000)."""
    scale = 1.0
    for token in tokens:
        sense = token.senses.get("numbers")
        if sense is not None and sense.key == "scales":
            scale *= float(sense.value)
        elif token.kind == "digits" or (sense is not None and sense.key == "words"):
            scale = 1.0
    return scale


def compose(tokens: Sequence[Token], at: int, joiners: bool = True) -> tuple[float, int] | None:
    """Compose a number from the tokens at ``at``: (its value, the place after it).

    Number words add where they fill the places left free ("two hundred" + "five"); scale words multiply what is
    smaller before them. A word that fits nowhere begins the next number.
    """
    addends: list[float] = []
    after = at
    place = at
    scaled = False
    joined = False
    last_scale = room = 0.0
    while place < len(tokens):
        token = tokens[place]
        sense = token.senses.get("numbers")
        if token.kind == "digits":
            if addends and not (
                scaled and (_continues(tokens, place, addends[-1]) or _fills(tokens, place, last_scale))
            ):
                break
            addends.append(token.value or 0)
        elif sense is not None and sense.key == "scales" and not _is_other(tokens, place):
            low = 0.0
            if len(addends) == 1 and tokens[place - 1].kind == "digits":
                # Digits may be larger than their scale: "1 040 тыс.".
                low = addends.pop()
            while addends and addends[-1] < sense.value:
                low += addends.pop()
            # "3 vạn 5 nghìn": less than one of the scale before it.
            below = (low or 1) * sense.value < room
            if addends and not below and addends[-1] % (sense.value * (1000 if sense.value >= 1000 else 10)):
                # What is left leaves no room for this scale: it begins the next number.
                break
            addends.append((low or 1) * sense.value)
            scaled = True
            last_scale = room = float(sense.value)
            joined = False
            place += 1
            after = place
            continue
        elif sense is not None and sense.key == "words":
            value = float(sense.value)
            if addends and not _fits(addends[-1], value, joined or token.clitic, token):
                break
            if addends and not scaled and value >= 1 and tokens[place - 1 - joined].kind == "digits":
                # "the latter 60 and three guns", "at 02:30 two ships"
                break
            addends.append(value)
        elif sense is not None and sense.key == "halves" and addends:
            # Behind a scale word half of the scale ("ba nghìn rưỡi"), behind a number a half ("dua setengah juta").
            addends.append(last_scale / 2 if last_scale else 0.5)
        elif sense is not None and sense.key == "joiners" and joiners and addends and _joins(tokens, place):
            place += 1
            joined = True
            continue
        elif (
            token.kind in "-‐‑"
            and addends
            and token.glued
            and (_hyphenated(tokens, place) or _scaled_by_hyphen(tokens, place))
        ):
            place += 1
            continue
        else:
            break
        joined = False
        last_scale = 0.0
        place += 1
        after = place
    return (sum(addends), after) if addends else None


def _is_other(tokens: Sequence[Token], at: int) -> bool:
    """Whether what looks like a scale is none.

    "40 k. 60 w.": it is no letter written to its digits, as in "40k". "eleven CR.42 fighters": digits are written to letters
    that stand apart from the number before them.
    """
    letter = tokens[at]
    if len(letter.norm) == 1 and letter.end - letter.start > 1 and not letter.glued:
        return True
    dot, number = (*tokens[at + 1 : at + 3], tokens[at], tokens[at])[:2]
    return dot.kind == "." and dot.glued and number.glued and number.kind == "digits"


def _word_number(tokens: Sequence[Token], at: int) -> bool:
    if not 0 <= at < len(tokens):
        return False
    sense = tokens[at].senses.get("numbers")
    return sense is not None and sense.key in ("words", "scales")


def _scaled_by_hyphen(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen ties digits to a scale word: "20-тисячне"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at - 1].kind == "digits" and after is not None and after.glued and after.has("numbers", "scales")


def _hyphenated(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen stands inside a number word: "thirty-five", "vingt-et-une"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if _word_number(tokens, at - 1):
        return _word_number(tokens, at + 1) or (after is not None and after.has("numbers", "joiners"))
    return tokens[at - 1].has("numbers", "joiners") and _word_number(tokens, at + 1)


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number word follows a joiner, or a hyphen and then a number word."""
    if _word_number(tokens, at + 1) or _fills(tokens, at + 1, _scale_at(tokens, at - 1)):
        return True
    return (
        at + 1 < len(tokens) and tokens[at + 1].kind in "-‐‑" and tokens[at + 1].glued and _word_number(tokens, at + 2)
    )


def _continues(tokens: Sequence[Token], at: int, last: float) -> bool:
    """Whether digits behind a scale word go on with the same number: "1 млн 200 тыс."."""
    scale = next((t for t in tokens[at + 1 : at + 2]), None)
    if scale is None or not scale.has("numbers", "scales"):
        return False
    return (tokens[at].value or 0) * float(scale.senses["numbers"].value) < last


def _scale_at(tokens: Sequence[Token], at: int) -> float:
    sense = tokens[at].senses.get("numbers")
    return float(sense.value) if sense is not None and sense.key == "scales" else 0.0


def _fills(tokens: Sequence[Token], at: int, scale: float) -> bool:
    """Whether digits behind a word for a thousand are its hundreds: "3 bin 500", "۳ هزار و ۵۰۰"."""
    token = tokens[at] if at < len(tokens) else None
    if token is None or scale != 1000 or token.kind != "digits" or token.value is None:
        return False
    if len(tokens[at - 1].norm) == 1 and tokens[at - 1].has("numbers", "scales"):
        return False  # "40k 600"
    return len(token.norm) == 3 and 100 <= token.value < 1000


def _fits(last: float, value: float, joined: bool, token: Token) -> bool:
    """Whether a number word may be added to the addend before it."""
    if value == 0 or last == 0:
        return False
    if last < 10 and value in (20, 30, 40, 50, 60, 70, 80, 90):
        return joined
    unit = 1
    while last % (unit * 10) == 0:
        unit *= 10
    if value < unit:
        return True
    return last in (20, 40, 60, 80) and 10 <= value < 20


def parse_vague(notation: str) -> tuple[float | None, float | None, bool]:
    """Read the notation of a vague count in a language file: "~20..99", "~12"."""
    found = _VAGUE.match(notation)
    if found is None:
        return None, None, True
    rough, low, dots, high = found.groups()
    first = float(low) if low else None
    return first, (float(high) if high else None) if dots else first, bool(rough)
