"""What does a bracket say of the figure before it, and do its numbers count anything new?"""

from __future__ import annotations

from collections.abc import Sequence

from battlex.markup import Flat
from battlex.model import Category, Level, Measure
from battlex.values.figures.carry import from_other_claim
from battlex.values.figures.describe import PEOPLE, Description
from battlex.values.figures.items import Item
from battlex.values.figures.quantity import MOST_GUNS, Quantity
from battlex.values.figures.runs import tied
from battlex.values.figures.structure import Bracket, Part, text_of
from battlex.values.figures.token import Token

LONG_GLOSS = 3
"""A bracket with more words that say nothing of figures is a remark, and its nouns and fates are not the figure's."""

_MOST_NAMED = 4
"""A name in brackets behind a list tells whose so many of its numbers are."""


def is_aside(
    bracket: Bracket,
    quantities: Sequence[Quantity],
    owner: Item | None,
    said: Description,
    flat: Flat,
    measure: Measure,
) -> bool:
    """Whether the numbers of a bracket count nothing new: a ship's guns, or the number before in other words."""
    single = quantities[0] if len(quantities) == 1 else None
    if owner is None:
        small = all(q.form == "digits" and (q.max or 1000) <= MOST_GUNS for q in quantities)
        guns = said.category in (Category.GUN, None) and said.weak is None and not said.fates and not said.casualties
        return small and guns and _behind_name(bracket, flat)
    own = owner.quantity
    if single is None or said.fates:
        return False
    if measure is Measure.CASUALTIES and own is not None and len(bracket.nodes) == 2:
        if tied(bracket.nodes[:1]) and (single.min or 0) > (own.max or 0):
            # "6 shot down (of 12)"
            return True
    if own is not None and (single.min, single.max) == (own.min, own.max) and own.form != single.form:
        owner.approx = owner.approx or single.approx
        return True
    one_ship = owner.category is Category.SHIP and (own is None or own.max == 1)
    return one_ship and said.category is Category.GUN and single.form == "digits"


def _behind_name(bracket: Bracket, flat: Flat) -> bool:
    """Whether a link or italics stand right before a bracket: a ship's name with its guns."""
    at = bracket.start
    while at > 0 and flat.text[at - 1] in " \u00a0":
        at -= 1
    return any(m.kind in ("link", "italic", "external") and m.start < at <= m.end + 2 for m in flat.marks)


def gloss(bracket: Bracket, owner: Item | None, said: Description, items: Sequence[Item], flat: Flat) -> None:
    """A bracket without a number tells more of the figure before it: its fate, who claims it, its party."""
    if owner is None or owner.level is not None or (said.unknown_words > LONG_GLOSS and not said.claim):
        return
    text = text_of(bracket.nodes, flat)
    if said.fates and said.unknown_words <= LONG_GLOSS and (owner.fates or not said.part):
        # But "60,000 (including prisoners)" are not all prisoners.
        owner.fates |= said.fates
        owner.given = True
    if said.claim:
        owner.attribution = text
        for item in items[-_MOST_NAMED:]:
            if item.segment == owner.segment and item.fates == owner.fates:
                item.attribution = item.attribution or text
        from_other_claim(items, owner)
        owner.approx = owner.approx or (said.approx and (_opens_rough(bracket) or not _names_source(bracket)))
    elif said.approx and not said.speaks and _opens_rough(bracket):
        # "(est. by Danes)"
        owner.approx = True
    elif said.approx and not said.speaks and _ends_rough(bracket.nodes, said.unknown_words):
        owner.approx = True
    elif _is_name(bracket, flat) and not (
        owner.category is Category.SHIP and owner.quantity and owner.quantity.max == 1
    ):
        for item in items[-_MOST_NAMED:]:
            if item.segment == owner.segment:
                item.party = item.party or text
        for item in _listed_things(items, owner, bracket, flat):
            item.party = text
    plain = (
        not said.claim
        and not said.part
        and not said.unknown_words
        and not any(isinstance(p, Quantity) for p in bracket.nodes)
    )
    if plain and owner.category is None and said.category not in (None, Category.FORMATION, Category.OTHER):
        owner.category, owner.noun = said.category, said.noun
    # "3,000 (total number that served)" is no sum.
    owner.total = owner.total or (said.total and not said.unknown_words)


def _listed_things(items: Sequence[Item], owner: Item, bracket: Bracket, flat: Flat) -> Sequence[Item]:
    """ "50,000 men, 80 guns (Blücher)": the figures of a line that ends with the only bracket in it, a name behind guns.

    Of people alone, "900 infantry, 300 cavalry (Cossacks)", only the last are told of.
    """
    begin = flat.text.rfind("\n", 0, bracket.start) + 1
    line, behind = flat.text[begin : bracket.start], flat.text[bracket.end :]
    listed = [item for item in items[-_MOST_NAMED:] if item.start >= begin]
    alone = not any(mark in line for mark in _CLOSING) and behind[:1] in ("", "\n")
    if owner.category is not Category.GUN or not alone or any(item.party or item.attribution for item in listed[:-1]):
        return ()
    return listed


_CLOSING = ")）];；"


def _opens_rough(bracket: Bracket) -> bool:
    """Whether a word for roughness opens a bracket that may stand before or behind a number ("estimated by the Danes")."""
    first = bracket.nodes[0]
    return isinstance(first, Token) and first.has("after", "approx_after") and first.has("quantifiers", "approx")


def _ends_rough(parts: Sequence[Part], unknown_words: int) -> bool:
    """Whether a word for roughness is all that is told: "90 boats (some in repair)" are 90."""
    last = parts[-1]
    if isinstance(last, Token) and (last.has("quantifiers", "approx") or last.has("after", "approx_after")):
        return True
    return not unknown_words and not any(isinstance(p, Token) and p.has("structure", "preposition") for p in parts)


def _is_name(bracket: Bracket, flat: Flat) -> bool:
    """Whether a bracket holds but a name: capitalised words that say nothing ("68,000 men and 156 guns (Wellington)")."""
    return 0 < len(bracket.nodes) <= LONG_GLOSS and all(
        isinstance(part, Token) and part.kind == "word" and not part.senses and flat.text[part.start].isupper()
        for part in bracket.nodes
    )


def _names_source(bracket: Bracket) -> bool:
    return any(
        isinstance(part, Token)
        and part.kind == "word"
        and not part.has("structure", "claim")
        and not part.has("quantifiers", "approx")
        for part in bracket.nodes
    )


def states_more(said: Description, owner: Item | None) -> bool:
    """Whether a bracket without a number states a size of its own behind the figure that owns it.

    "(all killed)" tells the fate of those before; "(the garrison annihilated)" is a statement of its own.
    """
    if owner is None or said.level is None or said.unknown_words > LONG_GLOSS:
        return False
    if said.level is Level.ALL:
        return said.category in PEOPLE and not said.fates and said.casualties
    return bool(said.fates) or said.casualties or owner.level not in (None, said.level)
