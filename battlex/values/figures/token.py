"""A piece of flat text with what its language says of it."""

from __future__ import annotations

from collections.abc import Mapping

from battlex.languages.lexicon import Sense
from battlex.markup import Mark
from battlex.record import field, struct

NO_SENSES: Mapping[str, Sense] = {}
NO_SENSE = Sense("", "")


@struct
class Token:
    """A piece of flat text.

    ``kind``: digits, word, icon, break, or the punctuation character itself. ``value`` is the number of digits;
    ``glued`` says that no blank stands before it; ``clitic`` that a prefix such as "and" was cut off a word.
    """

    kind: str
    start: int
    end: int
    norm: str = ""
    senses: Mapping[str, Sense] = field(default_factory=dict)
    value: float | None = None
    glued: bool = False
    clitic: bool = False
    marks: tuple[Mark, ...] = ()
    grouped: bool = False

    def key(self, section: str) -> str | None:
        """The key under which the word stands in a section of the language file."""
        sense = self.senses.get(section)
        return sense.key if sense else None

    def has(self, section: str, *keys: str) -> bool:
        """Whether the word stands under one of these keys."""
        sense = self.senses.get(section)
        return sense is not None and sense.key in keys
