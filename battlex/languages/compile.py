"""Language files as JSON beside the TOML, made when the package is built: they load in a tenth of the time.

There is one of each file as it stands, and of each language that figures are read in one that is ready for use: merged
with the files that it extends, its lexicons made. A compiled file is used only while the checksum in it is that of the
files beside it that it was made from, so that a changed word counts at once; an installed package holds the compiled
files alone. ``python -m battlex.languages.compile`` makes them in place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from battlex import languages
from battlex.languages.lexicons import KEPT

CODE = ("__init__.py", "bare.py", "lexicon.py", "lexicons.py")
"""What decides on how a language is made ready."""


def own(code: str) -> str:
    """The compiled form of one file: its tables, and the checksum of the TOML that they were made from."""
    kept = {"checksum": languages.checksum([f"{code}.toml"]), "data": languages.own_tables(code)}
    return _json(kept)


def ready(code: str) -> str:
    """A language with its lexicons made, and the checksum of all that it was made from."""
    language = languages.Language(code, languages.tables(code), languages.cldr(code))
    sources = [*(f"{one}.toml" for one in languages.chain(code)), *CODE]
    sources += [name for name in languages.cldr_files(code) if languages.checksum([name]) is not None]
    kept = {
        "sources": sources,
        "checksum": languages.checksum(sources),
        "data": language.data,
        "cldr": language.cldr,
        "lexicons": {name: language.lexicon(name).kept() for name in KEPT},
    }
    return _json(kept)


def _json(kept: Mapping[str, Any]) -> str:
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def compile_all() -> list[Path]:
    """Compile every file into the package's folder; the files written."""
    folder = Path(str(resources.files(__package__)))
    (folder / languages.READY).mkdir(parents=True, exist_ok=True)
    written = []
    for code in (languages.SHARED, *languages.codes()):
        written.append(_write(folder / languages.COMPILED / f"{code}.json", own(code)))
        if code != languages.SHARED and languages.load(code).supported:
            written.append(_write(folder / languages.READY / f"{code}.json", ready(code)))
    return written


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


if __name__ == "__main__":
    print(f"{len(compile_all())} files written")
