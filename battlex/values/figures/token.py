"""A piece of flat text with what its language says of it."""

from __future__ import annotations

from collections.abc import Mapping

from battlex.languages.lexicon import Sense
from battlex.markup import Mark

NO_SENSES: Mapping[str, Sense] = {}
NO_SENSE = Sense("", "")


class Token:
    """A piece of flat text.

    ``kind``: digits, word, icon, break, or the punctuation character itself. ``value`` is the number of digits;
    ``glued`` says that no blank stands before it; ``clitic`` that a prefix such as "and" was cut off a word.
    """

    __slots__ = ("clitic", "end", "glued", "grouped", "kind", "marks", "norm", "senses", "start", "value")

    def __init__(
        self,
        kind: str,
        start: int,
        end: int,
        norm: str = "",
        senses: Mapping[str, Sense] = NO_SENSES,
        value: float | None = None,
        glued: bool = False,
        clitic: bool = False,
        marks: tuple[Mark, ...] = (),
        grouped: bool = False,
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.norm = norm
        self.senses = senses
        self.value = value
        self.glued = glued
        self.clitic = clitic
        self.marks = marks
        self.grouped = grouped

    def key(self, section: str) -> str | None:
        """The key under which the word stands in a section of the language file."""
        sense = self.senses.get(section)
        return sense.key if sense else None

    def has(self, section: str, *keys: str) -> bool:
        """Whether the word stands under one of these keys."""
        sense = self.senses.get(section)
        return sense is not None and sense.key in keys
