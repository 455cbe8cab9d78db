"""Which field of a battle, and of which side, does a parameter of an infobox fill?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from battlex.kept import Kept
from battlex.languages import Language
from battlex.languages.names import parameter_key, template_key
from battlex.record import Record, record

SIDE = "#"
"""Stands for the side in a parameter name of a language file."""

SUBSIDE = "%"
"""Stands for the letter of a part of a side, which may be missing."""

LONGEST = 100
"""No parameter's name is longer; what is was taken for one in broken wikitext."""

_MOST_KEPT = 1_000
"""So many names, as articles write them, are kept with what they fill."""

Block = Mapping[str, Any]


@record
class Assigned(Record):
    """A field (see ``FIELDS`` of the schema), the side it belongs to, and the letter of a part of that side or ""."""

    field: str
    side: int | None
    sub: str = ""


class Aliases:
    """The parameter names of one infobox template in one language."""

    def __init__(self, tables: Iterable[Mapping[str, Iterable[str]]], language: Language) -> None:
        """``tables`` map fields to names, as in a language file; of a name that stands twice, the first place counts."""
        self._sides = {parameter_key(word): int(side) for word, side in language.section("sides").items()}
        self._subs = {parameter_key(letter): str(sub) for letter, sub in language.section("subsides").items()}
        self._names: dict[str, Assigned] = {}
        self._met = Kept(self._assigned, _MOST_KEPT, LONGEST)
        for table in tables:
            for field, names in table.items():
                for name in names:
                    key, assigned = read_name(field, name)
                    self._names.setdefault(key, assigned)
                    if SUBSIDE in key:
                        self._names.setdefault(key.replace(SUBSIDE, "").strip(), assigned)

    def assign(self, name: str) -> Assigned | None:
        """What a parameter with this name, as written in the article, fills; None where it is not known."""
        return self._met[name]

    def _assigned(self, name: str) -> Assigned | None:
        if len(name) > LONGEST or SIDE in name or SUBSIDE in name:
            return None
        key = parameter_key(name)
        found = self._names.get(key)
        if found is not None:
            return found
        for shape, side, sub in self._shapes(key):
            found = self._names.get(shape)
            if found is not None:
                return Assigned(found.field, side, found.sub or sub)
        return None

    def _shapes(self, key: str) -> Iterator[tuple[str, int, str]]:
        """The ways to read a side, and a part of it, out of a name; the last place in the name comes first."""
        for word, side in self._sides.items():
            at = key.rfind(word)
            while at >= 0:
                before, after = key[:at], key[at + len(word) :]
                yield before + SIDE + after, side, ""
                rest = after.lstrip()
                blanks = after[: len(after) - len(rest)]
                for letter, sub in self._subs.items():
                    if rest.startswith(letter):
                        yield before + SIDE + blanks + SUBSIDE + rest[len(letter) :], side, sub
                at = key.rfind(word, 0, at)


def read_name(field: str, name: str) -> tuple[str, Assigned]:
    """A name as it stands in a language file, read: (its key, what it fills).

    ``#`` and ``%`` stay in the key. "name=2", "name=2b", "name#=b" fix the side, the part of it, or both.
    """
    name, _, fixed = name.partition("=")
    digits = fixed.rstrip("abcdefgh")
    return parameter_key(name), Assigned(field, int(digits) if digits else None, fixed[len(digits) :])


@lru_cache(maxsize=512)
def aliases(language: Language, template: str) -> Aliases:
    """The parameter names of a template, named as an article writes it.

    First those of the language's block that names it and of the blocks that this one extends, then those of all other
    blocks: editors take a name from one template to another, and a template that no block names is like the others.
    """
    blocks: list[Block] = list(language.data.get("infobox") or ())
    named = _named(blocks, template_key(template))
    chain = blocks if named is None else [*_chain(blocks, named), *blocks]
    return Aliases((block.get("parameters") or {} for block in chain), language)


def _named(blocks: Iterable[Block], key: str) -> Block | None:
    """The first block that names the template; a name before a colon may be that of the template namespace."""
    for block in blocks:
        if any(template_key(name) == key for name in block["names"]):
            return block
    return _named(blocks, key.partition(":")[2].strip()) if ":" in key and not key.startswith("#") else None


def _chain(blocks: list[Block], block: Block) -> Iterator[Block]:
    """A block, the one it extends, the one that this extends …; shared blocks stand last in the list."""
    seen: list[Block] = []
    while block not in seen:
        seen.append(block)
        yield block
        base = block.get("extends")
        if base is None:
            return
        bases = (other for other in reversed(blocks) if template_key(base) in map(template_key, other["names"]))
        block = next(bases, block)


@lru_cache(maxsize=256)
def infobox_names(language: Language) -> frozenset[str]:
    """The keys (see ``template_key``) of all infobox templates that the language knows."""
    return frozenset(template_key(name) for block in language.data.get("infobox") or () for name in block["names"])
