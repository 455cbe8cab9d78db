"""Before anything is asked what it counts: which verbs were only tried, and which four digits are a year?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.prose.words import Words, counts, has, is_fate, is_joint, is_noun
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import NO_SENSES, Token

_REACH = 4
"""So many words before "to" may the verb stand that says it was only tried ("failed in their attempt to")."""


def only_tried(tokens: Sequence[Token], words: Words) -> None:
    """Take the meaning from verbs of fate that were not carried out: "they tried to capture 300 men" captures nobody.

    What was managed, or is told without such a verb ("went on to kill 200"), was done.
    """
    if not words.attempts:
        return
    for place in [place for place, token in enumerate(tokens) if "fates" in token.senses]:
        if place > 1 and tokens[place - 1].has("quantifiers", "to"):
            before = tokens[max(0, place - 1 - _REACH) : place - 1]
            if any(words.key(verb) == "attempt" for verb in before):
                tokens[place].norm, tokens[place].senses = "", NO_SENSES


def date_by_verb(nodes: Sequence[Node], numbers: Sequence[int]) -> None:
    """ "Bis 1945 starben dort 300 Häftlinge": four digits between a word of limit and a fate that another number follows.

    Right before another number, they are a year as well: "Es fielen 1953 etwa 300 Mann".
    """
    for place, further in pairwise(numbers):
        year, number = nodes[place], nodes[further]
        if not isinstance(year, Quantity) or not year.bare or year.name or not counts(number):
            continue
        if further == place + 1:
            year.name = "date"
            continue
        before = nodes[place - 1] if place else None
        limited = year.start < year.core_start and year.max is not None
        between = nodes[place + 1 : further]
        if not between or not is_fate(between[0]) or is_noun(between[0]):
            continue
        if not limited and not has(before, "structure", "preposition"):
            continue
        if has(between[-1], "structure", "preposition") and len(between) > 1:
            continue
        if all(isinstance(node, Token) and node.kind == "word" and not is_joint(node) for node in between):
            year.name = "date"
