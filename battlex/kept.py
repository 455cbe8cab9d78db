"""What is worked out for a text and kept for when it comes again, within bounds: a dump holds more words than a memory should."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")

LONGEST = 60
"""Longer texts are no words that come again."""


class Bounded(dict[str, Made]):
    """Asked with ``get``; so many texts are kept, of so many characters at most.

    When they are so many, all are forgotten: the words that come often are soon back, and no longer rare ones in their place.
    """

    def __init__(self, most: int, longest: int = LONGEST) -> None:
        self.most, self.longest = most, longest

    def keep(self, text: str, made: Made) -> None:
        """Keep what a text comes to, unless the text is too long."""
        if len(text) <= self.longest:
            if len(self) >= self.most:
                self.clear()
            self[text] = made


class Kept(Bounded[Made]):
    """Asked with ``[text]``, it works out what it does not have."""

    def __init__(self, work_out: Callable[[str], Made], most: int, longest: int = LONGEST) -> None:
        super().__init__(most, longest)
        self.work_out = work_out

    def __missing__(self, text: str) -> Made:
        made = self.work_out(text)
        self.keep(text, made)
        return made
