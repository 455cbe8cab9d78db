"""Who causes the losses that a number tells, and is it the enemy's number that follows a verb of meeting him?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages.lexicon import fold
from battlex.model import Category, Measure
from battlex.prose.reading import Read
from battlex.prose.sides.mentions import NEAR_NAME, Told
from battlex.prose.sides.subjects import CLAUSE, WORD, Subjects

_FACED = 5
"""So many words before a number may a verb of meeting an enemy stand."""


class Dealers:
    """Asks the verbs before numbers who deals losses, and who is met."""

    def __init__(self, subjects: Subjects) -> None:
        self.subjects = subjects
        self.words = subjects.words
        self.language = subjects.language

    def dealer(self, read: Read, text: str, told: Sequence[Told]) -> int | None:
        """ "les causaron 300 bajas", "les canons français font 300 morts": who causes losses, by a verb right before a number of them."""
        asked = self.words.active or (self.words.head_last and self.words.determiners)
        if not asked or read.figure.measure is not Measure.CASUALTIES:
            return None
        verb = next(reversed(list(WORD.finditer(text, max(0, read.start - NEAR_NAME), read.start))), None)
        if verb is not None and self._claims(read, text, verb.group()):
            return self.subjects.doer(text, told, verb.start())
        if (
            verb is None
            or not self.words.listed(verb.group(), "inflict", "gain")
            or (self.words.head_last and self._is_fate(verb.group()))
        ):
            return None
        if self.words.listed(verb.group(), "gain"):
            # "Les Prussiens attaquent et la bataille fait 300 morts": it need not be theirs.
            last = max((t.end for t in told if t.end <= verb.start()), default=0)
            between = text[last : verb.start()]
            if self.words.head_last and not self._opens(text, told, verb.start()):
                # "The attack on the French caused 300 casualties"
                return None
            if ";" in between or self.words.listed_in(between, "determiner"):
                return None
        return None if self.subjects.is_done_to(text, verb.start()) else self.subjects.doer(text, told, verb.start())

    def _opens(self, text: str, told: Sequence[Told], verb: int) -> bool:
        """Whether the only side named before a verb opens the sentence, and the verb stands right behind its name."""
        before = [one for one in told if one.end <= verb]
        return (
            len(before) == 1
            and all(self.words.listed(word, "determiner") for word in text[: before[0].start].split())
            and self._are_of(text[before[0].end : verb])
        )

    def _are_of(self, between: str) -> bool:
        """ "The French caused", "A French raid caused": whether a name, with what is counted as its people or deeds, is the subject."""
        said = between.split()
        return not said or (
            between[0].isspace() and len(said) == 1 and self.words.listed(said[0], "body", "event", "fleet")
        )

    def _claims(self, read: Read, text: str, verb: str) -> bool:
        """ "claimed 15 Zeros", "claimed 30 planes shot down": whether a verb right before losses claims to have dealt them."""
        if read.figure.category is not Category.AIRCRAFT or not self.words.head_last:
            return False
        if not self.words.listed(verb, "say") or not self.words.has_sense(verb, "claim"):
            return False
        said = text[read.start : read.end]
        if self.words.listed_in(said, "of", "among"):
            # "claimed 15 of their aircraft were shot down"
            return False
        tail = said.split()[-2:]
        dealt = self.words.listed(" ".join(tail), "inflict") or self.words.listed(tail[-1], "inflict")
        return dealt or (read.lead is not None and self.words.key(read.lead) == "say")

    def _is_fate(self, word: str) -> bool:
        senses = self.language.figures.word(fold(word))
        return senses is not None and "fates" in senses

    def is_faced(self, text: str, told: Sequence[Told], start: int) -> bool:
        """ "The British faced a force of 5,000": whether a number is that of the enemy of those named last."""
        if self.words.characters or not self.words.head_last:
            return False
        last = max((t.end for t in told if t.end <= start), default=0)
        gap = text[last:start]
        return not CLAUSE.search(gap) and any(self.words.listed(word, "faces") for word in gap.split()[-_FACED:])
