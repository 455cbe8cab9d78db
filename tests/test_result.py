"""Outcome and winner: the case files, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlex.languages import load
from battlex.markup import flatten
from battlex.model import Outcome
from battlex.values.names.belligerents import side_names
from battlex.values.result import read_result
from tests.casefiles import Case, parameters

WORDS = st.sampled_from(
    [
        "victory",
        "defeat",
        "draw",
        "British",
        "French",
        "of",
        "over",
        "by",
        "and",
        ";",
        ".",
        "(",
        ")",
        "\n* ",
        "[[",
        "]]",
        "победа",
        "勝利",
        "نصر",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join))


@pytest.mark.parametrize("case", parameters("results"))
def test_case(case: Case) -> None:
    language = load(case.language)
    text, _, sides = case.text.rpartition(" | ")
    names = [side_names(flatten(side, language), language) for side in sides.split(" ; ")]
    found = read_result(flatten(text, language), names, language)
    assert " ".join([found.outcome, *map(str, found.winner)]) == case.expected


def test_a_link_is_kept() -> None:
    language = load("en")
    found = read_result(flatten("[[Chile|Chilean]] victory", language), [["Chile"], ["Peru"]], language)
    assert (found.text, found.winner, found.links[0].target) == ("Chilean victory", (1,), "Chile")


def test_a_commander_may_have_won() -> None:
    language = load("en")
    assert read_result(
        flatten("Skanderbeg's victory", language), [["Ottomans"], ["Albania", "Skanderbeg"]], language
    ).winner == (2,)


def test_of_three_sides_a_defeat_names_no_winner() -> None:
    language = load("en")
    found = read_result(flatten("Chilean defeat", language), [["Chile"], ["Peru"], ["Bolivia"]], language)
    assert (found.outcome, found.winner) == (Outcome.VICTORY, ())


@given(
    TEXTS,
    st.lists(st.lists(st.text(max_size=30), max_size=4), max_size=4),
    st.sampled_from(["en", "zh", "ru", "ar", "de", "ko"]),
)
def test_no_text_is_too_broken(text: str, sides: list[list[str]], code: str) -> None:
    language = load(code)
    found = read_result(flatten(text, language), sides, language)
    assert all(1 <= winner <= len(sides) for winner in found.winner)
    assert found.outcome is Outcome.VICTORY or not found.winner
