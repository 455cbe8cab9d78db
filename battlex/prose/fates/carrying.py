"""What does a word of fate before a phrase give it to carry, with what stands beside the word?"""

from __future__ import annotations

from battlex.model import Fate
from battlex.prose.counted import Counted
from battlex.prose.fates.joined import Joined
from battlex.prose.fates.leads import Leads
from battlex.prose.fates.second import Second
from battlex.prose.sentence import Question, room
from battlex.prose.words import CLOSES, COMMAS, OPENS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import fates_of
from battlex.values.figures.token import Token


class Carrying(Question):
    """Gives phrases the fates that stand before them."""

    joined = room(Joined)
    leads = room(Leads)
    second = room(Second)

    def lead(self, item: Counted, place: int) -> None:
        """Let a phrase carry the fate at a place, and those joined to it."""
        node = self.nodes[place]
        assert isinstance(node, Token)
        item.carry = fates_of(node) | self.joined.joined_to(place)
        item.carry_casualties = node.has("fates", "casualties") or self.totals(node)
        item.carries = node
        lost = item.carry_casualties or item.carry == {Fate.LOST}
        if lost and self.words.noun_capitals and self.second.ends_in_death(item):
            item.carry, item.carry_casualties = {Fate.KILLED}, False
        earlier = self.nodes[place - 1] if place and self.words.characters else node
        if earlier is not node and is_fate(earlier) and node.glued and place - 1 not in self.sentence.used:
            # "冻伤减员": two words of fate written together.
            assert isinstance(earlier, Token)
            both = item.carry, fates_of(earlier)
            dead = both in (({Fate.CAPTURED}, {Fate.KILLED}), ({Fate.KILLED}, {Fate.SICK}))
            item.carry = {Fate.KILLED} if dead else set().union(*both)
        if item.carry_casualties and place + 1 < item.first and is_mark(self.nodes[place + 1], OPENS):
            # "Losses (killed and wounded)"
            for told in self.nodes[place + 2 : item.first]:
                if is_mark(told, CLOSES):
                    break
                item.carry |= fates_of(told) if isinstance(told, Token) and is_fate(told) else set()
        if self.words.genitive and self.words.key(node) == "suffer" and not item.carry:
            # "только пленными армия потеряла 200 человек"
            item.carry = self.leads.labelled_loss(place)
        near = place + 1 + self.words.characters >= item.first
        item.span_first = place if near else item.first
        while (
            place >= 2
            and is_joint(self.nodes[place - 1])
            and is_fate(self.nodes[place - 2])
            and place - 2 not in self.sentence.used
        ):
            if (is_mark(self.nodes[place - 1], COMMAS) and not self.joined.goes_on_with_labels(place, node)) or (
                is_noun(self.nodes[place - 2]) and not is_noun(self.nodes[place])
            ):
                # "82 zakładników i spalili 31 gospodarstw": the noun is another number's.
                break
            if (
                self.words.key(node) == "suffer"
                and self.words.head_last
                and has(self.nodes[place - 1], "quantifiers", "and")
            ):
                # "did some damage and cost 12 planes"
                break
            place -= 2
            joined = self.nodes[place]
            assert isinstance(joined, Token)
            item.carry_casualties |= (mixed := self.words.characters and joined.has("fates", "casualties"))
            item.carry = set() if mixed else item.carry | fates_of(joined)
