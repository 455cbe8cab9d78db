"""Measure the share of readings that are right, by language: ``python -m tests.measure_accuracy DIR``.

DIR holds ``score.py`` and the labelled values in ``dev/``; what it finds goes into ``battlex/languages/accuracy.json``, from where
``battlex languages`` and the README take it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from battlex.languages import codes
from tests.conftest import ROOT

FILE = ROOT / "battlex" / "languages" / "accuracy.json"
KINDS = ("figures", "date", "prose")
"""What is measured: the figures of infobox values and of running text (F1), and dates (share read right)."""


def scores(folder: Path) -> dict[str, float | None]:
    """What ``score.py`` prints of this checkout: ``figures/zh`` = 0.98 and so on."""
    call = [sys.executable, str(folder / "score.py"), str(folder / "dev"), "--json"]
    done = subprocess.run(
        call, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, float | None] = json.loads(done.stdout)
    return found


def by_language(found: Mapping[str, float | None]) -> dict[str, dict[str, float]]:
    """The scores of each kind by language; what was not measured is left out."""
    table: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for kind in KINDS:
        for code in codes():
            value = found.get(f"{kind}/{code}")
            if value is not None:
                table[code][kind] = value
    return {code: table[code] for code in sorted(table)}


def written(table: Mapping[str, Mapping[str, float]]) -> str:
    """The text of the file: a line a language."""
    return "{\n" + ",\n".join(f"  {json.dumps(code)}: {json.dumps(row)}" for code, row in table.items()) + "\n}\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.measure_accuracy DIR")
    FILE.write_text(written(by_language(scores(Path(sys.argv[1])))), encoding="utf-8")
