"""What stands below a battle's table: the figures of its running text, each in its sentence, and the problems."""

from __future__ import annotations

import re
from itertools import groupby

from rich.text import Text

from battlex.model import Battle, ProseFigure
from battlex.render.amounts import amount, meaning
from battlex.render.chart import color_of
from battlex.render.doubts import Doubts
from battlex.render.layout import Lines, beside, cut, joined, said, width_of, wrap
from battlex.render.plain import plain

INDENT = 2
LEAST_SENTENCE = 24
MOST_PROBLEMS = 12


def prose(battle: Battle, width: int, doubts: Doubts) -> Lines:
    """The figures of the running text by section, with the side that each speaks of and the words around it."""
    if not battle.prose:
        return []
    inner = width - INDENT
    amounts = min(max(width_of(amount(f)) for f in battle.prose), inner // 3)
    meanings = min(max(width_of(_meaning(f, doubts)) for f in battle.prose), inner // 3)
    beside_it = inner - amounts - meanings - 1 - 3 * 2 >= LEAST_SENTENCE
    lines = [Text("In the text", "bold")]
    for section, figures in groupby(battle.prose, key=lambda figure: figure.section):
        if section:
            lines += wrap(said(section, "dim italic"), width)
        sentence, behind = "", 0
        for figure in figures:
            at = _place(figure, behind if figure.sentence == sentence else 0)
            sentence, behind = figure.sentence, at + 1
            side = Text(str(figure.side), color_of(figure.side)) if figure.side else Text("·", "dim")
            number = [Text(" " * (amounts - width_of(n))) + n for n in wrap(Text(amount(figure), "bold"), amounts)]
            cells, widths = [[side], number, wrap(_meaning(figure, doubts), meanings)], [1, amounts, meanings]
            if beside_it:
                rest = inner - sum(widths) - 3 * 2
                found = beside([*cells, [_snippet(figure, at, rest)]], [*widths, rest])
            else:
                found = [*beside(cells, widths), Text("   ") + _snippet(figure, at, inner - 3)]
            lines += [Text(" " * INDENT) + line for line in found]
    return lines


def _meaning(figure: ProseFigure, doubts: Doubts) -> Text:
    return joined([doubts.at(figure.span), Text(meaning(figure))])


def _place(figure: ProseFigure, behind: int) -> int:
    """Where in its sentence a figure's words stand: behind those of the one before, and no part of a number ("6" of "62")."""
    sentence, words = plain(figure.sentence), plain(figure.text)
    before = r"(?<!\d)(?<!\d[.,])" if words[:1].isdecimal() else ""
    after = r"(?!\d|[.,]\d)" if words[-1:].isdecimal() else ""
    found = re.compile(before + re.escape(words) + after).search(sentence, behind)
    return found.start() if found else sentence.find(words)


def _snippet(figure: ProseFigure, at: int, width: int) -> Text:
    """As much of the sentence as fits, the figure's own words in bold and in the middle."""
    sentence, words = plain(figure.sentence), cut(plain(figure.text), width)
    note = Text("note: ", "dim") if figure.in_note else Text()
    room = width - width_of(words) - width_of(note)
    if at < 0 or not sentence.startswith(words, at) or room < 0:
        return Text(cut(sentence or words, width))
    before, after = sentence[:at], sentence[at + len(words) :]
    ahead = min(width_of(before), max(room // 2, room - width_of(after)))
    shown = cut(before[::-1], ahead)[::-1] if ahead else ""
    rest = room - width_of(shown)
    return Text.assemble(note, (shown, "dim"), (words, "bold"), (cut(after, rest) if rest else "", "dim"))


def problems(battle: Battle, width: int) -> Lines:
    """What was not understood, dim, last."""
    if not battle.problems:
        return []
    count = len(battle.problems)
    lines = [Text("1 problem" if count == 1 else f"{count} problems", "dim bold")]
    for problem in battle.problems[:MOST_PROBLEMS]:
        where = f"{problem.parameter}: " if problem.parameter else ""
        message = joined([said(f"{where}{plain(problem.message)}", "dim"), Text(f"({problem.code})", "dim italic")])
        lines += [Text("  ") + line for line in wrap(message, width - INDENT)]
    if count > MOST_PROBLEMS:
        lines.append(Text(f"  and {count - MOST_PROBLEMS} more", "dim"))
    return lines
