"""``battlex extract``: the battles of the inputs as JSON, CSV or tables."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from battlex.cli import options

if TYPE_CHECKING:
    from battlex.cli.report import Report
    from battlex.model import Battle

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
SUFFIXES = {"": "json", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv",
            ".txt": "table"}  # fmt: skip
TABLES = ("battles", "sides", "figures", "people")


@click.command()
@options.inputs
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="By default: table on a terminal, json into a pipe, csv with --table, else what FILE's name says.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR/",
    help="Write a file, whole or not at all; DIR/ gets all tables as CSV (or TSV) and a datapackage.json.",
)
@click.option(
    "-t",
    "--table",
    type=click.Choice(TABLES),
    help="Rows instead of battles: a row a battle, side, figure or commander.  [default with csv: sides]",
)
@options.language()
@options.no_prose
@click.option("--strict", is_flag=True, help="Exit with 1 where anything was not understood.")
@click.option("--raw-csv", is_flag=True, help="Leave CSV cells that a spreadsheet would run as a formula.")
@options.encoding
@options.color
@options.quiet
@options.verbose
def command(
    inputs: tuple[str, ...],
    form: str | None,
    output: str | None,
    table: str | None,
    language: str | None,
    no_prose: bool,
    strict: bool,
    raw_csv: bool,
    encoding: str | None,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Extract the battles of articles as JSON, CSV or tables.

    INPUT is a file of wikitext, an export or dump, an answer of the API, a folder of these, or - for standard input.
    Battles are written as they are read, so any number of them will do.

    \b
    battlex extract xinkou.wikitext | jq '.[0].sides[].strength.figures[0].min'
    battlex extract articles/ -f csv > sides.csv
    battlex extract dump.xml.bz2 --no-prose -o battles.jsonl
    battlex extract articles/ -o tables/
    """  # fmt: skip
    from battlex.cli.report import Report
    from battlex.cli.run import battles

    folder = output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    form = form or _default_format(output, folder, table)
    if form == "table" and table:
        raise click.UsageError("--table gives rows; choose -f csv, tsv, json or jsonl")
    if folder and form not in ("csv", "tsv"):
        raise click.UsageError(f"-o {output} takes -f csv or -f tsv; name a file for {form}")
    report = Report(quiet=quiet, verbose=verbose, strict=strict)
    found = battles(inputs, report, language=language, encoding=encoding, prose=not no_prose)
    if folder:
        _write_folder(Path(output or ""), found, form, raw_csv, report)
    else:
        _write(output, _text(found, form, table, raw_csv, color if output in (None, "-") else "never"), report)
    report.summary()
    return report.status


def _default_format(output: str | None, folder: bool, table: str | None) -> str:
    if folder:
        return "csv"
    if output not in (None, "-"):
        suffix = Path(output or "").suffix.lower()
        if suffix not in SUFFIXES:
            raise click.UsageError(f"-o {output}: no known format ends in {suffix}; choose one with -f")
        return "csv" if table and not suffix else SUFFIXES[suffix]
    return "csv" if table else "table" if options.is_terminal() else "json"


def _text(battles: Iterable[Battle], form: str, table: str | None, raw: bool, color: str) -> Iterator[str]:
    """The output in this format, a piece a battle."""
    if form == "table":
        from battlex.render import table as pictures

        return pictures.stream(battles, **options.look(color)._asdict())
    if form in ("csv", "tsv"):
        from battlex.render import csv
        from battlex.render.records import find_table

        delimiter = csv.COMMA if form == "csv" else csv.TAB
        return csv.stream(battles, find_table(table or "sides"), delimiter, raw=raw)
    from battlex.render import json

    values = _rows(battles, table) if table else _dicts(battles)
    return json.array(values) if form == "json" else json.lines(values)


def _dicts(battles: Iterable[Battle]) -> Iterator[Any]:
    from battlex.model import to_dict

    return map(to_dict, battles)


def _rows(battles: Iterable[Battle], table: str) -> Iterator[Any]:
    from battlex.render.records import find_table

    rows = find_table(table).records
    return (row for number, battle in enumerate(battles, 1) for row in rows(number, battle))


def _write(output: str | None, text: Iterator[str], report: Report) -> None:
    from battlex.cli.output import Nothing, StandardOutput, files

    if output in (None, "-"):
        with StandardOutput() as standard:
            for piece in text:
                standard.write(piece)
        return
    with files([Path(output or "")]) as (file,):
        for piece in text:
            file.write(piece)
        if report.errors and not report.battles:
            report.note(f"{output}: not written, since nothing was read")
            raise Nothing


def _write_folder(folder: Path, battles: Iterable[Battle], form: str, raw: bool, report: Report) -> None:
    """All tables in one pass, and the datapackage.json that describes them."""
    from battlex.cli.output import Nothing, files
    from battlex.errors import BattlexError
    from battlex.render import csv, json
    from battlex.render.records import TABLES as tables
    from battlex.schema.tables import data_package

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BattlexError(f"{folder}: cannot be made ({error.strerror}); name another folder") from None
    delimiter = csv.COMMA if form == "csv" else csv.TAB
    sheets = [csv.Sheet(table, delimiter, raw=raw) for table in tables.values()]
    names = [f"{name}.{form}" for name in tables]
    with files([folder / name for name in (*names, "datapackage.json")]) as (*opened, package):
        for sheet, file in zip(sheets, opened, strict=True):
            file.write(sheet.header())
        for number, battle in enumerate(battles, 1):
            for sheet, file in zip(sheets, opened, strict=True):
                file.write(sheet.lines(number, battle))
        if report.errors and not report.battles:
            report.note(f"{folder}: not written, since nothing was read")
            raise Nothing
        package.write(json.layout(data_package(form)) + "\n")
