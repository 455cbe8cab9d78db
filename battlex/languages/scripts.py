"""Which scripts put no blanks between words?"""

from __future__ import annotations

from collections.abc import Iterator

UNSPACED = (
    (0x0E00, 0x0E4F),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Scripts that put no blanks between words: Thai, kana, ideographs. (A pattern with these ranges takes long to compile.)"""


def is_unspaced(char: str) -> bool:
    """Whether a character is of a script that puts no blanks between words."""
    code = ord(char)
    return any(first <= code <= last for first, last in UNSPACED)


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
