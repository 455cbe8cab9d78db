"""Parameter names of infoboxes: which field, which side; and what is said of values that a template hides."""

from __future__ import annotations

from itertools import groupby

import pytest

import battlex
from battlex.fields import Assigned, aliases, infobox_names, read_name
from battlex.languages import codes, load
from battlex.languages.keys import FIELDS
from battlex.languages.names import parameter_key, template_key

CASES = [
    ("en", "Infobox military conflict", "combatant1", ("belligerents", 1)),
    ("en", "infobox_Military Conflict", "combatant2b", ("belligerents", 2, "b")),
    ("en", "Infobox military conflict", "Strength 1", None),
    ("en", "Infobox military conflict", "casualties3", ("casualties", 3)),
    ("en", "Infobox military conflict", "part of", ("part_of", None)),
    ("en", "Infobox military conflict", "Part_Of", ("part_of", None)),
    ("en", "Infobox military conflict", "lat_deg", ("lat_d", None)),
    ("en", "Infobox civil conflict", "leadfigures2", ("commanders", 2)),
    ("en", "Infobox civil conflict", "side1", ("belligerents", 1)),
    ("en", "Infobox civil conflict", "title", ("name", None)),
    ("en", "Infobox operational plan", "objective", ("goals", None)),
    ("en", "A box nobody knows", "commander2", ("commanders", 2)),
    ("en", "Infobox military conflict", "favourite colour", None),
    ("en", "Infobox military conflict", "combatant", None),
    ("zh", "Infobox Military Conflict", "conflict", ("name", None)),
    ("zh-classical", "Military Conflict", "參戰方二", ("belligerents", 2)),
    ("zh-classical", "Military Conflict", "之一", ("part_of", None)),
    # "conflict" names the war in some templates and the battle in others
    ("ja", "Battlebox", "conflict", ("part_of", None)),
    ("ja", "Battlebox", "battle_name", ("name", None)),
    ("es", "Ficha de conflicto", "conflicto", ("part_of", None)),
    ("es", "Ficha de conflicto", "nombre_batalla", ("name", None)),
    ("pl", "Wojna infobox", "konflikt", ("part_of", None)),
    ("cs", "Infobox - válka", "konflikt", ("part_of", None)),
    ("sv", "Slagfakta", "konflikt", ("part_of", None)),
    ("bg", "Военен конфликт", "конфликт", ("part_of", None)),
    ("ca", "Infotaula conflicte militar", "conflicte", ("part_of", None)),
    ("gl", "Conflito militar", "conflito", ("part_of", None)),
    ("pt", "Info/Batalha", "conflito", ("part_of", None)),
    ("pt", "Info/Guerra", "conflito", ("name", None)),
    ("nl", "Infobox militair conflict", "conflict", ("name", None)),
    ("nl", "Infobox veldslag", "conflict", ("part_of", None)),
    ("hu", "Csata infobox", "konfliktus", ("part_of", None)),
    ("hu", "Katonai konfliktus infobox", "konfliktus", ("name", None)),
    ("ru", "Вооружённый конфликт", "конфликт", ("name", None)),
    ("ru", "Карточка битвы", "Конфликт", ("part_of", None)),
    ("hy", "Տեղեկաքարտ Ճակատամարտ", "Հակամարտություն", ("part_of", None)),
    # sides in other digits, letters and words
    ("fa", "جعبه اطلاعات جنگ", "قوای۲", ("strength", 2)),
    ("fa", "جعبه اطلاعات جنگ", "قسمتی‌از", ("part_of", None)),
    ("ar", "معلومات نزاع عسكري", "خصم1أ", ("belligerents", 1, "a")),
    ("ar", "معلومات نزاع عسكري", "خط_عرض", ("latitude", None)),
    ("he", "קרב", "אבדות ב", ("casualties", 2)),
    ("hu", "Csata infobox", "másik fél", ("belligerents", 2)),
    ("hu", "Csata infobox", "beavatkozó fél parancsnoka", ("commanders", 3)),
    ("hu", "Katonai konfliktus infobox", "támadó", ("belligerents", 1)),
    ("nl", "Infobox militair conflict", "p2combatant1", ("belligerents", 1, "b")),
    ("vi", "Thông tin chiến tranh", "thương vong 1", ("casualties", 1)),
    ("ur", "جنگی معلومات", "2کمانڈر", ("commanders", 2)),
    # casualties of nobody's side
    ("fr", "Infobox Conflit militaire", "pertes", ("casualties", None)),
    ("de", "Infobox Militärischer Konflikt", "ZIVILVERLUSTE", ("casualties", None)),
    ("ru", "Вооружённый конфликт", "общие потери", ("casualties", None)),
    # old and new names side by side, English ones where the template takes them too
    ("de", "Infobox Militärischer Konflikt", "DATUMBIS", ("end_date", None)),
    ("el", "Στρατιωτική σύγκρουση", "έναρξη", ("start_date", None)),
    ("ru", "Infobox Military Conflict", "combatant1", ("belligerents", 1)),
    ("ru", "Infobox Military Conflict", "противник1", ("belligerents", 1)),
    ("vi", "Infobox military conflict", "strength2", ("strength", 2)),
    ("it", "Infobox conflitto", "Nome del conflitto", ("name", None)),
    ("uk", "Шаблон:Збройний конфлікт", "втрати2", ("casualties", 2)),
]


