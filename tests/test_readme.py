"""The README tells the truth: its commands run as written, print what it shows, and leave nothing out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from battlex.check import CODES
from battlex.cli.app import COMMANDS
from battlex.render.records import TABLES
from tests.readme import README, Block, absent, blocks, commands, needed, run, with_parts, without_set_up

TEXT = README.read_text(encoding="utf-8")
BLOCKS = blocks(TEXT)
FIRST = (
    "python3 -m venv .venv && .venv/bin/pip install --quiet . && .venv/bin/battlex show samples/zh/xinkou.wikitext",
    "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[test]' && .venv/bin/pytest -n auto",
)


def _name(block: Block) -> str:
    return f"{TEXT.count(chr(10), 0, block.start) + 1}: {block.text.strip().splitlines()[0][:40]}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all blocks: a later one may read what an earlier one wrote."""
    return tmp_path_factory.mktemp("readme")


@pytest.mark.parametrize("block", BLOCKS, ids=_name)
def test_block(block: Block, folder: Path) -> None:
    if any(without_set_up(line).startswith("pytest") for line in commands(block) if block.language == "sh"):
        pytest.skip("this suite, which is running")
    if lacking := absent(block):
        pytest.skip(f"not here: {', '.join(lacking)}")
    for earlier in needed(block, BLOCKS, folder):
        run(earlier, folder)
    printed = run(block, folder)
    if block.output is not None:
        assert printed == block.output.text, "python -m tests.renew_readme"


def test_the_first_two_commands_set_everything_up() -> None:
    lines = [line for block in BLOCKS if block.language == "sh" for line in commands(block)]
    assert tuple(lines[:2]) == FIRST


def test_generated_parts() -> None:
    assert with_parts(TEXT) == TEXT, "python -m tests.renew_readme"


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_is_left_out(name: str) -> None:
    shown = [line for block in BLOCKS if block.language == "sh" for line in commands(block)]
    assert any(re.search(rf"\bbattlex {name}\b", line) for line in shown), f"no example of battlex {name}"
    assert f"`battlex {name}`" in TEXT


@pytest.mark.parametrize("table", TABLES)
def test_no_column_is_left_out(table: str) -> None:
    assert not [column.name for column in TABLES[table].columns if f"| `{column.name}` |" not in TEXT]


@pytest.mark.parametrize("code", CODES)
def test_no_kind_of_disagreement_is_left_out(code: str) -> None:
    (row,) = (line for line in TEXT.splitlines() if line.startswith("| `") and f"`{code}`" in line)
    assert f"| {CODES[code]} |" in row


def test_files_that_are_named_exist() -> None:
    root = README.parent
    named = re.findall(r"`((?:battlex|tests|samples)/[\w./-]*)`", TEXT)
    assert named
    assert not [path for path in named if not (root / path.replace("XX", "fr")).exists()]


def test_undocumented_commands_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError):
        test_no_command_is_left_out("conquer")
