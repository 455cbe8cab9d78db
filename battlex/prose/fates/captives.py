"""What became of prisoners, and of what was taken along with them?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import FALLEN, Counted
from battlex.prose.fates.lists import Lists
from battlex.prose.sentence import Question, room
from battlex.prose.words import COMMAS, is_fate, is_mark
from battlex.values.figures.describe import MAYBE_PEOPLE
from battlex.values.figures.token import Token


class Captives(Question):
    """Tells the prisoners that were killed, and what a list names behind people as booty or as lost."""

    lists = room(Lists)

    def killed(self, item: Counted) -> bool:
        """ "executed 359 prisoners", "坑殺降卒四十萬": the verb before captives tells what became of them."""
        # "расстреляли 40 пленных американских солдат"
        inside = self.words.genitive and any(map(self.fate_at, range(item.at + 1, item.last)))
        named = item.tail_end in (item.last, item.last + 1) or (item.noun is not None and is_fate(item.noun)) or inside
        said = self.token(item.tail_end - 1) if item.tail_end else None
        if said is not None and " " in said.norm and self.words.determiners:
            # "fielen 300 Mann in die Hände der Sieger"
            return False
        # "killing 17 wounded", "es starben 20 Verwundete"
        lead = item.carries
        near = lead is not None and item.span_first < item.first and not self.words.contains(lead, "label")
        wounded = item.fates == {Fate.WOUNDED} and (near or (lead is not None and self.words.key(lead) == "inflict"))
        if not (wounded or item.fates == {Fate.CAPTURED}) or item.carry != {Fate.KILLED} or not named:
            return False
        tie = self.nodes[item.first - 1]
        # "ejecutaron a 300 prisioneros"
        tied = isinstance(tie, Token) and (self.words.key(tie) == "of" or tie.has("quantifiers", "to"))
        tied = tied and self.nodes[item.first - 2] is item.carries
        return item.span_first < item.first or tied or self.words.noun_capitals

    def killed_too(self, before: Counted, item: Counted) -> bool:
        """ "executed 55 British prisoners and 30 Dutch prisoners": whether captives in a list are killed as those before."""
        captives = all(one.noun is not None and is_fate(one.noun) for one in (before, item))
        return captives and item.fates == {Fate.CAPTURED} and before.fates == item.carry == {Fate.KILLED}

    def booty(self, before: Counted, item: Counted) -> Fate | None:
        """ "2,300 prisoners, 85 guns": things in a list behind prisoners are captured, behind dead and wounded lost."""
        captured = before.fates == {Fate.CAPTURED}
        if self.words.characters or not before.fates or item.kind in MAYBE_PEOPLE or item.kind is Category.FORMATION:
            return None
        if not captured and not before.fates <= ({Fate.LOST} if before.booty else FALLEN | {Fate.CAPTURED}):
            return None
        named = before.noun is not None and is_fate(before.noun)
        beside = not captured and before.tail_end > before.last and before.carries is None
        # Where verbs close sentences, one parts lists.
        beside = beside and (not self.words.verb_last or before.labelled)
        if before.carry_casualties or (before.carries is not None and before.fates <= FALLEN and not captured):
            # "потеряли убитыми и ранеными 4200 человек и 30 орудий"
            beside = item.first == before.last + 1 and not is_mark(self.nodes[before.last], COMMAS)
        if not (named or beside or before.booty):
            return None
        start = self.lists.past_bracket(max(before.last, before.tail_end), item.first)
        joined = self.lists.only_joins(start, item.first, parts=False)
        return (Fate.CAPTURED if captured else Fate.LOST) if joined else None
