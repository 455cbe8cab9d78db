"""``battlex show``: a battle as a picture for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from battlex.cli import options

if TYPE_CHECKING:
    from battlex.cli.report import Report
    from battlex.model import Battle


@click.command()
@options.articles
@click.option(
    "--svg", type=click.Path(), metavar="FILE", help="Save the picture as SVG instead; - for standard output."
)
@click.option("--html", type=click.Path(), metavar="FILE", help="Save it as a page of HTML instead; - as above.")
@options.manner
def command(
    inputs: tuple[str, ...],
    language: str | None,
    no_prose: bool,
    svg: str | None,
    html: str | None,
    encoding: str | None,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Show the battles of an article as tables to look at.

    A column a side, sizes as bars, losses as a part of the strength. People and each kind of thing have a scale of
    their own, which all sides share. In a bar ━ is sure, ╍ a rough number, ╌ lies between the bounds, ▸ is an open end,
    and the thin line behind losses is the strength. INPUT is a file of wikitext, an export, a folder, or - for
    standard input.

    \b
    battlex show xinkou.wikitext
    battlex show articles/ --color always | less -R
    COLUMNS=100 battlex show xinkou.wikitext --no-prose --svg xinkou.svg
    """
    from battlex.cli.report import Report
    from battlex.cli.run import battles

    report = Report(quiet=quiet, verbose=verbose)
    found = battles(inputs, report, language=language, encoding=encoding, prose=not no_prose)
    look = options.look(color)
    wanted = {form: path for form, path in (("svg", svg), ("html", html)) if path is not None}
    if wanted:
        _save(list(found), wanted, look.width, report)
    else:
        _print(found, look)
    report.summary()
    return report.status


def _print(battles: Iterable[Battle], look: options.Look) -> None:
    from battlex.cli.stdout import StandardOutput
    from battlex.render import table

    with StandardOutput() as output:
        for picture in table.stream(battles, **look._asdict()):
            output.write(picture)


def _save(battles: list[Battle], wanted: dict[str, str], width: int, report: Report) -> None:
    """Write the picture into a file of each form, into all of them or none."""
    from battlex.cli.output import Nothing, files
    from battlex.cli.stdout import StandardOutput
    from battlex.render import saved

    if len(set(wanted.values())) < len(wanted):
        raise click.UsageError("--svg and --html need a file each")
    texts = [(path, saved.FORMS[form](battles, width)) for form, path in wanted.items()]
    kept = [(Path(path), text) for path, text in texts if path != "-"]
    with files(path for path, _ in kept) as opened:
        if not battles:
            report.note(f"{', '.join(wanted.values())}: not written, since no battle was found")
            raise Nothing
        for file, (_, text) in zip(opened, kept, strict=True):
            file.write(text)
    for path, text in texts:
        if battles and path == "-":
            with StandardOutput() as output:
                output.write(text)
