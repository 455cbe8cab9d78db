"""The walk over flat text that cuts it into digits, words with their senses in a language, icons and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import Lexicon, Sense, fold
from battlex.languages.scripts import is_unspaced
from battlex.markup import ICON, Flat, Mark
from battlex.pattern import pattern
from battlex.values.figures.digits import GROUP_BLANKS, number_of
from battlex.values.figures.extent import WORD, Extent
from battlex.values.figures.particles import LONGEST_WORD
from battlex.values.figures.spelled import glued_numbers
from battlex.values.figures.token import NO_SENSE, NO_SENSES, Token
from battlex.values.figures.unspaced import Unspaced

_DIGITS = pattern(r"\d++(?:[.,'’·٬٫，．\u00a0\u202f\u2009 ]\d++){0,12}+")
_LONGER = pattern(r"(?:[.,'’·٬٫，．\u00a0\u202f\u2009 ]\d++)++")
_ONE_RUN = pattern(r"\d++")
_MOST_DIGITS = 30
"""A longer row of digits is a name: nothing was ever counted in such numbers."""

_HYPHENS = "-‐‑"


class Tokenizer:
    """Walks a flat text once, character by character, and puts out its tokens."""

    def __init__(self, flat: Flat, language: Language) -> None:
        self.text = flat.text
        self.flat = flat
        self.language = language
        self.lexicon: Lexicon = language.figures
        self.extent = Extent(self.text, self.lexicon)
        grammar = language.grammar
        self.segmentation = grammar.get("segmentation", "words")
        self.decimal = grammar.get("decimal", ".")
        self.prefixes = tuple(sorted((fold(p) for p in grammar.get("prefixes", ())), key=len, reverse=True))
        self.compounds = grammar.get("compounds", False)
        self.suffixes = frozenset(grammar.get("suffixes", ()))
        self.cases = frozenset(grammar.get("cases", ()))
        self.endings = tuple(grammar.get("endings", ()))
        self.alone = _alone(language) if self.segmentation == "words" else {}
        self.tokens: list[Token] = []
        self.unspaced = Unspaced(self.text, language, self.tokens)
        self.icons: dict[int, list[Mark]] = {}
        self.rough = {
            mark.start: mark
            for mark in flat.marks
            if mark.kind == "approx" and self.text[mark.start : mark.start + 1] != ICON
        }
        for mark in flat.marks:
            if mark.end == mark.start + 1 and self.text[mark.start] == ICON:
                self.icons.setdefault(mark.start, []).append(mark)

    def run(self) -> list[Token]:
        text, position, blank, tokens = self.text, 0, True, self.tokens
        size, alone, match, rough = len(text), self.alone, WORD.match, self.rough
        while position < size:
            char = text[position]
            if char == " ":
                position, blank = position + 1, True
                continue
            if char == "\n":
                tokens.append(Token("break", position, position + 1, "", NO_SENSES))
                position, blank = position + 1, True
                continue
            if char.isspace() or char in "\u200b\u200e\u200f\u2060\ufeff\u00ad":
                position, blank = position + 1, True
                continue
            before = len(tokens)
            if char.isalpha() or char == "〇":
                if alone and position not in rough and (found := match(text, position)) is not None:
                    known = alone.get(found.group())
                    end = found.end()
                    if known is not None and (end == size or self._ends(known[2], end)):
                        tokens.append(Token("word", position, end, known[0], known[1], None, not blank))
                        blank = end < size and text[end] == " "
                        position = end + blank
                        continue
                position = self._letters(position)
            elif char.isdecimal():
                position = self._digits(position)
            elif char == ICON:
                self.tokens.append(Token("icon", position, position + 1, marks=tuple(self.icons.get(position, ()))))
                position += 1
            else:
                senses = self.lexicon.exact.get(char) or NO_SENSES
                value = unicodedata.numeric(char, None)
                if value is not None:
                    self.tokens.append(Token("fraction", position, position + 1, value=float(value)))
                else:
                    self.tokens.append(Token(char, position, position + 1, char, senses))
                position += 1
            if len(tokens) > before:
                first = tokens[before]
                first.glued = not blank
                if first.start in self.rough:
                    first.marks = (*first.marks, self.rough[first.start])
                for further in range(before + 1, len(tokens)):
                    token = tokens[further]
                    token.glued = token.glued or token.start == first.end
            blank = False
        return tokens

    def _ends(self, seconds: str | None, end: int) -> bool:
        """Whether a word that was met before stands alone: no phrase goes on behind it, and no dot may belong to it."""
        char = self.text[end]
        if seconds is None or char not in _GAPS:
            return char != "."
        if char != " ":
            return False
        second = self.text[end + 1 : end + 2]
        if not second.isascii():
            second = fold(second)[:1]
        return second.lower() not in seconds and second != " "

    # digits

    def _digits(self, position: int) -> int:
        found = _DIGITS.match(self.text, position)
        assert found is not None
        run = found.group()
        model = position > 1 and self.text[position - 1] in _HYPHENS and self.text[position - 2].isalpha()
        if model:
            # The number of a model ends at the blank: "B-29 334機".
            run = re.split(rf"[{GROUP_BLANKS}]", run)[0]
        if max(map(len, _ONE_RUN.findall(run))) > _MOST_DIGITS:
            self.tokens.append(Token("word", position, found.end(), run))
            return found.end()
        length, value, grouped = number_of(run, self.decimal, self._scale_follows(position + len(run)))
        end = position + length
        if length == len(run) and not model and (longer := _LONGER.match(self.text, end)) is not None:
            self.tokens.append(Token("word", position, longer.end(), self.text[position : longer.end()]))
            return longer.end()
        self.tokens.append(Token("digits", position, end, run[:length], value=value, grouped=grouped))
        return end

    def _scale_follows(self, position: int) -> bool:
        rest = WORD.search(self.text, position, position + 24)
        if rest is None or self.text[position : rest.start()].strip(GROUP_BLANKS + "\u3000"):
            return False
        word = fold(rest.group())
        if self.segmentation != "words":
            return any(self._is_scale(word[:n]) for n in range(min(3, len(word)), 0, -1))
        return self._is_scale(word)

    def _is_scale(self, word: str) -> bool:
        sense = (self.lexicon.word(word) or NO_SENSES).get("numbers")
        return sense is not None and sense.key == "scales"

    # letters

    def _letters(self, position: int) -> int:
        if self.segmentation == "characters" and is_unspaced(self.text[position]):
            return self.unspaced.characters(position)
        found = WORD.match(self.text, position)
        end = found.end() if found else position + 1
        if self.segmentation == "characters":
            for index in range(position + 1, end):
                if is_unspaced(self.text[index]):
                    end = index
                    break
        if self.segmentation == "prefixes":
            return self.unspaced.by_particles(position, end)
        return self._phrase(position, end)

    def _phrase(self, position: int, end: int) -> int:
        first = fold(self.text[position:end])
        longest = self.extent.longest(first)
        comma = self.text[end : end + 1] == "," and self.lexicon.longest.get(first + ",", 0)
        if comma or (longest > 1 and self.extent.may_go_on(first, end)):
            ends = self.extent.ends(end + 1, comma) if comma else self.extent.ends(end, longest)
            for stop in reversed(ends):
                senses = self.lexicon.word(fold(self.text[position:stop]))
                if senses is not None:
                    self.tokens.append(Token("word", position, stop, fold(self.text[position:stop]), senses))
                    return stop
        senses = self.lexicon.word(first)
        if senses is None and (parts := glued_numbers(first, self.language)) is not None:
            for value, sense in parts:
                self.tokens.append(Token("word", position, end, first, {"numbers": sense}, value=value, glued=True))
            return end
        if senses is None and _JOINER in self.text[position:end] and self._joined_numbers(position, end):
            return end
        cut = 0
        if senses is None and self.prefixes:
            cut = self._without_prefix(first)
            if cut:
                rest_start = position + cut
                done = self._phrase_after_prefix(rest_start, end, position)
                if done:
                    return done
        if senses is None and self.suffixes and "'" in first:
            stem, _, ending = first.rpartition("'")
            senses = self.lexicon.word(stem) if ending in self.suffixes else None
        if senses is None and self.cases:
            senses = self.lexicon.declined(first, self.cases, self.endings)
        if senses is None and self.compounds:
            senses = self.lexicon.tail(first)
            if senses is not None and not (set(senses) & {"nouns", "fates"}):
                senses = None
        # An abbreviation may be listed with its dot.
        if end < len(self.text) and self.text[end] == ".":
            dotted = self.lexicon.exact.get(first + ".")
            if dotted is not None:
                self.tokens.append(Token("word", position, end + 1, first + ".", dotted))
                return end + 1
            if senses is not None and first in self.lexicon.exact and set(senses) <= {"numbers", "quantifiers"}:
                scale = senses.get("numbers")
                if len(first) <= 4 and (scale is None or scale.key == "scales"):
                    self.tokens.append(Token("word", position, end + 1, first, senses))
                    return end + 1
        self.tokens.append(Token("word", position, end, first, senses or NO_SENSES))
        # What a clitic's cut comes to depends on what follows; all else is so wherever the word stands.
        if not cut and len(self.alone) < _MOST_ALONE and end - position <= LONGEST_WORD:
            seconds = self.lexicon.seconds.get(first) if longest > 1 else None
            if (longest <= 1 or seconds) and first + "," not in self.lexicon.longest:
                self.alone[self.text[position:end]] = first, senses or NO_SENSES, seconds
        return end

    def _joined_numbers(self, position: int, end: int) -> bool:
        """Put out the number words that a joiner without width ties together (Persian "پنج‌هزار"); False where they are none."""
        made: list[Token] = []
        for part in self.text[position:end].split(_JOINER):
            word = fold(part)
            senses = self.lexicon.word(word) or NO_SENSES
            if "numbers" not in senses and word and self._is_joiner(word[0]):
                # "سی‌وپنج‌هزار": the joiner is written to the number behind it.
                made.append(
                    Token("word", position, position + 1, word[0], self.lexicon.exact[word[0]], glued=bool(made))
                )
                word, position, part = word[1:], position + 1, part[1:]
                senses = self.lexicon.word(word) or NO_SENSES
            if senses.get("numbers", NO_SENSE).key not in ("words", "scales", "joiners"):
                return False
            made.append(Token("word", position, position + len(part), word, senses, glued=bool(made)))
            position += len(part) + len(_JOINER)
        self.tokens.extend(made)
        return True

    def _is_joiner(self, letter: str) -> bool:
        return self.lexicon.exact.get(letter, NO_SENSES).get("numbers", NO_SENSE).key == "joiners"

    def _without_prefix(self, word: str, depth: int = 3) -> int:
        """The length of the first clitic of a word: clitics stand before a listed word, or are the whole of it."""
        for prefix in reversed(self.prefixes) if len(word) <= LONGEST_WORD else ():
            if word.startswith(prefix):
                rest = word[len(prefix) :]
                listed = len(rest) > 1 and (self.lexicon.word(rest) or self.lexicon.longest.get(rest, 0) > 1)
                if not rest or listed or (depth > 1 and self._without_prefix(rest, depth - 1)):
                    return len(prefix)
        return 0

    def _phrase_after_prefix(self, position: int, end: int, whole: int) -> int:
        """Read on behind the clitic that begins at ``whole``; 0 where neither a listed word nor a number follows.

        A clitic with a sense of its own ("and", "about") becomes a token; any other only lengthens the word behind it,
        or the limit before it ("more than": מעל ל־100).
        """
        clitic = fold(self.text[whole:position])
        senses = self.lexicon.exact.get(clitic) or self.lexicon.exact.get(clitic + fold(_MAQAF)) or NO_SENSES
        place = len(self.tokens)
        before = self.tokens[-1] if self.tokens else None
        limit = before is not None and before.has("quantifiers", *_BEFORE_NUMBER)
        own = bool(senses) and not (limit and senses.get("quantifiers", NO_SENSE).key not in _BEFORE_NUMBER)
        if not fold(self.text[position:end]):
            number = _NUMBER_BEHIND.match(self.text, end)
            if number is None:
                return 0
            if own or before is None or not limit:
                # The hyphen in its norm tells a clitic from letters that name what digits are glued to.
                self.tokens.append(Token("word", whole, number.end(), clitic + "-", senses, clitic=True))
            else:
                before.end = number.end()
            return number.end()
        stop = self._phrase(position, end)
        first = self.tokens[place] if place < len(self.tokens) else None
        if first is not None and not first.senses and not first.clitic:
            del self.tokens[place:]
            return 0
        if own:
            self.tokens.insert(place, Token("word", whole, position, clitic + "-", senses, clitic=True))
        elif first is not None:
            first.start, first.clitic = whole, True
        return stop


_MAQAF = "\u05be"
_JOINER = "\u200c"
_NUMBER_BEHIND = pattern(r"[-‐‑–\u05be]?(?=\d)|[-‐‑–\u05be](?=\w)|[ \u00a0](?=\d)")
_BEFORE_NUMBER = ("approx", "at_least", "at_most", "between")
_GAPS = " \u00a0\u202f-‐‑\u05be/'’."
"""What may stand between the words of a phrase."""
_MOST_ALONE = 50_000


@lru_cache(maxsize=64)
def _alone(_language: Language) -> dict[str, tuple[str, Mapping[str, Sense], str | None]]:
    """The written words of a language that were met: each folded, with its senses, and the letters that second words of the
    phrases which it may open begin with; filled as texts are read."""
    return {}
