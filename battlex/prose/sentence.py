"""A sentence made ready to be read, and what all share who ask it something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Generic, TypeVar

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category, Fate, Figure, Measure
from battlex.pattern import pattern
from battlex.prose.counted import Counted
from battlex.prose.words import QUOTES, Words, counts, has, is_fate, is_joint, is_mark
from battlex.record import Fields, Plain, field, struct
from battlex.values.figures.describe import PEOPLE
from battlex.values.figures.quantity import Node
from battlex.values.figures.token import Token

NEAR = 5
_NEAR_CHARACTERS = 10
"""How far before a number words may stand that speak of it: words, or characters where no blanks part words."""

_SENT_TO = 3
"""So many tokens before a word for leaving things behind may stand what they were sent to."""

_senses_of = attrgetter("senses")
_NONE: frozenset[str] = frozenset()

_CLAUSE = pattern(r"[。，、；：,;:.!?\n]")


@struct
class Thread(Fields):
    """What goes on from one sentence of a passage to the next: what was counted last.

    ``thing`` is the last category that is no people, ``counted`` the last meaning of each counting word, ``largest`` the largest number of
    each category, ``loss`` the fates of the people counted last, and whether they are losses at all.
    """

    thing: Category | None = None
    kind: Category | None = None
    counted: dict[Category, Category] = field(default_factory=dict)
    largest: dict[Category, float] = field(default_factory=dict)
    loss: tuple[frozenset[Fate], bool] | None = None

    def take(self, figure: Figure, size: float) -> None:
        """Take in a figure that a sentence states."""
        category = self.kind = figure.category
        if category in PEOPLE:
            self.loss = (frozenset(figure.fates), figure.measure is Measure.CASUALTIES)
        else:
            self.thing = category
        self.largest[category] = max(size, self.largest.get(category, 0))


class Sentence:
    """A sentence with all that its readers ask for.

    ``tokens`` are found by their place in the flat text; ``numbers`` are the places of the nodes that count,
    ``used`` those of the fates that are taken. ``keys`` has for each node the key of the ``prose`` section that lists
    it, "" for none. What stands nowhere in the sentence no rule needs to look for: ``listed`` are all its keys,
    ``structure`` those of the section of that name, ``sections`` all that list one of its words; ``bracketed`` tells
    whether a bracket closes in it.
    """

    def __init__(
        self,
        tokens: Mapping[int, Token],
        nodes: Sequence[Node],
        flat: Flat,
        language: Language,
        thread: Thread,
        words: Words,
        numbers: Sequence[int],
        used: set[int],
    ) -> None:
        self.tokens, self.nodes, self.numbers, self.used = tokens, nodes, numbers, used
        self.flat, self.language, self.thread, self.words = flat, language, thread, words
        senses = list(filter(None, map(_senses_of, nodes)))
        self.sections: frozenset[str] = frozenset().union(*senses)
        self.structure = _NONE
        if "structure" in self.sections:
            self.structure = frozenset([told["structure"].key for told in senses if "structure" in told])
        self.keys = words.keys(nodes, self.sections)
        self.listed = frozenset(self.keys)
        self.bracketed = ")" in flat.text or "）" in flat.text


Asked = TypeVar("Asked", bound="Question")


class room(Generic[Asked]):
    """A question that another asks in turn, made when it is first asked."""

    def __init__(self, made: type[Asked]) -> None:
        self.made = made

    def __set_name__(self, owner: type[Question], name: str) -> None:
        self.name = name

    def __get__(self, asking: Question, owner: type[Question]) -> Asked:
        asked = self.made(asking.sentence)
        setattr(asking, self.name, asked)
        return asked


class Question(metaclass=Plain):
    """One question asked of a sentence; what all such questions share."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.nodes = sentence.nodes
        self.keys = sentence.keys
        self.flat = sentence.flat
        self.language = sentence.language
        self.thread = sentence.thread
        self.words = sentence.words

    def node(self, place: int) -> Node | None:
        """The token or number at a place, None where the sentence has none."""
        return self.nodes[place] if 0 <= place < len(self.nodes) else None

    def token(self, place: int) -> Token | None:
        """The token at a place, None where there is none or a number stands there."""
        node = self.nodes[place] if 0 <= place < len(self.nodes) else None
        return node if isinstance(node, Token) else None

    def key_at(self, place: int) -> str:
        """The key of the ``prose`` section that lists the token at a place, "" for none."""
        return self.keys[place] if 0 <= place < len(self.keys) else ""

    def fate_at(self, place: int) -> bool:
        """Whether a word of fate stands at a place."""
        return place < len(self.nodes) and is_fate(self.nodes[place])

    def is_compounded(self, place: int) -> bool:
        """ "3,000 ill-equipped men": whether a hyphen makes a word the first part of another."""
        rest = self.hyphened(place)
        return rest is not None and rest.kind == "word" and not self.words.key(rest) and self.words.head_last

    def hyphened(self, place: int) -> Token | None:
        """What a hyphen joins to the token at a place, None where no hyphen stands behind it."""
        dash, rest = self.token(place + 1), self.token(place + 2)
        glued = dash is not None and dash.glued and rest is not None and rest.glued
        return rest if glued and is_mark(dash, "-‐‑") else None

    def is_part(self, place: int) -> bool:
        """Whether a word that tells of a part stands at a place ("including")."""
        token = self.token(place)
        return token is not None and token.has("structure", "part")

    def is_thrown(self, place: int) -> bool:
        """ "брошено в бой 20 танков": whether a word for leaving things behind leads to where they were sent."""
        if self.keys[place] != "abandon":
            return False
        whither = self.token(place + 1)
        if whither is not None and whither.has("structure", "preposition"):
            return True
        # "в атаку были брошены 30 танков"
        return any(
            isinstance(n, Token) and (self.words.key(n) == "event" or n.has("structure", "measure"))
            for n in self.nodes[max(0, place - _SENT_TO) : place]
        )

    def names_losses(self, node: Token) -> bool:
        """Whether a fate is a word for losses, or a noun that a number of them is said of."""
        return node.has("fates", "casualties") or self.words.contains(node, "label")

    def totals(self, node: Token) -> bool:
        """Whether a phrase for a total names losses with its last word ("total casualties")."""
        if "structure" not in node.senses or " " not in node.norm or not node.has("structure", "total"):
            return False
        said = (node.norm.rpartition(" ")[2], node.norm.partition(" ")[0])
        return any(
            "fates" in (self.words.language.figures.word(word) or ()) for word in said[: 2 - self.words.head_last]
        )

    def list_start(self, first: int) -> int:
        """ "la guarnigione, forte di 2.500 fanti e 300 cavalieri, si arrese": where what is joined to a number begins."""
        if first > 3 and is_joint(self.nodes[first - 1]):
            for at in range(first - 2, first - 5, -1):
                if counts(self.nodes[at]):
                    return at
        return first

    def back_over(self, place: int, *keys: str) -> int:
        """The last place up to another where no word of these keys stands, -1 for none."""
        if place >= len(self.keys):
            return place
        while place >= 0 and self.keys[place] in keys:
            place -= 1
        return place

    def is_owned_by_rivals(self, at: int) -> bool:
        """ "300 planes to the enemy's 450": whether the number at a place stands behind a word for to and whose it is."""
        owner = at - 1 - is_mark(self.nodes[at - 1], QUOTES)
        name = self.token(owner)
        if name is None or not (owner < at - 1 or self.words.possesses(name)) or not self.words.determiners:
            return False
        return has(self.node(self.back_over(owner - 1, "determiner")), "quantifiers", "to")

    def only_joints(self, start: int, stop: int) -> bool:
        """Whether joints and nothing else stand between two places."""
        between = self.nodes[start:stop]
        return bool(between) and all(is_joint(node) for node in between)

    def fate_of(self, item: Counted) -> Token | None:
        """The word that tells the fate of a phrase: before it, or else behind it."""
        return item.lead if item.lead is not None else self.token(item.tail_end - 1)

    def written(self, item: Counted) -> str:
        """The number of a phrase as it is written, without the words that qualify it."""
        return self.flat.text[item.quantity.core_start : item.quantity.core_end]

    def clause_before(self, item: Counted) -> str:
        """The characters of the same clause right before a number, for languages that part no words."""
        start = item.quantity.start
        return _CLAUSE.split(self.flat.text[max(0, start - _NEAR_CHARACTERS) : start])[-1]

    def plain_number(self, item: Counted) -> bool:
        """Whether nothing behind a number without a noun says that it counts something else."""
        behind = self.token(item.last)
        if behind is None or behind.kind != "word":
            return True
        return bool(behind.senses) or bool(self.words.key(behind))

    def named_before(self, item: Counted) -> bool:
        """Whether a number without a noun stands behind a name and is its number ("the capture of Base 46")."""
        before = self.token(item.first - 1)
        return (
            item.quantity.form == "digits"
            and before is not None
            and before.kind == "word"
            and not before.senses
            and self.words.key(before) not in ("particle", "determiner")
            and not self.words.characters
            and (not self.words.noun_capitals or before.end - before.start == 1)
            and self.flat.text[before.start].isupper()
            # "Оставшиеся 11 SBD"
            and not self.words.is_participle(before)
        )
