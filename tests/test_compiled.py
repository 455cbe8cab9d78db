"""What is compiled when the package is built says the same as the files that it is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from battlex import languages
from battlex.languages import codes, compile

FOLDER = Path(languages.__file__).parent


def forget() -> None:
    for kept in (languages.load, languages.codes, languages.own_tables, languages._compiled):
        kept.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another folder of languages, with compiled files alone, as in an installed package."""
    files = {code: compile.compiled(code) for code in (languages.SHARED, "zh", "en")}
    files[languages.OTHERS] = {code: compile.compiled(code) for code in ("bn", "yue")}
    (tmp_path / languages.COMPILED).mkdir()
    for name, kept in files.items():
        (tmp_path / languages.COMPILED / f"{name}.json").write_text(json.dumps(kept), encoding="utf-8")
    monkeypatch.setattr(languages, "_FOLDER", str(tmp_path))
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("code", ["zh", "en", "bn", "yue"])
def test_a_compiled_language_is_the_same(code: str, request: pytest.FixtureRequest) -> None:
    plain = languages.tables(code), languages.cldr(code)
    request.getfixturevalue("folder")
    assert (languages.tables(code), languages.cldr(code)) == plain


def test_all_codes_are_known(folder: Path) -> None:
    assert codes() == ("bn", "en", "yue", "zh")


def test_a_changed_word_counts_at_once(folder: Path) -> None:
    text = (FOLDER / "zh.toml").read_text(encoding="utf-8").replace('name = "Chinese"', 'name = "Changed"')
    (folder / "zh.toml").write_text(text, encoding="utf-8")
    assert languages.own_tables("zh")["name"] == "Changed"
