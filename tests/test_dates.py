"""Dates: one-line cases by language, EDTF that validates, and properties."""

from __future__ import annotations

import calendar
import datetime
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from battlex.languages import Language, codes, load
from battlex.markup import flatten
from battlex.model import DateRange
from battlex.values.dates.calendars import (
    Day,
    civil_day,
    day_number,
    foreign_range,
    julian_day_number,
    julian_to_gregorian,
    persian_new_year,
)
from battlex.values.dates.reading import date_reading, dates_reading, read_date, read_dates
from battlex.values.dates.words import vocabulary
from tests.casefiles import CASES, Case, parameters
from tests.edtf_grammar import is_edtf

FULL = [
    "en",
    "zh",
    "ja",
    "ko",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "ru",
    "uk",
    "pl",
    "nl",
    "sv",
    "cs",
    "tr",
    "vi",
    "ar",
    "fa",
    "he",
    "hu",
    "fi",
    "ro",
    "el",
    "id",
]


def read(text: str, code: str) -> DateRange | None:
    language = load(code)
    return read_date(flatten(text, language), language)


@pytest.mark.parametrize("case", parameters("dates"))
def test_cases(case: Case) -> None:
    found = read(case.text.strip(), case.language)
    assert (found.edtf if found else "") == case.expected


def test_expected_edtf_is_valid() -> None:
    cases: list[Case] = [one.values[0] for one in parameters("dates")]
    assert not [case.expected for case in cases if case.expected and not is_edtf(case.expected)]


@pytest.mark.parametrize("code", FULL)
def test_every_language_has_cases(code: str) -> None:
    lines = (CASES / "dates" / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    assert sum(" =>" in line for line in lines) >= 15


@pytest.mark.parametrize("code", codes())
def test_no_word_twice(code: str) -> None:
    """A vocabulary that lists a word in two senses raises when it is made."""
    vocabulary(load(code))


# what is handed out


def test_intervals_and_outer_ends() -> None:
    found = read("March 8; April 20; May 4, 8 & 12, 2008", "en")
    assert found is not None
    assert [interval.start for interval in found.intervals] == [
        "2008-03-08",
        "2008-04-20",
        "2008-05-04",
        "2008-05-08",
        "2008-05-12",
    ]
    assert (found.start, found.end) == ("2008-03-08", "2008-05-12")


def test_season_is_its_year_in_iso() -> None:
    found = read("1950年夏", "ja")
    assert found is not None
    assert (found.start, found.end, found.edtf) == ("1950", "1950", "1950-22")


def test_century_has_no_iso_form() -> None:
    found = read("13th century", "en")
    assert found is not None
    assert (found.start, found.end, found.intervals, found.edtf) == (None, None, (), "12XX")


@pytest.mark.parametrize(
    ("text", "language", "calendar_name"),
    [
        ("5 August 1824 (Julian calendar)", "en", "julian"),
        ("8 July 1709", "en", "gregorian"),
        ("27 June (8 July) 1709", "en", "gregorian"),
        ("25 Recep 922", "tr", "islamic"),
        ("۳۱ شهریور ۱۳۵۹", "fa", "persian"),
        ("25 prairial an VIII", "fr", "republican"),
        ("天正3年5月21日", "ja", "lunar"),
    ],
)
def test_calendar_as_stated(text: str, language: str, calendar_name: str) -> None:
    found = read(text, language)
    assert found is not None
    assert found.calendar == calendar_name


def test_approximate() -> None:
    for text, approx in (("c. 1180", True), ("1180?", True), ("1180", False)):
        found = read(text, "en")
        assert found is not None
        assert found.approx is approx


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{start date|1702|08|03}}", "1702-08-03"),
        ("{{start date|1702|08|03}} – {{end date|1702|08|05}}", "1702-08-03/1702-08-05"),
        ("3 August 1702<br>({{age in days|1702|8|3}})", "3 August 1702"),
        ("3 August 1702 (old style)", "3 August 1702 (old style)"),
    ],
)
def test_the_text_is_what_is_shown(text: str, shown: str) -> None:
    assert getattr(read(text, "en"), "text", None) == shown


