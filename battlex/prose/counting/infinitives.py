"""Which verbs behind "to" tell what was done, and which only what was tried?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.prose.words import Words
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
