"""Which wiki pages come from: its language and name, its namespaces, and the addresses of its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from battlex.pattern import pattern

_WIKIMEDIA = pattern(
    r"([a-z][a-z-]*)\.(?:m\.)?(?:wikipedia|wikivoyage|wikisource|wiktionary|wikinews|wikibooks|wikiquote|wikiversity)\.org"
)
_NO_LANGUAGE = frozenset({"www", "m", "test"})
# zh-hant, pt-br, sr-latn: a script or a region, which do not make another language.
_SUBTAG = pattern(r"-(?:[a-z]{4}|[a-z]{2}|\d{3})(?=-|$)")
_DATABASE = pattern(r"([a-z]{2,3}(?:_[a-z_]+)?)wiki(?:voyage|source|news|books|quote|versity)?|([a-z]{2,3})wiktionary")


@dataclass(frozen=True)
class Site:
    """A wiki, as far as an input tells. ``address`` is what a page's quoted title is appended to for its address."""

    language: str | None = None
    wiki: str | None = None
    address: str | None = None
    namespaces: Mapping[str, int] = field(default_factory=dict)

    def namespace_of(self, title: str) -> int | None:
        """The namespace by the title's prefix, for exports older than the ``<ns>`` element; None where nothing tells."""
        if not self.namespaces:
            return None
        prefix, colon, _ = title.partition(":")
        return self.namespaces.get(folded(prefix), 0) if colon else 0

    def permalink(self, title: str | None, revision_id: int | None) -> str | None:
        """The address of a page's revision, None where the wiki's address, the title or the revision is not known."""
        if not self.address or not title or revision_id is None:
            return None
        # The characters that MediaWiki leaves as they are in its own addresses.
        page = quote(title.replace(" ", "_"), safe=";@$!*(),/~:", errors="replace")
        return f"{self.address}{page}{'&' if '?' in self.address else '?'}oldid={revision_id}"


def site(
    address: str | None = None,
    *,
    wiki: str | None = None,
    language: str | None = None,
    namespaces: Mapping[str, int] | None = None,
) -> Site:
    """The site with this address of any of its pages, database name and content language, as MediaWiki states them.

    The host of a Wikimedia wiki tells the edition, and wins: simple.wikipedia.org is in English, but a wiki of its own.
    """
    host, prefix = _address(address or "")
    code = _code_of_host(host) or _base_language(language) or _code_of_database(wiki)
    return Site(code, wiki or None, prefix, namespaces or {})


def folded(prefix: str) -> str:
    """A namespace's name, or a title's prefix, as they are compared."""
    return prefix.replace("_", " ").strip().casefold()


def _address(url: str) -> tuple[str, str | None]:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "", None
    if parts.scheme not in ("http", "https") or not host:
        return "", None
    if _WIKIMEDIA.fullmatch(host) or host.endswith((".wikimedia.org", ".wikidata.org", ".mediawiki.org")):
        return host, f"https://{host.replace('.m.', '.', 1)}/w/index.php?title="
    root = f"{parts.scheme}://{parts.netloc}"
    before, script, _ = parts.path.partition("/index.php")
    if script:
        return host, f"{root}{before}/index.php?title="
    before, wiki, _ = parts.path.partition("/wiki/")
    return host, f"{root}{before}/wiki/" if wiki else None


def _code_of_host(host: str) -> str | None:
    match = _WIKIMEDIA.fullmatch(host)
    return match[1] if match and match[1] not in _NO_LANGUAGE else None


def _base_language(tag: str | None) -> str | None:
    return _SUBTAG.sub("", tag.strip().lower().replace("_", "-")) or None if tag else None


def _code_of_database(name: str | None) -> str | None:
    match = _DATABASE.fullmatch(name or "")
    return (match[1] or match[2]).replace("_", "-") if match else None
