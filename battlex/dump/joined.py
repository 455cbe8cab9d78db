"""A dump from its beginning to its end: its parts' results in order, and the pages that the cuts go through."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from battlex.dump.plan import Part, Shape, Sizes, parts
from battlex.dump.run import Batch, Found, Result, Task, Trouble, check_for
from battlex.dump.sieve import Sieve
from battlex.dump.work import Work, Workers
from battlex.errors import InputError
from battlex.read import content
from battlex.read.context import Context
from battlex.read.export import Outline
from battlex.read.pagexml import read_header, title_of
from battlex.read.site import Site
from battlex.read.split import Outside, PageXML, Splitter

_BATCH_PAGES = 32
_BATCH_BYTES = 1 << 20
_BATCH_SECONDS = 0.5
_FIRST_PAGES = 8
"""So many pages are read in any case: they show whether there are texts at all."""


@dataclass
class Step:
    """What one part adds: battles, troubles, counts; how far the file is read then; why a page has no battle."""

    found: list[Found] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    pages: int = 0
    passed: int = 0
    at: int = 0
    why: str = ""

    def add(self, result: Result) -> None:
        """Add what was found in a part."""
        self.found += result.found
        self.troubles += result.troubles
        self.pages += result.seen
        self.passed += result.passed


@dataclass
class Place:
    """Where the reading of a dump stands between two parts: all that is needed to go on from there."""

    shape: Shape
    at: int = 0
    carried: bytes = b""
    site: Site = field(default_factory=Site)
    inside: bool = False
    seen: int = 0
    read: int = 0
    stubs: int = 0


class Joined:
    """The reading of a file in parts. After each step ``place`` tells how to go on from there."""

    def __init__(
        self,
        path: str,
        shape: Shape,
        task: Task,
        workers: Workers,
        place: Place | None = None,
        sizes: Sizes | None = None,
    ) -> None:
        self.place = place or Place(shape, site=_site_of(path))
        self._path = path
        self._workers = workers
        self._sizes = sizes
        self._step = Step()
        self._context = Context(path, task.language, task.namespaces, self._report, whole=False)
        self._check = check_for(task.language)
        self._outline = Outline(self._context, self.place.site)
        self._outline.inside = self.place.inside
        self._outline.pages(self.place.seen, read=self.place.read, stubs=self.place.stubs)
        self._between = Splitter()
        self._between_pieces(self._between.feed(self.place.carried))

    def steps(self) -> Generator[Step, None, None]:
        """What each part adds; the last step has no battles, but may tell that the file is not whole."""
        works = (
            Work(part, self._outline.site) for part in parts(self._path, self.place.shape, self.place.at, self._sizes)
        )
        try:
            for work, result in self._workers.results(works):
                self._part(work, result)
                assert isinstance(work.what, Part)
                self._keep(work.what)
                yield self._taken()
            self._between_pieces(self._between.finish())
            self._outline.end(self._between.rest)
        except InputError as error:
            self._step.troubles.append(Trouble(str(error), False))
        yield self._taken()

    def _taken(self) -> Step:
        step, self._step = self._step, Step()
        step.at = self.place.at
        return step

    def _part(self, work: Work, result: Result) -> None:
        self._between_pieces(self._between.feed(result.head))
        if result.opened:
            rest = self._between.rest
            if rest is not None:
                self._report(self._context.error(f"the page {title_of(rest.data)} has no end; it is left out"))
            self._between_pieces(self._between.finish())
            self._between = Splitter()
        # The part itself begins before its header, and knows the site that this tells.
        if work.site != self._outline.site and b"<mediawiki" not in result.head:
            result = self._workers.result(Work(work.what, self._outline.site))
        self._step.add(result)
        if result.seen:
            self._outline.pages(result.seen, read=result.read, stubs=result.stubs)
        for data in result.outside:
            self._outline.outside(data)
        self._between_pieces(self._between.feed(result.tail))

    def _between_pieces(self, pieces: Iterable[Outside | PageXML]) -> None:
        """Pages that begin in one part and end in another, and what stands outside of pages."""
        for piece in pieces:
            if isinstance(piece, Outside):
                self._outline.outside(piece.data)
            elif piece.whole and not self._check(piece.data):
                self._step.pages += 1
                self._outline.pages(1, read=0, stubs=0)
            else:
                result = self._workers.result(Work(Batch(self._path, (piece,)), self._outline.site))
                result.seen = 1
                self._step.add(result)
                self._outline.pages(1, read=result.read, stubs=result.stubs)

    def _report(self, error: InputError) -> None:
        self._step.troubles.append(Trouble(str(error), False))

    def _keep(self, part: Part) -> None:
        outline = self._outline
        self.place = Place(
            part.shape,
            part.end,
            self._between.held,
            outline.site,
            outline.inside,
            outline.seen,
            outline.read,
            outline.stubs,
        )


def _site_of(path: str) -> Site:
    """The site that a file's header tells, before any part is read."""
    with content(Context(path)) as found:
        head = next(found.chunks, b"")
    at = head.find(b"<mediawiki")
    return read_header(head[at:], Context(path)) if at >= 0 else Site()


