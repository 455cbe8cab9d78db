"""battlex reads what Wikipedia articles on battles state: sides, strengths, losses, dates, results, as data with their source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from battlex._version import __version__

if TYPE_CHECKING:
    from battlex.dump.many import extract_many
    from battlex.errors import BattlexError
    from battlex.model import Battle, Figure, Page, Side
    from battlex.pipeline import extract, find_figures, parse_date, parse_figures, parse_result
    from battlex.printed import to_dict
    from battlex.read import pages
    from battlex.render.records import to_records

_HOMES = {
    "battlex.dump.many": ("extract_many",),
    "battlex.errors": ("BattlexError",),
    "battlex.model": ("Battle", "Figure", "Page", "Side"),
    "battlex.printed": ("to_dict",),
    "battlex.pipeline": ("extract", "find_figures", "parse_date", "parse_figures", "parse_result"),
    "battlex.read": ("pages",),
    "battlex.render.records": ("to_records",),
}

__all__ = [
    "Battle",
    "BattlexError",
    "Figure",
    "Page",
    "Side",
    "__version__",
    "extract",
    "extract_many",
    "find_figures",
    "pages",
    "parse_date",
    "parse_figures",
    "parse_result",
    "to_dict",
    "to_records",
]


def __getattr__(name: str) -> Any:
    # A public name is imported when it is first asked for: a command that needs only some of them starts faster.
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'battlex' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
