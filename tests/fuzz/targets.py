"""The entry points as functions of bytes that must never raise, nor tell spans that are not there."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import battlex
from battlex.errors import BattlexError, DataError
from battlex.languages import Language, codes, load

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


def xml(data: bytes) -> None:
    """A file of any kind: an export, an answer of the API, compressed or not."""
    path = _folder() / "input"
    path.write_bytes(data)
    errors: list[BattlexError] = []
    try:
        for page in battlex.pages(path, on_error=errors.append):
            assert "\0" not in page.wikitext
    except BattlexError as error:
        errors.append(error)
    assert all("\n" not in str(error) and str(error).isprintable() for error in errors)


def languages(data: bytes) -> None:
    """A language file: read, or refused with a reason."""
    import tomllib

    from battlex.languages import schema

    try:
        table = tomllib.loads(data.decode("utf-8", "replace"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    try:
        schema.check(table, "input.toml")
        language = Language("input", table)
        language.figures.word("word")
        for section in ("results", "people", "demonyms"):
            language.lexicon(section).word("word")
    except DataError:
        return


TARGETS: dict[str, Callable[[bytes], None]] = {
    "wikitext": wikitext,
    "figures": figures,
    "dates": dates,
    "results": results,
    "xml": xml,
    "languages": languages,
}
