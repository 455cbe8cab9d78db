"""The walk over flat text that cuts it into digits, words with their senses in a language, icons and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.markup import ICON, Flat, Mark
from battlex.pattern import pattern
from battlex.values.figures.digits import DOUBTFUL_MARKS, GROUP_BLANKS, MARK, MOST_MARKS, number_of
from battlex.values.figures.extent import PIECE, word_end
from battlex.values.figures.letters import Letters
from battlex.values.figures.orthography import LAST, Known, Row, may_close
from battlex.values.figures.token import NO_SENSES, Token

_SPACED = ", 000"
"""Thousands as some write them: no list goes on with a number of noughts."""

_DIGITS = pattern(rf"\d++(?>(?:{MARK}\d++|{_SPACED}(?!\d)){{0,{MOST_MARKS}}})")
_LONGER = pattern(rf"(?>(?:{MARK}\d++)+)")
_ONE_RUN = pattern(r"\d++")
_MOST_DIGITS = 30
"""A longer row of digits is a name: nothing was ever counted in such numbers."""

_NEAR, _SCALE_BLANKS = 24, GROUP_BLANKS + "\u3000"
"""Within so many characters, behind such blanks only, stands the scale word of a number."""

_HYPHENS = "-‐‑"
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff\u00ad"
"""Characters without width between words."""


class Tokenizer(Letters):
    """Walks a flat text once and puts out its tokens."""

    def __init__(self, flat: Flat, language: Language) -> None:
        super().__init__(flat.text, language)
        self.icons: dict[int, list[Mark]] = {}
        self.rough: dict[int, Mark] = {}
        for mark in flat.marks:
            icon = self.text[mark.start : mark.start + 1] == ICON
            if icon and mark.end == mark.start + 1:
                self.icons.setdefault(mark.start, []).append(mark)
            elif not icon and mark.kind == "approx":
                self.rough[mark.start] = mark

    def run(self) -> list[Token]:
        text, tokens = self.text, self.tokens
        # Where a mark says that what follows is rough, each token is looked at.
        kept: Mapping[str, Row] = {} if self.rough else self.orthography.rows
        put = tokens.append
        stretches = text.split(" ")
        rows = list(map(kept.get, stretches))
        start, done = 0, -1
        for place, (stretch, row, behind) in enumerate(zip(stretches, rows, [*rows[1:], LAST], strict=True), 1):
            end = start + len(stretch)
            if start <= done or row is None or not row[0]:
                if stretch and end > done:
                    # What began before may go on: a phrase, a number.
                    done = self._walk(stretch, start, done, behind)
            else:
                made, goes_on, _ = row
                if (
                    goes_on is None
                    or (behind is not None and goes_on.isdisjoint(behind[2]))
                    or self.orthography.stands_alone(stretches, rows, place)
                ):
                    for kind, norm, senses, value, first, last, glued in made:
                        put(Token(kind, start + first, start + last, norm, senses, value, glued))
                elif len(made) == 1:
                    done = self._step(start, end, False)
                else:
                    done = self._walk(stretch, start, done, behind)
            start = end + 1
        return tokens

    def _walk(self, stretch: str, start: int, done: int, behind: Row | None) -> int:
        """Put out a stretch without blanks, of which all before ``done`` is put out; the place behind the last token."""
        text, put = self.text, self.tokens.append
        met: Mapping[str, Known] = {} if self.rough else self.orthography.met
        end = start + len(stretch)
        pieces = PIECE.findall(stretch)
        words = list(map(met.get, pieces))
        told = [word and word[-2] for word in words[1:]]
        told.append(behind and behind[2])
        blank = done < start
        stop = start
        for piece, word, further in zip(pieces, words, told, strict=True):
            begin = stop
            stop += len(piece)
            if stop <= done:
                continue
            if word is not None and begin >= done:
                kind, norm, senses, value, goes_on, _, _ = word
                if goes_on is not None and stop == end - 1 and may_close(pieces[-1], goes_on):
                    further = told[-1]
                if goes_on is None or (further is not None and goes_on.isdisjoint(further)):
                    put(Token(kind, begin, stop, norm, senses, value, not blank))
                    done, blank = stop, False
                    continue
            done = max(begin, done)
            while done < stop:
                char = text[done]
                if char == "\n":
                    put(Token("break", done, done + 1))
                    done, blank = done + 1, True
                elif char.isspace() or char in _UNSEEN:
                    done, blank = done + 1, True
                else:
                    done, blank = self._step(done, stop, not blank), False
        if not self.rough and stretch not in self.orthography.rows:
            self.orthography.keep_row(stretch, pieces)
        return done

    def _step(self, position: int, end: int, glued: bool) -> int:
        """Put out what begins at a place of a piece that has this end; the place behind it."""
        text, tokens = self.text, self.tokens
        before = len(tokens)
        char = text[position]
        after = position + 1
        if char.isalpha() or char == "〇":
            after = self.letters(position, end)
        elif char.isdecimal():
            after = self._digits(position)
        elif char == ICON:
            tokens.append(Token("icon", position, after, marks=tuple(self.icons.get(position, ()))))
        elif (value := unicodedata.numeric(char, None)) is not None:
            tokens.append(Token("fraction", position, after, value=float(value)))
        else:
            senses = self.lexicon.exact.get(char) or NO_SENSES
            tokens.append(Token(char, position, after, char, senses))
            self.orthography.keep_sign(char, senses)
        if len(tokens) > before:
            first = tokens[before]
            first.glued = glued
            if first.start in self.rough:
                first.marks = (*first.marks, self.rough[first.start])
            for further in range(before + 1, len(tokens)):
                token = tokens[further]
                token.glued = token.glued or token.start == first.end
        return after

    def _digits(self, position: int) -> int:
        found = _DIGITS.match(self.text, position)
        assert found is not None
        run = found.group()
        model = position > 1 and self.text[position - 1] in _HYPHENS and self.text[position - 2].isalpha()
        if model:
            # The number of a model ends at the blank: "B-29 334機", "U-65, 000".
            run = re.split(rf",?[{GROUP_BLANKS}]", run)[0]
        if len(run) > _MOST_DIGITS and max(map(len, _ONE_RUN.findall(run))) > _MOST_DIGITS:
            self.tokens.append(Token("word", position, found.end(), run))
            return found.end()
        if _SPACED in run:
            plain = run.replace(_SPACED, _SPACED.replace(" ", ""))
            length, value, grouped = number_of(plain, self.orthography.decimal, False)
            if length == len(plain):
                end = position + len(run)
                self.tokens.append(Token("digits", position, end, plain, value=value, grouped=grouped))
                return end
            run = run.partition(_SPACED)[0]
        if run.isdecimal():
            end = position + len(run)
            self.tokens.append(Token("digits", position, end, run, value=int(run)))
            self.orthography.keep_digits(run, int(run))
            return end
        decimal = self.orthography.decimal in run or any(map(run.__contains__, DOUBTFUL_MARKS))
        length, value, grouped = number_of(
            run, self.orthography.decimal, decimal and self._scale_follows(position + len(run))
        )
        end = position + length
        if length == len(run) > MOST_MARKS and not model and (longer := _LONGER.match(self.text, end)) is not None:
            self.tokens.append(Token("word", position, longer.end(), self.text[position : longer.end()]))
            return longer.end()
        self.tokens.append(Token("digits", position, end, run[:length], value=value, grouped=grouped))
        return end

    def _scale_follows(self, position: int) -> bool:
        stop = min(position + _NEAR, len(self.text))
        while position < stop and self.text[position] in _SCALE_BLANKS:
            position += 1
        word = fold(self.text[position : word_end(self.text, position, stop)])
        if not word:
            return False
        if self.orthography.segmentation != "words":
            return any(self._is_scale(word[:n]) for n in range(min(3, len(word)), 0, -1))
        return self._is_scale(word)

    def _is_scale(self, word: str) -> bool:
        sense = (self.lexicon.word(word) or NO_SENSES).get("numbers")
        return sense is not None and sense.key == "scales"
