"""Real dumps, whole, cut off and damaged: battles are found, what is wrong is said, and what stands before it is kept."""

from __future__ import annotations

import bz2
import importlib.util
import json
import lzma
import random
from pathlib import Path
from typing import Any

import pytest

from battlex.cli import main
from battlex.errors import InputError
from battlex.read import pages
from tests.test_dump import SHARED

SOME = (
    "lintool__wikiclean__plwiki-test.xml",
    "dbpedia__extraction-framework__ru_wiki.xml.bz2",
    "wikimedia__operations-dumps-mwbzutils__pages-articles-p2566p2583.multistream.xml.bz2",
    "wikimedia__operations-dumps-mwbzutils__pages-articles-p2566p2583.xml.bz2",
    "spencermountain__dumpster-dive__tinywiki-latest-pages-articles.xml.bz2",
)
NAMES = (
    sorted(path.name for path in SHARED.iterdir() if path.suffix not in (".md", ".jsonl")) if SHARED.is_dir() else []
)
PLACES = (0.2, 0.5, 0.85)
SAID = (
    "cut off",
    "damaged",
    "too early",
    "cannot be read",
    "is empty",
    "not well-formed",
    "no page",
    "no end",
    "within",
)

pytestmark = pytest.mark.skipif(not NAMES, reason="the real dumps are not here")
every_file = pytest.mark.parametrize(
    "name", [name if name in SOME else pytest.param(name, marks=pytest.mark.slow) for name in NAMES]
)


def extracted(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[Any], list[str]]:
    """What a run over one dump ends with: its status, the battles without their path, what was said."""
    out = path.with_name("out.jsonl")
    out.unlink(missing_ok=True)
    status = main(["extract", str(path), "-o", str(out), "-j", "1", "--no-prose", "--namespace", "all"])
    said = capsys.readouterr().err
    assert "Traceback" not in said and "a fault of battlex" not in said
    lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    return status, [{**json.loads(line), "page": None} for line in lines], said.splitlines()


def all_pages(path: Path) -> tuple[list[tuple[str | None, str]], list[str]]:
    errors: list[InputError] = []
    found = [(page.title, page.wikitext) for page in pages(path, namespaces=None, on_error=errors.append)]
    return found, list(map(str, errors))


def readable(data: bytes) -> bytes | None:
    """What can be decompressed from the beginning on, byte by byte; None where this test cannot tell."""
    new: Any
    if data.startswith(b"BZh"):
        new = bz2.BZ2Decompressor
    elif data.startswith(b"\xfd7zXZ"):
        new = lzma.LZMADecompressor
    else:
        return None if data.startswith(b"7z") else data
    held, decompressor = [], new()
    for at in range(0, len(data), 64):
        piece = data[at : at + 64]
        while piece:
            try:
                held.append(decompressor.decompress(piece))
            except (OSError, lzma.LZMAError):
                return b"".join(held)
            piece = decompressor.unused_data if decompressor.eof else b""
            if decompressor.eof:
                decompressor = new()
    return b"".join(held)


def subsequence(found: list[Any], expected: list[Any]) -> bool:
    rest = iter(expected)
    return all(one in rest for one in found)


def whole(name: str, path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[bytes, list[Any]]:
    """The bytes of a dump, which are written to ``path``, and its battles."""
    if name.endswith(".7z") and importlib.util.find_spec("py7zr") is None:
        pytest.skip("the 7z extra is not installed")
    data = (SHARED / name).read_bytes()
    path.write_bytes(data)
    return data, extracted(path, capsys)[1]


@every_file
def test_cut_off(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, expected = whole(name, tmp_path / name, capsys)
    path, plain = tmp_path / name, tmp_path / "plain.xml"
    for place in PLACES:
        cut = data[: int(len(data) * place)]
        path.write_bytes(cut)
        status, battles, said = extracted(path, capsys)
        assert status == 1
        assert any(word in line for line in said for word in SAID), said
        assert battles == expected[: len(battles)]
        content = readable(cut)
        found, errors = all_pages(path)
        assert errors
        if content:
            plain.write_bytes(content)
            assert found == all_pages(plain)[0]
            # A run over parts keeps as much.
            assert len(battles) == len(extracted(plain, capsys)[1])


@every_file
def test_damaged(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, expected = whole(name, tmp_path / name, capsys)
    path, plain = tmp_path / name, tmp_path / "plain.xml"
    pick = random.Random(name)
    for place in PLACES:
        at = int(len(data) * place)
        path.write_bytes(data[:at] + pick.randbytes(48) + data[at + 48 :])
        status, battles, said = extracted(path, capsys)
        content = readable(path.read_bytes())
        if not name.endswith((".xml", ".txt")):
            assert status == 1
            assert any(word in line for line in said for word in SAID), said
            assert subsequence(battles, expected)
        if content:
            plain.write_bytes(content)
            before, _ = all_pages(plain)
            assert all_pages(path)[0][: len(before)] == before
            assert len(battles) >= len(extracted(plain, capsys)[1])
