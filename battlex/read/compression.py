"""Compressed bytes → bytes, told by magic number: bzip2, gzip, xz, Zstandard; of one stream or of many."""

from __future__ import annotations

import bz2
import importlib
import lzma
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from battlex.errors import InputError
from battlex.read import faster
from battlex.read.context import Context
from battlex.read.source import CHUNK

# Small steps, because a decompressor that meets damage loses what it was about to return: of what stands before the
# damage at most one step is missing, which is read once more where that can be done. They also bound the memory that a
# decompression bomb gets.
_STEP = 1 << 14
_LEAST = 16
# Enough for the largest dictionary that xz itself uses (64 MiB at -9).
_XZ_MEMORY = 128 << 20


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Format(NamedTuple):
    """A compression format: its name, what makes a decompressor of one stream, and the errors that this raises."""

    name: str
    decompressor: Callable[[], _Decompressor]
    errors: tuple[type[Exception], ...]


class _Gzip:
    """zlib's decompressor for one gzip member, with the interface of the other modules' decompressors."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        out = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = not self.eof and not self._inner.unconsumed_tail and len(out) < max_length
        return out


def _zstd_module() -> Any:
    # The standard library's module (Python 3.14), or its backport for older versions, which has the same interface.
    try:
        return importlib.import_module("compression.zstd")
    except ImportError:
        return importlib.import_module("backports.zstd")


def _format_of(head: bytes, context: Context) -> _Format:
    if head.startswith(b"BZh"):
        return _Format("bzip2", bz2.BZ2Decompressor, (OSError, ValueError))
    if head.startswith(b"\x1f\x8b"):
        return _Format("gzip", _Gzip, (zlib.error,))
    if head.startswith(b"\xfd7zXZ"):
        return _Format("xz", partial(lzma.LZMADecompressor, lzma.FORMAT_XZ, memlimit=_XZ_MEMORY), (lzma.LZMAError,))
    try:
        module = _zstd_module()
    except ImportError:
        raise context.error("reading Zstandard needs an extra; pip install 'battlex[zstd]'") from None
    return _Format("Zstandard", module.ZstdDecompressor, (module.ZstdError,))


def decompressed(chunks: Iterator[bytes], head: bytes, context: Context) -> Generator[bytes, None, None]:
    """What the compressed chunks hold, in chunks; ``head`` tells the format.

    Raises InputError, after all that stands before, where the data is damaged or cut off, and at once where the module
    for the format is not installed.
    """
    form = _format_of(head, context)
    held: list[bytes] = []
    size = total = given = 0
    failure: InputError | None = None
    if form.name == "gzip":
        try:
            for piece in faster.gzip(context.path):
                given += len(piece)
                yield piece
            return
        except faster.Failed:
            pass
    try:
        for piece in _pieces(chunks, form.decompressor):
            total += len(piece)
            if total <= given:
                continue
            held.append(piece[max(0, len(piece) - (total - given)) :])
            size += len(held[-1])
            if size >= CHUNK:
                yield b"".join(held)
                held, size = [], 0
    except InputError as error:
        failure = error
    except EOFError:
        failure = context.error(
            f"the {form.name} data ends too early, after {_size(total)} of content: the file is cut off; get it anew"
        )
    except form.errors as error:
        reason = str(error).rstrip(".") or "not readable"
        failure = context.error(
            f"the {form.name} data is damaged after {_size(total)} of content ({reason}); get the file anew"
        )
        held.extend(_thrown_away(context.path, form, max(total, given)))
    if held:
        yield b"".join(held)
    if failure is not None:
        raise failure


def _thrown_away(path: str, form: _Format, start: int) -> Iterator[bytes]:
    """What a decompressor that met damage had behind ``start`` bytes of content: a file is read once more for it."""
    if not Path(path).is_file():
        return
    total = 0
    with Path(path).open("rb") as file, suppress(*form.errors, EOFError, OSError):
        for piece in _pieces(iter(partial(file.read, CHUNK), b""), form.decompressor, start - 2 * _STEP):
            total += len(piece)
            yield piece[max(0, len(piece) - max(0, total - start)) :]
            if total > start + _STEP:
                return


def _pieces(chunks: Iterator[bytes], new: Callable[[], _Decompressor], last: int | None = None) -> Iterator[bytes]:
    """The content of one stream after another; EOFError where the last one is not complete.

    Behind ``last`` bytes the steps are as small as can be.
    """
    decompressor = new()
    between = True
    given = 0
    for chunk in chunks:
        for start in range(0, len(chunk), _STEP):
            data = chunk[start : start + _STEP]
            while data:
                if between:
                    # Writers may fill up with NUL bytes between and after streams.
                    data = data.lstrip(b"\0")
                    if not data:
                        break
                    between = False
                while True:
                    piece = decompressor.decompress(data, _STEP if last is None or given < last else _LEAST)
                    given += len(piece)
                    yield piece
                    if decompressor.eof or decompressor.needs_input:
                        break
                    data = b""
                data = b""
                if decompressor.eof:
                    data = decompressor.unused_data
                    decompressor = new()
                    between = True
    if not between:
        raise EOFError


def _size(count: int) -> str:
    return f"{count:,} bytes" if count < 1 << 20 else f"{count / (1 << 20):,.0f} MiB"
