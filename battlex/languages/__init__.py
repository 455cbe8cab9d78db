"""What we know of each language, as data: loading, checking and looking up the files in this folder."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any

from battlex.errors import DataError, LanguageError
from battlex.languages.lexicon import APART, Lexicon, Sense, fold
from battlex.languages.names import template_key

SHARED = "common"
"""The file of what is the same in every edition."""

COMPILED = "compiled"
"""The folder of language files turned to JSON when the package is built (see ``compile``)."""

FIGURE_SECTIONS = (
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


@dataclass(frozen=True)
class Language:
    """One language: its file's tables, merged with the generated CLDR table, and the lexicons made of them."""

    code: str
    data: Mapping[str, Any]
    cldr: Mapping[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.code)

    def section(self, name: str) -> Mapping[str, Any]:
        """A section of the language file; empty where the file has none."""
        return self.data.get(name) or {}

    def words(self, section: str, key: str) -> tuple[str, ...]:
        """The words listed under a key, as written in the file."""
        return tuple(self.section(section).get(key) or ())

    @property
    def grammar(self) -> Mapping[str, Any]:
        """The ``grammar`` section: script, segmentation, marks, word order."""
        return self.section("grammar")

    @property
    def supported(self) -> bool:
        """True where the file holds words to read figures with, not only template and parameter names."""
        return "fates" in self.data

    @cached_property
    def figures(self) -> Lexicon:
        """The words that figures are made of."""
        entries = [(word, sense) for name in FIGURE_SECTIONS for word, sense in _senses(name, self.section(name))]
        listed = {word.rstrip("*") for word, sense in entries if sense.section == "numbers"}
        entries += [
            (word, Sense("numbers", "words", value))
            for word, value in self.cldr.get("numbers", {}).items()
            if word not in listed
        ]
        entries += [
            (word, Sense("numbers", "scales", value))
            for word, value in self.cldr.get("scales", {}).items()
            if word not in listed
        ]
        joiners = {fold(word) for word in self.words("numbers", "joiners")}
        entries += [
            (word, Sense("numbers", "joiners"))
            for word in self.cldr.get("joiners", ())
            if fold(word) not in joiners | listed
        ]
        entries += [(word, Sense("dates", "months", value)) for word, value in self.months.items()]
        return Lexicon(entries, f"{self.code}.toml")

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Month names in every form that CLDR and the file list, and the month they stand for."""
        return {**self.cldr.get("months", {}), **self.section("dates").get("months", {})}

    def lexicon(self, section: str) -> Lexicon:
        """The words of one section (dates, results, people …)."""
        return _section_lexicon(self, section)


@lru_cache(maxsize=256)
def _section_lexicon(language: Language, section: str) -> Lexicon:
    return Lexicon(_senses(section, language.section(section)), f"{language.code}.toml")


def _senses(section: str, table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Sense]]:
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, list):
            for word in value:
                yield word, Sense(APART.get(key, section), name)
        elif isinstance(value, dict):
            if value and all(isinstance(item, list) for item in value.values()):
                yield from _senses(section, value, f"{name}.")
            else:
                for word, item in value.items():
                    yield word, Sense(section, name, item)


def read(name: str) -> bytes:
    """The bytes of a file in this folder."""
    return (resources.files(__package__) / name).read_bytes()


def _compiled(code: str) -> Mapping[str, Any] | None:
    """A file's tables as ``compile`` left them; None where they are not those of the TOML file beside them.

    An installed package holds the compiled files only.
    """
    try:
        kept = json.loads(read(f"{COMPILED}/{code}.json"))
        data: Mapping[str, Any] = kept["data"]
        return data if zlib.crc32(read(f"{code}.toml")) == kept["checksum"] else None
    except FileNotFoundError as error:
        return None if COMPILED in str(error.filename) else data
    except (NotADirectoryError, ValueError, KeyError):
        return None


@cache
def own_tables(code: str) -> Mapping[str, Any]:
    """The checked tables of one file, as they stand in it."""
    compiled = _compiled(code)
    if compiled is not None:
        return compiled
    import tomllib

    from battlex.languages.schema import check

    try:
        data = tomllib.loads(read(f"{code}.toml").decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{code}.toml: {error}") from None
    check(data, f"{code}.toml")
    return data


def chain(code: str) -> list[str]:
    """A language and the files that it extends, nearest first."""
    found = [code]
    while (base := own_tables(found[-1]).get("extends")) and base not in found:
        found.append(base)
    return found


def tables(code: str) -> Mapping[str, Any]:
    """The checked tables of a language file, those of the files that it extends beneath them."""
    merged: Mapping[str, Any] = {}
    for one in reversed(chain(code)):
        own = own_tables(one)
        merged = merge(_without_roles(merged, own), own) if merged else own
    return merged


def _without_roles(base: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    """``base`` without the roles of templates that ``own`` gives a role itself: an edition's own template wins."""
    named = {template_key(name) for name in _role_names(own.get("templates", {}))}
    if not named:
        return base
    kept: dict[str, Any] = {}
    for role, names in base.get("templates", {}).items():
        if role == "fate":
            kept[role] = {fate: [n for n in listed if template_key(n) not in named] for fate, listed in names.items()}
        elif isinstance(names, dict):
            kept[role] = {n: value for n, value in names.items() if template_key(n) not in named}
        else:
            kept[role] = [n for n in names if template_key(n) not in named]
    return {**base, "templates": kept}


