"""What several editions state of one battle comes out the same, whatever language they state it in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

import battlex
from battlex.model import Battle, Side
from tests.samples import ROOT

STRENGTH, CASUALTIES = "strength", "casualties"
Facts = dict[str, set[str]]


@dataclass(frozen=True)
class SameBattle:
    """A battle as all its editions state it.

    ``editions`` map a language to its parties in the order of its infobox; ``facts`` map a party to figures in
    notation, without the ~ of rough numbers: one edition says "about" where another does not.
    """

    name: str
    date: tuple[str, str]
    editions: dict[str, tuple[str, ...]]
    facts: dict[str, dict[str, set[str]]]
    winner: str | None
    undecided: frozenset[str] = frozenset()
    """Editions that name no winner."""


SAME = (
    SameBattle(
        "waterloo",
        ("1815-06-18", "1815-06-18"),
        {"en": ("Coalition", "France"), "fr": ("France", "Coalition"), "de": ("France", "Coalition"), "nl": ("France", "Coalition")},
        {
            "Coalition": {
                STRENGTH: {"118000 personnel", "68000 personnel", "50000 personnel", "156 gun", "134 gun"},
                CASUALTIES: {"24000 personnel casualties"},
            },
            "France": {
                STRENGTH: {"73000 personnel", "252 gun"},
                CASUALTIES: {
                    "41000 personnel casualties",
                    "26000 personnel killed+wounded+captured",
                    "15000 personnel missing",
                },
            },
        },
        "Coalition",
    ),
    SameBattle(
        "stalingrad",
        ("1942-07-17", "1943-02-02"),
        {"en": ("Soviet Union", "Axis"), "ru": ("Soviet Union", "Axis"), "de": ("Soviet Union", "Axis")},
        {
            "Soviet Union": {
                STRENGTH: {"1143000 personnel", "894 tank", "13451 gun", "1115 aircraft"},
                CASUALTIES: {"1129619 personnel casualties"},
            },
            "Axis": {
                STRENGTH: {"1040000 personnel", "500 tank", "10290 gun", "402 aircraft"},
                CASUALTIES: {"800000..1500000 personnel casualties", "91000 personnel captured", "900 aircraft lost"},
            },
        },
        "Soviet Union",
    ),
    SameBattle(
        "tsushima",
        ("1905-05-27", "1905-05-28"),
        {"en": ("Japan", "Russia"), "ja": ("Japan", "Russia"), "ru": ("Japan", "Russia")},
        {
            "Japan": {
                STRENGTH: {"4 ship", "8 ship", "15 ship", "21 ship", "43 ship"},
                CASUALTIES: {"117 personnel killed", "583 personnel wounded", "3 ship lost"},
            },
            "Russia": {
                STRENGTH: {"8 ship", "3 ship", "9 ship"},
                CASUALTIES: {
                    "5045 personnel killed",
                    "803 personnel wounded",
                    "6016 personnel captured",
                    "21 ship lost",
                    "7 ship captured",
                },
            },
        },
        "Japan",
    ),
    SameBattle(
        "borodino",
        ("1812-09-07", "1812-09-07"),
        {"ru": ("France", "Russia"), "fr": ("France", "Russia"), "pl": ("France", "Russia")},
        {
            "France": {
                STRENGTH: {"130000..135000 personnel", "587 gun"},
                CASUALTIES: {"30000..35000 personnel killed+wounded"},
            },
            "Russia": {
                STRENGTH: {"120000 personnel", "624 gun"},
                CASUALTIES: {"40000..45000 personnel killed+wounded+captured"},
            },
        },
        "France",
        frozenset({"ru"}),
    ),
    SameBattle(
        "poltava",
        ("1709-07-08", "1709-07-08"),
        {"sv": ("Sweden", "Russia"), "uk": ("Sweden", "Russia")},
        {
            "Sweden": {
                STRENGTH: {"17000 personnel", "4 gun"},
                CASUALTIES: {"6900 personnel killed+wounded", "2800 personnel captured"},
            },
            "Russia": {
                STRENGTH: {"42000 personnel", "102 gun"},
                CASUALTIES: {"1345 personnel killed", "3290 personnel wounded"},
            },
        },
        "Russia",
    ),
    SameBattle(
        "mohacs",
        ("1526-08-29", "1526-08-29"),
        {"hu": ("Hungary", "Ottomans"), "tr": ("Hungary", "Ottomans")},
        {
            "Hungary": {
                STRENGTH: {"25000..26000 personnel", "85 gun"},
                CASUALTIES: {"14000..20000 personnel killed"},
            },
            "Ottomans": {
                STRENGTH: {"50000..60000 personnel", "160 gun"},
                CASUALTIES: {"1500..2000 personnel killed"},
            },
        },
        "Ottomans",
    ),
)  # fmt: skip

FILES = {("tr", "mohacs"): "mohac"}
"""Files that are not named like the battle."""


@cache
def _battle(language: str, name: str) -> Battle:
    path = ROOT / "samples" / language / f"{FILES.get((language, name), name)}.wikitext"
    (page,) = battlex.pages(path)
    (battle,) = battlex.extract(page)
    return battle


WRONG = {}
"""Known wrong readings; one that comes right fails the suite until it is taken off this list."""


def _editions(asked: str) -> Iterator[object]:
    for same in SAME:
        for language in same.editions:
            reason = WRONG.get((asked, same.name, language))
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(same, language, id=f"{same.name}-{language}", marks=marks)


def _stated(side: Side, measure: str) -> set[str]:
    value = getattr(side, measure)
    return {str(figure).removeprefix("~") for figure in value.figures} if value else set()


@pytest.mark.parametrize(("same", "language"), [*_editions("figures")])
def test_figures(same: SameBattle, language: str) -> None:
    battle = _battle(language, same.name)
    parties = same.editions[language]
    assert [side.side for side in battle.sides] == [*range(1, len(parties) + 1)]
    missing = {
        (party, measure): absent
        for side, party in zip(battle.sides, parties, strict=True)
        for measure, figures in same.facts[party].items()
        if (absent := figures - _stated(side, measure))
    }
    assert not missing


@pytest.mark.parametrize(("same", "language"), [*_editions("date")])
def test_date(same: SameBattle, language: str) -> None:
    date = _battle(language, same.name).date
    assert date is not None
    assert (date.start, date.end) == same.date


@pytest.mark.parametrize(("same", "language"), [*_editions("winner")])
def test_winner(same: SameBattle, language: str) -> None:
    result = _battle(language, same.name).result
    assert result is not None
    winner = None if language in same.undecided else same.winner
    assert [same.editions[language][side - 1] for side in result.winner] == ([] if winner is None else [winner])


@pytest.mark.parametrize("same", SAME, ids=lambda same: same.name)
def test_summaries_agree(same: SameBattle) -> None:
    """Numbers of people that the summaries of two editions give are the same numbers."""
    for key in ("strength_min", "strength_max", "casualties_min", "casualties_max"):
        for party in same.facts:
            given = {
                language: number
                for language, parties in same.editions.items()
                for side in _battle(language, same.name).sides
                if parties[side.side - 1] == party and (number := getattr(side.summary, key)) is not None
            }
            assert len(set(given.values())) <= 1, (party, key, given)
