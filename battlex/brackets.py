"""Where the brackets of wikitext open and close: one linear pass over a page."""

from __future__ import annotations

import re
from collections.abc import Callable

from battlex.pattern import pattern

_LINK = r"\[\[[^\[\]{}|<>\n]*+(?:\|(?:[^\[\]{}|<>&!'\n]++|'(?!'))*+)?\]\]"
"""A link whose title and text hold no other markup."""

# Each begins with a character that is written out: the pattern passes over all others at once. What holds no markup, or
# none that matters, is found in one piece.
_SCAN = pattern(
    rf"\|\|?|{_LINK}|\[(?:\[|(?=https?:|ftp:|//))|\n\s*+|''+"
    rf"|\{{\{{(?:[^{{}}\[\]<]++|{_LINK}|\[(?!\[)|\](?!\]))*+\}}\}}|\{{[{{|]|\}}\}}|\]\]?"
    r"|<ref(?![a-zA-Z])[^<>]*+(?<!/)>(?:[^<{}\[\]|&!'\n]++|'(?!'))*+</ref>|<(?:!--|/?[a-zA-Z][^<>]*+>)|!!"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});"
)
_TAG = pattern(r"</?([a-zA-Z]+)")
_MARKUP_WITHIN = pattern(r"[\[\]&\n]|''|!!")
_BREAKING_TAGS = frozenset("br hr p blockquote div center li".split())
_CLOSED_TAGS = frozenset(
    "math chem gallery score timeline hiero imagemap source syntaxhighlight graph pre code style".split()
)
_WHOLE = frozenset({"|", "||", "!!", "{|", "[[", "]]", "{{", "}}", "[", "]"})
"""Markup that is of the kind that it is written as; of the rest, its first character or its name tells."""

_OPENERS = {"]]": "[[", "}}": "{{", "/ref": "ref"}

Argument = tuple[int, int, int, int]
"""An argument between two brackets: its first token, the token behind it, its start and end in the source."""


class Brackets:
    """The markup of a page as tokens (``kinds``, with ``starts`` and ``ends``), and which of them belong together.

    ``mates`` leads from an opening bracket to its closing one. A link, a template or a reference that holds no markup but
    bars is one token, of the kind "link", "template" or "note". What shows no text is of the kind "hidden"; ``silent``
    tells of a template, from its name and from all of it, whether it is.
    """

    def __init__(self, source: str, silent: Callable[[str, str], bool]) -> None:
        self.source = source
        self.silent = silent
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[str] = []
        self.mates: dict[int, int] = {}
        self._scan()

    def _scan(self) -> None:
        """Find all markup and match the brackets; what finds no partner is text."""
        source, begin = self.source, 0
        starts, ends, kinds, mates = self.starts, self.ends, self.kinds, self.mates
        stack: list[int] = []
        open_kinds = {"[[": 0, "{{": 0, "ref": 0}
        unclosed: set[str] = set()
        while begin >= 0:
            found_next, begin = _SCAN.finditer(source, begin), -1
            for found in found_next:
                start, end = found.span()
                kind = found.group()
                if kind not in _WHOLE:
                    first = kind[0]
                    if first == "[":
                        kind = "link"
                    elif first == "\n":
                        if end - start > 1 and kind.count("\n") > 1:
                            while stack and kinds[stack[-1]] == "[[":
                                open_kinds["[["] -= 1
                                stack.pop()
                        kind = first
                    elif first == "{":
                        kind = self._called(kind)
                        if kind == "{{":
                            # What stands in it is looked at.
                            begin = end = start + 2
                    elif first == "<":
                        if kind == "<!--":
                            stop = source.find("-->", end)
                            kind, begin = "hidden", len(source) if stop < 0 else stop + 3
                            end = begin
                        elif kind.endswith("</ref>") and kind != "</ref>":
                            kind = "note"
                        else:
                            kind, stop = self._tag(kind, end, unclosed)
                            if stop != end:
                                begin = end = stop
                    else:
                        kind = first
                starts.append(start)
                ends.append(end)
                if kind in open_kinds:
                    stack.append(len(kinds))
                    open_kinds[kind] += 1
                elif kind in _OPENERS:
                    opener = _OPENERS[kind]
                    if open_kinds[opener] and (opener != "[[" or kinds[stack[-1]] == "[["):
                        while True:
                            top = stack.pop()
                            inner = kinds[top]
                            open_kinds[inner] -= 1
                            if inner == opener:
                                break
                        mates[top] = len(kinds)
                kinds.append(kind)
                if begin >= 0:
                    break

    def _called(self, text: str) -> str:
        """The kind of a template without others in it; "{{" where the markup in it matters."""
        name = text[2:-2].partition("|")[0].strip()
        if ":" in name:
            return "{{"
        if self.silent(name, text):
            return "hidden"
        return "{{" if _MARKUP_WITHIN.search(text) else "template"

    def _tag(self, text: str, position: int, unclosed: set[str]) -> tuple[str, int]:
        """(kind, position behind it) of a tag; the content of a tag that shows no text is passed over with it."""
        if text == "<ref>":
            return "ref", position
        if text == "</ref>":
            return "/ref", position
        found = _TAG.match(text)
        name = found.group(1).lower() if found else ""
        if name == "ref":
            if text.endswith("/>"):
                return "hidden", position
            return ("/ref" if text.startswith("</") else "ref"), position
        if name in _BREAKING_TAGS:
            return "break", position
        if name == "nowiki" or name in _CLOSED_TAGS:
            if text.startswith("</") or text.endswith("/>") or name in unclosed:
                return "hidden", position
            close = re.compile(f"</{name}\\s*+>", re.IGNORECASE).search(self.source, position)
            if close is None:
                unclosed.add(name)
                return "hidden", position
            return ("nowiki" if name == "nowiki" else "hidden"), close.end()
        return "hidden", position

    def split(self, index: int, mate: int) -> list[Argument]:
        """The arguments between two brackets that belong together, or of a template that is one token (its own mate)."""
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
