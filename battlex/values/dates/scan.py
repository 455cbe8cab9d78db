"""Plain text → tokens of a date: numbers, words with what they mean, marks of punctuation."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import NamedTuple

from battlex.languages.bare import is_letter
from battlex.pattern import pattern
from battlex.values.dates.words import GAP, MONTHS_OF, Vocabulary


class Token(NamedTuple):
    """A piece of a date.

    ``kind``: number, roman, word (unknown), a key of the language file's ``dates`` section, a punctuation name, or one
    of the parts that dates are made of (year, month, day, num, bc …). ``name`` holds a calendar.
    """

    kind: str
    start: int
    end: int
    value: int = 0
    digits: int = 0
    name: str = ""


_PUNCTUATION = {
    **dict.fromkeys("–—―－ー‒─━", "dash"),
    **dict.fromkeys("-‐‑−", "hyphen"),
    **dict.fromkeys("~～〜∼", "tilde"),
    **dict.fromkeys("/／⁄", "slash"),
    **dict.fromkeys(",，、،", "comma"),
    **dict.fromkeys(";；؛·・•|", "semicolon"),
    **dict.fromkeys("&＆", "and"),
    **dict.fromkeys("(（[［", "open"),
    **dict.fromkeys(")）]］", "close"),
    **dict.fromkeys(".．。", "dot"),
    **dict.fromkeys(":：", "colon"),
    **dict.fromkeys("?？", "uncertain"),
    "\n": "line",
    "→": "to",
    "†": "dot",
}
_NUMERALS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "両": 2, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
_FIRST_YEAR = "元"
"""The numeral of an era's first year."""
_ROMAN = pattern(r"(M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3}))([a-zéèêåºª]{0,5})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LOOKALIKES = str.maketrans("ІХСМ", "IXCM")
UNITS = frozenset(("year", "month", "day", "century", "decade"))
"""Sections of words that make a number a year, a month …; their tokens are called ``year_unit`` and so on."""


class Scanner:
    """Cuts stretches of a text into tokens, with a language's vocabulary."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text = text
        self.words = words

    def scan(self, start: int, stop: int) -> Iterator[Token]:
        """The tokens of ``text[start:stop]``."""
        text = self.text
        position = start
        while position < stop:
            char = text[position]
            if char.isdecimal():
                end = position + 1
                while end < stop and text[end].isdecimal():
                    end += 1
                yield self._number(position, end)
                position = end
            elif _in_word(char):
                end = position + 1
                while end < stop and _in_word(text[end]):
                    end += 1
                if self.words.segmentation == "words":
                    position = yield from self._spaced(position, end, stop)
                else:
                    yield from self._run(position, end)
                    position = end
            else:
                kind = _PUNCTUATION.get(char)
                if kind:
                    yield Token(kind, position, position + 1)
                position += 1

    def _number(self, start: int, end: int) -> Token:
        digits = end - start
        return Token("number", start, end, int(self.text[start:end]) if digits <= 6 else 10**6, digits)

    def _spaced(self, start: int, end: int, stop: int) -> Generator[Token, None, int]:
        """A word, or the phrase that it opens; returns where it ends."""
        spans = [(start, end)]
        position = end
        while len(spans) < self.words.lexicon.max_words and position < stop:
            if is_letter(self.text[position]):
                after = position + 1
                while after < stop and is_letter(self.text[after]):
                    after += 1
                spans.append((position, after))
                position = after
            elif GAP.match(self.text[position]):
                position += 1
            else:
                break
        match = self.words.find(self.text, spans, 0)
        if match is not None:
            sense, count = match
            yield self._word(sense.key, sense.value, start, spans[count - 1][1])
            return spans[count - 1][1]
        yield self._roman(start, end) or Token("word", start, end)
        return end

    def _run(self, start: int, end: int) -> Iterator[Token]:
        """Words of a script without blanks between them."""
        position = start
        unknown = start
        while position < end:
            match = self.words.prefix(self.text[position:end])
            numeral = 0
            if match is None and self.words.myriad:
                while position + numeral < end and self.text[position + numeral] in _NUMERALS.keys() | _TENS.keys():
                    numeral += 1
                if self.text[position] == _FIRST_YEAR:
                    numeral = 1
            if match is None and not numeral:
                if self.words.segmentation == "prefixes":
                    break
                position += 1
                continue
            if unknown < position:
                yield Token("word", unknown, position)
            if match is not None:
                sense, length = match
                yield self._word(sense.key, sense.value, position, position + length)
                position += length
            else:
                value, digits = myriad_value(self.text[position : position + numeral])
                yield Token("number", position, position + numeral, value, digits)
                position += numeral
            unknown = position
        if unknown < end:
            yield self._roman(unknown, end) or Token("word", unknown, end)

    @staticmethod
    def _word(key: str, value: object, start: int, end: int) -> Token:
        if key in MONTHS_OF:
            return Token("month", start, end, int(str(value)), 0, MONTHS_OF[key])
        if key == "seasons":
            return Token("season", start, end, int(str(value)))
        if key == "eras":
            return Token("era", start, end, int(str(value)))
        if key == "calendars":
            return Token("calendar", start, end, 0, 0, str(value))
        return Token(f"{key}_unit" if key in UNITS else key, start, end)

    def _roman(self, start: int, end: int) -> Token | None:
        match = _ROMAN.match(self.text[start:end].translate(_LOOKALIKES))
        if not match or not match.group(1):
            return None
        values = [_ROMAN_VALUES[char] for char in match.group(1)]
        total = sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
        return Token("roman", start, end, total)


def _in_word(char: str) -> bool:
    return (is_letter(char) and char not in _PUNCTUATION) or char in _NUMERALS


def myriad_value(text: str) -> tuple[int, int]:
    """The value of a numeral such as 二十六 or 一九四五, and how many digits a Western one would have."""
    if text == _FIRST_YEAR:
        return 1, 1
    if not any(char in _TENS for char in text):
        value = int("".join(str(_NUMERALS[char]) for char in text)[:6])
        return value, len(text)
    total, unit = 0, 0
    for char in text:
        if char in _NUMERALS:
            unit = _NUMERALS[char]
        elif char in "廿卅":
            total, unit = total + _TENS[char], 0
        else:
            total, unit = total + (unit or 1) * _TENS[char], 0
    value = total + unit
    return value, len(str(value))
