"""The report of a run: it owns the counts, what goes to standard error, and the exit status."""

from __future__ import annotations

from collections import Counter

import click

from battlex.model import Battle, Page
from battlex.render.plain import plain


class Report:
    """Counts what a run reads and what goes wrong.

    ``quiet`` keeps all but errors to itself, ``verbose`` tells every problem, ``strict`` takes problems for errors.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False, strict: bool = False) -> None:
        self.quiet, self.verbose, self.strict = quiet, verbose, strict
        self.pages = self.battles = self.errors = 0
        self.problems: Counter[str] = Counter()

    @property
    def status(self) -> int:
        """0 where all inputs were read and a battle was found, else 1."""
        return int(bool(self.errors or not self.battles or (self.strict and self.problems)))

    def page(self) -> None:
        """A page was read."""
        self.pages += 1

    def battle(self, battle: Battle) -> None:
        """A battle was found; its problems are told where that is asked for."""
        self.battles += 1
        self.problems.update(problem.code for problem in battle.problems)
        if self.verbose or (self.strict and not self.quiet):
            where = place_of(battle.page)
            for problem in battle.problems:
                parameter = f"{problem.parameter}: " if problem.parameter else ""
                self._say(f"{where}: {parameter}{problem.message} ({problem.code})")

    def error(self, error: Exception | str) -> None:
        """An input, or a page of it, could not be read."""
        self.errors += 1
        self._say(str(error))

    def crash(self, error: Exception, page: Page) -> None:
        """A page met a fault of battlex itself: the page is lost, the run goes on."""
        self.error(f"{place_of(page)}: {type(error).__name__}: {error}; a fault of battlex: please report the page")
        if self.verbose:
            import traceback

            click.echo("".join(traceback.format_exception(error)), err=True, nl=False)

    def note(self, message: str) -> None:
        """Something that is no error, but worth knowing."""
        if not self.quiet:
            self._say(message)

    def summary(self) -> None:
        """The last words of a run."""
        if self.verbose:
            kinds = ", ".join(f"{code} {count}" for code, count in self.problems.most_common())
            problems = f"{self.problems.total()} problems" + (f" ({kinds})" if kinds else "")
            self._say(f"{self.pages} pages, {self.battles} battles, {problems}, {self.errors} errors")

    def _say(self, message: str) -> None:
        click.echo(f"battlex: {plain(message)}", err=True)


def place_of(page: Page) -> str:
    """Where a page is from, in as few words as tell it: its file, and its title where there is one."""
    parts = [part for part in (page.path, page.title) if part]
    return ": ".join(parts) or "the page"
