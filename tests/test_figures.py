"""Strength and casualties values read right: one line a case, by language."""

from __future__ import annotations

from pathlib import Path

import pytest

import battlex
from battlex import languages
from tests import casefiles


@pytest.mark.parametrize("case", casefiles.parameters("figures"))
def test_case(case: casefiles.Case) -> None:
    found = battlex.parse_figures(case.text, language=case.language, measure=case.section)
    assert "; ".join(map(str, found)) == case.expected


@pytest.mark.parametrize("path", sorted((casefiles.CASES / "figures").glob("*.txt")), ids=lambda path: path.stem)
def test_spans_and_texts(path: Path) -> None:
    for case in casefiles.read(path):
        for figure in battlex.parse_figures(case.text, language=case.language, measure=case.section):
            assert figure.span is not None, case.text
            assert 0 <= figure.span.start < figure.span.end <= len(case.text), case.text
            assert figure.text, case.text
            assert figure.rule, case.text


def test_every_language_with_words_has_cases() -> None:
    with_words = {code for code in languages.codes() if languages.load(code).supported}
    with_cases = {path.stem for path in (casefiles.CASES / "figures").glob("*.txt")}
    assert with_words - with_cases - {"simple"} == set()
