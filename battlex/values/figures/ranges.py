"""Two numbers that are the ends of one range, and what they share: scale, thousands, the noun."""

from __future__ import annotations

import re

from battlex.record import replace
from battlex.values.figures.numerals import Found, Numerals
from battlex.values.figures.quantity import DASHES, Quantity
from battlex.values.figures.structure import OPENERS
from battlex.values.figures.token import Token

APPROX_SIGNS = "~～∼≈≃±"


def join(numerals: Numerals, low: Quantity, at: int, between: bool) -> Found | None:
    """Join ``low`` with the number behind the range word at ``at``; None where there is no range.

    ``between`` says that a word such as "between" opened it, so that "and" joins the ends.
    """
    token = numerals.token(at)
    if token is None or low.name:
        return None
    if low.form in ("several", "vague") and low.min != low.max:
        return _vague(numerals, low, at) if numerals.myriad and low.form == "vague" else None
    if token.kind == "、" and numerals.myriad:
        return _listed(numerals, low, at) if low.form in ("words", "digits") and low.max is not None else None
    place = _behind_joint(numerals, _behind_remark(numerals, at) if between else at, between)
    if place is None:
        return None
    approx = low.approx
    while (token := numerals.token(place)) is not None and (
        token.has("quantifiers", "approx", "to", "at_most") or token.kind in APPROX_SIGNS
    ):
        approx = approx or token.has("quantifiers", "approx") or token.kind in APPROX_SIGNS
        place += 1
    core = numerals.read(place)
    if core is None:
        return None
    high, after = core
    if high.name or high.form == "several" or high.max is None or high.min is None or low.min is None:
        return None
    first, last = _shared(low, high, numerals.tokens[after - 1]), high.max
    if first > last:
        if low.bare and not numerals.tokens[at].glued and numerals.tokens[at].kind in DASHES:
            # "2022 — up to 900": what stands before such a dash is the year.
            return None
        if low.bare and 10 <= last < 100:
            # "1277–78" is a stretch of years.
            return replace(low, end=high.end, core_end=high.core_end, max=last, name="date"), after
        if numerals.tokens[at].kind == "word" and not numerals.myriad and not numerals.word(at, "quantifiers", "or"):
            # "reduced from 31,000 to 18,000"
            return None
        first, last = last, first
    joined = replace(
        low,
        end=high.end,
        core_end=high.core_end,
        min=first,
        max=last,
        approx=approx or high.approx,
        bare=low.bare and (high.bare or last < 100),
        form="words" if high.form == "one" else high.form,
    )
    return joined, after


def _vague(numerals: Numerals, low: Quantity, at: int) -> Found | None:
    """ "数千至上万", "数百〜1,000": a range that begins with a vague count, and ends beyond it."""
    token = numerals.tokens[at]
    core = numerals.read(at + 1) if token.kind in DASHES or token.has("quantifiers", "to") else None
    if core is None or core[0].name or core[0].max is None or core[0].max <= (low.max or 0) or low.max is None:
        return None
    high, after = core
    return replace(low, end=high.end, core_end=high.core_end, max=high.max, approx=True), after


_LONGEST_REMARK = 8


def _behind_remark(numerals: Numerals, at: int) -> int:
    """The place behind a bracket that tells who names the lower end ("between 150 (police) and 400 (opposition)")."""
    token = numerals.token(at)
    if token is None or token.kind not in OPENERS:
        return at
    for place in range(at + 1, at + _LONGEST_REMARK):
        inner = numerals.token(place)
        if inner is None or inner.kind == "digits" or inner.key("fates"):
            return at
        if inner.kind == OPENERS[token.kind]:
            return place + 1 if numerals.token(place + 1) is not None else at
    return at


def _behind_joint(numerals: Numerals, at: int, between: bool) -> int | None:
    """The place behind what joins the ends of a range: a dash, "to", "or"; None where nothing joins."""
    token = numerals.tokens[at]
    if token.kind in DASHES and token.glued and numerals.word(at + 1, "quantifiers", "and", "to", "or"):
        # "fem- och sextusen": the hyphen stands for the scale said once.
        return at + 2
    if token.kind in DASHES or token.has("quantifiers", "to", "at_most", "or") or numerals.is_range(at):
        return at + 1
    if between and token.has("quantifiers", "and"):
        return at + 1
    return at + 2 if _names_both_ends(numerals, at) else None


def _names_both_ends(numerals: Numerals, at: int) -> bool:
    """Whether both ends name what is counted ("3000人から5000人"): noun, range word, number, the same noun."""
    noun = numerals.tokens[at]
    if not ("classifiers" in noun.senses or "nouns" in noun.senses) or not numerals.word(
        at + 1, "quantifiers", "to", "or"
    ):
        return False
    place = at + 2
    while numerals.word(place, "quantifiers", "at_most", "approx"):
        place += 1
    core = numerals.read(place)
    after = numerals.token(core[1]) if core is not None else None
    return after is not None and after.norm == noun.norm


