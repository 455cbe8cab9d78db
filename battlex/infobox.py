"""Locating infoboxes in wikitext and cutting them into parameters, with exact spans, in linear time."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Container, Iterator

from battlex.languages.names import template_key
from battlex.model import Problem, Span
from battlex.pattern import pattern
from battlex.record import Record, field, record, struct


@record
class Value(Record):
    """A parameter as cut out: its name, and the span of its value without surrounding blanks."""

    name: str
    span: Span


@struct
class Cut:
    """A template cut out of a page: its name as written, its span, its parameters in order, what was wrong with it."""

    name: str
    span: Span
    values: list[Value]
    problems: list[Problem] = field(default_factory=list)


@record
class Call(Record):
    """The place where a template's call begins, and the name called, as written."""

    start: int
    name: str


_CALL = pattern(r"\{\{[\s_]*+(?:<!--[^>]{0,200}-->\s*)?([^\s|{}<>\[\]][^|{}<>\[\]\n]*+)")
_OPAQUE = pattern(r"<!--|<nowiki\s*>|<pre\s*>|<pre\s[^<>]*>", re.IGNORECASE)
_CLOSERS = {
    "<!--": pattern("-->"),
    "<nowi": pattern("</nowiki>", re.IGNORECASE),
    "<pre": pattern("</pre>", re.IGNORECASE),
}
_REF_END = pattern("</ref", re.IGNORECASE)
_MOST_UNCLOSED = 20
"""After so many infoboxes without an end no more are looked for: each costs a walk to the end of the page."""
_TOKEN = pattern(
    r"<!--|<nowiki\s*>|<ref(?:\s[^<>]*)?>|\{\{|\}\}|\[\[|\]\]|\{\|(?!\})|\|\}(?!\}(?!\}))|\||=",
    re.IGNORECASE,
)
_HEADING = pattern(r"^={2,6}[^=\n]", re.MULTILINE)
_LINE_PARAMETER = pattern(r"[ \t]*+(?:\|[ \t]*+)?([^|=\n{}\[\]<>]{1,60}?)[ \t]*+=")


def calls(wikitext: str, wanted: Callable[[str], bool] | None = None) -> Iterator[Call]:
    """The template calls of a page that do not stand in a comment or nowiki, in order: all, or those of wanted names."""
    names: list[str] = _CALL.findall(wikitext)
    asked = {name: wanted is None or wanted(name.strip()) for name in set(names)}
    if not any(asked.values()):
        return
    last = max(place for place, name in enumerate(names) if asked[name])
    hidden = _hidden(wikitext)
    start, end = next(hidden, _NOWHERE)
    for name, found in zip(names[: last + 1], _CALL.finditer(wikitext), strict=False):
        if not asked[name]:
            continue
        at = found.start()
        while end <= at:
            start, end = next(hidden, _NOWHERE)
        if at < start:
            yield Call(at, name.strip())


_NOWHERE = (sys.maxsize, sys.maxsize)


def _hidden(wikitext: str) -> Iterator[tuple[int, int]]:
    """The ranges of comments, nowiki and pre; one that is never closed reaches to the end, as in MediaWiki."""
    position = 0
    missing: set[str] = set()
    while (found := _OPAQUE.search(wikitext, position)) is not None:
        kind = _opaque_kind(found.group())
        closed = None if kind in missing else _CLOSERS[kind].search(wikitext, found.end())
        position = found.end()
        if closed is not None:
            position = closed.end()
        elif kind == "<!--":
            position = len(wikitext)
        else:
            missing.add(kind)
            continue
        yield found.start(), position


def _opaque_kind(opening: str) -> str:
    return opening[: 5 if opening[:5].lower() == "<nowi" else 4].lower()


def matches(name: str, names: Container[str]) -> bool:
    """Whether a called name is one of ``names`` (template keys), with or without a namespace before it."""
    key = template_key(name)
    return key in names or (":" in key and not key.startswith("#") and key.partition(":")[2].strip() in names)


