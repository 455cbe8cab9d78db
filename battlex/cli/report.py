"""The report of a run: it owns the counts, what goes to standard error, and the exit status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from battlex.cli.stderr import say, say_as_it_is
from battlex.dump.told import fault, problems_of
from battlex.model import Battle, Page

if TYPE_CHECKING:
    from battlex.dump.joined import Step
    from battlex.dump.run import Found


class Report:
    """Counts what a run reads and what goes wrong.

    ``quiet`` keeps all but errors to itself, ``verbose`` tells every problem, ``strict`` takes problems for errors.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False, strict: bool = False) -> None:
        self.quiet, self.verbose, self.strict = quiet, verbose, strict
        self.pages = self.battles = self.errors = self.skipped = self.failed = self.notes = 0
        self.problems: Counter[str] = Counter()
        self.large = False

    @property
    def status(self) -> int:
        """0 where all inputs were read and a battle was found, else 1."""
        return int(bool(self.errors or not self.battles or (self.strict and self.problems)))

    @property
    def tells(self) -> bool:
        """Whether every problem is told."""
        return self.verbose or (self.strict and not self.quiet)

    def page(self) -> None:
        """A page was read."""
        self.pages += 1

    def step(self, step: Step) -> None:
        """A part of a dump was read, or some of its pages."""
        self.pages += step.pages
        self.skipped += max(0, step.pages - step.passed)
        for trouble in step.troubles:
            self.error(trouble.message)
            self.failed += trouble.page

    def found(self, found: Found) -> None:
        """A battle was found, here or by a worker."""
        self.battles += 1
        self.problems.update(found.codes)
        for line in found.told:
            say(line)

    def battle(self, battle: Battle) -> None:
        """A battle was found; its problems are told where that is asked for."""
        self.battles += 1
        self.problems.update(problem.code for problem in battle.problems)
        for line in problems_of(battle) if self.tells else ():
            say(line)

    def error(self, error: Exception | str) -> None:
        """An input, or a page of it, could not be read."""
        self.errors += 1
        say(str(error))

    def crash(self, error: Exception, page: Page) -> None:
        """A page met a fault of battlex itself: the page is lost, the run goes on."""
        self.error(fault(error, page))
        self.failed += 1
        if self.verbose:
            import traceback

            say_as_it_is("".join(traceback.format_exception(error)))

    def note(self, message: str) -> None:
        """Something that is no error, but worth knowing."""
        self.notes += 1
        if not self.quiet:
            say(message)

    def summary(self) -> None:
        """The last words of a run."""
        if self.verbose or (self.large and not self.quiet):
            kinds = ", ".join(f"{code} {count}" for code, count in self.problems.most_common())
            counts = [
                _count(self.pages, "page"),
                _count(self.battles, "battle"),
                _count(self.problems.total(), "problem") + (f" ({kinds})" if kinds else ""),
                _count(self.errors, "error"),
            ]
            if self.large:
                counts += [f"{_count(self.skipped, 'page')} without an infobox skipped", f"{self.failed} failed"]
            say(", ".join(counts))

    def state(self) -> dict[str, Any]:
        """The counts, for a run that is gone on with later."""
        names = ("pages", "battles", "errors", "skipped", "failed")
        return {**{name: getattr(self, name) for name in names}, "problems": dict(self.problems)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on counting from ``state``."""
        for name, value in state.items():
            setattr(self, name, Counter(value) if name == "problems" else value)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
