"""Where an article disagrees with itself: its infobox with its text, its numbers with arithmetic, editions with each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from battlex.check.editions import compared
from battlex.check.figures import against_text, arithmetic
from battlex.check.findings import CODES, Finding, Quote, Severity, finding, quote_of
from battlex.check.lead import dates, introduction, names
from battlex.languages import load
from battlex.model import Battle, Outcome

__all__ = ["CODES", "Finding", "Quote", "Severity", "check", "compare"]


def check(battle: Battle, *, off: Collection[str] = ()) -> list[Finding]:
    """What an article says in two ways, in the order of ``CODES``; codes in ``off`` are not looked for.

    The battle must have been read with its prose for its text to be held against its infobox.
    """
    language = load(battle.page.language) if battle.page.language else None
    found: list[Finding] = []
    if language is not None:
        lead = introduction(battle, language)
        if lead is not None:
            found.extend(dates(battle, lead, language))
            found.extend(names(battle, lead))
    for side in battle.sides:
        found.extend(arithmetic(side, language))
        found.extend(against_text(battle, side, language))
    found.extend(_winner(battle))
    return _chosen(found, off)


def compare(battles: Sequence[Battle], *, off: Collection[str] = ()) -> list[Finding]:
    """Where articles on the same battle, such as several language editions, disagree with each other."""
    found = [finding for one, other in combinations(battles, 2) for finding in compared(one, other)]
    return _chosen(found, off)


def _chosen(found: Sequence[Finding], off: Collection[str]) -> list[Finding]:
    order = {code: place for place, code in enumerate(CODES)}
    return sorted((f for f in found if f.code not in off), key=lambda f: order[f.code])


def _winner(battle: Battle) -> Iterator[Finding]:
    result = battle.result
    if result is not None and result.outcome is Outcome.VICTORY and not result.winner and battle.sides:
        yield finding("winner-unknown", "the winner is none of the sides", quote_of(battle, "result", result.text))
