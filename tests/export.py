"""The XML of a dump, and the bzip2 streams that Wikimedia puts it in: the header, so many pages each, the end."""

from __future__ import annotations

import bz2
from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape

HEADER = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>enwiki</dbname>
    <base>https://en.wikipedia.org/wiki/Main_Page</base>
    <case>first-letter</case>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="1" case="first-letter">Talk</namespace>
      <namespace key="14" case="first-letter">Category</namespace>
    </namespaces>
  </siteinfo>
"""
END = "</mediawiki>\n"


def page(number: int, title: str, text: str, namespace: int = 0, redirect: str = "") -> str:
    """The XML of a page."""
    target = f'    <redirect title="{escape(redirect)}" />\n' if redirect else ""
    return (
        f"  <page>\n    <title>{escape(title)}</title>\n    <ns>{namespace}</ns>\n    <id>{number}</id>\n{target}"
        f"    <revision>\n      <id>{1000 + number}</id>\n      <timestamp>2024-05-01T12:00:00Z</timestamp>\n"
        "      <contributor>\n        <username>X</username>\n        <id>1</id>\n      </contributor>\n"
        "      <model>wikitext</model>\n      <format>text/x-wiki</format>\n"
        f'      <text bytes="{len(text.encode())}" xml:space="preserve">{escape(text, {chr(34): "&quot;"})}</text>\n'
        "      <sha1>0000000000000000000000000000000</sha1>\n    </revision>\n  </page>\n"
    )


def chunks(pages: Iterable[str], each: int) -> Iterator[bytes]:
    """What the streams of a dump hold: its header, ``each`` pages in turn, its end."""
    yield HEADER.encode()
    source = iter(pages)
    while some := "".join(islice(source, each)):
        yield some.encode()
    yield END.encode()


def streams(held: Iterable[bytes]) -> Iterator[bytes]:
    """A bzip2 stream of each chunk."""
    return map(bz2.compress, held)
