"""Language files as JSON beside the TOML, made when the package is built: they load in a tenth of the time.

A compiled file is used only while the checksums in it are those of the TOML files it was made from, so that a changed
word counts at once. ``python -m battlex.languages.compile`` makes them in place.
"""

from __future__ import annotations

import json
import zlib
from importlib import resources
from pathlib import Path

from battlex import languages


def dump(code: str) -> str:
    """The compiled file of a language: its merged tables, and the checksums of the TOML files in its ``extends`` chain."""
    names = [f"{one}.toml" for one in languages.chain(code)]
    kept = {"sources": {name: zlib.crc32(languages.read(name)) for name in names}, "data": languages.tables(code)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def compile_all() -> list[Path]:
    """Compile every language into the package's folder; the files written."""
    folder = Path(str(resources.files(__package__))) / languages.COMPILED
    folder.mkdir(exist_ok=True)
    written = []
    for code in languages.codes():
        path = folder / f"{code}.json"
        path.write_text(dump(code), encoding="utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    print(f"{len(compile_all())} languages compiled")
