"""``battlex extract``: the battles of the inputs as JSON, CSV or tables."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from battlex.cli import options

if TYPE_CHECKING:
    from battlex.cli.long import Long
    from battlex.cli.report import Report
    from battlex.dump.forms import Form
    from battlex.dump.run import Task
    from battlex.dump.work import Workers

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
SUFFIXES = {"": "json", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv",
            ".txt": "table"}  # fmt: skip
TABLES = ("battles", "sides", "figures", "people")
_SAVE_SECONDS = 2.0
"""So much of a run an interruption may cost."""


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
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted; the same options, with -o.")
@click.option(
    "--namespace",
    "namespaces",
    multiple=True,
    metavar="N",
    callback=_namespaces,
    help="Namespaces of pages to read, by number, or all; may be given several times.  [default: 0, articles]",
)
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
    jobs: int | None,
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
    """  # fmt: skip
    from battlex.cli.long import Long, inputs_of, is_large
    from battlex.cli.progress import Progress
    from battlex.cli.report import Report
    from battlex.dump.run import Task

    folder = output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    form = form or _default_format(output, folder, table)
    if form == "table" and table:
        raise click.UsageError("--table gives rows; choose -f csv, tsv, json or jsonl")
    if folder and form not in ("csv", "tsv"):
        raise click.UsageError(f"-o {output} takes -f csv or -f tsv; name a file for {form}")
    if resume and output in (None, "-"):
        raise click.UsageError("--resume goes on with a file or folder; name it with -o")
    report = Report(quiet=quiet, verbose=verbose, strict=strict)
    shown = color if output in (None, "-") else "never"
    task = Task(_form(form, table, raw_csv, folder, shown), language, not no_prose, namespaces, report.tells)
    files = inputs_of(inputs, report)
    large = is_large(files)
    with ExitStack() as stack:
        progress = Progress(report, sum(one.size for one in files), quiet=quiet or not large)
        long = Long(files, task, report, stack.enter_context(progress), _workers(task, jobs, stack), encoding)
        if output in (None, "-"):
            _to_standard_output(long)
        else:
            _to_files(long, Path(output or ""), folder, form, keep=large or resume, resume=resume)
    report.summary()
    return report.status


def _workers(task: Task, jobs: int | None, stack: ExitStack) -> Callable[[], Workers]:
    """Gives those who do the work, who are the same for all inputs, and ends them with the stack."""
    made: list[Workers] = []

    def workers() -> Workers:
        if not made:
            count = jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
            if count == 1:
                from battlex.dump.work import Alone

                made.append(Alone(task))
            else:
                from battlex.dump.pool import Processes

                made.append(stack.enter_context(Processes(task, count)))
        return made[0]

    return workers


def _default_format(output: str | None, folder: bool, table: str | None) -> str:
    if folder:
        return "csv"
    if output not in (None, "-"):
        suffix = Path(output or "").suffix.lower()
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


def _to_standard_output(long: Long) -> None:
    from battlex.cli.long import Mark
    from battlex.cli.output import StandardOutput
    from battlex.dump.checkpoint import State

    with StandardOutput() as standard, closing(long.found(Mark(0, None))) as found:
        for texts in _texts(long, found, State()):
            if isinstance(texts, tuple):
                standard.write(texts[0])


def _texts(long: Long, found: Iterator[Found | Mark], state: State) -> Iterator[tuple[str, ...] | Mark]:
    """What is written, with marks where everything before is; ``state`` counts the battles."""
    form = long.task.form
    if not state.sizes:
        yield form.start()
    for one in found:
        if isinstance(one, tuple) and hasattr(one, "made"):
            state.number += 1
            texts = form.texts(state.number, one.made, first=state.first)
            state.first = state.first and not any(texts)
            yield texts
        else:
            yield one
    yield form.end(first=state.first)
