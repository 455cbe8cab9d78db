"""A sentence → its figures: numbers that count, with what is counted, what became of it, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import FATE_ORDER, Category, Fate, Figure, Measure
from battlex.prose.attach import Fates
from battlex.prose.counted import Counted
from battlex.prose.kinds import Kinds
from battlex.prose.phrases import Phrases
from battlex.prose.refusals import Refusals
from battlex.prose.sentence import Part, Thread, sentence_of
from battlex.prose.ties import Ties
from battlex.prose.words import DASHES, is_mark
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.token import Token

_THING_FATES = {Fate.KILLED: Fate.LOST, Fate.MISSING: Fate.LOST, Fate.WOUNDED: Fate.DAMAGED}


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


def read_sentence(flat: Flat, language: Language, thread: Thread, header: str = "") -> list[Read]:
    """The figures that a sentence states, in the order of the text. Never raises for any text.

    ``thread`` goes from sentence to sentence of a passage; ``header`` is what heads the column of a table's cell.
    """
    sentence = sentence_of(flat, language, thread)
    return [] if sentence is None else _Reader(sentence).read(header)


class _Reader(Part):
    """Reads one sentence."""

    def read(self, header: str) -> list[Read]:
        """Find the counted phrases, give them their fates, keep those that state a strength or a loss."""
        found = Phrases(self.nodes, self.flat, self.language).all()
        ties, refusals, kinds = Ties(self.sentence), Refusals(self.sentence), Kinds(self.sentence)
        ties.share_nouns(found)
        ties.share_limits(found)
        ties.one_of_these(found)
        ties.headed(found, header)
        Fates(self.nodes, self.flat, self.language, found).attach()
        found = ties.join_ranges(found)
        made: list[Read] = []
        supposed: Counted | None = None
        for place, item in enumerate(found):
            if refusals.supposed(item) or (supposed is not None and refusals.follows(supposed, item)):
                supposed = item
                continue
            if not refusals.stated(item):
                continue
            category = kinds.category(item)
            if category is None:
                continue
            after = found[place + 1] if place + 1 < len(found) else None
            made.append(self._figure(item, category, after))
            self.thread.kind = category
            if category not in PEOPLE:
                self.thread.thing = category
        return made

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
        if low is None and self._reached(item):
            low = high
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

    def _reached(self, item: Counted) -> bool:
        """ "дошла до 2 400 человек": behind a verb of reaching, the word of limit limits nothing."""
        place = next(
            (at for at in range(item.at - 1, max(-1, item.at - 4), -1) if self.words.reaches(self.nodes[at])), -1
        )
        return place >= 0

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
