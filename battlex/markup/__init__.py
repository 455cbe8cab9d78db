"""Wikitext → plain text in which every character knows its offset in the page."""

from __future__ import annotations

import re
from typing import Any

from battlex.languages import Language
from battlex.markup.bounds import LONGEST, MOST_OPEN, beyond_bounds
from battlex.markup.flat import ICON, Flat, Mark, clean
from battlex.markup.ordinary import read_ordinary
from battlex.markup.roles import Roles, roles_of
from battlex.markup.walk import MAX_DEPTH, Flattener
from battlex.pattern import pattern

__all__ = [
    "ICON",
    "LONGEST",
    "MAX_DEPTH",
    "MOST_OPEN",
    "Flat",
    "Mark",
    "Roles",
    "beyond_bounds",
    "clean",
    "flatten",
    "roles_of",
]

_BROKEN_BREAK = pattern(r"<br[ \t]*+\n\s*+/?>|<br\s*+/\s++>|</br>|<br\s*+\.>|<\\br>", re.IGNORECASE)
_MARKUP = pattern(r"[\[{<&*#:;]")


def flatten(wikitext: str, language: Language, offset: int = 0) -> Flat:
    """Flatten a piece of wikitext whose first character stands at ``offset`` in the page. Never raises for any text.

    Only the first ``LONGEST`` characters are read.
    """
    wikitext = wikitext[:LONGEST]
    # Browsers take these for line breaks, the parser does not; the length is kept.
    if "<" in wikitext:
        wikitext = _BROKEN_BREAK.sub(lambda tag: "<br" + " " * (len(tag.group()) - 5) + "/>", wikitext)
    flattener = Flattener(roles_of(language))
    if not _MARKUP.search(wikitext):
        flattener.text(wikitext, offset)
    elif beyond_bounds(wikitext) or (nodes := read_ordinary(wikitext) or _parsed(wikitext)) is None:
        flattener.rough(wikitext, offset)
    else:
        try:
            flattener.nodes(nodes, offset, 0)
        except RecursionError:
            flattener = Flattener(roles_of(language))
            flattener.rough(wikitext, offset)
    return flattener.finish()


def _parsed(wikitext: str) -> list[Any] | None:
    """The nodes of any wikitext, None where the parser gives up."""
    # Imported for what needs it: most articles have no such value.
    import mwparserfromhell

    try:
        nodes: list[Any] = mwparserfromhell.parse(wikitext, skip_style_tags=True).nodes
    except (mwparserfromhell.parser.ParserError, RecursionError):
        return None
    return nodes
