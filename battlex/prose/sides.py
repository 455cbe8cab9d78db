"""Whose figure it is: the side that a figure of a sentence speaks of, where the text tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Belligerent, Category, Fate, Measure, Person, Side, Unit
from battlex.pattern import pattern
from battlex.prose.reading import Read
from battlex.prose.subjects import APART, LEAD, NEAR, OWNER, Subjects, Told
from battlex.values.allegiance import Allegiance
from battlex.values.figures.describe import PEOPLE
from battlex.values.phrases import WORDS, Word, words

_PUNCTUATION = ",;:.()'’\""
_TITLE = pattern(r"《[^《》]{1,60}+》")


class SideTeller(Subjects):
    """Tells whose figures a battle's sentences state, by names, peoples, "the enemy", and who does what to whom."""

    def __init__(self, sides: Sequence[Side], language: Language) -> None:
        super().__init__([side.side for side in sides], language)
        names = [list(_names(side)) for side in sides]
        self.known: dict[str, int] = {}
        self.allegiance = Allegiance(names, language) if any(names) else None

    def told(self, text: str) -> list[Told]:
        """What in a sentence speaks of a side, in the order of the text."""
        if self.allegiance is None:
            return []
        sequence = self._telling(_TITLE.sub(lambda title: " " * len(title.group()), text))
        found = [
            Told(sequence[e.first].start, sequence[e.last - 1].end, self.numbers[e.side - 1])
            for e in self.allegiance.evidence(text, sequence)
        ]
        if self.words.characters or not found:
            return found
        sources = self._sources_end(text)
        found = [t for t in found if not self._counts(text[t.start : t.end])]
        return [t for t in found if t.start >= sources and not self._is_source(text, t)]

    def _telling(self, text: str) -> list[Word]:
        """The words that may name a side, with those behind them; all others are left out, which saves most of the work."""
        assert self.allegiance is not None
        if self.allegiance.characters:
            return words(text, self.language)
        kept: list[Word] = []
        follow = 0
        known = self.known
        for found in WORDS.finditer(text):
            written = found.group()
            tells = known.get(written)
            if tells is None:
                tells = known[written] = self._tells(fold(written).strip())
            follow = max(tells, follow - 1)
            if follow > 0 and (norm := fold(written).strip()):
                kept.append(Word(found.start(), found.end(), norm))
        return kept

    def _tells(self, norm: str) -> int:
        """The most words of a phrase that names a side and begins with this one, 0 where none does."""
        assert self.allegiance is not None
        parties, index, least = self.allegiance.parties, self.allegiance.index, self.allegiance.least
        return parties.longest.get(norm, 0) or int(norm[:least] in index or parties.word(norm) is not None)

    def side(self, read: Read, text: str, told: Sequence[Told], offset: int, passage: str) -> int | None:
        """The side that a figure of the sentence ``text`` speaks of, None where it does not tell.

        ``offset`` is where the stretch that the figure was read from begins in the sentence; ``passage`` is the text
        that the sentence stands in, which tells who speaks of "the enemy" where the sentence does not.
        """
        if offset:
            text, told = text[offset:], [Told(t.start - offset, t.end - offset, t.side) for t in told]
        if self.words.agents and read.figure.measure is Measure.CASUALTIES:
            told = [self._turned(one, text) for one in told]
        start = read.start if read.lead is None else min(read.start, read.lead.start)
        if self._is_enemy(text[start : read.end]):
            subject = next((t.side for t in told if t.end <= start), None)
            if subject is None:
                subject = next((t.side for t in self.told(passage[:LEAD])), None)
            return self._other(subject)
        inside = [t for t in told if t.start >= read.start and t.end <= read.end]
        if inside:
            return inside[0].side
        behind = self._describing(read, text, told)
        if behind is not None:
            return behind
        if read.struck:
            return self._sufferer(text, told, start)
        if read.lead is not None and self._inflicts(read.lead, text):
            between = [t for t in told if read.lead.end <= t.start and t.end <= read.start]
            if between:
                return between[-1].side
            doer = self._doer(text, told, read.lead.start)
            went_down = read.lead.key("implies") == Category.SHIP and read.figure.category in PEOPLE
            # "the ship sank with 400 of her men": they are of who sank; so are those that were killed.
            return doer if went_down or self._is_done_to(text, read.lead.start) else self._other(doer)
        if self._suffers(read, text):
            # "while losing 119 men", "for the loss of 12": the losses are the subject's.
            return self._doer(text, told, start)
        if self._taken(read):
            return self._taker(text, told, read.start)
        before = self._topic(text, told, start)
        if before is not None:
            told_of = [t.end for t in told if t.end <= start]
            foreign = self._names_others(text[told_of[-1] if told_of else 0 : read.end])
            acts = read.figure.measure is Measure.CASUALTIES and self._acts_upon(text, told, start)
            return None if foreign or acts or self._is_company(text, told, start) else before
        after = [t for t in told if t.start >= read.end and not APART.search(text, read.end, t.start)]
        if after and (self._against(text[read.end : after[0].start]) or self.words.characters):
            return None
        if after and read.figure.measure is Measure.CASUALTIES and read.passive:
            return self._other(after[0].side) if self._by(text[read.end : after[0].start]) else after[0].side
        # "three patrols disrupted German convoys": what follows a strength is as likely its object.
        return None

    def _turned(self, one: Told, text: str) -> Told:
        """ "9 кораблей взяты англичанами": who acts by the case of the name speaks of the losses of the other side."""
        if not text[one.start : one.end].endswith(self.words.agents):
            return one
        before = text[: one.start].split()[-1:]
        other = self._other(one.side)
        # "потери, понесённые русскими"
        tied = bool(before) and (self._has_sense(before[0], "preposition") or self._listed(before[0], "suffer"))
        return one if tied or other is None else Told(one.start, one.end, other)

    def _names_others(self, gap: str) -> bool:
        """ "They beat the Georgians, who had 70,000 men": whether a nation is named that is on neither side."""
        if self.words.characters or self.allegiance is None:
            return False
        for word in gap.split():
            if (
                word[0].isupper()
                and (senses := self.allegiance.parties.word(fold(word).strip(_PUNCTUATION))) is not None
            ):
                sense = senses.get("demonyms")
                if sense is not None and not any(party in self.allegiance.members for party in sense.value):
                    return True
        return False

    def _taken(self, read: Read) -> bool:
        """Whether prisoners or booty stand without the verb that would tell whether a side lost or took them."""
        figure = read.figure
        if Fate.CAPTURED not in figure.fates or read.lead is not None or read.passive or self.words.characters:
            return False
        senses = self.language.figures.word(fold(figure.noun)) if figure.noun else None
        return figure.category not in PEOPLE or (senses is not None and "fates" in senses)

    def _sufferer(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """Whose a thing is that somebody sank or took: the side named as its owner, or the one that did not do it."""
        owner = next((t for t in reversed(told) if t.end <= start), None)
        if owner is None:
            return None
        between = fold(text[owner.end : start])
        named = any(self._listed(word, "topic") for word in between.split()) or (
            self.words.characters and self.words.stands_in(between, "topic")
        )
        if len(between) <= OWNER and not named and not APART.search(between):
            return owner.side
        return self._other(self._topic(text, told, start))

    def _describing(self, read: Read, text: str, told: Sequence[Told]) -> int | None:
        """The side named right behind a phrase and tied to it."""
        for one in told:
            if read.end <= one.start <= read.end + NEAR:
                between = text[read.end : one.start]
                tied = any(self._listed(word, "of", "led") for word in between.split())
                said = between.split()
                adjective = not said and not self.words.head_last
                if self.words.active and len(said) == 2 and text[one.start].islower():
                    # "deux frégates à vapeur espagnoles"
                    adjective = self._has_sense(said[0], "preposition")
                versus = text[: read.start].split()[-1:]
                if versus and self._listed(versus[0], "versus"):
                    # "6134 человека против 5031 у федералов"
                    tied = tied or any(self._has_sense(word, "preposition") for word in between.split()[:1])
                if (tied or adjective) and not any(mark in ",.;:" or mark.isdigit() for mark in between):
                    return one.side
        return None

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


def _names(side: Side) -> Iterator[str]:
    """Everything that a side is called, and the names of its commanders and units."""
    entries: tuple[Belligerent | Person | Unit, ...] = (*side.belligerents, *side.commanders, *side.units)
    for entry in entries:
        for name in (entry.name, entry.link, entry.group):
            if name:
                yield name.partition("#")[0].partition(" (")[0]
        if entry.flag and "." not in entry.flag:
            yield entry.flag
