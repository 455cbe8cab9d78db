"""Which numbers of a sentence count something: by the phrase behind them, or else by the noun before them?"""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import THINGS, Counted, category_of
from battlex.prose.counting.forward import Forward
from battlex.prose.sentence import Question, room
from battlex.prose.words import CLOSES, DASHES, OPENS, QUOTES, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, wider
from battlex.values.figures.quantity import MOST_GUNS, Quantity
from battlex.values.figures.token import Token

_TELLING = frozenset({Category.AIRCRAFT, Category.SHIP, Category.PERSONNEL})
"""Counting words of these kinds tell what is counted better than the noun before the number."""

_NO_OTHERS = (Category.SHIP, Category.AIRCRAFT, Category.PERSONNEL, Category.FORMATION)
"""What a counting word of other things never counts."""

_LISTED = (*PEOPLE, Category.GUN, Category.TANK, Category.VEHICLE, Category.AIRCRAFT, Category.SHIP, Category.ANIMAL)
"""What a list may name before a dash and a number; units may stand there with their strength."""

_TIED = 3
"""A number stands so many tokens behind a noun that it counts, where the noun has a mark of possession."""

_LONG_WORD = 5
"""Characters of an unknown stretch of a script without blanks that may stand between a noun and its number."""

_MANY = 20
"""A smaller number without a counting word does not count the noun before it."""


