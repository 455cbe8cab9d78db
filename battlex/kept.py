"""What is worked out for a text and kept for when it comes again, within bounds: a dump holds more words than a memory should."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")

LONGEST = 60
"""Longer texts are no words that come again."""


class Kept(dict[str, Made]):
    """Asked with ``[text]``; so many texts are kept, of so many characters at most.

    When they are so many, all are forgotten: the words that come often are soon back, and no longer rare ones in their place.
    """

    def __init__(self, work_out: Callable[[str], Made], most: int, longest: int = LONGEST) -> None:
        self.work_out, self.most, self.longest = work_out, most, longest

    def __missing__(self, text: str) -> Made:
        made = self.work_out(text)
        if len(text) <= self.longest:
            if len(self) >= self.most:
                self.clear()
            self[text] = made
        return made
