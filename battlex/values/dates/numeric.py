"""Numbers that are whole dates or times by their shape: 5.7.1943, 1943-07-05, 3:15, -205."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.values.dates.scan import Token
from battlex.values.dates.words import Vocabulary

MAX_YEAR = 2200
DATED = frozenset(("year", "month", "day", "num", "season", "century", "decade"))
"""Parts that place something in time; ``num`` is a day or a year."""
DASH, HYPHEN = 1, 2
"""Values of a ``to`` that is a mark and no word."""
RANGE = frozenset(("dash", "hyphen", "tilde", "to", "until"))
"""Tokens that join the two ends of a range."""


class Cursor:
    """A place among tokens, and the parts made of those before it."""

    def __init__(self, tokens: Sequence[Token], words: Vocabulary) -> None:
        self.tokens = tokens
        self.words = words
        self.parts: list[Token] = []
        self.at = 0

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
            self.kind(ahead) == "hyphen"
            and self.kind(ahead + 1) in ("ordinal_after", "decade_unit", "century_unit", "year_unit")
        ):
            ahead += 1
        return ahead

    def emit(self, kind: str, first: Token, last: Token, value: int = 0, name: str = "") -> None:
        self.parts.append(Token(kind, first.start, last.end, value, 0, name))

    def take(self, kind: str, token: Token, value: int, ahead: int) -> None:
        """Emit a part that ends with the token ``ahead`` of the one at hand, and go on after it."""
        self.emit(kind, token, self.tokens[self.at + ahead], value)
        self.at += ahead + 1

    def numeric_date(self) -> bool:
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
        if a.kind != "number" or b.kind not in ("number", "roman") or c.kind != "number" or mark.kind != mark2.kind:
            return None
        if mark.kind not in ("dot", "slash", "hyphen") or (
            mark.kind == "slash" and (a.end != mark.start or mark2.end != c.start)
        ):
            return None
        return _ordered((a, b, c), self.words.order, mark.kind), self.at + ahead + 4

    def _day_and_month(self) -> bool:
        """``5.7.`` where a whole numeric date closes the range: 5.7.–8.7.1943."""
        day, month = self.peek(0), self.peek(2)
        if day is None or month is None or self.kind(1) != "dot" or month.kind != "number" or self.words.order == "ymd":
            return False
        ahead = 4 if self.kind(3) == "dot" else 3
        if (
            self.kind(ahead) not in RANGE
            or self._three(ahead + 1) is None
            or day.value > 31
            or not 1 <= month.value <= 12
        ):
            return False
        self.emit("day", day, day, day.value)
        self.emit("month", month, month, month.value)
        self.at += ahead
        return True

    def clock(self, marks: tuple[str, ...] = ("colon",)) -> bool:
        """A time of day or a range of them: 3:15, 09:02:30–11:00."""
        first, mark, minutes = self.peek(0), self.peek(1), self.peek(2)
        if first is None or mark is None or minutes is None or mark.kind not in marks or minutes.kind != "number":
            return False
        if first.end != mark.start or mark.end != minutes.start or first.value > 24 or minutes.digits != 2:
            return False
        self.at += 3
        if self.kind(0) == "colon" and self.kind(1) == "number":
            self.at += 2
        if self.kind(0) in RANGE and self.kind(1) == "number" and self.kind(2) in marks:
            self.at += 1
            self.clock(marks)
        return True

    def lasts(self, token: Token, unit: str) -> bool:
        """Whether a number counts days or hours; four digits behind a month are a year ("25 Nisan 1915 saat 6")."""
        year = token.digits == 4 and bool(self.parts) and self.parts[-1].kind == "month"
        return unit == "duration" and not year

    def hours(self, _token: Token) -> None:
        """Pass a word for hours without a number before it, and the time that it tells ("saat 11.30-17.30")."""
        self.at += 1
        self.clock(("colon", "dot"))

    def at_time(self, _token: Token) -> None:
        """A word for the clock takes the number after it along ("at 6", "od godz. 6 do 9")."""
        self.at += 1
        if self.kind(0) == "dot":
            self.at += 1
        following = self.peek(0)
        if following is None or following.kind != "number" or following.value > 24 or self.clock(("colon", "dot")):
            return
        if self.kind(1) not in ("month", "dot", "slash"):
            self.at += 1
            if self.parts and self.parts[-1].kind == "since":
                self.parts.pop()
            later = self.peek(1)
            if self.kind(0) in RANGE and later is not None and later.kind == "number" and later.value <= 24:
                self.at += 0 if self.kind(2) in ("month", "dot", "slash", "number") else 2

    def ends_by_clock(self, behind: int) -> bool:
        """Whether nothing but words for parts of a day stands behind a place ("25日凌晨至下午")."""
        return any(token.kind in ("time", "ignore") for token in self.tokens if token.start >= behind)

    def negative(self, token: Token) -> bool:
        """A year with a minus sign: -205, where no range is open that the sign could join."""
        sign = self.peek(-1)
        if sign is None or sign.kind != "hyphen" or not 2 <= token.digits <= 4:
            return False
        in_template = sign.start == token.start
        if (sign.end != token.start and not in_template) or not self.parts or self.parts[-1].value != HYPHEN:
            return False
        if len(self.parts) > 1 and not in_template and self.parts[-2].kind in DATED | {"bc", "ad", "close"}:
            return False
        self.parts.pop()
        self.take("year", token, token.value, 0)
        self.emit("bc", token, token)
        return True


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
