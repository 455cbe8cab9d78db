"""Which noun near it is a number said of: "the garrison of 300", "I fanti erano 9500"?"""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import Counted, category_of
from battlex.prose.counting.gaps import LEAST, MOST_GAP
from battlex.prose.sentence import Question
from battlex.prose.words import CLOSES, COMMAS, DASHES, OPENS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.token import Token

_SOME_HUNDREDS, _APPOSED = 500, 100
"""A smaller number is no amount that men come to; between two commas behind a noun it may be an age."""

_APPOSING = COMMAS + DASHES
"""Marks that may part a noun from its number."""

_MOST_ADJECTIVES = 3
_MOST_SAID = 8
"""So many tokens may stand in a bracket before the number that somebody claims."""


class Predicates(Question):
    """Gives a number the noun that it is said of, or that is said of it."""

    def take(self, item: Counted, latest: Category | None) -> None:
        """Give a number without a noun the one that it is said of; ``latest`` is what was counted before it."""
        words, listed, first = self.words, self.sentence.listed, item.first
        if words.characters:
            return
        before, behind = self.key_at(first - 1), self.key_at(item.at + 1)
        if before in ("of", "strength"):
            self._collective(item)
        if "strength" in listed and not item.counts_something:
            self._in_number(item)
        if first > 1 and is_mark(self.nodes[first - 1], _APPOSING) and not item.counts_something:
            self._apposed(item)
        if before == "strength" and words.genitive and not item.counts_something:
            self._numbered(item)
        if (words.verb_last or "auxiliary" in listed) and not item.counts_something and behind != "label":
            self._predicated(item, latest)
        if behind == "auxiliary" and not item.counts_something:
            self._told_behind(item)
        if latest not in PEOPLE or item.counts_something:
            return
        if ("say" in listed and self._claimed(item)) or (words.genitive and self._claimed_again(item)):
            item.category = latest

    def _claimed(self, item: Counted) -> bool:
        """ ", ältere Autoren nennen bis zu 40.000": whether a verb of saying stands right before a number without a noun."""
        at = item.first - 1 - (self.key_at(item.first - 1) == "of")
        if self.words.verb_last or item.quantity.bare or item.size < _APPOSED:
            return False
        return self.key_at(at) == "say" and self.plain_number(item) and any(is_mark(n, ",;") for n in self.nodes[:at])

    def _collective(self, item: Counted) -> None:
        """ "The garrison of 300", "a fleet of 36", "un équipage de 224"."""
        tie, body = self.token(item.first - 1), self.token(item.first - 2)
        if tie is None or body is None:
            return
        if self.words.genitive and self.words.key(tie) == "strength" and body.has("structure", "preposition"):
            # "партизаны в количестве 60 атаковали"
            noun = self.token(item.first - 3)
            if noun is not None and is_noun(noun) and not item.quantity.bare and noun.key("nouns") != "formation":
                item.take(noun, False, self.words.head_last)
        if self.words.key(tie) != "of":
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
        if key != "fleet" and item.size < LEAST // 2:
            return
        item.category = Category.SHIP if key == "fleet" else Category.PERSONNEL

    def _in_number(self, item: Counted) -> None:
        """ "Les chars ennemis, au nombre de 20, attaquent": behind a comma and a word for number stands that of what is named."""
        if self.words.verb_last or item.quantity.bare or not self.plain_number(item):
            return
        at = self.back_over(item.first - 1, "of")
        if self.key_at(at) != "strength" or self.key_at(at - 1) == "determiner":
            return
        comma = at - 1 - has(self.nodes[at - 1], "quantifiers", "to")
        if comma < 1 or not is_mark(self.nodes[comma], COMMAS):
            return
        for place in range(comma - 1, max(-1, comma - 3), -1):
            noun = self.token(place)
            if noun is not None and is_noun(noun) and not is_fate(noun):
                item.category = None if noun.key("nouns") == Category.FORMATION else category_of(noun)
                return

    def _claimed_again(self, item: Counted) -> bool:
        """ "45 000 человек (по другим данным — 50 000)": whether a bracket opens with whose number it is."""
        if item.quantity.bare or item.size < LEAST or not self.plain_number(item):
            return False
        claimed = False
        for at in range(item.first - 1, max(-1, item.first - _MOST_SAID), -1):
            token = self.token(at)
            if token is None or is_fate(token) or is_noun(token):
                return False
            if is_mark(token, OPENS):
                return claimed
            claimed = claimed or token.has("structure", "claim")
        return False

    def _stands_plain(self, item: Counted) -> bool:
        """Whether no noun that battlex does not know stands behind a number."""
        behind = self.token(item.last)
        return self.plain_number(item) or (behind is not None and self.flat.text[behind.start].isupper())

    def _apposed(self, item: Counted) -> None:
        """ "The survivors, about twenty, were deported": alone between two commas behind what it counts."""
        noun = self.token(item.first - 2)
        behind = self.token(item.last)
        if noun is not None and self.words.active and noun.kind == "word" and not noun.senses:
            # "los cruzados ultramontanos, unos 30 000 según los cronistas"
            noun = self.token(item.first - 3)
        if noun is None or not is_noun(noun) or noun.has("nouns", Category.FORMATION):
            return
        if item.first > 2 and not self.words.noun_capitals and self.flat.text[noun.start].isupper():
            # "Knecht, Renaissance Warrior, 490": a title and its page
            return
        quantity = item.quantity
        large = quantity.approx or quantity.form == "vague" or (quantity.max or quantity.min or 0) >= _APPOSED
        if quantity.bare or not large or quantity.form == "several":
            return
        claimed = any(has(node, "structure", "claim") for node in self.nodes[item.last : item.last + 2])
        if behind is not None and (is_mark(behind, COMMAS + ".;") or is_mark(behind, DASHES) or claimed):
            item.take(noun, False, self.words.head_last)

    def _numbered(self, item: Counted) -> None:
        """ "ochotnicy w liczbie 80 ruszyli": behind a noun, a preposition and a word of strength."""
        noun, tie = self.token(item.first - 3), self.token(item.first - 2)
        if noun is None or tie is None or is_fate(noun):
            return
        if tie.kind == "word" and not is_noun(tie) and is_noun(noun) and not item.quantity.bare:
            item.take(noun, False, self.words.head_last)

    def _predicated(self, item: Counted, latest: Category | None) -> None:
        """ "I fanti erano 9500": the subject before a verb of being is what is counted."""
        at = item.first - 1
        while at > 0 and self.is_adverb(at):
            at -= 1
        bare = item.quantity.bare and not (self.words.active and self._closes(item.last))
        if bare or not self.plain_number(item):
            return
        if self.words.verb_last:
            self._said_of_subject(item, at)
            return
        if self.key_at(at) == "those" and self.key_at(at - 1) == "auxiliary" and latest is not None:
            # "im Dezember waren es noch 480"
            item.category = latest
            return
        if self.key_at(at) != "auxiliary":
            return
        if self.key_at(at - 1) == "those":  # "их было тридцать тысяч", "раненых, которых было 5000"
            noun = self.token(at - 3) if is_mark(self.nodes[at - 2], ",(") else None
            fated = noun is not None and is_fate(noun)
            if noun is not None and is_noun(noun):
                item.take(noun, False, self.words.head_last)
            elif fated or at <= _MOST_ADJECTIVES or item.size >= _APPOSED or self._named(at, latest):
                item.category = Category.PERSONNEL if fated else latest or Category.PERSONNEL
            item.fates |= fates_of(noun) if noun is not None and fated else set()
            return
        if latest in PEOPLE and self.words.genitive and self._owned(at - 1) and item.size >= LEAST:
            # "у Мюрата было 20 000"
            item.category = latest
            return
        for place in range(at - 1, max(-1, at - 4), -1):
            noun = self.token(place)
            if noun is None or noun.kind != "word" or is_fate(noun):
                return
            if is_noun(noun):
                if category_of(noun) is not Category.FORMATION or item.size < _APPOSED:
                    # Not "die Verluste der Division betrugen 300"
                    item.take(noun, False, self.words.head_last)
                return
            if (self.words.genitive or self.words.determiners) and self.words.names_people(noun) and item.size >= LEAST:
                # "Polaków było najwyżej 400", "los franceses eran 800"
                item.category = Category.PERSONNEL
                return

    def _named(self, stop: int, kind: Category | None) -> bool:
        """Whether a noun of the kind that was counted last stands before a place of the sentence."""
        return kind is not None and any(has(node, "nouns", kind) for node in self.nodes[:stop])

    def _owned(self, place: int) -> bool:
        """Whether a name behind a preposition stands at a place."""
        name, tie = self.token(place), self.token(place - 1)
        named = name is not None and name.kind == "word" and not name.senses and self.flat.text[name.start].isupper()
        return named and tie is not None and tie.has("structure", "preposition")

    def _closes(self, place: int) -> bool:
        """Whether a clause ends at a place."""
        node = self.node(place)
        return node is None or is_mark(node, ",.;") or is_joint(node)

    def _said_of_subject(self, item: Counted, at: int) -> None:
        """ "ordusu ise 140.000 civarındaydı": where verbs close sentences, the subject right before a number that does."""
        subject, behind = self.token(at), self.token(item.last)
        ends = behind is None or is_mark(behind, ",.;") or is_joint(behind)
        if subject is None or not ends or item.size < _SOME_HUNDREDS:
            return
        if subject.has("nouns", Category.PERSONNEL, Category.FORMATION) and not is_fate(subject):
            item.category = Category.PERSONNEL

    def _told_behind(self, item: Counted) -> None:
        """ "of the dead, 138 were militants": the predicate behind a verb of being is what is counted."""
        if item.quantity.bare or item.quantity.form in ("one", "several"):
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

    def equated(self, item: Counted) -> None:
        """ "34 человека (из них 10 — женщины) — гражданские лица": a dash between blanks stands for "are"."""
        if self.words.characters:
            if item.weak is not Category.PERSONNEL or item.noun is not None:
                return
            # "그중 9만 명이 민간인이었다"
            topic, noun, copula = (self.token(item.last + ahead) for ahead in range(3))
            said = topic is not None and topic.norm in self.words.contained["topic"] and noun is not None
            ends = copula is None or copula.kind != "word" or copula.has("structure", "plain")
            if said and ends and noun is not None and noun.key("nouns") == Category.CIVILIAN and not is_fate(noun):
                item.category = Category.CIVILIAN
            return
        at = item.last + (item.of_them and self.is_part(item.last))
        if is_mark(self.nodes[at] if at < len(self.nodes) else self.nodes[-1], OPENS):
            inside = range(at, min(len(self.nodes), at + MOST_GAP + 2))
            at = next((place + 1 for place in inside if is_mark(self.nodes[place], CLOSES)), at)
        dash = self.token(at)
        if dash is None or not is_mark(dash, DASHES) or dash.glued:
            return
        for place in range(at + 1, at + 4):
            noun = self.token(place)
            if noun is None or noun.kind != "word" or is_fate(noun) or noun.has("structure", "preposition"):
                return
            if is_noun(noun):
                category = noun.key("nouns")
                if item.of_them and category == Category.CIVILIAN:
                    item.category = Category.CIVILIAN
                elif category == Category.CIVILIAN or (category == Category.PERSONNEL and not item.kind):
                    item.take(noun, False, self.words.head_last)
                return

    def same_again(self, before: Counted, item: Counted) -> bool:
        """Whether a number without a noun counts more of what was counted before, by the clause that it opens."""
        return self._acts_too(before, item) or self._heads_elsewhere(before, item) or self._of_total(before, item)

    def _of_total(self, before: Counted, item: Counted) -> bool:
        """ "1500 hombres de un total de 25 000", "ne impiegò 1800": the same is counted."""
        at = item.first - 1
        while at > 0 and self.is_adverb(at) and not has(self.nodes[at], "structure", "total"):
            at -= 1
        total = self.token(at)
        if not self.words.active or before.kind is None or not self.plain_number(item) or total is None:
            return False
        if total.has("structure", "total") and " " in total.norm:
            return item.size >= before.size
        return self.key_at(at - 1) == "clitic" and not is_fate(total)

    def _heads_elsewhere(self, before: Counted, item: Counted) -> bool:
        """ "65 bombers headed for Saga, 102 bound for Maebashi": more of the same, said to go or stand somewhere else."""
        if not (self.words.head_last and self.words.determiners) or before.kind is None or item.size < LEAST:
            return False
        gap = self.nodes[before.last : item.first]
        if (
            item.quantity.form != "digits"
            or item.quantity.bare
            or not 3 <= len(gap) <= MOST_GAP
            or not is_joint(gap[-1])
        ):
            return False
        tokens = [node for node in gap[:-1] if isinstance(node, Token) and not (is_noun(node) or is_fate(node))]
        if len(tokens) < len(gap) - 1 or not any(node.has("structure", "preposition") for node in tokens[1:]):
            return False
        return self._leads_off(before.last) and (self._leads_off(item.last) or self._leads_off(item.last + 1))

    def _leads_off(self, place: int) -> bool:
        """Whether a word that may be a verb stands at a place, and behind it where it leads."""
        verb, tie = self.token(place), self.token(place + 1)
        if verb is None or tie is None or verb.kind != "word" or verb.senses or self.words.key(verb):
            return False
        leads = tie.has("structure", "preposition") and self.words.key(tie) not in ("of", "auxiliary", "agent")
        return leads and self.flat.text[verb.start].islower()

    def _acts_too(self, before: Counted, item: Counted) -> bool:
        """ "Six battalions held the fort, three occupied the islands": the same is counted, and has an object of its own."""
        joint, verb = self.token(item.first - 1), self.token(item.last)
        if (
            not (self.words.head_last and self.words.determiners)
            or before.kind is None
            or joint is None
            or verb is None
        ):
            return False
        if item.quantity.form != "words" or not (is_joint(joint) or is_mark(joint, ";")) or item.size > before.size:
            return False
        plain = verb.kind == "word" and not ({"nouns", "structure", "quantifiers"} & set(verb.senses))
        does = self.key_at(item.last) in ("", "inflict", "take", "joined")
        return plain and does and self.key_at(item.last + 1) == "determiner" and before.last < item.first - 2

    def is_adverb(self, at: int) -> bool:
        """Whether a word at a place adds nothing but how, or how many in all."""
        token = self.token(at)
        return token is not None and (self.words.key(token) == "particle" or token.has("structure", "plain", "total"))
