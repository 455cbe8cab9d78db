"""Ordinary markup is read without the parser, and to the same text as with it."""

from __future__ import annotations

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

import battlex
from battlex.infobox import find_infoboxes
from battlex.languages import Language, load
from battlex.languages.recognise import known_templates
from battlex.markup import Flat, beyond_bounds, flatten, roles_of
from battlex.markup.ordinary import read_ordinary
from battlex.markup.walk import Flattener
from battlex.prose.text.passages import read_passages
from tests.samples import ROOT, SAMPLES

PIECES = [
    *"a|b c|1| |\n|[[|]]|{{|}}|=|<br>|<br />|<small>|</small>|<SUP>|</sup >|*|#|:|;|''|&nbsp;|&ndash;|&x;|&".split("|"),
    *"|,<ref>,</ref>,<ref name=a/>,<!--,-->,http://x,File:,[,],{,},news:,//,----,==,<,/>,<nowiki>,{|,|}".split(","),
    *("[[a|b]]", "[[a]]", "{{a|", "{{small|", "{{flag|x}}", "{{plainlist|\n* a\n* b}}", "formatnum:1", "é", "万", '"'),
]


def _flat(nodes: list[object], language: Language) -> Flat:
    flattener = Flattener(roles_of(language))
    flattener.nodes(nodes, 0, 0)
    return flattener.finish()


def _same(wikitext: str, language: Language) -> bool:
    """Whether the value is ordinary; it is then read alike in both ways."""
    nodes = read_ordinary(wikitext)
    if nodes is None or beyond_bounds(wikitext):
        return False
    assert "".join(map(str, nodes)) == wikitext
    parsed = mwparserfromhell.parse(wikitext, skip_style_tags=True).nodes
    assert _flat(nodes, language) == _flat(parsed, language)
    return True


@pytest.mark.parametrize(
    ("wikitext", "text"),
    [
        ("300<ref>a</ref>400", "300  400"),
        ("300<ref name=a/>400", "300  400"),
        ("300<ref>{{cite|a}}</ref>400", "300  400"),
        ("300{{sfn|a|1990}}400", "300  400"),
        ("300{{quux}}400", "300  400"),
        ("1775{{quux}}May", "1775  May"),
        ("300{{sndash}}400", "300 – 400"),
        ("10<wbr>000", "10000"),
        ("10{{zwsp}}000", "10000"),
        ("10<nowiki/>000", "10000"),
        ("{{quux|Lynx|1902|2}}", "Lynx"),
        ("{{quux|infantry|8}}", "infantry 8"),
        ("300<!-- a -->400", "300400"),
        ("5{{quux}}th", "5th"),
    ],
)
def test_what_shows_nothing_parts_numbers(wikitext: str, text: str) -> None:
    language = load("en")
    assert flatten(wikitext, language).text == text
    if "quux" not in wikitext:
        assert next(read_passages(wikitext, language)).text == text


def test_a_number_that_a_template_makes_rough_begins_with_it() -> None:
    wikitext = "in all {{circa|1,400}} men"
    (figure,) = battlex.parse_figures(wikitext, language="en", measure="strength")
    assert figure.span is not None
    assert figure.approx
    assert wikitext[figure.span.start : figure.span.end] == "{{circa|1,400}} men"


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_read_is_what_the_parser_reads(wikitext: str) -> None:
    _same(wikitext, load("en"))


def test_values_of_infoboxes_are_ordinary() -> None:
    seen = ordinary = 0
    for sample in SAMPLES:
        page, language = (ROOT / sample).read_text(encoding="utf-8"), load(sample.split("/")[1])
        for box in find_infoboxes(page, known_templates()):
            for value in box.values:
                seen += 1
                ordinary += _same(page[value.span.start : value.span.end], language)
    assert ordinary > 0.95 * seen


@pytest.mark.parametrize(
    "wikitext",
    ["[[a", "{{a|b}", "{{{1}}}", "[http://x y]", "<small>a", "<nowiki>''</nowiki>", "{|\n|a\n|}", "== a ==", "\n;a:b"],
)
def test_what_is_unusual_is_left_to_the_parser(wikitext: str) -> None:
    assert read_ordinary(wikitext) is None


LINES = """{{Infobox military conflict
|combatant1=A
|combatant2=B
|strength1=300 men{{efn|counted
|casualties1=

* 20 killed

and 40 guns
|casualties2='''Total''': 70
30 wounded"""


@pytest.mark.parametrize(
    "behind",
    [
        "\n\nThe fight ended when 900 men of the reserve came up to the ridge, late on that day.",
        "\n'''The fight''' ended when 900 men of the reserve came up to the ridge, late on that day.",
        "\n\n'''It''' had 900 men.\n==Later==\nAll went home.",
        "\n== Later ==\nThe rest, 900 men, went home.",
        "\n\n{{Campaignbox}}\nThe fight ended when 900 men came up, who had 20 ships with them on the river.\n{|\n|x=900\n|}",
    ],
)
def test_an_unclosed_infobox_ends_before_a_paragraph(behind: str) -> None:
    (battle,) = battlex.extract(LINES + behind, language="en")
    first, second = battle.sides
    assert first.casualties is not None and second.casualties is not None
    assert [figure.min for figure in first.casualties.figures] == [20, 40]
    assert [figure.min for figure in second.casualties.figures] == [70, 30]
    assert {figure.min for figure in battle.prose} - {20} == {900}
    assert all(figure.span is not None and figure.span.start > len(LINES) for figure in battle.prose)
