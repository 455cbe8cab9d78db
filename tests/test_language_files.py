"""What may not stand in a language file is refused with its place, and never met when a text is read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from battlex.errors import DataError
from battlex.languages.schema import check
from tests.conftest import ROOT

FILES = sorted((ROOT / "battlex" / "languages").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_our_files_are_right(path: Path) -> None:
    check(tomllib.loads(path.read_text(encoding="utf-8")), path.name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("infobox = 1", "infobox must be a list of tables"),
        ("infobox = [1]", "infobox[0] must be a table"),
        ("[[infobox]]\nkind = 'war'", "infobox[0] has no names"),
        ("nouns = 1", "nouns must be a table"),
        ("[noun]", "unknown key 'noun'; did you mean 'nouns'?"),
        ("[nouns]\ngun = 'gun'", "nouns.gun must be a list of words"),
        ("[nouns]\ngun = ['gun', ' ']", "nouns.gun must be a list of words"),
        ("[nouns]\ngun = ['a\\u001fb']".replace("'", '"'), "nouns.gun must be a list of words"),
        ("[numbers.words]\nten = true", "numbers.words must be a table word = number"),
        ("[numbers.words]\nten = nan", "numbers.words must be a table word = number"),
        ("[numbers.words]\nten = -1", "numbers.words must be a table word = number"),
        ("[numbers.scales]\nten = 1e300", "numbers.scales must be a table word = number"),
        ("[numbers.words]\n'' = 1", "numbers.words must be a table word = number"),
        ("[numbers.vague]\ndozens = '20-99'", 'numbers.vague must be a table word = notation such as "~20..99"'),
        ("[numbers.vague]\ndozens = '~'", 'numbers.vague must be a table word = notation such as "~20..99"'),
        ("[dates.seasons]\nspring = 21.5", "dates.seasons must be a table word = whole number"),
        ("[dates]\nsolar_from = 'Meiji'", "dates.solar_from must be a year in digits"),
        ("[demonyms]\nReds = 'red'", "demonyms must be a table party = list of words"),
        ("[demonyms]\nReds = [1]", "demonyms must be a table party = list of words"),
        ("[grammar]\ncompounds = 1", "grammar.compounds must be true or false"),
    ],
)
def test_what_is_wrong_is_refused(text: str, told: str) -> None:
    with pytest.raises(DataError) as raised:
        check(tomllib.loads(text), "xx.toml")
    assert str(raised.value) == f"xx.toml: {told}" or str(raised.value).startswith(f"xx.toml: {told};")
