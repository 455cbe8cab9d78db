"""What is printed: records, JSON, CSV, the picture and the explanation of a battle."""

from __future__ import annotations

import csv as standard_csv
import io
import json as standard_json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text

import battlex
from battlex.errors import BattlexError
from battlex.model import (
    Battle,
    Category,
    Fate,
    Figures,
    Infobox,
    Level,
    Outcome,
    Parameter,
    Problem,
    Result,
    Side,
    Span,
    Summary,
)
from battlex.printed import to_dict
from battlex.render import amounts, csv, explain, json, saved, table
from battlex.render.bars import bar
from battlex.render.layout import Lines, hanging, width_of, wrap, written
from battlex.render.plain import encode, plain, visible
from battlex.render.records import TABLES, to_records
from battlex.summary import summarise
from tests.battles import ALL, EMPTY, HOSTILE, HOSTILE_TEXT, MARATHON, MELEE, QADISIYYAH, XINKOU, C, loss, strength
from tests.samples import ROOT, SAMPLES

ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]")

XINKOU_80 = """\
╭──────────────────────────────────────────────────────────────────────────────╮
│                                   忻口戰鬥                                   │
│                                   太原會戰                                   │
├──────────────────────────────────────────────────────────────────────────────┤
│ Date    1937年10月11日－11月5日  1937-10-11/1937-11-05                       │
│ Place   中國山西省北部  38.8° N 112.7° E                                     │
│ Result  日軍勝利  victory of side 2                                          │
├───────────────────────────────────────┬──────────────────────────────────────┤
│ ■ 中華民國                            │ ★ 日本帝國  winner                   │
├─ Commanders ──────────────────────────┼──────────────────────────────────────┤
│ 阎锡山                                │ 板垣征四郎                           │
│ 卫立煌                                │                                      │
│ 朱德                                  │                                      │
├─ Strength ────────────────────────────┼──────────────────────────────────────┤
│ 28万人                                │ 14万人                               │
│ 280,000 ━━━━━━━━━━━━  ?¹ 人           │ 140,000 ━━━━━━        人             │
├─ Casualties ──────────────────────────┼──────────────────────────────────────┤
│ 10万人                                │ 2万人                                │
│ 100,000 ━━━━╸───────  人 casualties,  │  20,000 ━─────        人 casualties, │
│                       36% lost        │                       14% lost       │
╰───────────────────────────────────────┴──────────────────────────────────────╯
zh · Infobox Military Conflict · xinkou.wikitext

1 value in doubt
?¹ strength-text: side 1 is of another strength in the text (28万人; lead:
   十八萬以上)

In the text
  1    ≥ 180,000  ?¹ personnel  …為國民革命軍十個師以上兵力，人數達十八萬以上。
經過
  2  7,000–8,000  personnel     …又投入第五師團主力七八千人向永興村、安家莊一帶…
  2        ≥ 600  vehicle lost  note: 擊毀敵機24架，汽車和坦克六百多輛
"""


def drawn(battle: Battle, width: int) -> str:
    return written(table.picture(battle, width))


def figures_of(battle: Battle) -> Iterator[Any]:
    for side in battle.sides:
        for value in (side.strength, side.casualties):
            yield from value.figures if value else ()
    yield from battle.other_casualties.figures if battle.other_casualties else ()


# the picture


def test_picture_as_it_was_approved() -> None:
    assert drawn(XINKOU, 80) == XINKOU_80


(LONE,) = battlex.extract("{{Infobox military conflict|combatant1=A|combatant2=B}}", language="en")

DOUBTED = """{{Infobox military conflict
| conflict = Battle of the Ford
| date = 3–5 May 1643
| place = Leipzig, [[Germany]]
| coordinates = {{coord|51.3|N|12.4|W}}
| combatant1 = [[France]]
| combatant2 = [[Spain]]
| strength1 = 4,000
| casualties1 = 312 killed, 1,105 wounded
}}
'''Battle of the Ford''' was fought from 3 to 8 May 1643. The French had 9,000 men.

== Losses ==
The French lost 321 killed and 1,105 wounded.
"""


@pytest.mark.parametrize("width", [24, 80, 160])
def test_doubted_values_are_marked_where_they_stand(width: int) -> None:
    (battle,) = battlex.extract(DOUBTED, language="en")
    text = drawn(battle, width)
    assert all(width_of(line) <= width for line in text.splitlines())
    assert text.count("4 values in doubt") == 1
    for mark in ("?¹", "?²", "?³", "?⁴"):
        assert text.count(mark) >= 2  # beside the value, and beside what speaks against it
    if width >= 80:
        for shown in ("3–5 May 1643 ?¹  1643-05-03", "51.3° N 12.4° W ?²", "?³ personnel", "?⁴ killed", "\n?¹ date: "):
            assert shown in text
        assert text.index("values in doubt") < text.index("In the text")
    for form in saved.FORMS.values():
        assert re.sub("<[^>]*>", "", form([battle], max(width, 80))).count("?¹") == 2


