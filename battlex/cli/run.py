"""The battles of the inputs, one by one; what cannot be read is reported and never ends the run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import battlex
from battlex.cli.report import Report
from battlex.dump.told import no_battle, place_of
from battlex.errors import BattlexError
from battlex.model import Battle, Page


def battles(
    inputs: Iterable[str],
    report: Report,
    *,
    language: str | None = None,
    encoding: str | None = None,
    prose: bool = True,
    namespaces: Collection[int] | None = (0,),
    notes: bool = True,
) -> Iterator[Battle]:
    """Every battle of every input, in order; ``notes`` tells of inputs that hold none."""
    for path in inputs:
        pages = battlex.pages(path, language=language, encoding=encoding, namespaces=namespaces, on_error=report.error)
        yield from battles_of(pages, path, report, language=language, prose=prose, notes=notes)


def battles_of(
    pages: Iterator[Page],
    path: str,
    report: Report,
    *,
    language: str | None = None,
    prose: bool = True,
    notes: bool = True,
) -> Iterator[Battle]:
    """Every battle of an input's pages."""
    battles_before, pages_before, errors_before = report.battles, report.pages, report.errors
    page = None
    try:
        for page in pages:
            report.page()
            for battle in _of_page(page, report, language, prose):
                report.battle(battle)
                yield battle
    except BattlexError as error:
        report.error(error)
    if notes and (battles_before, errors_before) == (report.battles, report.errors):
        report.note(no_battle(path, report.pages - pages_before, page))


def _of_page(page: Page, report: Report, language: str | None, prose: bool) -> list[Battle]:
    try:
        return battlex.extract(page, language=language, prose=prose)
    except BattlexError as error:
        report.error(f"{place_of(page)}: {error}")
    except Exception as error:  # one page must never cost the run
        report.crash(error, page)
    return []
