"""Make ``samples/dump.xml.bz2`` of the English samples: ``python -m tests.make_sample_dump``.

It is built as Wikimedia builds its multistream dumps: the header, every few pages, and the end are a bz2 stream each.
A redirect, a talk page and an article that is no battle stand between the articles.
"""

from __future__ import annotations

import bz2
from pathlib import Path
from xml.sax.saxutils import escape

from tests.samples import ROOT, SAMPLES

DUMP = ROOT / "samples" / "dump.xml.bz2"
PAGES_A_STREAM = 4
TIME = "2024-05-01T12:00:00Z"

_HEADER = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>enwiki</dbname>
    <base>https://en.wikipedia.org/wiki/Main_Page</base>
    <case>first-letter</case>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="1" case="first-letter">Talk</namespace>
    </namespaces>
  </siteinfo>
"""


def _page(number: int, title: str, text: str, namespace: int = 0, redirect: str = "") -> str:
    target = f'    <redirect title="{escape(redirect)}" />\n' if redirect else ""
    return (
        f"  <page>\n    <title>{escape(title)}</title>\n    <ns>{namespace}</ns>\n    <id>{number}</id>\n{target}"
        f"    <revision>\n      <id>{1000 + number}</id>\n      <timestamp>{TIME}</timestamp>\n"
        "      <model>wikitext</model>\n      <format>text/x-wiki</format>\n"
        f'      <text bytes="{len(text.encode())}" xml:space="preserve">{escape(text)}</text>\n'
        "    </revision>\n  </page>\n"
    )


def pages() -> list[str]:
    """The pages of the dump, in order."""
    between = [
        _page(90, "Lissa", "#REDIRECT [[Battle of Lissa]]", redirect="Battle of Lissa"),
        _page(91, "Talk:Lissa", "{{Infobox military conflict|conflict=No article}}", namespace=1),
        _page(92, "Ironclad", "An '''ironclad''' is a ship with iron plates & guns.\n\n{{Infobox ship|name=Warrior}}"),
    ]
    articles = [
        _page(number, Path(sample).stem.replace("_", " ").capitalize(), (ROOT / sample).read_text(encoding="utf-8"))
        for number, sample in enumerate((s for s in SAMPLES if s.startswith("samples/en/")), 1)
    ]
    return [*articles[:2], *between, *articles[2:]]


def streams() -> list[bytes]:
    """The compressed streams, in order."""
    content = pages()
    parts = ["".join(content[at : at + PAGES_A_STREAM]) for at in range(0, len(content), PAGES_A_STREAM)]
    return [bz2.compress(part.encode()) for part in (_HEADER, *parts, "</mediawiki>\n")]


def text(dump: bytes) -> str:
    """The XML of a dump."""
    return bz2.decompress(dump).decode()


if __name__ == "__main__":
    DUMP.write_bytes(b"".join(streams()))
    print(DUMP, DUMP.stat().st_size)
