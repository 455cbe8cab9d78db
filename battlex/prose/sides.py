"""Whose figure it is: the side that a figure of a sentence speaks of, where the text tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Belligerent, Fate, Measure, Person, Side, Unit
from battlex.pattern import pattern
from battlex.prose.reading import Read
from battlex.prose.words import words_of
from battlex.record import Record, record
from battlex.values.allegiance import Allegiance
from battlex.values.figures.describe import PEOPLE
from battlex.values.phrases import Word, words

_NEAR = 40
"""Characters behind a phrase within which a name may still describe it ("32 ships of the Spanish fleet")."""


_OWNER = 5
"""Characters between a name and the thing that it names the owner of."""

_CLAUSE = pattern(r"[,;，；。]")

_LEAD = 600
"""Characters at the beginning of a passage that are searched for who speaks."""

_TITLE = pattern(r"《[^《》]{1,60}+》")
_APART = pattern(r"[,;:.，；：。、]")


@record
class _Told(Record):
    """A stretch of the sentence that speaks of one side."""

    start: int
    end: int
    side: int


class SideTeller:
    """Tells whose figures a battle's sentences state, by names, peoples, "the enemy", and who does what to whom."""

    def __init__(self, sides: Sequence[Side], language: Language) -> None:
        self.language = language
        self.words = words_of(language)
        self.numbers = [side.side for side in sides]
        names = [list(_names(side)) for side in sides]
        self.known: dict[str, int] = {}
        self.allegiance = Allegiance(names, language) if any(names) else None

    def told(self, text: str) -> list[_Told]:
        """What in a sentence speaks of a side, in the order of the text."""
        if self.allegiance is None:
            return []
        sequence = self._telling(words(_TITLE.sub(lambda title: " " * len(title.group()), text), self.language))
        return [
            _Told(sequence[e.first].start, sequence[e.last - 1].end, self.numbers[e.side - 1])
            for e in self.allegiance.evidence(text, sequence)
        ]

    def _telling(self, sequence: list[Word]) -> list[Word]:
        """The words that may name a side, with those behind them; all others are left out, which saves most of the work."""
        assert self.allegiance is not None
        parties, index, least = self.allegiance.parties, self.allegiance.index, self.allegiance.least
        if self.allegiance.characters:
            return sequence
        kept: list[Word] = []
        follow = 0
        for word in sequence:
            tells = self.known.get(word.norm)
            if tells is None:
                tells = parties.longest.get(word.norm, 0)
                if not tells:
                    tells = int(word.norm[:least] in index or parties.word(word.norm) is not None)
                self.known[word.norm] = tells
            follow = max(tells, follow - 1)
            if follow > 0:
                kept.append(word)
        return kept

    def side(self, read: Read, text: str, told: Sequence[_Told], offset: int, passage: str) -> int | None:
        """The side that a figure of the sentence ``text`` speaks of, None where it does not tell.

        ``offset`` is where the stretch that the figure was read from begins in the sentence; ``passage`` is the text
        that the sentence stands in, which tells who speaks of "the enemy" where the sentence does not.
        """
        if offset:
            text, told = text[offset:], [_Told(t.start - offset, t.end - offset, t.side) for t in told]
        start = read.start if read.lead is None else min(read.start, read.lead.start)
        if self._is_enemy(text[start : read.end]):
            subject = next((t.side for t in told if t.end <= start), None)
            if subject is None:
                subject = next((t.side for t in self.told(passage[:_LEAD])), None)
            return self._other(subject)
        inside = [t for t in told if t.start >= read.start and t.end <= read.end]
        if inside:
            return inside[0].side
        behind = self._describing(read, text, told)
        if behind is not None:
            return behind
        if read.struck:
            return self._sufferer(text, told, start)
        if read.lead is not None and self.words.key(read.lead) in ("inflict", "take", "beat"):
            between = [t for t in told if read.lead.end <= t.start and t.end <= read.start]
            if between:
                return between[-1].side
            return self._other(self._topic(text, told, read.lead.start))
        if self._taken(read):
            return None
        before = self._topic(text, told, start)
        if before is not None:
            return before
        after = [t for t in told if t.start >= read.end and not _APART.search(text, read.end, t.start)]
        if after and (self._against(text[read.end : after[0].start]) or self.words.characters):
            return None
        if after and read.figure.measure is Measure.CASUALTIES and read.passive:
            return self._other(after[0].side) if self._by(text[read.end : after[0].start]) else after[0].side
        # "three patrols disrupted German convoys": what follows a strength is as likely its object.
        return None

    def _taken(self, read: Read) -> bool:
        """Whether prisoners or booty stand without the verb that would tell whether a side lost or took them."""
        figure = read.figure
        if Fate.CAPTURED not in figure.fates or read.lead is not None or read.passive or self.words.characters:
            return False
        senses = self.language.figures.word(fold(figure.noun)) if figure.noun else None
        return figure.category not in PEOPLE or (senses is not None and "fates" in senses)

    @staticmethod
    def _before(told: Sequence[_Told], start: int) -> int | None:
        found = [t for t in told if t.end <= start]
        return found[-1].side if found else None

    def _topic(self, text: str, told: Sequence[_Told], start: int) -> int | None:
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
            folded = fold(text[here[-1].end + _OWNER if here else clauses[place] : end])
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

    def _says(self, text: str, here: Sequence[_Told]) -> bool:
        """ "周瑜估計曹軍北方士卒不過十五六萬": whether who is named first but tells what follows."""
        between = text[here[0].end : here[-1].start]
        return any(word in between for word in self.words.saying)

    def _sufferer(self, text: str, told: Sequence[_Told], start: int) -> int | None:
        """Whose a thing is that somebody sank or took: the side named as its owner, or the one that did not do it."""
        owner = next((t for t in reversed(told) if t.end <= start), None)
        if owner is None:
            return None
        between = fold(text[owner.end : start])
        named = any(self._listed(word, "topic") for word in between.split()) or (
            self.words.characters and self.words.stands_in(between, "topic")
        )
        if len(between) <= _OWNER and not named and not _APART.search(between):
            return owner.side
        return self._other(self._topic(text, told, start))

    def _describing(self, read: Read, text: str, told: Sequence[_Told]) -> int | None:
        """The side named right behind a phrase and tied to it."""
        for one in told:
            if read.end <= one.start <= read.end + _NEAR:
                between = text[read.end : one.start]
                tied = any(self._listed(word, "of", "led") for word in between.split())
                adjective = not between.strip() and not self.words.head_last
                if (tied or adjective) and not any(mark in between for mark in ",.;:"):
                    return one.side
        return None

    def _listed(self, word: str, *keys: str) -> bool:
        senses = self.words.lexicon.word(fold(word))
        return bool(senses) and senses is not None and senses["prose"].key in keys

    def _by(self, between: str) -> bool:
        return any(self._listed(word, "agent") for word in between.split())

    def _against(self, between: str) -> bool:
        return any(self._listed(word, "versus") for word in between.split())

    def _is_enemy(self, phrase: str) -> bool:
        folded = fold(phrase)
        if self.words.characters:
            return self.words.stands_in(folded, "enemy")
        listed = self.words.contained["enemy"]
        return any(
            any(word.startswith(one[:-1]) if one.endswith("*") else word == one for one in listed)
            for word in folded.split()
        )

    def _other(self, side: int | None) -> int | None:
        """The other of two sides."""
        if side is None or len(self.numbers) != 2:
            return None
        return self.numbers[1] if side == self.numbers[0] else self.numbers[0]


def _names(side: Side) -> Iterator[str]:
    """Everything that a side is called, and the names of its commanders and units."""
    entries: tuple[Belligerent | Person | Unit, ...] = (*side.belligerents, *side.commanders, *side.units)
    for entry in entries:
        for name in (entry.name, entry.link, entry.group):
            if name:
                yield name.partition("#")[0].partition(" (")[0]
        if entry.flag and "." not in entry.flag:
            yield entry.flag
