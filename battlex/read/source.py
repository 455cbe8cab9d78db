"""The bytes of an input: opened, read in chunks, looked at from the start, and brought to UTF-8."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from battlex.errors import InputError
from battlex.pattern import pattern
from battlex.read import files
from battlex.read.context import Context

CHUNK = 1 << 18

# The longer marks first: that of UTF-32 begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8"),
)
_DECLARED = pattern(rb"""<\?xml\s[^>]{0,200}?\bencoding\s?=\s?["']([A-Za-z][\w.-]*)""")


@contextmanager
def opened(context: Context) -> Iterator[BinaryIO]:
    """The input as a binary file; closed at the end, but for standard input, which is left open."""
    if context.path == "-":
        if sys.stdin is None:
            raise context.error("there is none; name a file")
        yield sys.stdin.buffer
        return
    with _opened(context) as file:
        yield file


def _opened(context: Context) -> BinaryIO:
    try:
        return files.opened(context.path)
    except FileNotFoundError:
        raise context.error("no such file or folder; check the path") from None
    except PermissionError:
        raise context.error("permission denied; check who may read it") from None
    except (OSError, ValueError) as error:
        raise context.error(f"cannot be opened ({_reason(error)})") from None


def chunks_of(file: BinaryIO, context: Context) -> Iterator[bytes]:
    """The file's bytes as they come: a pipe's data is handed on without waiting for a full chunk."""
    read = getattr(file, "read1", file.read)
    try:
        while chunk := read(CHUNK):
            yield chunk
    except (OSError, ValueError) as error:
        raise context.error(f"reading failed ({_reason(error)})") from None


def peeked(chunks: Iterator[bytes], size: int) -> tuple[bytes, Generator[bytes, None, None]]:
    """The first ``size`` bytes (or a chunk more, or all there are), and all bytes, these included.

    An error that comes while looking is raised where the second iterator reaches it: what stands before is still read.
    """
    head = bytearray()
    failure: InputError | None = None
    try:
        while len(head) < size and (chunk := next(chunks, b"")):
            head += chunk
    except InputError as error:
        failure = error

    def everything() -> Generator[bytes, None, None]:
        if head:
            yield bytes(head)
        if failure is not None:
            raise failure
        yield from chunks

    return bytes(head), everything()


def as_utf8(chunks: Iterator[bytes], head: bytes, encoding: str | None, context: Context) -> Iterator[bytes]:
    """The chunks in UTF-8 without a byte order mark.

    The encoding is the one given, else that of the byte order mark, else the one that an XML declaration states;
    without any of them the bytes pass as they are.
    """
    stated = encoding or stated_encoding(head)
    if stated is None:
        return chunks
    if encoding is None and stated == "utf-8":
        return _without_mark(chunks)
    return _transcoded(chunks, stated, context)


def stated_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark or an XML declaration states; None where the bytes pass as they are."""
    return next((name for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)), None) or _declared(head)


def check_encoding(encoding: str | None) -> None:
    """Raise InputError where ``encoding`` is no text encoding that Python knows."""
    if encoding is None:
        return
    try:
        codecs.getincrementaldecoder(encoding)
        # An empty string would not tell a text encoding from others, such as base64.
        b"a".decode(encoding)
    except UnicodeError:
        return
    except (LookupError, ValueError):
        raise InputError(f"unknown encoding {encoding!r}; --encoding takes names such as utf-8 or cp1252") from None


def _declared(head: bytes) -> str | None:
    match = _DECLARED.match(head)
    if match is None:
        return None
    name = match[1].decode("ascii")
    try:
        # A declaration of two-byte units that could be read byte by byte is wrong; so is an unknown name.
        same = "<".encode(name) == b"<" and codecs.lookup(name).name != "utf-8"
    except (LookupError, ValueError):
        return None
    return name if same else None


def _without_mark(chunks: Iterator[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk.removeprefix(codecs.BOM_UTF8)
        break
    yield from chunks


def _transcoded(chunks: Iterator[bytes], encoding: str, context: Context) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    fresh = True
    try:
        for chunk in chunks:
            text = decoder.decode(chunk)
            if text:
                yield (text.removeprefix("\ufeff") if fresh else text).encode("utf-8", "replace")
                fresh = False
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")
    except UnicodeError as error:
        reason = getattr(error, "reason", None) or error
        raise context.error(f"is not {encoding} ({reason}); name its encoding with --encoding") from None


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
