"""Tokens of a date → its parts: which number is a year, a month, a day, a century, and which says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.values.date_tokens import Token
from battlex.values.date_words import Vocabulary

MAX_YEAR = 2200
DATED = frozenset(("year", "month", "day", "num", "season", "century", "decade"))
JOINTS = frozenset(("to", "and", "or", "slash", "comma", "semicolon", "line"))
DASH, HYPHEN = 1, 2
"""Values of a ``to`` that is a mark and no word."""
_SILENT = frozenset(("dot", "weekdays", "ignore", "ordinal_after", "time", "duration", "parts", "hyphen"))
_CLITICS = frozenset(("and", "or", "to", "from", "since", "between", "ignore", "approx", "before", "after"))
"""Words that some scripts tie to the next number by a hyphen."""
_RANGE = frozenset(("dash", "hyphen", "tilde", "to"))
_FILLERS = frozenset(("ignore", "word", "ordinal_after", "dot"))


class _Reader:
    def __init__(self, tokens: Sequence[Token], words: Vocabulary) -> None:
        self.tokens = tokens
        self.words = words
        self.parts: list[Token] = []
        self.unread: list[Token] = []
        self.at = 0
        self.force_year = False

    def run(self) -> list[Token]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            handler = getattr(self, "_" + token.kind, None)
            if handler is not None:
                handler(token)
            else:
                self._other(token)
        return self.parts

    # looking around

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.at + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def kind(self, ahead: int) -> str:
        token = self.peek(ahead)
        return token.kind if token else ""

    def after_number(self) -> int:
        """How many tokens ahead the first one stands that is no ending of the number at hand."""
        ahead = 1
        while self.kind(ahead) in ("ordinal_after", "dot") or (
            self.kind(ahead) == "hyphen" and self.kind(ahead + 1) in ("ordinal_after", "decade_unit", "century_unit", "year_unit")
        ):
            ahead += 1
        return ahead

    def emit(self, kind: str, first: Token, last: Token, value: int = 0, name: str = "") -> None:
        self.parts.append(Token(kind, first.start, last.end, value, 0, name))

    def take(self, kind: str, token: Token, value: int, ahead: int) -> None:
        """Emit a part that ends with the token ``ahead`` of the one at hand, and go on after it."""
        self.emit(kind, token, self.tokens[self.at + ahead], value)
        self.at += ahead + 1

    # numbers

    def _number(self, token: Token) -> None:
        if self._numeric_date() or self._clock() or self._negative(token):
            return
        ahead = self.after_number()
        unit = self.kind(ahead)
        forced, self.force_year = self.force_year, False
        if forced and token.value <= MAX_YEAR and unit not in ("century_unit", "decade_unit"):
            self.take("year", token, token.value, 0)
            if self.kind(0) == "year_unit":
                self.at += 1
        elif unit == "time" and token.digits < 3:
            self._drop_range()
            self.at += ahead + 1
        elif unit == "decade_unit" and token.value <= 31 and self.kind(ahead + 1) == "month":
            self.take("num", token, token.value, ahead)
        elif unit == "duration" or (unit == "decade_unit" and token.value < 100) or self._years_long(token, ahead):
            self._drop_range()
            self.at += ahead + 1
        elif unit == "century_unit" and token.value < 30:
            self.take("century", token, token.value, ahead)
        elif unit == "century_unit" and token.value % 100 == 0 and token.value <= MAX_YEAR:
            self.take("century", token, token.value // 100 + 1, ahead)
        elif unit == "decade_unit" and token.value <= MAX_YEAR:
            if token.value % 100 == 0:
                self.take("century", token, token.value // 100 + 1, ahead)
            else:
                self.take("decade", token, token.value // 10 * 10, ahead)
        elif unit == "year_unit" and token.digits <= 4 and not self._opens_year(ahead):
            self.take("year", token, token.value, ahead)
        elif unit == "colon" and token.value <= 31 and self.after_label():
            self.at += ahead + 1
        else:
            self._bare(token, ahead)

    def _years_long(self, token: Token, ahead: int) -> bool:
        """Whether a small number before "year" counts years ("4 years") and names none."""
        if self.kind(ahead) != "year_unit" or token.value > 31 or self.words.segmentation != "words" or self.words.units_before:
            return False
        before = self.parts[-1].kind if self.parts else ""
        return before != "month" and self.kind(ahead + 1) not in ("bc", "ad", "dot", "calendar")

    def after_label(self) -> bool:
        """Whether only words stand before the colon ahead: it closes a label, not a time."""
        return not self.parts or self.parts[-1].kind not in DATED

    def _opens_year(self, ahead: int) -> bool:
        """Whether the word for "year" belongs to the number after it ("5 May, year 632")."""
        following = self.peek(ahead + 1)
        return self.words.units_before or (
            following is not None and following.kind == "number" and following.digits >= 3
        )

    def _bare(self, token: Token, ahead: int) -> None:
        unit = self.kind(ahead)
        if unit in ("month_unit", "day_unit") and not self.words.units_before:
            value = unit.removesuffix("_unit")
            if token.value <= (12 if value == "month" else 31):
                self.take(value, token, token.value, ahead)
                return
        if token.value <= 31 and token.digits <= 2:
            if unit in ("bc", "ad") and self._era_follows(ahead):
                self.take("year", token, token.value, 0)
            else:
                self.take("num", token, token.value, 0)
        elif token.value <= MAX_YEAR and token.digits <= 4:
            self.take("year", token, token.value, 0)
        else:
            self.unread.append(token)
            self.take("word", token, 0, 0)

    def _era_follows(self, ahead: int) -> bool:
        """Whether the era ahead belongs to the small number at hand: not where that is a day and a year follows."""
        before = self.parts[-1].kind if self.parts else ""
        following = self.kind(ahead + 1)
        return not (following == "number" and (before == "month" or self.kind(ahead + 2) != "month"))

    def _drop_range(self) -> None:
        """Take back the first end of a range whose unit makes it no date ("3–4 days")."""
        if len(self.parts) >= 2 and self.parts[-1].kind == "to" and self.parts[-2].kind == "num":
            del self.parts[-2:]

    def _numeric_date(self) -> bool:
        """Three numbers joined by one kind of mark: 5.7.1943, 1943-07-05, 7/5/1943."""
        found = self._three(0)
        if found is None:
            return self._day_and_month()
        parts, last = found
        first = self.tokens[self.at]
        for kind, value in parts:
            self.emit(kind, first, self.tokens[last], value)
        self.at = last + 1
        return True

    def _three(self, ahead: int) -> tuple[list[tuple[str, int]], int] | None:
        group = [self.peek(ahead + n) for n in range(5)]
        if any(token is None for token in group):
            return None
        a, mark, b, mark2, c = (token for token in group if token is not None)
        if (a.kind, b.kind, c.kind) != ("number",) * 3 or mark.kind != mark2.kind:
            return None
        if mark.kind not in ("dot", "slash", "hyphen") or (mark.kind != "dot" and (a.end != mark.start or mark2.end != c.start)):
            return None
        return _ordered((a, b, c), self.words.order, mark.kind), self.at + ahead + 4

    def _day_and_month(self) -> bool:
        """``5.7.`` where a whole numeric date closes the range: 5.7.–8.7.1943."""
        day, month = self.peek(0), self.peek(2)
        if day is None or month is None or self.kind(1) != "dot" or month.kind != "number" or self.words.order == "ymd":
            return False
        ahead = 4 if self.kind(3) == "dot" else 3
        if self.kind(ahead) not in _RANGE or self._three(ahead + 1) is None or day.value > 31 or not 1 <= month.value <= 12:
            return False
        self.emit("day", day, day, day.value)
        self.emit("month", month, month, month.value)
        self.at += ahead
        return True

    def _clock(self) -> bool:
        """A time of day: 3:15, 09:02:30."""
        first, mark, minutes = self.peek(0), self.peek(1), self.peek(2)
        if first is None or mark is None or minutes is None or mark.kind != "colon" or minutes.kind != "number":
            return False
        if first.end != mark.start or mark.end != minutes.start or first.value > 24 or minutes.digits != 2:
            return False
        self.at += 3
        if self.kind(0) == "colon" and self.kind(1) == "number":
            self.at += 2
        return True

    def _negative(self, token: Token) -> bool:
        """A year with a minus sign: -205, where no range is open that the sign could join."""
        sign = self.peek(-1)
        if sign is None or sign.kind != "hyphen" or token.digits < 2:
            return False
        in_template = sign.start == token.start
        if (sign.end != token.start and not in_template) or not self.parts or self.parts[-1].value != HYPHEN:
            return False
        if len(self.parts) > 1 and not in_template and self.parts[-2].kind not in JOINTS | {"open", "from", "since"}:
            return False
        self.parts.pop()
        self.take("year", token, token.value, 0)
        self.emit("bc", token, token)
        return True

    # words

    def _roman(self, token: Token) -> None:
        ahead = self.after_number()
        if self.kind(ahead) == "century_unit":
            self.take("century", token, token.value, ahead)
            return
        before = self.parts[-1].kind if self.parts else ""
        following = self.peek(ahead)
        number = following is not None and following.kind == "number"
        if token.value <= 12 and number and before in ("num", "day", "year"):
            self.take("month", token, token.value, 0)
        else:
            self.at += 1

    def _century_unit(self, token: Token) -> None:
        # A one-letter abbreviation is a preposition as often: it needs a Roman numeral.
        kinds = ("number", "roman") if token.end - token.start > 1 else ("roman",)
        self._unit_first("century", token, kinds, 30)

    def _decade_unit(self, token: Token) -> None:
        following = self._next_number(("number",))
        if following and self.tokens[self.at + following].value >= 100:
            value = self.tokens[self.at + following].value
            self.take("decade", token, value // 10 * 10, following)
        else:
            self.at += 1

    def _year_unit(self, token: Token) -> None:
        self._unit_first("year", token, ("number", "roman"), MAX_YEAR)

    def _month_unit(self, token: Token) -> None:
        self._unit_first("month", token, ("number",), 12)

    def _day_unit(self, token: Token) -> None:
        self._unit_first("day", token, ("number",), 31)

    def _unit_first(self, kind: str, token: Token, kinds: tuple[str, ...], most: int) -> None:
        ahead = self._next_number(kinds)
        if ahead and self.tokens[self.at + ahead].value <= most and self._unit_fits(kind, ahead):
            self.take(kind, token, self.tokens[self.at + ahead].value, ahead)
        else:
            self.at += 1

    def _unit_fits(self, kind: str, ahead: int) -> bool:
        """Whether the number after a unit is the unit's, and not the day of a month that follows."""
        number = self.tokens[self.at + ahead]
        if kind != "year" or self.words.units_before or number.digits >= 3 or number.kind == "roman":
            return True
        return self.kind(ahead + 1) not in ("month", "dot", "hyphen", "dash")

    def _next_number(self, kinds: tuple[str, ...]) -> int:
        """How far ahead the number stands that a unit before it governs; 0 where there is none."""
        ahead = 1
        while self.kind(ahead) in _FILLERS or (self.kind(ahead) == "hyphen" and ahead < 3):
            if ahead > 2:
                return 0
            ahead += 1
        return ahead if self.kind(ahead) in kinds else 0

    def _era(self, token: Token) -> None:
        following = self.peek(1)
        if following is None or following.kind != "number":
            self.at += 1
            return
        year = token.value + following.value - 1
        ahead = 2 if self.kind(2) == "year_unit" else 1
        self.emit("year", token, self.tokens[self.at + ahead], year, "lunar" if year < self.words.solar_from else "era")
        self.at += ahead + 1

    def _bc(self, token: Token) -> None:
        self._era_mark("bc", token)

    def _ad(self, token: Token) -> None:
        self._era_mark("ad", token)

    def _era_mark(self, kind: str, token: Token) -> None:
        """An era belongs to the year before it, else to the next one."""
        before = self.parts[-1] if self.parts else None
        if before is not None and before.kind in ("year", "century", "decade"):
            self.emit(kind, token, token)
        else:
            self.emit(kind + "_next", token, token)
            ahead = 1
            while self.kind(ahead) in ("dot", "year_unit", "ignore"):
                ahead += 1
            self.force_year = self.kind(ahead) == "number" and self.kind(ahead + 1) != "month"
        self.at += 1

    def _time(self, token: Token) -> None:
        """A word for the clock takes the number after it along ("at 6")."""
        self.at += 1
        following = self.peek(0)
        if following is not None and following.kind == "number" and following.value <= 24 and self.kind(1) not in ("month", "dot", "slash"):
            if not self._clock():
                self.at += 1

    def _tilde(self, token: Token) -> None:
        joins = bool(self.parts) and self.parts[-1].kind in DATED | {"bc", "ad", "close", "approx", "uncertain"}
        self.emit("to" if joins else "approx", token, token)
        self.at += 1

    def _dash(self, token: Token) -> None:
        self.emit("to", token, token, DASH)
        self.at += 1

    def _hyphen(self, token: Token) -> None:
        before, after = self.peek(-1), self.peek(1)
        if before is not None and after is not None and before.end == token.start and token.end == after.start:
            joined = after.kind in ("word", "ordinal_after") or (after.kind == "month" and before.value <= 31)
            clitic = after.kind == "number" and before.kind in _CLITICS
            if (before.kind == "number" and joined) or before.kind == after.kind == "word" or clitic:
                self.at += 1
                return
        self.emit("to", token, token, HYPHEN)
        self.at += 1

    def _colon(self, token: Token) -> None:
        """A label ends: its numbers count phases, not days."""
        while self.parts and self.parts[-1].kind in ("word", "num") and self.parts[-1].kind not in JOINTS:
            self.parts.pop()
        self.emit("label", token, token)
        self.at += 1

    def _other(self, token: Token) -> None:
        if token.kind not in _SILENT:
            self.parts.append(token)
        self.at += 1


def _ordered(numbers: tuple[Token, Token, Token], order: str, mark: str) -> list[tuple[str, int]]:
    """Names for the three numbers of a numeric date; only the year where day and month cannot be told apart."""
    a, b, c = numbers
    if a.digits >= 3 or a.value > 31:
        year, month, day = a, b, c
    elif c.digits >= 3:
        year, month, day = c, b, a
        if month.value > 12 or (order == "mdy" and mark == "slash" and day.value <= 12):
            month, day = day, month
            if month.value <= 12 and day.value <= 12:
                return [("year", year.value)]
    else:
        return [("word", 0)]
    if year.value > MAX_YEAR or not 1 <= month.value <= 12 or not 1 <= day.value <= 31:
        return [("word", 0)]
    return [("year", year.value), ("month", month.value), ("day", day.value)]


def parts(tokens: Sequence[Token], words: Vocabulary) -> tuple[list[Token], list[Token]]:
    """The parts of a date in the order of the text, and the numbers that could be none."""
    reader = _Reader(tokens, words)
    return reader.run(), reader.unread
