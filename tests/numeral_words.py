"""Find out what the words of a language's numerals stand for, out of numbers that are spelled out.

A word is what makes the numerals that it stands in come out right when they are read: "cents" in "deux cents" (200) can
only be a hundred that multiplies. ``compose`` is how numerals are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

TENS = range(20, 100, 10)
HUNDREDS = range(100, 1000, 100)
THOUSANDS = (10**3, 10**6, 10**9, 10**12)
SCALES = (10, 100, 10**3, 10**4, 10**5, 10**6, 10**7, 10**8, 10**9, 10**11, 10**12)
PLAIN = (*range(1, 20), *TENS, *HUNDREDS, *THOUSANDS)
"""What a word for a number may stand for, besides the numerals of one word."""
ROUND = {*range(101), *HUNDREDS, *range(1000, 10000, 1000), *SCALES}
"""Numbers that may be kept as a phrase where the words do not add up to them."""

Words = tuple[str, ...]


class Item(NamedTuple):
    """What a word does in a numeral: it is a "number", a "scale" or a "joiner"."""

    kind: str
    value: int = 0


class Numeral(NamedTuple):
    """A number spelled out: its words, also those that are written together, and the text as it stands."""

    value: int
    words: Words
    text: str


def compose(items: Iterable[Item]) -> int | None:
    """The value of a numeral, or None where its words do not make one.

    A number is added where there is room for it: after 20 for 1–9, after 300 for 1–99. A scale multiplies all smaller
    terms right before it, and itself (million million). A joiner lets a ten follow its unit (three and twenty).
    """
    terms: list[tuple[int, int]] = []
    joined = False
    last = None
    for kind, value in items:
        twice, last = last == (kind, value), (kind, value)
        if kind == "joiner":
            if joined or not terms:
                return None
            joined = True
            continue
        room = _room(value)
        if kind == "scale":
            factors = []
            while terms and (terms[-1][0] < value or twice):
                factors.append(terms.pop()[0])
                twice = False
            value *= sum(factors) if factors else 1
        elif joined and value in TENS and terms[-1][0] < 10:
            value, room = value + terms.pop()[0], 1
        if terms and value >= terms[-1][1]:
            return None
        terms.append((value, room))
        joined = False
    return None if joined or not terms else sum(value for value, _ in terms)


def _room(value: int) -> int:
    """Below what a number has to be that is added to this one."""
    room = 1
    while value and value % (room * 10) == 0:
        room *= 10
    return room if value else 0


class Learner:
    """Finds out what the words of a language's numerals stand for."""

    def __init__(self, numerals: Collection[Numeral]) -> None:
        """``numerals`` are all that will be learnt from: they show how the language puts words together."""
        self.clitics = clitics(numerals)
        self.marked = has_joints(numerals)
        self.glued = self.marked or has_compounds(numerals)
        self.words: dict[Words, Item] = {}
        self.texts: dict[Words, str] = {}
        self.longest = 1

    def learn(self, numerals: Iterable[Numeral]) -> list[Numeral]:
        """Learn words from numerals; those that still cannot be read are returned.

        A word is learnt from a numeral in which it is the only new one. Where there is no such numeral left, some words
        of the smallest unread one are learnt as a phrase, if it is a round or a small number.
        """
        unread = sorted(numerals)
        while True:
            before = -1
            while before != (before := len(unread)):
                unread = [numeral for numeral in unread if not self._read(numeral)]
            small = (numeral for numeral in unread if numeral.value in ROUND and numeral.words not in self.words)
            smallest = next(small, None)
            if smallest is None:
                self._forget_compounds()
                return unread
            words, item = self._phrase(smallest) or (smallest.words, Item("number", smallest.value))
            self._keep(words, item, smallest.text)

    def _keep(self, words: Words, item: Item, text: str) -> None:
        if item.value in THOUSANDS:
            item = Item("scale", item.value)
        self.words[words] = item
        self.texts[words] = next(
            (t for t in (mark.join(words) for mark in ("", "-", " ")) if t in text), " ".join(words)
        )
        self.longest = max(self.longest, len(words))

    def _read(self, numeral: Numeral) -> bool:
        """Read a numeral, learning what can be learnt from it."""
        items = list(self._items(numeral.words))
        new = [at for at, (_, item) in enumerate(items) if item is None]
        if new and self.glued and (numeral.value > 100 or not self.marked):
            parted = list(self._items([part for word in numeral.words for part in self._split(word) or [word]]))
            if all(item for _, item in parted) and self._adds_up(numeral.value, parted):
                return True
            if len(items) == 1 and not self.marked and self._last_scale(numeral):
                return True
        if not new:
            return self._adds_up(numeral.value, items)
        if len(new) > 1:
            return False
        if len(items) == 1:
            found = {Item("number", numeral.value)} if numeral.value in ROUND else set()
        else:
            found = self._guess(numeral.value, items, new[0])
        if len(found) == 1:
            self._keep(items[new[0]][0], found.pop(), numeral.text)
        return len(found) == 1

    def _items(self, words: Sequence[str]) -> Iterator[tuple[Words, Item | None]]:
        """The words of a numeral, phrases together, with what they are, so far as that is known."""
        at = 0
        while at < len(words):
            rest = list(words[at : at + self.longest])
            found = self._longest(rest)
            clitic = next((c for c in self.clitics if at and not found and rest[0].startswith(c)), "")
            if clitic and (found := self._longest([rest[0].removeprefix(clitic), *rest[1:]])):
                yield (clitic,), Item("joiner")
            yield (found, self.words[found]) if found else ((rest[0],), None)
            at += len(found) or 1

    def _longest(self, words: Sequence[str]) -> Words:
        starts = (tuple(words[:length]) for length in range(len(words), 0, -1))
        return next((start for start in starts if start in self.words), ())

    def _split(self, word: str) -> Words | None:
        """A word taken apart into known ones, the longest first."""
        if not word:
            return ()
        for length in range(len(word), 0, -1):
            if (word[:length],) in self.words and (rest := self._split(word[length:])) is not None:
                return (word[:length], *rest)
        return None

    def _adds_up(self, value: int, items: Sequence[tuple[Words, Item | None]]) -> bool:
        """Whether a numeral of known words comes out right, if need be when one of them is a scale and no number."""
        known = [item for _, item in items if item]
        if compose(known) == value:
            return True
        for at, item in enumerate(known):
            scale = Item("scale", item.value)
            if item.value in SCALES and compose([*known[:at], scale, *known[at + 1 :]]) == value:
                self.words[items[at][0]] = scale
                return True
        return False

    def _last_scale(self, numeral: Numeral) -> bool:
        """Learn the new scale, if there is one, that a word of known number words ends in."""
        word = numeral.words[0]
        for at in range(len(word) - 1, 0, -1):
            known = [item for _, item in self._items(self._split(word[:at]) or ())]
            for scale in (Item("scale", value) for value in SCALES if value >= 1000):
                if known and compose([*(item for item in known if item), scale]) == numeral.value:
                    self._keep((word[at:],), scale, word)
                    return True
        return False

    @staticmethod
    def _guess(value: int, items: Sequence[tuple[Words, Item | None]], at: int) -> set[Item]:
        """What the one new word of a numeral may be."""
        before = [item for _, item in items[:at] if item]
        after = [item for _, item in items[at + 1 :] if item]
        guesses = [Item("number", plain) for plain in PLAIN]
        guesses += [Item("scale", scale) for scale in SCALES if before]
        guesses += [Item("joiner")] if before and after else []
        return {guess for guess in guesses if compose([*before, guess, *after]) == value}

    def _phrase(self, numeral: Numeral) -> tuple[Words, Item] | None:
        """Words of a numeral that stand for a ten together, while the rest of it is known ("quatre-vingt" in 81)."""
        words = numeral.words
        found = []
        for start in range(len(words)):
            for end in range(start + 2, len(words) + (start > 0)):
                before = [item for _, item in self._items(words[:start])]
                after = [item for _, item in self._items(words[end:])]
                if words[start:end] in self.words or None in before or None in after:
                    continue
                for ten in TENS:
                    item = Item("number", ten)
                    if compose(known for known in (*before, item, *after) if known) == numeral.value:
                        found.append((words[start:end], item))
        return found[0] if len(found) == 1 else None

    def _forget_compounds(self) -> None:
        """Drop the words that come out right when they are taken apart like any other."""
        for words in list(self.words) if self.glued else ():
            item = self.words.pop(words)
            parts = self._split(words[0]) if len(words) == 1 and item.kind != "joiner" else None
            if not parts or compose(known for _, known in self._items(parts) if known) != item.value:
                self.words[words] = item


