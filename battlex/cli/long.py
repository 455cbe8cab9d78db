"""Runs over inputs of any size: dumps in parts, by as many workers as are wanted; everything else page by page."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

from battlex.cli import run
from battlex.cli.inputs import STANDARD_INPUT, Input
from battlex.cli.progress import Progress
from battlex.cli.report import Report
from battlex.dump.joined import Joined, Place, Step, streamed
from battlex.dump.plan import Look, Shape, look
from battlex.dump.run import Found, Task, Whole
from battlex.dump.told import no_battle
from battlex.dump.whole import Ahead
from battlex.dump.work import Alone, Workers
from battlex.errors import InputError
from battlex.model import Battle
from battlex.read import Content, content, pages_in
from battlex.read.context import Context
from battlex.read.sniff import BESIDE, Kind

LARGE = {Shape.PLAIN: 32 << 20, Shape.STREAMS: 8 << 20, None: 8 << 20}
"""From so many bytes on other processes are worth their start."""


class Mark(NamedTuple):
    """Everything before is given, and a run can be gone on with from here: an input's number, and the place in it."""

    input: int
    place: Place | None


def is_large(inputs: Iterable[Input]) -> bool:
    """Whether any of the inputs is a dump of a size that takes its time."""
    # Only what is large enough for some shape is looked into.
    return any(one.size >= min(LARGE.values()) and _is_large(one, look(one.path)) for one in inputs)


def _is_large(one: Input, seen: Look) -> bool:
    return seen.kind is Kind.EXPORT and one.size >= LARGE.get(seen.shape, 0)


@dataclass
class Long:
    """A run: its inputs, what is wanted, and who does the work."""

    inputs: Sequence[Input]
    task: Task
    report: Report
    progress: Progress
    workers: Callable[[], Workers]
    encoding: str | None = None
    hands_out_files: bool = False

    def found(self, start: Mark) -> Generator[Found | Mark, None, None]:
        """Every battle of every input from ``start`` on, in order, with marks between them."""
        origin, before, pages = None, (0, 0, 0), 0
        ahead = self._ahead(start)
        for number, one in enumerate(self.inputs):
            if number >= start.input:
                if one.origin != origin:
                    origin, before, pages = one.origin, self._counts(), self.report.pages
                step = ahead.step(number) if ahead is not None else None
                if step is not None:
                    yield from self._whole(one, step)
                else:
                    yield from self._input(number, one, start.place if number == start.input else None)
                following = self.inputs[number + 1].origin if number + 1 < len(self.inputs) else None
                if following != one.origin:
                    self._note(one.origin, before, self.report.pages - pages)
                yield Mark(number + 1, None)
            self.progress.input_done(one.size)

    def _ahead(self, start: Mark) -> Ahead | None:
        """The files that are handed out whole, where there are workers who read files."""
        if not self.hands_out_files:
            return None
        first = start.input + (start.place is not None)
        wholes = {
            number: Whole(one.path, self.encoding, one.in_folder)
            for number, one in enumerate(self.inputs)
            if number >= first and one.path != STANDARD_INPUT
        }
        return Ahead(wholes, self.workers())

    def _whole(self, one: Input, step: Step) -> Iterator[Found]:
        if one.size >= min(LARGE.values()):
            self.report.large = self.report.large or _is_large(one, look(one.path, self.encoding))
        yield from self._step(step)
        self.progress.at(one.size)

    def _counts(self) -> tuple[int, int, int]:
        return self.report.battles, self.report.errors, self.report.notes

    def _input(self, number: int, one: Input, place: Place | None) -> Iterator[Found | Mark]:
        if one.path == STANDARD_INPUT:
            yield from self._content(one.path, self.workers)
            return
        seen = look(one.path, self.encoding)
        if seen.kind is Kind.EXPORT:
            yield from self._export(number, one, seen, place)
        elif seen.kind not in BESIDE or not one.in_folder:
            task = self.task
            battles = run.battles(
                [one.path],
                self.report,
                language=task.language,
                encoding=self.encoding,
                prose=task.prose,
                namespaces=task.namespaces,
                notes=not one.in_folder,
            )
            yield from self._made(battles)

    def _export(self, number: int, one: Input, seen: Look, place: Place | None) -> Iterator[Found | Mark]:
        large = _is_large(one, seen)
        self.report.large = self.report.large or large

        def workers() -> Workers:
            return self.workers() if large else Alone(self.task)

        if seen.shape is None:
            yield from self._content(one.path, workers)
            return
        if place is not None:
            self.progress.begin_at(place.at)
        joined = Joined(one.path, seen.shape, self.task, workers(), place)
        with closing(joined.steps()) as steps:
            for step in steps:
                yield from self._step(step)
                self.progress.at(step.at)
                yield Mark(number, joined.place)

    def _content(self, path: str, workers: Callable[[], Workers]) -> Iterator[Found]:
        """The battles of what is read from its beginning to its end."""
        task = self.task
        context = Context(path, task.language, task.namespaces, self.report.error)
        try:
            with content(context, self.encoding) as held:
                if held.kind is Kind.EXPORT:
                    yield from self._stream(held, context, workers())
                else:
                    pages = pages_in(held.kind, held.chunks, context)
                    yield from self._made(
                        run.battles_of(pages, path, self.report, language=task.language, prose=task.prose)
                    )
        except InputError as error:
            self.report.error(error)

    def _stream(self, held: Content, context: Context, workers: Workers) -> Iterator[Found]:
        with closing(streamed(held.chunks, context, self.task, workers)) as steps:
            for step in steps:
                yield from self._step(step)
                self.progress.at(0)

    def _made(self, battles: Iterable[Battle]) -> Iterator[Found]:
        """Battles that the report knows already."""
        return (Found(self.task.form.made(battle), ()) for battle in battles)

    def _step(self, step: Step) -> Iterator[Found]:
        self.report.step(step)
        for found in step.found:
            self.report.found(found)
            yield found
        if step.why:
            self.report.note(step.why)

    def _note(self, origin: str, before: tuple[int, int, int], pages: int) -> None:
        """Tell of an input without a battle, where nothing else was told of it."""
        if before == self._counts():
            self.report.note(no_battle(origin, pages))
