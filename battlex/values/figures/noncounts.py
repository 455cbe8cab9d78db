"""Numbers that count nothing: ordinals and unit names, dates and years, times, measures, shares and rates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat, Mark
from battlex.model import Category
from battlex.values.figures.models import Models
from battlex.values.figures.quantity import TIMES, Node, Quantity
from battlex.values.figures.token import Token

_MOST_TITLES = 12
"""So many links and italics may begin before a number and still enclose it."""

_NEAR = 3
"""Behind a calibre, what it is the calibre of stands within so many words."""

_LONGEST_TITLE = 60
"""More characters in italics are what somebody says."""

_UNTOLD = frozenset({"nouns", "structure"})
"""A word listed elsewhere too is more than part of a name."""

_TOLD_BEFORE = frozenset({"ordinal", "quantifiers"})
_TOLD_BEHIND = frozenset({"ordinal", "quantifiers", "structure"})
"""Words of other sections before and behind a number make nothing of it, if a blank stands between."""

_RAISED = ("º", "°", "ª")

_LEAD = 12
"""A title's first letter stands within so many characters."""


def name_noncounts(nodes: Sequence[Node], flat: Flat, language: Language) -> list[tuple[int, Quantity]]:
    """Set ``name`` on every quantity that names, dates or measures something, so that nobody counts with it.

    All quantities are given back, each with its place.
    """
    numbers = [(at, node) for at, node in enumerate(nodes) if isinstance(node, Quantity)]
    if not numbers:
        return numbers
    judge = _Judge(nodes, flat, language)
    # From the end, so that a number is judged by the verdict on the one it is joined with ("entre el 5 y el 8 de mayo").
    for at, number in reversed(numbers):
        if not number.name:
            number.name = judge.verdict(at, number)
        if number.name in ("name", "ordinal", "measure") and not number.model:
            number.model = str(Category.SHIP) if judge.rates(at) else judge.model(at, number)
        if " or " in number.model:
            number.model = judge.chosen(at, number.model)
        judge.dating = judge.dating or number.name == "date"
    for at, number in numbers:
        if number.name == "spelled":
            number.name = "" if judge.counted(at) else "name"
    return numbers


def _numbered(title: str, number: str) -> bool:
    """Whether a link's title begins with the same number as an ordinal or bare: its text names a unit."""
    rest = title.removeprefix(number)
    return rest != title and not rest[:1].isdecimal()


