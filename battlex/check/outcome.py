"""The result of an infobox against its sides: a winner that is none of them."""

from __future__ import annotations

from collections.abc import Iterator

from battlex.check.findings import Finding, finding, quote_of
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Battle, Outcome, Side
from battlex.values.allegiance import parties
from battlex.values.phrases import find, words


def strange_winner(battle: Battle, language: Language | None) -> Iterator[Finding]:
    """A victory of a country or people that no side is called after; a result that names nobody says nothing of the kind."""
    result = battle.result
    if language is None or result is None or result.outcome is not Outcome.VICTORY or result.winner:
        return
    names = [name for side in battle.sides for name in _names(side)]
    fighting = set().union(*(meant for name in names for meant in peoples(name, language).values()))
    # A side of any name may be the government, or those who rise against it.
    roles = set(language.words("parties", "roles"))
    told = {
        phrase: meant for phrase, meant in peoples(result.text.partition("\n")[0], language).items() if meant - roles
    }
    called = fold(" ".join(names))
    if names and told and not any(phrase in called or fighting & meant for phrase, meant in told.items()):
        yield finding("winner-unknown", "the winner is none of the sides", quote_of(battle, "result", result.text))


def _names(side: Side) -> Iterator[str]:
    for one in side.belligerents:
        yield from (name for name in (one.name, one.link, one.flag, one.group) if name)


def peoples(text: str, language: Language) -> dict[str, set[str]]:
    """The words of a text that speak of a country or people, each with the parties that it may mean."""
    sequence = words(text, language)
    hits = find(text, sequence, parties(language), "demonyms", language)
    return {sequence[hit.first].norm: {str(party) for party in hit.sense.value} for hit in hits}
