"""How far a long run has come: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from battlex.cli.stderr import say

if TYPE_CHECKING:
    from battlex.cli.report import Report

_LINE_SECONDS = 30.0
_BAR_SECONDS = 0.2


class Progress:
    """Shows pages, battles, speed, share and time left on standard error, from the counts of the report.

    ``total`` is how many bytes the inputs have, 0 where that is not known. Nothing is shown where ``quiet``.
    """

    def __init__(self, report: Report, total: int, *, quiet: bool = False) -> None:
        self._report = report
        self._total = total
        self._quiet = quiet
        self._begun = self._shown = time.monotonic()
        self._done = 0
        self._at = 0
        self._skipped = 0
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr is not None and sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("", total=self._total or None, counts="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._show(time.monotonic())
            self._bar.stop()

    def begin_at(self, done: int) -> None:
        """So many bytes were read before this run."""
        self._at = self._skipped = done

    def at(self, place: int) -> None:
        """The input that is being read is read up to here."""
        self._at = place
        now = time.monotonic()
        if now - self._shown >= (_BAR_SECONDS if self._bar is not None else _LINE_SECONDS):
            self._shown = now
            self._show(now)

    def input_done(self, size: int) -> None:
        """An input of so many bytes is done with."""
        self._done += size
        self._at = 0

    def _show(self, now: float) -> None:
        done = self._done + self._at
        speed = (done - self._skipped) / max(now - self._begun, 0.001)
        counts = [
            f"{self._report.pages:,} pages",
            f"{self._report.battles:,} battles",
            f"{speed / 1e6:.1f} MB/s",
        ]
        if self._bar is not None:
            self._bar.update(self._task, completed=done, counts="  ".join(counts), refresh=True)
        elif not self._quiet:
            if self._total:
                counts += [f"{done / self._total:.0%}", f"{_clock((self._total - done) / max(speed, 1))} left"]
            say(", ".join(counts))


def _clock(seconds: float) -> str:
    minutes, second = divmod(max(0, int(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}"


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    # It draws itself when told to: a thread of its own would keep workers from being forked.
    return Bar(
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )
