"""Which numbers in a row are days of a month, years, or parts of a date?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import Sense, fold
from battlex.markup import Flat
from battlex.pattern import pattern
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

_ROMAN = pattern(r"[ivx]{1,4}")

_NOTHING = Token("", 0, 0)

_ANY = {"labels": Sense("labels", "")}
_LONGEST_REMARK = 6
_THOUSAND, _ROUND = 1000, 50
_SILENT = frozenset({"structure", "year", "levels"})
_PLAIN = ("structure", "preposition", "plain")

_OPENERS = "(（[［"
_CLOSERS = ")）]］"


class Usage:
    """What a language's file says of the words and endings beside numbers that count nothing."""

    def __init__(self, language: Language) -> None:
        grammar = language.grammar
        self.year_endings = frozenset(language.words("structure", "year_after"))
        self.measure_endings = frozenset(language.words("structure", "measure"))
        self.suffixes = frozenset(grammar.get("suffixes", ()))
        self.head_first = grammar.get("head") == "first"
        self.head_last = grammar.get("head", "last") == "last"
        self.labels = language.lexicon("labels")
        self.durations = frozenset(map(fold, language.words("dates", "duration")))
        self.characters = grammar.get("segmentation") in ("characters", "prefixes")
        self.classified = bool(grammar.get("formation_needs_classifier"))


@lru_cache(maxsize=64)
def usage_of(language: Language) -> Usage:
    """What a language says so, worked out once."""
    return Usage(language)


