"""To which side a word belongs: names, adjectives and peoples in a text matched against what each side is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from battlex.languages import Language
from battlex.languages.lexicon import Lexicon
from battlex.values.called import Called, called, forms_of, shared
from battlex.values.phrases import Word, at, may_open

MAX_NAMES = 120
"""Names of a side beyond this many are not looked at: no battle has them, and time stays bounded."""

MAX_NAME = 160
"""Characters of a name beyond this many are not looked at."""


_LONG_STEM = 6
"""Words with so many letters in common are forms of one word."""

_ENDING = 2
"""An ending has no more letters."""

_SURE = 6
"""A word without a capital is a form of a name where the shorter of the two has so many letters."""

_FUNCTION_WORDS = frozenset({"agent", "of", "determiner", "auxiliary"})

_FURTHER = 0.125
"""What a further party that a word may mean adds to how surely it speaks of a side."""


class Evidence(NamedTuple):
    """Words of a text (``first`` to ``last``, exclusive) that speak of one side, and how surely."""

    first: int
    last: int
    side: int
    weight: float


class _Name(NamedTuple):
    side: int
    proper: bool
    words: Sequence[Word]
    generic: Sequence[bool]
    listed: Sequence[bool]


class _Opening(NamedTuple):
    """What a word may begin: names from the words that it is a form of, a listed party, and whether anything at all.

    ``alone`` has how surely the word speaks of each side by itself, where it is one that many sides share and where not;
    ``behind`` what the words behind it are looked up by that go on with a name, None where they have to be tried.
    Where no listed phrase begins with it (``single``), what it says where it stands alone is kept in ``settled``.
    """

    places: Sequence[tuple[int, int]]
    party: bool
    any: bool
    alone: Sequence[Mapping[int, Mapping[int, float]]]
    behind: Set[str] | None
    single: bool
    settled: dict[bool, tuple[int, float] | None]


def parties(language: Language) -> Lexicon:
    """The language's demonyms: each word with the parties that it may denote."""
    return language.lexicon("parties")


