"""``battlex languages``: what is known of which language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from battlex.cli import options

if TYPE_CHECKING:
    from battlex.languages import Language

_WORDS = (
    "numbers",
    "quantifiers",
    "nouns",
    "classifiers",
    "fates",
    "levels",
    "structure",
    "dates",
    "results",
    "people",
)


@click.command(short_help="List what is known of which language.")
@click.argument("language", metavar="[LANG]", required=False, callback=options.known_language)
def command(language: str | None) -> int:
    """List the languages that are read, or all that is known of LANG: templates, parameters, words.

    Where figures are not read, dates, people and the text of every field still are, as far as the words are known.

    \b
    battlex languages
    battlex languages zh
    """
    from battlex.cli.output import StandardOutput
    from battlex.languages import codes, load

    with StandardOutput() as output:
        for line in _one(load(language)) if language else _all([load(code) for code in codes()]):
            output.write(line.rstrip() + "\n")
    return 0


def _all(languages: list[Language]) -> Iterator[str]:
    from rich.cells import set_cell_size

    wide = max(len(language.code) for language in languages) + 2
    yield f"{'code':{wide}}language              in itself             figures  infoboxes  words"
    for language in languages:
        name, native = (str(language.data.get(key, "")) for key in ("name", "native"))
        yield (
            f"{language.code:{wide}}{set_cell_size(name, 20)}  {set_cell_size(native, 20)}  "
            f"{'yes' if language.supported else 'no':9}{len(_templates(language)):9}  {_count(language):5}"
        )


def _one(language: Language) -> Iterator[str]:
    yield f"{language.code}: {language.data.get('name', '')} ({language.data.get('native', '')})"
    yield f"figures are {'' if language.supported else 'not '}read"
    for section in _WORDS:
        words = sum(len(value) for value in language.section(section).values() if isinstance(value, (list, dict)))
        if words:
            yield f"{section:12} {words} words"
    for box in language.data.get("infobox", ()):
        yield ""
        yield "Templates: " + ", ".join(box.get("names", ()))
        if box.get("source"):
            yield f"  {box['source']}"
        for field, names in box.get("parameters", {}).items():
            yield f"  {field:20} {', '.join(names)}"


def _templates(language: Language) -> set[str]:
    return {name.casefold() for box in language.data.get("infobox", ()) for name in box.get("names", ())}


def _count(language: Language) -> int:
    sections = (language.section(name) for name in _WORDS)
    return sum(len(v) for section in sections for v in section.values() if isinstance(v, (list, dict)))
