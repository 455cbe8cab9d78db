"""Flat text → tokens; words of a link without a noun of their own are named by where the link leads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import Sense
from battlex.markup import Flat, Mark
from battlex.pattern import pattern
from battlex.values.figures.token import Token
from battlex.values.figures.tokenizer import Tokenizer


def tokenize(flat: Flat, language: Language) -> list[Token]:
    """Cut flat text into tokens; every character but blanks belongs to one."""
    tokens = Tokenizer(flat, language).run()
    if not flat.marks:
        return tokens
    if any(mark.kind == "link" and mark.value for mark in flat.marks):
        _name_by_targets(tokens, flat, language)
    marks = [mark for mark in flat.marks if mark.kind in ("wrap", "number")]
    starts = [token.start for token in tokens] if marks else []
    for mark in marks:
        if mark.kind == "wrap" and mark.start < mark.end and (said := dict(mark.args).get("2")):
            _name_in_full(tokens[(at := bisect_left(starts, mark.start)) : at + 1], mark, said, language)
        elif mark.kind == "number" and (at := bisect_left(starts, mark.start)) < len(tokens):
            # "{{formatnum:1800}}" is no year.
            tokens[at].grouped = tokens[at].grouped or tokens[at].kind == "digits"
    return tokens


_LONGEST_IN_FULL = 60


def _name_in_full(tokens: Sequence[Token], mark: Mark, said: str, language: Language) -> None:
    """Give an abbreviation the noun or the fate of what it is short for: "{{abbr|k.|killed}}"."""
    short = next((t for t in tokens if t.kind == "word" and t.end <= mark.end), None)
    if short is None or short.key("nouns") or short.key("fates") or len(said) > _LONGEST_IN_FULL:
        return
    plain = Flat(said, list(range(len(said))), list(range(1, len(said) + 1)))
    for word in Tokenizer(plain, language).run():
        if word.key("nouns") or word.key("fates"):
            short.senses = {section: word.senses[section] for section in ("nouns", "fates") if section in word.senses}
            return


_NAMING = frozenset({"personnel", "gun", "tank", "vehicle", "aircraft", "ship", "animal"})
_IN_BRACKETS = pattern(r"\(([^()]{1,60})\)\s*$")


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
        if not words:
            continue
        model = any(token.kind == "digits" for token in tokens[at:end])
        if model and not (
            tokens[at].kind == "word" and "numbers" not in tokens[at].senses and flat.text[mark.start].isupper()
        ):
            # Digits count, but for those of a model that its letters open ("[[Douglas A-4 Skyhawk|A-4]]").
            continue
        own = next((token for token in words if token.key("nouns")), None)
        bracketed = _IN_BRACKETS.search(mark.value)
        if own is not None and bracketed is None:
            continue
        noun = _noun_of(bracketed.group(1) if bracketed else mark.value, language)
        if own is not None and noun is not None and noun.key == "personnel":
            # "[[Redoute (militaire)|redoutes]]": the bracket tells of what kind the thing is.
            continue
        if noun is not None and not (own is not None and own.key("nouns") == noun.key):
            named = own or words[0 if model else -1]
            named.senses = {"nouns": noun} if model else {**named.senses, "nouns": noun}


@lru_cache(maxsize=4096)
def _noun_of(title: str, language: Language) -> Sense | None:
    """The last noun of a title that names people or things (the first, where the language puts the head first)."""
    nouns = [
        token.senses["nouns"]
        for token in Tokenizer(Flat(title, list(range(len(title))), list(range(1, len(title) + 1))), language).run()
        if token.key("nouns") in _NAMING and "fates" not in token.senses
    ]
    if not nouns:
        return None
    return nouns[0] if language.grammar.get("head") == "first" else nouns[-1]
