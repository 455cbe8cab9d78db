"""JSON as it comes: an array that is written value by value, or one value a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

WIDTH = 100
"""What fits in this many characters stands on one line: a link, a span, an interval, a short list."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


def array(values: Iterable[Any]) -> Iterator[str]:
    """The text of a JSON array, a chunk a value, so that memory holds one value at a time."""
    opening = "[\n  "
    for value in values:
        yield opening + layout(value, 2)
        opening = ",\n  "
    yield "[]\n" if opening.startswith("[") else "\n]\n"


def lines(values: Iterable[Any]) -> Iterator[str]:
    """JSONL: one value a line."""
    for value in values:
        yield compact(value) + "\n"


def compact(value: Any) -> str:
    """``value`` as JSON on one line."""
    return _encode(value)


def layout(value: Any, indent: int = 0) -> str:
    """``value`` as JSON for readers: on one line where it fits, else an item a line, indented by two."""
    if not isinstance(value, (dict, list)) or not value:
        return "null" if value is None else compact(value)
    inner = indent + 2
    if isinstance(value, dict):
        items = [f"{compact(key)}: {layout(item, inner)}" for key, item in value.items()]
        opening, closing = "{", "}"
    else:
        items = [layout(item, inner) for item in value]
        opening, closing = "[", "]"
    # An item that does not fit on a line has line breaks, which the text of no string has.
    line = f"{opening}{', '.join(items)}{closing}"
    if indent + len(line) <= WIDTH and "\n" not in line:
        return line
    blank = "\n" + " " * inner
    return f"{opening}{blank}{(',' + blank).join(items)}\n{' ' * indent}{closing}"
