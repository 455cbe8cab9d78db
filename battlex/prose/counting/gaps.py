"""Does a clause leave out the verb of the one before ("A lost 300 men, the latter 42")?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import CLOSES, DASHES, OPENS, QUOTES, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.quantity import Node
from battlex.values.figures.token import Token

MOST_GAP = 7
"""So many tokens may name another subject."""

MOST_OPENING = 4
"""So many tokens may open a sentence about a whole."""

LONGEST_NAME = 4

LEAST = 20
"""A smaller number without a noun may count anything."""

_ALIKE = 4
"""So many times as many may another source tell of."""

_MOST_UNITS = 50
"""More than so many of an arm are men."""

_VERBS = frozenset({"say", "auxiliary", "perfect", "hypothetical", "agent", "inflict", "suffer", "strength"})
"""Words that make a clause of its own of what stands between two numbers."""


class Gaps(Question):
    """Tells a clause whose verb is left out from one that says something else."""

    def of_units(self, item: Counted, after: Counted) -> bool:
        """ "six infantry and four cavalry regiments": whether an arm alone behind a small number tells of what kind units are."""
        if item.kind not in (None, Category.PERSONNEL) or not self._are_described(after):
            return False
        arm, behind = self.token(item.at + 1), item.at + 2
        alike = item.quantity.form == after.quantity.form and item.last <= behind and item.size < _MOST_UNITS
        named = arm is not None and bool(item.kind or arm.has("structure", "arm"))
        named = named and bool(self.words.plurals) and not (self.words.is_plural(arm) or is_fate(arm))
        return alike and named and self.only_joints(behind, after.first)

    def _are_described(self, item: Counted) -> bool:
        described = item.noun is not None and (" " in item.noun.norm or not item.noun_at_once)
        return described and item.kind is Category.FORMATION and self.words.head_last

    def gapped(self, tokens: list[Token], before: Counted, item: Counted) -> bool:
        """ ", the latter 42": a mark or contrasting word, then a subject without a verb."""
        camps = any(self.words.key(token) == "camp" for token in tokens)
        # "hatten 14 Mann verloren, die Burgunder 300"
        alone = before.noun is None or self.words.noun_capitals
        elliptic = item.noun is None and item.weak is None and alone and before.tail_end
        if before.carries is None and item.counts_something and not (camps or elliptic):
            return False
        if len(tokens) > MOST_GAP or not (tokens[0].kind in ",;" or is_joint(tokens[0]) or self.half(tokens[0])):
            return False
        if is_mark(tokens[-1], DASHES) and self.fate_at(item.at + 1):
            # "straciły 50 czołgów; strona polska – 190 zabitych"
            return False
        if self._built_alike(tokens, before) or self._stands_alike(tokens, before):
            return True
        subject = False
        for place, token in enumerate(tokens):
            key = self.words.key(token)
            if (
                key in ("half", "camp")
                or (token.kind == "word" and self._names_side(token, tokens[place - 1] if place else token))
                or self._joins_names(tokens, place)
                or (subject and self._names_on(token, tokens[place - 1]))
            ):
                subject = True
            elif (
                key in _VERBS
                or (is_joint(token) and int(is_mark(tokens[0], ",")) < place < len(tokens) - 1)
                or not (
                    token.kind in ",;"
                    or is_joint(token)
                    or is_mark(token, QUOTES + DASHES)
                    or key in ("of", "determiner", "particle")
                    or token.has("structure", "plain", "preposition")
                    or (key == "apiece" and self._names_side(tokens[min(place + 1, len(tokens) - 1)], token))
                    or token.has("quantifiers", "approx")
                )
            ):
                return False
        return subject

    def _built_alike(self, tokens: list[Token], before: Counted) -> bool:
        """ "Dupont dispose de 9000 hommes, Blücher de 5000", "Кутузов имел 9000 человек, Мюрат — 5000"."""
        tie, first = tokens[-1], self.token(before.first - 1)
        names = [token for token in tokens[1:-1] if not (is_joint(token) or self.words.key(token) == "determiner")]
        if is_mark(tie, DASHES):
            tied = not tie.glued and self.words.genitive
            if (
                tied
                and before.noun is not None
                and len(names) == 1
                and before.kind is Category.PERSONNEL
                and self._may_be_title(names[0])
            ):
                # "король имел 27 тысяч солдат, курфюрст — 9 тысяч"
                return True
        else:
            tied = first is not None and tie.norm == first.norm and tie.has("structure", "preposition")
        return tied and 0 < len(names) < LONGEST_NAME and all(map(self._may_name, names))

    def _stands_alike(self, tokens: list[Token], before: Counted) -> bool:
        """ "In Rom starben 900 Mann, in Pisa 300": whether but a place leads to a number, as one leads to that before."""
        tie, name = tokens[-2:] if len(tokens) == 3 else (None, None)
        if tie is None or name is None or not tie.has("structure", "preposition"):
            return False
        named = self.flat.text[name.start].isupper() and self._may_be_title(name)
        return named and any(isinstance(node, Token) and node.norm == tie.norm for node in self.nodes[: before.first])

    def _may_be_title(self, token: Token) -> bool:
        return token.kind == "word" and not (token.senses or self.words.key(token))

    def _may_name(self, token: Token) -> bool:
        if token.kind != "word" or is_noun(token) or is_fate(token):
            return False
        # "siły polskie liczyły 15 tys., litewskie – 10 tys."
        named = self.flat.text[token.start].isupper() or (self.words.genitive and self.words.names_people(token))
        return named or token.has("structure", "preposition", "claim")

    def opening(self, gap: Sequence[Node], before: Counted) -> int:
        """The place in a gap where the clause of another subject opens, -1 for none."""
        if self.words.active and gap and is_joint(gap[0]) and (before.last == before.at + 1 or self.only_subject(gap)):
            # "los españoles eran 800 y los franceses 5000"
            return 0
        return next((at for at, node in enumerate(gap) if is_mark(node, ",;")), -1)

    def only_subject(self, gap: Sequence[Node]) -> bool:
        """ "et les Anglais", "y Paraguay": whether but the name of a people or country is joined to the clause before."""
        name = gap[-1]
        if not (self.words.active and is_joint(gap[0]) and isinstance(name, Token) and self.words.names_people(name)):
            return False
        if len(gap) == 2:
            return self.flat.text[name.start].isupper() and not is_mark(gap[0], ",")
        return len(gap) == 3 and isinstance(gap[1], Token) and self.words.key(gap[1]) == "determiner"

    def another_subject(self, start: int, stop: int) -> bool:
        """ "60, die Schwaben 63 Reiter": whether a comma and no more than a subject, with a capital letter, stand between."""
        while stop > start and (self.key_at(stop - 1) == "particle" or has(self.nodes[stop - 1], "structure", "plain")):
            stop -= 1  # "2.000, die Türken sogar 10.000"
        between = self.nodes[start:stop]
        if not self.words.noun_capitals or not 2 <= len(between) <= MOST_OPENING or not is_mark(between[0], ","):
            return False
        subject = between[-1]
        if not isinstance(subject, Token) or subject.kind != "word" or not self.flat.text[subject.start].isupper():
            return False
        camp = self.words.key(subject) == "camp" and has(between[1], "structure", "preposition")
        return all(self._opens_subject(node) for node in between[1 + camp : -1])

    def _opens_subject(self, node: Node) -> bool:
        if not isinstance(node, Token) or node.kind != "word" or is_fate(node):
            return False
        return self.words.key(node) in ("determiner", "of", "particle") or not node.senses

    def _joins_names(self, tokens: list[Token], place: int) -> bool:
        """ "Cassius perdit 8 000 hommes et Octave et Antoine 16 000": names that are joined to the clause before at once."""
        first, token = tokens[0], tokens[place]
        if not first.has("quantifiers", "and") or not self.words.active or place == 0:
            return False
        if is_joint(token):
            return place > 1 and place < len(tokens) - 1 and token.has("quantifiers", "and")
        return not (token.senses or self.words.key(token)) and self.flat.text[token.start].isupper()

    def _names_on(self, token: Token, before: Token) -> bool:
        """ "la Gran Bretagna 250": whether a name goes on with another word."""
        if self.words.noun_capitals or self.words.characters or not self._may_be_title(token):
            return False
        return self.flat.text[token.start].isupper() and self._may_be_title(before)

    def _names_side(self, token: Token, before: Token) -> bool:
        """Whether a word can be the other subject: a people, a noun for fighting men, a name with an article.

        A name alone is as likely an author's ("Smith, 196").
        """
        if is_noun(token):
            return token.key("nouns") in ("personnel", "formation")
        if token.senses or self.words.key(token):
            return False
        # "у Мюрата"
        tied = self.words.genitive and before.has("structure", "preposition")
        named = self.flat.text[token.start].isupper() and (self.words.key(before) in ("determiner", "of") or tied)
        return named or self.words.names_people(token)

    def half(self, token: Token) -> bool:
        """Whether a word sets one side against the other ("the latter", "against")."""
        return self.words.key(token) in ("half", "versus")

    def rivals(self, before: Counted, item: Counted) -> bool:
        """ "300 tués (400 selon d'autres)", "120 ships (perhaps 150)": whether a bracket has another number of the same."""
        opening, behind, end = item.first - 1, self.token(item.last), max(before.last, before.tail_end)
        if self.words.characters or item.quantity.bare or not is_mark(self.nodes[opening], OPENS) or behind is None:
            return False
        between = self.nodes[end:opening]
        named = len(between) < 2 and all(node.kind == "word" for node in between if isinstance(node, Token))
        claimed = behind.has("structure", "claim") or self.words.key(behind) == "according"
        alike = before.size <= _ALIKE * item.size and item.size <= _ALIKE * before.size
        return named and alike and (claimed or (item.quantity.approx and is_mark(behind, CLOSES)))
