"""What we know of each language, as data: loading, checking and looking up the files in this folder."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from typing import Any

from battlex.errors import DataError, LanguageError
from battlex.languages.archive import Archive
from battlex.languages.lexicon import Lexicon
from battlex.languages.lexicons import make_lexicon, months_of
from battlex.languages.names import template_key
from battlex.languages.packing import short_key, unpacked
from battlex.record import field, struct

_FOLDER = os.path.dirname(__file__)

SHARED = "common"
"""The file of what is the same in every edition."""

COMPILED = "compiled.bin"
"""The file of all language files turned to JSON when the package is built (see ``compile``)."""

OTHERS = "others"
"""The name under which languages share a compiled text which have none of their own."""

KEYS = "keys"
"""That of the keys that languages share."""

TERRITORIES = "territories"
"""The folder of what is known of territories, and the name of the compiled text of what they are called."""

INDEX = "index"
"""That of the index of editions (see ``index``)."""


@struct
class Language:
    """One language: its file's tables, merged with those it extends, the generated CLDR table, and the lexicons of both."""

    code: str
    data: Mapping[str, Any]
    cldr: Mapping[str, Any] = field(default_factory=dict)

    def section(self, name: str) -> Mapping[str, Any]:
        """A section of the language file; empty where the file has none."""
        return self.data.get(name) or {}

    def words(self, section: str, key: str) -> tuple[str, ...]:
        """The words listed under a key, as written in the file."""
        return tuple(self.section(section).get(key) or ())

    @cached_property
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
        return self.lexicon("figures")

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Month names in every form that CLDR and the file list, and the month they stand for."""
        return months_of(self.data, self.cldr)

    def lexicon(self, name: str) -> Lexicon:
        """The words of one section (results, people …), or the lexicon of this name (see ``lexicons``)."""
        return _lexicon(self, name)


_OF_FIGURES = frozenset(("nouns", "fates"))
"""Sections that the lexicon of figures holds whole."""


@lru_cache(maxsize=256)
def _lexicon(language: Language, name: str) -> Lexicon:
    if name in _OF_FIGURES:
        return language.figures.only(name)
    return make_lexicon(name, language.data, language.cldr, f"{language.code}.toml")


def read(name: str) -> bytes:
    """The bytes of a file in this folder."""
    # As importlib.resources does it, whose import takes longer than all the reading.
    with open(f"{_FOLDER}/{name}", "rb") as file:
        return file.read()


@cache
def _compiled(code: str) -> Mapping[str, Any]:
    """What ``compile`` made of a file; empty where it is not that of the TOML file beside it.

    An installed package holds the compiled files only.
    """
    for name in (code, OTHERS):
        with suppress(OSError, EOFError, ValueError, KeyError):
            file: Mapping[str, Any] = made(name)
            kept: Mapping[str, Any] = file if name == code else file[code]
            return kept if checksum(code) in (kept["checksum"], None) else {}
    return {}


@cache
def _archive() -> Archive:
    return Archive(f"{_FOLDER}/{COMPILED}")


def made(name: str) -> Any:
    """What was compiled under a name; OSError where nothing was compiled, KeyError where there is no such name."""
    return json.loads(_archive().text(name))


@cache
def _long_keys() -> Mapping[str, str]:
    return {short_key(number): key for number, key in enumerate(made(KEYS))}


def checksum(code: str) -> int | None:
    """That of a language's TOML file; None in an installed package, which has none."""
    try:
        return zlib.crc32(read(f"{code}.toml"))
    except FileNotFoundError:
        return None


@cache
def own_tables(code: str) -> Mapping[str, Any]:
    """The checked tables of one file; lists that are sets of words are in alphabetical order."""
    if compiled := _compiled(code):
        tables: Mapping[str, Any] = unpacked(compiled["data"], _long_keys())
        return tables
    import tomllib

    from battlex.languages.schema import check

    try:
        data = tomllib.loads(read(f"{code}.toml").decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{code}.toml: {error}") from None
    check(data, f"{code}.toml")
    return {section: _in_order(table) if section in _SETS else table for section, table in data.items()}


_SETS = frozenset(
    "dates demonyms fates levels models nouns numbers people prose quantifiers results structure templates".split()
)
"""Sections whose lists are sets of words."""


def _in_order(value: Any) -> Any:
    """A table whose lists of words are in alphabetical order."""
    if isinstance(value, dict):
        return {key: _in_order(inner) for key, inner in value.items()}
    return sorted(value) if isinstance(value, list) and all(isinstance(word, str) for word in value) else value


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
    return Language(code, tables(code), cldr(code))


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


def cldr(code: str) -> Mapping[str, Any]:
    """The generated table of a language, or of one that it extends; empty where CLDR has none."""
    return next((table for one in chain(code) if (table := own_cldr(one))), {})


def own_cldr(code: str) -> Mapping[str, Any]:
    """The generated table of a language itself; empty where CLDR has none."""
    try:
        table: Mapping[str, Any] = json.loads(read(f"cldr/{code}.json"))
    except FileNotFoundError:
        table = unpacked(_compiled(code).get("cldr", {}), {})
    return table


def accuracy() -> Mapping[str, Mapping[str, float]]:
    """The share of the development set that is read right, by language: ``figures``, ``date`` and ``prose``, as measured."""
    table: Mapping[str, Mapping[str, float]] = json.loads(read("accuracy.json"))
    return table


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """The codes of all languages that there is a file for, in alphabetical order."""
    listed = _names(_FOLDER, ".toml") or {*_archive().places, *made(OTHERS)}
    return tuple(sorted(listed - {SHARED, OTHERS, KEYS, TERRITORIES, INDEX}))


def territories() -> Mapping[str, Sequence[str]]:
    """The folded names of each territory in the languages that are read, by its code (CLDR)."""
    try:
        table: Mapping[str, Sequence[str]] = json.loads(read(f"{TERRITORIES}/names.json"))
    except FileNotFoundError:
        table = unpacked(made(TERRITORIES), {})
    return table


def _names(folder: str, ending: str) -> set[str]:
    with os.scandir(folder) as entries:
        return {entry.name.removesuffix(ending) for entry in entries if entry.name.endswith(ending)}
