"""Which numbers are part of the name of a model, or tell how many guns a ship has?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category
from battlex.values.figures.days import Days
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

_MACHINES = (str(Category.AIRCRAFT), str(Category.TANK), str(Category.VEHICLE), str(Category.GUN))
_ARM_WORDS = 2


class Models(Days):
    """The row of a value's words and numbers, and what in it names a model or a rating."""

    def __init__(self, nodes: Sequence[Node], flat: Flat, language: Language) -> None:
        super().__init__(nodes, flat, language)
        self.head_first, self.characters = self.usage.head_first, self.usage.characters

    def is_model_letter(self, at: int) -> bool:
        """Whether a unit's letter begins a model's name instead ("185 M4 Sherman tanks")."""
        if self.kind(at + 1) in ("-", "‐", "‑"):
            at += 1
        letter = self.token(at)
        after = self.nodes[at + 1] if at + 1 < len(self.nodes) else None
        if letter is None or not letter.norm.isascii():
            return False
        return isinstance(after, Quantity) and after.core_start == letter.end

    def rates(self, at: int) -> bool:
        """Whether a number tells how many guns a ship has ("74-gun", "74-пушечный")."""
        place = at + 2 if self.kind(at + 1) in ("-", "‐", "‑") else at + 1
        return self.word(place, "structure", "rating")

    def model(self, at: int, quantity: Quantity) -> str:
        """The category of the model that a number names ("Ju 52", "T-34"), or ""."""
        place = at - 2 if self.kind(at - 1) in ("-", "‐", "‑") else at - 1
        word = self.token(place)
        if word is not None and word.kind == "." and word.glued and quantity.glued and self.is_initial(at - 2):
            return str(Category.AIRCRAFT)
        if word is None or "models" not in word.senses or not self.is_model(word, quantity):
            return ""
        return str(word.senses["models"].key)

    def chosen(self, at: int, either: str) -> str:
        """Which of two things a model is: letters that are all capitals name the first ("СУ-100"), else the second ("Су-25")."""
        first, _, second = either.partition(" or ")
        word = self.token(at - 2 if self.kind(at - 1) in ("-", "‐", "‑") else at - 1)
        return first if word is not None and self.flat.text[word.start : word.end].isupper() else second

    def is_model(self, word: Token, quantity: Quantity) -> bool:
        """ "Bf 110": a listed name with a capital letter, then a small bare number."""
        return (
            quantity.form == "digits"
            and self.flat.text[word.start].isupper()
            and not word.has("quantifiers", "approx")
            and (quantity.max or 0) < 1000
        )

    def ends_name(self, at: int, word: Token, quantity: Quantity) -> bool:
        """Whether a small number ends a name: of a machine, or of a unit that is named before its arm ("גדוד צנחנים 66")."""
        if word.kind != "word" or quantity.form != "digits" or (quantity.max or 1000) >= 1000 or quantity.approx:
            return False
        if "structure" not in word.senses and self._names_model(at, word):
            return True
        return self.head_first and self._ends(at) and self._names_unit(at - 1)

    def _ends(self, at: int) -> bool:
        """Whether nothing stands behind a number that it could count."""
        behind = self.token(at + 1)
        ends = behind is not None and (behind.kind != "word" or behind.has("quantifiers", "and"))
        return ends or at + 1 == len(self.nodes)

    def _names_unit(self, at: int) -> bool:
        """Whether the words up to here, an arm or an adjective, stand behind a unit that is numbered, not counted."""
        for place in range(at, max(at - _ARM_WORDS, 0), -1):
            arm, unit = self.token(place), self.token(place - 1)
            if arm is None or unit is None or not (arm.has("nouns", "personnel") or arm.has("structure", "plain")):
                return False
            if unit.has("ordinal", "ordinal_before"):
                return place < 2 or not isinstance(self.nodes[place - 2], Quantity)
        return False

    def _names_model(self, at: int, word: Token) -> bool:
        """Whether a word is the name of a machine before its number: in capitals, or behind a counted machine.

        "2 IAR 80 fighters", "12 avions Bréguet 19", "4 Potez 25".
        """
        said, first = self.flat.text[word.start : word.end], at - 2
        if not said[0].isupper() or first < 0 or self.characters:
            return False
        ends = self._ends(at)
        if isinstance(self.nodes[first], Quantity):
            listed = ends and word.has("nouns", *_MACHINES)
            return listed or (not word.senses and said.isupper() and 1 < len(said) < 6)
        machine = self.token(first)
        counted = first > 0 and isinstance(self.nodes[first - 1], Quantity)
        return counted and ends and machine is not None and machine.has("nouns", *_MACHINES)

    def is_initial(self, at: int, mark: str = ".") -> bool:
        """Whether no more than three capital letters stand at a place ("SM.79"), before a stroke a single letter ("m/96")."""
        token = self.token(at)
        if token is None or token.kind != "word" or token.end - token.start > 3 or self.characters:
            return False
        said = self.flat.text[token.start : token.end]
        if mark == "/":
            return len(said) == 1
        return said[0].isupper() and (len(said) < 2 or said.isupper() or said[1:].islower())

    def is_some_of(self, at: int) -> bool:
        """ "during this operation five of the 251 aircraft": whether a number is part of another behind it."""
        tied = self.word(at + 1, "whole", "whole")
        return tied and any(isinstance(node, Quantity) for node in self.nodes[at + 2 : at + 4])

    def is_capital(self, quantity: Quantity) -> bool:
        """Whether a number in one capitalised word may be part of a name ("A6M Zero")."""
        start, end = quantity.core_start, quantity.core_end
        return quantity.form == "words" and self.flat.text[start].isupper() and self.flat.text[start:end].isalpha()
