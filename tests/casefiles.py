"""Reading the one-line case files: ``text => expected``, ``!`` before a known failure, ``#`` for comments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One line of a case file; ``section`` is the last ``[…]`` line above it."""

    language: str
    section: str
    line: int
    text: str
    expected: str
    known_failure: bool


def read(path: Path) -> Iterator[Case]:
    """The cases of a file in order; the language is the file's name."""
    section = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]") and line[1:-1].isalpha():
            section = line[1:-1]
            continue
        known_failure = line.startswith("! ")
        text, arrow, expected = line.removeprefix("! ").partition(" =>")
        assert arrow, f"{path}:{number}: no ' =>' in the line"
        yield Case(path.stem, section, number, text.replace("\\n", "\n"), expected.strip(), known_failure)


def parameters(kind: str) -> list[object]:
    """All cases of a kind as pytest parameters; a known failure that passes fails the suite."""
    return [
        pytest.param(
            case,
            id=f"{case.language}:{case.line}",
            marks=[pytest.mark.xfail(reason="known failure", strict=True)] if case.known_failure else [],
        )
        for path in sorted((CASES / kind).glob("*.txt"))
        for case in read(path)
    ]
