"""A disagreement as text to read, and as a line of JSON."""

from __future__ import annotations

import dataclasses
from typing import Any

from battlex.check import Finding
from battlex.model import Battle, to_dict
from battlex.render.json import compact
from battlex.render.plain import plain


def as_text(finding: Finding, battle: Battle | None) -> str:
    """The finding on one line, the passages that disagree below it, each with its place."""
    where = _title(battle)
    lines = [f"{where + ': ' if where else ''}{finding.severity} {finding.code}: {finding.message}"]
    for quote in finding.quotes:
        place = f"{quote.page}: {quote.where}" if quote.page and battle is None else quote.where
        span = f" [{quote.span.start}:{quote.span.end}]" if quote.span is not None else ""
        lines.append(f"{place}{span}: {quote.text}")
    return "".join(f"{plain(line)}\n" if number == 0 else f"    {plain(line)}\n" for number, line in enumerate(lines))


def as_json(finding: Finding, battle: Battle | None) -> str:
    """The finding as an object on one line, with the page that it is of."""
    data: dict[str, Any] = {"page": to_dict(battle.page) if battle is not None else None}
    data |= {field.name: to_dict(getattr(finding, field.name)) for field in dataclasses.fields(finding)}
    return compact(data) + "\n"


def _title(battle: Battle | None) -> str:
    if battle is None:
        return ""
    return battle.page.title or battle.page.path or battle.name or ""
