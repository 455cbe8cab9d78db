"""Any text may come in: nothing raises, nothing takes more than linear time, every span holds what was read."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

import battlex
from battlex.assemble import MOST_PARAMETERS
from battlex.markup import LONGEST, MOST_OPEN
from battlex.values import phrases
from battlex.values.names.entries import MAX_LINES
from tests.hostile import FAMILIES, PARAMETERS, PLACES, filled, page
from tests.patterns import patterns, possessive_groups, texts
from tests.samples import ROOT

LANGUAGES = ("en", "zh", "ja", "ko", "de", "ar", "ru", "fr", "fi", "tr")
SOME = (
    "templates and references by turns",
    "links that never close",
    "tags without an end",
    "tables in one line",
    "templates within templates",
    "brackets within brackets",
    "scales",
    "number words",
    "dates",
    "flags",
    "letters",
    "infoboxes in one line",
)
"""Families whose steps are counted in every run; ``slow`` counts those of all."""

MOST_GROWTH = 5.0
"""Four times the text may take so many times the steps: 4, and a little for caches and bounds; squares would take 16."""


def spans(value: Any, path: str = "") -> list[list[int]]:
    """All spans in what JSON prints, without those of prose in notes of templates."""
    if isinstance(value, dict):
        own = [value["span"]] if isinstance(value.get("span"), list) else []
        return own + [span for inner in value.values() for span in spans(inner)]
    if isinstance(value, list):
        return [span for inner in value for span in spans(inner)]
    return []


def check(wikitext: str, language: str) -> list[battlex.Battle]:
    """Extract; what comes out must be JSON, and its spans must lie in the text."""
    battles = battlex.extract(wikitext, language=language)
    for battle in battles:
        shown = battlex.to_dict(battle)
        json.dumps(shown)
        for start, end in spans(shown):
            assert 0 <= start <= end <= len(wikitext)
        for parameter in shown["infobox"]["parameters"].values():
            start, end = parameter["span"]
            assert wikitext[start:end] == parameter["wikitext"]
    for table in ("battles", "sides", "figures", "people"):
        battlex.to_records(battles, table=table)
    return battles


@pytest.mark.parametrize("family", FAMILIES)
def test_no_family_raises(family: str) -> None:
    language = LANGUAGES[list(FAMILIES).index(family) % len(LANGUAGES)]
    check(page("everywhere", filled(FAMILIES[family], 1500)), language)
    for place in ("names", "before the infobox", "behind the infobox"):
        check(page(place, filled(FAMILIES[family], 300)), "en")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("family", FAMILIES)
def test_no_family_raises_anywhere(family: str, language: str) -> None:
    for place in PLACES:
        check(page(place, filled(FAMILIES[family], 3000)), language)


def steps(wikitext: str) -> int:
    """How many lines of the package run, each turn of a loop or comprehension counted: the same on every machine."""
    count = 0

    def local(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return local

    def enter(frame: FrameType, event: str, argument: object) -> Any:
        return local if "battlex" in frame.f_code.co_filename else None

    # What is kept of one size would not be counted for it, and for the other one would.
    phrases._kept.cache_clear()
    traced = sys.gettrace()
    sys.settrace(enter)
    try:
        battlex.extract(wikitext, language="en")
    finally:
        sys.settrace(traced)
    return count


def growth(family: str, place: str, size: int) -> float:
    """How many times the steps four times the text takes."""
    if not str(phrases.__file__).endswith(".py"):
        pytest.skip("what is compiled to machine code tells none of its steps")
    battlex.extract(page(place, filled(FAMILIES[family], size)), language="en")
    return steps(page(place, filled(FAMILIES[family], 4 * size))) / steps(page(place, filled(FAMILIES[family], size)))


@pytest.mark.parametrize("family", SOME)
def test_steps_grow_with_the_size(family: str) -> None:
    assert growth(family, "everywhere", 2200) < MOST_GROWTH
    assert growth(family, "behind the infobox", 1000) < MOST_GROWTH


@pytest.mark.parametrize("family", ["scales", "words joined by and"])
def test_steps_grow_with_the_size_of_one_value(family: str) -> None:
    # Thousands of counts in one value: none may ask all others.
    assert growth(family, "strength1", 1500) < MOST_GROWTH


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("family", FAMILIES)
def test_steps_grow_with_the_size_everywhere(family: str, place: str) -> None:
    # What is squared within a bound grows less beyond it.
    assert any(growth(family, place, size) < MOST_GROWTH for size in (1000, 7000))


# bounds


def test_a_long_value_is_read_to_a_bound() -> None:
    text = filled("3,000 men\n", LONGEST) + filled("5 tanks\n", 1000)
    (battle,) = battlex.extract(page("strength1", text), language="en")
    (problem,) = (problem for problem in battle.problems if problem.code == "too-long")
    assert problem.parameter == "strength1"
    assert problem.span is not None and problem.span.end - problem.span.start == 1000 - 1
    strength = battle.sides[0].strength
    assert strength is not None and {figure.category for figure in strength.figures} == {"personnel"}
    assert battle.infobox.parameters["strength1"].wikitext == text.strip()


def test_a_long_list_is_read_to_a_bound() -> None:
    (battle,) = battlex.extract(page("combatant1", "Reds\n" * (2 * MAX_LINES)), language="en")
    assert [(p.code, p.parameter) for p in battle.problems if p.code == "too-long"] == [("too-long", "combatant1")]
    assert len(battle.sides[0].belligerents) == MAX_LINES


def test_many_parameters_are_read_to_a_bound() -> None:
    names = "\n".join(f"| a{number} = b" for number in range(2 * MOST_PARAMETERS))
    (battle,) = battlex.extract(f"{{{{Infobox military conflict\n{names}\n}}}}", language="en")
    assert [p.code for p in battle.problems if p.code == "too-long"] == ["too-long"]
    assert len(battle.infobox.parameters) == MOST_PARAMETERS


@pytest.mark.parametrize("opening", ["{{a|", "[[a|", "<b>", "<ref>"])
def test_broken_markup_is_read_by_its_text(opening: str) -> None:
    text = opening * (MOST_OPEN + 1) + " 300 men"
    closing = {"{{a|": "}}", "[[a|": "]]"}.get(opening, "")
    (battle,) = battlex.extract(page("strength1", text + closing * (MOST_OPEN + 1)), language="en")
    assert [p.parameter for p in battle.problems if p.code == "broken-markup"] == ["strength1"]
    strength = battle.sides[0].strength
    assert strength is not None and [str(figure) for figure in strength.figures] == ["300 personnel"]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5000,
        "1" + ",000" * 150,
        "5 " + "million " * 60,
        "several " + "thousand " * 200,
        "dozens of " + "million " * 80,
        "zero five",
        "500 killed and unknown wounded 300",
        "0 0 0 five",
        "一" * 1000,
        "十几" + "万" * 200,
        "十余" + "万" * 200,
        "3 to " + "about " * 700,
        "1–" * 500,
        "(" * 700 + "3" + ")" * 700,
    ],
)
def test_numbers_beyond_all_bounds(text: str) -> None:
    for number, language in enumerate(LANGUAGES):
        measure = ("strength", "casualties")[number % 2]
        for figure in battlex.parse_figures(text + " men", language=language, measure=measure):
            assert (figure.min or 0) < 10**15 and (figure.max or 0) < 10**15
        battlex.find_figures(text + " men were killed.", language=language)
        battlex.parse_date(text, language=language)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_lone_surrogates_and_controls_come_out_as_valid_json(parameter: str) -> None:
    for battle in check(page(parameter, "a\ud800\x00\x1b]0;b\x07\u202e 3 men\udfff"), "en"):
        from battlex.render.json import compact
        from battlex.render.plain import encode

        encode(compact(battlex.to_dict(battle))).decode()


# regular expressions

LENGTH = 3000
MOST_SECONDS = 0.02
"""A pattern that is linear takes some 50 microseconds for such a text, one that squares it 50 milliseconds."""


BOUNDED = {
    "battlex.prose.text.passages._HEADING": 400,
    "battlex.markup_light._IMAGE_OPTION": 60,
}
"""Patterns that the package gives no longer texts."""

COMPILED = patterns()


@pytest.mark.parametrize(
    ("source", "groups"),
    [(r"a*+b++[cd]?+(?:ab)*", 0), (r"(?:ab)*+", 1), (r"x(?:y|(?:ab)?+)", 1), (r"(?>(?=(?:ab){2,3}+)|((?:ab)++))", 2)],
)
def test_possessive_groups_are_seen(source: str, groups: int) -> None:
    assert possessive_groups(re.compile(source)) == groups


def test_no_group_is_possessive() -> None:
    assert not [place for place, pattern in COMPILED.items() if possessive_groups(pattern)]


def _looks(place: str) -> list[Any]:
    """The ways in which the package uses a pattern: one that is only matched need not stand being looked for."""
    pattern = COMPILED[place]
    module, name = next(
        (module, rest)
        for module, rest in _splits(place)
        if module in sys.modules and hasattr(sys.modules[module], rest)
    )
    file = ROOT.joinpath(*module.split("."))
    source = (file / "__init__.py" if file.is_dir() else file.with_suffix(".py")).read_text(encoding="utf-8")
    used = {way for way in ("match", "fullmatch") if re.search(rf"\b{name}\.{way}\b", source)}
    anywhere = not used or re.search(rf"\b{name}\.(?:search|finditer|findall|subn?|split)\b", source)
    return [getattr(pattern, way) for way in sorted(used | ({"search"} if anywhere else set()))]


def _splits(place: str) -> Iterator[tuple[str, str]]:
    """The ways to read a place as a module and a name in it."""
    parts = re.split(r"[.\[]", place)
    for count in range(len(parts) - 1, 0, -1):
        yield ".".join(parts[:count]), parts[count]


@pytest.mark.parametrize("place", COMPILED)
def test_no_pattern_backtracks_badly(place: str) -> None:
    pattern, looks = COMPILED[place], _looks(place)
    for text in texts(BOUNDED.get(place, LENGTH)):
        subject: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
        for look in looks:
            assert any(_seconds(look, subject) < MOST_SECONDS for _ in range(5)), f"{look.__name__} of {text[:12]!r}…"


def _seconds(look: Any, subject: Any) -> float:
    begun = time.process_time()
    look(subject)
    return time.process_time() - begun


def test_the_texts_find_a_bad_pattern() -> None:
    bad = re.compile(r"\s*\n")
    text = next(text for text in texts(LENGTH) if text.startswith("   ") and text.endswith("a"))
    assert _seconds(bad.search, text) > MOST_SECONDS or _seconds(bad.search, text * 4) > MOST_SECONDS


def test_sizes_differ() -> None:
    """Families reach their sizes, so that growth is measured where it is meant to be."""
    for unit in FAMILIES.values():
        assert all(len(filled(unit, small)) < len(filled(unit, large)) for small, large in pairwise((10, 100, 1000)))
