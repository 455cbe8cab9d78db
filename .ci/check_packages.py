"""Whether the source package and the wheel hold every file that they should: ``check_packages.py TREE SDIST WHEEL``."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

NOT_INSTALLED = {
    "battlex/build_hook.py",
    "battlex/languages/index.json",
    "battlex/languages/territories/names.json",
    *(f"battlex/languages/{name}.py" for name in ("compile", "index", "keys", "schema", "shapes")),
}
LARGEST_WHEEL = 1 << 20
"""Bytes: what is read of twenty-six languages fits into a mebibyte."""


def files(tree: Path, *folders: str) -> set[str]:
    """The files of these folders that are no by-products of running."""
    paths = (path for folder in folders for path in (tree / folder).rglob("*") if path.is_file())
    kept = (path.relative_to(tree) for path in paths if "__pycache__" not in path.parts)
    return {path.as_posix() for path in kept if path.name != "compiled.bin"}


def main(tree: Path, sdist: Path, wheel: Path) -> int:
    """Print what is missing; 1 where anything is."""
    with tarfile.open(sdist) as archive:
        source = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(wheel) as package:
        installed = set(package.namelist())
    alone = {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml"}
    expected = files(tree, "battlex", "tests", "samples") | alone
    problems = [f"sdist lacks {name}" for name in sorted(expected - source)]
    problems += [
        f"wheel lacks {name}"
        for name in sorted(files(tree, "battlex") - installed - NOT_INSTALLED)
        if not name.endswith(".toml") and not name.startswith("battlex/languages/cldr/")
    ]
    problems += [f"wheel holds {name}" for name in sorted(installed) if name.startswith(("tests/", "samples/"))]
    if "battlex/languages/compiled.bin" not in installed:
        problems.append("wheel lacks the compiled languages")
    if wheel.stat().st_size > LARGEST_WHEEL:
        problems.append(f"wheel has {wheel.stat().st_size} bytes, more than {LARGEST_WHEEL}")
    print(*problems or [f"{len(source)} files in the sdist, {len(installed)} in the wheel"], sep="\n")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
