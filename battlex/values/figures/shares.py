"""Which numbers are what a share is taken of ("10 % of 5,000 men"), or are taken times another ("3 × 500 men")?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.markup import Flat
from battlex.pattern import pattern
from battlex.values.figures.quantity import BEYOND, TIMES, Node, Quantity

_REACH = 40
"""Characters before a number that are looked at."""

_MOST = 3
"""Words of a share, and words between it and the number."""

_FEW = 20
"""Of fewer, as in "parts of 2 divisions", all are told of."""

_LETTERS = ("x", "\u0445")
"""Latin and Cyrillic letters that stand for the sign of multiplication."""

_SHARE = pattern(r"[%％½⅓⅔¼¾]$|^\(?\d[/⁄]\d$")


def name_wholes(nodes: Sequence[Node], flat: Flat, language: Language) -> None:
    """Name every number that a share is taken of, so that nobody counts it: how many the share makes is not stated."""
    ties, shares, articles = _words(language)
    for at, node in enumerate(nodes):
        if not isinstance(node, Quantity):
            _name_product(nodes, at)
        if not isinstance(node, Quantity) or node.name or (node.max or 0) < _FEW:
            continue
        before = fold(flat.text[max(0, node.start - _REACH) : node.start].rpartition("\n")[2]).split()
        tied = len(before)
        while tied and len(before) - tied < _MOST and before[tied - 1] in articles | ties:
            tied -= 1
        if not tied or ties.isdisjoint(before[tied:]):
            continue
        share = before[max(0, tied - _MOST) : tied]
        if _SHARE.search(share[-1]) or any(" ".join(share[at:]) in shares for at in range(len(share))):
            node.name = BEYOND


def _name_product(nodes: Sequence[Node], at: int) -> None:
    """Name the numbers on either side of a sign of multiplication: how many they make is not stated."""
    first, second = nodes[at - 1] if at else None, nodes[at + 1] if at + 1 < len(nodes) else None
    if not isinstance(first, Quantity) or not isinstance(second, Quantity) or second.name:
        return
    if (nodes[at].kind in TIMES and first.name in ("", "measure")) or (nodes[at].norm in _LETTERS and not first.name):
        first.name = second.name = BEYOND


@lru_cache(maxsize=64)
def _words(language: Language) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words for of, for shares, and those that may stand between."""
    ties, shares, articles = (map(fold, language.words("prose", key)) for key in ("of", "share", "determiner"))
    return frozenset(ties), frozenset(shares), frozenset(articles)
