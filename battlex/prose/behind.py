"""A counted phrase → the fate that stands behind it: "5,000 troops had surrendered"."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.objects import Objects
from battlex.prose.words import COMMAS, DASHES, QUOTES, counts, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.structure import OPENERS
from battlex.values.figures.token import Token

_MOST_ACTIVE, _MOST_DESCRIBED, _MOST_PASSIVE = 3, 6, 10
"""So many words may stand between a number and the fate behind it: alone, with what describes it, with an auxiliary."""


class Behind(Objects):
    """The fate that stands behind a phrase."""

    def take(self, item: Counted, after: Counted | None) -> None:
        stop = after.first if after is not None else len(self.nodes)
        place, passed, passive, prepositional = item.last, 0, self._follows_auxiliary(item), False
        comma = item.noun is None and item.weak is None
        while place < len(self.nodes):
            node = self.nodes[place]
            if isinstance(node, Quantity) and node.name and place < stop:
                place, passed = place + 1, passed + 1
                if not self.words.determiners and node.name == "ordinal":
                    place = self._behind_ordinal(place)
                    if self._is_unit(place):
                        # "одиннадцать танков 5-й армии сгорели"
                        place, prepositional = place + 1, True
                continue
            if isinstance(node, Quantity) or place >= stop:
                return
            if node.kind in OPENERS:
                skipped = self._bracket_end(place, stop)
                if not skipped and (skipped := self._part_end(place)):
                    # "36 (including 15 landing ships) were sunk"
                    stop, passed = len(self.nodes), _MOST_ACTIVE
                if not skipped:
                    return
                place = skipped
                continue
            if is_mark(node, COMMAS) and comma and place == item.last and self._closes(place + 1):
                pass
            elif (
                (is_mark(node, COMMAS) or is_mark(node, "—–"))
                and passed == 0
                and (ahead := self._behind_insertion(place, item))
            ):
                if ahead >= stop and self.is_part(place + 1):
                    # "2,300, among them 4 generals, were captured"
                    stop = len(self.nodes)
                place = ahead
                continue
            elif node.kind == "icon" or is_mark(node, QUOTES):
                pass
            elif place == item.last and self._totals(node):
                # "12,000 total casualties"
                item.casualties, item.tail_end = True, place + 1
                return
            elif is_fate(node):
                if self.takes_object(place, item, passive, stop) or self.leads_next(place, item):
                    return
                if item.kind in PEOPLE and not self.words.characters and fates_of(node) == {Fate.DAMAGED}:
                    return
                if self._goes(place) or self._has_share(place):
                    return
                if prepositional and not passive and place > item.last + 1 and self._is_described(place):
                    return
                self._give(item, place)
                item.passive = passive
                return
            elif (
                is_joint(node)
                and passed == 0
                and not is_mark(node, COMMAS)
                and (ahead := self._passive_ahead(place, stop))
            ):
                passive, place = True, ahead
                continue
            elif is_joint(node) and passive and not is_mark(node, COMMAS) and self.fate_at(place + 1):
                # "were encircled in the operation and destroyed"
                pass
            elif is_joint(node) or is_mark(node, DASHES) or node.kind != "word":
                return
            else:
                key = self.words.key(node)
                if self.words.verb_last and node.has("structure", "survived"):
                    return
                if node.has("structure", "not") and self.words.determiners and not self._negates_verb(place):
                    # "captured eight guns without any loss"
                    return
                if key == "auxiliary":
                    passive = True
                elif key == "strength" and item.noun is None:
                    # "50.000 le nombre de soldats faits prisonniers"
                    prepositional, passed = True, -_MOST_ACTIVE
                elif key == "perfect":
                    pass
                elif key == "agent" and self.words.verb_last:
                    return
                elif key == "agent" and passive:
                    # "zwölf wurden durch Minen zerstört"
                    prepositional = True
                elif key in ("hypothetical", "clause") or (key == "agent" and not self.fate_at(place + 1)):
                    return
                elif node.has("structure", "preposition") or (key == "of" and not self.words.characters):
                    prepositional = True
                    passed += 1
                elif (
                    is_noun(node) and passed == 0 and place == item.last and item.noun is not None and self._genitive()
                ):
                    # "8 солдат армии были убиты": a noun without a preposition depends on the one before it.
                    prepositional = True
                elif is_noun(node) and not prepositional and not self.words.characters:
                    return
                elif key != "particle" and not node.has("structure", "plain"):
                    passed += 1
                limit = _MOST_PASSIVE if passive else _MOST_DESCRIBED if prepositional else _MOST_ACTIVE
                if passed > limit or (passed > 1 and self.words.characters and len(node.norm) > 6):
                    return
            place += 1

    def _follows_auxiliary(self, item: Counted) -> bool:
        """ "Von den Panzern wurden zehn durch Minen zerstört": the auxiliary may stand before the number."""
        before = self.nodes[item.first - 1] if item.first else None
        return self.words.noun_capitals and isinstance(before, Token) and self.words.key(before) == "auxiliary"

    def _closes(self, place: int) -> bool:
        """Whether a fate at ``place`` speaks of what stands before it, not of what follows ("otros dos, incendiados por …")."""
        after = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        if not self.fate_at(place) or self.words.characters or isinstance(after, Quantity):
            return False
        return not (isinstance(after, Token) and (is_noun(after) or self.words.key(after) == "determiner"))

    def _behind_insertion(self, place: int, item: Counted) -> int:
        """Behind a stretch between two commas: the place of the fate that follows at once, 0 for none."""
        part = self.is_part(place + 1)
        own = any(
            self.is_part(at) or (item.kind is Category.PERSONNEL and is_mark(self.nodes[at], COMMAS))
            for at in range(max(0, item.first - 3), item.first)
        )
        if own and not self.words.characters and self._verb_at(place + 1):
            return place + 1
        for at in range(place + 1, min(place + 12, len(self.nodes) - 1)):
            node = self.nodes[at]
            if is_mark(node, COMMAS) or is_mark(node, "—–"):
                if node.kind not in self.flat.text[self.nodes[place].start]:
                    # Commas part the names that stand between two dashes.
                    continue
                return at + 1 if self._verb_at(at + 1) else 0
            if is_fate(node) or (isinstance(node, Quantity) and not node.name and not part):
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

    def _has_share(self, place: int) -> bool:
        """ "in 3,000 trucks with a loss of 13.5 percent": whether the fate is that of the number behind it."""
        tie, number = (*self.nodes[place + 1 : place + 3], None, None)[:2]
        tied = isinstance(tie, Token) and self.words.key(tie) == "of" and not self.words.characters
        fate = self.nodes[place]
        return tied and isinstance(number, Quantity) and isinstance(fate, Token) and fate.has("fates", "casualties")

    def _goes(self, place: int) -> bool:
        """ "deux divisions se rendent dans le Vercors": a verb of surrender that leads to a place is one of going."""
        verb, whither = self.nodes[place], self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        return (
            isinstance(verb, Token)
            and isinstance(whither, Token)
            and self.words.key(verb) == "goes"
            and self.words.key(whither) == "whither"
        )

    def _negates_verb(self, place: int) -> bool:
        """Whether an auxiliary stands beside a word for not, so that it belongs to a verb."""
        near = (self.nodes[place - 1], *self.nodes[place + 1 : place + 2])
        return any(isinstance(n, Token) and self.words.key(n) in ("auxiliary", "perfect") for n in near)

    def _totals(self, node: Token) -> bool:
        """Whether a phrase for a total names losses with its last word."""
        if not node.has("structure", "total") or " " not in node.norm:
            return False
        senses = self.words.language.figures.word(node.norm.rpartition(" ")[2])
        return senses is not None and "fates" in senses

    def _is_described(self, place: int) -> bool:
        """Whether a fate is a noun in a phrase that describes something ("290 on the day of the surrender")."""
        before = self.nodes[place - 1]
        return (
            isinstance(before, Token) and not self.words.characters and self.words.key(before) in ("of", "determiner")
        )

    def _joins_fates(self, place: int) -> bool:
        """Whether a joint may tie two fates of one number; where no blanks part words, a comma parts clauses."""
        node = self.nodes[place]
        return is_joint(node) and not (self.words.characters and is_mark(node, ",，"))

    def _give(self, item: Counted, place: int) -> None:
        """Take the fate at ``place`` and those joined to it ("killed, missing or wounded")."""
        while True:
            node = self.nodes[place]
            assert isinstance(node, Token)
            item.fates |= fates_of(node)
            item.casualties = item.casualties or node.has("fates", "casualties")
            item.labelled = item.labelled or self.is_label(node)
            self.used.add(place)
            item.tail_end = place + 1
            ahead = place + 1
            while ahead < len(self.nodes) and ahead < place + 3 and self._joins_fates(ahead):
                ahead += 1
            if ahead > place + 1:
                ahead = self._behind_auxiliaries(ahead)
            if ahead == place + 1 or not self.fate_at(ahead):
                return
            follows = self.nodes[ahead + 1] if ahead + 1 < len(self.nodes) else None
            if follows is not None and (
                counts(follows) or (isinstance(follows, Token) and self.words.key(follows) == "determiner")
            ):
                return
            place = ahead
