"""What do a heading, a flag or a label say for the figures behind them?"""

from __future__ import annotations

from battlex.languages import Language
from battlex.markup import Flat
from battlex.pattern import pattern
from battlex.record import replace
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES, Description, describe
from battlex.values.figures.glosses import text_of
from battlex.values.figures.items import Context
from battlex.values.figures.structure import Line
from battlex.values.figures.token import Token

_IS_FILE = pattern(r"\.[A-Za-z]{3,4}$")


def flag_before(line: Line) -> str | None:
    """The party whose flag opens a line; a flag alone on its line is that of the lines below."""
    first = line.parts[0]
    if not isinstance(first, Token) or first.kind != "icon":
        return None
    for mark in first.marks:
        if mark.kind in ("flag", "flag_name", "country") and mark.value and not _IS_FILE.search(mark.value):
            return mark.value
    return None


def heading_of(line: Line, language: Language, flat: Flat) -> Context:
    """What a line that stands over others says for their figures."""
    said = describe(line.parts, language)
    text = text_of(line.parts, flat)
    return Context(
        fates=frozenset(said.fates),
        category=said.category if said.category is not None else said.weak,
        noun=said.noun,
        party=None if said.speaks or said.claim or said.total else text,
        attribution=text if said.claim else None,
        total=said.total,
        casualties=said.casualties,
    )


def labelled_by(said: Description, text: str, context: Context) -> Context:
    """The context that a label leaves for what stands behind it; ``text`` is the label, ``said`` what it says."""
    if not said.speaks and not said.claim and not said.total:
        return replace(context, party=text or context.party)
    fates = frozenset(said.fates) if said.fates or said.casualties else context.fates
    if not said.fates and said.category is not None and said.category not in PEOPLE:
        # "killed: 300; guns: 6": the fates of people end at a label that names things.
        fates -= PEOPLE_FATES
    return replace(
        context,
        fates=fates,
        category=said.category or said.weak or context.category,
        noun=said.noun or context.noun,
        attribution=text if said.claim else context.attribution,
        total=said.total,
        casualties=said.casualties or context.casualties,
    )