def test_a_battle_without_doubts_has_no_marks() -> None:
    (battle,) = battlex.extract(DOUBTED.replace("12.4|W", "12.4|E").partition("from 3 to 8")[0], language="en")
    assert "in doubt" not in drawn(battle, 80)


@pytest.mark.parametrize("battle", ALL, ids=lambda battle: (battle.name or "empty")[:12])
@pytest.mark.parametrize("width", [24, 40, 61, 80, 100, 121, 160, 400])
def test_picture_fits_and_aligns(battle: Battle, width: int) -> None:
    lines = table.picture(battle, width)
    assert all(width_of(line) <= width for line in lines)
    framed = [line for line in lines if line.plain.startswith(("╭", "│", "├", "╰"))]
    assert len({width_of(line) for line in framed}) == 1
    assert [line.plain[-1] in "╮│┤╯" for line in framed] == [True] * len(framed)


@pytest.mark.parametrize("width", [24, 80, 160])
@pytest.mark.parametrize("battle", [XINKOU, MARATHON, QADISIYYAH, MELEE])
def test_no_number_is_cut(battle: Battle, width: int) -> None:
    text = drawn(battle, width)
    for figure in figures_of(battle):
        for number in re.findall(r"[\d,]+", amounts.amount(figure)):
            assert number in text


def test_sides_are_stacked_where_columns_would_be_too_narrow() -> None:
    assert "┬" not in drawn(MELEE, 80)
    assert drawn(MELEE, 160).count("┬") == 3


def test_more_room_is_used() -> None:
    longest = [max(map(len, re.findall("━+", drawn(XINKOU, width)))) for width in (80, 100, 140)]
    assert longest == sorted(set(longest))


def test_winner_fates_and_bounds_are_seen() -> None:
    text = drawn(MARATHON, 100)
    for shown in ("★ Athens  winner", "■ Persian Empire", "Callimachus †", "Aristides (wounded)", "9,000–10,000",
                  "≥ 1,000", "~11", "unknown", "in all", "-0489-09-12", "38.1181° N 23.9783° E", "and 3 more"):  # fmt: skip
        assert shown in text
    assert text.rstrip().endswith("(no-summary)")


LONG = """{{Infobox military conflict
| conflict = Battle of the Ford
| place = the ford<br>the mill<br>{{coord|51.3|N|12.4|E}}
| result = French victory<br>Spain sues for peace
| combatant1 = [[France]]<br>[[Somewhere-upon-the-Great-and-Northern-Water]]
| combatant2 = [[Kingdom of Somewhere-upon-the-Great-and-Northern-Water]]
| combatant3 = [[Italy]]
| combatant4 = [[Portugal]]
| strength1 = 20,000–25,000 men
| casualties1 = 2,500 killed or wounded
| casualties5 = 300 civilians killed
}}"""


def test_no_word_is_broken_while_there_is_room() -> None:
    (battle,) = battlex.extract(LONG, language="en")
    text = drawn(battle, 160)
    for shown in ("killed+wounded,", "civilians killed "):
        assert shown in text


def test_figures_of_several_parties_stand_under_them() -> None:
    def drawn_with(*parties: str | None) -> list[str]:
        guns = [strength(1000 * n, party=party) for n, party in enumerate(parties, 1)]
        side = replace(XINKOU.sides[0], strength=Figures("", tuple(guns)), summary=Summary(strength_max=9000))
        text = drawn(replace(XINKOU, sides=(side,), prose=()), 80).partition("Strength")[2].partition("Casualties")[0]
        return [" ".join(re.sub("[│━╸╌├]|──+", " ", line).split()) for line in text.splitlines()[1:-1]]

    assert drawn_with("Ming", "Ming", "Yuan") == [
        "Ming",
        "1,000 personnel",
        "2,000 personnel",
        "Yuan",
        "3,000 personnel",
        "≤ 9,000 in all",
    ]
    assert drawn_with("Ming", "Yuan")[:2] == ["1,000 personnel (Ming)", "2,000 personnel (Yuan)"]
    assert drawn_with("Ming", "Ming", None)[:2] == ["1,000 personnel (Ming)", "2,000 personnel (Ming)"]


