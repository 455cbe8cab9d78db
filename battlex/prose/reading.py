"""A sentence → its figures: numbers that count, with what is counted, what became of it, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import FATE_ORDER, Category, Fate, Figure, Measure
from battlex.prose.attach import Fates
from battlex.prose.counted import Counted, Phrases
from battlex.prose.words import DASHES, is_joint, is_mark, is_noun, words_of
from battlex.values.describe import PEOPLE, PEOPLE_FATES, describe
from battlex.values.noncounts import name_noncounts
from battlex.values.numbers import read_quantities
from battlex.values.quantity import Node, Quantity
from battlex.values.tokens import Token, tokenize

_NEAR = 5
_NEAR_CHARACTERS = 10
"""How far before a number words may stand that speak of it: words, or characters where no blanks part words."""

_CLAUSE = re.compile(r"[。，、；：,;:.!?\n]")
_TIME = re.compile(r"\d{1,2}[.:h]\d\d$")
_THING_FATES = {Fate.KILLED: Fate.LOST, Fate.MISSING: Fate.LOST, Fate.WOUNDED: Fate.DAMAGED}
_MANY_UNITS = 1000
_MOST_GUNS = 144
_ONE_OF = frozenset(
    {Category.FORMATION, Category.SHIP, Category.GUN, Category.TANK, Category.VEHICLE, Category.AIRCRAFT}
)


@dataclass(frozen=True)
class Read:
    """A figure of a sentence with the places in its flat text that tell whose it is.

    ``start`` and ``end`` bound the counted phrase; ``lead`` is the word of fate before it, if one tells its fate.
    """

    figure: Figure
    start: int
    end: int
    lead: Token | None = None
    passive: bool = False


class Thread:
    """What goes on from one sentence of a passage to the next: what was counted last."""

    def __init__(self) -> None:
        self.thing: Category | None = None
        self.kind: Category | None = None
        self.counted: dict[Category, Category] = {}


def read_sentence(flat: Flat, language: Language, thread: Thread, header: str = "") -> list[Read]:
    """The figures that a sentence states, in the order of the text. Never raises for any text."""
    tokens = tokenize(flat, language)
    nodes = _nodes(tokens, language)
    name_noncounts(nodes, flat, language)
    nodes = _without_articles(nodes, tokens, language)
    _recount(nodes)
    if not any(isinstance(node, Quantity) and not node.name for node in nodes):
        return []
    return _Sentence(tokens, nodes, flat, language, thread, header).read()


_NEAR_NUMBER = 4
_QUALIFYING = frozenset({"quantifiers", "after", "numbers"})
_NUMBER_KEYS = ("words", "scales", "vague", "several")


def _nodes(tokens: Sequence[Token], language: Language) -> list[Node]:
    """The tokens with quantities for numbers; only the neighbourhood of numbers is looked at closely."""
    near = [False] * len(tokens)
    for place, token in enumerate(tokens):
        if (token.kind != "word" and token.value is not None) or token.has("numbers", *_NUMBER_KEYS):
            low = place
            while low and not near[low - 1] and place - low < _NEAR_NUMBER and _goes_with(tokens[low - 1]):
                low -= 1
            low = max(0, low - 2)
            high = min(len(tokens), place + 1 + _NEAR_NUMBER)
            near[low:high] = [True] * (high - low)
    nodes: list[Node] = []
    start = 0
    for is_near, group in groupby(near):
        stop = start + sum(1 for _ in group)
        stretch = tokens[start:stop]
        nodes.extend(read_quantities(stretch, language) if is_near else stretch)
        start = stop
    return nodes


def _goes_with(token: Token) -> bool:
    """Whether a token may belong to the number behind it."""
    return bool(token.senses.keys() & _QUALIFYING) or (len(token.kind) == 1 and not token.kind.isspace())


def _without_articles(nodes: Sequence[Node], tokens: Sequence[Token], language: Language) -> list[Node]:
    """Indefinite articles and "several" as the words they are: in running text they count nothing."""
    words = words_of(language)
    starts = {token.start: token for token in tokens}
    kept: list[Node] = []
    for place, node in enumerate(nodes):
        if isinstance(node, Quantity) and node.form in ("one", "several") and node.name in ("", "article"):
            token = starts.get(node.start)
            after = nodes[place + 1] if place + 1 < len(nodes) else None
            single = isinstance(after, Token) and (
                words.key(after) == "single" or (words.key(after) == "of" and place > 0 and is_joint(nodes[place - 1]))
            )
            if token is not None and token.end == node.end and not single:
                if node.form == "several" or token.has("numbers", "articles") or words.key(token) == "determiner":
                    kept.append(token)
                    continue
        kept.append(node)
    return kept


def _recount(nodes: Sequence[Node]) -> None:
    """ "le 14 janvier, 1800 hommes": four digits that look like the year of a date count what follows at once."""
    for place, node in enumerate(nodes):
        if isinstance(node, Quantity) and node.name == "date" and node.bare and place + 1 < len(nodes):
            after = nodes[place + 1]
            if is_noun(after) and isinstance(after, Token) and after.key("nouns") in ("personnel", "civilian"):
                node.name = ""


class _Sentence:
    def __init__(
        self,
        tokens: Sequence[Token],
        nodes: Sequence[Node],
        flat: Flat,
        language: Language,
        thread: Thread,
        header: str,
    ) -> None:
        self.tokens = {token.start: token for token in tokens}
        self.nodes = nodes
        self.flat = flat
        self.language = language
        self.thread = thread
        self.words = words_of(language)
        self.header = describe(tokenize(Flat(header), language), language) if header else None

    def read(self) -> list[Read]:
        """Find the counted phrases, give them their fates, keep those that state a strength or a loss."""
        phrases = Phrases(self.nodes, self.flat, self.language)
        found = phrases.all()
        self._share_nouns(found)
        self._one_of_these(found)
        self._headed(found)
        Fates(self.nodes, self.flat, self.language, found).attach()
        found = self._join_ranges(found)
        made: list[Read] = []
        supposed: Counted | None = None
        for place, item in enumerate(found):
            if self._supposed(item) or (supposed is not None and self._follows(supposed, item)):
                supposed = item
                continue
            if not self._stated(item):
                continue
            category = self._category(item)
            if category is None:
                continue
            after = found[place + 1] if place + 1 < len(found) else None
            made.append(self._figure(item, category, after))
            self.thread.kind = category
            if category not in PEOPLE:
                self.thread.thing = category
        return made

    def _share_nouns(self, found: list[Counted]) -> None:
        """ "3,500 and 900 ships", "two of the three forts": a number takes the noun of the one that it is tied to."""
        for place in range(len(found) - 2, -1, -1):
            item, after = found[place], found[place + 1]
            if item.counts_something or not after.counts_something or not 2 <= after.at - item.at <= 4:
                continue
            if self._named_before(item):
                continue
            between = self.nodes[item.at + 1 : after.at]
            joined = len(between) == 1 and isinstance(between[0], Token) and between[0].has("quantifiers", "and")
            if joined or all(isinstance(n, Token) and self.words.key(n) in ("of", "determiner") for n in between):
                item.category, item.weak, item.noun = after.category, after.weak, after.noun
                item.whole = None if joined else after

    def _headed(self, found: list[Counted]) -> None:
        """A cell that begins with a number without a noun counts what its column's header names."""
        said = self.header
        if said is None or not found or not (said.category or said.fates or said.casualties):
            return
        first = found[0]
        if first.at == 0 and not first.quantity.bare and self._plain_number(first):
            if not first.counts_something:
                first.category, first.noun = said.category or Category.PERSONNEL, None
            first.fates |= said.fates
            first.casualties = first.casualties or said.casualties

    def _one_of_these(self, found: list[Counted]) -> None:
        """ "two companies of riflemen, one of dragoons": a number before "of" in a list of units counts units."""
        for before, item in zip(found, found[1:], strict=False):
            after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
            if (
                before.category is not Category.FORMATION
                or not isinstance(after, Token)
                or self.words.key(after) != "of"
            ):
                continue
            between = self.nodes[before.last : item.first]
            if item.quantity.form != "digits" and any(is_joint(n) for n in between) and len(between) <= 5:
                item.category, item.noun, item.elliptic = Category.FORMATION, before.noun, True

    def _join_ranges(self, found: list[Counted]) -> list[Counted]:
        """ "2,000人から3,000人", "a minimum of 22,700 and a maximum of 25,000 people": two ends of one range."""
        joined: list[Counted] = []
        for item in found:
            before = joined[-1] if joined else None
            if before is None or not self._is_range(before, item):
                joined.append(item)
                continue
            low = before.quantity
            before.quantity = replace(low, end=item.quantity.end, core_end=low.core_end, max=item.quantity.max)
            before.last, before.tail_end = item.last, item.tail_end
            before.fates, before.casualties = before.fates | item.fates, before.casualties or item.casualties
            before.category, before.weak = before.category or item.category, before.weak or item.weak
            before.noun = before.noun or item.noun
        return joined

    def _is_range(self, low: Counted, high: Counted) -> bool:
        first, second = low.quantity, high.quantity
        if first.min is None or second.max is None or first.min >= second.max or high.first < low.last:
            return False
        if low.kind is not None and high.kind is not None and low.kind is not high.kind:
            return False
        between = self.nodes[low.last : high.first]
        if not 1 <= len(between) <= 2 or not all(isinstance(node, Token) for node in between):
            return False
        open_ends = first.max is None and second.min is None
        tokens = [node for node in between if isinstance(node, Token)]
        if open_ends:
            return all(
                t.has("quantifiers", "and", "to") or self.words.key(t) in ("particle", "determiner") for t in tokens
            )
        return (
            first.min == first.max
            and second.min == second.max
            and len(tokens) == 1
            and tokens[0].has("quantifiers", "to")
        )

    def _follows(self, before: Counted, item: Counted) -> bool:
        """Whether an item goes on with the list of the one before it."""
        between = self.nodes[before.last : item.first]
        return bool(between) and all(is_joint(node) for node in between)

    # what is no figure

    def _stated(self, item: Counted) -> bool:
        """Whether the number is one that a figure may come from."""
        quantity = item.quantity
        if quantity.form == "several" or (quantity.min is None and quantity.max is None):
            return False
        token = self.tokens.get(quantity.core_start)
        if token is not None and self.words.key(token) == "pair":
            return False
        if quantity.form == "one" and not self._counts_one(item):
            return False
        before = self.nodes[item.first - 1] if item.first else None
        if isinstance(before, Token) and before.has("structure", "not"):
            return False
        if token is not None and self.words.key(token) == "single":
            return False
        if (
            quantity.max == 0
            or self._is_unit_number(item)
            or _TIME.match(self._text(quantity))
            or self._both_sides(item)
        ):
            return False
        if (quantity.max or quantity.min or 0) % 1 and quantity.form == "digits":
            return False
        if self._rates_a_ship(item) or self._in_title(item):
            return False
        behind = self.nodes[item.last] if item.last < len(self.nodes) else None
        return not (isinstance(behind, Token) and behind.has("structure", "measure") and not item.counts_something)

    def _in_title(self, item: Counted) -> bool:
        """Whether the number stands in a link that says more than the counted phrase: it is part of a name."""
        start, end = item.quantity.core_start, self.nodes[item.last - 1].end
        for mark in self.flat.marks:
            if mark.start > start:
                return False
            if mark.kind == "link" and mark.start <= start < mark.end and (mark.start < start or mark.end > end):
                return not (mark.start == start and mark.end <= self._phrase_end(item))
        return False

    def _phrase_end(self, item: Counted) -> int:
        return max(self.nodes[item.last - 1].end, self.nodes[item.tail_end - 1].end if item.tail_end else 0)

    def _text(self, quantity: Quantity) -> str:
        return self.flat.text[quantity.core_start : quantity.core_end]

    def _is_unit_number(self, item: Counted) -> bool:
        """ "1 RAR Operations Officer": the figure 1 before a name is the name's."""
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        return (
            self._text(item.quantity) == "1"
            and isinstance(after, Token)
            and after.kind == "word"
            and not after.senses
            and self.flat.text[after.start].isupper()
        )

    def _both_sides(self, item: Counted) -> bool:
        """ "The two armies", "les deux flottes", "the two men": a known pair, not a count."""
        if item.quantity.max != 2 or item.noun is None or not item.first:
            return False
        if self.words.key(item.noun) == "pair":
            return True
        before = self.nodes[item.first - 1]
        definite = isinstance(before, Token) and self.words.key(before) == "determiner"
        return definite and item.category is Category.PERSONNEL and not item.fates

    def _counts_one(self, item: Counted) -> bool:
        kind = item.kind
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        if isinstance(after, Token) and self.words.key(after) == "of" and not self.words.characters:
            return item.elliptic
        if item.elliptic and not self.words.characters:
            return True
        return kind in _ONE_OF or (item.counts_something and bool(item.fates or item.casualties))

    def _supposed(self, item: Counted) -> bool:
        """Whether the words before the number say that it is but asked for or planned, or counts a population."""
        if item.noun is not None and self.words.contains(item.noun, "population"):
            return True
        if self.words.characters:
            text = self.flat.text[max(0, item.quantity.start - _NEAR_CHARACTERS) : item.quantity.start]
            clause = _CLAUSE.split(text)[-1]
            return any(self.words.stands_in(clause, key) for key in ("hypothetical", "population"))
        for place in range(item.first - 1, max(-1, item.first - _NEAR), -1):
            node = self.nodes[place]
            if not isinstance(node, Token):
                continue
            if self.words.key(node) in ("hypothetical", "population"):
                return True
            if node.kind in ".,;:":
                return False
        return False

    def _rates_a_ship(self, item: Counted) -> bool:
        """ "of 64 guns" behind a ship or a name in italics tells the ship's armament."""
        if item.category is not Category.GUN or (item.quantity.max or 0) > _MOST_GUNS or item.fates:
            return False
        before = self.nodes[item.first - 1] if item.first else None
        if not isinstance(before, Token):
            return False
        earlier = self.nodes[item.first - 2] if item.first > 1 else None
        tied = self.words.key(before) == "of" or before.has("structure", "preposition") or before.kind in "(（,"
        if not tied or not isinstance(earlier, Token):
            return False
        if earlier.has("nouns", "ship"):
            return True
        named = any(m.kind in ("italic", "unknown") and m.start < earlier.end <= m.end + 1 for m in self.flat.marks)
        return named or earlier.kind == "icon" or is_mark(earlier, "\"'”»’")

    # what is counted

    def _category(self, item: Counted) -> Category | None:
        """What the number counts, None where it counts nothing that is a figure."""
        category = item.kind
        fated = bool(item.fates or item.casualties)
        if item.category is Category.FORMATION and item.weak in PEOPLE:
            category = Category.PERSONNEL
        if item.category is None and item.weak is not None and item.weak not in PEOPLE:
            # "32 bombers … one of them": the counting word alone means what it last counted.
            category = self.thread.counted.get(item.weak, item.weak)
        elif item.category is not None and item.weak is not None:
            self.thread.counted[item.weak] = item.category
        if category is None:
            return self._without_noun(item, fated)
        if category is Category.FORMATION and (item.quantity.min or item.quantity.max or 0) >= _MANY_UNITS:
            return Category.PERSONNEL
        if item.hyphened and category is Category.FORMATION:
            return None
        if category is Category.CIVILIAN and not fated:
            return None
        if item.noun is not None and self.words.contains(item.noun, "munition") and Fate.CAPTURED not in item.fates:
            return None
        if category is Category.OTHER and not fated and (item.place or item.noun is None):
            return None
        if category is Category.PERSONNEL and item.fates == {Fate.DISPLACED}:
            return Category.CIVILIAN
        return category

    def _without_noun(self, item: Counted, fated: bool) -> Category | None:
        if fated:
            if not item.fates & PEOPLE_FATES and self._of_something(item):
                return None
            told = self._noun_before_lead(item)
            if told is not None:
                return told
            if item.fates & PEOPLE_FATES:
                return Category.CIVILIAN if item.fates == {Fate.DISPLACED} else Category.PERSONNEL
            implied = item.lead.key("implies") if item.lead is not None else None
            if implied:
                return Category(implied)
            if item.fates & {Fate.DAMAGED} or (item.fates == {Fate.LOST} and item.lead is None):
                return self.thread.thing
            if item.fates == {Fate.CAPTURED} and item.lead is None and not item.labelled:
                return self.thread.kind or Category.PERSONNEL
            if item.lead is not None and self._named_before(item):
                return None
            if item.elliptic and self.thread.thing is not None and not item.casualties:
                return self.thread.thing
            return Category.PERSONNEL if self._plain_number(item) else None
        if item.elliptic and not self.words.characters:
            return self.thread.kind if item.of_them else self.thread.thing
        if self._strength_word(item):
            return self._kind_meant(item)
        if self._survived(item):
            return Category.PERSONNEL
        return None

    def _of_something(self, item: Counted) -> bool:
        """Whether the number is one of things that battlex does not count ("deux de ses tourelles")."""
        after = self.nodes[item.at + 1] if item.at + 1 < len(self.nodes) else None
        return (
            isinstance(after, Token)
            and self.words.key(after) == "of"
            and not self.words.characters
            and not item.of_them
        )

    def _kind_meant(self, item: Counted) -> Category:
        """What "the number 1,207" counts: what was counted last, or the ships or aircraft that the sentence names next."""
        kind = self.thread.kind
        for node in self.nodes[item.last :] if kind is None else ():
            if isinstance(node, Token) and node.key("nouns") in (Category.SHIP, Category.AIRCRAFT):
                return Category(str(node.key("nouns")))
        return kind if kind in (Category.SHIP, Category.AIRCRAFT) else Category.PERSONNEL

    def _named_before(self, item: Counted) -> bool:
        """Whether a number without a noun stands behind a name and is its number ("the capture of Base 46")."""
        before = self.nodes[item.first - 1] if item.first else None
        return (
            item.quantity.form == "digits"
            and isinstance(before, Token)
            and before.kind == "word"
            and not before.senses
            and not self.words.characters
            and self.flat.text[before.start].isupper()
        )

    def _survived(self, item: Counted) -> bool:
        """Whether words of survival stand beside a number without a noun ("nur 40 von ihnen überlebten")."""
        if self.thread.kind not in (None, *PEOPLE) or not (self._plain_number(item) or self.words.characters):
            return False
        for place in range(max(0, item.first - 3), min(len(self.nodes), item.last + 4)):
            node = self.nodes[place]
            if isinstance(node, Token) and node.has("structure", "survived"):
                return not any(
                    isinstance(n, Token) and n.kind in ",.;"
                    for n in self.nodes[min(place, item.at) : max(place, item.at)]
                )
        return False

    def _noun_before_lead(self, item: Counted) -> Category | None:
        """What is counted where it stands before the fate ("居民死者八十余万")."""
        if item.lead is None or not self.words.characters or item.span_first < 1:
            return None
        node = self.nodes[item.span_first - 1]
        if isinstance(node, Token) and is_noun(node) and item.span_first < item.first:
            return Category(str(node.key("nouns")).rpartition(" ")[2])
        return None

    def _plain_number(self, item: Counted) -> bool:
        """Whether nothing behind a number without a noun says that it counts something else."""
        behind = self.nodes[item.last] if item.last < len(self.nodes) else None
        if not isinstance(behind, Token) or behind.kind != "word":
            return True
        return bool(behind.senses) or bool(self.words.key(behind))

    def _strength_word(self, item: Counted) -> bool:
        """Whether a word of strength stands beside a number without a noun ("their total strength to over 30,000")."""
        quantity = item.quantity
        if quantity.bare or (quantity.max or quantity.min or 0) <= _LEAST_STRENGTH:
            return False
        if self.words.characters:
            text = self.flat.text[max(0, quantity.start - _NEAR_CHARACTERS) : quantity.start]
            return self._plain_number(item) and self.words.stands_in(_CLAUSE.split(text)[-1], "strength")
        if not self._plain_number(item):
            return False
        for place in (*range(item.first - 1, max(-1, item.first - _NEAR), -1), *range(item.last, item.last + 4)):
            node = self.nodes[place] if place < len(self.nodes) else None
            if isinstance(node, Token) and self.words.key(node) == "strength":
                between = self.nodes[min(place, item.at) : max(place, item.at)]
                return not any(
                    is_mark(n, ".;,。；，") or (isinstance(n, Quantity) and n is not quantity) for n in between
                )
        return False

    # the figure

    def _figure(self, item: Counted, category: Category, after: Counted | None) -> Read:
        fates = set(item.fates)
        casualties = bool(fates) or item.casualties
        if category in PEOPLE:
            fates -= {Fate.LOST, Fate.DAMAGED}
        else:
            things = {_THING_FATES.get(fate, fate) for fate in fates} - PEOPLE_FATES
            casualties = item.casualties or bool(things)
            fates = things or ({Fate.LOST} if casualties else set())
        low, high = item.quantity.min, item.quantity.max
        approx = item.quantity.approx
        first, last = item.first, item.last
        if item.lead is not None and item.span_first < item.first and not item.listed and not self._leads_list(after):
            first = item.span_first
        last, low, high, approx = self._suffix(last, low, high, approx)
        start = min(self.nodes[first].start, item.quantity.start) if first >= item.at else self.nodes[first].start
        end = max(self.nodes[last - 1].end, item.quantity.end)
        if item.tail_end and item.tail_end <= last + 1:
            end = self.nodes[item.tail_end - 1].end
        while start < end and self.flat.text[start] in " \u00a0\ufffc":
            start += 1
        noun = item.noun
        if noun is not None and noun.end == end and self.flat.text[end - 1] == ".":
            end -= 1
        figure = Figure(
            measure=Measure.CASUALTIES if casualties else Measure.STRENGTH,
            category=category,
            fates=tuple(sorted(fates, key=FATE_ORDER.__getitem__)),
            min=None if low is None else round(low),
            max=None if high is None else round(high),
            approx=approx,
            noun=self.flat.clean(noun.start, noun.end) if noun is not None else None,
            text=self.flat.clean(start, end),
            span=self.flat.span(start, end),
            rule="prose-list" if item.listed else "prose",
        )
        return Read(figure, start, end, item.lead, item.passive)

    def _leads_list(self, after: Counted | None) -> bool:
        return after is not None and after.listed

    def _suffix(
        self, last: int, low: float | None, high: float | None, approx: bool
    ) -> tuple[int, float | None, float | None, bool]:
        """Words of limit behind the noun ("十個師以上", "一营余")."""
        node = self.nodes[last] if last < len(self.nodes) else None
        if isinstance(node, Token) and node.glued and not is_mark(node, DASHES) and low == high:
            if node.has("after", "at_least_after"):
                return last + 1, low, None, approx
            if node.has("after", "at_most_after"):
                return last + 1, None, high, approx
            if self.words.characters and self.words.key(node) == "strength":
                return last + 1, low, high, approx
        return last, low, high, approx


_LEAST_STRENGTH = 20
"""A smaller number without a noun counts anything but an army."""
