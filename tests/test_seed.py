"""The document that this project began with is read whole and right, as far as its infobox goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import battlex
from battlex.model import Battle, Link, Side


@pytest.fixture(scope="module")
def seed(shared: Path) -> Path:
    folder = shared / "seed"
    if not (folder / "expected.json").is_file():
        pytest.skip(f"no seed document in {folder}")
    return folder


@pytest.fixture(scope="module")
def expected(seed: Path) -> Any:
    return json.loads((seed / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def battle(seed: Path, expected: Any) -> Battle:
    (page,) = battlex.pages(seed / expected["file"])
    (found,) = battlex.extract(page)
    return found


def _pairs(links: tuple[Link, ...]) -> list[str]:
    return [link.target for link in links]


def _file(text: str) -> str:
    return text.replace(" ", "_")


def test_page(battle: Battle, expected: Any) -> None:
    assert battle.page.language == expected["language"]
    assert battle.infobox.template == expected["template"]
    assert battle.name == expected["name"]
    assert not battle.problems


def test_date(battle: Battle, expected: Any) -> None:
    assert battle.date is not None
    assert [list(interval) for interval in battle.date.intervals] == expected["date"]
    assert battle.date.edtf == expected["date_edtf"]


def test_place_and_picture(battle: Battle, expected: Any) -> None:
    assert battle.place is not None
    assert battle.place.text == expected["place"]["text"]
    assert _pairs(battle.place.links) == expected["place"]["links"]
    assert _file(battle.fields["image"].text) == expected["image"]
    assert battle.fields["caption"].text == expected["caption"]


def test_result(battle: Battle, expected: Any) -> None:
    assert battle.result is not None
    wanted = expected["result"]
    assert (battle.result.text, battle.result.outcome) == (wanted["text"], wanted["outcome"])
    assert list(battle.result.winner) == wanted["winner"]


def test_sides(battle: Battle, expected: Any) -> None:
    assert [_stated(side, wanted) for side, wanted in zip(battle.sides, expected["sides"], strict=True)] == expected[
        "sides"
    ]


def _stated(side: Side, wanted: Any) -> dict[str, Any]:
    """A side in the shape of the expectation: of people and parties the keys that it states."""

    def of(found: Any, keys: Any) -> dict[str, Any]:
        return {key: getattr(found, key) for key in keys}

    return {
        "side": side.side,
        **{
            key: [of(item, want) for item, want in zip(getattr(side, key), wanted[key], strict=True)]
            for key in ("belligerents", "commanders")
        },
        **{
            key: [str(figure) for figure in value.figures] if (value := getattr(side, key)) else []
            for key in ("strength", "casualties")
        },
    }


def test_prose(battle: Battle, expected: Any) -> None:
    found = {(figure.text, str(figure), str(figure.measure)) for figure in battle.prose}
    spans = {tuple(figure.span): str(figure) for figure in battle.prose if figure.span}
    missing = [
        (wanted["text"], wanted["figure"])
        for wanted in expected["prose"]
        if not wanted.get("optional")
        and not any(
            start < wanted["span"][1]
            and wanted["span"][0] < end
            and notation.lstrip("~") == wanted["figure"].lstrip("~")
            for (start, end), notation in spans.items()
        )
    ]
    assert not missing
    assert not [(text, notation) for text, notation, _ in found for never in expected["prose_never"] if never in text]
