"""Is a number but asked for, planned or ordered, or does it count a population?"""

from __future__ import annotations

from battlex.model import Category
from battlex.pattern import pattern
from battlex.prose.counted import ONE_OF, Counted
from battlex.prose.sentence import NEAR, Question
from battlex.prose.words import has, is_fate, is_noun
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_DEED, _PLAN = 7, 20
"""Characters of what may be planned; with the verb of planning behind it."""

_FAR = 9
"""So many tokens before a number a word for inhabitants may stand."""

SUPPOSING = frozenset({"hypothetical", "order", "population"})
"""Keys of the words that make a number one of what is only supposed; where no blanks part words, they may stand in others."""

_CLAUSE = pattern(r"[。，、,.]")


class Suppositions(Question):
    """Says of the counted phrases of one sentence which are only supposed."""

    def supposed(self, item: Counted) -> bool:
        """Whether the words before the number say that it is but asked for or planned, or counts a population."""
        people = item.noun is not None and self.words.contains(item.noun, "population")
        if people and not item.fates & PEOPLE_FATES:
            return True
        behind = self.token(item.last)
        key = "" if behind is None or self.words.characters else self.words.key(behind)
        if self.words.verb_last and not self.words.characters and self._told_behind(item):
            return True
        if key == "population" or (key == "hypothetical" and self.words.verb_last):
            return True
        if item.noun is not None and self.key_at(item.last + 1) == "population" and not self.words.characters:
            # "les 30 millions de personnes qui habitent la région"
            return self.words.key(item.noun) == "person"
        if key == "hypothetical" and self.words.noun_capitals and not item.fated:
            # "waren sechs Divisionen vorgesehen"
            return True
        if key == "auxiliary" and self.key_at(item.last + 1) == "hypothetical" and (item.listed or not item.fated):
            # "Fourteen gliders were supposed to land"
            return True
        if self.words.characters:
            clause = self.clause_before(item)
            plain = item.kind is Category.PERSONNEL and item.noun is None and not item.fated
            if plain and self.words.stands_in(self.flat.text[: item.quantity.start], "population"):
                # "人口は1955年の60万人から82万人に増えた"
                return True
            if any(self.words.stands_in(clause, key) for key in ("hypothetical", "population")):
                return True
            return self.words.verb_last and not item.fated and self._planned(item)
        amount = False
        reach = NEAR + 1 if self.words.determiners else _FAR
        for place in range(item.first - 1, max(-1, item.first - 2 * _FAR), -1):
            node = self.nodes[place]
            if not isinstance(node, Token):
                reach = min(reach, NEAR) if self.words.determiners else reach
                continue
            key = self.keys[place]
            if item.first - place >= _FAR and not amount:
                if key == "population" and item.noun is not None and self.words.key(item.noun) == "person":
                    return not item.fated
                if item.noun is None or self.words.key(item.noun) != "person":
                    return False
            if key == "population" and place and isinstance(self.nodes[place - 1], Quantity):
                # "tenía 2300 habitantes y fue defendido por 60 guardias"
                continue
            if key == "hypothetical" and node.has("structure", "rate") and self._both(place + 1):
                continue
            if key == "hypothetical" and is_fate(node) and item.labelled:
                # "forderte 300 Tote"
                continue
            if key == "population" and item.kind is Category.PERSONNEL and self.words.is_fighter(item.noun):
                # "lebten noch 600 Verteidiger"
                continue
            if key == "population" or (key == "hypothetical" and item.first - place < reach):
                return not (place + 1 < item.first and self._at_hand(place, item))
            if key == "auxiliary" and item.first - place < reach and not item.fated and self._to_come(place):
                return not (self._at_hand(place, item) or self._owned(item))
            if key == "order" and item.first - place < reach and self._bidden(place, item):
                return True
            if node.kind == "," and (self._expected(place) or self._intended(place, item)):
                return True
            amount = amount or key == "amount"
            if node.kind in ".;:" or (node.kind == "," and not amount):
                return False
        return False

    @property
    def destined(self) -> bool:
        """Whether the sentence may tell what somebody was to do."""
        asked = self.words.head_last and self.words.determiners and "auxiliary" in self.sentence.listed
        return asked and any(key == "auxiliary" and self._to_come(at) for at, key in enumerate(self.keys))

    def _to_come(self, place: int) -> bool:
        """ "was to march with 9,000 men", "were to bring 300", but not "was to the north": whether a verb tells what was to come."""
        to, verb, subject = self.token(place + 1), self.token(place + 2), self.token(place - 1)
        if to is None or verb is None or not to.has("quantifiers", "to") or verb.kind != "word":
            return False
        # "was to be made by three corps" tells who was there, "his response was to send 300 men" tells what he did.
        acts = subject is not None and (self._names(subject) or is_noun(subject) or self.words.key(subject) == "event")
        return acts and self.words.key(verb) not in ("determiner", "auxiliary") and not self._names(verb)

    def _names(self, word: Token) -> bool:
        return self.flat.text[word.start].isupper()

    def _both(self, place: int) -> bool:
        """ "каждая сторона потеряла по 3000 человек", "her iki taraftan 300 kişi": whether each means both sides."""
        node = self.nodes[place]
        return self.keys[place] == "camp" or (isinstance(node, Quantity) and node.max == 2 and node.form == "words")

    def _told_behind(self, item: Counted) -> bool:
        """ "12 bin nüfuslu şehir yakıldı", "plan üç tümenin çıkarılmasını öngörüyordu": by what stands in the phrase or behind it."""
        planned = not item.fated and self.key_at(item.last + 1) == "hypothetical"
        return planned or self.key_at(item.at + 1) == "population"

    def _planned(self, item: Counted) -> bool:
        """ "3万人の上陸を計画した", "1개 대대를 요청했다", "増援が派遣される予定": whether they are only planned."""
        tie = self.token(item.last)
        marks, plans = self.words.contained["object"], self.words.contained["hypothetical"]
        if tie is None or not (tie.norm in marks or self.words.key(tie) == "of"):
            return False
        ahead = _CLAUSE.split(self.flat.text[tie.start : tie.start + _PLAN])[0]
        for mark in marks:
            deed, found, verb = ahead.partition(mark)
            if found and len(deed) < _DEED and verb.lstrip().startswith(plans):
                return True
        ends = self.words.contained["attributive"]
        verbs = (ahead.partition(plan) for plan in plans)
        return any(found and verb.rstrip().endswith(ends) for verb, found, _ in verbs)

    def _at_hand(self, verb: int, item: Counted) -> bool:
        """ "He planned to move his 90,000-man army": what a clause of plans speaks of as known is there."""
        article = self.token(item.first - 1)
        if article is None or not self.words.head_last or self.words.key(article) != "determiner":
            return False
        if article.has("structure", "preposition") and verb + 2 == item.first:
            # "demanded that 300 men be sent", but not "would tell that 300 men were killed"
            return False
        return item.kind in ONE_OF | PEOPLE and not article.has("numbers", "articles")

    def _owned(self, item: Counted) -> bool:
        """ "was to mobilise the island's 10,000 men": whether an owner stands right before the number."""
        owner = self.token(item.first - 1)
        return owner is not None and self.words.possesses(owner)

    def _bidden(self, order: int, item: Counted) -> bool:
        """ "ordered to retake the three forts": whether what somebody was told to do has the number for its object."""
        tie, told = self.token(order + 1), self.nodes[order + 2 : item.first]
        if tie is not None and not told and order + 2 == item.first and tie.has("structure", "preposition"):
            # "called for 75,000 volunteers", not "called in"
            return not ({"year", "quantifiers"} & set(tie.senses)) and not item.fated
        if tie is None or not tie.has("quantifiers", "to") or not told or (item.fated and item.lead not in told):
            return False
        return not any(has(node, "structure", "preposition") for node in told)

    def _expected(self, comma: int) -> bool:
        """ "Ожидалось, что высадятся шесть дивизий": what a clause says that depends on a verb of planning."""
        verb, conjunction = self.token(comma - 1), self.token(comma + 1)
        return (
            verb is not None
            and conjunction is not None
            and self.words.key(verb) == "hypothetical"
            and self.words.key(conjunction) == "clause"
        )

    def _intended(self, comma: int, item: Counted) -> bool:
        """ "planten, 3.000 Mann zu entsenden": whether a verb of planning has an infinitive with the number for its object."""
        tie, verb, end = self.token(item.last), self.token(item.last + 1), self.token(item.last + 2)
        if not self.words.noun_capitals or self.key_at(comma - 1) != "hypothetical" or tie is None or verb is None:
            return False
        infinitive = tie.has("structure", "preposition") and verb.kind == "word" and not verb.senses
        return infinitive and self.flat.text[verb.start].islower() and (end is None or end.kind != "word")

    def follows(self, before: Counted, item: Counted) -> bool:
        """ "la remise de 16 batteries et de 140 fusils": whether an item goes on with the list of the one before it.

        That one may count what battlex does not.
        """
        unknown = self.token(before.last) if not before.counts_something else None
        plain = unknown is not None and unknown.kind == "word" and not (unknown.senses or self.words.key(unknown))
        tied = self.words.active and self.key_at(item.first - 1) == self.key_at(before.first - 1) == "of"
        return self.only_joints(before.last + plain, item.first - tied)
