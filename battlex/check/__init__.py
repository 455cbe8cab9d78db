"""Where an article disagrees with itself: its infobox with its text, its numbers with arithmetic, editions with each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from battlex.check.arithmetic import miscounts
from battlex.check.dates import disagreeing_dates
from battlex.check.editions import compared
from battlex.check.figures import against_text
from battlex.check.findings import CODES, Finding, Quote, Severity
from battlex.check.hemispheres import wrong_hemisphere
from battlex.check.lead import introduction, names
from battlex.check.outcome import strange_winner
from battlex.languages import load
from battlex.model import Battle

__all__ = ["CODES", "Finding", "Quote", "Severity", "check", "compare"]


def check(battle: Battle, *, off: Collection[str] = ()) -> list[Finding]:
    """What an article says in two ways, in the order of ``CODES``; codes in ``off`` are not looked for.

    The battle must have been read with its prose for its text to be held against its infobox.
    """
    language = load(battle.page.language) if battle.page.language else None
    found: list[Finding] = []
    lead = introduction(battle, language) if language is not None else None
    found.extend(disagreeing_dates(battle, lead, language))
    if lead is not None:
        found.extend(names(battle, lead))
    found.extend(miscounts(battle, language))
    place = lead.cut(0, len(lead.text)).span(0, len(lead.text)) if lead is not None else None
    found.extend(against_text(battle, place, language))
    found.extend(wrong_hemisphere(battle))
    found.extend(strange_winner(battle, language))
    return _chosen(found, off)


def compare(battles: Sequence[Battle], *, off: Collection[str] = ()) -> list[Finding]:
    """Where articles on the same battle, such as several language editions, disagree with each other."""
    found = [finding for one, other in combinations(battles, 2) for finding in compared(one, other)]
    return _chosen(found, off)


def _chosen(found: Sequence[Finding], off: Collection[str]) -> list[Finding]:
    order = {code: place for place, code in enumerate(CODES)}
    return sorted((f for f in found if f.code not in off), key=lambda f: order[f.code])