def test_parties_stand_below_the_one_that_heads_them() -> None:
    text = """{{Infobox military conflict
| combatant1 = [[Kingdom of the Sea]]
* [[Isle of Apples]]
** [[Port of Pears]]
* [[Isle of Plums]]
[[Hill Duchy]]<br>'''Supported by:'''<br>[[Valley League]]
| combatant2 = [[Marsh Counts]]
}}"""
    (battle,) = battlex.extract(text, language="en")
    lines = [line.split("│")[1].rstrip() for line in drawn(battle, 80).splitlines() if line.count("│") == 3]
    assert lines == [
        " ■ Kingdom of the Sea",
        "   • Isle of Apples",
        "     • Port of Pears",
        "   • Isle of Plums",
        "   Hill Duchy",
        "   Supported by",
        "   Valley League (supporter)",
    ]


def test_people_in_all_stand_below_the_people() -> None:
    def counted(casualties: str) -> list[str]:
        text = f"{{{{Infobox military conflict|combatant1=A|combatant2=B|casualties1={casualties}}}}}"
        (battle,) = battlex.extract(text, language="en")
        shown = drawn(battle, 60).partition("Casualties")[2].splitlines()
        return [" ".join(re.sub("[│━╸]", " ", line).split()) for line in shown if "  " in line.strip("│ ")]

    assert counted("30 killed<br>5 guns lost<br>50 wounded<br>2 ships sunk")[-2:] == ["80 in all", "2 ships lost"]
    assert not any("in all" in line for line in counted("None"))


def test_a_figure_of_the_text_is_marked_where_it_stands() -> None:
    sentence = "Of the 62 guns, 6 were old, and 6 were lost with 1.6 million shots."
    figures = [replace(XINKOU.prose[0], sentence=sentence, text=text) for text in ("62", "6", "6", "6 million")]
    lines = table.picture(replace(XINKOU, prose=tuple(figures)), 150)[-4:]
    at = lines[0].plain.index(sentence)
    starts = [[span.start - at for span in line.spans if span.style == "bold" and span.start > at] for line in lines]
    assert starts == [[7], [16], [32], [51]]


def test_a_battle_without_a_name_is_called_by_its_file() -> None:
    for path, name in (("articles/gué.wikitext.gz", "gué"), ("-", "Infobox military conflict")):
        battle = replace(LONE, page=replace(LONE.page, path=path))
        assert drawn(battle, 60).splitlines()[1].strip("│ ") == name


def test_a_date_of_two_lines_is_told_behind_its_end() -> None:
    (battle,) = battlex.extract(
        "{{Infobox military conflict|combatant1=A|combatant2=B|date=3 May 1643 –<br>5 June 1643}}", language="en"
    )
    assert "Date  3 May 1643 – 5 June 1643  1643-05-03/1643-06-05" in drawn(battle, 80)


def test_a_place_s_coordinates_stay_together() -> None:
    text = "{{Infobox military conflict|combatant1=A|combatant2=B|place=Ford{{coord|51.3|N|12.4|W}}}}"
    for width in range(24, 50):
        (battle,) = battlex.extract(text.replace("Ford", "Upper Ford on the Long Water"), language="en")
        assert width < 34 or "51.3° N 12.4° W" in drawn(battle, width)


def test_what_is_read_stands_behind_the_first_line() -> None:
    (battle,) = battlex.extract(LONG, language="en")
    lines = [line.strip("│ ") for line in drawn(battle, 160).splitlines()]
    assert "Result  French victory  victory of side 1" in lines and "Spain sues for peace" in lines
    assert "Place   the ford  51.3° N 12.4° E" in lines


def test_a_winner_whose_name_is_wrapped_is_told_by_the_star_alone() -> None:
    (battle,) = battlex.extract(LONG.replace("French victory", "Victory of Somewhere"), language="en")
    assert "★" in drawn(battle, 160) and "winner" not in drawn(battle, 160)


@given(text=st.text("abc-+ ", min_size=1, max_size=120), width=st.integers(4, 40))
@settings(deadline=None)
def test_a_hanging_indent_puts_no_blank_into_a_word(text: str, width: int) -> None:
    text = " ".join(text.split())
    lines = [line.plain for line in hanging(Text(text), width)]
    assert all(width_of(line) <= width for line in lines)
    assert all(line.startswith("  ") for line in lines[1:])
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(text.split()) > 1 or all(" " not in line.strip() for line in lines)


def test_right_to_left_text_is_closed_within_its_cell() -> None:
    for line in drawn(QADISIYYAH, 80).splitlines():
        for cell in line.split("│") if "│" in line else []:
            letters = [char for char in cell if not char.isspace()]
            if any("\u0590" <= char <= "\u06ff" for char in letters):
                last = max(n for n, char in enumerate(letters) if "\u0590" <= char <= "\u06ff")
                assert "\u200e" in letters[last:]


