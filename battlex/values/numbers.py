"""Tokens → quantities: numerals and number words with their scale, bounds, ranges and roughness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from battlex.languages import Language
from battlex.values.tokens import Token


@dataclass(slots=True)
class Quantity:
    """A number as the text states it, before it is known what it counts.

    ``form``: digits, words, vague, several, or one (a word for one, or an article). ``bare`` marks four plain digits, which may
    be a year. ``name`` says why it is no count (ordinal, unit, measure, date …), else "".
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


Node = Token | Quantity

DASHES = "-‐‑‒–—―−~～〜∼"
_LONG_DASHES = "–—―−~～〜∼"
_APPROX_SIGNS = "~～∼≈≃±"
_LEAST_SIGNS = ">≥＞"
_MOST_SIGNS = "<≤＜"
_VAGUE = re.compile(r"(~?)(\d*)(\.\.)?(\d*)$")


def read_quantities(tokens: Sequence[Token], language: Language) -> list[Node]:
    """Replace number tokens, with the words that qualify them, by quantities; other tokens stay as they are."""
    reader = _Reader(list(tokens), language)
    return reader.run()


class _Reader:
    def __init__(self, tokens: list[Token], language: Language) -> None:
        self.tokens = tokens
        self.language = language
        self.myriad = language.grammar.get("system") == "myriad"
        self.nodes: list[Node] = []

    def run(self) -> list[Node]:
        at = 0
        while at < len(self.tokens):
            found = self._quantity(at)
            if found is None:
                self.nodes.append(self.tokens[at])
                at += 1
            else:
                quantity, at = found
                self.nodes.append(quantity)
        return self.nodes

    # helpers on tokens

    def _token(self, at: int) -> Token | None:
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def _hyphen(self, at: int) -> bool:
        token = self._token(at)
        return token is not None and token.kind in "-‐‑" and token.glued

    def _word(self, at: int, section: str, *keys: str) -> bool:
        token = self._token(at)
        return token is not None and token.has(section, *keys)

    # the grammar

    def _quantity(self, at: int) -> tuple[Quantity, int] | None:
        """[qualifier]… number [range-word number] [suffix]…"""
        first = at
        approx = False
        bound = ""
        between = False
        while (token := self._token(at)) is not None:
            if (
                token.has("quantifiers", "approx")
                or (token.has("after", "approx_after") and self._starts_number(at + 1))
                or (token.kind in _APPROX_SIGNS and self._starts_number(at + 1))
                or any(mark.kind == "approx" for mark in token.marks)
            ):
                approx = True
            elif token.has("quantifiers", "at_least") or token.kind in _LEAST_SIGNS or self._plus_opens(at):
                bound = "least"
                if token.kind == "+" and self._word(at + 1, "structure", "preposition"):
                    at += 1
            elif token.has("quantifiers", "at_most") or token.kind in _MOST_SIGNS:
                bound = "most"
            elif token.has("quantifiers", "between"):
                between = True
            elif not (token.kind == "." and at > first and self._word(at - 1, "quantifiers", "approx") and token.glued):
                break
            at += 1
        core = self._plural(at) if at == first else None
        core = core or self._core(at)
        if core is None:
            return None
        low, after = core
        low.approx = low.approx or approx
        start = self.tokens[first].start
        high = self._range(low, after, between, bound)
        if high is None and self._word(first, "quantifiers", "between"):
            return None
        if high is not None:
            low, after = high
            bound = "" if bound == "most" and between else bound
        low, after = self._suffixes(low, after)
        if bound == "least" and low.max == low.min:
            low.max = None
        elif bound == "most" and low.max == low.min:
            low.min = None
        low.start = start
        low.approx = low.approx or approx
        return low, after

    def _starts_number(self, at: int) -> bool:
        token = self._token(at)
        return token is not None and (
            token.kind == "digits"
            or token.has("numbers", "words", "scales", "several")
            or token.has("quantifiers", "approx", "at_least", "at_most")
        )

    def _range(self, low: Quantity, at: int, between: bool, bound: str) -> tuple[Quantity, int] | None:
        """Join ``low`` with a second number where the tokens at ``at`` say that both are ends of one range."""
        if low.form in ("several", "vague") and low.min != low.max:
            return None
        open_low = low
        position = at
        # "10,000+ – 12,000", "~25,000 to ~35,000"
        token = self._token(position)
        if token is None or low.name:
            return None
        joined = False
        if token.kind in DASHES:
            position += 1
            joined = True
        elif token.has("quantifiers", "to", "at_most"):
            position += 1
            joined = True
        elif token.has("quantifiers", "or") or (between and token.has("quantifiers", "and")):
            position += 1
            joined = True
        elif token.kind == "、" and self.myriad and low.form == "words" and low.max is not None:
            return self._listed(low, position)
        elif self._named_range(position):
            position += 2
            joined = True
        if not joined:
            return None
        extra_approx = False
        while (token := self._token(position)) is not None and (
            token.has("quantifiers", "approx", "to", "at_most") or token.kind in _APPROX_SIGNS
        ):
            extra_approx = extra_approx or token.has("quantifiers", "approx") or token.kind in _APPROX_SIGNS
            position += 1
        core = self._core(position, after_range=True)
        if core is None:
            return None
        high, after = core
        if high.name or high.form in ("several",) or high.min is None or low.min is None:
            return None
        low_value, high_value = low.min, high.max
        if high_value is None:
            return None
        scaled = self._scale_of(position, after)
        if scaled > 1 and self._scale_of_range(low) == 1 and low_value * 1.0 < high_value / scaled * 1.0001 and low.form != "vague":
            low_value = low_value * scaled
        elif low.form == "digits" and low_value < 10 and high_value >= 1000 and high_value % 1000 == 0 and low_value < high_value / 1000:
            low_value = low_value * 1000
        elif (
            high_value >= 1000
            and low.form == "digits"
            and low_value < 1000
            and self.tokens[after - 1].grouped
            and low_value <= self._first_group(self.tokens[after - 1])
        ):
            low_value = low_value * 10 ** (3 * self._groups(self.tokens[after - 1]))
        if low_value > high_value:
            if low.bare and 10 <= high_value < 100:
                # "1277–78" is a stretch of years.
                return replace(open_low, end=high.end, core_end=high.core_end, max=high_value, name="date"), after
            low_value, high_value = high_value, low_value
        joined_quantity = replace(
            open_low,
            end=high.end,
            min=low_value,
            max=high_value,
            approx=low.approx or extra_approx or high.approx,
            bare=low.bare and (high.bare or high_value < 100),
            form=high.form if high.form != "one" else "words",
            core_end=high.core_end,
        )
        return joined_quantity, after

    def _named_range(self, at: int) -> bool:
        """Whether both ends of a range name what is counted ("3000人から5000人"): noun, range word, number, the same noun."""
        noun = self._token(at)
        if noun is None or not ("classifiers" in noun.senses or "nouns" in noun.senses):
            return False
        if not self._word(at + 1, "quantifiers", "to", "or"):
            return False
        place = at + 2
        while self._word(place, "quantifiers", "at_most", "approx"):
            place += 1
        core = self._core(place)
        after = self._token(core[1]) if core is not None else None
        return after is not None and after.norm == noun.norm

    def _listed(self, low: Quantity, at: int) -> tuple[Quantity, int] | None:
        """Units in a row with ideographic commas between ("三、四、五" before one noun) are a range."""
        position, last, count = at, low, 0
        while self._token(position) is not None and self.tokens[position].kind == "、":
            core = self._core(position + 1)
            if not count and core is not None and (pair := _next_unit(low, core[0])) is not None:
                return replace(low, end=core[0].end, min=pair[0], max=pair[1], core_end=core[0].core_end), core[1]
            if core is None or low.max is None or low.max >= 10 or core[0].form != "words" or core[0].min is None or core[0].min >= 10 or last.max is None:
                break
            if core[0].min != last.max + 1 or core[0].min != core[0].max:
                break
            last, position = core
            count += 1
        if not count:
            return None
        return replace(low, end=last.end, max=last.max, core_end=last.core_end), position

    def _scale_of(self, start: int, end: int) -> float:
        """The scale that the last scale words between two tokens multiply by."""
        scale = 1.0
        for token in self.tokens[start:end]:
            sense = token.senses.get("numbers")
            if sense is not None and sense.key == "scales":
                scale *= sense.value
            elif token.kind == "digits" or (sense is not None and sense.key == "words"):
                scale = 1.0
        return scale

    def _scale_of_range(self, low: Quantity) -> float:
        inside = [
            t.senses["numbers"].value
            for t in self.tokens
            if low.core_start <= t.start < low.core_end and t.has("numbers", "scales")
        ]
        return max(inside, default=1)

    @staticmethod
    def _first_group(token: Token) -> float:
        return int(re.split(r"\D", token.norm)[0] or 0)

    @staticmethod
    def _groups(token: Token) -> int:
        return len(re.findall(r"\D\d{3}", token.norm))

    def _suffixes(self, quantity: Quantity, at: int) -> tuple[Quantity, int]:
        """Words and signs behind the number: "+", "or more", "(?)", 以上, 余."""
        while (token := self._token(at)) is not None:
            if (token.kind == "+" and not self._plus_joins(at)) or token.has("after", "at_least_after"):
                if quantity.min is not None and quantity.form not in ("several", "vague"):
                    quantity.max = None
                scaled = self._scale_behind(at + 1)
                if scaled is not None:
                    factor, at = scaled
                    quantity.min = None if quantity.min is None else quantity.min * factor
                    quantity.end = self.tokens[at - 1].end
                    quantity.core_end = quantity.end
                    continue
            elif token.has("after", "at_most_after"):
                if quantity.max is not None and quantity.min == quantity.max:
                    quantity.min = None
            elif token.has("after", "approx_after"):
                quantity.approx = True
            elif token.kind == "?" or token.kind == "？":
                quantity.approx = True
            elif (
                token.kind in "(（"
                and (inner := self._token(at + 1)) is not None
                and inner.kind in "?？"
                and (close := self._token(at + 2)) is not None
                and close.kind in ")）"
            ):
                quantity.approx = True
                at += 2
            else:
                break
            quantity.end = self.tokens[at].end
            at += 1
        return quantity, at

    def _plus_opens(self, at: int) -> bool:
        """Whether a plus sign before a number opens its upper end ("+ de 300")."""
        if self.tokens[at].kind != "+" or (at and self.tokens[at - 1].kind == "digits"):
            return False
        after = self._token(at + 1)
        glued = after is not None and after.glued and self._starts_number(at + 1)
        return glued or (self._word(at + 1, "structure", "preposition") and self._starts_number(at + 2))

    def _plus_joins(self, at: int) -> bool:
        """Whether a plus sign adds a further number to the list ("300 + 200") instead of opening an end."""
        token = self.tokens[at]
        after = self._token(at + 1)
        return not token.glued and after is not None and after.kind == "digits"

    def _scale_behind(self, at: int) -> tuple[float, int] | None:
        """Scale words behind a suffix, as in 十余万."""
        token = self._token(at)
        if token is None or not token.has("numbers", "scales") or not token.glued:
            return None
        factor = 1.0
        while (token := self._token(at)) is not None and token.has("numbers", "scales"):
            factor *= token.senses["numbers"].value
            at += 1
        return factor, at

    # one number

    def _core(self, at: int, after_range: bool = False) -> tuple[Quantity, int] | None:
        token = self._token(at)
        if token is None:
            return None
        sense = token.senses.get("numbers")
        if token.kind == "digits":
            return self._composed(at)
        if token.kind == "fraction":
            return self._named(at, at + 1, "share")
        if sense is None:
            return None
        if sense.key == "vague":
            return self._vague(at)
        if sense.key == "several":
            return self._several(at)
        if sense.key in ("words", "scales"):
            return self._composed(at)
        if sense.key == "articles":
            if self._hyphen(at + 1):
                return None
            scaled = self._token(at + 1)
            if scaled is not None and scaled.has("numbers", "scales", "vague", "several"):
                return self._with_start(self._core(at + 1), token.start)
            return self._made(at, at + 1, 1, 1, "one")
        return None

    @staticmethod
    def _with_start(found: tuple[Quantity, int] | None, start: int) -> tuple[Quantity, int] | None:
        if found is not None:
            found[0].start = found[0].core_start = start
        return found

    def _made(self, first: int, after: int, low: float | None, high: float | None, form: str) -> tuple[Quantity, int]:
        start, end = self.tokens[first].start, self.tokens[after - 1].end
        return (
            Quantity(
                start, end, low, high, form=form, glued=self.tokens[first].glued, core_start=start, core_end=end
            ),
            after,
        )

    def _named(self, first: int, after: int, why: str) -> tuple[Quantity, int]:
        quantity, after = self._made(first, after, None, None, "digits")
        quantity.name = why
        return quantity, after

    def _plural(self, at: int) -> tuple[Quantity, int] | None:
        """A scale word in the plural with nothing before it ("тысячи крестьян") is a vague count."""
        token = self.tokens[at]
        if not token.has("structure", "plural") or not token.has("numbers", "scales"):
            return None
        scale = token.senses["numbers"].value
        quantity, after = self._made(at, at + 1, 2 * scale, 10 * scale - 1, "vague")
        quantity.approx = True
        return quantity, after

    def _vague(self, at: int) -> tuple[Quantity, int] | None:
        low, high, approx = parse_vague(self.tokens[at].senses["numbers"].value)
        quantity, after = self._made(at, at + 1, low, high, "vague")
        quantity.approx = approx
        factor = 1.0
        while (token := self._token(after)) is not None and token.has("numbers", "scales"):
            factor *= token.senses["numbers"].value
            after += 1
        if factor > 1:
            quantity, after = self._made(at, after, low, high, "vague")
            quantity.approx = approx
            quantity.min = None if low is None else low * factor
            quantity.max = None if high is None else (high + 1) * factor - 1 if high != low else high * factor
        return quantity, after

    def _several(self, at: int) -> tuple[Quantity, int] | None:
        factor, after = 1.0, at + 1
        token = self._token(after)
        if token is not None and token.kind == "digits":
            found = self._with_start(self._core(after), self.tokens[at].start)
            if found is not None:
                found[0].approx = True
            return found
        while (token := self._token(after)) is not None and (
            token.has("numbers", "scales") or (token.has("numbers", "words") and token.senses["numbers"].value in (10, 100))
        ):
            factor *= token.senses["numbers"].value
            after += 1
        token = self._token(after)
        if factor == 1 and token is not None and token.has("numbers", "vague"):
            return self._with_start(self._vague(after), self.tokens[at].start)
        if factor == 1:
            quantity, after = self._made(at, after, 2, 9, "several")
        else:
            quantity, after = self._made(at, after, 2 * factor, 10 * factor - 1, "vague")
        quantity.approx = True
        quantity.level = self.tokens[at].key("levels") or ""
        return quantity, after

    def _composed(self, at: int) -> tuple[Quantity, int] | None:
        """Digits or number words with their scale words, composed into one number (or a pair such as 七八千)."""
        if self.myriad:
            from battlex.values.myriad import compose_myriad

            found = compose_myriad(self.tokens, at)
            if found is not None:
                low, high, after, name, approx, least = found
                quantity, after = self._made(at, after, low, high, "words" if self.tokens[at].kind == "word" else "digits")
                quantity.name, quantity.approx = name, approx
                if least:
                    quantity.max = None
                if self.tokens[at].kind == "digits" and after == at + 1:
                    quantity.bare = _is_bare(self.tokens[at])
                    self._refuse(quantity, at, after)
                return quantity, after
            return None
        composed = compose(self.tokens, at)
        if composed is None:
            return None
        value, after = composed
        first = self.tokens[at]
        digits = first.kind == "digits"
        if value == 1 and not digits and after == at + 1 and self._word(after, "numbers", "vague"):
            return self._with_start(self._vague(after), first.start)
        form = "digits" if digits else "one" if value == 1 and after == at + 1 else "words"
        factor = self._plural_scale(after)
        if factor:
            value, after = value * factor, after + 1
        quantity, after = self._made(at, after, value, value, form)
        if digits and after == at + 1:
            quantity.bare = _is_bare(first)
        half = self._token(after)
        if half is not None and half.kind == "fraction" and half.value is not None and half.glued:
            quantity.min = quantity.max = value + half.value
            quantity.end = quantity.core_end = half.end
            after += 1
        self._refuse(quantity, at, after)
        return quantity, after

    def _plural_scale(self, at: int) -> float:
        """A word that alone is a vague count ("thousands", "mii") is a scale behind a number ("thirty-five thousands")."""
        token = self._token(at)
        if token is None or not token.has("numbers", "vague"):
            return 0
        low, high, _ = parse_vague(token.senses["numbers"].value)
        if low is None or high is None or high != low * 5 - 1:
            return 0
        return low / 2

    def _refuse(self, quantity: Quantity, at: int, after: int) -> None:
        """Digits that are part of a name, a fraction, a time or a decimal fraction of nothing are no count."""
        before, behind = self._token(at - 1), self._token(after)
        first = self.tokens[at]
        if first.kind != "digits":
            return
        if before is not None and first.glued:
            earlier = self._token(at - 2)
            if before.kind == "word" and before.norm[-1:].isalpha() and self._spaced(before) and not self._counts_on(before):
                quantity.name = "name"
                quantity.model = before.key("models") or ""
            elif before.kind == "word" and self._spaced(before) and before.has("ordinal", "ordinal_before"):
                quantity.name = "ordinal"
            elif before.kind in "-‐‑" and before.glued and earlier is not None and earlier.kind == "word" and self._spaced(earlier):
                quantity.name = "name"
                quantity.model = earlier.key("models") or ""
            elif before.kind in "/" and earlier is not None and earlier.kind == "digits":
                quantity.name = "share"
            elif before.kind == ":" and earlier is not None and earlier.kind == "digits" and before.glued:
                quantity.name = "time"
            elif before.kind in "$£€¥₽":
                quantity.name = "measure"
        if behind is not None and behind.glued and not quantity.name:
            later = self._token(after + 1)
            if behind.kind == "/" and later is not None and later.kind == "digits" and later.glued:
                quantity.name = "share"
            elif behind.kind == ":" and later is not None and later.kind == "digits" and later.glued:
                quantity.name = "time"

    @staticmethod
    def _counts_on(token: Token) -> bool:
        """Whether a word may be followed by a number without a blank: a rough or limit word, an abbreviation."""
        return bool(set(token.senses) & {"quantifiers", "numbers"}) or token.has("ordinal", "ordinal_before")

    def _spaced(self, token: Token) -> bool:
        """Whether the token is of a script that parts words by blanks, so that digits glued to it belong to it."""
        return self.language.grammar.get("segmentation", "words") == "words" or token.norm[-1:].isascii()


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


