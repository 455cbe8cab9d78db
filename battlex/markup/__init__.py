"""Wikitext → plain text in which every character knows its offset in the page."""

from __future__ import annotations

import re

from battlex.languages import Language
from battlex.markup.bounds import LONGEST, MOST_OPEN, beyond_bounds
from battlex.markup.flat import ICON, Flat, Mark, clean
from battlex.markup.roles import Roles, roles_of
from battlex.markup.walk import MAX_DEPTH, Flattener

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

_BROKEN_BREAK = re.compile(r"<br[ \t]*+\n\s*+/?>|<br\s*+/\s++>|</br>|<br\s*+\.>|<\\br>", re.IGNORECASE)
_MARKUP = re.compile(r"[\[{<&*#:;]")


def flatten(wikitext: str, language: Language, offset: int = 0) -> Flat:
    """Flatten a piece of wikitext whose first character stands at ``offset`` in the page. Never raises for any text.

    Only the first ``LONGEST`` characters are read.
    """
    import mwparserfromhell

    wikitext = wikitext[:LONGEST]
    # Browsers take these for line breaks, the parser does not; the length is kept.
    wikitext = _BROKEN_BREAK.sub(lambda tag: "<br" + " " * (len(tag.group()) - 5) + "/>", wikitext)
    flattener = Flattener(roles_of(language))
    if not _MARKUP.search(wikitext):
        flattener.text(wikitext, offset)
    elif beyond_bounds(wikitext):
        flattener.rough(wikitext, offset)
    else:
        try:
            code = mwparserfromhell.parse(wikitext, skip_style_tags=True)
            flattener.nodes(code.nodes, offset, 0)
        except (mwparserfromhell.parser.ParserError, RecursionError):
            flattener = Flattener(roles_of(language))
            flattener.rough(wikitext, offset)
    return flattener.finish()