class Phrases(Question):
    """Finds the counted phrases of one sentence."""

    forward = room(Forward)

    def all(self) -> list[Counted]:
        """Every number of the sentence that counts something or may do so, in order."""
        found: list[Counted] = []
        behind = 0
        for at in self.sentence.numbers:
            node = self.nodes[at]
            if isinstance(node, Quantity):
                counted = self.forward.read(at, node)
                if counted.category is None:
                    self._backward(counted, behind)
                    if not counted.counts_something and self.words.genitive:
                        self._before_dash(counted, behind)
                if self.words.cases and not counted.elliptic and not (counted.noun and not self.words.verb_last):
                    self._some_of(counted, behind)
                if self.words.cases and not counted.counts_something and found:
                    self._share_of(found[-1], counted)
                if counted.noun is not None and self.words.contains(counted.noun, "place"):
                    counted.place = True
                found.append(counted)
                behind = counted.last
        return found

    def _some_of(self, found: Counted, behind: int) -> None:
        """ "pilotlardan üçü": a noun in a case right before a number that ends in the ending of a possessor."""
        at = found.at - 1
        while at >= behind and self._is_slight(at):
            at -= 1
        noun = self.nodes[at] if at >= behind else None
        ends = self.flat.text[found.quantity.core_start : found.quantity.end] + found.quantity.ending
        if not isinstance(noun, Token) or not is_noun(noun) or is_fate(noun) or not self.words.is_declined(noun):
            return
        if found.quantity.ending and not (noun.has("nouns", Category.PERSONNEL) or self.words.possesses(noun)):
            # "gemiden 40'ı subay": of one ship, people are counted.
            return
        listed = ends in self.language.cldr.get("numbers", ()) or found.quantity.form == "vague"
        if found.noun is not None and (" " in ends or listed):
            # "filosunda altı yüze yakın gemi", "filosunun yedi gemisi"
            return
        if ends[-1:].isalpha() and self.words.ends_in_case(ends) and not found.quantity.bare:
            found.category = None
            found.take(noun, False, self.words.head_last)
            found.noun, found.elliptic, found.last = None, True, found.at + 1

    def _before_dash(self, found: Counted, behind: int) -> None:
        """ "ранены: офицеров — 4, солдат и сержантов — 154": the members of a list stand before a dash and their numbers."""
        dash, place = self.token(found.at - 1), found.at - 2
        noun = self.token(place)
        if dash is None or not is_mark(dash, DASHES) or dash.glued or place < behind:
            return
        model = self.nodes[place]
        if isinstance(model, Quantity) and model.model and not found.quantity.bare:
            # "сгорели Т-34 — 12, Т-70 — 2"
            found.category = Category(model.model)
            while place > behind and (self.nodes[place].glued or is_mark(self.nodes[place], DASHES)):
                place -= 1
            found.first = place if place > behind and is_joint(self.nodes[place - 1]) else found.first
        if noun is None:
            return
        ends = self.token(found.last)
        if found.quantity.bare or is_fate(noun) or not noun.has("nouns", *_LISTED) or (ends and ends.kind == "word"):
            return
        while place - 2 >= behind and is_joint(self.nodes[place - 1]) and is_noun(self.nodes[place - 2]):
            place -= 2
        opening = self.token(place - 1)
        if opening is not None and (is_mark(opening, ":,;(") or opening.has("structure", "part")):
            found.take(noun, False, self.words.head_last)
            found.noun, found.first = None, place

    def _is_slight(self, at: int) -> bool:
        """Whether a word may stand between a noun and the number of some of it ("atların ise sadece 200'ü")."""
        node = self.nodes[at]
        if not isinstance(node, Token) or is_noun(node):
            return False
        return self.words.key(node) == "particle" or node.has("structure", "plain")

    def _share_of(self, whole: Counted, found: Counted) -> None:
        """ "4.500 askerin 1.100'ü": a number right behind a noun with the ending of a case counts some of the same."""
        between = self.nodes[whole.last : found.first]
        told = whole.noun is not None and self.words.is_declined(whole.noun) and len(between) <= 1
        if told and all(isinstance(node, Token) and node.kind == "word" and not is_fate(node) for node in between):
            found.category, found.elliptic, found.of_them = whole.category, True, True

    def _backward(self, found: Counted, behind: int) -> None:
        """A noun right before the number ("戰船三百餘艘", "(120)" behind "reinforcements")."""
        words, nodes = self.words, self.nodes
        bracketed = self._alone_in_bracket(found.at)
        if not (words.characters or bracketed) or self._counts_unknown(found):
            return
        place = found.at - 1 - bracketed
        passed = 0
        while place >= behind:
            node = nodes[place]
            if isinstance(node, Quantity):
                if node.name == "name" and found.weak is Category.VEHICLE and place >= found.at - 2:
                    self._named(found, place)
                return
            if is_noun(node) and not (is_fate(node) and not bracketed):
                apart = found.at - place > _TIED and words.verb_last and words.characters
                if apart and self.key_at(place + 1) == "of":
                    # "조선군의 포격으로 300명을 잃었다"
                    return
                counted = found.last > found.at + 1 and not passed
                small = found.weak is None and not self._large_enough(found.quantity)
                if not (bracketed or counted) and small and not self._in_list(found, node):
                    return
                if bracketed and not self._plausible(found.quantity, node):
                    return
                weak = found.weak
                if weak is Category.OTHER and node.has("nouns", *_NO_OTHERS):
                    # "駆逐艦は12発の命中弾を受け"
                    return
                if weak is Category.VEHICLE and node.has("nouns", *PEOPLE, Category.FORMATION):
                    # "叛軍駕駛兩輛裝有炸藥的卡車"
                    return
                found.take(node, False, self.words.head_last)
                while not bracketed and place > behind and is_noun(nodes[place - 1]) and not is_fate(nodes[place - 1]):
                    place -= 1
                found.first = found.at if bracketed else place
                if (
                    weak in _TELLING
                    and found.category is not weak
                    and not (weak in PEOPLE and found.category in PEOPLE)
                ):
                    if found.category is Category.FORMATION:
                        found.first = found.at
                    found.category = found.noun = None
                    return
                self._joined_before(found, place, behind)
                return
            if (
                words.verb_last
                and node.kind == "word"
                and (is_joint(node) or (passed and node.norm in words.contained["topic"]))
            ):
                # "연대는 산에서 …": the topic is not what is counted behind other words; nor is "兵と1人の議員".
                return
            if (
                node.kind == "icon"
                or is_mark(node, QUOTES)
                or (
                    words.key(node) == "particle"
                    or node.has("structure", "total", "plain")
                    or node.has("quantifiers", "approx")
                )
            ):
                pass
            elif node.kind == "word" and not is_fate(node) and not node.has("structure", "part", "rate"):
                passed += 1
                # "전투기 F-80 슈팅스타 8대": types have names of several words.
                if passed > (3 if bracketed else 1 + (found.weak is Category.VEHICLE)) or (
                    words.characters and len(node.norm) > _LONG_WORD
                ):
                    return
            else:
                return
            place -= 1

    def _named(self, found: Counted, place: int) -> None:
        """ "B-29 334대": the name of a type before a counting word that machines of all kinds share."""
        letters = self.nodes[place - 2] if place > 1 and is_mark(self.nodes[place - 1], DASHES) else None
        model = letters.senses.get("models") if isinstance(letters, Token) else None
        if model is not None:
            found.category = Category(model.key.rpartition(" ")[2])

    def _joined_before(self, found: Counted, place: int, behind: int) -> None:
        """ "汽車和坦克六百多輛": the nouns joined before a number are counted together."""
        if place - 2 < behind or found.category is None:
            return
        joint, first = self.nodes[place - 1], self.nodes[place - 2]
        if is_joint(joint) and not is_mark(joint, ",，、") and is_noun(first) and isinstance(first, Token):
            category = found.category
            noun = found.noun
            found.take(first, False, self.words.head_last)
            found.category = wider(found.category, category) if found.category is not None else category
            found.noun, found.first = noun, place - 2

    def _alone_in_bracket(self, at: int) -> int:
        """1 where nothing but the number stands in a bracket, else 0."""
        nodes = self.nodes
        return int(0 < at < len(nodes) - 1 and is_mark(nodes[at - 1], OPENS) and is_mark(nodes[at + 1], CLOSES))

    def _counts_unknown(self, found: Counted) -> bool:
        """ "24개 고지를 탈환": whether a word that is not known stands behind a counting word for anything and a blank."""
        word = self.token(found.last)
        if not found.elliptic or found.weak is not None or word is None or not self.words.characters or word.glued:
            return False
        return word.kind == "word" and not word.senses and not self.words.key(word)

    def _in_list(self, found: Counted, noun: Token) -> bool:
        """ "戦艦4、巡洋艦15、駆逐艦21": digits between the noun of a machine or ship and the end of a member of a list."""
        after = self.token(found.last)
        ends = after is None or after.kind != "word" or after.has("structure", "total", "plain")
        tied = found.quantity.form == "digits" and found.quantity.core_start == noun.end
        return tied and ends and category_of(noun) in THINGS

    @staticmethod
    def _large_enough(quantity: Quantity) -> bool:
        """Whether a number without a counting word may count the noun before it ("伊東軍三千", not "伏兵四起")."""
        return (quantity.max or quantity.min or 0) >= _MANY

    @staticmethod
    def _plausible(quantity: Quantity, noun: Token) -> bool:
        """Whether a number in a bracket counts the noun before it, and is no year, page or rating of a ship."""
        number = quantity.max or quantity.min or 0
        return not quantity.bare and (quantity.approx or number > MOST_GUNS)
