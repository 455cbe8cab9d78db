"""``battlex extract``: the battles of the inputs as JSON, CSV or tables."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from battlex.cli import options

if TYPE_CHECKING:
    from pathlib import Path

    from battlex.dump.forms import Form
    from battlex.dump.run import Task
    from battlex.dump.work import Workers

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
SUFFIXES = {"": "json", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv",
            ".txt": "table"}  # fmt: skip
TABLES = ("battles", "sides", "figures", "people")


def _namespaces(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[int, ...] | None:
    """The numbers, 0 where there are none; None for all."""
    if "all" in values:
        return None
    try:
        return tuple(int(value) for value in values) or (0,)
    except ValueError:
        raise click.BadParameter("a number, or all", context, parameter) from None


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
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read a dump.  [default: one a processor]",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have dumps and files read by a Dask cluster, at tcp://…, or local: one on this machine (extra dask).",
)
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted; the same options, with -o.")
@click.option(
    "--namespace",
    "namespaces",
    multiple=True,
    metavar="N",
    callback=_namespaces,
    help="Namespaces of pages to read, by number, or all; may be given several times.  [default: 0, articles]",
)
@options.manner
def command(
    inputs: tuple[str, ...],
    form: str | None,
    output: str | None,
    table: str | None,
    language: str | None,
    no_prose: bool,
    strict: bool,
    raw_csv: bool,
    jobs: int | None,
    cluster: str | None,
    resume: bool,
    namespaces: tuple[int, ...] | None,
    encoding: str | None,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Extract the battles of articles as JSON, CSV or tables.

    INPUT is a file of wikitext, an export or dump, an answer of the API, a folder of these, or - for standard input.
    Battles are written as they are read, so any number of them will do. Dumps are read by all processors; the output is
    the same whatever their number.

    \b
    battlex extract xinkou.wikitext | jq '.[0].sides[].strength.figures[0].min'
    battlex extract articles/ -f csv > sides.csv
    battlex extract dump.xml.bz2 --no-prose -o battles.jsonl --resume
    battlex extract articles/ -o tables/
    battlex extract 's3://dumps/*.bz2' --cluster tcp://scheduler:8786 -o battles.jsonl
    """  # fmt: skip
    from battlex.cli import short
    from battlex.cli.inputs import inputs_of
    from battlex.cli.report import Report
    from battlex.read.files import is_address

    output = None if output == "-" else output
    if output is not None and is_address(output):
        raise click.UsageError(f"-o {output}: files of this machine only; write to standard output and pipe it on")
    folder = output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))
    form = form or _default_format(output, folder, table)
    if form == "table" and table:
        raise click.UsageError("--table gives rows; choose -f csv, tsv, json or jsonl")
    if folder and form not in ("csv", "tsv"):
        raise click.UsageError(f"-o {output} takes -f csv or -f tsv; name a file for {form}")
    if resume and output is None:
        raise click.UsageError("--resume goes on with a file or folder; name it with -o")
    if cluster not in (None, "local") and jobs is not None:
        raise click.UsageError("-j counts processes of this machine; a cluster has its own workers")
    report = Report(quiet=quiet, verbose=verbose, strict=strict)
    shown = color if output is None else "never"
    made = _form(form, table, raw_csv, folder, shown)
    files = inputs_of(inputs, report)
    if cluster is None and output is None and short.is_short(files, encoding):
        from battlex.cli.run import battles

        paths = [one.path for one in files]
        given = battles(paths, report, language=language, encoding=encoding, prose=not no_prose, namespaces=namespaces)
        short.to_standard_output(given, made)
        report.summary()
        return report.status
    from pathlib import Path

    from battlex.cli.long import Long, is_large
    from battlex.cli.progress import Progress
    from battlex.cli.writing import to_files, to_standard_output
    from battlex.dump.run import Task

    task = Task(made, language, not no_prose, namespaces, report.tells)
    large = cluster is not None or is_large(files)
    with ExitStack() as stack:
        workers = _workers(task, jobs, stack) if cluster is None else _cluster(task, cluster, jobs, stack)
        progress = Progress(report, sum(one.size for one in files), quiet=quiet or not large)
        long = Long(files, task, report, stack.enter_context(progress), workers, encoding, cluster is not None)
        if output is None:
            to_standard_output(long)
        else:
            to_files(long, *_files(Path(output), folder, form), keep=large or resume, resume=resume)
    report.summary()
    return report.status


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _workers(task: Task, jobs: int | None, stack: ExitStack) -> Callable[[], Workers]:
    """Gives those who do the work, who are the same for all inputs, and ends them with the stack."""
    made: list[Workers] = []

    def workers() -> Workers:
        if not made:
            count = jobs or _processors()
            if count == 1:
                from battlex.dump.work import Alone

                made.append(Alone(task))
            else:
                from battlex.dump.pool import Processes

                made.append(stack.enter_context(Processes(task, count)))
        return made[0]

    return workers


def _cluster(task: Task, where: str, jobs: int | None, stack: ExitStack) -> Callable[[], Workers]:
    """The workers of a cluster, who are looked for at once, so that a run that finds none does nothing."""
    from battlex.dump.cluster import Cluster, connected

    workers = stack.enter_context(Cluster(stack.enter_context(connected(where, jobs or _processors())), task))
    return lambda: workers


def _default_format(output: str | None, folder: bool, table: str | None) -> str:
    if folder:
        return "csv"
    if output is not None:
        suffix = os.path.splitext(output)[1].lower()
        if suffix not in SUFFIXES:
            raise click.UsageError(f"-o {output}: no known format ends in {suffix}; choose one with -f")
        return "csv" if table and not suffix else SUFFIXES[suffix]
    return "csv" if table else "table" if options.is_terminal() else "json"


def _form(form: str, table: str | None, raw: bool, folder: bool, color: str) -> Form:
    from battlex.dump import forms

    if form == "table":
        return forms.Pictures(**options.look(color)._asdict())
    if form in ("csv", "tsv"):
        from battlex.render import csv

        return forms.Sheets(TABLES if folder else (table or "sides",), csv.COMMA if form == "csv" else csv.TAB, raw)
    if table:
        return forms.JsonRows(table, form == "jsonl")
    return forms.JsonLines() if form == "jsonl" else forms.JsonArray()


def _files(output: Path, folder: bool, form: str) -> tuple[list[Path], dict[Path, str]]:
    """The files that are written; those whose text is known, with it."""
    if not folder:
        return [output], {}
    from battlex.errors import BattlexError
    from battlex.render import json
    from battlex.schema.tables import data_package

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BattlexError(f"{output}: cannot be made ({error.strerror}); name another folder") from None
    package = json.layout(data_package(form)) + "\n"
    return [output / f"{table}.{form}" for table in TABLES], {output / "datapackage.json": package}
