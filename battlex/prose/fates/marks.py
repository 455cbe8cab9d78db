"""Whose is a fate, where verbs close sentences and marks tell the topic and the object?"""

from __future__ import annotations

from battlex.model import Fate
from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import counts, is_fate
from battlex.values.figures.describe import fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_NEAR_TOPIC = 5
"""So many tokens behind a label may its number stand."""


class Marks(Question):
    """Asks the marks of topic and object that stand beside a fate; no other languages have them."""

    def tells_of_another(self, place: int, item: Counted) -> bool:
        """Whether the fate at a place behind a phrase speaks of what follows it, or has an object of its own."""
        if not (self.words.verb_last and self.words.characters):
            return False
        company = self.token(item.last)
        if company is not None and " " in company.norm and company.has("structure", "plain") and place > item.last + 1:
            # "천 명과 함께 싸우다 전사하였다": the fate is that of whom they were with.
            return True
        return self._opens_clause(place, item) or self._has_other_object(place, item) or self._is_cause(place, item)

    def _is_cause(self, place: int, item: Counted) -> bool:
        """ "駆逐艦2隻の爆雷攻撃を受けて沈没した": whether a phrase only describes what something else suffered."""
        marks = self.words.contained["object"]
        if self.key_at(item.last) != "of" or is_fate(self.nodes[item.last + 1]):
            return False
        between = self.nodes[item.last + 1 : place - 1]
        return any(isinstance(node, Token) and node.norm.endswith(marks) for node in between)

    def killed_captives(self, place: int, item: Counted) -> int:
        """ "10만 명의 전쟁 포로가 사망했다", "捕らえて処刑した": behind the killing that follows captivity at once, else 0."""
        if item.fates != {Fate.CAPTURED}:
            return 0
        for at in range(place + 1, min(place + 3, len(self.nodes))):
            node = self.nodes[at]
            if isinstance(node, Token) and is_fate(node):
                self.sentence.used.add(at)
                return at + 1 if fates_of(node) == {Fate.KILLED} else 0
            if not isinstance(node, Token) or node.kind != "word" or len(node.norm) > 1:
                return 0
        return 0

    def is_topic(self, place: int, item: Counted) -> bool:
        """ "死者は旧幕府軍280名", "포로가 된 것은 17명": whether a mark of the topic stands behind a label, or before a number."""
        first, last = self.token(place + 1), self.token(item.first - 1)
        marks = self.words.contained["topic"]
        if first is not None and first.norm in marks:
            return True
        return last is not None and not last.senses and last.norm.endswith(marks)

    def _opens_clause(self, place: int, item: Counted) -> bool:
        """ "전사 300명이며 부상자는 국군 700명": a label with a mark of the topic, and a number behind it."""
        label, topic = self.token(place), False
        tied = place == item.last + 1 and self.key_at(item.last) == "of"
        if label is None or tied or not self.words.contains(label, "label"):
            return False
        if place > item.last + 1 and counts(self.nodes[min(place + 1, len(self.nodes) - 1)]):
            # "6개 고지를 탈환하였으나 전사 73명"
            return True
        for node in self.nodes[place + 1 : place + 1 + _NEAR_TOPIC]:
            if isinstance(node, Quantity):
                return topic and counts(node)
            if node.kind != "word" or (is_fate(node) and node is not label):
                return False
            topic = topic or node.norm in self.words.contained["topic"]
        return False

    def _has_other_object(self, place: int, item: Counted) -> bool:
        """ "군함 7척으로 강화도를 점령": whether a verb of doing has an object of its own between a phrase and itself."""
        verb, marks = self.nodes[place], self.words.contained["object"]
        if not marks or not isinstance(verb, Token):
            return False
        between = self.nodes[item.last : place]
        words = [node for node in between if isinstance(node, Token) and node.kind == "word"]
        if len(words) < 2 or len(words) != len(between) or words[0].has("structure", "part"):
            return False
        if words[0].norm in marks:
            # "1개 연대를 투입하였으나 이마저도 절반을 잃고"
            return len(words) > 2 and words[-1].norm.endswith(marks) and words[-2].norm not in marks
        does = self.words.key(verb) == "inflict" or self.key_at(place + 1) == "doing"
        return does and words[-1].norm.endswith(marks)
