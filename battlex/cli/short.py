"""A run over a few articles: what ``long`` does with them, without what only dumps and long runs take.

Importing that would take longer than reading an article does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from battlex.cli.inputs import STANDARD_INPUT, Input
from battlex.cli.stdout import StandardOutput
from battlex.errors import BattlexError
from battlex.model import Battle
from battlex.read import content, files
from battlex.read.context import Context
from battlex.read.sniff import Kind

if TYPE_CHECKING:
    from battlex.dump.forms import Form

_MOST = 8 << 20
"""More bytes are worth the start of whatever makes a run fast, or tells how far it is."""


def is_short(inputs: Sequence[Input], encoding: str | None) -> bool:
    """Whether all inputs are files of articles, named one by one, and small."""
    return sum(one.size for one in inputs) <= _MOST and all(
        one.path != STANDARD_INPUT
        and not one.in_folder
        and not files.is_address(one.path)
        and _is_article(one.path, encoding)
        for one in inputs
    )


def _is_article(path: str, encoding: str | None) -> bool:
    try:
        with content(Context(path), encoding) as found:
            return found.kind in (Kind.WIKITEXT, Kind.JSON)
    except (OSError, ValueError, BattlexError):
        return False


def to_standard_output(battles: Iterable[Battle], form: Form) -> None:
    """Write all battles as they come; it ends quietly where the reader goes away."""
    first = True
    with StandardOutput() as standard:
        for text in form.start():
            standard.write(text)
        for number, battle in enumerate(battles, 1):
            texts = form.texts(number, form.made(battle), first=first)
            first = first and not any(texts)
            for text in texts:
                standard.write(text)
        for text in form.end(first=first):
            standard.write(text)
