"""Figures in running text: one line a case, by language; their places, notes, sections and sides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import battlex
from battlex.languages import load
from battlex.model import Battle, ProseFigure
from battlex.prose import find_figures
from battlex.prose.text.passages import read_passages
from battlex.prose.text.sentences import splitter
from tests import casefiles

PAGE = """{{Infobox military conflict
| conflict = Battle of the Ford
| date = 3 May 1643
| combatant1 = [[Kingdom of France|France]]
| combatant2 = [[Spanish Empire|Spain]]
| commander1 = [[Henri Duval]]
| commander2 = [[Diego Ruiz]]
}}
'''The Battle of the Ford''' was fought between 4,000 French soldiers and 6,000 Spaniards.

== Battle ==
Duval brought up 12 guns. The Spanish lost 300 men.{{efn|Another source speaks of 450 Spanish dead and of no others.}}
The French killed 80 men of the enemy. Ruiz's cavalry captured 20 horses.

== Aftermath ==
{| class="wikitable"
! Force !! Men !! Guns
|-
| France || 4,000 || 12
|}
"""


@pytest.mark.parametrize("case", casefiles.parameters("prose"))
def test_case(case: casefiles.Case) -> None:
    found = find_figures(case.text, load(case.language), notes=True)
    assert "; ".join(str(figure) for figure in found if not figure.in_note) == case.expected
    for figure in found:
        assert figure.span is not None
        assert 0 <= figure.span.start < figure.span.end <= len(case.text)
        assert case.text[figure.span.start] == figure.text[0]
        assert figure.text in figure.sentence


@pytest.fixture(scope="module")
def battle() -> Battle:
    (found,) = battlex.extract(PAGE, language="en")
    return found


def _of(battle: Battle, text: str) -> ProseFigure:
    (found,) = (figure for figure in battle.prose if figure.text == text)
    return found


def test_spans_are_of_the_page(battle: Battle) -> None:
    figure = _of(battle, "12 guns")
    assert figure.span is not None
    assert PAGE[figure.span.start : figure.span.end] == "12 guns"


def test_section_and_sentence(battle: Battle) -> None:
    assert _of(battle, "4,000 French soldiers").section is None
    assert _of(battle, "12 guns").section == "Battle"
    assert _of(battle, "12 guns").sentence == "Duval brought up 12 guns."


def test_notes_are_marked_and_left_out_of_find_figures(battle: Battle) -> None:
    (note,) = (figure for figure in battle.prose if figure.in_note)
    assert str(note) == "450 personnel killed"
    assert not any(str(figure) == str(note) for figure in battlex.find_figures(PAGE, language="en"))


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("4,000 French soldiers", 1),
        ("6,000 Spaniards", 2),
        ("12 guns", 1),
        ("lost 300 men", 2),
        ("killed 80 men", 2),
        ("captured 20 horses", 1),
    ],
)
def test_side(battle: Battle, text: str, side: int) -> None:
    assert _of(battle, text).side == side


@pytest.mark.parametrize(
    ("sentence", "sides"),
    [
        ("The French drove off the Spaniards and killed 40 men.", [2]),
        ("Two Spanish carts were stopped by the French, who killed three men and wounded 17.", [2, 2, 2]),
        ("The hussars killed 90 Spaniards while losing 12 of their own men.", [2, 1]),
        ("The French took 400 prisoners and 12 guns, for 60 casualties.", [2, 2, 1]),
        ("French accounts give 28 killed.", [None]),
        ("According to a French report, 28 men fell.", [None]),
        ("The French were met by 300 men.", [None]),
        ("The French drove back the Danes, who had 700 men.", [None]),
    ],
)
def test_side_of_who_acts(sentence: str, sides: list[int | None]) -> None:
    page = f"{{{{Infobox military conflict|combatant1=France|combatant2=Spain}}}}\n\n{sentence}"
    (found,) = battlex.extract(page, language="en")
    assert [figure.side for figure in found.prose] == sides


@pytest.mark.parametrize(
    ("language", "sides", "sentence", "found"),
    [
        ("ru", ("США", "КША"), "Северяне потеряли 200 человек, потери южан составили 900.", [1, 2]),
        ("en", ("France", "Britain"), "The French lost 40 men, the losses of the British were 300 men.", [1, 2]),
        ("de", ("Frankreich", "Preußen"), "Die Verluste der Preußen beliefen sich auf 300 Mann.", [2]),
        ("fr", ("France", "Angleterre"), "Les pertes anglaises s'élevèrent à 300 hommes.", [2]),
        ("ja", ("織田", "今川"), "今川軍2万5千が尾張に侵攻した。", [2]),
        ("fr", ("France", "Prusse"), "L'armée prussienne qui fait face aux Français compte 39000 hommes.", [2]),
        (
            "fr",
            ("France", "Prusse"),
            "Selon l'état-major français, 300 Prussiens sont tués et dix chars détruits.",
            [2, 2],
        ),
        ("fr", ("France", "Prusse"), "Les Français font six morts et cinq prisonniers chez les Prussiens.", [2, 2]),
        ("fr", ("France", "Prusse"), "300 hommes tombent aux mains des Français.", [2]),
        ("fr", ("Charles", "Prusse"), "La division compte 150 chars.", [None]),
        ("de", ("Frankreich", "Preußen"), "Die Preußen griffen die Franzosen an, verloren aber 300 Mann.", [2]),
        ("de", ("Frankreich", "Preußen"), "Die Franzosen töteten 300 Preußen und erbeuteten 20 Geschütze.", [2, 2]),
        ("de", ("Frankreich", "Preußen"), "Es gab 300 Tote auf preußischer Seite.", [2]),
        ("de", ("Frankreich", "Preußen"), "300 Mann wurden von den Franzosen gefangen genommen.", [2]),
    ],
)
def test_side_of_whose_losses(language: str, sides: tuple[str, str], sentence: str, found: list[int]) -> None:
    page = f"{{{{Infobox military conflict|combatant1={sides[0]}|combatant2={sides[1]}}}}}\n\n{sentence}"
    (battle,) = battlex.extract(page, language=language)
    assert [figure.side for figure in battle.prose] == found


def test_cells_count_what_their_column_is_headed(battle: Battle) -> None:
    cells = [str(figure) for figure in battle.prose if figure.section == "Aftermath"]
    assert cells == ["4000 personnel", "12 gun"]


def test_without_prose() -> None:
    (found,) = battlex.extract(PAGE, language="en", prose=False)
    assert found.prose == ()


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "Gen. J. E. B. Stuart left. He had 1.5 million men, c. 300 guns. “Go!” he said.", 3),
        ("de", "Am 3. Mai griff die 2. Brigade an. Sie hatte 500 Mann.", 2),
        ("zh", "守軍三千人。敵軍五千人！", 2),
        ("fr", "Le gén. Hoche arrive. Il a 300 hommes.", 2),
    ],
)
def test_sentences(language: str, text: str, sentences: int) -> None:
    assert len(list(splitter(load(language)).split(text))) == sentences


def test_passages_know_their_kind() -> None:
    kinds = [passage.kind for passage in read_passages(PAGE, load("en")) if passage.text.strip(" \ufffc")]
    assert kinds.count("note") == 1
    assert kinds.count("cell") == 6


@pytest.mark.parametrize(
    "text", ["{{a|[[b", "[[a|<ref>b", "<ref>300 men", "{|\n|-\n| 300 men", "'''''300 men''", "== a", "\ufffc3"]
)
def test_broken_markup_is_text(text: str) -> None:
    for passage in read_passages(text, load("en")):
        flat = passage.cut(0, len(passage.text))
        assert len(flat.text) == len(flat.starts) == len(flat.ends)
        assert all(0 <= start <= end <= len(text) for start, end in zip(flat.starts, flat.ends, strict=True))


@pytest.fixture(scope="module")
def seed(shared: Path) -> tuple[Battle, Any]:
    folder = shared / "seed"
    if not (folder / "expected.json").is_file():
        pytest.skip(f"no seed document in {folder}")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    (found,) = battlex.extract((folder / expected["file"]).read_text(encoding="utf-8"), language=expected["language"])
    return found, expected


def test_seed_prose(seed: tuple[Battle, Any]) -> None:
    battle, expected = seed
    found = {tuple(figure.span or ()): figure for figure in battle.prose}
    for wanted in expected["prose"]:
        figure = found.get(tuple(wanted["span"]))
        if figure is None:
            assert wanted.get("optional"), wanted
            continue
        assert (str(figure), str(figure.measure)) == (wanted["figure"], wanted["measure"])
    sides = [
        wanted["side"] == found[tuple(wanted["span"])].side
        for wanted in expected["prose"]
        if tuple(wanted["span"]) in found
    ]
    assert sum(sides) >= 0.8 * len(sides)
    for never in expected["prose_never"]:
        assert not any(never in figure.text for figure in battle.prose)