class Days:
    """The row of a value's words and numbers, and what in it is a date."""

    def __init__(self, nodes: Sequence[Node], flat: Flat, language: Language) -> None:
        self.nodes = nodes
        self.flat = flat
        self.usage = usage_of(language)
        self.dated = any("dates" in node.senses for node in nodes)
        # Whether one of the numbers that were looked at is part of a date.
        self.dating = False

    def token(self, at: int) -> Token | None:
        """The word at a place, None for a number and outside the row."""
        node = self.nodes[at] if 0 <= at < len(self.nodes) else None
        return node if isinstance(node, Token) else None

    def word(self, at: int, section: str, *keys: str) -> bool:
        """Whether a word under one of these keys stands at a place."""
        token = self.token(at)
        return token is not None and token.has(section, *keys)

    def kind(self, at: int) -> str:
        """The kind of the token at a place, "" for a number."""
        token = self.token(at)
        return token.kind if token is not None else ""

    def is_date(self, at: int, quantity: Quantity) -> bool:
        """Whether a number is part of a date."""
        if quantity.form != "digits" or quantity.max is None or quantity.max > 2100:
            return False
        near = self.dated and self._month_near(at)
        if near and quantity.max <= 31:
            for step in (-1, -2, 1, 2, 3):
                if self.word(at + step, "dates", "months") and not (step < 0 and self._has_day(at + step - 1)):
                    between = self.nodes[at + 1 : at + step] if step > 0 else self.nodes[at + step + 1 : at]
                    if all(
                        isinstance(node, Token)
                        and (
                            node.kind in ".,'-–"
                            or node.has("structure", "preposition")
                            or node.has("ordinal", "ordinal_after")
                        )
                        for node in between
                    ):
                        return True
        if near and quantity.max <= 99 and self._month(at - 1) and self._dated(at - 2) and not self._counted_soon(at):
            return True
        if self.dating and quantity.max <= 31 and self._joins_date(at):
            return True
        roman = self.token(at + 1)
        if quantity.max <= 31 and roman is not None and _ROMAN.fullmatch(roman.norm):
            # "1 IX 1939"
            year = self.nodes[at + 2] if at + 2 < len(self.nodes) else None
            return isinstance(year, Quantity) and year.bare
        return quantity.bare and (
            self._month(at - 1)
            or (self.kind(at - 1) == "," and self._dated(at - 2))
            or (self.word(at - 1, "structure", "preposition") and self.word(at - 2, "dates", "months"))
        )

    def _month_near(self, at: int) -> bool:
        """Whether a word of dates stands two places before a number, three behind it, or between."""
        near = self.nodes[max(at - 2, 0) : at + 4]
        return bool([node for node in near if isinstance(node, Token) and "dates" in node.senses])

    def _month(self, at: int) -> bool:
        """Whether a month stands here that a year may follow: none with the ending of a case ("Mayıs'ta")."""
        return self.word(at, "dates", "months") and "'" not in (self.token(at) or _NOTHING).norm

    def _has_day(self, at: int) -> bool:
        """Whether a day stands here, before a month, or before a preposition of the month."""
        if self.word(at, "structure", "preposition") or (self.token(at) or _NOTHING).clitic:
            at -= 1
        if self.word(at, "ordinal", "ordinal_after"):
            # "am 1. September 29 Bomber", "le 1er septembre 29 chars"
            at -= 1
        node = self.nodes[at] if at >= 0 else None
        return isinstance(node, Quantity) and node.form == "digits" and (node.max or 32) <= 31

    def is_day(self, at: int) -> bool:
        """Whether a number that was found to be a day stands here."""
        node = self.nodes[at] if at < len(self.nodes) else None
        return isinstance(node, Quantity) and node.name == "date" and (node.max or 32) <= 31

    def is_told_day(self, at: int, quantity: Quantity) -> bool:
        """ "the next day 41 Saxons fell", but not "on day 41": whether what stands before a day tells which it is."""
        which, day, behind = self.token(at - 2), self.token(at - 1), self.token(at + 1)
        told = which is not None and which.kind == "word" and not which.has("structure", "preposition")
        apart = day is not None and day.norm in self.usage.durations and not day.glued
        return told and apart and behind is not None and behind.kind == "word" and not quantity.bare

    def begins(self, at: int) -> bool:
        """Whether a number stands at a place."""
        return at < len(self.nodes) and isinstance(self.nodes[at], Quantity)

    def _joins_date(self, at: int) -> bool:
        """Whether joining words lead from this number to one that is a day of a month."""
        place = at + 1
        joined = False
        while place < min(at + 4, len(self.nodes)):
            node = self.nodes[place]
            if isinstance(node, Quantity):
                # "w nocy z 16 na 17 lipca"
                joined = joined or (place == at + 2 and self.word(at - 1, "structure", "preposition"))
                return joined and node.name == "date" and (node.max or 32) <= 31
            joined = joined or node.has("quantifiers", "and", "or", "to") or node.kind in "-–—/&,"
            if not (joined or node.has("structure", "preposition") or not node.senses):
                return False
            place += 1
        return False

    def _dated(self, at: int) -> bool:
        node = self.nodes[at] if 0 <= at < len(self.nodes) else None
        if isinstance(node, Quantity):
            return node.name == "date" or (node.form == "digits" and (node.max or 32) <= 31)
        return self.word(at, "dates", "months")

    def is_year(self, at: int, quantity: Quantity) -> bool:
        """Whether four plain digits are a year."""
        if not quantity.bare:
            return False
        if self.word(at + 1, "year", "year_after") or quantity.ending in self.usage.year_endings:
            return True
        before, behind = self.kind(at - 1), self.kind(at + 1)
        if self._spans_years(at) or self._spans_years(at - 2):
            return True
        if self.word(at - 1, "year", "year_before") and not self._counted_behind(at):
            return True
        if behind != "" and behind in _CLOSERS + ",;،，" and self._remarked(at, quantity):
            return True
        alone = before != "" and before in _OPENERS and behind != "" and behind in _CLOSERS + ",;،，"
        return alone or behind == ":"

    def _remarked(self, at: int, quantity: Quantity) -> bool:
        """ "9,000 guns (built 1943)": whether digits end a remark in a bracket, which says nothing of what is counted.

        They may be a count where they are round, unless the one before the bracket parts its thousands.
        """
        place = at - 1
        while place >= 0 and at - place <= _LONGEST_REMARK and self._remarks(self.nodes[place]):
            place -= 1
        if self.kind(at - 1) != "word" or not self.kind(place) or self.kind(place) not in _OPENERS:
            return False
        before = self.nodes[max(place - _LONGEST_REMARK, 0) : place]
        counted = next((node for node in reversed(before) if isinstance(node, Quantity) and not node.name), None)
        if counted is None:
            return False
        marked = not self.flat.text[counted.core_start : counted.core_end].isdecimal()
        return (marked and (counted.max or 0) >= _THOUSAND) or (quantity.max or 0) % _ROUND > 0

    def _remarks(self, node: Node) -> bool:
        """Whether a word in small letters says nothing of figures; a comma and a further year part remarks."""
        if isinstance(node, Quantity):
            return node.bare
        silent = not node.senses.keys() - _SILENT and ("structure" not in node.senses or node.has(*_PLAIN))
        # "9,000 men (later 1200)"
        silent = silent and (self.usage.labels.word(node.norm) or _ANY)["labels"].key != "times"
        return node.kind == "," or (node.kind == "word" and silent and self.flat.text[node.start].islower())

    def _spans_years(self, at: int) -> bool:
        """ "С 1961 по 1975 погибло 300 солдат": whether a year and a later one stand at a place, tied by prepositions."""
        if not 0 < at < len(self.nodes) - 2:
            return False
        first, last = self.nodes[at], self.nodes[at + 2]
        if not isinstance(first, Quantity) or not isinstance(last, Quantity) or not first.bare:
            return False
        tied = self.word(at - 1, "structure", "preposition") and self.word(at + 1, "structure", "preposition", "rate")
        return tied and last.bare and (first.max or 0) < (last.max or 0) and not self._counted_behind(at + 2)

    def _counted_soon(self, at: int) -> bool:
        """ "15 августа 3 пехотные дивизии": whether a number counts a noun behind words that are not known."""
        behind = self.token(at + 1)
        while behind is not None and behind.kind == "word" and "nouns" not in behind.senses:
            if behind.senses and not behind.has("structure", "plain"):
                break
            at += 1
            behind = self.token(at + 1)
        return self._counted_behind(at)

    def _counted_behind(self, at: int) -> bool:
        behind = self.token(at + 1)
        if behind is None:
            return False
        if "fates" in behind.senses and at + 2 < len(self.nodes) and isinstance(self.nodes[at + 2], Quantity):
            # "ב-1948 נהרגו 300": the verb leads the number behind it.
            return False
        return bool({"nouns", "fates", "classifiers"} & set(behind.senses))
