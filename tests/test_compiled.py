"""What is compiled when the package is built says the same as the files that it is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from battlex import languages
from battlex.languages import codes, compile
from battlex.languages.archive import BZIP2, LZMA, LZMA_OF_UTF_16, Archive
from battlex.languages.packing import unpacked

FOLDER = Path(languages.__file__).parent


CODES = ("zh", "en", "bn", "yue")


def forget() -> None:
    for kept in (
        languages.load,
        languages.codes,
        languages.own_tables,
        languages._compiled,
        languages._archive,
        languages._long_keys,
    ):
        kept.cache_clear()


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[object, object]]:
    """What the language files themselves say, but for what only the index is made of."""
    with monkeypatch.context() as context:
        context.setattr(languages, "COMPILED", "nothing")
        forget()
        told = {code: (languages.tables(code), languages.cldr(code)) for code in CODES}
    forget()
    return {code: ({k: v for k, v in own.items() if k != "recognition"}, cldr) for code, (own, cldr) in told.items()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another folder of languages, with compiled files alone, as in an installed package."""
    keys = compile.shared_keys((languages.SHARED, *CODES))
    files: dict[str, object] = {code: compile.compiled(code, keys) for code in (languages.SHARED, "zh", "en")}
    files[languages.OTHERS] = {code: compile.compiled(code, keys) for code in ("bn", "yue")}
    files[languages.KEYS] = list(keys)
    assert keys
    (tmp_path / languages.COMPILED).write_bytes(compile.archived(files))
    monkeypatch.setattr(languages, "_FOLDER", str(tmp_path))
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("code", CODES)
def test_a_compiled_language_is_the_same(code: str, plain: dict[str, tuple[object, object]], folder: Path) -> None:
    assert (languages.tables(code), languages.cldr(code)) == plain[code]


def test_what_would_be_read_otherwise_is_refused() -> None:
    for table in ({"_1": "a key"}, {"key": ";words"}, {"key": "^words"}, {"key": "#words"}):
        with pytest.raises(ValueError, match="would be taken for"):
            compile.packed(table, {})
    for sign in ";#":
        with pytest.raises(ValueError, match="a number word holds"):
            compile.packed({f"{sign}{number}": number for number in range(20)}, {})


def test_number_words_are_packed_by_their_numbers() -> None:
    table = {"one": 1, "a": 1, "three": 3, "two": 2, "minus one": -1, "million": 10**6, "ten": 10, "six": 6, "two ": 2}
    packed = compile.packed({"words": table}, {})
    assert packed["words"].startswith("#minus one;a;one;two")
    assert unpacked(packed, {}) == {"words": table}


def test_names_of_territories_are_those_of_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = json.loads(languages.read("territories/names.json"))
    made = compile.archived({languages.TERRITORIES: compile.packed(names, {})})
    (tmp_path / languages.COMPILED).write_bytes(made)
    assert languages.territories() == names
    monkeypatch.setattr(languages, "_FOLDER", str(tmp_path))
    forget()
    assert languages.territories() == names
    forget()


def test_texts_that_are_alike_stand_together(tmp_path: Path) -> None:
    path = tmp_path / "texts.bin"
    path.write_bytes(compile.archived({name: name * 9 for name in "abc"}, ["ca"]))
    kept = Archive(str(path))
    assert [kept.text(name) for name in "abc"] == [f'"{name * 9}"' for name in "abc"]
    assert kept.places["c"][1:3] == kept.places["a"][1:3] != kept.places["b"][1:3]


def test_what_is_broken_is_told(tmp_path: Path) -> None:
    path = tmp_path / "texts.bin"
    whole = compile.archived({"twice": "".join(f"{number * 7919 % 100_003}" for number in range(20_000)) * 2})
    assert json.loads(whole.partition(b"\n")[0])["twice"][0] == LZMA
    path.write_bytes(whole[:-5000] + b"\xff" * 5000)
    with pytest.raises(ValueError, match=r"texts\.bin"):
        Archive(str(path)).text("twice")


def test_each_text_has_the_form_that_makes_it_smallest(tmp_path: Path) -> None:
    han = "".join(chr(0x4E00 + number * 7919 % 1_009) for number in range(1_009)) * 2
    tables = {
        "some": [1],
        "one more": "more",
        "twice": "".join(f"{number * 7919 % 100_003}" for number in range(9000)) * 2,
        "han": han,
    }
    path = tmp_path / "texts.bin"
    path.write_bytes(compile.archived(tables, [("twice", "missing", "one more")]))
    kept = Archive(str(path))
    assert {name: json.loads(kept.text(name)) for name in kept.places} == tables
    assert {form for form, *_ in kept.places.values()} == {BZIP2, LZMA, LZMA_OF_UTF_16}


def test_all_codes_are_known(folder: Path) -> None:
    assert codes() == ("bn", "en", "yue", "zh")


def test_a_changed_word_counts_at_once(folder: Path) -> None:
    text = (FOLDER / "zh.toml").read_text(encoding="utf-8").replace('name = "Chinese"', 'name = "Changed"')
    (folder / "zh.toml").write_text(text, encoding="utf-8")
    assert languages.own_tables("zh")["name"] == "Changed"
