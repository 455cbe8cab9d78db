"""Every value of a battle beside the source text that it was read from, marked in place, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from battlex.model import Battle, Belligerent, Figure, Parameter, Person, Problem, Side, Span, Unit
from battlex.render import layout
from battlex.render.chart import color_of
from battlex.render.layout import Lines, beside, joined, said, width_of, wrap
from battlex.render.plain import visible

INDENT = 2
CONTEXT = 30
FIGURE_LINE, PROBLEM_LINE = "━", "~"
FIGURE_STYLE, PROBLEM_STYLE = "green", "red"


class Mark(NamedTuple):
    """A stretch of the source that is underlined; ``label`` stands at the beginning of the line."""

    span: Span
    line: str
    style: str
    label: str = ""


def stream(battles: Iterable[Battle], *, width: int, color: bool = False, styled: bool = False) -> Iterator[str]:
    """The explanations of battles as text, a chunk a battle."""
    return layout.stream((explanation(battle, width) for battle in battles), color=color, styled=styled)


def explanation(battle: Battle, width: int) -> Lines:
    """A battle's source, parameter by parameter and then the running text, with what was read out of each."""
    box = battle.infobox
    head = joined([said(battle.name or battle.page.title or "", "bold"), said(box.template, "dim"), _place(box.span)])
    lines = wrap(head, width)
    figures = [figure for figure in _figures(battle) if figure.parameter is not None]
    for parameter in box.parameters.values():
        own = [figure for figure in figures if figure.parameter == parameter.name]
        problems = [problem for problem in battle.problems if problem.parameter == parameter.name]
        if parameter.wikitext or problems:
            lines += [Text(), *_parameter(battle, parameter, own, problems, width)]
    lines += _prose(battle, width)
    rest = [problem for problem in battle.problems if problem.parameter not in box.parameters]
    if rest:
        lines += [Text(), Text("Problems", "bold")]
        for problem in rest:
            lines += _indented(_problem(problem), width)
    return lines


def _figures(battle: Battle) -> Iterator[Figure]:
    for side in battle.sides:
        for value in (side.strength, side.casualties):
            yield from value.figures if value else ()
    yield from battle.other_casualties.figures if battle.other_casualties else ()


def _parameter(
    battle: Battle, parameter: Parameter, figures: Sequence[Figure], problems: Sequence[Problem], width: int
) -> Lines:
    field = parameter.field or "not known"
    side = f" of side {parameter.side}{parameter.sub}" if parameter.side else ""
    style = color_of(parameter.side) if parameter.side else ""
    head = [said(parameter.name, "bold"), Text("→", "dim"), Text(field + side, style), _place(parameter.span)]
    lines = wrap(joined(head), width)
    marks = [Mark(p.span, PROBLEM_LINE, PROBLEM_STYLE) for p in problems if p.span]
    marks += [Mark(f.span, FIGURE_LINE, FIGURE_STYLE, str(n)) for n, f in enumerate(figures, 1) if f.span]
    lines += marked(parameter.wikitext, parameter.span.start, marks, width)
    for number, figure in enumerate(figures, 1):
        lines += _reading(str(number), figure, width)
    for value in _values(battle, parameter):
        lines += _indented(joined([Text("=", "dim"), value]), width)
    for problem in problems:
        lines += _indented(_problem(problem), width)
    return lines


def _reading(number: str, figure: Figure, width: int) -> Lines:
    """The notation of a figure, its words, and where and how it was read."""
    words = (figure.noun, figure.party, figure.attribution, "total" if figure.total else None)
    reading = joined([
        Text(str(figure), "bold"),
        said(f"({', '.join(word for word in words if word)})" if any(words) else "", "dim"),
        Text(f"rule {figure.rule}" if figure.rule else "", "dim"),
        _place(figure.span) if figure.span else Text(),
    ], "  ")  # fmt: skip
    label = Text(number, FIGURE_STYLE)
    column = max(width - INDENT - width_of(label) - 1, 10)
    row = beside([[label], wrap(reading, column)], (width_of(label), column), " ")
    return [Text(" " * INDENT) + line for line in row]


