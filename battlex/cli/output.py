"""Where output goes that is kept: into files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from battlex.errors import BattlexError
from battlex.render.plain import encode


class File:
    """A file that gets its name only when it is whole; until then the old file stays as it is.

    With ``size`` what is written stands in a file that an interruption leaves: it is gone on with behind that many bytes.
    """

    def __init__(self, path: Path, size: int | None = None) -> None:
        self.path = Path(os.path.realpath(path))
        self.shown = path
        # A device or a pipe cannot be replaced: it is written as it is.
        self._direct = is_direct(path)
        self._part = self.path if self._direct else beside(path, "part" if size is not None else os.urandom(6).hex())
        with self._errors():
            flags = os.O_WRONLY if self._direct else os.O_WRONLY | os.O_CREAT | (os.O_EXCL if size is None else 0)
            self._file = os.fdopen(os.open(self._part, flags, 0o666), "wb")
            if size is not None and not self._direct:
                self._file.truncate(size)
                self._file.seek(size)

    def write(self, text: str) -> None:
        """Write a piece of text."""
        with self._errors():
            self._file.write(encode(text))

    def secure(self) -> int:
        """See that everything so far is on the disk, and tell how many bytes that are."""
        with self._errors():
            self._file.flush()
            if self._direct:
                return 0
            os.fsync(self._file.fileno())
            return self._file.tell()

    def finish(self) -> None:
        """See that everything is on the disk."""
        self.secure()
        with self._errors():
            self._file.close()

    def commit(self) -> None:
        """Give the file its name."""
        if self._direct:
            return
        with self._errors():
            if self.path.exists():
                self._part.chmod(self.path.stat().st_mode & 0o7777)
            self._part.replace(self.path)

    def discard(self) -> None:
        """Leave everything as it was."""
        with suppress(OSError):
            self._file.close()
        if not self._direct:
            with suppress(OSError):
                self._part.unlink()

    def leave(self) -> None:
        """Leave what is written for a run that goes on with it."""
        with suppress(OSError):
            self._file.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            kept = "; the old file is unchanged" if not self._direct and self.path.exists() else ""
            raise BattlexError(f"{self.shown}: cannot be written ({error.strerror}){kept}") from None


def beside(path: Path, name: str) -> Path:
    """The hidden file of battlex of this name that belongs to a file and stands beside it."""
    real = Path(os.path.realpath(path))
    return real.with_name(f".{real.name}.battlex-{name}")


def is_direct(path: Path) -> bool:
    """Whether a path is that of a device or a pipe, which is written as it is."""
    real = Path(os.path.realpath(path))
    return real.exists() and not real.is_file()


@contextmanager
def files(
    paths: Iterable[Path], sizes: Sequence[int] | None = None, keep: Callable[[], bool] = lambda: False
) -> Iterator[Sequence[File]]:
    """Files that are all written or none: an error, an interruption or ``Nothing`` leaves what was there before.

    With ``sizes`` the files are gone on with behind so many bytes, and where ``keep`` says so an error or an interruption
    leaves what is written, too.
    """
    opened: list[File] = []
    try:
        for place, path in enumerate(paths):
            opened.append(File(path, sizes[place] if sizes is not None else None))
        yield opened
        for file in opened:
            file.finish()
        for file in opened:
            file.commit()
    except BaseException as error:
        for file in opened:
            if isinstance(error, Nothing) or not keep():
                file.discard()
            else:
                file.leave()
        if not isinstance(error, Nothing):
            raise


class Nothing(Exception):
    """Raised within ``files`` where there is nothing worth writing."""
