"""One page's XML, or an export's header → Page, Site."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NoReturn
from xml.parsers import expat

from battlex.errors import InputError
from battlex.model import Page
from battlex.pattern import pattern
from battlex.read.article import clean, is_redirect
from battlex.read.context import MAX_PAGE, Context
from battlex.read.site import Site, folded, site
from battlex.read.split import PageXML

_MAX_DEPTH = 32
_TITLE = pattern(rb"<title>([^<]{0,300})")
_WIKITEXT_FORMATS = ("", "text/x-wiki")
_TEXT = ("page", "revision", "text")


class LeftOut(Enum):
    """Why a page of an export is not read."""

    NAMESPACE = auto()
    REDIRECT = auto()
    NOT_WIKITEXT = auto()
    DELETED = auto()
    EMPTY = auto()
    STUB = auto()


class _Stop(Exception):
    """What is known of the page suffices to leave it out."""

    def __init__(self, why: LeftOut) -> None:
        super().__init__(why)
        self.why = why


def read_page(piece: PageXML, source: Site, context: Context) -> Page | LeftOut | None:
    """The newest revision of one page, or why it is left out; None, and a report, where it cannot be read."""
    if not piece.whole:
        context.report(_page_error(piece, f"is larger than {MAX_PAGE >> 20} MiB", context))
        return None
    try:
        return _PageReader(source, context).read(piece.data)
    except (expat.ExpatError, _NotRead) as error:
        context.report(_page_error(piece, f"cannot be read ({error})", context))
        return None


def read_header(data: bytes, context: Context) -> Site:
    """The site that an export's header, from ``<mediawiki`` on, describes."""
    end = data.find(b"</siteinfo>")
    head = data[: end + len(b"</siteinfo>")] if end >= 0 else data[: data.find(b">") + 1]
    try:
        return _HeaderReader().read(head + b"</mediawiki>")
    except (expat.ExpatError, _NotRead) as error:
        context.report(context.error(f"its header cannot be read ({error}); give the language with -l"))
        return Site()


class _NotRead(Exception):
    """The XML is well-formed, as far as it was read, but not what an export may hold."""


