"""MediaWiki's export XML (Special:Export, dumps; every schema version, and any part of one) → pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from battlex.model import Page
from battlex.read.context import Context
from battlex.read.pagexml import LeftOut, read_header, read_page, title_of
from battlex.read.site import Site
from battlex.read.split import Outside, PageXML, Splitter

# A header takes some 10 kB; what goes on for longer without a page is no dump of pages.
_MAX_OUTSIDE = 8 << 20
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def export_pages(chunks: Iterator[bytes], context: Context) -> Iterator[Page]:
    """The pages of an export or of a part of one; UTF-8.

    A page that cannot be read is reported, and reading goes on. Raises InputError, after the pages that stand before,
    where the export ends too early, where it holds no pages, or where it declares a document type.
    """
    splitter = Splitter()
    source = Site()
    inside = False
    seen = read = stubs = 0
    idle = 0
    for piece in _pieces(splitter, chunks):
        if isinstance(piece, Outside):
            idle += len(piece.data)
            if _DOCUMENT_TYPE.search(piece.data):
                raise context.error("declares a document type, which no MediaWiki export does; it is not read further")
            if b"</page>" in piece.data:
                context.report(context.error("begins within a page, which is left out"))
            header = piece.data.rfind(b"<mediawiki")
            if header >= 0:
                source = read_header(piece.data[header:], context)
            inside = header > piece.data.rfind(b"</mediawiki>") if header >= 0 else inside
            inside = inside and b"</mediawiki>" not in piece.data[max(header, 0) :]
            if idle > _MAX_OUTSIDE:
                raise context.error(f"holds no page within {_MAX_OUTSIDE >> 20} MiB; it is no dump of pages")
            continue
        idle = 0
        seen += 1
        page = read_page(piece, source, context)
        if isinstance(page, Page):
            read += 1
            yield page
        elif page is LeftOut.STUB:
            stubs += 1
    if splitter.rest is not None:
        raise context.error(f"ends within the page {title_of(splitter.rest.data)}: it is cut off; get it anew")
    if inside:
        raise context.error(f"ends after {seen} pages without </mediawiki>: it may be cut off; get it anew")
    if not seen:
        raise context.error("is an export without a page; check the title that was exported")
    if stubs and not read:
        raise context.error("holds no text of any page (a stub dump?); use pages-articles")


def _pieces(splitter: Splitter, chunks: Iterator[bytes]) -> Iterator[Outside | PageXML]:
    for chunk in chunks:
        yield from splitter.feed(chunk)
    yield from splitter.finish()
