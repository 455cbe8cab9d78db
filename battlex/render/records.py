"""The columns of our tables: each one's name, type and meaning, and how it is had from a battle."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from battlex.errors import BattlexError
from battlex.model import Battle, Category, Fate, Figures, Level, Measure, Outcome, ProseFigure, Side, Summary
from battlex.render.plain import plain

Value = str | int | float | bool | None
Record = dict[str, Value]

BREAK = " / "
"""Stands in a cell for a line break of the article, so that a row is a line."""


@dataclass(frozen=True)
class Row:
    """What a row is made from: the battle and its number in the run, the side, the figure or person."""

    number: int
    battle: Battle
    side: Side | None = None
    item: Any = None


@dataclass(frozen=True)
class Column:
    """One column. ``quotes`` is true where the cell holds text of the article, which a spreadsheet must not run."""

    name: str
    type: str
    description: str
    get: Callable[[Row], Any]
    quotes: bool = False
    required: bool = False
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Table:
    """One table: what a row is, the rows of a battle, and the columns."""

    name: str
    description: str
    rows: Callable[[int, Battle], Iterator[Row]]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def records(self, number: int, battle: Battle) -> Iterator[Record]:
        """The rows of one battle, the ``number``-th of the run."""
        for row in self.rows(number, battle):
            yield {column.name: _cell(column.get(row)) for column in self.columns}


def to_records(battles: Iterable[Battle], *, table: str = "sides") -> list[Record]:
    """The rows of a table for pandas, polars or csv: a list of dicts with the columns of ``-f csv --table TABLE``.

    ``table`` is battles, sides, figures or people; anything else raises BattlexError.
    """
    chosen = find_table(table)
    return [record for number, battle in enumerate(battles, 1) for record in chosen.records(number, battle)]


def find_table(name: str) -> Table:
    """The table of that name; BattlexError, with the nearest right name, where there is none."""
    if name not in TABLES:
        near = difflib.get_close_matches(name, TABLES, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(TABLES)}"
        raise BattlexError(f"no table {name!r}; {hint}")
    return TABLES[name]


def _cell(value: Any) -> Value:
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, str):
        return plain(value, BREAK) or None
    found: Value = value
    return found


# where the rows come from


def _battles(number: int, battle: Battle) -> Iterator[Row]:
    yield Row(number, battle)


def _sides(number: int, battle: Battle) -> Iterator[Row]:
    for side in battle.sides:
        yield Row(number, battle, side)


def _people(number: int, battle: Battle) -> Iterator[Row]:
    for side in battle.sides:
        for person in side.commanders:
            yield Row(number, battle, side, person)


def _figures(number: int, battle: Battle) -> Iterator[Row]:
    for side in battle.sides:
        for value in (side.strength, side.casualties):
            for figure in value.figures if value else ():
                yield Row(number, battle, side, figure)
    for figure in battle.other_casualties.figures if battle.other_casualties else ():
        yield Row(number, battle, None, figure)
    by_number = {side.side: side for side in battle.sides}
    for found in battle.prose:
        yield Row(number, battle, by_number.get(found.side or 0), found)


# how the cells are had


def _joined(names: Iterable[str | None]) -> str:
    return "; ".join(name for name in names if name)


def _names(side: Side) -> str:
    return _joined(belligerent.name for belligerent in side.belligerents)


def _notation(value: Figures | None) -> str:
    return _joined(str(figure) for figure in value.figures) if value else ""


def _won(row: Row) -> bool | None:
    """Whether the row's side won; None where the article does not tell who did."""
    result = row.battle.result
    if row.side is None or result is None:
        return None
    if result.winner:
        return row.side.side in result.winner
    return False if result.outcome is Outcome.INCONCLUSIVE else None


def _winners(row: Row) -> str:
    result = row.battle.result
    return _joined(_names(side) for side in row.battle.sides if result and side.side in result.winner)


def _count_figures(row: Row) -> int:
    values = [value for side in row.battle.sides for value in (side.strength, side.casualties)]
    return sum(len(value.figures) for value in (*values, row.battle.other_casualties) if value)


def _of(path: str) -> Callable[[Row], Any]:
    """Reads a dotted path of attributes; None as soon as a step is None or not there."""
    steps = path.split(".")

    def get(row: Row) -> Any:
        value: Any = row
        for step in steps:
            value = getattr(value, step, None)
            if value is None:
                return None
        return value

    return get


