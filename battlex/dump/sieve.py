"""Which pages of an export need to be read? Told chunk by chunk, without cutting out the others, which are nearly all.

Between the first page that begins in a chunk and the last one that ends in it no page is cut: there, only pages around
what the pre-check finds are taken out. What is left at both ends of the chunk goes through a Splitter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from battlex.dump.precheck import Precheck
from battlex.read.split import Outside, PageXML, Splitter

_OPEN = b"<page>"
_CLOSE = b"</page>"
# Sections and comments, which MediaWiki does not write, may hide what looks like a page. They begin or end so.
_OPAQUE = (b"<!", b"]]>", b"-->")


class Sieve:
    """Takes the bytes of an export, or of any stretch of one, and gives the pages that may hold a battle.

    ``seen`` counts all pages, and the first ``samples`` of them are given in any case. Offsets have no meaning.
    """

    def __init__(self, check: Precheck, samples: int = 1) -> None:
        self.seen = 0
        self._check = check
        self._samples = samples
        self._splitter = Splitter()

    @property
    def rest(self) -> PageXML | None:
        """The page whose end has not come yet, None where there is none."""
        return self._splitter.rest

    def feed(self, chunk: bytes) -> Iterator[Outside | PageXML]:
        """The pages, and what stands between pages, that the next bytes complete."""
        first, last = chunk.find(_OPEN), chunk.rfind(_CLOSE)
        if 0 <= first < last:
            last += len(_CLOSE)
            yield from self._sifted(self._splitter.feed(chunk[:first]))
            pages = self._called(chunk, first, last) if self._splitter.rest is None else None
            if pages is None:
                chunk = chunk[first:]
            else:
                # All that is held stands outside of pages, and before these.
                yield from self._splitter.finish()
                self.seen += chunk.count(_CLOSE, first, last)
                yield from pages
                chunk = chunk[last:]
        yield from self._sifted(self._splitter.feed(chunk))

    def finish(self) -> Iterator[Outside]:
        """What stands behind the last page; nothing while a page is not complete (see ``rest``)."""
        return self._splitter.finish()

    def _called(self, chunk: bytes, first: int, last: int) -> list[PageXML] | None:
        """The pages to be read of a stretch of whole ones; None where what looks like one may be something else."""
        pages = []
        while first < last:
            call = first if self._samples else self._check.find(chunk, first, last)
            if call < 0:
                break
            start = chunk.find(_OPEN, first, last) if self._samples else chunk.rfind(_OPEN, first, call)
            first = chunk.index(_CLOSE, call) + len(_CLOSE)
            if start >= 0:
                pages.append(PageXML(0, chunk[start:first]))
                self._samples = max(0, self._samples - 1)
        return None if any(mark in page.data for page in pages for mark in _OPAQUE) else pages

    def _sifted(self, pieces: Iterable[Outside | PageXML]) -> Iterator[Outside | PageXML]:
        for piece in pieces:
            if isinstance(piece, PageXML):
                self.seen += 1
                if piece.whole and not self._samples and self._check.find(piece.data) < 0:
                    continue
                self._samples = max(0, self._samples - 1)
            yield piece
