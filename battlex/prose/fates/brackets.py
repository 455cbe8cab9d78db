"""What does a bracket behind a phrase hold: its parts, whom it was, what became of it?"""

from __future__ import annotations

from battlex.model import Fate
from battlex.prose.counted import Counted
from battlex.prose.fates.beyond import Beyond
from battlex.prose.sentence import Question, room
from battlex.prose.words import COMMAS, counts, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.structure import OPENERS
from battlex.values.figures.token import Token


class Brackets(Question):
    """Finds the ends of brackets; all places returned are 0 where there is none."""

    beyond = room(Beyond)

    def part_end(self, place: int) -> int:
        """Behind a bracket that tells of parts and has a fate right behind it; 0 for none."""
        end = self.end(place, len(self.nodes))
        return end if end and (self.is_part(place + 1) or self.is_part(end - 2)) and self.beyond.told_at(end) else 0

    def past_part(self, whole: Counted, part: Counted) -> int:
        """ "160 men, including 35 wounded, surrendered": the verb behind a part that ends as it began, by a comma or none."""
        comma = is_mark(self.nodes[whole.last], COMMAS)
        if comma != is_mark(self.node(part.tail_end), COMMAS):
            return 0
        place = self.beyond.behind_auxiliaries(part.tail_end + comma)
        return place if self.closes_part(part.tail_end, place) else 0

    def closes_part(self, end: int, fate: int) -> bool:
        """Whether a verb, not a further label, stands at a place behind the end of a part."""
        verb, comma = self.token(fate), is_mark(self.node(end), COMMAS)
        if verb is None or not is_fate(verb):
            return False
        return fate > end + comma or not (self.words.contains(verb, "label") or is_noun(verb))

    def breakdown_end(self, place: int, item: Counted) -> int:
        """ "300 men (12 officers and 288 others) were captured": behind a bracket that tells of whom people were; 0 for none."""
        end = self.end(place, len(self.nodes)) if item.kind in PEOPLE and place == item.last else 0
        told = end and self.beyond.told_at(end) and any(map(counts, self.nodes[place + 1 : place + 3]))
        return end if told and not any(map(is_fate, self.nodes[place:end])) else 0

    def end(self, place: int, stop: int) -> int:
        """Behind the bracket that opens at a place, 0 where it does not close before another place."""
        node = self.nodes[place]
        close = OPENERS[node.kind]
        for at in range(place + 1, min(len(self.nodes), place + 60, stop)):
            if is_mark(self.nodes[at], close):
                return at + 1
        return 0

    def explained(self, opening: int, end: int) -> set[Fate]:
        """ "500 hommes (morts et blessés)": the fates that are all that a bracket holds, none where it holds more."""
        fates: set[Fate] = set()
        for node in self.nodes[opening + 1 : end - 1]:
            if isinstance(node, Token) and is_fate(node) and not node.has("fates", "casualties"):
                fates |= fates_of(node)
            elif not is_joint(node):
                return set()
        return fates
