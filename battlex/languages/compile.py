"""Language files as JSON beside the TOML, made when the package is built: they load in a tenth of the time.

A compiled file is used only while the checksum in it is that of the TOML file beside it, so that a changed word counts
at once; an installed package holds the compiled files alone. ``python -m battlex.languages.compile`` makes them in place.
"""

from __future__ import annotations

import json
import zlib
from importlib import resources
from pathlib import Path

from battlex import languages


def dump(code: str) -> str:
    """The compiled form of one file: its tables, and the checksum of the TOML that they were made from."""
    kept = {"checksum": zlib.crc32(languages.read(f"{code}.toml")), "data": languages.own_tables(code)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def compile_all() -> list[Path]:
    """Compile every file into the package's folder; the files written."""
    folder = Path(str(resources.files(__package__))) / languages.COMPILED
    folder.mkdir(exist_ok=True)
    written = []
    for code in (languages.SHARED, *languages.codes()):
        path = folder / f"{code}.json"
        path.write_text(dump(code), encoding="utf-8")
        written.append(path)
    return written


if __name__ == "__main__":
    print(f"{len(compile_all())} languages compiled")
