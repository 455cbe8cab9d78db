"""Which editions use a template name, a parameter name, a script, a word? Writes ``index.json`` from the language files."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from battlex.languages import codes
from battlex.languages.lexicon import fold
from battlex.languages.names import parameter_key, template_key
from battlex.languages.schema import check

FILE = "index.json"


def build_index() -> dict[str, dict[str, list[str]]]:
    """Four tables, each from codes of editions, in one text, to the keys that speak for them, made from all language files.

    ``templates``: template keys. Names of the shared file speak for every edition: they stand under no code.
    ``parameters``: names that the shared file lacks, with ``#`` for the side, without the letter of its parts.
    ``scripts``: what the edition is written in. ``words``: frequent short words.
    """
    templates: dict[str, list[str]] = {}
    parameters: defaultdict[str, set[str]] = defaultdict(set)
    scripts: defaultdict[str, set[str]] = defaultdict(set)
    words: defaultdict[str, set[str]] = defaultdict(set)
    shared = _file("common")
    common = set(_parameters(shared))
    for key in _templates(shared):
        templates[key] = []
    for code in codes():
        data = _file(code)
        for key in _templates(data):
            listed = templates.setdefault(key, [code])
            if listed and code not in listed:
                listed.append(code)
        for key in _parameters(data):
            if key not in common:
                parameters[key].add(code)
        recognition = data.get("recognition", {})
        for script in (data["grammar"]["script"], *recognition.get("scripts", ())):
            scripts[script].add(code)
        for word in recognition.get("words", ()):
            words[fold(word)].add(code)
    return {
        "templates": _by_codes(templates),
        "parameters": _by_codes({key: sorted(found) for key, found in parameters.items()}),
        "scripts": _by_codes({key: sorted(found) for key, found in scripts.items()}),
        "words": _by_codes({key: sorted(found) for key, found in words.items()}),
    }


def write_index() -> None:
    """Write the index beside the language files."""
    text = json.dumps(build_index(), ensure_ascii=False, indent=0, separators=(",", ":"))
    Path(str(resources.files(__package__) / FILE)).write_text(text + "\n", encoding="utf-8")


def _file(code: str) -> Mapping[str, Any]:
    name = f"{code}.toml"
    data = tomllib.loads((resources.files(__package__) / name).read_text(encoding="utf-8"))
    check(data, name)
    return data


def _templates(data: Mapping[str, Any]) -> Iterator[str]:
    for block in data.get("infobox", ()):
        yield from map(template_key, block["names"])


def _parameters(data: Mapping[str, Any]) -> Iterator[str]:
    """The keys of parameter names; words for sides are put in, digits are not."""
    sides = [parameter_key(word) for word in data.get("sides", {})]
    for block in data.get("infobox", ()):
        for names in block.get("parameters", {}).values():
            for name in names:
                key = parameter_key(name.partition("=")[0]).replace("%", "").strip()
                yield key
                if "#" in key:
                    yield from (key.replace("#", side) for side in sides if not side.isdigit())


def _by_codes(table: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(table):
        found[" ".join(table[key])].append(key)
    return {codes: found[codes] for codes in sorted(found)}


if __name__ == "__main__":
    write_index()
