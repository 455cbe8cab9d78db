"""The figures of a strength or casualties value: lines, labels, segments and brackets walked in order."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category, Fate, Figure, Level, Measure, Problem, Span
from battlex.record import Record, record, replace
from battlex.values.figures.attach import is_rating, item_of, skip
from battlex.values.figures.carry import (
    closes_names,
    from_all,
    from_before,
    from_heading,
    from_other_claim,
    from_parallel,
    from_whole,
    go_on,
    goes_on,
    tells_again,
)
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES, Description, describe
from battlex.values.figures.glosses import LONG_GLOSS, gloss, is_aside, text_of
from battlex.values.figures.headings import Whole, flag_before, heading_of, labelled_by, whole_of
from battlex.values.figures.items import (
    Context,
    Item,
    adds_up,
    close_lists,
    figure_of,
    mark_totals,
    settle_ambiguous,
    settle_losses,
)
from battlex.values.figures.noncounts import name_noncounts
from battlex.values.figures.numbers import read_quantities
from battlex.values.figures.quantity import BEYOND, Quantity
from battlex.values.figures.runs import Run, labelled, part_behind, runs_of, told_apart
from battlex.values.figures.statements import SIZES, denies_thing, excepts, level_of, statement_ahead, statement_behind
from battlex.values.figures.structure import Bracket, Line, Part, Segment, counted_label, label_of, lines, segments
from battlex.values.figures.token import Token
from battlex.values.figures.tokens import tokenize


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
    reader = _Reader(flat, language, measure)
    for number, line in enumerate(lines(nodes, flat)):
        reader.line(line, number)
    figures = tuple(reader.figures(parameter))
    problems = []
    for node in nodes:
        if (
            isinstance(node, Quantity)
            and node.name in ("", BEYOND)
            and node.form != "one"
            and id(node) not in reader.settled
        ):
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
        self.whole: Whole | None = None
        self.outside: Context | None = None

    def figures(self, parameter: str | None) -> list[Figure]:
        """The figures of all items, once what closes a list has been given to what it closes."""
        if self.measure is Measure.CASUALTIES:
            close_lists(self.items)
        settle_ambiguous(self.items, self.measure)
        settle_losses(self.items)
        mark_totals(self.items)
        made = (
            figure_of(item, self.flat, self.measure, parameter) for item in sorted(self.items, key=lambda i: i.start)
        )
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
        before = len(self.items)
        flag = flag_before(line)
        if flag is not None:
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
        last = line.parts[-1]
        if len(self.items) > before:
            self.whole = self.whole or whole_of(line, self.items[before:])
            return
        self.whole = None
        if line.bold or (isinstance(last, Token) and last.kind in (":", "：")):
            self.heading = heading_of(line, self.language, self.flat)

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
        if quantities and said.level is Level.ALL and excepts(segment):
            self.settled.update(map(id, quantities))
            quantities = []
        if not quantities:
            told = len(self.items)
            self._without_number(segment, said, context, depth)
            if said.claim and segment.closer == "," and segment is self.opening and len(self.items) == told:
                # "By the society's count, 1,042 civilians and 726 soldiers died": whose count all of the line is.
                context = replace(context, attribution=text_of(segment.parts, self.flat))
            return context, part or said.part
        behind = statement_behind(segment)
        if behind is not None:
            segment = Segment(segment.parts[: -len(behind)], segment.closer)
        elif said.level is Level.ALL and (ahead := statement_ahead(segment)):
            self._without_number(Segment(ahead), describe(ahead, self.language), context, depth)
            segment = Segment(segment.parts[len(ahead) + 1 :], segment.closer)
        before = len(self.items)
        self._with_numbers(segment, quantities, context, part and not said.part, depth)
        if len(self.items) == before:
            self._few(quantities, said)
        if behind is not None:
            self._without_number(Segment(behind), describe(behind, self.language), context, depth)
        if self.items:
            self.items[-1].comma = segment.closer == ","
        return context, (part or said.part) and segment.closer == ","

    def _label(self, label: list[Part], context: Context) -> Context:
        said = describe(label, self.language, lead=True)
        strange = said.unknown_words > (said.level is Level.ALL or self.measure is Measure.CASUALTIES)
        # "losses light: 3 wounded"
        only_losses = said.level in SIZES and not (said.category or said.weak or said.fates)
        speaks = said.speaks and not only_losses
        if said.level is not None and said.level_token is not None and not speaks and not strange:
            token = said.level_token
            self.items.append(Item(None, token.start, token.end, level=said.level, line=self.number, rule="statement"))
            return context
        return labelled_by(said, text_of(label, self.flat), context)

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
        level = level_of(said, self.measure)
        if level is None and denies_thing(segment):
            level = Level.NONE
        if level in SIZES and self.items and tells_again(self.items[-1], said, self.number):
            level = None
        if level is not None:
            owner = self._statement(level, said, context, depth)
        elif self.items and (last := self.items[-1]).line >= self.number - 1:
            if closes_names(last, segment, said) or (
                goes_on(segment, said) and (last.line == self.number or not last.fates)
            ):
                go_on(last, segment, said)
        for part in segment.parts:
            if isinstance(part, Bracket):
                self._bracket(part, owner, context, depth)

    def _statement(self, level: Level, said: Description, context: Context, depth: int) -> Item:
        token = said.level_token or said.noun
        assert token is not None
        start, end = min(token.start, said.first or token.start), max(token.end, said.last or token.end)
        category = None if said.category is Category.FORMATION else said.category
        item = Item(None, start, end, category, None, set(said.fates), level, line=self.number, depth=depth)
        item.casualties = said.casualties
        item.ambiguous = said.ambiguous
        from_heading(item, context)
        item.rule = "statement"
        self.items.append(item)
        if not said.unknown_words:
            for further in said.further_levels:
                other = Level(further.senses["levels"].key)
                self.items.append(replace(item, start=further.start, end=further.end, level=other))
        return item

    def _few(self, quantities: list[Quantity], said: Description) -> None:
        """A word such as "few" that counts nothing here is a statement of size."""
        for quantity in quantities:
            if quantity.level and not said.unknown_words:
                item = Item(None, quantity.start, quantity.end, fates=set(said.fates), level=Level(quantity.level))
                item.line, item.rule = self.number, "statement"
                self.items.append(item)
                self.settled.add(id(quantity))

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
            self._carry(item, run)
            if part:
                from_whole(self.items, item)
                if self.measure is Measure.STRENGTH and item.category is Category.CIVILIAN and self._among_people():
                    # Women or townsmen among the fighters are fighters.
                    item.category = Category.PERSONNEL
            from_before(self.items, item, run.tail_parts)
            from_heading(item, context)
            from_all(before, item)
            if self.measure is Measure.CASUALTIES and (context.party or told_apart(run)):
                from_parallel(self.items, item)
            if run.lead.claim or run.tail.claim:
                item.attribution = text_of(run.lead_parts if run.lead.claim else run.tail_parts, self.flat)
                from_other_claim(self.items, item)
            elif before is not None and before.line == item.line and before.attribution != item.attribution:
                if sum(other.attribution == before.attribution for other in self.items[-2:]) == 1:
                    # "Livy: 8,000 killed; Polybius: 5,700"
                    from_other_claim(self.items, item)
            self.items.append(item)
            for bracket in run.tail_parts:
                if isinstance(bracket, Bracket):
                    self._bracket(bracket, item, context, depth)

    def _among_people(self) -> bool:
        return bool(self.items) and self.items[-1].category in (None, Category.PERSONNEL)

    def _before(self) -> Item | None:
        """The figure before in this segment."""
        last = self.items[-1] if self.items else None
        return last if last is not None and last.segment == self.segment else None

    def _carry(self, item: Item, run: Run) -> None:
        """A fate said before the first number of a list serves the numbers that follow ("lost 12 tanks, 3 guns")."""
        if run.tail.fates or run.tail.casualties:
            self.carried = set()
        elif run.lead.fates and not run.lead.part:
            self.carried = set(run.lead.fates)
        elif self.carried and not item.fates and not item.casualties:
            people = self.carried & PEOPLE_FATES
            before = self._before()
            among_people = item.category is None and before is not None and before.category in PEOPLE
            if not people or item.category in PEOPLE or among_people:
                item.fates = set(self.carried)
                item.rule = "list-open"

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
            stated = said.fates or said.casualties or (owner is not None and owner.level not in (None, said.level))
            if said.level is Level.ALL:
                # "(all killed)" tells the fate of those before; "(the garrison annihilated)" is a statement of its own.
                stated = said.category in PEOPLE and not said.fates and said.casualties
            if stated and owner is not None and said.level is not None and said.unknown_words <= LONG_GLOSS:
                for piece in pieces:
                    self._segment(piece, replace(context, fates=frozenset()), False, depth + 1)
            return
        if is_aside(bracket, quantities, owner, said, self.flat, self.measure):
            self.settled.update(map(id, quantities))
            return
        inner_context = replace(context, total=False)
        if owner is not None:
            inner_context.fates, inner_context.noun = frozenset(owner.fates), owner.noun
            if owner.category not in (None, Category.PERSONNEL):
                inner_context.category = owner.category
        place = len(self.items)
        part = False
        for piece in pieces:
            inner_context, part = self._segment(piece, inner_context, part, depth + 1)
        if owner is not None:
            self._breakdown(owner, self.items[place:])

    def _breakdown(self, owner: Item, children: Sequence[Item]) -> None:
        if self.measure is Measure.STRENGTH and owner.category in (None, Category.PERSONNEL):
            for child in children:
                # Women or townsmen among the fighters are fighters.
                if child.category is Category.CIVILIAN:
                    child.category = Category.PERSONNEL
        owner.total = owner.total or adds_up(owner, children)
        for child in children:
            child.line = self.number
