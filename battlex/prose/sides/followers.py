"""Does a name behind a figure tell whose it is: a captor, a dative, a verb between them, the subject that follows?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages.lexicon import fold
from battlex.model import Fate, Measure
from battlex.pattern import pattern
from battlex.prose.reading import Read
from battlex.prose.sides.mentions import NEAR_NAME, Told
from battlex.prose.sides.subjects import APART, CLAUSE, PARTED, WORD, Subjects
from battlex.values.figures.describe import PEOPLE

_TIED, _DESCRIBED, _OPENING = 2, 2, 4
"""Words between a figure and a name: that lead on to it, that end a phrase; words that may open a sentence before a number."""

_BETWEEN = 2
"""Words between a phrase and a name that may tell that it is of those named."""

_CAUSED = 3
"""Behind what a verb of losing has for its object, a name so many words away tells the cause."""

_MET = 6
"""Characters behind a number that may hold the verb of meeting those counted."""

_OPPOSED = 7
"""So many words before the number of those who are opposed may the verb stand."""

_RELATIVE = 16
"""Characters of a clause that describes the name behind it."""

_STOP = pattern(r"[;:.]\s")


class Followers:
    """Tells what the side that is named behind a figure has to do with it."""

    def __init__(self, subjects: Subjects) -> None:
        self.subjects = subjects
        self.words = subjects.words
        self.language = subjects.language

    def opened(self, text: str, told: Sequence[Told], start: int, end: int, loses: bool = False) -> int | None:
        """ "Avec 3000 hommes, Dupont attaqua", "Потеряв 300 человек, Мюрат отступил": the subject right behind an opening phrase."""
        if self.words.characters or not told or told[0].start < end:
            return None
        low = max((mark.end() for mark in _STOP.finditer(text, 0, start)), default=0)
        ahead, (tail, *behind) = text[low:end].split(), CLAUSE.split(text[end : told[0].start])
        if len(behind) != 1 or len(tail.split()) > _DESCRIBED or len(text[low:start].split()) > _OPENING:
            return None
        said = text[low:start].split()
        company = fold(ahead[0]) in self.subjects.company or any(
            # "À la tête de 3000 hommes, Dupont"
            self.words.has_sense(" ".join(ahead[:length]), "preposition")
            for length in range(2, _OPENING + 1)
        )
        leads = (
            loses
            or company
            or any(self.words.listed(word, "suffer", "perfect", "inflict", "led") for word in (*ahead[:1], *said))
        )
        if (
            not leads
            or any(self.words.listed(word, "auxiliary", "strength") for word in said)
            or self.words.listed_in(" ".join(ahead), "versus", "among", "agent", "camp", "according")
        ):
            return None
        named = all(
            self.words.listed(word, "determiner") or fold(word) in self.words.ranks for word in behind[0].split()
        )
        return told[0].side if named else None

    def closing(self, reads: Sequence[Read], place: int, text: str) -> Read:
        """ "38 morts et 184 blessés côté français": the last figure of the list of losses that one opens."""
        read = reads[place]
        for after in reads[place + 1 :] if not self.words.characters else ():
            gap = text[read.end : after.start].strip()
            joined = gap == "," or (gap.isalpha() and self.subjects.joins(gap))
            if not joined or {read.figure.measure, after.figure.measure} != {Measure.CASUALTIES}:
                break
            read = after
        return read

    def captor(self, read: Read, text: str, told: Sequence[Told]) -> int | None:
        """The side in whose hands losses are: "tombent aux mains des Français", "gerieten in französische Gefangenschaft"."""
        if read.figure.measure is not Measure.CASUALTIES:
            return None
        # "в руки русских попало 12 орудий"
        start = read.start if read.lead is None else min(read.start, read.lead.start)
        stop = min(len(text), read.end + NEAR_NAME)
        if "captor" not in map(self.words.written.__getitem__, WORD.findall(text, start, stop)):
            return None
        for found in WORD.finditer(text, start, stop):
            if not self.words.listed(found.group(), "captor"):
                continue
            for one in told:
                gap = text[found.end() : one.start].split()
                behind = one.start > found.end() and all(self.words.listed(w, "of", "determiner") for w in gap)
                behind = behind and bool(gap or self.words.genitive)
                if behind or text[one.end : found.start()] == " ":
                    return one.side
        return None

    def faced(self, text: str, read: Read) -> bool:
        """ "Dupont marcha contre 3000 hommes": whether a number behind a word of comparison is that of the other side."""
        if self.words.characters and read.figure.measure is Measure.STRENGTH:
            # "13척으로 일본 배 133척을 막았다"
            return self.words.stands_in(fold(CLAUSE.split(text[read.end : read.end + _MET], maxsplit=1)[0]), "faces")
        before = text[: read.start].split()[-_OPPOSED:] if not (self.words.characters or self.words.head_last) else []
        if before and self.words.leads_on(before[-1]) and self.words.listed_in(" ".join(before), "faces"):
            # "opposant 350 navires grecs à 600 navires phéniciens"
            return True
        before = before[-1:]
        return any(self.words.listed(word, "versus") for word in before)

    def acting(self, read: Read, text: str, told: Sequence[Told]) -> int | None:
        """ "12 орудий захватили русские": who is not whose things they are, where a verb of doing parts them."""
        if not self.words.genitive or read.lead is not None or read.figure.measure is not Measure.CASUALTIES:
            return None
        one = next((t for t in told if read.end <= t.start <= read.end + NEAR_NAME), None)
        if (
            one is None
            or text[one.start : one.end].endswith(self.words.agents)
            or APART.search(text, read.end, one.start)
        ):
            return None
        verb = text[read.start : one.start].split()[-1:]
        return self.subjects.other(one.side) if verb and self.words.listed(verb[0], "inflict") else None

    def deprived(self, read: Read, text: str, told: Sequence[Told]) -> int | None:
        """ "coûta 300 hommes aux Français", "prirent 12 canons aux Prussiens": who has lost what stands before a dative."""
        if not self.words.active or read.figure.measure is not Measure.CASUALTIES:
            return None
        # "300 hommes se rendirent aux Français"
        yields = read.lead is None and read.figure.fates == (Fate.CAPTURED,) and read.figure.category in PEOPLE
        if read.lead is None and read.figure.fates and not yields:
            return None
        one = next((t for t in told if read.end <= t.start <= read.end + NEAR_NAME), None)
        between = text[read.end : one.start].split() if one is not None else []
        tied = 0 < len(between) <= _TIED and all(map(self.words.leads_on, between))
        if one is None or not tied:
            return None
        # "abandonnèrent 12 canons aux Français"
        return self.subjects.other(one.side) if yields or self._abandons(read) else one.side

    def _loses(self, read: Read) -> bool:
        return read.lead is not None and self.words.key(read.lead) == "suffer"

    def _abandons(self, read: Read) -> bool:
        return read.lead is not None and self.words.key(read.lead) == "abandon"

    def describing(self, read: Read, text: str, told: Sequence[Told], closes: bool) -> int | None:
        """The side named right behind a phrase, or one that closes a list of losses, and tied to it."""
        for one in told:
            if read.end <= one.start <= read.end + NEAR_NAME:
                between = text[read.end : one.start]
                if self.words.characters and self._owns_before(read, between):
                    done = read.struck or (read.lead is not None and self.subjects.inflicts(read.lead, text))
                    return self.subjects.other(one.side) if done else one.side
                if self.words.noun_capitals and self._loses_or_describes(read, text, one):
                    return one.side
                if self.words.active and len(between.split()) > _CAUSED and self._loses(read):
                    # "ne perdirent que 43 appareils du fait de la DCA et des chasseurs japonais"
                    continue
                tied = (
                    self._ties(between) and not self.by_passive(read, between) and not self._parts(between)
                ) or self._of_losses(read, text, one)
                said = between.split()
                if self.words.verb_last and not self.words.characters and len(said) <= _TIED:
                    # "5.000 kişilik Rus ordusu", "5.000 kişiden oluşan bir Rus ordusu", "300 asker kaybeden Ruslar"
                    last = text[read.start : read.end].split()[-1]
                    tied = tied or self.words.listed(last, "strong", "suffer")
                # "19 dead Japanese"
                fled = not {Fate.DISPLACED, Fate.DESERTED}.isdisjoint(read.figure.fates)
                adjective = not said and not (self.words.head_last and (fled or closes))
                # "18 000 eran portugueses"
                adjective = adjective or (
                    self.words.active and len(said) == 1 and self.words.listed(said[0], "auxiliary")
                )
                if self.words.active and len(said) == 2 and text[one.start].islower():
                    # "deux frégates à vapeur espagnoles"
                    adjective = self.words.has_sense(said[0], "preposition")
                if any(self.words.listed(word, "versus") for word in text[: read.start].split()[-_TIED:]):
                    # "6134 человека против 5031 у федералов", "300 men, compared to 40 for the Danes"
                    tied = tied or any(self.words.has_sense(word, "preposition") for word in between.split()[:1])
                if tied and self.words.head_last and 0 < len(said) <= _TIED + 1 and said[-1].isdecimal():
                    # "seven of the 40 French guns"
                    return one.side
                # "les trois corps de la 2e armée française"
                if (tied or adjective) and not PARTED.search(between):
                    return one.side
        return None

    def _ties(self, between: str) -> bool:
        """ "companies of French infantry", but not "two ships met the rest of the French": whether a tie is near enough."""
        words = between.split()
        said = " ".join(words[:_TIED]) if self.words.head_last and not self.words.characters else between
        return self.words.listed_in(said, "of", "led")

    def _owns_before(self, read: Read, between: str) -> bool:
        """ "五千人的清軍", "400人を失った清軍": whether a phrase, or a clause that ends in it, describes the name behind it."""
        said = between.strip()
        if not said or not self.words.verb_last:
            return not said or self.words.listed(said, "of", "particle")
        if len(said) > _RELATIVE or APART.search(said) or not said.endswith(self.words.contained["attributive"]):
            return False
        # "3万人が退却する清軍を追う": who does it need not be of those behind the verb.
        subject = said.startswith(self.words.contained["topic"])
        return not subject or read.figure.measure is Measure.CASUALTIES

    def _loses_or_describes(self, read: Read, text: str, one: Told) -> bool:
        """ "300 Mann verloren die Sachsen", "eine 300 Mann starke sächsische Schar", "40 der 300 Sachsen"."""
        said = (text[read.start : read.end].split()[-1:] + text[read.end : one.start].split())[-_BETWEEN:]
        if text[one.start].islower():
            return all(self._tells_strength(word) for word in text[read.end : one.start].split())
        if len(said) < _BETWEEN:
            return False
        if self.words.listed(said[-1], "determiner") and read.figure.measure is Measure.CASUALTIES:
            return self.words.listed(said[-2], "suffer")
        apart = len(text[read.end : one.start].split()) == _BETWEEN
        return apart and self.words.listed(said[-2], "of") and said[-1][:1].isdecimal()

    def _parts(self, between: str) -> bool:
        """ ", 400 men) and a third of Lee's": whether a bracket or a verb of its own stands between a phrase and a name."""
        if self.words.active and "(" in between and not self.words.listed_in(between, "led"):
            # "onze corps (au lieu des trois estimés par les Français)"
            return self.words.listed_in(between, "agent")
        return self.words.head_last and ("(" in between or ")" in between or self.words.listed_in(between, "perfect"))

    def _tells_strength(self, word: str) -> bool:
        senses = self.language.figures.word(fold(word))
        return senses is not None and "levels" in senses

    def _of_losses(self, read: Read, text: str, one: Told) -> bool:
        """ "six morts et cinq prisonniers chez les djihadistes", "500 Tote auf preußischer Seite": whose losses they are."""
        if read.figure.measure is not Measure.CASUALTIES or self.words.verb_last:
            return False
        between, after = text[read.end : one.start].split(), text[one.end : one.end + NEAR_NAME].split()[:1]
        further = (
            len(between) > 1 and self.subjects.joins(between[0]) and self.words.has_sense(between[1], "preposition")
        )
        if self.words.head_last and not self.words.noun_capitals:
            # "71 killed and 450 for the Danes", but not "in the fight for the Danish camp"
            tied = 0 < len(between) <= _TIED and self.words.listed(between[0], "whose")
            if (
                tied
                and Fate.CAPTURED not in read.figure.fates
                and self.words.listed(between[-1], "whose", "determiner")
            ):
                return True
        keys = ("camp",) if self.words.head_last and not self.words.noun_capitals else ("whose", "camp")
        return not further and any(self.words.listed(word.rstrip(".,;:"), *keys) for word in (*between, *after))

    def by_passive(self, read: Read, between: str) -> bool:
        """ "300 Mann wurden von den Franzosen gefangen genommen": whether a word for of, behind an auxiliary, tells who does it."""
        return self.words.noun_capitals and read.passive and self.words.listed_in(between, "auxiliary")
