"""What file, or which language table, do a fuzzer's bytes stand for?

Nearly all bytes are refused at the first look, by a magic number, XML or TOML. These stand for something that is let in:
most of them change what a page or a table holds, and some of them break it.
"""

from __future__ import annotations

import bz2
import datetime
import gzip
import json
import lzma
from collections.abc import Iterator
from functools import cache
from typing import Any

from battlex.languages import load
from battlex.languages.schema import SECTIONS
from battlex.languages.shapes import TEXT, WORDS

END = b"\xff"
"""Parts the pieces: it stands in no UTF-8."""

PACKINGS = ("plain", "plain", "bz2", "gz", "xz", "bz2 of many streams", "gz of many members", "json", "jsonl", "none")
"""What the first byte says of a file; the second one breaks it, where it is not 0."""

PIECES = (
    "page",
    "page",
    "page with a battle",
    "page with a battle",
    "page with the text as it is",
    "page with several revisions",
    "redirect",
    "page of another namespace",
    "page of another model",
    "title",
    "page as it is",
    "site",
    "between pages",
    "comment",
    "section",
    "second export",
)
"""What the first byte of a piece says of it."""

_HEAD = b"""<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<siteinfo><sitename>W</sitename><dbname>enwiki</dbname><base>https://en.wikipedia.org/wiki/A</base></siteinfo>
"""
_FOOT = b"</mediawiki>\n"
_BOX = b"{{Infobox military conflict|conflict=Ford|strength1=300 men|casualties1=%s}}"


def file_of(data: bytes) -> bytes:
    """The bytes of a file: an export of pages, or JSON of them, packed as the first byte says."""
    packing, broken, rest = data[:1], data[1:2], data[2:]
    kind = PACKINGS[packing[0] % len(PACKINGS)] if packing else "none"
    if kind == "none":
        return rest
    pieces = rest.split(END)
    if kind.startswith("json"):
        return b"".join(_json_of(pieces, kind))
    bodies = [_HEAD, *map(_xml_of, pieces), _FOOT]
    if kind == "plain":
        packed = b"".join(bodies)
    elif kind == "bz2 of many streams":
        packed = b"".join(bz2.compress(body, 1) for body in bodies)
    elif kind == "gz of many members":
        packed = b"".join(gzip.compress(body, 1, mtime=0) for body in bodies)
    elif kind == "bz2":
        packed = bz2.compress(b"".join(bodies), 1)
    elif kind == "gz":
        packed = gzip.compress(b"".join(bodies), 1, mtime=0)
    else:
        packed = lzma.compress(b"".join(bodies), preset=0)
    return _broken(packed, broken[0] if broken else 0)


def _broken(packed: bytes, how: int) -> bytes:
    """A file that is cut off, or of which a byte is another, at a place of 63."""
    place = len(packed) * (how & 63) // 64
    if how < 128 or not place:
        return packed
    return packed[:place] + (b"" if how < 192 else bytes([packed[place] ^ 0x55]) + packed[place + 1 :])


def _xml_of(piece: bytes) -> bytes:
    kind, text = PIECES[piece[0] % len(PIECES)] if piece else "page", piece[1:]
    safe = text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    match kind:
        case "site":
            return b"<siteinfo>" + text + b"</siteinfo>\n"
        case "between pages":
            return text
        case "comment":
            return b"<!--" + text + b"-->"
        case "second export":
            return _FOOT + _HEAD.replace(b"en", b"de")
        case "page as it is":
            return b"<page>" + text + b"</page>\n"
        case "page with several revisions":
            revisions = (_revision(one, number) for number, one in enumerate(safe.split(b"\n\n")))
            return _page(b"A", b"".join(revisions))
        case "title":
            return _page(text, _revision(_BOX % b"3"))
        case "redirect":
            return _page(b"A", b'<redirect title="' + safe.replace(b'"', b"&quot;") + b'" />' + _revision(safe))
        case "page of another namespace":
            return _page(b"A", _revision(safe), b"14")
        case "page of another model":
            return _page(b"A", b"<model>css</model>" + _revision(safe))
        case "page with a battle":
            return _page(b"A", _revision(_BOX % safe))
        case "page with the text as it is":
            return _page(b"A", _revision(text))
        case "section":
            return _page(b"A", _revision(b"<![CDATA[" + text + b"]]>"))
        case _:
            return _page(b"A", _revision(safe))


def _page(title: bytes, inside: bytes, namespace: bytes = b"0") -> bytes:
    return b"<page><title>" + title + b"</title><ns>" + namespace + b"</ns><id>1</id>" + inside + b"</page>\n"


def _revision(text: bytes, number: int = 0) -> bytes:
    stamp = b"<timestamp>2020-01-%02dT00:00:00Z</timestamp>" % (number * 7 % 28 + 1)
    return b"<revision><id>2</id>" + stamp + b"<text bytes='9'>" + text + b"</text></revision>"


