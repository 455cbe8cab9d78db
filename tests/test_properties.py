"""What holds for any article and any value, whatever stands in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import battlex
from battlex.errors import LanguageError
from battlex.languages import Language, codes, load
from battlex.model import Battle, Figure, Span
from tests import casefiles
from tests.samples import ROOT, SAMPLES

SUPPORTED = [code for code in codes() if load(code).supported]

PIECES = (
    "{{", "}}", "{{{", "}}}", "[[", "]]", "|", "=", "\n", "\n|", "\n* ", "''", "'''", "{|", "|}", "|-", "==", "\n== A ==\n",
    "<ref>", "</ref>", '<ref name="a" />', "<ref", "<br>", "<br/", "<!--", "-->", "<nowiki>", "</nowiki>", "<small>", "</p>",
    "{{Infobox military conflict\n|", "{{#invoke:Infobox military conflict|main|", "conflict=", "date = ", "place=", "result=",
    "combatant1=", "commander2a=", "strength1 = ", "strength2=", "casualties1=", "casualties3=", "{{plainlist|", "{{flag|",
    "{{flagicon|", "{{coord|", "{{circa|", "{{start date|", "{{formatnum:", "{{KIA}}", "[[File:A.jpg|", "[[A|", "&nbsp;", "&#0;",
    "1,000", "2.500", "1 200", "3–4", "–", "~", "c. ", "over ", "万", "七八千", "第", "١٢٠", "½", "10^9", "1e9", "99999999999999999999",
    " killed", " men", " and ", " or ", " to ", "(", ")", ":", ";", "Total: ", "490 BC", "1812", "28 June", "?", "unknown", "heavy",
    "\u200f", "\u00a0", "\ufffc", "\x00", "İ", "ß", "\ud7ff", "𝟙𝟚", "e\u0301",
)  # fmt: skip

wikitext = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.text(max_size=5)), max_size=60).map(
    "".join
)
values = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=20).map("".join)
languages = st.sampled_from(SUPPORTED)
measures = st.sampled_from(["strength", "casualties"])


def check_figure(figure: Figure, text: str) -> None:
    """A figure's bounds are in order and its span lies within the text."""
    if figure.min is not None and figure.max is not None:
        assert 0 <= figure.min <= figure.max
    assert figure.level is not None or figure.min is not None or figure.max is not None
    check_span(figure.span, text)


def check_span(span: Span | None, text: str) -> None:
    assert span is not None
    assert 0 <= span.start < span.end <= len(text)


def check_battle(battle: Battle, text: str) -> None:
    check_span(battle.infobox.span, text)
    for parameter in battle.infobox.parameters.values():
        assert text[parameter.span.start : parameter.span.end] == parameter.wikitext
    for value in (battle.other_casualties, *(v for side in battle.sides for v in (side.strength, side.casualties))):
        for figure in value.figures if value else ():
            check_figure(figure, text)
    for found in battle.prose:
        check_figure(found, text)
    for problem in battle.problems:
        assert problem.span is None or 0 <= problem.span.start <= problem.span.end <= len(text)
    for side in battle.sides:
        for key in ("strength", "killed", "wounded", "missing", "captured", "casualties"):
            low, high = getattr(side.summary, f"{key}_min"), getattr(side.summary, f"{key}_max")
            assert low is None or high is None or low <= high
    json.dumps(battlex.to_dict(battle))


class TestAnyText:
    """Extracting never raises, and what it gives is in order."""

    @given(wikitext, languages)
    @example("{{Infobox military conflict|strength1=" + "{{a|" * 3000, "en")
    @example("{{Infobox military conflict|date=" + "9" * 5000 + "|strength1=" + "9" * 5000, "en")
    @example("{{Infobox military conflict|casualties1=" + "(" * 5000 + "3 killed", "en")
    def test_extract(self, text: str, language: str) -> None:
        for battle in battlex.extract(text, language=language):
            check_battle(battle, text)

    @given(wikitext)
    def test_extract_without_a_language(self, text: str) -> None:
        try:
            found = battlex.extract(text)
        except LanguageError:
            return
        for battle in found:
            check_battle(battle, text)

    @given(st.sampled_from(SAMPLES), st.data())
    @settings(max_examples=60)
    def test_a_damaged_article(self, sample: str, data: st.DataObject) -> None:
        text = _sample(sample)
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        damaged = text[:start] + data.draw(st.sampled_from(("", *PIECES))) + text[end:]
        for battle in battlex.extract(damaged, language=sample.split("/")[1]):
            check_battle(battle, damaged)

    @given(values, languages, measures)
    @example("9" * 5000, "en", "strength")
    @example("9" * 400 + ",5 million", "en", "casualties")
    def test_figures(self, text: str, language: str, measure: str) -> None:
        for figure in battlex.parse_figures(text, language=language, measure=measure):
            check_figure(figure, text)

    @given(values, languages)
    def test_date(self, text: str, language: str) -> None:
        date = battlex.parse_date(text, language=language)
        if date is not None:
            assert date.edtf
            assert date.intervals or "X" in date.edtf  # a decade or century has no days of its own

    @given(values, st.lists(values, max_size=3), languages)
    def test_result(self, text: str, combatants: list[str], language: str) -> None:
        result = battlex.parse_result(text, combatants, language=language)
        assert all(1 <= side <= len(combatants) for side in result.winner)


