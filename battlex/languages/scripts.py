"""Which scripts put no blanks between words?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

_EDGES = (
    *(0x0E00, 0x0E50),
    *(0x3005, 0x3008),
    *(0x3040, 0x3100),
    *(0x3400, 0x4DC0),
    *(0x4E00, 0xA000),
    *(0xF900, 0xFB00),
    *(0x20000, 0x40000),
)
"""Where scripts that put no blanks between words begin and end: Thai, kana, ideographs. (A pattern with these ranges
takes long to compile.)"""


def is_unspaced(char: str) -> bool:
    """Whether a character is of a script that puts no blanks between words."""
    return bisect_right(_EDGES, ord(char)) % 2 == 1


def split_unspaced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of ``text[start:end]``, a run of letters: each unspaced character alone, what stands between together."""
    begun = start
    for at in range(start, end):
        if is_unspaced(text[at]):
            if begun < at:
                yield begun, at
            yield at, at + 1
            begun = at + 1
    if begun < end:
        yield begun, end
