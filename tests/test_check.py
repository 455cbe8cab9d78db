"""Where an article disagrees with itself, and where editions disagree with each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import battlex
from battlex.check import CODES, Severity, check, compare
from battlex.cli.app import main
from battlex.model import Battle

PAGE = """{{{{Infobox military conflict
| conflict = {name}
| date = {date}
| result = {result}
| combatant1 = [[France]]
| combatant2 = [[Spain]]
| strength1 = {strength}
| strength2 = 6,000
| casualties1 = {casualties}
}}}}
'''Battle of the Ford''' was fought {when}, near the river, on the road to the coast. {text}

== Background ==
France had an army of 90,000 men.
"""
USUAL = {
    "name": "Battle of the Ford",
    "date": "3–5 May 1643",
    "result": "French victory",
    "strength": "4,000",
    "casualties": "300 killed",
    "when": "from 3 to 5 May 1643",
    "text": "The French had 4,100 men.",
}


def _battle(**changes: str) -> Battle:
    (found,) = battlex.extract(PAGE.format(**{**USUAL, **changes}), language="en")
    return found


def _codes(**changes: str) -> list[str]:
    return [finding.code for finding in check(_battle(**changes))]


def test_an_article_that_agrees_with_itself() -> None:
    assert _codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"when": "from 3 to 8 May 1643"}, "date-lead"),
        ({"text": "The French had 9,000 men."}, "strength-text"),
        ({"text": "The French had 2,000 men."}, "strength-text"),
        ({"text": "The French lost 900 killed."}, "casualties-text"),
        ({"casualties": "5,000 killed", "text": ""}, "losses-exceed-strength"),
        ({"casualties": "Total: 500<br>400 killed<br>300 wounded"}, "parts-exceed-total"),
        ({"result": "Swedish victory"}, "winner-unknown"),
        ({"name": "Siege of the Mill"}, "name-lead"),
    ],
)
def test_a_disagreement_is_found(changes: dict[str, str], code: str) -> None:
    assert _codes(**changes) == [code]


@pytest.mark.parametrize(
    "changes",
    [
        {"when": "on 5 June 1700"},
        {"text": "The French had 300 men on the left."},
        {"casualties": "500 killed or wounded<br>200 captured"},
        {"strength": "2 regiments", "casualties": "5,000 killed"},
        {"name": "Battle of the Ford (1643)"},
    ],
)
def test_what_is_no_disagreement(changes: dict[str, str]) -> None:
    assert _codes(**changes) == []


def test_passages_are_quoted_with_their_places() -> None:
    battle = _battle(when="from 3 to 8 May 1643")
    (finding,) = check(battle)
    assert finding.severity is Severity.CONTRADICTION
    for quote in finding.quotes:
        assert quote.span is not None
        assert quote.text.split()[0] in battle.page.wikitext[quote.span.start : quote.span.end]


def test_a_kind_can_be_switched_off() -> None:
    battle = _battle(name="Siege of the Mill")
    assert check(battle, off=["name-lead"]) == []


def test_editions() -> None:
    found = compare([_battle(), _battle(date="3–6 May 1643", strength="9,000")])
    assert [finding.code for finding in found] == ["editions-date", "editions-strength"]


def test_every_code_has_a_severity() -> None:
    assert all(isinstance(severity, Severity) for severity in CODES.values())


def test_command(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    page = tmp_path / "ford.wikitext"
    page.write_text(PAGE.format(**{**USUAL, "when": "from 3 to 8 May 1643"}), encoding="utf-8")
    assert main(["check", str(page), "-l", "en"]) == 1
    assert b"contradiction date-lead" in capsysbinary.readouterr().out
    assert main(["check", str(page), "-l", "en", "-f", "json", "--off", "date-lead"]) == 0
    assert capsysbinary.readouterr().out == b""
    assert main(["check", str(page), "-l", "en", "-f", "json"]) == 1
    assert json.loads(capsysbinary.readouterr().out)["code"] == "date-lead"


def test_seed(shared: Path) -> None:
    folder = shared / "seed"
    if not (folder / "expected.json").is_file():
        pytest.skip(f"no seed document in {folder}")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    (battle,) = battlex.extract((folder / expected["file"]).read_text(encoding="utf-8"), language=expected["language"])
    found = {finding.code: finding for finding in check(battle)}
    assert set(found) == {"date-lead", "strength-text", "casualties-text", "name-lead"}
    assert found["strength-text"].severity is Severity.DIFFERENCE
