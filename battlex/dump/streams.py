"""What the bzip2 streams of a part hold, by the fastest decompressor that is installed; a damaged one costs its blocks."""

from __future__ import annotations

import bz2
from collections.abc import Iterator
from dataclasses import dataclass

from battlex.dump import blocks
from battlex.dump.plan import STREAM
from battlex.read import faster

_OUT = 4 << 20


@dataclass(frozen=True)
class Damage:
    """Bytes are missing here, of the stream that begins at ``at``; why."""

    at: int
    reason: str


def read_streams(data: bytes) -> Iterator[bytes | Damage]:
    """What streams hold that stand one behind the other, in chunks."""
    starts = [found.start() for found in STREAM.finditer(data)]
    # A decompressor may take what is no stream for the end of all: where the streams do not follow each other
    # closely, it is not asked.
    if faster.reads_bzip2() and starts[:1] == [0] and blocks.stream_ends(data) == [*starts[1:], len(data)]:
        held = faster.bzip2(data)
        if held is not None:
            yield from held
            return
    starts = [0, *(start for start in starts if start)]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        try:
            yield from _stream(data[start:end])
        except (blocks.Damaged, EOFError, ValueError) as error:
            yield Damage(start, str(error))


def _stream(data: bytes) -> Iterator[bytes]:
    """What one bzip2 stream holds; EOFError where it is not complete, blocks.Damaged where some of it cannot be read.

    Empty streams and NUL bytes may stand behind it; ValueError where anything else does.
    """
    while data := data.lstrip(b"\0"):
        if not data.startswith(b"BZh"):
            raise ValueError("something else stands in it")
        decompressor = bz2.BZ2Decompressor()
        given = 0
        try:
            chunk = decompressor.decompress(data, _OUT)
            while chunk:
                given += len(chunk)
                yield chunk
                chunk = b"" if decompressor.eof or decompressor.needs_input else decompressor.decompress(b"", _OUT)
        except OSError as error:
            # The decompressor threw away what it had of the blocks before the damage.
            yield from blocks.read_stream(data, given)
            raise blocks.Damaged(str(error).rstrip(".") or "not readable") from None
        if not decompressor.eof:
            raise EOFError("it ends too early")
        data = decompressor.unused_data