class _Judge(Models):
    def __init__(self, nodes: Sequence[Node], flat: Flat, language: Language) -> None:
        super().__init__(nodes, flat, language)
        self.titles = [m for m in flat.marks if m.kind in ("link", "italic")]
        self.title_starts = [m.start for m in self.titles]

    def verdict(self, at: int, quantity: Quantity) -> str:
        """Why the quantity counts nothing, or ""."""
        before, behind = self.token(at - 1), self.token(at + 1)
        if self.is_date(at, quantity):
            return "date"
        if quantity.ending in self.usage.measure_endings:
            return "measure"
        if quantity.form == "one" and (
            (before is not None and before.has("structure", "preposition"))
            or (behind is not None and "levels" in behind.senses)
        ):
            return "article"
        if self.titles and (quantity.form == "digits" or self.is_capital(quantity)) and self._in_title(quantity):
            return "name"
        if before is not None and "models" in before.senses and self.is_model(before, quantity):
            return "name"
        if before is not None and not before.senses.keys() - _UNTOLD and self.ends_name(at, before, quantity):
            return "name"
        if behind is not None and behind.has("structure", "rating") and (quantity.max or 0) > 1:
            return "measure"
        if before is not None and (why := self._told_before(at, quantity, before, behind)) is not None:
            return why
        if behind is not None and (behind.kind != "word" or behind.glued or not _TOLD_BEHIND.isdisjoint(behind.senses)):
            if (why := self._told_behind(at, quantity, behind)) is not None:
                return why
            if behind.kind in ":：" and self._enumerates(before, quantity):
                return "name"
        if quantity.bare and self.is_year(at, quantity):
            return "date"
        if behind is not None and ("structure" in behind.senses or self.usage.classified):
            return "name" if self._is_unit_name(at, quantity) else ""
        return ""

    def _told_before(self, at: int, quantity: Quantity, before: Token, behind: Token | None) -> str | None:
        """What the word or sign before a number makes of it; None where it decides nothing."""
        plain = before.kind == "word" and not before.glued and _TOLD_BEFORE.isdisjoint(before.senses)
        if plain and before.norm not in _RAISED:
            return None
        if before.has("ordinal", "ordinal_before") and not (behind and behind.has("structure", "measure")):
            if quantity.form == "words" and self.is_some_of(at):
                return ""
            # "on the same day 4,000 soldiers landed"
            grouped = "," in self.flat.text[quantity.core_start : quantity.core_end]
            if quantity.approx and quantity.start < quantity.core_start and grouped:
                # "at this point nearly 110,000 strong"
                return ""
            told = grouped and behind is not None and "nouns" in behind.senses
            return "" if told or self.is_told_day(at, quantity) else "ordinal"
        if before.glued and before.end == quantity.core_start and before.kind == "word" and before.norm.isascii():
            named = self.nodes[at - 2] if at > 1 else None
            if isinstance(named, Quantity) and named.end == before.start:
                # "M1A1"
                return "name"
        if before.norm in _RAISED and self.kind(at - 2) == ".":
            return "ordinal"
        if before.has("quantifiers", "and") and self._goes_on_naming(at, behind):
            return "ordinal"
        if before.kind in ("%", "％", "⁄") and before.end == quantity.core_start:
            return "measure"
        if before.kind in "./" and before.glued and quantity.glued and self.is_initial(at - 2, before.kind):
            # "eleven S.79 bombers"
            return "name"
        if before.kind in ("№", "#", "$", "£", "€", "¥"):
            return "ordinal" if before.kind in "№#" else "measure"
        return None

    def _told_behind(self, at: int, quantity: Quantity, behind: Token) -> str | None:
        """What the word or sign behind a number makes of it; None where it decides nothing."""
        if behind.kind in ("%", "％", "‰", "°", "º"):
            return "measure"
        if behind.has("structure", "measure") and not self.is_model_letter(at + 1) and not self.is_day(at + 2):
            return "measure"
        if behind.has("structure", "rate") and (quantity.max or 100) < 100 and self.begins(at + 2):
            # "3 günde 1.200 ölü": in three days.
            return "measure"
        if behind.kind == "⁄" and behind.glued:
            return "measure"
        if quantity.form == "digits" and self._lists_calibres(at, behind):
            return "measure"
        if behind.kind in TIMES or (behind.norm == "x" and behind.glued):
            return "" if self._times(at + 2) else "measure"
        if behind.has("structure", "preposition") and quantity.form != "one":
            day = quantity.form == "digits" and (quantity.max or 32) <= 31
            same = day and self.head_first and "whole" in behind.senses and self.kind(at + 2) == "word"
            if self.word(at + 2 + same, "structure", "measure") or self.word(at + 2, "structure", "measure"):
                return "measure"  # "el 12 del mismo mes"
        closes = behind.kind == "." and at + 2 == len(self.nodes)
        if (
            behind.has("ordinal", "ordinal_after")
            and not closes
            and (behind.glued or not behind.norm.isalpha() or self.characters)
        ):
            return "ordinal"
        if behind.kind in ".:" and behind.glued and self._ordinal_sign(at + 2):
            return "ordinal"
        if behind.kind in "-‐‑" and behind.glued and (verdict := self._hyphenated(at)) is not None:
            return verdict
        if behind.kind == "." and quantity.form == "digits" and self._is_ordinal_dot(at, quantity):
            return "ordinal"
        if behind.kind in "'’ʼ" and behind.glued:
            return "measure" if self.word(at + 2, "structure", "measure") else ""
        if (
            behind.kind == "word"
            and behind.glued
            and not self.characters
            and quantity.form == "digits"
            and not behind.senses
            and behind.norm.isalpha()
            and behind.norm not in self.usage.suffixes
        ):
            return "name"
        return None

    def _times(self, at: int) -> bool:
        """Whether the sign of multiplication stands between a number and what it counts ("3 × 105 mm guns", "2x frigates")."""
        following = self.nodes[at] if at < len(self.nodes) else None
        if not isinstance(following, Quantity):
            named = following is not None and following.kind == "word"
            return named and (not self.word(at, "structure", "measure") or self.is_model_letter(at))
        hyphen = self.kind(at + 1) in ("-", "‐", "‑")
        measured = self.word(at + 1 + hyphen, "structure", "measure")
        return self.rates(at) or following.form == "words" or (measured and self.begins_noun(at + 2 + hyphen))

    def begins_noun(self, at: int) -> bool:
        """Whether one of the next words is a noun, and nothing but words stands before it."""
        for token in map(self.token, range(at, at + _NEAR)):
            if token is None or token.kind != "word" or "nouns" in token.senses:
                return token is not None and "nouns" in token.senses
        return False

    def _lists_calibres(self, at: int, behind: Token) -> bool:
        """ "32, 24 and 18-pounder guns": a number joined to one that a hyphen ties to what it measures."""
        following = self.nodes[at + 2] if at + 2 < len(self.nodes) else None
        if not self._joins(behind) or not isinstance(following, Quantity) or following.name != "measure":
            return False
        after = self.token(at + 3)
        return after is not None and (after.kind in ("-", "‐", "‑") or self._joins(after))

    @staticmethod
    def _joins(token: Token) -> bool:
        return token.kind in (",", "/", "&") or token.has("quantifiers", "and", "or")

    def _goes_on_naming(self, at: int, behind: Token | None) -> bool:
        """ "Battalions 7 and 8": a number that counts nothing, joined to one behind a word that is followed by a name."""
        first = self.nodes[at - 2] if at > 2 else None
        bare = behind is None or behind.kind in ",،、;；؛.)" or behind.kind == "break"
        return bare and isinstance(first, Quantity) and self.word(at - 3, "ordinal", "ordinal_before")

    def _in_title(self, quantity: Quantity) -> bool:
        """Whether digits stand inside a link or a ship's name, behind its first word ("PLM 27", "6th Division")."""
        number = self.flat.text[quantity.core_start : quantity.core_end]
        if "," in number:
            return False
        titles = self._titles_at(quantity.start)
        if any(m.kind == "link" and m.start == quantity.start and _numbered(m.value, number) for m in titles):
            return True
        return any(
            m.start < quantity.start
            and quantity.end <= m.end
            and not (m.kind == "italic" and m.end - m.start > _LONGEST_TITLE)
            and self.flat.text[m.start : min(m.start + _LEAD, quantity.start)].lstrip(" \"'«„“(")[:1].isalpha()
            for m in titles
        )

    def _titles_at(self, place: int) -> list[Mark]:
        """The last titles that begin at or before a place, the nearest first; no more enclose it."""
        behind = bisect_right(self.title_starts, place)
        return self.titles[max(behind - _MOST_TITLES, 0) : behind][::-1]

    def _enumerates(self, before: Token | None, quantity: Quantity) -> bool:
        """ "Source 2:": a small number between a capitalised word that says nothing of figures and a colon."""
        return (
            before is not None
            and before.kind == "word"
            and quantity.form == "digits"
            and (quantity.max or 100) < 10
            and not (set(before.senses) & {"fates", "nouns", "quantifiers", "numbers"})
            and self.flat.text[before.start].isupper()
        )

    def _hyphenated(self, at: int) -> str | None:
        """What a word hyphened to a number makes of it: "37-mm" a measure, "74-gun" and "3rd-class" a name."""
        word = self.token(at + 2)
        if word is None or word.kind != "word" or not word.glued:
            return None
        if word.norm in self.usage.suffixes or word.has("numbers", "scales"):
            return ""
        if word.has("structure", "measure"):
            return "measure"
        if word.has("ordinal", "ordinal_after"):
            return "ordinal"
        return "name"

    def _ordinal_sign(self, at: int) -> bool:
        token = self.token(at)
        return token is not None and token.glued and token.has("ordinal", "ordinal_after")

    def _is_ordinal_dot(self, at: int, quantity: Quantity) -> bool:
        """ " "14. Armee": a dot makes digits an ordinal where the language lists the dot so, and a word follows at once."""
        word = self.token(at + 2)
        return (
            self.word(at + 1, "ordinal", "ordinal_after")
            and word is not None
            and word.kind == "word"
            and (quantity.max or 0) < 1000
        )

    def counted(self, at: int) -> bool:
        """Whether a numeral spelled digit by digit is followed by what it counts."""
        return self.word(at + 1, "classifiers") or (at == 0 and len(self.nodes) == 1)

    def _is_named(self, at: int) -> bool:
        """Whether a unit and the word behind it have capitals ("1 Pułk Ułanów"), where the unit comes first."""
        unit, behind = self.token(at), self.token(at + 1)
        if unit is None or behind is None or not self.head_first or self._counts_units(at - 2):
            return False
        return self.flat.text[unit.start].isupper() and self.flat.text[behind.start].isupper()

    def _counts_units(self, at: int) -> bool:
        """Whether the number before is one of units in the plural ("4 Μεραρχίες Πεζικού, 1 Ταξιαρχία Ιππικού")."""
        for place in range(at, max(at - _NEAR * 2, -1), -1):
            node = self.nodes[place]
            if isinstance(node, Quantity):
                return self.word(place + 1, "nouns", "formation") and not self.word(place + 1, "structure", "unit_name")
        return False

    def _is_unit_name(self, at: int, quantity: Quantity) -> bool:
        """115师: digits directly before a unit, where the language counts units with a classifier between."""
        if (
            self.word(at + 1, "structure", "unit_name")
            and quantity.form == "digits"
            and quantity.min == quantity.max
            and (quantity.max != 1 or self._is_named(at + 1))
        ):
            if quantity.approx or quantity.max is None or quantity.max >= 1000:
                return False
            # "23 fleet submarines": in small letters before a noun it tells which of them.
            unit, noun = self.token(at + 1), self.token(at + 2)
            tells = unit is not None and noun is not None and "nouns" in noun.senses and self.usage.head_last
            return not (tells and unit is not None and self.flat.text[unit.start].islower())
        if not self.usage.classified or not self.word(at + 1, "nouns", "formation"):
            return False
        if at and self.word(at - 1, "structure", "total"):
            return False  # "共十二營"
        if quantity.form == "digits":
            return quantity.min == quantity.max and quantity.min is not None and quantity.min < 1000
        return quantity.min == quantity.max and 10 < (quantity.max or 0) < 1000
