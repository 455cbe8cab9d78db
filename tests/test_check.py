"""Where an article disagrees with itself, and where editions disagree with each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import battlex
from battlex.check import CODES, Severity, check, compare
from battlex.check.hemispheres import Box
from battlex.cli.app import main
from battlex.languages import read
from battlex.languages.lexicon import fold
from battlex.model import Battle
from battlex.schema.battle import finding_schema
from tests.hostile import FAMILIES, filled, page
from tests.samples import ROOT

PAGE = """{{{{Infobox military conflict
| conflict = {name}
| date = {date}
| place = {place}
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
    "place": "",
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
        ({"when": "in the early hours of 6 May 1643"}, "date-lead"),
        ({"date": "5 May 1643", "when": "on 5 June 1643"}, "date-lead"),
        ({"date": "5 May 1643", "when": "on 5 May 1644"}, "date-lead"),
        ({"date": "3–5 May 1643", "when": "from 3 to 5 June 1643"}, "date-lead"),
        ({"date": "3–5 May 1643", "when": "on 3–5 May 1642"}, "date-lead"),
        ({"date": "April – June 1643", "when": "from April to July 1643"}, "date-lead"),
        ({"date": "April – 23 September 1643", "when": "between May and October 1643"}, "date-lead"),
        ({"when": "by the 346th Division, between 2 and 5 May 1643"}, "date-lead"),
        ({"when": "by France. In the night of 6 May 1643 it began"}, "date-lead"),
        ({"when": "by France. It went on from 3 to 6 May 1643"}, "date-lead"),
        ({"when": "in the spring 1643 offensive, on 7 May 1643"}, "date-lead"),
        ({"date": "5 May 1653", "when": "on 5 May 1643"}, "date-lead"),
        ({"date": "{{Start date|1643|5|3}} – {{End date|1643|5|5}}", "when": "from 3 to 8 May 1643"}, "date-lead"),
        ({"when": "from 3 to {{date|8|May|1643}}"}, "date-lead"),
        ({"when": "on 4 May 1643"}, "date-day"),
        ({"date": "5–3 May 1643"}, "date-order"),
        ({"date": "5 May 1643 – 3 May 1643"}, "date-order"),
        ({"date": "{{Start date|1643|5|5}} – {{End date|1643|5|3}}"}, "date-order"),
        ({"date": "9 June – 28 May 1643"}, "date-order"),
        ({"name": "Battle of the Ford (1645)"}, "date-name"),
        ({"name": "1645 Battle of the Ford"}, "date-name"),
        ({"text": "[[Category:Conflicts in 1649]]"}, "date-category"),
        (
            {"casualties": "Total: 13,560<br>4,811 killed<br>8,950 wounded", "strength": "20,000", "text": ""},
            "parts-exceed-total",
        ),
        ({"casualties": "1,303 (165 killed, 908 wounded, 218 missing)"}, "parts-below-total"),
        ({"text": "In all 1,225 casualties, including 300 killed and 973 wounded."}, "parts-exceed-total"),
        (
            {"casualties": "312 killed, 1,105 wounded", "text": "They lost 321 killed and 1,105 wounded."},
            "casualties-text",
        ),
        (
            {"casualties": "123 killed, 329 wounded", "text": "The raid cost 122 men killed, and 316 were wounded."},
            "casualties-text",
        ),
        ({"casualties": "1,434 captured", "text": "France lost between 1,472 and 1,635 captured."}, "casualties-text"),
        (
            {
                "strength": "36,000 men<br>120 guns<br>275 tanks",
                "text": "About 31,000 men came, 120 guns and 275 tanks.",
            },
            "strength-text",
        ),
        (
            {
                "strength": "769 bombers (army)<br>527 bombers (navy)<br>784 fighters",
                "text": "In all 722 bombers of the army and 527 of the navy took part.",
            },
            "strength-text",
        ),
        ({"casualties": "Total: 471<br>153 killed<br>138 wounded"}, "parts-below-total"),
        (
            {"casualties": "321 killed, 1,205 wounded", "text": "They lost 321 killed and 2,105 wounded."},
            "casualties-text",
        ),
        ({"casualties": "963 killed", "text": "The French lost 693 killed in all."}, "casualties-text"),
        ({"strength": "5,020", "text": "The French had 5,200 men."}, "strength-text"),
        ({"strength": "17,700", "text": "The French had 17,978 men."}, "strength-text"),
        ({"place": "Leipzig, [[Germany]]<br>{{coord|51.3|N|12.4|W}}"}, "coordinates-hemisphere"),
        ({"place": "Ford ([[Chile]])<br>{{coord|33.4|N|70.6|W}}"}, "coordinates-hemisphere"),
        ({"text": "The French had 9,000 men."}, "strength-text"),
        ({"text": "The French had 2,500 men."}, "strength-text"),
        ({"text": "The French lost 900 killed."}, "casualties-text"),
        ({"casualties": "5,000 killed", "text": ""}, "losses-exceed-strength"),
        ({"casualties": "Total: 500<br>400 killed<br>300 wounded"}, "parts-exceed-total"),
        ({"result": "Swedish victory"}, "winner-unknown"),
        ({"name": "Siege of the Mill"}, "name-lead"),
        ({"name": "Battle of the Mill"}, "name-lead"),
    ],
)
def test_a_disagreement_is_found(changes: dict[str, str], code: str) -> None:
    assert _codes(**changes) == [code]


@pytest.mark.parametrize(
    "changes",
    [
        {"when": "on 5 June 1700"},
        {"date": "5 May 1643", "when": "by France. On 5 May 1743 a stone was set up"},
        {"date": "5 May 1643", "when": "by France. It was followed by another on 5 May 1644"},
        {"casualties": "963 killed", "text": "On the first day the French lost 263 killed."},
        {"when": "after the declaration of war on 1 April 1643"},
        {"when": "in 1643"},
        {"when": "in May 1643"},
        {"when": "from 3 May 1643 with 1,500 men"},
        {"when": "on 3 May 1643"},
        {"when": "in the war (1640–1645), on 3–5 May 1643"},
        {"date": "5 May 1643", "when": "on 15 May 1643"},
        {"date": "December 20 – January 3, 1643", "when": "in the winter"},
        {"date": "12 September – 3 May 1643", "when": "long ago"},
        {"when": "between [[3 April|3]] and 5 May 1643"},
        {"when": "in the War of 1640. From 3 to 12 June 1643 there was peace"},
        {"date": "499–449", "when": "long ago"},
        {"text": "[[Category:Conflicts in 1643]] [[Category:1640s conflicts]] [[Category:War (1618)]]"},
        {"text": "[[Category:1640s conflicts]] [[Category:Conflicts in 1649]]"},
        {"casualties": "Total: 13,500<br>4,800 killed<br>8,900 wounded", "strength": "20,000", "text": ""},
        {"casualties": "1,303 (165 killed, 908 wounded)"},
        {"casualties": "312 killed, 1,105 wounded", "text": "The Spanish lost 321 killed and 90 wounded."},
        {"casualties": "123 killed, 329 wounded", "text": "The raid cost 22 men killed, and 316 were wounded."},
        {"casualties": "1,434 captured", "text": "France lost between 1,400 and 1,600 captured."},
        {"strength": "36,000 men<br>120 guns<br>275 tanks", "text": "About 35,000 men came, 120 guns and 275 tanks."},
        {
            "strength": "769 bombers<br>527 bombers<br>784 fighters",
            "text": "The 722 bombers of the first wave were among the 769 sent; 527 came later.",
        },
        {"casualties": "300 killed", "text": "They lost 12 officers and 288 men killed."},
        {"casualties": "3,000 killed", "text": "France lost 3,048 killed."},
        {"casualties": "300 killed", "text": "The French lost 300 killed by one account, 900 killed by another."},
        {"text": "Both sides lost 900 men killed."},
        {"result": "Victory of the government"},
        {"result": "Revolt put down"},
        {"name": "Action at Ford"},
        {"place": "Rocroi, [[France]]<br>{{coord|49.9|N|4.5|E}}"},
        {"place": "Cayenne, [[France]]<br>{{coord|4.9|N|52.3|W}}"},
        {"place": "North Sea<br>{{coord|56.7|N|5.9|W}}"},
        {"place": "Attu, [[United States]]<br>{{coord|52.9|N|173.0|E}}"},
        {"text": "The French had 300 men on the left."},
        {"strength": "4,400", "text": "The French had 4,180 men (4,650 men by another count)."},
        {"casualties": "Total: 471<br>153 killed<br>128 wounded"},
        {"casualties": "500 killed or wounded<br>200 captured"},
        {"strength": "2 regiments", "casualties": "5,000 killed"},
        {"name": "Battle of the Ford (1643)"},
        {"date": "25 May – 3 June 1643", "when": "from 25 May to 3 June 1643"},
    ],
)
def test_what_is_no_disagreement(changes: dict[str, str]) -> None:
    assert _codes(**changes) == []


def test_a_country_named_by_several_words_is_that_of_its_side() -> None:
    (page,) = battlex.pages(str(ROOT / "samples/pl/lwow_1939.wikitext"))
    (battle,) = battlex.extract(page)
    assert battle.result is not None and battle.result.winner == (3,)
    assert "winner-unknown" not in [finding.code for finding in check(battle)]


def test_passages_are_quoted_with_their_places() -> None:
    battle = _battle(when="from 3 to 8 May 1643")
    (finding,) = check(battle)
    assert finding.severity is Severity.CONTRADICTION
    for quote in finding.quotes:
        assert quote.span is not None
        assert quote.text.split()[0] in battle.page.wikitext[quote.span.start : quote.span.end]
    lead = finding.quotes[1].span
    assert lead is not None and lead.start > battle.infobox.span.end


def test_dates_in_templates_are_quoted_as_they_are_shown() -> None:
    (finding,) = check(
        _battle(date="{{Start date|1643|5|3}} – {{End date|1643|5|5}}", when="from 3 to {{date|8|May|1643}}")
    )
    box, lead = finding.quotes
    assert box.text == "1643-05-03/1643-05-05"
    assert "was fought from 3 to 8 May 1643, near the river" in lead.text


def test_a_number_of_the_text_is_printed_in_its_sentence(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    page = _page(
        tmp_path, "ford", casualties="93 killed, 131 wounded", text="They lost 88 killed and 131 wounded there."
    )
    assert main(["check", page, "-l", "en"]) == 0
    assert b": They lost 88 killed and 131 wounded there.\n" in capsysbinary.readouterr().out


def test_a_kind_can_be_switched_off() -> None:
    battle = _battle(name="Siege of the Mill")
    assert check(battle, off=["name-lead"]) == []


def test_editions() -> None:
    found = compare([_battle(), _battle(date="3–6 May 1643", strength="9,000")])
    assert [finding.code for finding in found] == ["editions-date", "editions-strength"]


def test_editions_disagree_on_the_outcome() -> None:
    found = compare([_battle(), _battle(result="Indecisive")])
    assert [finding.code for finding in found] == ["editions-outcome"]
    assert (
        compare([_battle(), _battle(result="Indecisive<br>French tactical victory, Spanish strategic victory")]) == []
    )


def test_editions_disagree_on_who_won() -> None:
    """Their numbers tell the sides, so that the winners are two; where they tell nothing, so do the winners."""
    lost = "1,234 killed<br>567 wounded"
    one, other, more = (
        _battle(strength="4,321", casualties=lost),
        _battle(strength="4,321", casualties=lost, result="Spanish victory"),
        _battle(strength="6,400", casualties="150 killed", result="Spanish victory"),
    )
    (found,) = compare([one, other])
    assert (found.code, found.message) == ("editions-outcome", "victory of side 1 in en, victory of side 2 in en")
    assert not any(finding.code == "editions-outcome" for finding in compare([one, more]))


def test_a_date_of_two_parameters_is_quoted_whole() -> None:
    (battle,) = battlex.extract(
        "{{Infobox Militärischer Konflikt|KONFLIKT=Gefecht an der Furt|DATUM=[[3. Mai]] [[1643]]|DATUMBIS=[[6. Mai]] 1643"
        "|KONTRAHENT1=Spanien|KONTRAHENT2=Frankreich}}",
        language="de",
    )
    (found,) = compare([_battle(), battle])
    assert [quote.text for quote in found.quotes] == ["3–5 May 1643", "3. Mai 1643 – 6. Mai 1643"]


def test_editions_count_the_same_losses_otherwise() -> None:
    found = compare([_battle(casualties="312 killed"), _battle(casualties="321 killed")])
    assert [(finding.code, finding.side) for finding in found] == [("editions-casualties", 1)]
    assert compare([_battle(casualties="300 killed"), _battle(casualties="312 killed")]) == []


@pytest.mark.parametrize(
    ("strength", "casualties", "side"), [("4,321", "1,234 killed", 2), ("6,500", "150 killed", None)]
)
def test_editions_that_name_no_winner_are_aligned_by_their_numbers(
    strength: str, casualties: str, side: int | None
) -> None:
    """The sides of the second edition stand the other way round; where no numbers agree, nothing is told of them."""
    one = _battle(result="Inconclusive", strength="4,321", casualties="1,234 killed")
    (other,) = battlex.extract(
        "{{Infobox military conflict|conflict=Battle of the Ford|date=3–5 May 1643|result=Inconclusive"
        f"|combatant1=Spain|combatant2=France|strength1=9,000|strength2={strength}|casualties2={casualties}}}}}",
        language="en",
    )
    expected = [("editions-strength", side)] if side else []
    assert [(finding.code, finding.side) for finding in compare([one, other])] == expected


@pytest.mark.parametrize(
    ("here", "there", "codes"),
    [
        ("49.9|N|4.5|E", "49.9|N|6.5|E", ["editions-coordinates"]),
        ("49.9|N|4.5|E", "50.2|N|4.1|E", []),
        ("51.9|N|179.8|E", "51.9|N|179.9|W", []),
    ],
)
def test_editions_may_lie_a_degree_apart(here: str, there: str, codes: list[str]) -> None:
    one, other = (_battle(place=f"Ford<br>{{{{coord|{place}}}}}") for place in (here, there))
    assert [finding.code for finding in compare([one, other])] == codes


def test_articles_on_two_battles_are_not_compared() -> None:
    assert compare([_battle(), _battle(date="3–6 May 1743", strength="9,000")]) == []


@pytest.mark.parametrize("name", FAMILIES)
def test_check_never_raises(name: str) -> None:
    """Whatever an article holds, it is checked in time by its length."""
    text = filled(FAMILIES[name], 400)
    for place in ("date", "everywhere"):
        for battle in battlex.extract(page(place, text), language="en"):
            assert all(finding.code in CODES for finding in check(battle))


def test_every_code_has_a_severity() -> None:
    assert all(isinstance(severity, Severity) for severity in CODES.values())


def _page(folder: Path, file: str, **changes: str) -> str:
    path = folder / f"{file}.wikitext"
    path.write_text(PAGE.format(**{**USUAL, **changes}), encoding="utf-8")
    return str(path)


def test_command(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    page = _page(tmp_path, "ford", when="from 3 to 8 May 1643")
    assert main(["check", page, "-l", "en"]) == 1
    assert b"contradiction date-lead" in capsysbinary.readouterr().out
    assert main(["check", page, "-l", "en", "-f", "json", "--off", "date-lead"]) == 0
    assert json.loads(capsysbinary.readouterr().out) == []


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_of_a_finding(form: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    page = _page(tmp_path, "ford", when="from 3 to 8 May 1643")
    assert main(["check", page, "-l", "en", "-f", form]) == 1
    found = json.loads(capsysbinary.readouterr().out)
    (finding,) = found if form == "json" else [found]
    assert list(finding) == list(finding_schema()["properties"])
    assert (finding["battle"], finding["name"]) == (1, "Battle of the Ford")
    assert (finding["code"], finding["severity"], finding["side"]) == ("date-lead", "contradiction", None)
    assert finding["page"]["path"] == page
    wikitext = Path(page).read_text(encoding="utf-8")
    box, text = (wikitext[slice(*quote["span"])] for quote in finding["quotes"])
    assert box == "3–5 May 1643"
    assert text == "Battle of the Ford''' was fought from 3 to 8 May 1643, near the river, on the road to the coast."


def test_a_finding_tells_which_battle_of_a_page(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    box = (
        "{{Infobox military conflict|conflict=%s|combatant1=A|combatant2=B|strength1=%s men|casualties1=900 killed}}\n"
    )
    (tmp_path / "two.wikitext").write_text(box % ("First", "1,000") + box % ("Second", "400"), encoding="utf-8")
    assert main(["check", str(tmp_path / "two.wikitext"), "-l", "en", "-f", "json"]) == 1
    (finding,) = json.loads(capsysbinary.readouterr().out)
    assert (finding["battle"], finding["name"], finding["code"]) == (2, "Second", "losses-exceed-strength")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 0),
        ({"text": "The French had 9,000 men."}, 0),  # a difference
        ({"name": "Siege of the Mill"}, 0),  # a hint
        ({"when": "from 3 to 8 May 1643"}, 1),
    ],
)
def test_only_contradictions_count_for_the_status(changes: dict[str, str], status: int, tmp_path: Path) -> None:
    assert main(["check", _page(tmp_path, "ford", **changes), "-l", "en"]) == status


def test_status_where_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "none.wikitext").write_text("Nothing.", encoding="utf-8")
    assert main(["check", str(tmp_path / "none.wikitext"), "-l", "en"]) == 1
    assert main(["check", str(tmp_path / "missing.wikitext"), "-l", "en"]) == 1
    assert main(["check", _page(tmp_path, "ford"), "--off", "no-such-code"]) == 2


def test_editions_on_the_command_line(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "fr.wikitext").write_text(
        "{{Infobox Conflit militaire|conflit=Bataille du Gué|date=3–6 mai 1643|issue=Victoire française"
        "|combattants1=[[France]]|combattants2=[[Espagne]]|forces1=4 000}}",
        encoding="utf-8",
    )
    one, other, more = _page(tmp_path, "en"), str(tmp_path / "fr.wikitext"), _page(tmp_path, "en2")
    assert main(["check", one, other, "-f", "json"]) == 0
    (finding,) = json.loads(capsysbinary.readouterr().out)
    assert (finding["battle"], finding["page"], finding["code"]) == (None, None, "editions-date")
    assert [quote["page"] for quote in finding["quotes"]] == ["en", "fr"]
    # Two battles in one language are no editions of one article.
    assert main(["check", one, other, more, "-f", "json"]) == 0
    assert json.loads(capsysbinary.readouterr().out) == []


CITIES = {
    "FR": (48.9, 2.4), "US": (38.9, -77.0), "CL": (-33.4, -70.6), "AU": (-35.3, 149.1), "JP": (35.7, 139.7),
    "GB": (51.5, -0.1), "ZA": (-33.9, 18.4), "RU": (55.8, 37.6), "MT": (35.9, 14.5), "BR": (-15.8, -47.9),
    "TR": (41.0, 28.9), "CN": (39.9, 116.4), "EG": (30.0, 31.2), "MX": (19.4, -99.1), "SB": (-9.4, 160.0),
}  # fmt: skip


def test_territories_lie_where_their_cities_do() -> None:
    """The generated boxes, held against what everybody knows."""
    boxes = {code: [Box(*box) for box in found] for code, found in json.loads(read("territories/boxes.json")).items()}
    for code, (lat, lon) in CITIES.items():
        assert any(box.holds(lat, lon) for box in boxes[code]), code
    assert all(box.south < box.north and box.west < box.east for found in boxes.values() for box in found)


def test_territories_are_named_in_every_language_that_is_read() -> None:
    names = json.loads(read("territories/names.json"))
    for name in ("germany", "allemagne", "deutschland", "германия", "德国", "ドイツ", "독일", "ألمانيا"):
        assert fold(name) in names["DE"]
    assert all(name == fold(name) for found in names.values() for name in found)


def test_names_are_those_that_the_generator_makes() -> None:
    pytest.importorskip("icu", reason="PyICU is not installed: pip install pyicu-wheels")
    from tests.generate_territories import NAMES, names, written

    assert NAMES.read_text(encoding="utf-8") == written(names())


def test_seed(shared: Path) -> None:
    folder = shared / "seed"
    if not (folder / "expected.json").is_file():
        pytest.skip(f"no seed document in {folder}")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    (battle,) = battlex.extract((folder / expected["file"]).read_text(encoding="utf-8"), language=expected["language"])
    found = {finding.code: finding for finding in check(battle)}
    assert set(found) == {"date-lead", "strength-text", "casualties-text", "name-lead"}
    assert found["strength-text"].severity is Severity.DIFFERENCE


@pytest.mark.parametrize("bold", ["'''\n{{coord missing|Saxony}}", "'''{{flagicon|Saxony}}'''", "''' '''"])
def test_what_stands_in_bold_without_text_names_nothing(bold: str) -> None:
    box = "{{Infobox military conflict|conflict=Battle of the Ford|date=5 May 1643}}"
    (battle,) = battlex.extract(f"{box}\nThe army was beaten at the ford.{bold}", language="en")
    assert not list(check(battle))