def _text(name: str, description: str, get: str | Callable[[Row], Any], **more: Any) -> Column:
    return Column(name, "string", description, _of(get) if isinstance(get, str) else get, **{"quotes": True, **more})


def _code(name: str, description: str, get: str | Callable[[Row], Any], **more: Any) -> Column:
    return _text(name, description, get, quotes=False, **more)


def _number(name: str, description: str, get: str | Callable[[Row], Any], **more: Any) -> Column:
    kind = more.pop("type", "integer")
    return Column(name, kind, description, _of(get) if isinstance(get, str) else get, **{"minimum": 0, **more})


def _flag(name: str, description: str, get: str | Callable[[Row], Any], **more: Any) -> Column:
    return Column(name, "boolean", description, _of(get) if isinstance(get, str) else get, **more)


BATTLE = _number(
    "battle", "Number of the battle in the run, from 1: the key of all tables.", "number", required=True, minimum=1
)
SIDE = _number("side", "Number of the side as in the infobox, from 1.", "side.side", minimum=1)

KEYS = (
    BATTLE,
    _text("title", "Title of the page; the battle's name where the page has none.",
          lambda row: row.battle.page.title or row.battle.name),
    _number("page_id", "The wiki's number of the page.", "battle.page.page_id"),
    _number("revision_id", "The wiki's number of the revision that was read.", "battle.page.revision_id"),
    _text("timestamp", "When the revision was saved: ISO 8601.", "battle.page.timestamp"),
    _text("wiki", "The wiki that the page comes from.", "battle.page.wiki"),
    _text("url", "Address of the page as it was read: a permalink where the revision is known.", "battle.page.url"),
)  # fmt: skip

_SUMMARY_MEANING = {
    "strength": "people who took part",
    "killed": "people killed",
    "wounded": "people wounded",
    "missing": "people missing",
    "captured": "people captured",
    "casualties": "people lost in all",
}


def _summary_columns() -> Iterator[Column]:
    for field in fields(Summary):
        counted, _, end = field.name.rpartition("_")
        word = "Least" if end == "min" else "Greatest"
        meaning = f"{word} number of {_SUMMARY_MEANING[counted]}, as far as the infobox supports one."
        yield _number(field.name, meaning, f"side.summary.{field.name}")


BATTLES = Table("battles", "One row a battle.", _battles, (
    *KEYS,
    _text("name", "Name of the battle in the infobox.", "battle.name"),
    _code("date_start", "First day, month or year: ISO 8601, astronomical years (490 BC is -0489).", "battle.date.start"),
    _code("date_end", "Last day, month or year.", "battle.date.end"),
    _code("date_edtf", "The whole date in EDTF (ISO 8601-2), with its uncertainty.", "battle.date.edtf"),
    _flag("date_approx", "Whether the date is marked as approximate.", "battle.date.approx"),
    _code("calendar", "Calendar of the dates as stated.", "battle.date.calendar"),
    _text("date_text", "The date as the infobox writes it.", "battle.date.text"),
    _text("place", "The place as the infobox writes it.", "battle.place.text"),
    _number("lat", "Degrees north.", "battle.place.coordinates.lat", type="number", minimum=-90, maximum=90),
    _number("lon", "Degrees east.", "battle.place.coordinates.lon", type="number", minimum=-180, maximum=180),
    _number("coordinates_precision", "Unit of the coordinates' last digit, in degrees.",
            "battle.place.coordinates.precision", type="number"),
    _code("outcome", "How it ended.", "battle.result.outcome", enum=tuple(Outcome)),
    _code("winner", "Numbers of the winning sides, joined by +.",
          lambda row: "+".join(map(str, row.battle.result.winner)) if row.battle.result else None),
    _text("winner_names", "Belligerents of the winning sides.", _winners),
    _text("result_text", "The result as the infobox writes it.", "battle.result.text"),
    _text("part_of", "The war or campaign that the battle belongs to.", "battle.part_of.text"),
    _number("sides", "How many sides the infobox has.", lambda row: len(row.battle.sides)),
    _text("other_casualties_text", "Casualties that belong to no side, as the infobox writes them.",
          "battle.other_casualties.text"),
    _number("figures", "How many figures were read in the infobox.", _count_figures),
    _number("prose_figures", "How many figures were read in the running text.", lambda row: len(row.battle.prose)),
    _number("problems", "How many things were not understood.", lambda row: len(row.battle.problems)),
    _code("problem_codes", "Their kinds, each once.",
          lambda row: _joined(dict.fromkeys(problem.code for problem in row.battle.problems))),
    _text("template", "Name of the infobox template as written.", "battle.infobox.template"),
    _code("language", "Code of the language that the page was read in.", "battle.page.language"),
    _text("path", "File that the page was read from.", "battle.page.path"),
), key=("battle",))  # fmt: skip

