"""What are the bare words of a phrase? How the words of dates and compass points are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from battlex.languages.lexicon import fold


def is_letter(char: str) -> bool:
    """Whether a character belongs to a word: letters and the signs written over or after them."""
    return char.isalpha() or unicodedata.category(char)[0] == "M"


def runs(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of letters without anything between them."""
    start = -1
    for index, char in enumerate(text):
        if is_letter(char):
            if start < 0:
                start = index
        elif start >= 0:
            yield start, index
            start = -1
    if start >= 0:
        yield start, len(text)


def phrase_key(phrase: str) -> str:
    """A phrase as its bare words, single letters joined: "av. J.-C.", "av JC" and "AV. J. C." are one."""
    return joined([fold(phrase[start:end]).strip() for start, end in runs(phrase)])


def joined(words: Sequence[str]) -> str:
    """Folded words as one key."""
    key = ""
    for place, word in enumerate(words):
        initials = place and len(word) == 1 and len(words[place - 1]) == 1
        key += word if initials or not place else f" {word}"
    return key
