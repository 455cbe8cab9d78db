"""Golden files: all that ``battlex extract`` says of each sample. What a change reads differently shows here."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

import pytest

import battlex
from battlex.model import Figure, Figures
from tests import make_sample_dump
from tests.samples import ROOT, SAMPLES, extracted, golden

WRONG = (("en/lissa", "sides.0.strength.text", "7,871 men\n26 ships, including 7 ironclads"),)
"""Known wrong readings, and what is right: the golden files hold them as they are read, so that nothing else in the
article goes unseen. One that comes right fails the suite until it is taken off this list."""


@pytest.mark.parametrize("sample", [pytest.param(sample, id=golden(sample).stem) for sample in SAMPLES])
def test_sample(sample: str, root: Path) -> None:
    found, expected = extracted(sample), golden(sample).read_text(encoding="utf-8")
    if found != expected:
        lines = difflib.unified_diff(
            expected.splitlines(), found.splitlines(), golden(sample).name, "read now", n=0, lineterm=""
        )
        pytest.fail(
            "\n".join(list(lines)[:60]) + f"\nIf the new reading is right: python -m tests.renew_golden {sample}",
            pytrace=False,
        )


@pytest.mark.xfail(reason="known wrong reading", strict=True)
@pytest.mark.parametrize(("sample", "path", "right"), WRONG)
def test_known_wrong(sample: str, path: str, right: Any) -> None:
    (page,) = battlex.pages(ROOT / "samples" / f"{sample}.wikitext")
    value: Any = battlex.extract(page)[0]
    for step in path.split("."):
        value = value[int(step)] if step.isdigit() else getattr(value, step)
    assert _shown(value) == right


def _shown(value: Any) -> Any:
    """A value as the list above writes it: figures in notation, parties by name."""
    if isinstance(value, Figures):
        return [str(figure) for figure in value.figures]
    if isinstance(value, tuple):
        return [getattr(item, "name", item) for item in value]
    return str(value) if isinstance(value, Figure) else value


def test_every_golden_file_has_its_sample() -> None:
    assert {path.name for path in (ROOT / "tests" / "golden").iterdir()} == {golden(sample).name for sample in SAMPLES}


def test_enough_of_every_kind() -> None:
    assert len(SAMPLES) >= 18
    assert len({Path(sample).parent for sample in SAMPLES}) >= 13


@pytest.mark.parametrize("sample", SAMPLES)
def test_spans_hold_what_was_read(sample: str, root: Path) -> None:
    wikitext = Path(sample).read_text(encoding="utf-8")
    for battle in json.loads(extracted(sample)):
        for name, parameter in battle["infobox"]["parameters"].items():
            start, end = parameter["span"]
            assert wikitext[start:end] == parameter["wikitext"], name
        values = [value for side in battle["sides"] for value in (side["strength"], side["casualties"])]
        figures = [
            figure for value in (*values, battle["other_casualties"]) if value for figure in value["figures"]
        ] + battle["prose"]
        for figure in figures:
            start, end = figure["span"]
            assert 0 <= start < end <= len(wikitext)
            within = battle["infobox"]["parameters"].get(figure["parameter"])
            assert within is None or within["span"][0] <= start < end <= within["span"][1]


class TestDump:
    """The dump in ``samples/`` is made of the English articles and tells of the same battles."""

    def test_is_what_its_script_makes(self) -> None:
        made, kept = make_sample_dump.streams(), make_sample_dump.DUMP.read_bytes()
        assert make_sample_dump.text(b"".join(made)) == make_sample_dump.text(kept)
        assert kept.count(b"BZh9") == len(made)
        assert len(kept) < 60_000

    def test_tells_of_the_same_battles(self, root: Path) -> None:
        def battles(path: str) -> list[Any]:
            found = [battlex.to_dict(b) for page in battlex.pages(path) for b in battlex.extract(page)]
            return [{**battle, "page": None} for battle in found]

        assert battles("samples/dump.xml.bz2") == [
            battle for sample in SAMPLES if sample.startswith("samples/en/") for battle in battles(sample)
        ]
