"""Before it is asked what is counted: which verbs were only tried, which numbers are but articles, which digits are a year?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.prose.words import Words, counts, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE_FATES, fates_of
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import NO_SENSES, Token

_REACH = 4
"""So many words before "to" may the verb stand that says it was only tried ("failed in their attempt to")."""


def only_tried(tokens: Sequence[Token], words: Words) -> None:
    """Take the meaning from verbs of fate that were not carried out: "they tried to capture 300 men" captures nobody.

    What was managed, or is told without such a verb ("went on to kill 200"), was done.
    """
    if not words.attempts:
        return
    for place in [place for place, token in enumerate(tokens) if "fates" in token.senses]:
        if place > 1 and tokens[place - 1].has("quantifiers", "to"):
            before = tokens[max(0, place - 1 - _REACH) : place - 1]
            if any(words.key(verb) == "attempt" for verb in before):
                tokens[place].norm, tokens[place].senses = "", NO_SENSES


def without_articles(
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
    behind = nodes[place + 1 : place + 6]
    if len(behind) < 4 or not words.head_last or not _is_thing(behind[2]):
        return False
    of, article = behind[:2]
    tied = isinstance(of, Token) and words.key(of) == "of"
    known = isinstance(article, Token) and words.key(article) == "determiner"
    return tied and known and any(map(is_fate, behind[3:]))


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


def date_by_verb(nodes: Sequence[Node], numbers: Sequence[int], words: Words) -> None:
    """ "Bis 1945 starben dort 300 Häftlinge": four digits between a word of limit and a fate that another number follows.

    Right before another number, they are a year as well: "Es fielen 1953 etwa 300 Mann".
    """
    for place, further in pairwise(numbers):
        year, number = nodes[place], nodes[further]
        if not isinstance(year, Quantity) or not year.bare or year.name or not counts(number):
            continue
        if further == place + 1:
            year.name = "date"
            continue
        before = nodes[place - 1] if place else None
        limited = year.start < year.core_start and year.max is not None
        between = nodes[place + 1 : further]
        if len(between) == 1 and isinstance(between[0], Token) and words.key(between[0]) == "of":
            if isinstance(number, Quantity) and not number.bare and (year.max or 0) > (number.max or year.max or 0):
                # "1450 von 300 Rittern": no part is more than its whole.
                year.name = "date"
            continue
        if not between or not is_fate(between[0]) or is_noun(between[0]):
            continue
        if not limited and not has(before, "structure", "preposition"):
            continue
        if has(between[-1], "structure", "preposition") and len(between) > 1:
            continue
        if all(isinstance(node, Token) and node.kind == "word" and not is_joint(node) for node in between):
            year.name = "date"
