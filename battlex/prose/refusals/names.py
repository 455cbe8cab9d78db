"""Which numbers are part of a name or tell when: of a unit, a title, a type, a ship that is rated by its guns; a year, an age?"""

from __future__ import annotations

from battlex.model import Category
from battlex.pattern import pattern
from battlex.prose.counted import Counted
from battlex.prose.refusals.numbered import MOST_UNITS, Numbered
from battlex.prose.sentence import NEAR, Question, room
from battlex.prose.words import COMMAS, OPENING, OPENS, QUOTES, counts, has, is_fate, is_joint, is_mark
from battlex.values.figures.quantity import MOST_GUNS, Quantity
from battlex.values.figures.token import Token

_FAR_ARMED = 12
_NEAR_VERB = 4
"""So many tokens before guns may the word stand that says that they are a ship's."""

_MOST_NAMED = 30
"""A number behind a unit's noun from this on counts its men."""

_SHORTEST, _MILLION = 3, 1_000_000
_FEW, _MANY = 20, 100
"""A smaller number behind a name may be the name's."""

_TIME = pattern(r"\d{1,2}[.:h]\d\d$|0\d{2,3}$")
_YEARS = pattern(r"1\d{3}\D{1,12}(?:1\d|20)\d\d$")
_EARLY = pattern(r"[1-9]\d\d$")
_DATED = (None, Category.FORMATION, Category.PERSONNEL)
_EARLY_YEARS = pattern(r"[1-9]\d\d\D{1,4}[1-9]\d\d$")
_FAR_FATE = 5
"""So many tokens behind what may be a year may a fate stand that is its own."""
_OLDEST, _DAYS = 100, 31


