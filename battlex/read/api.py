"""JSON → pages: answers of MediaWiki's APIs, and pages as records, one a line or in an array."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from battlex.model import Page
from battlex.read.article import clean, is_redirect
from battlex.read.context import MAX_PAGE, Context
from battlex.read.site import Site, site

# Where records keep what makes a page, the first that is there and of the right type: MediaWiki's action and REST APIs,
# Wikimedia Enterprise, CirrusSearch dumps, rows of Wikimedia's data lake, and plain data sets.
_KEYS = {
    key: tuple(tuple(name.split(".")) for name in names.split())
    for key, names in {
        "wikitext": "wikitext wikitext.* source source_text revision_text article_body.wikitext content * text",
        "title": "title page_title name",
        "language": "pagelanguage in_language.identifier language lang",
        "page_id": "pageid page_id identifier id",
        "revision_id": "revid revision_id latest.id version.identifier version",
        "timestamp": "timestamp revision_timestamp latest.timestamp date_modified",
        "url": "url canonicalurl fullurl html_url",
        "wiki": "wiki wiki_db dbname is_part_of.identifier",
        "namespace": "ns namespace page_namespace namespace.identifier",
        "model": "contentmodel content_model model",
    }.items()
}
_NUMBERS = frozenset({"page_id", "revision_id", "namespace"})


class _NotAPage(Exception):
    """A value that holds no page; the text says what it is instead."""


def json_pages(chunks: Iterator[bytes], context: Context) -> Iterator[Page]:
    """The pages of a JSON document, or of JSON documents one a line; UTF-8.

    A line, or a member of an array, that cannot be read is reported, and reading goes on. Raises InputError where
    nothing can be read.
    """
    lines = _lines(chunks)
    first = next(lines, b"")
    second = next((line for line in lines if not line.isspace()), b"")
    if first.lstrip().startswith(b"{") and second.lstrip().startswith(b"{"):
        yield from _records(_line_by_line(chain((first, second), lines)), context)
        return
    document = bytearray(first + second)
    for line in lines:
        document += line
        if len(document) > MAX_PAGE:
            break
    if len(document) > MAX_PAGE:
        raise context.error(f"is JSON of more than {MAX_PAGE >> 20} MiB; write one page a line (`jq -c '.[]'`)")
    try:
        value = _parsed(bytes(document))
        if isinstance(value, list):
            if not value:
                raise _NotAPage("is an empty array; check what it was made from")
            yield from _records(((f"item {place:,}", item) for place, item in enumerate(value, 1)), context)
        else:
            yield from _pages(value, context)
    except _NotAPage as error:
        raise context.error(str(error)) from None


def _line_by_line(lines: Iterator[bytes]) -> Iterator[tuple[str, Any]]:
    """Each line's place and value; the value is a _NotAPage where the line cannot be read."""
    for place, line in enumerate(lines, 1):
        if line.isspace():
            continue
        value: Any = _NotAPage(f"is longer than {MAX_PAGE >> 20} MiB")
        if len(line) <= MAX_PAGE:
            try:
                value = _parsed(line)
            except _NotAPage as error:
                value = error
        # CirrusSearch dumps put such a line before every page.
        if not (isinstance(value, dict) and value.keys() == {"index"}):
            yield f"line {place:,}", value


