"""The counted phrase behind a number: "32 Soviet ships", "3,000 of his troops", "5架战机"."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.words import COMMAS, DASHES, QUOTES, Words, is_fate, is_joint, is_mark, is_noun, words_of
from battlex.values.allegiance import parties
from battlex.values.figures.describe import fates_of
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

_MOST_BEFORE_NOUN = {True: 5, False: 3}
"""Words that may stand between a number and its noun, by whether the noun is the last word of its phrase."""


_SHORT_WORD, _LONG_WORD = 2, 5
"""Characters of an unknown stretch of a script without blanks that may stand inside a phrase: behind a counting
word, and elsewhere."""

_MANY = 20
"""So many of a name in the plural are people ("600 Seediq"); fewer may be machines ("13 Dakotas")."""


class Forward:
    """Reads phrases from their number on."""

    def __init__(self, nodes: Sequence[Node], flat: Flat, language: Language) -> None:
        self.nodes = nodes
        self.flat = flat
        self.language = language
        self.words: Words = words_of(language)
        self.peoples = parties(language)

    def read(self, at: int, quantity: Quantity) -> Counted:
        """The number at a place with the nouns, counting words, peoples and fates of the phrase that it opens."""
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
                if node.name == "measure" and found.noun is None:
                    # "two 12-pounder guns": a measure describes the noun.
                    place += 1
                    continue
                if (node.name != "name" and node.max != 0) or found.noun is not None:
                    break
                if (place <= at + 3 and node.glued) or place == at + 1:
                    found.elliptic = True
                    if not words.head_last:
                        break
                if node.model and found.weak is None:
                    found.weak, found.last = Category(node.model), place + 1
                unknown += 1
            elif node.kind == "icon" or is_mark(node, QUOTES):
                pass
            elif words.key(node) == "strong" and place <= at + 2:
                found.category, found.noun, found.last, hyphen = Category.PERSONNEL, None, place + 1, False
                break
            elif words.verb_last and counted_by and not self._modifies(place, of):
                break
            elif place == at + 1 and words.verb_last and quantity.min != quantity.max and node.has("structure", "part"):
                # "700 ile 800 arasında": the word closes a range.
                pass
            elif place == at + 1 and (node.has("structure", "part") or words.key(node) == "them"):
                found.elliptic = found.of_them = True
                break
            elif node.has("structure", "measure") and place > at + 1 and self._of_measure(place):
                pass
            elif is_mark(node, DASHES) and node.glued:
                hyphen = hyphen or place == at + 1
            elif words.characters and found.weak is not None and is_joint(node) and self._next_is_counted(place):
                break
            elif is_noun(node) and not (words.characters and unknown and found.weak is None and not found.elliptic):
                if found.noun is not None and not words.head_last and not joining:
                    break
                if found.noun is not None and hyphen:
                    break
                if found.category is Category.FORMATION and words.key(node) == "strength":
                    # "一营兵力": the strength of a battalion, not a count of people.
                    found.last, place = place + 1, place + 1
                    continue
                found.take(node, joining, words.head_last)
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
            elif (
                node.has("structure", "preposition")
                or words.key(node) in ("auxiliary", "perfect", "agent")
                or node.kind != "word"
                or node.has("structure", "part", "claim", "rate", "measure")
                or found.noun is not None
                or (words.key(node) == "particle" and place > at + 1)
            ):
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

    def _next_is_counted(self, place: int) -> bool:
        """Whether what is joined at a place is a noun with a number of its own behind it ("坦克五十多輛和飛機三十餘架")."""
        following = self.nodes[place + 1 : place + 3]
        return len(following) == 2 and is_noun(following[0]) and isinstance(following[1], Quantity)

    def _of_measure(self, place: int) -> bool:
        """Whether a unit of measure belongs to a number inside the phrase ("six 203 mm guns")."""
        before = self.nodes[place - 1]
        if is_mark(before, DASHES):
            before = self.nodes[place - 2]
        return isinstance(before, Quantity) and bool(before.name)

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
        for unknown, node in enumerate(self.nodes[place + 1 : place + 4], 1):
            if not isinstance(node, Token):
                return False
            if is_noun(node):
                return True
            if node.kind != "word" or node.senses or found.noun is not None or self.words.key(node):
                return False
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