def _is_bare(token: Token) -> bool:
    return len(token.norm) == 4 and token.norm.isdecimal() and 1000 <= (token.value or 0) <= 2100


def compose(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """Compose a number from the tokens at ``at``: (its value, the place after it).

    Number words add where they fill the places left free ("two hundred" + "five"); scale words multiply what is
    smaller before them. A word that fits nowhere begins the next number.
    """
    addends: list[float] = []
    after = at
    place = at
    scaled = False
    joined = False
    while place < len(tokens):
        token = tokens[place]
        sense = token.senses.get("numbers")
        if token.kind == "digits":
            if addends and not (scaled and _continues(tokens, place, addends[-1])):
                break
            addends.append(token.value or 0)
        elif sense is not None and sense.key == "scales":
            if token.kind == "word" and addends and sense.value < 1000 and tokens[place - 1].kind == "digits" and sense.value < 100:
                pass
            low = 0.0
            while addends and addends[-1] < sense.value:
                low += addends.pop()
            if addends and addends[-1] >= sense.value and addends[-1] % (sense.value * 1000 if sense.value >= 1000 else sense.value * 10):
                break
            addends.append((low or 1) * sense.value)
            scaled = True
        elif sense is not None and sense.key == "words":
            value = float(sense.value)
            if addends and not _fits(addends[-1], value, joined or token.clitic, token):
                break
            addends.append(value)
        elif sense is not None and sense.key == "joiners" and addends and _joins(tokens, place):
            place += 1
            joined = True
            continue
        elif token.kind in "-‐‑" and addends and token.glued and (
            _hyphenated(tokens, place) or _scaled_by_hyphen(tokens, place)
        ):
            place += 1
            continue
        else:
            break
        joined = False
        place += 1
        after = place
    return (sum(addends), after) if addends else None


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
    if _word_number(tokens, at + 1):
        return True
    return at + 1 < len(tokens) and tokens[at + 1].kind in "-‐‑" and tokens[at + 1].glued and _word_number(tokens, at + 2)


def _continues(tokens: Sequence[Token], at: int, last: float) -> bool:
    """Whether digits behind a scale word go on with the same number: "1 млн 200 тыс."."""
    scale = next((t for t in tokens[at + 1 : at + 2]), None)
    if scale is None or not scale.has("numbers", "scales"):
        return False
    return (tokens[at].value or 0) * float(scale.senses["numbers"].value) < last


def _fits(last: float, value: float, joined: bool, token: Token) -> bool:
    """Whether a number word may be added to the addend before it."""
    if value == 0:
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
