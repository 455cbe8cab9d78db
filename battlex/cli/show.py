"""``battlex show``: a battle as a picture for the terminal."""

from __future__ import annotations

import click

from battlex.cli import options


@click.command()
@options.inputs
@options.language()
@options.no_prose
@options.encoding
@options.color
@options.quiet
@options.verbose
def command(
    inputs: tuple[str, ...],
    language: str | None,
    no_prose: bool,
    encoding: str | None,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Show the battles of an article as tables to look at.

    A column a side, sizes as bars on one scale, losses as a part of the strength. In a bar ━ is sure, ╍ a rough
    number, ╌ lies between the bounds, ▸ is an open end, and the thin line behind losses is the strength. INPUT is a file of wikitext, an
    export, a folder, or - for standard input.

    \b
    battlex show xinkou.wikitext
    battlex show articles/ --color always | less -R
    """
    from battlex.cli.output import StandardOutput
    from battlex.cli.report import Report
    from battlex.cli.run import battles
    from battlex.render import table

    report = Report(quiet=quiet, verbose=verbose)
    found = battles(inputs, report, language=language, encoding=encoding, prose=not no_prose)
    with StandardOutput() as output:
        for picture in table.stream(found, **options.look(color)._asdict()):
            output.write(picture)
    report.summary()
    return report.status
