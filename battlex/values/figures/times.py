"""Does a label tell a time, and no part of a side? "First day", "8 October", "At the start"."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.languages.lexicon import Sense
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.structure import Part
from battlex.values.figures.token import Token

_TIME = Sense("labels", "times")


def tells_time(parts: Sequence[Part], text: str, language: Language) -> bool:
    """Whether a date stands in a label, or a word that tells when; ``text`` is the label as it is written."""
    if any(isinstance(part, Quantity) and part.name in ("date", "year") for part in parts):
        return True
    if language.grammar.get("segmentation", "words") != "words":
        return any(word.removesuffix("*") in text for word in language.words("labels", "times"))
    labels = language.lexicon("labels")
    tokens = [part for part in parts if isinstance(part, Token) and part.kind == "word"]
    return any(
        token.has("dates", "months")
        or any((labels.word(word) or {}).get("labels") == _TIME for word in (token.norm, *token.norm.split(" ")))
        for token in tokens
    )
