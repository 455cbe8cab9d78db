"""How a language writes its words and numbers: what the walk over its texts asks at each of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from battlex.languages import Language
from battlex.languages.lexicon import Sense, fold

Known = tuple[str, str, Mapping[str, Sense], tuple[str, ...] | None, bool, int]
"""A word or sign that was met: its kind, folded, with its senses, how second words of the phrases which it may open begin
(None where it opens none), whether a dot behind it may belong to it, and how many blanks it was met behind."""

_MOST_MET = 100_000

_DOTTED = frozenset({"numbers", "quantifiers"})
_LONGEST_DOTTED = 4


class Orthography:
    """The ``grammar`` section as the tokenizer asks it, and the words and signs that were met as texts were read."""

    def __init__(self, language: Language) -> None:
        grammar = language.grammar
        self.lexicon = language.figures
        self.segmentation: str = grammar.get("segmentation", "words")
        self.decimal: str = grammar.get("decimal", ".")
        self.prefixes = tuple(sorted((fold(p) for p in grammar.get("prefixes", ())), key=len, reverse=True))
        self.compounds: bool = grammar.get("compounds", False)
        self.suffixes = frozenset(grammar.get("suffixes", ()))
        self.cases = frozenset(grammar.get("cases", ()))
        self.endings = tuple(grammar.get("endings", ()))
        self.met: dict[str, Known] = {}

    def keep_word(self, written: str, folded: str, senses: Mapping[str, Sense]) -> None:
        """Keep a word that means this wherever it stands, if no phrase goes on behind it and no dot belongs to it."""
        lexicon = self.lexicon
        begun = lexicon.seconds.get(folded) if lexicon.longest.get(folded, 0) > 1 else None
        if len(self.met) < _MOST_MET and begun != () and folded + "," not in lexicon.longest:
            dotted = folded + "." in lexicon.exact or self.may_be_dotted(folded, senses)
            self.met[written] = "word", folded, senses, begun, dotted, 0
            self.met[" " + written] = "word", folded, senses, begun, dotted, 1

    def keep_sign(self, sign: str, senses: Mapping[str, Sense]) -> None:
        """Keep a sign, which means the same wherever it stands."""
        if len(self.met) < _MOST_MET:
            self.met[sign] = sign, sign, senses, None, False, 0
            self.met[" " + sign] = sign, sign, senses, None, False, 1

    def may_be_dotted(self, folded: str, senses: Mapping[str, Sense]) -> bool:
        """Whether a listed word may be an abbreviation that is written with a dot."""
        if (
            len(folded) > _LONGEST_DOTTED
            or not senses
            or not senses.keys() <= _DOTTED
            or folded not in self.lexicon.exact
        ):
            return False
        scale = senses.get("numbers")
        return scale is None or scale.key == "scales"


@lru_cache(maxsize=64)
def orthography_of(language: Language) -> Orthography:
    """How a language writes, worked out once."""
    return Orthography(language)
