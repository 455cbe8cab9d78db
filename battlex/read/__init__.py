"""Where pages come from: files of wikitext, exports and dumps, answers of the API; folders of them; standard input."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import closing, contextmanager
from typing import BinaryIO, NamedTuple

from battlex.errors import InputError
from battlex.model import Page
from battlex.read.article import article_page
from battlex.read.context import Context
from battlex.read.folder import article_files, is_folder
from battlex.read.sniff import BESIDE, HEAD, Kind, is_7z, is_compressed, kind_of
from battlex.read.source import as_utf8, check_encoding, chunks_of, opened, peeked, stated_encoding

__all__ = ["Content", "content", "pages", "pages_in"]


class Content(NamedTuple):
    """What a file is, its bytes in UTF-8, and whether these are what stands in the file (decompressed)."""

    kind: Kind
    chunks: Iterator[bytes]
    as_it_is: bool


def pages(
    path: str | os.PathLike[str],
    *,
    language: str | None = None,
    encoding: str | None = None,
    namespaces: Collection[int] | None = (0,),
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Page]:
    """The pages of a file, a folder, a dump or, for ``"-"``, standard input, one by one and in order.

    What a file is, its compression included, is told from its content: wikitext, MediaWiki's export XML (a whole dump
    or any part of one), JSON of its APIs, or JSON with a page a line. A folder is read with all its subfolders, in the
    order of the names, the files whose names end as articles' names do, no hidden ones and none that battlex has
    written. In exports and JSON pages of other ``namespaces`` (None: all), redirects and whatever is no wikitext are
    left out, and the newest revision of each page is read. A file is read as it is asked for, a page at a time.

    ``language`` is that of all pages, else what the input states, else None. ``encoding`` is needed where the text is
    neither UTF-8 nor UTF-16 or UTF-32 with a byte order mark.

    What cannot be read never keeps the rest from being read. Each error is given to ``on_error`` as it happens; without
    it the first one is raised at the end, when every page that can be read has been given.
    """
    check_encoding(encoding)
    errors: list[InputError] = []
    report = on_error or errors.append
    name = os.fspath(path)
    folder = is_folder(name)
    for file in article_files(name, report) if folder else (name,):
        context = Context(file, language, namespaces, report)
        try:
            yield from _pages_of(context, encoding, in_folder=folder)
        except InputError as error:
            report(error)
    if errors:
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise InputError(f"{errors[0]}{more}")


def _pages_of(context: Context, encoding: str | None, *, in_folder: bool) -> Iterator[Page]:
    """The pages of one file; InputError, after what stands before, where it cannot be read further."""
    with content(context, encoding) as (kind, chunks, _):
        if kind not in BESIDE or not in_folder:
            yield from pages_in(kind, chunks, context)


@contextmanager
def content(context: Context, encoding: str | None = None) -> Iterator[Content]:
    """What a file is, and its content: opened, decompressed, in UTF-8; InputError where there is none."""
    with opened(context) as file, closing(_decompressed(file, context)) as unpacked:
        start, marked = peeked(unpacked, HEAD)
        head, chunks = peeked(as_utf8(marked, start, encoding, context), HEAD)
        if not head:
            # Damage may be the reason; then this raises it.
            next(chunks, None)
            raise context.error("is empty")
        yield Content(kind_of(head, context), chunks, encoding is None and stated_encoding(start) is None)


def pages_in(kind: Kind, chunks: Iterator[bytes], context: Context) -> Iterator[Page]:
    """The pages that content of this kind holds; InputError, after what stands before, where it cannot be read further."""
    # Imported where they are used: reading one article is to start without them.
    if kind is Kind.EXPORT:
        from battlex.read.export import export_pages

        yield from export_pages(chunks, context)
    elif kind is Kind.JSON:
        from battlex.read.api import json_pages

        yield from json_pages(chunks, context)
    elif kind is Kind.WIKITEXT:
        yield article_page(chunks, context)
    elif kind is Kind.OUTPUT:
        raise context.error("was written by battlex; give the articles that it was made from")
    else:
        raise context.error("is the index of a dump; give the dump itself")


def _decompressed(file: BinaryIO, context: Context) -> Generator[bytes, None, None]:
    """The file's bytes, decompressed where it is compressed."""
    head, chunks = peeked(chunks_of(file, context), 16)
    if is_7z(head):
        from battlex.read.sevenzip import unpacked

        return unpacked(file, context)
    if is_compressed(head):
        from battlex.read.compression import decompressed

        return decompressed(chunks, head, context)
    return chunks
