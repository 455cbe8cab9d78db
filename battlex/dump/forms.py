"""The forms of output: what the process that reads a battle makes of it, and what the one that writes adds.

Most of the work is done where the battle is read, so that the writer only writes. What depends on the battles before
(its number, a comma) is left to the writer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from battlex.model import Battle
from battlex.printed import to_dict
from battlex.record import Record, record


class Form(Protocol):
    """A form of output; it may be handed to other processes. Each text goes to a file of its own."""

    def made(self, battle: Battle) -> Any:
        """What is handed on of a battle."""

    def start(self) -> tuple[str, ...]:
        """What stands before all battles."""

    def texts(self, number: int, made: Any, *, first: bool) -> tuple[str, ...]:
        """What is written of the ``number``-th battle; ``first`` where nothing but ``start`` was written before."""

    def end(self, *, first: bool) -> tuple[str, ...]:
        """What stands behind all battles."""


@record
class JsonLines(Record):
    """A battle a line."""

    def made(self, battle: Battle) -> str:
        from battlex.render.json import compact

        return compact(to_dict(battle)) + "\n"

    def start(self) -> tuple[str, ...]:
        return ("",)

    def texts(self, number: int, made: str, *, first: bool) -> tuple[str, ...]:
        return (made,)

    def end(self, *, first: bool) -> tuple[str, ...]:
        return ("",)


@record
class JsonArray(Record):
    """An array of battles."""

    def made(self, battle: Battle) -> str:
        from battlex.render.json import layout

        return layout(to_dict(battle), 2)

    def start(self) -> tuple[str, ...]:
        return ("",)

    def texts(self, number: int, made: str, *, first: bool) -> tuple[str, ...]:
        return (("[\n  " if first else ",\n  ") + made,)

    def end(self, *, first: bool) -> tuple[str, ...]:
        return ("[]\n" if first else "\n]\n",)


@record
class JsonRows(Record):
    """The rows of a table, as an array or a row a line."""

    table: str
    lines: bool

    def made(self, battle: Battle) -> list[dict[str, Any]]:
        from battlex.render.records import find_table

        return list(find_table(self.table).records(0, battle))

    def start(self) -> tuple[str, ...]:
        return ("",)

    def texts(self, number: int, made: list[dict[str, Any]], *, first: bool) -> tuple[str, ...]:
        from battlex.render.json import compact, layout

        rows = [{**row, "battle": number} for row in made]
        if self.lines:
            return ("".join(compact(row) + "\n" for row in rows),)
        text = ",\n  ".join(layout(row, 2) for row in rows)
        return (("[\n  " if first else ",\n  ") + text if text else "",)

    def end(self, *, first: bool) -> tuple[str, ...]:
        return ("" if self.lines else "[]\n" if first else "\n]\n",)


@record
class Sheets(Record):
    """Tables as CSV or TSV, each in a file of its own. The first column is the number of the battle."""

    tables: tuple[str, ...]
    delimiter: str
    raw: bool = False

    def _sheets(self) -> list[Any]:
        from battlex.render.csv import Sheet
        from battlex.render.records import find_table

        return [Sheet(find_table(name), self.delimiter, raw=self.raw) for name in self.tables]

    def made(self, battle: Battle) -> list[list[str]]:
        # No cell holds a line break, so a line is a row; the "0" before it gives way to the battle's number.
        return [[line[1:] for line in sheet.lines(0, battle).split("\n")[:-1]] for sheet in self._sheets()]

    def start(self) -> tuple[str, ...]:
        return tuple(sheet.header() for sheet in self._sheets())

    def texts(self, number: int, made: Sequence[Sequence[str]], *, first: bool) -> tuple[str, ...]:
        return tuple("".join(f"{number}{rest}\n" for rest in rows) for rows in made)

    def end(self, *, first: bool) -> tuple[str, ...]:
        return ("",) * len(self.tables)


@record
class Pictures(Record):
    """Tables to look at."""

    width: int
    color: bool = False
    styled: bool = False

    def made(self, battle: Battle) -> str:
        from battlex.render import table

        return "".join(table.stream([battle], width=self.width, color=self.color, styled=self.styled))

    def start(self) -> tuple[str, ...]:
        return ("",)

    def texts(self, number: int, made: str, *, first: bool) -> tuple[str, ...]:
        return (made if first else "\n" + made,)

    def end(self, *, first: bool) -> tuple[str, ...]:
        return ("",)


@record
class Battles(Record):
    """The battles themselves."""

    def made(self, battle: Battle) -> Battle:
        return battle

    def start(self) -> tuple[str, ...]:
        return ()

    def texts(self, number: int, made: Battle, *, first: bool) -> tuple[str, ...]:
        return ()

    def end(self, *, first: bool) -> tuple[str, ...]:
        return ()