def has_joints(numerals: Iterable[Numeral]) -> bool:
    """Whether ICU marks joints within written words, for a language that writes number words together."""
    return any(len(n.words) > len(re.split("[ ,-]+", n.text)) for n in numerals)


def has_compounds(numerals: Iterable[Numeral]) -> bool:
    """Whether 11 to 99 are words made of two shorter number words, in a language whose joints are not marked."""
    simple = {n.text for n in numerals if n.value <= 10 or n.value in TENS}
    compounds = [n.text for n in numerals if 10 < n.value < 100 and n.value not in TENS]
    made = sum(any(text[:at] in simple and text[at:] in simple for at in range(len(text))) for text in compounds)
    return made > 0.8 * len(compounds) > 0


def clitics(numerals: Collection[Numeral]) -> list[str]:
    """Beginnings that numerals put before a number word that also stands alone (Arabic and Hebrew "and")."""
    alone = {numeral.words[0] for numeral in numerals if len(numeral.words) == 1 and numeral.value < 100}
    heads: Counter[str] = Counter()
    for value, words, _ in numerals:
        if value < 100 and len(words) > 1 and words[-1] not in alone:
            heads.update(words[-1][:length] for length in (1, 2) if words[-1][length:] in alone)
    return sorted(head for head, count in heads.items() if count >= 20)
