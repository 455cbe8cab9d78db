"""Tokens of a date → its parts: which number is a year, a month, a day, a century, and which says nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from battlex.values.dates.numeric import DASH, DATED, HYPHEN, MAX_YEAR, RANGE, Cursor
from battlex.values.dates.scan import Token
from battlex.values.dates.words import Vocabulary

JOINTS = frozenset(("to", "and", "or", "slash", "comma", "semicolon", "line"))
"""Parts that stand between two dates."""
_SILENT = frozenset(("dot", "weekdays", "ignore", "ordinal_after", "time", "duration", "parts", "hyphen"))
_CLITICS = frozenset(
    [
        "and",
        "or",
        "to",
        "until",
        "from",
        "since",
        "between",
        "ignore",
        "approx",
        "before",
        "after",
        "parts",
        "decade_unit",
        "century_unit",
        "year_unit",
    ]
)
"""Words that some scripts tie to the next number by a hyphen."""
_APART = frozenset(["number", "roman", "month", "season", "present", "year", "bc", "ad", "open", "close", "line"])
"""What a hyphen behind a number joins as a second date; anything else is an ending of the number's."""
_FILLERS = frozenset(("ignore", "word", "ordinal_after", "dot"))


class _Reader(Cursor):
    def __init__(self, tokens: Sequence[Token], words: Vocabulary) -> None:
        super().__init__(tokens, words)
        self.unread: list[Token] = []
        self.force_year = False
        self.handlers: dict[str, Callable[[Token], None]] = {
            "number": self._number,
            "roman": self._roman,
            "century_unit": self._century_unit,
            "decade_unit": self._decade_unit,
            "year_unit": self._year_unit,
            "month_unit": self._month_unit,
            "day_unit": self._day_unit,
            "era": self._era,
            "bc": self._era_mark,
            "ad": self._era_mark,
            "time": self.at_time,
            "duration": self.hours,
            "tilde": self._tilde,
            "dash": self._dash,
            "hyphen": self._hyphen,
            "colon": self._colon,
        }

    def run(self) -> list[Token]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.handlers.get(token.kind, self._other)(token)
        if self.parts and self.parts[-1].kind == "to" and self.ends_by_clock(self.parts[-1].end):
            self.parts.pop()
        return self.parts

    # numbers

    def _number(self, token: Token) -> None:
        if self.numeric_date() or self.clock() or self.negative(token):
            return
        ahead = self.after_number()
        unit = self.kind(ahead)
        forced, self.force_year = self.force_year, False
        if forced and token.digits <= 4 and unit not in ("century_unit", "decade_unit"):
            self.take("year", token, token.value, 0)
            if self.kind(0) == "year_unit":
                self.at += 1
        elif unit == "time" and token.digits < 3:
            self._drop_range()
            self.at += ahead + 1
        elif self._day_with_ending(token, ahead):
            self.take("num", token, token.value, ahead)
        elif self.lasts(token, unit) or (unit == "decade_unit" and token.value < 100) or self._years_long(token, ahead):
            self._drop_range()
            self.at += ahead + 1
        elif unit == "century_unit" and token.value < 30:
            self.take("century", token, token.value, ahead)
        elif token.value < 30 and self._century_range(ahead):
            self.take("century", token, token.value, ahead - 1)
        elif unit in ("century_unit", "decade_unit") and 100 <= token.value <= MAX_YEAR:
            if token.value % 100 == 0:
                self.take("century", token, token.value // 100 + 1, ahead)
            else:
                self.take("decade", token, token.value // 10 * 10, ahead)
        elif unit == "year_unit" and token.digits <= 4 and not self._opens_year(ahead):
            reign = self.words.segmentation != "words" and token.value < 100 and self.kind(-1) == "word"
            self.emit("year", token, self.tokens[self.at + ahead], token.value, "reign" if reign else "")
            self.at += ahead + 1
        elif unit == "colon" and token.value <= 31 and self.after_label():
            self.at += ahead + 1
        else:
            self._bare(token, ahead)

    def _day_with_ending(self, token: Token, ahead: int) -> bool:
        """Whether what looks like a unit only belongs to a day of the month ("1-е мая", "maaliskuun 16. päivä")."""
        if token.value > 31:
            return False
        before = self.parts[-1].kind if self.parts else ""
        unit, following = self.kind(ahead), self.kind(ahead + 1)
        return (unit == "decade_unit" and following == "month") or (unit == "duration" and before == "month")

    def _century_range(self, ahead: int) -> bool:
        """Whether the number at hand is the first end of a range of centuries ("8.–12. century")."""
        if self.kind(ahead) not in RANGE | {"slash", "and", "or"} or self.kind(ahead + 1) not in ("number", "roman"):
            return False
        after = ahead + 2
        while self.kind(after) in ("ordinal_after", "dot"):
            after += 1
        return self.kind(after) == "century_unit"

    def _years_long(self, token: Token, ahead: int) -> bool:
        """Whether a small number before "year" counts years ("4 years") and names none."""
        if (
            self.kind(ahead) != "year_unit"
            or token.value > 31
            or self.words.segmentation != "words"
            or self.words.units_before
        ):
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
            if unit == "calendar" or (unit in ("bc", "ad") and self._era_follows(ahead)):
                self.take("year", token, token.value, 0)
            else:
                self.take("num", token, token.value, 0)
        elif token.digits <= 4 and (token.value <= MAX_YEAR or unit == "bc"):
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
        """Take back the first end of a range whose unit makes it no date ("3–4 days"), and the "from" of a time of day."""
        if self.parts and self.parts[-1].kind in ("since", "from"):
            self.parts.pop()
        elif len(self.parts) >= 2 and self.parts[-1].kind in ("to", "until") and self.parts[-2].kind == "num":
            del self.parts[-2:]

    # words

    def _roman(self, token: Token) -> None:
        ahead = self.after_number()
        if token.value < 100 and self.kind(ahead) == "century_unit":
            self.take("century", token, token.value, ahead)
            return
        if token.value < 100 and self._century_range(ahead):
            self.take("century", token, token.value, ahead - 1)
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
        if following and 100 <= self.tokens[self.at + following].value <= MAX_YEAR:
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
        if not ahead or self.tokens[self.at + ahead].value > most or not self._unit_fits(kind, ahead):
            self.at += 1
            return
        self.take(kind, token, self.tokens[self.at + ahead].value, ahead)
        while kind == "century" and self.kind(0) in RANGE | {"and", "slash", "or"} and self.kind(1) == "roman":
            joint, second = self.tokens[self.at], self.tokens[self.at + 1]
            self.emit(joint.kind if joint.kind in JOINTS else "to", joint, joint)
            self.emit(kind, second, second, second.value)
            self.at += 2

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
        if following is None or following.kind != "number" or not 0 < token.value + following.value <= MAX_YEAR:
            self.at += 1
            return
        year = token.value + following.value - 1
        ahead = 2 if self.kind(2) == "year_unit" else 1
        self.emit("year", token, self.tokens[self.at + ahead], year, "lunar" if year < self.words.solar_from else "era")
        self.at += ahead + 1

    def _era_mark(self, token: Token) -> None:
        """An era belongs to the year before it, else to the next one."""
        before = self.parts[-1] if self.parts else None
        if before is not None and before.kind in ("year", "century", "decade"):
            self.emit(token.kind, token, token)
        else:
            self.emit(token.kind + "_next", token, token)
            ahead = 1
            while self.kind(ahead) in ("dot", "year_unit", "ignore"):
                ahead += 1
            self.force_year = self.kind(ahead) == "number" and self.kind(ahead + 1) != "month"
        self.at += 1

    def _tilde(self, token: Token) -> None:
        joins = bool(self.parts) and self.parts[-1].kind in DATED | {"bc", "ad", "close", "approx", "uncertain"}
        self.emit("to" if joins else "approx", token, token)
        self.at += 1

    def _dash(self, token: Token) -> None:
        before = self.kind(-2) if self.kind(-1) == "dot" else self.kind(-1)
        if not (before == "time" and self.kind(1) == "number" and self.kind(2) == "colon"):
            # Between two times of day it joins no dates.
            self.emit("to", token, token, DASH)
        self.at += 1

    def _hyphen(self, token: Token) -> None:
        before, after = self.peek(-1), self.peek(1)
        if before is not None and after is not None and before.end == token.start and token.end == after.start:
            ending = before.kind == "number" and (
                after.kind not in _APART or (after.kind == "month" and before.value <= 31)
            )
            clitic = after.kind == "number" and before.kind in _CLITICS
            if ending or clitic or before.kind == after.kind == "word" or after.kind == "ordinal_after":
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


def parts(tokens: Sequence[Token], words: Vocabulary) -> tuple[list[Token], list[Token]]:
    """The parts of a date in the order of the text, and the numbers that could be none."""
    reader = _Reader(tokens, words)
    return reader.run(), reader.unread