@pytest.mark.parametrize("width", [40, 80, 160])
@pytest.mark.parametrize("draw", [table.picture, explain.explanation])
def test_text_of_an_article_never_acts(draw: Any, width: int) -> None:
    lines: Lines = draw(HOSTILE, width)
    assert not ACTING.search(written(lines))
    styled = re.sub(r"\x1b\[[\d;]*m", "", written(lines, color=True, styled=True))
    assert not ACTING.search(styled)
    assert "[bold red]x[/]" in re.sub(r"[\s│]+", " ", styled)


def test_colour_and_style_are_two_things() -> None:
    lines = table.picture(MARATHON, 80)
    plain_text = written(lines)
    styled = written(table.picture(MARATHON, 80), styled=True)
    coloured = written(table.picture(MARATHON, 80), color=True, styled=True)
    assert "\x1b" not in plain_text
    assert re.search(r"\x1b\[1m", styled) and not re.search(r"\x1b\[(?:\d;)*3[0-7]", styled)
    assert re.search(r"\x1b\[(?:\d;)*3[0-7]m", coloured)
    strip = re.compile(r"\x1b\[[\d;]*m")
    assert strip.sub("", coloured) == strip.sub("", styled)


@given(text=st.text(max_size=200), width=st.integers(24, 120))
@settings(max_examples=60, deadline=None)
def test_any_text_fits(text: str, width: int) -> None:
    side = XINKOU.sides[0]
    assert side.strength
    value = replace(side.strength, text=text, figures=(strength(5, noun=text, party=text, text=text),))
    battle = replace(
        XINKOU,
        name=text,
        sides=(replace(side, strength=value), XINKOU.sides[1]),
        prose=tuple(replace(figure, sentence=text + figure.text + text, section=text) for figure in XINKOU.prose),
        problems=(Problem("unread-text", text, text),),
    )
    lines = table.picture(battle, width)
    assert all(width_of(line) <= width for line in lines)
    assert not ACTING.search(written(lines))


@given(
    low=st.integers(0, 10**9), more=st.integers(0, 10**9), scale=st.integers(1, 10**9), width=st.integers(1, 60),
    whole=st.none() | st.integers(0, 10**9), rough=st.booleans(), kind=st.sampled_from(["range", "least", "most"]),
)  # fmt: skip
def test_a_bar_fits(low: int, more: int, scale: int, width: int, whole: int | None, rough: bool, kind: str) -> None:
    ends = {"range": (low, low + more), "least": (low, None), "most": (None, low)}[kind]
    found = bar(*ends, scale=scale, width=width, rough=rough, whole=whole)
    assert len(str(found)) <= width + 1
    assert bool(found.sure) == (kind != "most" and low > 0)


def test_bars_tell_exact_rough_range_and_open_ends() -> None:
    def text(*ends: int | None, **more: Any) -> str:
        return str(bar(*ends, scale=100, width=10, **more))

    assert text(100, 100) == "━" * 10
    assert text(25, 25) == "━━╸"
    assert text(1, 1) == "╸"
    assert text(0, 0) == ""
    assert text(50, 100) == "━━━━━╌╌╌╌╌"
    assert text(50, None) == "━━━━━▸"
    assert text(None, 50) == "╌╌╌╌╌"
    assert text(50, 50, rough=True) == "╍╍╍╍╍"
    assert text(20, 20, whole=100) == "━━────────"


# amounts


@pytest.mark.parametrize(
    ("figure", "amount", "meaning"),
    [
        (strength(280000), "280,000", "personnel"),
        (strength(3000, 4000), "3,000–4,000", "personnel"),
        (strength(1200, approx=True), "~1,200", "personnel"),
        (strength(180000, None), "≥ 180,000", "personnel"),
        (loss(None, high=100), "≤ 100", "personnel casualties"),
        (loss(300, Fate.KILLED, Fate.WOUNDED), "300", "personnel killed+wounded"),
        (loss(None, level=Level.HEAVY), "heavy", "personnel"),
        (loss(5, Fate.LOST, category=Category.TANK), "5", "tank lost"),
    ],
)
def test_amounts(figure: Any, amount: str, meaning: str) -> None:
    assert amounts.amount(figure) == amount
    assert amounts.meaning(figure) == meaning


