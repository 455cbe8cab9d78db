"""Into which parts is a dump cut? A part is a stretch of the file that a worker reads knowing nothing of the others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO

from battlex.errors import InputError
from battlex.read import content
from battlex.read.context import Context
from battlex.read.sniff import Kind, is_7z, is_compressed
from battlex.read.source import stated_encoding

# The beginning of a bzip2 stream and of its first block: eighty bits that do not come together by chance.
STREAM = re.compile(rb"BZh[1-9]1AY&SY")
STREAM_LENGTH = 10
_HEAD = 1 << 10


class Shape(Enum):
    """How the bytes of a part hold XML."""

    PLAIN = auto()
    STREAMS = auto()
    """Whole bzip2 streams."""
    BLOCKS = auto()
    """Those bzip2 blocks of a stream that begin within the part."""


@dataclass(frozen=True)
class Sizes:
    """Bytes of the file that a part has, and in which the next stream must begin for streams to be what parts are made of."""

    plain: int = 8 << 20
    streams: int = 2 << 20
    blocks: int = 2 << 20
    longest_stream: int = 4 << 20


@dataclass(frozen=True)
class Part:
    """The bytes of a file from ``start`` to ``end``, and how they hold XML."""

    path: str
    shape: Shape
    start: int
    end: int
    last: bool


def shape_of(path: str) -> Shape | None:
    """How a file is cut into parts; None where it is read from its beginning to its end: any other compression or
    encoding, what is no export, and what cannot be opened or is no file.
    """
    if path == "-" or not Path(path).is_file():
        return None
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
        bzip2 = head.startswith(b"BZh")
        if is_7z(head) or (is_compressed(head) and not bzip2):
            return None
        with content(Context(path)) as (kind, chunks):
            start = next(chunks, b"") if bzip2 else head
    except (OSError, InputError):
        return None
    if kind is not Kind.EXPORT or stated_encoding(start) is not None:
        return None
    return Shape.STREAMS if bzip2 else Shape.PLAIN


def parts(path: str, shape: Shape, start: int = 0, sizes: Sizes | None = None) -> Iterator[Part]:
    """The parts of a file from ``start``, where a part must begin, on; a file of one long stream is cut into blocks."""
    sizes = sizes or Sizes()
    with Path(path).open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        at = start
        while at < size:
            if shape is Shape.STREAMS:
                end = _next_stream(file, at + sizes.streams, at + sizes.streams + sizes.longest_stream)
                if end is None and size - at > sizes.streams + sizes.longest_stream:
                    shape = Shape.BLOCKS
                    continue
                end = size if end is None else end
            else:
                end = min(size, at + (sizes.plain if shape is Shape.PLAIN else sizes.blocks))
            yield Part(path, shape, at, end, end == size)
            at = end


def _next_stream(file: BinaryIO, start: int, stop: int) -> int | None:
    """Where the first bzip2 stream begins that begins between ``start`` and ``stop``."""
    file.seek(start)
    data = b""
    while start < stop and (chunk := file.read(1 << 18)):
        data += chunk
        found = STREAM.search(data)
        if found:
            return start + found.start()
        start += max(0, len(data) - STREAM_LENGTH + 1)
        data = data[-STREAM_LENGTH + 1 :]
    return None
