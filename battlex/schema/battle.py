"""JSON Schema (2020-12) of a battle and of a finding as ``battlex extract`` and ``check`` print them, made from the model."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from battlex.check import CODES, Finding
from battlex.model import Battle, Interval, Page, Span
from battlex.printed import SHAPE_VERSION, to_dict

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_VERSION = {"const": SHAPE_VERSION, "description": "Version of this shape."}
_NARROWER: Mapping[tuple[str, str], dict[str, Any]] = {
    ("Coordinates", "lat"): {"minimum": -90, "maximum": 90},
    ("Coordinates", "lon"): {"minimum": -180, "maximum": 180},
    ("Coordinates", "precision"): {"exclusiveMinimum": 0},
    ("Side", "side"): {"minimum": 1},
    ("Parameter", "side"): {"minimum": 1},
    ("ProseFigure", "side"): {"minimum": 1},
    ("Finding", "side"): {"minimum": 1},
}
"""What the type of a field does not say."""


def battle_schema() -> dict[str, Any]:
    """The schema of one battle: a line of JSONL, an element of the JSON array."""
    definitions: dict[str, Any] = {}
    reference = _of_class(Battle, definitions)
    battle = definitions.pop(reference["$ref"].rpartition("/")[2])
    return {
        "$schema": _DIALECT,
        "title": "A battle as battlex reads it from an article",
        **battle,
        "$defs": definitions,
    }


def finding_schema() -> dict[str, Any]:
    """The schema of one finding of ``battlex check``."""
    definitions: dict[str, Any] = {}
    page = _of_class(Page, definitions)
    reference = _of_class(Finding, definitions)
    finding = definitions.pop(reference["$ref"].rpartition("/")[2])
    properties = {
        "battlex": _VERSION,
        "battle": {"type": ["integer", "null"], "minimum": 1, "description": "Number of the battle in the run."},
        "name": {"type": ["string", "null"], "description": "Name of the battle."},
        "page": {"anyOf": [page, {"type": "null"}]},
        **finding["properties"],
        "code": {"enum": list(CODES)},
    }
    return {
        "$schema": _DIALECT,
        "title": "A disagreement as battlex finds it in an article",
        **finding,
        "properties": properties,
        "required": list(properties),
        "$defs": definitions,
    }


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value with this type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        options = [_of(argument, definitions) for argument in arguments]
        if all(option.keys() == {"type"} for option in options):
            return {"type": [option["type"] for option in options]}
        return {"anyOf": options}
    if origin is tuple:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(arguments[1], definitions)}
    if hint is Span:
        ends = [{"type": "integer", "minimum": 0}] * 2
        return {"type": "array", "prefixItems": ends, "items": False, "minItems": 2, "description": _doc(Span)}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [str(member) for member in hint]}
    if hint is Interval or dataclasses.is_dataclass(hint):
        return _of_class(hint, definitions)
    return {"type": {type(None): "null", str: "string", bool: "boolean", int: "integer", float: "number"}[hint]}


def _of_class(model: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to the definition of a class of the model, which is made where it is met first."""
    name = model.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = typing.get_type_hints(model)
        properties = {key: {**_of(hints[key], definitions), **_NARROWER.get((name, key), {})} for key in _keys(model)}
        if model is Battle:
            properties = {"battlex": _VERSION, **properties}
        definitions[name] = {
            "type": "object",
            "description": _doc(model),
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _keys(model: Any) -> list[str]:
    """The keys that JSON prints of a class."""
    if model is Page:
        return list(to_dict(Page("")))
    if model is Interval:
        return list(Interval._fields)
    return [field.name for field in dataclasses.fields(model) if field.metadata.get("json", True)]


def _doc(model: Any) -> str:
    """The first paragraph of a class's docstring, on one line."""
    return " ".join((model.__doc__ or "").split("\n\n")[0].split()).replace("``", "")
