"""The figures of a strength or casualties value: lines, labels, segments and brackets walked in order."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Category, Fate, Figure, Level, Measure, Problem, Span
from battlex.pattern import pattern
from battlex.record import Record, record, replace
from battlex.values.figures.attach import MOST_GUNS, item_of, skip
from battlex.values.figures.carry import (
    from_before,
    from_heading,
    from_other_claim,
    from_parallel,
    from_whole,
    go_on,
    goes_on,
)
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES, Description, describe
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
from battlex.values.figures.runs import Run, labelled, part_behind, runs_of, tied, told_apart
from battlex.values.figures.statements import denies_thing, level_of, statement_behind
from battlex.values.figures.structure import Bracket, Line, Part, Segment, label_of, lines, segments
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

    def _text(self, parts: Sequence[Part]) -> str:
        if parts and isinstance(parts[0], Bracket) and all(_is_colon(part) for part in parts[1:]):
            parts = parts[0].nodes
        return self.flat.clean(parts[0].start, parts[-1].end).strip(" :：—–-") if parts else ""

    # lines

    def line(self, line: Line, number: int) -> None:
        """Read one line: a heading, or segments with figures."""
        self.number = number
        self.carried = set()
        context = replace(self.heading)
        before = len(self.items)
        self._flag_party(line, context)
        part = False
        cut = labelled(list(segments(line.parts)))
        self.opening = cut[0] if cut else None
        for segment in cut:
            context, part = self._segment(segment, context, part, depth=0)
        if len(self.items) > before:
            return
        last = line.parts[-1]
        if line.bold or (isinstance(last, Token) and last.kind in (":", "：")):
            self.heading = self._heading(line)

    def _flag_party(self, line: Line, context: Context) -> None:
        """A flag that opens a line names the party of its figures; one alone on its line, that of the lines below."""
        first = line.parts[0]
        if not isinstance(first, Token) or first.kind != "icon":
            return
        named = (
            m.value
            for m in first.marks
            if m.kind in ("flag", "flag_name", "country") and m.value and not _IS_FILE.search(m.value)
        )
        context.party = next(named, context.party)
        if context.party and len(line.parts) == 1:
            self.heading = Context(party=context.party)

    def _heading(self, line: Line) -> Context:
        said = describe(line.parts, self.language)
        text = self._text(line.parts)
        return Context(
            fates=frozenset(said.fates),
            category=said.category if said.category is not None else said.weak,
            noun=said.noun,
            party=None if said.speaks or said.claim or said.total else text,
            attribution=text if said.claim else None,
            total=said.total,
            casualties=said.casualties,
        )

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
        said = describe(segment.parts, self.language)
        quantities = segment.quantities()
        if not quantities:
            told = len(self.items)
            self._without_number(segment, said, context, depth)
            if said.claim and segment.closer == "," and segment is self.opening and len(self.items) == told:
                # "By the society's count, 1,042 civilians and 726 soldiers died": whose count all of the line is.
                context = replace(context, attribution=self._text(segment.parts))
            return context, part or said.part
        behind = statement_behind(segment)
        if behind is not None:
            segment = Segment(segment.parts[: -len(behind)], segment.closer)
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
        text = self._text(label)
        if said.level is not None and said.level_token is not None and not said.speaks and not said.unknown_words:
            token = said.level_token
            self.items.append(Item(None, token.start, token.end, level=said.level, line=self.number, rule="statement"))
            return context
        if not said.speaks and not said.claim and not said.total:
            return replace(context, party=text or context.party)
        fates = frozenset(said.fates) if said.fates or said.casualties else context.fates
        if not said.fates and said.category is not None and said.category not in PEOPLE:
            # "killed: 300; guns: 6": the fates of people end at a label that names things.
            fates -= PEOPLE_FATES
        return replace(
            context,
            fates=fates,
            category=said.category or said.weak or context.category,
            noun=said.noun or context.noun,
            attribution=text if said.claim else context.attribution,
            total=said.total,
            casualties=said.casualties or context.casualties,
        )

    def _without_number(self, segment: Segment, said: Description, context: Context, depth: int) -> None:
        """A statement of size, fates that go on with the figure before, or brackets with figures behind a name."""
        owner: Item | None = None
        level = level_of(said, self.measure)
        if level is None and denies_thing(segment):
            level = Level.NONE
        if level is not None:
            owner = self._statement(level, said, context, depth)
        elif self.items and self.items[-1].line >= self.number - 1 and goes_on(segment, said):
            last = self.items[-1]
            if last.line == self.number or not last.fates:
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
        if level is Level.NONE and not said.fates:
            item.fates = set()
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
        for run in runs_of(segment.parts, quantities, self.language):
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
            if before is not None and self._is_rating(item, before, run):
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
            if self.measure is Measure.CASUALTIES and (context.party or told_apart(run)):
                from_parallel(self.items, item)
            if run.lead.claim or run.tail.claim:
                item.attribution = self._text(run.lead_parts if run.lead.claim else run.tail_parts)
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

    @staticmethod
    def _is_rating(item: Item, before: Item, run: Run) -> bool:
        """ "un navire de 74 canons": guns that a preposition ties to the ships before them are theirs."""
        guns_of_ships = item.category is Category.GUN and before.category is Category.SHIP
        guns_of_ships = guns_of_ships and (run.quantity.max or 0) <= MOST_GUNS
        return guns_of_ships and before.line == item.line and tied(run.lead_parts)

    # brackets

    def _bracket(self, bracket: Bracket, owner: Item | None, context: Context, depth: int) -> None:
        """Read a bracket: a gloss, a claim, a repetition, a breakdown, or a ship's guns."""
        pieces = list(segments(bracket.nodes))
        quantities = [q for piece in pieces for q in piece.quantities()]
        said = describe(bracket.nodes, self.language)
        if not quantities:
            self._gloss(bracket, owner, said)
            for inner in bracket.nodes:
                if isinstance(inner, Bracket):
                    self._bracket(inner, owner, context, depth + 1)
            stated = said.fates or said.casualties or (owner is not None and owner.level not in (None, said.level))
            if said.level is Level.ALL:
                # "(all killed)" tells the fate of those before; "(the garrison annihilated)" is a statement of its own.
                stated = said.category in PEOPLE and not said.fates
            if stated and owner is not None and said.level is not None and said.unknown_words <= _LONG_GLOSS:
                for piece in pieces:
                    self._segment(piece, replace(context, fates=frozenset()), False, depth + 1)
            return
        if self._is_aside(bracket, quantities, owner, said):
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

    def _is_aside(self, bracket: Bracket, quantities: list[Quantity], owner: Item | None, said: Description) -> bool:
        """Whether the numbers of a bracket count nothing new: a ship's guns, or the number before in other words."""
        single = quantities[0] if len(quantities) == 1 else None
        if owner is None:
            small = all(q.form == "digits" and (q.max or 1000) <= MOST_GUNS for q in quantities)
            guns = (
                said.category in (Category.GUN, None) and said.weak is None and not said.fates and not said.casualties
            )
            return small and guns and self._behind_name(bracket)
        own = owner.quantity
        if single is None or said.fates:
            return False
        if self.measure is Measure.CASUALTIES and own is not None and len(bracket.nodes) == 2:
            if tied(bracket.nodes[:1]) and (single.min or 0) > (own.max or 0):
                # "6 shot down (of 12)"
                return True
        if own is not None and (single.min, single.max) == (own.min, own.max) and own.form != single.form:
            owner.approx = owner.approx or single.approx
            return True
        one_ship = owner.category is Category.SHIP and (own is None or own.max == 1)
        return one_ship and said.category is Category.GUN and single.form == "digits"

    def _behind_name(self, bracket: Bracket) -> bool:
        """Whether a link or italics stand right before a bracket: a ship's name with its guns."""
        at = bracket.start
        while at > 0 and self.flat.text[at - 1] in " \u00a0":
            at -= 1
        return any(m.kind in ("link", "italic", "external") and m.start < at <= m.end + 2 for m in self.flat.marks)

    def _gloss(self, bracket: Bracket, owner: Item | None, said: Description) -> None:
        """A bracket without a number tells more of the figure before it: its fate, who claims it, its party."""
        if owner is None or owner.level is not None or (said.unknown_words > _LONG_GLOSS and not said.claim):
            return
        text = self._text(bracket.nodes)
        if said.fates and said.unknown_words <= _LONG_GLOSS:
            owner.fates |= said.fates
            owner.given = True
        if said.claim:
            owner.attribution = text
            for item in self.items[-_MOST_NAMED:]:
                if item.segment == owner.segment and item.fates == owner.fates:
                    item.attribution = item.attribution or text
            from_other_claim(self.items, owner)
            owner.approx = owner.approx or (said.approx and not _names_source(bracket))
        elif said.approx:
            owner.approx = True
        elif _is_name(bracket, self.flat):
            for item in self.items[-_MOST_NAMED:]:
                if item.segment == owner.segment:
                    item.party = item.party or text
        plain = (
            not said.claim
            and not said.part
            and not said.unknown_words
            and not any(isinstance(p, Quantity) for p in bracket.nodes)
        )
        if plain and owner.category is None and said.category not in (None, Category.FORMATION, Category.OTHER):
            owner.category, owner.noun = said.category, said.noun
        owner.total = owner.total or said.total


_IS_FILE = pattern(r"\.[A-Za-z]{3,4}$")

_LONG_GLOSS = 3
"""A bracket with more words that say nothing of figures is a remark, and its nouns and fates are not the figure's."""


def _is_colon(part: Part) -> bool:
    return isinstance(part, Token) and part.kind in (":", "：")


_MOST_NAMED = 4
"""A name in brackets behind a list tells whose so many of its numbers are."""


def _is_name(bracket: Bracket, flat: Flat) -> bool:
    """Whether a bracket holds but a name: capitalised words that say nothing ("68,000 men and 156 guns (Wellington)")."""
    return 0 < len(bracket.nodes) <= _LONG_GLOSS and all(
        isinstance(part, Token) and part.kind == "word" and not part.senses and flat.text[part.start].isupper()
        for part in bracket.nodes
    )


def _names_source(bracket: Bracket) -> bool:
    return any(
        isinstance(part, Token)
        and part.kind == "word"
        and not part.has("structure", "claim")
        and not part.has("quantifiers", "approx")
        for part in bracket.nodes
    )
