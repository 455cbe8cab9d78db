"""The figures of a battle as a chart: amounts, bars, and what each counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rich.text import Text

from battlex.model import Battle, Category, Figure, Figures, Side
from battlex.render.amounts import amount, between, is_people, lost_nearly_all, meaning, share
from battlex.render.bars import bar
from battlex.render.doubts import Doubts
from battlex.render.layout import Lines, beside, joined, said, width_of, wrap

SIDE_COLORS = ("cyan", "magenta", "green", "blue", "yellow")
LOSS = "red"
SHORTEST_BAR, SHORT_BAR, LONGEST_BAR = 5, 8, 40
"""A bar is no shorter than the first, or left out; it shrinks to the second where every label then stands on one line."""
LEAST_LABEL = 10


def color_of(side: int) -> str:
    """The colour that stands for a side; readable on dark and on light."""
    return SIDE_COLORS[(side - 1) % len(SIDE_COLORS)]


@dataclass(frozen=True)
class Entry:
    """A line of the chart. ``whole`` is the strength that a loss is a part of, ``group`` what it stands under."""

    amount: Text
    label: Text
    category: Category
    low: int | None = None
    high: int | None = None
    rough: bool = False
    whole: int | None = None
    group: str | None = None

    @property
    def size(self) -> int:
        """The greatest number that the line's bar has to show."""
        return max(self.low or 0, self.high or 0, self.whole or 0)


def strength_entries(side: Side, doubts: Doubts) -> list[Entry]:
    """The lines of a side's strength."""
    summary = side.summary
    return _entries(side.strength, doubts, summary.strength_min, summary.strength_max)


def casualties_entries(side: Side, doubts: Doubts, *, of_strength: bool = True) -> list[Entry]:
    """The lines of a side's casualties; what it lost in all is drawn as a part of its strength where ``of_strength``."""
    summary = side.summary
    compared = of_strength and _are_of_the_same(side)
    lost = share(summary) if compared else ""
    note = f"{lost} lost" if lost else ""
    whole = summary.strength_max or summary.strength_min if compared else None
    return _entries(side.casualties, doubts, summary.casualties_min, summary.casualties_max, whole, note)


def are_of_a_moment(battle: Battle) -> bool:
    """Whether a winner lost nearly all that it had: more came than its strength tells, and so it is with the others'."""
    won = battle.result.winner if battle.result else ()
    return any(side.side in won and lost_nearly_all(side.summary) and _are_of_the_same(side) for side in battle.sides)


def _are_of_the_same(side: Side) -> bool:
    """Whether losses may be a part of the strength; not of that at a moment ("19 November: 50,000") or of one party."""
    there, lost = (
        [f for f in value.figures if is_people(f)] if value else [] for value in (side.strength, side.casualties)
    )
    return not any(f.rule == "dated" for f in (*there, *lost)) and _only_party(there) == _only_party(lost)


def _only_party(figures: Sequence[Figure]) -> str | None:
    parties = {figure.party for figure in figures}
    return parties.pop() if len(parties) == 1 else None


def plain_entries(value: Figures | None, doubts: Doubts) -> list[Entry]:
    """The lines of a value that belongs to no side."""
    return _entries(value, doubts, None, None)


def _entries(
    value: Figures | None, doubts: Doubts, low: int | None, high: int | None, whole: int | None = None, note: str = ""
) -> list[Entry]:
    figures = value.figures if value else ()
    stated = (low, high) != (None, None)
    people = [figure for figure in figures if is_people(figure)]
    overall = next((figure for figure in people if stated and (figure.min, figure.max) == (low, high)), None)
    grouped = _by_party(figures)
    entries = [
        _entry(figure, doubts, grouped, whole, note) if figure is overall else _entry(figure, doubts, grouped)
        for figure in figures
    ]
    if stated and overall is None and people:
        label = joined([Text("in all", "bold"), Text(note, "bold")], ", ")
        rough = any(figure.approx for figure in people)
        total = Text(between(low, high, approx=rough), "bold")
        last = len(figures) if grouped else 1 + max(at for at, figure in enumerate(figures) if is_people(figure))
        entries.insert(last, Entry(total, label, Category.PERSONNEL, low, high, rough, whole))
    return entries


def _by_party(figures: Sequence[Figure]) -> bool:
    """Whether figures are read best under the parties that they speak of: each is of one, and some party has several."""
    parties = [figure.party for figure in figures]
    return all(parties) and any(one == other for one, other in pairwise(parties))


