"""Where does a sentence speak of a side?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from battlex.kept import Kept
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Belligerent, Person, Side, Unit
from battlex.pattern import pattern
from battlex.prose.words import words_of
from battlex.record import Record, record
from battlex.values.allegiance import Allegiance, parties
from battlex.values.phrases import WORDS, Word, words

NEAR_NAME = 40
"""Characters behind a phrase within which a name may still describe it ("32 ships of the Spanish fleet")."""

_OPENING, _DESCRIBED, _SAID_BY = 40, 2, 4
"""Characters that open a sentence; words that may describe a name, and that tell before it that it is a source."""

_SHORT = 3
"""So many letters without a capital may be a country's letters as well as a verb: "est" is Estonia."""

_NEAR_ENEMY = 6
"""Characters before a phrase that may hold a word for the enemy."""

_NEAR_BODY, _IN_BODY = 60, 5
"""Characters, and words, before a number that may name a body of the enemy."""

LEAD = 600
"""Characters at the beginning of a passage that are searched for who speaks."""

_MOST_KEPT = 20_000
"""So many written words are kept with what they come to."""

_PUNCTUATION = ",;:.()'’\""
_LETTERS = pattern(r"(?<![^\W_])[^\W\d_]{2}|\d\d[^\W\d_]")
"""What makes more of a name than a number or a letter: two letters of a word, or an ordinal of two digits ("50th Division")."""

_TITLE = pattern(r"《[^《》]{1,60}+》")


@record
class Told(Record):
    """A stretch of the sentence that speaks of one side."""

    start: int
    end: int
    side: int


@lru_cache(maxsize=64)
def _written(language: Language) -> Kept[tuple[str, int]]:
    """A word as it is written → folded, and the most words of a phrase that names a party and begins with it, 0 for none."""
    listed = parties(language)

    def told(written: str) -> tuple[str, int]:
        norm = fold(written).strip()
        return norm, listed.longest.get(norm, 0) or int(listed.word(norm) is not None)

    return Kept(told, _MOST_KEPT)