def _records(values: Iterable[tuple[str, Any]], context: Context) -> Iterator[Page]:
    """The pages of many values; those that hold none are reported once: the first, and how many more there are."""
    wrong = 0
    first = ""
    for place, value in values:
        try:
            if isinstance(value, _NotAPage):
                raise value
            yield from _pages(value, context)
        except _NotAPage as error:
            wrong += 1
            first = first or f"{place} {error}"
    if wrong:
        more = f", nor can {wrong - 1:,} more be read" if wrong > 1 else ""
        context.report(context.error(f"{first}{more}; left out"))


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The lines; of one that is too long no more than shows that it is."""
    held = bytearray()
    for chunk in chunks:
        *complete, rest = chunk.split(b"\n")
        for line in complete:
            yield bytes(held[: MAX_PAGE + 1]) + line + b"\n"
            held.clear()
        if len(held) <= MAX_PAGE:
            held += rest
    if held:
        yield bytes(held)


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise _NotAPage("is not UTF-8; name its encoding with --encoding") from None
    except RecursionError:
        raise _NotAPage("is JSON nested too deeply") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise _NotAPage(f"is no valid JSON ({error.msg}, {where})") from None
    except ValueError as error:
        raise _NotAPage(f"is no valid JSON ({error})") from None


def _pages(value: Any, context: Context) -> Iterator[Page]:
    """The pages of one JSON value."""
    if not isinstance(value, dict):
        raise _NotAPage("holds no page: neither a MediaWiki API's answer nor an object with wikitext")
    if isinstance(value.get("error"), dict):
        error = value["error"]
        raise _NotAPage(f"is an API's error message ({error.get('info') or error.get('code') or 'no reason given'})")
    if isinstance(value.get("query"), dict):
        yield from _query(value["query"], context)
    elif isinstance(value.get("parse"), dict):
        yield from _page(value["parse"], Site(), context)
    else:
        yield from _page(value, Site(), context)


def _query(query: Mapping[str, Any], context: Context) -> Iterator[Page]:
    """The pages of ``action=query&prop=revisions``, whose form depends on ``formatversion`` and ``rvslots``."""
    pages = query.get("pages")
    pages = list(pages.values()) if isinstance(pages, dict) else pages
    if not isinstance(pages, list):
        raise _NotAPage("is an API's answer without pages; ask for prop=revisions&rvprop=ids|timestamp|content")
    general = query.get("general")
    general = general if isinstance(general, dict) else {}
    source = site(
        _string(general.get("base")), wiki=_string(general.get("wikiid")), language=_string(general.get("lang"))
    )
    for page in pages:
        if not isinstance(page, dict):
            continue
        revisions = [entry for entry in page.get("revisions") or () if isinstance(entry, dict)]
        if not revisions:
            title = _string(page.get("title")) or page.get("pageid")
            why = "does not exist" if "missing" in page or "invalid" in page else "comes without a revision"
            context.report(context.error(f"the page {title!r} {why}; check the request"))
            continue
        newest = max(revisions, key=lambda entry: (_has_text(entry), _string(entry.get("timestamp")) or ""))
        yield from _page({**page, **_slot(newest)}, source, context)


def _slot(revision: Mapping[str, Any]) -> dict[str, Any]:
    """A revision with the content of its main slot, whether it has slots or not."""
    slots = revision.get("slots")
    main = slots.get("main") if isinstance(slots, dict) else None
    return {**revision, **main} if isinstance(main, dict) else dict(revision)


def _has_text(revision: Mapping[str, Any]) -> bool:
    return _found(_slot(revision), "wikitext") is not None


def _page(record: Mapping[str, Any], source: Site, context: Context) -> Iterator[Page]:
    """The page of one record; none where it is not asked for."""
    text = _found(record, "wikitext")
    if text is None:
        raise _NotAPage("holds no page: neither a MediaWiki API's answer nor an object with wikitext")
    found = {key: _found(record, key) for key in _KEYS if key != "wikitext"}
    if not context.wants(found["namespace"]) or found["model"] not in (None, "wikitext"):
        return
    # True, or "" in formatversion 1; in CirrusSearch dumps it is the list of the redirects to a page.
    if record.get("redirect") in (True, "") or is_redirect(text):
        return
    address = found["url"] or None
    # A record that states its address or wiki knows better than the answer's header.
    own = site(address, wiki=found["wiki"], language=found["language"]) if address or found["wiki"] else source
    title = found["title"] or None
    yield Page(
        text,
        title=title,
        language=context.language or own.language or site(language=found["language"]).language,
        path=context.path,
        page_id=found["page_id"],
        revision_id=found["revision_id"],
        timestamp=found["timestamp"],
        url=own.permalink(title, found["revision_id"]) or address,
        wiki=own.wiki,
        namespace=found["namespace"],
    )


def _found(record: Mapping[str, Any], key: str) -> Any:
    """What a record states under the names for ``key``, None where nothing of the right type is there."""
    for parts in _KEYS[key]:
        value: Any = record
        for part in parts:
            value = value.get(part) if isinstance(value, dict) else None
        if key in _NUMBERS:
            if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
                value = int(value)
            if isinstance(value, int) and not isinstance(value, bool):
                return value
        elif isinstance(value, str):
            return clean(value)
    return None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None
