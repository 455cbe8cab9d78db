"""What a number of a sentence counts, if what it counts makes it a figure."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.nounless import LEAST_STRENGTH, MACHINES, NEAR_STRENGTH, Nounless
from battlex.prose.words import is_fate, is_joint, is_noun
from battlex.values.allegiance import parties
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_WRECKED = {Fate.LOST, Fate.DAMAGED}
_MANY_MORE = 4
"""So many times the things counted before can be lost; more are men."""

_CIVILIAN_FATES = frozenset({Fate.KILLED, Fate.WOUNDED, Fate.CAPTURED})
_MANY_UNITS = 1000


class Kinds(Nounless):
    """Tells the category of the counted phrases of one sentence.

    ``latest`` is the category of the figure made last, if it is one of things that were lost.
    """

    latest: Category | None = None

    def category(self, item: Counted) -> Category | None:
        """What the number counts, None where it counts nothing that is a figure."""
        category = item.kind
        fated = bool(item.fates or item.casualties)
        if item.category is Category.FORMATION and item.weak in PEOPLE:
            category = Category.PERSONNEL
        shot = (
            item.lead is not None and item.fates == {Fate.LOST} and item.category in (Category.PERSONNEL, Category.SHIP)
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
            category = Category.CIVILIAN if self._noun_before_lead(item) is Category.CIVILIAN else category
        if category is None and self.thread.thing is Category.AIRCRAFT and self._quoted(item):
            return Category.AIRCRAFT
        if category is Category.SHIP and item.weak is Category.AIRCRAFT and not self.words.characters:
            # "16 Me 323 transports": the name of the type tells what they are.
            category = item.weak
        if item.people and item.noun is None and self.thread.kind in MACHINES and self._unknown_name(item):
            category = self.thread.kind
        if item.noun is None and item.fates == {Fate.CAPTURED} and category is not Category.CIVILIAN:
            category = Category.PERSONNEL if self._names_people(item) else category
        if category is None:
            return self._without_noun(item, fated)
        if item.ambiguous:
            category = self._settled(item)
        if category is Category.FORMATION and (item.quantity.min or item.quantity.max or 0) >= _MANY_UNITS:
            return Category.PERSONNEL
        if category is Category.PERSONNEL and item.noun is not None and self.words.key(item.noun) == "body":
            if (
                item.quantity.form != "vague"
                and (item.quantity.max or 0) < LEAST_STRENGTH
                and not item.fates & PEOPLE_FATES
            ):
                # "two forces", "three columns"
                category = Category.FORMATION
        if item.hyphened and category is Category.FORMATION:
            return None
        bare = item.noun is not None and item.last == item.at + 2
        if bare and item.noun is not None and self.words.key(item.noun) == "machine" and self.thread.thing in MACHINES:
            # "two aircraft were shot down; the other side lost 14 machines"
            return self.thread.thing
        if category is Category.FORMATION and item.lead is not None and item.lead.key("implies") == Category.SHIP:
            # "sank 11 units"
            return Category.SHIP
        if category is Category.CIVILIAN and not fated and not self._beside_fighters(item):
            return None
        if item.weak is Category.OTHER and item.category is not Category.OTHER and self._of_shots(item):
            return None
        if item.noun is not None and self.words.contains(item.noun, "munition") and Fate.CAPTURED not in item.fates:
            return None
        if category is Category.OTHER and not fated and (item.place or item.noun is None):
            return None
        if item.noun is not None and self.words.key(item.noun) in ("settlement", "period"):
            return None
        if item.noun is not None and self.words.key(item.noun) == "piece" and self._pieces_of_else(item):
            return None
        if category is Category.PERSONNEL and item.fates & _CIVILIAN_FATES and self._of_the_unarmed(item):
            return Category.CIVILIAN
        if category is Category.PERSONNEL and item.fates == {Fate.DISPLACED} and not self.words.is_fighter(item.noun):
            return Category.CIVILIAN
        return category

    def _unknown_name(self, item: Counted) -> bool:
        """ "20 Beauforts", told of aircraft: whether the name behind a number is of no nation."""
        name = self.token(item.last - 1)
        known = name is None or parties(self.language).word(name.norm) is not None
        return not known and self.words.determiners and self.words.head_last

    def _beside_fighters(self, item: Counted) -> bool:
        """ "8 700 soldats et 3 000 civils": civilians who are counted in one breath with people under arms."""
        number, noun, joint = (*self.nodes[max(0, item.first - 3) : item.first], None, None, None)[:3]
        if joint is None or not is_joint(joint) or self.words.characters or not isinstance(noun, Token):
            return False
        return isinstance(number, Quantity) and noun.has("nouns", Category.PERSONNEL) and not is_fate(noun)

    def _of_shots(self, item: Counted) -> bool:
        """ "방사포 170여 발을 발사", "中彈七發": whether a counting word counts shots, of whatever fires them, or hits."""
        if item.category is None and item.fates:
            return item.fates == {Fate.DAMAGED}
        word = self.token(item.at + 1)
        return self.words.characters and word is not None and self.words.contains(word, "munition")

    def _of_the_unarmed(self, item: Counted) -> bool:
        """Whether persons who are called no more than that were killed in what kills civilians: a riot, a massacre."""
        if self.words.characters:
            # "空襲で300人が死亡": by a word of death that is not one of soldiers.
            fate = item.lead if item.lead is not None else self.token(item.tail_end - 1)
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

    def _settled(self, item: Counted) -> Category:
        """Which of the two meanings of a noun is meant: what can be taken from an enemy is no unit ("zdobyto 51 chorągwi")."""
        first, _, second = item.ambiguous.partition(" or ")
        if second == Category.OTHER:
            return Category.OTHER if item.fates == {Fate.CAPTURED} else Category(first)
        if first == Category.SHIP:
            return Category.AIRCRAFT if self._flies(item) else Category.SHIP
        return Category.AIRCRAFT if self._of_the_air(item) else Category.PERSONNEL

    def _flies(self, item: Counted) -> bool:
        """Whether what may be ships or aircraft ("transports") is told of in the air."""
        if item.weak is Category.AIRCRAFT or (item.lead is not None and item.lead.key("implies") == Category.AIRCRAFT):
            return True
        if self.thread.thing is not None:
            return self.thread.thing is Category.AIRCRAFT
        return any(isinstance(node, Token) and node.key("nouns") == Category.AIRCRAFT for node in self.nodes)

    def _of_the_air(self, item: Counted) -> bool:
        """Whether a word that means people or aircraft ("fighters") means aircraft: where ships or aircraft are near."""
        if item.fates & {Fate.LOST, Fate.DAMAGED} or self.thread.thing in (Category.AIRCRAFT, Category.SHIP):
            return True
        return item.elliptic or any(
            isinstance(node, Token) and node.has("nouns", Category.AIRCRAFT, Category.SHIP) for node in self.nodes
        )

    def _without_noun(self, item: Counted, fated: bool) -> Category | None:
        if fated:
            if self.latest is Category.AIRCRAFT and item.tail_end and self._is_shot_down(item):
                return Category.AIRCRAFT
            said = item.casualties and item.labelled and item.lead is None
            # "захватив в плен 78 луизианцев"
            said = said or (item.lead is not None and item.lead.key("implies") == Category.PERSONNEL)
            if not (said or item.fates & PEOPLE_FATES) and (self._of_something(item) or self._of_unknown(item)):
                return None
            if item.casualties and not item.fates and self._lost_of_the_same(item):
                return self.latest
            if self._goes_on_with_things(item) or (self.latest is not None and self._is_further(item)):
                return self.latest
            told = self._noun_before_lead(item)
            if told is not None:
                return told
            if item.fates & PEOPLE_FATES:
                return Category.CIVILIAN if item.fates == {Fate.DISPLACED} else Category.PERSONNEL
            implied = item.lead.key("implies") if item.lead is not None else None
            if implied:
                return Category(implied)
            if item.lead is not None and item.fates <= _WRECKED and (named := self._thing_named(item)):
                return named
            if item.fates & {Fate.DAMAGED} or (item.fates == {Fate.LOST} and item.lead is None):
                return self.thread.thing or self._thing_named(item)
            if item.fates == {Fate.CAPTURED} and item.lead is None and self._of_unknown(item):
                return None
            taken = item.lead is None or self.words.key(item.lead) == "inflict"
            if item.fates == {Fate.CAPTURED} and taken and not item.labelled:
                kind = self.thread.kind or Category.PERSONNEL
                return Category.PERSONNEL if self._exceeds(item, kind) else kind
            if item.lead is not None and self.named_before(item):
                return None
            told_of = self.thread.kind if item.fates == {Fate.LOST} and not item.casualties else None
            if told_of not in (None, *PEOPLE) and self.plain_number(item):
                return told_of
            if item.elliptic and self.thread.thing is not None and not item.casualties:
                return self.thread.thing
            return Category.PERSONNEL if said or self.plain_number(item) else None
        if self._of_calibre(item):
            return Category.GUN
        if self._of_the_same(item):
            return self.thread.kind
        if self._led(item):
            return Category.PERSONNEL
        if item.elliptic and not self.words.characters:
            meant = self.thread.kind if item.of_them else self.thread.thing
            return None if meant is Category.FORMATION and self._exceeds(item, meant) else meant
        if self._strength_word(item) or self._goes_on(item):
            return self._kind_meant(item)
        if self._survived(item):
            return Category.PERSONNEL
        return None

    def _is_shot_down(self, item: Counted) -> bool:
        """ "180 appareils endommagés et dix autres abattus": a verb of killing that is said of aircraft as well."""
        verb = self.token(item.tail_end - 1)
        return verb is not None and verb.key("implies") == Category.AIRCRAFT and self.plain_number(item)

    def _goes_on_with_things(self, item: Counted) -> bool:
        """ "22 galleys were sunk, another 30 taken": lost things of which the sentence told before."""
        if self.latest is None or item.fates & PEOPLE_FATES or item.labelled or not self.plain_number(item):
            return False
        lead = item.lead
        if self.words.characters or item.casualties or (lead is not None and self.words.key(lead) == "label"):
            return False
        most = _MANY_MORE * self.thread.largest.get(self.latest, 0)
        return (item.quantity.max or item.quantity.min or 0) <= max(most, LEAST_STRENGTH)

    def _lost_of_the_same(self, item: Counted) -> bool:
        """ "shot down 45 aircraft for the loss of 12": no more than were counted of machines."""
        most = self.thread.largest.get(self.latest, 0) if self.latest in (*MACHINES, Category.SHIP) else 0
        of = self.token(item.first - 1)
        tied = of is not None and self.words.key(of) == "of" and self.words.determiners
        return tied and (item.quantity.max or item.quantity.min or 0) <= most and self.plain_number(item)

    def _is_further(self, item: Counted) -> bool:
        """ "losses of 1,450 aircraft and a further 2,750": more of what was counted before."""
        before = self.token(item.first - 1)
        further = before is not None and (before.has("structure", "plain") or self.words.key(before) == "determiner")
        return further and item.listed and not self.words.characters and self.plain_number(item)

    def _noun_before_lead(self, item: Counted) -> Category | None:
        """What is counted where it stands before the fate ("居民死者八十余万")."""
        if item.lead is not None and not self.words.characters:
            return self._civilian_lead(item, item.lead)
        if item.lead is None or item.span_first < 1:
            return None
        node = self.nodes[item.span_first - 1]
        if isinstance(node, Token) and is_noun(node) and item.span_first < item.first:
            return Category(str(node.key("nouns")).rpartition(" ")[2])
        return None

    def _civilian_lead(self, item: Counted, lead: Token) -> Category | None:
        """ "Estimates of civilian deaths range from 158 to 965": an adjective beside the fate says whose it is."""
        for place in range(item.first - 1, max(-1, item.first - 2 * NEAR_STRENGTH), -1):
            if self.nodes[place] is lead:
                beside = self.token(place - 1 if self.words.head_last else place + 1)
                civilian = beside is not None and beside.has("nouns", Category.CIVILIAN)
                return Category.CIVILIAN if civilian else None
        return None
