"""Which edition is an article from? Told by its templates' names, their parameters, its script, its frequent words."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from battlex.languages import INDEX, made, read
from battlex.languages.lexicon import fold
from battlex.languages.names import parameter_key, template_key
from battlex.languages.scripts import is_unspaced
from battlex.pattern import pattern

SAMPLE = 8_000
"""As many characters of an article are looked at."""

FOREIGN = 0.15
"""Share of another script's letters from which a text is written in it: parameters and file names are Latin anywhere."""

KANA = 0.1
"""So many kana for one Han character make a text Japanese: Chinese articles quote names in kana."""

FREQUENT = 0.03
"""Share of a text's words that a language's frequent words must reach."""

AHEAD = 1.1
"""By how much the best language must be ahead of the next."""

OWN = 0.25
"""Share of an infobox's parameters that must be an edition's own to tell it where the template's name does not."""

_SCRIPTS = {
    "CJK": "han",
    "HIRAGANA": "japanese",
    "KATAKANA": "japanese",
    "HANGUL": "korean",
}
"""Scripts that go by another name than the first word of their characters' Unicode names, in lower case."""

_BETWEEN_WORDS = pattern(r"[\s\d_.,:;!?()\[\]{}|=<>/\"«»“”„‘…–—·*#。，、；：「」『』（）《》-]+")
_NOT_TEXT = pattern(
    r"https?://[^\s|\]]*+|\[\[[^\[\]|:]{1,20}:[^\[\]|]*+|^[ \t]*\|[^=|\n\[\]{}]{1,60}+=|<[^<>]{0,300}>", re.MULTILINE
)

Table = Mapping[str, str]
"""The codes, with blanks between them, by key."""


@lru_cache(maxsize=1)
def _index() -> Mapping[str, Table]:
    try:
        index: Mapping[str, Mapping[str, Sequence[str]]] = json.loads(read(f"{INDEX}.json"))
    except FileNotFoundError:
        index = made(INDEX)
    return {name: {key: codes for codes, keys in table.items() for key in keys} for name, table in index.items()}


def known_templates() -> frozenset[str]:
    """The keys (see ``template_key``) of the infobox templates of all editions."""
    return frozenset(_index()["templates"])


def recognise(template_names: Iterable[str], parameter_names: Iterable[str], text: str) -> str | None:
    """The code of the edition that an article is from; None where it cannot be told.

    ``template_names`` and ``parameter_names`` are those of its infoboxes, as written; ``text`` is its wikitext.
    """
    index = _index()
    candidates = _by_template(index["templates"], template_names)
    if len(candidates) != 1:
        candidates = _by_parameters(index["parameters"], parameter_names, candidates)
    if len(candidates) == 1:
        return next(iter(candidates))
    sample = _NOT_TEXT.sub(" ", text[:SAMPLE])
    candidates = _by_script(index["scripts"], sample, candidates)
    if len(candidates) == 1:
        return next(iter(candidates))
    return _by_words(index["words"], sample, candidates)


def _by_template(table: Table, names: Iterable[str]) -> frozenset[str]:
    """The editions that have a template of one of these names; none where that does not narrow them."""
    listed = [
        table.get(template_key(name)) or table.get(template_key(name).partition(":")[2].strip()) for name in names
    ]
    return frozenset().union(*(codes.split() for codes in listed if codes))


_SIDE = pattern(r"\d(?:\s?[^\W\d_]$)?")


def _by_parameters(table: Table, names: Iterable[str], candidates: frozenset[str]) -> frozenset[str]:
    """Those of the candidates (none means any) that know most of the names that not every edition knows.

    Where the template leaves every edition open, a few such names may be slips: they must be a share of all.
    """
    votes: Counter[str] = Counter()
    keys = [parameter_key(name) for name in names]
    for key in keys:
        codes = table.get(key) or table.get(_SIDE.sub("#", key)) or ""
        votes.update(code for code in codes.split() if not candidates or code in candidates)
    most = max(votes.values(), default=0)
    if not candidates and most < OWN * len(keys):
        return candidates
    return frozenset(code for code, count in votes.items() if count == most) or candidates


def _by_script(table: Table, text: str, candidates: frozenset[str]) -> frozenset[str]:
    """Those of the candidates (none means any) that are written in the script of the text."""
    scripts = _scripts(text)
    if scripts["japanese"] > scripts["han"] * KANA:
        scripts["japanese"] += scripts.pop("han", 0)
    latin = scripts.pop("latin", 0)
    script, count = max(scripts.items(), key=lambda item: item[1], default=("latin", 0))
    if count < FOREIGN * (latin + scripts.total()):
        script = "latin"
    written = frozenset(table.get(script, "").split())
    return candidates & written or written


def _scripts(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if char.isalpha():
            name = unicodedata.name(char, "?").partition(" ")[0]
            found[_SCRIPTS.get(name, name.lower())] += count
    return found


def _words(text: str) -> Counter[str]:
    """How often each word stands in a text; a character of a script without blanks is one."""
    found = Counter({char: count for char, count in Counter(text).items() if is_unspaced(char)})
    apart = text.translate(dict.fromkeys(map(ord, found), " "))
    found.update(word for word in _BETWEEN_WORDS.split(apart) if word)
    return found


def _by_words(table: Table, text: str, candidates: frozenset[str]) -> str | None:
    """The candidate whose frequent words stand in the text most often, if it is well ahead of all others.

    A word counts for less where more languages have it, and its further occurrences count for less and less: many
    words of a language tell more than many occurrences of one.
    """
    words: Counter[str] = Counter()
    for written, count in _words(text).items():
        words[fold(written)] += count
    scores: defaultdict[str, float] = defaultdict(float)
    found: Counter[str] = Counter()
    for word, count in words.items():
        codes = [code for code in table.get(word, "").split() if code in candidates]
        for code in codes:
            scores[code] += math.sqrt(count) / len(codes)
            found[code] += count
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (best, score), (_, next_score) = [*ranked, ("", 0.0), ("", 0.0)][:2]
    clear = found[best] >= FREQUENT * max(words.total(), 1) and score > AHEAD * next_score
    return best if clear else None
