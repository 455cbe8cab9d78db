"""The blocks of a bzip2 stream, read without what stands before them.

A block begins with 48 fixed bits, at any bit of a byte. Moved to where a byte begins, behind the four bytes that open a
stream, blocks are a stream of their own, which any decompressor reads up to where it has to look for the end.
"""

from __future__ import annotations

import bz2
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import pairwise

_BLOCK = 0x314159265359
_STREAM_END = 0x177245385090
_MARK = 48
_OPENING = b"BZh9"
# The end of a stream is its mark, a checksum of four bytes and up to seven bits.
_CLOSING = 12
_STEP = 1 << 16
_OUT = 1 << 20
# A block holds 900,000 bytes at most, which compressed take little more, plus its tables.
MOST_BYTES = 1 << 20


class Damaged(Exception):
    """Blocks could not be read; what could be was given before."""


@cache
def _inner(mark: int) -> tuple[tuple[int, bytes], ...]:
    """For each bit of a byte that a mark may begin at: the five whole bytes that it then has."""
    found = []
    for shift in range(8):
        bits = mark << (56 - _MARK - shift)
        data = bits.to_bytes(7, "big")
        found.append((shift, data[1:6] if shift else data[:5]))
    return tuple(found)


def _marks(data: bytes, mark: int, start: int, stop: int) -> list[int]:
    """The bits at which a mark begins, in order: at a byte from ``start`` to before ``stop``."""
    found = []
    for shift, inner in _inner(mark):
        first = 1 if shift else 0
        at = start + first
        while (at := data.find(inner, at, stop + first + len(inner) - 1)) >= 0:
            bit = (at - first) * 8 + shift
            if _bits(data, bit, bit + _MARK) == mark:
                found.append(bit)
            at += 1
    return sorted(found)


def first_block(data: bytes, start: int) -> int | None:
    """The bit at which the first block begins that begins at the byte ``start`` or later."""
    step = 1 << 17
    while start < len(data):
        found = _marks(data, _BLOCK, start, start + step)
        if found:
            return found[0]
        start += step
    return None


def _bits(data: bytes, start: int, end: int) -> int:
    first, last = start // 8, (end + 7) // 8
    value = int.from_bytes(data[first:last], "big") >> (last * 8 - end)
    return value & ((1 << (end - start)) - 1)


