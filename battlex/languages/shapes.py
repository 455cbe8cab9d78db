"""Has a value of a language file the shape that it must have: words, numbers, notations, tables of them?"""

from __future__ import annotations

import difflib
from typing import Any

from battlex.errors import DataError
from battlex.pattern import pattern

WORDS = "a list of words"
NUMBERS = "a table word = number"
WHOLES = "a table word = whole number"
RANGES = 'a table word = notation such as "~20..99"'
NAMES = "a table party = list of words"
STRINGS = "a table word = word"
TEXT = "a string"
YEAR = "a year in digits"
FLAG = "true or false"

LARGEST = 10**15
"""No word stands for a larger number."""

CONTROLS = pattern(r"[\x00-\x1f\x7f]")
"""Stand in no word: one of them parts words where many are folded at once."""

NOTATION = pattern(r"~?\d{1,12}(?:\.\d)?(?:\.\.(?:\d{1,12})?)?")
"""How a vague count is written."""


def check_shape(value: Any, shape: Any, where: str, path: str = "") -> None:
    """Raise DataError, naming file, key and the nearest right key, where ``value`` at ``path`` departs from ``shape``.

    A shape is one of the names above, a table of shapes by key, or a list of one table.
    """
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            raise DataError(f"{where}: {path or 'the file'} must be a table")
        for key, item in value.items():
            if key not in shape:
                near = difflib.get_close_matches(key, shape, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(sorted(shape))}"
                raise DataError(f"{where}: unknown key {(path + '.' + key).lstrip('.')!r}{hint}")
            check_shape(item, shape[key], where, f"{path}.{key}".lstrip("."))
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise DataError(f"{where}: {path} must be a list of tables")
        for number, item in enumerate(value):
            check_shape(item, shape[0], where, f"{path}[{number}]")
            if not item.get("names"):
                raise DataError(f"{where}: {path}[{number}] has no names")
    elif not _fits(value, shape):
        raise DataError(f"{where}: {path} must be {shape}")


def _fits(value: Any, shape: str) -> bool:
    if shape == TEXT:
        return isinstance(value, str)
    if shape == YEAR:
        return isinstance(value, str) and value.isdecimal() and len(value) <= 4
    if shape == FLAG:
        return isinstance(value, bool)
    if shape == WORDS:
        return _are_words(value)
    if not (isinstance(value, dict) and _are_words(list(value))):
        return False
    return all(_holds(item, shape) for item in value.values())


def _holds(item: Any, shape: str) -> bool:
    """Whether a table of this shape may say this of a word."""
    if shape == NUMBERS:
        return type(item) in (int, float) and 0 <= item <= LARGEST
    if shape == WHOLES:
        return type(item) is int and abs(item) <= LARGEST
    if shape == RANGES:
        return isinstance(item, str) and NOTATION.fullmatch(item) is not None
    return isinstance(item, str) if shape == STRINGS else _are_words(item)


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(word, str) and word.strip() and not CONTROLS.search(word) for word in value
    )
