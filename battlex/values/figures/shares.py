"""Which numbers are what a share is taken of: "10 % of 5,000 men", "half of his 3,000"?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.markup import Flat
from battlex.values.figures.quantity import BEYOND, Node, Quantity

_REACH = 40
"""Characters before a number that are looked at."""

_MOST = 3
"""Words of a share, and words between it and the number."""

_FEW = 20
"""Of fewer, as in "parts of 2 divisions", all are told of."""

_PERCENT = ("%", "％")


def name_wholes(nodes: Sequence[Node], flat: Flat, language: Language) -> None:
    """Name every number that a share is taken of, so that nobody counts it: how many the share makes is not stated."""
    ties, shares, articles = _words(language)
    for node in nodes:
        if not isinstance(node, Quantity) or node.name or (node.max or 0) < _FEW:
            continue
        before = fold(flat.text[max(0, node.start - _REACH) : node.start].rpartition("\n")[2]).split()
        tied = len(before)
        while tied and len(before) - tied < _MOST and before[tied - 1] in articles | ties:
            tied -= 1
        if not tied or ties.isdisjoint(before[tied:]):
            continue
        share = before[max(0, tied - _MOST) : tied]
        if share[-1].endswith(_PERCENT) or any(" ".join(share[at:]) in shares for at in range(len(share))):
            node.name = BEYOND


@lru_cache(maxsize=64)
def _words(language: Language) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words for of, for shares, and those that may stand between."""
    ties, shares, articles = (map(fold, language.words("prose", key)) for key in ("of", "share", "determiner"))
    return frozenset(ties), frozenset(shares), frozenset(articles)