def streamed(chunks: Iterable[bytes], context: Context, task: Task, workers: Workers) -> Generator[Step, None, None]:
    """What an export holds that is read from its beginning to its end: it is cut into pages here, and read by others."""
    stream = _Stream(chunks, context, task)
    for _, result in workers.results(stream.works()):
        step = stream.taken()
        step.add(result)
        stream.outline.read += result.read
        stream.outline.stubs += result.stubs
        yield step
    stream.finish()
    yield stream.taken()


class _Stream:
    """Cuts an export into batches of the pages that may hold a battle."""

    def __init__(self, chunks: Iterable[bytes], context: Context, task: Task) -> None:
        self._chunks = chunks
        self._context = context
        self._step = Step()
        self._sieve = Sieve(check_for(task.language), _FIRST_PAGES)
        self._error: InputError | None = None
        self._handed_on = 0.0
        self.outline = Outline(Context(context.path, task.language, task.namespaces, self._report))

    def works(self) -> Iterator[Work]:
        """The batches; an error is kept for the end, when what stands before it is read."""
        held: list[PageXML] = []
        site = self.outline.site
        try:
            for piece in self._pieces():
                if isinstance(piece, PageXML):
                    held.append(piece)
                elif piece is not None:
                    self.outline.outside(piece.data)
                    site, before = self.outline.site, site
                    if site != before and held:
                        yield Work(Batch(self._context.path, tuple(held)), before)
                        held = []
                if self._is_enough(held):
                    yield Work(Batch(self._context.path, tuple(held)), site)
                    held = []
        except InputError as error:
            self._error = error
        self._count()
        if held:
            yield Work(Batch(self._context.path, tuple(held)), site)

    def _is_enough(self, held: list[PageXML]) -> bool:
        """Whether what is held is to be handed on: much of it, or after a while, so that results come steadily."""
        enough = (
            len(held) >= _BATCH_PAGES
            or sum(len(piece.data) for piece in held) >= _BATCH_BYTES
            or monotonic() - self._handed_on > _BATCH_SECONDS
        )
        if enough:
            self._handed_on = monotonic()
        return enough

    def _pieces(self) -> Iterator[Outside | PageXML | None]:
        """What has to be looked at; None behind every chunk."""
        for chunk in self._chunks:
            yield from self._sieve.feed(chunk)
            self._count()
            self._step.at += len(chunk)
            yield None
        yield from self._sieve.finish()
        self._count()

    def _count(self) -> None:
        seen = self._sieve.seen - self.outline.seen
        if seen:
            self._step.pages += seen
            self.outline.pages(seen, read=0, stubs=0)

    def _report(self, error: InputError) -> None:
        self._step.troubles.append(Trouble(str(error), False))

    def taken(self) -> Step:
        """What was counted since this was last asked for."""
        step, self._step = self._step, Step()
        return step

    def finish(self) -> None:
        """Tell how the export ended."""
        try:
            if self._error is not None:
                raise self._error
            self.outline.end(self._sieve.rest)
        except InputError as error:
            self._report(error)
