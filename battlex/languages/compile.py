"""Language files as JSON beside the TOML, made when the package is built: they load in a tenth of the time.

All stand in one file (see ``archive``): each language that figures are read in as a text, with its CLDR table; all others
share one, which is smaller so. What is compiled is used only while the checksum in it is that of the TOML file beside it,
so that a changed word counts at once; an installed package holds what is compiled alone.
``python -m battlex.languages.compile`` makes it in place.
"""

from __future__ import annotations

import bz2
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

from battlex import languages
from battlex.languages.archive import BZIP2, FILTER, LZMA, LZMA_OF_UTF_16
from battlex.languages.packing import BAR, FRONT, NONE_SHARED, NUMBERED, SHORT, short_key

_FOR_THE_INDEX = frozenset({"recognition"})
"""Sections that the index alone is made of."""

_FEW = 8
"""So few number words are not worth another order."""

_MOST_SHARED = 25
"""Characters of a word that are told by one letter."""

_ALIKE = (
    "es pt it ro fr de nl sv",
    "ru uk",
    "pl cs hu fi tr id vi",
    "ko zh ja",
    "ar he fa",
    f"{languages.KEYS} en {languages.SHARED}",
    f"{languages.OTHERS} {languages.INDEX}",
)
"""Languages with many words in common (English with what is read for every language; and the index, which lists the templates of
those without words): together they take up to a sixth less, and one to four milliseconds more to read one of them."""

_SHARED_BY, _LEAST_KEY = 3, 3
"""A key of so many letters that so many languages have is written once for all of them."""


def compiled(code: str, keys: Mapping[str, str]) -> dict[str, Any]:
    """The tables of one file, the checksum of the TOML that they were made from, and its CLDR table."""
    tables = {key: value for key, value in languages.own_tables(code).items() if key not in _FOR_THE_INDEX}
    return {
        "checksum": languages.checksum(code),
        "data": packed(tables, keys),
        "cldr": packed(languages.own_cldr(code), {}),
    }


def packed(value: Any, keys: Mapping[str, str]) -> Any:
    """A table with each list of words as one text and short keys for long ones (``unpacked`` undoes it).

    Languages share hundreds of keys, from names of sections to peoples, and a file is compressed by itself: this saves
    a fifteenth of a package.
    """
    if isinstance(value, dict):
        if len(value) > _FEW and all(type(number) is int for number in value.values()):
            return _numbered(value)
        if taken := [key for key in value if key.startswith(SHORT)]:
            raise ValueError(f"keys would be taken for short ones: {taken}")
        return {keys.get(key, key): packed(inner, keys) for key, inner in value.items()}
    if isinstance(value, list) and value and all(isinstance(word, str) and BAR not in word for word in value):
        if len(value) > 2 and value == sorted(value):
            return FRONT + BAR.join(_fronted(value))
        return BAR + BAR.join(value)
    if isinstance(value, list):
        return [packed(inner, keys) for inner in value]
    if isinstance(value, str) and value.startswith((BAR, FRONT, NUMBERED)):
        raise ValueError(f"{value!r} would be taken for a list of words")
    return value


def _numbered(numbers: Mapping[str, int]) -> str:
    """Words in the order of their numbers, and how much more each says than the one before it."""
    words = sorted(numbers, key=lambda word: (numbers[word], word))
    if any(BAR in word or NUMBERED in word for word in words):
        raise ValueError(f"a number word holds {BAR} or {NUMBERED}")
    steps = [numbers[word] - numbers[before] for before, word in pairwise(words)]
    joined = ",".join(map(str, (numbers[words[0]], *steps)))
    return f"{NUMBERED}{BAR.join(words)}{NUMBERED}{joined}"


def _fronted(words: Iterable[str]) -> Iterator[str]:
    """Each word without what it shares with the word before it, behind a letter that tells how much that is."""
    before = ""
    for word in words:
        pairs = zip(before[:_MOST_SHARED], word, strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        yield chr(ord(NONE_SHARED) + shared) + word[shared:]
        before = word


def shared_keys(codes: Iterable[str]) -> dict[str, str]:
    """The keys that these languages share, and the short ones that stand for them; the most frequent are the shortest."""
    counted = Counter(key for code in codes for key in set(_keys(languages.own_tables(code))))
    listed = [key for key, count in counted.items() if count >= _SHARED_BY and len(key) >= _LEAST_KEY]
    listed.sort(key=lambda key: (-counted[key], key))
    return {key: short_key(number) for number, key in enumerate(listed)}


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(inner)


def compile_all() -> Path:
    """Compile every file into one in the package's folder; the file written."""
    path = Path(str(resources.files(__package__))) / languages.COMPILED
    # Made anew from the TOML files alone: what another version packed is not read.
    path.unlink(missing_ok=True)
    alone, together = [languages.SHARED], list[str]()
    for code in languages.codes():
        (alone if languages.load(code).supported else together).append(code)
    keys = shared_keys([*alone, *together])
    tables: dict[str, Any] = {code: compiled(code, keys) for code in alone}
    tables[languages.OTHERS] = {code: compiled(code, keys) for code in together}
    tables[languages.KEYS] = list(keys)
    tables[languages.TERRITORIES] = packed(json.loads(languages.read(f"{languages.TERRITORIES}/names.json")), {})
    tables[languages.INDEX] = json.loads(languages.read(f"{languages.INDEX}.json"))
    path.write_bytes(archived(tables, map(str.split, _ALIKE)))
    return path


def archived(tables: Mapping[str, Any], alike: Iterable[Sequence[str]] = ()) -> bytes:
    """The tables as an ``Archive`` has them, in the form that makes them smallest; those that are ``alike`` together."""
    groups = [group for names in alike if (group := [name for name in names if name in tables])]
    grouped = {name for group in groups for name in group}
    groups.extend([name] for name in tables if name not in grouped)
    places: dict[str, tuple[str, int, int, int, int]] = {}
    made = b""
    for group in groups:
        texts = [json.dumps(tables[name], ensure_ascii=False, separators=(",", ":")) for name in group]
        form, small = _smallest("".join(texts))
        first = 0
        for name, text in zip(group, texts, strict=True):
            places[name] = form, len(made), len(made) + len(small), first, first + len(text)
            first += len(text)
        made += small
    return json.dumps(places, separators=(",", ":")).encode() + b"\n" + made


def _smallest(text: str) -> tuple[str, bytes]:
    form, least = BZIP2, bz2.compress(text.encode())
    for other, encoding in ((LZMA, "utf-8"), (LZMA_OF_UTF_16, "utf-16-le")):
        for wide in (0, 1):
            filters = [{**FILTER, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4 - wide, "lp": wide, "pb": 0}]
            small = lzma.compress(text.encode(encoding), format=lzma.FORMAT_RAW, filters=filters)
            if len(small) < len(least):
                form, least = other, small
    return form, least


if __name__ == "__main__":
    print(f"{compile_all().name} written")
