"""Languages made ready when the package is built are those that are made of their files when they are loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from battlex import languages
from battlex.languages import codes, compile, load
from battlex.languages.lexicon import Lexicon
from battlex.languages.lexicons import KEPT, make_lexicon

SUPPORTED = [code for code in codes() if load(code).supported]


@pytest.mark.parametrize("code", SUPPORTED)
def test_a_language_is_the_same_when_it_was_made_ready(code: str) -> None:
    kept = json.loads(compile.ready(code))
    data, cldr = languages.tables(code), languages.cldr(code)
    assert (kept["data"], kept["cldr"]) == (data, cldr)
    for name in KEPT:
        restored, made = Lexicon.restored(kept["lexicons"][name]), make_lexicon(name, data, cldr, code)
        assert restored.exact == made.exact and restored.stems == made.stems
        assert restored.longest == made.longest and restored.longest_from == made.longest_from
        assert restored.seconds == made.seconds
        assert (restored.max_length, restored.max_words) == (made.max_length, made.max_words)


def test_what_is_compiled_is_used_until_a_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(languages.__file__).parent
    for name in ("common.toml", "zh.toml", "cldr/zh.json", *compile.CODE):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((folder / name).read_bytes())
    monkeypatch.setattr(languages, "_FOLDER", str(tmp_path))
    ready = tmp_path / languages.READY / "zh.json"
    ready.parent.mkdir(parents=True)
    ready.write_text(compile.ready("zh"), encoding="utf-8")

    def loaded() -> languages.Language:
        load.cache_clear()
        languages.codes.cache_clear()
        return load("zh")

    try:
        assert loaded().kept.keys() == set(KEPT)
        with (tmp_path / "zh.toml").open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        assert not loaded().kept
        (tmp_path / "zh.toml").unlink()
        (tmp_path / "common.toml").unlink()
        (tmp_path / languages.COMPILED / "zh.json").write_text("{}")
        assert loaded().kept, "an installed package holds the compiled files alone"
    finally:
        monkeypatch.undo()
        loaded()
