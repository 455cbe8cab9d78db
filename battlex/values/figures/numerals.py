"""One number: digits, or number words composed, with their scale words."""

from __future__ import annotations

from battlex.values.figures.composed import compose, parse_vague, scale_of
from battlex.values.figures.glued import Glued
from battlex.values.figures.quantity import LARGEST, Quantity
from battlex.values.figures.token import Token

Found = tuple[Quantity, int]
"""A quantity and the place of the token behind it."""


_LARGEST_DENOMINATOR = 16
"""Of fractions that are written behind a whole number; with a larger one it is something else."""


_PLAIN = frozenset({"word", "break", ",", ".", ";", "(", ")"})
"""The kinds of tokens that go on with no digits before them, unless they are words for numbers."""


_GOING_ON = frozenset({"numbers", "quantifiers", "after", "classifiers"})
"""A number may go on with words of these sections, or they bound it."""

_ENDING = frozenset({"break", ",", ".", ";", ")"})
"""The kinds of signs that end a number where the language lists no meaning of theirs."""


class Numerals(Glued):
    """The numbers that begin at given places of a row of tokens."""

    def alone(self, at: int) -> Quantity | None:
        """The number that a single token is, where it is plain that neither words nor signs belong to it; else None."""
        tokens = self.tokens
        token = tokens[at]
        if at + 1 < len(tokens):
            behind = tokens[at + 1]
            senses = behind.senses
            if behind.kind == "word":
                if not _GOING_ON.isdisjoint(senses):
                    return None
                if "nouns" in senses and at + 2 < len(tokens) and "quantifiers" in tokens[at + 2].senses:
                    return None
            elif senses or behind.kind not in _ENDING:
                return None
        if token.marks or self.myriad:
            return None
        form, bare = "digits", False
        value: float | None
        if token.kind == "digits":
            value = token.value
            if not value or token.senses:
                return None
            bare = 1000 <= value <= 2100 and _is_bare(token)
        else:
            sense = token.senses.get("numbers")
            if len(token.senses) > 1 or token.kind != "word" or sense is None:
                return None
            if sense.key == "words":
                value = float(sense.value)
                form = "one" if value == 1 else "words"
            elif sense.key == "articles":
                value, form = 1, "one"
            else:
                return None
        start, end = token.start, token.end
        quantity = Quantity(start, end, value, value, False, form, bare, "", "quantity", token.glued, start, end)
        if token.glued:
            self.refuse(quantity, at, at + 1)
        if value >= LARGEST:
            quantity.bound()
        return quantity

    def behind_suffix(self, at: int) -> int:
        """The place behind an ending that is written to a number ("300'den", "400:n", "300-nál")."""
        token, ending = self.token(at), self.token(at + 1)
        if token is None or not token.glued or token.kind not in "-‐‑:'’" or ending is None:
            return at
        return at + 2 if ending.glued and ending.norm in self.suffixes else at

    def _hyphen(self, at: int) -> bool:
        token = self.token(at)
        return token is not None and token.kind in "-‐‑" and token.glued

    def read(self, at: int, joiners: bool = True) -> Found | None:
        """The number that begins at a place, and the place behind it; None where none begins.

        Without ``joiners`` it ends at a word such as "and", which may join the ends of a range.
        """
        found = self._read(at, joiners)
        if found is not None:
            found[0].bound()
        return found

    def _read(self, at: int, joiners: bool) -> Found | None:
        token = self.token(at)
        if token is None:
            return None
        sense = token.senses.get("numbers")
        if token.kind == "digits":
            return self._composed(at, joiners)
        if token.kind == "fraction":
            return self._named(at, at + 1, "share")
        if sense is None:
            return None
        if sense.key == "vague":
            return self._vague(at)
        if sense.key == "several":
            return self._several(at)
        if sense.key in ("words", "scales"):
            return self._composed(at, joiners)
        if sense.key == "duals":
            return self._made(at, at + 1, 2, 2, "dual")
        if sense.key == "articles":
            scaled = self.token(at + 1)
            if self._hyphen(at + 1) or (scaled is not None and scaled.kind == "digits" and scaled.glued):
                # "A6M" is a name.
                return None
            if scaled is not None and scaled.has("numbers", "scales", "vague", "several"):
                return self._with_start(self.read(at + 1), token.start)
            return self._made(at, at + 1, 1, 1, "one")
        return None

    @staticmethod
    def _with_start(found: Found | None, start: int) -> Found | None:
        if found is not None:
            found[0].start = found[0].core_start = start
        return found

    def _made(self, first: int, after: int, low: float | None, high: float | None, form: str) -> Found:
        opening = self.tokens[first]
        start, end = opening.start, self.tokens[after - 1].end
        quantity = Quantity(start, end, low, high, form=form, glued=opening.glued, core_start=start, core_end=end)
        if after > first + 1 or opening.senses:
            quantity.scale = scale_of(self.tokens[first:after])
        return quantity, after

    def _named(self, first: int, after: int, why: str) -> Found:
        quantity, after = self._made(first, after, None, None, "digits")
        quantity.name = why
        return quantity, after

    def plural(self, at: int) -> Found | None:
        """A scale word with nothing before it: in the plural a vague count ("тысячи крестьян"), in the dual two."""
        token = self.tokens[at]
        if not token.has("structure", "plural", "two", "inverted") or not token.has("numbers", "scales"):
            return None
        scale = token.senses["numbers"].value
        if token.has("structure", "inverted"):
            return self._inverted(at, scale)
        if token.has("structure", "two"):
            return self._made(at, at + 1, 2 * scale, 2 * scale, "words")
        return self._some(at, scale)

    def _some(self, at: int, scale: float) -> Found:
        quantity, after = self._made(at, at + 1, 2 * scale, 10 * scale - 1, "vague")
        quantity.approx = True
        return quantity, after

    def _inverted(self, at: int, scale: float) -> Found | None:
        """A number behind the word that multiplies it is a rough one ("тысяч пять" is about five thousand)."""
        found = compose(self.tokens, at + 1)
        if found is None:
            # "гибель сотен солдат"
            return self._some(at, scale)
        if found[0] >= scale:
            return None
        quantity, after = self._made(at, found[1], found[0] * scale, found[0] * scale, "words")
        quantity.approx = True
        return quantity, after

    def _vague(self, at: int) -> Found | None:
        low, high, approx = parse_vague(self.tokens[at].senses["numbers"].value)
        quantity, after = self._made(at, at + 1, low, high, "vague")
        quantity.approx = approx
        factor = 1.0
        while (token := self.token(after)) is not None and token.has("numbers", "scales"):
            factor *= token.senses["numbers"].value
            after += 1
        if factor > 1:
            quantity, after = self._made(at, after, low, high, "vague")
            quantity.approx = approx
            quantity.min = None if low is None else low * factor
            # "several tens of thousands" end below the next ten, "hai ba trăm" are two or three hundred.
            quantity.max = (
                None if high is None else (high + 1) * factor - 1 if approx and high != low else high * factor
            )
        return quantity, after

    def _several(self, at: int) -> Found | None:
        factor, after = 1.0, at + 1
        token = self.token(after)
        if token is not None and token.kind == "digits":
            found = self._with_start(self.read(after), self.tokens[at].start)
            if found is not None:
                found[0].approx = True
            return found
        while (token := self.token(after)) is not None and (
            token.has("numbers", "scales")
            or (token.has("numbers", "words") and token.senses["numbers"].value in (10, 100))
        ):
            factor *= token.senses["numbers"].value
            after += 1
        token = self.token(after)
        if factor == 1 and token is not None and token.has("numbers", "vague"):
            return self._with_start(self._vague(after), self.tokens[at].start)
        if factor == 1:
            quantity, after = self._made(at, after, 2, 9, "several")
        else:
            quantity, after = self._made(at, after, 2 * factor, 10 * factor - 1, "vague")
        quantity.approx = True
        quantity.level = self.tokens[at].key("levels") or ""
        return quantity, after

    def _composed(self, at: int, joiners: bool = True) -> Found | None:
        """Digits or number words with their scale words, composed into one number (or a pair such as 七八千)."""
        if self.myriad:
            if self._only(at):
                return None
            from battlex.values.figures.myriad import compose_myriad

            found = compose_myriad(self.tokens, at)
            if found is not None:
                low, high, after, name, approx, least = found
                quantity, after = self._made(
                    at, after, low, high, "words" if self.tokens[at].kind == "word" else "digits"
                )
                quantity.name, quantity.approx = name, approx
                if least:
                    quantity.max = None
                if self.tokens[at].kind == "digits" and after == at + 1:
                    quantity.bare = _is_bare(self.tokens[at])
                    self.refuse(quantity, at, after)
                return quantity, after
            return None
        first = self.tokens[at]
        digits = first.kind == "digits"
        if digits:
            following = self.token(at + 1)
            if following is None or (following.kind in _PLAIN and "numbers" not in following.senses):
                return self._digits_alone(first, at)
        composed = compose(self.tokens, at, joiners)
        if composed is None:
            return None
        value, after = composed
        if value == 1 and not digits and after == at + 1 and self.word(after, "numbers", "vague"):
            return self._with_start(self._vague(after), first.start)
        form = "digits" if digits else "one" if value == 1 and after == at + 1 else "words"
        factor = self._plural_scale(after)
        if factor:
            value, after = value * factor, after + 1
        quantity, after = self._made(at, after, value, value, form)
        quantity.scale = factor or quantity.scale
        if digits and after == at + 1:
            quantity.bare = _is_bare(first)
        fraction, behind = self._fraction(after) if digits else (0.0, after)
        ending = self.behind_suffix(after) if digits and after == at + 1 else after
        if fraction or (ending > after and self.word(ending, "numbers", "scales")):
            # "30-ти тысяч": the ending is that of the number as it is spoken.
            value, after = value + fraction, behind if fraction else ending
            while (scale := self.token(after)) is not None and scale.has("numbers", "scales"):
                value *= float(scale.senses["numbers"].value)
                after += 1
            quantity, after = self._made(at, after, value, value, "digits")
        self.refuse(quantity, at, after)
        return quantity, after

    def _digits_alone(self, token: Token, at: int) -> Found:
        """Digits behind which the number does not go on."""
        value = token.value or 0
        quantity, after = self._made(at, at + 1, value, value, "digits")
        quantity.bare = _is_bare(token)
        self.refuse(quantity, at, after)
        return quantity, after

    def _only(self, at: int) -> bool:
        """ "환자만 1,800명": whether what looks like a scale ends the word before it, with a number behind a blank."""
        ending, digits = self.tokens[at], self.token(at + 1)
        if at == 0 or digits is None or digits.kind != "digits" or digits.glued or not ending.has("numbers", "scales"):
            return False
        return ending.glued and self.tokens[at - 1].kind == "word" and "numbers" not in self.tokens[at - 1].senses

    def _fraction(self, at: int) -> tuple[float, int]:
        """The fraction that a whole number goes on with ("2½", "1 1/2"), and the place behind it; 0 for none."""
        first = self.token(at)
        if first is not None and first.kind == "fraction" and first.value is not None and first.glued:
            return first.value, at + 1
        bar, last = self.token(at + 1), self.token(at + 2)
        if (
            first is None or bar is None or last is None
            or first.kind != "digits" or bar.kind not in "/⁄" or last.kind != "digits"
            or first.glued or not bar.glued or not last.glued
        ):  # fmt: skip
            return 0.0, at
        part, whole = first.value or 0, last.value or 0
        return (part / whole, at + 3) if 0 < part < whole <= _LARGEST_DENOMINATOR else (0.0, at)

    def _plural_scale(self, at: int) -> float:
        """A word that alone is a vague count ("thousands", "mii") is a scale behind a number ("thirty-five thousands")."""
        token = self.token(at)
        if token is None or not token.has("numbers", "vague"):
            return 0
        low, high, _ = parse_vague(token.senses["numbers"].value)
        if low is None or high is None or high != low * 5 - 1:
            return 0
        return low / 2


def _is_bare(token: Token) -> bool:
    return len(token.norm) == 4 and token.norm.isdecimal() and not token.grouped and 1000 <= (token.value or 0) <= 2100
