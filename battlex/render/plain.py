"""Text of an article made fit for a terminal: nothing in it acts there."""

from __future__ import annotations

from battlex.pattern import pattern

_LINES = pattern("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ACTING = pattern(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 controls, with the escape that opens a sequence
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # invisible marks and bidi controls
    "\ufff9-\ufffc\U000e0000-\U000e007f]"  # interlinear marks, objects, tags
)
_BLANKS = pattern("[\t \u00a0\u2007\u2009\u202f]+")
_LONE = pattern("[\ud800-\udfff]")
_VISIBLE = {
    **{code: 0x2400 + code for code in range(0x20)},
    0x7F: 0x2421,
    **dict.fromkeys([*range(0x80, 0xA0), 0x2028, 0x2029], 0xFFFD),
}


def plain(text: str, line: str = " ") -> str:
    """``text`` without control, escape and bidi characters, blanks single, empty lines gone, ``line`` for every line break.

    Joiners within words (U+200C, U+200D) stay, since some scripts are misspelt without them; lone surrogates, which no
    encoding can write, become U+FFFD.
    """
    text = _LINES.sub("\n", text)
    text = _LONE.sub("\ufffd", _ACTING.sub("", text))
    parts = (_BLANKS.sub(" ", part).strip() for part in text.split("\n"))
    return line.join(part for part in parts if part)


def visible(text: str) -> str:
    """``text`` with one visible character for every character that would act, so that offsets hold."""
    return _LONE.sub("\ufffd", _ACTING.sub("\ufffd", text.translate(_VISIBLE)))


def encode(text: str) -> bytes:
    """``text`` as UTF-8 that is always valid: lone surrogates become U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE.sub("\ufffd", text).encode()
