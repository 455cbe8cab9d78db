"""The steps in order: find the infoboxes, tell the language, cut, assign, read, assemble."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from battlex.assemble import assemble
from battlex.errors import LanguageError
from battlex.fields import infobox_names
from battlex.infobox import Cut, calls, find_infoboxes, matches
from battlex.languages import Language, load
from battlex.languages.recognise import known_templates, recognise
from battlex.markup import flatten
from battlex.model import Battle, DateRange, Figure, Measure, Page, Problem, Result, Span
from battlex.record import replace
from battlex.values.dates.reading import read_date
from battlex.values.figures.reading import read_figures
from battlex.values.names.belligerents import side_names
from battlex.values.result import read_result


def extract(source: Page | str, *, language: str | None = None, prose: bool = True) -> list[Battle]:
    """All battles that a page's infoboxes tell of, in the order of the page; an empty list where there is no infobox.

    ``source`` is a Page or plain wikitext; ``language`` a Wikipedia code, which overrides the page's own. ``prose`` is
    for figures in running text. Raises LanguageError where the language is not told and cannot be recognised; never
    raises for the content of an article: what could not be read is a Problem of the battle.
    """
    if not isinstance(source, (Page, str)):
        raise TypeError(
            f"extract takes a Page or wikitext, not {type(source).__name__}; battlex.pages(path) reads files"
        )
    page = source if isinstance(source, Page) else Page(source)
    with _uncollected():
        return _extract(page, language, prose)


def _extract(page: Page, language: str | None, prose: bool) -> list[Battle]:
    cuts = find_infoboxes(page.wikitext, known_templates() if language is None else _names(language))
    if not cuts:
        return []
    spoken = _language(page, cuts, language)
    own = infobox_names(spoken)
    battles = [assemble(page, found, spoken) for found in cuts if matches(found.name, own)] or [
        _reported(assemble(page, found, spoken), found) for found in cuts
    ]
    # The text of a page belongs to the battle of its first infobox.
    faults = [problem for found in cuts for problem in found.problems]
    return [_with_prose(battles[0], page.wikitext, faults, spoken), *battles[1:]] if prose else battles


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without searches for cycles, where they are on: they take a tenth of the time and find next to nothing.

    A page makes many small objects, and all but the few that it leaves are freed without them. Where several threads read,
    the first one to end turns the searches on again, so that they are never off for long.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


LONGEST_PROSE = 2 << 20
"""So many characters of a page are read as running text: MediaWiki saves no page of more bytes."""


def _with_prose(battle: Battle, wikitext: str, faults: Sequence[Problem], language: Language) -> Battle:
    # The rooms of prose take as long to import as all others together: who leaves it out need not wait for them.
    from battlex.prose import read_prose
    from battlex.prose.text.passages import without_unclosed

    prose = tuple(read_prose(without_unclosed(wikitext, faults)[:LONGEST_PROSE], language, battle.sides))
    if len(wikitext) <= LONGEST_PROSE:
        return replace(battle, prose=prose)
    message = f"running text behind the first {LONGEST_PROSE} characters was not read"
    problem = Problem("too-long", message, None, Span(LONGEST_PROSE, len(wikitext)))
    return replace(battle, prose=prose, problems=(*battle.problems, problem))


@lru_cache(maxsize=256)
def _names(language: str) -> frozenset[str]:
    return infobox_names(load(language)) | known_templates()


def _language(page: Page, cuts: Sequence[Cut], language: str | None) -> Language:
    code = language or page.language
    if code is None:
        names = [value.name for found in cuts for value in found.values]
        code = recognise([found.name for found in cuts], names, page.wikitext)
    if code is None:
        raise LanguageError("the language cannot be told from the template and the text; give it with -l / language=")
    return load(code)


def _reported(battle: Battle, found: Cut) -> Battle:
    message = f"{{{{{found.name}}}}} is not a template of this edition; read by its parameter names"
    return replace(battle, problems=(Problem("unknown-template", message, None, found.span), *battle.problems))


def why_no_battle(page: Page) -> str:
    """One line on why a page yields no battle: it calls a template that may hold the infobox, or has none."""
    for call in calls(page.wikitext):
        # "Battle of X infobox" is a battle's own; "Infobox person" is what many pages share.
        if "infobox" in call.name.casefold().rpartition(":")[2].strip().removeprefix("infobox"):
            return f"no infobox of a battle; {{{{{call.name}}}}} may hold it on a page of its own"
    return "no infobox of a battle"


def parse_figures(wikitext: str, *, language: str, measure: str) -> list[Figure]:
    """The figures of one strength or casualties value; ``measure`` is "strength" or "casualties", spans are of ``wikitext``."""
    if measure not in list(Measure):
        raise ValueError(f"no measure {measure!r}; there are {' and '.join(Measure)}")
    spoken = load(language)
    return list(read_figures(flatten(wikitext, spoken), spoken, Measure(measure)).figures)


def find_figures(wikitext: str, *, language: str) -> list[Figure]:
    """The figures that a piece of running text states, in its order; what stands in its notes is left out.

    Spans are of ``wikitext``; the figures are ProseFigures, which tell section and sentence.
    """
    from battlex.prose import find_figures as prose_figures

    spoken = load(language)
    with _uncollected():
        return list(prose_figures(wikitext, spoken))


def parse_date(wikitext: str, *, language: str) -> DateRange | None:
    """The date or dates that a value states, None where it states none."""
    spoken = load(language)
    return read_date(flatten(wikitext, spoken), spoken)


def parse_result(wikitext: str, combatants: Sequence[str], *, language: str) -> Result:
    """How a battle ended, by its result value and the wikitext of the combatant values, side 1 first."""
    if isinstance(combatants, str):
        raise TypeError(f"parse_result takes a list of combatants, a text a side; write [{combatants!r}, …]")
    spoken = load(language)
    names = [side_names(flatten(text, spoken), spoken) for text in combatants]
    return read_result(flatten(wikitext, spoken), names, spoken)
