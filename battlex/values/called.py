"""What a name says of a side, whichever side it is: its words, which of them many sides share, the parties it denotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.values.phrases import Word, find, words

_SHORTEST = 4
"""No fewer letters are left of a word without its clitic."""

_INITIALS = 3
"""Fewer letters stand for too many names."""


class Called(NamedTuple):
    """A name: its words; for each, whether many sides share it, and whether it is of a listed party.

    ``keys`` are what each word is looked up by (see ``Forms``); ``parties`` those of each listed word or phrase, with 2
    where all else of the name is shared, else 1; ``initials`` the letters that the name may be shortened to.
    """

    words: Sequence[Word]
    generic: Sequence[bool]
    listed: Sequence[bool]
    keys: Sequence[Iterable[str]]
    parties: Sequence[tuple[Sequence[str], int]]
    initials: Iterable[str]


class Forms:
    """How the words of a language are compared: the forms of one, and what it is looked up by."""

    def __init__(self, language: Language) -> None:
        segmentation = language.grammar.get("segmentation", "words")
        self.characters = segmentation == "characters"
        self.least = 4 if segmentation == "words" else 2
        clitics = map(fold, language.grammar.get("prefixes", ()))
        self.clitics = sorted((clitic for clitic in clitics if clitic.isalpha()), key=len, reverse=True)

    def keys(self, word: str) -> Iterable[str]:
        """What the forms of a word are looked up by."""
        length = 1 if self.characters else self.least
        return dict.fromkeys(form[:length] for form in self.of(word)) if self.clitics else (word[:length],)

    def of(self, word: str) -> tuple[str, ...]:
        """A word, and without the longest clitic that it may begin with ("للمرابطين")."""
        for clitic in self.clitics:
            if word.startswith(clitic) and len(word) - len(clitic) >= _SHORTEST:
                return word, word[len(clitic) :]
        return (word,)


@lru_cache(maxsize=64)
def forms_of(language: Language) -> Forms:
    """How a language's words are compared."""
    return Forms(language)


def shared(text: str, sequence: Sequence[Word], language: Language) -> list[bool]:
    """For each word, whether it is one that names of many sides share ("army", "kingdom"), or speaks of victory."""
    flags = [False] * len(sequence)
    for hit in find(text, sequence, language.lexicon("results"), "results", language):
        if hit.sense.key != "bloc":
            flags[hit.first : hit.last] = [True] * (hit.last - hit.first)
    return flags


@lru_cache(maxsize=1 << 9)
def called(text: str, language: Language) -> Called:
    """What a name says; an article asks it of each for its result and for its running text."""
    sequence = words(text, language)
    generic = shared(text, sequence, language)
    listed = [False] * len(sequence)
    denoted = []
    for hit in find(text, sequence, language.lexicon("parties"), "demonyms", language):
        listed[hit.first : hit.last] = [True] * (hit.last - hit.first)
        whole = all(generic[: hit.first]) and all(generic[hit.last :])
        denoted.append((tuple(hit.sense.value), 2 if whole else 1))
    keys = [forms_of(language).keys(word.norm) for word in sequence]
    return Called(sequence, generic, listed, keys, denoted, _initials(text, sequence))


def _initials(text: str, sequence: Sequence[Word]) -> set[str]:
    """The first letters of a name: of all words that are not short, and of those with a capital alone."""
    longer = "".join([word.norm[0] for word in sequence if len(word.norm) >= _INITIALS])
    capital = "".join([word.norm[0] for word in sequence if text[word.start].isupper()])
    return {letters for letters in (longer, capital) if len(letters) >= _INITIALS}
