"""Is what looks like a range the change of a strength, "3,000명에서 8,000명으로 늘어났다", 「3,000から8,000に増えた」?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.record import replace
from battlex.values.figures.quantity import Quantity

_NEAR = 10
"""Characters behind a number within which the verb of changing may stand."""


class Changes(Question):
    """Parts what a number was from what it became, where verbs close sentences and no blanks part words."""

    def stages(self, item: Counted) -> Sequence[Quantity]:
        """The two numbers that a strength changed from and to, in their order; else the number alone."""
        quantity = item.quantity
        low, high = quantity.min, quantity.max
        before = self.sentence.tokens.get(quantity.start)
        at = item.first - 1
        if quantity.min != quantity.max and None not in (low, high) and quantity.start == quantity.core_start:
            # "grew from 300 men to 500"
            before, at = self.token(at), at - 1
        if before is not None and before.has("quantifiers", "between") and self.key_at(at) == "reach":
            # "increased from 300 to 500 men"
            return tuple(replace(quantity, min=number, max=number) for number in (low, high))
        if not (self.words.characters and self.words.verb_last) or low is None or high is None or low == high:
            return (quantity,)
        ahead = self.flat.text[quantity.core_end : self.nodes[item.last - 1].end + _NEAR]
        written = self.flat.text[quantity.core_start : quantity.core_end]
        led = any(len(word) > 1 and word in written for word in self.language.words("quantifiers", "to"))
        opening = written[: next((at for at, sign in enumerate(written) if not sign.isdecimal()), 0)]
        # "300名から100名を選抜した"
        falls = bool(opening) and f"{high:.0f}".startswith(opening) and not f"{low:.0f}".startswith(opening)
        if item.fated or not led or not (falls or self.words.stands_in(ahead, "reach")):
            return (quantity,)
        numbers = (high, low) if falls else (low, high)
        return tuple(replace(quantity, min=number, max=number) for number in numbers)
