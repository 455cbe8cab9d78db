"""The articles in ``samples/``, and what ``battlex extract`` makes of each: the golden files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from click.testing import CliRunner

from battlex.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "samples").glob("*/*.wikitext")))
"""Paths as one types them in the checkout's folder."""


def golden(sample: str) -> Path:
    """The golden file of a sample: samples/en/lissa.wikitext has tests/golden/en-lissa.json."""
    path = Path(sample)
    return ROOT / "tests" / "golden" / f"{path.parent.name}-{path.stem}.json"


@cache
def extracted(sample: str) -> str:
    """What ``battlex extract SAMPLE -f json`` prints; the working directory must be the checkout's."""
    run = CliRunner().invoke(app, ["extract", sample, "-f", "json"])
    assert run.exit_code == 0, run.stderr
    return run.stdout