@pytest.mark.parametrize(
    ("strengths", "losses", "share"),
    [
        ((100, 100), (36, 36), "36%"),
        ((100, 200), (20, 40), "10–40%"),
        ((100, None), (20, 20), "≤ 20%"),
        ((100, 100), (20, None), "≥ 20%"),
        ((10000, 10000), (4, 4), "0.04%"),
        ((0, 0), (4, 4), ""),
        ((None, None), (4, 4), ""),
        ((100, 100), (0, 0), "0%"),
        ((100, 100), (120, 120), ""),
        ((100, 100), (60, 120), "≥ 60%"),
    ],
)
def test_shares(strengths: tuple[int, int], losses: tuple[int, int], share: str) -> None:
    assert amounts.share(Summary(*strengths, casualties_min=losses[0], casualties_max=losses[1])) == share


@pytest.mark.parametrize(
    ("there", "lost", "told"),
    [
        ({}, {}, True),
        ({"party": "19 November", "rule": "dated"}, {}, False),
        ({}, {"party": "19 November", "rule": "dated"}, False),
        ({"party": "Saxons"}, {}, False),
        ({"party": "Saxons"}, {"party": "Saxons"}, True),
    ],
)
def test_losses_are_a_share_of_the_same_people_only(there: Any, lost: Any, told: bool) -> None:
    figures = strength(1000, **there), loss(360, **lost)
    side = Side(1, strength=Figures("", figures[:1]), casualties=Figures("", figures[1:]))
    side = replace(side, summary=summarise(side.strength, side.casualties)[0])
    shown = "\n".join(line.plain for line in table.picture(replace(EMPTY, sides=(side,)), 80))
    assert ("36%" in shown) is told


@pytest.mark.parametrize(("winner", "told"), [(1, False), (2, True), (None, True)])
def test_where_the_winner_lost_nearly_all_strengths_are_of_a_moment(winner: int | None, told: bool) -> None:
    def side(number: int, lost: int) -> Side:
        there, losses = Figures("", (strength(1000),)), Figures("", (loss(lost),))
        return Side(number, strength=there, casualties=losses, summary=summarise(there, losses)[0])

    result = Result("", Outcome.VICTORY, (winner,)) if winner else None
    battle = replace(EMPTY, sides=(side(1, 960), side(2, 360)), result=result)
    assert ("36% lost" in drawn(battle, 100), "96% lost" in drawn(battle, 100)) == (told, told)


def test_bars_of_another_scale_stand_apart() -> None:
    figures = (strength(900), strength(20, category=Category.GUN))
    sides = tuple(Side(number, strength=Figures("", figures)) for number in (1, 2))
    shown = [line.plain for line in table.picture(replace(EMPTY, sides=sides), 80)]
    at = next(number for number, line in enumerate(shown) if " 900 ━" in line)
    assert not shown[at + 1].strip("│ ") and " 20 ━" in shown[at + 2]


def test_long_words_break_at_their_joints() -> None:
    assert [line.plain for line in wrap(Text("7 killed+wounded+missing, 3%"), 16)] == [
        "7",
        "killed+wounded+",
        "missing, 3%",
    ]


# plain text


@given(st.text())
def test_plain_text_does_not_act(text: str) -> None:
    assert not ACTING.search(plain(text))
    assert "\n" not in plain(text)
    assert plain(plain(text)) == plain(text)
    assert len(visible(text)) == len(text)
    encode(text).decode()


@given(st.text(), st.integers(2, 40))
@settings(deadline=None)
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    from battlex.render.layout import said

    lines = wrap(said(text), width)
    assert "".join("".join(line.plain.split()) for line in lines) == "".join(said(text).plain.split())


# explanation


def test_explanation_marks_figures_and_what_was_not_read() -> None:
    source = "{{B\n|strength1 = 28万人<br>foo bar\n}}"
    value = "28万人<br>foo bar"
    start = source.index(value)
    parameter = Parameter("strength1", "strength", 1, "28万人\nfoo bar", value, Span(start, start + len(value)))
    figure = strength(
        280000, noun="人", text="28万人", span=Span(start, start + 4), parameter="strength1", rule="count"
    )
    unread = Span(start + 8, start + 15)
    side = XINKOU.sides[0]
    assert side.strength
    battle = replace(
        XINKOU,
        page=replace(XINKOU.page, wikitext=source),
        infobox=Infobox("B", Span(0, len(source)), {"strength1": parameter}),
        sides=(replace(side, strength=replace(side.strength, figures=(figure,))),),
        prose=(),
        problems=(Problem("unread-text", "nothing was read here", "strength1", unread),),
    )
    text = written(explain.explanation(battle, 80))
    assert "strength1 → strength of side 1" in text
    assert "    28万人<br>foo bar\n    1━━━━━    ~~~~~~~\n" in text
    assert f"1 280000 personnel  (人)  rule count  {start}–{start + 4}" in text
    assert "! nothing was read here (unread-text)" in text


