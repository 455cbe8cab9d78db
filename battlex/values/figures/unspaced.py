"""Words that no blanks part → tokens: characters in a row, and words with their particles and counters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import Sense, fold
from battlex.values.figures.extent import Extent
from battlex.values.figures.particles import CLOSED, COUNTED, LONGEST_WORD, NUMBER_KEYS, OPENING, Particles
from battlex.values.figures.token import NO_SENSE, NO_SENSES, Token


class Unspaced:
    """Puts out the tokens of a text at a place, behind those that were put out before."""

    def __init__(self, text: str, language: Language, tokens: list[Token]) -> None:
        self.text = text
        self.lexicon = language.figures
        self.tokens = tokens
        self.extent = Extent(text, self.lexicon)
        self.particles = Particles(self.lexicon)
        self.idle = _idle(language)

    def by_particles(self, position: int, end: int) -> int:
        """Cut a word that is written together with its particles and counters into listed words.

        A word that is made of listed words wholly is cut so. Else a listed beginning or end of two letters counts, and
        behind a number a counter of one; the rest is one unknown word: single letters stand in too many names.
        """
        start = position
        before = self.tokens[-1] if self.tokens else None
        counted = before is not None and (before.kind == "digits" or before.has("numbers", *NUMBER_KEYS))
        state = OPENING
        if counted and before is not None and before.end == position and before.kind == "digits":
            state = COUNTED
        while position < end and end - position <= LONGEST_WORD:
            phrase_end = self._phrase_end(position, end)
            if phrase_end:
                norm = fold(self.text[position:phrase_end])
                phrase = self.lexicon.exact[norm]
                self.tokens.append(Token("word", position, phrase_end, norm, phrase, glued=position > start))
                return phrase_end
            word = fold(self.text[position:end])
            if len(word) != end - position:
                word = self.text[position:end]
            pieces = self.particles.pieces(word, counted, state)
            if not pieces:
                break
            at = 0
            for stop, senses in pieces:
                first, last = position + at, position + stop
                phrase_end = self._phrase_end(first, end) if at and last == end else 0
                if phrase_end:
                    senses = self.lexicon.exact[fold(self.text[first:phrase_end])]
                    last = phrase_end
                self.tokens.append(Token("word", first, last, fold(self.text[first:last]), senses, glued=first > start))
                at = last - position
            position += at
            counted, state = False, CLOSED
        if position < end:
            rest = fold(self.text[position:end])
            self.tokens.append(Token("word", position, end, rest, NO_SENSES, glued=position > start))
        return max(position, end)

    def _phrase_end(self, position: int, end: int) -> int:
        """Where a listed phrase ends whose first word ends at ``end``; its last word may have a particle behind it."""
        longest = self.lexicon.longest.get(fold(self.text[position:end]), 1)
        if longest < 2:
            return 0
        ends = self.extent.ends(end, longest)
        for before, stop in reversed(list(zip([end, *ends], ends, strict=False))):
            for cut in range(stop, before + 1, -1):
                # One letter of the last word is a word of its own only before a particle: "이 중에", not "이 중상을".
                if (
                    before == end == position + 1
                    and cut == before + 2 < stop
                    and fold(self.text[cut:stop]) not in self.lexicon.exact
                ):
                    continue
                if not self._parts_vague(cut) and fold(self.text[position:cut]) in self.lexicon.exact:
                    return cut
        return 0

    def characters(self, position: int) -> int:
        """Take the longest listed word at ``position``; characters of no listed word are gathered into one token."""
        last = self.tokens[-1] if self.tokens else None
        touching = last is not None and last.end == position
        behind_number = last is not None and touching and (last.kind == "digits" or "numbers" in last.senses)
        first = fold(self.text[position])
        most = self.lexicon.longest_from.get(first, 0)
        if not most:
            self.idle.add(self.text[position])
            stop = position + 1
            while stop < len(self.text) and self.text[stop] in self.idle:
                stop += 1
            self._unlisted(position, stop)
            return stop
        ahead = self.text[position : position + most]
        folded = fold(ahead)
        aligned = len(folded) == len(ahead)
        for stop in range(position + len(ahead), position, -1):
            key = folded[: stop - position] if aligned else fold(self.text[position:stop])
            senses = self.lexicon.exact.get(key)
            if senses is None or (behind_number and stop > position + 1 and self._is_name_of_number(first, senses)):
                continue
            if stop > position + 1 and "numbers" not in senses and self._parts_vague(stop):
                continue
            self.tokens.append(Token("word", position, stop, self.text[position:stop], senses))
            return stop
        self._unlisted(position, position + 1)
        return position + 1

    def _unlisted(self, position: int, stop: int) -> None:
        """Put out characters of no listed word, as one token with those before them."""
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.end == position and last.kind == "word" and not last.senses:
            last.end = stop
            last.norm += self.text[position:stop]
        else:
            self.tokens.append(Token("word", position, stop, self.text[position:stop], NO_SENSES))

    def _parts_vague(self, place: int) -> bool:
        """Whether a vague count is cut in two at a place: 戦死者|数十名, not 戦死者数|十名."""
        before, behind = (
            self.lexicon.exact.get(self.text[place - 1]),
            self.lexicon.exact.get(self.text[place : place + 1]),
        )
        return (
            before is not None
            and behind is not None
            and before.get("numbers", NO_SENSE).key == "several"
            and behind.get("numbers", NO_SENSE).key in ("scales", "words")
        )

    def _is_name_of_number(self, first: str, senses: Mapping[str, Sense]) -> bool:
        """Whether a word that merely contains a numeral begins with a scale: 百里 goes on with the number in 三百里."""
        alone = self.lexicon.exact.get(first, NO_SENSES)
        # "2,200多名": the limit and the counting word, not "many".
        goes_on = (alone.get("numbers", NO_SENSE).key, alone.get("after", NO_SENSE).key)
        return ("scales" in goes_on or "at_least_after" in goes_on) and all(s.key == "plain" for s in senses.values())


@lru_cache(maxsize=64)
def _idle(_language: Language) -> set[str]:
    """The characters that no listed word begins with, where no blanks part words; filled as texts are read."""
    return set()
