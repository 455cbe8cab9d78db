"""The figures of a strength or casualties value: lines, labels, segments and brackets walked in order."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category, Fate, Figure, Level, Measure, Problem, Span
from battlex.record import Record, record, replace
from battlex.values.figures import carry, headings, shares, statements
from battlex.values.figures.attach import is_rating, item_of, skip
from battlex.values.figures.describe import Description, describe
from battlex.values.figures.glosses import gloss, is_aside, states_more
from battlex.values.figures.items import (
    Context,
    Item,
    close_lists,
    count_among_fighters,
    figure_of,
    settle_ambiguous,
    settle_losses,
    share_units,
)
from battlex.values.figures.noncounts import name_noncounts
from battlex.values.figures.numbers import read_quantities
from battlex.values.figures.quantity import BEYOND, Quantity
from battlex.values.figures.runs import labelled, part_behind, runs_of, told_apart
from battlex.values.figures.structure import (
    Bracket,
    Line,
    Part,
    Segment,
    behind_plus,
    counted_label,
    label_of,
    lines,
    segments,
    text_of,
)
from battlex.values.figures.times import tells_time
from battlex.values.figures.token import Token
from battlex.values.figures.tokens import tokenize
from battlex.values.figures.totals import adds_up, mark_totals, within


@record
class Reading(Record):
    """The figures of a value and what was not understood in it."""

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...] = ()


def read_figures(flat: Flat, language: Language, measure: Measure, parameter: str | None = None) -> Reading:
    """Read a strength or casualties value.

    Figures come in the order of the text, spans are those of the page that ``flat`` was made of. A value that states
    something, but neither number nor level, gives no figures and a problem ``no-figures``; a number in it that no rule
    settled gives a problem ``unread-text``.
    """
    nodes = read_quantities(tokenize(flat, language), language)
    name_noncounts(nodes, flat, language)
    shares.name_wholes(nodes, flat, language)
    reader = _Reader(flat, language, measure)
    for number, line in enumerate(lines(nodes, flat)):
        reader.line(line, number)
    figures = tuple(reader.figures(parameter))
    problems = []
    for node in nodes:
        unsettled = isinstance(node, Quantity) and node.form != "one" and id(node) not in reader.settled
        if isinstance(node, Quantity) and unsettled and node.name in ("", BEYOND):
            text = flat.clean(node.start, node.end)
            problems.append(
                Problem("unread-text", f"{text!r} was not read", parameter, flat.span(node.start, node.end))
            )
    if not figures and flat.clean():
        message = "neither a number nor a statement of size was found in it"
        problems.append(Problem("no-figures", message, parameter, _whole(flat)))
    return Reading(figures, tuple(problems))


def _whole(flat: Flat) -> Span | None:
    return flat.span(0, len(flat.text)) if flat.text else None


class _Reader:
    """Walks the lines of a value and collects items; what a later word settles is settled in ``figures``.

    ``settled`` holds the identities of the quantities that became items or that a rule set aside.
    """

    def __init__(self, flat: Flat, language: Language, measure: Measure) -> None:
        self.flat = flat
        self.language = language
        self.measure = measure
        self.items: list[Item] = []
        self.settled: set[int] = set()
        self.heading = Context()
        self.number = 0
        self.segment = 0
        self.carried: set[Fate] = set()
        self.opening: Segment | None = None
        self.whole: headings.Whole | None = None
        self.outside: Context | None = None
        self.below = headings.NOTHING_BELOW

    def figures(self, parameter: str | None) -> list[Figure]:
        """The figures of all items, once what closes a list has been given to what it closes."""
        share_units(self.items)
        if self.measure is Measure.CASUALTIES:
            close_lists(self.items)
        settle_ambiguous(self.items, self.measure)
        settle_losses(self.items)
        mark_totals(self.items, self.language)
        ordered = sorted(self.items, key=lambda item: item.start)
        made = (figure_of(item, self.flat, self.measure, parameter) for item in ordered)
        return [figure for figure in made if figure is not None]

    # lines

    def line(self, line: Line, number: int) -> None:
        """Read one line: a heading, or segments with figures."""
        self.number = number
        self.carried = set()
        context = replace(self.heading)
        if self.whole is not None:
            if self.whole.covers(line):
                context.fates, context.category, context.noun = self.whole.said(context)
            else:
                self.whole = None
        if line.item <= self.below[0]:
            self.below = headings.NOTHING_BELOW
        context.party = self.below[1] or context.party
        before = len(self.items)
        if (flag := headings.flag_before(line)) is not None:
            context.party = flag
            if len(line.parts) == 1:
                self.heading = Context(party=flag)
        part = False
        cut = labelled(list(segments(line.parts)))
        self.opening = cut[0] if cut else None
        for segment in cut:
            context, part = self._segment(segment, context, part, depth=0)
            if self.outside is not None and segment.closer != ",":
                context, self.outside = self.outside, None
        if len(self.items) > before:
            self.whole = self.whole or headings.whole_of(line, self.items[before:])
            self.heading = headings.heading_after(line, self.heading, context)
            self.below = headings.told_below(line, self.heading, context, self.below)
            return
        self.whole, last = None, line.parts[-1]
        if line.bold or (isinstance(last, Token) and last.kind in (":", "：")):
            self.heading = headings.heading_of(line, self.language, self.flat)

    # segments

    def _segment(self, segment: Segment, context: Context, part: bool, depth: int) -> tuple[Context, bool]:
        """Read what stands between two separators; the context and whether parts of a whole are told, for what follows."""
        labelled = label_of(segment)
        if labelled is not None:
            label, rest = labelled
            context = self._label(label, context)
            segment = Segment(rest, segment.closer)
            if not rest:
                return context, part
        elif not depth and (whole := counted_label(segment)) is not None:
            self._segment(Segment(whole[0], ":"), context, part, depth)
            context, segment = self._parts_told(context), Segment(whole[1], segment.closer)
        said = describe(segment.parts, self.language)
        quantities = segment.quantities()
        excepted = statements.excepts(segment, said, self.items, self.number)
        self.settled.update(map(id, quantities if excepted else ()))
        if not quantities or excepted:
            told = len(self.items)
            self._without_number(segment, said, context, depth)
            for item in self.items[told:]:
                item.approx = item.approx or excepted
            if said.claim and segment.closer == "," and segment is self.opening and len(self.items) == told:
                # "By the society's count, 1,042 civilians and 726 soldiers died": whose count all of the line is.
                context = replace(context, attribution=text_of(segment.parts, self.flat))
            return context, part or said.part
        if (behind := statements.statement_behind(segment)) is not None:
            segment = Segment(segment.parts[: -len(behind)], segment.closer)
        elif said.level is Level.ALL and (ahead := statements.statement_ahead(segment)):
            self._without_number(Segment(ahead), describe(ahead, self.language), context, depth)
            segment = Segment(segment.parts[len(ahead) + 1 :], segment.closer)
        before = len(self.items)
        self._with_numbers(segment, quantities, context, part and not said.part, depth)
        if len(self.items) == before:
            for quantity in quantities:
                if (few := statements.few_of(quantity, said, self.number)) is not None:
                    self.items.append(few)
                    self.settled.add(id(quantity))
        if behind is not None:
            self._without_number(Segment(behind), describe(behind, self.language), context, depth)
        if self.items:
            self.items[-1].comma = segment.closer == ","
        return context, (part or said.part) and segment.closer == ","

    def _label(self, label: list[Part], context: Context) -> Context:
        said = describe(label, self.language, lead=True)
        named = statements.belongs_to_name(said, label, self.flat)
        if (token := said.level_token) is not None and not named and statements.only_states(said, self.measure):
            self.items.append(Item(None, token.start, token.end, level=said.level, line=self.number, rule="statement"))
            return context
        text = text_of(label, self.flat)
        return headings.labelled_by(said, text, tells_time(label, text, self.language), context)

    def _parts_told(self, context: Context) -> Context:
        """ "14 killed: 6 officers, 8 men": what the figure before a colon says for those that go on behind it."""
        whole = self.items[-1] if self.items else None
        if self.measure is not Measure.CASUALTIES or whole is None or not whole.fates:
            return context
        self.outside = context
        return replace(context, fates=frozenset(whole.fates))

    def _without_number(self, segment: Segment, said: Description, context: Context, depth: int) -> None:
        """A statement of size, fates that go on with the figure before, or brackets with figures behind a name."""
        owner: Item | None = None
        named = statements.belongs_to_name(said, segment.parts, self.flat)
        level = None if named else statements.level_of(said, self.measure)
        if level is None and statements.denies_thing(segment):
            level = Level.NONE
        if level in statements.SIZES and self.items and carry.tells_again(self.items[-1], said, self.number):
            level = None
        if level is not None:
            told = statements.stated(level, said, context, self.number, depth)
            self.items.extend(told)
            owner = told[0]
        elif self.items and (last := self.items[-1]).line >= self.number - 1:
            if carry.closes_names(last, segment, said) or (
                carry.goes_on(segment, said) and (last.line == self.number or not last.fates)
            ):
                carry.go_on(last, segment, said)
        for part in segment.parts:
            if isinstance(part, Bracket):
                self._bracket(part, owner, context, depth)

    # numbers in a segment

    def _with_numbers(
        self, segment: Segment, quantities: list[Quantity], context: Context, part: bool, depth: int
    ) -> None:
        self.segment += 1
        whole_text = self.flat.text.strip()
        ships = bool(self.items) and self.items[-1].category is Category.SHIP
        for run in runs_of(segment.parts, quantities, self.language, ships):
            alone = self.flat.text[run.quantity.start : run.quantity.end] == whole_text
            if (alone and run.quantity.level) or skip(run, self.measure, alone, self._before()):
                if run.quantity.form != "several":
                    self.settled.add(id(run.quantity))
                continue
            part = part or run.lead.part or part_behind(run)
            for opened in run.lead_parts if run.quantity is quantities[0] else ():
                if isinstance(opened, Bracket):
                    self._bracket(opened, None, context, depth)
            item = item_of(run)
            item.line, item.segment, item.depth, item.part = self.number, self.segment, depth, part
            self.settled.add(id(run.quantity))
            before = self.items[-1] if self.items else None
            if before is not None and is_rating(item, before, run):
                before.fates |= run.tail.fates
                continue
            self.carried = carry.carried_on(self.carried, item, run, self._before())
            if part:
                carry.from_whole(self.items, item)
                if self.measure is Measure.STRENGTH and self.items:
                    count_among_fighters(self.items[-1], [item])
            carry.from_before(self.items, item, run.tail_parts)
            carry.from_heading(item, context)
            carry.from_all(before, item)
            if self.measure is Measure.CASUALTIES and (context.party or told_apart(run)):
                carry.from_parallel(self.items, item)
            carry.claimed(self.items, item, run, self.flat)
            added = run.lead.beside or (run.quantity is quantities[0] and behind_plus(segment, self.flat))
            if part or added:
                item.share = carry.ADDED if added else carry.share_of(before, item, run.lead.part or part_behind(run))
            self.items.append(item)
            for bracket in run.tail_parts:
                if isinstance(bracket, Bracket):
                    self._bracket(bracket, item, context, depth)

    def _before(self) -> Item | None:
        """The figure before in this segment."""
        last = self.items[-1] if self.items else None
        return last if last is not None and last.segment == self.segment else None

    # brackets

    def _bracket(self, bracket: Bracket, owner: Item | None, context: Context, depth: int) -> None:
        """Read a bracket: a gloss, a claim, a repetition, a breakdown, or a ship's guns."""
        pieces = list(segments(bracket.nodes))
        quantities = [q for piece in pieces for q in piece.quantities()]
        said = describe(bracket.nodes, self.language)
        if not quantities:
            gloss(bracket, owner, said, self.items, self.flat)
            for inner in bracket.nodes:
                if isinstance(inner, Bracket):
                    self._bracket(inner, owner, context, depth + 1)
            for piece in pieces if states_more(said, owner) else ():
                self._segment(piece, replace(context, fates=frozenset()), False, depth + 1)
            return
        if is_aside(bracket, quantities, owner, said, self.flat, self.measure):
            self.settled.update(map(id, quantities))
            return
        inner_context = within(context, owner, self.items, quantities[0] if said.total else None)
        place, part = len(self.items), False
        for piece in pieces:
            inner_context, part = self._segment(piece, inner_context, part, depth + 1)
        if owner is not None:
            self._breakdown(owner, self.items[place:])

    def _breakdown(self, owner: Item, children: Sequence[Item]) -> None:
        if self.measure is Measure.STRENGTH:
            count_among_fighters(owner, children)
        owner.total = owner.total or adds_up(owner, children)
        carry.share_in_bracket(owner, children)
        for child in children:
            child.line = self.number
