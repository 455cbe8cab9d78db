"""Decompression alone, by the standard library, as fast as so many processes can: what no reader of a dump can beat.

``python -m tests.benchmark.floor FILE JOBS`` decompresses a multistream file stream by stream, and a file of one stream
from its beginning to its end where JOBS is 1, block by block where it is more.
"""

from __future__ import annotations

import bz2
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from battlex.dump import blocks
from battlex.dump.plan import STREAM, Part, Shape, parts

_STEP = 1 << 20


def streams(part: Part) -> int:
    """Decompress the streams of a part; how many bytes they hold."""
    with Path(part.path).open("rb") as file:
        file.seek(part.start)
        data = file.read(part.end - part.start)
    starts = [found.start() for found in STREAM.finditer(data)]
    return sum(len(bz2.decompress(data[at:end])) for at, end in zip(starts, [*starts[1:], len(data)], strict=True))


def some_blocks(part: Part) -> int:
    """Decompress the blocks that begin in a part."""
    with Path(part.path).open("rb") as file:
        file.seek(part.start)
        data = file.read(part.end - part.start + blocks.MOST_BYTES)
    first, behind = blocks.first_block(data, 0), blocks.first_block(data, part.end - part.start)
    if first is None or first >= (part.end - part.start) * 8:
        return 0
    return sum(map(len, blocks.read_blocks(data, first, behind or len(data) * 8)))


def whole(path: str) -> Iterator[int]:
    """Decompress one stream."""
    decompressor = bz2.BZ2Decompressor()
    with Path(path).open("rb") as file:
        while chunk := file.read(_STEP):
            yield len(decompressor.decompress(chunk))


def floor(path: str, jobs: int) -> int:
    """Decompress a file; how many bytes it holds."""
    cut = list(parts(path, Shape.STREAMS))
    multistream = all(part.shape is Shape.STREAMS for part in cut)
    if jobs == 1:
        return sum(map(streams, cut)) if multistream else sum(whole(path))
    with ProcessPoolExecutor(jobs) as pool:
        return sum(pool.map(streams if multistream else some_blocks, cut))


if __name__ == "__main__":
    print(floor(sys.argv[1], int(sys.argv[2])))
