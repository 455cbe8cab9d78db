"""Standard output as a context: in UTF-8, each piece at once, and quiet where the reader goes away."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from types import TracebackType
from typing import Self

from battlex.errors import BattlexError
from battlex.render.plain import encode


class _ReaderGone(Exception):
    """The reader of our standard output has closed it: the run is over, and nothing is wrong."""


class StandardOutput:
    """Standard output as a context: in UTF-8, each piece at once; it ends quietly where the reader goes away."""

    def __enter__(self) -> Self:
        if sys.stdout is None:
            raise BattlexError("standard output is closed; write to a file with -o")
        sys.stdout.flush()
        return self

    def write(self, text: str) -> None:
        """Write a piece of text and hand it on at once, so that the next program in a pipe can begin."""
        try:
            sys.stdout.buffer.write(encode(text))
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            _abandon_stdout()
            raise _ReaderGone from None
        except OSError as error:
            _abandon_stdout()
            raise BattlexError(f"standard output: {error.strerror}; nothing after this point was written") from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        return kind is _ReaderGone


def _abandon_stdout() -> None:
    """Point standard output nowhere, so that what is left in its buffer raises nothing when Python ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
