"""What a page and a run may take of the machine's memory: held to under a limit of the address space."""

from __future__ import annotations

import bz2
import gc
import gzip
import lzma
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import battlex
from battlex.errors import LanguageError
from tests.hostile import FAMILIES, PLAIN, filled, page

resource = pytest.importorskip("resource", reason="this system has no limits of memory")

EMPTY = 260 << 20
"""Address space that Python and battlex with a language take before they read anything, libraries' mappings included."""

PER_PAGE = 500 << 20
"""What a page of 2 MiB, the most that MediaWiki saves, may take beyond that."""

LARGEST = 2 << 20

BOX = "{{Infobox military conflict|conflict=Battle of the Ford|strength1=300 men}}"
PAGE = f"<page><title>A</title><ns>0</ns><id>1</id><revision><id>2</id><text>{BOX}</text></revision></page>"


def run(arguments: list[str], limit: int, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run the program with no more than ``limit`` bytes of address space."""
    code = f"""import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
from battlex.cli import main
sys.exit(main(sys.argv[1:]))"""
    return subprocess.run([sys.executable, "-c", code, *arguments], input=stdin, capture_output=True, timeout=900)


def test_an_article_needs_little(tmp_path: Path) -> None:
    source = tmp_path / "a.wikitext"
    source.write_text(BOX, encoding="utf-8")
    done = run(["extract", str(source), "-l", "en", "-f", "jsonl"], EMPTY)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.slow
@pytest.mark.parametrize("place", ["strength1", "names", "behind the infobox"])
@pytest.mark.parametrize(
    "family",
    [
        None,
        "templates that never close",
        "figures",
        "pipes and names",
        "infoboxes, closed",
        "lines",
        "figures in list items",
    ],
)
def test_the_largest_page_stays_within_its_bound(family: str | None, place: str, tmp_path: Path) -> None:
    source = tmp_path / "a.wikitext"
    text = filled(PLAIN if family is None else FAMILIES[family], LARGEST - 2000)
    source.write_text(page(place, text), encoding="utf-8")
    done = run(["extract", str(source), "-l", "en", "-f", "jsonl"], EMPTY + PER_PAGE)
    assert b"Memory" not in done.stderr
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(
    "compress",
    [
        pytest.param(bz2.compress, id="bz2", marks=pytest.mark.slow),
        pytest.param(gzip.compress, id="gz"),
        pytest.param(lzma.compress, id="xz", marks=pytest.mark.slow),
    ],
)
def test_a_decompression_bomb_ends_in_an_error(compress: object, tmp_path: Path) -> None:
    assert callable(compress)
    source = tmp_path / "bomb.xml"
    # One page whose text never ends, in a file of a few kilobytes.
    piece = b"<mediawiki><page><title>A</title><ns>0</ns><revision><text>" + b" " * (64 << 20)
    source.write_bytes(compress(piece))
    done = run(["extract", str(source), "-l", "en", "-j", "1", "-f", "jsonl"], EMPTY + 160 * (1 << 20))
    said = done.stderr.decode()
    assert done.returncode == 1 and "Traceback" not in said and "MemoryError" not in said
    assert said.startswith("battlex: ")


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        + "]>",
        "<mediawiki>" + "<a>" * 2_000_000,
        pytest.param("<mediawiki><page><title>" + "A" * 20_000_000, marks=pytest.mark.slow),
        pytest.param("<mediawiki><page><title>A</title><revision><text " + 'a="' * 5_000_000, marks=pytest.mark.slow),
        pytest.param("<mediawiki>" + "<page>" * 2_000_000, marks=pytest.mark.slow),
        '{"query": {"pages": ' + "[" * 1_000_000,
        '[{"title": "A", "x": ' + "[" * 1_000_000,
    ],
    ids=["entities", "depth", "title", "attributes", "pages", "json", "arrays"],
)
def test_hostile_exports_cost_themselves_alone(content: str, tmp_path: Path) -> None:
    source, good = tmp_path / "bad.xml", tmp_path / "good.xml"
    source.write_text(content, encoding="utf-8")
    good.write_text(f"<mediawiki>{PAGE}</mediawiki>", encoding="utf-8")
    done = run(["extract", str(source), str(good), "-l", "en", "-j", "1", "-f", "jsonl"], EMPTY + 240 * (1 << 20))
    said = done.stderr.decode()
    assert done.returncode == 1 and "Traceback" not in said and "MemoryError" not in said
    assert done.stdout.count(b"\n") == 1, "the other input is still read and written"


@pytest.fixture(params=[True, False], ids=["collecting", "not collecting"])
def collecting(request: pytest.FixtureRequest) -> Iterator[bool]:
    """The collector of cycles, on or off, as a program that calls the library may have it."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield bool(request.param)
    (gc.enable if before else gc.disable)()


def test_reading_leaves_the_collector_of_cycles_as_it_was(collecting: bool) -> None:
    assert battlex.extract(BOX, language="en")
    assert gc.isenabled() is collecting
    with pytest.raises(LanguageError):
        battlex.extract(BOX, language="no language")
    assert gc.isenabled() is collecting


def test_reading_leaves_no_cycles_behind() -> None:
    """What a page needs is freed without the collector, which is off meanwhile, so that memory stays bounded."""
    article = (
        BOX.replace("}}", "|date=1 May 1900}}\n") + "On 2 May the army lost 300 men and 20 guns at the ford.\n\n" * 200
    )
    battlex.extract(article, language="en")
    gc.collect()
    battles = battlex.extract(article, language="en")
    assert len(battles[0].prose) == 400
    assert gc.collect() < 1000, "cycles grow with the text"
