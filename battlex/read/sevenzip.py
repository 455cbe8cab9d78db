"""A 7z archive of one file → its bytes, through the extra package py7zr."""

from __future__ import annotations

import importlib
import queue
import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, BinaryIO

from battlex.read.context import Context

_QUEUED = 64


class _Abandoned(Exception):
    """Nobody reads on."""


class _Writer:
    """What py7zr writes the archive's file to: a queue, so that the content is never in memory as a whole."""

    def __init__(self, pieces: queue.Queue[bytes | None], stop: threading.Event) -> None:
        self._pieces = pieces
        self._stop = stop
        self._written = 0

    def create(self, filename: str) -> _Writer:
        return self

    def write(self, data: bytes | bytearray) -> int:
        _put(self._pieces, bytes(data), self._stop)
        self._written += len(data)
        return len(data)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def size(self) -> int:
        return self._written


def unpacked(file: BinaryIO, context: Context) -> Generator[bytes, None, None]:
    """The content of the archive's one file, in chunks.

    Raises InputError where py7zr is missing, where the archive cannot be read, or where it comes from a pipe: its
    table of contents stands at its end.
    """
    try:
        py7zr = importlib.import_module("py7zr")
    except ImportError:
        raise context.error("reading 7z archives needs an extra; pip install 'battlex[7z]'") from None
    if not file.seekable():
        raise context.error("a 7z archive cannot be read from a pipe; name the file, or unpack it with `7z x -so FILE`")
    pieces: queue.Queue[bytes | None] = queue.Queue(_QUEUED)
    stop = threading.Event()

    def unpack() -> None:
        try:
            _extract(py7zr, file, _Writer(pieces, stop))
        finally:
            with suppress(_Abandoned):
                _put(pieces, None, stop)

    # py7zr pushes, we pull: it needs a thread of its own.
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(unpack)
        try:
            while (piece := pieces.get()) is not None:
                yield piece
        finally:
            stop.set()
        failure = work.exception()
    if failure is not None:
        reason = str(failure) or type(failure).__name__
        raise context.error(f"the 7z archive cannot be read further ({reason}); get it anew")


def _extract(py7zr: Any, file: BinaryIO, writer: _Writer) -> None:
    file.seek(0)
    with py7zr.SevenZipFile(file) as archive:
        members = [member for member in archive.list() if not member.is_directory]
        if len(members) != 1:
            raise ValueError(f"it holds {len(members)} files where one is expected: unpack it")
        archive.extractall(factory=writer)


def _put(pieces: queue.Queue[bytes | None], piece: bytes | None, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            pieces.put(piece, timeout=0.1)
            return
        except queue.Full:
            continue
    raise _Abandoned
