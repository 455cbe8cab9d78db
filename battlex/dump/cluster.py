"""The workers of a Dask cluster: results come in the order of the work, whichever of them come and go.

The same parts are handed out that processes of this machine would get. A worker reads its part of the file itself where it
sees the file; else the part brings its bytes along.
"""

from __future__ import annotations

import importlib
import logging
import pickle
import pkgutil
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from typing import Any, NamedTuple
from uuid import uuid4

from battlex._version import __version__
from battlex.dump import hosted
from battlex.dump.plan import Part
from battlex.dump.pool import Processes
from battlex.dump.run import Batch, Result, Task, Whole
from battlex.dump.stretch import carrying
from battlex.dump.work import Work
from battlex.errors import BattlexError
from battlex.read import files

LOCAL = "local"

_AHEAD = 4
"""So many works for each thread of the workers are handed out or wait for one that was begun before them."""
_CARRIED = 256 << 20
"""Bytes that such works may bring along, all together."""
_CONNECT_SECONDS = 10
_ASK_SECONDS = 20.0
"""So often it is asked, where a result does not come, whether there is any worker."""
_WORKERS_SECONDS = 300.0
"""So long it is waited for one: some clusters start their workers when there is work, and machines may have to be had."""
_LOOK_SECONDS = 2.0
_HERE = "127.0.0.1:0"
"""Where a cluster of this machine listens, and nobody else hears it; Dask by itself listens to the whole network."""


class _Given(NamedTuple):
    """A work that was handed out, how many bytes it brings along, and its future."""

    work: Work
    carried: int
    future: Any


