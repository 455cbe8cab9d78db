"""Tokens → quantities: numbers with the words that qualify, bound and join them."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.values.figures.numerals import Found, Numerals
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.ranges import APPROX_SIGNS, in_row, join, join_behind
from battlex.values.figures.token import Token

_MOST_QUALIFIERS = 12
"""More words than this before a number qualify nothing."""

_LEAST_SIGNS = ">≥＞"
_MOST_SIGNS = "<≤＜"

_OPENING = (
    ("numbers", frozenset({"words", "scales", "vague", "several", "duals", "articles"})),
    ("quantifiers", frozenset({"approx", "at_least", "at_most", "to", "between"})),
    ("after", frozenset({"approx_after", "at_least_after"})),
)
"""A number, or what qualifies one, begins with no word but one under these keys."""

_OPENING_SECTIONS = frozenset(section for section, _ in _OPENING)
_OPENING_KINDS = frozenset({"digits", "fraction", "icon", "+", *APPROX_SIGNS, *_LEAST_SIGNS, *_MOST_SIGNS})

_LEADING = frozenset({*_OPENING_SECTIONS, "structure"})
"""Of these sections are the words that stand between what qualifies a number and the number, or begin it."""

_QUALIFYING = frozenset({"quantifiers", "after"})

_BEHIND = frozenset({"quantifiers", "after", "nouns", "classifiers"})
"""Words of no other sections go on with a number, or lead to its range's other end."""


def read_quantities(tokens: Sequence[Token], language: Language) -> list[Node]:
    """Replace number tokens, with the words that qualify them, by quantities; other tokens stay as they are."""
    numerals = Numerals(tokens, language)
    one_behind = numerals.notation.one_behind
    nodes: list[Node] = []
    at = 0
    last = len(tokens)
    while last and tokens[last - 1].value is None and "numbers" not in tokens[last - 1].senses:
        last -= 1
    while at < last:
        token = tokens[at]
        found: Found | None = None
        if token.kind in _OPENING_KINDS or not _OPENING_SECTIONS.isdisjoint(token.senses):
            alone = numerals.alone(at)
            if alone is not None:
                found = alone, at + 1
            elif token.kind in _OPENING_KINDS or _opens(token, tokens[at + 1 : at + 2]):
                found = _quantity(numerals, at)
        if found is not None and found[0].form == "dual" and _follows_number(nodes):
            found = None
        if found is None:
            nodes.append(token)
            at += 1
            continue
        quantity, at = found
        if one_behind and quantity.form == "one" and (place := _noun_before(nodes)) < len(nodes):
            quantity.start = nodes[place].start
            nodes.insert(place, quantity)
        else:
            nodes.append(quantity)
        if quantity.form == "dual":
            # A dual counts and names at once: the word stays as the noun of its number.
            nodes.append(tokens[at - 1])
    nodes.extend(tokens[at:])
    return nodes


def _opens(token: Token, following: Sequence[Token]) -> bool:
    """Whether a number, or what qualifies one, may begin with a word; the token behind it follows."""
    senses = token.senses
    for section, keys in _OPENING:
        if section in senses and senses[section].key in keys:
            # What is said of a number stands before it, with nothing but a preposition between.
            return "numbers" in senses or not (
                following and following[0].kind == "word" and _LEADING.isdisjoint(following[0].senses)
            )
    return False


def _follows_number(nodes: Sequence[Node]) -> bool:
    """Whether a dual's ending is that of the plural behind a number ("5 شرطيين"), or agrees with a dual ("فرقتان مدرعتان")."""
    last, before = nodes[-1] if nodes else None, nodes[-2] if len(nodes) > 1 else None
    return isinstance(last, Quantity) or (isinstance(before, Quantity) and before.form == "dual")


_NOUN_PHRASE = 4
"""A word for one may stand behind so many words that it counts."""


def _noun_before(nodes: Sequence[Node]) -> int:
    """Where the noun phrase begins that a word for one stands behind ("גדוד אחד", "كتيبة مظليين واحدة"); the end if none does."""
    noun = end = len(nodes)
    for place in range(end - 1, max(end - 1 - _NOUN_PHRASE, -1), -1):
        node = nodes[place]
        if isinstance(node, Quantity):
            return end if noun == place + 1 else noun
        if node.kind != "word" or node.key("quantifiers") or node.has("structure", "preposition"):
            break
        if node.key("nouns") or (noun == end and node.key("fates")):
            noun = place
    return noun


