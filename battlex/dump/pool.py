"""Worker processes: results come in the order of the work, whatever becomes of the workers.

Each worker has a pipe of its own and one work at a time, so that it is known what a worker that dies died of, and no
thread is needed that another fork could find in the middle of something.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from battlex.dump.run import Batch, Result, Task, Trouble, Whole, candidates, run
from battlex.dump.stretch import visible
from battlex.dump.whole import read_whole
from battlex.dump.work import Work
from battlex.read.context import Context
from battlex.read.pagexml import title_of

_AHEAD = 4
"""So many results a worker may wait for one that was begun before them."""

_Job = Callable[..., Any]


class Stopped(Exception):
    """Another thread has ended the processes."""


class _Dead(Exception):
    """The worker has died of its work."""


class _Worker:
    """A process, and the pipe to it."""

    def __init__(self, task: Task) -> None:
        # A fork starts at once and shares what is loaded, but is safe only where no other thread may hold a lock.
        quick = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork" if quick else "spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, task), daemon=True)  # type: ignore[attr-defined]
        with _uninterrupted(quick=quick):
            self._process.start()
        # Only the worker holds its end now: where it dies, the pipe ends.
        theirs.close()

    def begin(self, job: _Job, work: Work) -> None:
        """Hand out a work to a worker that has none."""
        with suppress(OSError):  # a worker that has died is noticed when its result is asked for
            self.pipe.send((job, work._replace(what=visible(work.what))))

    def outcome(self) -> Any:
        """What became of the work; it is waited for."""
        try:
            done, value = self.pipe.recv()
        except (EOFError, OSError):
            raise _Dead from None
        if not done:
            raise value
        return value

    def kill(self) -> None:
        """Let the worker die; whoever waits for it notices."""
        self._process.kill()

    def end(self) -> None:
        """End the worker, whatever it does."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


class _Busy(NamedTuple):
    """A work that a worker has, by its number."""

    number: int
    work: Work
    worker: _Worker


class Processes:
    """Worker processes on this machine. One that dies costs the page that it died of."""

    reads_files = False

    def __init__(self, task: Task, jobs: int) -> None:
        self._task = task
        self._jobs = jobs
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, _Busy] = {}
        self._called: _Worker | None = None
        self._stopped = False

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for busy in self._busy.values():
            busy.worker.end()
        for worker in self._idle:
            worker.end()

    def results(self, works: Iterable[Work]) -> Iterator[tuple[Work, Result]]:
        """Every work with its result, in order; no more work is taken than is needed to keep all busy."""
        numbered = enumerate(works)
        done: dict[int, tuple[Work, Result]] = {}
        following, more = 0, True
        while more or self._busy or done:
            while following in done:
                yield done.pop(following)
                following += 1
            while more and len(self._busy) < self._jobs and len(done) < _AHEAD * self._jobs:
                number, work = next(numbered, (-1, None))
                if work is None:
                    more = False
                    break
                self._begin(number, work)
                for finished in self._finished(0):
                    done[finished[0]] = finished[1]
                if following in done:
                    break
            if following not in done and self._busy:
                done.update(self._finished(None))

    def result(self, work: Work) -> Result:
        """The result of one work, by a worker that is called for it alone where all are busy."""
        found: Result | None = self._survived(_job(work), work)
        return found if found is not None else self._page_by_page(work)

    def stop(self) -> None:
        """End what is done for ``result`` in another thread, which gets Stopped."""
        self._stopped = True
        called = self._called
        if called is not None:
            called.kill()

    def _begin(self, number: int, work: Work) -> None:
        worker = self._idle.pop() if self._idle else _Worker(self._task)
        worker.begin(_job(work), work)
        self._busy[worker.pipe] = _Busy(number, work, worker)

    def _finished(self, seconds: float | None) -> list[tuple[int, tuple[Work, Result]]]:
        """The works that are done; they are waited for so many seconds, or until there is one."""
        found = []
        ready = wait(list(self._busy), seconds)
        for pipe in [pipe for pipe in self._busy if pipe in ready]:
            number, work, worker = self._busy.pop(pipe)
            try:
                result: Result = worker.outcome()
                self._idle.append(worker)
            except _Dead:
                worker.end()
                result = self._page_by_page(work)
            found.append((number, (work, result)))
        return found

    def _survived(self, job: _Job, work: Work) -> Any:
        """The outcome of a job that is waited for; None where a worker dies of it."""
        worker = self._idle.pop() if self._idle else _Worker(self._task)
        self._called = worker
        try:
            if self._stopped:
                raise Stopped
            worker.begin(job, work)
            outcome = worker.outcome()
        except _Dead:
            worker.end()
            if self._stopped:
                raise Stopped from None
            return None
        except BaseException:
            worker.end()
            raise
        finally:
            self._called = None
        if len(self._idle) + len(self._busy) < self._jobs:
            self._idle.append(worker)
        else:
            worker.end()
        return outcome

    def _page_by_page(self, work: Work) -> Result:
        """The result of a work that a worker died of, without the page that it was."""
        if isinstance(work.what, Whole):
            return Result(undone=True)
        if isinstance(work.what, Batch):
            result, pages = Result(), work.what.pages
        else:
            looked = self._survived(candidates, work)
            if looked is None:
                where = f"the part from byte {work.what.start:,} to {work.what.end:,} of the file"
                return Result(opened=True, troubles=[_died(work, where)])
            result, pages = looked
        for page in pages:
            one: Result | None = self._survived(run, Work(Batch(work.what.path, (page,)), work.site))
            if one is None:
                result.troubles.append(_died(work, f"the page {title_of(page.data)}"))
            else:
                result.found += one.found
                result.troubles += one.troubles
                result.read += one.read
        return result


def _job(work: Work) -> _Job:
    return read_whole if isinstance(work.what, Whole) else run


def _died(work: Work, what: str) -> Trouble:
    error = Context(work.what.path).error(f"{what} ended the process that read it; it is left out: please report it")
    return Trouble(str(error), True)


def _serve(pipe: Connection, task: Task) -> None:
    """What a worker does: work after work, until its parent wants no more or is gone."""
    # Signals are its parent's, who ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            job, work = pipe.recv()
            outcome: tuple[bool, Any]
            try:
                outcome = True, job(work.what, work.site, task)
            except Exception as error:
                outcome = False, error
            pipe.send(outcome)


@contextmanager
def _uninterrupted(*, quick: bool) -> Iterator[None]:
    """What is started here is not interrupted from a terminal, which is its parent's, even before it can say so."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    if not quick:
        from multiprocessing import resource_tracker

        # Else it starts with the first process, and lets interruptions through from then on.
        resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
