"""Whether what pyproject.toml has compiled to machine code can be: all but the C compiler's part. ``check_compiles.py TREE``."""

from __future__ import annotations

import os
import sys
import tempfile
import tomllib
from pathlib import Path

from mypyc.build import mypycify


def check(tree: Path) -> int:
    """How many modules were turned into C; mypyc ends the process where one cannot be, with its place and why."""
    os.chdir(tree)
    hook = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    told = hook["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]
    named = [Path(entry) for entry in told["include"]]
    files = [str(file) for path in named for file in (path.rglob("*.py") if path.is_dir() else [path])]
    with tempfile.TemporaryDirectory() as made:
        mypycify(["--config-file=", *told["mypy-args"], *files], target_dir=made)
    return len(files)


if __name__ == "__main__":
    print(f"{check(Path(sys.argv[1]))} modules can be compiled")
