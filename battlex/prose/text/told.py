"""What each written word may be to a figure: a number, what a number counts, a word of fate, a month and so on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cache

from battlex.kept import LONGEST, Kept
from battlex.languages import Language
from battlex.languages.lexicon import BEGINNING, Listed, Sense, fold
from battlex.pattern import pattern
from battlex.values.allegiance import parties
from battlex.values.figures.spelled import glued_numbers

NUMBER, COUNTED, ONE, MEASURE, MONTH, PEOPLE, PREPOSITION, FATED, KNOWN, DIGITS, TYPE, NAMING, OF, COUNTING = (
    1 << n for n in range(14)
)
TIED = 2
"""A noun so near before a number may be counted by it: "a garrison of 300"."""

_COUNTED_SECTIONS = frozenset({"nouns", "fates", "classifiers", "models"})
_TIME = pattern(r"\d{1,2}:\d\d$")
_PIECE = pattern(r"\d++(?>(?:[.,:]\d++)*)(?>(?:-?[^\W\d_]++|[%°º])?)|[^\W\d_]{2,}+|[^\W\d_](?=-?\d)")
_PIECE_WHOLE = pattern(
    r"\d++(?>(?:[.,:]\d++)*)(?>(?:-?[^\W\d_]++|[%°º])?)|[^\W\d_]++(?>(?:['’ʼ][^\W\d_]++)+)|[^\W\d_]{2,}+|[^\W\d_](?=-?\d)"
)
_MOST_KEPT = 20_000
"""So many written words are kept in each of the tables of a language."""

_LONGEST_ABBREVIATION = 3
"""Letters of an abbreviation that a number right behind it belongs to ("pp. 158", "nr 3")."""

Piece = tuple[int, str]
"""A word or digits, with the bits of what it tells before it."""


def _counted(senses: Mapping[str, Sense] | None) -> bool:
    return senses is not None and not _COUNTED_SECTIONS.isdisjoint(senses)


class Told:
    """Which words of a language may be numbers, and which may say what a number counts; what was looked up is kept."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.by_characters = language.grammar.get("segmentation", "words") != "words"
        self.compounds = bool(language.cldr.get("glued"))
        self.prefixes = tuple(fold(prefix) for prefix in language.grammar.get("prefixes", ()))
        self.cases = frozenset(language.grammar.get("cases", ()))
        self.suffixes = frozenset(language.grammar.get("suffixes", ()))
        self.endings = tuple(language.grammar.get("endings", ()))
        self.known = Kept(self._look_up, _MOST_KEPT)
        self.pieces = Kept(self._cut, _MOST_KEPT)
        self.plain: set[str] = set()
        self.numbered: set[str] = set()
        self.tails = self.compounds or bool(language.grammar.get("compounds"))
        self.months = frozenset(fold(month) for month in language.months)
        listed = [*language.cldr.get("numbers", {}), *language.cldr.get("scales", {})]
        for key in ("words", "scales", "vague"):
            listed.extend(language.section("numbers").get(key) or ())
        self.characters = frozenset("".join(listed)) if self.by_characters else frozenset()
        # "п'ять": numbers may hold an apostrophe; where none does, it parts words.
        # Where there are no articles, a number may be said of a noun before it ("казаков было около ста тысяч").
        self.tied = TIED if language.words("prose", "determiner") else TIED + 1
        self.piece = _PIECE_WHOLE if any("'" in word for word in listed) else _PIECE
        self.peoples = parties(language)
        self.prose = language.lexicon("prose")
        self.openers = self._openers()
        # Most words of a text are none of those that tell something as they are listed.
        self.listed = Listed((self.language.figures, self.prose, self.peoples), (*self.months, *self.openers))
        # How the words begin that may have endings of cases.
        self.begun = {word[:BEGINNING] for word in language.figures.exact} if self.cases else set[str]()
        self.leaders = cache(self._leaders)

    def _openers(self) -> dict[str, int]:
        """Of phrases that say what is counted, though none of their words does so alone, the word that tells most.

        Of types that is the name or the letters before their number ("He 111").
        """
        lexicon = self.language.figures
        found: dict[str, int] = {}
        for listed, last in ((lexicon.exact, None), (lexicon.stems, -1)):
            for phrase, senses in listed.items():
                if " " in phrase and ("nouns" in senses or "fates" in senses):
                    parts = phrase.split(" ")
                    if any(part[:1].isdecimal() for part in parts):
                        found.setdefault(parts[0], TYPE)
                    elif not any(_counted(lexicon.word(word)) for word in parts):
                        found[max(parts[:last], key=len)] = COUNTED
        return found

    def _may_be_formed(self, folded: str) -> bool:
        """Whether a word may be one with a prefix or an ending, or a compound, of those that are listed."""
        return self.tails or folded[:BEGINNING] in self.begun or folded.startswith(self.prefixes)

    def _leaders(self) -> frozenset[str]:
        """The first words of what counts by its last ("savaş gemisi"): a measure among them may be none."""
        lexicon = self.language.figures
        phrases = (phrase for listed in (lexicon.exact, lexicon.stems) for phrase in listed if " " in phrase)
        return frozenset(phrase.partition(" ")[0] for phrase in phrases if "nouns" in (lexicon.word(phrase) or {}))

    def holds_number(self, words: Sequence[str]) -> bool:
        """Whether a number stands in one of what blanks part: half of all sentences need no closer look."""
        return not self.numbered.isdisjoint(words) or (
            not self.plain.issuperset(words) and self._meet(set(words).difference(self.plain))
        )

    def _meet(self, new: Set[str]) -> bool:
        """Whether there is a number among words that were never met, which are told apart all in one go."""
        pieces = {*self.piece.findall("\n".join(new))}
        numbers = {piece for piece in pieces if self.known[piece] & (NUMBER | ONE | DIGITS)}
        numbered = {word for word in new if not numbers.isdisjoint(self.piece.findall(word))} if numbers else set[str]()
        for kept, told in ((self.numbered, numbered), (self.plain, new - numbered)):
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept.update([word for word in told if len(word) <= LONGEST])
        return bool(numbered)

    def _cut(self, written: str) -> tuple[Piece, ...]:
        """The pieces of what stands between two blanks: no piece goes over a blank."""
        pieces = [(self.known[piece], piece) for piece in self.piece.findall(written)]
        if written.endswith(",") and pieces and pieces[-1][0] & MONTH:
            # "In August, 64 planes": behind the comma a number is no day.
            pieces.append((0, ""))
        return tuple(pieces)

    def is_number(self, word: str) -> bool:
        """Whether a word is a number."""
        return bool(self.bits(word) & (NUMBER | ONE))

    def is_known(self, word: str) -> bool:
        """Whether a word tells anything, or is listed at all."""
        return bool(self.bits(word))

    def counts(self, digits: str) -> bool:
        """Whether digits, with what is written to them, are none of a time of day, a share, an ordinal or a name."""
        end = len(digits)
        while end and not digits[end - 1].isdecimal():
            end -= 1
        glued = digits[end:].lstrip(".,:-")
        # "4,600-strong" counts people, "12-ship" ships.
        strong = self.prose.word(fold(glued)) if glued else None
        counted = bool(self.bits(glued) & (NUMBER | COUNTED)) or (
            strong is not None and strong["prose"].key == "strong"
        )
        if glued and (glued in "%°º" or not (counted or glued in self.suffixes)):
            return False
        return not _TIME.match(digits[:end])

    def bits(self, word: str) -> int:
        """All that a word tells."""
        return self.known[word]

    def _look_up(self, word: str) -> int:
        if word[:1].isdecimal():
            return DIGITS | COUNTING if self.counts(word) else DIGITS
        folded = fold(word)
        if folded not in self.listed and not self._may_be_formed(folded):
            return 0
        lexicon = self.language.figures
        senses = lexicon.word(folded)
        for prefix in () if senses else self.prefixes:
            if folded.startswith(prefix):
                senses = senses or lexicon.word(folded[len(prefix) :])
        if senses is None and self.cases:
            senses = lexicon.declined(folded, self.cases, self.endings)
        if senses is None and self.language.grammar.get("compounds"):
            senses = lexicon.tail(folded)
        said = self.prose.word(folded)
        bits = 0
        if said is not None and said["prose"].key in ("strength", "odds", "amount", "them", "say", "reach", "joined"):
            bits = COUNTED | FATED
        elif said is not None and said["prose"].key == "those" and self.tied > TIED:
            # "их было около 300"
            bits = COUNTED
        elif said is not None and said["prose"].key == "single":
            bits = ONE
        elif said is not None and said["prose"].key in ("body", "strong"):
            bits = COUNTED
        elif folded in self.openers:
            bits = self.openers[folded]
        elif self.peoples.word(folded) is not None:
            bits = PEOPLE
        if (word in self.months or folded in self.months) and not (said is not None and word == folded):
            bits |= MONTH
        if senses or said is not None:
            bits |= KNOWN
        if senses:
            ordinal, structure = senses.get("ordinal"), senses.get("structure")
            measures = structure is not None and structure.key == "measure"
            named = ordinal is not None and ordinal.key == "ordinal_before" and len(folded) <= _LONGEST_ABBREVIATION
            bits |= NAMING if named and not measures else 0
            if measures and not _counted(senses):
                bits |= 0 if folded in self.leaders() else MEASURE
            if _counted(senses) or (structure is not None and structure.key == "survived"):
                bits |= COUNTED
            if "nouns" not in senses and "models" not in senses and bits & COUNTED:
                bits |= FATED
            article = said is not None and said["prose"].key == "determiner"
            ties = structure is not None and structure.key == "preposition" and not article
            bits |= PREPOSITION if "year" in senses or ties else 0
            bits |= OF if said is not None and said["prose"].key == "of" else 0
            number = senses.get("numbers")
            if (
                number is not None
                and number.key in ("words", "scales", "vague")
                and not (article or (said is not None and said["prose"].key == "pair"))
            ):
                bits |= ONE if number.value == 1 else NUMBER
        elif self.compounds and glued_numbers(folded, self.language) is not None:
            bits |= NUMBER
        return bits
