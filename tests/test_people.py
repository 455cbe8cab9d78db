"""Commanders, belligerents and units: the case files, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlex.languages import load
from battlex.markup import flatten
from battlex.model import Belligerent, Person
from battlex.values.names.belligerents import read_belligerents, read_units, side_names
from battlex.values.names.people import read_commanders
from tests.casefiles import Case, parameters

PIECES = st.sampled_from(
    [
        "[[A b|C d]]",
        "[[",
        "]]",
        "{{flag|France}}",
        "{{flagicon|UK}}",
        "{{KIA}}",
        "(",
        ")",
        "'''",
        "<br>",
        "\n* ",
        "\n",
        ",",
        ":",
        ";",
        " and ",
        " General ",
        "Sir ",
        "†",
        "{{",
        "}}",
        "|",
        "<small>",
        "</small>",
        "Supported by",
        "将军",
        "القائد",
        "ё",
        "İ",
        "\u200f",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
LANGUAGES = st.sampled_from(["en", "zh", "ru", "ar", "de", "ko"])


def written(person: Person) -> str:
    """A person in the notation of the case files."""
    fates = f" [{'+'.join(person.fates)}]" if person.fates else ""
    return person.name + fates + (f" {{{person.group}}}" if person.group else "")


@pytest.mark.parametrize("case", parameters("people"))
def test_case(case: Case) -> None:
    language = load(case.language)
    found = read_commanders(flatten(case.text, language), language)
    assert "; ".join(map(written, found)) == case.expected


def people(text: str) -> tuple[Person, ...]:
    language = load("en")
    return read_commanders(flatten(text, language), language)


def test_everything_that_a_line_tells_of_a_person() -> None:
    assert people("{{flagicon|France}} Gen. [[Jean Roux (general)|Jean Roux]]{{WIA}}") == (
        Person("Jean Roux", "Jean Roux (general)", "France", ("wounded",), None, "Gen"),
    )


def test_a_flag_file_is_named_as_it_is_written() -> None:
    assert people("[[File:Flag_of_Ruritania.svg|22px]] [[Ada]]")[0].flag == "Flag_of_Ruritania.svg"


def test_a_flag_on_its_own_line_belongs_to_the_next_name() -> None:
    assert [p.flag for p in people("{{flagicon|Chile}}<br>[[Ada]]<br>[[Bo]]")] == ["Chile", None]


def test_titles_stay_and_ranks_go() -> None:
    assert [(p.name, p.rank) for p in people("Sheikh Omar Said<br>Captain Lee<br>Andrew, Lord Gray")] == [
        ("Sheikh Omar Said", None),
        ("Lee", "Captain"),
        ("Andrew, Lord Gray", None),
    ]


def belligerents(text: str, code: str = "en") -> tuple[Belligerent, ...]:
    language = load(code)
    return read_belligerents(flatten(text, language), language)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("'''Rebels''':\n* [[Ada]]\n----\n{{flag|Chile}}", ["Rebels", None]),
        ("'''Rebels''':<br>[[Ada]]<hr>{{flag|Chile}}", ["Rebels", None]),
        ("[[Ada]]<br>''Medical help''<br>{{flag|Chile}}", [None, "Medical help"]),
        (
            "{{flag|Peru}}{{collapsible list|title=Supported by:|{{flag|Cuba}}}}{{flag|Chile}}",
            [None, "Supported by", None],
        ),
    ],
)
def test_a_heading_ends_at_a_rule_or_with_its_list(text: str, groups: list[str | None]) -> None:
    assert [b.group for b in belligerents(text)] == groups


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{flag|Chile}}<br>{{flagu|Peru|1825}}", ["Chile", "Peru"]),
        ("{{flag|Chile|name=Republic of Chile}}", ["Republic of Chile"]),
        ("{{flagicon|Chile}} [[Republic of Chile|Chile]] (until 1820)", ["Chile"]),
        ("[[Zealots]] of [[Gath]] and [[Ekron]]", ["Zealots of Gath", "Ekron"]),
        ("[[Poles|Polish]] and [[Czechs|Czech]] volunteers", ["Polish and Czech volunteers"]),
        ("{{flag|Texas}} [[Militia|militia]]", ["Texas militia"]),
        ("[[Druze]]s", ["Druzes"]),
        ("{{flagdeco|USA|1863}} [[United States]] ([[Union (American Civil War)|Union]])", ["United States (Union)"]),
        ("[[File:Flag of Chile.svg|30px]]<br>[[Chile]]", ["Chile"]),
        ("Flag of Chile.svg<br>{{flagcountry|CSA|1863}}", ["Confederate States"]),
        ("Unknown", []),
        ("[[Confederate States of America|Confederacy]]<br>[[Cherokee]] allies", ["Confederacy", "Cherokee allies"]),
        ("[[Triple Entente|Allies]]<br>{{flag|Chile}}<br>{{flag|Peru}}", ["Chile", "Peru"]),
        ("« The Lions »<br>[[Chile]]", ["The Lions", "Chile"]),
        ("[[League of Hall]]:<br>{{flagicon|Norway}} [[Norway]]<br>[[Ladoga]]", ["Norway", "Ladoga"]),
    ],
)
def test_names_of_belligerents(text: str, names: list[str]) -> None:
    assert [b.name for b in belligerents(text)] == names


def test_members_stand_under_what_heads_them() -> None:
    found = belligerents("{{flag|British Empire}}\n* {{flag|Australia}}\n* {{flag|Canada}}\n[[Arabs]]")
    assert [(b.name, b.group) for b in found] == [
        ("British Empire", None),
        ("Australia", "British Empire"),
        ("Canada", "British Empire"),
        ("Arabs", None),
    ]


def test_supporters_are_told_apart() -> None:
    found = belligerents("[[Ruritania]]<br>'''Supported by:'''<br>{{flag|France}}<br>{{flag|Spain}}")
    assert [(b.name, b.role) for b in found] == [("Ruritania", None), ("France", "supporter"), ("Spain", "supporter")]


def test_supporters_in_other_editions() -> None:
    assert [b.role for b in belligerents("{{drapeau2|Chili}}<br>''Soutenu par :''<br>{{drapeau2|France}}", "fr")] == [
        None,
        "supporter",
    ]
    assert [b.role for b in belligerents("{{flag|中國}}<br>'''支援：'''<br>{{flag|蘇聯}}", "zh")] == [None, "supporter"]
    assert [b.role for b in belligerents("[[Чили]]<br>'''При поддержке:'''<br>{{флаг|Перу}} [[Перу]]", "ru")] == [
        None,
        "supporter",
    ]


def test_units_keep_their_flag_and_heading() -> None:
    language = load("en")
    found = read_units(flatten("'''Army:'''<br>{{flagicon|UK}} [[1st Foot]]<br>2nd Foot", language), language)
    assert [(u.name, u.link, u.flag, u.group) for u in found] == [
        ("1st Foot", "1st Foot", "UK", "Army"),
        ("2nd Foot", None, None, "Army"),
    ]


def test_all_that_a_side_is_called() -> None:
    language = load("en")
    names = side_names(
        flatten("[[File:Flag of Chile.svg|22px]] [[Chile (state)|Chileans]] (patriots)", language), language
    )
    assert set(names) >= {"Chileans", "Chile", "Flag of Chile", "patriots"}


@given(TEXTS, LANGUAGES)
def test_no_text_is_too_broken(text: str, code: str) -> None:
    language = load(code)
    flat = flatten(text, language)
    for entry in (*read_commanders(flat, language), *read_belligerents(flat, language), *read_units(flat, language)):
        assert any(c.isalnum() for c in entry.name)
    side_names(flat, language)
