"""Statements of size without a number: "unknown", "heavy", "entire garrison killed"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.markup import Flat
from battlex.model import Category, Fate, Level, Measure
from battlex.record import replace
from battlex.values.figures.carry import from_heading
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE, Description
from battlex.values.figures.items import Context, Item
from battlex.values.figures.quantity import DASHES, Quantity
from battlex.values.figures.structure import Part, Segment
from battlex.values.figures.token import Token

SIZES = (Level.LIGHT, Level.MODERATE, Level.HEAVY)
"""The levels that tell how large something is, and may be but adjectives."""
_FEW_WORDS = 2
_SOME_WORDS = 8
"""So many words that say nothing may stand beside a level; beside a word for casualties more of them."""


def level_of(said: Description, measure: Measure) -> Level | None:
    """The level that a segment without a number states, None where its word is but an adjective ("light cruisers")."""
    if said.level is None or said.level_token is None:
        return None
    if said.fates and said.fates <= {Fate.DAMAGED, Fate.LOST} and said.category is None and said.level is not Level.ALL:
        return None
    if said.level in SIZES:
        if said.fates and said.fates <= {Fate.DAMAGED, Fate.LOST} and said.category not in PEOPLE:
            # "the ship was heavily damaged": an adverb.
            return None
        if said.category is not None and not (said.casualties or said.fates or said.apart):
            return None
        if measure is Measure.STRENGTH and said.unknown_words:
            return None
        if said.unknown_words > (_SOME_WORDS if said.casualties else _FEW_WORDS):
            return None
    if measure is Measure.STRENGTH and said.level is Level.ALL:
        return None
    return said.level


def belongs_to_name(said: Description, parts: Sequence[Part], flat: Flat) -> bool:
    """Whether a word of size begins a name: it has a capital, and so has the unknown word behind it ("Great Britain")."""
    token = said.level_token
    if token is None or said.level not in SIZES or said.speaks or not flat.text[token.start].isupper():
        return False
    behind = next((part for part in parts if part.start >= token.end and not _is_dash(part)), None)
    strange = isinstance(behind, Token) and behind.kind == "word" and not behind.senses
    return strange and behind is not None and flat.text[behind.start].isupper()


def _is_dash(part: Part) -> bool:
    return isinstance(part, Token) and part.kind in DASHES


def denies_thing(segment: Segment) -> bool:
    """Whether a segment without a number begins by saying that there is none of a thing ("no guns lost", "sans artillerie")."""
    words = [part for part in segment.parts if isinstance(part, Token) and part.kind != "icon"]
    return len(words) > 1 and words[0].has("structure", "not") and bool(words[1].key("nouns"))


def excepts(segment: Segment, said: Description, items: Sequence[Item], line: int) -> bool:
    """Whether the only number of a segment is that of the exceptions ("all but 30 killed", "all, except 30").

    What was said of all before it is then said of about all.
    """
    if len(segment.quantities()) != 1:
        return False
    before = [one for one, other in pairwise(segment.parts) if isinstance(other, Quantity) and not other.name]
    if not before or not isinstance(before[0], Token) or not before[0].has("structure", "except"):
        return False
    if said.level is Level.ALL:
        return True
    if items and items[-1].level is Level.ALL and items[-1].line == line:
        items[-1].approx = True
        return True
    return False


def statement_behind(segment: Segment) -> list[Part] | None:
    """The end of a segment that joins a statement to a number ("500 dead and an unknown number of wounded")."""
    cut = None
    for at, part in enumerate(segment.parts):
        if isinstance(part, Quantity) and not part.name:
            cut = None
        elif isinstance(part, Token):
            if part.has("quantifiers", "and") or part.kind == "&":
                cut = at
            elif cut is not None and (part.has("levels", "unknown", "none") or _all_of(segment.parts, at)):
                rest = segment.parts[cut:]
                return None if any(isinstance(part, Quantity) and not part.name for part in rest) else rest
    return None


def _all_of(parts: list[Part], at: int) -> bool:
    """Whether a word for all stands before a thing ("18 flags and all the guns")."""
    word = parts[at]
    # "all the guns"
    behind = [
        part for part in parts[at + 1 : at + 3] if not (isinstance(part, Token) and not part.senses.keys() - _IDLE)
    ]
    noun = behind[0] if behind else None
    if not isinstance(word, Token) or not word.has("levels", "all") or not isinstance(noun, Token):
        return False
    return noun.key("nouns") not in MAYBE_PEOPLE


_IDLE = frozenset({"structure", "ordinal"})
"""An article has no other senses than these."""


def statement_ahead(segment: Segment) -> list[Part]:
    """The beginning of a segment that joins a number to all of another thing ("all the guns and 3 flags"); else empty."""
    cut, told = 0, False
    for at, part in enumerate(segment.parts):
        if not isinstance(part, Token):
            break
        if part.has("quantifiers", "and") or part.kind == "&":
            cut = at
        elif not cut:
            told = told or bool(part.key("nouns"))
    else:
        at = 0
    return segment.parts[:cut] if told and cut == at - 1 else []


def stated(level: Level, said: Description, context: Context, line: int, depth: int) -> list[Item]:
    """The items of a level that a segment without a number states, the first with all that the segment says."""
    token = said.level_token or said.noun
    assert token is not None
    start, end = min(token.start, said.first or token.start), max(token.end, said.last or token.end)
    category = None if said.category is Category.FORMATION else said.category
    item = Item(None, start, end, category, None, set(said.fates), level, line=line, depth=depth)
    item.casualties = said.casualties
    item.ambiguous, item.either = said.ambiguous, said.either
    from_heading(item, context)
    item.rule = "statement"
    # "inconnues mais lourdes"
    strange = said.unknown_words > (level is Level.UNKNOWN and said.category is None)
    further = () if strange else said.further_levels
    return [
        item,
        *(replace(item, start=one.start, end=one.end, level=Level(one.senses["levels"].key)) for one in further),
    ]


def few_of(quantity: Quantity, said: Description, line: int) -> Item | None:
    """What a word such as "few" that counts nothing in its segment states: a size; None for any other number."""
    if not quantity.level or said.unknown_words:
        return None
    item = Item(None, quantity.start, quantity.end, fates=set(said.fates), level=Level(quantity.level))
    item.line, item.rule = line, "statement"
    return item


def only_states(said: Description, measure: Measure) -> bool:
    """Whether a label is no more than a statement of size ("unknown: …"); "losses light: 3 wounded" labels what follows."""
    strange = said.unknown_words > (said.level is Level.ALL or measure is Measure.CASUALTIES)
    only_losses = said.level in SIZES and not (said.category or said.weak or said.fates)
    speaks = said.speaks and not only_losses
    return said.level is not None and said.level_token is not None and not speaks and not strange
