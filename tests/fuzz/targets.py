"""The entry points as functions of bytes that must never raise, nor tell spans that are not there."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import battlex
from battlex.dump.forms import Battles
from battlex.dump.joined import Joined
from battlex.dump.plan import Sizes, look
from battlex.dump.run import Task
from battlex.dump.work import Alone
from battlex.errors import BattlexError, DataError
from battlex.fields import aliases
from battlex.languages import Language, codes, load, schema
from battlex.markup import flatten
from battlex.model import Measure
from battlex.prose import find_figures
from battlex.values.dates.reading import read_date
from battlex.values.figures.reading import read_figures
from battlex.values.names.belligerents import read_belligerents, side_names
from battlex.values.names.people import read_commanders
from battlex.values.result import read_result
from tests.fuzz.shapes import BASES, file_of, table_of

LANGUAGES = tuple(sorted(code for code in codes() if load(code).supported))


def _chosen(data: bytes) -> tuple[str, str]:
    """(language, text): the first byte chooses the language."""
    return LANGUAGES[data[0] % len(LANGUAGES) if data else 0], data[1:].decode("utf-8", "surrogateescape")


def sound(battles: list[battlex.Battle], wikitext: str) -> None:
    """Raise where what was read is no JSON, or a span does not hold what was read there."""
    for battle in battles:
        shown = battlex.to_dict(battle)
        json.dumps(shown)
        _spans(shown, len(wikitext))
        for parameter in shown["infobox"]["parameters"].values():
            start, end = parameter["span"]
            assert wikitext[start:end] == parameter["wikitext"]
    for table in ("battles", "sides", "figures", "people"):
        battlex.to_records(battles, table=table)


def _spans(value: Any, length: int) -> None:
    if isinstance(value, dict):
        if isinstance(value.get("span"), list):
            start, end = value["span"]
            assert 0 <= start <= end <= length, value
        for inner in value.values():
            _spans(inner, length)
    elif isinstance(value, list):
        for inner in value:
            _spans(inner, length)


def wikitext(data: bytes) -> None:
    """A whole page."""
    language, text = _chosen(data)
    sound(battlex.extract(text, language=language), text)


def figures(data: bytes) -> None:
    """A strength and a casualties value, and running text."""
    language, text = _chosen(data)
    for measure in ("strength", "casualties"):
        for figure in battlex.parse_figures(text, language=language, measure=measure):
            assert figure.min is None or figure.max is None or figure.min <= figure.max
            assert figure.span is not None and 0 <= figure.span.start < figure.span.end <= len(text)
    for found in battlex.find_figures(text, language=language):
        assert found.span is not None and 0 <= found.span.start < found.span.end <= len(text)


def dates(data: bytes) -> None:
    """A date value."""
    language, text = _chosen(data)
    date = battlex.parse_date(text, language=language)
    if date is not None:
        json.dumps(battlex.to_dict(date))


def results(data: bytes) -> None:
    """A result value with two combatants, one a line."""
    language, text = _chosen(data)
    result, *combatants = text.split("\n", 2)
    battlex.parse_result(result, combatants, language=language)


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="battlex-fuzz-"))


def any_file(data: bytes) -> tuple[list[battlex.Page], list[BattlexError]]:
    """A file of any kind: an export, an answer of the API, compressed or not; the pages that it holds, and what is wrong."""
    path = _folder() / "input"
    path.write_bytes(data)
    errors: list[BattlexError] = []
    found = []
    try:
        for page in battlex.pages(path, on_error=errors.append):
            assert "\0" not in page.wikitext
            found.append(page)
    except BattlexError as error:
        errors.append(error)
    assert all("\n" not in str(error) and str(error).isprintable() for error in errors)
    return found, errors


def xml(data: bytes) -> None:
    """A file of pages (see ``shapes``); the second byte says whether it is read in parts, too, which hold the same battles."""
    file = file_of(data)
    found, errors = any_file(file)
    if len(data) < 2 or not data[1] & 64:
        return
    shape = look(str(_folder() / "input")).shape
    # What hides a page, a comment or a section, is seen from its beginning only.
    if shape is None or any(mark in data for mark in (b"<!", b"]]>", b"-->")):
        return
    # The language is given, for a part may not see that the site has none.
    task = Task(Battles(), language="en", prose=False)
    sizes = Sizes(plain=len(file) // 3 + 1, streams=1, blocks=len(file) // 2 + 1)
    steps = list(Joined(str(_folder() / "input"), shape, task, Alone(task), sizes=sizes).steps())
    assert not any("fault of battlex" in trouble.message for step in steps for trouble in step.troubles)
    battles = [one.made for step in steps for one in step.found]
    whole = [battle for page in found for battle in battlex.extract(page, language="en", prose=False)]
    # Behind damage, parts are read on.
    rest = map(_content, battles)
    assert all(_content(one) in rest for one in whole) and (errors or len(battles) == len(whole))


def _content(battle: Any) -> str:
    return json.dumps({**battlex.to_dict(battle), "page": None})


def languages(data: bytes) -> None:
    """A language's table (see ``shapes``): refused with a reason, or good for reading whatever a text holds."""
    table, words = table_of(data)
    word = next(filter(None, words.split("\n")), "")[:40]
    reader = _READERS[(data[0] if data else 0) // len(BASES) % len(_READERS)]
    try:
        schema.check(table, "input.toml")
        reader(f"3 {word} and {{{{{word}|20}}}} {word} 1914", Language("input", table))
    except DataError as error:
        assert "input.toml" in str(error)


def _named(text: str, language: Language) -> None:
    names = aliases(language, "Infobox military conflict")
    for word in text.split():
        names.assign(word)


_READERS: tuple[Callable[[str, Language], object], ...] = (
    lambda text, language: read_figures(flatten(text, language), language, Measure.STRENGTH),
    lambda text, language: read_figures(flatten(text, language), language, Measure.CASUALTIES),
    lambda text, language: read_date(flatten(text, language), language),
    lambda text, language: read_commanders(flatten(text, language), language),
    lambda text, language: read_belligerents(flatten(text, language), language),
    lambda text, language: read_result(
        flatten(text, language), [side_names(flatten(text, language), language)], language
    ),
    lambda text, language: find_figures(f"They lost 4,000 men, {text}.", language),
    _named,
)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "wikitext": wikitext,
    "figures": figures,
    "dates": dates,
    "results": results,
    "xml": xml,
    "languages": languages,
}
