"""Which words make which lexicon? Each is made of the merged tables of a language and its CLDR table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from battlex.languages.bare import phrase_key, runs
from battlex.languages.lexicon import APART, Lexicon, Sense, fold, fold_all

Tables = Mapping[str, Any]

_FIGURE_SECTIONS = (
    "numbers",
    "quantifiers",
    "nouns",
    "implies",
    "classifiers",
    "fates",
    "levels",
    "structure",
    "models",
)
_NO_DATE_WORDS = frozenset(("prefixes", "order", "units", "solar_from", "templates"))


def make_lexicon(name: str, data: Tables, cldr: Tables, where: str) -> Lexicon:
    """The lexicon of this name: ``figures``, ``dates``, ``parties``, else the words of the section of that name."""
    if name == "figures":
        return Lexicon(_figures(data, cldr), where)
    if name == "parties":
        return Lexicon(_parties(data), where)
    if name == "dates":
        lexicon = Lexicon(_dates(data, cldr), f"{where} [dates]")
        # Initials are words of their own in a text, and one word in a key.
        words = (word for key, listed in data.get("dates", {}).items() if key not in _NO_DATE_WORDS for word in listed)
        lexicon.max_words = max(lexicon.max_words, *(sum(1 for _ in runs(word)) for word in words), 1)
        return lexicon
    return Lexicon(_senses(name, data.get(name) or {}), where)


def months_of(data: Tables, cldr: Tables) -> dict[str, int]:
    """Month names in every form that CLDR and the file list, and the month they stand for."""
    return {**cldr.get("months", {}), **data.get("dates", {}).get("months", {})}


def _senses(section: str, table: Tables, prefix: str = "") -> Iterator[tuple[str, Sense]]:
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, list):
            sense = Sense(APART.get(key, section), name)
            for word in value:
                yield word, sense
        elif isinstance(value, dict):
            if value and all(isinstance(item, list) for item in value.values()):
                yield from _senses(section, value, f"{name}.")
            else:
                for word, item in value.items():
                    yield word, Sense(section, name, item)


def _figures(data: Tables, cldr: Tables) -> Iterator[tuple[str, Sense]]:
    """The words that figures are made of."""
    listed = set()
    for name in _FIGURE_SECTIONS:
        for word, sense in _senses(name, data.get(name) or {}):
            if sense.section == "numbers":
                listed.add(word.rstrip("*"))
            yield word, sense
    for key in ("numbers", "scales"):
        for word, value in cldr.get(key, {}).items():
            if word not in listed:
                yield word, Sense("numbers", "words" if key == "numbers" else key, value)
    joiners = {fold(word) for word in data.get("numbers", {}).get("joiners", ())}
    for word in cldr.get("joiners", ()):
        if fold(word) not in joiners | listed:
            yield word, Sense("numbers", "joiners")
    months = months_of(data, cldr)
    for calendar in _CALENDARS:
        # Later ones do not change what a word stands for: to a figure a month is a month.
        months = {**data.get("dates", {}).get(calendar, {}), **months}
    for word, value in months.items():
        yield word, Sense("dates", "months", value)


_CALENDARS = ("islamic", "persian")


def _parties(data: Tables) -> Iterator[tuple[str, Sense]]:
    """The demonyms: each word with the parties that it may denote."""
    table: dict[str, dict[str, None]] = {}
    listed = [(word, party) for party, words in data.get("demonyms", {}).items() for word in (party, *words)]
    for (_, party), word in zip(listed, fold_all([word for word, _ in listed]), strict=True):
        table.setdefault(word, {})[party] = None
    for word, found in list(table.items()):
        if word.endswith("*") and word[:-1] in table:
            table[word[:-1]].update(found)
    return ((word, Sense("demonyms", "party", tuple(found))) for word, found in table.items())


def _dates(data: Tables, cldr: Tables) -> Iterator[tuple[str, Sense]]:
    """The words of dates, bare."""
    listed = set()
    for key, words in data.get("dates", {}).items():
        if key in _NO_DATE_WORDS:
            continue
        for word in words:
            star = "*" if word.endswith("*") else ""
            bare = phrase_key(word)
            listed.add(bare)
            yield bare + star, Sense("dates", key, words[word] if isinstance(words, dict) else None)
    for word, month in months_of(data, cldr).items():
        bare = phrase_key(word)
        if bare and bare not in listed and not any(char.isdigit() for char in word):
            yield bare, Sense("dates", "months", month)
