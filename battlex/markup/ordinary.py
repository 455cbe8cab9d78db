"""The markup of ordinary values → nodes such as mwparserfromhell makes, in one pass.

Links, templates, lists, line breaks, references, plain tags: what nine values of ten consist of. Of all else, broken
markup above all, nothing is guessed: such a value is left to mwparserfromhell, whose import alone takes as long as
reading an article. Both ways give the same nodes for what both read.
"""

from __future__ import annotations

import re
from typing import Protocol

from battlex.markup.entities import character
from battlex.pattern import pattern


class Node(Protocol):
    """A piece of wikitext; its text is that of the source."""

    def __str__(self) -> str: ...


class Code:
    """Nodes one behind the other, and the wikitext that they are."""

    __slots__ = ("nodes", "source")

    def __init__(self, nodes: list[Node], source: str) -> None:
        self.nodes = nodes
        self.source = source

    def __str__(self) -> str:
        return self.source


class Text:
    """Plain text."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value

    def __str__(self) -> str:
        return self.value


class _Piece:
    """Markup, which keeps its wikitext."""

    __slots__ = ("source",)
    source: str

    def __str__(self) -> str:
        return self.source


class Comment(_Piece):
    """A comment."""

    __slots__ = ()

    def __init__(self, source: str) -> None:
        self.source = source


class HTMLEntity(_Piece):
    """A character by its name or number."""

    __slots__ = ()

    def __init__(self, source: str) -> None:
        self.source = source

    def normalize(self) -> str:
        """The character."""
        name = self.source[1:-1]
        if name[0] == "#":
            return chr(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))
        return character(name) or self.source


class Wikilink(_Piece):
    """A link to a page; ``text`` is None where it has none of its own."""

    __slots__ = ("text", "title")

    def __init__(self, source: str, title: str, text: Code | None) -> None:
        self.source, self.title, self.text = source, title, text


class Parameter:
    """An argument of a template; ``showkey`` where its name is written."""

    __slots__ = ("name", "showkey", "value")

    def __init__(self, name: str, value: Code, *, showkey: bool) -> None:
        self.name, self.value, self.showkey = name, value, showkey


class Template(_Piece):
    """A template's call."""

    __slots__ = ("name", "params")

    def __init__(self, source: str, name: str, params: list[Parameter]) -> None:
        self.source, self.name, self.params = source, name, params


class Tag(_Piece):
    """A tag with its contents, or the mark of a list's item."""

    __slots__ = ("closing_tag", "closing_wiki_markup", "contents", "self_closing", "tag", "wiki_markup")

    def __init__(self, source: str, tag: str, *, contents: Code | None = None, closing: str = "", markup: str = ""):
        self.source, self.tag, self.contents, self.closing_tag = source, tag, contents, closing
        self.wiki_markup = markup or None
        self.closing_wiki_markup = None
        self.self_closing = contents is None


class _Unusual(Exception):
    """Met what is left to mwparserfromhell."""


_TOKEN = pattern(r"(?<![^\n])(?:[*#:]++|[;=]|----)|\[\[|\]\]|\{\{|\}\}|[|=<{}]|\[(?=//)|&(?=[#\w]++;)")
_ADDRESS = pattern(r"://|(?:bitcoin|geo|magnet|mailto|news|sips?|sms|tel|urn|xmpp):", re.IGNORECASE)
_TITLE = pattern(r"(?!/)([^\[\]{}<>|\n]++)(\||\]\])")
_NAME = pattern(r"([ \t]*+[^\s<>\[\]{}|&=*;:-][^<>\[\]{}|&=\n]*+\s*+)(?=\||\}\})")
_TAG = pattern(r"""<([a-zA-Z]++)(?>(?:\s++[\w-]++\s*+=\s*+(?:"[^"<>\[\]{}\n]*+"|[^\s"'<>\[\]{}/=]++))*)\s*+(/?)>""")
_END = pattern(r"</([a-zA-Z]++\s*+)>")
_REFERENCE = pattern(r"([^<]*+)</(?:ref|REF|Ref)\s*+>")
_ENTITY = pattern(r"&(?:#\d{1,5}|#[xX][0-9a-fA-F]{1,4}|[a-zA-Z]{2,7}\d?);")
_BRACKET = pattern(r"\[\[|\]\]|\{\{|\}\}|[\[\]{}]|\n=")
_PARTNER = {"]]": "[[", "}}": "{{", "]": "["}
_PAIRED = frozenset("abbr b big center div em font i nowrap p small span strong sub sup u".split())
_ALONE = frozenset({"br", "hr", "wbr"})
_STOPS = {
    "": frozenset[str](),
    "argument": frozenset({"|", "}}"}),
    "name": frozenset({"|", "}}", "="}),
    "]]": frozenset({"]]"}),
    "</": frozenset[str](),
}
"""What ends a piece, by what closes it; a tag's contents are closed by what no other piece is."""

_ITEM = {"*": "li", "#": "li", ":": "dd"}


