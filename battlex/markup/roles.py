"""What do the templates of an edition do inside a value?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from battlex.kept import Kept
from battlex.languages import Language
from battlex.languages.names import template_key

_MOST_KEPT = 5_000
"""So many names of templates, as articles write them, are kept with what they do."""


class Roles:
    """What the templates of an edition do inside a value, by name."""

    def __init__(self, table: Mapping[str, Any], namespaces: Mapping[str, Iterable[str]], code: str = "") -> None:
        self.code = code
        self.files = frozenset(name.casefold() for name in namespaces.get("file", ()))
        self.hidden = frozenset(name.casefold() for name in namespaces.get("hidden", ()))
        self._exact: dict[str, tuple[str, str]] = {}
        self._prefix: list[tuple[str, tuple[str, str]]] = []
        self.of: Callable[[str], tuple[str, str]] = Kept(self._look_up, _MOST_KEPT).__getitem__
        """(role, value) of a template; ("unknown", "") where the language does not know it."""
        for role, names in table.items():
            if role == "fate":
                for fate, listed in names.items():
                    self._add(listed, role, fate)
            elif isinstance(names, dict):
                for name, value in names.items():
                    self._add([name], role, value)
            else:
                self._add(names, role, "")
        self._prefix.sort(key=lambda item: -len(item[0]))

    def _add(self, names: Iterable[str], role: str, value: str) -> None:
        for name in names:
            key = template_key(name.rstrip("*"))
            if name.endswith("*"):
                self._prefix.append((key, (role, value)))
            else:
                self._exact[key] = (role, value)

    def _look_up(self, name: str) -> tuple[str, str]:
        key = template_key(name)
        found = self._exact.get(key)
        if found is None:
            for prefix, role in self._prefix:
                if key.startswith(prefix):
                    return role
        return found or ("unknown", "")

    def dated(self, name: str) -> tuple[str, str] | None:
        """What a country's template with a year does ("FRA-1804", "JPN1889"): the same as that of the country."""
        base, dash, year = name.partition("-")
        if not dash:
            base, year = name[:-4], name[-4:]
        found = self._exact.get(template_key(base)) if base and year[:4].isdecimal() else None
        return found if found is not None and found[0] == "country" else None


@lru_cache(maxsize=256)
def roles_of(language: Language) -> Roles:
    """The template roles of a language, made once."""
    return Roles(language.section("templates"), language.section("namespaces"), language.code)