def test_start_and_end_parameters() -> None:
    german = load("de")
    start, end = flatten("[[21. Februar]]", german), flatten("[[19. Dezember]] [[1916]]", german)
    both = read_dates(start, end, german)
    assert both is not None
    assert both.edtf == "1916-02-21/1916-12-19"
    only = read_dates(None, end, german)
    assert only is not None
    assert only.edtf == "1916-12-19"
    assert read_dates(None, None, german) is None


def test_what_is_not_understood_is_told() -> None:
    english = load("en")
    nothing = date_reading(flatten("21 February", english, 100), english)
    assert nothing.date is None
    assert nothing.unread == ((100, 111),)
    assert date_reading(flatten("See below", english), english) == (None, ())
    partly = date_reading(flatten("5 July 1943 (99999)", english), english)
    assert partly.date is not None
    assert partly.unread == ((13, 18),)


def test_years_that_run_backwards_are_no_range() -> None:
    assert read("499 – 449", "en") is None


# calendars

DAYS = st.builds(Day, st.integers(-3000, 2999), st.integers(1, 12), st.integers(1, 28))


@given(DAYS)
def test_day_numbers(day: Day) -> None:
    assert day_number(julian_to_gregorian(day)) == julian_day_number(day)
    if day.year < 1582:
        assert civil_day(julian_day_number(day)) == day
    elif day.year > 1582:
        assert civil_day(day_number(day)) == day


@pytest.mark.parametrize("name", ["islamic", "persian", "republican"])
@given(
    year=st.integers(-10, 12000),
    month=st.one_of(st.none(), st.integers(0, 14)),
    day=st.one_of(st.none(), st.integers(0, 32)),
)
@settings(max_examples=10, deadline=None)
def test_foreign_calendars_never_raise(name: str, year: int, month: int | None, day: int | None) -> None:
    found = foreign_range(name, year, month, day)
    assert found is None or found[0] <= found[1]


# properties

WORDS = {code: sorted({w.rstrip("*") for w in vocabulary(load(code)).lexicon.exact}) for code in FULL}
MARKS = "1 5 12 31 43 480 1709 1943 2022 – - / . , ( ) ? : ~ <br> [[ ]] {{date| {{circa| | }} IV XX ٣ 年 月 日 十 c."
PIECES = st.sampled_from([" ", " ", "\n", *MARKS.split()])


def check(found: DateRange | None) -> None:
    """What holds for every date that is handed out."""
    if found is None:
        return
    assert is_edtf(found.edtf), found.edtf
    for interval in found.intervals:
        assert interval.start or interval.end
        for end in interval:
            assert end is None or is_edtf(end)
        if interval.start and interval.end:
            assert _key(interval.start) <= _key(interval.end, last=True)


def _key(text: str, *, last: bool = False) -> tuple[int, int, int]:
    sign = -1 if text.startswith("-") else 1
    year, *rest = (int(part) for part in text.lstrip("-").split("-"))
    month = rest[0] if rest else (12 if last else 1)
    return sign * year, month, rest[1] if len(rest) > 1 else (31 if last else 1)


@pytest.mark.parametrize("code", FULL)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_never_raises(code: str, data: st.DataObject) -> None:
    words = st.sampled_from(WORDS[code])
    pieces = data.draw(st.lists(st.one_of(PIECES, words, PIECES, st.text(max_size=3)), max_size=14))
    language = load(code)
    check(date_reading(flatten("".join(pieces), language), language).date)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Evening of {{Start date|1644|7|2}}", "Evening of 1644-07-02"),
        ("from {{start date|1644|7|2}} until {{start date|1644|9|20}}", "from 1644-07-02 until 1644-09-20"),
        ("{{start date|1644|7|12}} ({{start date|1644|7|2}} julian)", "1644-07-12 (1644-07-02 julian)"),
        ("{{start date|1644|7|2}}", "1644-07-02"),
        ("{{#dateformat:July 2}} or {{#dateformat:July 3, 1644}}", "[1644-07-02..1644-07-03]"),
        ("{{circa}} July 1644", "July 1644"),
    ],
)
def test_dates_of_templates_are_shown_where_they_stand(value: str, shown: str) -> None:
    found = read(value, "en")
    assert found and found.text == shown


