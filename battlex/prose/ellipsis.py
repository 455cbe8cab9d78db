"""What a number counts where the words before it said so: parts of a whole, appositions, the other side's strength."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.gaps import LEAST, MOST_GAP, MOST_OPENING, Gaps
from battlex.prose.words import COMMAS, DASHES, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE
from battlex.values.figures.token import Token

_APPOSED = 100
"""A smaller number between two commas behind a noun may be an age."""

_MACHINES = frozenset({Category.AIRCRAFT, Category.TANK, Category.SHIP, Category.VEHICLE, Category.GUN})
"""Things that have names of types."""


class Ellipsis(Gaps):
    """Gives the numbers of one sentence the nouns that they take over from its earlier words."""

    def nouns(self, found: list[Counted]) -> None:
        """Give nouns to numbers that have none: parts of a whole, appositions, the strength of "a garrison of 300"."""
        for place, item in enumerate(found):
            if not item.counts_something:
                self._collective(item)
            if not item.counts_something:
                self._apposed(item)
            if not item.counts_something:
                self._predicated(item, found[place - 1].kind if place else self.thread.kind)
            if not item.counts_something:
                self._told_behind(item)
            if place and not item.counts_something and self.key_at(item.at + 1) == "working":
                # "possessing 35 aircraft, with only 18 operable"
                item.category = next((f.kind for f in reversed(found[:place]) if f.kind is not None), None)
            if place and not item.counts_something:
                self._opposed(found[place - 1], item)
            if place and not item.counts_something:
                self._other_side(found[place - 1], item)
            if place and (not item.counts_something or item.people):
                self._goes_on(found[place - 1], item)
            if not item.counts_something or item.category is Category.PERSONNEL:
                self._equated(item)
            if place and not item.counts_something and item.quantity.form in ("one", "words"):
                self._alone(found[place - 1], item)
            if item.counts_something and self._none_of(item):
                item.fates = {Fate.KILLED}
            if place and not item.counts_something and self._is_whole(found[place - 1], item):
                item.category, found[place - 1].whole = found[place - 1].kind, item
            if item.counts_something and self._opens_whole(item):
                self._parts(item, found[place + 1 :])

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

    def _equated(self, item: Counted) -> None:
        """ "34 человека (из них 10 — женщины) — гражданские лица": a dash between blanks stands for "are"."""
        at = item.last
        if is_mark(self.nodes[at] if at < len(self.nodes) else self.nodes[-1], "("):
            at = next(
                (k + 1 for k in range(at, min(len(self.nodes), at + MOST_GAP + 2)) if is_mark(self.nodes[k], ")")), at
            )
        dash = self.token(at)
        if self.words.determiners or self.words.characters or dash is None or not is_mark(dash, DASHES) or dash.glued:
            return
        for place in range(at + 1, at + 4):
            noun = self.token(place)
            if noun is None or noun.kind != "word" or is_fate(noun) or noun.has("structure", "preposition"):
                return
            if is_noun(noun):
                if noun.key("nouns") == Category.CIVILIAN or (
                    noun.key("nouns") == Category.PERSONNEL and not item.kind
                ):
                    item.take(noun, False, self.words.head_last)
                return

    def _alone(self, before: Counted, item: Counted) -> None:
        """ "дві роти залягли, одна відступила": where "one" is no article, it counts what was counted before."""
        opening, verb = self.nodes[item.first - 1], self.token(item.last)
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

    def _predicated(self, item: Counted, latest: Category | None) -> None:
        """ "I fanti erano 9500": the subject before a verb of being is what is counted."""
        at = item.first - 1
        while at > 0 and self._is_adverb(at):
            at -= 1
        if self.words.characters or item.quantity.bare or not self.plain_number(item) or self.key_at(at) != "auxiliary":
            return
        if self.key_at(at - 1) == "those":
            # "их было тридцать тысяч"
            item.category = latest or Category.PERSONNEL
            return
        for place in range(at - 1, max(-1, at - 4), -1):
            noun = self.token(place)
            if noun is None or noun.kind != "word" or is_fate(noun):
                return
            if is_noun(noun):
                item.take(noun, False, self.words.head_last)
                return

    def _told_behind(self, item: Counted) -> None:
        """ "of the dead, 138 were militants": the predicate behind a verb of being is what is counted."""
        noun = self.token(item.at + 2)
        if self.words.characters or item.quantity.bare or item.quantity.form in ("one", "several") or noun is None:
            return
        if self.key_at(item.at + 1) == "auxiliary" and is_noun(noun) and not is_fate(noun):
            item.take(noun, False, self.words.head_last)

    def _opposed(self, before: Counted, item: Counted) -> None:
        """ "85 000 человек против 104 300 у Макклеллана": right behind a word of comparison, the same is counted."""
        versus, behind = self.token(item.first - 1), self.token(item.last)
        if versus is None or self.words.determiners or self.words.characters or self.words.key(versus) != "versus":
            return
        if item.first - before.last > MOST_GAP or item.quantity.bare or item.quantity.form == "one":
            return
        ends = behind is None or behind.kind != "word" or behind.has("structure", "preposition")
        if ends and before.kind is not None and not any(is_fate(node) for node in self.nodes[before.last : item.first]):
            item.category = before.kind

    def _other_side(self, before: Counted, item: Counted) -> None:
        """ "73,000 soldiers fought on one side, on the German about 30,000"."""
        if self.words.characters or item.quantity.bare or not self.plain_number(item):
            return
        if not before.counts_something or (item.quantity.max or item.quantity.min or 0) < LEAST:
            return
        gap = self.nodes[before.last : item.first]
        opening = next((at for at, node in enumerate(gap) if is_mark(node, ",;")), -1)
        tokens = [node for node in gap[opening:] if isinstance(node, Token)]
        if not 0 <= opening <= MOST_GAP or len(tokens) != len(gap) - opening or any(is_fate(token) for token in tokens):
            return
        last = tokens[-1]
        if (
            is_noun(last)
            and last.key("nouns") not in ("formation", "civilian")
            and all(
                is_joint(token) or token.kind in ";," or self.words.key(token) in ("of", "determiner")
                for token in tokens[:-1]
            )
        ):
            item.take(last, False, self.words.head_last)
        elif before.kind in PEOPLE and (self.gapped(tokens, before, item) or self.key_at(item.first - 1) == "versus"):
            item.category = before.kind

    def _goes_on(self, before: Counted, item: Counted) -> None:
        """ "17 dive bombers and 12 Zeros", "3,000 men, of whom 300 were Swiss": of the kind that was counted before."""
        if self.words.characters or not before.counts_something:
            return
        behind, between = self.token(item.at + 1), self.nodes[before.last : item.first]
        if (
            before.kind in _MACHINES
            and between
            and not item.quantity.bare
            and all(is_joint(node) for node in between)
            and behind is not None
        ):
            named = not behind.senses and self.flat.text[behind.start].isupper() and not self.words.noun_capitals
            if named and behind.kind == "word" and self.peoples.word(behind.norm) is None:
                item.category, item.people = before.kind, False
            return
        at = item.first - 1
        while at >= before.last and self._is_adverb(at):
            at -= 1
        whom = self.token(at) if at >= before.last else None
        if whom is None or not whom.has("structure", "part") or item.people or not self._stands_alone(item):
            return
        if before.kind in PEOPLE or behind is None or not is_fate(behind):
            item.category = before.kind

    def _is_adverb(self, at: int) -> bool:
        token = self.token(at)
        return token is not None and (self.words.key(token) == "particle" or token.has("structure", "plain"))

    def _is_whole(self, part: Counted, item: Counted) -> bool:
        """ "sei piroscafi su nove": the whole behind a part that has the noun."""
        tie = self.token(part.last)
        return (
            part.counts_something
            and item.first == part.last + 1
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

    def _collective(self, item: Counted) -> None:
        """ "The garrison of 300", "a fleet of 36", "un équipage de 224"."""
        tie, body = self.token(item.first - 1), self.token(item.first - 2)
        if tie is None or body is None or self.words.characters or self.words.key(tie) != "of":
            return
        key = self.words.key(body)
        if not self.words.head_last and self.words.determiners and not self._stands_plain(item):
            # "un groupe de 47 scientifiques"
            return
        people = key == "body" or (
            is_noun(body) and body.key("nouns") in ("personnel", "formation") and not is_fate(body)
        )
        if not (people or key == "fleet") or item.quantity.bare or not (key == "body" or self.plain_number(item)):
            return
        if key != "fleet" and (item.quantity.max or item.quantity.min or 0) < LEAST // 2:
            return
        item.category = Category.SHIP if key == "fleet" else Category.PERSONNEL

    def _stands_plain(self, item: Counted) -> bool:
        """Whether no noun that battlex does not know stands behind a number."""
        behind = self.token(item.last)
        return self.plain_number(item) or (behind is not None and self.flat.text[behind.start].isupper())

    def _apposed(self, item: Counted) -> None:
        """ "The survivors, about twenty, were deported": alone between two commas behind what it counts."""
        mark, noun = self.nodes[item.first - 1 : item.first], self.token(item.first - 2)
        behind = self.token(item.last)
        if not mark or noun is None or not is_noun(noun) or self.words.characters:
            return
        paired = is_mark(mark[0], COMMAS) or is_mark(mark[0], DASHES)
        quantity = item.quantity
        large = quantity.approx or quantity.form == "vague" or (quantity.max or quantity.min or 0) >= _APPOSED
        if not paired or quantity.bare or not large or quantity.form == "several":
            return
        if behind is not None and (is_mark(behind, COMMAS + ".;") or is_mark(behind, DASHES)):
            item.take(noun, False, self.words.head_last)
