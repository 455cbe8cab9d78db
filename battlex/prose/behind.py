"""A counted phrase → the fate that stands behind it: "5,000 troops had surrendered"."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.beyond import Beyond
from battlex.prose.counted import Counted
from battlex.prose.words import COMMAS, DASHES, QUOTES, counts, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.structure import OPENERS
from battlex.values.figures.token import Token

_MOST_ACTIVE, _MOST_DESCRIBED, _MOST_PASSIVE = 3, 8, 10
"""So many words may stand between a number and the fate behind it: alone, with what describes it, with an auxiliary."""

_CARRIERS = (Category.SHIP, Category.AIRCRAFT, Category.VEHICLE)


class Behind(Beyond):
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
                if place == item.last and (fates := self.explained(place, skipped)):
                    item.fates, item.tail_end = item.fates | fates, skipped
                    return
                place = skipped
                continue
            if is_mark(node, COMMAS) and place == item.last and (fates := self.among(place + 1)):
                # "perdeu 7500, entre mortos, feridos e prisioneiros"
                item.fates, item.tail_end = item.fates | fates, place + 2
                return
            if (is_mark(node, COMMAS) and comma and place == item.last and self._closes(place + 1)) or (
                is_mark(node, COMMAS) and place < item.last + 3 and self.follows_as_participle(place, item)
            ):
                pass
            elif (
                (is_mark(node, COMMAS) or is_mark(node, "—–"))
                and (passed == 0 or (prepositional and self.words.determiners))
                and (ahead := self._behind_insertion(place, item))
                and (passed == 0 or self._behind_auxiliaries(ahead) > ahead)
            ):
                if ahead >= stop:
                    # "2,300, among them 4 generals, were captured"
                    stop = len(self.nodes)
                place = ahead
                continue
            elif is_joint(node) and not passed and item.kind in PEOPLE and (ahead := self._list_ahead(place, stop)):
                # "60 sailors, a lieutenant, and the chaplain drowned"
                place = ahead
                continue
            elif (
                node.kind == "icon"
                or is_mark(node, QUOTES)
                or (item.of_them and place == item.last and self.is_part(place))
            ):
                pass
            elif place == item.last and self.totals(node):
                # "12,000 total casualties"
                item.casualties, item.tail_end = True, place + 1
                return
            elif is_fate(node):
                if self.disagrees(place, item):
                    if passive:
                        return
                    place, passed = place + 1, passed + 1
                    continue
                if self.takes_object(place, item, passive, stop) or self.leads_next(place, item):
                    return
                if item.kind in PEOPLE and not self.words.characters and self._wrecks(node):
                    return
                if self._goes(place) or self._has_share(place) or self._aims(place):
                    return
                if self.is_denied(place) or self.acts_on(item.last, place):
                    return
                if self.is_thrown(place) or self._carries(item, place) or self._suffers(place, passive):
                    return
                if prepositional and not passive and place > item.last + 1:
                    if self._is_described(place) or self._describes_object(place) or self._is_aside(place, item):
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
            elif is_joint(node) and passed == 0 and (ahead := self.beyond_uncounted(place, stop)):
                place = ahead
                continue
            elif is_joint(node) and passive and not is_mark(node, COMMAS) and self.fate_at(place + 1):
                # "were encircled in the operation and destroyed"
                pass
            elif is_joint(node) and passive and self.words.head_last and (ahead := self._further_deed(place, stop)):
                # "had been rounded up, tied together, executed"
                place = ahead
                continue
            elif is_mark(node, "-‐‑") and node.glued and passed and self.words.head_last and self.words.determiners:
                # "thousands of non-combat casualties"
                pass
            elif is_mark(node, DASHES) and node.glued and prepositional and self.in_name(place):
                pass
            elif is_joint(node) or is_mark(node, DASHES) or node.kind != "word":
                return
            elif prepositional and self.in_name(place):
                pass
            else:
                key = self.words.key(node)
                if self.words.verb_last and node.has("structure", "survived"):
                    return
                if self.words.characters and node.has("levels", "heavy") and len(node.norm) > 1:
                    # "돌격대 20명이 대부분 죽고": most of them, but not all.
                    return
                if key == "determiner" and prepositional and self.words.determiners:
                    place += 1
                    continue
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
                elif key == "agent" and self.words.verb_last and not self.hurts(place + 1):
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
                    if not self.is_adverbial(place):
                        return
                    passed += 1
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

    def _has_share(self, place: int) -> bool:
        """ "in 3,000 trucks with a loss of 13.5 percent": whether the fate is that of the number behind it."""
        tie, number = (*self.nodes[place + 1 : place + 3], None, None)[:2]
        tied = isinstance(tie, Token) and self.words.key(tie) == "of" and not self.words.characters
        fate = self.nodes[place]
        return tied and isinstance(number, Quantity) and isinstance(fate, Token) and fate.has("fates", "casualties")

    def _carries(self, item: Counted, place: int) -> bool:
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

    def _goes(self, place: int) -> bool:
        """ "deux divisions se rendent dans le Vercors": a verb of surrender that leads to a place is one of going."""
        verb, whither = self.nodes[place], self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        return (
            isinstance(verb, Token)
            and isinstance(whither, Token)
            and self.words.key(verb) == "goes"
            and self.words.key(whither) == "whither"
        )

    @staticmethod
    def _wrecks(fate: Node) -> bool:
        """Whether a fate can only be that of things: of ships where it says so ("two barges, carrying 60 men, ran aground")."""
        if not isinstance(fate, Token):
            return False
        return fates_of(fate) == {Fate.DAMAGED} or (fate.key("implies") == Category.SHIP and " " in fate.norm)

    def _aims(self, place: int) -> bool:
        """ "three chances to kill him": a verb of purpose tells of nothing that happened."""
        before = self.nodes[place - 1]
        return (
            self.words.determiners
            and self.words.head_last
            and isinstance(before, Token)
            and before.has("quantifiers", "to")
            and before.has("structure", "preposition")
        )

    def _negates_verb(self, place: int) -> bool:
        """Whether an auxiliary stands beside a word for not, so that it belongs to a verb."""
        near = (self.nodes[place - 1], *self.nodes[place + 1 : place + 2])
        return any(isinstance(n, Token) and self.words.key(n) in ("auxiliary", "perfect") for n in near)

    def _is_described(self, place: int) -> bool:
        """Whether a fate is a noun in a phrase that describes something ("290 on the day of the surrender")."""
        before = self.nodes[place - 1]
        if isinstance(before, Token) and "levels" in before.senses:
            # "2 000 rescapés de la défaite inflige de lourdes pertes"
            before = self.nodes[place - 2]
        return (
            isinstance(before, Token) and not self.words.characters and self.words.key(before) in ("of", "determiner")
        )

    def _describes_object(self, place: int) -> bool:
        """ "4 000 soldats qui remplacèrent les hommes morts": whether a fate is said of a noun that is the object of a verb."""
        noun, article, verb = self.nodes[place - 1], self.nodes[place - 2], self.nodes[place - 3]
        return (
            self.words.active
            and is_noun(noun)
            and isinstance(article, Token)
            and self.words.key(article) == "determiner"
            and isinstance(verb, Token)
            and not verb.has("structure", "preposition")
            and self.words.key(verb) != "of"
        )

    def _is_aside(self, place: int, item: Counted) -> bool:
        """ "hundreds of troops after earlier losses": losses with an adjective behind a preposition are no fate."""
        node, before = self.nodes[place], self.nodes[place - 1]
        if not isinstance(node, Token) or not node.has("fates", "casualties") or not self.words.determiners:
            return False
        told = isinstance(before, Token) and not before.has("structure", "preposition")
        return told and self.words.head_last and place > item.last + 1

    def _joins_fates(self, place: int) -> bool:
        """Whether a joint may tie two fates of one number; where no blanks part words, a comma parts clauses."""
        node = self.nodes[place]
        return is_joint(node) and not (self.words.characters and is_mark(node, ",，"))

    def _give(self, item: Counted, place: int) -> None:
        """Take the fate at ``place`` and those joined to it ("killed, missing or wounded")."""
        while True:
            node = self.nodes[place]
            assert isinstance(node, Token)
            if item.fates == {Fate.CAPTURED} and fates_of(node) == {Fate.KILLED} and not self.words.characters:
                # "103 prisoners died": the verb tells what became of the captives.
                item.fates = set()
            item.fates |= fates_of(node)
            item.casualties = item.casualties or node.has("fates", "casualties")
            if item.casualties and not item.fates and not self.words.characters:
                item.fates = self.among(place + 1)
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
            beyond = ahead + 1
            while self.words.characters and beyond < len(self.nodes) and self.is_particle(beyond):
                # "4隻が沈み、死者は2,403人": the fate of the number behind it.
                beyond += 1
            follows = self.nodes[beyond] if beyond < len(self.nodes) else None
            if follows is not None and (
                counts(follows) or (isinstance(follows, Token) and self.words.key(follows) == "determiner")
            ):
                return
            place = ahead
