"""Strength and casualties values read right: one line a case, by language."""

from __future__ import annotations

import pytest

import battlex
from battlex import languages
from tests import casefiles


@pytest.mark.parametrize("case", casefiles.parameters("figures"))
def test_case(case: casefiles.Case) -> None:
    found = battlex.parse_figures(case.text, language=case.language, measure=case.section)
    assert "; ".join(map(str, found)) == case.expected


@pytest.mark.parametrize("case", casefiles.parameters("figures"))
def test_span_and_text(case: casefiles.Case) -> None:
    if case.known_failure:
        pytest.xfail("known failure")
    for figure in battlex.parse_figures(case.text, language=case.language, measure=case.section):
        assert figure.span is not None
        assert 0 <= figure.span.start < figure.span.end <= len(case.text)
        assert figure.text
        assert figure.rule


def test_every_language_with_words_has_cases() -> None:
    with_words = {code for code in languages.codes() if languages.load(code).supported}
    with_cases = {path.stem for path in (casefiles.CASES / "figures").glob("*.txt")}
    assert with_words - with_cases - {"simple"} == set()
