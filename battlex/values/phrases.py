"""Which listed words and phrases stand in a piece of text, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from battlex.kept import Kept
from battlex.languages import Language
from battlex.languages.lexicon import Lexicon, Sense, fold
from battlex.languages.scripts import split_unspaced
from battlex.pattern import pattern

_POINTS = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670"
_SIGNS = "".join(
    f"{chr(block)}-{chr(block + 0x03)}{chr(block + 0x3A)}-{chr(block + 0x4F)}{chr(block + 0x51)}-{chr(block + 0x57)}"
    for block in range(0x0900, 0x0D80, 0x80)
)
"""The vowel signs of the Indic scripts, at the same places of each block: they are parts of words."""

WORDS = pattern(
    rf"[\w{_POINTS}{_SIGNS}]++|[^\w\s.,:;'’\"«»“”„()\[\]/\-‐‑–—·・。，、；：（）\u200c\u200d\u200e\u200f\ufffc]"
)
_RUNS = pattern(r"\w++|[†‡✝☠&]")
MAX_WORD = 80
"""Letters of a word or phrase that may be listed: longer runs of letters are no words, and time stays bounded."""

_BRIDGES = " \u00a0\u202f\u2009\u3000\t.-‐‑'’·・\u200c\u200d\u200e\u200f"


class Word(NamedTuple):
    """A word of a text: its place, its folded form, and whether it is written together with the word before it."""

    start: int
    end: int
    norm: str
    glued: bool = False


class Hit(NamedTuple):
    """A listed phrase: the words ``first`` to ``last`` (exclusive) and the sense that the language gives it."""

    first: int
    last: int
    sense: Sense


_LONGEST_KEPT = 200
"""A longer text is no name or clause that comes again."""


def words(text: str, language: Language) -> Sequence[Word]:
    """The words of a text; where a language writes no blanks, each ideograph is one."""
    return _kept(text, language) if len(text) <= _LONGEST_KEPT else _kept_for_now(text, language)


def _cut(text: str, language: Language) -> tuple[Word, ...]:
    if language.grammar.get("segmentation") != "characters":
        pieces = ((*match.span(), match.group()) for match in WORDS.finditer(text))
        return tuple([Word(start, end, norm) for start, end, word in pieces if (norm := fold(word).strip())])
    found: list[Word] = []
    for start, end in _pieces(text):
        norm = fold(text[start:end]).strip()
        if norm:
            found.append(Word(start, end, norm, bool(found) and found[-1].end == start))
    return tuple(found)


_kept = lru_cache(maxsize=1 << 10)(_cut)
_kept_for_now = lru_cache(maxsize=4)(_cut)
"""Names are cut once, however many questions are asked of them."""


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for run in _RUNS.finditer(text):
        yield from split_unspaced(text, *run.span())


def phrase(sequence: Sequence[Word], first: int, last: int) -> str:
    """The folded phrase that the words from ``first`` to ``last`` (exclusive) make up."""
    text = sequence[first].norm
    for word in sequence[first + 1 : last]:
        text += word.norm if word.glued else f" {word.norm}"
    return text


def find(
    text: str, sequence: Sequence[Word], lexicon: Lexicon, section: str, language: Language, *keys: str
) -> list[Hit]:
    """The longest listed phrases of a section in the text, left to right; only under these keys, where some are named."""
    hits: list[Hit] = []
    position = 0
    opens = _openers(lexicon, section, language, keys)
    for place, word in enumerate(sequence):
        if not opens[word.norm] or place < position:
            continue
        hit = _longest(text, sequence, place, lexicon, section, language, keys)
        if hit is not None:
            hits.append(hit)
            position = hit.last
    return hits


def whole(
    text: str, sequence: Sequence[Word], lexicon: Lexicon, section: str, language: Language, *keys: str
) -> list[Hit]:
    """The phrases that ``find`` finds, where they make up the whole text; none where they do not."""
    hits: list[Hit] = []
    position = 0
    while position < len(sequence):
        hit = at(text, sequence, position, lexicon, section, language, *keys)
        if hit is None:
            return []
        hits.append(hit)
        position = hit.last
    return hits


def at(
    text: str,
    sequence: Sequence[Word],
    position: int,
    lexicon: Lexicon,
    section: str,
    language: Language,
    *keys: str,
) -> Hit | None:
    """The longest listed phrase of a section that begins with the word at ``position``; under these keys, as in ``find``."""
    if not _openers(lexicon, section, language, keys)[sequence[position].norm]:
        return None
    return _longest(text, sequence, position, lexicon, section, language, keys)


def may_open(first: str, lexicon: Lexicon, section: str, language: Language, keys: Sequence[str] = ()) -> bool:
    """Whether a phrase of a section, and of these keys, may begin with this word; False is sure."""
    if lexicon.longest.get(first, 1) != 1:
        return True
    stand_alone, clitics = _writing(language)
    if not stand_alone or first.startswith(clitics):
        return True
    senses = lexicon.word(first)
    if senses is None or section not in senses:
        return False
    return not keys or senses[section].key in keys


_MOST_KEPT = 2_000
"""So many words are kept with whether they may open a phrase of a section under some keys."""


@lru_cache(maxsize=1 << 9)
def _openers(lexicon: Lexicon, section: str, language: Language, keys: tuple[str, ...]) -> Kept[bool]:
    """Whether a word may open a phrase (see ``may_open``)."""
    return Kept(lambda first: may_open(first, lexicon, section, language, keys), _MOST_KEPT)


def _longest(
    text: str,
    sequence: Sequence[Word],
    position: int,
    lexicon: Lexicon,
    section: str,
    language: Language,
    keys: Sequence[str],
) -> Hit | None:
    first = sequence[position]
    limit = _limit(first.norm, lexicon, language)
    if not limit:
        return None
    stop = position + 1
    while stop < len(sequence) and stop - position < limit and _joined(text, sequence[stop - 1], sequence[stop]):
        stop += 1
    for last in range(stop, position, -1):
        if last == position + 1 and _is_initial(text, first):
            break
        sense = _look_up(phrase(sequence, position, last), last - position == 1, lexicon, section, language)
        if sense is not None and (not keys or sense.key in keys):
            return Hit(position, last, sense)
    return None


def _limit(first: str, lexicon: Lexicon, language: Language) -> int:
    """So many words the longest phrase has that may begin with this word; 0 where none does."""
    grammar = language.grammar
    if grammar.get("segmentation") == "characters":
        return lexicon.max_length if lexicon.stems or _clitics(language) else lexicon.longest_from.get(first[:1], 0)
    if grammar.get("prefixes") and first.startswith(_clitics(language)):
        return lexicon.max_words
    return lexicon.longest.get(first, 1)


@lru_cache(maxsize=64)
def _writing(language: Language) -> tuple[bool, tuple[str, ...]]:
    """Whether words are parted by blanks and not made into new ones; and the clitics that one may begin with."""
    grammar = language.grammar
    return grammar.get("segmentation", "words") == "words" and not grammar.get("compounds"), _clitics(language)


def _is_initial(text: str, word: Word) -> bool:
    """Whether a word is a single letter with a dot: of a name, not a word of the language."""
    return word.end - word.start == 1 and text[word.end : word.end + 1] == "." and word.norm.isalpha()


def _joined(text: str, left: Word, right: Word) -> bool:
    """Whether nothing but blanks, hyphens and dots of abbreviations stands between two words."""
    return right.start - left.end <= 4 and not text[left.end : right.start].strip(_BRIDGES)


def _look_up(key: str, single: bool, lexicon: Lexicon, section: str, language: Language) -> Sense | None:
    if len(key) > MAX_WORD:
        return None
    senses = lexicon.word(key)
    if senses is None and key.startswith(clitics := _clitics(language)):
        bare = next((b for b in _without(key, clitics) if lexicon.word(b) is not None), None)
        senses = lexicon.word(bare) if bare is not None else None
    if senses is None and single and language.grammar.get("compounds"):
        senses = lexicon.tail(key)
    return senses.get(section) if senses else None


@lru_cache(maxsize=64)
def _clitics(language: Language) -> tuple[str, ...]:
    """The words that a language writes together with the next one, folded."""
    return tuple(fold(prefix) for prefix in language.grammar.get("prefixes", ()))


def _without(key: str, clitics: Sequence[str]) -> Iterator[str]:
    """The key without a clitic, then without two ("to" and "the")."""
    once = [key[len(c) :] for c in clitics if key.startswith(c) and len(key) - len(c) >= 3]
    yield from once
    for rest in once:
        yield from (rest[len(c) :] for c in clitics if rest.startswith(c) and len(rest) - len(c) >= 3)