def find_infoboxes(wikitext: str, names: Container[str]) -> list[Cut]:
    """Cut out every call of a template in ``names``; one that stands inside another found one is left to that one."""
    found: list[Cut] = []
    unclosed = 0
    for call in calls(wikitext, lambda name: matches(name, names)):
        if not (found and call.start < found[-1].span.end):
            found.append(cut(wikitext, call))
            unclosed += any(problem.code == UNCLOSED for problem in found[-1].problems)
            if unclosed >= _MOST_UNCLOSED:
                break
    return found


UNCLOSED = "unclosed-infobox"


@struct
class _Open:
    """An opened brace, bracket or table, and the pipes and equal signs met directly in it."""

    kind: str
    start: int
    events: list[tuple[int, str]] = field(default_factory=list)


def cut(wikitext: str, call: Call) -> Cut:
    """Cut the template that begins at ``call`` by brace depth.

    Where its braces do not close, or close only behind the next heading, the parameters are read line by line
    instead, and a problem ``unclosed-infobox`` says so.
    """
    end, events, loose = _scan(wikitext, call.start)
    problems = []
    heading = _HEADING.search(wikitext, call.start, end) if end > 0 else None
    if end < 0 or heading is not None:
        end, values = _cut_by_lines(wikitext, call)
        span = Span(call.start, end)
        problems.append(Problem(UNCLOSED, "the infobox's braces do not close; read line by line", None, span))
        return Cut(call.name, span, values, problems)
    if loose >= 0:
        problems.append(
            Problem("unbalanced-brackets", "[[ or {| without its end inside the infobox", None, Span(loose, loose + 2))
        )
    return Cut(call.name, Span(call.start, end), list(_values(wikitext, call, end, events)), problems)


def _scan(text: str, start: int) -> tuple[int, list[tuple[int, str]], int]:
    """(end of the template or -1, its own pipes and equal signs in order, place of an unclosed bracket or -1)."""
    stack = [_Open("{{", start)]
    position = start + 2
    loose = -1
    missing: set[str] = set()
    ref_end: re.Match[str] | None = None
    while (found := _TOKEN.search(text, position)) is not None:
        token = found.group().lower()
        at = found.start()
        position = found.end()
        top = stack[-1]
        if token in ("|", "="):
            top.events.append((at, token))
        elif token == "{{" or token == "[[":
            stack.append(_Open(token, at))
        elif token == "]]":
            if top.kind == "[[":
                stack.pop()
        elif token == "{|":
            if (line := _opened_line(text, at)) is not None:
                stack.append(_Open(token, line))
            else:
                position = at + 1
        elif token == "|}":
            if top.kind == "{|" and _opened_line(text, at) is not None:
                stack.pop()
            else:
                top.events.append((at, "|"))
                position = at + 1
        elif token == "}}":
            while stack[-1].kind != "{{":
                broken = stack.pop()
                stack[-1].events.extend(broken.events)
                loose = broken.start
            closed = stack.pop()
            if not stack:
                return position, closed.events, loose
        elif token.startswith("<ref"):
            if not token.endswith("/>") and "<ref" not in missing:
                if ref_end is None or ref_end.start() < position:
                    ref_end = _REF_END.search(text, position)
                if ref_end is None:
                    missing.add("<ref")
                elif not _opens_ref(text, position, ref_end.start()):
                    position = ref_end.end()
        else:
            kind = _opaque_kind(token)
            if kind not in missing:
                closed_by = _CLOSERS[kind].search(text, position)
                if closed_by is None:
                    missing.add(kind)
                else:
                    position = closed_by.end()
    return -1, [], loose


def _opened_line(text: str, place: int) -> int | None:
    """Where the line begins that opens with what stands at a place, but for blanks; None where it opens with other text."""
    while place and text[place - 1] in " \t":
        place -= 1
    return place if not place or text[place - 1] == "\n" else None


