"""Does a number state a figure at all, or is it a name, a rate or a known pair?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import ONE_OF, WRECKED, Counted
from battlex.prose.counting.early import in_list_of_fates
from battlex.prose.refusals.names import Names
from battlex.prose.refusals.rates import Rates
from battlex.prose.refusals.years import Years
from battlex.prose.sentence import NEAR, Question, room
from battlex.prose.words import has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_COMMANDERS = 20
"""So many generals or captains are told of for what they do; more make a crowd."""

_PAIR = 2
_KNOWN = 9
"""So many people of whom was told already are not counted again."""


class Refusals(Question):
    """Says of the counted phrases of one sentence which come from numbers that state nothing."""

    names = room(Names)
    rates = room(Rates)
    years = room(Years)

    def without_units(self, found: list[Counted]) -> list[Counted]:
        """ "300 żołnierzy 2 Armii poległo": all but the digits right behind another noun that are the number of a unit."""
        kept: list[Counted] = []
        for item in found:
            behind = self.words.genitive and bool(kept) and item.first == kept[-1].last
            if behind and item.noun is not None and self.names.numbered.is_unit(item, item.noun):
                item.quantity.name = "ordinal"
            else:
                kept.append(item)
        return kept

    def stated(self, item: Counted) -> bool:
        """Whether the number is one that a figure may come from."""
        if self._counts_nothing(item) or self._is_known(item):
            return False
        if ("apiece" in self.sentence.listed and self.rates.each(item)) or (item.of_them and self._owns(item)):
            return False
        structure, first, last = self.sentence.structure, item.first, item.last
        if "not" in structure and self._is_denied(item):
            return False
        if (first and self.keys[first - 1] in ("clock", "often")) or self.key_at(last) == "often":
            return False
        if "free" in self.sentence.listed and self._is_freed(item):
            return False
        if "claim" in structure and item.noun is not None and self._tells_source(first - 1):
            return False
        if last < len(self.keys) and self.keys[last] == "event" and self.nodes[last].kind == "word":
            # "two destroyer actions": the noun describes what is counted.
            if self.words.head_last and (item.noun is not None or item.elliptic or item.quantity.bare):
                return False
        elif (
            ("rate" in structure and (self.rates.at_a_rate(item) or self.rates.per_unit(item)))
            or (not item.counts_something and self._measures(item))
            or (item.kind is Category.FORMATION and self._measures_front(item))
        ):
            return False
        return not (self.names.is_name(item) or (item.quantity.bare and self.years.is_year(item)))

    def _measures_front(self, item: Counted) -> bool:
        """ "on a three brigade front": whether the noun of one unit behind a larger number describes an unknown noun."""
        if item.noun is None or item.size < _PAIR or not (self.words.head_last and self.words.determiners):
            return False
        behind = self.token(item.last)
        if behind is not None and behind.glued and is_mark(behind, "-‐‑"):
            # "four division-sized attacks"
            return True
        told = behind is not None and behind.kind == "word" and not (behind.senses or self.words.key(behind))
        return told and self.key_at(item.first - 1) == "determiner" and item.noun.has("structure", "unit_name")

    def _is_denied(self, item: Counted) -> bool:
        """Whether a word for not stands beside a phrase where it denies it."""
        if self.words.verb_last and not self.words.characters:
            # "tek gemi kaybetmeden"
            return has(self.node(item.last), "structure", "not")
        before = self.token(item.first - 1)
        if self.words.active and item.size == 1 and self._denied(item):
            # "senza perdere un solo uomo"
            return True
        if before is None or before.has("structure", "not"):
            return before is not None
        # "未損失一艦"
        return self.words.characters and before is item.lead and has(self.node(item.first - 2), "structure", "not")

    def _is_freed(self, item: Counted) -> bool:
        """ "freed 12,000 captives", "liberaron a 300 prisioneros": whether a verb before captives lets them go."""
        if item.fates != {Fate.CAPTURED} or item.lead is not None:
            return False
        at = item.first - 1 - has(self.node(item.first - 1), "quantifiers", "to")
        return self.key_at(self.back_over(at, "determiner", "of", "body")) == "free"

    def _tells_source(self, place: int) -> bool:
        """ "According to two survivors": whether a phrase for what somebody claims stands before those who do."""
        source = self.token(place)
        claimed = source is not None and " " in source.norm and source.has("structure", "claim")
        return claimed and self.words.head_last and not self.words.verb_last

    def _counts_nothing(self, item: Counted) -> bool:
        quantity = item.quantity
        low, high = quantity.min, quantity.max
        if quantity.form == "several" or (low is None and high is None) or high == 0:
            return True
        if low == 1 != high and quantity.form == "digits" and not self.written(item).startswith("1"):
            # "outnumbered 30–1": odds
            return True
        if low != high and None not in (low, high) and self.key_at(item.first - 1) == "odds":
            # "outnumbered 900 to 3,000": no range
            return True
        one = self.node(item.last + 1)
        if isinstance(one, Quantity) and one.max == 1 and has(self.node(item.last), "quantifiers", "to"):
            # "outnumbered forty to one"
            return item.noun is None
        # "półtora batalionu"
        return bool((high or low or 0) % 1)

    def _is_known(self, item: Counted) -> bool:
        """Whether one or two are meant that are known, so that nobody counts them."""
        quantity = item.quantity
        token = self.sentence.tokens.get(quantity.core_start) if quantity.form != "digits" else None
        if token is not None and self.words.key(token) in ("pair", "single"):
            return True
        if quantity.form == "one" and not self._counts_one(item):
            return True
        if item.size >= _COMMANDERS:
            # So many are no pair, and a crowd of commanders.
            return False
        if self._both_sides(item):
            return True
        if item.category is Category.PERSONNEL and not item.fated and self._commands(item):
            return True
        if quantity.max != 1 or self._identifies(item):
            return quantity.max == 1
        unit = item.elliptic and item.fates <= WRECKED and item.fated
        acts = (not item.counts_something and not unit) or (item.kind in PEOPLE and self._only_acts(item))
        return self._not_even(item) or (self.words.characters and quantity.min == 1 and acts)

    def _measures(self, item: Counted) -> bool:
        """ "16 танковых атак": whether a number without a noun counts units of measure, or what was done."""
        joint, further = self.token(item.last), self.node(item.last + 1)
        if joint is not None and is_mark(joint, ",") and item.fated:
            # "750,000 deaths, 20 percent more"
            return False
        if isinstance(further, Quantity) and further.name == "measure" and self.only_joints(item.last, item.last + 1):
            # "des canons de 85 et 100 mm"
            return True
        at = item.last
        while not self.words.characters and self._only_describes(at):
            at += 1
        measure = self.token(at) or self.token(item.last)
        return measure is not None and measure.has("structure", "measure")

    def _only_describes(self, place: int) -> bool:
        token = self.token(place)
        if token is None or token.kind != "word":
            return False
        return token.has("structure", "plain") or self.words.key(token) == "single"

    def _owns(self, item: Counted) -> bool:
        """ "piloci czterech z nich": whether the number only tells whose those are of whom the noun before it speaks."""
        if not self.words.genitive or item.noun is not None:
            return False
        noun = self.token(item.first - 1)
        return noun is not None and noun.has("nouns", Category.PERSONNEL) and not is_fate(noun)

    def _both_sides(self, item: Counted) -> bool:
        """ "The two armies", "les deux flottes", "the two men": a known pair, not a count."""
        if item.size > _KNOWN or not item.first:
            return False
        before = self.nodes[item.first - 1]
        definite = isinstance(before, Token) and self.words.key(before) == "determiner"
        # "her iki ordu"
        definite = definite or (self.words.verb_last and has(before, "structure", "rate"))
        if not (item.noun is not None or item.of_them or item.people):
            # "the two were arrested", "les deux premiers"
            behind = self.token(item.last)
            aside = definite and has(before, "structure", "preposition") and not item.tail_end
            if aside and self.words.active and self.key_at(item.last) == "half":
                return True
            said = definite and behind is not None and self.words.key(behind) in ("auxiliary", "perfect")
            return said and not item.counts_something and item.quantity.form == "words"
        tied = definite or (self.words.active and self.key_at(item.first - 1) == "of")
        if item.quantity.max == 2 and item.noun is not None and self.words.key(item.noun) == "half" and tied:
            # "les forces des deux adversaires"
            return True
        if item.quantity.max != 2:
            # "The three men were said to be spies": who is told of already.
            told = definite and item.category is Category.PERSONNEL and item.quantity.form == "words"
            return told and self.words.determiners and not item.fated and item.noun_at_once
        if item.noun is not None and self.words.key(item.noun) == "pair":
            # "Rome sent two armies": where there are articles, they tell a pair that is known.
            return definite or not self.words.head_last or not self.words.determiners
        people = item.category is Category.PERSONNEL or item.noun is None
        group = item.noun is not None and self.words.key(item.noun) == "body"
        return definite and (people or group) and not item.fates

    def _commands(self, item: Counted) -> bool:
        """ "Two of his corps commanders disagreed": who commands is no strength, but with those who are counted beside him."""
        if not self.words.is_rank(item.noun):
            return False
        before, behind = self.node(item.first - 1), self.node(item.last)
        beside = behind is not None and is_joint(behind) and not isinstance(self.node(item.last + 1), Token | None)
        return not (beside or (before is not None and (is_joint(before) or self.is_part(item.first - 1))))

    def _counts_one(self, item: Counted) -> bool:
        """Whether a word for one, or what may be an article, counts."""
        kind = item.kind
        after = self.node(item.at + 1)
        if self.words.genitive and self.key_at(item.at + 1) == "share":
            # "jedna piąta poległa"
            return False
        if isinstance(after, Token) and self.words.key(after) == "of" and not self.words.characters:
            owner = self.token(item.first - 1)
            if owner is not None and is_noun(owner) and not is_fate(owner) and not self.words.determiners:
                # "пілоти одного зі штурмовиків": the fate is that of others.
                return False
            told = bool(item.fates) and item.counts_something
            return item.elliptic or (told and (not self.words.determiners or self.words.head_last))
        if item.elliptic and not self.words.characters:
            # "один из них вернулся": where there are no articles, one of those that were counted is no figure by itself.
            return self.words.determiners or not item.of_them or bool(item.fates)
        if item.fates and isinstance(after, Token) and self.words.key(after) == "single":
            return not self._denied(item)
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
        if item.fates and item.fates <= PEOPLE_FATES and self.words.genitive and self._one_man(item):
            # "двое погибли, ещё один умер от ран"
            return True
        if item.fates <= PEOPLE_FATES and item.tail_end == item.last + 1 and item.labelled and self.words.head_last:
            # "25 dead and one missing"
            return not self.words.characters and not self.words.verb_last
        inflicted = item.lead is not None and self.words.key(item.lead) == "inflict"
        if inflicted and not item.counts_something and not self.words.characters:
            # "killing nineteen and capturing one."
            return after is None or (isinstance(after, Token) and after.kind in ".,;)")
        if item.passive and not item.counts_something and self.words.determiners and item.lead is None:
            if item.fates <= WRECKED:
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
        return kind in ONE_OF or (item.counts_something and item.fated)

    def _denied(self, item: Counted) -> bool:
        """ "sans couler un seul navire": whether a word for not stands before the verb that acts upon one."""
        for at in range(item.first - 1, max(-1, item.first - NEAR - 1), -1):
            node = self.token(at)
            # "ne perdent qu'un seul navire"
            if node is None or node.kind in ",;" or (at == item.first - 1 and not is_fate(node)):
                return False
            if node.has("structure", "not"):
                return True
        return False

    def _identifies(self, item: Counted) -> bool:
        """ "One of these vessels was the Anna": whether one of several is only named."""
        named = self.token(item.last + 1)
        if item.fated or not self.words.head_last or self.key_at(item.last) != "auxiliary" or named is None:
            return False
        return self.words.key(named) == "determiner" or self.flat.text[named.start].isupper()

    def _one_man(self, item: Counted) -> bool:
        """Whether a verb of dying stands right behind "one", or behind one word more, and has no object of its own."""
        verb = self.token(item.tail_end - 1)
        if item.lead is not None or verb is None or self.words.key(verb) == "inflict" or item.of_them:
            return False
        apart = item.tail_end - item.last
        return apart == 1 or (apart == 2 and not self.key_at(item.last))

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

    def _only_acts(self, item: Counted) -> bool:
        """Whether nothing became of one man, who is then named for what he does ("由一名副营长带领")."""
        near = self.nodes[max(0, item.first - NEAR) : item.last + NEAR]
        survived = any(has(node, "structure", "survived") for node in near)
        return not (item.fates or item.casualties or survived)
