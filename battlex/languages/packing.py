"""What compiled files hold in place of tables: lists of words as one text, short keys, words by their numbers; read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

BAR, SHORT, FRONT, NUMBERED = ";", "_", "^", "#"
"""What stands before each word of a list, before a short key, before a list of words without what each shares with the one
before it, and before words in the order of their numbers, in a compiled file; no word or key holds them so."""

NONE_SHARED = "A"


def short_key(number: int) -> str:
    """What stands for a shared key in compiled files."""
    return f"{SHORT}{number:x}"


def unpacked(value: Any, keys: Mapping[str, str]) -> Any:
    """A table of a compiled file as its language file has it; ``keys`` are the shared ones by what stands for them."""
    if isinstance(value, dict):
        return {keys.get(key, key): unpacked(inner, keys) for key, inner in value.items()}
    if isinstance(value, str) and value[:1] == BAR:
        return value[1:].split(BAR)
    if isinstance(value, str) and value[:1] == FRONT:
        return _in_full(value[1:].split(BAR))
    if isinstance(value, str) and value[:1] == NUMBERED:
        words, _, steps = value[1:].rpartition(NUMBERED)
        return dict(zip(words.split(BAR), accumulate(map(int, steps.split(","))), strict=True))
    return [unpacked(inner, keys) for inner in value] if isinstance(value, list) else value


def _in_full(words: Iterable[str]) -> list[str]:
    """Words of which each begins with the letter that tells how many characters it shares with the word before it."""
    full: list[str] = []
    before = ""
    for word in words:
        before = before[: ord(word[0]) - ord(NONE_SHARED)] + word[1:]
        full.append(before)
    return full
