"""Which numbers of a sentence are parts of a whole that it names: "of the 40 tanks, 12", "40 tanks (26 working)"."""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.gaps import MOST_GAP, MOST_OPENING, Gaps
from battlex.prose.words import is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE
from battlex.values.figures.token import Token


class Parts(Gaps):
    """Ties the parts of a whole to it."""

    def _is_bracketed_part(self, whole: Counted, item: Counted) -> bool:
        """ "40 самолётов (26 боевых)", "273 орудия (190 лёгких и 83 тяжёлых)": so many of those before the bracket."""
        opening, behind, closing = self.token(item.first - 1), self.token(item.at + 1), self.token(item.at + 2)
        if opening is None or behind is None or closing is None or self.words.characters or self.words.noun_capitals:
            return False
        first = is_mark(opening, "(") and item.first - 1 == whole.last
        if not (first or (is_joint(opening) and whole.part and item.first - 2 <= whole.last + 1)):
            return False
        if (
            behind.kind != "word"
            or is_noun(behind)
            or self.words.key(behind)
            or behind.has("structure", "preposition", "measure")
        ):
            return False
        told = self.flat.text[behind.start].islower() and (is_mark(closing, ")") or is_joint(closing))
        return told and not item.quantity.bare and (item.quantity.max or 0) <= (whole.quantity.max or 0)

    def _opens_whole(self, item: Counted) -> bool:
        """Whether a clause begins with the whole whose parts follow: "Of the 40 tanks, ", "Sur les 40 chars", "Von 7000 Mann"."""
        if self.words.characters or item.whole is not None or item.quantity.form == "one":
            return False
        for at in range(item.first - 1, max(-1, item.first - 2 - MOST_OPENING), -1):
            node = self.nodes[at]
            if not isinstance(node, Token) or node.kind != "word" or is_fate(node):
                return False
            if self.words.key(node) in ("of", "among"):
                before = self.token(at - 1)
                if at == 0 or (before is not None and (before.kind != "word" or before.norm in ("", " "))):
                    return True
                return not self.words.determiners and at <= MOST_OPENING and self._adverbial(at)
            if not (
                self.words.key(node) in ("determiner", "particle") or is_noun(node) or node.has("structure", "plain")
            ):
                return False
        return False

    def _adverbial(self, end: int) -> bool:
        """Whether nothing but words that tell when or where stands before a place ("В итоге из 19 самолётов")."""
        tokens = [self.token(at) for at in range(end)]
        return (
            bool(tokens)
            and all(
                token is not None and token.kind == "word" and not is_noun(token) and not is_fate(token)
                for token in tokens
            )
            and tokens[0] is not None
            and tokens[0].has("structure", "preposition")
        )

    def _is_whole(self, part: Counted, item: Counted) -> bool:
        """ "sei piroscafi su nove": the whole behind a part that has the noun."""
        tie = self.token(part.last)
        article = self.key_at(part.last + 1) == "determiner"
        return (
            part.counts_something
            and item.first == part.last + 1 + article
            and tie is not None
            and self.words.key(tie) == "among"
            and self.plain_number(item)
            and (item.quantity.max or 0) >= (part.quantity.max or 0)
        )

    def _parts(self, whole: Counted, rest: list[Counted]) -> None:
        most = whole.quantity.max or whole.quantity.min or 0
        for item in rest:
            number = item.quantity.max or item.quantity.min or 0
            before = self.token(item.first - 1)
            if item.counts_something:
                if item.kind not in PEOPLE or whole.kind not in PEOPLE:
                    return
                continue
            if item.quantity.bare or number > most or self.named_before(item) or not self._stands_alone(item):
                continue
            if before is not None and before.has("structure", "preposition") and self.words.key(before) != "auxiliary":
                continue
            item.category, item.noun, item.elliptic = whole.category or whole.weak, None, True

    def _stands_alone(self, item: Counted) -> bool:
        """Whether what follows a number can be a verb ("of the 500 dragoons, 90 returned")."""
        behind = self.token(item.last)
        return self.plain_number(item) or (behind is not None and self.flat.text[behind.start].islower())

    def _none_of(self, item: Counted) -> bool:
        """ "None of the 27 bombers returned": a word for nobody before the whole, one of survival behind it."""
        if self.words.characters:
            return False
        at = item.first - 1
        while at >= 0 and self.key_at(at) in ("of", "determiner"):
            at -= 1
        if at == item.first - 1 or at < 0 or self.key_at(at) != "none":
            return False
        for node in self.nodes[item.last : item.last + MOST_GAP]:
            if not isinstance(node, Token) or node.kind != "word":
                return False
            if node.has("structure", "survived"):
                return True
        return False
