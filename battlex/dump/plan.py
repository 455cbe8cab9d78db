"""Into which parts is a dump cut? A part is a stretch of the file that a worker reads knowing nothing of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO, NamedTuple

from battlex.errors import InputError
from battlex.pattern import pattern
from battlex.read import content, files
from battlex.read.context import Context
from battlex.read.sniff import Kind, is_7z, is_compressed

# The beginning of a bzip2 stream and of its first block: eighty bits that do not come together by chance.
STREAM = pattern(rb"BZh[1-9]1AY&SY")
STREAM_LENGTH = 10


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


SIZES = Sizes()


@dataclass(frozen=True)
class Part:
    """The bytes of a file from ``start`` to ``end``, and how they hold XML."""

    path: str
    shape: Shape
    start: int
    end: int
    last: bool
    held: bytes | None = None
    """What is needed of the file, where those who read the part do not see the file."""


class Look(NamedTuple):
    """What a file is, None where it cannot be told, and how it is cut into parts.

    ``shape`` is None where a file is read from its beginning to its end: any other compression or encoding.
    """

    kind: Kind | None
    shape: Shape | None = None


def look(path: str, encoding: str | None = None) -> Look:
    """What stands in a file; nothing is told of standard input, which can be read only once."""
    try:
        if path == "-" or not (files.is_address(path) or Path(path).is_file()):
            return Look(None)
        with files.opened(path, ahead=False) as file:
            head = file.read(16)
            whole = files.is_address(path) and not _has_parts(file, path)
        with content(Context(path), encoding) as found:
            if found.kind is not Kind.EXPORT or not found.as_it_is or is_7z(head) or whole:
                return Look(found.kind)
            if is_compressed(head):
                return Look(found.kind, Shape.STREAMS if head.startswith(b"BZh") else None)
            return Look(found.kind, Shape.PLAIN)
    except (OSError, ValueError, InputError):
        return Look(None)


def _has_parts(file: BinaryIO, path: str) -> bool:
    """Whether what lies at an address can be read from its middle on; not every server on the web gives parts."""
    try:
        file.seek(files.size(path) // 2)
        return bool(file.read(1))
    except (OSError, ValueError):
        return False


def parts(path: str, shape: Shape, start: int = 0, sizes: Sizes | None = None) -> Iterator[Part]:
    """The parts of a file from ``start``, where a part must begin, on; a file of one long stream is cut into blocks."""
    sizes = sizes or SIZES
    with files.opened(path, ahead=False) as file:
        size = file.seek(0, SEEK_END)
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
