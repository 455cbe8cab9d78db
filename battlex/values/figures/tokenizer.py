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
from battlex.values.figures.particles import CLOSED, COUNTED, LONGEST_WORD, NUMBER_KEYS, OPENING, Particles
from battlex.values.figures.spelled import glued_numbers
from battlex.values.figures.token import NO_SENSES, Token

_DIGITS = pattern(r"\d++(?:[.,'’·٬٫，．\u00a0\u202f\u2009 ]\d++){0,12}+")
_LONGER = pattern(r"(?:[.,'’·٬٫，．\u00a0\u202f\u2009 ]\d++)++")
_ONE_RUN = pattern(r"\d++")
_MOST_DIGITS = 30
"""A longer row of digits is a name: nothing was ever counted in such numbers."""

_HYPHENS = "-‐‑"
_WORD = pattern(
    r"[^\W\d_]++(?:(?:[\u0300-\u036f\u064b-\u0652\u0591-\u05bd\u05bf-\u05c7\u0900-\u0963\u200c\u200d\u00ad'’ʼ׳]++"
    # A Hebrew acronym: the mark stands before its last letter, to which endings may be added.
    r"|(?<=[א-ת])[\"״](?=[א-ת]{1,4}(?![א-ת\"״])))[^\W\d_]++)*+[\u0300-\u036f\u064b-\u0652\u0591-\u05bd\u05bf-\u05c7]*+"
)


class Tokenizer:
    """Walks a flat text once, character by character, and puts out its tokens."""

    def __init__(self, flat: Flat, language: Language) -> None:
        self.text = flat.text
        self.flat = flat
        self.language = language
        self.lexicon: Lexicon = language.figures
        self.particles = Particles(self.lexicon)
        grammar = language.grammar
        self.segmentation = grammar.get("segmentation", "words")
        self.decimal = grammar.get("decimal", ".")
        self.prefixes = tuple(sorted((fold(p) for p in grammar.get("prefixes", ())), key=len, reverse=True))
        self.compounds = grammar.get("compounds", False)
        self.suffixes = frozenset(grammar.get("suffixes", ()))
        self.cases = frozenset(grammar.get("cases", ()))
        self.endings = tuple(grammar.get("endings", ()))
        self.alone = _alone(language)
        self.idle = _idle(language)
        self.tokens: list[Token] = []
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
        size, alone = len(text), self.alone
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
                if alone and position not in self.rough and (found := _WORD.match(text, position)) is not None:
                    known = alone.get(found.group())
                    if known is not None and not text.startswith(".", found.end()):
                        tokens.append(Token("word", position, found.end(), known[0], known[1], None, not blank))
                        position, blank = found.end(), False
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
        rest = _WORD.search(self.text, position, position + 24)
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
            return self._characters(position)
        found = _WORD.match(self.text, position)
        end = found.end() if found else position + 1
        if self.segmentation == "characters":
            for index in range(position + 1, end):
                if is_unspaced(self.text[index]):
                    end = index
                    break
        if self.segmentation == "prefixes":
            return self._by_prefixes(position, end)
        return self._phrase(position, end)

    def _phrase(self, position: int, end: int) -> int:
        first = fold(self.text[position:end])
        longest = self._longest(first)
        comma = self.text[end : end + 1] == "," and self.lexicon.longest.get(first + ",", 0)
        if comma or (longest > 1 and self._may_go_on(first, end)):
            ends = self._word_ends(end + 1, comma) if comma else self._word_ends(end, longest)
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
        if longest <= 1 and not self.prefixes and len(self.alone) < _MOST_ALONE and end - position <= LONGEST_WORD:
            self.alone[self.text[position:end]] = first, senses or NO_SENSES
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
            if senses.get("numbers", _NO_SENSE).key not in ("words", "scales", "joiners"):
                return False
            made.append(Token("word", position, position + len(part), word, senses, glued=bool(made)))
            position += len(part) + len(_JOINER)
        self.tokens.extend(made)
        return True

    def _is_joiner(self, letter: str) -> bool:
        return self.lexicon.exact.get(letter, NO_SENSES).get("numbers", _NO_SENSE).key == "joiners"

    def _longest(self, first: str) -> int:
        longest = self.lexicon.longest.get(first, 0)
        if not longest and self.text:
            longest = self.lexicon.longest.get(first + ".", 0)
        return longest

    def _may_go_on(self, first: str, end: int) -> bool:
        """Whether the word behind ``end`` begins as the second word of a listed phrase does."""
        letters = self.lexicon.seconds.get(first)
        gap = _GAP.match(self.text, end)
        if letters is None or gap is None:
            return gap is not None
        second = fold(self.text[gap.end() : gap.end() + 1])
        return not second or second[0] in letters

    def _word_ends(self, end: int, most: int) -> list[int]:
        """Where phrases of two to ``most`` words that begin with the word before ``end`` would end."""
        ends: list[int] = []
        position = end
        for _ in range(most - 1):
            gap = _GAP.match(self.text, position)
            if gap is None:
                break
            word = _WORD.match(self.text, gap.end())
            if word is None:
                break
            position = word.end()
            ends.append(position)
            if self.text[position : position + 1] == ".":
                ends.append(position + 1)
        return ends

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
        own = bool(senses) and not (limit and senses.get("quantifiers", _NO_SENSE).key not in _BEFORE_NUMBER)
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

    def _by_prefixes(self, position: int, end: int) -> int:
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
        ends = self._word_ends(end, longest)
        for before, stop in reversed(list(zip([end, *ends], ends, strict=False))):
            for cut in range(stop, before + 1, -1):
                if not self._parts_vague(cut) and fold(self.text[position:cut]) in self.lexicon.exact:
                    return cut
        return 0

    def _characters(self, position: int) -> int:
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
            and before.get("numbers", _NO_SENSE).key == "several"
            and behind.get("numbers", _NO_SENSE).key in ("scales", "words")
        )

    def _is_name_of_number(self, first: str, senses: Mapping[str, Sense]) -> bool:
        """Whether a word that merely contains a numeral begins with a scale: 百里 goes on with the number in 三百里."""
        number = self.lexicon.exact.get(first, NO_SENSES).get("numbers")
        return number is not None and number.key == "scales" and all(sense.key == "plain" for sense in senses.values())


_GAP = pattern(r"[ \u00a0\u202f]{1,2}+|[-‐‑\u05be/'’]|\. ?")
_MAQAF = "\u05be"
_JOINER = "\u200c"
_NUMBER_BEHIND = pattern(r"[-‐‑–\u05be]?(?=\d)|[-‐‑–\u05be](?=\w)|[ \u00a0](?=\d)")
_BEFORE_NUMBER = ("approx", "at_least", "at_most", "between")
_NO_SENSE = Sense("", "")
_MOST_ALONE = 50_000


@lru_cache(maxsize=64)
def _alone(_language: Language) -> dict[str, tuple[str, Mapping[str, Sense]]]:
    """The written words of a language that were found to open no phrase, each folded and with its senses; filled as texts are read."""
    return {}


@lru_cache(maxsize=64)
def _idle(_language: Language) -> set[str]:
    """The characters that no listed word begins with, where no blanks part words; filled as texts are read."""
    return set()
