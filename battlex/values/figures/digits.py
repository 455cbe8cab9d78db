"""A run of digits and marks read as one number: which marks part thousands, which the decimals?"""

from __future__ import annotations

import re
from functools import lru_cache

GROUP_BLANKS = " \u00a0\u202f\u2009"
"""The blanks that may part thousands."""

MARKS = ".,'’·٬٫،，．"
MARK = f"[{MARKS}{GROUP_BLANKS}]"
"""What may stand between the digits of one number, but for blanks, and with them."""

MOST_MARKS = 12

DOUBTFUL_MARKS = "٬،"
"""Marks of thousands that part decimals before a scale word."""


@lru_cache(maxsize=4096)
def number_of(run: str, decimal: str, before_scale: bool) -> tuple[int, float, bool]:
    """Read a run of digits and marks: (how many characters are the number, its value, whether it had thousands marks).

    Three digits behind a mark are a group, unless the mark is the decimal mark and a scale word follows.
    """
    parts = re.split(r"(\D)", run)
    digits, marks = parts[0::2], parts[1::2]
    used, grouped = 1, False
    value = float(digits[0])
    mark = marks[0] if marks else ""
    length = len(digits[0])
    while used < len(digits):
        piece, sign = digits[used], marks[used - 1]
        same = sign == mark or (sign in GROUP_BLANKS and mark in GROUP_BLANKS)
        indian = len(piece) == 2 and used < len(digits) - 1 and sign in ",،٬" and len(digits[used + 1]) in (2, 3)
        lead = len(digits[0]) <= 3 and (digits[0] != "0" or len(digits) > 2)
        if (
            same
            and lead
            and (len(piece) == 3 or indian)
            and not (before_scale and sign == decimal and len(digits) == used + 1 == 2)
        ):
            value = value * 10 ** len(piece) + int(piece)
            grouped = True
        elif (
            sign not in GROUP_BLANKS
            and (sign in ".,٫，．·" or _scaled_part(sign, piece, before_scale))
            and (not grouped or sign != mark)
        ):
            if used == len(digits) - 1 or (digits[used + 1] and marks[used] in GROUP_BLANKS):
                value += int(piece) / 10 ** len(piece)
                length += 1 + len(piece)
            break
        else:
            break
        length += 1 + len(piece)
        used += 1
    return length, value, grouped


def _scaled_part(sign: str, piece: str, before_scale: bool) -> bool:
    """Whether a mark of thousands parts decimals before a scale word, as too few digits follow it: "۱٬۲ میلیون"."""
    return before_scale and sign in DOUBTFUL_MARKS and len(piece) < 3
