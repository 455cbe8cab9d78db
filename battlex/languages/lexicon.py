"""Words of a language looked up in text: longest match, a final ``*`` for any ending."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence, Set
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from battlex.errors import DataError
from battlex.pattern import pattern

_SAME = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘`´ʹ′ʾʿ׳", "'"),
        "״": '"',
        **dict.fromkeys("-‐‑‒\u05be\u00a0\u202f\u2009\u2007\u3000\t\n", " "),
        "ё": "е",
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ـ": None,
        "ş": "ș",
        "ţ": "ț",
        "\u200b": None,
        "\u200c": " ",
        "\u200d": None,
        "\u00ad": None,
    }
)
_BLANKS = pattern(r" {2,}")
_APART = pattern(r"[ /]")
_PARTS = pattern(r"[ /'.]+")


_LONGEST_KEPT = 40
"""Texts of more characters are no words that come again."""


def fold(text: str) -> str:
    """The form in which words are compared: lower case, one kind of apostrophe and blank, no vowel points or stress marks."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _folded(text)


def _folded(text: str) -> str:
    text = text.lower()
    if text.isascii():
        if not text.isalnum():
            text = text.replace("-", " ").replace("`", "'").replace("\t", " ").replace("\n", " ")
            while "  " in text:
                text = text.replace("  ", " ")
        return text
    text = text.translate(_SAME)
    if any(map(unicodedata.combining, text)):
        text = "".join(c for c in text if not (unicodedata.combining(c) and not "\u3099" <= c <= "\u309a"))
    return _BLANKS.sub(" ", text) if "  " in text else text


_kept = lru_cache(maxsize=1 << 16)(_folded)

_BETWEEN = "\x1f"
"""Stands in no word, and folds to itself."""


def fold_all(words: Sequence[str]) -> list[str]:
    """Each word folded; all in one go takes a third of the time that one by one takes."""
    return _folded(_BETWEEN.join(words)).split(_BETWEEN) if words else []


_MOST_KEPT = 20_000
"""So many looked-up words are kept: a dump has many more, of which most occur once."""

_LONGEST_COMPOUND = 80
"""A longer row of letters is no compound, and not worth keeping."""


_DECLINED = frozenset({"nouns", "fates", "implies"})
_NOUNS = frozenset({"nouns"})
_SHORTEST_STEM, _LONGEST_ENDING, _MOST_ENDINGS = 3, 5, 5
"""Letters of a noun that endings may stand behind, and of one ending; so many readings of the endings are tried."""

BEGINNING = 3
"""So many letters of a word tell whether it may be the second one of a phrase."""


def beginnings(word: str) -> tuple[str, ...]:
    """The letters that a word begins with, from one to ``BEGINNING``."""
    return word[:1], word[:2], word[:BEGINNING]


APART = {
    "approx_after": "after",
    "at_least_after": "after",
    "at_most_after": "after",
    "between_after": "after",
    "ordinal_before": "ordinal",
    "ordinal_after": "ordinal",
    "year_before": "year",
    "year_after": "year",
    "out_of": "out",
    "beside": "beside",
    "whole": "whole",
}
"""Keys whose words may also stand under another key of the same section: their place in the text tells which is meant."""


_NONE: frozenset[str] = frozenset()
_NOT_YET: Any = object()