def _entry(figure: Figure, doubts: Doubts, grouped: bool, whole: int | None = None, note: str = "") -> Entry:
    style = "italic" if figure.level is not None else "bold"
    told = label(figure, with_party=not grouped)
    return Entry(
        Text(amount(figure), style),
        joined([doubts.at(figure.span), joined([told, Text(note, "bold")], ", ")]),
        figure.category,
        figure.min,
        figure.max,
        figure.approx,
        whole,
        figure.party if grouped else None,
    )


def label(figure: Figure, *, with_party: bool = True) -> Text:
    """What a figure counts: its noun and fates, then dim, in brackets, what else is told of it."""
    people = figure.category is Category.PERSONNEL
    category = str(figure.category)
    became = meaning(figure).removeprefix(category).strip()
    noun = figure.noun if figure.noun and figure.noun.casefold() != category else None
    kind = noun or ("" if people and became else category)
    head = joined([said(kind), Text(became)])
    more = [
        category if noun and not people and category not in noun.casefold() else None,
        figure.party if with_party else None,
        figure.attribution,
    ]
    if figure.total:
        more.append("total")
    added = joined([said(part) for part in more if part], ", ")
    return joined([head, Text.assemble("(", added, ")", style="dim") if added.plain else added])


class Chart:
    """Lays out entries in a cell of ``width``, all on the same columns; each category has a scale of its own, and no bar
    where there is nothing to compare.
    """

    def __init__(self, values: Iterable[Sequence[Entry]], width: int) -> None:
        entries = [entry for value in values for entry in value]
        compared = Counter(entry.category for entry in entries if entry.size)
        self.scales: dict[Category, int] = {}
        for entry in entries:
            if compared[entry.category] > 1:
                self.scales[entry.category] = max(self.scales.get(entry.category, 0), entry.size)
        widest = max((width_of(entry.amount) for entry in entries), default=1)
        self.amount = min(widest, max(width - LEAST_LABEL - 1, width // 2))
        wanted = max((width_of(entry.label) for entry in entries), default=0)
        room = width - self.amount - 1
        least = min(max(wanted, LEAST_LABEL), max(LEAST_LABEL, width * 2 // 5))
        if wanted > 2 * least:
            least = max(least, width // 2)
        # A word is not broken for the sake of a bar that is longer than it has to be.
        word = max((width_of(word) for entry in entries for word in entry.label.plain.split()), default=0)
        least = max(least, min(word, room - SHORTEST_BAR - 2))
        if room - wanted - 2 >= SHORT_BAR:
            least = max(wanted, LEAST_LABEL)
        bars = min(room - least - 2, LONGEST_BAR)
        self.bar = bars if self.scales and bars >= SHORTEST_BAR else 0

    def _is_drawn(self, entry: Entry) -> bool:
        """Whether an entry has a bar."""
        return bool(self.bar and entry.size and entry.category in self.scales)

    def lines(self, entries: Sequence[Entry], style: str, width: int) -> Lines:
        """The entries as lines in a cell of at least the chart's width; ``style`` is the colour of their bars."""
        room = width - self.amount - 1 - (self.bar + 2 if self.bar else 0)
        lines: Lines = []
        group = drawn = None
        scales = [entry.category for entry in entries if self._is_drawn(entry)]
        apart = len(list(groupby(scales))) == len(set(scales))
        for entry in entries:
            scale = entry.category if self._is_drawn(entry) else None
            if apart and drawn not in (None, scale) and scale is not None:
                # A line of the next scale right below one of this would be compared with it.
                lines.append(Text())
            drawn = scale
            if entry.group and entry.group != group:
                lines += wrap(said(entry.group, "dim italic"), width)
            group = entry.group
            numbers = [Text(" " * max(self.amount - width_of(n), 0)) + n for n in self._amount(entry.amount)]
            label = wrap(entry.label, room)
            if self.bar:
                cells = [numbers, [self._bar(entry, style)], label]
                lines += beside(cells, (self.amount, self.bar + 1, room), " ")
            else:
                lines += beside([numbers, label], (self.amount, room), " ")
        return lines

    def _amount(self, text: Text) -> Lines:
        """The amount; a range that is too wide goes on after its dash."""
        if width_of(text) <= self.amount:
            return [text]
        low, dash, high = text.plain.partition("–")
        return [line for part in (low + dash, high) for line in wrap(Text(part, text.style), self.amount) if part]

    def _bar(self, entry: Entry, style: str) -> Text:
        scale = self.scales.get(entry.category, 0)
        drawn = bar(entry.low, entry.high, scale=scale, width=self.bar, rough=entry.rough, whole=entry.whole)
        return Text.assemble((drawn.sure, style), (drawn.between, style), (drawn.track, "dim"))