class Cluster:
    """Those who work for a ``dask.distributed.Client``, which stays the caller's."""

    reads_files = True

    def __init__(self, client: Any, task: Task) -> None:
        self._client = client
        self._task = task
        self._dask: Any = _distributed()
        self._name = f"battlex-{uuid4().hex}"
        self._count = 0
        self._threads = 1
        self._looked = 0.0
        self._sizes: dict[str, int | None] = {}
        self._hidden: set[str] = set()
        """Files that workers do not see."""
        self._unreadable: set[str] = set()
        with self._errors():
            self._check_versions()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        # Where the workers are threads of this process, it ends when they do.
        hosted.end(self._name)

    def results(self, works: Iterable[Work]) -> Iterator[tuple[Work, Result]]:
        """Every work with its result, in order; no more work is taken than is needed to keep all busy."""
        source = iter(works)
        given: deque[_Given] = deque()
        arrived: deque[Result | None] = deque()
        more = True
        try:
            while more or given:
                while more and self._has_room(given) and not (given and given[0].future.done()):
                    work = next(source, None)
                    if work is None:
                        more = False
                    else:
                        given.append(self._give(work))
                if given:
                    if not arrived:
                        arrived.extend(self._arrived(given))
                    # Only now it leaves the queue: an interruption before cancels it, too.
                    first = given.popleft()
                    yield first.work, self._settled(first, arrived.popleft())
        finally:
            with suppress(Exception):
                self._client.cancel([one.future for one in given], force=True)

    def result(self, work: Work) -> Result:
        """The result of one work, before all others."""
        given = self._give(work, priority=1)
        return self._settled(given, self._awaited(given))

    def _has_room(self, given: deque[_Given]) -> bool:
        if time.monotonic() - self._looked > _LOOK_SECONDS:
            with self._errors():
                self._threads = max(1, sum(self._client.nthreads().values()))
            self._looked = time.monotonic()
        return len(given) < _AHEAD * self._threads and sum(one.carried for one in given) < _CARRIED

    def _give(self, work: Work, priority: int = 0) -> _Given:
        what = work.what
        if isinstance(what, Part) and what.path in self._hidden:
            try:
                what = carrying(what)
            except OSError:
                # It cannot be read from here, either, and the result will say so.
                self._unreadable.add(what.path)
        carried = len(what.held or b"") if isinstance(what, Part) else 0
        order = hosted.packed(hosted.Order(self._name, work._replace(what=what), self._task, self._size(what)))
        self._count += 1
        with self._errors():
            future = self._client.submit(
                pickle.loads, order, key=f"{self._name}-{self._count}", pure=False, priority=priority
            )
        return _Given(work, carried, future)

    def _size(self, what: Part | Batch | Whole) -> int | None:
        if what.path not in self._sizes:
            size = None
            with suppress(OSError, ValueError):
                size = files.size(what.path) if what.path != "-" else None
            self._sizes[what.path] = size
        return self._sizes[what.path]

    def _arrived(self, given: Iterable[_Given]) -> list[Result | None]:
        """The results of the first works; those that are there are fetched together."""
        ready = [one.future for one in takewhile(lambda one: one.future.status == "finished", given)]
        if len(ready) < 2:
            return [self._awaited(next(iter(given)))]
        with self._errors():
            results: list[Result | None] = self._client.gather(ready)
        return results

    def _awaited(self, given: _Given) -> Result | None:
        """What a worker sent; None where it does not see the file."""
        future = given.future
        with self._errors():
            while True:
                try:
                    result: Result | None = future.result(timeout=_ASK_SECONDS)
                    return result
                except TimeoutError:
                    self._wait_for_workers()
                except self._dask.KilledWorker:
                    break
        # Several workers ended while they had it, by whatever: it is done here, where it can be told of what.
        return self._here(given.work)

    def _settled(self, given: _Given, result: Result | None) -> Result:
        """The result of a work, the file of which the worker may not have seen."""
        if result is not None:
            return result
        what = given.work.what
        if isinstance(what, Whole):
            return Result(undone=True)
        if given.carried or what.path in self._unreadable:
            return self._here(given.work)
        self._hidden.add(what.path)
        return self.result(given.work)

    def _here(self, work: Work) -> Result:
        with Processes(self._task, 1) as processes:
            return processes.result(work)

    def _wait_for_workers(self) -> None:
        end = time.monotonic() + _WORKERS_SECONDS
        while not self._client.nthreads():
            if time.monotonic() > end:
                raise BattlexError(f"has had no worker for {_WORKERS_SECONDS:.0f} s; start some with `dask worker`")
            time.sleep(0.2)

    def _check_versions(self) -> None:
        told = self._client.run(pkgutil.resolve_name, "battlex._version:__version__", on_error="return")
        for worker, version in told.items():
            if isinstance(version, ImportError):
                raise BattlexError(f"the worker {worker} has no battlex; install battlex {__version__} there")
            if isinstance(version, str) and version != __version__:
                raise BattlexError(f"the worker {worker} has battlex {version}; install battlex {__version__} there")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What goes wrong with the cluster ends the run, in one line."""
        try:
            yield
        except BattlexError as error:
            raise BattlexError(f"cluster {_address(self._client)}: {error}") from None
        except ImportError as error:
            raise BattlexError(
                f"cluster {_address(self._client)}: a worker lacks what it needs ({_line(error)}); "
                f"install battlex {__version__} there"
            ) from None
        except (OSError, self._dask.CancelledError) as error:
            raise BattlexError(f"cluster {_address(self._client)}: does not answer any more ({_line(error)})") from None


@contextmanager
def connected(where: str, jobs: int) -> Iterator[Any]:
    """A client of the cluster at an address, or of one with so many workers on this machine, which ends with it."""
    dask = _distributed()
    for name in ("distributed", "distributed.client"):
        # What they tell is for those who run the cluster; here an error is one line.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    cluster: Any = None
    try:
        if where == LOCAL:
            # Each thread has a process of its own that does the work.
            cluster = dask.LocalCluster(
                n_workers=1,
                threads_per_worker=jobs,
                processes=False,
                dashboard_address=_HERE,
                worker_dashboard_address=_HERE,
                memory_limit=0,
                silence_logs=logging.CRITICAL,
            )
        else:
            # Raises for what is no address: a client of one takes long to end, and not without a traceback.
            dask.comm.get_address_host(where)
        client = dask.Client(where if cluster is None else cluster, timeout=_CONNECT_SECONDS, set_as_default=False)
    except Exception as error:
        raise BattlexError(
            f"cluster {where}: cannot be reached ({_line(error)}); check the address, and that `dask scheduler` runs there"
        ) from None
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=2)
        if cluster is not None:
            with suppress(Exception):
                cluster.close(timeout=2)


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise BattlexError("a cluster needs an extra; pip install 'battlex[dask]'") from None


def _address(client: Any) -> str:
    scheduler = getattr(client, "scheduler", None)
    return str(getattr(scheduler, "address", "")) or "of Dask"


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
