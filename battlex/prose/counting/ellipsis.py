"""Which numbers without a noun count what the words before them count: parts, appositions, the other side?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import THINGS, Counted
from battlex.prose.counting.adjectives import Adjectives
from battlex.prose.counting.gaps import LEAST, MOST_GAP, MOST_OPENING, Gaps
from battlex.prose.counting.predicates import Predicates
from battlex.prose.counting.strengths import Strengths
from battlex.prose.sentence import Question, room
from battlex.prose.words import CLOSES, COMMAS, DASHES, OPENS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_TIES = ("of", "agent", "among", "perfect")
_ALIKE = 4
"""So many times as many ships or guns may another side have; more are men."""


class Ellipsis(Question):
    """Gives the numbers of one sentence the nouns that they take over from its earlier words."""

    adjectives = room(Adjectives)
    gaps = room(Gaps)
    predicates = room(Predicates)
    strengths = room(Strengths)

    def nouns(self, found: list[Counted]) -> None:
        """Give nouns to numbers that have none: parts of a whole, appositions, the strength of "a garrison of 300"."""
        words, listed = self.words, self.sentence.listed
        dashes = words.verb_last if words.characters else not words.determiners
        none_of = "none" in listed and not words.characters
        wholes = len(found) - 1 if not (words.characters or listed.isdisjoint(("of", "among"))) else 0
        before: Counted | None = None
        for place, item in enumerate(found):
            if before is not None and not item.counts_something and self._is_whole(before, item):
                item.category, before.whole = before.kind, item
            if not item.counts_something:
                self.predicates.take(item, before.kind if before is not None else self.thread.kind)
            if before is not None:
                if not item.counts_something:
                    self._take_over(found[:place], item)
                if not item.counts_something or item.people or item.kind in THINGS:
                    self._goes_on(before, item)
                self.adjectives.of_arm(before, item)
            if dashes and (not item.counts_something or Category.PERSONNEL in (item.category, item.weak)):
                self.predicates.equated(item)
            if before is not None and not item.counts_something and item.quantity.form in ("one", "words"):
                self._alone(before, item)
            if item.counts_something and none_of and self._none_of(item):
                item.fates = {Fate.KILLED}
            if place < wholes and item.counts_something and self._opens_whole(item):
                self._share_out(item, found[place + 1 :])
            before = item

    def _take_over(self, earlier: list[Counted], item: Counted) -> None:
        """Give a number the noun of the phrase before it, by the first rule that says so."""
        before = earlier[-1]
        if self.key_at(item.at + 1) == "working":
            # "possessing 35 aircraft, with only 18 operable"
            item.category = next((f.kind for f in reversed(earlier) if f.kind is not None), None)
        if not item.counts_something and self._is_bracketed_part(before, item):
            item.category, item.part = before.category, True
        if not item.counts_something and self.predicates.same_again(before, item):
            item.category = before.kind
        if not item.counts_something:
            self._opposed(before, item)
        if not item.counts_something:
            self._other_side(before, item)
        if not item.counts_something:
            if self._placed(before, item) or self.gaps.rivals(before, item) or self.adjectives.go_on(before, item):
                item.category = before.kind
        if not item.counts_something and self.adjectives.are_whose(before, item):
            item.category, item.elliptic = before.kind, True
        if not item.counts_something and self.adjectives.describe_same(before, item):
            item.category, item.elliptic, item.last = before.kind, True, item.at + 2
        things = before.kind not in MAYBE_PEOPLE and item.size <= before.size
        if item.of_them and not item.counts_something and things:
            # "девять самолётов, два из которых упали в море"
            item.category = before.kind

    def _alone(self, before: Counted, item: Counted) -> None:
        """ "дві роти залягли, одна відступила": where "one" is no article, it counts what was counted before."""
        at = item.first - 1
        while at > 0 and self.predicates.is_adverb(at):
            # "два сгорели, ещё один затонул"
            at -= 1
        opening, verb = self.nodes[at], self.token(item.last)
        if self.words.determiners or self.words.characters or self.words.verb_last or before.kind is None:
            return
        if not (is_joint(opening) or is_mark(opening, ";—–")) or verb is None or verb.kind != "word":
            return
        auxiliary = self.words.key(verb) == "auxiliary"
        more = (item.quantity.max or 0) > (before.quantity.max or 0) or not is_mark(opening, COMMAS)
        if item.quantity.form == "words" and (more or not auxiliary or before.kind in PEOPLE):
            return
        if is_noun(verb) or (self.words.key(verb) and not auxiliary) or verb.has("structure", "preposition", "plain"):
            return
        item.category, item.elliptic = before.kind, True

    def _opposed(self, before: Counted, item: Counted) -> None:
        """ "85 000 человек против 104 300 у Макклеллана": right behind a word of comparison, the same is counted."""
        versus, behind = self.token(self.back_over(item.first - 1, "determiner")), self.token(item.last)
        if versus is None or not (self.words.key(versus) == "versus" or self.is_owned_by_rivals(item.first)):
            return
        if self.words.determiners and (item.size < LEAST or not self.plain_number(item)):
            return
        if item.first - before.last > MOST_GAP or item.quantity.bare or item.quantity.form == "one":
            return
        ends = behind is None or behind.kind != "word" or behind.has("structure", "preposition")
        if ends and before.kind is not None and not any(is_fate(node) for node in self.nodes[before.last : item.first]):
            item.category = before.kind

    def _other_side(self, before: Counted, item: Counted) -> None:
        """ "73,000 soldiers fought on one side, on the German about 30,000", "das Heer zählte 900, das dänische 800"."""
        if self.words.characters or item.quantity.bare or not self.plain_number(item):
            return
        gap = self.nodes[before.last : item.first]
        if not gap or (item.size < LEAST and not self.gaps.only_subject(gap)):
            return
        opening = self.gaps.opening(gap, before)
        tokens = [node for node in gap[opening:] if isinstance(node, Token)]
        apart = 0 <= opening <= MOST_GAP and len(tokens) == len(gap) - opening and not any(map(is_fate, tokens))
        if not apart or not (before.counts_something or self.strengths.told(before)):
            return
        last = tokens[-1]
        alike = self.words.active or self.words.genitive or is_mark(last, DASHES)
        if (
            is_noun(last)
            and last.key("nouns") not in ("formation", "civilian")
            and all(
                is_joint(token) or token.kind in ";," or self.words.key(token) in ("of", "determiner")
                for token in tokens[:-1]
            )
        ):
            item.take(last, False, self.words.head_last)
        elif self.key_at(item.first - 1) == "versus" or (
            (before.kind in MAYBE_PEOPLE or (alike and item.size <= _ALIKE * before.size))
            and self.gaps.gapped(tokens, before, item)
        ):
            item.category = before.kind or Category.PERSONNEL

    def _goes_on(self, before: Counted, item: Counted) -> None:
        """ "17 dive bombers and 12 Zeros", "40 canons de 75, 5 de 47", "3,000 men, 300 of them Swiss": of the kind that was counted before."""
        if (item.people and self.adjectives.share_fate_noun(before, item)) or not before.counts_something:
            return
        if self.words.characters:
            self.some_of_these(before, item)
            return
        if self.adjectives.describe_units(before, item):
            item.category, item.noun, item.elliptic = Category.FORMATION, None, True
            return
        behind, between = self.token(item.at + 1), self.nodes[before.last : item.first]
        measure = self.node(item.at + 2) if before.kind is Category.GUN and self.key_at(item.at + 1) == "of" else None
        if isinstance(measure, Quantity) and measure.name == "measure":
            item.category = before.kind
            return
        if item.people and before.kind not in PEOPLE and self.adjectives.tell_whose(before, item):
            item.category, item.part = before.kind, is_mark(self.nodes[item.first - 1], "(")
            return
        if (
            before.kind in THINGS
            and between
            and not item.quantity.bare
            and all(is_joint(node) for node in between)
            and behind is not None
        ):
            named = not behind.senses and self.flat.text[behind.start].isupper() and not self.words.noun_capitals
            if named and behind.kind == "word" and not self.words.names_people(behind):
                item.category, item.people = before.kind, False
            return
        if item.noun is not None and not item.people:
            # "393 единицы бронетехники, в том числе 232 танка"
            return
        at = item.first - 1
        while at >= before.last and self.predicates.is_adverb(at):
            at -= 1
        whom = self.token(at) if at >= before.last else None
        if whom is None or not whom.has("structure", "part") or item.people or not self._stands_alone(item):
            return
        if any(isinstance(node, Quantity) and node.name == "measure" for node in between):
            # "120 000 hommes dans quatre secteurs dont trois"
            return
        if before.kind in PEOPLE or behind is None or not is_fate(behind):
            item.category = before.kind

    def some_of_these(self, before: Counted, item: Counted) -> None:
        """ "1,500人を三手に分け、うち500を伏兵とした": right behind a word for a part, where no blanks part words."""
        part, quantity = self.token(item.first - 1), item.quantity
        if part is None or not part.has("structure", "part") or "out" in part.senses or before.kind not in PEOPLE:
            return
        if self.plain_number(item) and not quantity.bare and (quantity.max or quantity.min or 0) >= LEAST:
            item.category = before.kind

    def _placed(self, before: Counted, item: Counted) -> bool:
        """ "six battalions in the first line and two in reserve": the same is counted, and stands somewhere else."""
        behind = self.token(item.last)
        if self.words.characters or self.words.verb_last or before.kind is None or item.quantity.bare:
            return False
        if behind is None or not self._locates(behind) or item.quantity.form in ("one", "several"):
            return False
        # "ocho divisiones en primera línea y otras dos en reserva"
        gap = self.nodes[before.last : item.first - has(self.nodes[item.first - 1], "structure", "plain")]
        if not 3 <= len(gap) <= MOST_GAP + 1 or not is_joint(gap[-1]):
            return False
        tokens = [node for node in gap[:-1] if isinstance(node, Token) and node.kind == "word"]
        return (
            len(tokens) == len(gap) - 1
            and (any(map(self._locates, tokens[:-1])) or (is_mark(gap[-1], COMMAS) and item.size < before.size))
            and not any(is_fate(token) or is_noun(token) or is_joint(token) for token in tokens)
        )

    def _locates(self, token: Token) -> bool:
        return token.has("structure", "preposition") and self.words.key(token) not in _TIES

    def _is_bracketed_part(self, whole: Counted, item: Counted) -> bool:
        """ "40 самолётов (26 боевых)", "273 орудия (190 лёгких и 83 тяжёлых)": so many of those before the bracket."""
        opening, behind, closing = self.token(item.first - 1), self.token(item.at + 1), self.token(item.at + 2)
        if opening is None or behind is None or closing is None or self.words.characters or self.words.noun_capitals:
            return False
        # "12 рот: 3 батарейных, 7 лёгких"
        colon = is_mark(opening, ":—–") and whole.kind is Category.FORMATION
        first = (is_mark(opening, OPENS) or colon) and item.first - 1 == whole.last
        if not (first or (is_joint(opening) and whole.part and item.first - 2 <= whole.last + 1)):
            return False
        if (
            behind.kind != "word"
            or is_noun(behind)
            or self.words.key(behind)
            or behind.has("structure", "preposition", "measure")
        ):
            return False
        told = self.flat.text[behind.start].islower() and (is_mark(closing, CLOSES + ".;") or is_joint(closing))
        return told and not item.quantity.bare and (item.quantity.max or 0) <= (whole.quantity.max or 0)

    def _opens_whole(self, item: Counted) -> bool:
        """Whether a clause begins with the whole whose parts follow: "Of the 40 tanks, ", "Sur les 40 chars", "Von 7000 Mann"."""
        if item.whole is not None or item.quantity.form == "one":
            return False
        for at in range(item.first - 1, max(-1, item.first - 2 - MOST_OPENING), -1):
            node = self.nodes[at]
            if not isinstance(node, Token) or node.kind != "word" or is_fate(node):
                return False
            if self.keys[at] in ("of", "among"):
                before = self.token(at - 1)
                if at == 0 or (before is not None and (before.kind != "word" or before.norm in ("", " "))):
                    return True
                return not self.words.determiners and at <= MOST_OPENING and self._adverbial(at)
            if not (self.keys[at] in ("determiner", "particle") or is_noun(node) or node.has("structure", "plain")):
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
        tie = self.token(at := self._behind_owner(part.last))
        article = self.key_at(at + 1) == "determiner" or self.words.tells_which(self.token(at + 1))
        return (
            part.counts_something
            and item.first == at + 1 + article
            and tie is not None
            and self.words.key(tie) in (("among", "of") if self.words.genitive else ("among",))
            and self.plain_number(item)
            and (item.quantity.max or 0) >= (part.quantity.max or 0)
            and not (part.kind is Category.FORMATION and item.size >= 5 * LEAST)
        )

    def _behind_owner(self, at: int) -> int:
        """ "20 hommes du bataillon sur 250": behind a word for of, an article and the unit that they are of."""
        unit = at + 1 + (self.key_at(at + 1) == "determiner")
        owned = self.words.determiners and self.key_at(at) == "of" and has(self.node(unit), "nouns", Category.FORMATION)
        return unit + 1 if owned else at

    def _share_out(self, whole: Counted, rest: list[Counted]) -> None:
        """Let the numbers that follow a whole count the same: "of the 40 tanks, 12 were lost and 8 broke down"."""
        most = whole.size
        for item in rest:
            number = item.size
            before = self.token(item.first - 1)
            if item.counts_something:
                if item.kind not in PEOPLE or whole.kind not in PEOPLE:
                    return
                continue
            if item.quantity.bare or number > most or self.named_before(item) or not self._stands_alone(item):
                continue
            if before is not None and before.has("structure", "preposition") and self.words.key(before) != "auxiliary":
                continue
            item.category, item.noun, item.elliptic = whole.kind, None, True
            item.ambiguous = whole.ambiguous

    def _stands_alone(self, item: Counted) -> bool:
        """Whether what follows a number can be a verb ("of the 500 dragoons, 90 returned")."""
        behind = self.token(item.last)
        return self.plain_number(item) or (behind is not None and self.flat.text[behind.start].islower())

    def _none_of(self, item: Counted) -> bool:
        """ "None of the 27 bombers returned": a word for nobody before the whole, one of survival behind it."""
        at = self.back_over(item.first - 1, "of", "determiner")
        if at == item.first - 1 or at < 0 or self.key_at(at) != "none":
            return False
        for node in self.nodes[item.last : item.last + MOST_GAP]:
            if not isinstance(node, Token) or node.kind != "word":
                return False
            if node.has("structure", "survived"):
                return True
        return False
