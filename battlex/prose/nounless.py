"""What the words around a number that has no noun say that it counts: strengths, survivors, things named before."""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.sentence import Part
from battlex.prose.words import QUOTES, is_fate, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE
from battlex.values.figures.quantity import LARGEST, Quantity
from battlex.values.figures.token import Token

NEAR_STRENGTH = 8
"""So many tokens before a number may a word of strength stand that speaks of it."""

MACHINES = (Category.AIRCRAFT, Category.TANK)
"""What is called no more than a machine where it was named before."""

_THINGS = (*MACHINES, Category.SHIP, Category.VEHICLE, Category.GUN)

_NEAR_THING = 14
"""So many tokens before a number may a thing be named of which it counts more."""

_HUNDRED, _THOUSAND = 100, 1000

LEAST_STRENGTH = 20
"""A smaller number without a noun counts anything but an army."""


class Nounless(Part):
    """Answers what stands beside a number without a noun."""

    def _thing_named(self, item: Counted) -> Category | None:
        """ "destroyed a tank and damaged three more": what was named last before the number, if it is a thing.

        Behind a verb, only where it is one of doing this to things.
        """
        if self.words.characters or (item.lead is not None and self.words.key(item.lead) != "inflict"):
            return None
        for at in range(item.first - 1, max(-1, item.first - _NEAR_THING), -1):
            token = self.token(at)
            if token is not None and is_noun(token) and not is_fate(token):
                category = token.key("nouns")
                return Category(str(category)) if category in _THINGS else None
        return None

    def _of_the_same(self, item: Counted) -> bool:
        """ "13 guns along with six more from the battery": a number before "more" counts what was counted last."""
        more, behind = self.token(item.at + 1), self.token(item.at + 2)
        if more is None or not more.has("structure", "plain") or self.words.characters or not self.words.head_last:
            return False
        ends = behind is None or behind.kind != "word" or behind.has("structure", "preposition")
        return ends and " " not in more.norm and not item.quantity.bare and item.quantity.form != "one"

    def _led(self, item: Counted) -> bool:
        """ "the centre (about 18,000 under Melas)": so many that somebody leads are people."""
        led = self.token(item.at + 1)
        large = (item.quantity.max or item.quantity.min or 0) >= _HUNDRED and not item.quantity.bare
        return large and led is not None and self.words.key(led) == "led" and self.words.determiners

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

    def _names_people(self, item: Counted) -> bool:
        """ "85 of them being taken prisoner": whether the fate behind a number has a noun for people in it."""
        fate = self.token(item.tail_end - 1) if item.tail_end else None
        if fate is None or " " not in fate.norm:
            return False
        senses = self.language.figures.word(fate.norm.rpartition(" ")[2])
        return senses is not None and "nouns" in senses and senses["nouns"].key == Category.PERSONNEL

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
        if self.words.noun_capitals and self.flat.text[behind.start].isupper():
            # "zwei Hauptkorridore eingenommen"
            return True
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

    def _grows(self, item: Counted) -> bool:
        """ "The force grew to 8,000": whether a number of people is reached."""
        tie = self.token(item.first - 1)
        if tie is None or not tie.has("quantifiers", "to") or not self.words.determiners:
            return False
        bodies = any(isinstance(node, Token) and self.words.key(node) == "body" for node in self.nodes[: item.first])
        return bodies or self.thread.kind is Category.PERSONNEL

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

    def _strength_word(self, item: Counted) -> bool:
        """Whether a word of strength stands beside a number without a noun ("their total strength to over 30,000")."""
        quantity = item.quantity
        if quantity.bare or (quantity.max or quantity.min or 0) <= LEAST_STRENGTH:
            return False
        if self.words.characters:
            return self.plain_number(item) and self.words.stands_in(self.clause_before(item), "strength")
        if not self.plain_number(item):
            return False
        for place in (
            *range(item.first - 1, max(-1, item.first - NEAR_STRENGTH), -1),
            *range(item.last, item.last + 4),
        ):
            node = self.nodes[place] if place < len(self.nodes) else None
            key = self.words.key(node) if isinstance(node, Token) else ""
            grown = key == "reach" and place < item.first and self._grows(item)
            if key in ("strength", "amount") or grown:
                between = self.nodes[min(place, item.at) : max(place, item.at)]
                return not any(
                    is_mark(n, ".;,。；，") or (isinstance(n, Quantity) and n is not quantity) for n in between
                )
        return False
