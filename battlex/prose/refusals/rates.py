"""Is a number that of every unit, or of every measure: "three companies, each of 50 men", "200 стволов на километр"?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import counts, is_fate, is_joint, is_mark
from battlex.values.figures.quantity import Quantity


class Rates(Question):
    """Tells the numbers of one sentence that hold for each of several; asked where a word for each stands in it."""

    def at_a_rate(self, item: Counted) -> bool:
        """ "200 стволов на километр", "200 of them were shot per day": so many of every measure."""
        behind = self.token(item.last)
        if behind is not None and " " in behind.norm and behind.has("structure", "rate") and not item.fates:
            return True
        if self.words.characters:
            return False
        share, every = self.node(item.first - 3), self.token(item.first - 1)
        if (
            every is not None
            and every.has("structure", "rate")
            and (isinstance(share, Quantity) or self.key_at(item.first - 3) == "determiner")
        ):
            # "uno de cada cinco hombres", "um em cada cinco homens"
            return True
        # Where a fate says that they were lost, "в день" is a rate but not "в день штурма".
        at = item.last
        while (token := self.token(at)) is not None and (is_fate(token) or self.words.key(token) == "auxiliary"):
            at += 1
        last, following = self.token(at), self.node(at + 1)
        # "quatre légions de 4500 hommes chacune"
        told = self.words.genitive or (self.words.active and not item.fated)
        rates = last is not None and last.has("structure", "rate") and (told or " " in last.norm)
        if rates and (following is None or is_mark(following, ".;,)") or is_joint(following)):
            return True
        # "ежедневно умирало 200 солдат"
        adverb, verb = self.token(item.first - 2), self.token(item.first - 1)
        done = verb is not None and verb.kind == "word" and (is_fate(verb) or not verb.senses)
        inverted = self.words.genitive or self.words.noun_capitals
        if not (inverted and done) or adverb is None or self.words.key(adverb) == "apiece":
            return False
        return adverb.has("structure", "rate")

    def per_unit(self, item: Counted) -> bool:
        """ "three companies, each of 50 men": so many of every one."""
        each, tie = self.token(item.first - 2), self.token(item.first - 1)
        rate = self.token(item.last)
        if self.words.characters and (
            (rate is not None and rate.has("structure", "rate") and item.quantity.max == 1)
            or (
                tie is not None
                and tie.has("structure", "rate")
                and self.words.verb_last
                and not (self._respective(item) or (item.fated and self.words.key(tie) == "apiece"))
            )
        ):
            # "1門当たり80発"
            return True
        if each is None or tie is None or self.words.characters or not each.has("structure", "rate"):
            return False
        return tie.has("structure", "preposition") or self.words.key(tie) == "of"

    def each(self, item: Counted) -> bool:
        """Whether the number is that of each unit ("роты по 20 человек", "yüz yirmişer kişi")."""
        before, behind = self.token(item.first - 1), self.token(item.at + 1)
        if behind is not None and self.words.verb_last and self.words.key(behind) == "apiece":
            return True
        told = item.fated or (self.words.characters and self._respective(item))
        return before is not None and not told and self.words.key(before) == "apiece"

    def _respective(self, item: Counted) -> bool:
        """ "각각 3만과 5만": whether another number is joined to one behind a word for each, so that each has its own."""
        joint, number = self.node(item.last), self.node(item.last + 1)
        return joint is not None and is_joint(joint) and number is not None and counts(number)
