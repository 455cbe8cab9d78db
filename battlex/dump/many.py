"""The battles of any number of inputs, from Python: by as many processes as are wanted, in the order of the pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from typing import Any

from battlex.dump.forms import Battles
from battlex.dump.run import Task, Whole
from battlex.dump.whole import Ahead, steps_of
from battlex.dump.work import Alone, Workers
from battlex.errors import InputError
from battlex.model import Battle
from battlex.read.folder import article_files, is_folder


def extract_many(
    inputs: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    language: str | None = None,
    prose: bool = True,
    namespaces: Collection[int] | None = (0,),
    jobs: int = 1,
    client: Any = None,
    on_error: Callable[[str], None] | None = None,
) -> Iterator[Battle]:
    """All battles of files, folders and dumps (or of one, given alone), one by one and in order.

    ``jobs`` is how many processes read dumps; with ``client``, a ``dask.distributed.Client``, the workers of its cluster
    do (extra ``dask``). The battles are the same whoever does. What cannot be read costs itself
    alone: a line on it is given to ``on_error`` as it happens; without it InputError is raised at the end with the first.
    """
    inputs = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
    errors: list[str] = []
    report = on_error or errors.append
    task = Task(Battles(), language, prose, namespaces)
    if client is not None:
        from battlex.dump.cluster import Cluster

        with Cluster(client, task) as cluster:
            yield from _battles(inputs, task, cluster, report)
    elif jobs == 1:
        yield from _battles(inputs, task, Alone(task), report)
    else:
        from battlex.dump.pool import Processes

        with Processes(task, jobs) as workers:
            yield from _battles(inputs, task, workers, report)
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise InputError(f"{errors[0]}{more}")


def _battles(
    inputs: Iterable[str | os.PathLike[str]], task: Task, workers: Workers, report: Callable[[str], None]
) -> Iterator[Battle]:
    wholes: Iterable[Whole] = _files(inputs, report)
    ahead = None
    if workers.reads_files:
        wholes = list(wholes)
        ahead = Ahead(dict(enumerate(wholes)), workers)
    for number, whole in enumerate(wholes):
        handed_out = ahead.step(number) if ahead is not None else None
        with closing(steps_of(whole, task, workers)) as steps:
            for step in steps if handed_out is None else (handed_out,):
                for trouble in step.troubles:
                    report(trouble.message)
                yield from (found.made for found in step.found)


def _files(inputs: Iterable[str | os.PathLike[str]], report: Callable[[str], None]) -> Iterator[Whole]:
    for one in inputs:
        path = os.fspath(one)
        if not is_folder(path):
            yield Whole(path)
            continue
        for file in article_files(path, lambda error: report(str(error))):
            yield Whole(file, in_folder=True)