def test_dates_of_templates_are_shown_in_their_own_words() -> None:
    """French ``{{date}}`` takes day, month, year and what its link is of: fr:Modèle:Date."""
    found = read("du {{date|2|juillet|1644}} au {{date|mardi|20|septembre|1644|en France}}", "fr")
    assert found and found.text == "du 2 juillet 1644 au mardi 20 septembre 1644"


@given(st.text(max_size=80), st.sampled_from(codes()))
@settings(deadline=None)
def test_any_text_in_any_language(text: str, code: str) -> None:
    language = load(code)
    check(dates_reading(flatten(text, language), flatten(text[::-1], language), language).date)


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 50_000,
        "1." * 20_000,
        "(" * 20_000,
        "a" * 50_000,
        "a " * 20_000,
        "5–" * 20_000,
        "{{date|" * 200,
        "[[1|2]]" * 3_000,
    ],
)
def test_hostile_values_take_little_time(hostile: str) -> None:
    check(read(hostile, "en"))
    check(read(hostile, "zh"))


FORMATS = {
    "zh": "{y}年{m}月{d}日",
    "ja": "{y}年{m}月{d}日",
    "ko": "{y}년 {m}월 {d}일",
    "vi": "{d} tháng {m} năm {y}",
    "hu": "{y}. {M} {d}.",
    "es": "{d} de {M} de {y}",
    "pt": "{d} de {M} de {y}",
    "he": "{d} ב{M} {y}",
    "ru": "{d} {M} {y} года",
    "de": "{d}. {M} {y}",
    "cs": "{d}. {M} {y}",
    "fi": "{d}. {M} {y}",
}
"""How a language writes out a day, where that is not day, month, year."""


def written(language: Language, day: Day) -> str:
    names = [name for name, number in language.months.items() if number == day.month and not name.endswith("*")]
    name = max(names, key=len) if names else ""
    return FORMATS.get(language.code, "{d} {M} {y}").format(y=day.year, m=day.month, d=day.day, M=name)


@pytest.mark.parametrize("code", FULL)
@given(year=st.integers(100, 2100), month=st.integers(1, 12), day=st.integers(1, 31))
@settings(max_examples=15, deadline=None)
def test_written_dates_read_back(code: str, year: int, month: int, day: int) -> None:
    day = min(day, calendar.monthrange(year, month)[1])
    found = read(written(load(code), Day(year, month, day)), code)
    assert found is not None
    assert found.start == found.end == found.edtf == f"{year:04d}-{month:02d}-{day:02d}"


LIFETIMES = st.dates(datetime.date(100, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize("code", FULL)
@given(first=LIFETIMES, last=LIFETIMES)
@settings(max_examples=10, deadline=None)
def test_written_ranges_read_back(code: str, first: datetime.date, last: datetime.date) -> None:
    ends = sorted((str(first), str(last)))
    days = [Day(*(int(part) for part in end.split("-"))) for end in ends]
    assume(days[0] != days[1])
    language = load(code)
    found = read(f"{written(language, days[0])} – {written(language, days[1])}", code)
    assert found is not None
    assert [found.start, found.end] == ends


@pytest.mark.parametrize("year", [1304, 1308, 1309, 1342, 1357, 1375, 1399, 1400])
def test_persian_years_begin_at_the_equinox(year: int) -> None:
    from convertdate import persian

    assert persian_new_year(year) == persian.to_jd(year, 1, 1) + 0.5


def test_persian_leap_years_of_a_century() -> None:
    years = [year for year in range(1200, 1300) if persian_new_year(year + 1) - persian_new_year(year) == 366]
    assert years == [1201, 1205, *range(1210, 1239, 4), *range(1243, 1272, 4), *range(1276, 1300, 4)]


def test_many_persian_dates_take_no_time() -> None:
    text = "، ".join(f"۳ مهر {year}" for year in range(1000, 1300))
    begun = time.process_time()
    read_date(flatten(text, load("fa")), load("fa"))
    assert time.process_time() - begun < 2
