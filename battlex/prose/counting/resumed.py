"""Does a number without a noun and without a fate count the people counted last: "Brand had 500", "another 200 came"?

Asked where people were counted last, and articles and plurals show which word is a noun.
"""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.counting.gaps import LEAST
from battlex.prose.sentence import Question
from battlex.prose.words import COMMAS, DASHES, OPENS, QUOTES, has, is_joint, is_mark, is_noun
from battlex.values.figures.token import Token

_VERBS = frozenset({"auxiliary", "perfect", "take", "inflict", "suffer", "abandon", "reach", "say", "agent", "led"})
"""What a number that stands for people may be the subject of, or may be told by."""


_NEAR_PEOPLE = 14
"""So many tokens before the end of a number's phrase may the people stand that the list has counted."""


class Resumed(Question):
    """Says of numbers that nothing else explains whether they go on with people."""

    def category(self, item: Counted) -> Category | None:
        """The category of the people counted last, None where the number says something else."""
        if not self.words.plurals or not self.words.determiners:
            return None
        quantity = item.quantity
        if quantity.bare or item.size < LEAST or quantity.form in ("one", "several") or not item.first:
            return None
        more, stands = self._more(item.last), item.last
        if quantity.form == "vague" and more == stands:
            return None
        told = self._further(item) or self._owned(item) or self._out_of(item) or more > stands
        if not told and not (self._opens_clause(item) and self._stands(stands)):
            return None
        return Category.PERSONNEL if self._alone(more) else None

    def _further(self, item: Counted) -> bool:
        """ "another 200", "the other 100", "a further 300"."""
        before = self.token(item.first - 1)
        if before is None:
            return False
        if before.has("structure", "plain") and " " not in before.norm:
            return self.key_at(item.first - 2) == "determiner"
        return before.has("numbers", "articles") and len(before.norm) > 2

    def _owned(self, item: Counted) -> bool:
        """ "Brand had 500", "Brand's 500", "the French 5,000": whether those whose number it is stand before it."""
        before = self.token(item.first - 1)
        if before is None or before.kind != "word":
            return False
        if self.words.key(before) in ("perfect", "half") or self.words.possesses(before):
            return self.key_at(item.first - 2) != "among"
        return self.words.names_people(before) and self._ends(item.last)

    def _out_of(self, item: Counted) -> bool:
        """ "40 men out of 300", "40 of the 300": the whole of those told of before."""
        out, part = self.token(item.first - 1), self.node(item.first - 3)
        if part is not None and not isinstance(part, Token) and self.key_at(item.first - 1) == "determiner":
            return self.key_at(item.first - 2) == "of"
        return out is not None and "whole" in out.senses and " " in out.norm

    def _opens_clause(self, item: Counted) -> bool:
        """Whether a number is the first word of its clause, but for what limits it."""
        at = item.first - 1
        while at >= 0 and (self.key_at(at) == "particle" or self._limits(at)):
            at -= 1
        before = self.nodes[at] if at >= 0 else None
        return before is None or is_joint(before) or is_mark(before, ";:(")

    def _limits(self, place: int) -> bool:
        token = self.token(place)
        return token is not None and token.has("quantifiers", "approx", "at_least", "at_most")

    def _stands(self, place: int) -> bool:
        """Whether a verb stands behind a number, or where those are whom it counts ("and 150 in the ranks")."""
        token = self.token(place)
        if token is None or self.words.key(token) in ("auxiliary", "perfect", "take"):
            return token is not None
        if self.thread.loss is None or self.thread.loss[1] or self.words.key(token) in ("of", "agent"):
            return False
        near = self.nodes[max(0, place - _NEAR_PEOPLE) : place]
        return token.has("structure", "preposition") and any(has(node, "nouns", Category.PERSONNEL) for node in near)

    def _more(self, place: int) -> int:
        """Behind a word for more at a place, the place itself where none stands."""
        more = self.token(place)
        return place + (more is not None and " " not in more.norm and more.has("structure", "plain"))

    def _ends(self, place: int) -> bool:
        node = self.node(place)
        return node is None or (isinstance(node, Token) and (is_mark(node, COMMAS + ";.)") or is_joint(node)))

    def _alone(self, place: int) -> bool:
        """Whether what stands behind a number is a verb or the end of a phrase, and no noun that the number counts."""
        node, after = self.node(place), self.token(place + 1)
        if self._ends(place):
            return True
        if not isinstance(node, Token) or node.kind != "word":
            return is_mark(node, OPENS) or (is_mark(node, DASHES) and not node.glued) if node is not None else False
        if is_noun(node) or node.has("structure", "measure") or node.norm.endswith(self.words.plurals):
            return False
        key = self.words.key(node)
        if node.senses or key:
            return key in _VERBS or "fates" in node.senses or node.has("structure", "preposition", "survived", "plain")
        if after is None or after.kind != "word" or is_mark(after, QUOTES):
            return self.flat.text[node.start].islower()
        return after.has("structure", "preposition") or self.words.key(after) in ("determiner", "particle", "auxiliary")
