"""Figures in running text: a page's passages → sentences → figures, with their section, sentence and side.

Each room answers one question: ``text`` which sentences may state a figure, ``counting`` which numbers count what,
``fates`` what became of it, ``refusals`` which numbers state nothing all the same, ``sides`` whose a figure is.
``reading`` asks them in turn of each sentence and puts together what they say. All of them speak of a ``sentence``, of
what is ``counted`` in it, and of what its ``words`` do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from battlex.languages import Language
from battlex.markup import clean
from battlex.model import Figure, ProseFigure, Side, Span
from battlex.prose.reading import Read, read_sentence
from battlex.prose.sentence import Thread
from battlex.prose.sides.teller import SideTeller
from battlex.prose.text.passages import Passage, read_passages
from battlex.prose.text.sentences import splitter

__all__ = ["find_figures", "read_prose"]

_QUOTED = 1000
"""A longer sentence, which may hold hundreds of figures, is not quoted whole with each of them."""

_AROUND = 120
"""Characters before and behind the figure that are quoted of such a sentence."""


def find_figures(wikitext: str, language: Language, *, notes: bool = False) -> list[ProseFigure]:
    """The figures that a piece of running text states, in its order; with those of its notes only where ``notes`` is set.

    Whose figures they are is not told: that takes the sides of a battle.
    """
    return [figure for figure in read_prose(wikitext, language, ()) if notes or not figure.in_note]


def read_prose(wikitext: str, language: Language, sides: Sequence[Side]) -> list[ProseFigure]:
    """All figures of a page's sentences and notes, in the order of the page. Never raises for any text."""
    teller = SideTeller(sides, language)
    found = [figure for passage in read_passages(wikitext, language) for figure in _passage(passage, language, teller)]
    found.sort(key=lambda figure: figure.span or Span(0, 0))
    return found


def _passage(passage: Passage, language: Language, teller: SideTeller) -> Iterator[ProseFigure]:
    thread = Thread()
    text = passage.text
    for start, end, low, high in splitter(language).stretches(text, passage.header):
        reads = read_sentence(passage.cut(low, high), language, thread, passage.header)
        if not reads:
            continue
        told = teller.mentions.told(text[start:end])
        sentence = "" if end - start > _QUOTED else _quoted(text, start, end)
        for place, read in enumerate(reads):
            side = teller.side(reads, place, text[start:end], told, low - start, text)
            around = max(start, low + read.start - _AROUND), min(end, low + read.end + _AROUND)
            yield _prose_figure(read, passage, sentence or _quoted(text, *around), side)


def _quoted(text: str, start: int, end: int) -> str:
    return clean(text[start:end]).replace("\n", " ")


def _prose_figure(read: Read, passage: Passage, sentence: str, side: int | None) -> ProseFigure:
    figure: Figure = read.figure
    return ProseFigure(
        measure=figure.measure,
        category=figure.category,
        fates=figure.fates,
        min=figure.min,
        max=figure.max,
        approx=figure.approx,
        noun=figure.noun,
        party=figure.party,
        attribution=figure.attribution,
        text=figure.text,
        span=figure.span,
        rule=figure.rule,
        section=passage.section,
        sentence=sentence,
        side=side,
        in_note=passage.in_note,
    )
