"""Composes a dump as large as is asked for, of the samples' articles and of pages made up, as Wikimedia would write it."""

from __future__ import annotations

import bz2
import itertools
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests import export
from tests.export import page
from tests.samples import ROOT, SAMPLES

PAGES_A_STREAM = 100
BATTLES = 0.003
"""Share of battles among the pages, as in the English Wikipedia."""

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


def chunks(size: int, seed: int = 0, battles: float = BATTLES, pages: int = PAGES_A_STREAM) -> Iterator[bytes]:
    """The XML of a dump of about ``size`` bytes: its header, so many pages each, its end."""
    return export.chunks(_up_to(size, Pages(seed, battles)), pages)


def _up_to(size: int, pages: Iterable[str]) -> Iterator[str]:
    written = 0
    for one in pages:
        if written >= size:
            return
        written += len(one.encode())
        yield one


def write_multistream(
    path: Path, size: int, seed: int = 0, battles: float = BATTLES, pages: int = PAGES_A_STREAM
) -> None:
    """Write a dump of which every ``pages`` pages are a bzip2 stream."""
    with path.open("wb") as file:
        file.writelines(export.streams(chunks(size, seed, battles, pages)))


def write_single_stream(path: Path, size: int, seed: int = 0, battles: float = BATTLES) -> None:
    """Write a dump that is one bzip2 stream."""
    with bz2.open(path, "wb") as file:
        file.writelines(chunks(size, seed, battles))


def write_plain(path: Path, size: int, seed: int = 0, battles: float = BATTLES) -> None:
    """Write a dump as XML."""
    with path.open("wb") as file:
        file.writelines(chunks(size, seed, battles))
