"""Figures in running text: a page's passages → sentences → figures, with their section, sentence and side.

Each room answers one question: ``text`` which sentences may state a figure, ``counting`` which numbers count what,
``fates`` what became of it, ``refusals`` which numbers state nothing all the same, ``sides`` whose a figure is.
``reading`` asks them in turn and puts together what they say: one room of many sentences in a row, as far as one does not
need what was read of another. All of them speak of a ``sentence``, of what is ``counted`` in it, and of what its ``words`` do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from battlex.languages import Language
from battlex.markup import clean
from battlex.model import Figure, ProseFigure, Side, Span
from battlex.prose.reading import Read, read_sentences
from battlex.prose.sentence import Thread
from battlex.prose.sides.teller import SideTeller
from battlex.prose.text.passages import Passage, read_passages
from battlex.prose.text.sentences import splitter

__all__ = ["find_figures", "read_prose"]

_QUOTED = 1000
"""A longer sentence, which may hold hundreds of figures, is not quoted whole with each of them."""

_AROUND = 120
"""Characters before and behind the figure that are quoted of such a sentence."""

_TOGETHER = 128
"""So many stretches of a page go through the steps together: a step runs faster the oftener in a row, and memory is bounded."""


def find_figures(wikitext: str, language: Language, *, notes: bool = False) -> list[ProseFigure]:
    """The figures that a piece of running text states, in its order; with those of its notes only where ``notes`` is set.

    Whose figures they are is not told: that takes the sides of a battle.
    """
    return [figure for figure in read_prose(wikitext, language, ()) if notes or not figure.in_note]


def read_prose(wikitext: str, language: Language, sides: Sequence[Side]) -> list[ProseFigure]:
    """All figures of a page's sentences and notes, in the order of the page. Never raises for any text."""
    teller = SideTeller(sides, language)
    stretches = _stretches(wikitext, language)
    found: list[ProseFigure] = []
    while some := list(islice(stretches, _TOGETHER)):
        found += _figures(some, language, teller)
    found.sort(key=lambda figure: figure.span or Span(0, 0))
    return found


class _Stretch(NamedTuple):
    """The part of a passage, from ``low`` to ``high``, in which the figures of a sentence stand."""

    passage: Passage
    thread: Thread
    start: int
    end: int
    low: int
    high: int


def _stretches(wikitext: str, language: Language) -> Iterator[_Stretch]:
    """All stretches of a page that may state a figure."""
    stretches = splitter(language).stretches
    for passage in list(read_passages(wikitext, language)):
        thread = Thread()
        for places in stretches(passage.text, passage.header):
            yield _Stretch(passage, thread, *places)


def _figures(stretches: Sequence[_Stretch], language: Language, teller: SideTeller) -> Iterator[ProseFigure]:
    flats = [one.passage.cut(one.low, one.high) for one in stretches]
    threads, headers = [one.thread for one in stretches], [one.passage.header for one in stretches]
    read = read_sentences(flats, threads, headers, language)
    stating = [(one, reads) for one, reads in zip(stretches, read, strict=True) if reads]
    sentences = [one.passage.text[one.start : one.end] for one, _ in stating]
    told = [teller.mentions.told(text) for text in sentences]
    sides = [
        [teller.side(reads, at, text, mentions, one.low - one.start, one.passage.text) for at in range(len(reads))]
        for (one, reads), text, mentions in zip(stating, sentences, told, strict=True)
    ]
    for (stretch, reads), text, of in zip(stating, sentences, sides, strict=True):
        passage, _, start, end, low, _ = stretch
        sentence = "" if end - start > _QUOTED else _quoted(text)
        for figure, side in zip(reads, of, strict=True):
            around = max(start, low + figure.start - _AROUND), min(end, low + figure.end + _AROUND)
            yield _prose_figure(figure, passage, sentence or _quoted(passage.text[slice(*around)]), side)


def _quoted(text: str) -> str:
    return clean(text).replace("\n", " ")


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
