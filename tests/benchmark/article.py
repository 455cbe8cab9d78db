"""How long does one article take? ``python -m tests.benchmark.article [FILE] [--python PATH]``.

First a start: ``battlex extract FILE``, beside the import of click and mwparserfromhell alone. Then a process that runs:
``battlex.extract``, beside a parse of the article by mwparserfromhell. The two of a pair take turns, so that a machine that
is busy with other things is so for both; what is told of each is its best run, in processor time.

``--python`` is the interpreter of an environment that battlex is installed in: a source tree reads its language files anew
each time. ``--instructions`` counts those too, with valgrind, which no other process can disturb.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import mwparserfromhell

import battlex
from tests.samples import ROOT

_BASE = ("-c", "import click, mwparserfromhell")
_MOST = {"": 2.0, "--no-prose": 2.0}
"""So many times the base may a start take."""


def start(python: str, arguments: tuple[str, ...], valgrind: bool = False) -> float:
    """Processor seconds, or instructions, of one process of a Python."""
    # A start that writes its bytecode, or does not find it, is another matter.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "counted")
        tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={told}", "-q"] if valgrind else []
        process = subprocess.Popen(
            [*tool, python, *arguments], stdout=subprocess.DEVNULL, cwd=ROOT if python == sys.executable else folder,
            env=environment,
        )  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"{' '.join(arguments)} failed")
        if not valgrind:
            return used.ru_utime + used.ru_stime
        return float(next(line for line in told.read_text().splitlines() if line.startswith("summary:")).split()[1])


def starts(python: str, path: Path, turns: int, valgrind: bool) -> None:
    """Print what a start takes."""
    commands = {option: ("-m", "battlex", "extract", str(path), *option.split()) for option in _MOST}
    for arguments in (_BASE, *commands.values()):
        start(python, arguments)
    for option, arguments in commands.items():
        pairs = [(start(python, _BASE), start(python, arguments)) for _ in range(turns)]
        base, own = (min(times) for times in zip(*pairs, strict=True))
        told = f"start {option:12}{own * 1000:6.0f} ms{own / base:8.2f} times the base ({base * 1000:.0f} ms)"
        if valgrind:
            counted, most = (start(python, one, valgrind=True) for one in (arguments, _BASE))
            told += f", {counted / most:.2f} times its instructions ({counted / 1e6:.0f} M)"
        print(f"{told}; at most {_MOST[option]}", flush=True)


def taken(work: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def runs(path: Path, turns: int) -> None:
    """Print what reading takes where all is loaded."""
    text = path.read_text(encoding="utf-8")
    for prose in (True, False):
        pairs = [
            (taken(lambda: mwparserfromhell.parse(text)), taken(lambda prose=prose: battlex.extract(text, prose=prose)))  # type: ignore[misc]
            for _ in range(turns)
        ]
        parse, own = (min(times) for times in zip(*pairs, strict=True))
        print(f"run {'' if prose else '--no-prose':14}{own * 1000:6.1f} ms{own / parse:8.2f} times a full parse")


def main() -> None:
    """Print both."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmark.article", description=__doc__.splitlines()[0])
    asked.add_argument("file", nargs="?", type=Path, default=ROOT / "samples/zh/xinkou.wikitext")
    asked.add_argument("--python", default=sys.executable, help="of an environment with battlex installed")
    asked.add_argument("--turns", type=int, default=15, help="how often each is run (15)")
    asked.add_argument("--instructions", action="store_true", help="count them, too; takes a minute")
    options = asked.parse_args()
    starts(options.python, options.file.resolve(), options.turns, options.instructions)
    runs(options.file, options.turns)


if __name__ == "__main__":
    main()
