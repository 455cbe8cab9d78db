"""Does a number tell a part of those whose fate was told: "including 15 officers", "among them were 12 women"?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.fates.lists import Lists
from battlex.prose.fates.turns import MOST_GAPPED
from battlex.prose.sentence import Question, room
from battlex.prose.words import COMMAS, DASHES, OPENS, counts, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE, fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_NEAR_PART, _MOST_APART = 8, 20
"""So many places may lie between a whole with its fate and the number of a part; more only where nothing else is told."""

_ALMOST = 100
"""Parts that miss their whole by less than one in so many add up to it."""


class Parts(Question):
    """Tells the phrases of one sentence that share the fate of a whole."""

    lists = room(Lists)

    def tell_each(self, found: Sequence[Counted]) -> None:
        """ "死者と負傷者はそれぞれ30名と50名": joined labels before a word for each are told of one number each."""
        for place, item in enumerate(found) if "apiece" in self.sentence.listed else ():
            labels: list[Token] = []
            at = item.first - 1 if self.key_at(item.first - 1) == "apiece" else 0
            while at > 0 and isinstance(node := self.nodes[at - 1], Token):
                if is_fate(node):
                    labels.insert(0, node)
                elif not (is_joint(node) or self.key_at(at - 1) == "particle"):
                    break
                at -= 1
            items = found[place : place + len(labels)]
            ties = [self.only_joints(one.last, after.first) for one, after in pairwise(items)]
            if len(labels) == len(items) > 1 and all(ties):
                for one, label in zip(items, labels, strict=True):
                    one.fates, one.casualties = set(fates_of(label)), label.has("fates", "casualties")

    def take_earlier(self, item: Counted) -> None:
        """ "Darunter waren 80 Kinder.": a part of those of whom the sentence before told what became of them."""
        loss, first = self.thread.loss, item.first
        if loss is None or not loss[1] or not first or item.kind not in PEOPLE or self.words.characters:
            return
        if self.is_part(0) and all(self._only_is(place) for place in range(1, first)):
            item.fates, item.casualties, item.part = set(loss[0]), not loss[0], True

    def _only_is(self, place: int) -> bool:
        node = self.token(place)
        return node is not None and (self.words.key(node) == "auxiliary" or node.has("structure", "plain"))

    def is_counted_among(self, before: Counted, item: Counted) -> bool:
        """ "Unter den 140 Toten waren 96 Frauen": whether nothing but a verb of being parts people from some of them."""
        end = before.tail_end
        if self.key_at(end) == "of" and self.key_at(end + 2) == "auxiliary":
            # "Unter den 600 Opfern des Brandes waren 87 Kinder"
            end += 2
        if not before.fated or end + 1 < item.first - 1 or item.kind not in PEOPLE or self.words.characters:
            return False
        labelled = before.kind in MAYBE_PEOPLE and item.size <= before.size and before.tail_end > before.last - 1
        return labelled and self.key_at(end) == "auxiliary" and self._only_is(item.first - 1)

    def trails(self, before: Counted, item: Counted) -> bool:
        """ "12 hommes sont tués ainsi que trois officiers.": whether people end a clause right behind the fate of others."""
        at = before.tail_end
        joint = self.token(at) if at > before.last - 1 else None
        if joint is not None and self.words.head_last and is_mark(joint, COMMAS):
            # "254 guns were lost, along with 64 aircraft"
            at, joint = at + 1, self.token(at + 1)
            if joint is not None and " " in joint.norm and joint.has("quantifiers", "and") and item.first == at + 1:
                return before.passive and bool(before.fates) and (before.kind in PEOPLE) == (item.kind in PEOPLE)
        if joint is None or not joint.has("quantifiers", "and") or item.first != at + 1:
            return False
        if (
            not self.words.determiners
            or not before.fates
            or {before.kind, item.kind} - set(PEOPLE)
            or item.noun is None
        ):
            return False
        end = item.last
        while self.words.noun_capitals and end < len(self.nodes) and not is_mark(self.nodes[end], ".,;:"):
            # Where nouns have capitals, what closes a clause without one is a verb.
            end += 1
        last = self.nodes[end - 1]
        closed = end == len(self.nodes) or is_mark(self.nodes[end], ".,;:")
        return closed and not (end > item.last and self.flat.text[last.start].islower())

    def is_part_of(self, before: Counted, item: Counted) -> bool:
        """Whether a word such as "including" ties an item to the one before it, whose fate it then shares."""
        if not before.fates and not before.casualties:
            return False
        if item.of_them and item.noun is None and not self.words.characters and item.first > before.last:
            between = self.nodes[max(before.last, before.tail_end) : item.first]
            if len(between) <= MOST_GAPPED and any(is_mark(node, COMMAS) or is_mark(node, "–—(") for node in between):
                return not any(isinstance(node, Token) and is_fate(node) for node in between)
        if before.kind is not None and item.kind is not None and (before.kind in PEOPLE) != (item.kind in PEOPLE):
            return False
        end = before.last if before.tail_end > item.first else max(before.last, before.tail_end)
        if (
            item.first == end + 1
            and is_mark(self.nodes[end], OPENS if self.words.determiners else OPENS + ":")
            and (item.part or (item.kind in PEOPLE and before.kind in MAYBE_PEOPLE))
        ):
            # "1,167 killed (976 civilians)"
            return (item.quantity.max or 0) <= (before.quantity.max or 0)
        opening = self.token(end)
        if opening is not None and has(opening, "out", "out_of") and before.lead is not None and item.first == end + 1:
            # "戦死者300名のうち30名は将校"
            return item.size <= before.size and self.words.contains(before.lead, "label")
        if self.words.characters and opening is not None and is_mark(opening, OPENS) and self.is_part(item.last):
            # "격침 59척(전함 35척 포함)"
            return item.first - end <= MOST_GAPPED // 2 and item.size <= before.size
        if self.words.characters and any(is_mark(node, ";；") for node in self.nodes[end : item.first]):
            # "46人喪生；另有百人送醫"
            return False
        if self.words.verb_last and item.size > before.size:
            # "300 ölü ve 40 yaralı olmak üzere 340 kişi": the word for a part stands behind it.
            return False
        inner = before.tail_end <= before.last and before.carries is None
        if inner and any("beside" in node.senses for node in self.nodes[end : item.first] if isinstance(node, Token)):
            # "30 wounded men as well as 20 women": an adjective speaks of its own noun
            return False
        start = max(end, self._list_opens(item.first) - 3)
        if item.first - end > _MOST_APART or not any(self.is_part(place) for place in range(start, item.first)):
            return False
        return item.first - end <= _NEAR_PART or not any(
            is_fate(node) or is_mark(node, ".;") or counts(node) for node in self.nodes[end : item.first]
        )

    def _list_opens(self, first: int) -> int:
        """ "entre ellos un capitán y siete alféreces": where members of a list that are not counted stand before a number."""
        if not self.words.determiners or not first or not is_joint(self.nodes[first - 1]):
            return first
        for at in range(first - 1, max(0, first - _NEAR_PART), -1):
            node = self.nodes[at]
            article = self.key_at(at) == "determiner" or (isinstance(node, Quantity) and node.form == "one")
            if article and is_noun(self.nodes[at + 1]):
                first = at
            elif is_fate(node) or isinstance(node, Quantity):
                break
            elif not (is_joint(node) or self.flat.text[node.start].isupper() or is_noun(node)):
                if not is_noun(self.nodes[at - 1]):
                    break
        return first

    def passes_over(self, before: Counted, item: Counted) -> bool:
        """ "Thirty died in the capture of the fort, including 8 officers": whether a fate between only tells when or how."""
        first = max(before.last, before.tail_end)
        between = range(first, item.first - 1)
        if not before.fated or item.fated or item.size > before.size or not self.is_part(item.first - 1):
            return False
        told = [self.back_over(at - 1, "determiner") for at in between if self._differs(at, before)]
        ties = (self.token(at) for at in told if at >= first)
        governed = [
            tie
            for tie in ties
            if tie is not None and (tie.has("structure", "preposition") or self.words.key(tie) == "of")
        ]
        joined = any(is_joint(self.nodes[at]) and not is_mark(self.nodes[at], COMMAS) for at in between)
        return bool(told) and len(governed) == len(told) and not joined and self.is_part_of(before, item)

    def _differs(self, place: int, before: Counted) -> bool:
        node = self.nodes[place]
        return isinstance(node, Token) and is_fate(node) and not fates_of(node) <= before.fates

    def is_further(self, before: Counted, item: Counted) -> bool:
        """ "204 people were killed, among them 71 women and 93 children": the list of parts goes on."""
        return before.part and self.lists.suits_same(before, item) and self.lists.only_joins(before.last, item.first)

    def share_out(self, found: Sequence[Counted]) -> None:
        """ "Entre muertos y heridos perdieron 300 hombres": joined fates tell what became of those who are counted next."""
        place = 0
        for at, node in enumerate(self.nodes if self.words.active else ()):
            tied = isinstance(node, Token) and node.has("quantifiers", "between") and " " not in node.norm
            if not tied or self.keys[at] == "of" or not self.fate_at(at + 1):
                continue
            end, told = at + 1, list[Token]()
            while end < len(self.nodes) and (self.fate_at(end) or is_joint(self.nodes[end])):
                told += [fate for fate in self.nodes[end : end + 1] if isinstance(fate, Token) and is_fate(fate)]
                end += 1
            while place < len(found) and found[place].first < at:
                place += 1
            # "300 bajas, entre muertos y heridos"
            behind = place > 0 and max(found[place - 1].last, found[place - 1].tail_end) > at - 3
            item = found[place - behind] if place - behind < len(found) else None
            if len(told) < 2 or item is None or not item.fates <= {Fate.LOST} or item.kind not in MAYBE_PEOPLE:
                continue
            apart = self.nodes[end : item.first]
            near = len(apart) <= _NEAR_PART and not any(is_mark(mark, ".;:") for mark in apart)
            if near and (item.fated or (item.counts_something and not behind)):
                item.fates, item.casualties = {fate for word in told for fate in fates_of(word)}, False

    def add_up(self, found: Sequence[Counted]) -> None:
        """ "2,300 men were killed; 2,244 men and 56 officers": what adds up to the number before it shares its fate.

        Where a colon or bracket opens the list, its numbers need no nouns: "40 muertos: 30 de la Armada y 10 del Ejército".
        """
        for place, whole in enumerate(found[:-2]):
            total, first = 0.0, found[place + 1]
            end = first.first - 1
            if not whole.fated or first.fated or not is_mark(self.nodes[end], ",;:(" + DASHES):
                continue
            listed = is_mark(self.nodes[end], ":(") and not self.words.characters
            parts: list[Counted] = []
            inner: list[Counted] = []
            left = 0.0
            for item in found[place + 1 :]:
                if item.fated or not self.lists.suits_same(whole, item) or not (listed or item.counts_something):
                    break
                if parts and not (self.only_joints(end, item.first) or self._lists_next(end, item.first)):
                    break
                if not left and parts and self.is_part(item.first - 1):
                    # "28 persone: 19 italiani (tra cui 12 soldati e 7 civili) e 9 greci"
                    left = parts[-1].size
                if left:
                    inner.append(item)
                    left -= item.size
                else:
                    parts.append(item)
                    total += item.size
                end = item.last
            missed = abs(total - whole.size) * (_ALMOST if listed else whole.size + 1)
            if len(parts) > 1 and missed <= whole.size and not left:
                for item in (*parts, *inner):
                    item.share(whole)
                    if not item.counts_something:
                        item.category = whole.kind or Category.PERSONNEL

    def _lists_next(self, start: int, stop: int) -> bool:
        """Whether a joint or a word for a part leads to the next number of a list, with no fate or number before it."""
        between = self.nodes[start:stop]
        return (is_joint(self.nodes[stop - 1]) or self.is_part(stop - 1)) and all(
            isinstance(node, Token) and not is_fate(node) and (node.kind in ("word", "(", ")") or is_joint(node))
            for node in between
        )