def lengths_by_beginning(stems: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Of how many letters the stems are that begin so, the longest first."""
    found: dict[str, tuple[int, ...]] = {}
    for stem in sorted(stems, key=len, reverse=True):
        lengths = found.get(stem[:BEGINNING], ())
        if len(stem) not in lengths:
            found[stem[:BEGINNING]] = (*lengths, len(stem))
    return found


class Sense(NamedTuple):
    """One meaning of a word: the section and key that list it, and its value (a number, a notation) if it has one."""

    section: str
    key: str
    value: Any = None


class Lexicon:
    """A set of words and phrases with their senses; one sense a section."""

    def __init__(self, entries: Iterable[tuple[str, Sense]], where: str = "") -> None:
        self.exact: dict[str, dict[str, Sense]] = {}
        self.stems: dict[str, dict[str, Sense]] = {}
        self._looked_up: dict[str, dict[str, Sense] | None] = {}
        self._seconds: dict[str, frozenset[str]] = {}
        listed = tuple(entries)
        # Words of one list share their senses until one of them gets another: thousands of small tables fewer.
        alone: dict[str, Sense] = {}
        shared: Sense | None = None
        for (word, sense), key in zip(listed, fold_all([word for word, _ in listed]), strict=True):
            table = self.exact
            if key.endswith("*"):
                table, key = self.stems, key[:-1]
            senses = table.get(key)
            if senses is None:
                if sense is not shared:
                    alone, shared = {sense.section: sense}, sense
                table[key] = alone
            elif (other := senses.get(sense.section)) is None:
                table[key] = {**senses, sense.section: sense}
            elif other != sense:
                raise DataError(
                    f"{where}: {word!r} is listed twice, under {other.section}.{other.key} and {sense.section}.{sense.key}"
                )
        self._measure()

    def only(self, section: str) -> Lexicon:
        """The words that have a sense of this section, with that sense alone."""
        made = Lexicon(())
        for table, whole in ((made.exact, self.exact), (made.stems, self.stems)):
            table.update((word, {section: senses[section]}) for word, senses in whole.items() if section in senses)
        made._measure()
        return made

    def _measure(self) -> None:
        keys = (*self.exact, *self.stems)
        self.max_length = max(map(len, keys), default=1)
        self.longest = {key: 1 for key in keys if key.isalnum()}
        """The most words that a phrase has which begins with this one."""
        self._phrases = phrases = dict[str, list[str]]()
        for key in keys:
            if not key.isalnum():
                words = _PARTS.split(key.strip("."))
                if len(words) > self.longest.get(words[0], 0):
                    self.longest[words[0]] = len(words)
                if len(words) > 1:
                    phrases.setdefault(words[0], []).append(key)
        self.max_words = max(self.longest.values(), default=1)

    @cached_property
    def longest_from(self) -> dict[str, int]:
        """The length of the longest word, listed as it is, that begins with a character."""
        found: dict[str, int] = {}
        for word in self.exact:
            if len(word) > found.get(word[:1], 0):
                found[word[:1]] = len(word)
        return found

    def seconds(self, first: str) -> frozenset[str]:
        """How the second words begin of phrases that begin with a word."""
        found = self._seconds.get(first)
        if found is None and (phrases := self._phrases.get(first)) is not None:
            begun = (_PARTS.split(phrase.strip("."), 2)[1][:BEGINNING] for phrase in phrases)
            found = self._seconds[first] = frozenset(filter(None, begun))
        return found or _NONE

    def thirds(self, first: str, second: str) -> frozenset[str] | None:
        """How the third words begin of phrases that begin with two words; None where a phrase ends with the second one."""
        found = set()
        for phrase in self._phrases.get(first, ()):
            begun = _PARTS.split(phrase.strip("."), 3)
            if len(begun) == 2 and second.startswith(begun[1]):
                return None
            if len(begun) > 2 and begun[1] == second:
                found.add(begun[2][:BEGINNING])
        return frozenset(found)

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        return lengths_by_beginning(self.stems)

    def _stems_of(self, key: str) -> tuple[int, ...]:
        """Of how many letters a stem may be that a word begins with, the longest first."""
        told = self._lengths.get
        return told(key[:BEGINNING], ()) + told(key[:2], ()) + told(key[:1], ())

    def word(self, key: str) -> dict[str, Sense] | None:
        """The senses of a folded word or phrase: listed as it is, else by the longest stem that it begins with."""
        kept: dict[str, Sense] | None = self._looked_up.get(key, _NOT_YET)
        if kept is not _NOT_YET:
            return kept
        found = self.exact.get(key)
        for length in self._stems_of(key):
            stem = self.stems.get(key[:length])
            if stem is not None and not _APART.search(key, length):
                # A form listed for one section keeps what its stem says in the others.
                found = stem if found is None else {**stem, **found}
                break
        if len(self._looked_up) < _MOST_KEPT and len(key) <= _LONGEST_COMPOUND:
            self._looked_up[key] = found
        return found

    def declined(self, key: str, cases: Set[str], listed: Sequence[str]) -> dict[str, Sense] | None:
        """The noun, or fate, whose listed form has no ending, or one of ``listed``, where a word has those of cases.

        Turkish stacks endings on the noun ("toplarından" of "top"); Slavic languages put one in the place of another
        ("чайках" of "чайка").
        """
        ends = [len(key)]
        for end in ends[:_MOST_ENDINGS]:
            for length in range(min(_LONGEST_ENDING, end - _SHORTEST_STEM), 0, -1):
                if key[end - length : end] not in cases:
                    continue
                stem = key[: end - length]
                told = _NOUNS if listed else _DECLINED
                for form in (stem, *(stem + ending for ending in listed)):
                    senses = self.exact.get(form)
                    if senses is not None and not told.isdisjoint(senses):
                        return {section: sense for section, sense in senses.items() if section in told}
                if not listed:
                    ends.append(end - length)
        return None

    def tail(self, key: str, least: int = 4) -> dict[str, Sense] | None:
        """The senses of the longest listed word that a compound ends in (the ``division`` of "infanteriedivision")."""
        if len(key) > _LONGEST_COMPOUND:
            return None
        for start in range(1, len(key) - least + 1):
            rest = key[start:]
            found = self.exact.get(rest)
            if found is None:
                for length in self._stems_of(rest):
                    if length < least:
                        break
                    found = self.stems.get(rest[:length])
                    if found is not None:
                        break
            if found is not None:
                return found
        return None


class Listed:
    """Whether any of some lexicons, or a list of words, has a word: one look instead of one in each for a word that none has."""

    def __init__(self, lexicons: Sequence[Lexicon], words: Iterable[str]) -> None:
        self.whole = {*words, *chain.from_iterable(lexicon.exact for lexicon in lexicons)}
        self.stems = {*chain.from_iterable(lexicon.stems for lexicon in lexicons)}
        self.lengths = lengths_by_beginning(self.stems)

    def __contains__(self, key: str) -> bool:
        if key in self.whole:
            return True
        lengths, stems = self.lengths, self.stems
        for begun in beginnings(key):
            for length in lengths.get(begun, ()):
                if key[:length] in stems:
                    return True
        return False
