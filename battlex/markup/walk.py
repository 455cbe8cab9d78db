"""The walk over parsed wikitext that puts out flat text; each node's place is the sum of the lengths before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from battlex.markup.flat import FLAG_ONLY, ICON, Mark
from battlex.markup.making import Making, parts, tells_how
from battlex.markup.roles import Roles
from battlex.pattern import pattern

MAX_DEPTH = 24
"""Markup nested deeper than this is left out: no article needs it, and recursion stays bounded."""


_FOLDED_TAGS = frozenset(
    [
        "ref",
        "references",
        "gallery",
        "math",
        "chem",
        "score",
        "timeline",
        "hiero",
        "imagemap",
        "source",
        "syntaxhighlight",
        "templatestyles",
        "s",
        "del",
        "strike",
        "style",
    ]
)
_BREAK_TAGS = frozenset(
    ["br", "hr", "p", "div", "tr", "th", "td", "li", "dd", "dt", "table", "ul", "ol", "dl", "blockquote", "center"]
)
_IMAGE_OPTION = pattern(r"^\s*(?:x?\d+(?:x\d+)?\s*px|\w+\s*=.*)\s*$")


class Flattener(Making):
    """Walks the nodes of parsed wikitext, summing their lengths to know where each stands."""

    def __init__(self, roles: Roles) -> None:
        super().__init__()
        self.roles = roles
        self.files, self.hidden = roles.files, roles.hidden

    # nodes

    def nodes(self, nodes: list[Any], position: int, depth: int) -> int:
        unseen: tuple[int, int] | None = None
        for node in nodes:
            name = type(node).__name__
            if name == "Text":
                text = node.value
                if unseen is not None:
                    self.part(text[:1], *unseen)
                    unseen = None
                if depth < MAX_DEPTH:
                    self.text(text, position)
                position += len(text)
                continue
            length = len(str(node))
            handler = _HANDLERS.get(name)
            if handler is not None and depth < MAX_DEPTH:
                before = len(self.chars)
                handler(self, node, position, position + length, depth + 1)
                if len(self.chars) > before or not parts(node, self.roles):
                    unseen = None
                else:
                    unseen = position, position + length
            position += length
        return position

    def code(self, code: Any, position: int, depth: int) -> None:
        if code is not None:
            self.nodes(code.nodes, position, depth)

    def _htmlentity(self, node: Any, start: int, end: int, depth: int) -> None:
        try:
            char = node.normalize()
        except (ValueError, OverflowError):
            char = str(node)
        self.put_all(" " if char == "\u00a0" else char, start, end)

    def _externallink(self, node: Any, start: int, end: int, depth: int) -> None:
        since = len(self.chars)
        url = str(node.url)
        if not node.brackets:
            self.put_all(url, start, end)
        elif node.title is not None:
            self.code(node.title, start + 1 + len(url) + (0 if node.suppress_space else 1), depth)
        self.mark("external", since, url)

    def _heading(self, node: Any, start: int, end: int, depth: int) -> None:
        self.line(start, start)
        self.code(node.title, start + node.level, depth)
        self.line(end, end)

    def _argument(self, node: Any, start: int, end: int, depth: int) -> None:
        if node.default is not None:
            self.code(node.default, end - 3 - len(str(node.default)), depth)

    def _wikilink(self, node: Any, start: int, end: int, depth: int) -> None:
        title = str(node.title).strip()
        prefix, colon, rest = title.partition(":")
        namespace = prefix.strip().casefold().replace("_", " ")
        if colon and namespace in self.files:
            self.icon("file", start, end, rest.strip(), args=self._image_options(node))
            return
        if colon and namespace in self.hidden:
            return
        target = title.lstrip(":").replace("_", " ").strip()
        since = len(self.chars)
        if node.text is None:
            raw = str(node.title)
            lead = len(raw) - len(raw.lstrip().lstrip(":").lstrip())
            self.put_each(raw[lead:].replace("_", " "), start + 2 + lead)
        else:
            self.code(node.text, end - 2 - len(str(node.text)), depth)
        self.mark("link", since, target)

    @staticmethod
    def _image_options(node: Any) -> tuple[tuple[str, str], ...]:
        parts = str(node.text).split("|") if node.text is not None else []
        return tuple((str(n), part.strip()) for n, part in enumerate(parts, 1) if not _IMAGE_OPTION.match(part))

    def _tag(self, node: Any, start: int, end: int, depth: int) -> None:
        name = str(node.tag).strip().lower()
        markup = node.wiki_markup
        if markup and name in ("li", "dt", "dd"):
            if markup == ":" and not self.fresh_line():
                self.put(":", start, end)
                return
            if not self.fresh_line():
                self.line(start, start)
            self.mark("item", len(self.chars), markup)
            return
        if name in _FOLDED_TAGS:
            return
        contents = node.contents
        inner = str(contents) if contents is not None else ""
        close = (
            ""
            if node.self_closing
            else str(
                node.closing_wiki_markup or f"</{node.closing_tag}>" if not markup else node.closing_wiki_markup or ""
            )
        )
        at = end - len(close) - len(inner)
        if name == "nowiki":
            self.put_each(inner, at)
            return
        if name in ("br", "hr"):
            self.line(start, end)
            if name == "hr":
                self.mark("rule", len(self.chars))
            return
        block = name in _BREAK_TAGS
        if block and not self.fresh_line():
            self.line(start, start)
        since, marked = len(self.chars), len(self.marks)
        if contents is not None:
            self.code(contents, at, depth)
        if name == "sup" and self.is_note_mark(since):
            del self.chars[since:], self.starts[since:], self.ends[since:]
            self.marks[marked:] = [m for m in self.marks[marked:] if m.end <= since]
            return
        if name in ("b", "strong", "th"):
            self.mark("bold", since)
        elif name in ("small", "big", "i", "em", "sup", "sub"):
            self.mark({"em": "italic", "i": "italic"}.get(name, name), since)
        if name in ("li", "td", "th"):
            self.marks.append(Mark("item" if name == "li" else "cell", since, since, "*"))
        if block and not self.fresh_line():
            self.line(end, end)

    def _template(self, node: Any, start: int, end: int, depth: int) -> None:
        raw_name = str(node.name)
        name = raw_name.strip()
        params = list(node.params)
        values: list[tuple[str, Any, int]] = []
        position = start + 2 + len(raw_name)
        function, colon, first = name.partition(":")
        if colon and self.roles.of(function + ":")[0] != "unknown":
            name = function + ":"
            values.append(("1", first, start + 2 + raw_name.index(":") + 1))
        numbered = len(values)
        for param in params:
            shown = str(param.name) + "=" if param.showkey else ""
            key = str(param.name).strip() if param.showkey else str(numbered + 1)
            numbered += key.isdigit()
            values.append((key, param.value, position + 1 + len(shown)))
            position += 1 + len(shown) + len(str(param.value))
        args = tuple((key, str(value).strip()) for key, value, _ in values)
        role, value = self.roles.of(name)
        if role == "unknown" and not any(any(map(str.isalnum, text)) for _, text in args):
            role, value = self.roles.dated(name) or (role, value)
        if role == "country" and any(text == FLAG_ONLY for _, text in args):
            role = "flag"
        since = len(self.chars)
        self._by_role(role, value, name, values, args, start, end, depth)
        if len(self.chars) == since and role not in ("fold",):
            if role in ("unknown", "wrap", "wrap_last", "number", "first_two", "list", "link", "break", "symbol"):
                if role == "unknown":
                    self.mark(role, since, value, name, args)
                return
            self.put(ICON, start, end)
        if role == "approx":  # which tells that a number is rough
            self.starts[since], self.ends[-1] = start, end
        if role != "fold":
            self.mark(role, since, value or self._flag_value(role, args), name, args)

    @staticmethod
    def _flag_value(role: str, args: tuple[tuple[str, str], ...]) -> str:
        if role in ("flag", "flag_name"):
            return next((value for key, value in args if key == "1"), "")
        return ""

    def _by_role(
        self,
        role: str,
        value: str,
        name: str,
        values: list[tuple[str, Any, int]],
        args: tuple[tuple[str, str], ...],
        start: int,
        end: int,
        depth: int,
    ) -> None:
        positional = [v for v in values if v[0].isdigit()]
        if role in ("wrap", "flag_name", "link", "approx", "fate"):
            chosen = positional[:1] or [v for v in values if v[0].casefold() in ("text", "content", "label")][:1]
            if not chosen and role == "link":
                chosen = [v for v in values if v[0].casefold() == self.roles.code][:1]
            for named in values if role in ("link", "flag_name") else ():
                if named[0].casefold() in ("lt", "label", "name", "text", "display") and str(named[1]).strip():
                    chosen = [named]
            for _, code, at in chosen:
                self._value(code, at, depth)
        elif role == "wrap_last":
            for _, code, at in positional[-1:]:
                self._value(code, at, depth)
        elif role in ("number", "first_two"):
            for number, (_, code, at) in enumerate(positional[:2] if role == "first_two" else positional):
                if number:
                    self.put(" ", at - 1, at)
                self._value(code, at, depth)
        elif role == "list":
            for key, code, at in values:
                if key.casefold() in ("title", "heading") and str(code).strip():
                    self._value(code, at, depth)
            for _, code, at in positional:
                if not self.fresh_line():
                    self.line(at - 1, at)
                since = len(self.chars)
                self._value(code, at, depth)
                self.marks.append(Mark("item", since, since, "*"))
            if positional and not self.fresh_line():
                self.line(end, end)
        elif role == "country":
            self.put_all(value or name, start, end)
        elif role == "symbol":
            self.put_all(value, start, end)
        elif role == "break":
            self.line(start, end)
        elif role == "unknown" and not name.startswith("#"):
            shown = ""
            for number, (_, code, at) in enumerate(positional):
                if not any(map(str.isalnum, str(code))) or (shown[:1].isalpha() and tells_how(number, str(code))):
                    continue
                if shown:
                    self.put(" ", at - 1, at)
                shown = shown or str(code).strip()
                self._value(code, at, depth)

    def _value(self, code: Any, position: int, depth: int) -> None:
        if isinstance(code, str):
            self.text(code, position)
            return
        raw = str(code)
        lead = len(raw) - len(raw.lstrip())
        before, marked = len(self.chars), len(self.marks)
        self.code(code, position, depth)
        # Blanks around an argument are layout: MediaWiki strips named ones, and authors do not mean the others.
        del self.chars[before : before + min(lead, len(self.chars) - before)]
        removed = len(self.starts) - len(self.chars)
        if removed:
            del self.starts[before : before + removed]
            del self.ends[before : before + removed]
            self.marks[marked:] = [
                m._replace(start=max(m.start - removed, before), end=max(m.end - removed, before))
                if m.start >= before
                else m
                for m in self.marks[marked:]
            ]
        while len(self.chars) > before and self.chars[-1].isspace():
            self.chars.pop()
            self.starts.pop()
            self.ends.pop()
        limit = len(self.chars)
        self.marks[marked:] = [
            m._replace(end=min(m.end, limit), start=min(m.start, limit)) if m.end > limit else m
            for m in self.marks[marked:]
        ]


_HANDLERS: dict[str, Callable[[Flattener, Any, int, int, int], None]] = {
    "HTMLEntity": Flattener._htmlentity,
    "ExternalLink": Flattener._externallink,
    "Heading": Flattener._heading,
    "Argument": Flattener._argument,
    "Wikilink": Flattener._wikilink,
    "Tag": Flattener._tag,
    "Template": Flattener._template,
}
"""What puts out markup, by the name that its class has in the parser as in ``ordinary``; comments put out nothing."""
