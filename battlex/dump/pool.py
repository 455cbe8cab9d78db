"""Worker processes: results come in the order of the work, whatever becomes of the workers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any

from battlex.dump.run import Batch, Result, Task, Trouble, candidates, run
from battlex.dump.work import Work
from battlex.read.context import Context
from battlex.read.pagexml import title_of

_LOST = (BrokenProcessPool, CancelledError)


class Processes:
    """Worker processes on this machine. One that dies costs the page that it died of."""

    def __init__(self, task: Task, jobs: int) -> None:
        self._task = task
        self._jobs = jobs
        self._started: ProcessPoolExecutor | None = None

    @property
    def _pool(self) -> ProcessPoolExecutor:
        if self._started is None:
            self._started = _new_pool(self._jobs)
        return self._started

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def results(self, works: Iterable[Work]) -> Iterator[tuple[Work, Result]]:
        waiting: deque[tuple[Work, Future[Result]]] = deque()
        for work in works:
            waiting.append((work, self._submitted(run, work)))
            while waiting and (len(waiting) > 2 * self._jobs or waiting[0][1].done()):
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def result(self, work: Work) -> Result:
        return self._outcome(work, self._submitted(run, work))

    def _submitted(self, function: Callable[..., Any], work: Work) -> Future[Any]:
        try:
            return self._pool.submit(function, work.what, work.site, self._task)
        except BrokenProcessPool:
            # A worker died of something handed out before, which its turn will tell.
            self._renew()
            return self._pool.submit(function, work.what, work.site, self._task)

    def _first(self, waiting: deque[tuple[Work, Future[Result]]]) -> tuple[Work, Result]:
        work, future = waiting.popleft()
        try:
            return work, future.result()
        except _LOST:
            # Which of them it was is told by doing the first one with nothing beside it; the others are done again.
            self._renew()
            result = self._alone(work)
            for place, (other, started) in enumerate(waiting):
                if not _is_done(started):
                    waiting[place] = other, self._submitted(run, other)
            return work, result

    def _outcome(self, work: Work, future: Future[Result]) -> Result:
        try:
            return future.result()
        except _LOST:
            self._renew()
            return self._alone(work)

    def _alone(self, work: Work) -> Result:
        """The result of a work that a worker may die of."""
        result: Result | None = self._survived(run, work)
        return result if result is not None else self._page_by_page(work)

    def _survived(self, function: Callable[..., Any], work: Work) -> Any:
        try:
            return self._submitted(function, work).result()
        except _LOST:
            self._renew()
            return None

    def _page_by_page(self, work: Work) -> Result:
        if isinstance(work.what, Batch):
            result, pages = Result(), work.what.pages
        else:
            looked = self._survived(candidates, work)
            if looked is None:
                where = f"the part from byte {work.what.start:,} to {work.what.end:,} of the file"
                return Result(opened=True, troubles=[_died(work, where)])
            result, pages = looked
        for page in pages:
            one = self._survived(run, Work(Batch(work.what.path, (page,)), work.site))
            if one is None:
                result.troubles.append(_died(work, f"the page {title_of(page.data)}"))
            else:
                result.found += one.found
                result.troubles += one.troubles
                result.read += one.read
        return result

    def _renew(self) -> None:
        self._stop()

    def _stop(self) -> None:
        pool, self._started = self._started, None
        if pool is None:
            return
        # A worker that is in the middle of a page is not waited for.
        processes = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            with suppress(ValueError, AssertionError):
                process.join(5)


def _is_done(future: Future[Result]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _died(work: Work, what: str) -> Trouble:
    error = Context(work.what.path).error(f"{what} ended the process that read it; it is left out: please report it")
    return Trouble(str(error), True)


def _new_pool(jobs: int) -> ProcessPoolExecutor:
    # A fork starts at once and shares what is loaded, but is safe only where no other thread may hold a lock.
    quick = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if quick else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """What a worker does first: it leaves signals to its parent, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