_REF = pattern(r"<ref[\s>]", re.IGNORECASE)


def _opens_ref(text: str, start: int, end: int) -> bool:
    """Whether a further reference begins before ``end``: the one before it then was never closed."""
    return _REF.search(text, start, end) is not None


def _values(text: str, call: Call, end: int, events: list[tuple[int, str]]) -> Iterator[Value]:
    pipes = [at for at, kind in events if kind == "|"]
    equals = [at for at, kind in events if kind == "="]
    number = 0
    place = 0
    for pipe, stop in zip(pipes, [*pipes[1:], end - 2], strict=False):
        while place < len(equals) and equals[place] < pipe:
            place += 1
        if place < len(equals) and equals[place] < stop:
            name = _without_comments(text[pipe + 1 : equals[place]]).strip()
            yield Value(name, _trimmed(text, equals[place] + 1, stop))
        else:
            number += 1
            span = _trimmed(text, pipe + 1, stop)
            if span.start < span.end and not (number == 1 and call.name.startswith("#")):
                yield Value(str(number), span)


_COMMENT = pattern(r"<!--[^>]*+-->")


def _without_comments(name: str) -> str:
    return _COMMENT.sub("", name)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


_WITHIN = ("*", "#", ":", ";", "|", "{", "<")
"""How lines begin that open no paragraph: those of lists, templates, tables, tags and comments."""

_LONG_LINE, _OPENING = 60, 20
"""Characters of a line that is running text where it opens with something bold, and of such an opening."""


def _cut_by_lines(text: str, call: Call) -> tuple[int, list[Value]]:
    """Read an infobox whose braces are broken: each ``|name =`` at the start of a line opens a parameter.

    It ends before a heading, and before text behind a blank line, or a long line that opens with something bold, if no parameter
    follows.
    """
    values: list[Value] = []
    name: str | None = None
    begun = 0
    position = call.start + 2 + len(call.name)
    line_start = text.find("\n", call.start)
    end = len(text)
    piped = text[call.start : max(line_start, 0)].rstrip().endswith("|")
    paragraph, blank = -1, False
    while 0 <= line_start < len(text):
        line_start += 1
        line_end = text.find("\n", line_start)
        line_end = len(text) if line_end < 0 else line_end
        line = text[line_start:line_end].strip()
        if line.startswith(("}}", "|}}", "==")) or (name is None and line and not line.startswith(("|", "<!--"))):
            end = line_start + (text[line_start:line_end].find("}}") + 2 if "}}" in line[:4] else 0)
            position = line_start
            break
        opened = _LINE_PARAMETER.match(text, line_start, line_end)
        if opened is not None and (line.startswith("|") or piped):
            if name is not None:
                values.append(Value(name, _closed(text, begun, line_start)))
            name, begun = opened.group(1).strip(), opened.end()
            paragraph, blank = -1, False
        elif not line:
            blank = True
        elif paragraph >= 0 and line.startswith("{"):
            break  # A table or template behind text
        elif not line.startswith(_WITHIN):
            if paragraph < 0 and (blank or (len(line) >= _LONG_LINE and "'''" in line[:_OPENING])):
                paragraph = line_start
        piped = line.endswith("|")
        position = line_end
        if line_end >= len(text):
            break
        line_start = line_end
    if paragraph >= 0:
        end = position = paragraph
    if name is not None:
        values.append(Value(name, _closed(text, begun, min(position, end))))
    return max(end, call.start + 2) if end < len(text) else position, values


def _closed(text: str, start: int, end: int) -> Span:
    """The span of a value up to ``end``, without the pipe that some editors put at the end of the line."""
    span = _trimmed(text, start, end)
    if span.end > span.start and text[span.end - 1] == "|":
        span = _trimmed(text, span.start, span.end - 1)
    return span
