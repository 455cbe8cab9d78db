"""A counted phrase → the fate that stands before it: "killing over 130 men", "losses of 300"."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.reach import Reach
from battlex.prose.words import COMMAS, DASHES, QUOTES, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_BOOTY = frozenset({Category.GUN, Category.TANK, Category.VEHICLE, Category.SHIP, Category.AIRCRAFT, Category.OTHER})
"""What is captured where it is said to be taken; people may be taken along."""

_MOST_UNCOUNTED = 5
"""So many tokens may a member of a list have that no number counts, with the fate before it."""

_FAR = 24
"""So many tokens may stand between losses and the verb that says how many they were."""

_MOST_LEAD, _MOST_LABEL, _MOST_LOSSES = 2, 4, 8
"""So many words may stand between a number and a fate before it: a verb, a noun, a word of losses."""


class Before(Reach):
    """The fate that stands before a phrase, with the list that it may open."""

    def take(self, item: Counted, behind: int) -> None:
        place, passed, long, _total = item.first - 1, 0, False, False
        losses = 0
        while place >= behind:
            node = self.nodes[place]
            if isinstance(node, Quantity):
                if node.name not in ("name", "ordinal"):
                    return
                place -= 1
                continue
            if is_fate(node):
                assert isinstance(node, Token)
                limit = _MOST_LOSSES if long or node.has("fates", "casualties") else _MOST_LEAD
                limit = max(limit, _MOST_LABEL) if self.is_label(node) else limit
                if place in self.used or passed > limit:
                    return
                if (
                    self.words.verb_last
                    and passed
                    and not (self.is_label(node) and self._is_topic(place + 1) and passed < 3)
                ):
                    return
                told_of = place + 1 == losses and not self.words.determiners
                if losses and not (told_of or node.has("fates", "casualties") or self.is_label(node)):
                    return
                self._lead(item, place)
                return
            key = self.words.key(node)
            if key == "inflict" and passed <= _MOST_LEAD and self._has_prefix(item):
                # "schossen 61 Flugzeuge ab"
                item.carry, item.carry_casualties, item.carries = {Fate.LOST}, False, node
                item.span_first = item.first
                return
            if key == "event":
                # "beat off the attack of 300 men"
                return
            if (
                key in ("amount", "say")
                and passed < 2
                and not self.words.determiners
                and (subject := self._subject(place, behind)) >= 0
            ):
                self._lead(item, subject)
                return
            if key == "take" and item.kind in _BOOTY and passed <= _MOST_LEAD and self._no_company(item):
                item.carry, item.carry_casualties, item.carries = {Fate.CAPTURED}, False, node
                item.span_first = place if place + 1 >= item.first else item.first
                return
            if is_joint(node) and not passed and (not is_mark(node, COMMAS) or not self.words.determiners):
                lead = self._uncounted(place, behind)
                if lead is not None:
                    self._lead(item, lead)
                    return
            if long and is_mark(node, COMMAS):
                place -= 1
                continue
            if is_mark(node, ")") and (opening := self._fates_in_bracket(place)):
                place = opening - 1
                continue
            if (
                is_mark(node, COMMAS)
                and passed == 0
                and place + 1 == item.first
                and (earlier := self._before_insertion(place, behind)) >= 0
            ):
                place = earlier
                continue
            ahead = self.nodes[place + 1]
            if passed and not long and is_joint(node) and isinstance(ahead, Token) and self._places(ahead):
                # "оценил потери под Энтитемом и в горах в 25 542 человека"
                place -= 1
                continue
            if is_joint(node) or key in ("agent", "hypothetical", "clause"):
                return
            if node.has("structure", "part"):
                long = True
            elif key == "of" or node.has("structure", "preposition"):
                if key != "of":
                    passed += 0 if long else 1
                else:
                    long = long or is_noun(self.nodes[place - 1] if place else node)
            elif key == "auxiliary":
                losses = 0 if self.words.characters else place
            elif node.kind == "word":
                if is_noun(node) and not long and not self.words.characters:
                    passed += 2
                elif key not in ("determiner", "particle") and not node.has("structure", "plain", "total"):
                    passed += 1
            elif is_mark(node, ":：") or (is_mark(node, DASHES) and self._is_apart(place)):
                if passed:
                    return
            elif not (node.kind == "icon" or is_mark(node, QUOTES) or (is_mark(node, DASHES) and node.glued)):
                return
            if passed > _MOST_LOSSES:
                return
            place -= 1

    def _fates_in_bracket(self, closing: int) -> int:
        """ "Losses (killed and wounded) were 4,700": the place where a bracket of but fates opens, else 0."""
        for place in range(closing - 1, max(0, closing - _MOST_UNCOUNTED), -1):
            node = self.nodes[place]
            if is_mark(node, "("):
                return place
            if not (is_fate(node) or is_joint(node)):
                return 0
        return 0

    def _subject(self, verb: int, behind: int) -> int:
        """Before a verb of amounting: the place of the losses that it speaks of, however far, -1 for none."""
        for at in range(verb - 1, max(behind, verb - _FAR) - 1, -1):
            node = self.nodes[at]
            if isinstance(node, Quantity):
                if not node.name:
                    return -1
            elif is_mark(node, ";:"):
                return -1
            elif is_fate(node) and (node.has("fates", "casualties") or self.is_label(node)):
                return -1 if at in self.used else at
        return -1

    def _has_prefix(self, item: Counted) -> bool:
        """Whether the part that is separated from a verb follows before its clause ends."""
        for node in self.nodes[item.last : item.last + _MOST_LOSSES]:
            if isinstance(node, Token) and self.words.key(node) == "prefix":
                return True
            if is_mark(node, COMMAS + ";:("):
                return False
        return False

    def _places(self, ahead: Token) -> bool:
        """Whether a preposition behind a joint goes on with where it was; where there are articles, it may open a clause."""
        return ahead.has("structure", "preposition") and not self.words.determiners and not self.words.characters

    def _is_topic(self, place: int) -> bool:
        """ "死者は旧幕府軍280名": whether a mark of the topic stands at a place."""
        node = self.nodes[place] if place < len(self.nodes) else None
        return isinstance(node, Token) and node.norm in self.words.contained["topic"]

    def _is_apart(self, place: int) -> bool:
        """Whether a dash stands between blanks: it then stands for a verb ("потери — 300 человек")."""
        after = self.nodes[place + 1]
        return not self.nodes[place].glued and not after.glued

    def _no_company(self, item: Counted) -> bool:
        """Whether nothing behind a phrase says where it was taken ("took three ships to Corfu")."""
        after = self.nodes[item.last] if item.last < len(self.nodes) else None
        return not (isinstance(after, Token) and after.has("structure", "preposition"))

    def _uncounted(self, joint: int, behind: int) -> int | None:
        """The fate before a member of a list that has no number ("killing the governor and 60 men")."""
        if self.words.characters:
            return None
        listed = False
        for at in range(joint - 1, max(behind, joint - 2 * _MOST_UNCOUNTED) - 1, -1):
            node = self.nodes[at]
            if not isinstance(node, Token) or (at < joint - _MOST_UNCOUNTED and not listed):
                return None
            if is_mark(node, COMMAS) and self.words.determiners and is_noun(self.nodes[at - 1] if at else node):
                listed = True
                continue
            if is_mark(node, DASHES) and self.fate_at(at - 1) and not self.words.determiners and self._is_apart(at):
                # "ранены — лейтенант Лопухин и пять матросов"
                continue
            if node.kind != "word" or is_joint(node) or (listed and node.has("structure", "preposition")):
                return None
            if is_fate(node) and not is_noun(node):
                article = self.nodes[at + 1]
                opens = isinstance(article, Token) and (
                    self.words.key(article) == "determiner" or article.has("numbers", "several")
                )
                if not self.words.determiners and not self.words.head_last:
                    # Without articles, a verb opens the list ("знищила літак, два вертольоти", "погиб генерал и 86 солдат").
                    opens = not self.is_label(node)
                return at if opens and at not in self.used and at + 1 < joint else None
        return None

    def _before_insertion(self, place: int, behind: int) -> int:
        """Before a stretch between two commas: the place of the fate that stands there, -1 for none."""
        for at in range(place - 1, max(behind, place - 7), -1):
            node = self.nodes[at]
            if is_mark(node, COMMAS):
                return at - 1 if self.fate_at(at - 1) else -1
            if not isinstance(node, Token) or is_fate(node) or is_joint(node):
                return -1
        return -1

    def _lead(self, item: Counted, place: int) -> None:
        node = self.nodes[place]
        assert isinstance(node, Token)
        item.carry = fates_of(node)
        item.carry_casualties = node.has("fates", "casualties")
        item.carries = node
        earlier = self.nodes[place - 1] if place and self.words.characters else node
        if earlier is not node and is_fate(earlier) and node.glued and place - 1 not in self.used:
            # "冻伤减员": two words of fate written together.
            assert isinstance(earlier, Token)
            captives = item.carry == {Fate.CAPTURED} and fates_of(earlier) == {Fate.KILLED}
            item.carry = {Fate.KILLED} if captives else item.carry | fates_of(earlier)
        if item.carry_casualties and place + 1 < item.first and is_mark(self.nodes[place + 1], "("):
            # "Losses (killed and wounded)"
            for told in self.nodes[place + 2 : item.first]:
                if is_mark(told, ")"):
                    break
                item.carry |= fates_of(told) if isinstance(told, Token) and is_fate(told) else set()
        near = place + 1 + self.words.characters >= item.first
        item.span_first = place if near else item.first
        while (
            place >= 2
            and is_joint(self.nodes[place - 1])
            and is_fate(self.nodes[place - 2])
            and place - 2 not in self.used
        ):
            if is_mark(self.nodes[place - 1], COMMAS):
                break
            place -= 2
            joined = self.nodes[place]
            assert isinstance(joined, Token)
            item.carry |= fates_of(joined)
