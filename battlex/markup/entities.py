"""Characters by their entities: the frequent ones at once, all others as ``html`` knows them."""

from __future__ import annotations

_FREQUENT = {
    "&nbsp;": "\u00a0",
    "&#160;": "\u00a0",
    "&thinsp;": "\u2009",
    "&ndash;": "–",
    "&mdash;": "—",
    "&times;": "×",
    "&amp;": "&",
    "&lt;": "<",
    "&gt;": ">",
    "&quot;": '"',
}
"""``html`` brings tables of all there are, which few articles need."""


def unescape(text: str) -> str:
    """Text with the characters that its entities stand for."""
    if "&" not in text:
        return text
    if text in _FREQUENT:
        return _FREQUENT[text]
    import html

    return html.unescape(text)


def character(name: str) -> str | None:
    """The character that HTML 4 names so; None where it names none."""
    if (known := _FREQUENT.get(f"&{name};")) is not None:
        return known
    from html.entities import name2codepoint

    return chr(name2codepoint[name]) if name in name2codepoint else None
