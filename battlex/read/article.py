"""A file of wikitext → its page."""

from __future__ import annotations

from collections.abc import Iterator

from battlex.model import Page
from battlex.pattern import pattern
from battlex.read.context import MAX_PAGE, Context

# The word after # is #REDIRECT in the wiki's language.
_REDIRECT = pattern(r"\s*#[^\s#*:\[]+\s*+:?\s*+\[\[[^\]\n]+\]\]")


def article_page(chunks: Iterator[bytes], context: Context) -> Page:
    """The page that a file of UTF-8 wikitext holds; InputError where it is too large or not UTF-8."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > MAX_PAGE:
            raise context.error(f"is larger than {MAX_PAGE >> 20} MiB and no dump: too large for an article")
    start = data[:4096]
    if start.count(0) * 4 > len(start):
        raise context.error("is no UTF-8 text (UTF-16 without a byte order mark?); name its encoding with --encoding")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = f"byte {data[error.start]:#04x} at {error.start:,}"
        raise context.error(f"is not UTF-8 ({where}); name its encoding with --encoding") from None
    return Page(clean(text), language=context.language, path=context.path)


def clean(text: str) -> str:
    r"""Wikitext as MediaWiki would store it; spans count the code points of this text.

    Line ends become ``\n``, as in Python's text files, so offsets agree with ``open(path).read()``. NUL and halves of
    surrogate pairs, which are no text, become U+FFFD one for one.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def is_redirect(text: str) -> bool:
    """Whether a page's wikitext is only a redirect, as exports that do not mark redirects hold them."""
    return _REDIRECT.match(text) is not None
