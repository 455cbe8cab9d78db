"""Flat text → tokens: digits, words with their senses in a language, icons, punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import Lexicon, Sense, fold
from battlex.languages.scripts import is_unspaced
from battlex.markup import ICON, Flat, Mark
from battlex.values.figures.digits import GROUP_BLANKS, number_of
from battlex.values.figures.spelled import glued_numbers

NO_SENSES: Mapping[str, Sense] = {}


@dataclass(slots=True, eq=False, repr=False)
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


_DIGITS = re.compile(r"\d++(?:[.,'’·٬٫，．\u00a0\u202f\u2009 ]\d++){0,12}+")
_LONGER = re.compile(r"(?:[.,'’·٬٫，．\u00a0\u202f\u2009 ]\d++)++")
_ONE_RUN = re.compile(r"\d++")
_MOST_DIGITS = 30
"""A longer row of digits is a name: nothing was ever counted in such numbers."""

_HYPHENS = "-‐‑"
_WORD = re.compile(
    r"[^\W\d_]++(?:(?:[\u0300-\u036f\u064b-\u0652\u0591-\u05bd\u05bf-\u05c7\u0900-\u0963\u200c\u200d\u00ad'’ʼ׳]++"
    # A Hebrew acronym: the mark stands before its last letter, to which endings may be added.
    r"|(?<=[א-ת])[\"״](?=[א-ת]{1,4}(?![א-ת\"״])))[^\W\d_]++)*+[\u0300-\u036f\u064b-\u0652\u0591-\u05bd\u05bf-\u05c7]*+"
)


def tokenize(flat: Flat, language: Language) -> list[Token]:
    """Cut flat text into tokens; every character but blanks belongs to one."""
    tokens = _Tokenizer(flat, language).run()
    if any(mark.kind == "link" and mark.value for mark in flat.marks):
        _name_by_targets(tokens, flat, language)
    return tokens


_NAMING = frozenset({"personnel", "gun", "tank", "vehicle", "aircraft", "ship", "animal"})
_IN_BRACKETS = re.compile(r"\(([^()]{1,60})\)\s*$")


def _name_by_targets(tokens: Sequence[Token], flat: Flat, language: Language) -> None:
    """Give linked words the noun that their link leads to: "[[Panther tank|Panthers]]", "[[Blindado (buque)|blindado]]".

    What stands in brackets behind a title tells which of several meanings the word has, so it wins over the word's own.
    """
    at = 0
    for mark in flat.marks:
        if mark.kind != "link" or mark.value == flat.text[mark.start : mark.end]:
            continue
        while at and tokens[at - 1].start >= mark.start:
            at -= 1
        while at < len(tokens) and tokens[at].start < mark.start:
            at += 1
        end = at
        while end < len(tokens) and tokens[end].end <= mark.end:
            end += 1
        words = [token for token in tokens[at:end] if token.kind == "word"]
        if not words or any(token.kind == "digits" for token in tokens[at:end]):
            continue
        own = next((token for token in words if token.key("nouns")), None)
        bracketed = _IN_BRACKETS.search(mark.value)
        if own is not None and bracketed is None:
            continue
        noun = _noun_of(bracketed.group(1) if bracketed else mark.value, language)
        if noun is not None and not (own is not None and own.key("nouns") == noun.key):
            named = own or words[-1]
            named.senses = {**named.senses, "nouns": noun}


@lru_cache(maxsize=4096)
def _noun_of(title: str, language: Language) -> Sense | None:
    """The last noun of a title that names people or things (the first, where the language puts the head first)."""
    nouns = [
        token.senses["nouns"]
        for token in _Tokenizer(Flat(title, list(range(len(title))), list(range(1, len(title) + 1))), language).run()
        if token.key("nouns") in _NAMING and "fates" not in token.senses
    ]
    if not nouns:
        return None
    return nouns[0] if language.grammar.get("head") == "first" else nouns[-1]


class _Tokenizer:
    def __init__(self, flat: Flat, language: Language) -> None:
        self.text = flat.text
        self.flat = flat
        self.language = language
        self.lexicon: Lexicon = language.figures
        grammar = language.grammar
        self.segmentation = grammar.get("segmentation", "words")
        self.decimal = grammar.get("decimal", ".")
        self.prefixes = tuple(sorted((fold(p) for p in grammar.get("prefixes", ())), key=len, reverse=True))
        self.compounds = grammar.get("compounds", False)
        self.suffixes = frozenset(grammar.get("suffixes", ()))
        self.alone = _alone(language)
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
        if position > 1 and self.text[position - 1] in _HYPHENS and self.text[position - 2].isalpha():
            # The number of a model ends at the blank: "B-29 334機".
            run = re.split(rf"[{GROUP_BLANKS}]", run)[0]
        if max(map(len, _ONE_RUN.findall(run))) > _MOST_DIGITS:
            self.tokens.append(Token("word", position, found.end(), run))
            return found.end()
        length, value, grouped = number_of(run, self.decimal, self._scale_follows(position + len(run)))
        end = position + length
        if length == len(run) and (longer := _LONGER.match(self.text, end)) is not None:
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
        if longest > 1:
            ends = self._word_ends(end, longest)
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
        if longest <= 1 and not self.prefixes and len(self.alone) < _MOST_ALONE and end - position <= _LONGEST_WORD:
            self.alone[self.text[position:end]] = first, senses or NO_SENSES
        return end

    def _joined_numbers(self, position: int, end: int) -> bool:
        """Put out the number words that a joiner without width ties together (Persian "پنج‌هزار"); False where they are none."""
        made: list[Token] = []
        for part in self.text[position:end].split(_JOINER):
            word = fold(part)
            senses = self.lexicon.word(word) or NO_SENSES
            if senses.get("numbers", _NO_SENSE).key not in ("words", "scales", "joiners"):
                return False
            made.append(Token("word", position, position + len(part), word, senses, glued=bool(made)))
            position += len(part) + len(_JOINER)
        self.tokens.extend(made)
        return True

    def _longest(self, first: str) -> int:
        longest = self.lexicon.longest.get(first, 0)
        if not longest and self.text:
            longest = self.lexicon.longest.get(first + ".", 0)
        return longest

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
        for prefix in reversed(self.prefixes) if len(word) <= _LONGEST_WORD else ():
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
        counted = before is not None and (before.kind == "digits" or before.has("numbers", *_NUMBER_KEYS))
        state = _OPENING
        if counted and before is not None and before.end == position and before.kind == "digits":
            state = _COUNTED
        while position < end and end - position <= _LONGEST_WORD:
            phrase_end = self._phrase_end(position, end)
            if phrase_end:
                norm = fold(self.text[position:phrase_end])
                phrase = self.lexicon.exact[norm]
                self.tokens.append(Token("word", position, phrase_end, norm, phrase, glued=position > start))
                return phrase_end
            word = fold(self.text[position:end])
            if len(word) != end - position:
                word = self.text[position:end]
            pieces = self._cover(word, 0, state) or self._head(word, 1 if counted else 2, state)
            pieces = pieces or self._known_end(word)
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
            counted, state = False, _CLOSED
        if position < end:
            rest = fold(self.text[position:end])
            self.tokens.append(Token("word", position, end, rest, NO_SENSES, glued=position > start))
        return max(position, end)

    def _cover(self, word: str, start: int, state: int) -> list[_Piece]:
        """The listed words that make up a word from ``start`` on, longest first; none where some part is not listed."""
        dead: set[tuple[int, int]] = set()

        def search(at: int, state: int) -> list[_Piece] | None:
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

    def _head(self, word: str, least: int, state: int) -> list[_Piece]:
        """The longest listed word that a word begins with; one of a single letter only if it is a counter."""
        for stop in range(min(len(word), self.lexicon.max_length), least - 1, -1):
            senses = self._piece(word[:stop], state)
            if senses is None or ("numbers" in senses and state != _COUNTED):
                continue
            if stop > 1 or {"classifiers", "after"} & set(senses) or _is_measure(senses):
                return [(stop, senses)]
        return []

    def _known_end(self, word: str) -> list[_Piece]:
        """An unknown beginning and the listed words behind it, the first a noun or fate of two letters or more."""
        for at in range(1, len(word) - 1):
            pieces = self._cover(word, at, _CLOSED)
            if pieces and pieces[0][0] - at > 1 and {"nouns", "fates"} & set(pieces[0][1]):
                return [(at, NO_SENSES), *pieces]
        return []

    def _piece(self, key: str, state: int) -> Mapping[str, Sense] | None:
        """The senses of a listed word where it may stand; number words only where a number may be."""
        senses: Mapping[str, Sense] | None = self.lexicon.exact.get(key) or self.lexicon.stems.get(key)
        if senses is None:
            return None
        number = senses.get("numbers")
        if number is not None and number.key in _NUMBER_KEYS:
            if state == _CLOSED or (state == _COUNTED and number.key == "words"):
                senses = {section: sense for section, sense in senses.items() if section != "numbers"}
        elif state == _SINGLE and not (_BEHIND_NUMBER & set(senses)) and not _is_measure(senses):
            return None
        return senses or None

    def _phrase_end(self, position: int, end: int) -> int:
        """Where a listed phrase ends whose first word ends at ``end``; its last word may have a particle behind it."""
        longest = self.lexicon.longest.get(fold(self.text[position:end]), 1)
        if longest < 2:
            return 0
        ends = self._word_ends(end, longest)
        for before, stop in reversed(list(zip([end, *ends], ends, strict=False))):
            for cut in range(stop, before + 1, -1):
                if fold(self.text[position:cut]) in self.lexicon.exact:
                    return cut
        return 0

    def _characters(self, position: int) -> int:
        """Take the longest listed word at ``position``; characters of no listed word are gathered into one token."""
        last = self.tokens[-1] if self.tokens else None
        touching = last is not None and last.end == position
        behind_number = last is not None and touching and (last.kind == "digits" or "numbers" in last.senses)
        first = fold(self.text[position])
        most = _longest_from(self.lexicon).get(first, 0)
        ahead = self.text[position : position + most]
        folded = fold(ahead)
        aligned = len(folded) == len(ahead)
        for stop in range(position + len(ahead), position, -1):
            key = folded[: stop - position] if aligned else fold(self.text[position:stop])
            senses = self.lexicon.exact.get(key)
            if senses is None or (behind_number and stop > position + 1 and self._is_name_of_number(first, senses)):
                continue
            self.tokens.append(Token("word", position, stop, self.text[position:stop], senses))
            return stop
        if last is not None and touching and last.kind == "word" and not last.senses:
            last.end = position + 1
            last.norm += self.text[position]
        else:
            self.tokens.append(Token("word", position, position + 1, self.text[position], NO_SENSES))
        return position + 1

    def _is_name_of_number(self, first: str, senses: Mapping[str, Sense]) -> bool:
        """Whether a word that merely contains a numeral begins with a scale: 百里 goes on with the number in 三百里."""
        number = self.lexicon.exact.get(first, NO_SENSES).get("numbers")
        return number is not None and number.key == "scales" and all(sense.key == "plain" for sense in senses.values())


_GAP = re.compile(r"[ \u00a0\u202f]{1,2}+|[-‐‑\u05be/'’]|\. ?")
_MAQAF = "\u05be"
_JOINER = "\u200c"
_NUMBER_BEHIND = re.compile(r"[-‐‑–\u05be]?(?=\d)|[-‐‑–\u05be](?=\w)|[ \u00a0](?=\d)")
_BEFORE_NUMBER = ("approx", "at_least", "at_most", "between")
_NO_SENSE = Sense("", "")
_MOST_ALONE = 50_000
_Piece = tuple[int, Mapping[str, Sense]]
_LONGEST_WORD = 60
_NUMBER_KEYS = ("words", "scales", "several", "vague")
_OPENING, _COUNTED, _SINGLE, _NUMBER, _CLOSED = range(5)
"""What stands before a piece of a word: nothing, digits, a number word of one letter, a longer number, another word."""
_BEHIND_NUMBER = frozenset({"classifiers", "after", "nouns"})


@lru_cache(maxsize=64)
def _alone(_language: Language) -> dict[str, tuple[str, Mapping[str, Sense]]]:
    """The written words of a language that were found to open no phrase, each folded and with its senses; filled as texts are read."""
    return {}


@lru_cache(maxsize=64)
def _longest_from(lexicon: Lexicon) -> Mapping[str, int]:
    """The length of the longest listed word that begins with a character."""
    found: dict[str, int] = {}
    for word in lexicon.exact:
        found[word[0]] = max(found.get(word[0], 0), len(word))
    return found


def _is_measure(senses: Mapping[str, Sense]) -> bool:
    return "structure" in senses and senses["structure"].key in ("measure", "rate")


def _next_state(senses: Mapping[str, Sense], state: int, length: int) -> int:
    number = senses.get("numbers")
    if number is not None and number.key in _NUMBER_KEYS:
        return _COUNTED if state == _COUNTED else _SINGLE if state == _OPENING and length == 1 else _NUMBER
    return _CLOSED
