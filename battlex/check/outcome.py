"""The result of an infobox against its sides: a winner that is none of them."""

from __future__ import annotations

from collections.abc import Iterator

from battlex.check.findings import Finding, finding, quote_of
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Battle, Outcome
from battlex.pattern import pattern
from battlex.values.allegiance import parties

_WORD = pattern(r"\w+")


def strange_winner(battle: Battle, language: Language | None) -> Iterator[Finding]:
    """A victory of a country or people that no side is called after; a result that names nobody says nothing of the kind."""
    result = battle.result
    if language is None or result is None or result.outcome is not Outcome.VICTORY or result.winner:
        return
    names = " ".join(fold(name) for side in battle.sides for name in _names(battle, side.side))
    told = [word for word in _WORD.findall(fold(result.text.partition("\n")[0])) if _parties(word, language)]
    if names and told and not any(party in names for word in told for party in (word, *_parties(word, language))):
        yield finding("winner-unknown", "the winner is none of the sides", quote_of(battle, "result", result.text))


def _names(battle: Battle, side: int) -> Iterator[str]:
    for one in battle.sides[side - 1].belligerents:
        yield from (name for name in (one.name, one.link, one.flag, one.group) if name)


def _parties(word: str, language: Language) -> tuple[str, ...]:
    """The parties that a word denotes."""
    senses = parties(language).word(word)
    return tuple(fold(str(party)) for sense in senses.values() for party in sense.value) if senses else ()