class Allegiance:
    """The sides of a battle by everything they are called; ``combatants[i]`` are the names of side i + 1.

    ``proper`` are those of them, as of units, that a word without a capital does not shorten: "infantry" is of any side.
    """

    def __init__(self, combatants: Sequence[Sequence[str]], language: Language, proper: Set[str] = frozenset()) -> None:
        self.language = language
        self.parties = parties(language)
        self.forms = forms_of(language)
        self.characters, self.least = self.forms.characters, self.forms.least
        self.count = len(combatants)
        self.names: list[_Name] = []
        self.index: dict[str, list[tuple[int, int]]] = {}
        self.members: dict[str, Counter[int]] = {}
        self.several: list[set[str]] = [set() for _ in combatants]
        self.initials: dict[str, set[int]] = {}
        self.openings: dict[str, _Opening] = {}
        for side, names in enumerate(combatants, 1):
            for name in dict.fromkeys(name[:MAX_NAME] for name in names[:MAX_NAMES]):
                self._add(side, called(name.replace("_", " "), language), name in proper)

    def _add(self, side: int, name: Called, proper: bool) -> None:
        if not name.words:
            return
        number = len(self.names)
        self.names.append(_Name(side, proper, name.words, name.generic, name.listed))
        for place, keys in enumerate(name.keys):
            for key in keys:
                self.index.setdefault(key, []).append((number, place))
        for denoted, strength in name.parties:
            for party in denoted:
                members = self.members.setdefault(party, Counter())
                members[side] = max(members[side], strength)
        if name.parties:
            self.several[side - 1].add(name.parties[0][0][0])
        for letters in name.initials:
            self.initials.setdefault(letters, set()).add(side)

    def evidence(self, text: str, sequence: Sequence[Word]) -> list[Evidence]:
        """What in a text speaks of one of the sides, in the order of the text."""
        generic: list[bool] = []
        found: list[Evidence] = []
        position = 0
        while position < len(sequence):
            norm = sequence[position].norm
            opening = self.openings.get(norm)
            if opening is None:
                opening = self.openings[norm] = self._opening(norm)
            if not opening.any:
                position += 1
                continue
            if opening.places and not generic:
                generic = shared(text, sequence, self.language)
            best = self._at(text, sequence, position, opening, generic)
            if best is None:
                position += 1
                continue
            last, side, weight = best
            if side and not (last == position + 1 and self._is_another(text, sequence[position])):
                found.append(Evidence(position, last, side, weight))
            position = last
        return found

    def _opening(self, norm: str) -> _Opening:
        places = dict.fromkeys(
            (number, place)
            for key in self.forms.keys(norm)
            for number, place in self.index.get(key, ())
            if self._is_word(norm, self.names[number], place)
        )
        party = may_open(norm, self.parties, "demonyms", self.language)
        word = (Word(0, len(norm), norm),)
        alone = [self._direct(word, 0, tuple(places), (generic,)) if places else {} for generic in (False, True)]
        behind = None
        if not (self.characters or self.forms.clitics):
            words = [(self.names[number].words, place + 1) for number, place in places]
            behind = {named[place].norm[: self.least] for named, place in words if place < len(named)}
        short = norm in self.initials
        single = len(norm) > 1 and not short and self.parties.longest.get(norm, 1) == 1
        return _Opening(tuple(places), party, bool(places) or party or short, alone, behind, single, {})

    def _at(
        self, text: str, sequence: Sequence[Word], position: int, opening: _Opening, generic: list[bool]
    ) -> tuple[int, int, float] | None:
        """(end, side, weight) of the longest match that begins here; side 0 where it fits several sides alike."""
        after = sequence[position + 1].norm[: self.least] if position + 1 < len(sequence) else ""
        alone = opening.behind is not None and after not in opening.behind
        if not (alone and opening.single):
            return self._longest(text, sequence, position, opening, generic, alone)
        shared = bool(generic) and generic[position]
        if shared not in opening.settled:
            best = self._longest(text, sequence, position, opening, generic, alone)
            opening.settled[shared] = best and best[1:]
        found = opening.settled[shared]
        return found and (position + 1, *found)

    def _longest(
        self,
        text: str,
        sequence: Sequence[Word],
        position: int,
        opening: _Opening,
        generic: list[bool],
        alone: bool,
    ) -> tuple[int, int, float] | None:
        by_length: dict[int, dict[int, float]] = {}
        if opening.places:
            if alone:
                by_length = {length: {**sides} for length, sides in opening.alone[generic[position]].items()}
            else:
                by_length = self._direct(sequence, position, opening.places, generic)
        hit = at(text, sequence, position, self.parties, "demonyms", self.language) if opening.party else None
        if hit is not None:
            sides = by_length.setdefault(hit.last - position, {})
            named = set(sides) if len(sides) > 1 else set()
            for party in hit.sense.value:
                for side, strength in self.members.get(party, {}).items():
                    weight = 2.0 * (hit.last - position) + strength - 1
                    # A word that may mean two parties of one side and one of the other speaks of the first; but one
                    # that both sides have in their names does not speak of who is listed as that party as well.
                    further = 0.0 if side in named else _FURTHER
                    sides[side] = max(sides[side], weight) + further if side in sides else weight
        if not by_length:
            return self._abbreviated(text, sequence, position)
        length = max(by_length)
        while length and not by_length.get(length):
            length -= 1
        sides = by_length.get(length, {})
        if not sides:
            return None
        top = max(sides.values())
        leaders = [side for side, weight in sides.items() if weight == top]
        return position + length, leaders[0] if len(leaders) == 1 else 0, top

    def _abbreviated(self, text: str, sequence: Sequence[Word], position: int) -> tuple[int, int, float] | None:
        """The side that has a name of which a word in capitals gives the first letters ("SDF")."""
        word = sequence[position]
        sides = self.initials.get(word.norm, set()) if text[word.start : word.end].isupper() else set()
        return (position + 1, min(sides), 2.0) if len(sides) == 1 else None

    def _is_another(self, text: str, word: Word) -> bool:
        """Whether a word without a capital is none of a side, but begins as a short name does, or is written like one.

        "chars", where Charles leads a side; "par", which stands for Paraguay where it has capitals.
        """
        norm = word.norm
        if not text[word.start].islower():
            return False
        if self._is_function_word(norm):
            return True
        if self.parties.word(norm) is not None:
            return False
        places = [place for key in self.forms.keys(norm) for place in self.index.get(key, ())]
        forms = {
            (name.words[place].norm, name.listed[place])
            for number, place in places
            if not (name := self.names[number]).proper
        }
        if places and not forms:
            return True
        near = [other for other, listed in forms if self.alike(norm, other, listed)]
        return bool(near) and all(other != norm and min(len(other), len(norm)) < _SURE for other in near)

    def _is_function_word(self, norm: str) -> bool:
        senses = self.language.figures.word(norm)
        if senses is not None and "structure" in senses and senses["structure"].key == "preposition":
            return True
        said = self.language.lexicon("prose").word(norm)
        return said is not None and said["prose"].key in _FUNCTION_WORDS

    def _direct(
        self, sequence: Sequence[Word], position: int, places: Sequence[tuple[int, int]], generic: Sequence[bool]
    ) -> dict[int, dict[int, float]]:
        """Matches with the sides' own names: by how many words, how surely they speak of each side."""
        found: dict[int, dict[int, float]] = {}
        for number, place in places:
            name = self.names[number]
            length, own, exact = 0, 0, True
            while position + length < len(sequence) and place + length < len(name.words):
                ours = sequence[position + length].norm
                if length and not self._is_word(ours, name, place + length):
                    break
                exact = exact and ours == name.words[place + length].norm
                own += not (name.generic[place + length] or generic[position + length])
                length += 1
            rest = sum(not g for g in name.generic) - own
            whole = rest <= 0 and (own > 0 or length == len(name.words))
            if self.characters and own < 2 and not (whole and own):
                continue
            if not own and not whole:
                continue
            weight = 2.0 * max(own, 0.25) + exact + (1.0 if whole else 0.0)
            sides = found.setdefault(length, {})
            sides[name.side] = max(sides.get(name.side, 0.0), weight)
        return found

    def _is_word(self, norm: str, name: _Name, place: int) -> bool:
        """Whether a word of a text is a form of the word at a place of a name."""
        theirs, listed = name.words[place].norm, name.listed[place]
        if norm == theirs:
            return True
        return any(self.alike(one, other, listed) for one in self.forms.of(norm) for other in self.forms.of(theirs))

    def alike(self, one: str, other: str, listed: bool = False) -> bool:
        """Whether two folded words are the same or share a stem ("caesarian" and "caesar").

        ``listed`` says that the language tells what else the second is called: but for an ending it is whole in the
        first, so that "Russell" is no "Russia".
        """
        if one == other:
            return True
        if self.characters:
            return False
        common = 0
        for left, right in zip(one, other, strict=False):
            if left != right:
                break
            common += 1
        if listed and common < min(len(other) - 1, _LONG_STEM) and len(one) - common > _ENDING:
            return False
        return common >= self.least and (common >= min(len(one), len(other)) - 2 or common >= _LONG_STEM)

    def largest(self) -> int:
        """The side of more parties than any other, 0 where there is none: a coalition against one."""
        sizes = [len(found) for found in self.several]
        top = max(sizes, default=0)
        return sizes.index(top) + 1 if top > 1 and sizes.count(top) == 1 else 0