def _quantity(numerals: Numerals, first: int) -> Found | None:
    """[qualifier]… number [range-word number] [suffix]…"""
    opening = numerals.tokens[first]
    if opening.kind == "digits":
        at, approx, bound, between = first, False, "", False
        core = numerals.read(at)
    else:
        at, approx, bound, between = _qualifiers(numerals, first)
        core = (numerals.plural(at) if at == first and opening.senses else None) or numerals.read(at)
    if core is None:
        return None
    if between and (split := numerals.read(at, joiners=False)) is not None and join(numerals, split[0], split[1], True):
        core = split
    quantity, after = core
    behind, joined = numerals.token(after), None
    goes_on = behind is not None and (behind.kind != "word" or not _BEHIND.isdisjoint(behind.senses))
    if goes_on:
        after = numerals.behind_suffix(after)
        if after > core[1]:
            quantity.ending = numerals.tokens[after - 1].norm
        joined = join(numerals, quantity, after, between) or join_behind(numerals, quantity, after)
    if joined is None and behind is not None and quantity.form == "words":
        joined = in_row(numerals, quantity, after)
    if joined is not None:
        quantity, after = joined
    elif opening.has("quantifiers", "between"):
        # "de 74 canons": the word opens no range, so it is a preposition.
        return None
    if goes_on:
        after = _suffixes(numerals, quantity, after)
        quantity.bound()
    if quantity.min == quantity.max:
        if bound == "least":
            quantity.max = None
        elif bound == "most":
            quantity.min = None
    quantity.start = opening.start
    quantity.approx = quantity.approx or approx or _inside_circa(numerals, first, after)
    return quantity, after


def _inside_circa(numerals: Numerals, first: int, after: int) -> bool:
    """Whether the number is the argument of a template that marks it as rough."""
    for token in numerals.tokens[first:after]:
        if token.marks and any(mark.kind == "approx" for mark in token.marks):
            return True
    return False


def _qualifiers(numerals: Numerals, at: int) -> tuple[int, bool, str, bool]:
    """(place of the number, whether it is rough, which end a limit word opens, whether a range is opened)."""
    approx, bound, between = False, "", False
    first = at
    while (token := numerals.token(at)) is not None and at - first < _MOST_QUALIFIERS:
        if token.kind == "digits" or (token.kind == "word" and _QUALIFYING.isdisjoint(token.senses)):
            break
        if _is_rough(numerals, token, at):
            approx = True
        elif token.has("after", "at_least_after") and token.kind == "word" and _opens_next(numerals, at):
            bound = "least"
            at += int(numerals.word(at + 1, "structure", "preposition"))
        elif token.has("quantifiers", "at_least") or token.kind in _LEAST_SIGNS or _plus_opens(numerals, at):
            bound = "least"
            if token.kind == "+" and numerals.word(at + 1, "structure", "preposition"):
                at += 1
        elif token.has("quantifiers", "at_most") or token.kind in _MOST_SIGNS:
            bound = "most"
        elif token.has("quantifiers", "to") and (at == first or approx) and _opens_value(numerals, first, at):
            # "bis 5.000", "possibly to 450" with no number before it names the upper end.
            bound = "most"
        elif token.has("quantifiers", "between"):
            # "deux corps de 150 et 300 hommes"
            between = "whole" not in token.senses
        elif token.kind == "+" and _is_plus_minus(numerals, at):
            approx = True
            at += 2
        elif not (token.kind == "." and token.glued and at > first and numerals.word(at - 1, "quantifiers", "approx")):
            break
        at += 1
    return at, approx, bound, between


def _is_plus_minus(numerals: Numerals, at: int) -> bool:
    """Whether "+/-" stands here."""
    slash, minus = numerals.token(at + 1), numerals.token(at + 2)
    if slash is None or minus is None or not (slash.glued and minus.glued):
        return False
    return slash.kind == "/" and minus.kind in "-−"


def _opens_value(numerals: Numerals, first: int, at: int) -> bool:
    before = numerals.token(first - 1)
    return (before is None or before.kind in ("break", "icon", "(", ":", ",", ";")) and _starts_number(numerals, at + 1)


def _is_rough(numerals: Numerals, token: Token, at: int) -> bool:
    if token.has("quantifiers", "approx"):
        return True
    if token.kind == "icon" and any(mark.kind == "approx" for mark in token.marks):
        return True
    rough = token.has("after", "approx_after") or token.kind in APPROX_SIGNS
    return rough and _starts_number(numerals, at + 1)


