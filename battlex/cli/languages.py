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

_KINDS = {"figures": "figures in infoboxes", "date": "dates", "prose": "figures in running text"}
"""What accuracy is measured of."""


@click.command(short_help="List what is known of which language.")
@click.argument(
    "language",
    metavar="[LANG]",
    required=False,
    callback=options.known_language,
    shell_complete=options.complete_language,
)
def command(language: str | None) -> int:
    """List the languages that are read, or all that is known of LANG: templates, parameters, words.

    Where figures are not read (–), dates, people and the text of every field still are, as far as the words are known.
    Accuracy is the share read right of labelled values that battlex was developed with: figures of the infobox, dates,
    figures of the running text. Values that it has never seen are read less well.

    \b
    battlex languages
    battlex languages zh
    """
    from battlex.cli.stdout import StandardOutput
    from battlex.languages import codes, load

    with StandardOutput() as output:
        for line in _one(load(language)) if language else _all([load(code) for code in codes()]):
            output.write(line.rstrip() + "\n")
    return 0


def _all(languages: list[Language]) -> Iterator[str]:
    from rich.cells import set_cell_size

    from battlex.languages import accuracy
    from battlex.render.layout import cut

    measured = accuracy()
    widths = (max(len(language.code) for language in languages), 17, 16)

    def row(*cells: str) -> str:
        names = [set_cell_size(cut(name, width), width) for name, width in zip(cells, widths, strict=False)]
        return " ".join(names) + "".join(f"{number:>8}" for number in cells[len(widths) :])

    yield f"{'accuracy in the development set':>{len(row('', '', '', '', '', '', ''))}}"
    yield row("code", "language", "in itself", "words", "figures", "dates", "prose")
    for language in languages:
        name, native = (str(language.data.get(key, "")) for key in ("name", "native"))
        shares = [_share(measured.get(language.code, {}).get(kind)) for kind in _KINDS]
        if not language.supported:
            shares[0] = "–"
        yield row(language.code, name, native, str(sum(_words_in(language, section) for section in _WORDS)), *shares)


def _one(language: Language) -> Iterator[str]:
    from battlex.languages import accuracy

    yield f"{language.code}: {language.data.get('name', '')} ({language.data.get('native', '')})"
    yield f"figures are {'' if language.supported else 'not '}read"
    for section in _WORDS:
        if words := _words_in(language, section):
            yield f"{section:12} {words} words"
    measured = accuracy().get(language.code, {})
    for kind in _KINDS:
        if kind in measured:
            yield f"{'accuracy':12} {_share(measured[kind])} of {_KINDS[kind]}, in the development set"
    for box in language.data.get("infobox", ()):
        yield ""
        yield "Templates: " + ", ".join(box.get("names", ()))
        if box.get("source"):
            yield f"  {box['source']}"
        for field, names in box.get("parameters", {}).items():
            yield f"  {field:20} {', '.join(names)}"


def _words_in(language: Language, section: str) -> int:
    return sum(len(value) for value in language.section(section).values() if isinstance(value, (list, dict)))


def _share(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}%"
