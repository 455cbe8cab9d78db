"""What are the words behind a number to its phrase: adjectives, peoples, counting words, measures, names of types?"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from battlex.model import Category
from battlex.prose.counted import Counted, category_of
from battlex.prose.counting.participles import Participles
from battlex.prose.sentence import Question, room
from battlex.prose.words import COMMAS, DASHES, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import NO_SENSES, Token

_PERSONS = frozenset({Category.PERSONNEL, Category.CIVILIAN, Category.FORMATION})
_COUNTED_BY: Mapping[Category, Collection[Category]] = {
    Category.PERSONNEL: _PERSONS,
    Category.SHIP: frozenset({Category.SHIP}),
    Category.AIRCRAFT: frozenset(Category) - _PERSONS - {Category.SHIP},
    Category.VEHICLE: frozenset(Category) - _PERSONS - {Category.SHIP},
    Category.GUN: frozenset(Category) - _PERSONS - {Category.SHIP},
}
"""What a counting word can count, where it leaves a choice."""

_THOUSAND = 1000
_MANY = 20
"""So many of a name in the plural are people ("600 Seediq"); fewer may be machines ("13 Dakotas")."""


class Inside(Question):
    """Answers what the words behind a number are to its phrase."""

    participles = room(Participles)

    @staticmethod
    def limits(node: Token, quantity: Quantity) -> bool:
        """Whether a word behind a counting word opens an end of the number; the end is then open."""
        if node.has("after", "at_least_after") and quantity.max is None:
            # "적어도 1만 명 이상의 민간인"
            return True
        if not node.has("after", "at_least_after", "at_most_after") or quantity.min != quantity.max:
            return False
        if node.has("after", "at_least_after"):
            quantity.max = None
        else:
            quantity.min = None
        return True

    def designation(self, place: int) -> int:
        """So many nodes name a type of aircraft: letters, a digit and a letter written together ("A6M"), or listed ones ("SBD")."""
        letters = self.nodes[place]
        if not isinstance(letters, Token) or letters.kind != "word" or letters.glued:
            return 0
        if (length := letters.end - letters.start) > 2 and letters.has("models", Category.AIRCRAFT):
            return int(self.flat.text[letters.start : letters.end].isupper())
        if length > 3 and not letters.senses and self.flat.text[letters.start + 1].isupper():
            # "12 SBDs"
            named = (self.language.figures.word(form) or NO_SENSES for form in self.words.singulars(letters.norm))
            return int(any("models" in senses and senses["models"].key == Category.AIRCRAFT for senses in named))
        number, letter = (self.node(place + 1), self.node(place + 2)) if length <= 2 else (None, None)
        if not isinstance(number, Quantity) or not number.glued or not isinstance(letter, Token) or not letter.glued:
            return 0
        said = self.flat.text[letters.start : letter.end]
        # "B004U0IZM6": the number of a book
        book = self.flat.text[number.core_start] == "0"
        return 3 if letter.end - letter.start == 1 and said.isascii() and said.isupper() and not book else 0

    def describes(self, place: int, quantity: Quantity) -> bool:
        """ "two strong columns", "two fairly strong powers": whether a word that may tell of so many people describes a noun."""
        before, after = self.nodes[place - 1], self.token(place + 1)
        few = (quantity.max or 0) < _MANY and after is not None and not self.nodes[place].glued
        return few and (is_noun(after) or (isinstance(before, Token) and not before.senses))

    def opens_model(self, place: int) -> bool:
        """Whether what looks like an article is the letter of a type ("A-37")."""
        dash, number = (*self.nodes[place + 1 : place + 3], None, None)[:2]
        glued = dash is not None and is_mark(dash, DASHES) and isinstance(number, Quantity) and number.name == "name"
        return glued and self.flat.text[self.nodes[place].start].isupper()

    @staticmethod
    def fits(weak: Category | None, noun: Token) -> bool:
        """Whether a counting word can count a noun: the one for ships counts no soldiers ("五十餘艘載陸軍四千人")."""
        allowed = _COUNTED_BY.get(weak) if weak is not None else None
        return allowed is None or category_of(noun) in allowed

    def ends_in_case(self, found: Counted, node: Token) -> bool:
        """Whether the phrase ended with its noun: by the ending of a case, or as a unit of what follows ("45 tabur piyade")."""
        assert found.noun is not None
        if self.words.is_declined(found.noun):
            return True
        people = node.key("nouns") == Category.PERSONNEL and not self.words.is_owned(node)
        thing = node.key("nouns") in (Category.OTHER, Category.GUN) or self.words.is_means(node)
        return people if found.category is Category.FORMATION else thing and found.category is Category.PERSONNEL

    def next_is_counted(self, place: int) -> bool:
        """Whether what is joined at a place is a noun with a number of its own behind it ("坦克五十多輛和飛機三十餘架")."""
        for at in range(place + 1, min(place + 4, len(self.nodes) - 1)):
            node = self.nodes[at]
            if is_noun(node):
                return isinstance(self.nodes[at + 1], Quantity)
            if not isinstance(node, Token) or node.kind != "word" or is_fate(node):
                return False
        return False

    def of_measure(self, place: int) -> bool:
        """Whether a unit of measure belongs to a number inside the phrase ("six 203 mm guns")."""
        before = self.nodes[place - 1]
        if is_mark(before, DASHES):
            before = self.nodes[place - 2]
        return isinstance(before, Quantity) and bool(before.name)

    def modifies(self, place: int, of: bool) -> bool:
        """Whether what stands behind a counting word still belongs to the phrase: a noun at once, or tied to it."""
        node = self.nodes[place]
        if not isinstance(node, Token):
            return False
        if is_noun(node) or "classifiers" in node.senses or self.words.key(node) == "of" or of:
            return True
        # "8개 기갑 사단"
        counting = has(self.nodes[place - 1], "classifiers", "any") and has(self.node(place + 1), "nouns", "formation")
        return counting and node.kind == "word" and not node.glued and not self.words.key(node)

    def holds_limit(self, token: Token) -> bool:
        """Whether a counting word is written with the limit before it ("余人")."""
        senses = self.language.figures.word(token.norm[:1]) if len(token.norm) > 1 else None
        after = senses.get("after") if senses else None
        return after is not None and after.key == "at_least_after"

    def is_noun_there(self, place: int, quantity: Quantity) -> bool:
        """Whether a nation's name before ``place`` is the noun itself, not an adjective of the word that follows."""
        after = self.token(place)
        if after is None or after.kind != "word":
            return True
        if after.has("structure", "measure") or self.words.key(after) in ("event", "settlement"):
            return False
        if not self.words.head_last:
            # "атака трёх турецких таборов": an adjective of a noun that is not known
            name = self.token(place - 1)
            adjective = self.words.adjectives and name is not None and name.norm.endswith(self.words.adjectives)
            return not adjective or bool(after.senses) or (quantity.max or quantity.min or 0) >= _MANY
        # "200 Japanese crossing the river": so many are people rather than what is called after them.
        large = self._large(place - 1) or (not quantity.bare and (quantity.min or quantity.max or 0) >= _MANY)
        counted = quantity.form == "digits" or self.words.is_plural(self.token(place - 1))
        counted = counted or (quantity.form == "vague" and bool(self.words.plurals) and not self.words.is_plural(after))
        return bool(after.senses) or bool(self.words.key(after)) or (counted and large)

    def one_unit(self, found: Counted) -> bool:
        """Whether the noun of a phrase names one unit."""
        return found.noun is not None and found.noun.has("structure", "unit_name") and not self.words.characters

    def names_type(self, weak: Category | None, place: int) -> bool:
        """ "27辆丘吉尔坦克", "2개 차량화 사단": whether a name stands right before a noun of the kind that the counting word counts."""
        after = self.token(place + 1)
        if after is None or not self.words.characters:
            return False
        if weak is None:
            return after.has("nouns", "formation") and not after.glued
        kinds = ("tank", "vehicle") if weak is Category.VEHICLE else (str(weak),)
        return after.has("nouns", *kinds)

    def abbreviates(self, place: int) -> bool:
        """Whether a full stop ends an initial inside a phrase ("33 U.S. battalions")."""
        before, after = self.nodes[place - 1], self.node(place + 1)
        # "12 SM.79s"
        letters = 3 if isinstance(after, Quantity) and after.name and after.glued else 1
        return isinstance(before, Token) and before.kind == "word" and before.end - before.start <= letters

    def describes_noun(self, place: int, at: int) -> bool:
        """ "12 heavy calibre guns": whether a measure without a number of its own stands right before a noun."""
        after = self.node(place + 1)
        alone = self.words.head_last and self.words.determiners and isinstance(self.nodes[place - 1], Token)
        return alone and place > at + 1 and after is not None and is_noun(after)

    def lists_adjectives(self, comma: int, most: int = 5) -> bool:
        """Whether adjectives (of peoples: so many at most), a joint and the noun of all stand behind a comma."""
        row = self.nodes[comma + 1 : comma + 5]
        if len(row) < 2 or not self.words.head_last or self.words.characters:
            return False
        adjective, joint = row[:2]
        if not isinstance(adjective, Token):
            return False
        if adjective.kind != "word" or not {"nouns", "fates", "quantifiers"}.isdisjoint(adjective.senses):
            return False
        if not is_joint(joint) or self.words.key(adjective):
            return False
        if is_mark(joint, COMMAS):
            # "1,912 Dutch, English and French soldiers"
            return most > 0 and self.words.names_people(adjective) and self.lists_adjectives(comma + 2, most - 1)
        return any(map(is_noun, row[2:]))

    def ends_plural(self, place: int) -> int:
        """1 where the ending of a plural is written to a number ("52s"), else 0."""
        token = self.token(place)
        ends = token is not None and token.glued and token.has("ordinal", "ordinal_after")
        return int(ends and self.words.head_last)

    def joined_fate(self, place: int) -> list[Token]:
        """The fate joined to a noun of fate ("2,000 prisoners and missing")."""
        joint, fate, after = (*self.nodes[place : place + 3], None, None, None)[:3]
        if joint is None or not is_joint(joint) or is_mark(joint, COMMAS) or isinstance(after, Quantity):
            return []
        return [fate] if isinstance(fate, Token) and is_fate(fate) and not is_noun(fate) else []

    def noun_behind(self, place: int) -> bool:
        """Whether a name inside a phrase leads on to its noun ("four Israeli Air Force C-130 transport aircraft")."""
        if not self.words.head_last or self.words.characters:
            return False
        for node in self.nodes[place + 1 : place + 4]:
            if is_noun(node):
                return True
            if not isinstance(node, Token) or node.kind != "word" or node.senses or self.words.key(node):
                return False
        return False

    def noun_ahead(self, place: int) -> bool:
        """Whether a noun follows a fate at once, so that the fate describes it ("300 captured guns")."""
        # "five disabled North Korean tanks": names may stand before the noun where it closes the phrase.
        names = 2 if self.words.head_last and self.words.determiners else 0
        for at, node in enumerate(self.nodes[place + 1 : place + 3 + names]):
            if is_noun(node):
                return True
            if not isinstance(node, Token) or node.kind != "word" or is_fate(node) or is_joint(node):
                return False
            if at and not self.flat.text[node.start].isupper():
                return False
            if node.has("structure", "preposition") or self.words.key(node):
                return False
        return False

    def joins_noun(self, place: int, found: Counted) -> bool:
        """Whether a joint goes on with the same phrase: "tanks and vehicles", not "women and group of children"."""
        for unknown, node in enumerate(self.nodes[place + 1 : place + 4], 1):
            if not isinstance(node, Token):
                return False
            if is_noun(node):
                unit = node.has("nouns", Category.FORMATION) and found.noun is not None and bool(self.words.plurals)
                return not unit or self.words.is_plural(node)
            if node.kind != "word" or (node.senses and not node.has("structure", "arm")) or self.words.key(node):
                return False
            if found.noun is not None and not self._heads_units(place + unknown):
                return False
            if unknown > 2:
                return False
        return False

    def _heads_units(self, place: int) -> bool:
        """Whether a unit's noun follows a place at once, so that all before it describes units ("panzer and motorized divisions")."""
        node = self.token(place + 1)
        return self.words.head_last and node is not None and node.has("nouns", Category.FORMATION)

    def family(self, place: int, found: Counted) -> Category | None:
        """ "674 men, women and children": what people without a number are that go on with what a number counts."""
        first, joint, second = self.token(place + 1), self.node(place + 2), self.node(place + 3)
        if first is None or found.noun is None or found.category is not Category.PERSONNEL:
            return None
        if first.has("nouns", Category.CIVILIAN):
            return Category.CIVILIAN if (is_joint(joint) and is_noun(second)) or " " in first.norm else None
        soldiers = all(has(node, "nouns", "personnel") and not is_fate(node) for node in (first, second))
        return found.category if soldiers and is_joint(joint) and not is_mark(joint, COMMAS) else None

    def in_thousands(self, quantity: Quantity) -> bool:
        """Whether a number needs a tie to its noun ("39 millions d'Européens")."""
        return quantity.form == "vague" or (
            (quantity.min or 0) >= _THOUSAND and self.flat.text[quantity.core_end - 1].isalpha()
        )

    def is_suspended(self, dash: int) -> bool:
        """ "drei Infanterie- und Kavallerieregimenter": whether a dash stands for the end of a noun that the next word has."""
        return self.words.noun_capitals and is_mark(self.nodes[dash], DASHES) and bool(self.nodes[dash].glued)

    def is_unknown_noun(self, place: int) -> bool:
        """ "in sechs Kriegsmonaten versenkten Boote": where nouns have capitals, one that battlex does not know is counted."""
        noun, after = self.nodes[place], self.token(place + 1)
        if not isinstance(noun, Token) or noun.senses or not self.flat.text[noun.start].isupper():
            return False
        return (
            after is not None and after.kind == "word" and self.flat.text[after.start].islower() and not is_joint(after)
        )

    def follows_verb(self, place: int) -> bool:
        """ "вышло 1200 здоровых солдат": where years have words of their own, whether neither one nor a mark stands before."""
        before = self.token(place - 1)
        if before is None or before.kind != "word" or self.flat.text[before.start].isupper():
            return False
        return not (before.has("structure", "preposition") or "year" in before.senses or self.words.key(before) == "of")

    def is_people(self, place: int) -> bool:
        """Whether a word names a nation or people, as a noun with a capital letter."""
        token = self.nodes[place]
        after = self.node(place + 1)
        if not isinstance(token, Token) or token.kind != "word" or (isinstance(after, Quantity) and after.glued):
            return False
        senses = self.words.peoples.word(token.norm)
        if (senses is not None and "demonyms" in senses) or self.words.inhabits(token):
            return True
        beyond = self.node(place + 2)
        if isinstance(after, Token) and after.glued and isinstance(beyond, Quantity) and beyond.glued:
            # "28 SM.79": a type
            return False
        capital = self.flat.text[token.start].isupper() and not self.words.characters and not self.words.noun_capitals
        return capital and not token.senses and self._large(place) and not self.words.is_foreign(token)

    def _large(self, place: int) -> bool:
        """Whether the number directly before a word with a capital letter is one of people ("1,800 Thespians")."""
        before = self.node(place - 1)
        return isinstance(before, Quantity) and not before.bare and (before.min or before.max or 0) >= _MANY
