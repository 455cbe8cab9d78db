"""What the JSON output prints of a value: dicts, lists, strings, numbers, None."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any, overload

from battlex.model import Battle, Interval, Page
from battlex.record import Record, fields, metadata

SHAPE_VERSION = 1

_PAGE_KEYS = ("title", "language", "path", "page_id", "revision_id", "timestamp", "url")


@cache
def _shown(kind: type) -> tuple[str, ...]:
    """The fields of a class of this module that are printed; none where it is another class."""
    if issubclass(kind, Page):
        return _PAGE_KEYS
    if issubclass(kind, Interval):
        return ("start", "end")
    return tuple(name for name in fields(kind) if metadata(kind, name).get("json", True))


@overload
def to_dict(value: Record) -> dict[str, Any]: ...
@overload
def to_dict(value: None) -> None: ...
@overload
def to_dict(value: list[Any] | tuple[Record, ...]) -> list[Any]: ...
@overload
def to_dict(value: Any) -> Any: ...
def to_dict(value: Any) -> Any:
    """Turn a value of this module into what the JSON output prints: dicts, lists, strings, numbers, None."""
    kind: Any = type(value)
    if value is None or kind is str or kind is int:
        return value
    if names := _shown(kind):
        shown = {name: to_dict(getattr(value, name)) for name in names}
        return {"battlex": SHAPE_VERSION, **shown} if isinstance(value, Battle) else shown
    if isinstance(value, Mapping):
        return {key: to_dict(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_dict(item) for item in value]
    if isinstance(value, StrEnum):
        return str(value)
    return value
