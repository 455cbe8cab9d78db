"""Decompressors that are faster than the standard library's, where one is installed: the extra ``fast``, or lbzip2.

Only what they make of sound data is taken. Where one of them meets damage, fails, dies, or gives more than memory should
hold, the standard library reads the same bytes: what is kept of a damaged file, and what is told of it, is then the same
with each of them.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_STEP = 4 << 20
_MOST = 64 << 20
"""More than a part of a dump holds, whatever it is compressed to."""

WORTH_IT = 1 << 20
"""Files of fewer bytes are read before the extra is loaded."""

Reader = Callable[[bytes], Iterator[bytes]]


class Failed(Exception):
    """A decompressor is not there, or did not read all to its end."""


def reads_bzip2() -> bool:
    """Whether a decompressor of bzip2 is installed that is faster than the standard library's."""
    return _bzip2_reader() is not None


def bzip2(data: bytes) -> list[bytes] | None:
    """What bzip2 streams hold that stand one behind the other; None where that is left to the standard library."""
    reader = _bzip2_reader()
    if reader is None:
        return None
    held: list[bytes] = []
    size = 0
    with suppress(Failed):
        for chunk in reader(data):
            held.append(chunk)
            size += len(chunk)
            if size > _MOST:
                return None
        return held
    return None


def gzip(path: str) -> Iterator[bytes]:
    """What a gzip file holds; Failed, behind what could be read, where that is not all, or where it is not worth it."""
    try:
        size = Path(path).stat().st_size if Path(path).is_file() else 0
    except (OSError, ValueError):
        raise Failed from None
    module = _module() if size > WORTH_IT else None
    if module is None:
        raise Failed
    try:
        # More than one thread is no faster here, and takes more memory.
        with module.RapidgzipFile(path, parallelization=1) as file:
            while chunk := file.read(_STEP // 4):
                yield chunk
            whole = file.tell_compressed() == size * 8
    except (OSError, ValueError, RuntimeError):
        raise Failed from None
    if not whole:
        raise Failed


@cache
def _module() -> Any:
    """The extra's module; None where it is not installed."""
    try:
        return importlib.import_module("rapidgzip")
    except ImportError:
        return None


@cache
def _bzip2_reader() -> Reader | None:
    if _module() is not None:
        return _by_module
    from shutil import which

    return _by_program if which("lbzip2") else None


def _by_module(data: bytes) -> Iterator[bytes]:
    try:
        with _module().IndexedBzip2File(io.BytesIO(data), parallelization=1) as file:
            while chunk := file.read(_STEP):
                yield chunk
    except (OSError, ValueError, RuntimeError):
        raise Failed from None


def _by_program(data: bytes) -> Iterator[bytes]:
    import subprocess
    import threading

    nowhere = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            ["lbzip2", "-dc", "-n1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=nowhere
        )
    except OSError:
        raise Failed from None
    assert process.stdin is not None and process.stdout is not None

    def feed(pipe: Any = process.stdin) -> None:
        # A program that dies reads no further; its exit status tells.
        with suppress(OSError), pipe:
            pipe.write(data)

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    try:
        while chunk := process.stdout.read(_STEP):
            yield chunk
    finally:
        process.stdout.close()
        if process.poll() is None and feeder.is_alive():
            process.kill()
        feeder.join()
        status = process.wait()
    if status:
        raise Failed