def test_explanation_tells_a_name_s_link_flag_and_heading_apart() -> None:
    parties = "[[First League|League]]<br>* {{flag|Venice}}<br>* {{flagicon|Papal States}} [[Ferrara]]"
    (battle,) = battlex.extract(f"{{{{Infobox military conflict|combatant1={parties}}}}}", language="en")
    lines = written(explain.explanation(battle, 80)).splitlines()
    assert [line.strip() for line in lines if line.startswith("  = ")] == [
        "= League [[First League]]",
        "= Venice under League",
        "= Ferrara flag Papal States under League",
    ]


@pytest.mark.parametrize("battle", ALL)
@pytest.mark.parametrize("width", [24, 80])
def test_explanation_fits(battle: Battle, width: int) -> None:
    assert all(width_of(line) <= width for line in explain.explanation(battle, width))


# JSON


def test_json_array_is_written_as_it_comes() -> None:
    def values() -> Iterator[Any]:
        yield {"a": 1}
        raise AssertionError("read ahead")

    chunks = json.array(values())
    assert next(chunks) == '[\n  {"a": 1}'


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_valid(count: int) -> None:
    values = [to_dict(battle) for battle in ALL[:count]]
    assert standard_json.loads("".join(json.array(values))) == values
    assert [standard_json.loads(line) for line in "".join(json.lines(values)).splitlines()] == values


def test_what_fits_stands_on_one_line_of_json() -> None:
    text = json.layout({"span": [1, 2], "links": [{"text": "a", "target": "b"}] * 3, "long": ["é" * 60] * 2})
    assert text.splitlines()[1:3] == [
        '  "span": [1, 2],',
        '  "links": [' + ", ".join(['{"text": "a", "target": "b"}'] * 3) + "],",
    ]
    assert f'  "long": [\n    "{"é" * 60}",\n' in text


def test_json_is_utf8_even_with_lone_surrogates() -> None:
    text = encode("".join(json.array([to_dict(HOSTILE)]))).decode()
    assert "\ufffd" in standard_json.loads(text)[0]["name"]


# records and CSV


def test_columns_are_named_once_and_described() -> None:
    for found in TABLES.values():
        names = [column.name for column in found.columns]
        assert len(set(names)) == len(names)
        assert names[:7] == ["battle", "title", "page_id", "revision_id", "timestamp", "wiki", "url"]
        assert all(column.description.endswith(".") for column in found.columns)
        assert all(re.fullmatch("[a-z_]+", name) for name in names)


def test_records() -> None:
    sides = to_records([XINKOU, MARATHON])
    assert [(row["battle"], row["title"], row["side"], row["winner"]) for row in sides] == [
        (1, "忻口戰鬥", 1, False),
        (1, "忻口戰鬥", 2, True),
        (2, "Battle of Marathon", 1, True),
        (2, "Battle of Marathon", 2, False),
    ]
    assert sides[0]["commanders"] == "阎锡山; 卫立煌; 朱德"
    assert sides[2]["strength_text"] == "9,000–10,000 Athenians / 1,000 Plataeans"
    assert sides[2]["strength"] == "9000..10000 personnel; 1000 personnel"
    (battle,) = to_records([MARATHON], table="battles")
    assert (battle["date_start"], battle["lat"], battle["winner"]) == ("-0489-09-12", 38.1181, "1")
    assert (battle["winner_names"], battle["figures"], battle["problem_codes"]) == ("Athens; Plataea", 10, "no-summary")
    people = to_records([QADISIYYAH], table="people")
    assert [row["fates"] for row in people] == [None, None, "killed", "killed"]
    figures = to_records([XINKOU, MELEE], table="figures")
    assert [row["source"] for row in figures[:7]] == ["infobox"] * 4 + ["prose"] * 3
    assert figures[-1]["side"] is None and figures[-1]["measure"] == C
    assert (figures[0]["span_start"], figures[0]["notation"]) == (39, "280000 personnel")


def test_winner_is_empty_where_nobody_tells() -> None:
    assert {row["winner"] for row in to_records([MELEE])} == {False}  # inconclusive: nobody won
    assert {row["winner"] for row in to_records([HOSTILE])} == {None}


def test_unknown_table_suggests() -> None:
    with pytest.raises(BattlexError, match="no table 'side'; did you mean 'sides'"):
        to_records([], table="side")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("delimiter", [csv.COMMA, csv.TAB])
