"""A side's people in numbers: what is stated, or adds up without doubt, and nothing beyond."""

from __future__ import annotations

import pytest

import battlex


def summary(**values: str) -> tuple[dict[str, int | None], set[str]]:
    """What the summary of a side tells, and what it is said to leave open."""
    parameters = "\n".join(f"|{name}1={value}" for name, value in values.items())
    wikitext = f"{{{{Infobox military conflict\n|conflict=Battle of X\n|combatant1=A\n{parameters}\n}}}}"
    (battle,) = battlex.extract(wikitext, language="en")
    told = battlex.to_dict(battle)["sides"][0]["summary"]
    open_ones = {p.parameter or "" for p in battle.problems if p.code == "no-summary"}
    return {name: bound for name, bound in told.items() if bound is not None}, open_ones


@pytest.mark.parametrize(
    ("strength", "told"),
    [
        ("15,000–20,000", (15000, 20000)),
        ("3,000 foot<br>600 horse<br>12 guns", (3600, 3600)),
        ("over 9,000 foot and some 500 horse", (9500, None)),
        ("French: 3,000<br>Dutch: 2,000", (5000, 5000)),
        ("6,000 men: 4,000 foot, 2,000 horse", (6000, 6000)),
        ("3,000 foot, 2,000 horse, 1,000 archers", (6000, 6000)),
        ("3,500 (Polish sources)<br>5,000 (Swedish sources)", (3500, 5000)),
        ("1 division (about 12,000 men)", (12000, 12000)),
        ("French: 3,000 foot, 400 horse<br>Dutch: 2,000", (5400, 5400)),
        ("French: 3,000<br>Dutch: unknown", (3000, None)),
        ("French: 3,000<br>Dutch: 2,000<br>Total: 5,000", (5000, 5000)),
        ("4,500 foot, including 700 pikemen", (4500, 4500)),
        ("4,500 foot<br>(of whom 700 were grenadiers)<br>600 horse", (5100, 5100)),
        ("4,500 men (700 cavalry, 60 gunners)", (4500, 4500)),
        ("4,500 foot as well as 700 horse", (5200, 5200)),
        ("4,500 in the line + 700 in reserve<br>3 guns", (5200, 5200)),
        ("4,500 (700 dragoons)", (4500, 4500)),
        ("Garrison of Tarn: 900 men<br>II Corps: 6,000 men, 12 guns", (6900, 6900)),
    ],
)
def test_strength_is_told(strength: str, told: tuple[int, int | None]) -> None:
    found, left_open = summary(strength=strength)
    assert (found.get("strength_min"), found.get("strength_max")) == told
    assert left_open == set()


@pytest.mark.parametrize(
    "strength",
    [
        "10,000 (3,000 engaged)",
        "7,000<br>(4,000 regulars<br>2,000 militia)",
        # Who was there at the first time was there at the second.
        "1st day: 400<br>2nd day: 1,200",
        # Are the archers guards?
        "4,500 foot, including 700 guards, 900 archers",
        "4,500 foot, including 9,000 Swedes",
        "Initially: 600 militia<br>Later: 1,500 regulars",
        "1 May: 5,000<br>9 June: 7,000",
    ],
)
def test_strength_is_left_open(strength: str) -> None:
    found, left_open = summary(strength=strength)
    assert not any(name.startswith("strength") for name in found)
    assert left_open == {"strength1"}


@pytest.mark.parametrize(
    ("casualties", "told"),
    [
        ("1,200 killed<br>3,000 wounded<br>500 missing", {"killed": 1200, "wounded": 3000, "missing": 500, "casualties": 4700}),
        ("23 killed<br>43 wounded<br>'''66 total'''", {"killed": 23, "wounded": 43, "casualties": 66}),
        ("1,000 casualties<br>300 killed", {"killed": 300, "casualties": 1000}),
        ("300 killed, wounded or captured", {"casualties": 300}),
        ("300 killed or wounded; 100 captured", {"captured": 100, "casualties": 400}),
        ("1 ship sunk, 300 killed", {"killed": 300}),
        ("None", {"casualties": 0}),
        ("Heavy", {}),
        ("Danes: 300 killed, 40 wounded<br>Swedes: 20 killed", {"killed": 320, "wounded": 40, "casualties": 360}),
        ("Danes: 900 in all<br>Swedes: 80 casualties", {"casualties": 980}),
        ("70 killed, 210 wounded, including 90 captured", {"killed": 70, "wounded": 210, "captured": 90, "casualties": 280}),
        ("70 killed, including 4 officers, 210 wounded", {"killed": 70, "wounded": 210, "casualties": 280}),
        ("800 plus 300 captured", {"captured": 300, "casualties": 1100}),
        ("800 captured (700 foot, 100 horse)<br>40 killed", {"killed": 40, "captured": 800, "casualties": 840}),
        ("800 casualties: 70 killed, 500 wounded plus 230 captured", {"killed": 70, "wounded": 500, "captured": 230, "casualties": 800}),
        ("70 killed, 210 wounded, plus 90 captured", {"killed": 70, "wounded": 210, "captured": 90, "casualties": 370}),
    ],
)  # fmt: skip
def test_losses_are_told(casualties: str, told: dict[str, int]) -> None:
    found, left_open = summary(casualties=casualties)
    assert found == {f"{name}_{bound}": number for name, number in told.items() for bound in ("min", "max")}
    assert left_open == set()


