"""MediaWiki's export XML (Special:Export, dumps; every schema version, and any part of one) → pages."""

from __future__ import annotations

from collections.abc import Iterator

from battlex.model import Page
from battlex.pattern import pattern
from battlex.read.context import Context
from battlex.read.pagexml import LeftOut, read_header, read_page, title_of
from battlex.read.site import Site
from battlex.read.split import Outside, PageXML, Splitter

# A header takes some 10 kB; what goes on for longer without a page is no dump of pages.
_MAX_OUTSIDE = 8 << 20
_DOCUMENT_TYPE = pattern(rb"<!(?:DOCTYPE|ENTITY)")


def export_pages(chunks: Iterator[bytes], context: Context) -> Iterator[Page]:
    """The pages of an export or of a part of one; UTF-8.

    A page that cannot be read is reported, and reading goes on. Raises InputError, after the pages that stand before,
    where the export ends too early, where it holds no pages, or where it declares a document type.
    """
    splitter = Splitter()
    outline = Outline(context)
    for piece in splitter.pieces(chunks):
        if isinstance(piece, Outside):
            outline.outside(piece.data)
            continue
        page = read_page(piece, outline.site, context)
        outline.pages(1, read=isinstance(page, Page), stubs=page is LeftOut.STUB)
        if isinstance(page, Page):
            yield page
    outline.end(splitter.rest)


class Outline:
    """What an export holds besides its pages: told piece by piece, it knows the site, and whether the whole is there."""

    def __init__(self, context: Context, site: Site | None = None) -> None:
        self.site = site or Site()
        self._context = context
        self.inside = False
        self.seen = self.read = self.stubs = 0
        self._idle = 0

    def pages(self, seen: int, *, read: int, stubs: int) -> None:
        """So many pages were seen, so many of them read, and so many left out because their text is elsewhere."""
        self._idle = 0
        self.seen += seen
        self.read += read
        self.stubs += stubs

    def outside(self, data: bytes) -> None:
        """Bytes that stand between pages; InputError where it makes no sense to read on."""
        self._idle += len(data)
        if _DOCUMENT_TYPE.search(data):
            raise self._context.error(
                "declares a document type, which no MediaWiki export does; it is not read further"
            )
        if b"</page>" in data:
            self._context.report(self._context.error("begins within a page, which is left out"))
        header = data.rfind(b"<mediawiki")
        if header >= 0:
            self.site = read_header(data[header:], self._context)
            self.inside = header > data.rfind(b"</mediawiki>")
        self.inside = self.inside and b"</mediawiki>" not in data[max(header, 0) :]
        if self._idle > _MAX_OUTSIDE:
            raise self._context.error(f"holds no page within {_MAX_OUTSIDE >> 20} MiB; it is no dump of pages")

    def end(self, rest: PageXML | None) -> None:
        """The export ends, perhaps within a page; InputError where it is not whole or holds nothing."""
        error = self._context.error
        if rest is not None:
            raise error(f"ends within the page {title_of(rest.data)}: it is cut off; get it anew")
        if self.inside:
            raise error(f"ends after {self.seen} pages without </mediawiki>: it may be cut off; get it anew")
        if not self.seen:
            raise error("is an export without a page; check the title that was exported")
        if self.stubs and not self.read:
            raise error("holds no text of any page (a stub dump?); use pages-articles")
