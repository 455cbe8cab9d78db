"""One written word that is made of several number words ("zweihundertfünfzig")."""

from __future__ import annotations

from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import Sense, fold


@lru_cache(maxsize=4096)
def glued_numbers(word: str, language: Language) -> tuple[tuple[float | None, Sense], ...] | None:
    """The number words that one written word is made of ("zweihundertfünfzig"), None where it is none."""
    if not language.cldr.get("glued") or len(word) < 5 or len(word) > 120:
        return None
    joiners = {fold(j) for j in language.cldr.get("joiners", ())} | {
        fold(j) for j in language.words("numbers", "joiners")
    }
    lexicon = language.figures
    dead: set[int] = set()

    def split(start: int) -> list[tuple[float | None, Sense]] | None:
        if start == len(word):
            return []
        if start in dead:
            return None
        for end in range(len(word), start, -1):
            piece = word[start:end]
            sense = lexicon.exact.get(piece, {}).get("numbers")
            if sense is not None and sense.key in ("words", "scales"):
                rest = split(end)
                if rest is not None:
                    return [(None, sense), *rest]
            elif piece in joiners and start:
                rest = split(end)
                if rest:
                    return [(None, Sense("numbers", "joiners")), *rest]
        dead.add(start)
        return None

    found = split(0)
    return tuple(found) if found and len(found) > 1 else None
