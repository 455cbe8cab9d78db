"""The generated tables are what their generator makes, and what the reader expects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from battlex.languages import codes, load
from battlex.languages.lexicon import fold

FOLDER = Path(__file__).resolve().parent.parent / "battlex" / "languages" / "cldr"
TABLES = sorted(FOLDER.glob("*.json"))
KEYS = {"source", "numbers", "scales", "joiners", "clitics", "glued", "months", "compass"}


def read(code: str) -> dict[str, Any]:
    path = FOLDER / f"{code}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@pytest.mark.slow
@pytest.mark.parametrize("code", codes())
def test_table_is_what_the_generator_makes(code: str) -> None:
    icu = pytest.importorskip("icu", reason="PyICU is not installed: pip install pyicu-wheels")
    made_by = read("en")["source"]
    if made_by != f"ICU {icu.ICU_VERSION}":
        pytest.skip(f"the tables were made by {made_by}, and ICU {icu.ICU_VERSION} is installed")
    from tests.generate_cldr import written

    path = FOLDER / f"{code}.json"
    assert (path.read_text(encoding="utf-8") if path.exists() else "") == written(code)


def test_every_table_belongs_to_a_language() -> None:
    assert {path.stem for path in TABLES} <= set(codes())


def test_all_tables_were_made_by_one_version() -> None:
    assert len({read(path.stem)["source"] for path in TABLES}) == 1


def test_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in TABLES) < 350_000


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_table_is_well_formed(path: Path) -> None:
    table = read(path.stem)
    assert set(table) <= KEYS
    assert ("numbers" in table) == load(path.stem).supported
    words = [*table.get("numbers", ()), *table["scales"], *table.get("joiners", ())]
    assert len({fold(word) for word in words}) == len(words), "a word has two meanings"
    assert all(isinstance(value, int) and value >= 0 for value in table.get("numbers", {}).values())
    assert all(value >= 10 and value % 10 == 0 for value in table["scales"].values())
    assert set(table["months"].values()) in (set(), set(range(1, 13)))
    assert set(table["compass"].values()) in (set(), set("NESW"))


@pytest.mark.parametrize(
    ("code", "key", "word", "value"),
    [
        ("fr", "numbers", "quatre-vingt", 80),
        ("fr", "numbers", "septante", 70),
        ("fr", "scales", "cents", 100),
        ("de", "scales", "hundert", 100),
        ("ru", "numbers", "двумястами", 200),
        ("ru", "scales", "тысяч", 1000),
        ("ru", "scales", "тыс.", 1000),
        ("it", "scales", "mila", 1000),
        ("pt", "scales", "bilhões", 10**9),
        ("es", "scales", "billones", 10**12),
        ("ko", "scales", "만", 10**4),
        ("hi", "scales", "लाख", 10**5),
        ("fi", "numbers", "kaksitoista", 12),
        ("pl", "months", "października", 10),
        ("fr", "compass", "o", "W"),
    ],
)
def test_words_that_must_be_there(code: str, key: str, word: str, value: object) -> None:
    assert read(code)[key][word] == value


def test_numerals_are_composed() -> None:
    from tests.numeral_words import Item, compose

    one, three, twenty, hundred, thousand = (Item("number", n) for n in (1, 3, 20, 100, 1000))
    assert compose([three, Item("joiner"), twenty]) == 23
    assert compose([three, twenty]) is None
    assert compose([twenty, three]) == 23
    assert compose([three, Item("scale", 100), twenty, one, Item("scale", 1000), hundred]) == 321_100
    assert compose([Item("scale", 1000), Item("scale", 10**6)]) == 10**9
    assert compose([three, thousand]) is None
    assert compose([Item("number", 0), Item("scale", 100), one]) == 1
    assert compose([one, Item("joiner")]) is None
    assert compose([]) is None
