"""Is a value too long, too deep or too broken for the parser? Told in linear time, before it is parsed."""

from __future__ import annotations

import re

from battlex.pattern import pattern

LONGEST = 32 * 1024
"""So many characters of a value are read: the longest real ones have a tenth of it."""

MOST_OPEN = 30
"""The parser tries each opening without its end again from the start, so its time grows with their square."""

_OPENING = pattern(r"\{\{|\}\}|\[\[|\]\]|\{\||\|\}|\[(?=https?:|//)|\]|<!--|-->|</|/>|<(?=[a-zA-Z])|''")
_ENDS = {"}}": "{{", "]]": "[[", "|}": "{|", "]": "[", "-->": "<!--", "</": "<", "/>": "<"}
_VOID = pattern(r"<(?:br|hr|wbr|img)\b", re.IGNORECASE)


def beyond_bounds(wikitext: str) -> bool:
    """Whether a value is too deeply nested or too broken for the parser; told in linear time."""
    if wikitext.count("{") + wikitext.count("[") + wikitext.count("<") <= MOST_OPEN:
        return False
    open_now: dict[str, int] = {}
    depth = 0
    for found in _OPENING.finditer(wikitext):
        token = found.group()
        opener = _ENDS.get(token)
        if opener is None:
            if token == "<" and _VOID.match(wikitext, found.start()):
                continue
            if token != "''":
                open_now[token] = open_now.get(token, 0) + 1
                depth += 1
        elif open_now.get(opener):
            open_now[opener] -= 1
            depth -= 1
        if depth > MOST_OPEN:
            return True
    return False
