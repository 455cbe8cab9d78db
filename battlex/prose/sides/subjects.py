"""Who acts in a sentence in which sides are named: its subject, which need not be who is named last?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Fate, Measure
from battlex.pattern import pattern
from battlex.prose.reading import Read
from battlex.prose.sides.mentions import NEAR_NAME, Told
from battlex.prose.words import words_of
from battlex.values.figures.token import Token

OWNER = 5
"""Characters between a name and the thing that it names the owner of."""

_DESCRIBED, _PAIRED = 2, 5
"""Words that may describe a name or a number; words that hold a verb and its object."""

_ACTED = 4
"""So many words before a name may stand the word for by and the verb before it."""

_STOP, _MARK = pattern(r"[;:.]\s"), pattern(r"[,;:.]\s")
_WORD = pattern(r"[^\W\d_]++")
_CLAUSE = pattern(r"[,;，；。]")
APART = pattern(r"[,;:.，；：。、]")


class Subjects:
    """Tells which side does what a sentence says, and which one only tells of it."""

    def __init__(self, numbers: Sequence[int], language: Language) -> None:
        self.language = language
        self.words = words_of(language)
        self.numbers = numbers
        self.company = frozenset(map(fold, language.words("people", "with")))

    def taker(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """ "The British took 400 prisoners and 12 guns": whose the prisoners are where the verb of the list tells."""
        low = max((mark.end() for mark in _STOP.finditer(text, 0, start)), default=0)
        verb = None
        for found in _WORD.finditer(text, low, start):
            if self.words.listed(found.group(), "auxiliary"):
                verb = None
            elif self.words.listed(found.group(), "take", "inflict", "gain") and not self.is_done_to(
                text, found.start()
            ):
                verb = found.start()
        if verb is None or any(verb < t.start < start for t in told):
            return None
        return self.other(self.doer(text, told, verb))

    def _before(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """The side named last, but for those against whom the one named before them acts."""
        found = [t for t in told if t.end <= start]
        while len(found) > 1 and not _MARK.search(text, found[-2].end, start):
            # "l'armée russe qui fait face à Napoléon compte 392 000 hommes"
            against = text[found[-2].end : found[-1].start].split()[-_DESCRIBED:]
            if not any(self.words.listed(word, "versus", "whither") for word in against):
                break
            found.pop()
        return found[-1].side if found else None

    def topic(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """The side that a place of the sentence speaks of by what stands before it.

        Where no blanks part words, that is the side named last in the same clause, or else who acts in the nearest
        clause that names one: whom he acts upon has no figures of its own in the clauses that follow.
        """
        if not self.words.characters:
            return self._before(text, told, start)
        clauses = [0, *(mark.end() for mark in _CLAUSE.finditer(text, 0, start))]
        for place in range(len(clauses) - 1, -1, -1):
            end = clauses[place + 1] if place + 1 < len(clauses) else start
            here = [t for t in told if clauses[place] <= t.start and t.end <= end]
            folded = fold(text[here[-1].end + OWNER if here else clauses[place] : end])
            if self.words.stands_in(fold(text[clauses[place] : end]), "self") and told:
                return (here or told)[0].side
            if self.words.stands_in(folded, "role"):
                return None
            if here:
                one = here[-1] if place + 1 == len(clauses) or self._says(text, here) else here[0]
                by = one.start and self.words.listed(text[one.start - 1], "auxiliary")
                return self.other(one.side) if by else one.side
            if clauses[place] and text[clauses[place] - 1] in ";；":
                return None
        return None

    def doer(self, text: str, told: Sequence[Told], at: int) -> int | None:
        """The side that does what a verb at a place says: its subject, which need not be who is named last.

        "The French drove off the British and killed 40": behind a joint or a comma, the side named last may be the object
        of the verb before; the other side has then acted.
        """
        before = [t for t in told if t.end <= at]
        if self.words.characters or not before:
            return self.topic(text, told, at)
        last = before[-1]
        gap = text[last.end : at]
        if not _MARK.search(gap) and not any(self.joins(word) for word in gap.split()):
            return last.side
        if gap.lstrip(" ,")[:1] != gap.lstrip()[:1] and self.words.has_sense(
            gap.lstrip(" ,").partition(" ")[0], "preposition"
        ):
            # "by the rebels, who killed three"
            return last.side
        subject = next((t.side for t in reversed(before) if self._opens(text, t)), None)
        return subject if subject is not None else self.other(last.side)

    def _opens(self, text: str, one: Told) -> bool:
        """Whether a name stands where the subject of a clause does: at its beginning, or behind a whole phrase of when and where."""
        start = max((mark.end() for mark in _MARK.finditer(text, 0, one.start)), default=0)
        ahead = text[start : one.start].split()
        joint = next((at for at in range(len(ahead) - 1, -1, -1) if self.joins(ahead[at])), -1)
        ahead = ahead[joint + 1 :]
        if not ahead:
            return True
        if self.words.has_sense(ahead[0], "preposition") and not self.words.listed(ahead[0], "determiner"):
            return len(ahead) > _DESCRIBED
        return len(ahead) <= _DESCRIBED

    def joins(self, word: str) -> bool:
        """Whether a word joins clauses."""
        folded = fold(word)
        senses = self.language.figures.word(folded)
        if senses is not None and "quantifiers" in senses and senses["quantifiers"].key == "and":
            return True
        return self.words.listed(folded, "particle", "clause", "contrast")

    def inflicts(self, lead: Token, text: str) -> bool:
        """Whether a fate before a number is a verb of doing this to somebody: "killed three and wounded 17" as well."""
        key = self.words.key(lead)
        if self.words.active and any(self.words.listed(word, "perfect") for word in text[: lead.start].split()[-1:]):
            # "ont tué 300 hommes"
            return lead.has("fates", Fate.KILLED, Fate.WOUNDED, Fate.CAPTURED)
        if key != "label" or self.words.characters:
            return key in ("inflict", "take", "beat")
        ahead = text[: lead.start].split()[-_PAIRED:]
        return len(ahead) > 2 and self.joins(ahead[-1]) and any(self.words.listed(word, "inflict") for word in ahead)

    def captor(self, read: Read, text: str, told: Sequence[Told]) -> int | None:
        """The side in whose hands losses are: "tombent aux mains des Français", "gerieten in französische Gefangenschaft"."""
        if read.figure.measure is not Measure.CASUALTIES:
            return None
        for found in _WORD.finditer(text, read.start, min(len(text), read.end + NEAR_NAME)):
            if not self.words.listed(found.group(), "captor"):
                continue
            for one in told:
                gap = text[found.end() : one.start].split()
                behind = one.start > found.end() and gap and all(self.words.listed(w, "of", "determiner") for w in gap)
                if behind or text[one.end : found.start()] == " ":
                    return one.side
        return None

    def is_done_to(self, text: str, verb: int) -> bool:
        """ "the number of English who were killed as 700": whether a verb has its auxiliary right before it."""
        ahead = text[:verb].split()[-1:]
        return not self.words.characters and bool(ahead) and self.words.listed(ahead[0], "auxiliary")

    def suffers(self, read: Read, text: str) -> bool:
        """ "while losing 119 men", "for the loss of 12": whether the losses are the subject's, whoever is named last."""
        if self.words.characters:
            return False
        if read.lead is not None and self.words.key(read.lead) == "suffer":
            return True
        near = (*text[: read.start].split()[-_DESCRIBED:], *text[read.start : read.end].split()[:1])
        return any(self.words.listed(word, "suffer") for word in near)

    def acts_upon(self, text: str, told: Sequence[Told], start: int) -> bool:
        """ "was hit by the British army, which left 17 dead": the dead need not be of the side that acts."""
        last = next((t for t in reversed(told) if t.end <= start), None)
        if last is None or self.words.characters:
            return False
        ahead = text[: last.start].split()[-_ACTED:]
        agent = next((at for at, word in enumerate(ahead) if self.words.listed(word, "agent")), -1)
        return agent > 0 and not self.words.listed(ahead[agent - 1], "led")

    def is_company(self, text: str, told: Sequence[Told], start: int) -> bool:
        """ "attacked by 300 men", "met the French with 300 men": whether a number may be of either side."""
        if self.words.characters:
            return False
        last = max((t.end for t in told if t.end <= start), default=0)
        ahead = text[last:start].split()[-_DESCRIBED:]
        if any(self.words.listed(word, "agent") for word in ahead):
            return True
        if not any(fold(word) in self.company for word in ahead):
            return False
        low = max((mark.end() for mark in _MARK.finditer(text, 0, start)), default=0)
        return len({t.side for t in told if low <= t.start and t.end <= start}) > 1

    def _says(self, text: str, here: Sequence[Told]) -> bool:
        """ "周瑜估計曹軍北方士卒不過十五六萬": whether who is named first but tells what follows."""
        between = text[here[0].end : here[-1].start]
        return any(word in between for word in self.words.saying)

    def other(self, side: int | None) -> int | None:
        """The other of two sides."""
        if side is None or len(self.numbers) != 2:
            return None
        return self.numbers[1] if side == self.numbers[0] else self.numbers[0]
