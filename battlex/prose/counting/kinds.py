"""Of which category is what a number counts, if that makes it a figure?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import WRECKED, Counted
from battlex.prose.counting.nounless import MACHINES, Nounless
from battlex.prose.counting.resumed import Resumed
from battlex.prose.counting.strengths import LEAST_STRENGTH
from battlex.prose.sentence import NEAR, Question, room
from battlex.prose.words import has, is_fate, is_joint, is_noun
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_SUFFERED = frozenset({Fate.KILLED, Fate.WOUNDED, Fate.CAPTURED})
_MANY_UNITS = 1000
_RIDERS = 100
"""Fewer horses behind men may be but horses."""


class Kinds(Question):
    """Tells the category of the counted phrases of one sentence."""

    nounless = room(Nounless)
    resumed = room(Resumed)

    def category(self, item: Counted) -> Category | None:
        """What the number counts, None where it counts nothing that is a figure."""
        category = item.kind
        fated = item.fated
        if item.category is Category.FORMATION and item.weak in PEOPLE:
            category = Category.PERSONNEL
        units = item.category is Category.FORMATION and item.of_them
        shot = (
            item.lead is not None
            and item.fates == {Fate.LOST}
            and (units or item.category in (Category.PERSONNEL, Category.SHIP))
        )
        implied = item.lead.key("implies") if shot and item.lead is not None else None
        if implied == Category.AIRCRAFT:
            # "shot down 79 MiGs", "one of the scouts": no people are meant.
            return Category.AIRCRAFT
        if item.category is None and item.weak is not None and item.weak not in PEOPLE:
            # "32 bombers … one of them": the counting word alone means what it last counted.
            category = self.thread.counted.get(item.weak, item.weak)
        elif item.category is not None and item.weak is not None and self.words.characters:
            self.thread.counted[item.weak] = item.category
        if fated and item.category is None and item.weak is Category.PERSONNEL:
            category = Category.CIVILIAN if self.nounless.noun_before_lead(item) is Category.CIVILIAN else category
        if category is None and self.thread.thing is Category.AIRCRAFT and self.nounless.quoted(item):
            return Category.AIRCRAFT
        if category is Category.SHIP and item.weak is Category.AIRCRAFT and not self.words.characters:
            # "16 Me 323 transports": the name of the type tells what they are.
            category = item.weak
        if item.people and item.noun is None and self.thread.kind in MACHINES and self._unknown_name(item):
            category = self.thread.kind
        if item.noun is None and item.fates == {Fate.CAPTURED} and category is not Category.CIVILIAN:
            category = Category.PERSONNEL if self.nounless.names_people(item) else category
        if category is None:
            category = self.nounless.category(item, fated)
            if category is Category.FORMATION and item.size >= _MANY_UNITS:
                return Category.PERSONNEL
            if category is Category.PERSONNEL and fated and self._of_civilians(item):
                return Category.CIVILIAN
            resumes = category is None and not fated and self.thread.kind is Category.PERSONNEL
            return self.resumed.category(item) if resumes else category
        noun = item.noun
        key = self.words.key(noun) if noun is not None else ""
        if item.ambiguous:
            category = self._settled(item)
        if key == "capital" and noun is not None and self.flat.text[noun.start].islower():
            # "two typhoons sank the fleet"
            return None
        if category is Category.ANIMAL and not fated and self._mounted(item):
            return Category.PERSONNEL
        if category is Category.FORMATION and (item.quantity.min or item.quantity.max or 0) >= _MANY_UNITS:
            # "2,500 housing units were destroyed"
            return None if fated and self.words.determiners else Category.PERSONNEL
        if category is Category.PERSONNEL and key == "body":
            if item.quantity.form != "vague" and item.size < LEAST_STRENGTH / 2 and not item.fates & PEOPLE_FATES:
                # "two forces", "three columns"
                category = Category.FORMATION
        if item.hyphened and category is Category.FORMATION:
            return None
        if category is Category.FORMATION and key in ("body", "singular") and self._of_one(item):
            return None
        if category is Category.VEHICLE and item.noun is None and item.weak is Category.VEHICLE and fated:
            # "1대가 추락하고": a counting word that machines share, and a fate of aircraft
            verb = self.token(item.tail_end - 1) if item.lead is None and item.tail_end else item.lead
            if (verb is not None and verb.key("implies") == Category.AIRCRAFT) or self._by_air():
                return Category.AIRCRAFT
            if self.words.characters and self._only_tanks(item):
                return Category.TANK
        if key == "machine" and item.noun_at_once and (machine := self._machine(item)) is not None:
            return machine
        if category is Category.FORMATION and item.lead is not None and item.lead.key("implies") == Category.SHIP:
            # "sank 11 units"
            return Category.SHIP
        if category is Category.CIVILIAN and not fated and not self._beside_fighters(item):
            return None
        if item.weak is Category.OTHER and item.category is not Category.OTHER and self._of_shots(item):
            return None
        if noun is not None and self.words.contains(noun, "munition") and Fate.CAPTURED not in item.fates:
            return None
        if category is Category.OTHER and item.lead is not None and item.lead.has("fates", Fate.KILLED):
            # "the slain lay around the three main flags"
            return None
        if category is Category.OTHER and not fated and (item.place or item.noun is None):
            return None
        if key in ("settlement", "period") or (key == "piece" and self._pieces_of_else(item)):
            return None
        if category is Category.PERSONNEL and item.fates & _SUFFERED and self._of_the_unarmed(item):
            return Category.CIVILIAN
        if category is Category.PERSONNEL and item.fates == {Fate.DISPLACED} and not self.words.is_fighter(item.noun):
            return Category.CIVILIAN
        if category is Category.PERSONNEL and item.fates == {Fate.DESERTED} and key == "person":
            # "8000 Menschen flohen": persons who are called no more than that
            return Category.CIVILIAN
        return category

    def _of_one(self, item: Counted) -> bool:
        """ "à partir du 12 du corps": whether the noun behind a word for of is one unit, of which so many are no units."""
        several = item.quantity.form in ("digits", "words") and item.size > 1
        tied = self.words.active and self.key_at(item.at + 1) == "of"
        return several and tied and self.node(item.at + 2) is item.noun

    def go_on_from(self, category: Category, fated: bool) -> None:
        """Take in of what a figure was made: things that were lost go on in the numbers that follow."""
        self.nounless.latest = category if category not in PEOPLE and fated else None

    def _machine(self, item: Counted) -> Category | None:
        """ "the planes turned back, having lost 14 machines": the kind of machine that was named or counted last, if any."""
        for node in reversed(self.nodes[: item.first]):
            if isinstance(node, Token) and is_noun(node) and node.key("nouns") in MACHINES:
                return Category(str(node.key("nouns")))
        return self.thread.thing if self.thread.thing in MACHINES else None

    def _of_civilians(self, item: Counted) -> bool:
        """ "200 deaths among civilians", "una decina di morti civili", "40 muertos entre la población"."""
        at = max(item.last, item.tail_end)
        if self.key_at(at) in ("of", "among") or has(self.node(at), "quantifiers", "between"):
            at += 1 + (self.key_at(at + 1) == "determiner")
        if self.key_at(at) == "population":
            return not any(has(node, "nouns", Category.PERSONNEL) for node in self.nodes[at + 1 : at + NEAR])
        return has(self.node(at), "nouns", Category.CIVILIAN)

    def _unknown_name(self, item: Counted) -> bool:
        """ "20 Beauforts", told of aircraft: whether the name behind a number is of no nation."""
        name = self.token(item.last - 1)
        known = name is None or self.words.names_people(name)
        return not known and self.words.determiners and self.words.head_last

    def _beside_fighters(self, item: Counted) -> bool:
        """ "8 700 soldats et 3 000 civils": civilians who are counted in one breath with people under arms."""
        number, noun, joint = (*self.nodes[max(0, item.first - 3) : item.first], None, None, None)[:3]
        if joint is None or not is_joint(joint) or self.words.characters or not isinstance(noun, Token):
            return False
        return isinstance(number, Quantity) and noun.has("nouns", Category.PERSONNEL) and not is_fate(noun)

    def _of_shots(self, item: Counted) -> bool:
        """ "방사포 170여 발을 발사", "中彈七發": whether a counting word counts shots, of whatever fires them, or hits."""
        word = self.token(item.at + 1)
        if item.category is None and item.fates == {Fate.DAMAGED}:
            return True
        return self.words.characters and word is not None and self.words.contains(word, "munition")

    def _of_the_unarmed(self, item: Counted) -> bool:
        """Whether persons who are called no more than that were killed in what kills civilians: a riot, a massacre."""
        if self.words.characters:
            # "空襲で300人が死亡": by a word of death that is not one of soldiers.
            fate = self.fate_of(item)
            plain = item.noun is None and fate is not None and self.words.contains(fate, "person")
            return plain and self.thread.thing is not Category.SHIP and self.words.stands_in(self.flat.text, "outrage")
        generic = item.people if item.noun is None else self.words.key(item.noun) == "person"
        if not generic:
            return False
        return any(isinstance(node, Token) and self.words.key(node) == "outrage" for node in self.nodes)

    def _pieces_of_else(self, item: Counted) -> bool:
        """ "four pieces of advice": a word for guns that counts other things where their name follows."""
        tie = self.token(item.last)
        if tie is None or self.words.key(tie) != "of":
            return False
        return not any(is_noun(node) for node in self.nodes[item.last + 1 : item.last + 4])

    def _mounted(self, item: Counted) -> bool:
        """ "14 000 infantes y 5000 caballos": whether horses behind men on foot stand for their riders."""
        joint, whose = self.token(item.first - 1), self.token(item.last)
        if item.noun is None or self.words.key(item.noun) != "mount" or item.size < _RIDERS:
            return False
        if whose is not None and self.words.names_people(whose):
            # "500 caballos romanos"
            return True
        return joint is not None and is_joint(joint) and self.thread.kind is Category.PERSONNEL

    def _settled(self, item: Counted) -> Category:
        """Which of the two meanings of a noun is meant: what can be taken from an enemy is no unit ("zdobyto 51 chorągwi")."""
        first, _, second = item.ambiguous.partition(" or ")
        if second == Category.OTHER:
            # "armed with 900 rifles"
            armed = self.key_at(item.first - 2) == "armed" and has(
                self.node(item.first - 1), "structure", "preposition"
            )
            taken = item.fated and item.fates <= {Fate.CAPTURED, Fate.LOST}
            return Category.OTHER if taken or armed else Category(first)
        if second == Category.ANIMAL:
            return Category.ANIMAL if item.fated else Category(first)
        if first == Category.SHIP:
            return Category.AIRCRAFT if self._flies(item) else Category.SHIP
        return Category.AIRCRAFT if self._of_the_air(item) else Category.PERSONNEL

    def _flies(self, item: Counted) -> bool:
        """Whether what may be ships or aircraft ("transports") is told of in the air."""
        if item.weak is Category.AIRCRAFT or (item.lead is not None and item.lead.key("implies") == Category.AIRCRAFT):
            return True
        if any(isinstance(node, Token) and self.words.key(node) == "fleet" for node in self.nodes):
            return False
        if self.thread.thing is not None:
            return self.thread.thing is Category.AIRCRAFT
        return any(isinstance(node, Token) and node.key("nouns") == Category.AIRCRAFT for node in self.nodes)

    def _by_air(self) -> bool:
        """ "공군은 75대를 잃은": whether the sentence speaks of the air force, and of no tanks or vehicles."""
        tokens = [node for node in self.nodes if isinstance(node, Token)]
        told = any(self.words.key(node) == "air" for node in tokens)
        return told and not any(node.has("nouns", Category.TANK, Category.VEHICLE) for node in tokens)

    def _only_tanks(self, item: Counted) -> bool:
        """ "戦車の損失は英軍67両": whether of what the counting word may count, tanks alone are named before it."""
        named = {node.key("nouns") for node in self.nodes[: item.first] if isinstance(node, Token)}
        return Category.TANK in named and Category.VEHICLE not in named

    def _of_the_air(self, item: Counted) -> bool:
        """Whether a word that means people or aircraft ("fighters") means aircraft: where ships or aircraft are near."""
        if item.fates & WRECKED or self.thread.thing in (Category.AIRCRAFT, Category.SHIP):
            return True
        return item.elliptic or any(
            isinstance(node, Token)
            and (node.has("nouns", Category.AIRCRAFT, Category.SHIP) or self.words.key(node) == "air")
            for node in self.nodes
        )
