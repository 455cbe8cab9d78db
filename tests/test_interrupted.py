"""Runs that are killed at random moments: resumed, they end as undisturbed ones do; a file is there whole or not at all."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path

import pytest

from tests.long_run import started

OUTPUTS = ("battles.jsonl", "tables/")
QUICK = ("battles.jsonl", pytest.param("tables/", marks=pytest.mark.slow))


class Outputs:
    """What runs over the same inputs write to a file or, where its name ends in ``/``, a folder."""

    def __init__(self, folder: Path, name: str, *inputs: Path) -> None:
        self._folder = folder
        self._name = name
        self._inputs = [str(path) for path in inputs]
        self.seconds = 0.0

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        """A run, in a folder of its own."""
        place = [*(["-f", "csv"] if self._name.endswith("/") else []), "-o", f"{self._folder}/{self._name}"]
        return started(*self._inputs, "--no-prose", "-q", "-j", "2", *place, *more, stderr=subprocess.PIPE)

    def finish(self, *more: str) -> None:
        """A run that nobody disturbs."""
        begun = time.monotonic()
        process = self.start(*more)
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said.decode()
        self.seconds = time.monotonic() - begun

    def kill(self, share: float, *more: str) -> bool:
        """A run that is killed when so much of its time is over; whether it was not over by then."""
        process = self.start(*more)
        begun = time.monotonic()
        try:
            _, said = process.communicate(timeout=share * self.seconds)
            assert process.returncode == 0, said.decode()
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return True
        # The machine has more time for it now.
        self.seconds = min(self.seconds, time.monotonic() - begun)
        return False

    def written(self) -> dict[str, bytes]:
        """The files under their final names."""
        return {path.name: path.read_bytes() for path in self._paths() if not path.name.startswith(".")}

    def left(self) -> list[str]:
        """The names of files that an interrupted run left to be gone on with."""
        return sorted(path.name for path in self._paths() if path.name.startswith("."))

    def _paths(self) -> list[Path]:
        folder = self._folder / self._name if self._name.endswith("/") else self._folder
        return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def resumed_as_undisturbed(folder: Path, name: str, inputs: list[Path], kills: int, seed: int) -> None:
    """Kill a run so often, resume it each time, and compare what the last one leaves with an undisturbed run.

    It is killed more often where, on a slow machine, each time came before anything was left to go on with.
    """
    pick = random.Random(seed)
    (folder / "calm").mkdir(parents=True)
    (folder / "killed").mkdir()
    calm, killed = (Outputs(folder / one, name, *inputs) for one in ("calm", "killed"))
    calm.finish()
    killed.seconds = calm.seconds
    expected = calm.written()
    done = went_on = 0
    while done < kills or (not went_on and done < 10 * kills):
        went_on += bool(killed.left())
        if killed.kill(pick.random(), "--resume"):
            done += 1
            assert set(killed.written().values()) <= set(expected.values()), "only what is whole has its name"
        else:
            assert killed.written() == expected
    killed.finish("--resume")
    assert killed.written() == expected
    assert killed.left() == []
    assert went_on > 0


@pytest.mark.parametrize("name", QUICK)
def test_a_run_that_is_killed_is_gone_on_with(composed: Path, tmp_path: Path, name: str) -> None:
    resumed_as_undisturbed(tmp_path, name, [composed / "multi.bz2", composed / "gzip.gz"], 3, 1)


@pytest.mark.slow
@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("form", ["multi.bz2", "blocks.bz2", "plain.xml"])
def test_a_run_that_is_killed_at_twenty_moments(composed: Path, tmp_path: Path, name: str, form: str) -> None:
    resumed_as_undisturbed(tmp_path, name, [composed / form, composed / "odd.bz2", composed / "gzip.gz"], 20, 2)


def whole_or_not_at_all(folder: Path, name: str, inputs: list[Path], kills: int, seed: int) -> None:
    """Kill a run so often over files that stand there already, and see that each is the old one or the new one."""
    pick = random.Random(seed)
    calm, killed = folder / "calm", folder / "killed"
    for one in (calm, killed):
        one.mkdir(parents=True)
    undisturbed, run = (Outputs(one, name, *inputs) for one in (calm, killed))
    undisturbed.finish()
    run.seconds = undisturbed.seconds
    new = undisturbed.written()
    old = dict.fromkeys(new, b"old\n")
    for _ in range(kills):
        target = killed / name
        (target if name.endswith("/") else killed).mkdir(exist_ok=True)
        for one in old:
            ((target / one) if name.endswith("/") else target).write_bytes(old[one])
        # The end of a run, where files get their names, is met more often than the rest.
        while not run.kill(pick.choice((pick.random(), pick.uniform(0.7, 1.0)))):
            assert run.written() == new
        found = run.written()
        assert found.keys() == new.keys()
        assert all(text in (old[one], new[one]) for one, text in found.items())


@pytest.mark.parametrize("name", QUICK)
def test_a_file_is_whole_or_not_there(composed: Path, tmp_path: Path, name: str) -> None:
    whole_or_not_at_all(tmp_path, name, [composed / "multi.bz2"], 2, 3)


@pytest.mark.slow
@pytest.mark.parametrize("name", OUTPUTS)
def test_a_file_is_whole_or_not_there_at_twenty_moments(composed: Path, tmp_path: Path, name: str) -> None:
    whole_or_not_at_all(tmp_path, name, [composed / "multi.bz2"], 20, 4)