class _Reader:
    """Walks through a piece of XML, collecting the text of the elements that ``wanted`` names by their paths."""

    wanted: frozenset[tuple[str, ...]] = frozenset()

    def __init__(self) -> None:
        self._path: list[str] = []
        self._text: list[str] | None = None

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = parser.StartDoctypeDeclHandler = self._refuse
        parser.Parse(data, True)

    def start(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, path: tuple[str, ...], text: str | None) -> None:
        """An element ends; ``text`` is None where it is not wanted."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._text is not None:
            raise _NotRead(f"<{name}> within the text of <{self._path[-1]}>")
        self._path.append(name)
        if len(self._path) > _MAX_DEPTH:
            raise _NotRead(f"elements within elements, more than {_MAX_DEPTH} deep")
        path = tuple(self._path)
        self.start(path, attributes)
        self._text = [] if path in self.wanted else None

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        text = "".join(self._text) if self._text is not None else None
        self._text = None
        self.end(tuple(self._path), text)
        self._path.pop()

    def _refuse(self, *declaration: object) -> NoReturn:
        raise _NotRead("a document type")


class _HeaderReader(_Reader):
    wanted = frozenset(
        {
            ("mediawiki", "siteinfo", "dbname"),
            ("mediawiki", "siteinfo", "base"),
            ("mediawiki", "siteinfo", "namespaces", "namespace"),
        }
    )

    def __init__(self) -> None:
        super().__init__()
        self._language: str | None = None
        self._values: dict[str, str] = {}
        self._key: int | None = None
        self._namespaces: dict[str, int] = {}

    def read(self, data: bytes) -> Site:
        self.parse(data)
        return site(
            self._values.get("base"),
            wiki=self._values.get("dbname"),
            language=self._language,
            namespaces=self._namespaces,
        )

    def start(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        if len(path) == 1:
            self._language = attributes.get("xml:lang")
        elif path[-1] == "namespace":
            self._key = number(attributes.get("key"))

    def end(self, path: tuple[str, ...], text: str | None) -> None:
        if text is None:
            return
        if path[-1] != "namespace":
            self._values[path[-1]] = text.strip()
        elif self._key is not None and text.strip():
            self._namespaces[folded(text)] = self._key


class _PageReader(_Reader):
    wanted = frozenset(
        {
            ("page", "title"),
            ("page", "ns"),
            ("page", "id"),
            ("page", "revision", "id"),
            ("page", "revision", "timestamp"),
            ("page", "revision", "format"),
            _TEXT,
        }
    )

    def __init__(self, source: Site, context: Context) -> None:
        super().__init__()
        self._source = source
        self._context = context
        self._page: dict[str, str] = {}
        self._revision: dict[str, str] = {}
        self._newest: dict[str, str] = {}
        self._why: LeftOut | None = None

    def read(self, data: bytes) -> Page | LeftOut:
        try:
            self.parse(data)
        except _Stop as stop:
            return stop.why
        title = self._page.get("title") or None
        namespace = self._namespace(title)
        if not self._context.wants(namespace):
            return LeftOut.NAMESPACE
        if "text" not in self._newest:
            if self._why is None:
                raise _NotRead("no <text> element")
            return self._why
        if self._newest.get("format", "").strip() not in _WIKITEXT_FORMATS:
            return LeftOut.NOT_WIKITEXT
        text = clean(self._newest["text"])
        if not text or text.isspace():
            return LeftOut.EMPTY
        if is_redirect(text):
            return LeftOut.REDIRECT
        revision_id = number(self._newest.get("id"))
        return Page(
            text,
            title=title,
            language=self._context.language or self._source.language,
            path=self._context.path,
            page_id=number(self._page.get("id")),
            revision_id=revision_id,
            timestamp=self._newest.get("timestamp") or None,
            url=self._source.permalink(title, revision_id),
            wiki=self._source.wiki,
            namespace=namespace,
        )

    def start(self, path: tuple[str, ...], attributes: dict[str, str]) -> None:
        if path == ("page", "redirect"):
            raise _Stop(LeftOut.REDIRECT)
        if path == ("page", "revision"):
            self._revision = {}
        elif path == _TEXT and "deleted" in attributes:
            self._revision["deleted"] = ""
        elif path == _TEXT and (number(attributes.get("bytes")) or 0) > 0:
            self._revision["bytes"] = ""

    def end(self, path: tuple[str, ...], text: str | None) -> None:
        if path == ("page", "revision"):
            self._keep_newest()
        elif text is None:
            return
        elif len(path) == 3:
            self._revision[path[-1]] = text
        else:
            self._page[path[-1]] = text.strip()
            if path[-1] == "ns" and not self._context.wants(number(text)):
                raise _Stop(LeftOut.NAMESPACE)

    def _keep_newest(self) -> None:
        revision = self._revision
        if "deleted" in revision:
            self._why = LeftOut.DELETED
            return
        if "text" not in revision:
            return
        if "bytes" in revision and not revision["text"]:
            self._why = LeftOut.STUB
            return
        # ISO 8601 in one time zone sorts as text; of two revisions of one second the later one stands below.
        if not self._newest or revision.get("timestamp", "") >= self._newest.get("timestamp", ""):
            self._newest = revision

    def _namespace(self, title: str | None) -> int | None:
        stated = number(self._page.get("ns"))
        return stated if stated is not None else self._source.namespace_of(title or "")


def number(text: str | None) -> int | None:
    """A whole number as exports write it; None for anything else."""
    text = (text or "").strip()
    return int(text) if len(text) < 20 and re.fullmatch(r"-?[0-9]+", text) else None


def _page_error(piece: PageXML, what: str, context: Context) -> InputError:
    where = f", at byte {piece.offset:,} of the XML," if context.whole else ""
    return context.error(f"the page {title_of(piece.data)}{where} {what}; it is left out")


def title_of(data: bytes) -> str:
    """A page's title as messages show it."""
    match = _TITLE.search(data)
    title = match[1].decode("utf-8", "replace").strip() if match else ""
    return repr(title) if title else "without a title"
