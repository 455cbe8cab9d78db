"""Are two phrases members of one list, or do they only stand near each other?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.model import Category, Fate
from battlex.prose.counted import THINGS, Counted
from battlex.prose.fates.turns import MOST_GAPPED, PARTING, Turns
from battlex.prose.fates.wholes import Wholes
from battlex.prose.sentence import Question, room
from battlex.prose.words import CLOSES, COMMAS, DASHES, OPENS, QUOTES, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_DESCRIBING = ("preposition", "arm", "enemy")
_BELONGING = frozenset("of determiner singular strength armed adjective whose settlement place strong".split())

_MOST_GAP = 6
"""A bracket, a joint, a name of so few words and a dash take up no more places than this."""


class Lists(Question):
    """Tells the members of one list from numbers that only stand near each other."""

    turns = room(Turns)
    wholes = room(Wholes)

    def only_joins(self, start: int, stop: int, parts: bool = True) -> bool:
        """Whether nothing but joints (and what describes the member before them) stands between two members."""
        joined, passed, measured = False, 0, False
        if self.words.verb_last and self.words.characters:
            words = [n for n in self.nodes[start:stop] if isinstance(n, Token) and n.kind == "word" and not is_joint(n)]
            long = [n for n in words if len(n.norm) > 1]
            if len(long) > 1:
                # "전차를 동원했으며, 루마니아군 5개 사단이": another clause begins.
                return False
            if start + 1 < stop and self._parts_clauses(start):
                return False
        closing = 0
        for place in range(start, stop):
            node = self.nodes[place]
            if place < closing:
                continue
            if is_mark(node, OPENS) and place + 2 == stop and is_joint(self.nodes[place + 1]):
                # "6837 человек (и 22 орудия)"
                return True
            if parts and is_mark(node, OPENS) and (closing := self._names_end(place, stop)):
                continue
            if isinstance(node, Quantity) and node.name == "measure" and joined and parts and self.words.genitive:
                # "досталось 265 пушек, 3 тысячи пудов пороха и 10 знамён"
                joined, measured = False, True
                continue
            if not joined and self._measures(place):
                continue
            if self.words.active and (joined or place <= start + 2) and self._names_type(place, stop):
                # "20 espingardas G3 e duas metralhadoras", "dos Su-22, un A-37 y cuatro helicópteros"
                joined = False
                continue
            if not isinstance(node, Token):
                return False
            if measured and node.kind == "word" and not is_fate(node) and not is_joint(node):
                continue
            measured = False
            tied = self.words.characters and node.has("numbers", "joiners") and self.words.key(node) != "particle"
            # "costò la vita a 500 turchi e a 20 italiani"
            again = self.words.verb_last or (self.words.active and joined)
            pair = again and not self.words.characters and node.has("quantifiers", "to")
            joint = is_joint(node) or tied or pair
            if joint or node.has("structure", "plain"):
                joined = joined or joint
            elif node.has("structure", "part"):
                # "650 men as well as 120 women were killed"
                beside = "beside" in node.senses and place == start and not is_mark(self.nodes[place - 1], CLOSES)
                joined = parts or beside
                if not joined:
                    return False
            elif joined and self._is_uncounted(place, stop):
                joined = False
            elif not joined and parts and passed < 3 and self._describes(node):
                passed += 1
            elif (
                node.kind == "icon"
                or is_mark(node, QUOTES)
                or (node.glued and is_mark(node, DASHES) and self.words.active)
                or node.has("quantifiers", "approx")
                or node.has("levels", "all")
                or self.words.key(node) in ("determiner", "particle", "of")
            ):
                pass
            elif not (joined and place >= stop - 2 and self._names_next(node, stop)):
                # "米兵4人とアフガニスタン警察官2人": a name may stand before the next member.
                return False
        return joined

    def _measures(self, place: int) -> bool:
        """ "20 canons de 75 mm et 8 mortiers": whether a calibre, or its unit, stands behind a word for of."""
        at = place - has(self.nodes[place], "structure", "measure")
        number = self.nodes[at]
        return isinstance(number, Quantity) and number.name == "measure" and self.key_at(at - 1) == "of"

    @staticmethod
    def suits_same(before: Counted, item: Counted) -> bool:
        """Whether two phrases both speak of people or both of things, as far as they tell."""
        return before.kind is None or item.kind is None or (before.kind in PEOPLE) == (item.kind in PEOPLE)

    def is_labelled(self, item: Counted) -> bool:
        """ "실종 192명의 손실을 입었다": whether a fate right before a number says more than the losses behind it."""
        # "부상 582명의 희생을 치렀다"
        tied = self.words.characters and self.key_at(item.last) == "of" and item.tail_end == item.last + 2
        said = self.words.verb_last and (tied or item.fates <= {Fate.LOST}) and item.carries is not None
        told = item.kind in PEOPLE and item.fated and bool(item.carry - item.fates)
        return said and told and item.carries is self.nodes[item.first - 1]

    def shares_verb(self, item: Counted, after: Counted) -> bool:
        """ "日本軍は300名、ロシア軍は500名を失った": a verb that closes the sentence speaks of both subjects."""
        between = self.nodes[item.last : after.at if self.words.characters else after.first]
        mark = between[0] if self.words.characters and len(between) > 2 else None
        if isinstance(mark, Token) and mark.norm in self.words.contained["object"]:
            between = between[1:]  # "日本軍は300名を、ロシア軍は500名を失った"
        alone = item.kind is None and not self.words.characters and item.last == item.at + 1 and not item.quantity.bare
        if not self.words.verb_last or not 2 <= len(between) <= MOST_GAPPED:
            return False
        same = item.kind is after.kind or (item.weak is not None and item.weak is after.weak)
        if not (alone or same):
            return False
        words = [node for node in between if isinstance(node, Token) and node.kind == "word"]
        told = any(node.has("structure", "survived", "part") or "out" in node.senses or is_fate(node) for node in words)
        # Not "300 asker geldi, 2 asker öldü": a word before the mark may be a verb of its own.
        return is_mark(between[0], PARTING) and len(words) == len(between) - 1 and not told

    def acts(self, before: Counted, item: Counted) -> bool:
        """ "擊沉二十一艘，僅三艘抵達": where verbs stand inside, a verb that is not known opens a clause of its own."""
        verb = self.token(item.last)
        if not self.words.characters or self.words.verb_last or verb is None or not verb.glued:
            return False
        apart = any(is_mark(node, ",，") for node in self.nodes[before.last : item.first])
        return apart and verb.kind == "word" and not verb.senses and len(verb.norm) > 1

    def before_bracket(self, found: Sequence[Counted], item: Counted) -> Counted | None:
        """The phrase before the bracket that stands between it and an item ("A lost 300 (and 2 guns), B — 500")."""
        closing = next(
            (
                at
                for at in range(item.first - 1, max(-1, item.first - _MOST_GAP), -1)
                if is_mark(self.nodes[at], CLOSES)
            ),
            -1,
        )
        if closing < 0 or not found or found[-1].last > closing:
            return None
        for at in range(closing, -1, -1):
            if is_mark(self.nodes[at], OPENS):
                return next((earlier for earlier in reversed(found) if earlier.last <= at), None)
        return None

    def tell_together(self, item: Counted, after: Counted) -> None:
        """Let each of two neighbours say what it tells of the other."""
        self._settle(item, after)
        self._tell_behind(item, after)
        self._take_along(item, after)

    def _tell_behind(self, item: Counted, after: Counted) -> None:
        """ "verlor 27 Offiziere und 612 Mann an Toten": people who are lost in a way that is told behind a list."""
        told = after.last + is_mark(self.node(after.last), COMMAS)
        between = self.words.active and has(self.node(told), "quantifiers", "between")
        if item.fates == {Fate.LOST} and (between or has(self.node(after.last), "structure", "preposition")):
            if after.tail_end > after.last + 1 and {after.kind, item.kind} <= {*PEOPLE}:
                item.fates, item.casualties = set(), True

    def _settle(self, item: Counted, after: Counted) -> None:
        """ "two dozen fighters and four policemen": beside people, a noun that may mean people does."""
        if item.ambiguous.startswith(Category.PERSONNEL) and after.kind in PEOPLE and not after.ambiguous:
            if self.only_joins(item.last, after.first, parts=False):
                item.category, item.ambiguous = Category.PERSONNEL, ""

    def _take_along(self, item: Counted, after: Counted) -> None:
        """ "12 top ve 300 esir alındı": things that are joined to captives are taken with them, where verbs stand last."""
        if item.fated or item.kind in MAYBE_PEOPLE or after.fates != {Fate.CAPTURED} or self.words.characters:
            return
        verb, last = self.token(after.tail_end - 1), self.node(after.tail_end)
        taken = has(last, "fates", Fate.CAPTURED) or (verb is not None and " " in verb.norm)
        if self.words.verb_last and taken and self.only_joins(item.last, after.first, parts=False):
            item.share(after)
            item.listed = True

    def close_past_brackets(self, found: Sequence[Counted]) -> None:
        """ "300 British (20 officers) and 50 Italians (3 officers) were taken": a fate behind a list of people told in brackets."""
        for place in range(len(found) - 2, -1, -1):
            item = found[place]
            end = self.past_bracket(item.last, len(self.nodes)) if item.last < len(self.nodes) else item.last
            inside = [one for one in found[place + 1 :] if one.last <= end]
            after = next((one for one in found[place + 1 :] if one.first >= end), None)
            if not inside or after is None or item.fated or not (after.tail_end and after.passive and after.fates):
                continue
            if {item.kind, after.kind} <= {*PEOPLE} and self.only_joins(end, after.first, parts=False):
                for one in (item, *inside):
                    if not one.fated and one.kind in PEOPLE:
                        one.share(after)

    def _names_type(self, place: int, stop: int) -> bool:
        """Whether a number that names a type, or the letters and the dash before it, stand at a place."""
        ahead = self.nodes[place : min(stop, place + 3)]
        at = next((at for at, node in enumerate(ahead) if isinstance(node, Quantity) and node.name == "name"), 3)
        return at < 2 or (at == 2 and is_mark(ahead[1], DASHES) and self.flat.text[ahead[0].start].isupper())

    def past_bracket(self, start: int, stop: int) -> int:
        """Behind the bracket that follows a place before another, the place itself where none does."""
        if start >= stop or not is_mark(self.nodes[start], OPENS):
            return start
        return next((at + 1 for at in range(start, stop) if is_mark(self.nodes[at], CLOSES)), start)

    def _parts_clauses(self, place: int) -> bool:
        """ "13艘で、日本側は31艘を": whether a particle before a comma ends a clause, where verbs stand last."""
        node, comma = self.nodes[place], self.nodes[place + 1]
        particle = isinstance(node, Token) and self.words.key(node) == "particle" and not is_joint(node)
        return particle and is_mark(comma, COMMAS)

    def _names_next(self, node: Token, stop: int) -> bool:
        side = self.nodes[stop - 1]
        if self.words.verb_last and side is not node and isinstance(side, Token) and side.has("structure", "claim"):
            # "日本側9機、米側2機"
            return self.words.characters and node.kind == "word" and not is_fate(node) and len(side.norm) == 1
        named = self.words.characters and node.kind == "word" and not node.senses and side is node
        return named and stop < len(self.nodes) and is_noun(self.nodes[stop])

    def _names_end(self, place: int, stop: int) -> int:
        """Behind a bracket that counts nothing ("4 корабля («Азия» в 1773 году), 2 фрегата"); 0 for none."""
        for at in range(place + 1, stop):
            node = self.nodes[at]
            if isinstance(node, Quantity) and not node.name:
                return 0
            if is_mark(node, CLOSES):
                return at + 1
        return 0

    def _is_uncounted(self, place: int, stop: int) -> bool:
        """Whether one word alone is a member of the list without a number ("два танки, бронемашину та 4 вантажівки")."""
        node, after = self.nodes[place], self.nodes[place + 1] if place + 1 < stop else None
        if isinstance(node, Token) and node.kind == "word" and not node.senses and isinstance(after, Token):
            # "3,500 Austrians and allied Swiss, 20 guns"
            beyond = self.nodes[place + 2] if place + 2 < stop else None
            people = self.words.names_people(after) and self.words.determiners
            return people and beyond is not None and is_joint(beyond)
        if self.words.characters:
            # "失坦克一輛，山炮、野炮共三門"
            return not self.words.verb_last and has(node, "nouns", *THINGS, Category.OTHER) and is_mark(after, "、")
        behind = isinstance(after, Token) and (self._describes(after) or after.has("structure", "plain"))
        if self.words.active and behind and not is_joint(after):
            # "cuatro buques, un crucero pesado y 40 aviones"
            after = self.nodes[place + 2] if place + 2 < stop else None
        return is_noun(node) and not is_fate(node) and after is not None and is_joint(after)

    def _describes(self, node: Token) -> bool:
        """Whether a word behind a member of a list may belong to it ("15 объектов здравоохранения")."""
        if node.kind != "word" or is_fate(node) or self.words.characters:
            return False
        key = self.words.key(node)
        return key in _BELONGING or (
            not key
            and (is_noun(node) or not node.senses or "models" in node.senses or has(node, "structure", *_DESCRIBING))
        )

    def goes_on_labelled(self, before: Counted, start: int, stop: int) -> bool:
        """ "Wounded: 570 officers and 9,700 men of the French; 167 officers …": behind a colon, semicolons part a list."""
        between = self.nodes[start:stop]
        ends = [node for node in between if not (isinstance(node, Token) and node.kind == "word" and not node.senses)]
        # "Losses: Italy: 300 men, Austria: 200 men"
        sides = len(ends) == 2 and is_mark(ends[1], ":：") and is_mark(ends[0], COMMAS + ";；")
        if not sides and (len(between) > 2 or len(ends) != 1 or not is_mark(ends[0], ";；")):
            return False
        labelled = any(lead is before.carries and is_mark(mark, ":：") for lead, mark in pairwise(self.nodes))
        return labelled or (self.words.active and before.noun is not None and self._only_counts(stop))

    def _only_counts(self, place: int) -> bool:
        """ "Perirono 57 soldati francesi; 16 ufficiali e 530 soldati italiani.": whether the clause has no word but of those counted."""
        numbers = 0
        for node in self.nodes[place:]:
            if is_mark(node, ".;"):
                break
            if isinstance(node, Quantity):
                numbers += not node.name
            elif is_fate(node) or not (is_noun(node) or is_joint(node) or self.words.names_people(node)):
                return False
        return numbers > 1

    def is_gapped(self, before: Counted, item: Counted, since: int = 0) -> bool:
        """ "The Cossacks lost 6,500, the Poles — 2,000": a dash between blanks stands for the verb said before."""
        losses = before.casualties and not before.fates
        if not (before.fates or losses) or not (losses or self.suits_same(before, item)):
            return False
        start = self.past_bracket(max(before.last, before.tail_end, since), item.first)
        if self.words.characters:
            return self.turns.goes_on(before, item, self.nodes[start : item.at])
        between = self.nodes[start : item.first]
        last = between[-1] if between else None
        if isinstance(last, Token) and last.has("structure", "plain"):
            # "уничтожили 19 орудий, а в следующие дни — ещё 40"
            between = between[:-1]
        tie, first = (between[-1] if between else None), self.token(before.first - 1)
        if (
            isinstance(tie, Token)
            and has(first, "structure", "preposition")
            and first is not None
            and first.norm == tie.norm
        ):
            # "потери оценивают в 300 человек, русских — в 400"
            between = between[:-1]
        counted = sum(isinstance(node, Token) for node in between)
        if not 3 <= counted <= MOST_GAPPED or not is_mark(between[-1], DASHES) or between[-1].glued:
            return False
        opens = is_joint(between[0]) or is_mark(between[0], ";")
        return opens and all(
            bool(node.name) if isinstance(node, Quantity) else node.kind == "word" and not is_fate(node)
            for node in between[1:-1]
        )
