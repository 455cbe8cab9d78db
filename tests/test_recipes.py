"""At home with other tools: each has a recipe that runs, and reads out of our output the numbers that are in it.

What the recipes print is held by ``test_readme``.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import battlex
from battlex.languages import accuracy, codes, load
from battlex.model import Battle
from battlex.render import csv as our_csv
from battlex.render.records import TABLES
from battlex.schema.battle import battle_schema
from tests import example_program, measure_accuracy
from tests.conftest import ROOT
from tests.readme import README, Block, absent, blocks, run

TOOLS = ("jq", "csvcut", "sqlite-utils", "duckdb", "pandas", "Rscript", "distributed", "pyspark")
TEXT = README.read_text(encoding="utf-8")


def recipes(tool: str) -> list[Block]:
    """The README's blocks that use a tool."""
    return [block for block in blocks(TEXT) if tool in block.text]


@pytest.fixture(scope="module")
def battles() -> list[Battle]:
    return [battle for page in battlex.pages(ROOT / "samples" / "en") for battle in battlex.extract(page)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, battles: list[Battle]) -> Path:
    """The tables of the English samples as CSV and JSON lines."""
    path = tmp_path_factory.mktemp("tables")
    for table in TABLES.values():
        (path / f"{table.name}.csv").write_text("".join(our_csv.stream(battles, table)), encoding="utf-8")
        rows = battlex.to_records(battles, table=table.name)
        (path / f"{table.name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def wanted(battles: list[Battle]) -> dict[str, int]:
    """What every tool is asked for: the number of figures by category."""
    return dict(Counter(str(row["category"]) for row in battlex.to_records(battles, table="figures")))


def printed(folder: Path, *call: str, stdin: str = "") -> str:
    """What a tool prints; skips the test where the machine lacks it."""
    # Tools that were installed beside this Python count too, on the path or not.
    program = shutil.which(call[0]) or shutil.which(call[0], path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip(f"no {call[0]} here")
    done = subprocess.run(
        [program, *call[1:]], cwd=folder, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(text: str) -> dict[str, int]:
    """The counts in two columns of CSV with a header."""
    _, *found = csv.reader(io.StringIO(text))
    return {category: int(count) for category, count in found}


@pytest.mark.parametrize("tool", TOOLS)
def test_each_tool_has_a_recipe(tool: str) -> None:
    assert recipes(tool)


@pytest.mark.parametrize("tool", ["jq", "pandas"])
def test_a_recipe_stands_on_its_own(tool: str, tmp_path: Path) -> None:
    block = recipes(tool)[0]
    if lacking := absent(block):
        pytest.skip(f"not here: {', '.join(lacking)}")
    assert run(block, tmp_path)


def test_jq(folder: Path, wanted: dict[str, int]) -> None:
    program = "[inputs.category] | group_by(.) | map({(.[0]): length}) | add"
    assert json.loads(printed(folder, "jq", "-n", program, "figures.jsonl")) == wanted


def test_csvkit(folder: Path, wanted: dict[str, int]) -> None:
    column = printed(folder, "csvcut", "-c", "category", "figures.csv").split()[1:]
    assert {category: column.count(category) for category in column} == wanted
    assert printed(folder, "csvclean", "--length-mismatch", "figures.csv")


def test_sqlite_utils(folder: Path, wanted: dict[str, int]) -> None:
    lines = (folder / "figures.jsonl").read_text(encoding="utf-8")
    printed(folder, "sqlite-utils", "insert", "b.db", "figures", "-", "--nl", stdin=lines)
    question = "select category, count(*) from figures group by category"
    assert rows(printed(folder, "sqlite-utils", "b.db", question, "--csv")) == wanted


@pytest.mark.parametrize("file", ["figures.csv", "figures.jsonl"])
def test_duckdb(folder: Path, wanted: dict[str, int], file: str) -> None:
    question = f"select category, count(*) from '{file}' group by category"
    assert rows(printed(folder, "duckdb", "-csv", "-c", question)) == wanted


def test_r(folder: Path, wanted: dict[str, int]) -> None:
    program = 'write.csv(as.data.frame(table(read.csv("figures.csv")$category)), row.names=FALSE)'
    assert rows(printed(folder, "Rscript", "-e", program)) == wanted


def test_pandas(folder: Path, wanted: dict[str, int], battles: list[Battle]) -> None:
    pandas = pytest.importorskip("pandas")
    records = battlex.to_records(battles, table="figures")
    for frame in (pandas.read_csv(folder / "figures.csv"), pandas.DataFrame(records)):
        assert frame["category"].value_counts().to_dict() == wanted
        assert frame["min"].sum() == sum(row["min"] for row in records if isinstance(row["min"], int))


@pytest.mark.slow
def test_spark(tmp_path: Path) -> None:
    (block,) = recipes("pyspark")
    if lacking := absent(block):
        pytest.skip(f"not here: {', '.join(lacking)}")
    if missing := [name for name in ("pandas", "pyarrow") if find_spec(name) is None]:
        pytest.skip(f"not here, and Spark needs it: {', '.join(missing)}")
    names = ("wiki", "page_id", "title", "side", "winner", "strength_max", "casualties_max")
    pages = battlex.pages(ROOT / "samples" / "dump.xml.bz2")
    found = battlex.to_records([one for page in pages for one in battlex.extract(page, prose=False)])
    many = [row for row in found if isinstance(row["strength_max"], int) and row["strength_max"] > 100_000]
    assert many
    assert run(block, tmp_path) == "".join(", ".join(str(row[name]) for name in names) + "\n" for row in many)


# Python


def test_the_example_program_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert example_program.main([str(ROOT / "samples" / "en" / "rorkes_drift.wikitext")]) == 0
    assert "17..17 (17 personnel killed" in capsys.readouterr().out
    assert example_program.main(["no such file"]) == 1


@pytest.mark.skipif(find_spec("mypy") is None, reason="no mypy here")
def test_the_types_are_complete(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", str(ROOT / ".mypy_cache")]
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import battlex\n\nbattlex.extract(5)\nprint(battlex.extract('x')[0].nome)\n", encoding="utf-8")
    for path, status in ((ROOT / "tests" / "example_program.py", 0), (wrong, 1)):
        done = subprocess.run(
            [*call, "--follow-imports", "silent", str(path)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stdout + done.stderr


def test_the_schema_is_what_the_command_prints() -> None:
    printed_schema: Any = json.loads(printed(ROOT, sys.executable, "-m", "battlex", "schema"))
    assert printed_schema == battle_schema()


# accuracy


def test_accuracy_is_told_of_languages_that_are_read() -> None:
    measured = accuracy()
    assert set(measured) <= {code for code in codes() if load(code).supported}
    assert all(0 < share <= 1 for row in measured.values() for share in row.values())
    assert measure_accuracy.written(measured) == measure_accuracy.FILE.read_text(encoding="utf-8")


def test_scores_are_sorted_by_language() -> None:
    found = {"figures/zh": 0.5, "prose/zh": None, "figures": 0.9, "date/fr": 1.0, "cells/fr": 0.1}
    assert measure_accuracy.by_language(found) == {"fr": {"date": 1.0}, "zh": {"figures": 0.5}}
