"""Which words of fate in a sentence speak of which of its counted phrases."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category, Fate
from battlex.prose.before import Before
from battlex.prose.behind import Behind
from battlex.prose.counted import Counted
from battlex.prose.words import COMMAS, QUOTES, is_fate, is_joint, is_mark, is_noun, words_of
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.quantity import Node
from battlex.values.figures.token import Token


class Fates:
    """Gives the counted phrases of one sentence their fates."""

    def __init__(self, nodes: Sequence[Node], flat: Flat, language: Language, found: Sequence[Counted]) -> None:
        self.nodes = nodes
        self.found = found
        self.words = words_of(language)
        used: set[int] = set()
        self.behind = Behind(nodes, flat, language, used)
        self.before = Before(nodes, flat, language, used)

    def attach(self) -> None:
        """Settle all fates: those behind a phrase, those before it, those that a list shares."""
        for place, item in enumerate(self.found):
            after = self.found[place + 1] if place + 1 < len(self.found) else None
            self.behind.take(item, after)
        self._give_to_parts()
        behind = 0
        for place, item in enumerate(self.found):
            before = self.found[place - 1] if place else None
            own = bool(item.fates or item.casualties)
            if before is not None and before.whole is item:
                behind = item.last
                continue
            self.before.take(item, behind)
            if item.carries is None and not own and before is not None and self._is_part_of(before, item):
                item.fates, item.casualties, item.passive, item.part = (
                    set(before.fates),
                    before.casualties,
                    before.passive,
                    True,
                )
            if item.carries is not None and not own:
                item.fates, item.casualties, item.lead = set(item.carry), item.carry_casualties, item.carries
            elif item.carries is None and before is not None and self._carries(before, item):
                item.carry, item.carry_casualties, item.carries = before.carry, before.carry_casualties, before.carries
                if not own and self._suits(item):
                    item.fates, item.casualties = set(item.carry), item.carry_casualties
                    item.listed, item.lead, item.passive = True, item.carries, before.passive
            behind = item.last
        self._close_parts()
        self._close_lists()

    def _close_parts(self) -> None:
        """ "Two thousand royalists, among them 15 generals, surrendered": the fate is the whole's as well."""
        for before, item in pairwise(self.found):
            if before.fates or before.casualties or not item.tail_end or item.last >= len(self.nodes):
                continue
            if is_mark(self.nodes[item.last], COMMAS) and any(map(self.behind.is_part, range(before.last, item.first))):
                before.fates, before.casualties, before.passive = set(item.fates), item.casualties, item.passive
                before.tail_end = before.last

    def _give_to_parts(self) -> None:
        """ "8 of the 30 ships were sunk": the fate behind the whole is that of the part."""
        for item in self.found:
            whole = item.whole
            if whole is not None and whole.tail_end:
                item.fates, item.casualties, item.passive = whole.fates, whole.casualties, whole.passive
                item.tail_end, whole.fates, whole.casualties, whole.tail_end = whole.tail_end, set(), False, 0

    def _is_part_of(self, before: Counted, item: Counted) -> bool:
        """Whether a word such as "including" ties an item to the one before it, whose fate it then shares."""
        if not before.fates and not before.casualties:
            return False
        if before.kind is not None and item.kind is not None and (before.kind in PEOPLE) != (item.kind in PEOPLE):
            return False
        start = max(before.last, before.tail_end, item.first - 3)
        return item.first - max(before.last, before.tail_end) <= 8 and any(
            self.behind.is_part(place) for place in range(start, item.first)
        )

    def _carries(self, before: Counted, item: Counted) -> bool:
        """Whether a fate that stands before a list goes on to its next member."""
        return before.carries is not None and self._only_joins(max(before.last, before.tail_end), item.first)

    @staticmethod
    def _suits(item: Counted) -> bool:
        """Whether a carried fate can be that of what an item counts."""
        if item.carry and item.carry <= PEOPLE_FATES:
            return item.kind in (None, *PEOPLE, Category.ANIMAL)
        return True

    def _only_joins(self, start: int, stop: int, parts: bool = True) -> bool:
        """Whether nothing but joints (and what describes the member before them) stands between two members."""
        joined, passed = False, 0
        for place in range(start, stop):
            node = self.nodes[place]
            if not isinstance(node, Token):
                return False
            if is_joint(node) or node.has("structure", "plain"):
                joined = joined or is_joint(node)
            elif node.has("structure", "part"):
                joined = parts
                if not parts:
                    return False
            elif not joined and parts and passed < 3 and self._describes(node):
                passed += 1
            elif (
                node.kind == "icon"
                or is_mark(node, QUOTES)
                or node.has("quantifiers", "approx")
                or self.words.key(node) in ("determiner", "particle", "of")
            ):
                pass
            elif node.kind in "()（）":
                return False
            else:
                return False
        return joined

    def _describes(self, node: Token) -> bool:
        """Whether a word behind a member of a list may belong to it ("15 объектов здравоохранения")."""
        if node.kind != "word" or is_fate(node) or self.words.characters:
            return False
        key = self.words.key(node)
        return key in ("of", "determiner") or (
            not key and (is_noun(node) or not node.senses or node.has("structure", "preposition"))
        )

    def _close_lists(self) -> None:
        """ "32 cannons and 14 wagons were captured": a fate behind a list serves its members."""
        for place in range(len(self.found) - 2, -1, -1):
            item, after = self.found[place], self.found[place + 1]
            if item.fates or item.casualties or (not after.tail_end and not after.listed):
                continue
            if after.lead is not None or not after.counts_something or not item.counts_something:
                continue
            if (item.kind in PEOPLE) != (after.kind in PEOPLE) and not after.fates <= {Fate.CAPTURED, Fate.LOST}:
                continue
            if (item.kind in PEOPLE) != (after.kind in PEOPLE) and not self.words.characters and not after.passive:
                continue
            if after.noun is not None and is_fate(after.noun):
                continue
            if self._only_joins(item.last, after.first, parts=False):
                item.fates, item.casualties, item.listed = set(after.fates), after.casualties, True
                item.passive = after.passive
