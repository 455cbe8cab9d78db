"""Numbers of a sentence that are no figures: known pairs, names, times, guns of a ship, what is but asked for."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.pattern import pattern
from battlex.prose.counted import Counted
from battlex.prose.namings import Namings
from battlex.prose.sentence import NEAR, in_list_of_fates
from battlex.prose.supposed import Supposed
from battlex.prose.words import CLOSING, OPENING, QUOTES, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_TIME = pattern(r"\d{1,2}[.:h]\d\d$")
_CLOCK = pattern(r"0\d{2,3}$")
_YEARS = pattern(r"1\d{3}\D{1,12}(?:1\d|20)\d\d$")
_DAYS = 31
_SHORTEST, _MILLION = 3, 1_000_000
_FEW = 20
"""A smaller number behind a name may be the name's."""

_WRECKED = frozenset({Fate.LOST, Fate.DAMAGED})
_ONE_OF = frozenset(
    {Category.FORMATION, Category.SHIP, Category.GUN, Category.TANK, Category.VEHICLE, Category.AIRCRAFT}
)


class Refusals(Supposed, Namings):
    """Says of the counted phrases of one sentence which come from numbers that state nothing."""

    def stated(self, item: Counted) -> bool:
        """Whether the number is one that a figure may come from."""
        quantity = item.quantity
        if quantity.form == "several" or (quantity.min is None and quantity.max is None):
            return False
        token = self.tokens.get(quantity.core_start)
        if token is not None and self.words.key(token) == "pair":
            return False
        if quantity.form == "one" and not self._counts_one(item):
            return False
        if quantity.max == 1 and self._not_even(item):
            return False
        if not item.counts_something and self._is_named(item):
            return False
        if self._is_abbreviation(quantity):
            # "CR.42": letters that stand for a scale are no number of their own.
            return False
        if (
            self.words.characters
            and quantity.min == quantity.max == 1
            and (not item.counts_something or (item.kind in PEOPLE and self._only_acts(item)))
        ):
            return False
        before = self.nodes[item.first - 1] if item.first else None
        if isinstance(before, Token) and (before.has("structure", "not") or self.words.key(before) == "clock"):
            return False
        if self._each(item) or self._in_name(item):
            return False
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        if isinstance(after, Token) and after.has("year", "year_after") and quantity.form == "digits":
            return False
        if item.people and quantity.bare and isinstance(before, Token) and before.has("structure", "preposition"):
            # "в 1943 советскому командованию"
            return False
        if item.people and (quantity.max or quantity.min or 0) < _FEW and self.named_before(item):
            # "Armata 3 română": the number is the unit's, the people's name an adjective.
            return False
        if token is not None and self.words.key(token) == "single":
            return False
        if (
            quantity.max == 0
            or self._is_unit_number(item)
            or _TIME.match(self._text(quantity))
            or self._both_sides(item)
        ):
            return False
        if (quantity.max or quantity.min or 0) % 1 and quantity.form == "digits":
            return False
        if quantity.min == 1 != quantity.max and quantity.form == "digits" and not self._text(quantity).startswith("1"):
            # "outnumbered 30–1": odds
            return False
        if self._rates_a_ship(item) or self._in_title(item):
            return False
        behind = self.nodes[item.last] if item.last < len(self.nodes) else None
        if isinstance(behind, Token) and behind.kind == "word" and self.words.key(behind) == "event":
            # "two destroyer actions": the noun describes what is counted.
            return (item.noun is None and not item.elliptic) or not self.words.head_last
        if (
            self._is_age(item)
            or self._is_flown(item)
            or self._is_early_year(item)
            or self._at_a_rate(item)
            or self._per_unit(item)
            or _CLOCK.match(self._text(quantity))
        ):
            return False
        if item.kind in (None, Category.FORMATION) and _YEARS.match(self._text(quantity)):
            return False
        if quantity.bare and not item.counts_something and self._dates_a_fate(item):
            return False
        if not item.counts_something and self._is_day(item):
            return False
        if not item.counts_something and not self.words.characters:
            at = item.last
            while at < len(self.nodes) and self._only_describes(at):
                # "16 танковых атак"
                at += 1
            behind = self.token(at) or behind
        return not (isinstance(behind, Token) and behind.has("structure", "measure") and not item.counts_something)

    def _only_describes(self, place: int) -> bool:
        token = self.token(place)
        if token is None or token.kind != "word":
            return False
        return token.has("structure", "plain") or self.words.key(token) == "single"

    def _not_even(self, item: Counted) -> bool:
        """ "一隻も失わなかった", "한 대도 없었다": not even one."""
        even = self.token(item.last)
        if even is None or even.norm not in self.words.contained["even"]:
            return False
        if not self.words.characters:
            return True
        # Where no blanks part words, the word also says "too": what denies it closes the clause.
        denying = self.language.words("structure", "not")
        for node in self.nodes[item.last + 1 :]:
            if not isinstance(node, Token) or node.kind in ",;":
                return False
            if node.has("structure", "not") or node.has("levels", "none") or node.norm.startswith(denying):
                return True
        return False

    def _is_named(self, item: Counted) -> bool:
        """ "l'expédition des Mille": a number in words with a capital inside a sentence is a name."""
        before = self.token(item.first - 1)
        return (
            item.quantity.form != "digits"
            and before is not None
            and before.kind == "word"
            and not self.words.noun_capitals
            and self.flat.text[item.quantity.core_start].isupper()
        )

    def _at_a_rate(self, item: Counted) -> bool:
        """ "200 стволов на километр": so many of every measure, where no fate says that they were lost."""
        behind = self.token(item.last)
        return behind is not None and " " in behind.norm and behind.has("structure", "rate") and not item.fates

    def _per_unit(self, item: Counted) -> bool:
        """ "three companies, each of 50 men": so many of every one."""
        each, tie = self.token(item.first - 2), self.token(item.first - 1)
        rate = self.token(item.last)
        if self.words.characters and (
            (rate is not None and rate.has("structure", "rate") and item.quantity.max == 1)
            or (tie is not None and tie.has("structure", "rate") and self.words.verb_last)
        ):
            # "1門当たり80発"
            return True
        if each is None or tie is None or self.words.characters or not each.has("structure", "rate"):
            return False
        return tie.has("structure", "preposition") or self.words.key(tie) == "of"

    def _only_acts(self, item: Counted) -> bool:
        """Whether nothing became of one man, who is then named for what he does ("由一名副营长带领")."""
        near = self.nodes[max(0, item.first - NEAR) : item.last + NEAR]
        survived = any(isinstance(node, Token) and node.has("structure", "survived") for node in near)
        return not (item.fates or item.casualties or survived)

    def _is_abbreviation(self, quantity: Quantity) -> bool:
        large = (quantity.max or 0) >= _MILLION and quantity.form == "words"
        return large and not self.words.characters and len(self._text(quantity)) <= _SHORTEST

    def _is_day(self, item: Counted) -> bool:
        """ "Niš est prise le 15.": a small number between an article and the end of a clause is a day."""
        before, after = self.token(item.first - 1), self.token(item.last)
        return (
            item.quantity.form == "digits"
            and (item.quantity.max or 0) <= _DAYS
            and not self.words.characters
            and before is not None
            and self.words.key(before) == "determiner"
            and (after is None or after.kind in ".,;:)")
        )

    def _in_name(self, item: Counted) -> bool:
        """Whether the number opens a name in quotation marks, or goes on with a list of numbers of posts, forts, ships."""
        before, earlier = self.token(item.first - 1), self.nodes[item.first - 2 : item.first - 1]
        if before is None or self.words.characters:
            return False
        closing = self.token(item.at + 1)
        if is_mark(before, QUOTES) and closing is not None and closing.kind == before.kind and item.last > item.at + 2:
            # 'an "eight" war galley'
            return True
        if is_mark(before, OPENING):
            return any(is_mark(node, CLOSING) for node in self.nodes[item.first : item.last])
        listed = is_joint(before) and bool(earlier) and isinstance(earlier[0], Quantity) and earlier[0].name == "name"
        return (
            listed and item.quantity.form == "digits" and (item.quantity.max or 0) < _FEW and not self._names_it(item)
        )

    def _names_it(self, item: Counted) -> bool:
        """Whether a noun stands right behind the number."""
        return item.noun is not None and item.last == item.at + 2

    def _each(self, item: Counted) -> bool:
        """Whether the number is that of each unit ("роты по 20 человек", "yüz yirmişer kişi")."""
        before, behind = self.token(item.first - 1), self.token(item.at + 1)
        if behind is not None and self.words.verb_last and self.words.key(behind) == "apiece":
            return True
        told = bool(item.fates or item.casualties)
        return before is not None and not told and self.words.key(before) == "apiece"

    def _both_sides(self, item: Counted) -> bool:
        """ "The two armies", "les deux flottes", "the two men": a known pair, not a count."""
        if item.quantity.max != 2 or not (item.noun is not None or item.of_them or item.people) or not item.first:
            return False
        before = self.nodes[item.first - 1]
        definite = isinstance(before, Token) and self.words.key(before) == "determiner"
        if item.noun is not None and self.words.key(item.noun) == "pair":
            # "Rome sent two armies": where there are articles, they tell a pair that is known.
            return definite or not self.words.head_last or not self.words.determiners
        people = item.category is Category.PERSONNEL or item.noun is None
        group = item.noun is not None and self.words.key(item.noun) == "body"
        return definite and (people or group) and not item.fates

    def _counts_one(self, item: Counted) -> bool:
        kind = item.kind
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        if isinstance(after, Token) and self.words.key(after) == "of" and not self.words.characters:
            owner = self.token(item.first - 1)
            if owner is not None and is_noun(owner) and not is_fate(owner) and not self.words.determiners:
                # "пілоти одного зі штурмовиків": the fate is that of others.
                return False
            return item.elliptic or (bool(item.fates) and item.counts_something and not self.words.determiners)
        if item.elliptic and not self.words.characters:
            # "один из них вернулся": where there are no articles, one of those that were counted is no figure by itself.
            return self.words.determiners or not item.of_them or bool(item.fates)
        if item.fates and isinstance(after, Token) and self.words.key(after) == "single":
            return True
        if item.fates and item.tail_end == item.last + 1 == item.at + 2 and in_list_of_fates(self.nodes, item.at):
            return True
        if self.words.verb_last and item.noun is not None and self.words.key(item.noun) == "body":
            # "bir ordu topladılar": an article
            return bool(item.fates)
        if item.fates and item.noun is None and self.words.verb_last and not self.words.characters:
            # "biri öldü": one of them
            return True
        if item.fates and item.lead is not None and not self.words.determiners and not self.words.characters:
            # "Был убит один и ранены три моряка"
            if after is None or is_joint(after) or (isinstance(after, Token) and after.kind in ".,;)"):
                return True
            if item.tail_end == item.last + 1:
                # "tracąc jednego zabitego"
                return True
        if item.fates <= PEOPLE_FATES and item.tail_end == item.last + 1 and item.labelled and self.words.head_last:
            # "25 dead and one missing"
            return not self.words.characters and not self.words.verb_last
        inflicted = item.lead is not None and self.words.key(item.lead) == "inflict"
        if inflicted and not item.counts_something and not self.words.characters:
            # "killing nineteen and capturing one."
            return after is None or (isinstance(after, Token) and after.kind in ".,;)")
        if item.passive and not item.counts_something and self.words.determiners and item.lead is None:
            if item.fates <= _WRECKED:
                # "Three tanks led. One was hit and burned."
                return bool(item.fates) and self.thread.thing is not None
            # "only one Moro was wounded"
            named = (
                isinstance(after, Token) and after.kind == "word" and not after.senses and not self.words.noun_capitals
            )
            if named and isinstance(after, Token) and item.fates <= PEOPLE_FATES:
                return self.flat.text[after.start].isupper()
        if kind is Category.OTHER and item.last > item.at + 2:
            # "одним взмахом меча"
            return False
        return kind in _ONE_OF or (item.counts_something and bool(item.fates or item.casualties))
