"""Which numbers of a sentence count: not those of articles, dates, names and measures."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.prose.counting.early import date_by_verb, only_tried, without_articles
from battlex.prose.sentence import Sentence, Thread
from battlex.prose.words import CLOSES, COMMAS, DASHES, OPENS, Words, counts, has, is_joint, is_mark, is_noun, words_of
from battlex.values.figures.noncounts import name_noncounts
from battlex.values.figures.numbers import read_quantities
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token
from battlex.values.figures.tokens import tokenize

_NEAR_NUMBER = 4
_FEWEST, _MANY, _MANY_UNITS = 4, 20, 1000
_QUALIFYING = frozenset({"quantifiers", "after", "numbers"})
_NUMBER_KEYS = ("words", "scales", "vague", "several")


def sentences_of(flats: Sequence[Flat], threads: Sequence[Thread], language: Language) -> list[Sentence | None]:
    """The sentences that stretches of flat text are, None where no number in one counts anything.

    Each step is taken for all before the next one: a step done a hundred times in a row runs out of the processor's caches.
    """
    words = words_of(language)
    tokens = [tokenize(flat, language) for flat in flats]
    for found in tokens:
        only_tried(found, words)
    near = [_near_numbers(found) for found in tokens]
    nodes = [_nodes(found, those, language) for found, those in zip(tokens, near, strict=True)]
    quantities = [name_noncounts(found, flat, language) for found, flat in zip(nodes, flats, strict=True)]
    made: list[Sentence | None] = []
    for flat, thread, found, those, read, counting in zip(flats, threads, tokens, near, nodes, quantities, strict=True):
        at = {token.start: token for low, high in those for token in found[low:high]} if counting else {}
        made.append(_sentence(read, counting, at, flat, language, thread) if counting else None)
    return made


def _sentence(
    nodes: Sequence[Node],
    quantities: Sequence[tuple[int, Quantity]],
    tokens: dict[int, Token],
    flat: Flat,
    language: Language,
    thread: Thread,
) -> Sentence | None:
    words = words_of(language)
    nodes, numbers = without_articles(nodes, quantities, tokens, words)
    _recount(nodes, numbers, words, flat)
    date_by_verb(nodes, numbers, words)
    numbers = [place for place in numbers if counts(nodes[place])]
    for place in reversed(numbers):
        if place > 2 and is_mark(nodes[place - 2], OPENS) and _is_another(nodes[place - 3 : place + 3]):
            first, other = nodes[place - 3], nodes[place]
            assert isinstance(first, Quantity) and isinstance(other, Quantity)
            first.min, first.max = sorted((first.min or 0, other.min or 0))
            nodes[place - 2 : place + 2] = []
            numbers = [at for at, node in enumerate(nodes) if counts(node)]
    return Sentence(tokens, nodes, flat, language, thread, words, numbers, set()) if numbers else None


def _is_another(nodes: Sequence[Node]) -> bool:
    """ "seize (ou dix-huit) soldats": whether a bracket tells but another number of the same noun, which stands behind it."""
    if len(nodes) < 6 or not is_mark(nodes[4], CLOSES) or not has(nodes[2], "quantifiers", "or"):
        return False
    exact = (isinstance(node, Quantity) and counts(node) and node.min == node.max for node in (nodes[0], nodes[3]))
    return all(exact) and is_noun(nodes[5])


def _near_numbers(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The neighbourhoods of what may be a number; only they are looked at closely."""
    near: list[tuple[int, int]] = []
    low = high = 0
    for place in [place for place, token in enumerate(tokens) if token.value is not None or "numbers" in token.senses]:
        token = tokens[place]
        if token.kind == "word" or token.value is None:
            if "numbers" not in token.senses or token.senses["numbers"].key not in _NUMBER_KEYS:
                continue
        begin = place
        while begin > high and place - begin < _NEAR_NUMBER and _goes_with(tokens[begin - 1]):
            begin -= 1
        begin = max(0, begin - 2)
        if begin > high and high:
            near.append((low, high))
        if begin > high or not high:
            low = begin
        high = min(len(tokens), place + 1 + _NEAR_NUMBER)
    return [*near, (low, high)] if high else near


def _nodes(tokens: Sequence[Token], near: Sequence[tuple[int, int]], language: Language) -> list[Node]:
    """The tokens with quantities for the numbers in these neighbourhoods."""
    nodes: list[Node] = []
    done = 0
    for begin, end in near:
        nodes.extend(tokens[done:begin])
        nodes.extend(read_quantities(tokens[begin:end], language))
        done = end
    nodes.extend(tokens[done:])
    return nodes


def _goes_with(token: Token) -> bool:
    """Whether a token may belong to the number behind it."""
    return (bool(token.senses) and not _QUALIFYING.isdisjoint(token.senses)) or len(token.kind) == 1


def _is_strong(nodes: Sequence[Node], place: int, words: Words) -> bool:
    """ "the 4,600-strong garrison", "a 50-man patrol", "a 12-ship squadron": so many, where a hyphen ties them to the number."""
    hyphen, strong = (*nodes[place + 1 : place + 3], None, None)[:2]
    if hyphen is None or not is_mark(hyphen, DASHES) or not isinstance(strong, Token) or not strong.glued:
        return False
    quantity = nodes[place]
    if not isinstance(quantity, Quantity) or (quantity.max or 0) < _FEWEST or quantity.model:
        # "40 B-17-Bomber"
        return False
    if words.key(strong) == "strong":
        # "a five-man patrol", but not "a nine-man council"
        return (quantity.max or 0) >= _MANY or any(
            isinstance(node, Token) and (is_noun(node) or words.key(node) in ("body", "event", "place"))
            for node in nodes[place + 3 : place + 5]
        )
    return words.determiners and strong.has("nouns", "ship", "aircraft", "tank")