@pytest.mark.parametrize(("code", "template", "name", "expected"), CASES)
def test_assign(code: str, template: str, name: str, expected: tuple[str, int | None] | None) -> None:
    found = aliases(load(code), template).assign(name)
    assert found == (Assigned(*expected) if expected else None)


def test_unknown_and_odd_names_are_none() -> None:
    known = aliases(load("en"), "Infobox military conflict")
    for name in ("", " ", "#", "1", "combatant#", "combatant%", "²", "\x00", "combatant1z", "x" * 10_000, "1" * 10_000):
        assert known.assign(name) is None


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("date", "{{19423}}", "{{19423}} was not read"),
        ("place", "{{Quux}}", "{{Quux}} was not read"),
        ("result", "{{Quux|}}", "{{Quux}} was not read"),
        ("casualties1", "{{Quux|3=}}", "{{Quux}} was not read"),
        ("combatant1", "{{Quux}}", "{{Quux}} was read by its name"),
        ("strength1", "{{Quux|300 men}}", "{{Quux}} was read by its text"),
        ("date", "3 May 1643 {{Quux}}", None),
        ("image", "{{Quux}}", None),
    ],
)
def test_a_template_of_which_nothing_is_known(name: str, value: str, message: str | None) -> None:
    (battle,) = battlex.extract(
        f"{{{{Infobox military conflict|conflict=A|{name}={value}}}}}", language="en", prose=False
    )
    said = [problem.message for problem in battle.problems if problem.code == "unknown-template"]
    assert said == ([message] if message else [])


def test_names_of_the_shared_box_are_known_everywhere() -> None:
    for code in codes():
        names = infobox_names(load(code))
        assert {"infobox military conflict", "infobox civil conflict", "#invoke:infobox military conflict"} <= names


def test_every_extended_block_exists() -> None:
    for code in codes():
        for block in load(code).data["infobox"]:
            assert "extends" not in block or template_key(block["extends"]) in infobox_names(load(code)), (code, block)


def test_no_name_means_two_things_in_one_block() -> None:
    for code in codes():
        for block in load(code).data["infobox"]:
            read = sorted(
                read_name(field, name) for field, names in block.get("parameters", {}).items() for name in names
            )
            for key, same in groupby(read, key=lambda item: item[0]):
                assert len({assigned.field for _, assigned in same}) == 1, (code, block["names"][0], key)


def test_every_block_can_name_sides_and_result() -> None:
    for code in codes():
        language = load(code)
        for block in language.data["infobox"]:
            known = aliases(language, block["names"][0])
            fields = {assigned.field for assigned in known._names.values()}
            assert {"belligerents", "date", "place", "result"} <= fields <= set(FIELDS)


def test_keys() -> None:
    assert template_key(" Infobox_Military  conflict ") == "infobox military conflict"
    assert parameter_key("Lat_Deg ") == parameter_key("lat deg")
    assert parameter_key("جنگنده۱") == parameter_key("جنگنده1")
    assert parameter_key("Вооружённый") == parameter_key("вооруженный")