def read_ordinary(wikitext: str) -> list[Node] | None:
    """The nodes of a piece of wikitext, None where it holds anything that is not ordinary."""
    try:
        return _Reader(wikitext).code(0, "")[0].nodes
    except _Unusual:
        return None


class _Reader:
    """Reads one piece of wikitext."""

    def __init__(self, source: str) -> None:
        self.source = source

    def code(self, start: int, closing: str) -> tuple[Code, int]:
        """(the nodes from ``start`` on, where what closes them begins); ``closing`` tells what that is.

        "" is the end of the text, "argument" that of an argument, "name" that of an argument's name or of all of it.
        """
        source = self.source
        nodes: list[Node] = []
        stops = _STOPS[closing]
        done = at = start
        while (found := _TOKEN.search(source, at)) is not None:
            token, here = found.group(), found.start()
            at = found.end()
            if token in stops or (token == "<" and closing == "</" and source.startswith("</", here)):
                break
            if token in ("|", "=", "]]") and not (token == "=" and source[here - 1 : here] in ("", "\n")):
                continue
            node: Node
            if token == "[[":
                node, at = self._link(here)
            elif token == "{{":
                node, at = self._template(here)
            elif token == "<":
                node, at = self._tag(here)
            elif token == "&":
                node, at = self._entity(here)
            elif token[0] in _ITEM:
                self._text(nodes, done, here)
                if source.startswith(";", at):
                    raise _Unusual
                nodes += (Tag(mark, _ITEM[mark], markup=mark) for mark in token)
                done = at
                continue
            else:
                raise _Unusual
            self._text(nodes, done, here)
            nodes.append(node)
            done = at
        else:
            if closing:
                raise _Unusual
            here = len(source)
        self._text(nodes, done, here)
        return Code(nodes, source[start:here]), here

    def _text(self, nodes: list[Node], start: int, end: int) -> None:
        if start < end:
            text = self.source[start:end]
            if ":" in text and _ADDRESS.search(text):
                raise _Unusual
            nodes.append(Text(text))

    def _link(self, start: int) -> tuple[Wikilink, int]:
        found = _TITLE.match(self.source, start + 2)
        if found is None:
            raise _Unusual
        title, behind = found.groups()
        if ":" in title and _ADDRESS.search(title):
            raise _Unusual
        if behind == "]]":
            return Wikilink(self.source[start : found.end()], title, None), found.end()
        text, end = self.code(found.end(), "]]")
        return Wikilink(self.source[start : end + 2], title, text), end + 2

    def _template(self, start: int) -> tuple[Template, int]:
        source = self.source
        found = _NAME.match(source, start + 2)
        if found is None or (":" in found.group() and _ADDRESS.search(found.group())):
            raise _Unusual
        at = found.end()
        params = []
        numbered = 0
        while source[at] == "|":
            value, end = self.code(at + 1, "name")
            if source[end] == "=":
                name = value
                value, end = self.code(end + 1, "argument")
                params.append(Parameter(name.source, value, showkey=True))
            else:
                numbered += 1
                params.append(Parameter(str(numbered), value, showkey=False))
            at = end
        return Template(source[start : at + 2], found[1], params), at + 2

    def _tag(self, start: int) -> tuple[Tag | Comment, int]:
        source = self.source
        if source.startswith("<!--", start):
            end = source.find("-->", start + 4) + 3
            if end < 3:
                raise _Unusual
            return Comment(source[start:end]), end
        found = _TAG.match(source, start)
        if found is None:
            raise _Unusual
        name, slash = found[1].lower(), found[2]
        end = found.end()
        if name in _ALONE or (name == "ref" and slash):
            return Tag(found.group(), name), end
        if slash:
            raise _Unusual
        if name == "ref":
            body = _REFERENCE.match(source, end)
            if body is None or not _closed(body[1]):
                raise _Unusual
            return Tag(source[start : body.end()], name), body.end()
        if name not in _PAIRED:
            raise _Unusual
        contents, end = self.code(end, "</")
        close = _END.match(source, end)
        if close is None or close[1].rstrip().lower() != name:
            raise _Unusual
        return Tag(source[start : close.end()], name, contents=contents, closing=close[1]), close.end()

    def _entity(self, start: int) -> tuple[HTMLEntity, int]:
        found = _ENTITY.match(self.source, start)
        if found is None:
            raise _Unusual
        entity = HTMLEntity(found.group())
        if found.group()[1] != "#" and not character(found.group()[1:-1]):
            raise _Unusual
        return entity, found.end()


def _closed(text: str) -> bool:
    """Whether every bracket of a reference's text is closed in it, so that it ends with its closing tag."""
    opened: list[str] = []
    for found in _BRACKET.finditer(text):
        token = found.group()
        if token in ("[[", "{{", "["):
            opened.append(token)
        elif token not in _PARTNER or not opened or opened.pop() != _PARTNER[token]:
            return False
    return not opened
