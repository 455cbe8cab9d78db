"""Cutting the UTF-8 bytes of an export into pages, without reading the XML.

In XML a ``<`` of the text is escaped, so ``<page>`` and ``</page>`` are found by plain search, many times faster than by
a parser. A page that is not well-formed then costs that page alone, and any stretch of a dump can be cut by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from battlex.pattern import pattern
from battlex.read.context import MAX_PAGE

_OPEN = b"<page"
_CLOSE = b"</page>"
_AFTER_NAME = b" \t\r\n>"
_OPAQUE = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))
_REVISION = b"<revision"
_REVISION_END = b"</revision>"
_TIMESTAMP = pattern(rb"<timestamp>([^<]*+)")
_DELETED = pattern(rb"<text\s[^<>]*?\bdeleted=")
_MAX_OUTSIDE = 1 << 20
# Where a page outgrows this, its older revisions are let go.
_THIN = 4 << 20


class Outside(NamedTuple):
    """Bytes between pages: the header, the end, or the rest of a page whose beginning is not there."""

    offset: int
    data: bytes


class PageXML(NamedTuple):
    """The bytes from ``<page>`` to ``</page>``, revisions before the newest left out where there are very many.

    ``whole`` is false for a page that is too large to be read; ``data`` then is its beginning.
    """

    offset: int
    data: bytes
    whole: bool = True


class Splitter:
    """Takes the bytes of an export, or of any stretch of one, and gives its pages and what stands outside them.

    Holds at most the page that is not complete yet, and this at most up to ``MAX_PAGE``.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._fed = 0
        self._inside = False
        self._page_offset = 0
        self._searched = 0
        self._marks = 0
        self._closing = 0
        self._limit = _THIN
        self._skipping = False

    def pieces(self, chunks: Iterable[bytes]) -> Iterator[Outside | PageXML]:
        """All pieces of what is nothing but these chunks."""
        for chunk in chunks:
            yield from self.feed(chunk)
        yield from self.finish()

    def feed(self, chunk: bytes) -> Iterator[Outside | PageXML]:
        """The pieces that the next bytes complete."""
        self._buffer += chunk
        self._fed += len(chunk)
        while True:
            if not self._inside:
                start = self._page_start()
                yield from self._outside(start if start >= 0 else max(0, len(self._buffer) - len(_OPEN)), start >= 0)
                if start < 0:
                    return
                self._begin_page()
            end = self._page_end()
            if end < 0:
                yield from self._bound()
                return
            if self._skipping:
                del self._buffer[:end]
            else:
                yield PageXML(self._page_offset, self._take(end))
            self._inside = self._skipping = False
            self._searched = 0

    def finish(self) -> Iterator[Outside]:
        """What stands after the last page; nothing while a page is not complete (see ``rest``)."""
        if not self._inside:
            yield from self._outside(len(self._buffer), True)

    @property
    def rest(self) -> PageXML | None:
        """The page whose end has not come yet, None where there is none."""
        return PageXML(self._page_offset, bytes(self._buffer), False) if self._inside else None

    @property
    def held(self) -> bytes:
        """All bytes that are waiting for others; another splitter that is given them goes on as this one would."""
        return bytes(self._buffer)

    def _take(self, end: int) -> bytes:
        data = bytes(memoryview(self._buffer)[:end])
        del self._buffer[:end]
        return data

    def _page_start(self) -> int:
        """Where the next page starts in the buffer, -1 where that has not come yet."""
        at = self._searched
        while (at := self._buffer.find(_OPEN, at)) >= 0:
            after = self._buffer[at + len(_OPEN) : at + len(_OPEN) + 1]
            if not after or after in _AFTER_NAME:
                return at if after else -1
            at += len(_OPEN)
        self._searched = max(0, len(self._buffer) - len(_OPEN))
        return -1

    def _outside(self, end: int, complete: bool) -> Iterator[Outside]:
        if not complete and end < _MAX_OUTSIDE:
            return
        offset = self._fed - len(self._buffer)
        data = self._take(end)
        self._searched = 0
        if data and not data.isspace():
            yield Outside(offset, data)

    def _begin_page(self) -> None:
        self._inside = True
        self._page_offset = self._fed - len(self._buffer)
        self._searched = self._marks = self._closing = 0
        self._limit = _THIN

    def _page_end(self) -> int:
        """Where the open page ends in the buffer, -1 where that has not come yet."""
        buffer = self._buffer
        while (end := buffer.find(_CLOSE, self._searched)) >= 0:
            mark = -1 if self._skipping else buffer.find(b"<!", self._marks, end)
            if mark < 0:
                return end + len(_CLOSE)
            self._marks = mark + 2
            for opener, closer in _OPAQUE:
                if buffer.startswith(opener, mark):
                    close = buffer.find(closer, max(mark + len(opener), self._closing))
                    if close < 0:
                        self._marks, self._searched = mark, end
                        self._closing = len(buffer) - len(closer) + 1
                        return -1
                    self._marks, self._closing = close + len(closer), 0
                    self._searched = max(self._searched, self._marks)
        self._searched = max(self._searched, len(buffer) - len(_CLOSE) + 1)
        return -1

    def _bound(self) -> Iterator[PageXML]:
        """Keep the open page within its bounds."""
        if self._skipping:
            del self._buffer[: -len(_CLOSE)]
            self._searched = 0
        elif len(self._buffer) > self._limit:
            thin(self._buffer)
            self._searched = self._marks = self._closing = 0
            self._limit = min(MAX_PAGE, max(_THIN, 2 * len(self._buffer)))
            if len(self._buffer) > MAX_PAGE:
                yield PageXML(self._page_offset, bytes(self._buffer[:4096]), False)
                self._skipping = True
                del self._buffer[: -len(_CLOSE)]


def thin(page: bytearray) -> None:
    """Take all complete revisions out of a page but the newest that has a text; the last one may be incomplete."""
    first = page.find(_REVISION)
    at = first
    best: tuple[tuple[bool, bytes], int, int] | None = None
    while at >= 0 and (end := page.find(_REVISION_END, at)) >= 0:
        end += len(_REVISION_END)
        revision = page[at:end]
        stamp = _TIMESTAMP.search(revision)
        rank = (not _DELETED.search(revision), bytes(stamp[1]) if stamp else b"")
        if best is None or rank >= best[0]:
            best = rank, at, end
        at = end
    if best is not None:
        del page[best[2] : at]
        del page[first : best[1]]