@pytest.mark.parametrize(
    ("casualties", "told"),
    [
        ("40 killed, 90 captured (Danish claim)<br>60 killed, 50 captured (Swedish claim)", (110, 130)),
        ("40 killed, 90 captured (Danish claim)<br>70 killed (Swedish claim)", (70, None)),
        ("40 killed (Danish claim)<br>90 captured (Swedish claim)", (130, 130)),
    ],
)
def test_each_source_counts_for_itself(casualties: str, told: tuple[int, int | None]) -> None:
    found, left_open = summary(casualties=casualties)
    assert (found.get("casualties_min"), found.get("casualties_max")) == told
    assert left_open == set()


def test_a_fate_is_open_above_where_another_party_does_not_tell_it() -> None:
    found, _ = summary(casualties="'''Danes:''' 300 killed, 40 wounded<br>'''Swedes:''' 2,700 casualties")
    assert (found["killed_min"], found.get("killed_max")) == (300, None)
    assert (found["casualties_min"], found["casualties_max"]) == (3040, 3040)


@pytest.mark.parametrize("casualties", ["12 dead, 30 wounded, 3 dead of wounds", "Danes: 900 in all<br>Swedes: 80 killed", "31 killed, 4 dead of wounds", "1 May: 40 casualties<br>2 May: 50 casualties", "First day: 40 dead<br>Second day: 50 dead, 3 wounded"])  # fmt: skip
def test_losses_are_left_open(casualties: str) -> None:
    found, left_open = summary(casualties=casualties)
    assert "casualties_min" not in found
    assert left_open == {"casualties1"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "في البداية: 400<br>في النهاية: 1200"),
        ("cs", "Na začátku: 400<br>Později: 1200"),
        ("de", "Anfangs: 400<br>Später: 1.200"),
        ("el", "Αρχικά: 400<br>Αργότερα: 1200"),
        ("en", "Initially: 400<br>9 June: 1,200"),
        ("es", "Inicialmente: 400<br>Después: 1200"),
        ("fa", "در آغاز: 400<br>در پایان: 1200"),
        ("fi", "Aluksi: 400<br>Myöhemmin: 1200"),
        ("fr", "Au début : 400<br>8 octobre : 1 200"),
        ("he", "בתחילה: 400<br>בסוף: 1200"),
        ("hu", "Kezdetben: 400<br>Később: 1200"),
        ("id", "Awalnya: 400<br>Kemudian: 1200"),
        ("it", "All'inizio: 400<br>Dopo: 1200"),
        ("ja", "開戦時：400人<br>終戦時：1200人"),
        ("ko", "초기: 400명<br>후기: 1200명"),
        ("nl", "Aanvankelijk: 400<br>Later: 1200"),
        ("pl", "Początkowo: 400<br>Później: 1200"),
        ("pt", "Inicialmente: 400<br>No fim: 1200"),
        ("ro", "Inițial: 400<br>Ulterior: 1200"),
        ("ru", "В начале: 400<br>К 5 июля 1943 года: 1200"),
        ("sv", "Initialt: 400<br>Senare: 1200"),
        ("tr", "Başlangıçta: 400<br>Sonra: 1200"),
        ("uk", "На початку: 400<br>На кінець битви: 1200"),
        ("vi", "Ban đầu: 400<br>Về sau: 1200"),
        ("zh", "初期：400人<br>后期：1200人"),
    ],
)
def test_labels_of_time_in_every_language(language: str, text: str) -> None:
    found = battlex.parse_figures(text, language=language, measure="strength")
    assert [(figure.min, figure.rule) for figure in found] == [(400, "dated"), (1200, "dated")]
    plain = battlex.parse_figures("Xx: 400<br>Yy: 1200", language=language, measure="strength")
    assert [figure.rule for figure in plain] == ["number"] * 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Garnison: 900 Mann<br>VII. Korps: 6.000 Mann"),
        ("fr", "Garnison : 900 hommes<br>VIIe corps : 6 000 hommes"),
        ("it", "Guarnigione: 900 uomini<br>VII Corpo: 6.000 uomini"),
        ("ja", "守備隊：900名<br>援軍：6000名"),
        ("pl", "Garnizon: 900 ludzi<br>VII Korpus: 6000 ludzi"),
        ("ru", "Гарнизон: 900 человек<br>Корпус Лодера: 6000 человек"),
        ("zh", "守軍：900人<br>援軍：6000人"),
    ],
)
def test_units_are_parties_of_their_people(language: str, text: str) -> None:
    found = battlex.parse_figures(text, language=language, measure="strength")
    parties = [part.replace("：", ":").partition(":")[0].strip() for part in text.split("<br>")]
    assert [(figure.min, figure.party) for figure in found] == [(900, parties[0]), (6000, parties[1])]


def test_a_claim_behind_a_list_is_that_of_all_of_it() -> None:
    text = "8 killed, 21 wounded (Danish claim)<br>70 killed (Swedish claim)"
    found = battlex.parse_figures(text, language="en", measure="casualties")
    assert [figure.attribution for figure in found] == ["Danish claim", "Danish claim", "Swedish claim"]
    (first, *_) = battlex.parse_figures("8 killed, 21 wounded (Danish claim)", language="en", measure="casualties")
    assert first.attribution is None


def test_a_label_tells_of_what_kind_the_people_are() -> None:
    found, left_open = summary(strength="Infantry: 2,600 men<br>Cavalry: 700 men<br>Artillery: 14 guns")
    assert (found["strength_min"], found["strength_max"], left_open) == (3300, 3300, set())
    found, left_open = summary(strength="Force: 2,600 men<br>Cavalry: 700 men")
    assert ("strength_min" in found, left_open) == (False, {"strength1"})
    (figure,) = battlex.parse_figures("Troops: 900 infantry", language="en", measure="strength")
    assert figure.noun == "infantry"
