"""Which side does a figure of a sentence speak of, where the text tells?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Category, Fate, Measure, Side
from battlex.prose.reading import Read
from battlex.prose.sides.mentions import LEAD, NEAR_NAME, Mentions, Told
from battlex.prose.sides.subjects import APART, OWNER, Subjects
from battlex.prose.words import words_of
from battlex.values.figures.describe import PEOPLE

_TIED = 2
"""Words that may stand between losses and whose they are; where a case tells whose they are, one fewer."""


class SideTeller:
    """Tells whose figures a battle's sentences state, by names, peoples, "the enemy", and who does what to whom."""

    def __init__(self, sides: Sequence[Side], language: Language) -> None:
        self.language = language
        self.words = words_of(language)
        self.mentions = Mentions(sides, language)
        self.subjects = Subjects(self.mentions.numbers, language)

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
        if self.mentions.is_enemy(text[start : read.end]):
            subject = next((t.side for t in told if t.end <= start), None)
            if subject is None:
                subject = next((t.side for t in self.mentions.told(passage[:LEAD])), None)
            return self.subjects.other(subject)
        captor = self.subjects.captor(read, text, told)
        if captor is not None:
            return self.subjects.other(captor)
        # Where no blanks part words, the phrase may begin inside the name: "今川軍2万5千".
        low = read.start + 1 if self.words.characters else read.end + 1
        inside = [t for t in told if (t.start >= read.start or t.end >= low) and t.end <= read.end]
        if inside:
            return inside[0].side
        behind = self._describing(read, text, told)
        if behind is not None:
            return behind
        if read.struck:
            return self._sufferer(text, told, start)
        if read.lead is not None and self.subjects.inflicts(read.lead, text):
            between = [t for t in told if read.lead.end <= t.start and t.end <= read.start]
            if between:
                return between[-1].side
            doer = self.subjects.doer(text, told, read.lead.start)
            went_down = read.lead.key("implies") == Category.SHIP and read.figure.category in PEOPLE
            # "the ship sank with 400 of her men": they are of who sank; so are those that were killed.
            return doer if went_down or self.subjects.is_done_to(text, read.lead.start) else self.subjects.other(doer)
        if (owner := self._owner(read, text, told)) is not None:
            return owner
        if self.subjects.suffers(read, text):
            # "while losing 119 men", "for the loss of 12": the losses are the subject's.
            lead = read.lead.end if read.lead is not None and self.words.noun_capitals else start
            if between := [t for t in told if lead <= t.start and t.end <= read.start]:
                # "Die Verluste betrugen auf französischer Seite 300 Mann"
                return self.subjects.topic(text, between, read.start)
            return self.subjects.doer(text, told, start)
        if self._taken(read):
            return self.subjects.taker(text, told, read.start)
        before = self.subjects.topic(text, told, start)
        if before is not None:
            told_of = [t.end for t in told if t.end <= start]
            ahead = text[told_of[-1] if told_of else 0 : start].split()
            foreign = self.mentions.names_others(text[told_of[-1] if told_of else 0 : read.end]) or (
                self.words.active
                and any(
                    map(
                        self.mentions.describes_others,
                        text[read.end : read.end + NEAR_NAME].split()[:1] + ahead[-_TIED:],
                    )
                )
            )
            acts = read.figure.measure is Measure.CASUALTIES and self.subjects.acts_upon(text, told, start)
            return None if foreign or acts or self.subjects.is_company(text, told, start) else before
        after = [t for t in told if t.start >= read.end and not APART.search(text, read.end, t.start)]
        if after and (self.words.listed_in(text[read.end : after[0].start], "versus") or self.words.characters):
            return None
        if after and read.figure.measure is Measure.CASUALTIES and read.passive:
            return (
                self.subjects.other(after[0].side)
                if self.words.listed_in(text[read.end : after[0].start], "agent")
                or self._by_passive(read, text[read.end : after[0].start])
                else after[0].side
            )
        # "three patrols disrupted German convoys": what follows a strength is as likely its object.
        return None

    def _turned(self, one: Told, text: str) -> Told:
        """ "9 кораблей взяты англичанами": who acts by the case of the name speaks of the losses of the other side."""
        if not text[one.start : one.end].endswith(self.words.agents):
            return one
        before = text[: one.start].split()[-1:]
        other = self.subjects.other(one.side)
        # "потери, понесённые русскими"
        tied = bool(before) and (
            self.words.has_sense(before[0], "preposition") or self.words.listed(before[0], "suffer")
        )
        return one if tied or other is None else Told(one.start, one.end, other)

    def _taken(self, read: Read) -> bool:
        """Whether prisoners or booty stand without the verb that would tell whether a side lost or took them."""
        figure = read.figure
        if Fate.CAPTURED not in figure.fates or read.lead is not None or read.passive or self.words.characters:
            return False
        senses = self.language.figures.word(fold(figure.noun)) if figure.noun else None
        return figure.category not in PEOPLE or (senses is not None and "fates" in senses)

    def _owner(self, read: Read, text: str, told: Sequence[Told]) -> int | None:
        """ "потери южан составили 900", "the losses of the British were 900": the side right behind a noun for losses."""
        lead = read.lead
        if lead is None or not (lead.has("fates", "casualties") or self.words.key(lead) == "label"):
            return None
        near = next((t for t in told if lead.end <= t.start and t.end <= read.start), None)
        if near is None:
            return None
        between = text[lead.end : near.start].split()
        if self.words.genitive:
            return near.side if len(between) < _TIED else None
        tied = self.words.listed(between[0], "of") if between else not self.words.head_last
        return near.side if tied and len(between) <= _TIED and lead.has("fates", "casualties") else None

    def _sufferer(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """Whose a thing is that somebody sank or took: the side named as its owner, or the one that did not do it."""
        owner = next((t for t in reversed(told) if t.end <= start), None)
        if owner is None:
            return None
        between = fold(text[owner.end : start])
        named = self.words.listed_in(between, "topic") or (
            self.words.characters and self.words.stands_in(between, "topic")
        )
        if len(between) <= OWNER and not named and not APART.search(between):
            return owner.side
        return self.subjects.other(self.subjects.topic(text, told, start))

    def _of_losses(self, read: Read, text: str, one: Told) -> bool:
        """ "six morts et cinq prisonniers chez les djihadistes", "500 Tote auf preußischer Seite": whose losses they are."""
        if read.figure.measure is not Measure.CASUALTIES:
            return False
        between, after = text[read.end : one.start].split(), text[one.end : one.end + NEAR_NAME].split()[:1]
        further = (
            len(between) > 1 and self.subjects.joins(between[0]) and self.words.has_sense(between[1], "preposition")
        )
        return not further and any(
            self.words.listed(word.rstrip(".,;:"), "whose", "camp") for word in (*between, *after)
        )

    def _by_passive(self, read: Read, between: str) -> bool:
        """ "300 Mann wurden von den Franzosen gefangen genommen": whether a word for of, behind an auxiliary, tells who does it."""
        return self.words.noun_capitals and read.passive and self.words.listed_in(between, "auxiliary")

    def _describing(self, read: Read, text: str, told: Sequence[Told]) -> int | None:
        """The side named right behind a phrase and tied to it."""
        for one in told:
            if read.end <= one.start <= read.end + NEAR_NAME:
                between = text[read.end : one.start]
                tied = (
                    self.words.listed_in(between, "of", "led") and not self._by_passive(read, between)
                ) or self._of_losses(read, text, one)
                said = between.split()
                adjective = not said and not self.words.head_last
                if self.words.active and len(said) == 2 and text[one.start].islower():
                    # "deux frégates à vapeur espagnoles"
                    adjective = self.words.has_sense(said[0], "preposition")
                versus = text[: read.start].split()[-1:]
                if versus and self.words.listed(versus[0], "versus"):
                    # "6134 человека против 5031 у федералов"
                    tied = tied or any(self.words.has_sense(word, "preposition") for word in between.split()[:1])
                if (tied or adjective) and not any(mark in ",.;:" or mark.isdigit() for mark in between):
                    return one.side
        return None