def _to_number(nodes: Sequence[Node], place: int, words: Words) -> bool:
    """ "was said to number 3,000": a word for numbers that is a verb here."""
    to, verb = nodes[place - 2], nodes[place - 1]
    verbal = isinstance(to, Token) and to.has("quantifiers", "to") and to.has("structure", "preposition")
    return verbal and isinstance(verb, Token) and words.key(verb) == "strength"


def _numbers_letters(nodes: Sequence[Node], place: int, words: Words, flat: Flat) -> bool:
    """ "two Ju 88s of KG 76 were lost": digits without a noun right behind capital letters are the number of a unit."""
    number, letters, after = nodes[place], nodes[place - 1], nodes[place + 1] if place + 1 < len(nodes) else None
    if not isinstance(number, Quantity) or not isinstance(letters, Token) or letters.kind != "word":
        return False
    if letters.senses and not (len(letters.senses) == 1 and letters.has("structure", "measure")):
        return False
    if not (words.head_last and words.determiners) or number.form != "digits" or (number.max or 0) >= _MANY_UNITS:
        return False
    if after is not None and (is_noun(after) or (isinstance(after, Token) and words.key(after) == "label")):
        return False
    said = flat.text[letters.start : letters.end]
    return len(said) > 1 and said.isupper() and number.start == number.core_start and not number.bare


def _ends_name(nodes: Sequence[Node], place: int, words: Words) -> bool:
    """ "斎藤道三の軍勢", "司令黃百韜率部": a single numeral right behind a word that is not known is part of a name."""
    number, name = nodes[place], nodes[place - 1] if place else None
    after = nodes[place + 1] if place + 1 < len(nodes) else None
    if not words.characters or not isinstance(number, Quantity) or not isinstance(name, Token):
        return False
    known = words.key(name) or (name.senses and not name.has("structure", "total"))
    if number.core_end - number.core_start > 1 or name.kind != "word" or known or name.end != number.core_start:
        return False
    if not isinstance(after, Token):
        return False
    if words.verb_last:
        return after.kind != "word" or words.key(after) in ("of", "particle")
    return after.kind == "word" and after.glued and not after.senses and not words.key(after)


def _is_calibre(nodes: Sequence[Node], place: int, words: Words, calibres: bool, flat: Flat) -> bool:
    """ "40 canons de 75 et 6 de 105": what stands behind guns and a word for of, or goes on with another calibre."""
    number, of, before, after = nodes[place], nodes[place - 1], nodes[place - 2], (*nodes[place + 1 :][:1], None)[0]
    if not isinstance(of, Token) or words.key(of) != "of" or not isinstance(number, Quantity) or is_noun(after):
        return False
    if not (has(before, "nouns", "gun") or (calibres and (counts(before) or is_joint(before)))):
        return False
    named = isinstance(after, Token) and after.kind == "word" and flat.text[after.start].isupper()
    small = number.form == "digits" and (number.max or _MANY_UNITS) < _MANY_UNITS and number.start == number.core_start
    return number.name == "measure" or (not number.name and small and not named)


def _recount(nodes: Sequence[Node], numbers: Sequence[int], words: Words, flat: Flat) -> None:
    """ "le 14 janvier, 1800 hommes", "le 1er février, 20 navires": what looks like part of a date counts what follows."""
    calibres = False
    for place in numbers:
        node = nodes[place]
        if words.active and place > 1 and _is_calibre(nodes, place, words, calibres, flat):
            assert isinstance(node, Quantity)
            node.name, calibres = "measure", True
        elif isinstance(node, Quantity) and node.name == "date" and place + 1 < len(nodes):
            after = nodes[place + 1]
            apart = place > 0 and is_mark(nodes[place - 1], COMMAS)
            if apart and words.head_last and isinstance(after, Token) and words.names_people(after):
                # "In July, 260 British reinforcements"
                after = nodes[place + 2] if place + 2 < len(nodes) else after
            if not (node.bare or apart) or not is_noun(after) or not isinstance(after, Token):
                continue
            if after.key("nouns") in ("personnel", "civilian") or (apart and not node.bare):
                node.name = ""
        elif isinstance(node, Quantity) and (
            (node.name == "name" and _is_strong(nodes, place, words))
            or (node.name == "ordinal" and place > 1 and _to_number(nodes, place, words))
        ):
            node.name = ""
        elif (
            isinstance(node, Quantity)
            and not node.name
            and (
                (place > 1 and _numbers_letters(nodes, place, words, flat))
                or (node.form == "words" and _ends_name(nodes, place, words))
            )
        ):
            node.name = "name"
        elif isinstance(node, Quantity) and node.name == "measure" and place + 1 < len(nodes):
            after = nodes[place + 1]
            tied = words.key(after) in ("of", "determiner", "auxiliary") if isinstance(after, Token) else True
            if isinstance(after, Token) and not tied and after.has("structure", "preposition") and not words.characters:
                # "restavam 290 no dia da rendição": the measure behind the preposition is not the number's.
                node.name = ""