def _role_names(table: Mapping[str, Any]) -> Iterator[str]:
    for role, names in table.items():
        for listed in names.values() if role == "fate" else (names,):
            yield from listed


def merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """``own`` laid over ``base``: tables are merged key by key, lists are joined, other values replaced."""
    merged = dict(base)
    for key, value in own.items():
        under = merged.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            merged[key] = merge(under, value)
        elif isinstance(under, list) and isinstance(value, list):
            merged[key] = value + [item for item in under if item not in value]
        else:
            merged[key] = value
    return merged


@cache
def load(code: str) -> Language:
    """The language with this Wikipedia code ("en", "zh" …).

    Raises LanguageError, naming near codes, where there is no such file, and DataError where a file is wrong.
    """
    if code not in codes():
        raise LanguageError(no_language(code))
    data = tables(code)
    return Language(code, data, _cldr(code) or _cldr(str(data.get("extends"))))


def no_language(code: str) -> str:
    """That there is no language with this code, and which one is meant: by a country, another standard or its name."""
    near = _meant(code.strip().casefold().replace("_", "-"))
    return f"no language {code!r}; " + (f"did you mean {near!r}?" if near else "`battlex languages` lists them")


def _meant(code: str) -> str | None:
    others: Mapping[str, str] = own_tables(SHARED).get("other_codes", {})
    known = codes()
    for candidate in (code, *(code.rpartition("-")[0::2])):
        if (found := others.get(candidate, candidate)) in known:
            return found
    for one in known:
        if code in (str(own_tables(one).get(key, "")).casefold() for key in ("name", "native")):
            return one
    import difflib

    near = difflib.get_close_matches(code, [*known, *others], n=1, cutoff=0.7)
    return others.get(near[0], near[0]) if near else None


def _cldr(code: str) -> Mapping[str, Any]:
    """The generated table of a language; empty where CLDR has none."""
    try:
        table: Mapping[str, Any] = json.loads(read(f"cldr/{code}.json"))
    except FileNotFoundError:
        return {}
    return table


def accuracy() -> Mapping[str, Mapping[str, float]]:
    """The share of the development set that is read right, by language: ``figures``, ``date`` and ``prose``, as measured."""
    table: Mapping[str, Mapping[str, float]] = json.loads(read("accuracy.json"))
    return table


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """The codes of all languages that there is a file for, in alphabetical order."""
    folder = resources.files(__package__)
    names = {entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")}
    if not names:
        names = {entry.name.removesuffix(".json") for entry in (folder / COMPILED).iterdir()}
    return tuple(sorted(names - {SHARED}))