@cache
def _sample(sample: str) -> str:
    return (ROOT / sample).read_text(encoding="utf-8")


def _grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


def _marks(language: Language) -> Iterator[str]:
    yield from ("", " ", "\u00a0", "\u202f", "&nbsp;")
    yield from language.grammar.get("group") or ()


def _scales(language: Language) -> dict[str, int]:
    scales = {**language.cldr.get("scales", {}), **language.section("numbers").get("scales", {})}
    return {word: int(value) for word, value in scales.items() if "*" not in word}


@pytest.mark.parametrize("code", SUPPORTED)
class TestNotation:
    """Numbers written as a language writes them are read back."""

    @given(number=st.one_of(st.integers(1, 9999), st.integers(1, 10**8)))
    @settings(max_examples=25)
    def test_whole_numbers(self, code: str, number: int) -> None:
        for mark in _marks(load(code)):
            text = _grouped(number, mark)
            found = battlex.parse_figures(text, language=code, measure="strength")
            assert [(f.min, f.max) for f in found] == [(number, number)], text

    @given(number=st.integers(1, 99), tenth=st.integers(1, 9))
    @settings(max_examples=3)
    def test_decimals_before_a_scale(self, code: str, number: int, tenth: int) -> None:
        language = load(code)
        mark = language.grammar.get("decimal", ".")
        blank = "" if language.grammar.get("segmentation") == "characters" else " "
        for word, scale in _scales(language).items():
            if not 1000 <= scale <= 10**9:
                continue
            text = f"{number}{mark}{tenth}{blank}{word}"
            wanted = number * scale + tenth * scale // 10
            found = battlex.parse_figures(text, language=code, measure="strength")
            assert [(f.min, f.max) for f in found] == [(wanted, wanted)], text

    @given(low=st.integers(1, 9), more=st.integers(1, 9))
    @settings(max_examples=5)
    def test_ranges(self, code: str, low: int, more: int) -> None:
        first, last = low * 1000, (low + more) * 1000
        for mark in _marks(load(code)):
            for dash in ("–", "-", " – ", "—"):
                text = f"{_grouped(first, mark)}{dash}{_grouped(last, mark)}"
                found = battlex.parse_figures(text, language=code, measure="strength")
                assert [(f.min, f.max) for f in found] == [(first, last)], text


CASES = [
    case
    for path in sorted((casefiles.CASES / "figures").glob("*.txt"))
    for case in casefiles.read(path)
    if not case.known_failure
]
BY_LANGUAGE = sorted({case.language for case in CASES})
_AFTER_NUMBER = re.compile(r"(?<=\d)(?=$|[);\n]|[ ][^\W\d_])")


def _read(case: casefiles.Case, text: str) -> list[str]:
    return [str(figure) for figure in battlex.parse_figures(text, language=case.language, measure=case.section)]


class TestCases:
    """What holds for the values of every case file, of which each third is tried."""

    @pytest.mark.parametrize("language", BY_LANGUAGE)
    def test_a_reference_changes_nothing(self, language: str) -> None:
        changed = []
        for case in CASES[::3]:
            if case.language != language or set("{[<") & set(case.text):
                continue
            for place in [found.start() for found in _AFTER_NUMBER.finditer(case.text)]:
                text = f"{case.text[:place]}<ref>Annals 12, p. 345 (1901).</ref>{case.text[place:]}"
                if _read(case, text) != _read(case, case.text):
                    changed.append((text, _read(case, text), _read(case, case.text)))
        assert not changed

    @pytest.mark.parametrize("language", BY_LANGUAGE)
    def test_a_span_reads_the_same_alone(self, language: str) -> None:
        differ = []
        for case in CASES[::3]:
            if case.language != language:
                continue
            for figure in battlex.parse_figures(case.text, language=language, measure=case.section):
                assert figure.span is not None
                source = case.text[figure.span.start : figure.span.end]
                if figure.level is not None or not re.search(r"\d", source):
                    continue
                if source.count("{{") != source.count("}}"):
                    continue  # it begins or ends within a template
                alone = battlex.parse_figures(source, language=language, measure=case.section)
                if not alone and figure.category == "formation":
                    continue  # "4 Divisions, 1 Cavalry Brigade": a brigade behind counted units, a name when alone
                if (figure.min, figure.max) not in [(f.min, f.max) for f in alone]:
                    differ.append((case.line, case.text, source, str(figure), [str(f) for f in alone]))
        assert not differ
