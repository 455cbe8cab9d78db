"""Which numbers of a sentence count: not those of articles, dates, names and measures."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.prose.counting.early import date_by_verb
from battlex.prose.counting.infinitives import only_tried
from battlex.prose.sentence import Sentence, Thread
from battlex.prose.words import COMMAS, DASHES, Words, counts, is_fate, is_joint, is_mark, is_noun, words_of
from battlex.values.figures.describe import PEOPLE_FATES, fates_of
from battlex.values.figures.noncounts import name_noncounts
from battlex.values.figures.numbers import read_quantities
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token
from battlex.values.figures.tokens import tokenize

_NEAR_NUMBER = 4
_FEWEST, _MANY, _MANY_UNITS = 4, 20, 1000
_QUALIFYING = frozenset({"quantifiers", "after", "numbers"})
_NUMBER_KEYS = ("words", "scales", "vague", "several")


def sentence_of(flat: Flat, language: Language, thread: Thread) -> Sentence | None:
    """The sentence that a stretch of flat text is, None where no number in it counts anything."""
    found, words = tokenize(flat, language), words_of(language)
    only_tried(found, words)
    near = _near_numbers(found)
    nodes = _nodes(found, near, language)
    quantities = name_noncounts(nodes, flat, language)
    if not quantities:
        return None
    tokens = {token.start: token for low, high in near for token in found[low:high]}
    nodes, numbers = _without_articles(nodes, quantities, tokens, words)
    _recount(nodes, numbers, words, flat)
    date_by_verb(nodes, numbers)
    numbers = [place for place in numbers if counts(nodes[place])]
    return Sentence(tokens, nodes, flat, language, thread, words, numbers, set()) if numbers else None


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


def _without_articles(
    nodes: Sequence[Node], quantities: Sequence[tuple[int, Quantity]], starts: dict[int, Token], words: Words
) -> tuple[list[Node], list[int]]:
    """Indefinite articles and "several" as the words they are: in running text they count nothing.

    With the nodes come the places of the numbers among them.
    """
    kept: list[Node] = []
    numbers: list[int] = []
    done = 0
    for place, node in quantities:
        kept.extend(nodes[done:place])
        done = place + 1
        if node.start < node.core_start:
            kept.extend(_joint_of(node, starts, words))
        if node.max == 2 and not node.name and node.form != "digits":
            pair = starts.get(node.start)
            # "300 from both sides were killed": no number stands between.
            node.name = "name" if pair is not None and pair.end == node.end and words.key(pair) == "pair" else ""
        if node.form in ("one", "several") and node.name in ("", "article"):
            token = starts.get(node.start)
            after = nodes[place + 1] if place + 1 < len(nodes) else None
            before = nodes[place - 1] if place else None
            if isinstance(before, Token) and before.has("levels", "none"):
                # "not a single one knew"
                node.name = "name"
            only = isinstance(before, Token) and words.key(before) == "single" and _is_thing(after)
            single = isinstance(after, Token) and (
                only
                or words.key(after) == "single"
                or (
                    words.key(after) == "of"
                    and place > 0
                    and (is_joint(nodes[place - 1]) or is_mark(nodes[place - 1], ";:"))
                )
            )
            single = single or (node.form == "one" and in_list_of_fates(nodes, place))
            single = single or (node.form == "one" and _one_of_some(nodes, place, words))
            article = token is not None and token.end == node.end and _is_article(token, node, words)
            if token is not None and article and not single:
                kept.append(token)
                continue
            if node.form == "one" and (
                single
                or (
                    token is not None
                    and not article
                    and (_is_thing(after) or _meets_fate(nodes, place) or _described(nodes, place, words))
                )
            ):
                # "by one battalion", "with a single gun": it is counted, whatever stands before it.
                node.name = ""
        numbers.append(len(kept))
        kept.append(node)
    kept.extend(nodes[done:])
    return kept, numbers


def _joint_of(quantity: Quantity, starts: dict[int, Token], words: Words) -> list[Token]:
    """ "350 chars et plus de 2 000 canons": the joint that begins a word of limit, which then limits without it."""
    limit = starts.get(quantity.start)
    if limit is not None and quantity.min is None and limit.has("quantifiers", "to") and words.active:
        if limit.has("structure", "preposition") and limit.end < quantity.core_start:
            # "s'oppose, près d'Abtao, à deux frégates": the preposition opens no end.
            quantity.min, quantity.start = quantity.max, quantity.core_start
            return [limit]
    first = limit.norm.partition(" ")[0] if limit is not None and "after" in limit.senses and " " in limit.norm else ""
    senses = words.language.figures.word(first) if first else None
    if limit is None or senses is None or "quantifiers" not in senses or senses["quantifiers"].key != "and":
        return []
    joint = Token("word", limit.start, limit.start + len(first), first, senses)
    quantity.start = joint.end + 1
    return [joint]


def _is_thing(node: Node | None) -> bool:
    """Whether a noun counts units or things, not people."""
    return isinstance(node, Token) and is_noun(node) and node.key("nouns") not in ("personnel", "civilian")


def _described(nodes: Sequence[Node], place: int, words: Words) -> bool:
    """ "одной артиллерийской батареи": whether one adjective parts a number from its noun, where there are no articles."""
    adjective, noun = (*nodes[place + 1 : place + 3], None, None)[:2]
    if (words.determiners and not words.head_last) or words.characters or words.verb_last:
        return False
    if not isinstance(adjective, Token):
        return False
    if (
        adjective.kind != "word"
        or words.key(adjective)
        or not (adjective.has("structure", "plain") or not adjective.senses)
    ):
        return False
    # "one end of the line": no adjective
    return _is_thing(noun) and not (isinstance(noun, Token) and words.listed(noun.norm.partition(" ")[0], "of"))


def _one_of_some(nodes: Sequence[Node], place: int, words: Words) -> bool:
    """ "one of the aircraft was shot down": whether one of several things meets its fate, where "one" is no article."""
    of, article, noun, *behind = (*nodes[place + 1 : place + 6], None, None, None)
    tied = isinstance(of, Token) and words.key(of) == "of" and isinstance(article, Token)
    known = tied and isinstance(article, Token) and words.key(article) == "determiner"
    if not known or not words.head_last or not _is_thing(noun):
        return False
    return any(node is not None and is_fate(node) for node in behind)


def _meets_fate(nodes: Sequence[Node], place: int) -> bool:
    """ "casualties of one man killed": whether a noun and its fate stand behind a number."""
    following = nodes[place + 1 : place + 3]
    return len(following) == 2 and is_noun(following[0]) and is_fate(following[1])


def in_list_of_fates(nodes: Sequence[Node], place: int) -> bool:
    """ "un mort et dix blessés", "three ships sunk and one captured": whether a fate right behind goes with another number's."""
    if not is_fate(nodes[place + 1] if place + 1 < len(nodes) else nodes[place]):
        return False
    following = nodes[place + 2 : place + 5]
    if len(following) == 3 and is_joint(following[0]) and isinstance(following[1], Quantity) and is_fate(following[2]):
        return counts(following[1]) or _differ(nodes[place + 1], following[2])
    before = nodes[max(0, place - 4) : place]
    if len(before) > 3 and is_joint(before[-2]) and is_joint(before[-1]):
        # "14 killed, 21 wounded, and one captured"
        before = nodes[max(0, place - 5) : place - 1]
    if len(before) > 2 and is_joint(before[-1]) and isinstance(before[-3], Quantity) and before[-3].form == "one":
        # "un mort et un blessé"
        return _differ(before[-2], nodes[place + 1])
    return (
        len(before) > 2
        and is_joint(before[-1])
        and is_fate(before[-2])
        and (_many(before[-3]) or (len(before) > 3 and is_noun(before[-3]) and _many(before[-4])))
    )


