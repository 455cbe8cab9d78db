"""A battle as a picture for the terminal: a column a side, like the infobox itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from rich.text import Text

from battlex.model import (
    Battle,
    Belligerent,
    Coordinates,
    DateRange,
    Fate,
    Figures,
    Outcome,
    Person,
    Result,
    Side,
    Unit,
)
from battlex.pattern import pattern
from battlex.render import layout
from battlex.render.chart import (
    LOSS,
    Chart,
    Entry,
    are_of_a_moment,
    casualties_entries,
    color_of,
    plain_entries,
    strength_entries,
)
from battlex.render.doubts import Doubts
from battlex.render.layout import Lines, beside, framed, hanging, joined, pad, rule, said, width_of, wrap
from battlex.render.passages import problems, prose

LEAST_COLUMN = 30
LEAST_WIDTH = 24
WIDEST_COLUMN = 76
WIDE_COLUMN = 70
"""In a column this wide the words stand beside their chart where that leaves it a fair bar, else above it."""
FAIR_BAR = 10
MOST_UNITS = 8
WINNER, SIDE = "★", "■"
DAGGER = "†"
MEMBER = "• "
NOTHING = "–"

_TORN = pattern(r"([-–—])\n")
"""A line break within a range: "3 May –", "5 June 1643"."""
_SHOWN_FIELDS = ("status", "territory", "casus", "campaign")


def stream(battles: Iterable[Battle], *, width: int, color: bool = False, styled: bool = False) -> Iterator[str]:
    """The pictures of battles as text, a chunk a battle."""
    return layout.stream((picture(battle, width) for battle in battles), color=color, styled=styled)


def picture(battle: Battle, width: int) -> Lines:
    """The picture of a battle in lines of at most ``width`` cells (``LEAST_WIDTH`` where there are fewer)."""
    count = max(len(battle.sides), 1)
    width = max(width, LEAST_WIDTH)
    column = (width - 1) // count - 3
    if column < LEAST_COLUMN:
        count, column = 1, width - 4
    column = min(column, WIDEST_COLUMN if count > 1 else 2 * WIDEST_COLUMN)
    spare = min(width - 1 - count * (column + 3), count - 1) if column < WIDEST_COLUMN else 0
    widths = [column + (place < spare) for place in range(count)]
    full = [sum(widths) + 3 * (count - 1)]
    doubts = Doubts(battle)
    frame = _Frame(battle, widths, full, doubts)
    lines = [rule(None, full), *framed([_title(battle, full[0], doubts)], full)]
    head = _head(battle, full[0], doubts)
    lines += [rule(full, full), *framed([head], full)] if head else []
    lines += frame.sides()
    outer = full[0] + 4
    lines += _source(battle, outer)
    for part in (doubts.lines(outer), prose(battle, outer, doubts), problems(battle, outer)):
        lines += [Text(), *part] if part else []
    return lines


# the head


def _title(battle: Battle, width: int, doubts: Doubts) -> Lines:
    file = PurePath(battle.page.path or "").name.partition(".")[0].strip("-")
    name = battle.name or battle.page.title or file or battle.infobox.template
    lines = wrap(joined([said(name, "bold"), doubts.of("name")]), width)
    if battle.part_of and battle.part_of.text:
        lines += wrap(said(battle.part_of.text, "dim"), width)
    return [pad(line, width, "center") for line in lines]


def _head(battle: Battle, width: int, doubts: Doubts) -> Lines:
    rows: list[tuple[str, Text]] = []
    if battle.date:
        rows.append(("Date", _date(battle.date, doubts.of("date"))))
    if battle.place:
        coordinates = _coordinates(battle.place.coordinates) if battle.place.coordinates else ""
        where = joined([Text(coordinates, "dim"), doubts.of("place")])
        place = said(battle.place.text)
        fits = width_of(place.split("\n")[0]) + 2 + width_of(where) <= width - len("Territory") - 2
        rows.append(("Place", _on_first_line(place, where, "  " if fits else "\n")))
    if battle.result:
        rows.append(("Result", _on_first_line(_result(battle.result), doubts.of("result"), " ")))
    for name in _SHOWN_FIELDS:
        if name in battle.fields and battle.fields[name].text:
            rows.append((name.capitalize(), said(battle.fields[name].text)))
    label = max((len(name) for name, _ in rows), default=0)
    lines: Lines = []
    for name, value in rows:
        if value.plain:
            lines += beside([[Text(name, "dim")], wrap(value, width - label - 2)], (label, width - label - 2))
    return lines


def _date(date: DateRange, doubt: Text) -> Text:
    more = date.edtf if date.edtf != date.text else ""
    if date.calendar != "gregorian":
        more = f"{more} ({date.calendar})".strip()
    text = said(_TORN.sub(r"\1 ", date.text))
    return _on_first_line(_on_first_line(text, doubt, " "), Text(more, "dim"))


def _coordinates(place: Coordinates) -> str:
    digits = next((n for n in range(7) if place.precision >= 0.99 * 10**-n), 6)
    north, east = ("N" if place.lat >= 0 else "S"), ("E" if place.lon >= 0 else "W")
    return f"{abs(place.lat):.{digits}f}° {north} {abs(place.lon):.{digits}f}° {east}"


def _result(result: Result) -> Text:
    read = str(result.outcome)
    if result.winner:
        read += f" of side {' and '.join(map(str, result.winner))}"
    told = result.outcome is Outcome.OTHER or result.text.casefold() == read
    return _on_first_line(said(result.text), Text("" if told else read, "dim"))


def _on_first_line(value: Text, added: Text, gap: str = "  ") -> Text:
    """A value with what is told of it behind its first line, which it is mostly read from."""
    first, *more = value.split("\n", allow_blank=True)
    return Text("\n").join([joined([first, added], gap), *more])


# the sides


class _Frame:
    """The framed rows of the sides: side by side, or one below the other where there is one column."""

    def __init__(self, battle: Battle, widths: list[int], full: list[int], doubts: Doubts) -> None:
        self.battle, self.widths, self.full = battle, widths, full
        self.strength = {side.side: strength_entries(side, doubts) for side in battle.sides}
        parts = not are_of_a_moment(battle)
        self.casualties = {side.side: casualties_entries(side, doubts, of_strength=parts) for side in battle.sides}
        self.other = plain_entries(battle.other_casualties, doubts)
        values = [*self.strength.values(), *self.casualties.values(), self.other]
        column = min(widths)
        self.text = 0
        self.chart = Chart(values, column)
        if column >= WIDE_COLUMN:
            text = column * 2 // 5
            chart = Chart(values, column - text - 2)
            if chart.bar >= FAIR_BAR or not self.chart.bar:
                self.text, self.chart = text, chart

    def sides(self) -> Lines:
        """Everything from below the head to the lower edge."""
        lines: Lines = []
        above = self.full
        groups = [self.battle.sides] if len(self.widths) > 1 else [(side,) for side in self.battle.sides]
        for group in groups:
            for heading, cells in self._rows(group):
                lines += [rule(above, self.widths, heading), *framed(cells, self.widths)]
                above = self.widths
        if self.battle.other_casualties:
            cell = self._value(self.battle.other_casualties, self.other, LOSS, self.full[0])
            lines += [rule(above, self.full, "Other casualties"), *framed([cell], self.full)]
            above = self.full
        return [*lines, rule(above, None)]

    def _rows(self, group: tuple[Side, ...]) -> Iterator[tuple[str, list[Lines]]]:
        width = min(self.widths)
        yield "", [self._belligerents(side, width) for side in group]
        if any(side.commanders for side in group):
            yield "Commanders", [_people(side.commanders, width) for side in group]
        if any(side.units for side in group):
            yield "Units", [_units(side.units, width) for side in group]
        if any(side.strength for side in group):
            cells = [self._value(s.strength, self.strength[s.side], color_of(s.side), width) for s in group]
            yield "Strength", cells
        if any(side.casualties for side in group):
            cells = [self._value(s.casualties, self.casualties[s.side], LOSS, width) for s in group]
            yield "Casualties", cells

    def _belligerents(self, side: Side, width: int) -> Lines:
        won = self.battle.result is not None and side.side in self.battle.result.winner
        mark = Text(WINNER if won else SIDE, color_of(side.side))
        names = [(item.group, item.name, _belligerent(item)) for item in side.belligerents if item.name]
        lines = _listed(names, width - 2) or [Text(f"side {side.side}", "dim")]
        whole = not names or width_of(names[0][2]) <= width - 2
        if won and whole and width_of(lines[0]) + len("  winner") <= width - 2:
            lines[0] = joined([lines[0], Text("winner", color_of(side.side))], "  ")
        return beside([[mark], lines], (1, width - 2), " ")

    def _value(self, value: Figures | None, entries: list[Entry], style: str, width: int) -> Lines:
        if value is None:
            return [Text(NOTHING, "dim")]
        text = said(value.text)
        if not self.text:
            return wrap(text, width) + self.chart.lines(entries, style, width)
        room = width - self.text - 2
        return beside([wrap(text, self.text), self.chart.lines(entries, style, room)], (self.text, room))


def _belligerent(item: Belligerent) -> Text:
    return joined(
        [said(item.name, "bold" if item.role is None else ""), said(f"({item.role})" if item.role else "", "dim")]
    )


def _person(person: Person) -> Text:
    fallen = [fate for fate in person.fates if fate in (Fate.KILLED, "executed")]
    others = [fate for fate in person.fates if fate != Fate.KILLED]
    return joined([
        said(person.rank or "", "dim"),
        said(person.name),
        Text(DAGGER if fallen else ""),
        said(f"({', '.join(others)})" if others else "", "dim"),
    ])  # fmt: skip


def _people(people: Iterable[Person], width: int) -> Lines:
    return _listed([(person.group, person.name, _person(person)) for person in people], width) or [Text(NOTHING, "dim")]


def _units(units: Sequence[Unit], width: int) -> Lines:
    lines = _listed([(unit.group, unit.name, said(unit.name)) for unit in units[:MOST_UNITS]], width)
    if len(units) > MOST_UNITS:
        lines.append(Text(f"and {len(units) - MOST_UNITS} more", "dim"))
    return lines or [Text(NOTHING, "dim")]


def _listed(items: Iterable[tuple[str | None, str, Text]], width: int) -> Lines:
    """Items (group, name, shown) a line each, continued lines indented; a heading where a new group begins, or where it is
    an item of its own, its members below it: "British Empire", "• Canada".
    """
    lines: Lines = []
    above: list[str] = []
    headed = 0
    for group, name, item in items:
        while above and above[-1] != group:
            above.pop()
        if not above:
            headed = 1 if group else 0
        if group and not above:
            lines += wrap(said(group, "dim italic"), width)
            above = [group]
        depth = len(above) - headed
        mark = Text("  " * (depth - 1) + MEMBER) if depth else Text()
        for line in hanging(item, width - 2 * depth):
            lines.append(mark + line)
            mark = Text("  " * depth)
        above.append(name)
    return lines


def _source(battle: Battle, width: int) -> Lines:
    page = battle.page
    revision = f"revision {page.revision_id}" if page.revision_id else None
    where = (page.language, page.title, battle.infobox.template, revision, page.path if page.url is None else page.url)
    return wrap(joined([said(part, "dim") for part in where if part], " · "), width)
