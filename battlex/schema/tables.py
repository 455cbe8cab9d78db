"""Table Schema of our tables (Frictionless), made from their columns."""

from __future__ import annotations

from typing import Any

from battlex._version import __version__
from battlex.render.csv import COMMA, TAB
from battlex.render.records import TABLES, Column, find_table


def table_schema(name: str) -> dict[str, Any]:
    """The Table Schema of a table; BattlexError where there is none of that name."""
    table = find_table(name)
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if name != "battles":
        battle = {"resource": "battles", "fields": ["battle"]}
        schema["foreignKeys"] = [{"fields": ["battle"], "reference": battle}]
    return schema


def data_package(form: str = "csv") -> dict[str, Any]:
    """The datapackage.json of a folder with all tables as ``form``: csv or tsv."""
    return {
        "name": "battles",
        "title": "Battles read from Wikipedia articles",
        "description": f"Written by battlex {__version__}.",
        "resources": [
            {
                "name": name,
                "title": table.description,
                "path": f"{name}.{form}",
                "profile": "tabular-data-resource",
                "scheme": "file",
                "format": form,
                "mediatype": "text/csv" if form == "csv" else "text/tab-separated-values",
                "encoding": "utf-8",
                "dialect": {"delimiter": COMMA if form == "csv" else TAB, "lineTerminator": "\n", "doubleQuote": True},
                "schema": table_schema(name),
            }
            for name, table in TABLES.items()
        ],
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.enum:
        constraints["enum"] = list(map(str, column.enum))
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    field = {"name": column.name, "type": column.type, "description": column.description}
    return {**field, "constraints": constraints} if constraints else field
