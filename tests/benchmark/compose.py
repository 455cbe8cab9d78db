"""Composes a dump as large as is asked for, of the samples' articles and of pages made up, as Wikimedia would write it."""

from __future__ import annotations

import bz2
import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from tests.samples import ROOT, SAMPLES

PAGES_A_STREAM = 100
BATTLES = 0.003
"""Share of battles among the pages, as in the English Wikipedia."""

HEADER = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Wikipedia</sitename>
    <dbname>enwiki</dbname>
    <base>https://en.wikipedia.org/wiki/Main_Page</base>
    <case>first-letter</case>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="14" case="first-letter">Category</namespace>
    </namespaces>
  </siteinfo>
"""
END = "</mediawiki>\n"

_SYLLABLES = "an ber col den er fal gar hen in kor lan mar nor os pel qu ren sta tor ul ver wes yor zan a e i o".split()
_SMALL = (
    "the of and in to a was is for as on with by he that at from his it an were are which this be had or has".split()
)


class Pages:
    """Endless pages, the same for the same seed."""

    def __init__(self, seed: int = 0, battles: float = BATTLES) -> None:
        self._random = random.Random(seed)
        self._battles = battles
        words = ["".join(self._random.choices(_SYLLABLES, k=self._random.randint(1, 4))) for _ in range(30_000)]
        self._words = words
        self._weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
        self._articles = [(ROOT / s).read_text(encoding="utf-8") for s in SAMPLES if s.startswith("samples/en/")]

    def __iter__(self) -> Iterator[str]:
        pick = self._random
        for number in itertools.count(1):
            kind = pick.random()
            title = self._title()
            if kind < self._battles:
                yield page(number, f"Battle of {title}", pick.choice(self._articles) + self._text(12))
            elif kind < 0.35:
                yield page(number, title, f"#REDIRECT [[{self._title()}]]", redirect=self._title())
            elif kind < 0.4:
                yield page(number, f"Category:{title}", f"[[Category:{self._title()}]]", namespace=14)
            else:
                yield page(number, title, self._box() + self._text(int(pick.paretovariate(1.1) * 6)))

    def _title(self) -> str:
        return " ".join(word.capitalize() for word in self._some(self._random.randint(1, 3)))

    def _some(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=count)

    def _box(self) -> str:
        if self._random.random() < 0.5:
            return ""
        kind = self._random.choice(("settlement", "person", "album", "military person", "military unit", "station"))
        rows = "".join(f"| {' '.join(self._some(1))} = {' '.join(self._some(3))}\n" for _ in range(15))
        return f"{{{{Infobox {kind}\n{rows}}}}}\n"

    def _text(self, paragraphs: int) -> str:
        return "\n\n".join(self._paragraph() for _ in range(min(paragraphs, 300)))

    def _paragraph(self) -> str:
        pick = self._random
        sentences = []
        for _ in range(pick.randint(2, 7)):
            words = self._some(pick.randint(6, 24))
            words[::3] = pick.choices(_SMALL, k=len(words[::3]))
            if pick.random() < 0.7:
                words.insert(2, f"[[{self._title()}|{words[1]}]]")
            if pick.random() < 0.3:
                words.append(str(pick.randint(1, 3000)))
            sentence = " ".join(words).capitalize() + "."
            if pick.random() < 0.4:
                sentence += (
                    f"<ref>{{{{cite web|url=http://{words[1]}.com/{pick.randint(1, 10**6)}|title={self._title()}"
                    f"|date={pick.randint(1, 28)} May {pick.randint(1990, 2024)}}}}}</ref>"
                )
            sentences.append(sentence)
        heading = f"== {self._title()} ==\n" if pick.random() < 0.2 else ""
        return heading + " ".join(sentences)


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


def chunks(size: int, seed: int = 0, battles: float = BATTLES, pages: int = PAGES_A_STREAM) -> Iterator[bytes]:
    """The XML of a dump of about ``size`` bytes: its header, so many pages each, its end."""
    yield HEADER.encode()
    written = 0
    source = iter(Pages(seed, battles))
    while written < size:
        chunk = "".join(itertools.islice(source, pages)).encode()
        written += len(chunk)
        yield chunk
    yield END.encode()


def write_multistream(
    path: Path, size: int, seed: int = 0, battles: float = BATTLES, pages: int = PAGES_A_STREAM
) -> None:
    """Write a dump of which every ``pages`` pages are a bzip2 stream."""
    with path.open("wb") as file:
        for chunk in chunks(size, seed, battles, pages):
            file.write(bz2.compress(chunk))


def write_single_stream(path: Path, size: int, seed: int = 0, battles: float = BATTLES) -> None:
    """Write a dump that is one bzip2 stream."""
    with bz2.open(path, "wb") as file:
        for chunk in chunks(size, seed, battles):
            file.write(chunk)


def write_plain(path: Path, size: int, seed: int = 0, battles: float = BATTLES) -> None:
    """Write a dump as XML."""
    with path.open("wb") as file:
        for chunk in chunks(size, seed, battles):
            file.write(chunk)
