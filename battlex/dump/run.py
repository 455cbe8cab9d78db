"""What does a part of a dump hold? The battles in it, and what stands at its ends, which its neighbours complete."""

from __future__ import annotations

import signal
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from battlex.dump import stretch
from battlex.dump.forms import Form
from battlex.dump.plan import Part, Shape
from battlex.dump.precheck import Precheck
from battlex.dump.sieve import Sieve
from battlex.dump.told import fault, place_of, problems_of
from battlex.errors import BattlexError, InputError
from battlex.fields import infobox_names
from battlex.languages import load
from battlex.languages.recognise import known_templates
from battlex.model import Battle, Page
from battlex.pipeline import extract
from battlex.read.context import MAX_PAGE, Context
from battlex.read.pagexml import LeftOut, read_header, read_page, title_of
from battlex.read.site import Site
from battlex.read.split import Outside, PageXML

_PAGE_SECONDS = 120
"""No page takes a hundredth of this; one that takes longer is given up."""


@dataclass(frozen=True)
class Task:
    """What is wanted of every page. ``tell`` asks for the problems of every battle in words."""

    form: Form
    language: str | None = None
    prose: bool = True
    namespaces: Collection[int] | None = (0,)
    tell: bool = False


@dataclass(frozen=True)
class Batch:
    """Pages that were cut out of an input that has no parts."""

    path: str
    pages: tuple[PageXML, ...]


@dataclass(frozen=True)
class Whole:
    """A file that is read from its beginning to its end by one worker; ``in_folder`` where a folder was asked for."""

    path: str
    encoding: str | None = None
    in_folder: bool = False


class Found(NamedTuple):
    """A battle: what the form made of it, its problems' codes, and these in words where that was asked for."""

    made: Any
    codes: tuple[str, ...]
    told: tuple[str, ...] = ()


class Trouble(NamedTuple):
    """Something that could not be read, in one line; whether it is one page."""

    message: str
    page: bool


@dataclass
class Result:
    """What a part holds: its battles in order, and counts of its pages.

    ``head`` is what stands before the first page that begins in the part, ``tail`` what stands behind the last page that
    ends in it; where none begins, all is ``head``. ``opened`` tells whether one does, or whether bytes are missing, so
    that a page that is open before the part is not completed in it. ``undone`` where a whole file was not read, and is
    left to whoever asked; ``why`` tells of the one page of a file why it has no battle.
    """

    seen: int = 0
    passed: int = 0
    read: int = 0
    stubs: int = 0
    size: int = 0
    opened: bool = False
    head: bytes = b""
    tail: bytes = b""
    outside: list[bytes] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    undone: bool = False
    why: str = ""


def run(work: Part | Batch, site: Site, task: Task) -> Result:
    """Read a part, or a batch of pages, of an export; ``site`` is what its header told."""
    return Run(work.path, site, task).of(work)


def candidates(part: Part, site: Site, task: Task) -> tuple[Result, tuple[PageXML, ...]]:
    """A part's result without its battles, and the pages that may hold some."""
    job = Run(part.path, site, task, only_look=True)
    return job.of(part), tuple(job.looked)


@lru_cache(maxsize=8)
def check_for(language: str | None) -> Precheck:
    """Tells whether bytes may hold an infobox that is looked for in this language."""
    return Precheck(known_templates() | (infobox_names(load(language)) if language else frozenset()))


