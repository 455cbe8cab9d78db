"""What every reader is told about the input that it reads, and how it reports what it had to leave out."""

from __future__ import annotations

from collections.abc import Callable, Collection

from battlex.errors import InputError
from battlex.record import Record, record

MAX_PAGE = 16 << 20
"""Bytes that a page may take, as XML, JSON or wikitext; eight times what MediaWiki itself allows a page to hold."""


@record
class Context(Record):
    """An input's path, what is wanted of it, and where errors go that cost a page and not the whole input.

    ``language`` is the user's word and wins over what an input says of itself; ``namespaces`` None means all.
    ``whole`` is false where a part of the input is read by itself, whose place in the whole is not known.
    """

    path: str
    language: str | None = None
    namespaces: Collection[int] | None = (0,)
    report: Callable[[InputError], None] = lambda error: None
    whole: bool = True

    def error(self, message: str) -> InputError:
        """An error about this input: one line that is safe to print, whatever the path and the content are."""
        return InputError(_printable(f"{name_of(self.path)}: {message}"))

    def wants(self, namespace: int | None) -> bool:
        """Whether pages of a namespace are asked for; a page that does not tell its namespace is."""
        return namespace is None or self.namespaces is None or namespace in self.namespaces


def name_of(path: str) -> str:
    """What messages call an input."""
    return "standard input" if path == "-" else path


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
