"""May anything in a sentence, or told before it, say what became of what is counted in it?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.prose.counted import Counted
from battlex.prose.fates.second import PARTED_VERBS
from battlex.prose.sentence import Sentence

_TELLING = PARTED_VERBS | {"abandon", "inflict", "perish", "say", "suffer", "take"}
"""Keys of verbs that tell a fate by what they stand with, though they need not be words of fate."""


def may_tell(sentence: Sentence, found: Sequence[Counted]) -> bool:
    """Whether one of the phrases of a sentence may have a fate; where none may, no rule of fates needs to be asked."""
    if "fates" in sentence.sections or "total" in sentence.structure or not _TELLING.isdisjoint(sentence.listed):
        return True
    if any(item.fates or item.casualties or item.part for item in found):
        return True
    loss, first = sentence.thread.loss, found[0].quantity
    # "Darunter waren 80 Kinder.", "Raybaud les estime à 800."
    return loss is not None and loss[1] and ("part" in sentence.structure or first.start < first.core_start)
