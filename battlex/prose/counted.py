"""A number in a sentence → what it counts: the noun phrase around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category, Fate
from battlex.prose.words import COMMAS, DASHES, QUOTES, Words, is_fate, is_joint, is_mark, is_noun, words_of
from battlex.values.allegiance import parties
from battlex.values.describe import PEOPLE, fates_of, wider
from battlex.values.quantity import Node, Quantity
from battlex.values.tokens import Token

_MOST_BEFORE_NOUN = {True: 5, False: 3}
"""Words that may stand between a number and its noun, by whether the noun is the last word of its phrase."""

_CATEGORIES = frozenset(str(category) for category in Category)


@dataclass(slots=True)
class Counted:
    """A number with the phrase of what it counts: the nodes from ``first`` to ``last`` (exclusive).

    ``category`` is what its noun says, ``weak`` what a counting word says; ``people`` that a nation or people is the
    noun. ``fates`` and ``casualties`` are settled by the sentence; ``listed`` tells that a fate came through a list.
    """

    quantity: Quantity
    at: int
    first: int
    last: int
    category: Category | None = None
    weak: Category | None = None
    noun: Token | None = None
    people: bool = False
    elliptic: bool = False
    of_them: bool = False
    labelled: bool = False
    whole: "Counted | None" = None
    part: bool = False
    place: bool = False
    hyphened: bool = False
    fates: set[Fate] = field(default_factory=set)
    casualties: bool = False
    listed: bool = False
    lead: Token | None = None
    carry: set[Fate] = field(default_factory=set)
    carry_casualties: bool = False
    carries: Token | None = None
    tail_end: int = 0
    span_first: int = 0
    span_last: int = 0
    passive: bool = False

    @property
    def counts_something(self) -> bool:
        """Whether it is said what is counted."""
        return self.category is not None or self.weak is not None

    @property
    def kind(self) -> Category | None:
        """What is counted, by the noun or else by the counting word."""
        return self.category if self.category is not None else self.weak


class Phrases:
    """Finds the counted phrases of one sentence."""

    def __init__(self, nodes: Sequence[Node], flat: Flat, language: Language) -> None:
        self.nodes = nodes
        self.flat = flat
        self.language = language
        self.words: Words = words_of(language)
        self.peoples = parties(language)

    def all(self) -> list[Counted]:
        """Every number of the sentence that counts something or may do so, in order."""
        found: list[Counted] = []
        behind = 0
        for at, node in enumerate(self.nodes):
            if isinstance(node, Quantity) and not node.name:
                counted = self._forward(at, node)
                if not counted.category:
                    self._backward(counted, behind)
                if counted.noun is not None and self.words.contains(counted.noun, "place"):
                    counted.place = True
                found.append(counted)
                behind = counted.last
        return found

    # behind the number

    def _forward(self, at: int, quantity: Quantity) -> Counted:
        found = Counted(quantity, at, at, at + 1)
        words, nodes = self.words, self.nodes
        unknown, joining, of, place, hyphen = 0, False, False, at + 1, False
        counted_by = words.verb_last and words.characters
        fates: list[Token] = []
        limit = _MOST_BEFORE_NOUN[words.head_last]
        people_end = 0
        while place < len(nodes):
            node = nodes[place]
            if isinstance(node, Quantity):
                if (node.name != "name" and node.max != 0) or found.noun is not None:
                    break
                if place <= at + 3 and node.glued or place == at + 1:
                    found.elliptic = True
                    if not words.head_last:
                        break
                if node.model and found.weak is None:
                    found.weak, found.last = Category(node.model), place + 1
                unknown += 1
            elif node.kind == "icon" or is_mark(node, QUOTES):
                pass
            elif words.verb_last and counted_by and not self._modifies(place, of):
                break
            elif place == at + 1 and (node.has("structure", "part") or words.key(node) == "them"):
                found.elliptic = found.of_them = True
                break
            elif (
                node.has("structure", "measure")
                and isinstance(self.nodes[place - 1], Quantity)
                and node.glued
                and place > at + 1
            ):
                pass
            elif is_mark(node, DASHES) and node.glued:
                hyphen = hyphen or place == at + 1
            elif is_noun(node) and not (words.characters and unknown and found.weak is None and not found.elliptic):
                if found.noun is not None and not words.head_last and not joining:
                    break
                if found.noun is not None and hyphen:
                    break
                if found.category is Category.FORMATION and words.key(node) == "strength":
                    # "一营兵力": the strength of a battalion, not a count of people.
                    found.last, place = place + 1, place + 1
                    continue
                self._take(found, node, joining)
                fates.extend([node] if is_fate(node) else [])
                found.last = place + 1
                joining = False
            elif "classifiers" in node.senses and found.noun is None:
                key = str(node.key("classifiers"))
                counted_by = True
                if key != "any" and found.weak is None:
                    found.weak = Category(key)
                if self._holds_limit(node) and quantity.min == quantity.max:
                    quantity.max = None
                elif key == "any" and found.weak is None and place == at + 1:
                    found.elliptic = True
                found.last = place + 1
            elif is_fate(node) and found.noun is None and unknown < 2 and not of and self._noun_ahead(place):
                fates.append(node)
            elif is_fate(node):
                break
            elif is_joint(node) and (found.noun is not None or unknown or people_end) and not joining:
                if is_mark(node, COMMAS) or not self._joins_noun(place, found):
                    break
                joining = True
            elif words.key(node) == "of" or (node.clitic and words.key(node) == "of"):
                if found.noun is not None or of or place > at + 1:
                    break
                of = True
            elif node.has("structure", "preposition") or words.key(node) in ("auxiliary", "perfect", "agent"):
                break
            elif node.kind != "word" or node.has("structure", "part", "claim", "rate", "measure"):
                break
            elif found.noun is not None:
                break
            elif words.key(node) == "particle" and place > at + 1:
                break
            else:
                if self._is_people(place):
                    people_end = place + 1
                unknown += 0 if node.has("structure", "plain") or words.key(node) == "determiner" else 1
                longest = _SHORT_WORD if found.weak is not None or found.elliptic else _LONG_WORD
                if unknown > limit or (words.characters and len(node.norm) > longest):
                    break
            place += 1
        if found.noun is not None:
            for token in fates:
                found.fates |= fates_of(token)
                found.casualties = found.casualties or token.has("fates", "casualties")
        elif people_end and not of and not quantity.bare and self._is_noun_there(people_end):
            found.category, found.people, found.last = Category.PERSONNEL, True, people_end
        found.hyphened = hyphen
        if (
            quantity.bare
            and quantity.core_start == quantity.start
            and unknown > (1 if fates else 0)
            and found.noun is not None
        ):
            # "1942 British ships": four plain digits before a phrase of several words are a year.
            found.category = found.weak = found.noun = None
            found.last = at + 1
        return found

    def _modifies(self, place: int, of: bool) -> bool:
        """Whether what stands behind a counting word still belongs to the phrase: a noun at once, or tied to it."""
        node = self.nodes[place]
        if not isinstance(node, Token):
            return False
        return is_noun(node) or "classifiers" in node.senses or self.words.key(node) == "of" or of

    def _holds_limit(self, token: Token) -> bool:
        """Whether a counting word is written with the limit before it ("余人")."""
        senses = self.language.figures.word(token.norm[:1]) if len(token.norm) > 1 else None
        after = senses.get("after") if senses else None
        return after is not None and after.key == "at_least_after"

    def _is_noun_there(self, place: int) -> bool:
        """Whether a nation's name before ``place`` is the noun itself, not an adjective of the word that follows."""
        after = self.nodes[place] if place < len(self.nodes) else None
        if not self.words.head_last or not isinstance(after, Token) or after.kind != "word":
            return True
        return bool(after.senses) or bool(self.words.key(after))

    def _take(self, found: Counted, token: Token, joining: bool) -> None:
        key = str(token.key("nouns"))
        category = Category(key) if key in _CATEGORIES else Category(key.rpartition(" ")[2])
        if found.category is not None and joining:
            found.category = wider(found.category, category, self.words.head_last)
            return
        found.category, found.noun = category, token

    def _noun_ahead(self, place: int) -> bool:
        """Whether a noun follows a fate at once, so that the fate describes it ("300 captured guns")."""
        for node in self.nodes[place + 1 : place + 3]:
            if is_noun(node):
                return True
            if not isinstance(node, Token) or node.kind != "word" or is_fate(node) or is_joint(node):
                return False
            if node.has("structure", "preposition") or self.words.key(node):
                return False
        return False

    def _joins_noun(self, place: int, found: Counted) -> bool:
        """Whether a joint goes on with the same phrase: "Lakota and Cheyenne warriors", "tanks and vehicles"."""
        unknown = 0
        for node in self.nodes[place + 1 : place + 4]:
            if not isinstance(node, Token):
                return False
            if is_noun(node):
                return True
            if node.kind != "word" or node.senses or found.noun is not None or self.words.key(node):
                return False
            unknown += 1
            if unknown > 2:
                return False
        return False

    def _is_people(self, place: int) -> bool:
        """Whether a word names a nation or people, as a noun with a capital letter."""
        token = self.nodes[place]
        after = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        if not isinstance(token, Token) or token.kind != "word" or (isinstance(after, Quantity) and after.glued):
            return False
        senses = self.peoples.word(token.norm)
        if senses is not None and "demonyms" in senses:
            return True
        capital = self.flat.text[token.start].isupper() and not self.words.characters and not self.words.noun_capitals
        return capital and not token.senses and self._large(place)

    def _large(self, place: int) -> bool:
        """Whether the number directly before a word with a capital letter is one of people ("1,800 Thespians")."""
        before = self.nodes[place - 1] if place else None
        return isinstance(before, Quantity) and not before.bare and (before.min or before.max or 0) >= _MANY

    # before the number

    def _backward(self, found: Counted, behind: int) -> None:
        """A noun right before the number ("戰船三百餘艘", "(120)" behind "reinforcements")."""
        words, nodes = self.words, self.nodes
        bracketed = self._alone_in_bracket(found.at)
        if not words.characters and not bracketed:
            return
        place = found.at - 1 - bracketed
        passed = 0
        while place >= behind:
            node = nodes[place]
            if isinstance(node, Quantity):
                return
            elif is_noun(node) and not (is_fate(node) and not bracketed):
                if not bracketed and found.weak is None and not self._large_enough(found.quantity):
                    return
                if bracketed and not self._plausible(found.quantity, node):
                    return
                weak = found.weak
                self._take(found, node, False)
                found.first = found.at if bracketed else place
                if (
                    weak in _TELLING
                    and found.category is not weak
                    and not (weak in PEOPLE and found.category in PEOPLE)
                ):
                    if found.category is Category.FORMATION:
                        found.first = found.at
                    found.category = found.noun = None
                    return
                self._joined_before(found, place, behind)
                return
            elif node.kind == "icon" or is_mark(node, QUOTES):
                pass
            elif (
                words.key(node) == "particle"
                or node.has("structure", "total", "plain")
                or node.has("quantifiers", "approx")
            ):
                pass
            elif node.kind == "word" and not is_fate(node) and not node.has("structure", "part", "rate"):
                passed += 1
                if passed > (3 if bracketed else 1) or (words.characters and len(node.norm) > _LONG_WORD):
                    return
            else:
                return
            place -= 1

    def _joined_before(self, found: Counted, place: int, behind: int) -> None:
        """ "汽車和坦克六百多輛": the nouns joined before a number are counted together."""
        if place - 2 < behind or found.category is None:
            return
        joint, first = self.nodes[place - 1], self.nodes[place - 2]
        if is_joint(joint) and not is_mark(joint, ",，、") and is_noun(first) and isinstance(first, Token):
            category = found.category
            noun = found.noun
            self._take(found, first, False)
            found.category = wider(found.category, category) if found.category is not None else category
            found.noun, found.first = noun, place - 2

    def _alone_in_bracket(self, at: int) -> int:
        """1 where nothing but the number stands in a bracket, else 0."""
        nodes = self.nodes
        return int(0 < at < len(nodes) - 1 and is_mark(nodes[at - 1], "(（") and is_mark(nodes[at + 1], ")）"))

    @staticmethod
    def _large_enough(quantity: Quantity) -> bool:
        """Whether a number without a counting word may count the noun before it ("伊東軍三千", not "伏兵四起")."""
        return (quantity.max or quantity.min or 0) >= _MANY

    @staticmethod
    def _plausible(quantity: Quantity, noun: Token) -> bool:
        """Whether a number in a bracket counts the noun before it, and is no year, page or rating of a ship."""
        number = quantity.max or quantity.min or 0
        return not quantity.bare and (quantity.approx or number > _MOST_GUNS)


_TELLING = frozenset({Category.AIRCRAFT, Category.SHIP, Category.PERSONNEL})
"""Counting words of these kinds tell what is counted better than the noun before the number."""

_SHORT_WORD, _LONG_WORD = 2, 5
"""Characters of an unknown stretch of a script without blanks that may stand inside a phrase: behind a counting word, and elsewhere."""

_MANY = 20
"""So many of a name in the plural are people ("600 Seediq"); fewer may be machines ("13 Dakotas")."""

_MOST_GUNS = 104
