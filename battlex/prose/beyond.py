"""Where a verb stands beyond what is inserted behind a phrase or joined to it: "two ships, carrying 60 men, ran aground"."""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.objects import Objects
from battlex.prose.words import COMMAS, QUOTES, counts, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.structure import OPENERS
from battlex.values.figures.token import Token

_MOST_INSERTED = 18
"""So many tokens may stand between two commas before the verb."""


class Beyond(Objects):
    """Finds the places of fates that do not follow a phrase at once."""

    def _closes(self, place: int) -> bool:
        """Whether a fate at ``place`` speaks of what stands before it, not of what follows ("otros dos, incendiados por …")."""
        after = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        if not self.fate_at(place) or self.words.characters or isinstance(after, Quantity):
            return False
        ahead = self.nodes[place + 2] if place + 2 < len(self.nodes) else None
        if isinstance(after, Token) and after.has("structure", "preposition") and isinstance(ahead, Quantity):
            # "убитых оценивается в 200, раненых в 300"
            return False
        return not (isinstance(after, Token) and (is_noun(after) or self.words.key(after) == "determiner"))

    def _behind_insertion(self, place: int, item: Counted) -> int:
        """Behind a stretch between two commas: the place of the fate that follows at once, 0 for none."""
        part = self.is_part(place + 1)
        opening = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        # "two ships, carrying 60 men, ran aground"
        told = (
            self.words.determiners
            and self.words.head_last
            and isinstance(opening, Token)
            and not is_noun(opening)
            and not is_joint(opening)
            and self.flat.text[opening.start].islower()
        )
        own = any(
            self.is_part(at) or (item.kind is Category.PERSONNEL and is_mark(self.nodes[at], COMMAS))
            for at in range(max(0, item.first - 3), item.first)
        )
        if own and not self.words.characters and self._verb_at(place + 1):
            return place + 1
        for at in range(place + 1, min(place + _MOST_INSERTED, len(self.nodes) - 1)):
            node = self.nodes[at]
            if is_mark(node, COMMAS) or is_mark(node, "—–"):
                if node.kind not in self.flat.text[self.nodes[place].start]:
                    # Commas part the names that stand between two dashes.
                    continue
                return at + 1 if self._verb_at(at + 1) else 0
            if is_fate(node) or (isinstance(node, Quantity) and not node.name and not (part or told)):
                return 0
        return 0

    def _verb_at(self, place: int) -> bool:
        """Whether a fate stands at a place, with its auxiliaries before it; a noun is none where verbs close sentences."""
        at = self._behind_auxiliaries(place)
        node = self.nodes[at] if at < len(self.nodes) else None
        named = self.words.characters and isinstance(node, Token) and (is_noun(node) or self.is_label(node))
        return self.fate_at(at) and not named

    def _behind_auxiliaries(self, place: int) -> int:
        while place < len(self.nodes):
            node = self.nodes[place]
            if not isinstance(node, Token) or self.words.key(node) not in ("auxiliary", "perfect"):
                break
            place += 1
        return place

    def _passive_ahead(self, place: int, stop: int) -> int:
        """The place of a fate said of a phrase and what is joined to it ("38 locomotives and some points were wrecked")."""
        passive = False
        for at in range(place + 1, min(place + 7, stop)):
            node = self.nodes[at]
            if (
                not isinstance(node, Token)
                or node.kind != "word"
                or (node.has("structure", "preposition") and not passive)
            ) and not (isinstance(node, Token) and self.words.key(node) == "auxiliary"):
                return 0
            if is_fate(node):
                return at if passive else 0
            passive = passive or self.words.key(node) == "auxiliary"
        return 0

    def _list_ahead(self, place: int, stop: int) -> int:
        """The place of a verb without an object that closes a list whose other members have articles; 0 for none."""
        article = self.nodes[place + 1] if place + 1 < stop else None
        if not self.words.determiners or not isinstance(article, Token) or self.words.key(article) != "determiner":
            return 0
        joined = not is_mark(self.nodes[place], COMMAS)
        for at in range(place + 1, min(place + _MOST_INSERTED, stop)):
            node = self.nodes[at]
            if is_fate(node):
                acts = isinstance(node, Token) and (self.words.key(node) != "" or is_noun(node))
                return 0 if acts or not joined else at
            if not isinstance(node, Token) or node.has("structure", "preposition") or self.words.key(node) == "perfect":
                return 0
            if node.kind != "word" and not is_joint(node) and not is_mark(node, QUOTES):
                return 0
            joined = joined or (is_joint(node) and not is_mark(node, COMMAS))
        return 0

    def _further_deed(self, place: int, stop: int) -> int:
        """Behind a verb, the place of the fate that goes on with a list of what was done; 0 for none."""
        words = 0
        for at in range(place + 1, min(place + _MOST_INSERTED, stop)):
            node = self.nodes[at]
            if is_fate(node):
                noun = is_noun(node) or (isinstance(node, Token) and node.has("fates", "casualties"))
                behind = self.nodes[at + 1] if at + 1 < len(self.nodes) else None
                acts = isinstance(behind, Token) and self.words.key(behind) == "determiner"
                return 0 if noun or acts or counts(behind or node) else at
            if is_joint(node):
                words = 0
            elif (
                not isinstance(node, Token) or node.kind != "word" or is_noun(node) or self.words.key(node) or words > 1
            ) or node.has("structure", "preposition"):
                return 0
            else:
                words += 1
        return 0

    def _behind_ordinal(self, place: int) -> int:
        """Behind the ending that is written to the digits of an ordinal."""
        while place < len(self.nodes) and isinstance(self.nodes[place], Token) and self.nodes[place].glued:
            place += 1
        return place

    def _is_unit(self, place: int) -> bool:
        node = self.nodes[place] if place < len(self.nodes) else None
        return isinstance(node, Token) and node.key("nouns") == Category.FORMATION

    def _part_end(self, place: int) -> int:
        """Behind a bracket that tells of parts and has a fate right behind it; 0 for none."""
        end = self._bracket_end(place, len(self.nodes)) if self.is_part(place + 1) else 0
        return end if end and self._verb_at(end) else 0

    def _bracket_end(self, place: int, stop: int) -> int:
        node = self.nodes[place]
        close = OPENERS[node.kind]
        for at in range(place + 1, min(len(self.nodes), place + 60, stop)):
            if is_mark(self.nodes[at], close):
                return at + 1
        return 0
