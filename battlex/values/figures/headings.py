"""What do a heading, a flag or a label say for the figures behind them?"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category, Fate
from battlex.pattern import pattern
from battlex.record import replace, struct
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES, Description, describe
from battlex.values.figures.items import Context, Item
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.structure import Bracket, Line, text_of
from battlex.values.figures.times import tells_time
from battlex.values.figures.token import Token

_IS_NO_NAME = pattern(r"\.[A-Za-z]{3,4}$|(?<!\d)\d++(?:x\d++)?px$|x\d++px$")
"""A file, or the size of an image."""


def flag_before(line: Line) -> str | None:
    """The party whose flag opens a line; a flag alone on its line is that of the lines below."""
    first = line.parts[0]
    if not isinstance(first, Token) or first.kind != "icon":
        return None
    for mark in first.marks:
        if mark.kind in ("flag", "flag_name", "country") and mark.value and not _IS_NO_NAME.search(mark.value):
            return mark.value
    return None


def heading_of(line: Line, language: Language, flat: Flat) -> Context:
    """What a line that stands over others says for their figures."""
    first, text = line.parts[0], text_of(line.parts, flat)
    # "(Danish sources):"
    said = describe(first.nodes if isinstance(first, Bracket) and len(line.parts) == 2 else line.parts, language)
    said = Description() if _names_unit(said, text) else said
    dated = tells_time(line.parts, text, language)
    return Context(
        fates=frozenset(said.fates),
        category=said.category if said.category is not None else said.weak,
        noun=said.noun,
        party=None if said.speaks or said.claim or said.total or said.part else text,
        unit=_unit(said, text),
        attribution=text if said.claim else None,
        total=said.total,
        casualties=said.casualties,
        dated=dated,
        bold=line.bold,
    )


def heading_after(line: Line, heading: Context, context: Context) -> Context:
    """ "'''Danes:''' 300 killed" below the block of another party: the lines below go on with the party last named in bold.

    ``context`` is what the line's own label says.
    """
    other = line.opens_bold and not line.bold and heading.bold and context.party != heading.party
    return replace(heading, party=context.party) if other and heading.party else heading


Below = tuple[int, str | None]
"""How deep in a list a party's label stands, whose the lines that stand deeper are."""

NOTHING_BELOW: Below = (sys.maxsize, None)


def told_below(line: Line, heading: Context, context: Context, below: Below) -> Below:
    """ "* Danes: 900", with "** 300 killed" below it; ``context`` is what the line's own label says."""
    named = line.item > 0 and context.party != heading.party and below == NOTHING_BELOW
    return (line.item, context.party) if named else below


def labelled_by(said: Description, text: str, dated: bool, context: Context) -> Context:
    """The context that a label leaves for what stands behind it.

    ``text`` is the label, ``said`` what it says, ``dated`` whether it tells a time.
    """
    if dated and not context.dated and context.party:
        # "Egypt: 6 October: 32,000": whose they are tells more than when.
        text = context.party
    context = replace(context, dated=context.dated or dated)
    if (not said.speaks and not said.claim and not said.total) or _names_unit(said, text):
        return replace(context, party=text or context.party, unit=None, total=context.total and dated)
    fates = frozenset(said.fates) if said.fates or said.casualties else context.fates
    if not said.fates and said.category is not None and said.category not in PEOPLE:
        # "killed: 300; guns: 6": the fates of people end at a label that names things.
        fates -= PEOPLE_FATES
    return replace(
        context,
        fates=fates,
        category=said.category or said.weak or context.category,
        noun=said.noun or context.noun,
        unit=_unit(said, text) or context.unit,
        attribution=text if said.claim else context.attribution,
        total=said.total,
        casualties=said.casualties or context.casualties,
    )


def _names_unit(said: Description, text: str) -> bool:
    """Whether a label is the name of a unit ("Blücher's army", "5th Army"), whose people or things are counted."""
    if said.noun is None or said.category is not Category.FORMATION:
        return False
    named = said.numbered or said.noun.has("structure", "unit_name")
    more = said.numbered or said.unknown_words > 0 or any(map(str.isdigit, text))
    return named and more and not (said.fates or said.casualties or said.claim or said.total or said.part)


def _unit(said: Description, text: str) -> str | None:
    """A label that says no more than a unit ("III Corps", "Garrison of Pest"), where people or things may be counted in it."""
    units = said.category is Category.FORMATION or (said.noun is not None and said.noun.has("structure", "unit_name"))
    plain = units and not (said.fates or said.casualties or said.claim or said.total)
    return text if plain and not said.part else None


@struct
class Whole:
    """A figure whose parts the lines below it tell: ``listed`` says how deep in a list they stand."""

    item: Item
    closed: bool
    listed: int | None = None

    def covers(self, line: Line) -> bool:
        """Whether a line goes on with the parts: of the same make as the first, and with no number beyond the whole."""
        if self.listed is None:
            self.listed = line.item
        number, most = next((p for p in line.parts if isinstance(p, Quantity) and not p.name), None), self.item.quantity
        if line.item != self.listed or not (self.closed or line.item) or number is None or most is None:
            return False
        return (number.max or number.min or 0) <= (most.max or most.min or 0)

    def said(self, context: Context) -> tuple[frozenset[Fate], Category | None, Token | None]:
        """What the whole says for a part: its fates and what it counts, else what the heading does."""
        fates = frozenset(self.item.fates) or context.fates
        return (
            (fates, context.category, context.noun)
            if self.item.category is None
            else (fates, self.item.category, self.item.noun)
        )


def whole_of(line: Line, items: Sequence[Item]) -> Whole | None:
    """The figure that a line ends with, if the lines below may tell its parts; None for a list's item without a colon."""
    last, item = line.parts[-1], items[-1]
    closed = isinstance(last, Token) and last.kind in (":", "：")
    whole = item.quantity is not None and item.depth == 0 and (closed or not line.item)
    return Whole(item, closed) if whole else None
