"""How far may a phrase reach that begins with a word?"""

from __future__ import annotations

import re
import sys

from battlex.languages.lexicon import BEGINNING, Lexicon, beginnings, fold
from battlex.pattern import pattern

PIECE = pattern(
    r"(?:"
    r"[^\W\d_]++(?>(?:(?:[\u0300-\u036f\u064b-\u0652\u0591-\u05bd\u05bf-\u05c7\u0900-\u0963\u200c\u200d\u00ad'’ʼ׳]++"
    # A Hebrew acronym: the mark stands before its last letter, to which endings may be added.
    r"|(?<=[א-ת])[\"״](?=[א-ת]{1,4}(?![א-ת\"״])))[^\W\d_]++)*)[\u0300-\u036f\u064b-\u0652\u0591-\u05bd\u05bf-\u05c7]*+"
    r"|\d++|.)",
    re.DOTALL,
)
"""A word, a row of digits, or any other character.

Of a word are letters, the signs written over or between them, and the mark in a Hebrew acronym.
"""

GAPS = " \u00a0\u202f-‐‑\u05be/'’."
"""What may stand between the words of a phrase."""

_GAP = pattern(r"[ \u00a0\u202f]{1,2}+|[-‐‑\u05be/'’]|\. ?")


class Extent:
    """Where phrases of a lexicon could end in a text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon

    def ends_behind(self, first: str, end: int) -> list[int]:
        """Where listed phrases would end that begin with this word, which ends at a place, and with the word behind it."""
        seconds = self.lexicon.seconds(first)
        gap = _GAP.match(self.text, end) if seconds else None
        if gap is None or not _begins(self.text, gap.end(), seconds):
            return []
        return self.ends(end, self.lexicon.longest[first])

    def ends(self, end: int, most: int) -> list[int]:
        """Where phrases of two to ``most`` words that begin with the word before ``end`` would end."""
        ends: list[int] = []
        position = end
        for _ in range(most - 1):
            gap = _GAP.match(self.text, position)
            if gap is None:
                break
            position = word_end(self.text, gap.end())
            if position == gap.end():
                break
            ends.append(position)
            if self.text[position : position + 1] == ".":
                ends.append(position + 1)
        return ends


def word_end(text: str, at: int, stop: int = sys.maxsize) -> int:
    """Where the word ends that begins at a place; the place itself where none does."""
    first = text[at : min(at + 1, stop)]
    if not first.isalnum() or first.isdecimal():
        return at
    found = PIECE.match(text, at, stop)
    assert found is not None
    return found.end()


def _begins(text: str, at: int, begun: frozenset[str]) -> bool:
    """Whether the word at a place, or behind one more blank, may begin in one of these ways."""
    second = text[at : at + BEGINNING]
    lower = second.lower()
    if not second.isascii():
        if lower != second:
            # What is the small form of a letter may depend on the one behind it.
            return True
        lower = fold(second)
        if len(lower) < len(second):
            return True
    return lower[:1] == " " or not begun.isdisjoint(beginnings(lower))
