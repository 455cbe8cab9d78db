"""What does a number count by its neighbours: the number it is tied to, the list it stands in?"""

from __future__ import annotations

from itertools import pairwise

from battlex.model import Category, Fate
from battlex.prose.counted import WRECKED, Counted
from battlex.prose.counting.gaps import Gaps
from battlex.prose.sentence import Question, room
from battlex.prose.words import DASHES, OPENS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES, fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_MANY_MORE = 50
"""So many times more than what follows are people, not things."""

_NEGATED = 4
"""So many tokens before a limit may a word for not stand."""


class Ties(Question):
    """Gives numbers of one sentence what their neighbours say for them."""

    gaps = room(Gaps)

    def tie(self, found: list[Counted]) -> None:
        """Tie the numbers of a sentence to their neighbours."""
        if len(found) > 1:
            self.dashed(found)
            self.share_nouns(found)
            self.share_limits(found)
        self.negate_limits(found)
        if len(found) > 1:
            self.limit_joined(found)
            self.one_of_these(found)

    def dashed(self, found: list[Counted]) -> None:
        """ "12 человек убитыми, 34 — ранеными": a dash between a number and its fate stands for what was said before."""
        people = False
        for before, item in pairwise(found) if self.words.genitive else ():
            people = before.kind in PEOPLE if before.counts_something else people
            dash, behind = self.node(item.last), self.node(item.last + 2)
            if dash is None or not is_mark(dash, DASHES) or dash.glued or item.noun is not None:
                continue
            listed = item.first and is_joint(self.nodes[item.first - 1]) and people
            if listed and item.last == item.at + 1 and self.fate_at(item.last + 1) and not isinstance(behind, Quantity):
                item.last += 1

    def share_nouns(self, found: list[Counted]) -> None:
        """ "3,500 and 900 ships", "two of the three forts": a number takes the noun of the one that it is tied to."""
        for place in range(len(found) - 2, -1, -1):
            item, after = found[place], found[place + 1]
            deaths = self._shared_deaths(item, after)
            if deaths is not None:
                item.category = Category.PERSONNEL
                item.fates, item.casualties = fates_of(deaths), deaths.has("fates", "casualties")
                continue
            if item.people and self._shares_adjective(item, after):
                item.category, item.weak, item.noun, item.people = after.category, after.weak, after.noun, False
            if item.people and item.noun is None and self._described_alike(item, after):
                # "2200 японских и 763 американских самолёта"
                item.category, item.people, item.last = None, False, item.at + 1
            if after.noun is not None and self._is_suspended(item, after):
                # "19 Panzer- und 14 motorisierte Divisionen"
                item.category, item.noun, item.fates = after.category, after.noun, set()
            if self.gaps.of_units(item, after):
                # "two Ranger and two artillery battalions"
                item.category, item.noun, item.people = after.category, after.noun, False
            if self._gapped_before(item, after):
                item.category, item.noun, item.fates = after.category, after.noun, self._fates(after)
                item.casualties = item.noun is None and has(self.nodes[after.last], "fates", "casualties")
            if self._does_alike(item, after):
                item.category, item.weak, item.noun = after.category, after.weak, after.noun
            behind = self._behind_calibre(item, after)
            if item.counts_something or not after.counts_something or not 2 <= after.at - behind + 1 <= 5:
                continue
            between = self.nodes[behind : after.at]
            joint = between[0] if len(between) == 1 else None
            alike = len(between) == 2 and self._describes(item.at + 1) and self._describes(after.at + 1)
            if not alike and self.named_before(item):
                continue
            described = False
            if alike:
                # "142 schweren und 87 mittleren Bombern", "48 пехотных, 3 танковые дивизии"
                joint = between[1]
                described = is_mark(joint, ",") and not self.words.determiners
            listed = described or (len(between) == 2 and joint is not None and is_mark(joint, ","))
            # "3,000, 3,600, 4,000 and 5,000 men"
            shared = (
                after.noun is not None
                and after.last == after.at + 1
                and not item.quantity.bare
                and item.size > _MANY_MORE
            )
            calibres = behind > item.at + 1
            listed = listed or ((shared or calibres) and joint is not None and is_mark(joint, ","))
            joined = isinstance(joint, Token) and (joint.has("quantifiers", "and", "to") or listed)
            # "8 000 puis 25 000 hommes", "von 2.000 auf 600 Mann"
            grown = self.words.noun_capitals and self.key_at(item.first - 1) == "of"
            joined = joined or has(joint, "structure", "plain") or (grown and has(joint, "structure", "preposition"))
            if (
                joined
                and after.kind not in PEOPLE
                and (item.quantity.max or 0) > _MANY_MORE * (after.quantity.max or 1)
            ):
                # "the troops numbered 122,721 and 366 guns"
                continue
            if joined and place and self._is_whole(found[place - 1], item):
                # "22 танка из 26 и 102 орудия"
                continue
            if joined and after.kind is Category.FORMATION and self._numbered(item, after):
                # "33 and 34 batteries": the units' own numbers
                after.category = after.noun = None
                continue
            unlike = item.quantity.form != after.quantity.form and not (alike and self.words.genitive) and not calibres
            if joined and unlike and not self._in_words(item, after):
                # "the latter 42 and two guns": numbers written alike share a noun.
                continue
            if joined or all(isinstance(n, Token) and self._joins_whole(n) for n in between):
                item.category, item.weak, item.noun = after.category, after.weak, after.noun
                item.whole = None if joined else after
                if joined and is_fate(after.noun) and not item.fated:
                    # "70 and 80 prisoners"
                    item.share(after)

    def _numbered(self, item: Counted, after: Counted) -> bool:
        """Whether two numbers in digits follow each other at once, as those of units that stand side by side do."""
        digits = item.quantity.form == after.quantity.form == "digits"
        return digits and item.size > 1 and item.size + 1 == after.size and self.words.head_last and after.noun_at_once

    def _in_words(self, item: Counted, after: Counted) -> bool:
        """ "две пехотные и одна сапёрная рота": where there are no articles, "one" is a number written in words."""
        return self.words.genitive and "one" in (item.quantity.form, after.quantity.form)

    def _gapped_before(self, item: Counted, after: Counted) -> bool:
        """ "Die Sachsen stellten 97, die Schwaben 63 Reiter": the noun is left out before another subject with its number."""
        if not self.words.noun_capitals or item.counts_something or not self.plain_number(item):
            return False
        if after.noun is None and not self.fate_at(after.last):
            return False
        if item.quantity.bare or item.quantity.form != after.quantity.form or item.last != item.at + 1:
            return False
        return self.gaps.another_subject(item.last, after.first)

    def _fates(self, item: Counted) -> set[Fate]:
        """The fates of a phrase's noun, or of the label that stands for one."""
        label = self.token(item.last) if item.noun is None else None
        return set(item.fates) if label is None or not self.words.contains(label, "label") else fates_of(label)

    def _is_suspended(self, item: Counted, after: Counted) -> bool:
        dash = self.token(item.last)
        tied = self.words.noun_capitals and dash is not None and is_mark(dash, DASHES) and dash.glued
        return tied and after.first == item.last + 2 and is_joint(self.node(item.last + 1))

    def _does_alike(self, item: Counted, after: Counted) -> bool:
        """ "уничтожено 14 и подбито 9 танков": both of two verbs act upon what only the second number names."""
        if self.words.characters or self.words.verb_last or item.counts_something or after.noun is None:
            return False
        verb, other = self.token(item.first - 1), self.token(item.last + 1)
        if verb is None or other is None or item.last != item.at + 1 or after.first != item.last + 2:
            return False
        things = after.kind not in PEOPLE and fates_of(verb) <= WRECKED and not fates_of(other) & PEOPLE_FATES
        return is_joint(self.nodes[item.last]) and is_fate(verb) and is_fate(other) and things

    def _behind_calibre(self, item: Counted, after: Counted) -> int:
        """ "six 24-pound and one 18-pound cannons": behind the measure of a number's guns, if another's are measured too."""
        behind = item.at + 1
        calibres = [self.node(behind), self.node(after.at + 1)]
        if all(isinstance(node, Quantity) and node.name == "measure" for node in calibres):
            while (unit := self.token(behind + 1)) is not None and (
                is_mark(unit, DASHES) or unit.has("structure", "measure")
            ):
                behind += 1
            return behind + 1
        return behind

    def _shared_deaths(self, item: Counted, after: Counted) -> Token | None:
        """ "8,700 military and 1,900 civilian deaths": one word of fate behind the adjectives of both numbers."""
        if not (self.words.head_last and self.words.determiners) or after.category is not Category.CIVILIAN:
            return None
        if item.counts_something or after.first != item.at + 3 or not self._describes(item.at + 1):
            return None
        joined = is_joint(self.nodes[item.at + 2]) and self.fate_at(after.last)
        return self.token(after.last) if joined and self.key_at(after.last) == "label" else None

    def _shares_adjective(self, item: Counted, after: Counted) -> bool:
        """ "77 British and 20 American aircraft": the peoples of both numbers describe the noun of the second."""
        joint, people = self.token(item.last), self.token(after.at + 1)
        if joint is None or people is None or not self.words.head_last or after.noun is None or after.kind in PEOPLE:
            return False
        joined = joint.has("quantifiers", "and") and after.first == item.last + 1
        return joined and after.noun is not people and self.words.names_people(people)

    def _describes(self, place: int) -> bool:
        """Whether a word behind a number can only be an adjective."""
        token = self.token(place)
        return (
            token is not None
            and token.kind == "word"
            and not self.words.active
            and not self.words.characters
            and not self.words.key(token)
            and not ({"nouns", "fates", "quantifiers"} & set(token.senses))
            and not token.has("structure", "preposition", "measure", "part", "claim")
            and self.flat.text[token.start].islower()
        )

    def _described_alike(self, item: Counted, after: Counted) -> bool:
        """Whether both numbers of a pair have a people's name behind them, and only the second a noun, of things."""
        described = self.token(after.at + 1)
        if after.noun is None or after.noun is described or after.kind in PEOPLE or described is None:
            return False
        joined = after.at - item.at == 3 and is_joint(self.nodes[item.at + 2])
        return joined and self.words.names_people(described)

    def _is_whole(self, part: Counted, item: Counted) -> bool:
        """Whether a number stands right behind a phrase and a word for of, so that it is the whole of that part."""
        tied = self.words.genitive and item.first == part.last + 1 and self.key_at(part.last) == "of"
        return tied and part.counts_something and item.size >= part.size

    def _joins_whole(self, token: Token) -> bool:
        """Whether a word may stand between a part and its whole: "12 of the battalion's 40 tanks"."""
        return self.words.key(token) in ("of", "among", "determiner", "particle") or self.words.possesses(token)

    def share_limits(self, found: list[Counted]) -> None:
        """ "at least 1,400 Dutch and 1,600 Indonesian soldiers": what limits the first of a pair with one noun limits both."""
        for item, after in pairwise(found):
            if not item.people or item.noun is not None or after.noun is None:
                continue
            between = self.nodes[item.last : after.first]
            joined = len(between) == 1 and isinstance(between[0], Token) and between[0].has("quantifiers", "and")
            low, high = item.quantity, after.quantity
            if self.words.is_plural(self.token(item.last - 1)):
                # "over 2,500 Hungarians and 700 Soviet troops": the people's name is a noun of its own.
                continue
            if not joined or high.min != high.max:
                continue
            described = self.token(after.at + 1)
            if described is None or not self.words.names_people(described):
                # "3,500 Chinese and 800 sailors": two phrases, each with a noun of its own.
                continue
            if low.max is None and low.min is not None:
                high.max = None
            elif low.min is None and low.max is not None:
                high.min = None
            high.approx = high.approx or low.approx

    def limit_joined(self, found: list[Counted]) -> None:
        """ "85 танков и до 120 машин": what looks like the joint of a range limits the number of another thing."""
        for before, item in pairwise(found) if not self.words.active else ():
            tie = self.token(item.first - 1)
            if tie is None or " " not in tie.norm or not tie.has("quantifiers", "to") or item.kind is before.kind:
                continue
            quantity = item.quantity
            if item.counts_something and before.noun is not None and quantity.min == quantity.max:
                quantity.min = None

    def negate_limits(self, found: list[Counted]) -> None:
        """ "never numbered more than 900": a verb parts the word for not from the limit, which is then the highest."""
        if "not" not in self.sentence.structure or self.words.characters or self.words.verb_last:
            return
        for item in found:
            quantity = item.quantity
            if (quantity.min is None) is (quantity.max is None) or quantity.start == quantity.core_start:
                continue
            for place in range(item.first - 1, max(-1, item.first - _NEGATED), -1):
                node = self.token(place)
                if node is None or node.kind != "word" or is_noun(node):
                    break
                if node.has("structure", "not"):
                    quantity.min, quantity.max = quantity.max, quantity.min
                    break

    def one_of_these(self, found: list[Counted]) -> None:
        """ "two companies of riflemen, one of dragoons": a number before "of" in a list of units counts units."""
        for before, item in pairwise(found):
            after = self.token(item.at + 1)
            if before.category is not Category.FORMATION or after is None or self.words.key(after) != "of":
                continue
            between = self.nodes[before.last : item.first]
            if isinstance(self.node(item.at + 2), Quantity):
                # "two corps, one of 65,000 men": the number is told of the unit that was counted.
                continue
            parts = len(between) == 1 and is_mark(between[0], OPENS)
            if parts and (item.quantity.max or 0) <= (before.quantity.max or 0):
                # "29 corps d'armée (26 d'infanterie et trois de cavalerie)"
                item.category, item.noun, item.elliptic = Category.FORMATION, None, True
                continue
            if item.quantity.form != "digits" and any(is_joint(n) for n in between) and len(between) <= 5:
                item.category, item.noun, item.elliptic = Category.FORMATION, before.noun, True
