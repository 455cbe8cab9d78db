"""A dump in every form, with more battles than real ones have, and runs over it that can be interrupted."""

from __future__ import annotations

import bz2
import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmark.compose import chunks

ROOT = Path(__file__).resolve().parents[1]
FORMS = ("multi.bz2", "blocks.bz2", "plain.xml", "odd.bz2", "gzip.gz")

# Parts so small that a run has many, and a checkpoint behind each.
DRIVER = """
import sys
from battlex.cli import long, main, writing
from battlex.dump import plan
plan.SIZES = plan.Sizes(plain=30_000, streams=8_000, blocks=60_000, longest_stream=20_000)
long.LARGE = dict.fromkeys(long.LARGE, 1)
writing._SAVE_SECONDS = 0.0
sys.exit(main(sys.argv[1:]))
"""


def write_forms(folder: Path) -> None:
    """Write a dump in every form."""
    held = list(chunks(900_000, seed=1, battles=0.25, pages=4))
    xml = b"".join(held)
    (folder / "multi.bz2").write_bytes(b"".join(map(bz2.compress, held)))
    (folder / "blocks.bz2").write_bytes(bz2.compress(xml, 1))
    (folder / "plain.xml").write_bytes(xml)
    (folder / "odd.bz2").write_bytes(b"".join(bz2.compress(xml[at : at + 25_000]) for at in range(0, len(xml), 25_000)))
    (folder / "gzip.gz").write_bytes(gzip.compress(xml))


def started(*arguments: str, **more: Any) -> subprocess.Popen[bytes]:
    """``battlex extract`` with these arguments, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", DRIVER, "extract", *arguments], env=environment, **more)


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something is so, or for so long."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