class Run:
    """The reading of one part."""

    def __init__(self, path: str, site: Site, task: Task, *, only_look: bool = False) -> None:
        self.result = Result()
        self.looked: list[PageXML] = []
        self._only_look = only_look
        self._site = site
        self._task = task
        self._context = Context(path, task.language, task.namespaces, self._page_error, whole=False)

    def of(self, work: Part | Batch) -> Result:
        if isinstance(work, Batch):
            for piece in work.pages:
                self._page(piece)
        else:
            try:
                self._part(work)
            except OSError as error:
                self.result.opened = True
                self._page_error(self._context.error(f"reading failed at byte {work.start:,} ({error.strerror})"))
        return self.result

    def _page_error(self, error: InputError) -> None:
        self.result.troubles.append(Trouble(str(error), True))

    def _part(self, part: Part) -> None:
        result = self.result
        check = check_for(self._task.language)
        sieve = Sieve(check)
        unopened: list[bytes] = []
        for chunk in self._xml(part):
            if not result.opened and result.size < MAX_PAGE:
                unopened.append(chunk)
            result.size += len(chunk)
            if chunk:
                self._pieces(sieve.feed(chunk), sieve)
                continue
            # Bytes are missing here: what is open is lost, and what comes is no beginning.
            if sieve.rest is not None:
                self._lost(sieve.rest)
            result.opened = True
            result.seen += sieve.seen
            sieve = Sieve(check)
        result.seen += sieve.seen
        rest = sieve.rest
        closing = list(sieve.finish())
        if rest is not None:
            result.tail = rest.data
        elif result.opened:
            # The beginning of a page may be cut in two, too.
            result.tail = b"".join(piece.data for piece in closing)
        else:
            # All of it lies within a page, or without any; blanks may be part of a text.
            result.head = b"".join(unopened)

    def _pieces(self, pieces: Iterable[Outside | PageXML], sieve: Sieve) -> None:
        result = self.result
        for piece in pieces:
            if isinstance(piece, PageXML):
                result.opened = True
                self._page(piece)
                continue
            if b"<mediawiki" in piece.data:
                self._site = read_header(piece.data[piece.data.rfind(b"<mediawiki") :], Context(self._context.path))
            if result.opened:
                result.outside.append(piece.data)
            elif len(result.head) < MAX_PAGE:
                result.head += piece.data
        if sieve.rest is not None or sieve.seen:
            result.opened = True

    def _page(self, piece: PageXML) -> None:
        result = self.result
        result.passed += 1
        if self._only_look:
            self.looked.append(piece)
            return
        page = read_page(piece, self._site, self._context)
        result.stubs += page is LeftOut.STUB
        if isinstance(page, Page):
            result.read += 1
            result.found += found_in(page, self._task, result.troubles)

    def _lost(self, piece: PageXML) -> None:
        self._page_error(self._context.error(f"the page {title_of(piece.data)} is damaged; it is left out"))

    def _xml(self, part: Part) -> Iterator[bytes]:
        """What a part holds, in chunks; an empty one where bytes are missing, which is a trouble."""
        if part.shape is Shape.PLAIN:
            yield from stretch.chunks_of(part)
        elif part.shape is Shape.STREAMS:
            yield from self._streams(part)
        else:
            yield from self._blocks(part)

    def _streams(self, part: Part) -> Iterator[bytes]:
        from battlex.dump.streams import Damage, read_streams

        for chunk in read_streams(b"".join(stretch.chunks_of(part))):
            if isinstance(chunk, Damage):
                self._damage(part.start + chunk.at, chunk.reason)
                yield b""
            else:
                yield chunk

    def _blocks(self, part: Part) -> Iterator[bytes]:
        from battlex.dump import blocks

        size = part.end - part.start
        data = stretch.with_blocks(part)
        first = blocks.first_block(data, 0)
        if first is None or first >= size * 8:
            return
        behind = blocks.first_block(data, size)
        try:
            yield from blocks.read_blocks(data, first, len(data) * 8 if behind is None else behind)
        except blocks.Damaged as error:
            self._damage(part.start, str(error))

    def _damage(self, at: int, reason: str) -> None:
        error = self._context.error(
            f"the bzip2 data at byte {at:,} of the file is damaged ({reason}); get the file anew"
        )
        self.result.troubles.append(Trouble(str(error), False))


def found_in(page: Page, task: Task, troubles: list[Trouble]) -> list[Found]:
    """The battles of a page; what goes wrong costs this page alone and is added to ``troubles``."""
    try:
        with _limited():
            return [_found(battle, task) for battle in extract(page, language=task.language, prose=task.prose)]
    except BattlexError as error:
        troubles.append(Trouble(f"{place_of(page)}: {error}", True))
    except _TooLong:
        troubles.append(Trouble(f"{place_of(page)}: takes more than {_PAGE_SECONDS} s; it is left out", True))
    except Exception as error:  # one page must never cost the run
        troubles.append(Trouble(fault(error, page), True))
    return []


def _found(battle: Battle, task: Task) -> Found:
    codes = tuple(problem.code for problem in battle.problems)
    return Found(task.form.made(battle), codes, tuple(problems_of(battle)) if task.tell else ())


class _TooLong(BaseException):
    """A page takes too long; no handler of ordinary errors may catch it."""


@contextmanager
def _limited() -> Iterator[None]:
    """Raise _TooLong where what is done takes too long; signals, which this needs, reach the main thread only."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _PAGE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