class Mentions:
    """Finds the names of sides in sentences."""

    def __init__(self, sides: Sequence[Side], language: Language) -> None:
        self.language = language
        self.words = words_of(language)
        self.numbers = [side.side for side in sides]
        names = [list(_names(side)) for side in sides]
        proper = {name for side in sides for unit in side.units for name in _called(unit)}
        for side in sides:
            proper.difference_update(name for entry in side.belligerents for name in _called(entry))
        self.allegiance = Allegiance(names, language, proper) if any(names) else None
        self.written = _written(language)
        enemy = self.words.contained["enemy"]
        self.enemy = (
            frozenset(word for word in enemy if not word.endswith("*")),
            tuple(word[:-1] for word in enemy if word.endswith("*")),
        )
        # "Saxony's 40 guns", "the Danes’ 450"
        possessive = self.words.possessive if self.words.determiners else ()
        self.owning = tuple({one[-1] for one in possessive} | set("'’" if possessive else ""))
        self.accounts = tuple(fold(phrase) for phrase in language.words("structure", "claim") if " " in phrase)

    def told(self, text: str) -> list[Told]:
        """What in a sentence speaks of a side, in the order of the text."""
        if self.allegiance is None:
            return []
        if "《" in text:
            text = _TITLE.sub(lambda title: " " * len(title.group()), text)
        sequence = self._telling(text)
        found = [
            Told(sequence[e.first].start, sequence[e.last - 1].end, self.numbers[e.side - 1])
            for e in self.allegiance.evidence(text, sequence)
        ]
        if self.words.characters or not found:
            return [t for t in found if not self._ends_word(text, t.start)]
        sources = self._sources_end(text)
        found = [t for t in found if not self._counts(text[t.start : t.end])]
        return [t for t in found if t.start >= sources and not self._is_source(text, t)]

    def _ends_word(self, text: str, start: int) -> bool:
        """ "其中軍官": whether the first sign of a name ends a word for a part."""
        senses = self.language.figures.word(text[start - 1 : start + 1]) if start else None
        return senses is not None and "structure" in senses and senses["structure"].key == "part"

    def _telling(self, text: str) -> Sequence[Word]:
        """The words that may name a side, with those behind them; all others are left out, which saves most of the work."""
        assert self.allegiance is not None
        if self.allegiance.characters:
            return words(text, self.language)
        written, index, least = self.written, self.allegiance.index, self.allegiance.least
        kept: list[Word] = []
        follow = 0
        for found in WORDS.finditer(text):
            norm, reach = written[found[0]]
            if not reach and norm[:least] in index:
                reach = 1
            follow = reach if reach >= follow else follow - 1
            if follow and norm:
                kept.append(Word(*found.span(), norm))
            elif kept and kept[-1].norm:
                # No name goes on behind words left out: "one of the groups reached England" names no King of England.
                kept.append(Word(*found.span(), ""))
        return kept

    def _sources_end(self, text: str) -> int:
        """Where the words end that open a sentence and tell whose account it follows ("According to French reports, ")."""
        if not fold(text[:_OPENING]).lstrip().startswith(self.accounts):
            return 0
        comma = text.find(",", 0, LEAD)
        return max(comma, 0)

    def _is_source(self, text: str, one: Told) -> bool:
        """ "French accounts give 28 killed": whether a name tells only who says so."""
        ahead = fold(text[one.end : one.end + NEAR_NAME]).split()
        for place, word in enumerate(ahead[:_DESCRIBED]):
            if self.words.active and self.words.listed(word, "say"):
                # "les Japonais reconnaissent officiellement 300 tués"
                break
            if self.words.has_sense(word, "claim"):
                # "French estimates of the strength": a noun, not the verb of who claims something of himself.
                return self.words.lexicon.word(word) is None or any(
                    self.words.listed(w, "of") for w in ahead[place + 1 : place + 2]
                )
        # "selon l'état-major français"
        said = text[max(0, one.start - LEAD) : one.start].split()[-_SAID_BY:]
        according = next((place for place, word in enumerate(said) if self.words.listed(word, "according")), -1)
        if according < 0 or any(word[-1] in _PUNCTUATION for word in said[according:]):
            return False
        # "selon d'autres les Français", "laut Polybios verloren die Römer"
        return not any(self._opens_clause(word) for word in said[according + 2 :])

    def _opens_clause(self, word: str) -> bool:
        """Whether a word behind a source is a verb, or the article of who is told of."""
        senses = self.language.figures.word(fold(word))
        return (senses is not None and "fates" in senses) or self.words.listed(
            word, "determiner", "auxiliary", "perfect", "say", "strength", "suffer"
        )

    def _counts(self, name: str) -> bool:
        """Whether a name is but a number or a letter, as in "Kingdom of the Two Sicilies", "1st Division", "D company"."""
        if not _LETTERS.search(name):
            return "." not in name
        senses = self.language.figures.word(fold(name))
        return senses is not None and "numbers" in senses

    def names_others(self, gap: str) -> bool:
        """ "They beat the Georgians, who had 70,000 men": whether a nation is named that is on neither side."""
        if self.words.characters or self.allegiance is None:
            return False
        for word in gap.split():
            if (
                word[0].isupper()
                and (senses := self.allegiance.parties.word(fold(word).strip(_PUNCTUATION))) is not None
            ):
                sense = senses.get("demonyms")
                if sense is not None and not any(party in self.allegiance.members for party in sense.value):
                    return True
        return False

    def is_called(self, name: str, side: int) -> bool:
        """Whether a word names a party of a side itself, not "the allies" of whom it is one in another war."""
        senses = self.allegiance.parties.word(fold(name)) if self.allegiance is not None else None
        if self.allegiance is None or senses is None or "demonyms" not in senses:
            return True
        own = self.allegiance.several[self.numbers.index(side)]
        return any(party in own for party in senses["demonyms"].value)

    def describes_others(self, word: str) -> bool:
        """ "trois divisions piémontaises": whether an adjective behind a phrase is of a nation that is on neither side."""
        return len(word) > _SHORT and word[0].islower() and self.names_others(word.capitalize())

    def is_enemy(self, phrase: str) -> bool:
        """Whether a phrase is of the enemy, whoever that is."""
        folded = fold(phrase)
        if self.words.characters:
            return self.words.stands_in(folded, "enemy")
        words, stems = self.enemy
        said = folded.split()
        return not words.isdisjoint(said) or any(word.startswith(stems) for word in said if stems)

    def ends_in_enemy(self, text: str) -> bool:
        """ "적 300명을 죽이고", "une colonne ennemie de 300 hommes": whether the enemy, or a body of his, is told the number of."""
        if self.words.characters:
            return fold(text[-_NEAR_ENEMY:]).rstrip().endswith(self.words.contained["enemy"])
        said, tied = text[-_NEAR_BODY:].split()[-_IN_BODY:], False
        for at in range(len(said) - 1, -1, -1):
            if self.words.listed(said[at], "of", "strength"):
                tied = True
            elif not tied:
                break
            elif self.is_enemy(said[at]):
                return any(map(self._is_body, (*said[max(0, at - 1) : at], *said[at + 1 : at + 2])))
            elif not self._is_body(said[at]):
                break
        return False

    def owner_before(self, text: str, at: int) -> int:
        """ "Saxony's 40 guns", "the Danes' 450": where the name ends that owns what is counted right behind it; 0 for none."""
        said = text[:at].rstrip()
        if not said.endswith(self.owning):
            return 0
        said = said.replace("’", "'")
        ending = next((end for one in self.words.possessive for end in (one, one[:1]) if said.endswith(end)), "")
        return len(said.removesuffix(ending)) if ending else 0

    def _is_body(self, word: str) -> bool:
        senses = self.language.figures.word(fold(word))
        unit = senses is not None and "nouns" in senses and senses["nouns"].key == "formation"
        return unit or self.words.listed(word, "body", "fleet")


def _called(entry: Belligerent | Person | Unit) -> Iterator[str]:
    for name in (entry.name, entry.link, entry.group):
        if name:
            yield name.partition("#")[0].partition(" (")[0]


def _names(side: Side) -> Iterator[str]:
    """Everything that a side is called, and the names of its commanders and units."""
    entries: tuple[Belligerent | Person | Unit, ...] = (*side.belligerents, *side.commanders, *side.units)
    for entry in entries:
        yield from _called(entry)
        if entry.flag and "." not in entry.flag:
            yield entry.flag
