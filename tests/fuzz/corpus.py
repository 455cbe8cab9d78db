"""What fuzzing begins with: seeds from our own articles and cases, and the words that mean something to battlex."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Iterator
from pathlib import Path

from battlex.languages import load
from battlex.languages.schema import SECTIONS
from tests.casefiles import CASES, read
from tests.conftest import ROOT
from tests.fuzz.shapes import END, PACKINGS, PIECES
from tests.fuzz.targets import LANGUAGES
from tests.hostile import FAMILIES, filled, page

_SYNTAX = (
    "{{ }} [[ ]] {| |} |- || !! | = <ref> </ref> <ref/> <!-- --> <br> <br/> <nowiki> </nowiki> <small> </small> <sup> </sup> "
    "{{{ }}} ''' '' == * : ; # &nbsp; &amp; &#8211; [http:// ~~~~ __TOC__ #REDIRECT"
).split()
_XML = (
    "<mediawiki </mediawiki> <siteinfo> </siteinfo> <page> </page> <title> </title> <ns>0</ns> <id> <redirect <revision> "
    "</revision> <timestamp> <text </text> <![CDATA[ ]]> <!DOCTYPE <!ENTITY &lt; &amp; &#0; &#x110000; encoding= xml:lang= deleted="
).split()


def seeds(target: str) -> Iterator[bytes]:
    """The seeds of a target; the first byte of those of texts chooses the language."""
    if target in ("figures", "dates", "results"):
        kinds = {"figures": ("figures", "prose"), "dates": ("dates",), "results": ("results", "people")}[target]
        for kind in kinds:
            for path in sorted((CASES / kind).glob("*.txt")):
                for case in read(path):
                    yield _byte(case.language) + case.text.replace(" | ", "\n").encode()
    elif target == "wikitext":
        for path in sorted((ROOT / "samples").glob("*/*.wikitext")):
            yield _byte(path.parent.name) + path.read_bytes()[:8000]
    elif target == "languages":
        yield from _shaped_tables()
    elif target == "xml":
        yield from _shaped_files()
    if target not in ("languages", "xml"):
        for unit in FAMILIES.values():
            text = filled(unit, 200)
            yield b"\0" + (page("everywhere", text) if target == "wikitext" else text).encode("utf-8", "replace")


def _byte(language: str) -> bytes:
    return bytes([LANGUAGES.index(language)]) if language in LANGUAGES else b"\0"


def files() -> Iterator[bytes]:
    """Files as they come: exports, whole, cut and compressed, answers of the API, and what is none of these."""
    text = "{{Infobox military conflict|conflict=Ford|strength1=300 men}}"
    revision = (
        f"<revision><id>2</id><timestamp>2020-01-01T00:00:00Z</timestamp><text bytes='9'>{text}</text></revision>"
    )
    one = f"<page><title>A</title><ns>0</ns><id>1</id>{revision}</page>"
    site = (
        "<siteinfo><sitename>W</sitename><dbname>enwiki</dbname><base>https://en.wikipedia.org/wiki/A</base></siteinfo>"
    )
    export = f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en">{site}{one}{one}</mediawiki>'.encode()
    yield from (export, export[:-40], export[100:], bz2.compress(export), gzip.compress(export), lzma.compress(export))
    yield json.dumps(
        {"query": {"pages": [{"title": "A", "revisions": [{"slots": {"main": {"content": text}}}]}]}}
    ).encode()
    yield json.dumps({"parse": {"title": "A", "wikitext": text}}).encode()
    yield from (b"", b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16"), b"\0" * 100)


def _shaped_files() -> Iterator[bytes]:
    """The same for ``shapes.file_of``: every packing, every piece."""
    texts = (b"3 killed", b"{{Infobox battle|strength1=3}}", b"a\n\nb", b"&lt;", b"<text>", b"</page><page>", b'"')
    pieces = [bytes([kind]) + text for kind in range(len(PIECES)) for text in texts]
    for packing in range(len(PACKINGS)):
        for broken in (0, 64, 150, 200 + 8, 255):
            start = bytes([packing, broken])
            yield start + END.join(pieces[packing :: len(PACKINGS)])
            yield start + END.join(pieces[packing :: 4 * len(PACKINGS)])
    for piece in pieces:
        yield b"\0\x40" + piece
    for file in files():
        yield bytes([PACKINGS.index("none"), 0]) + file


def _shaped_tables() -> Iterator[bytes]:
    """Changes of tables for ``shapes.table_of``: every key once, and values of every kind."""
    for number, (section, shape) in enumerate(SECTIONS.items()):
        inner = shape[0] if isinstance(shape, list) else shape
        for key in range(len(inner) if isinstance(inner, dict) else 1):
            base = bytes([(number + key) % 64])
            yield base + bytes([1 + key % 4, number, key]) + f"{section}\nword\nword*\nword=3".encode()
        yield bytes([number, 240 + number % 16, number, 0]) + b"word"


def dictionary(target: str) -> list[str]:
    """Words that a fuzzer should know: markup, and some of every section of every language."""
    if target == "xml":
        return list(_XML)
    words = set(_SYNTAX)
    for code in LANGUAGES:
        language = load(code)
        words.update(list(language.figures.exact)[::40], list(language.months)[::6])
    for block in load("en").data["infobox"]:
        words.update(f"|{name}=" for names in block.get("parameters", {}).values() for name in names)
    return sorted(words)


def write(target: str, folder: Path) -> tuple[Path, Path]:
    """Write seeds and dictionary into a folder in libFuzzer's form: (folder of seeds, dictionary)."""
    inputs = folder / target
    inputs.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (inputs / f"seed-{number:05}").write_bytes(seed)
    path = folder / f"{target}.dict"
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in dictionary(target))
    path.write_text("".join(f'"{line}"\n' for line in lines if line), encoding="ascii")
    return inputs, path
