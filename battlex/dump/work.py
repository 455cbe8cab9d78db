"""Who does the work? Here, this process; ``pool`` has others on this machine, ``cluster`` those of many machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from battlex.dump.plan import Part
from battlex.dump.run import Batch, Result, Task, Whole, run
from battlex.read.site import Site


class Work(NamedTuple):
    """Something to read, and the site that it is taken to be from."""

    what: Part | Batch | Whole
    site: Site


class Workers(Protocol):
    """Those who do the work.

    ``reads_files`` tells whether they are so many that whole files are handed out, too, and not parts of one at a time.
    """

    reads_files: bool

    def results(self, works: Iterable[Work]) -> Iterator[tuple[Work, Result]]:
        """Every work with its result, in order; no more work is taken than is needed to keep all busy."""

    def result(self, work: Work) -> Result:
        """The result of one work, at once."""


class Alone:
    """This process does it all."""

    reads_files = False

    def __init__(self, task: Task) -> None:
        self._task = task

    def results(self, works: Iterable[Work]) -> Iterator[tuple[Work, Result]]:
        return ((work, self.result(work)) for work in works)

    def result(self, work: Work) -> Result:
        if isinstance(work.what, Whole):
            return Result(undone=True)
        return run(work.what, work.site, self._task)
