"""Disagreements as text to read, and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from battlex.check import Finding, Quote
from battlex.model import Battle
from battlex.printed import SHAPE_VERSION, to_dict
from battlex.render import json
from battlex.render.plain import plain

_MOST_QUOTED = 200
"""Characters of a sentence of the text around what is quoted of it."""

Told = tuple[Finding, Battle | None, int | None]
"""A finding, the battle that it is of, and the number of that in the run; None for both where it is of several."""


def as_text(finding: Finding, battle: Battle | None, _: int | None = None) -> str:
    """The finding on one line, the passages that disagree below it, each with its place."""
    where = _title(battle)
    lines = [f"{where + ': ' if where else ''}{finding.severity} {finding.code}: {finding.message}"]
    shown: set[str] = set()
    for quote in finding.quotes:
        text = _around(quote, battle)
        if text != quote.text and text in shown:
            continue
        shown.add(text)
        place = f"{quote.page}: {quote.where}" if quote.page and battle is None else quote.where
        span = f" [{quote.span.start}:{quote.span.end}]" if quote.span is not None else ""
        lines.append(f"{place}{span}: {text}")
    return "".join(f"{plain(line)}\n" if number == 0 else f"    {plain(line)}\n" for number, line in enumerate(lines))


def _around(quote: Quote, battle: Battle | None) -> str:
    """A passage with what stands around it in its sentence: a bare number of the text tells nobody what it counts."""
    told = battle.prose if battle is not None and quote.span is not None else ()
    sentence = next((figure.sentence for figure in told if figure.span == quote.span), "")
    at = sentence.find(quote.text)
    if len(sentence) <= _MOST_QUOTED or at < 0:
        return sentence or quote.text
    start = max(0, min(at - _MOST_QUOTED // 2, len(sentence) - _MOST_QUOTED))
    end = max(start + _MOST_QUOTED, at + len(quote.text))
    return ("…" if start else "") + sentence[start:end].strip() + ("…" if end < len(sentence) else "")


def as_dict(finding: Finding, battle: Battle | None, number: int | None) -> dict[str, Any]:
    """What JSON prints of a finding: the battle and page that it is of (null where it is of several), and its fields."""
    whose: dict[str, Any] = {"battle": number, "name": None, "page": None}
    if battle is not None:
        whose |= {"name": battle.name, "page": to_dict(battle.page)}
    return {"battlex": SHAPE_VERSION, **whose, **to_dict(finding)}


def _title(battle: Battle | None) -> str:
    if battle is None:
        return ""
    return battle.page.title or battle.page.path or battle.name or ""


FORMS: dict[str, Callable[[Iterable[Told]], Iterator[str]]] = {
    "text": lambda found: (as_text(*one) for one in found),
    "json": lambda found: json.array(as_dict(*one) for one in found),
    "jsonl": lambda found: json.lines(as_dict(*one) for one in found),
}
"""How findings are printed, each with its battle, a chunk a finding."""
