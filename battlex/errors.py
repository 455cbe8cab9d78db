"""What can go wrong outside the content of an article, one class a kind."""

from __future__ import annotations


class BattlexError(Exception):
    """Base of all errors that battlex raises on purpose; its text is one line: what, where, what to do."""


class InputError(BattlexError):
    """An input cannot be read: missing, not permitted, damaged, or in no known encoding or format."""


class LanguageError(BattlexError):
    """The language of a page is not told and cannot be recognised, or it is not supported."""


class DataError(BattlexError):
    """A language file of battlex itself is wrong: an unknown key, a word listed twice, a bad value."""