def _shared(low: Quantity, high: Quantity, last: Token) -> float:
    """The lower end with what it shares with the upper one.

    "5–6 thousand" shares the scale, "10–15,000" and "2 to 3000" the thousands; "800–1,000" shares nothing.
    """
    assert low.min is not None and high.max is not None
    value, top = low.min, high.max
    if high.scale > 1 and low.scale == 1 and low.form != "vague" and value <= top / high.scale:
        return value * high.scale
    if low.form == high.form == "words" and low.scale == 1 and high.scale > 1000 and 10 <= value < top / 1000:
        # "fifty to three hundred thousand"
        return value * 1000
    if low.form == "digits" and value < 10 and 100 < top < 1000 and top % 100 == 0 and value < top / 100:
        # "3–400" is said for 300–400.
        return value * 100
    if low.form != "digits" or value >= 1000 or top < 1000:
        return value
    if last.grouped and not last.norm.isdecimal():
        groups = re.split(r"\D", last.norm)
        return value * 1000.0 ** (len(groups) - 1) if value <= int(groups[0] or 0) else value
    thousands = value < 10 or value * 1000 >= top / 3
    return value * 1000 if thousands and top % 1000 == 0 and value < top / 1000 else value


def join_behind(numerals: Numerals, low: Quantity, at: int) -> Found | None:
    """ "300 és 400 közötti": two numbers whose range word stands behind them."""
    if not numerals.word(at, "quantifiers", "and"):
        return None
    core = numerals.read(at + 1)
    if core is None or low.min is None or core[0].max is None or low.min > core[0].max:
        return None
    high, after = core
    after = numerals.behind_suffix(after)
    if not numerals.word(after, "after", "between_after"):
        return None
    end = numerals.tokens[after].end
    return replace(low, end=end, core_end=end, min=low.min, max=high.max, form=high.form), after + 1


def in_row(numerals: Numerals, low: Quantity, at: int) -> Found | None:
    """Two number words in a row, of which the second is the next one, are a range ("پنج شش هزار", "dua tiga ribu")."""
    if low.form != "words" or low.name or low.min != low.max or low.max is None:
        return None
    core = numerals.read(at) if numerals.word(at, "numbers", "words") else None
    if core is None or core[0].form != "words" or core[0].max is None or core[0].min != core[0].max:
        return None
    high, after = core
    if after < len(numerals.tokens) and numerals.tokens[after].glued and numerals.tokens[after].kind in DASHES:
        # "two three-pound cannon"
        return None
    step = 1 if low.max < 10 else 10
    scale = (high.max or 0) / (low.max + step)
    if low.max % step or low.max >= 10 * step or scale not in _SCALES:
        return None
    return replace(low, end=high.end, core_end=high.core_end, min=low.max * scale, max=high.max), after


_SCALES = frozenset(10.0**power for power in range(7))


def _listed(numerals: Numerals, low: Quantity, at: int) -> Found | None:
    """Units in a row with ideographic commas between are a range: "三、四、五" before one noun, "七、八千", "二万七、八千"."""
    core = numerals.read(at + 1)
    pair = _next_unit(low, core[0]) or _next_digit(numerals, low, *core) if core is not None else None
    if core is not None and pair is not None:
        high, after = core
        return replace(low, end=high.end, core_end=high.core_end, min=pair[0], max=pair[1]), after
    last, place = low, at
    while _is_unit(last) and core is not None and _is_unit(core[0]) and core[0].max == (last.max or 0) + 1:
        last, place = core
        token = numerals.token(place)
        core = numerals.read(place + 1) if token is not None and token.kind == "、" else None
    if last is low:
        return None
    return replace(low, end=last.end, core_end=last.core_end, max=last.max), place


def _next_digit(numerals: Numerals, low: Quantity, high: Quantity, after: int) -> tuple[float, float] | None:
    """The ends of "5、6騎" and "2、3千人": where two digits follow each other before what is counted, they are rough."""
    counted = numerals.token(after)
    if high.max is None or low.max is None or low.max > 8 or counted is None:
        return None
    scale = 1 if high.max < 10 else 10.0 ** (len(str(int(high.max))) - 1)
    if not ("classifiers" in counted.senses if scale == 1 else numerals.tokens[after - 1].kind == "word"):
        return None
    follows = low.form == high.form == "digits" and high.max == (low.max + 1) * scale
    return (low.max * scale, high.max) if follows else None


def _is_unit(quantity: Quantity) -> bool:
    return quantity.form == "words" and quantity.min == quantity.max and quantity.max is not None and quantity.max < 10


def _next_unit(low: Quantity, high: Quantity) -> tuple[float, float] | None:
    """The ends of "七、八千" (7000, 8000) and "二万七、八千" (27000, 28000): the second unit is the first one's successor."""
    if low.max is None or high.max is None or high.form != "words" or high.max < 20:
        return None
    scale = 10.0 ** (len(str(int(high.max))) - 1)
    unit = high.max / scale
    if low.max < 10:
        return (low.max * scale, high.max) if low.max == unit - 1 else None
    before = low.max - (unit - 1) * scale
    return (low.max, before + high.max) if before > 0 and before % (scale * 10) == 0 else None
