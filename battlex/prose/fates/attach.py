"""Which words of fate in a sentence speak of which of its counted phrases?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.fates.aboard import Aboard
from battlex.prose.fates.before import Before
from battlex.prose.fates.behind import Behind
from battlex.prose.fates.captives import Captives
from battlex.prose.fates.frames import Frames
from battlex.prose.fates.inherited import Inherited
from battlex.prose.fates.lists import Lists
from battlex.prose.fates.named import Named
from battlex.prose.fates.parts import Parts
from battlex.prose.sentence import Question, Sentence, room
from battlex.prose.words import CLOSES, COMMAS, OPENS, has, is_fate, is_joint, is_mark
from battlex.values.figures.describe import LIVING, PEOPLE, PEOPLE_FATES, fates_of
from battlex.values.figures.token import Token


class Fates(Question):
    """Gives the counted phrases of one sentence their fates."""

    behind = room(Behind)
    before = room(Before)
    named = room(Named)
    lists = room(Lists)
    inherited = room(Inherited)
    aboard = room(Aboard)
    parts = room(Parts)
    captives = room(Captives)
    frames = room(Frames)

    def __init__(self, sentence: Sentence, found: Sequence[Counted]) -> None:
        super().__init__(sentence)
        self.found = found

    def attach(self) -> None:
        """Settle all fates: those behind a phrase, those before it, those that a list shares."""
        for place, item in enumerate(self.found):
            after = self.found[place + 1] if place + 1 < len(self.found) else None
            self.behind.take(item, after)
            if place and self.behind.marks.goes_missing(self.found[place - 1], item):
                item.fates, item.casualties = {Fate.MISSING}, False
        self._give_to_parts()
        behind = 0
        for place, item in enumerate(self.found):
            before = self.found[place - 1] if place else None
            if before is not None and before.whole is item:
                # "perdió 48 de sus 60 tanques y unos 400 hombres"
                item.carry_on(before)
                behind = item.last
                continue
            own = item.fated
            if before is None or "part" not in self.sentence.structure or not self.parts.passes_over(before, item):
                self.before.take(item, behind)
            if not own and item.carry == {Fate.CAPTURED} and self.words.active and self.inherited.survives(item):
                # "dei prigionieri soltanto un migliaio fece ritorno"
                item.carry, item.carries = set(), None
            if item.carries is None and item.first and is_joint(self.nodes[item.first - 1]):
                self.named.take(item, behind)
            if item.carries is not None:
                self._correct(item, own)
            if item.carries is None:
                self._go_on(place, item, before, own)
            elif not own:
                item.settle()
            if before is not None and not item.fated:
                self._share(place, item, before)
            behind = item.last
        if len(self.found) > 1:
            self._pass_on()
            self._close_parts()
            self._close_lists()
            if self.sentence.bracketed:
                self.lists.close_past_brackets(self.found)
            self.parts.add_up(self.found)
            self.parts.tell_each(self.found)
            self._give_to_members()
        self.parts.share_out(self.found)
        self._keep_shares()

    def _correct(self, item: Counted, own: bool) -> None:
        """Let what stands before a phrase say better what became of it than what stands in it or behind it."""
        if own and self.captives.killed(item):
            item.fates, item.lead = {Fate.KILLED}, item.carries
        item.fates |= self.frames.either(item) if own else set()
        if item.fates == {Fate.DAMAGED} and not item.tail_end and item.carry == {Fate.LOST}:
            # "destroyed five disabled tanks"
            item.fates, item.lead = {Fate.LOST}, item.carries
        if self.lists.is_labelled(item):
            item.fates, item.casualties, item.lead = set(item.carry), False, item.carries

    def _go_on(self, place: int, item: Counted, before: Counted | None, own: bool) -> None:
        """Let a phrase without a fate before it go on with that of the phrase before, or with what is claimed."""
        if before is None and not own and "part" in self.sentence.structure:
            self.parts.take_earlier(item)
        if before is not None and not own and not self.inherited.survives(item):
            if not self.inherited.survives(item) and (
                self.parts.is_counted_among(before, item)
                or self.parts.is_part_of(before, item)
                or self.parts.is_further(before, item)
            ):
                item.share(before)
                item.passive, item.part = before.passive, True
        if before is not None and self._carries(before, item):
            if not self.inherited.survives(item) and not self.lists.acts(before, item):
                item.carry_on(before)
                if own and self.captives.killed_too(before, item):
                    item.fates = {Fate.KILLED}
                elif not own and not item.part and self._suits(item):
                    self._list(item, before)
                return
        if own:
            return
        if before is not None and self.inherited.takes_over(
            whole := self._whole_of(place), item, max(before.last, before.tail_end)
        ):
            self.inherited.inherit(whole, item)
            earlier = self.found[place - 2] if place > 1 else whole
            if whole.carries is not None and earlier.carries is whole.carries and earlier.fates != whole.fates:
                # "les pertes sont de 300 tués et 500 blessés, celles des Prussiens de 900 hommes"
                item.fates, item.casualties = set(), True
        elif not (self._may_be_claimed(item) and self.inherited.claim(item, place == 0)):
            token = self.inherited.bracketed(item) if item.whole is not None else None
            if token is not None:
                item.fates, item.casualties = fates_of(token), token.has("fates", "casualties")

    def _may_be_claimed(self, item: Counted) -> bool:
        """Whether somebody may claim the number: that of a phrase with a noun only where verbs or cases show its subject."""
        return not item.counts_something or self.words.active or self.words.genitive

    @staticmethod
    def _list(item: Counted, before: Counted) -> None:
        """Let a phrase be a member of the list of another."""
        item.settle()
        item.listed, item.passive = True, before.passive

    def _share(self, place: int, item: Counted, before: Counted) -> None:
        """Let a phrase that still has no fate share that of a list around it, of booty, of a clause without a verb."""
        outer = self._outside(place) if self.sentence.bracketed else None
        if outer is not None:
            item.carry_on(outer)
            if self._suits(item):
                self._list(item, outer)
        if self.sentence.bracketed:
            before = self.lists.before_bracket(self.found[:place], item) or before
        if not item.fated and (fate := self.captives.booty(before, item)):
            item.fates, item.booty = {fate}, True
        part = self.found[place - 2] if place > 1 else before
        whole = not before.fated and part.last == before.first - 1 and self.key_at(part.last) in ("of", "among")
        if not item.fated and whole and self.lists.is_gapped(part, item, before.last):
            # "5-й полк потерял 86 человек из 175, 4-й — 100 из 200"
            item.share(part)
            item.category = item.category or part.kind
        if not item.fated and self.parts.trails(before, item):
            item.share(before)
            item.part = item.kind not in PEOPLE
        if not item.fated and self.lists.is_gapped(before, item):
            item.share(before)
            item.lead = None
            item.carry_on(before)
            if self.words.characters and not item.counts_something:
                # "损失坦克六千余辆，德军不足八百"
                item.category = before.kind
        if self.words.characters and not item.fated and before.fated and self.lists.wholes.leads_whole(before, item):
            item.share(before)
        if before.category is Category.FORMATION and before.last == item.first - 1 and item.weak in PEOPLE:
            if before.fated and has(self.nodes[before.last], "structure", "total"):
                item.share(before)  # "歼灭七个师共六万人"

    def _outside(self, place: int) -> Counted | None:
        """ "lost 900 ships (including 274 barges), 500 tanks": the member of a list before a bracket that tells its parts."""
        item, closing = self.found[place], -1
        for at in range(item.first - 1, -1, -1):
            if is_mark(self.nodes[at], CLOSES):
                closing = at
            elif closing >= 0 and is_mark(self.nodes[at], OPENS):
                outer = next((f for f in reversed(self.found[:place]) if f.last <= at), None)
                listed = outer is not None and outer.carries is not None and outer.last == at
                return outer if listed and self.lists.only_joins(closing + 1, item.first, parts=False) else None
            elif closing < 0 and item.first - at > 3:
                return None
        return None

    def _pass_on(self) -> None:
        """ "потери трёх соединений составили 30 тысяч": the losses are the amount's, not the units'."""
        for before, item in pairwise(self.found):
            if before.carries is None or before.kind is not Category.FORMATION or item.fated:
                continue
            if "amount" in self.keys[before.last : item.first]:
                item.fates, item.casualties, item.lead = set(before.carry), before.carry_casualties, before.carries
                item.span_first, before.span_first = item.first, before.first
                before.lose_fate()

    def _keep_shares(self) -> None:
        """ "lost a third of its 9,000 men": the fate is the share's, not the whole's."""
        for item in self.found:
            if (item.fated or item.lead is not None) and self.inherited.is_shared(item):
                item.lose_fate()

    def _whole_of(self, place: int) -> Counted:
        """The item before a place; where that is but the whole of the one before it, the part that has the fate."""
        before = self.found[place - 1]
        if not before.fates and not before.casualties and place > 1 and self.found[place - 2].whole is before:
            return self.found[place - 2]
        earlier = self.found[place - 2] if place > 1 and before.tail_end else before
        if (earlier.casualties or earlier.fates == {Fate.LOST}) and self.is_part(before.first - 1):
            # "verloren 4.800 Mann, davon 3.600 als Gefangene, die Preußen 1.201"
            return earlier
        return before

    def _close_parts(self) -> None:
        """ "Two thousand royalists, among them 15 generals, surrendered": the fate is the whole's as well."""
        for before, item in pairwise(self.found):
            if before.fated or not item.tail_end or item.last >= len(self.nodes):
                continue
            if item.tail_end == item.last + 1 and self.is_part(item.first - 1):
                self.behind.past_part(before, item)
            elif is_mark(self.nodes[item.last], COMMAS) and any(map(self.is_part, range(before.last, item.first))):
                before.share(item)
                before.passive, before.tail_end = item.passive, before.last

    def _give_to_members(self) -> None:
        """ "67 civilians were among the 2,227 killed": the fate is that of those among them as well."""
        for item, after in pairwise(self.found) if "among" in self.sentence.listed else ():
            if item.fated or not after.fated:
                continue
            keys = self.keys[item.last : after.first]
            if "among" not in keys or not all(isinstance(n, Token) for n in self.nodes[item.last : after.first]):
                continue
            if len(keys) > 1 and set(keys) <= {"among", "auxiliary", "perfect", "determiner"}:
                item.share(after)

    def _give_to_parts(self) -> None:
        """ "8 of the 30 ships were sunk": the fate behind the whole is that of the part."""
        for item in self.found:
            whole = item.whole
            if whole is not None and whole.tail_end and item.first and self.excepted(item):
                whole.lose_fate()
            elif whole is not None and whole.tail_end and whole.labelled and not whole.passive:
                item.share(whole)
            elif whole is not None and whole.tail_end:
                item.fates, item.casualties, item.passive = whole.fates, whole.casualties, whole.passive
                item.tail_end, whole.fates, whole.casualties, whole.tail_end = whole.tail_end, set(), False, 0
        for item, after in pairwise(self.found):
            if self.aboard.only_people(item, after):
                item.fates, item.passive, item.tail_end = after.fates, after.passive, after.tail_end
                after.fates, after.tail_end = set(), 0
            elif self.aboard.sinks(item, after):
                item.fates = {Fate.LOST}

    def excepted(self, item: Counted) -> bool:
        """ "all but 30 of the 300 were killed": whether what is told is not that of a number."""
        return has(self.nodes[item.first - 1], "structure", "except")

    def _carries(self, before: Counted, item: Counted) -> bool:
        """Whether a fate that stands before a list goes on to its next member."""
        if before.carries is None:
            return False
        start = max(before.last, before.tail_end)
        return self.lists.only_joins(start, item.first) or self.lists.goes_on_labelled(before, start, item.first)

    @staticmethod
    def _suits(item: Counted) -> bool:
        """Whether a carried fate can be that of what an item counts."""
        if item.carry and item.carry <= PEOPLE_FATES:
            return item.kind in LIVING
        return True

    def _parted(self, place: int) -> bool:
        """ "5,762 guns, 744 aircraft; 1,666 tanks, 261 trucks were captured": a semicolon between two members of a list."""
        before, item, after = self.found[place - 1], self.found[place], self.found[place + 1]
        if not place or not after.listed or after.tail_end or item.category is None or after.first != item.last + 1:
            return False
        return is_mark(self.nodes[item.last], ";；") and self.lists.only_joins(before.last, item.first, parts=False)

    def _close_lists(self) -> None:
        """ "32 cannons and 14 wagons were captured": a fate behind a list serves its members."""
        for place in range(len(self.found) - 2, -1, -1):
            item, after = self.found[place], self.found[place + 1]
            self.lists.tell_together(item, after)
            if item.casualties and not item.fates and after.tail_end and after.fates and item.kind in PEOPLE:
                # "losses of 27 officers and 612 men killed or wounded"
                comma = not self.words.determiners and is_mark(self.nodes[item.last], COMMAS)
                if after.kind in PEOPLE and not comma and self.lists.only_joins(item.last, after.first, parts=False):
                    item.fates = set(after.fates)
                continue
            anew = item.listed and after.tail_end and not after.listed and self.lists.turns.opens_anew(item)
            if (item.fated and not anew) or after.of_them or (not after.tail_end and not after.listed):
                # "40 carri armati, 12 dei quali furono distrutti"
                continue
            if after.lead is not None:
                continue
            if after.elliptic and self.key_at(self.back_over(item.first - 1, "determiner")) in ("of", "among"):
                continue  # "sur 5 000 hommes, 400 furent tués"
            if not (item.counts_something and after.counts_something) and not self.lists.shares_verb(item, after):
                continue
            if not self.frames.may_be_of_both(item, after):
                continue
            if after.noun is not None and is_fate(after.noun):
                continue
            start = item.last + self.behind.marks.described(item)
            joined = self.lists.only_joins(start, after.first, parts=False) or self._parted(place)
            joined = joined and not self.lists.turns.opens_clause(item, after)
            # "hatten die Briten 400 Mann, die Franzosen 200 Mann verloren"
            joined = joined or self.inherited.gaps.another_subject(item.last, after.first)
            # "11 officers, including two generals, and 300 men were wounded"
            joined = joined or (
                after.listed and self.is_part(after.first - 1) and is_mark(self.nodes[after.last], COMMAS)
            )
            if (self.words.characters or self.words.verb_last) and not joined:
                joined = self.lists.wholes.leads_whole(item, after) or self.lists.wholes.sums(item, after)
            if joined or self.lists.shares_verb(item, after):
                item.share(after)
                item.listed, item.passive = True, after.passive
