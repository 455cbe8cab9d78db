"""What does a number count by its neighbours: the number it is tied to, the list it stands in, the column's header?"""

from __future__ import annotations

from itertools import pairwise

from battlex.markup import Flat
from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import is_fate, is_joint, is_mark, is_noun
from battlex.record import replace
from battlex.values.figures.describe import PEOPLE, describe
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token
from battlex.values.figures.tokens import tokenize

_MANY_MORE = 50
"""So many times more than what follows are people, not things."""

_NEGATED = 4
"""So many tokens before a limit may a word for not stand."""


class Ties(Question):
    """Gives numbers of one sentence what their neighbours say for them."""

    def tie(self, found: list[Counted], header: str) -> None:
        """Tie the numbers of a sentence, or of a table's cell under a header, to their neighbours."""
        self.share_nouns(found)
        self.share_limits(found)
        self.negate_limits(found)
        self.limit_joined(found)
        self.one_of_these(found)
        self.headed(found, header)

    def share_nouns(self, found: list[Counted]) -> None:
        """ "3,500 and 900 ships", "two of the three forts": a number takes the noun of the one that it is tied to."""
        for place in range(len(found) - 2, -1, -1):
            item, after = found[place], found[place + 1]
            if item.people and self._shares_adjective(item, after):
                item.category, item.weak, item.noun, item.people = after.category, after.weak, after.noun, False
            if item.people and item.noun is None and self._described_alike(item, after):
                # "2200 японских и 763 американских самолёта"
                item.category, item.people, item.last = None, False, item.at + 1
            if item.counts_something or not after.counts_something or not 2 <= after.at - item.at <= 5:
                continue
            if self.named_before(item):
                continue
            between = self.nodes[item.at + 1 : after.at]
            joint = between[0] if len(between) == 1 else None
            described = False
            if len(between) == 2 and self._describes(item.at + 1) and self._describes(after.at + 1):
                # "142 schweren und 87 mittleren Bombern", "48 пехотных, 3 танковые дивизии"
                joint = between[1]
                described = is_mark(joint, ",") and not self.words.determiners
            listed = described or (len(between) == 2 and joint is not None and is_mark(joint, ","))
            joined = isinstance(joint, Token) and (joint.has("quantifiers", "and", "to") or listed)
            if (
                joined
                and after.kind not in PEOPLE
                and (item.quantity.max or 0) > _MANY_MORE * (after.quantity.max or 1)
            ):
                # "the troops numbered 122,721 and 366 guns"
                continue
            if joined and item.quantity.form != after.quantity.form:
                # "the latter 42 and two guns": numbers written alike share a noun.
                continue
            if joined or all(isinstance(n, Token) and self._joins_whole(n) for n in between):
                item.category, item.weak, item.noun = after.category, after.weak, after.noun
                item.whole = None if joined else after

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
        return after.at - item.at == 3 and self.words.names_people(described)

    def _joins_whole(self, token: Token) -> bool:
        """Whether a word may stand between a part and its whole: "12 of the battalion's 40 tanks"."""
        return self.words.key(token) in ("of", "among", "determiner", "particle") or self.words.possesses(token)

    def share_limits(self, found: list[Counted]) -> None:
        """ "at least 1,400 Dutch and 1,600 Indonesian soldiers": what limits the first of a pair with one noun limits both."""
        for item, after in pairwise(found):
            between = self.nodes[item.last : after.first]
            joined = len(between) == 1 and isinstance(between[0], Token) and between[0].has("quantifiers", "and")
            low, high = item.quantity, after.quantity
            if not joined or item.noun is not None or after.noun is None or high.min != high.max or not item.people:
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

    def sum_up(self, found: list[Counted]) -> None:
        """ "3286 убито, 15 909 ранено (итого 20 141)": a total without a noun behind people with fates tells losses."""
        for place, item in enumerate(found):
            said = self.token(item.first - 1)
            if said is None or not said.has("structure", "total") or item.noun is not None or item.weak is not None:
                continue
            if item.fated:
                continue
            told = [f for f in found[:place] if f.fates and f.kind in (None, *PEOPLE)]
            number = item.quantity.max or 0
            if len(told) > 1 and self.plain_number(item) and number > max(f.quantity.max or 0 for f in told):
                item.casualties = True

    def limit_joined(self, found: list[Counted]) -> None:
        """ "85 танков и до 120 машин": what looks like the joint of a range limits the number of another thing."""
        for before, item in pairwise(found):
            tie = self.token(item.first - 1)
            if tie is None or " " not in tie.norm or not tie.has("quantifiers", "to") or item.kind is before.kind:
                continue
            quantity = item.quantity
            if item.counts_something and before.noun is not None and quantity.min == quantity.max:
                quantity.min = None

    def negate_limits(self, found: list[Counted]) -> None:
        """ "never numbered more than 900": a verb parts the word for not from the limit, which is then the highest."""
        for item in found:
            quantity = item.quantity
            if (quantity.min is None) is (quantity.max is None) or quantity.start == quantity.core_start:
                continue
            for place in range(item.first - 1, max(-1, item.first - _NEGATED), -1):
                node = self.token(place)
                if node is None or node.kind != "word" or is_noun(node) or self.words.characters:
                    break
                if node.has("structure", "not") and not self.words.verb_last:
                    quantity.min, quantity.max = quantity.max, quantity.min
                    break

    def headed(self, found: list[Counted], header: str) -> None:
        """A cell that begins with a number without a noun counts what its column's header names."""
        if not header or not found:
            return
        self._explained(found[0])
        column, _, label = header.partition("\n")
        said = describe(tokens := tokenize(Flat(column), self.language), self.language)
        told = bool(said.fates) or said.casualties
        if not told and label:
            row = describe(tokenize(Flat(label), self.language), self.language)
            if row.category is None and (row.fates or row.casualties):
                said.fates, said.casualties, told = row.fates, row.casualties, True
        if any(self.words.key(token) == "strength" for token in tokens) and not told:
            said.category, told = said.category or Category.PERSONNEL, True
        if not (said.category or told):
            return
        first = found[0]
        if first.at == 0 and (told or not first.quantity.bare) and self.plain_number(first):
            if not first.counts_something:
                first.category, first.noun = said.category or Category.PERSONNEL, None
            first.fates |= said.fates
            first.casualties = first.casualties or said.casualties

    def _explained(self, item: Counted) -> None:
        """ "135 (tanks and armoured cars)": a bracket behind a cell's number says what it counts."""
        opening, noun = self.token(item.at + 1), self.token(item.at + 2)
        if item.counts_something or opening is None or noun is None or not is_mark(opening, "(") or not is_noun(noun):
            return
        item.take(noun, False, self.words.head_last)

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
            parts = len(between) == 1 and is_mark(between[0], "(")
            if parts and (item.quantity.max or 0) <= (before.quantity.max or 0):
                # "29 corps d'armée (26 d'infanterie et trois de cavalerie)"
                item.category, item.noun, item.elliptic = Category.FORMATION, None, True
                continue
            if item.quantity.form != "digits" and any(is_joint(n) for n in between) and len(between) <= 5:
                item.category, item.noun, item.elliptic = Category.FORMATION, before.noun, True

    def join_ranges(self, found: list[Counted]) -> list[Counted]:
        """ "2,000人から3,000人", "a minimum of 22,700 and a maximum of 25,000 people": two ends of one range."""
        joined: list[Counted] = []
        for item in found:
            before = joined[-1] if joined else None
            if before is None or not self._is_range(before, item):
                joined.append(item)
                continue
            low = before.quantity
            before.quantity = replace(low, end=item.quantity.end, core_end=low.core_end, max=item.quantity.max)
            before.last, before.tail_end = item.last, item.tail_end
            before.fates, before.casualties = before.fates | item.fates, before.casualties or item.casualties
            before.category, before.weak = before.category or item.category, before.weak or item.weak
            before.noun = before.noun or item.noun
        return joined

    def _is_range(self, low: Counted, high: Counted) -> bool:
        first, second = low.quantity, high.quantity
        if first.min is None or second.max is None or first.min >= second.max or high.first < low.last:
            return False
        if low.kind is not None and high.kind is not None and low.kind is not high.kind:
            return False
        if low.noun is not None and high.noun is not None and low.noun.norm != high.noun.norm:
            # "25 subay ile 3.000 er": two things are counted.
            return False
        between = self.nodes[low.last : high.first]
        if not 1 <= len(between) <= 2 or not all(isinstance(node, Token) for node in between):
            return False
        if low.kind is not None and high.kind is None and not self.words.characters:
            behind = self.token(high.at + 1)
            if behind is not None and is_fate(behind):
                # "45 top ile 2.800 esir"
                return False
        open_ends = first.max is None and second.min is None
        tokens = [node for node in between if isinstance(node, Token)]
        if open_ends:
            return all(
                t.has("quantifiers", "and", "to") or self.words.key(t) in ("particle", "determiner") for t in tokens
            )
        return (
            first.min == first.max
            and second.min == second.max
            and len(tokens) == 1
            and (tokens[0].has("quantifiers", "to") or self._either(tokens[0], high))
        )

    def _either(self, said: Token, high: Counted) -> bool:
        """ "4万とも5万ともいわれる": whether the words that claim one number claim the next one."""
        again = self.token(high.last)
        claims = self.words.characters and said.has("structure", "claim") and again is not None
        return claims and again is not None and again.norm.startswith(said.norm)
