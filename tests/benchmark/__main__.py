"""How fast is a dump read, beside its mere decompression? ``python -m tests.benchmark --help``.

Composes a dump of the size asked for, and then lets decompression alone and battlex take turns, so that a machine that
is busy with other things is so for both: the ratios are those of neighbouring runs.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmark.compose import BATTLES, write_multistream, write_single_stream
from tests.conftest import ROOT

_PEER_SIZE = 4_000_000


class Run(NamedTuple):
    """Seconds that a command took, by the clock and of processors, and the memory of its largest process in MB."""

    wall: float
    processors: float
    memory: float


def run(*commands: Sequence[str]) -> list[Run]:
    """Run Python commands at the same time, and wait for them."""
    begun = time.perf_counter()
    started = [
        subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for command in commands
    ]
    found: dict[int, Run] = {}
    while len(found) < len(started):
        number, status, used = os.wait4(-1, 0)
        found[number] = Run(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
        if status:
            said = next((one.stderr.read().decode() for one in started if one.pid == number and one.stderr), "")
            sys.exit(f"a run failed: {said}")
    return [found[one.pid] for one in started]


def compare(
    path: Path, size: int, jobs: int, turns: int, prose: bool, out: Path, program: str, together: bool
) -> float:
    """Let the floor and battlex take turns, and print what they took; the wall time of battlex."""
    options = [] if prose else ["--no-prose"]
    command = ["-m", program, "extract", str(path), "-q", "-j", str(jobs), "-o", str(out), *options]
    floor_alone = ["-m", "tests.benchmark.floor", str(path), str(jobs)]
    pairs = [run(floor_alone, command) if together else [*run(floor_alone), *run(command)] for _ in range(turns)]
    floor = statistics.median(one.wall for one, _ in pairs)
    wall = statistics.median(one.wall for _, one in pairs)
    ratio = statistics.median(battlex.wall / floor.wall for floor, battlex in pairs)
    processors = statistics.median(battlex.processors / floor.processors for floor, battlex in pairs)
    print(
        f"{path.name:16}{'yes' if prose else 'no':>6}{jobs:8}{floor:9.1f} s{size / floor / 1e6:8.1f}{wall:10.1f} s{size / wall / 1e6:8.1f}"
        f"{ratio:9.2f}{processors:12.2f}{max(one.memory for _, one in pairs):11.0f}",
        flush=True,
    )
    return wall


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__.splitlines()[0])
    asked.add_argument("--size", type=int, default=300, help="MB of XML (300)")
    asked.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="numbers of workers (1 2)")
    asked.add_argument("--turns", type=int, default=3, help="how often each is run (3)")
    asked.add_argument("--only", choices=("multistream", "single"), help="one of the two dumps")
    asked.add_argument("--together", action="store_true", help="run both at the same time: for a busy machine")
    asked.add_argument("--fast", action="store_true", help="with the fastest decompressor that is installed")
    options = asked.parse_args()
    program = "battlex" if options.fast else "tests.benchmark.plain"
    size, turns = options.size * 1_000_000, options.turns
    with tempfile.TemporaryDirectory() as folder:
        multi, single, out = (Path(folder, name) for name in ("multistream.bz2", "single.bz2", "battles.jsonl"))
        dumps = [path for path in (multi, single) if options.only in (None, path.stem)]
        for path in dumps:
            (write_multistream if path is multi else write_single_stream)(path, size)
        print(f"{options.size} MB of XML, {100 * BATTLES:.1f} % battles; MB are of XML\n")
        print(
            f"{'dump':16}{'prose':>6}{'workers':>8}{'floor':>11}{'MB/s':>8}{'battlex':>12}{'MB/s':>8}{'ratio':>9}"
            f"{'of CPU':>12}{'MB memory':>11}"
        )
        for path in dumps:
            for prose in (False, True):
                walls = [
                    compare(path, size, jobs, turns, prose, out, program, options.together) for jobs in options.jobs
                ]
                for jobs, wall in zip(options.jobs[1:], walls[1:], strict=True):
                    print(f"{'':22}from {options.jobs[0]} to {jobs} workers: {walls[0] / wall:.2f} times as fast")
        if importlib.util.find_spec("mwxml") is None:
            print("mwxml is not installed; with it (pip install mwxml) it is measured, too")
            return
        part = Path(folder, "part.bz2")
        write_multistream(part, _PEER_SIZE)
        (peer,) = run(["-m", "tests.benchmark.peer", str(part)])
        (own,) = run(["-m", program, "extract", str(dumps[0]), "-q", "-j", "1", "-o", str(out), "--no-prose"])
        print(
            f"mwxml + mwparserfromhell, 1 worker, {_PEER_SIZE / 1e6:.0f} MB: {_PEER_SIZE / peer.wall / 1e6:.1f} MB/s; "
            f"battlex behind it: {size / own.wall / 1e6:.1f} MB/s, "
            f"{(peer.processors / _PEER_SIZE) / (own.processors / size):.0f} times as much in the same processor time"
        )


if __name__ == "__main__":
    main()