def _values(battle: Battle, parameter: Parameter) -> Iterator[Text]:
    """What else than figures was read out of a parameter."""
    side = next((side for side in battle.sides if side.side == parameter.side), Side(0))
    match parameter.field:
        case "date" if battle.date:
            yield joined([Text(battle.date.edtf, "bold"), Text(battle.date.calendar, "dim")])
        case "result" if battle.result:
            winners = " and ".join(f"side {number}" for number in battle.result.winner)
            yield joined([Text(battle.result.outcome, "bold"), Text(f"of {winners}" if winners else "")])
        case "place" | "coordinates" | "latitude" | "longitude" if battle.place:
            name = battle.place.text if parameter.field == "place" else ""
            found = battle.place.coordinates
            where = f"{found.lat} {found.lon} ±{found.precision}" if found else ""
            yield joined([said(name, "bold"), Text(where)])
        case "belligerents" | "commanders" | "units":
            items: dict[str, Sequence[Belligerent | Person | Unit]] = {
                "belligerents": side.belligerents,
                "commanders": side.commanders,
                "units": side.units,
            }
            for item in items[parameter.field]:
                if item.name in parameter.text:
                    fates = f"({', '.join(item.fates)})" if isinstance(item, Person) and item.fates else ""
                    link = f"[[{item.link}]]" if item.link and item.link != item.name else ""
                    flag = f"flag {item.flag}" if item.flag and item.flag != item.name else ""
                    under = f"under {item.group}" if item.group else ""
                    yield joined(
                        [said(item.name, "bold"), said(fates), *(said(word, "dim") for word in (link, flag, under))]
                    )
        case "strength" | "casualties" | None:
            return
        case _ if parameter.text and parameter.text != parameter.wikitext:
            yield said(parameter.text)


def _prose(battle: Battle, width: int) -> Lines:
    """The passages of the running text with a figure, marked in the page's source."""
    if not battle.prose:
        return []
    lines = [Text(), Text("In the text", "bold")]
    source = battle.page.wikitext
    for figure in battle.prose:
        side = Text(f"side {figure.side}", color_of(figure.side)) if figure.side else Text("no side", "dim")
        note = Text("in a note" if figure.in_note else "", "dim")
        lines += [Text(), *wrap(joined([said(figure.section or "", "italic"), side, note], " · "), width)]
        if figure.span:
            start = max(figure.span.start - CONTEXT, source.rfind("\n", 0, figure.span.start) + 1)
            line_end = source.find("\n", figure.span.end)
            end = min(figure.span.end + CONTEXT, line_end if line_end >= 0 else len(source))
            mark = Mark(figure.span, FIGURE_LINE, FIGURE_STYLE, "1")
            lines += marked(source[start:end], start, [mark], width)
        lines += _reading("1", figure, width)
    return lines


def marked(source: str, offset: int, marks: Iterable[Mark], width: int) -> Lines:
    """``source``, which begins at ``offset`` of the page, with a line of marks below each line that has any."""
    styles: dict[int, Mark] = {}
    labels: dict[int, str] = {}
    for mark in marks:
        styles.update(dict.fromkeys(range(mark.span.start - offset, mark.span.end - offset), mark))
        labels.update(
            (mark.span.start - offset + n, digit) for n, digit in enumerate(mark.label[: len(range(*mark.span))])
        )
    lines: Lines = []
    at = 0
    for source_line in source.split("\n"):
        for piece in _pieces(visible(source_line), max(width - 2 * INDENT, 8)):
            text, below = Text(), Text()
            for place, char in enumerate(piece, at):
                found = styles.get(place)
                text.append(char, found.style if found else "")
                line = (labels.get(place) or found.line).ljust(width_of(char), found.line) if found else ""
                below.append(line.ljust(width_of(char)), found.style if found else "")
            at += len(piece)
            lines.append(Text(" " * 2 * INDENT) + text)
            if below.plain.strip():
                lines.append(Text(" " * 2 * INDENT) + below)
        at += 1
    return lines


def _pieces(line: str, width: int) -> Iterator[str]:
    """A line of source cut into pieces that fit."""
    piece, taken = "", 0
    for char in line:
        cells = width_of(char)
        if taken + cells > width:
            yield piece
            piece, taken = "", 0
        piece += char
        taken += cells
    yield piece


def _problem(problem: Problem) -> Text:
    where = _place(problem.span) if problem.span else Text()
    return joined([Text("!", PROBLEM_STYLE), said(problem.message), Text(f"({problem.code})", "dim"), where])


def _indented(text: Text, width: int) -> Lines:
    return [Text(" " * INDENT) + line for line in wrap(text, width - INDENT)]


def _place(span: Span) -> Text:
    return Text(f"{span.start}–{span.end}", "dim")
