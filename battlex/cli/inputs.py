"""Which files are read? Those named on the command line, and those in the folders named there."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from battlex.cli.report import Report
from battlex.read import files
from battlex.read.folder import article_files, is_folder
from battlex.record import Record, record

STANDARD_INPUT = "-"


@record
class Input(Record):
    """A file to read, the input of the command line that it belongs to, and how many bytes it has."""

    path: str
    origin: str
    size: int

    @property
    def in_folder(self) -> bool:
        """Whether the input is a folder that holds the file."""
        return self.path != self.origin


def inputs_of(paths: Iterable[str], report: Report) -> list[Input]:
    """The files of all inputs, those of folders included; what cannot be listed is reported."""
    found = []
    for path in paths:
        for file in article_files(path, report.error) if is_folder(path) else (path,):
            size = 0
            with suppress(OSError, ValueError):
                size = files.size(file) if file != STANDARD_INPUT else 0
            found.append(Input(file, path, size))
    return found
