"""Tables as CSV and TSV, in which no cell acts as a spreadsheet formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from battlex.model import Battle
from battlex.pattern import pattern
from battlex.render.records import Table, Value

COMMA = ","
TAB = "\t"

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = pattern(r"[+-]?(?:\d++(?>(?:[.,]\d++)*))?")


def stream(battles: Iterable[Battle], table: Table, delimiter: str = COMMA, *, raw: bool = False) -> Iterator[str]:
    """The text of a table, the header line first, then a chunk a battle."""
    sheet = Sheet(table, delimiter, raw=raw)
    yield sheet.header()
    for number, battle in enumerate(battles, 1):
        yield sheet.lines(number, battle)


class Sheet:
    """Writes one table, RFC 4180; ``raw`` leaves cells as they are that a spreadsheet would run as a formula."""

    def __init__(self, table: Table, delimiter: str = COMMA, *, raw: bool = False) -> None:
        self.table = table
        self.delimiter = delimiter
        self.guarded = frozenset(() if raw else (column.name for column in table.columns if column.quotes))

    def header(self) -> str:
        """The header line."""
        return self._text([[column.name for column in self.table.columns]])

    def lines(self, number: int, battle: Battle) -> str:
        """The lines of one battle, the ``number``-th of the run; empty where the table has no row for it."""
        return self._text(
            [harmless(cell(value)) if name in self.guarded else cell(value) for name, value in record.items()]
            for record in self.table.records(number, battle)
        )

    def _text(self, rows: Iterable[list[str]]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=self.delimiter, lineterminator="\n").writerows(rows)
        return buffer.getvalue()


def cell(value: Value) -> str:
    """A value as it is written: empty for None, ``true`` and ``false``, ``.`` as the decimal point and no exponent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        written = repr(value)
        return f"{value:.12f}".rstrip("0") if "e" in written else written
    return str(value)


def harmless(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would run it; plain numbers such as -5 stay."""
    if text.lstrip().startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text
