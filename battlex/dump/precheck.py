"""May the XML of a page hold the infobox of a battle? Told from its bytes, without decoding or parsing the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from battlex.languages.names import template_key
from battlex.pattern import pattern

# A comment may stand before a name and within it.
_COMMENT = b"&lt;!--"
# MediaWiki escapes four characters, by name, and writes no sections or comments of XML. Other writers may.
_OTHER_WRITERS = rb"&#|<!"
_NAME_END = pattern(rb"[|{}\[\]<\r\n]|&[lg]t;")
# Blanks of every script, as ``str.split`` takes them, marks of direction, which MediaWiki drops, and references to
# blanks, which XML escapes once more.
_BLANKS = (
    rb"(?>(?:[ _\s\x1c-\x1f]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\x8e\x8f\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80"
    rb"|&amp;(?:nbsp|#\d{1,4}|#[xX][0-9a-fA-F]{1,4});)*)"
)
_ESCAPED = {"&": ("&amp;",), '"': ('"', "&quot;"), "'": ("'", "&apos;")}
_LONGEST = 400
"""Bytes that a name is looked for in; the longest known takes a quarter of them."""
_DIRECTION = dict.fromkeys(map(ord, "\u200e\u200f"))
_CASED = range(0x80, 0x2000)
"""The characters among which capital letters are looked for, those of ASCII apart."""


class Precheck:
    """Finds where a stretch of an export's XML may call one of some templates, whose keys are ``names``.

    It passes over none where the infobox would be found: blanks and underscores, the case of any letter, a namespace
    before the name, comments and XML's escapes do not keep a name from being seen.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._known = frozenset(names)
        self._heads = _heads(self._known)

    def find(self, xml: bytes, start: int = 0, end: int | None = None) -> int:
        """Where the first such call stands, -1 where there is none."""
        for found in self._heads.finditer(xml, start, len(xml) if end is None else end):
            if _is_call(xml, found.end(), self._known):
                return found.start()
        return -1

    def __call__(self, xml: bytes) -> bool:
        """Whether there is such a call."""
        return self.find(xml) >= 0


def _is_call(xml: bytes, start: int, known: frozenset[str]) -> bool:
    """Whether the name that begins at ``start`` is known, or cannot be told from here."""
    from html import unescape

    found = _NAME_END.search(xml, start, start + _LONGEST)
    end = found.start() if found else start + _LONGEST
    name = xml[start:end].decode("utf-8", "replace")
    key = template_key(unescape(unescape(name)).translate(_DIRECTION))
    keys = (key, key.partition(":")[2].strip()) if ":" in key else (key,)
    if found is None:
        # Where so many bytes make so short a name they are blanks, and more of it may follow.
        return len(key) < _LONGEST // 4
    if xml.startswith((_COMMENT, b"<!"), end):
        return any(one.startswith(each) for each in keys for one in known)
    return any(each in known for each in keys)


@lru_cache(maxsize=8)
def _heads(names: frozenset[str]) -> re.Pattern[bytes]:
    """Finds where a call begins whose first letters are those of a name, with or without a namespace before it.

    A match ends where the name begins. No more than the first word is compared: this is what keeps the search fast.
    """
    root: _Node = {}
    for name in sorted(names):
        node = root
        for letter in _letters(re.split("[ :]", name, maxsplit=1)[0]):
            node = node.setdefault(letter, {})
        node[""] = {}
    head = b"(?:" + _written(root) + b"|" + _COMMENT + b")"
    prefix = rb"[^:|{}<>\[\]\r\n]*+:" + _BLANKS
    return re.compile(rb"\{\{" + _BLANKS + b"(?=" + head + b"|" + prefix + head + b")")


_Node = dict[str, "_Node"]
"""A tree of words: each letter, in the form that names are compared in, leads on; "" is the end of a word."""


def _letters(word: str) -> list[str]:
    """The characters of a word, joined with those behind them where one capital letter stands for both."""
    found: list[str] = []
    for char in word:
        if found and found[-1] + char in _capitals():
            found[-1] += char
        else:
            found.append(char)
    return found


@lru_cache(maxsize=1)
def _capitals() -> dict[str, tuple[str, ...]]:
    """From what names are compared by to the letters, other than ASCII's, that are written for it."""
    found: dict[str, tuple[str, ...]] = {}
    for char in map(chr, _CASED):
        folded = char.casefold()
        if folded != char and not folded.isascii():
            found[folded] = (*found.get(folded, ()), char)
    return found


def _written(node: _Node) -> bytes:
    """The pattern of everything that hangs below a node; a word that ends is enough, whatever follows."""
    if "" in node:
        return b""
    branches = [_spellings(letter) + _written(below) for letter, below in node.items()]
    return b"(?:" + b"|".join((*branches, _OTHER_WRITERS)) + b")"


def _spellings(letter: str) -> bytes:
    """The pattern of one letter in every case, as XML may write it."""
    if letter.isascii() and letter.isalpha():
        return f"[{letter}{letter.upper()}]".encode()
    written = _ESCAPED.get(letter) or dict.fromkeys((letter, letter.upper(), *_capitals().get(letter, ())))
    spellings = [re.escape(spelling.encode()) for spelling in written]
    return spellings[0] if len(spellings) == 1 else b"(?:" + b"|".join(spellings) + b")"
