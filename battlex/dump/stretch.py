"""The bytes of a part: read from its file, or brought along where those who read the part do not see the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from battlex.dump.plan import Part, Shape
from battlex.read import files

_STEP = 4 << 20
T = TypeVar("T")


def chunks_of(part: Part) -> Iterator[bytes]:
    """The bytes from a part's start to its end."""
    if part.held is None:
        yield from files.stretch(part.path, part.start, part.end, _STEP)
        return
    for at in range(0, len(part.held), _STEP):
        yield part.held[at : at + _STEP]


def with_blocks(part: Part) -> bytes:
    """A part of blocks, with what is needed of the bytes behind it: those of the block that begins in it and ends there."""
    if part.held is not None:
        return part.held
    from battlex.dump import blocks

    size = part.end - part.start
    reach = blocks.MOST_BYTES
    while True:
        data = b"".join(files.stretch(part.path, part.start, part.end + reach))
        at_end = len(data) < size + reach
        first = blocks.first_block(data, 0)
        if at_end or first is None or first >= size * 8 or blocks.first_block(data, size) is not None:
            return data
        reach *= 4


def visible(what: T) -> Part | T:
    """The same for another process of this machine, which does not see what lies in the memory of this one."""
    if isinstance(what, Part) and what.held is None and files.is_private(what.path):
        with suppress(OSError):
            return carrying(what)
    return what


def carrying(part: Part) -> Part:
    """A part that brings its bytes along; OSError where they cannot be read."""
    held = with_blocks(part) if part.shape is Shape.BLOCKS else b"".join(chunks_of(part))
    return replace(part, held=held)
