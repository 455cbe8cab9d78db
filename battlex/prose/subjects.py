"""Who acts in a sentence in which sides are named: its subject, which need not be who is named last."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.pattern import pattern
from battlex.prose.reading import Read
from battlex.prose.words import words_of
from battlex.record import Record, record
from battlex.values.figures.token import Token

NEAR = 40
"""Characters behind a phrase within which a name may still describe it ("32 ships of the Spanish fleet")."""
OWNER = 5
"""Characters between a name and the thing that it names the owner of."""
_OPENING, _DESCRIBED, _PAIRED = 40, 2, 5
"""Characters that open a sentence; words that may describe a name or a number; words that hold a verb and its object."""
_ACTED = 4
"""So many words before a name may stand the word for by and the verb before it."""
_STOP, _MARK = pattern(r"[;:.]\s"), pattern(r"[,;:.]\s")
_WORD = pattern(r"[^\W\d_]++")
_CLAUSE = pattern(r"[,;，；。]")
LEAD = 600
"""Characters at the beginning of a passage that are searched for who speaks."""
APART = pattern(r"[,;:.，；：。、]")


@record
class Told(Record):
    """A stretch of the sentence that speaks of one side."""

    start: int
    end: int
    side: int


class Subjects:
    """Tells which side does what a sentence says, and which one only tells of it."""

    def __init__(self, numbers: Sequence[int], language: Language) -> None:
        self.language = language
        self.words = words_of(language)
        self.numbers = numbers
        self.company = frozenset(map(fold, language.words("people", "with")))
        self.accounts = tuple(fold(phrase) for phrase in language.words("structure", "claim") if " " in phrase)

    def _sources_end(self, text: str) -> int:
        """Where the words end that open a sentence and tell whose account it follows ("According to French reports, ")."""
        folded = fold(text[:_OPENING]).lstrip()
        if not any(folded.startswith(phrase) for phrase in self.accounts):
            return 0
        comma = text.find(",", 0, LEAD)
        return max(comma, 0)

    def _is_source(self, text: str, one: Told) -> bool:
        """ "French accounts give 28 killed": whether a name tells only who says so."""
        ahead = fold(text[one.end : one.end + NEAR]).split()
        for place, word in enumerate(ahead[:_DESCRIBED]):
            if self._has_sense(word, "claim"):
                # "French estimates of the strength": a noun, not the verb of who claims something of himself.
                return self.words.lexicon.word(word) is None or any(
                    self._listed(w, "of") for w in ahead[place + 1 : place + 2]
                )
        return False

    def _taker(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """ "The British took 400 prisoners and 12 guns": whose the prisoners are where the verb of the list tells."""
        low = max((mark.end() for mark in _STOP.finditer(text, 0, start)), default=0)
        verb = None
        for found in _WORD.finditer(text, low, start):
            if self._listed(found.group(), "auxiliary"):
                verb = None
            elif self._listed(found.group(), "take", "inflict") and not self._is_done_to(text, found.start()):
                verb = found.start()
        if verb is None or any(verb < t.start < start for t in told):
            return None
        return self._other(self._doer(text, told, verb))

    @staticmethod
    def _before(told: Sequence[Told], start: int) -> int | None:
        found = [t for t in told if t.end <= start]
        return found[-1].side if found else None

    def _topic(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """The side that a place of the sentence speaks of by what stands before it.

        Where no blanks part words, that is the side named last in the same clause, or else who acts in the nearest
        clause that names one: whom he acts upon has no figures of its own in the clauses that follow.
        """
        if not self.words.characters:
            return self._before(told, start)
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
                by = one.start and self._listed(text[one.start - 1], "auxiliary")
                return self._other(one.side) if by else one.side
            if clauses[place] and text[clauses[place] - 1] in ";；":
                return None
        return None

    def _doer(self, text: str, told: Sequence[Told], at: int) -> int | None:
        """The side that does what a verb at a place says: its subject, which need not be who is named last.

        "The French drove off the British and killed 40": behind a joint or a comma, the side named last may be the object
        of the verb before; the other side has then acted.
        """
        before = [t for t in told if t.end <= at]
        if self.words.characters or not before:
            return self._topic(text, told, at)
        last = before[-1]
        gap = text[last.end : at]
        if not _MARK.search(gap) and not any(self._joins(word) for word in gap.split()):
            return last.side
        if gap.lstrip(" ,")[:1] != gap.lstrip()[:1] and self._has_sense(
            gap.lstrip(" ,").partition(" ")[0], "preposition"
        ):
            # "by the rebels, who killed three"
            return last.side
        subject = next((t.side for t in reversed(before) if self._opens(text, t)), None)
        return subject if subject is not None else self._other(last.side)

    def _opens(self, text: str, one: Told) -> bool:
        """Whether a name stands where the subject of a clause does: at its beginning, or behind a whole phrase of when and where."""
        start = max((mark.end() for mark in _MARK.finditer(text, 0, one.start)), default=0)
        ahead = text[start : one.start].split()
        joint = next((at for at in range(len(ahead) - 1, -1, -1) if self._joins(ahead[at])), -1)
        ahead = ahead[joint + 1 :]
        if not ahead:
            return True
        if self._has_sense(ahead[0], "preposition"):
            return len(ahead) > _DESCRIBED
        return len(ahead) <= _DESCRIBED

    def _has_sense(self, word: str, key: str) -> bool:
        """Whether a word is listed under a key of the ``structure`` section."""
        senses = self.language.figures.word(fold(word))
        structure = senses.get("structure") if senses else None
        return structure is not None and structure.key == key

    def _joins(self, word: str) -> bool:
        """Whether a word joins clauses."""
        folded = fold(word)
        senses = self.language.figures.word(folded)
        if senses is not None and "quantifiers" in senses and senses["quantifiers"].key == "and":
            return True
        return self._listed(folded, "particle", "clause")

    def _inflicts(self, lead: Token, text: str) -> bool:
        """Whether a fate before a number is a verb of doing this to somebody: "killed three and wounded 17" as well."""
        key = self.words.key(lead)
        if key != "label" or self.words.characters:
            return key in ("inflict", "take", "beat")
        ahead = text[: lead.start].split()[-_PAIRED:]
        return len(ahead) > 2 and self._joins(ahead[-1]) and any(self._listed(word, "inflict") for word in ahead)

    def _is_done_to(self, text: str, verb: int) -> bool:
        """ "the number of English who were killed as 700": whether a verb has its auxiliary right before it."""
        ahead = text[:verb].split()[-1:]
        return not self.words.characters and bool(ahead) and self._listed(ahead[0], "auxiliary")

    def _suffers(self, read: Read, text: str) -> bool:
        """ "while losing 119 men", "for the loss of 12": whether the losses are the subject's, whoever is named last."""
        if self.words.characters:
            return False
        if read.lead is not None and self.words.key(read.lead) == "suffer":
            return True
        near = (*text[: read.start].split()[-_DESCRIBED:], *text[read.start : read.end].split()[:1])
        return any(self._listed(word, "suffer") for word in near)

    def _acts_upon(self, text: str, told: Sequence[Told], start: int) -> bool:
        """ "was hit by the British army, which left 17 dead": the dead need not be of the side that acts."""
        last = next((t for t in reversed(told) if t.end <= start), None)
        if last is None or self.words.characters:
            return False
        ahead = text[: last.start].split()[-_ACTED:]
        agent = next((at for at, word in enumerate(ahead) if self._listed(word, "agent")), -1)
        return agent > 0 and not self._listed(ahead[agent - 1], "led")

    def _counts(self, name: str) -> bool:
        """Whether a name is but a word of number, as in "Kingdom of the Two Sicilies"."""
        senses = self.language.figures.word(fold(name))
        return senses is not None and "numbers" in senses

    def _is_company(self, text: str, told: Sequence[Told], start: int) -> bool:
        """ "attacked by 300 men", "met the French with 300 men": whether a number may be of either side."""
        if self.words.characters:
            return False
        last = max((t.end for t in told if t.end <= start), default=0)
        ahead = text[last:start].split()[-_DESCRIBED:]
        if any(self._listed(word, "agent") for word in ahead):
            return True
        if not any(fold(word) in self.company for word in ahead):
            return False
        low = max((mark.end() for mark in _MARK.finditer(text, 0, start)), default=0)
        return len({t.side for t in told if low <= t.start and t.end <= start}) > 1

    def _says(self, text: str, here: Sequence[Told]) -> bool:
        """ "周瑜估計曹軍北方士卒不過十五六萬": whether who is named first but tells what follows."""
        between = text[here[0].end : here[-1].start]
        return any(word in between for word in self.words.saying)

    def _listed(self, word: str, *keys: str) -> bool:
        senses = self.words.lexicon.word(fold(word))
        return bool(senses) and senses is not None and senses["prose"].key in keys

    def _other(self, side: int | None) -> int | None:
        """The other of two sides."""
        if side is None or len(self.numbers) != 2:
            return None
        return self.numbers[1] if side == self.numbers[0] else self.numbers[0]
