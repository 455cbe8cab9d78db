"""The battles of any number of inputs, from Python: by as many processes as are wanted, in the order of the pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import closing

from battlex.dump.forms import Battles
from battlex.dump.joined import Joined, Step, streamed
from battlex.dump.plan import look
from battlex.dump.run import Task, found_in
from battlex.dump.work import Alone, Workers
from battlex.errors import InputError
from battlex.model import Battle, Page
from battlex.read import content, pages_in
from battlex.read.context import Context
from battlex.read.folder import article_files, is_folder
from battlex.read.sniff import Kind


def extract_many(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    language: str | None = None,
    prose: bool = True,
    namespaces: Collection[int] | None = (0,),
    jobs: int = 1,
    on_error: Callable[[str], None] | None = None,
) -> Iterator[Battle]:
    """All battles of files, folders and dumps, one by one and in order.

    ``jobs`` is how many processes read dumps; the battles are the same whatever it is. What cannot be read costs itself
    alone: a line on it is given to ``on_error`` as it happens; without it InputError is raised at the end with the first.
    """
    errors: list[str] = []
    report = on_error or errors.append
    task = Task(Battles(), language, prose, namespaces)
    if jobs == 1:
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
    for one in inputs:
        path = os.fspath(one)
        folder = is_folder(path)
        for file in article_files(path, lambda error: report(str(error))) if folder else (path,):
            yield from _file(file, task, workers, report, skip_index=folder)


def _file(
    path: str, task: Task, workers: Workers, report: Callable[[str], None], *, skip_index: bool
) -> Iterator[Battle]:
    shape = look(path).shape
    context = Context(path, task.language, task.namespaces, lambda error: report(str(error)))
    try:
        if shape is not None:
            yield from _stepwise(Joined(path, shape, task, workers).steps(), report)
            return
        with content(context) as held:
            if held.kind is Kind.EXPORT:
                yield from _stepwise(streamed(held.chunks, context, task, workers), report)
            elif held.kind is not Kind.DUMP_INDEX or not skip_index:
                yield from _stepwise(_pages(pages_in(held.kind, held.chunks, context), task), report)
    except InputError as error:
        report(str(error))


def _pages(pages: Iterator[Page], task: Task) -> Generator[Step, None, None]:
    for page in pages:
        step = Step(pages=1, passed=1)
        step.found = found_in(page, task, step.troubles)
        yield step


def _stepwise(steps: Generator[Step, None, None], report: Callable[[str], None]) -> Iterator[Battle]:
    with closing(steps):
        for step in steps:
            for trouble in step.troubles:
                report(trouble.message)
            yield from (found.made for found in step.found)
