"""The paragraph that introduces a battle, and the name that it gives it against that of the infobox."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from battlex.check.findings import Finding, Quote, finding, quote_of
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.markup import ICON, Mark, clean
from battlex.model import Battle
from battlex.pattern import pattern
from battlex.prose.text.passages import Passage, read_passages, without_unclosed


def introduction(battle: Battle, language: Language) -> Passage | None:
    """The paragraph that introduces the battle: the first one with a name in bold."""
    return _introduction(without_unclosed(battle.page.wikitext, battle.problems), language)


@lru_cache(maxsize=2)
def _introduction(wikitext: str, language: Language) -> Passage | None:
    # Kept, for a page may hold hundreds of infoboxes.
    for passage in read_passages(wikitext, language):
        if passage.section is not None:
            return None
        if passage.kind == "paragraph" and next(bold_names(passage), None) is not None:
            return passage
    return None


def bold_names(passage: Passage) -> Iterator[Mark]:
    """What stands in bold in a passage and is more than a template without text."""
    return (
        mark for mark in passage.marks if mark.kind == "bold" and passage.text[mark.start : mark.end].strip(_AROUND)
    )


def introduces(lead: Passage, battle: Battle) -> bool:
    """Whether a lead is that of this battle: further infoboxes of a page are of other battles."""
    bold = next(bold_names(lead))
    return lead.cut(bold.start, bold.end).span(0, bold.end - bold.start).start >= battle.infobox.span.start


def names(battle: Battle, lead: Passage) -> Iterator[Finding]:
    """The name of the infobox against the names in bold, of which the first is quoted."""
    told = [(mark, clean(lead.text[mark.start : mark.end])) for mark in bold_names(lead)]
    mine = [line for line in (battle.name or "").split("\n") if _letters(line)]
    bold = next((mark for mark, name in told if _letters(name)), None)
    if not mine or bold is None or not introduces(lead, battle):
        return
    if any(_same(name, line) for _, name in told for line in mine):
        return
    message = "the infobox names it otherwise than the text"
    own = quote_of(battle, "name", battle.name or "")
    yield finding("name-lead", message, own, quoted(lead, bold.start, bold.end))


def quoted(lead: Passage, start: int, end: int) -> Quote:
    """A stretch of a lead as a quote, without the blanks and the templates around it that show nothing."""
    said = lead.text[start:end]
    start, end = start + len(said) - len(said.lstrip(_AROUND)), end - len(said) + len(said.rstrip(_AROUND))
    return Quote(clean(said), lead.cut(start, end).span(0, end - start), "lead")


_AROUND = " \t\n\u00a0\u3000" + ICON
_WORD = pattern(r"\w{4,}")
_APART = pattern(r"[\s'’]+")
_SHORT, _LONG_TAIL = 3, 3
_BRACKETS = pattern(r"[(（][^()（）]*[)）]")


def _same(one: str, other: str) -> bool:
    """Whether one of two names is in the other, or has but words of the other; short words ("the", "of") name nothing."""
    letters, others = _letters(one), _letters(other)
    if letters and (letters in others or (others and others in letters)):
        return True
    mine, theirs = set(_WORD.findall(fold(one))), set(_WORD.findall(fold(other)))
    return (bool(mine and theirs) and (mine <= theirs or theirs <= mine)) or _one_place(one, other)


def _one_place(one: str, other: str) -> bool:
    """Whether two names call the same place otherwise: "Action of Ford", "Battle of Ford", but not "First Battle of Ford"."""
    mine, theirs = (_APART.split(_BRACKETS.sub("", name).strip()) for name in (one, other))
    alike = [a == b for a, b in zip(reversed(mine), reversed(theirs), strict=False)]
    # Where nothing but the first word differs, it tells one battle from another one.
    return (
        alike[0]
        and len(alike) > 1
        and not all(alike[:_LONG_TAIL])
        and len(mine[-1]) > _SHORT
        and mine[-1][:1].isupper()
    )


def _letters(name: str) -> str:
    """The letters and digits of a name without what stands in brackets."""
    return "".join(char for char in fold(_BRACKETS.sub("", name)) if char.isalnum())
