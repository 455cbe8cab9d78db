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


@pytest.mark.parametrize(
    ("text", "language", "total"),
    [
        ("6,000 men: 4,000 foot and 2,000 horse", "en", "6,000 men"),
        ("6,000:<br>4,000 Swedes<br>2,000 Poles", "en", "6,000"),
        ("4,000 foot<br>2,000 horse<br>Total: 6,000", "en", "6,000"),
        ("900 killed (600 Swedes, 300 Poles)", "en", "900 killed"),
        ("30 vessels: 20 galleys, 10 fustas", "en", "30 vessels"),
        ("3000 человек<br>2000 пехоты<br>1000 конницы", "ru", "3000 человек"),
        ("3000 hommes<br>2000 fantassins<br>1000 cavaliers", "fr", "3000 hommes"),
        ("3000 Mann<br>2000 Infanteristen<br>1000 Reiter", "de", "3000 Mann"),
        ("三萬人<br>步兵二萬<br>騎兵一萬", "zh", "三萬人"),
        # Numbers that add up by chance: what the largest counts holds none of the others.
        ("3,000 foot, 2,000 horse, 1,000 archers", "en", None),
        ("3 ships of the line, 2 frigates, 1 sloop", "en", None),
        ("30,000 Saxons<br>20,000 Frisians<br>10,000 Danes", "en", None),
        ("3000 пехотинцев<br>2000 всадников<br>1000 лучников", "ru", None),
        ("3000 fantassins<br>2000 cavaliers<br>1000 archers", "fr", None),
        ("6 men<br>4 tanks<br>2 guns", "en", None),
    ],
)
def test_a_total_is_what_may_hold_the_others(text: str, language: str, total: str | None) -> None:
    found = battlex.parse_figures(text, language=language, measure="strength")
    assert [figure.text for figure in found if figure.total] == ([total] if total else [])


def test_every_language_with_words_says_which_count_all_kinds() -> None:
    with_words = [code for code in languages.codes() if languages.load(code).supported]
    assert [code for code in with_words if not languages.load(code).words("labels", "general")] == []