class Names(Question):
    """Tells the numbers that are part of a name or of a time from those that count."""

    numbered = room(Numbered)

    def is_name(self, item: Counted) -> bool:
        """Whether the number of a phrase is part of a name or of a time."""
        quantity, noun = item.quantity, item.noun
        plain = item.category is None and item.weak is None
        if quantity.form == "digits":
            if (self._is_said_small(item) or (noun is None and self.words.noun_capitals)) and self.named_before(item):
                # "Armata 3 română": the number is the unit's, the people's name an adjective; "U 47 versenkte drei Schiffe"
                return True
            if plain and (self._rates_one(item) or self.numbered.is_post(item)):
                return True
        elif self._opens_name(item) or self._is_abbreviation(item):
            return True
        if self.words.characters and self._in_chain(item):
            return True
        start = quantity.start
        if quantity.core_start == start + 1 and self.flat.text[start].isupper():
            # "the C4 redoubts": a letter that would be a word of its own
            return True
        if plain and (self.numbered.inhabits(item) or self.numbered.is_money(item) or self.numbered.is_place(item)):
            return True
        if self._in_name(item) or self._is_unit_number(item) or (item.people and self._is_quoted(item)):
            return True
        if item.category is Category.GUN and self._rates_a_ship(item):
            return True
        if noun is None and item.elliptic and self._is_flown(item):
            return True
        return self._in_title(item) or self._is_time(item)

    def _is_said_small(self, item: Counted) -> bool:
        """Whether a small number is followed by a people, a type or a word for of, with which a name's number may stand."""
        typed = item.weak is Category.AIRCRAFT and item.noun is None
        if not (item.people or typed or self.key_at(item.at + 1) == "of"):
            return False
        return item.size < (_MANY if self.words.head_last and item.first > 1 else _FEW)

    def _is_quoted(self, item: Counted) -> bool:
        """ "четыре британских «Ягуара»": a name in quotes behind a nation's is a thing's of unknown kind."""
        if item.size >= _FEW:
            return False
        quote, noun = self.token(item.last), self.token(item.last - 1)
        opens = quote is not None and not quote.glued and is_mark(quote, QUOTES)
        return opens and noun is not None and self.words.names_people(noun)

    def _is_flown(self, item: Counted) -> bool:
        """ "400 B-52 bombing sorties": whether what is counted is done by things of the type that is named."""
        if item.weak is None or not self.words.head_last:
            return False
        for at in range(item.last, item.last + NEAR):
            node = self.token(at)
            if node is None or not (node.kind == "word" or is_mark(node, "-‐‑")):
                return False
            if node.has("structure", "measure") or self.words.key(node) == "event":
                return True
            if node.senses or self.words.key(node):
                return False
        return False

    def _in_title(self, item: Counted) -> bool:
        """Whether the number stands in a link that says more than the counted phrase: it is part of a name."""
        start, end = item.quantity.core_start, self.nodes[item.last - 1].end
        for mark in self.flat.marks:
            if mark.start > start:
                return False
            if mark.kind == "link" and mark.start <= start < mark.end and (mark.start < start or mark.end > end):
                if self.written(item) not in mark.value and mark.end <= end:
                    # A link to something else under words of the sentence: "[[Dunkirk evacuation|save 300,000 men]]".
                    return False
                return not (mark.start == start and mark.end <= self._phrase_end(item))
        return False

    def _phrase_end(self, item: Counted) -> int:
        return max(self.nodes[item.last - 1].end, self.nodes[item.tail_end - 1].end if item.tail_end else 0)

    def _is_unit_number(self, item: Counted) -> bool:
        """ "1 RAR Operations Officer": the figure 1 before a name is the name's; so is the number of "72 pułku"."""
        if item.noun is not None and self.numbered.is_unit(item, item.noun):
            return True
        if item.kind is Category.PERSONNEL and self.key_at(item.first - 1) == "singular":
            # "pułk 7 ułanów", but not "a perdu 7 soldats"
            small = item.quantity.form == "digits" and (item.quantity.max or _MOST_NAMED) < _MOST_NAMED
            return small and not is_fate(self.nodes[item.first - 1])
        if self.written(item) != "1":
            return False
        after = self.token(item.at + 1)
        return after is not None and after.kind == "word" and not after.senses and self.flat.text[after.start].isupper()

    def _rates_a_ship(self, item: Counted) -> bool:
        """ "el navío San Felipe, de 40 cañones", "el San Felipe de 40 cañones", "of 64 guns" behind a name in italics."""
        if (item.quantity.max or 0) > MOST_GUNS or item.fates:
            return False
        if item.quantity.max != item.quantity.min is not None and item.quantity.max is not None:
            # "шебек, имевших от 12 до 20 пушек"
            near = self.nodes[max(0, item.first - NEAR) : item.first]
            if any(has(node, "nouns", "ship") for node in near):
                return True
        if self._arms_a_ship(item):
            return True
        before = self.token(item.first - 1)
        if before is None:
            return False
        earlier = self.nodes[self.numbered.before_bracket(item.first - 2)] if item.first > 1 else None
        tied = self.words.key(before) == "of" or before.has("structure", "preposition") or before.kind in OPENS + ",—–"
        if not tied or not isinstance(earlier, Token) or self.flat.text[before.start].isupper():
            # A preposition that opens the first sentence ties nothing to the infobox before it.
            return False
        if earlier.has("nouns", "ship"):
            # "nueve navíos, 59 cañones y 2287 hombres"
            return not (before.kind == "," and item.first > 2 and counts(self.nodes[item.first - 3]))
        if self.words.active and self.words.key(before) == "of":
            at = last = item.first - 2 - (earlier.kind == ",")
            while at > 0 and isinstance(self.nodes[at], Token) and self.flat.text[self.nodes[at].start].isupper():
                at -= 1
            bare = at < last == item.first - 2 and self.key_at(at) == "determiner"
            if bare or has(self.nodes[at], "nouns", "ship"):
                return True
        return self._in_italics(earlier) or earlier.kind == "icon" or is_mark(earlier, "\"'”»’“")

    def _in_italics(self, token: Token | None) -> bool:
        marks = self.flat.marks if token is not None else ()
        return any(m.kind in ("italic", "unknown") and token and m.start < token.end <= m.end + 1 for m in marks)

    def _arms_a_ship(self, item: Counted) -> bool:
        """ "броненосец, вооружённый двумя гаубицами": behind a word for arms, in a sentence of ships before it."""
        if self.words.verb_last:
            # "本艦は12.7センチ砲6門を備え"
            verbs = [node for node in self.nodes[item.last : item.last + _NEAR_VERB] if isinstance(node, Token)]
            ship = any(has(node, "nouns", "ship") for node in self.nodes[: item.first])
            return ship and item.kind is Category.GUN and any(self.words.key(node) == "armed" for node in verbs)
        for at in range(item.first - 1, max(-1, item.first - _FAR_ARMED), -1):
            node = self.token(at)
            if node is not None and self.words.key(node) == "armed":
                named = any(has(n, "nouns", "ship") for n in self.nodes[:at])
                return named or self.thread.thing is Category.SHIP or self._in_italics(self.token(at - 1))
            if node is not None and node.kind in ".;":
                return False
        return False

    def _in_chain(self, item: Counted) -> bool:
        """ "三营八连": units without a counting word right behind each other are called by their numbers."""
        if self.words.verb_last or item.noun is None or item.last != item.at + 2:
            return False
        before, behind, unit = self.node(item.at - 1), self.node(item.last), self.token(item.last + 1)
        inside = behind is not None and counts(behind) and unit is not None and unit.has("nouns", Category.FORMATION)
        chained = (
            isinstance(before, Token) and before.has("nouns", Category.FORMATION) and before.end == item.quantity.start
        )
        return item.category is Category.FORMATION and (inside or chained)

    def _opens_name(self, item: Counted) -> bool:
        """ "l'expédition des Mille": a number in words with a capital inside a sentence is a name."""
        before = self.token(item.first - 1)
        if item.counts_something and not (
            item.noun_at_once and item.noun and self.flat.text[item.noun.start].isupper()
        ):
            return False
        return (
            before is not None
            and before.kind == "word"
            and not self.words.noun_capitals
            and self.flat.text[item.quantity.core_start].isupper()
        )

    def _rates_one(self, item: Counted) -> bool:
        """ "the capture of a British 74": digits behind an article that counts one name a thing by its rate."""
        if not self.words.determiners or item.size >= MOST_UNITS:
            return False
        article, people = self.token(item.first - 2), self.token(item.first - 1)
        if article is None or people is None or not article.has("numbers", "articles"):
            return False
        return item.quantity.start == item.quantity.core_start and self.words.names_people(people)

    def _in_name(self, item: Counted) -> bool:
        """Whether the number opens a name in quotation marks, or goes on with a list of numbers of posts, forts, ships."""
        before, earlier = self.token(item.first - 1), self.nodes[item.first - 2 : item.first - 1]
        if before is None or self.words.characters or (before.kind == "word" and not is_joint(before)):
            return False
        closing = self.token(item.at + 1)
        if is_mark(before, QUOTES) and closing is not None and closing.kind == before.kind and item.last > item.at + 2:
            # 'an "eight" war galley', but not 'killed "over 300" rebels'
            return item.size < _MANY or item.noun is None
        if is_mark(before, OPENING):
            return any(map(self.numbered.closes, range(item.first, item.last + self.numbered.may_be_title(item))))
        number = earlier[0] if earlier and is_joint(before) else None
        if not isinstance(number, Quantity):
            return False
        if number.name == "date":  # "On 2 and 3 September the four battalions", but not "In 1943, 30 Allied planes"
            year = (number.max or 0) > _DAYS and is_mark(before, COMMAS) and item.counts_something
            return item.quantity.form == "digits" and item.size <= _DAYS and not (item.noun_at_once or year)
        few = (item.quantity.max or 0) < _FEW and not item.noun_at_once and item.weak is None
        # "Hills 260 and 309"
        return number.name == "name" and item.quantity.form == "digits" and (few or not item.counts_something)

    def _is_abbreviation(self, item: Counted) -> bool:
        """Whether letters that stand for a scale are no number of their own ("CR.42")."""
        quantity = item.quantity
        large = (quantity.max or 0) >= _MILLION and quantity.form == "words"
        return large and not self.words.characters and len(self.written(item)) <= _SHORTEST

    def _is_time(self, item: Counted) -> bool:
        """Whether the number of a phrase tells when."""
        quantity, written = item.quantity, self.written(item)
        if written.isdecimal():
            # "at 0830"
            if written[0] == "0" and _TIME.match(written):
                return True
        elif _TIME.match(written) or self._is_span_of_years(item, written):
            return True
        if item.category is None and item.weak is None and self._is_plain_time(item):
            return True
        if "year" in self.sentence.sections and quantity.form == "digits":
            after = self.token(item.at + 1)
            if after is not None and after.has("year", "year_after"):
                return True
        if item.people and quantity.bare and has(self.node(item.first - 1), "structure", "preposition"):
            # "в 1943 советскому командованию", but "отряд из 1000 шведов"
            return not (self.words.genitive and self.key_at(item.first - 1) in ("of", "versus"))
        return item.noun is None and item.weak is None and self._is_early_year(item, written)

    def _is_span_of_years(self, item: Counted, written: str) -> bool:
        """ "1914–18", "in 672–673 Arab fleets put to sea"."""
        # "entre 1000 y 1500 bajas"
        lost = item.fated and item.tail_end == item.last + 1 and not self.words.head_last
        if item.kind in (None, Category.FORMATION) and _YEARS.match(written) and not lost:
            return True
        return item.kind in _DATED and bool(_EARLY_YEARS.match(written)) and self._follows_year_word(item)

    def _is_plain_time(self, item: Counted) -> bool:
        """Whether a number without a noun is a year, a day or an age."""
        if item.quantity.bare and (item.tail_end > item.last + _FAR_FATE or self._dates_a_fate(item)):
            # "2010 was the worst year for casualties"
            return True
        return self._is_day(item) or self._is_age(item)

    def _is_early_year(self, item: Counted, written: str) -> bool:
        """ "In 505 Anastasius ordered", "in 917 the army": three digits behind a word for a time, no noun behind them."""
        if self.words.characters or not _EARLY.match(written) or item.quantity.start != item.quantity.core_start:
            return False
        # "resulted in 240 Danes killed", "resulted in 240 killed and 60 wounded"
        further = item.people or isinstance(self.node(item.tail_end + 1), Quantity)
        told = (item.labelled or (item.first > 1 and further)) and item.tail_end == item.last + 1
        return self._follows_year_word(item) and not told

    def _follows_year_word(self, item: Counted) -> bool:
        before = self.token(item.at - 1)
        if before is None or not before.senses:
            return False
        # "on 19 January 649"
        month = before.has("dates", "months")
        return month or (before.has("year", "year_before") and self.words.key(before) != "of")

    def _is_age(self, item: Counted) -> bool:
        """ "James Jordan, 38, killed him": digits between two commas behind a name."""
        if self.words.characters or item.quantity.form != "digits":
            return False
        comma, name, behind = self.token(item.first - 1), self.token(item.first - 2), self.token(item.last)
        apart = comma is not None and behind is not None and is_mark(comma, COMMAS) and is_mark(behind, COMMAS)
        named = name is not None and name.kind == "word" and not name.senses and self.flat.text[name.start].isupper()
        return apart and named and (item.quantity.max or 0) < _OLDEST and not item.quantity.approx

    def _dates_a_fate(self, item: Counted) -> bool:
        """ "(demolished 1836)": what may be a year, right behind a verb and before the end of a clause, is one."""
        after = self.token(item.last)
        lead = item.lead
        return (
            lead is not None
            and not lead.has("fates", "casualties")
            and self.words.key(lead) not in ("label", "inflict", "suffer")
            and (after is None or after.kind in ").,;")
        )

    def _is_day(self, item: Counted) -> bool:
        """ "Niš est prise le 15.": a small number between an article and the end of a clause is a day."""
        before, after = self.token(item.first - 1), self.token(item.last)
        return (
            item.quantity.form == "digits"
            and (item.quantity.max or 0) <= _DAYS
            and not self.words.characters
            and before is not None
            and self.words.key(before) == "determiner"
            and (after is None or after.kind in ".,;:)" or (self.words.active and is_joint(after)))
        )
