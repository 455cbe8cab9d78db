"""Every regular expression of the package, and long texts on which one that backtracks badly would show it."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import battlex
from battlex.pattern import Pattern

PIECES = (
    *"a A 1 0 _ - = | { } [ ] < > ( ) ' \" . , : ; / & # * ! % ~ + I é 万 三 人 – \u0301 \u200f \u00a0 \ud800".split(
        " "
    ),
    *(
        " ",
        "\n",
        "\t",
        "a ",
        "1 ",
        "1,",
        "1.",
        "1-",
        "a-",
        "a.",
        "a\n",
        "\n ",
        "ab1",
        "&amp;",
        "&#1;",
        "{{",
        "}}",
        "[[",
        "]]",
        "{|",
        "|}",
    ),
    *(
        "<a",
        "<a ",
        "<br",
        "<br ",
        "<br\n",
        "</",
        "<!--",
        "-->",
        "<ref",
        "<ref>",
        "</ref>",
        "<nowiki ",
        "==",
        "== a",
        "http://",
        "[http://a ",
    ),
    *(
        "|a=",
        "|a",
        "a=",
        "1px",
        "1x1",
        "a:",
        ":a",
        "M",
        "XIV",
        "und ",
        "January ",
        "1914",
        "File:a|",
        "{{a|",
        "[[a|",
        "''",
        "'''''",
        "~1..2 ",
    ),
)
TAILS = ("", "\x00", "a")
"""What stands at the end decides whether a pattern fails there, having tried everything."""


def texts(length: int) -> Iterator[str]:
    """Texts of this length: one piece again and again, alone and behind another, with each tail."""
    for piece in PIECES:
        body = (piece * (length // len(piece) + 1))[:length]
        for tail in TAILS:
            yield body + tail
        for head in ("<", "{{", "&", "=", "1"):
            yield head + body


def patterns() -> dict[str, re.Pattern[Any]]:
    """The compiled patterns of all modules by their place, those in containers and classes too."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in pkgutil.walk_packages(battlex.__path__, "battlex."):
        if module.name.endswith(("__main__", "build_hook")):
            continue
        for name, value in vars(import_module(module.name)).items():
            for place, pattern in _within(name, value, 3):
                found.setdefault(f"{module.name}.{place}", pattern)
    return found


def _within(place: str, value: object, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, Pattern):
        yield place, re.compile(value.pattern, value.flags)
    elif isinstance(value, re.Pattern):
        yield place, value
    elif depth and isinstance(value, dict):
        for key, inner in list(value.items()):
            yield from _within(f"{place}[{key!r}]", inner, depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for number, inner in enumerate(value):
            yield from _within(f"{place}[{number}]", inner, depth - 1)
    elif depth and isinstance(value, type) and value.__module__.startswith("battlex"):
        for name, inner in list(vars(value).items()):
            yield from _within(f"{place}.{name}", inner, depth - 1)


def possessive_groups(pattern: re.Pattern[Any]) -> int:
    """How many groups are repeated possessively (``(?:…)*+``): Python before 3.11.5 takes in what the last try has read of one.

    ``(?>(?:…)*)`` says the same; a single character or set may be repeated possessively. See python/cpython#106052.
    """
    return sum(_possessive(import_module("re._parser").parse(pattern.pattern, pattern.flags)))


_SINGLE = frozenset({"LITERAL", "NOT_LITERAL", "IN", "ANY"})


def _possessive(parsed: Any) -> Iterator[bool]:
    """For each possessive repetition in what a pattern was parsed to, however deep it stands: whether it is of a group."""
    parsed = getattr(parsed, "data", parsed)
    if not isinstance(parsed, (tuple, list)):
        return
    if len(parsed) == 2 and str(parsed[0]) == "POSSESSIVE_REPEAT":
        inner = parsed[1][2]
        yield len(inner) != 1 or str(inner[0][0]) not in _SINGLE
    for part in parsed:
        yield from _possessive(part)
