"""Is a fate that of people, or of the ships and aircraft that had them aboard?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import FALLEN, THINGS, Counted
from battlex.prose.sentence import Question
from battlex.prose.words import is_fate
from battlex.values.figures.describe import LIVING, PEOPLE, fates_of
from battlex.values.figures.token import Token

_CARRIERS = (Category.SHIP, Category.AIRCRAFT, Category.VEHICLE)


class Aboard(Question):
    """Tells the fates of people from those of what carries them."""

    def sinks(self, item: Counted, after: Counted) -> bool:
        """ "gingen sechs Boote mit 187 Mann verloren": the fate behind the people is that of what had them aboard."""
        if self.words.characters or item.fated or after.fated or item.kind not in THINGS or after.kind not in PEOPLE:
            return False
        tie = self.token(item.last)
        if after.first != item.last + 1 or tie is None or not tie.has("structure", "preposition"):
            return False
        place = self._behind_auxiliaries(after.last)
        fate = self.token(place)
        return fate is not None and is_fate(fate) and fates_of(fate) == {Fate.LOST}

    def only_people(self, item: Counted, after: Counted) -> bool:
        """ "over 100 of the crew aboard the two ships were killed": only people are killed, whatever stands nearer."""
        if self.words.characters or item.fated or not after.tail_end or after.casualties:
            return False
        if item.kind not in PEOPLE or after.kind in LIVING or not after.fates <= FALLEN:
            return False
        between = self.nodes[item.last : after.first]
        tie = between[0] if 1 <= len(between) <= 2 else None
        return isinstance(tie, Token) and (tie.has("structure", "preposition") or self.words.key(tie) == "of")

    def carries(self, item: Counted, place: int) -> bool:
        """ "a boat with seven men blew up": whether a fate of things is that of what had the people aboard."""
        fate = self.nodes[place]
        tie, thing = (self.nodes[at] if at >= 0 else fate for at in (item.first - 1, item.first - 2))
        if (
            item.kind not in PEOPLE
            or self.words.characters
            or not isinstance(tie, Token)
            or not isinstance(thing, Token)
        ):
            return False
        if not tie.has("structure", "preposition") or not thing.has("nouns", *_CARRIERS):
            return False
        return isinstance(fate, Token) and fates_of(fate) == {Fate.LOST}

    def _behind_auxiliaries(self, place: int) -> int:
        while self.key_at(place) in ("auxiliary", "perfect"):
            place += 1
        return place
