"""Where the brackets of wikitext open and close: one linear pass over a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from battlex.pattern import pattern

TEXT_NAMES = frozenset({"text", "quote", "content", "label"})
"""The names of arguments that tell of no more than text."""

_TIMES = "{0,1000}"
"""So many pieces of text stand in markup that is taken as one; where there are more, piece by piece: memory stays bounded."""

_LINK = rf"\[\[[^\[\]{{}}|<>\n]*+(?:\|(?>(?:[^\[\]{{}}|<>&!'\n]++|'(?!')){_TIMES}))?\]\]"
"""A link whose title and text hold no other markup."""

_WORDS = rf"(?>(?:[^{{}}\[\]<&!'\n]++|'(?!')|!(?!!)|&(?![#\w]++;)){_TIMES})"
"""The inside of a template without other markup than bars."""

_NAMED = (
    rf"[^{{}}\[\]<|:]*+(?>(?:\|\s*+(?!(?i:\d++|{'|'.join(sorted(TEXT_NAMES))})\s*+=)[^\[\]{{}}<>=|\n]{{0,40}}+\s*+="
    rf"(?>(?:[^{{}}\[\]<|]++|{_LINK}|\[(?!\[)|\](?!\])){_TIMES})){_TIMES})"
)
"""The inside of a template all of whose arguments are named otherwise, so that none is shown."""

# Each alternative begins with a character that is written out: the pattern passes over all others at once.
_SCAN = pattern(
    rf"(\|\|?|{_LINK}|\[(?:\[|(?=https?:|ftp:|//))|\n\s*+|''+|\{{\{{(?:{_WORDS}|{_NAMED})\}}\}}|\{{[{{|]|\}}\}}|\]\]?"
    rf"|<ref(?![a-zA-Z])[^<>]*+(?<!/)>(?>(?:[^<{{}}\[\]|&!'\n]++|'(?!')){_TIMES})</ref>|</?[a-zA-Z][^<>]*+>|!!"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});)"
)
_TAG = pattern(r"</?([a-zA-Z]+)")
_BREAKING_TAGS = frozenset("br hr p blockquote div center li".split())
_CLOSED_TAGS = "nowiki math chem gallery score timeline hiero imagemap source syntaxhighlight graph pre code style"
_OPAQUE = pattern(rf"<!--|<({_CLOSED_TAGS.replace(' ', '|')})(?![a-zA-Z])[^<>]*+(?<!/)>", re.IGNORECASE)
_KINDS = {
    **{markup: markup for markup in ("|", "||", "!!", "{|", "[[", "]]", "{{", "}}", "[", "]", "\n")},
    **{"''": "'", "'''": "'", "<ref>": "ref", "</ref>": "/ref"},
}
"""The kinds of what is written in one way."""

_OPENERS = {"]]": "[[", "}}": "{{", "/ref": "ref"}
_PAIRED = frozenset({*_OPENERS, *_OPENERS.values()})

Argument = tuple[int, int, int, int]
"""An argument between two brackets: its first token, the token behind it, its start and end in the source."""


class Brackets:
    """The markup of a page as tokens (``kinds``, with ``starts`` and ``ends``), and which of them belong together.

    ``mates`` leads from an opening bracket to its closing one. A link, a reference or a template is one token, of the kind
    "link", "note" or "template", where no markup in it but bars matters. What shows no text is of the kind "hidden", as is
    a reference to no more than a template that is ``silent``.
    """

    def __init__(self, source: str, silent: Callable[[str], bool]) -> None:
        self.source = source
        pieces = _pieces(source)
        places = [*accumulate(map(len, pieces))]
        self.starts: list[int] = places[:-1:2]
        self.ends: list[int] = places[1::2]
        self.kinds: list[str] = []
        self.mates: dict[int, int] = {}
        self._match(pieces[1::2], silent)

    def _match(self, tokens: list[str], silent: Callable[[str], bool]) -> None:
        """Tell the kinds of all tokens and match the brackets; what finds no partner is text."""
        kinds, mates = self.kinds, self.mates
        stack: list[int] = []
        open_kinds = {"[[": 0, "{{": 0, "ref": 0}
        kinds += map(_KINDS.get, tokens, tokens)
        for index, kind in enumerate(kinds):
            if kind not in _SHORT:
                kind = kinds[index] = "link" if kind[0] == "[" else _kind(kind)
                if kind == "\n":
                    while stack and kinds[stack[-1]] == "[[" and tokens[index].count("\n") > 1:
                        open_kinds["[["] -= 1
                        stack.pop()
            if kind not in _PAIRED:
                continue
            if kind in open_kinds:
                stack.append(index)
                open_kinds[kind] += 1
                continue
            opener = _OPENERS[kind]
            if open_kinds[opener] and (opener != "[[" or kinds[stack[-1]] == "[["):
                while True:
                    top = stack.pop()
                    inner = kinds[top]
                    open_kinds[inner] -= 1
                    if inner == opener:
                        break
                mates[top] = index
                if kind == "/ref" and index == top + 2 and kinds[top + 1] == "template":
                    between = self.source[self.ends[top] : self.starts[index]]
                    if len(between) == len(tokens[top + 1]) and silent(between):
                        kinds[top] = "hidden"

    def split(self, index: int, mate: int) -> list[Argument]:
        """The arguments between two brackets that belong together, or of a template or link that is one token (its own mate)."""
        starts, ends, kinds, mates = self.starts, self.ends, self.kinds, self.mates
        parts: list[Argument] = []
        if index == mate:
            at = starts[index] + 2
            for text in self.source[at : ends[index] - 2].split("|"):
                end = at + len(text)
                parts.append((index, index, at, end))
                at = end + 1
            return parts
        first, start, at = index + 1, ends[index], index + 1
        while at < mate:
            kind = kinds[at]
            if kind == "|":
                parts.append((first, at, start, starts[at]))
                first, start = at + 1, ends[at]
            elif kind == "||":
                parts.append((first, at, start, starts[at]))
                parts.append((at, at, starts[at] + 1, starts[at] + 1))
                first, start = at + 1, ends[at]
            elif at in mates:
                at = mates[at]
            at += 1
        parts.append((first, mate, start, starts[mate]))
        return parts


_SHORT = frozenset(_KINDS.values())


def _pieces(source: str) -> list[str]:
    """Text and tokens by turns, text first and last; what no text is shown of is a token with all that it encloses."""
    pieces: list[str] = []
    begin = position = 0
    unclosed: set[str] = set()
    while (found := _OPAQUE.search(source, position)) is not None:
        position = found.end()
        if found[1] is None:
            end = source.find("-->", position) + 3
            end = len(source) if end < 3 else end
        elif (name := found[1].lower()) in unclosed:
            continue
        elif (close := re.compile(f"</{name}\\s*+>", re.IGNORECASE).search(source, position)) is None:
            unclosed.add(name)
            continue
        else:
            end = close.end()
        pieces += _SCAN.split(source[begin : found.start()])
        pieces.append(source[found.start() : end])
        begin = position = end
    pieces += _SCAN.split(source[begin:])
    return pieces


def _kind(text: str) -> str:
    """The kind of what is written in many ways, but for links."""
    first = text[0]
    if first == "{":
        return "template"
    if first != "<":
        return first
    found = _TAG.match(text)
    name = found.group(1).lower() if found else ""
    if name == "ref":
        if text.endswith("/>"):
            return "hidden"
        return "/ref" if text.startswith("</") else "note" if "<" in text[1:] else "ref"
    if name in _BREAKING_TAGS:
        return "break"
    return "nowiki" if name == "nowiki" and "<" in text[1:] else "hidden"
