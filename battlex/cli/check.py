"""``battlex check``: where an article disagrees with itself or with arithmetic."""

from __future__ import annotations

from typing import Any

import click

from battlex.cli import options

MOST_EDITIONS = 40
"""More inputs than this are articles on different battles."""


@click.command(short_help="Find where an article disagrees with itself.")
@options.inputs
@options.language()
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Passages to read, or JSON, one finding a line.",
)
@click.option("--off", metavar="CODE", multiple=True, help="Do not look for this kind of disagreement.")
@options.encoding
@options.quiet
@options.verbose
def command(
    inputs: tuple[str, ...],
    language: str | None,
    form: str,
    off: tuple[str, ...],
    encoding: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Find contradictions: the infobox against the text, parts against totals, losses against strength.

    Each finding is printed with its code, its severity and the passages that disagree; two and more inputs in different
    languages are taken for editions of one article and held against each other. The exit status is 1 where there is a
    contradiction.

    \b
    battlex check xinkou.wikitext
    battlex check zh.wikitext en.wikitext
    battlex check articles/ -f json --off name-lead
    """
    from battlex.check import CODES, Severity, check, compare
    from battlex.cli.output import StandardOutput
    from battlex.cli.report import Report
    from battlex.cli.run import battles
    from battlex.model import Battle
    from battlex.render.findings import as_json, as_text

    for code in off:
        if code not in CODES:
            raise click.UsageError(f"no code {code!r}; known: {', '.join(CODES)}")
    report = Report(quiet=quiet, verbose=verbose)
    write: Any = as_json if form == "json" else as_text
    contradictions = 0
    kept: list[Battle] = []
    with StandardOutput() as output:
        for battle in battles(inputs, report, language=language, encoding=encoding):
            if 1 < len(inputs) <= MOST_EDITIONS:
                kept.append(battle)
            for finding in check(battle, off=off):
                contradictions += finding.severity is Severity.CONTRADICTION
                output.write(write(finding, battle))
        editions = list({battle.page.language: battle for battle in reversed(kept)}.values())[::-1]
        for finding in compare(editions, off=off):
            contradictions += finding.severity is Severity.CONTRADICTION
            output.write(write(finding, None))
    report.summary()
    return 1 if contradictions else report.status
