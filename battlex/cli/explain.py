"""``battlex explain``: every value beside its source, and what was not read."""

from __future__ import annotations

import click

from battlex.cli import options


@click.command()
@options.articles
@options.manner
def command(
    inputs: tuple[str, ...],
    language: str | None,
    no_prose: bool,
    encoding: str | None,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Explain where every value comes from.

    Each parameter of the infobox is printed as it stands, its figures underlined and read below, with the rule and the
    place in the page; what was not understood is underlined with ~.

    \b
    battlex explain xinkou.wikitext
    battlex explain xinkou.wikitext --no-prose
    """
    from battlex.cli.report import Report
    from battlex.cli.run import battles
    from battlex.cli.stdout import StandardOutput
    from battlex.render import explain

    report = Report(quiet=quiet, verbose=verbose)
    found = battles(inputs, report, language=language, encoding=encoding, prose=not no_prose)
    with StandardOutput() as output:
        for text in explain.stream(found, **options.look(color)._asdict()):
            output.write(text)
    report.summary()
    return report.status
