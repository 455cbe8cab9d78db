"""``battlex check``: where an article disagrees with itself or with arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from battlex.cli import options

if TYPE_CHECKING:
    from battlex.check import Finding
    from battlex.model import Battle
    from battlex.render.findings import Told

MOST_EDITIONS = 40
"""More inputs than this are articles on different battles."""


@click.command(short_help="Find where an article disagrees with itself.")
@options.inputs
@options.language()
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="Passages to read, JSON, or JSON with a finding a line.",
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

    Each finding is printed with its code, its severity and the passages that disagree; two and more inputs that give a
    battle each, all in different languages, are taken for editions of one article and held against each other. The exit
    status is 1 where there is a contradiction.

    \b
    battlex check xinkou.wikitext
    battlex check zh.wikitext en.wikitext
    battlex check articles/ -f jsonl --off name-lead
    """
    from battlex.check import CODES
    from battlex.cli.report import Report
    from battlex.cli.run import battles
    from battlex.cli.stdout import StandardOutput
    from battlex.render import findings

    for code in off:
        if code not in CODES:
            raise click.UsageError(f"no code {code!r}; known: {', '.join(CODES)}")
    report = Report(quiet=quiet, verbose=verbose)
    run = _Run(off, compared=1 < len(inputs) <= MOST_EDITIONS)
    with StandardOutput() as output:
        for text in findings.FORMS[form](run.findings(battles(inputs, report, language=language, encoding=encoding))):
            output.write(text)
    report.summary()
    return 1 if run.contradictions else report.status


class _Run:
    """Checks battle after battle, then their editions against each other, and counts contradictions."""

    def __init__(self, off: tuple[str, ...], *, compared: bool) -> None:
        self.off = off
        self.compared = compared
        self.contradictions = 0

    def findings(self, battles: Iterable[Battle]) -> Iterator[Told]:
        """Every finding with the battle that it is of; None for those of several editions."""
        from battlex.check import check, compare

        kept: list[Battle] = []
        for number, battle in enumerate(battles, 1):
            if self.compared and len(kept) <= MOST_EDITIONS:
                kept.append(battle)
            yield from self._counted(check(battle, off=self.off), battle, number)
        # Two battles in one language are two battles, and then the others need not be the same either.
        if len({battle.page.language for battle in kept}) == len(kept):
            yield from self._counted(compare(kept, off=self.off), None)

    def _counted(self, found: Iterable[Finding], battle: Battle | None, number: int | None = None) -> Iterator[Told]:
        from battlex.check import Severity

        for finding in found:
            self.contradictions += finding.severity is Severity.CONTRADICTION
            yield finding, battle, number
