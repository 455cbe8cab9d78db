"""Claims: figures under a heading that names the enemy are the enemy's claims, not parts of a side."""

import pytest

from battlex import Side, extract, parse_figures

BOX = """{{{{Infobox military conflict
|combatant1={{{{flag|Norway}}}}
|combatant2={{{{flag|Sweden}}}}<br>Scanian League
|strength1=400
|casualties1=12 killed
|casualties2={casualties}
}}}}"""


def losers(casualties: str) -> Side:
    """The second side of a battle with these losses."""
    return extract(BOX.format(casualties=casualties), language="en", prose=False)[0].sides[1]


def told(casualties: str) -> list[tuple[str | None, str | None, int | None]]:
    """Party, claimant and number of each figure of the second side."""
    figures = losers(casualties).casualties
    return [(f.party, f.attribution, f.min) for f in figures.figures] if figures else []


def test_enemys_heading_is_a_claim() -> None:
    assert told("'''Norway:''' 90 killed") == [(None, "Norway", 90)]


def test_own_heading_beside_it_is_a_claim_too() -> None:
    both = "'''Norwegian:'''<br>90 killed<br>'''Swedish:'''<br>30 killed<br>4 captured"
    assert told(both) == [(None, "Norwegian", 90), (None, "Swedish", 30), (None, "Swedish", 4)]


def test_claims_are_not_added_up() -> None:
    summary = losers("'''Norway:''' 90 killed<br>'''Sweden:''' 30 killed").summary
    assert (summary.killed_min, summary.killed_max) == (30, 90)


def test_own_parties_stay_parties() -> None:
    assert told("'''Sweden:''' 90 killed<br>'''Scanian League:''' 30 killed") == [
        ("Sweden", None, 90),
        ("Scanian League", None, 30),
    ]


def test_heading_that_says_more_is_no_claim() -> None:
    assert told("'''Norwegian offensive:''' 90 killed") == [("Norwegian offensive", None, 90)]


def test_a_party_in_bold_ends_the_block_before_it() -> None:
    assert told("'''Scanians:'''<br>30 killed<br>4 captured<br>'''Jutes:''' 12 killed<br>3 captured") == [
        ("Scanians", None, 30),
        ("Scanians", None, 4),
        ("Jutes", None, 12),
        ("Jutes", None, 3),
    ]


def test_a_people_of_the_side_is_a_party() -> None:
    assert told(
        "40 Swedes killed<br>12 Scanians killed<br>3 Spaniards<br>6 Swedish officers<br>2 Swedish and Scanian"
    ) == [
        ("Swedes", None, 40),
        ("Scanians", None, 12),
        (None, None, 3),
        (None, None, 6),
        (None, None, 2),
    ]
    summary = losers("c. 40–50 Swedes killed<br>12 Scanians killed").summary
    assert (summary.killed_min, summary.killed_max) == (52, 62)


def test_a_unit_named_by_a_label_is_a_party() -> None:
    assert told("Jarl's army: 300 killed<br>2nd Division: 40 killed") == [
        ("Jarl's army", None, 300),
        ("2nd Division", None, 40),
    ]
    assert told("Divisions: 3<br>Battle fleet: 40 killed") == [(None, None, 3), ("Battle fleet", None, 40)]


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("de", "1. Armee: 7.000 Mann, 12 Panzer", "1. Armee"),
        ("fr", "4e corps : 7 000 hommes", "4e corps"),
        ("es", "2.ª División: 7000 hombres", "2.ª División"),
        ("tr", "3. Ordu: 7000", "3. Ordu"),
        ("ja", "第七師団：7000人", "第七師団"),
        ("zh", "第16集團軍：7000人", "第16集團軍"),
    ],
)
def test_a_unit_with_an_ordinal_is_a_party_in_every_language(language: str, text: str, party: str) -> None:
    found = parse_figures(text, language=language, measure="strength")
    assert {figure.party for figure in found} == {party}
    assert found[0].min == 7000


def test_a_name_in_brackets_behind_guns_is_whose_all_the_line_is() -> None:
    def parties(text: str) -> list[str | None]:
        return [f.party for f in parse_figures(text, language="en", measure="strength")]

    assert parties("6,000 men, 20 guns (Torstenson)<br>900 men (Horn)") == ["Torstenson", "Torstenson", "Horn"]
    assert parties("6,000 foot, 900 horse (Smaalanders)") == [None, "Smaalanders"]
    assert parties("6,000 men (Banér), 20 guns (Torstenson)") == ["Banér", "Torstenson"]
    assert parties("1 ship (Kronan)") == [None]


def test_a_label_that_joins_a_people_to_a_common_noun_is_a_party() -> None:
    assert told("Swedish forces: 300 killed, 2 guns<br>Scanian troops: 40<br>Young troops: 12") == [
        ("Swedish forces", None, 300),
        ("Swedish forces", None, 2),
        ("Scanian troops", None, 40),
        (None, None, 12),
    ]
    assert told("Swedish forces: 300 killed<br>Norwegian forces: 400 killed")[1] == (None, None, 400)


def test_lines_deeper_in_a_list_are_those_of_the_label_above() -> None:
    nested = "\n* Scanians: 90\n** 30 killed\n** 60 wounded\n* Jutes: 12\n** 5 killed\n* 7 ships"
    parties = [party for party, _, _ in told(nested)]
    assert parties == ["Scanians"] * 3 + ["Jutes"] * 2 + [None]


def test_a_total_behind_several_parties_is_that_of_all() -> None:
    blocks = "'''Scanians:'''<br>30 killed<br>'''Jutes:'''<br>12 killed<br>'''Total:''' "
    assert told(blocks + "42")[-1] == (None, None, 42)
    assert told(blocks + "20")[-1] == ("Jutes", None, 20)


def test_brackets_that_lead_their_lines_are_labels() -> None:
    assert told("(Scanians) 30 killed<br>(Jutes) 12") == [("Scanians", None, 30), ("Jutes", None, 12)]
    assert told("(according to Snorri) 300<br>(modern estimate) 90") == [
        (None, "according to Snorri", 300),
        (None, "modern estimate", 90),
    ]


def test_a_heading_in_brackets_is_read() -> None:
    text = "(Norse sources):<br>300 killed<br>(modern estimates): 90 killed"
    assert [claim for _, claim, _ in told(text)] == ["Norse sources", "modern estimates"]
