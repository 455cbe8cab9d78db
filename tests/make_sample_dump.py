"""Make ``samples/dump.xml.bz2`` of the English samples: ``python -m tests.make_sample_dump``.

It is built as Wikimedia builds its multistream dumps: the header, every few pages, and the end are a bz2 stream each.
A redirect, a talk page and an article that is no battle stand between the articles.
"""

from __future__ import annotations

import bz2
from pathlib import Path

from tests import export
from tests.export import page
from tests.samples import ROOT, SAMPLES

DUMP = ROOT / "samples" / "dump.xml.bz2"
PAGES_A_STREAM = 4


def pages() -> list[str]:
    """The pages of the dump, in order."""
    between = [
        page(90, "Lissa", "#REDIRECT [[Battle of Lissa]]", redirect="Battle of Lissa"),
        page(91, "Talk:Lissa", "{{Infobox military conflict|conflict=No article}}", namespace=1),
        page(92, "Ironclad", "An '''ironclad''' is a ship with iron plates & guns.\n\n{{Infobox ship|name=Warrior}}"),
    ]
    articles = [
        page(number, Path(sample).stem.replace("_", " ").capitalize(), (ROOT / sample).read_text(encoding="utf-8"))
        for number, sample in enumerate((s for s in SAMPLES if s.startswith("samples/en/")), 1)
    ]
    return [*articles[:2], *between, *articles[2:]]


def streams() -> list[bytes]:
    """The compressed streams, in order."""
    return list(export.streams(export.chunks(pages(), PAGES_A_STREAM)))


def text(dump: bytes) -> str:
    """The XML of a dump."""
    return bz2.decompress(dump).decode()


if __name__ == "__main__":
    DUMP.write_bytes(b"".join(streams()))
    print(DUMP, DUMP.stat().st_size)