SIDES = Table("sides", "One row a side of a battle.", _sides, (
    *KEYS,
    SIDE,
    _text("belligerents", "Names of the belligerents.", lambda row: _names(row.side) if row.side else None),
    _flag("winner", "Whether this side won; empty where the infobox does not tell.", _won),
    _text("commanders", "Names of the commanders.",
          lambda row: _joined(person.name for person in row.side.commanders) if row.side else None),
    _text("units", "Names of the units.", lambda row: _joined(unit.name for unit in row.side.units) if row.side else None),
    *_summary_columns(),
    _code("strength", "Every strength figure in notation.", lambda row: _notation(row.side.strength) if row.side else None),
    _code("casualties", "Every casualty figure in notation.",
          lambda row: _notation(row.side.casualties) if row.side else None),
    _text("strength_text", "The strength as the infobox writes it.", "side.strength.text"),
    _text("casualties_text", "The casualties as the infobox writes them.", "side.casualties.text"),
), key=("battle", "side"))  # fmt: skip

FIGURES = Table("figures", "One row a figure: those of the infobox first, then those of the running text.", _figures, (
    *KEYS,
    _number("side", "Number of the side that the figure speaks of; empty where the article does not tell.",
            "side.side", minimum=1),
    _code("source", "Where the figure stands.", lambda row: "prose" if isinstance(row.item, ProseFigure) else "infobox",
          enum=("infobox", "prose"), required=True),
    _text("parameter", "Parameter of the infobox.", "item.parameter"),
    _code("measure", "What is stated: who was there, or what became of them.", "item.measure",
          enum=tuple(Measure), required=True),
    _code("category", "What is counted.", "item.category", enum=tuple(Category), required=True),
    _code("fates", f"What became of it, joined by +: {', '.join(Fate)}.", lambda row: "+".join(row.item.fates)),
    _number("min", "Least number; empty for an open end.", "item.min"),
    _number("max", "Greatest number; empty for an open end.", "item.max"),
    _flag("approx", "Whether the source marks it as rough.", "item.approx", required=True),
    _code("level", "A statement of size without a number.", "item.level", enum=tuple(Level)),
    _text("noun", "The counted thing as written.", "item.noun"),
    _text("party", "The part of the side, or the time, that it speaks of.", "item.party"),
    _text("attribution", "Who claims it.", "item.attribution"),
    _flag("total", "Whether it is the sum of figures given beside it.", "item.total", required=True),
    _code("notation", "The figure in one line.", lambda row: str(row.item), required=True),
    _text("text", "The source text.", "item.text"),
    _number("span_start", "Where the source text begins in the page's wikitext, in code points.", "item.span.start"),
    _number("span_end", "Where it ends.", "item.span.end"),
    _code("rule", "The rule of the grammar that read it.", "item.rule"),
    _text("section", "Prose: heading of the section.", "item.section"),
    _text("sentence", "Prose: the sentence.", "item.sentence"),
    _flag("in_note", "Prose: whether it stands in a note.", "item.in_note"),
))  # fmt: skip

PEOPLE = Table("people", "One row a commander.", _people, (
    *KEYS,
    SIDE,
    _text("name", "Name as displayed, without rank.", "item.name", required=True),
    _text("link", "Title that the name links to.", "item.link"),
    _text("flag", "Flag or country shown beside the name.", "item.flag"),
    _code("fates", "What became of the person, joined by +.", lambda row: "+".join(row.item.fates)),
    _text("group", "Heading that the name stands under.", "item.group"),
    _text("rank", "Rank written before the name.", "item.rank"),
))  # fmt: skip

TABLES: Mapping[str, Table] = {table.name: table for table in (BATTLES, SIDES, FIGURES, PEOPLE)}
