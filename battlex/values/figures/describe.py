"""What the words around a number say: what is counted, what became of it, what kind of statement it is."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.model import Category, Fate, Level
from battlex.record import field, struct
from battlex.values.figures.quantity import DASHES, Quantity
from battlex.values.figures.structure import Bracket, Part
from battlex.values.figures.token import Token

PEOPLE = frozenset({Category.PERSONNEL, Category.CIVILIAN})
MAYBE_PEOPLE = PEOPLE | {None}
"""Where no word tells what is counted, it may be people."""

LIVING = MAYBE_PEOPLE | {Category.ANIMAL}
"""What is killed and wounded, not lost and damaged."""

PEOPLE_FATES = frozenset({Fate.KILLED, Fate.WOUNDED, Fate.MISSING, Fate.DESERTED, Fate.SICK, Fate.DISPLACED})
_WIDER = {
    frozenset({Category.TANK, Category.VEHICLE}): Category.VEHICLE,
}


@struct
class Description:
    """What a run of words says.

    ``weak`` marks a category that comes from a counting word only; ``whole`` a number of which the next one is a part
    ("13隻中9隻沈没"); ``apart`` a noun behind a preposition ("light among the defenders"); ``either`` a loss joined to a fate;
    ``beside`` that what shares the words before comes on top ("as well as"); ``numbered`` that an ordinal opens a label.
    """

    category: Category | None = None
    weak: Category | None = None
    noun: Token | None = None
    last_noun: Token | None = None
    fates: set[Fate] = field(default_factory=set)
    casualties: bool = False
    ambiguous: str = ""
    implied: Category | None = None
    survived: bool = False
    loss: bool = False
    whole: bool = False
    rated: bool = False
    joined: bool = False
    either: bool = False
    rough_behind: bool = False
    bound_behind: str = ""
    level: Level | None = None
    level_token: Token | None = None
    further_levels: list[Token] = field(default_factory=list)
    apart: bool = False
    total: bool = False
    part: bool = False
    beside: bool = False
    numbered: bool = False
    claim: bool = False
    rate: bool = False
    approx: bool = False
    unknown_words: int = 0
    first: int | None = None
    last: int | None = None

    @property
    def speaks(self) -> bool:
        """Whether anything is said of what is counted or what became of it."""
        return self.category is not None or self.weak is not None or bool(self.fates) or self.casualties

    @property
    def tells(self) -> bool:
        """Whether more is said than a counting word does."""
        return self.category is not None or bool(self.fates) or self.casualties


def fates_of(token: Token) -> set[Fate]:
    """The fates that a word names ("killed+wounded" names two); empty for none and for "casualties"."""
    key = token.key("fates")
    if key is None or key == "casualties":
        return set()
    return {Fate(name) for name in key.split("+")}


def wider(first: Category, second: Category, head_last: bool = False) -> Category:
    """The category of two joined nouns; where the last is the head, the first may but describe it ("infantry and panzer divisions")."""
    if head_last and first is Category.PERSONNEL and second in _HEADS:
        return second
    return first if first == second else _WIDER.get(frozenset({first, second}), first)


def describe(parts: Sequence[Part], language: Language, lead: bool = False) -> Description:
    """Read a run of words; ``lead`` tells that the number stands behind them, so that the last noun counts, not the first."""
    found = Description()
    if not parts:
        return found
    head_last = language.grammar.get("head", "last") == "last"
    compounds = bool(language.grammar.get("compounds", False))
    wholes = bool(language.words("structure", "whole"))
    closed = False
    joining = False
    tied = among = False
    captives = displaced = False
    opening = parts[0] if not lead else None
    by = (
        wholes
        and isinstance(opening, Token)
        and opening.has("structure", "preposition")
        and "whole" not in opening.senses
    )
    counted = False
    numbered = False
    for at, part in enumerate(parts):
        if at and isinstance(part, Quantity) and part.name and _before(parts, at, "preposition"):
            # "12 of the 6th company" are people.
            numbered = True
        if lead and at < 2 and isinstance(part, Quantity) and part.name in ("ordinal", "name"):
            found.numbered = True
        if isinstance(part, Quantity) and part.model and found.weak is None:
            found.weak = Category(part.model)
            found.rated = found.weak is Category.SHIP
            found.first = part.start if found.first is None else found.first
            found.last = part.end
        if isinstance(part, Bracket) and lead and found.fates and found.category is None:
            found.fates |= _glossed(part)
        if isinstance(part, Bracket) or not isinstance(part, Token):
            continue
        if not part.senses and not part.marks:
            # An unknown word or a sign says nothing itself.
            found.joined = found.joined or joining
            found.unknown_words += part.kind == "word"
            if part.kind in "/&":
                joining, captives, displaced = True, False, False
            else:
                joining = joining and part.kind == "icon"
            continue
        said = _note(found, part, denied=bool(at) and _denies(parts[at - 1]))
        # "300 lost or captured"
        found.either = found.either or (joining and bool(part.key("fates")) and Fate.LOST in found.fates)
        if captives and Fate.KILLED in fates_of(part):
            # "20 prisoners of war killed" were killed; "captured and killed" are two fates.
            found.fates.discard(Fate.CAPTURED)
        if displaced and fates_of(part) - {Fate.DISPLACED}:
            # "300 refugees drowned" were drowned; "killed or displaced" are two fates.
            found.fates.discard(Fate.DISPLACED)
        if said and part.has("after", "at_least_after", "at_most_after") and found.category and _counts_next(parts, at):
            # "60 canonniers et quelques habitants"
            found.bound_behind = ""
        if part.kind == "word":
            joiner = part.has("quantifiers", "and", "or")
            captives = fates_of(part) == {Fate.CAPTURED} if part.key("fates") else captives and not joiner
            displaced = fates_of(part) == {Fate.DISPLACED} if part.key("fates") else displaced and not joiner
        elif part.kind in "/&":
            captives = displaced = False
        if found.rated and part.has("structure", "rating"):
            # "74-gun" is a ship of so many guns.
            found.last = part.end
            continue
        noun = part.key("nouns")
        if noun is not None:
            category = Category(noun) if noun in _CATEGORIES else Category(noun.rpartition(" ")[2])
            if found.category is None or ((head_last or lead) and not closed):
                # "Hurricane fighters": what the first noun names settles the second.
                settled = noun in _CATEGORIES or found.category is Category.AIRCRAFT or _named(parts, at - 1)
                found.ambiguous = "" if settled else noun
            if closed or (tied and category is Category.OTHER) or (numbered and category is Category.FORMATION):
                pass
            elif found.claim and not lead and found.category is None and category in PEOPLE:
                # "60 selon les rebelles": those who claim are not counted.
                pass
            elif by and category in _CAUSES:
                # "21 by flak": what brought it about is not counted.
                pass
            elif tied and found.weak in PEOPLE and category not in PEOPLE:
                # "9000 نفر مجهز به تانک": people counted by their own word have the things behind a preposition with them.
                pass
            elif found.category is None:
                found.category, found.noun, found.apart = category, part, tied or among
            elif joining and not closed:
                found.category = wider(found.category, category, head_last)
            elif counted and found.category is Category.FORMATION and category is Category.PERSONNEL:
                # "2개 연대 병력": behind a counting word the unit is what is counted, the people are what it consists of.
                pass
            elif found.joined and part.glued and _hyphenated(parts, at):
                # "chariots and chariot-riders"
                found.category = wider(found.category, category)
            elif not closed and (head_last or lead or (compounds and part.glued and _hyphenated(parts, at))):
                found.category, found.noun = category, part
            found.last_noun = part
            said = True
        elif (classifier := part.key("classifiers")) is not None:
            counted = counted or (classifier == "any" and found.category is None)
            if classifier != "any" and found.weak is None:
                found.weak = Category(classifier)
                found.noun = found.noun or part
            said = True
        if said:
            found.first = part.start if found.first is None else found.first
            found.last = part.end
        found.joined = found.joined or joining
        joining = (
            part.has("quantifiers", "and", "or")
            or part.kind in "&/"
            or (joining and (part.kind == "icon" or part.has("structure", "plain")))
        )
        # Inside a hyphenated word ("surface-to-surface") it ties nothing.
        # Nor does one right behind the number ("300 de fusils").
        opens = not lead and part is parts[0]
        tied = tied or (part.has("structure", "preposition") and not part.glued and not opens)
        among = among or part.has("quantifiers", "between")
        if (not lead and part.has("structure", "preposition") and (found.category is not None or found.fates)) or (
            found.category is not None and not lead and part.has("fates", *_FATE_KEYS) and noun is None
        ):
            closed = True
        if not said and not joining and part.kind == "word" and not part.senses:
            found.unknown_words += 1
    return found


def _named(parts: Sequence[Part], at: int) -> bool:
    """Whether a number that is part of a name stands at a place ("2 IAR 80 fighters")."""
    number = parts[at] if at >= 0 else None
    return isinstance(number, Quantity) and number.name == "name"


def _hyphenated(parts: Sequence[Part], at: int) -> bool:
    """Whether a hyphen ties a noun to the one before it: the last part of a compound is its head ("Flak-Batterien")."""
    hyphen, first = parts[at - 1], parts[at - 2]
    tied = at > 1 and isinstance(hyphen, Token) and hyphen.kind in DASHES and hyphen.glued
    return tied and isinstance(first, Token) and bool(first.key("nouns"))


def _before(parts: Sequence[Part], at: int, key: str) -> bool:
    before = parts[at - 1]
    return isinstance(before, Token) and before.has("structure", key)


def _glossed(bracket: Bracket) -> set[Fate]:
    """The fates in a bracket without a number: "missing (including captured) 1,204"."""
    if not all(isinstance(part, Token) for part in bracket.nodes):
        return set()
    return set().union(*(fates_of(part) for part in bracket.nodes if isinstance(part, Token)))


_CAUSES = frozenset({Category.GUN, Category.SHIP, Category.AIRCRAFT})
_HEADS = frozenset({Category.FORMATION, Category.SHIP, Category.AIRCRAFT, Category.TANK, Category.VEHICLE})
_CATEGORIES = frozenset(str(category) for category in Category)
_FATE_KEYS = tuple(str(fate) for fate in Fate)


def _counts_next(parts: Sequence[Part], at: int) -> bool:
    """Whether a word of limit stands before a noun of its own, behind another."""
    behind = parts[at + 1] if at + 1 < len(parts) else None
    return at > 0 and isinstance(behind, Token) and bool(behind.key("nouns"))


def _denies(part: Part) -> bool:
    """Whether a word takes back what the next one says ("non blessés"), and is no statement itself ("aucun blessé")."""
    return isinstance(part, Token) and part.has("structure", "not") and "levels" not in part.senses


def _note(found: Description, part: Token, denied: bool = False) -> bool:
    """Take down everything but nouns that a word says; whether it said anything that belongs to the figure."""
    said = False
    fate = part.key("fates") if not denied else None
    if fate == "casualties":
        found.casualties = said = True
    elif fate is not None:
        found.fates |= fates_of(part)
        said = True
    for mark in part.marks:
        if mark.kind == "fate":
            found.fates.add(Fate(mark.value))
            said = True
    level = part.key("levels")
    if level is not None and found.level is None:
        found.level, found.level_token = Level(level), part
    elif level is not None and found.level != Level(level):
        found.further_levels.append(part)
    key = part.key("structure")
    if key == "total":
        found.total = True
    elif key == "part" or part.has("out", "out_of"):
        found.part, found.beside = True, "beside" in part.senses
    elif key == "claim":
        found.claim = True
    elif key == "rate":
        found.rate = True
    elif key == "survived":
        found.survived = True
    elif key == "loss":
        found.loss = True
    implied = part.key("implies")
    if implied is not None and found.implied is None:
        found.implied = Category(implied)
    if part.has("quantifiers", "approx") or part.has("after", "approx_after"):
        found.approx = True
    behind = part.key("after")
    if behind == "approx_after":
        found.rough_behind = said = True
    elif behind is not None:
        found.bound_behind, said = behind, True
    return said