def _starts_number(numerals: Numerals, at: int) -> bool:
    token = numerals.token(at)
    return token is not None and (
        token.kind == "digits"
        or token.has("numbers", "words", "scales", "several")
        or token.has("quantifiers", "approx", "at_least", "at_most")
    )


def _plus_opens(numerals: Numerals, at: int) -> bool:
    """Whether a plus sign before a number opens its upper end ("+ de 300", "+300"; "+ 300" at the very beginning)."""
    token, before, after = numerals.tokens[at], numerals.token(at - 1), numerals.token(at + 1)
    if token.kind != "+" or (before is not None and before.kind == "digits") or after is None:
        return False
    if after.has("structure", "preposition"):
        return _starts_number(numerals, at + 2)
    return (after.glued or before is None) and _starts_number(numerals, at + 1)


def _suffixes(numerals: Numerals, quantity: Quantity, at: int) -> int:
    """Take in the words and signs behind a number ("+", "or more", "(?)", 以上, 余); the place behind them."""
    while (token := numerals.token(at)) is not None:
        least = token.has("after", "at_least_after") or token.kind == "+"
        if least and _opens_next(numerals, at):
            break
        if least and not _adds(numerals, at):
            if quantity.min is not None and quantity.form not in ("several", "vague"):
                quantity.max = None
            at = _scale_behind(numerals, quantity, at)
        elif token.has("after", "at_most_after"):
            if quantity.max is not None and quantity.min == quantity.max:
                quantity.min = None
        elif token.has("after", "approx_after") or token.kind in ("?", "？"):
            if token.has("quantifiers", "approx") and _starts_number(numerals, at + 1):
                break  # "am 30. Oktober 1813 etwa 900 Mann"
            quantity.approx = True
        elif token.kind in "'’-‐‑" and token.glued and _glued_word(numerals, at + 1, "at_least_after"):
            # An ending that is the first part of the words of limit ("600'den fazla", "300-nál több").
            at += 1
            continue
        elif token.kind in "'’" and token.glued and _glued_word(numerals, at + 1, "at_most_after", "approx_after"):
            # "600'den az", "600'e yakın"
            at += 1
            continue
        elif token.kind in ("-", "‐", "‑") and token.glued and _glued_word(numerals, at + 1, "approx_after"):
            quantity.approx = True
            at += 1
        elif token.kind in ("(", "（") and _is_doubt(numerals, at):
            quantity.approx = True
            at += 2
        else:
            break
        quantity.end = numerals.tokens[at].end
        at += 1
    return at


def _glued_word(numerals: Numerals, at: int, *keys: str) -> bool:
    token = numerals.token(at)
    return token is not None and token.glued and token.has("after", *keys)


def _is_doubt(numerals: Numerals, at: int) -> bool:
    inner, close = numerals.token(at + 1), numerals.token(at + 2)
    return inner is not None and inner.kind in ("?", "？") and close is not None and close.kind in (")", "）")


def _opens_next(numerals: Numerals, at: int) -> bool:
    """Whether a limit word opens the next number instead of ending one ("y más de doscientos", "i ponad 2000")."""
    if numerals.word(at + 1, "structure", "preposition"):
        return _starts_number(numerals, at + 2)
    if " " not in numerals.tokens[at].norm:
        return False
    # "300 солдат и более двух тысяч лошадей"
    before = numerals.token(at - 1) if at else None
    told = before is not None and before.kind == "word" and "numbers" not in before.senses
    return _starts_digits(numerals, at + 1) or (told and numerals.word(at + 1, "numbers", "words"))


def _starts_digits(numerals: Numerals, at: int) -> bool:
    """Whether a number in digits stands at a place."""
    token = numerals.token(at)
    return token is not None and token.kind == "digits" and not token.glued


def _adds(numerals: Numerals, at: int) -> bool:
    """Whether a plus adds a further number to the list ("300 + 200", "3,800 plus 1,000") instead of opening an end."""
    after = numerals.token(at + 1)
    return not numerals.tokens[at].glued and after is not None and after.kind == "digits"


def _scale_behind(numerals: Numerals, quantity: Quantity, at: int) -> int:
    """Multiply by the scale words glued behind a suffix, as in 十余万; the place of the last token taken."""
    while (token := numerals.token(at + 1)) is not None and token.glued and token.has("numbers", "scales"):
        quantity.min = None if quantity.min is None else quantity.min * token.senses["numbers"].value
        quantity.core_end = token.end
        at += 1
    return at