def _json_of(pieces: list[bytes], kind: str) -> Iterator[bytes]:
    made = [_record(piece) for piece in pieces]
    if kind == "jsonl":
        for one in made:
            yield one + b"\n"
    elif len(made) > 1:
        yield b'{"batchcomplete": true, "query": {"pages": [' + b", ".join(made) + b"]}}"
    else:
        yield from made


def _record(piece: bytes) -> bytes:
    """A page as JSON; its text as JSON itself where the first byte is odd."""
    text = piece[1:]
    if not piece or piece[0] % 2 == 0:
        text = json.dumps(text.decode("utf-8", "surrogateescape")).encode()
    shape = piece[0] // 2 % 6 if piece else 0
    return (
        b'{"title": "A", "ns": 0, "pageid": 1, "wikitext": %s}',
        b'{"title": "A", "revisions": [{"slots": {"main": {"contentmodel": "wikitext", "content": %s}}}]}',
        b'{"title": %s, "revisions": [{"*": "{{Infobox military conflict|strength1=3}}"}]}',
        b'{"name": "A", "article_body": {"wikitext": %s}, "in_language": {"identifier": "en"}}',
        b'{"parse": {"title": "A", "wikitext": %s}}',
        b'{"title": "A", "text": "{{Infobox military conflict|strength1=3}}", "url": %s}',
    )[shape].replace(b"%s", text)


BASES = ("en", "zh", "fr", "ru", "ja", "tr", "ar", "ko")
"""Languages of which the tables that are changed are a small part."""

_KEPT = 1
"""So many words of each list, and entries of each table: what a table has more takes time and shows nothing new."""

_SECTIONS = tuple(SECTIONS)


@cache
def _small(code: str) -> str:
    return json.dumps(_cut(load(code).data, SECTIONS))


def _cut(value: Any, shape: Any) -> Any:
    """The beginnings of the lists and tables that hold words."""
    if isinstance(shape, dict):
        return {key: _cut(item, shape[key]) for key, item in value.items()}
    if isinstance(shape, list):
        return [_cut(value[0], shape[0])]
    if isinstance(value, dict):
        return dict(list(value.items())[:_KEPT])
    return list(value[:_KEPT]) if isinstance(value, list) else value


def table_of(data: bytes) -> tuple[dict[str, Any], str]:
    """A language's table with some changes, and the words that were put in."""
    table: dict[str, Any] = json.loads(_small(BASES[data[0] % len(BASES)] if data else BASES[0]))
    words = []
    for edit in data[1:].split(END):
        how, section, key = (*edit[:3], 0, 0, 0)[:3]
        text = edit[3:].decode("utf-8", "ignore")
        words.append(text)
        _change(table, _SECTIONS[section % len(_SECTIONS)], key, how, text)
    return table, "\n".join(words)


def _change(table: dict[str, Any], section: str, key: int, how: int, text: str) -> None:
    """Change one value: mostly by one of the right shape."""
    shape: Any = SECTIONS[section]
    holder, name = table, section
    while isinstance(shape, dict | list) and how < 250:
        if isinstance(shape, list):
            blocks = holder.get(name)
            if not isinstance(blocks, list) or not blocks or not isinstance(blocks[0], dict):
                return
            # A block as though it were a section.
            holder, shape = {name: blocks[0]}, shape[0]
            continue
        inner = holder.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        holder, name = inner, list(shape)[key % len(shape)]
        shape = shape[name]
    if how == 0:
        holder.pop(name, None)
    elif how < 240:
        holder[name] = _fitting(holder.get(name), shape, text, how)
    else:
        holder[name] = _odd(text)[how % len(_odd(text))]


def _fitting(old: Any, shape: Any, text: str, how: int) -> Any:
    lines = text.split("\n")
    if shape == WORDS:
        return [*(old if how % 2 and isinstance(old, list) else ()), *lines]
    if shape == TEXT or not isinstance(shape, str):
        return text
    if shape.startswith("true"):
        return how % 2 == 0
    kept: dict[str, Any] = dict(old) if how % 2 and isinstance(old, dict) else {}
    for line in lines:
        word, _, value = line.partition("=")
        kept[word] = value if '"' in shape or shape.endswith("word") else _number(value, how)
        if "list" in shape:
            kept[word] = value.split("=")
    return kept


def _number(text: str, how: int) -> int | float:
    try:
        return float(text) if how % 4 >= 2 else int(text)
    except ValueError:
        return how


def _odd(text: str) -> list[Any]:
    """Values of every kind that TOML has."""
    return [text, [text], [[text]], {text: text}, {text: [text]}, [], {}, 3, -3, 2.5, float("inf"), float("nan"), True,
            datetime.date(2020, 1, 1), [{text: text}], ""]  # fmt: skip
