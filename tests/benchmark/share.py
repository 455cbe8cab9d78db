"""Which part of a run is decompression? Measured within one run, so that it holds on a machine that is busy or uneven.

``python -m tests.benchmark.share [FILE] [--size MB] [--prose]`` reads a dump with one worker and the standard library, and
counts the processor time inside of the decompressor. What the whole run took in proportion to it is printed: an upper
bound of the ratio to decompression alone, which has to start and to read the file as well.
"""

from __future__ import annotations

import argparse
import bz2
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from battlex.cli import main as battlex
from battlex.read import faster
from tests.benchmark.compose import write_multistream

spent = 0.0


class Timed:
    """A decompressor that counts the processor time it takes."""

    def __init__(self, made: Any = bz2.BZ2Decompressor) -> None:
        self._inner = made()

    def decompress(self, *given: Any, **named: Any) -> bytes:
        global spent
        begun = time.process_time()
        try:
            return bytes(self._inner.decompress(*given, **named))
        finally:
            spent += time.process_time() - begun

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def main() -> None:
    """Print the ratio."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmark.share", description=__doc__.splitlines()[0])
    asked.add_argument("file", nargs="?", help="a dump; one is composed where none is given")
    asked.add_argument("--size", type=int, default=300, help="MB of XML that are composed (300)")
    asked.add_argument("--prose", action="store_true", help="with the figures of running text")
    options = asked.parse_args()
    faster.reads_bzip2 = lambda: False
    bz2.BZ2Decompressor = Timed  # type: ignore[assignment,misc]
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(options.file) if options.file else Path(folder, "multistream.bz2")
        if not options.file:
            write_multistream(dump, options.size * 1_000_000)
        command = ["extract", str(dump), "-q", "-j", "1", "-o", str(Path(folder, "battles.jsonl"))]
        begun = time.process_time()
        if status := battlex(command if options.prose else [*command, "--no-prose"]):
            sys.exit(status)
        whole = time.process_time() - begun
    print(f"{whole:.1f} s, of which {spent:.1f} s decompression: {whole / spent:.2f} times")


if __name__ == "__main__":
    main()
