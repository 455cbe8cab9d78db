"""What an input is, told by its first bytes: compressed or not, and then (in UTF-8) which kind of content."""

from __future__ import annotations

import re
from enum import Enum, auto

from battlex.pattern import pattern
from battlex.read.context import Context

HEAD = 1 << 16
"""How many bytes to look at."""

_BLANKS = pattern(rb"\s*+")
_EXPORT = pattern(rb"<(?:mediawiki|page|siteinfo)[\s>]|</(?:mediawiki|page)>")
# A part of a dump may begin anywhere, also within a text.
_INSIDE_EXPORT = pattern(rb"</revision>\s*+</page>")
_JSON = pattern(rb"""\{\s*+["}]|\[\s*+[{\]]""")
_DUMP_INDEX = pattern(rb"(?:\d+:\d+:[^\n]+\n){2}")
# What battlex itself writes: battles and findings ('{"battlex": 1, '), rows as JSON and as CSV, what describes them, pictures.
KEYS = ("battle", "title", "page_id", "revision_id", "timestamp", "wiki", "url")
"""What a row of any table begins with."""
_CELL = r'":\s*+(?:null|\d++|"(?>(?:[^"\\]|\\.)*)"),\s*+"'
_OWN = pattern(
    "|".join(
        [
            ",".join(KEYS) + ",",
            r"\t".join(KEYS) + r"\t",
            r'\[?\s*+\{\s*+(?:"battlex":\s*+\d|"' + _CELL.join(KEYS) + '")',
            r'\{\s*+"name":\s*+"battles",[^{]*"Written by battlex',
            r'\{\s*+"\$schema":[^{]*"A \w++ as battlex ',
            r'\{\s*+"fields":\s*+\[\s*+\{\s*+"name":\s*+"battle",',
            "╭─",
        ]
    ).encode()
)
_HTML = pattern(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_ROOT = pattern(rb"<([A-Za-z][\w:.-]*+)")


# gzip, xz, a Zstandard frame, a skippable frame, with which some writers of Zstandard begin, bzip2.
_COMPRESSED = pattern(
    rb"\x1f\x8b\x08|\xfd7zXZ\0|\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18|BZh[1-9](?:1AY&SY|\x17rE8P\x90)", re.DOTALL
)


def is_7z(head: bytes) -> bool:
    """Whether the bytes are the beginning of a 7z archive."""
    return head.startswith(b"7z\xbc\xaf\x27\x1c")


def is_compressed(head: bytes) -> bool:
    """Whether the bytes are the beginning of compressed data of a format that is read."""
    return _COMPRESSED.match(head) is not None


class Kind(Enum):
    """The kinds of content that pages are read from, and those that hold none."""

    WIKITEXT = auto()
    EXPORT = auto()
    JSON = auto()
    DUMP_INDEX = auto()
    OUTPUT = auto()
    """What battlex itself has written."""


BESIDE = (Kind.DUMP_INDEX, Kind.OUTPUT)
"""What stands beside articles in their folder, and is passed over there."""


def kind_of(head: bytes, context: Context) -> Kind:
    """What the bytes are the beginning of; InputError where that is plainly something that is not read."""
    if head.startswith(b"PK\x03\x04"):
        raise context.error("is a zip archive; unpack it")
    if head[257:262] == b"ustar":
        raise context.error("is a tar archive; unpack it (`tar -xOf FILE` writes its files to standard output)")
    start, declared = _after_prolog(head)
    if _EXPORT.match(head, start):
        return Kind.EXPORT
    if _HTML.match(head, start):
        raise context.error("is a web page, not wikitext; get the page's source (add ?action=raw to its address)")
    if head.startswith(b"<!DOCTYPE", start):
        raise context.error("is XML with a document type, which no MediaWiki export has; it is not read")
    if declared:
        root = _ROOT.match(head, start)
        name = root[1].decode("ascii") if root else "none found"
        raise context.error(f"is XML, but no MediaWiki export (root element: {name}); use Special:Export or a dump")
    if _OWN.match(head, start):
        return Kind.OUTPUT
    if _JSON.match(head, start):
        return Kind.JSON
    if _DUMP_INDEX.match(head, start):
        return Kind.DUMP_INDEX
    if _INSIDE_EXPORT.search(head):
        return Kind.EXPORT
    return Kind.WIKITEXT


def _after_prolog(head: bytes) -> tuple[int, bool]:
    """Where the first thing starts that is no blank, comment or processing instruction; whether it is declared XML."""
    at = 0
    declared = False
    while True:
        blanks = _BLANKS.match(head, at)
        at = blanks.end() if blanks else at
        if head.startswith(b"<?", at):
            end = head.find(b"?>", at)
            declared = declared or head.startswith(b"<?xml", at)
        elif head.startswith(b"<!--", at):
            end = head.find(b"-->", at)
        else:
            return at, declared
        if end < 0:
            return at, declared
        at = head.index(b">", end) + 1
