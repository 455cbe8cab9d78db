"""A word that is written together with its particles and counters → the listed words that it is made of."""

from __future__ import annotations

from collections.abc import Mapping

from battlex.languages.lexicon import Lexicon, Sense
from battlex.values.figures.token import NO_SENSES

Piece = tuple[int, Mapping[str, Sense]]
LONGEST_WORD = 60
NUMBER_KEYS = ("words", "scales", "several", "vague")
OPENING, COUNTED, SINGLE, NUMBER, CLOSED = range(5)
"""What stands before a piece of a word: nothing, digits, a number word of one letter, a longer number, another word."""
_BEHIND_NUMBER = frozenset({"classifiers", "after", "nouns"})


class Particles:
    """Cuts words into the words of a lexicon; a piece is the place where it ends and its senses."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def pieces(self, word: str, counted: bool, state: int) -> list[Piece]:
        """The listed words of ``word``: all of it, else its beginning, else its end; none where nothing is listed."""
        return self._cover(word, 0, state) or self._head(word, 1 if counted else 2, state) or self._known_end(word)

    def _cover(self, word: str, start: int, state: int) -> list[Piece]:
        """The listed words that make up a word from ``start`` on, longest first; none where some part is not listed."""
        dead: set[tuple[int, int]] = set()

        def search(at: int, state: int) -> list[Piece] | None:
            if at == len(word):
                return []
            if (at, state) in dead:
                return None
            for stop in range(min(len(word), at + self.lexicon.max_length), at, -1):
                senses = self._piece(word[at:stop], state)
                if senses is not None:
                    rest = search(stop, _next_state(senses, state, stop - at))
                    if rest is not None:
                        return [(stop, senses), *rest]
            dead.add((at, state))
            return None

        return search(start, state) or []

    def _head(self, word: str, least: int, state: int) -> list[Piece]:
        """The longest listed word that a word begins with; one of a single letter only if it is a counter."""
        for stop in range(min(len(word), self.lexicon.max_length), least - 1, -1):
            senses = self._piece(word[:stop], state)
            if senses is None or ("numbers" in senses and state != COUNTED):
                continue
            if stop > 1 or {"classifiers", "after"} & set(senses) or _is_measure(senses):
                return [(stop, senses)]
        return []

    def _known_end(self, word: str) -> list[Piece]:
        """An unknown beginning and the listed words behind it, the first a noun or fate of two letters or more."""
        for at in range(1, len(word) - 1):
            pieces = self._cover(word, at, CLOSED)
            if pieces and pieces[0][0] - at > 1 and {"nouns", "fates"} & set(pieces[0][1]):
                return [(at, NO_SENSES), *pieces]
        return []

    def _piece(self, key: str, state: int) -> Mapping[str, Sense] | None:
        """The senses of a listed word where it may stand; number words only where a number may be."""
        senses: Mapping[str, Sense] | None = self.lexicon.exact.get(key) or self.lexicon.stems.get(key)
        if senses is None:
            return None
        number = senses.get("numbers")
        if number is not None and number.key in NUMBER_KEYS:
            if state == CLOSED or (state == COUNTED and number.key == "words"):
                senses = {section: sense for section, sense in senses.items() if section != "numbers"}
        elif state == SINGLE and not (_BEHIND_NUMBER & set(senses)) and not _is_measure(senses):
            return None
        return senses or None


def _is_measure(senses: Mapping[str, Sense]) -> bool:
    return "structure" in senses and senses["structure"].key in ("measure", "rate")


def _next_state(senses: Mapping[str, Sense], state: int, length: int) -> int:
    number = senses.get("numbers")
    if number is not None and number.key in NUMBER_KEYS:
        return COUNTED if state == COUNTED else SINGLE if state == OPENING and length == 1 else NUMBER
    limit = senses.get("after")
    # "10여만 명": a word of limit may stand between digits and their scale.
    return COUNTED if state == COUNTED and limit is not None and limit.key == "at_least_after" else CLOSED
