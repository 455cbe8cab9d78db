"""``battlex read``: reads one value, for bug reports, notebooks and case files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from battlex.cli import options


@click.command(short_help="Read one value: figures or a date.")
@click.argument("text")
@options.language(required=True)
@click.option(
    "-m",
    "--measure",
    type=click.Choice(["strength", "casualties"]),
    default="strength",
    show_default=True,
    help="What the value states.",
)
@click.option("--date", is_flag=True, help="Read a date instead of figures.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The notation, or all that is known of each reading.",
)
def command(text: str, language: str, measure: str, date: bool, form: str) -> int:
    """Read TEXT, the wikitext of one value, and print what battlex makes of it.

    With - as TEXT every line of standard input is a value, in which \\n stands for a line break; each is printed with
    its reading as the lines of case files are: VALUE => READING.

    \b
    battlex read "28万人" -l zh
    battlex read "5,369 captured/missing" -l en --measure casualties
    battlex read "12 September 490 BC" -l en --date
    battlex read - -l fr < values.txt
    """  # fmt: skip
    from battlex.cli.stdout import StandardOutput
    from battlex.render.json import compact

    failed = False
    with StandardOutput() as output:
        for value in _lines() if text == "-" else [text]:
            wikitext = value.replace("\\n", "\n") if text == "-" else value
            reading, data = _date(wikitext, language) if date else _figures(wikitext, language, measure)
            failed = failed or not reading
            if form == "json":
                output.write(compact(data) + "\n")
            elif text == "-":
                output.write(f"{value} => {reading}".rstrip() + "\n")
            elif reading:
                output.write(reading + "\n")
    if failed and text != "-":
        from battlex.cli.stderr import say

        say(f"no {'date' if date else measure} could be read in {text!r}")
    return int(failed)


def _lines() -> Iterator[str]:
    if sys.stdin is not None:
        for line in sys.stdin.buffer:
            yield line.decode("utf-8", "replace").rstrip("\r\n")


def _figures(wikitext: str, language: str, measure: str) -> tuple[str, Any]:
    import battlex

    figures = battlex.parse_figures(wikitext, language=language, measure=measure)
    return "; ".join(map(str, figures)), battlex.to_dict(figures)


def _date(wikitext: str, language: str) -> tuple[str, Any]:
    import battlex

    date = battlex.parse_date(wikitext, language=language)
    return date.edtf if date else "", battlex.to_dict(date)
