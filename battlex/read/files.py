"""Where the bytes of an input lie: on this machine, or at an address (s3://…, https://…), which the extra fsspec opens."""

from __future__ import annotations

import errno
import importlib
import io
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from battlex.pattern import pattern

_ADDRESS = pattern(r"[A-Za-z][A-Za-z0-9+.-]+(?>(?:::[A-Za-z][A-Za-z0-9+.-]*+)*)://")
_READ = 4 << 20
_TRIES = 3
_PAUSE = 2.0


def is_address(path: str) -> bool:
    """Whether a path is an address that fsspec opens; every other path is one of this machine."""
    return "://" in path and _ADDRESS.match(path) is not None


def is_private(path: str) -> bool:
    """Whether no other process sees what stands there."""
    return path.startswith("memory://")


def opened(path: str, *, ahead: bool = True) -> BinaryIO:
    """A file as bytes; OSError or ValueError where it cannot be opened.

    What lies at an address is read ``ahead``: that is quicker from beginning to end, and wasted where little is read.
    """
    if not is_address(path):
        return open(path, "rb")
    with _as_os_errors():
        system, place = _system(path)
        file = system.open(place, "rb", block_size=_READ, cache_type="readahead" if ahead else "none")
        # Without a buffer of its own, so that whoever goes to a place sees whether it can be read there.
        return io.BufferedReader(_Raw(file), io.DEFAULT_BUFFER_SIZE if ahead else 1)


def size(path: str) -> int:
    """How many bytes a file has; OSError or ValueError where that is not known."""
    return int(_told(path)[0])


def stamp(path: str) -> list[Any]:
    """What changes where a file does: its name in full, its size, and what its keeper tells of its age."""
    return [path if is_address(path) else os.path.realpath(path), *_told(path)]


def stretch(path: str, start: int, end: int, step: int = _READ) -> Iterator[bytes]:
    """The bytes of a file from ``start`` to ``end``, or to its end, in steps; OSError where they cannot be read."""
    if is_address(path):
        for at in range(start, end, step):
            data = _range(path, at, min(end, at + step), _TRIES)
            if data:
                yield data
            if at + len(data) < min(end, at + step):
                return
        return
    with open(path, "rb", buffering=0) as file:
        file.seek(start)
        while start < end and (chunk := file.read(min(step, end - start))):
            yield chunk
            start += len(chunk)


def is_folder_address(path: str) -> bool:
    """Whether an address stands for several files: it ends in a slash, or has an asterisk. The web has no folders."""
    return is_address(path) and ("*" in path or (path.endswith("/") and not path.lower().startswith("http")))


def listed(path: str) -> list[str]:
    """The addresses of the files that such an address stands for, in order; OSError where they cannot be listed."""
    with _as_os_errors():
        system, place = _system(path)
        found = system.glob(place) if "*" in path else system.find(place)
        return [system.unstrip_protocol(name) for name in sorted(found)]


def _told(path: str) -> list[Any]:
    if not is_address(path):
        status = os.stat(path)
        return [status.st_size, status.st_mtime_ns]
    with _as_os_errors():
        system, place = _system(path)
        told = system.info(place)
        if not isinstance(told.get("size"), int):
            raise OSError(errno.EIO, "its size is not told")
        age = (told.get(key) for key in ("ETag", "etag", "mtime", "LastModified", "created"))
        return [told["size"], next((str(one) for one in age if one), "")]


def _range(path: str, start: int, end: int, tries: int) -> bytes:
    try:
        return _asked(path, start, end)
    except (FileNotFoundError, PermissionError):
        raise
    except OSError:
        # A network may fail for a moment, and a long run is not to lose a part for that.
        if tries == 1:
            raise
    time.sleep(_PAUSE)
    return _range(path, start, end, tries - 1)


def _asked(path: str, start: int, end: int) -> bytes:
    with _as_os_errors():
        system, place = _system(path)
        data: bytes = system.cat_file(place, start=start, end=end)
    if len(data) > end - start:
        raise OSError(errno.EIO, "it is not given in parts")
    return data


def _system(path: str) -> tuple[Any, str]:
    """The file system of an address, and the place in it."""
    try:
        core = importlib.import_module("fsspec.core")
    except ImportError:
        raise OSError(errno.ENOTSUP, "addresses need an extra; pip install 'battlex[fsspec]'") from None
    system, place = core.url_to_fs(path)
    return system, place


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Each file system has errors of its own; here they are all OSError."""
    try:
        yield
    except OSError as error:
        # Whatever keeps a web server from answering, fsspec says that there is no such file.
        cause = error.__cause__
        if isinstance(error, FileNotFoundError) and cause is not None and getattr(cause, "status", None) != 404:
            raise OSError(errno.EIO, _line(cause)) from None
        raise
    except Exception as error:
        raise OSError(errno.EIO, _line(error)) from None


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


class _Raw(io.RawIOBase):
    """What fsspec has opened, with the errors of files."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def readinto(self, buffer: Any) -> int:
        with _as_os_errors():
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        with _as_os_errors():
            return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
