"""What became of the people of a list: marks, signs and words of fate beside a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from battlex.languages import Language
from battlex.model import FATE_ORDER, Fate
from battlex.values.names.pieces import Token, show
from battlex.values.phrases import Hit, Word, find, whole, words

_PERSONAL = frozenset(("killed", "wounded", "missing", "captured", "deserted", "sick"))
_KEYS = tuple(f"fates.{fate}" for fate in Fate)


def in_order(fates: Iterable[str]) -> tuple[str, ...]:
    """Fates in the order of the model."""
    return tuple(sorted(fates, key=lambda fate: FATE_ORDER.get(Fate(fate), 99)))


class Fates:
    """Reads the fates in the tokens of a line."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.people = language.lexicon("people")
        self.lexicon = language.lexicon("fates")

    def marked(self, token: Token) -> Iterator[Token]:
        """The token, with words and signs of fate in running text turned into marks."""
        if token.kind in ("link", "template"):
            said = token.text if token.kind == "link" else token.value
            sequence = words(said, self.language)
            hits = whole(said, sequence, self.people, "people", self.language, *_KEYS)
            if hits:
                yield from (Token("fate", "", _fate(h)) for h in hits)
            else:
                yield token
            return
        if token.kind != "text":
            yield token
            return
        sequence, done = words(token.text, self.language), 0
        for hit in self._find(token.text, sequence):
            yield Token("text", token.text[done : sequence[hit.first].start])
            yield Token("fate", "", _fate(hit))
            done = sequence[hit.last - 1].end
        yield Token("text", token.text[done:])

    def of(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The fates that marks, and remarks in brackets, tell."""
        found: set[str] = set()
        for token in tokens:
            if token.kind == "fate":
                found.add(token.value)
            elif token.kind == "note":
                found.update(self.of(token.inner))
                found.update(self._words(show(token.inner)))
        if Fate.KILLED in found:
            # "died of typhus"
            found.discard(Fate.SICK)
        return in_order(found)

    def _words(self, text: str) -> Iterator[str]:
        """The fates that a remark in brackets tells."""
        sequence = words(text, self.language)
        told = find(text, sequence, self.lexicon, "fates", self.language)
        for hit in self._find(text, sequence):
            # "mortally wounded" is one fate.
            if not any(_within(hit, one) for one in told):
                yield _fate(hit)
        for hit in told:
            yield from (fate for fate in hit.sense.key.split("+") if fate in _PERSONAL)

    def _find(self, text: str, sequence: Sequence[Word]) -> list[Hit]:
        return find(text, sequence, self.people, "people", self.language, *_KEYS)


def _fate(hit: Hit) -> str:
    return hit.sense.key.removeprefix("fates.")


def _within(hit: Hit, other: Hit) -> bool:
    """Whether a phrase is but a part of another one."""
    return other.first <= hit.first and hit.last <= other.last and hit.last - hit.first < other.last - other.first
