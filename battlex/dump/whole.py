"""A file from its beginning to its end, whatever it holds: an export in steps as its parts are read, all else page by page."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing

from battlex.dump.joined import Joined, Step, streamed
from battlex.dump.plan import look
from battlex.dump.run import Result, Task, Trouble, Whole, found_in
from battlex.dump.told import no_battle
from battlex.dump.work import Alone, Work, Workers
from battlex.errors import InputError
from battlex.model import Page
from battlex.read import content, files, pages_in
from battlex.read.context import Context
from battlex.read.site import Site
from battlex.read.sniff import BESIDE, Kind

_SMALL = 8 << 20
"""Bytes that a file has at least whose parts are worth being handed out."""

_LARGEST = 1 << 30
"""Bytes of a file, beyond which what one worker finds in it may be too much to be handed on at once."""


def steps_of(whole: Whole, task: Task, workers: Workers) -> Generator[Step, None, None]:
    """What a file holds; what cannot be read is among the troubles of the steps."""
    troubles: list[Trouble] = []
    context = Context(
        whole.path, task.language, task.namespaces, lambda error: troubles.append(Trouble(str(error), False))
    )
    try:
        with closing(_steps(whole, context, task, workers)) as steps:
            for step in steps:
                step.troubles = troubles + step.troubles
                troubles.clear()
                yield step
    except InputError as error:
        troubles.append(Trouble(str(error), False))
    if troubles:
        yield Step(troubles=troubles)


def _steps(whole: Whole, context: Context, task: Task, workers: Workers) -> Generator[Step, None, None]:
    shape = look(whole.path, whole.encoding).shape
    if shape is not None:
        yield from Joined(whole.path, shape, task, workers).steps()
        return
    with content(context, whole.encoding) as held:
        if held.kind is Kind.EXPORT:
            yield from streamed(held.chunks, context, task, workers)
        elif held.kind not in BESIDE or not whole.in_folder:
            yield from _by_page(pages_in(held.kind, held.chunks, context), whole, task)


def _by_page(pages: Iterator[Page], whole: Whole, task: Task) -> Iterator[Step]:
    seen, empty, page = 0, True, None
    for page in pages:
        step = Step(pages=1, passed=1)
        step.found = found_in(page, task, step.troubles)
        seen += 1
        empty = empty and not step.found and not step.troubles
        yield step
    if page is not None and empty and not whole.in_folder:
        yield Step(why=no_battle(whole.path, seen, page))


def read_whole(whole: Whole, _: Site, task: Task) -> Result:
    """All that a file holds."""
    result = Result()
    for step in steps_of(whole, task, Alone(task)):
        result.found += step.found
        result.troubles += step.troubles
        result.seen += step.pages
        result.passed += step.passed
        result.why = step.why or result.why
    return result


class Ahead:
    """Files that are handed out whole before it is their turn, where the workers read files; by their numbers."""

    def __init__(self, wholes: Mapping[int, Whole], workers: Workers) -> None:
        chosen = {number: one for number, one in wholes.items() if _fits(one)} if workers.reads_files else {}
        # One file alone is read in parts, if it has any, or else cut into pages here that all workers read.
        self._chosen = chosen if len(chosen) > 1 else {}
        self._results = workers.results(Work(one, Site()) for one in self._chosen.values())

    def step(self, number: int) -> Step | None:
        """What a file holds; None where it is left to be read in steps. Files are asked for in order."""
        if number not in self._chosen:
            return None
        _, result = next(self._results)
        if result.undone:
            return None
        step = Step(why=result.why)
        step.add(result)
        return step


def _fits(whole: Whole) -> bool:
    try:
        size = files.size(whole.path)
    except (OSError, ValueError):
        return False
    return size < _SMALL or (size <= _LARGEST and look(whole.path, whole.encoding).shape is None)