def test_csv_and_records_hold_the_same(name: str, delimiter: str) -> None:
    text = encode("".join(csv.stream(ALL, TABLES[name], delimiter, raw=True))).decode()
    rows = list(standard_csv.DictReader(io.StringIO(text), delimiter=delimiter))
    records = to_records(ALL, table=name)
    assert rows == [{key: csv.cell(value) for key, value in record.items()} for record in records]
    assert len(text.splitlines()) == len(records) + 1  # a row is a line


def test_csv_and_json_hold_the_same_numbers() -> None:
    in_json = [(f.min, f.max, str(f.category)) for battle in ALL for f in (*figures_of(battle), *battle.prose)]
    in_rows = [(row["min"], row["max"], row["category"]) for row in to_records(ALL, table="figures")]
    assert in_rows == in_json


@pytest.mark.parametrize(
    ("text", "written_as"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("-5", "-5"),
        ("+12.5", "+12.5"),
        ("-0489", "-0489"),
        ("-", "-"),
        ("5-6", "5-6"),
        ("'x", "'x"),
        ("", ""),
    ],
)
def test_cells_do_not_act(text: str, written_as: str) -> None:
    assert csv.harmless(text) == written_as


def test_dates_and_notation_are_never_spoilt() -> None:
    row = next(standard_csv.DictReader(io.StringIO("".join(csv.stream([MARATHON], TABLES["battles"])))))
    assert (row["date_start"], row["date_edtf"]) == ("-0489-09-12", "-0489-09-12")
    hostile = replace(MARATHON, name="=1+1", page=replace(MARATHON.page, title="=1+1"))
    text = "".join(csv.stream([hostile], TABLES["battles"]))
    assert "'=1+1" in text and "'=1+1" not in "".join(csv.stream([hostile], TABLES["battles"], raw=True))


@given(st.text())
def test_any_cell_is_harmless(text: str) -> None:
    assert not re.match(r"\s*[=@＝＠]", csv.harmless(text))


@pytest.mark.parametrize(
    ("value", "written_as"),
    [(None, ""), (True, "true"), (1e-05, "0.00001"), (38.8, "38.8"), (0, "0"), (-12.0, "-12.0")],
)
def test_values_in_cells(value: Any, written_as: str) -> None:
    assert csv.cell(value) == written_as


def test_an_empty_battle_has_no_sides() -> None:
    assert to_records([EMPTY]) == []
    assert len(to_records([EMPTY], table="battles")) == 1
    assert HOSTILE_TEXT in HOSTILE.name  # type: ignore[operator]
    assert Side(1).summary == Summary()


# saved pictures

HOSTILE_MARKUP = (
    "<script>document.title='acted'</script><img src=x onerror=\"document.title='acted'\">"
    "</svg></pre></text><svg onload=\"document.title='acted'\"/>"
    "<a href='javascript:document.title=1'>x</a> &lt;b&gt; &bogus; ]]> --> <!ENTITY x SYSTEM 'file:///etc/passwd'> "
    '\ufffe\uffff\x00\x1b[31m\ud800 style="background:url(https://example.org/x)"'
)
ARMED = replace(
    MARATHON,
    name=HOSTILE_MARKUP,
    page=replace(MARATHON.page, title=HOSTILE_MARKUP),
    sides=tuple(
        replace(
            side,
            belligerents=tuple(replace(item, name=HOSTILE_MARKUP) for item in side.belligerents),
            strength=side.strength and replace(side.strength, text=HOSTILE_MARKUP),
        )
        for side in MARATHON.sides
    ),
    problems=(Problem("unread-text", HOSTILE_MARKUP, HOSTILE_MARKUP),),
)
SVG = "{http://www.w3.org/2000/svg}"


