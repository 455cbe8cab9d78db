"""What a number of a sentence counts, if what it counts makes it a figure."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.sentence import Part
from battlex.prose.words import QUOTES, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.quantity import LARGEST, Quantity
from battlex.values.figures.token import Token

_NEAR_STRENGTH = 8
"""So many tokens before a number may a word of strength stand that speaks of it."""

_MACHINES = (Category.AIRCRAFT, Category.TANK)

_MANY_MORE = 4
"""So many times the things counted before can be lost; more are men."""

_CIVILIAN_FATES = frozenset({Fate.KILLED, Fate.WOUNDED, Fate.CAPTURED})
_MANY_UNITS = 1000
_HUNDRED, _THOUSAND = 100, 1000
_LEAST_STRENGTH = 20
"""A smaller number without a noun counts anything but an army."""


class Kinds(Part):
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
        shot = item.lead is not None and item.fates == {Fate.LOST} and item.category is Category.PERSONNEL
        implied = item.lead.key("implies") if shot and item.lead is not None else None
        if implied == Category.AIRCRAFT:
            # "shot down 79 MiGs", "one of the scouts": no people are meant.
            return Category.AIRCRAFT
        if item.category is None and item.weak is not None and item.weak not in PEOPLE:
            # "32 bombers … one of them": the counting word alone means what it last counted.
            category = self.thread.counted.get(item.weak, item.weak)
        elif item.category is not None and item.weak is not None:
            self.thread.counted[item.weak] = item.category
        if fated and item.category is None and item.weak is Category.PERSONNEL:
            category = Category.CIVILIAN if self._noun_before_lead(item) is Category.CIVILIAN else category
        if category is None and self.thread.thing is Category.AIRCRAFT and self._quoted(item):
            return Category.AIRCRAFT
        if category is None:
            return self._without_noun(item, fated)
        if item.ambiguous:
            category = self._settled(item)
        if category is Category.FORMATION and (item.quantity.min or item.quantity.max or 0) >= _MANY_UNITS:
            return Category.PERSONNEL
        if category is Category.PERSONNEL and item.noun is not None and self.words.key(item.noun) == "body":
            if (
                item.quantity.form != "vague"
                and (item.quantity.max or 0) < _LEAST_STRENGTH
                and not item.fates & PEOPLE_FATES
            ):
                # "two forces", "three columns"
                category = Category.FORMATION
        if item.hyphened and category is Category.FORMATION:
            return None
        bare = item.noun is not None and item.last == item.at + 2
        if bare and item.noun is not None and self.words.key(item.noun) == "machine" and self.thread.thing in _MACHINES:
            # "two aircraft were shot down; the other side lost 14 machines"
            return self.thread.thing
        if category is Category.FORMATION and item.lead is not None and item.lead.key("implies") == Category.SHIP:
            # "sank 11 units"
            return Category.SHIP
        if category is Category.CIVILIAN and not fated:
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
        if category is Category.PERSONNEL and item.fates == {Fate.DISPLACED}:
            return Category.CIVILIAN
        return category

    def _of_the_unarmed(self, item: Counted) -> bool:
        """Whether persons who are called no more than that were killed in what kills civilians: a riot, a massacre."""
        generic = item.people if item.noun is None else self.words.key(item.noun) == "person"
        if not generic or self.words.characters:
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
            return Category.SHIP if self.thread.thing is Category.SHIP else Category.AIRCRAFT
        return Category.AIRCRAFT if self._of_the_air(item) else Category.PERSONNEL

    def _of_the_air(self, item: Counted) -> bool:
        """Whether a word that means people or aircraft ("fighters") means aircraft: where ships or aircraft are near."""
        if item.fates & {Fate.LOST, Fate.DAMAGED} or self.thread.thing in (Category.AIRCRAFT, Category.SHIP):
            return True
        return item.elliptic or any(
            isinstance(node, Token) and node.has("nouns", Category.AIRCRAFT, Category.SHIP) for node in self.nodes
        )

    def _without_noun(self, item: Counted, fated: bool) -> Category | None:
        if fated:
            if not item.fates & PEOPLE_FATES and (self._of_something(item) or self._of_unknown(item)):
                return None
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
            if item.fates & {Fate.DAMAGED} or (item.fates == {Fate.LOST} and item.lead is None):
                return self.thread.thing
            if item.fates == {Fate.CAPTURED} and item.lead is None and self._of_unknown(item):
                return None
            if item.fates == {Fate.CAPTURED} and item.lead is None and not item.labelled:
                kind = self.thread.kind or Category.PERSONNEL
                return Category.PERSONNEL if self._exceeds(item, kind) else kind
            if item.lead is not None and self.named_before(item):
                return None
            told_of = self.thread.kind if item.fates == {Fate.LOST} and not item.casualties else None
            if told_of not in (None, *PEOPLE) and self.plain_number(item):
                return told_of
            if item.elliptic and self.thread.thing is not None and not item.casualties:
                return self.thread.thing
            return Category.PERSONNEL if self.plain_number(item) else None
        if self._of_calibre(item):
            return Category.GUN
        if item.elliptic and not self.words.characters:
            return self.thread.kind if item.of_them else self.thread.thing
        if self._strength_word(item) or self._goes_on(item):
            return self._kind_meant(item)
        if self._survived(item):
            return Category.PERSONNEL
        return None

    def _quoted(self, item: Counted) -> bool:
        """Whether a name in quotation marks stands behind the number at once ("9 самолётов «Зеро» и 6 «Вэл»")."""
        mark, name = self.token(item.at + 1), self.token(item.at + 2)
        return mark is not None and is_mark(mark, QUOTES) and name is not None and self.flat.text[name.start].isupper()

    def _of_calibre(self, item: Counted) -> bool:
        """Whether a measure tells guns that were named before apart ("the guns, two of 18 pounds and …")."""
        tie, measure = self.token(item.at + 1), self.nodes[item.at + 2 : item.at + 3]
        if tie is None or self.words.characters or self.words.key(tie) != "of" or not measure:
            return False
        if not isinstance(measure[0], Quantity) or measure[0].name != "measure":
            return False
        return any(isinstance(node, Token) and node.has("nouns", Category.GUN) for node in self.nodes[: item.at])

    def _goes_on_with_things(self, item: Counted) -> bool:
        """ "22 galleys were sunk, another 30 taken": lost things of which the sentence told before."""
        if self.latest is None or item.fates & PEOPLE_FATES or item.labelled or not self.plain_number(item):
            return False
        lead = item.lead
        if self.words.characters or item.casualties or (lead is not None and self.words.key(lead) == "label"):
            return False
        most = _MANY_MORE * self.thread.largest.get(self.latest, 0)
        return (item.quantity.max or item.quantity.min or 0) <= max(most, _LEAST_STRENGTH)

    def _is_further(self, item: Counted) -> bool:
        """ "losses of 1,450 aircraft and a further 2,750": more of what was counted before."""
        before = self.token(item.first - 1)
        further = before is not None and before.has("structure", "plain")
        return further and item.listed and not self.words.characters and self.plain_number(item)

    def _exceeds(self, item: Counted, kind: Category) -> bool:
        """Whether a number is larger than any that was counted of a kind: more cannot be captured than there were."""
        return (item.quantity.max or item.quantity.min or 0) > self.thread.largest.get(kind, LARGEST)

    def _of_something(self, item: Counted) -> bool:
        """Whether the number is one of things that battlex does not count ("deux de ses tourelles")."""
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        return (
            isinstance(after, Token)
            and self.words.key(after) == "of"
            and not self.words.characters
            and not item.of_them
            and item.tail_end != item.at + 3
        )

    def _of_unknown(self, item: Counted) -> bool:
        """Whether a noun that battlex does not know stands behind the number ("les deux pistes principales")."""
        behind, after = self.token(item.at + 1), self.token(item.at + 2)
        if behind is None or self.words.characters or behind.kind != "word" or behind.senses or self.words.key(behind):
            return False
        return after is None or not ("fates" in after.senses or self.words.key(after) in ("auxiliary", "perfect"))

    def _kind_meant(self, item: Counted) -> Category:
        """What "the number 1,207" counts: what was counted last, or the ships or aircraft that the sentence names next."""
        kind = self.thread.kind
        for node in self.nodes[item.last :] if kind is None else ():
            if isinstance(node, Token) and node.key("nouns") in (Category.SHIP, Category.AIRCRAFT):
                return Category(str(node.key("nouns")))
        return kind if kind in (Category.SHIP, Category.AIRCRAFT) else Category.PERSONNEL

    def _goes_on(self, item: Counted) -> bool:
        """ "信長は三万、家康は八千の兵": where no blanks part words, round thousands without a unit go on with people."""
        quantity = item.quantity
        number = quantity.max or quantity.min or 0
        return (
            self.words.characters
            and self.thread.kind is Category.PERSONNEL
            and number >= _THOUSAND
            and number % _HUNDRED == 0
            and not quantity.bare
            and self.plain_number(item)
        )

    def _survived(self, item: Counted) -> bool:
        """Whether words of survival stand beside a number without a noun ("nur 40 von ihnen überlebten")."""
        if self.thread.kind not in (None, *PEOPLE) or item.quantity.bare:
            return False
        for place in range(max(0, item.first - 3), min(len(self.nodes), item.last + 4)):
            node = self.nodes[place]
            if isinstance(node, Token) and node.has("structure", "survived"):
                return not any(
                    isinstance(n, Token) and n.kind in ",.;"
                    for n in self.nodes[min(place, item.at) : max(place, item.at)]
                )
        return False

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
        for place in range(item.first - 1, max(-1, item.first - 2 * _NEAR_STRENGTH), -1):
            if self.nodes[place] is lead:
                beside = self.token(place - 1 if self.words.head_last else place + 1)
                civilian = beside is not None and beside.has("nouns", Category.CIVILIAN)
                return Category.CIVILIAN if civilian else None
        return None

    def _strength_word(self, item: Counted) -> bool:
        """Whether a word of strength stands beside a number without a noun ("their total strength to over 30,000")."""
        quantity = item.quantity
        if quantity.bare or (quantity.max or quantity.min or 0) <= _LEAST_STRENGTH:
            return False
        if self.words.characters:
            return self.plain_number(item) and self.words.stands_in(self.clause_before(item), "strength")
        if not self.plain_number(item):
            return False
        for place in (
            *range(item.first - 1, max(-1, item.first - _NEAR_STRENGTH), -1),
            *range(item.last, item.last + 4),
        ):
            node = self.nodes[place] if place < len(self.nodes) else None
            if isinstance(node, Token) and self.words.key(node) in ("strength", "amount"):
                between = self.nodes[min(place, item.at) : max(place, item.at)]
                return not any(
                    is_mark(n, ".;,。；，") or (isinstance(n, Quantity) and n is not quantity) for n in between
                )
        return False
