"""Letters of a text → words with their senses: listed phrases, words with their clitics and endings, numbers in one word."""

from __future__ import annotations

from collections.abc import Mapping

from battlex.languages import Language
from battlex.languages.lexicon import Lexicon, Sense, fold
from battlex.languages.scripts import is_unspaced
from battlex.pattern import pattern
from battlex.values.figures.extent import Extent, word_end
from battlex.values.figures.orthography import orthography_of
from battlex.values.figures.particles import LONGEST_WORD
from battlex.values.figures.spelled import glued_numbers
from battlex.values.figures.token import NO_SENSE, NO_SENSES, Token
from battlex.values.figures.unspaced import Unspaced

_MAQAF = "\u05be"
_JOINER = "\u200c"
_NUMBER_BEHIND = pattern(r"[-‐‑–\u05be]?(?=\d)|[-‐‑–\u05be](?=\w)|[ \u00a0](?=\d)")
_BEFORE_NUMBER = ("approx", "at_least", "at_most", "between")


class Letters:
    """Puts out the words of a text at a place, behind the tokens that were put out before."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.orthography = orthography_of(language)
        self.lexicon: Lexicon = self.orthography.lexicon
        self.extent = Extent(text, self.lexicon)
        self.tokens: list[Token] = []
        self._unspaced: Unspaced | None = None

    @property
    def unspaced(self) -> Unspaced:
        """The same for words that nothing parts."""
        if self._unspaced is None:
            self._unspaced = Unspaced(self.text, self.language, self.tokens)
        return self._unspaced

    def letters(self, position: int, end: int) -> int:
        """Put out what begins with the letter at a place, where its word may end so; the place behind it."""
        if self.orthography.segmentation == "characters":
            if is_unspaced(self.text[position]):
                return self.unspaced.characters(position)
            for index in range(position + 1, end):
                if is_unspaced(self.text[index]):
                    end = index
                    break
        if self.orthography.segmentation == "prefixes":
            return self.unspaced.by_particles(position, end)
        return self._phrase(position, end)

    def _phrase(self, position: int, end: int) -> int:
        first = fold(self.text[position:end])
        if self.text[end : end + 1] == "," and (longest := self.lexicon.longest.get(first + ",", 0)):
            ends = self.extent.ends(end + 1, longest)
        else:
            ends = self.extent.ends_behind(first, end)
        for stop in reversed(ends):
            phrase = fold(self.text[position:stop])
            # A full stop belongs to an abbreviation that is listed with it, to no stem.
            look_up = self.lexicon.exact.get if phrase.endswith(".") else self.lexicon.word
            if (senses := look_up(phrase)) is not None and not (stop > end and self._begins_number(senses, stop)):
                self.tokens.append(Token("word", position, stop, phrase, senses))
                return stop
        known = self.orthography.met.get(self.text[position:end])
        if known is not None and self.text[end : end + 1] != ".":
            # What was met is a word of its own: nothing is cut from it.
            self.tokens.append(Token("word", position, end, first, known[2]))
            return end
        senses = self.lexicon.word(first)
        if senses is None and (parts := glued_numbers(first, self.language)) is not None:
            for value, sense in parts:
                self.tokens.append(Token("word", position, end, first, {"numbers": sense}, value=value, glued=True))
            return end
        if senses is None and _JOINER in self.text[position:end] and self._joined_numbers(position, end):
            return end
        cut = 0
        if senses is None and self.orthography.prefixes:
            cut = self._without_prefix(first)
            if cut:
                rest_start = position + cut
                done = self._phrase_after_prefix(rest_start, end, position)
                if done:
                    return done
        if senses is None and self.orthography.suffixes and "'" in first:
            stem, _, ending = first.rpartition("'")
            senses = self.lexicon.word(stem) if ending in self.orthography.suffixes else None
        if senses is None and self.orthography.cases:
            senses = self.lexicon.declined(first, self.orthography.cases, self.orthography.endings)
        if senses is None and self.orthography.compounds:
            senses = self.lexicon.tail(first)
            if senses is not None and not (set(senses) & {"nouns", "fates"}):
                senses = None
        # An abbreviation may be listed with its dot.
        if end < len(self.text) and self.text[end] == ".":
            dotted = self.lexicon.exact.get(first + ".")
            if dotted is not None:
                self.tokens.append(Token("word", position, end + 1, first + ".", dotted))
                return end + 1
            if senses is not None and self.orthography.may_be_dotted(first, senses):
                self.tokens.append(Token("word", position, end + 1, first, senses))
                return end + 1
        self.tokens.append(Token("word", position, end, first, senses or NO_SENSES))
        # What a clitic's cut comes to depends on what follows; all else is so wherever the word stands.
        if not cut and end - position <= LONGEST_WORD:
            self.orthography.keep_word(self.text[position:end], first, senses or NO_SENSES)
        return end

    def _begins_number(self, senses: Mapping[str, Sense], stop: int) -> bool:
        """ "y medio millar", but not "tres y medio millones", "mil y medio": whether a half counts what follows it."""
        if senses.get("numbers", NO_SENSE).key != "halves":
            return False
        before = self.tokens[-1] if self.tokens else None
        if before is not None and (before.value is not None or "numbers" in before.senses):
            return False
        after = fold(self.text[stop + 1 : word_end(self.text, stop + 1, stop + LONGEST_WORD)])
        return "numbers" in (self.lexicon.word(after) or NO_SENSES)

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
        for prefix in reversed(self.orthography.prefixes) if len(word) <= LONGEST_WORD else ():
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