class _Tags(HTMLParser):
    """The elements of a page, with their attributes, and the text that is as it was typed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        if any(tag == "pre" for tag, _ in self.tags):
            self.text += data


def _without_blanks(text: str) -> str:
    return re.sub("[\ufffe\uffff]", "\ufffd", re.sub(r"[\s\u200e]", "", text))


@pytest.mark.parametrize("width", [24, 80, 160])
@pytest.mark.parametrize("battle", [*ALL, ARMED], ids=lambda battle: (battle.name or "empty")[:12])
def test_svg_is_the_same_picture(battle: Battle, width: int) -> None:
    root = ElementTree.fromstring(encode(saved.svg([battle], width)))
    assert {element.tag for element in root.iter()} <= {SVG + name for name in ("svg", "rect", "g", "text")}
    lines = ["".join(text.text or "" for text in row) for row in root.iter(f"{SVG}g")]
    drawn_lines = [line for line in map(_without_blanks, drawn(battle, width).splitlines()) if line]
    # Right-to-left text that changes its style within stands in another order.
    assert [sorted(_without_blanks(line)) for line in lines] == [sorted(line) for line in drawn_lines]
    wide = float(root.attrib["viewBox"].split()[2])
    for text in root.iter(f"{SVG}text"):
        assert float(text.attrib["x"]) + float(text.attrib["textLength"]) <= wide
        assert set(text.attrib) <= {"x", "textLength", "lengthAdjust", "fill", "font-weight", "font-style", "opacity"}


@pytest.mark.parametrize("battle", [*ALL, ARMED], ids=lambda battle: (battle.name or "empty")[:12])
def test_html_is_the_same_picture(battle: Battle) -> None:
    page = _Tags(encode(saved.html([battle], 80)).decode())
    assert {tag for tag, _ in page.tags} == {"html", "head", "meta", "title", "body", "pre", "span"}
    for tag, attributes in page.tags:
        assert tag == "meta" or {name for name, _ in attributes} <= {"style", "lang", "dir"}
        assert not any("url" in (value or "") for _, value in attributes)
    assert sorted(_without_blanks(drawn(battle, 80))) == sorted(_without_blanks(page.text))


@pytest.mark.parametrize("form", saved.FORMS)
def test_several_battles_stand_one_below_the_other(form: str) -> None:
    text = saved.FORMS[form]([MARATHON, MELEE], 80)
    assert text.index("Callimachus") < text.index("Maximilian")
    assert saved.FORMS[form]([], 80)


def test_right_to_left_sentences_read_from_the_right() -> None:
    line = Text.assemble("  2  ", ("אבג ", "dim"), ("12 דהו", "bold"), (" זחט.", "dim"))
    shown = saved.runs(line)
    assert [run.text.strip() for run in shown if run.text.strip()] == ["2", "זחט", "דהו", "12", "אבג", "."]
    assert [run.start for run in shown] == sorted(run.start for run in shown)
    assert sum(run.cells for run in shown) == width_of(line)


def test_a_notebook_shows_the_picture() -> None:
    page = _Tags(MARATHON._repr_html_())
    assert {tag for tag, _ in page.tags} == {"pre", "span"}
    assert "Callimachus †" in page.text


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
@pytest.mark.parametrize("form", saved.FORMS)
def test_nothing_acts_in_a_browser(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{form}"
    path.write_bytes(encode(saved.FORMS[form]([ARMED, HOSTILE], 80)))
    found = _dom(path, tmp_path)
    assert "Callimachus" in found
    assert not re.search(r"<(?:script|img|a|iframe|parsererror)\b|<title>acted", found)
    # The same browser does run what is let in: the test can fail.
    path.write_text("<!DOCTYPE html><title>x</title><script>document.title='acted'</script>", encoding="utf-8")
    assert "<title>acted" in _dom(path.rename(path.with_suffix(".html")), tmp_path)


def _dom(path: Path, profile: Path) -> str:
    """A page as it stands in the browser when its scripts have run."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile / 'browser'}", "--dump-dom")
    call = [str(CHROMIUM), *options, path.as_uri()]
    return subprocess.run(call, capture_output=True, timeout=60, check=True).stdout.decode("utf-8", "replace")


# real articles


@pytest.mark.parametrize("sample", SAMPLES)
def test_pictures_of_samples_fit(sample: str) -> None:
    for page in battlex.pages(ROOT / sample):
        for battle in battlex.extract(page):
            for width in (80, 100, 160):
                _fits(battle, width)


def _wild(shared: Path, step: int) -> Iterator[Battle]:
    articles = shared / "eval" / "wild" / "articles.jsonl"
    if not articles.is_file():
        pytest.skip(f"no {articles}")
    with articles.open(encoding="utf-8") as lines:
        for line in islice(lines, 0, None, step):
            article = standard_json.loads(line)
            yield from battlex.extract(article["wikitext"], language=article["lang"])


def test_pictures_of_some_real_articles_fit(shared: Path) -> None:
    for battle in _wild(shared, 30):
        _fits(battle, 80)


@pytest.mark.slow
def test_pictures_of_all_real_articles_fit(shared: Path) -> None:
    for battle in _wild(shared, 1):
        for width in (80, 100, 160):
            _fits(battle, width)
        ElementTree.fromstring(encode(saved.svg([battle], 80)))


def _fits(battle: Battle, width: int) -> None:
    lines = table.picture(battle, width)
    assert all(width_of(line) <= width for line in lines)
    text = written(lines)
    for figure in figures_of(battle):
        for number in re.findall(r"[\d,]+", amounts.amount(figure)):
            assert number in text
