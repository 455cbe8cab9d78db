"""The README as tests see it: its blocks, what their commands print, and the parts that are made from the code."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from battlex.cli.app import COMMANDS, app
from battlex.languages import accuracy, codes, load
from battlex.render.records import KEYS, TABLES, Column

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_PART = re.compile(r"(<!-- begin: (\w+) -->\n)(.*?)(<!-- end: \2 -->)", re.DOTALL)
_SET_UP = re.compile(r"^python3 -m venv \.venv && \.venv/bin/pip install [^&]+ && \.venv/bin/")
OUTPUT = ("text", "json", "csv")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, where the text stands, and the output block right below it."""

    language: str
    text: str
    start: int
    output: Block | None = None


def blocks(readme: str) -> list[Block]:
    """The blocks that run (sh, python), each with the block of output that follows it without a word between."""
    found = list(_FENCE.finditer(readme))
    result = []
    for fence, after in zip(found, [*found[1:], None], strict=True):
        if fence.group(1) not in ("sh", "python"):
            continue
        follows = after is not None and after.group(1) in OUTPUT and not readme[fence.end() : after.start()].strip()
        output = Block(after.group(1), after.group(2), after.start(2)) if after is not None and follows else None
        result.append(Block(fence.group(1), fence.group(2), fence.start(2), output))
    return result


def commands(block: Block) -> list[str]:
    """The command lines of a block."""
    return [line for line in block.text.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]


def without_set_up(command: str) -> str:
    """A command as it is run where battlex is installed already."""
    return _SET_UP.sub("", command)


def absent(block: Block) -> list[str]:
    """The programs and modules that a block needs and this machine lacks; those of the project are never absent."""
    if block.language == "python":
        named = re.findall(r"^import (\w+)", block.text, re.MULTILINE)
        programs = ["java"] if "pyspark" in named and not shutil.which("java") else []
        return [name for name in named if name != "battlex" and not _importable(name)] + programs
    if "--cluster" in block.text and not _importable("distributed"):
        return ["dask"]
    named = [name for line in commands(block) for name in _programs(without_set_up(line))]
    return [name for name in named if name not in ("battlex", "pytest", "python") and not shutil.which(name)]


def _programs(line: str) -> Iterator[str]:
    """The programs that a command line starts."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    begins = True
    for token in lexer:
        if begins and re.match(r"\w+=", token):
            continue
        if begins:
            yield token
        begins = token in ("|", "&&", "||", ";")


def _importable(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


def needed(block: Block, among: list[Block], folder: Path) -> list[Block]:
    """The blocks before this one that write (``> NAME``) a file which it names and which is not in the folder yet.

    Tests may run in any order and in several processes, so none counts on the ones before it.
    """
    return [
        earlier
        for earlier in among
        if earlier.start < block.start
        and any(name in block.text and not (folder / name).exists() for name in re.findall(r" > (\S+)", earlier.text))
    ]


def run(block: Block, folder: Path) -> str:
    """What a block prints, run in ``folder``, in which the samples and the tests are as in a checkout."""
    for name in ("samples", "tests"):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    for name, module in (("battlex", "battlex"), ("pytest", "pytest"), ("python", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {f"-m {module} " if module else ""}"$@"\n')
        program.chmod(0o755)
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")},
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "80",
        "PYSPARK_PYTHON": sys.executable,
    }
    if block.language == "python":
        call = [sys.executable, "-c", block.text]
    else:
        call = ["bash", "-euo", "pipefail", "-c", "\n".join(map(without_set_up, commands(block)))]
    done = subprocess.run(
        call, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{block.text}\nexit status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def renewed(readme: str, folder: Path) -> str:
    """The README with every block of output and every part that is made from the code as they are today."""
    # In order, for a block may read what one before it wrote; only then put in, last first, for places shift.
    printed = [(block.output, run(block, folder)) for block in blocks(readme) if _shows(block)]
    for output, text in reversed(printed):
        if output is not None:
            readme = readme[: output.start] + text + readme[output.start + len(output.text) :]
    return with_parts(readme)


def _shows(block: Block) -> bool:
    """Whether a block is run for what it prints or writes: all but those that need what is not here, and the suite."""
    return not absent(block) and not any(without_set_up(line).startswith("pytest") for line in commands(block))


def with_parts(readme: str) -> str:
    """The README with the parts between ``<!-- begin: NAME -->`` and ``<!-- end: NAME -->`` made anew."""
    return _PART.sub(lambda found: f"{found.group(1)}{''.join(PARTS[found.group(2)]())}{found.group(4)}", readme)


def _commands() -> Iterator[str]:
    yield "| Command | Does |\n|---|---|\n"
    for name in COMMANDS:
        command = app.get_command(click.Context(app), name)
        assert command is not None
        yield f"| `battlex {name}` | {command.get_short_help_str(200).rstrip('.')} |\n"


def _languages() -> Iterator[str]:
    yield "| Code | Language | In itself | Infobox | Figures | Dates | In the text |\n|---|---|---|---|--:|--:|--:|\n"
    rest = []
    measured = accuracy()
    for code in codes():
        language = load(code)
        if language.supported:
            names = [
                name for box in language.data.get("infobox", ()) for name in box["names"] if not name.startswith("#")
            ]
            shares = [measured.get(code, {}).get(kind) for kind in ("figures", "date", "prose")]
            right = " | ".join("" if share is None else f"{100 * share:.1f} %" for share in shares)
            yield f"| `{code}` | {language.data['name']} | {language.data['native']} | {names[0]} | {right} |\n"
        else:
            rest.append(f"`{code}`")
    yield f"\nNames, links, dates and bare numbers are read in {len(rest)} more editions: {', '.join(rest)}.\n"


def _columns() -> Iterator[str]:
    yield "\n**All tables** begin with what tells where a row comes from.\n\n"
    yield from _listed(KEYS)
    for table in TABLES.values():
        assert table.columns[: len(KEYS)] == KEYS
        yield f"\n**{table.name}**: {table.description[0].lower()}{table.description[1:]}\n\n"
        yield from _listed(table.columns[len(KEYS) :])


def _listed(columns: Iterable[Column]) -> Iterator[str]:
    yield "| Column | Type | Meaning |\n|---|---|---|\n"
    for column in columns:
        yield f"| `{column.name}` | {column.type} | {column.description} |\n"


PARTS: dict[str, Callable[[], Iterator[str]]] = {"commands": _commands, "languages": _languages, "columns": _columns}
