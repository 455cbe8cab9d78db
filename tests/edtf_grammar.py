"""A checker for the part of EDTF (ISO 8601-2, levels 0 to 2) that dates of battles use."""

from __future__ import annotations

import re
from datetime import date

_POINT = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<qualifier>[~?%])?")
_BLURRED = re.compile(r"-?(?:\d{3}X|\d{2}XX)[~?%]?")


def is_point(text: str, *, seasons: bool = True) -> bool:
    """A date, month, year, season, decade or century with at most one qualifier."""
    if _BLURRED.fullmatch(text):
        return True
    match = _POINT.fullmatch(text)
    if match is None or match["year"] == "-0000":
        return False
    month, day = match["month"], match["day"]
    if month is None:
        return True
    if 21 <= int(month) <= 24:
        return seasons and day is None
    try:
        date(int(match["year"]) % 400 + 2000, int(month), int(day or 1))
    except ValueError:
        return False
    return True


def is_edtf(text: str) -> bool:
    """A point, an interval, or a set."""
    if text[:1] + text[-1:] in ("[]", "{}"):
        members = text[1:-1].split(",")
        return all(_is_member(member) for member in members)
    start, slash, end = text.partition("/")
    if not slash:
        return is_point(text)
    return (start, end) != ("..", "..") and all(part == ".." or is_point(part) for part in (start, end))


def _is_member(text: str) -> bool:
    start, dots, end = text.partition("..")
    if not dots:
        return is_point(text, seasons=False)
    return bool(start or end) and all(not part or is_point(part, seasons=False) for part in (start, end))
