"""Work that a cluster's worker is handed: it is done by a process beside the worker, so that no page can end the worker.

A worker of Dask works in threads. Of these only one would run Python at a time, and none could give up a page that takes
too long; so each has a process of its own, which is ended when nothing has come for a while.
"""

from __future__ import annotations

import multiprocessing
import pickle
import threading
from typing import Any, NamedTuple

from battlex._version import __version__
from battlex.dump.pool import Processes
from battlex.dump.run import Batch, Result, Task, Whole
from battlex.dump.work import Work
from battlex.errors import BattlexError
from battlex.read import files

_IDLE_SECONDS = 30.0

_lock = threading.Lock()
_idle: dict[bytes, list[tuple[Processes, threading.Timer]]] = {}
_busy: list[tuple[str, Processes]] = []
_ended: set[str] = set()
_seen: set[tuple[str, int | None]] = set()


class Order(NamedTuple):
    """A work of a run, what is wanted, and how many bytes the file has where the work was made."""

    run: str
    work: Work
    task: Task
    size: int | None


class _Call:
    """Is loaded as the result of an order."""

    def __init__(self, order: Order) -> None:
        # The version is looked at before anything else is loaded, which another version may not know.
        self._arguments = __version__, pickle.dumps(order, pickle.HIGHEST_PROTOCOL)

    def __reduce__(self) -> tuple[Any, ...]:
        return done, self._arguments


def packed(order: Order) -> bytes:
    """An order as bytes, which ``pickle.loads`` makes the result of.

    A worker of Dask that cannot load what it is to call ends without a word; it can always load this, and says what it
    lacks. Besides, Dask would look for work of its own in an order.
    """
    return pickle.dumps(_Call(order), pickle.HIGHEST_PROTOCOL)


def done(version: str, order: bytes) -> Result | None:
    """The result of an order; None where the file is not seen from here."""
    if version != __version__:
        raise BattlexError(f"a worker has battlex {__version__}; install battlex {version} there")
    run, work, task, size = pickle.loads(order)
    if not _sees(work, size):
        return None
    key = pickle.dumps(task)
    processes = _taken(key) or Processes(task, 1)
    with _lock:
        if run in _ended:
            processes.stop()
        _busy.append((run, processes))
    try:
        result = processes.result(work)
    except BaseException:
        processes.__exit__()
        raise
    finally:
        with _lock:
            _busy.remove((run, processes))
    _given_back(key, processes)
    return result


def end(run: str) -> None:
    """End what is done for a run in this process, which nobody waits for any more."""
    with _lock:
        _ended.add(run)
        for one, processes in _busy:
            if one == run:
                processes.stop()


def _sees(work: Work, size: int | None) -> bool:
    """Whether the file that a work is from is here, too, and the same."""
    what = work.what
    if isinstance(what, Batch) or (not isinstance(what, Whole) and what.held is not None):
        return True
    asked = what.path, size
    if asked in _seen:
        return True
    try:
        seen = not files.is_private(what.path) and files.size(what.path) == size
    except (OSError, ValueError):
        return False
    if seen and files.is_address(what.path):
        # A question over the network, which need not be put for every part.
        _seen.add(asked)
    return seen


def _taken(key: bytes) -> Processes | None:
    # What ends with its parent may have no children, says multiprocessing, lest they outlive it; ours end with it, too.
    process = multiprocessing.current_process()
    if process.daemon:
        process.daemon = False
    with _lock:
        if not _idle.get(key):
            return None
        processes, timer = _idle[key].pop()
        timer.cancel()
        return processes


def _given_back(key: bytes, processes: Processes) -> None:
    timer = threading.Timer(_IDLE_SECONDS, _end, (key, processes))
    timer.daemon = True
    with _lock:
        _idle.setdefault(key, []).append((processes, timer))
    timer.start()


def _end(key: bytes, processes: Processes) -> None:
    with _lock:
        held = _idle.get(key, [])
        kept = [one for one in held if one[0] is not processes]
        if len(kept) == len(held):
            return
        _idle[key] = kept
    processes.__exit__()