def _moved(data: bytes, start: int, end: int) -> bytes:
    """The bits from ``start`` to ``end`` from the beginning of a byte on, filled up with zeros."""
    spare = -(end - start) % 8
    return (_bits(data, start, end) << spare).to_bytes((end - start + spare) // 8, "big")


def read_blocks(data: bytes, start: int, end: int) -> Iterator[bytes]:
    """What the blocks hold from the bit ``start``, where one begins, to the bit ``end``, where one begins or the data ends.

    An empty chunk stands for every block that is damaged or not complete; Damaged is raised at the end where there was
    one, or where the data ends without the end of a stream.
    """
    closed = end < len(data) * 8
    if not closed:
        marks = _marks(data, _STREAM_END, max(0, len(data) - _CLOSING), len(data))
        closed = bool(marks) and marks[-1] > start
        end = marks[-1] if closed else end
    given = 0
    try:
        for chunk in _straight(data, start, end):
            given += len(chunk)
            yield chunk
        if closed:
            return
    except (OSError, EOFError):
        pass
    # The end of a stream, whose checksum is not that of these blocks alone, or damage: one by one, then.
    yield from _skipping(_one_by_one(data, start, end, closed), given)


def read_stream(data: bytes, given: int = 0) -> Iterator[bytes]:
    """What the blocks of one whole stream hold, without its first ``given`` bytes; see ``read_blocks``."""
    return _skipping(read_blocks(data, len(_OPENING) * 8, len(data) * 8), given)


def stream_ends(data: bytes) -> list[int]:
    """The bytes behind which a stream ends, in order."""
    return [(bit + _MARK + 32 + 7) // 8 for bit in _marks(data, _STREAM_END, 0, len(data))]


def _straight(data: bytes, start: int, end: int) -> Iterator[bytes]:
    decompressor = bz2.BZ2Decompressor()
    # The decompressor gives all of the last block only where it sees that something follows.
    moved = _OPENING + _moved(data, start, min(end + _MARK - 8, len(data) * 8))
    for at in range(0, len(moved), _STEP):
        chunk = decompressor.decompress(moved[at : at + _STEP], _OUT)
        while chunk:
            yield chunk
            chunk = b"" if decompressor.needs_input or decompressor.eof else decompressor.decompress(b"", _OUT)
        if decompressor.eof:
            raise EOFError


def _one_by_one(data: bytes, start: int, end: int, closed: bool) -> Iterator[bytes]:
    stop = (end + 7) // 8
    blocks = [bit for bit in _marks(data, _BLOCK, start // 8, stop) if start <= bit < end]
    ends = [bit for bit in _marks(data, _STREAM_END, start // 8, stop) if start < bit < end]
    missing = int(blocks[:1] != [start])
    if missing:
        yield b""
    place = 0
    while place < len(blocks):
        block = None
        # The 48 bits may stand within a block by chance: it then goes on behind them.
        for reach in (1, 2):
            behind = min([*blocks[place + reach : place + reach + 1], end])
            block = _one(
                data, blocks[place], min((bit for bit in ends if blocks[place] < bit < behind), default=behind)
            )
            if block is not None:
                break
        if block is None and not closed and place == len(blocks) - 1:
            block = _last(data, blocks[place], end)
        missing += block is None
        yield from block or [b""]
        place += reach if block is not None else 1
    if missing:
        raise Damaged(f"{missing} of {max(missing, len(blocks))} blocks cannot be read")
    if not closed and not (ends and ends[-1] > blocks[-1]):
        raise Damaged("it ends too early")


def _one(data: bytes, start: int, end: int) -> list[bytes] | None:
    """What one block holds; None where it is damaged or not complete."""
    # With the end of a stream behind it, whose checksum is the block's own, the decompressor tells whether it is whole.
    length = end - start
    bits = (_bits(data, start, end) << 80) | (_STREAM_END << 32) | _bits(data, start + _MARK, start + _MARK + 32)
    spare = -(length + 80) % 8
    stream = _OPENING + (bits << spare).to_bytes((length + 80 + spare) // 8, "big")
    decompressor = bz2.BZ2Decompressor()
    try:
        chunks = [decompressor.decompress(stream, _OUT)]
        while not decompressor.eof and not decompressor.needs_input:
            chunks.append(decompressor.decompress(b"", _OUT))
    except OSError:
        return None
    return [chunk for chunk in chunks if chunk] if decompressor.eof else None


def _last(data: bytes, start: int, end: int) -> list[bytes] | None:
    """What a block holds behind which the end of the stream is damaged or cut off; None where the block itself is."""
    stream = _OPENING + _moved(data, start, end)
    near = max(0, len(stream) - 2 * _CLOSING)
    decompressor = bz2.BZ2Decompressor()
    chunks = []
    # Byte by byte at the end: the block is given, and its checksum compared, before what stands behind it is seen.
    with suppress(OSError, EOFError):
        for first, last in pairwise((0, *range(near, len(stream) + 1))):
            chunks.append(decompressor.decompress(stream[first:last], _OUT))
            # It says that it needs input though it holds more of the block.
            while chunks[-1]:
                chunks.append(decompressor.decompress(b"", _OUT))
    return [chunk for chunk in chunks if chunk] or None


def _skipping(chunks: Iterator[bytes], count: int) -> Iterator[bytes]:
    """The chunks without their first ``count`` bytes."""
    for chunk in chunks:
        if not chunk:
            count = 0
            yield chunk
        elif count < len(chunk):
            yield chunk[count:]
            count = 0
        else:
            count -= len(chunk)
