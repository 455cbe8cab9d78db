"""What a token of a sentence does in it: the grammar words of prose, as the language file lists them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache
from operator import attrgetter

from battlex.kept import Kept
from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.values.allegiance import parties
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

QUOTES = "\"'«»“”„‟’‘`「」『』*"
OPENING, CLOSING = "«„“「『", "»”“」』"
DASHES = "-‐‑‒–—―−"
OPENS, CLOSES = "(（", ")）"
"""Brackets, narrow and wide."""
COMMAS = ",،，、"
JOINTS = COMMAS + "&/・·"
_MOST_KEPT = 20_000
"""So many words are kept with their keys."""

_word_of = attrgetter("norm")

PAUCAL = (2, 3, 4)
"""Behind these, Slavic nouns stand in a form of their own, which looks like their singular."""

_CONTAINED = (
    "faces",
    "strength",
    "hypothetical",
    "place",
    "population",
    "munition",
    "topic",
    "even",
    "object",
    "role",
    "self",
    "label",
    "person",
    "outrage",
    "versus",
    "inflict",
    "reach",
    "attributive",
    "actual",
    "made_of",
)


class Words:
    """The grammar words of one language; every question is asked of one token."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.lexicon = language.lexicon("prose")
        self._keys = Kept(self._key_of, _MOST_KEPT)
        self.written = Kept(self._key_of_written, _MOST_KEPT)
        self.clitics = bool(language.grammar.get("prefixes"))
        self.head_last = language.grammar.get("head", "last") == "last"
        self.characters = language.grammar.get("segmentation", "words") != "words"
        self.cases = () if language.grammar.get("endings") else tuple(language.grammar.get("cases", ()))
        self.bare_cases = tuple(language.grammar.get("bare_cases", ()))
        self.saying = (*language.words("structure", "claim"), *language.words("quantifiers", "approx"))
        self.determiners = bool(language.words("prose", "determiner"))
        # Whether the verbs are known by which one side does something to the other.
        self.ruled = bool(language.words("prose", "inflict"))
        self.attempts = bool(language.words("prose", "attempt"))
        self.verb_last = bool(language.section("prose").get("verb_last"))
        # Whether nouns are tied by their case alone.
        self.genitive = not self.head_last and not self.determiners
        self.peoples = parties(language)
        self.noun_capitals = bool(language.section("prose").get("noun_capitals"))
        self.contained = {key: tuple(fold(w.rstrip("*")) for w in language.words("prose", key)) for key in _CONTAINED}
        # Languages whose verbs show who acts put adjectives behind their nouns.
        self.active = bool(language.section("prose").get("active"))
        self.compounds = bool(language.grammar.get("compounds"))
        self.possessive = tuple(language.words("prose", "possessive"))
        self.persons = bool(language.words("prose", "person"))
        self.ranks = tuple(
            fold(rank) for rank in language.words("people", "ranks") if " " not in rank and len(rank) > 4
        )
        self.plurals = tuple(language.grammar.get("plurals", ()))
        self.gerunds = tuple(language.grammar.get("gerunds", ()))
        self.participles = tuple(language.grammar.get("participles", ()))
        self.describing = bool(self.participles) or self.noun_capitals
        self.agents = tuple(language.grammar.get("agents", ()))
        self.adjectives = tuple(language.grammar.get("adjectives", ()))
        self.accusative = tuple(language.grammar.get("accusative", ()))
        self.inhabitants = tuple(language.grammar.get("inhabitants", ()))
        self.unit_adjectives = tuple(language.grammar.get("unit_adjectives", ()))
        self.contained["enemy"] = tuple(fold(w) for w in language.words("structure", "enemy"))

    def key(self, token: Token) -> str:
        """The key of the ``prose`` section that lists the token, "" for none; marks of the topic are particles."""
        norm = token.norm.removesuffix("-") if token.clitic else token.norm
        # "two of the three": the first word of a tie says what kind of tie it is.
        return self._keys[norm] or (self._key_of(norm.partition(" ")[0]) if "whole" in token.senses else "")

    def keys(self, nodes: Sequence[Node], sections: Set[str]) -> list[str]:
        """The keys of the nodes of a sentence, "" for its numbers; ``sections`` list its words."""
        keys = list(map(self._keys.__getitem__, map(_word_of, nodes)))
        if self.clitics or "whole" in sections:
            for place, node in enumerate(nodes):
                if isinstance(node, Token) and (node.clitic or "whole" in node.senses):
                    keys[place] = self.key(node)
        return keys

    def _key_of(self, norm: str) -> str:
        senses = self.lexicon.word(norm)
        sense = senses.get("prose") if senses else None
        return "" if sense is None else "particle" if sense.key in ("topic", "even", "object") else sense.key

    def _key_of_written(self, word: str) -> str:
        """The key that lists a word as a text writes it, "" for none."""
        senses = self.lexicon.word(fold(word))
        return senses["prose"].key if senses is not None else ""

    def is_declined(self, noun: Token) -> bool:
        """Whether a noun ends in the ending of a case: without it, it is the same noun."""
        lexicon = self.language.figures
        if noun.norm in lexicon.exact:
            return False
        stems = (noun.norm.removesuffix(ending) for ending in self.cases if noun.norm.endswith(ending))
        return any((lexicon.word(stem) or {}).get("nouns") == noun.senses.get("nouns") for stem in stems)

    def is_owned(self, noun: Token) -> bool:
        """ "komutanı", not "süvariden": whether a noun is declined, and not with an ending that leaves it bare of a possessor's."""
        return self.is_declined(noun) and not noun.norm.endswith(self.bare_cases)

    def is_means(self, noun: Token) -> bool:
        """ "helikopterle": whether a noun is declined and has the ending of that by which something is done."""
        return bool(self.agents) and noun.norm.endswith(self.agents) and self.is_declined(noun)

    def ends_in_case(self, word: str) -> bool:
        """Whether a word ends in the ending of a case, not counting the shortest."""
        return any(word.endswith(ending) for ending in self.cases)

    def contains(self, token: Token, key: str) -> bool:
        """Whether a token is, or where no blanks part words ends in, a word listed under a key."""
        tail = self.characters or (self.compounds and key == "munition")
        return token.norm.endswith(self.contained[key]) if tail else self.key(token) == key

    def is_fighter(self, noun: Token | None) -> bool:
        """Whether a noun for people says more than that they are persons; never where the language lists no such nouns."""
        return noun is not None and self.persons and self.key(noun) != "person"

    def is_rank(self, noun: Token | None) -> bool:
        """Whether a noun names commanders by their rank; never where the language lists no endings of plurals."""
        if noun is None or not self.plurals:
            return False
        return any(form in self.ranks for form in (noun.norm, *self.singulars(noun.norm)))

    def is_plural(self, token: Token | None) -> bool:
        """Whether a word has the ending of a plural; never where the language lists none."""
        return token is not None and bool(self.plurals) and token.norm.rstrip(".").endswith(self.plurals)

    def is_participle(self, token: Token | None) -> bool:
        """ "20 танков из оставшихся 53": whether a word has the ending of a participle; never where none are listed."""
        return token is not None and bool(self.participles) and token.norm.endswith(self.participles)

    def tells_which(self, token: Token | None) -> bool:
        """ "3000 из первоначальных 50 000": whether a word is a participle, or an adjective that battlex does not know."""
        described = token is not None and not token.senses and bool(self.adjectives)
        return self.is_participle(token) or (token is not None and described and token.norm.endswith(self.adjectives))

    def singulars(self, norm: str) -> list[str]:
        """A folded word without each ending of a plural that it has."""
        return [norm.removesuffix(ending) for ending in self.plurals if norm.endswith(ending)]

    def listed(self, word: str, *keys: str) -> bool:
        """Whether a word of a text is listed under one of these keys of the ``prose`` section."""
        return self.written[word] in keys

    def listed_in(self, text: str, *keys: str) -> bool:
        """Whether one of the words of a text is listed under one of these keys."""
        return not set(map(self.written.__getitem__, text.split())).isdisjoint(keys)

    def has_sense(self, word: str, key: str) -> bool:
        """Whether a word of a text is listed under a key of the ``structure`` section."""
        senses = self.language.figures.word(fold(word))
        structure = senses.get("structure") if senses else None
        return structure is not None and structure.key == key

    def leads_on(self, word: str) -> bool:
        """Whether a word of a text leads to whom something is given: to, to the."""
        senses = self.language.figures.word(fold(word))
        to = senses is not None and "quantifiers" in senses and senses["quantifiers"].key == "to"
        return to or self.listed(word, "determiner")

    def names_people(self, token: Token) -> bool:
        """Whether a token is the name of a nation or people."""
        return self.peoples.word(token.norm) is not None

    def goes_on_doing(self, token: Token | None) -> bool:
        """Whether an unknown word tells what those named before it do beside what is said of them ("defending")."""
        if token is None or not self.gerunds or token.senses or token.kind != "word":
            return False
        return token.norm.endswith(self.gerunds) and not self.key(token)

    def few(self, quantity: Quantity) -> bool:
        """Whether nouns stand in another form behind this number than behind larger ones."""
        return bool(self.participles) and quantity.min == quantity.max and (quantity.max or 0) in PAUCAL

    def inhabits(self, token: Token) -> bool:
        """Whether an unknown word has the ending of those who live somewhere or belong to something ("калифорнийцев")."""
        return bool(self.inhabitants) and not token.senses and token.norm.endswith(self.inhabitants)

    def is_foreign(self, token: Token) -> bool:
        """ "56 Jan den Haen" among Cyrillic letters: whether a word is written in Latin ones where the language is not."""
        return self.language.grammar.get("script", "latin") != "latin" and token.norm.isascii()

    def possesses(self, token: Token) -> bool:
        """Whether a noun's ending makes it the owner of what follows ("the battalion's 40 tanks")."""
        return bool(self.possessive) and token.norm.endswith(self.possessive)

    def possesses_by(self, name: str) -> bool:
        """Whether a name's ending makes it the owner of what follows ("Rusların 300 askeri")."""
        return bool(self.possessive) and fold(name).endswith(self.possessive)

    def stands_in(self, text: str, key: str) -> bool:
        """Whether a word listed under a key stands in a text without blanks."""
        return any(word in text for word in self.contained[key])


@lru_cache(maxsize=64)
def words_of(language: Language) -> Words:
    """The grammar words of a language, made once."""
    return Words(language)


def has(node: Node | None, section: str, *keys: str) -> bool:
    """Whether a node is a token that is listed under one of these keys of a section."""
    return isinstance(node, Token) and node.has(section, *keys)


def is_fate(node: Node | None) -> bool:
    """Whether a token names what became of somebody or something."""
    return isinstance(node, Token) and "fates" in node.senses


def is_noun(node: Node | None) -> bool:
    """Whether a token names something that battlex counts."""
    return isinstance(node, Token) and "nouns" in node.senses


def is_joint(node: Node | None) -> bool:
    """Whether a token joins the members of a list."""
    if not isinstance(node, Token):
        return False
    sense = node.senses.get("quantifiers")
    if sense is not None and (sense.key in ("and", "or") or (sense.key == "to" and " " in node.norm)):
        return True
    return node.kind in JOINTS


def is_mark(node: Node | None, marks: str) -> bool:
    """Whether a token is one of these punctuation marks."""
    return isinstance(node, Token) and node.kind in marks


def counts(node: Node) -> bool:
    """Whether a node is a number that counts something."""
    return isinstance(node, Quantity) and not node.name
