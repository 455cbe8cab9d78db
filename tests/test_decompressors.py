"""Whichever decompressor is installed, the same is read: of what is sound, cut off, damaged, and where it dies itself."""

from __future__ import annotations

import bz2
import gzip
import importlib.util
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from battlex.dump.streams import Damage, read_streams
from battlex.errors import InputError
from battlex.read import content, faster
from battlex.read.context import Context

TEXT = b"".join(random.Random(7).choices((b"{{", b"}}", b"|", b" of the ", b"\n", b"Ambra "), k=250_000))
STREAMS = [bz2.compress(TEXT[at : at + 250_000], 1) for at in range(0, len(TEXT), 250_000)]
PACKED = b"".join(STREAMS)
SECOND = len(STREAMS[0])


def _damaged() -> dict[str, bytes]:
    """The streams in every state that a transfer or a writer may leave them in."""
    found = {
        "sound": PACKED,
        "empty streams": bz2.compress(b"") + PACKED + bz2.compress(b""),
        "NUL bytes behind": PACKED + bytes(50),
        "NUL bytes between": PACKED[:SECOND] + bytes(9) + PACKED[SECOND:],
        "something else behind": PACKED + b"garbage and more",
        "a letter behind": PACKED + b"B",
        "no header": PACKED[:SECOND] + b"XXX" + PACKED[SECOND + 3 :],
        "no first block": PACKED[:SECOND] + b"BZh9XXXX" + PACKED[SECOND + 8 :],
        "checksum of a block": PACKED[: SECOND + 10] + b"XXXX" + PACKED[SECOND + 14 :],
        "checksum of a stream": PACKED[: SECOND - 3] + b"X" + PACKED[SECOND - 2 :],
        "no bzip2 at all": random.Random(1).randbytes(50_000),
    }
    for missing in (1, 4, 9, 1000, len(STREAMS[-1]), len(STREAMS[-1]) - 2, len(STREAMS[-1]) - 9):
        found[f"{missing} bytes missing"] = PACKED[:-missing]
    pick = random.Random(3)
    for number in range(12):
        data = bytearray(PACKED)
        at, length = pick.randrange(len(data)), pick.choice((1, 20, 3000))
        data[at : at + length] = bytes(length) if number % 2 else pick.randbytes(length)
        found[f"{length} bytes at {at}"] = bytes(data)
    return found


STATES = _damaged()


def read(data: bytes) -> list[bytes | Damage]:
    """What is read, the chunks between two damages joined."""
    found: list[bytes | Damage] = [b""]
    for chunk in read_streams(data):
        last = found[-1]
        if isinstance(chunk, bytes) and chunk and isinstance(last, bytes):
            found[-1] = last + chunk
        else:
            found += [chunk, b""]
    return found


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], list[bytes | Damage]]:
    """Reads with the standard library alone."""

    def alone(data: bytes) -> list[bytes | Damage]:
        with monkeypatch.context() as patch:
            patch.setattr(faster, "_bzip2_reader", lambda: None)
            return read(data)

    return alone


def _program(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put a program named lbzip2 before all others."""
    path = folder / "lbzip2"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setattr(faster, "_bzip2_reader", lambda: faster._by_program)


@pytest.mark.parametrize("data", STATES.values(), ids=STATES)
@pytest.mark.parametrize("name", ["rapidgzip", "lbzip2"])
def test_the_same_whoever_reads(
    name: str, data: bytes, plain: Callable[[bytes], list[bytes | Damage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "rapidgzip" and importlib.util.find_spec(name) is None:
        pytest.skip("the extra fast is not installed")
    if name == "lbzip2" and shutil.which(name) is None:
        pytest.skip("lbzip2 is not installed")
    monkeypatch.setattr(
        faster, "_bzip2_reader", lambda: faster._by_module if name == "rapidgzip" else faster._by_program
    )
    assert read(data) == plain(data)
    assert (faster.bzip2(PACKED) or [b""])[0][:1000] == TEXT[:1000]


def test_what_stands_before_and_behind_damage_is_kept(plain: Callable[[bytes], list[bytes | Damage]]) -> None:
    assert plain(PACKED) == [TEXT]
    before, _, rest, *_ = plain(STATES["checksum of a block"])
    assert (before, isinstance(rest, bytes)) == (TEXT[:250_000], True)
    _, first, *_ = found = plain(STATES["no header"])
    assert isinstance(first, Damage) and isinstance(found[-1], bytes) and TEXT.endswith(found[-1])
    # A stream of three blocks: the two sound ones are kept.
    data = bytearray(STREAMS[1])
    data[len(data) // 2] ^= 0xFF
    kept = [one for one in plain(STREAMS[0] + bytes(data) + STREAMS[2]) if isinstance(one, bytes) and one]
    assert kept[0].startswith(TEXT[:250_000]) and len(kept[0]) > 250_000 + 90_000
    assert TEXT.startswith(kept[0]) and TEXT[:500_000].endswith(kept[1])
    assert kept[2:] == [TEXT[500_000:750_000]]


@pytest.mark.parametrize(
    "text",
    ["exit 1", "kill -9 $$", "head -c 1000; exit 3", "cat >&2; kill -11 $$", "yes; exit", "exec /none"],
)
def test_a_program_that_fails_costs_nothing(
    text: str, tmp_path: Path, plain: Callable[[bytes], list[bytes | Damage]], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = plain(PACKED)
    _program(tmp_path, monkeypatch, text)
    assert read(PACKED) == expected


def test_a_program_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(faster, "_bzip2_reader", lambda: faster._by_program)
    assert read(PACKED) == [TEXT]


def test_what_is_too_large_is_left_to_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faster, "_MOST", 1000)
    monkeypatch.setattr(faster, "_bzip2_reader", lambda: lambda data: iter([TEXT]))
    assert faster.bzip2(PACKED) is None
    assert read(PACKED) == [TEXT]


def _gzip_states() -> dict[str, bytes]:
    data = gzip.compress(TEXT[:400_000]) + gzip.compress(TEXT[400_000:])
    found = {"sound": data, "NUL bytes behind": data + bytes(512), "something else behind": data + b"garbage and more"}
    found |= {f"{missing} bytes missing": data[:-missing] for missing in (1, 3, 8, 9, 2000, len(data) // 3)}
    found |= {"checksum": data[:-8] + b"abcd" + data[-4:], "length": data[:-4] + b"abcd"}
    pick = random.Random(4)
    for at in sorted(pick.sample(range(20, len(data)), 8)):
        found[f"a byte at {at}"] = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
    return found


@pytest.mark.parametrize("data", _gzip_states().values(), ids=_gzip_states())
def test_gzip_is_read_the_same(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidgzip", reason="the extra fast is not installed")
    path = tmp_path / "x.gz"
    path.write_bytes(data)
    monkeypatch.setattr(faster, "WORTH_IT", 0)

    def read_all() -> tuple[bytes, str]:
        held: list[bytes] = []
        try:
            with content(Context(str(path))) as found:
                held.extend(found.chunks)
        except InputError as error:
            return b"".join(held), str(error)
        return b"".join(held), ""

    found = read_all()
    monkeypatch.setattr(faster, "_module", lambda: None)
    assert read_all() == found
    assert found[1] or found[0] == TEXT