def _differ(node: Node, other: Node) -> bool:
    """Whether two words tell of people what became of them, and not the same."""
    told = [fates_of(each) for each in (node, other) if isinstance(each, Token) and is_fate(each)]
    return len(told) > 1 and told[0] != told[1] and all(fates and fates <= PEOPLE_FATES for fates in told)


def _many(node: Node) -> bool:
    return counts(node) and isinstance(node, Quantity) and node.form not in ("one", "several")


def _is_article(token: Token, quantity: Quantity, words: Words) -> bool:
    return quantity.form == "several" or token.has("numbers", "articles") or words.key(token) == "determiner"


def _is_strong(nodes: Sequence[Node], place: int, words: Words) -> bool:
    """ "the 4,600-strong garrison", "a 50-man patrol", "a 12-ship squadron": so many, where a hyphen ties them to the number."""
    hyphen, strong = (*nodes[place + 1 : place + 3], None, None)[:2]
    if hyphen is None or not is_mark(hyphen, DASHES) or not isinstance(strong, Token) or not strong.glued:
        return False
    quantity = nodes[place]
    if not isinstance(quantity, Quantity) or (quantity.max or 0) < _FEWEST:
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


def _recount(nodes: Sequence[Node], numbers: Sequence[int], words: Words, flat: Flat) -> None:
    """ "le 14 janvier, 1800 hommes", "le 1er février, 20 navires": what looks like part of a date counts what follows."""
    for place in numbers:
        node = nodes[place]
        if isinstance(node, Quantity) and node.name == "date" and place + 1 < len(nodes):
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
