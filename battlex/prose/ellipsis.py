"""What a number counts where the words before it said so: parts of a whole, appositions, the other side's strength."""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.gaps import LEAST, MOST_GAP, MOST_OPENING
from battlex.prose.parts import Parts
from battlex.prose.words import COMMAS, DASHES, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_APPOSED = 100
"""A smaller number between two commas behind a noun may be an age."""

_MOST_ADJECTIVES = 3
_MACHINES = frozenset({Category.AIRCRAFT, Category.TANK, Category.SHIP, Category.VEHICLE, Category.GUN})
"""Things that have names of types."""


class Ellipsis(Parts):
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
            if place and not item.counts_something and self._is_bracketed_part(found[place - 1], item):
                item.category, item.part = found[place - 1].category, True
            if place and not item.counts_something:
                self._opposed(found[place - 1], item)
            if place and not item.counts_something:
                self._other_side(found[place - 1], item)
            if place and not item.counts_something and self.placed(found[place - 1], item):
                item.category = found[place - 1].kind
            if place and item.of_them and not item.counts_something and found[place - 1].kind not in (None, *PEOPLE):
                # "девять самолётов, два из которых упали в море"
                item.category = found[place - 1].kind
            if place and (not item.counts_something or item.people or item.kind in _MACHINES):
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

    def _predicated(self, item: Counted, latest: Category | None) -> None:
        """ "I fanti erano 9500": the subject before a verb of being is what is counted."""
        at = item.first - 1
        while at > 0 and self._is_adverb(at):
            at -= 1
        if self.words.characters or item.quantity.bare or not self.plain_number(item):
            return
        if self.words.verb_last:
            self.said_of_subject(item, at)
            return
        if self.key_at(at) != "auxiliary":
            return
        if self.key_at(at - 1) == "those":
            # "их было тридцать тысяч", "раненых, которых было 5000"
            noun = self.token(at - 3) if is_mark(self.nodes[at - 2], COMMAS) else None
            fated = noun is not None and is_fate(noun)
            if noun is not None and is_noun(noun):
                item.take(noun, False, self.words.head_last)
            else:
                item.category = Category.PERSONNEL if fated else latest or Category.PERSONNEL
            item.fates |= fates_of(noun) if noun is not None and fated else set()
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
        if self.words.characters or item.quantity.bare or item.quantity.form in ("one", "several"):
            return
        if self.key_at(item.at + 1) != "auxiliary":
            return
        # Where the noun closes its phrase, adjectives stand before it ("of which 230 were large war galleys").
        adjectives = _MOST_ADJECTIVES if self.words.head_last and self.words.determiners else 1
        for at in range(item.at + 2, item.at + 2 + adjectives):
            noun = self.token(at)
            if noun is None or noun.kind != "word" or is_fate(noun) or self.words.key(noun) not in ("", "event"):
                return
            if is_noun(noun):
                item.take(noun, False, self.words.head_last)
                return
            if noun.has("structure", "preposition"):
                return

    def _opposed(self, before: Counted, item: Counted) -> None:
        """ "85 000 человек против 104 300 у Макклеллана": right behind a word of comparison, the same is counted."""
        versus, behind = self.token(item.first - 1), self.token(item.last)
        if versus is None or self.words.characters or self.words.key(versus) != "versus":
            return
        if self.words.determiners and ((item.quantity.max or 0) < LEAST or not self.plain_number(item)):
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
        elif self.key_at(item.first - 1) == "versus" or (before.kind in PEOPLE and self.gapped(tokens, before, item)):
            item.category = before.kind

    def _goes_on(self, before: Counted, item: Counted) -> None:
        """ "17 dive bombers and 12 Zeros", "3,000 men, of whom 300 were Swiss": of the kind that was counted before."""
        if not before.counts_something:
            return
        if self.words.characters:
            self.some_of_these(before, item)
            return
        if item.people and self._shares_fate_noun(before, item):
            item.category, item.fates = before.kind, set(before.fates)
            return
        if self._describes_units(before, item):
            item.category, item.noun, item.elliptic = Category.FORMATION, None, True
            return
        behind, between = self.token(item.at + 1), self.nodes[before.last : item.first]
        if item.people and before.kind not in PEOPLE and self._tells_whose(before, item):
            item.category = before.kind
            return
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
        if item.noun is not None and not item.people:
            # "393 единицы бронетехники, в том числе 232 танка"
            return
        at = item.first - 1
        while at >= before.last and self._is_adverb(at):
            at -= 1
        whom = self.token(at) if at >= before.last else None
        if whom is None or not whom.has("structure", "part") or item.people or not self._stands_alone(item):
            return
        if any(isinstance(node, Quantity) and node.name == "measure" for node in between):
            # "120 000 hommes dans quatre secteurs dont trois"
            return
        if before.kind in PEOPLE or behind is None or not is_fate(behind):
            item.category = before.kind

    def _shares_fate_noun(self, before: Counted, item: Counted) -> bool:
        """ "98 prisonniers allemands et 145 italiens": behind an adjective, another adjective describes the same noun."""
        if self.words.head_last or before.noun is None or not is_fate(before.noun):
            return False
        between = self.nodes[before.last : item.first]
        described = [node for node in between if isinstance(node, Token) and self.peoples.word(node.norm)]
        lower = self.flat.text[self.nodes[item.last - 1].start].islower()
        return lower and len(between) == 2 and len(described) == 1 and is_joint(between[1])

    def _describes_units(self, before: Counted, item: Counted) -> bool:
        """ "153 divisioni, di cui 19 corazzate e 15 motorizzate": what only looks like a noun tells what the units are."""
        if self.words.head_last or before.kind is not Category.FORMATION or item.last != item.at + 2 - (not item.noun):
            return False
        whom, word = self.token(item.first - 1), self.token(item.at + 1)
        if whom is None or word is None or word.kind != "word" or not self.flat.text[word.start].islower():
            return False
        if whom.has("structure", "part"):
            return item.first - before.last <= MOST_OPENING and item.kind in (None, Category.SHIP, Category.VEHICLE)
        joined = before.elliptic and is_joint(whom) and item.first == before.at + 3
        return joined and item.kind is None and not {"nouns", "fates"} & set(word.senses) and not self.words.key(word)

    def _tells_whose(self, before: Counted, item: Counted) -> bool:
        """ "130 avions (60 allemands et 70 italiens)": a bracket behind things tells how many were whose."""
        between = self.nodes[before.last : item.first]
        if self.key_at(item.first - 1) == "versus":
            # "treize vaisseaux anglais contre douze français"
            lower = self.flat.text[self.nodes[item.last - 1].start].islower()
            return lower and all(isinstance(n, Token) and self.peoples.word(n.norm) for n in between[:-1])
        if before.people:
            return bool(between) and all(is_joint(node) for node in between)
        fits = (item.quantity.max or 0) <= (before.quantity.max or before.quantity.min or 0)
        return fits and len(between) == 1 and is_mark(between[0], "(") and before.kind is not None

    def _is_adverb(self, at: int) -> bool:
        token = self.token(at)
        return token is not None and (self.words.key(token) == "particle" or token.has("structure", "plain", "total"))

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
