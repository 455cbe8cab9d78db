"""The figures of a strength or casualties value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import FATE_ORDER, Category, Fate, Figure, Level, Measure, Problem, Span
from battlex.values.describe import PEOPLE, PEOPLE_FATES, Description, describe, wider
from battlex.values.noncounts import name_noncounts
from battlex.values.numbers import DASHES, Quantity, read_quantities
from battlex.values.structure import Bracket, Line, Part, Segment, label_of, lines, segments
from battlex.values.tokens import Token, tokenize


@dataclass
class Context:
    """What a heading or label says for the figures under it."""

    fates: frozenset[Fate] = frozenset()
    category: Category | None = None
    noun: Token | None = None
    party: str | None = None
    attribution: str | None = None
    total: bool = False
    casualties: bool = False


@dataclass
class Item:
    """A figure in the making: a quantity (or a level) with what was found out about it."""

    quantity: Quantity | None
    start: int
    end: int
    category: Category | None = None
    weak: Category | None = None
    fates: set[Fate] = field(default_factory=set)
    level: Level | None = None
    noun: Token | None = None
    party: str | None = None
    attribution: str | None = None
    total: bool = False
    approx: bool = False
    casualties: bool = False
    given: bool = False
    rule: str = "number"
    line: int = 0
    comma: bool = False
    depth: int = 0
    inherited: bool = False
    ambiguous: bool = False
    implied: Category | None = None
    part: bool = False
    segment: int = 0
    asks: bool = False


@dataclass(frozen=True)
class Reading:
    """The figures of a value and what was not understood in it."""

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...] = ()


def read_figures(flat: Flat, language: Language, measure: Measure, parameter: str | None = None) -> Reading:
    """Read a strength or casualties value.

    Figures come in the order of the text, spans are those of the page that ``flat`` was made of. A value that states
    something, but neither number nor level, gives no figures and a problem ``no-figures``.
    """
    nodes = read_quantities(tokenize(flat, language), language)
    name_noncounts(nodes, flat, language)
    reader = _Reader(flat, language, measure)
    for number, line in enumerate(lines(nodes, flat)):
        reader.line(line, number)
    figures = tuple(reader.figures(parameter))
    problems = []
    if not figures and flat.clean():
        message = "neither a number nor a statement of size was found in it"
        problems.append(Problem("no-figures", message, parameter, _whole(flat)))
    return Reading(figures, tuple(problems))


def _whole(flat: Flat) -> Span | None:
    return flat.span(0, len(flat.text)) if flat.text else None


class _Reader:
    """Walks the lines of a value and collects items; what a later word settles is settled in ``figures``."""

    def __init__(self, flat: Flat, language: Language, measure: Measure) -> None:
        self.flat = flat
        self.language = language
        self.measure = measure
        self.items: list[Item] = []
        self.heading = Context()
        self.number = 0
        self.carried: set[Fate] = set()
        self.segment = 0

    # lines

    def line(self, line: Line, number: int) -> None:
        """Read one line: a heading, or segments with figures."""
        self.number = number
        self.carried = set()
        context = replace(self.heading)
        before = len(self.items)
        pieces = list(segments(line.parts))
        self._flag_party(line, context)
        part = False
        for segment in pieces:
            segment, context, part = self._segment(segment, context, part, depth=0)
        if len(self.items) == before and self._is_heading(line, pieces):
            self.heading = self._heading(line)
        elif line.bold and len(self.items) == before:
            self.heading = Context()

    def _flag_party(self, line: Line, context: Context) -> None:
        for part in line.parts:
            if isinstance(part, Token) and part.kind == "icon":
                for mark in part.marks:
                    if mark.kind in ("flag", "flag_name", "country") and mark.value:
                        context.party = mark.value
                        if len(line.parts) == 1:
                            self.heading = Context(party=mark.value)
                        return
            else:
                return

    def _is_heading(self, line: Line, pieces: list[Segment]) -> bool:
        last = line.parts[-1]
        colon = isinstance(last, Token) and last.kind in (":", "：")
        said = describe(line.parts, self.language)
        return (colon or line.bold) and (said.speaks or colon or line.bold)

    def _heading(self, line: Line) -> Context:
        said = describe(line.parts, self.language)
        text = self._text(line.parts)
        return Context(
            fates=frozenset(said.fates),
            category=said.category if said.category is not None else said.weak,
            noun=said.noun,
            party=None if said.speaks or said.claim else text,
            attribution=text if said.claim else None,
            total=said.total,
            casualties=said.casualties,
        )

    def _text(self, parts: Sequence[Part]) -> str:
        return self.flat.clean(parts[0].start, parts[-1].end).strip(" :：—–-") if parts else ""

    # segments

    def _segment(self, segment: Segment, context: Context, part: bool, depth: int) -> tuple[Segment, Context, bool]:
        labelled = label_of(segment)
        if labelled is not None:
            label, rest = labelled
            context = self._label(label, context)
            segment = Segment(rest, segment.closer)
        said = describe(segment.parts, self.language)
        quantities = segment.quantities()
        if said.part:
            part = True
        if not quantities:
            if labelled is not None and not segment.parts:
                return segment, context, part
            self._without_number(segment, said, context, depth, bool(labelled))
            return segment, context, part
        rest = self._statement_behind(segment)
        if rest is not None:
            segment = Segment(segment.parts[: -len(rest)], segment.closer)
        before = len(self.items)
        self._with_numbers(segment, quantities, context, part and not said.part, depth)
        if len(self.items) == before:
            self._few(quantities, said)
        if rest is not None:
            self._without_number(Segment(rest), describe(rest, self.language), context, depth, False)
        if self.items:
            self.items[-1].comma = segment.closer == ","
        return segment, context, part and segment.closer == ","

    def _few(self, quantities: list[Quantity], said: Description) -> None:
        """A word such as "few" that counts nothing here is a statement of size."""
        for quantity in quantities:
            if quantity.level and not said.unknown_words:
                item = Item(None, quantity.start, quantity.end, level=Level(quantity.level), line=self.number, rule="statement")
                item.fates = set(said.fates)
                self.items.append(item)

    @staticmethod
    def _statement_behind(segment: Segment) -> list[Part] | None:
        """The end of a segment that joins a statement of size to a number ("500 dead and an unknown number of wounded")."""
        cut = None
        for at, part in enumerate(segment.parts):
            if isinstance(part, Quantity) and not part.name:
                cut = None
            elif isinstance(part, Token) and (part.has("quantifiers", "and") or part.kind == "&"):
                cut = at
            elif isinstance(part, Token) and cut is not None and part.has("levels", "unknown", "none"):
                return segment.parts[cut:]
        return None

    def _label(self, label: list[Part], context: Context) -> Context:
        said = describe(label, self.language, lead=True)
        text = self._text(label)
        if said.level is not None and said.level_token is not None and not said.speaks and not said.unknown_words:
            token = said.level_token
            self.items.append(Item(None, token.start, token.end, level=said.level, line=self.number, rule="statement"))
            return context
        if not said.speaks and not said.claim and not said.total:
            return replace(context, party=text or context.party)
        return replace(
            context,
            fates=frozenset(said.fates) if said.fates or said.casualties else context.fates,
            category=said.category or said.weak or context.category,
            noun=said.noun or context.noun,
            attribution=text if said.claim else context.attribution,
            total=said.total,
            casualties=said.casualties or context.casualties,
        )

    def _without_number(
        self, segment: Segment, said: Description, context: Context, depth: int, labelled: bool
    ) -> None:
        """A statement of size, fates that go on with the figure before, or brackets with figures behind a name."""
        owner: Item | None = None
        level = self._level(segment, said, labelled)
        only_damage = said.fates and said.fates <= {Fate.DAMAGED, Fate.LOST} and said.category is None
        if level is not None and said.level_token is not None and not only_damage:
            token = said.level_token
            start, end = min(token.start, said.first or token.start), max(token.end, said.last or token.end)
            category = None if said.category is Category.FORMATION else said.category
            item = Item(None, start, end, category, None, set(said.fates), level, line=self.number, depth=depth)
            item.casualties = said.casualties
            self._apply(item, context)
            if level is Level.NONE and item.fates and not said.fates:
                item.fates = set()
            item.rule = "statement"
            self.items.append(item)
            owner = item
            if not said.unknown_words:
                for further in said.further_levels:
                    level = Level(further.senses["levels"].key)
                    self.items.append(replace(item, start=further.start, end=further.end, level=level))
        elif self.items and self.items[-1].line in (self.number, self.number - 1) and self._goes_on(segment, said):
            last = self.items[-1]
            if last.line == self.number or not last.fates:
                self._go_on(last, said, segment)
        for part in segment.parts:
            if isinstance(part, Bracket):
                self._bracket(part, owner, context, depth, named=self._ends_named(segment.parts, part))

    @staticmethod
    def _go_on(last: Item, said: Description, segment: Segment) -> None:
        last.fates |= said.fates
        last.given = last.given or bool(said.fates)
        last.casualties = last.casualties or said.casualties
        last.comma = segment.closer == ","
        if said.category is None:
            return
        if last.category is None:
            last.category = said.category
        elif last.category not in PEOPLE and said.category not in PEOPLE:
            last.category = wider(last.category, said.category)

    def _level(self, segment: Segment, said: Description, labelled: bool) -> Level | None:
        """The level that a segment without a number states, None where its word is but an adjective."""
        if said.level is None or said.level_token is None:
            return None
        if said.level in (Level.LIGHT, Level.MODERATE, Level.HEAVY):
            if said.category is not None and not said.casualties and not said.fates:
                return None
            if said.unknown_words > (8 if said.casualties else 2):
                return None
        if self.measure is Measure.STRENGTH and said.level is Level.ALL:
            return None
        return said.level

    @staticmethod
    def _goes_on(segment: Segment, said: Description) -> bool:
        """Whether a segment consists of fates (and joining words) only."""
        if not said.fates and not said.casualties and not (said.category is not None and said.joined):
            return False
        for part in segment.parts:
            if isinstance(part, Token) and not (
                part.key("fates") or part.key("nouns") or part.has("quantifiers", "and", "or") or part.kind in "&/." or part.marks
                or part.has("structure", "plain", "preposition")
            ):
                return False
        return True

    def _ends_named(self, parts: Sequence[Part], bracket: Bracket) -> bool:
        """Whether a link or italics stand right before a bracket: a ship's name with its guns."""
        at = bracket.start
        while at > 0 and self.flat.text[at - 1] in " \u00a0":
            at -= 1
        return any(m.kind in ("link", "italic", "external") and m.start < at <= m.end + 2 for m in self.flat.marks)

    # numbers in a segment

    def _with_numbers(
        self, segment: Segment, quantities: list[Quantity], context: Context, part: bool, depth: int
    ) -> None:
        self.segment += 1
        runs = self._runs(segment.parts, quantities)
        leads = [describe(lead, self.language, lead=True) for lead, _ in runs]
        tails = [describe(tail, self.language) for _, tail in runs]
        if len(quantities) > 1 and leads[0].speaks and not tails[-1].tells and any(t.tells for t in tails[:-1]):
            runs = self._label_style(runs)
            leads = [describe(lead, self.language, lead=True) for lead, _ in runs]
            tails = [describe(tail, self.language) for _, tail in runs]
        for at in range(len(quantities) - 2, -1, -1):
            # "3,500 and 900 ships": the noun serves both.
            if not runs[at][1] and not tails[at].speaks and self._only_joins(runs[at + 1][0]) and not leads[at].speaks:
                tails[at].category, tails[at].noun = tails[at + 1].category, tails[at + 1].noun
        for quantity, (lead_parts, tail_parts), lead, tail in zip(quantities, runs, leads, tails, strict=True):
            if tail.rate or lead.rate:
                continue
            if self.measure is Measure.CASUALTIES and (tail.survived or lead.survived) and not tail.fates:
                continue
            if quantity.form in ("one", "several") and not self._counts_something(quantity, tail_parts, tail, lead):
                continue
            part = part or lead.part
            if self._is_calibre(tail_parts, lead_parts):
                continue
            item = self._item(quantity, lead_parts, tail_parts, lead, tail, depth)
            if tail.fates or tail.casualties:
                self.carried = set()
            elif lead.fates and not lead.part:
                self.carried = set(lead.fates)
            elif not item.fates and self.carried and not item.casualties and (item.category or not (self.carried & PEOPLE_FATES)):
                item.fates = set(self.carried)
                item.rule = "list-open"
            item.part = bool(lead.part or part)
            item.segment = self.segment
            if self._rates_a_ship(item, lead_parts):
                self.items[-1].fates |= tail.fates
                continue
            if lead.part or part:
                self._inherit(item)
            self._like_before(item, tail_parts)
            self._apply(item, context)
            if lead.claim or tail.claim:
                item.attribution = self._text(lead_parts if lead.claim else tail_parts)
                self._same_things(item)
            item.comma = False
            self.items.append(item)
            place = len(self.items)
            for bracket in (p for p in tail_parts if isinstance(p, Bracket)):
                self._bracket(bracket, item, context, depth)
            for child in self.items[place:]:
                child.line = self.number

    def _is_calibre(self, tail: Sequence[Part], lead: Sequence[Part]) -> bool:
        """ "2 batteries de 75": a bare number that a preposition ties to guns is their calibre."""
        before = self.items[-1] if self.items else None
        if tail or before is None or before.segment != self.segment or before.category not in (Category.GUN, Category.FORMATION):
            return False
        return len(lead) == 1 and isinstance(lead[0], Token) and lead[0].has("structure", "preposition")

    @staticmethod
    def _only_joins(parts: Sequence[Part]) -> bool:
        return len(parts) == 1 and isinstance(parts[0], Token) and (parts[0].has("quantifiers", "and") or parts[0].kind == "&")

    def _rates_a_ship(self, item: Item, lead: Sequence[Part]) -> bool:
        """ "un navire de 74 canons": guns that a preposition ties to the ships before them are theirs."""
        before = self.items[-1] if self.items else None
        if item.category is not Category.GUN or before is None or before.category is not Category.SHIP:
            return False
        return before.line == item.line and len(lead) == 1 and isinstance(lead[0], Token) and (
            lead[0].has("structure", "preposition") or lead[0].has("quantifiers", "between")
        )

    def _runs(self, parts: Sequence[Part], quantities: list[Quantity]) -> list[tuple[list[Part], list[Part]]]:
        """The parts before and behind each quantity: what joins two of them opens the lead of the second."""
        counted = set(map(id, quantities))
        places = [at for at, part in enumerate(parts) if id(part) in counted]
        runs: list[tuple[list[Part], list[Part]]] = []
        lead = list(parts[: places[0]])
        for at, place in enumerate(places):
            stop = places[at + 1] if at + 1 < len(places) else len(parts)
            between = list(parts[place + 1 : stop])
            cut = len(between)
            if at + 1 < len(places):
                for index, part in enumerate(between):
                    if isinstance(part, Token) and (
                        part.has("quantifiers", "and", "or")
                        or part.has("structure", "part", "claim")
                        or part.kind in "&/"
                        or (part.has("structure", "preposition", "rate") and index == len(between) - 1)
                    ):
                        rest = describe(between[index:], self.language, lead=True)
                        if index + 1 < len(between) and self._noun_follows(between[index + 1 :]) and not part.has("structure", "part", "claim"):
                            continue
                        cut = index
                        del rest
                        break
            runs.append((lead, between[:cut]))
            lead = between[cut:]
        return runs

    @staticmethod
    def _noun_follows(parts: Sequence[Part]) -> bool:
        """Whether a joined noun or fate follows, so that the joining word stands inside one figure ("killed and wounded")."""
        for part in parts:
            if isinstance(part, Token) and (part.key("nouns") or part.key("fates") or part.key("classifiers")):
                return True
        return False

    @staticmethod
    def _label_style(runs: list[tuple[list[Part], list[Part]]]) -> list[tuple[list[Part], list[Part]]]:
        """ "Killed 300 wounded 200": what stands between belongs to the number behind it."""
        changed: list[tuple[list[Part], list[Part]]] = []
        lead = runs[0][0]
        for at, (_, tail) in enumerate(runs):
            if at + 1 == len(runs):
                changed.append((lead, tail))
                break
            keep = 0
            while keep < len(tail) and (
                isinstance(tail[keep], Bracket) or (isinstance(tail[keep], Token) and tail[keep].key("classifiers"))  # type: ignore[union-attr]
            ):
                keep += 1
            changed.append((lead, tail[:keep]))
            lead = [*tail[keep:], *runs[at + 1][0]]
        return changed

    def _counts_something(
        self, quantity: Quantity, tail_parts: Sequence[Part], tail: Description, lead: Description
    ) -> bool:
        """A word for one, an article or "several" counts only where what it counts follows, or where it stands alone."""
        if quantity.form == "one" and self.flat.text.strip() == self.flat.text[quantity.start : quantity.end]:
            return True
        if self.measure is Measure.STRENGTH and quantity.form == "one" and tail.category is Category.PERSONNEL:
            return False
        if tail.category is not None or tail.weak is not None:
            return True
        if quantity.form == "several":
            return bool(tail.fates or lead.fates)
        return bool(tail.fates) and self.measure is Measure.CASUALTIES

    def _item(
        self,
        quantity: Quantity,
        lead_parts: Sequence[Part],
        tail_parts: Sequence[Part],
        lead: Description,
        tail: Description,
        depth: int,
    ) -> Item:
        start, end = quantity.start, quantity.end
        fates = set(tail.fates)
        if not fates:
            fates = set(lead.fates)
        item = Item(quantity, start, end, fates=fates, line=self.number, depth=depth)
        item.given = bool(tail.fates) or tail.casualties
        item.approx = quantity.approx or tail.rough_behind
        if tail.bound_behind == "at_least_after" and quantity.min == quantity.max:
            quantity.max = None
        elif tail.bound_behind == "at_most_after" and quantity.min == quantity.max:
            quantity.min = None
        item.total = tail.total or lead.total
        item.casualties = tail.casualties or (lead.casualties and not fates)
        item.weak = tail.weak
        item.implied = tail.implied or lead.implied
        item.ambiguous = tail.ambiguous
        if self._dashed(tail_parts) and tail.category is Category.FORMATION:
            tail.category = None
        if tail.category is not None:
            item.category, item.noun, item.rule = tail.category, tail.noun, "number-noun"
        elif lead.category is not None and self._labels(lead_parts, lead, fates):
            item.category, item.noun, item.rule = lead.category, lead.noun, "noun-number"
            if lead.noun is not None:
                item.start = min(item.start, self._first_of(lead_parts, lead))
        elif lead.weak is not None and tail.weak is None:
            item.weak = lead.weak
        if tail.last is not None:
            item.end = max(item.end, tail.last)
        if fates and not tail.fates and lead.first is not None and self._adjacent(lead_parts, quantity):
            item.start = min(item.start, lead.first)
        return item

    @staticmethod
    def _dashed(parts: Sequence[Part]) -> bool:
        """Whether a dash stands between a number and the words."""
        return bool(parts) and isinstance(parts[0], Token) and parts[0].kind in DASHES

    @staticmethod
    def _first_of(parts: Sequence[Part], lead: Description) -> int:
        return lead.first if lead.first is not None else parts[0].start

    @staticmethod
    def _adjacent(parts: Sequence[Part], quantity: Quantity) -> bool:
        return bool(parts) and parts[-1].end >= quantity.start - 1

    def _labels(self, parts: Sequence[Part], lead: Description, fates: set[Fate]) -> bool:
        """Whether the noun before a number is what the number counts ("пушек — 12", "骑兵3万"), not a word in passing."""
        if fates and fates <= PEOPLE_FATES and lead.category not in PEOPLE:
            return lead.category is Category.ANIMAL
        if lead.category is Category.FORMATION and not self._dashed(list(reversed(parts))):
            return False
        seen = False
        for part in reversed(parts):
            if isinstance(part, Token):
                if part.key("nouns"):
                    return True
                if seen and part.kind == "word" and not part.senses:
                    return False
                if part.kind == "word" and not part.senses:
                    seen = True
            elif isinstance(part, Quantity) and not part.name:
                return False
        return False

    def _inherit(self, item: Item) -> None:
        """A part of the figure before shares its fates."""
        whole = self.items[-1] if self.items else None
        if whole is not None and item.category is None and item.weak is None and whole.category not in (None, Category.FORMATION):
            if not item.fates:
                item.category, item.noun = whole.category, whole.noun
        if whole is not None and not item.fates and not item.casualties:
            if whole.category in (None, item.category, Category.PERSONNEL) and whole.fates:
                if (item.category or Category.PERSONNEL) in PEOPLE:
                    item.fates = set(whole.fates)
                    item.given = True

    def _apply(self, item: Item, context: Context) -> None:
        """Give an item what its heading or label says and its own words do not."""
        if not item.fates and not (item.casualties and item.given) and context.fates:
            item.fates = set(context.fates)
            item.rule = "heading" if item.rule == "number" else item.rule
            item.inherited = True
        category = context.category
        if category is not None and item.category is None:
            people_only = item.fates and item.fates <= PEOPLE_FATES
            if not (people_only and category not in PEOPLE):
                item.category, item.noun = category, item.noun or context.noun
        elif category is Category.CIVILIAN and item.category is Category.PERSONNEL and item.weak is not None:
            item.category = category
        item.party = item.party or context.party
        item.attribution = item.attribution or context.attribution
        item.total = item.total or context.total

    def _like_before(self, item: Item, tail: Sequence[Part]) -> None:
        """ "168 helicopters destroyed, 618 damaged": a fate of things without a noun speaks of the things before."""
        if item.category is not None:
            return
        last = self.items[-1] if self.items else None
        if last is not None and last.line == item.line and last.category is not None:
            if last.category is Category.CIVILIAN and item.weak in (None, Category.PERSONNEL) and item.fates & PEOPLE_FATES:
                item.category, item.noun = last.category, last.noun
                return
            if item.weak is not None and item.weak is last.weak and last.category not in PEOPLE:
                item.category, item.noun = last.category, last.noun
                return
        if item.weak is not None or item.fates & PEOPLE_FATES:
            return
        if not item.fates:
            before = self.items[-1] if self.items else None
            opened = tail[0] if tail else None
            if before is not None and before.line == item.line and before.depth == item.depth and before.category is not None:
                if isinstance(opened, Token) and opened.has("structure", "preposition"):
                    item.category, item.noun = before.category, before.noun
            return
        for before in reversed(self.items):
            if before.quantity is None or before.category in PEOPLE or before.category is None:
                if before.line != item.line and before.category is not None:
                    return
                people = before.category in PEOPLE or before.fates & PEOPLE_FATES
                if people and Fate.CAPTURED in item.fates:
                    return
                continue
            if Fate.CAPTURED in item.fates and before.line != item.line:
                return
            item.category, item.noun = before.category, before.noun
            return

    # brackets

    def _bracket(self, bracket: Bracket, owner: Item | None, context: Context, depth: int, named: bool = False) -> None:
        """Read a bracket: a gloss, a claim, a repetition, a breakdown, or a ship's guns."""
        pieces = list(segments(bracket.nodes))
        quantities = [q for piece in pieces for q in piece.quantities()]
        said = describe(bracket.nodes, self.language)
        if not quantities:
            self._gloss(bracket, owner, said)
            inner = [p for p in bracket.nodes if isinstance(p, Bracket)]
            for one in inner:
                self._bracket(one, owner, context, depth + 1)
            stated = said.fates or said.casualties or (owner is not None and owner.level not in (None, said.level))
            if said.level is not None and stated and owner is not None and said.level is not Level.ALL:
                for piece in pieces:
                    self._segment(piece, replace(context, fates=frozenset()), False, depth + 1)
            return
        if owner is None and named and not said.fates and not said.casualties:
            small = all(q.form == "digits" and (q.max or 1000) <= _MOST_GUNS for q in quantities)
            if small and said.category in (Category.GUN, None) and said.weak is None:
                return
        if owner is not None and len(quantities) == 1 and self._repeats(quantities[0], owner, said):
            owner.approx = owner.approx or quantities[0].approx
            return
        if owner is not None and owner.category is Category.SHIP and said.category is Category.GUN and not said.fates:
            if len(quantities) == 1 and quantities[0].form == "digits" and (owner.quantity is None or owner.quantity.max == 1):
                return
        inner_context = replace(context, total=False)
        if owner is not None:
            inner_context = replace(
                inner_context,
                fates=frozenset(owner.fates),
                category=owner.category if owner.category not in (None, Category.PERSONNEL) else inner_context.category,
                noun=owner.noun,
            )
            if said.claim:
                owner.attribution = owner.attribution or None
        place = len(self.items)
        part = False
        for piece in pieces:
            piece, inner_context, part = self._segment(piece, inner_context, part, depth + 1)
        children = self.items[place:]
        if self.measure is Measure.STRENGTH and owner is not None and owner.category in (None, Category.PERSONNEL):
            for child in children:
                if child.category is Category.CIVILIAN:
                    child.category = Category.PERSONNEL
        if owner is not None and owner.quantity is not None and len(children) > 1:
            owner.total = owner.total or _adds_up(owner, children)

    def _gloss(self, bracket: Bracket, owner: Item | None, said: Description) -> None:
        if owner is None or owner.level is not None:
            return
        text = self._text(bracket.nodes)
        if said.unknown_words > 3 and not said.claim:
            return
        if said.fates:
            owner.fates |= said.fates
            owner.given = True
        if said.claim:
            owner.attribution = text
            self._same_things(owner)
            owner.approx = owner.approx or (said.approx and not self._names_source(bracket))
        elif said.approx:
            owner.approx = True
        elif text and owner.party is None and not said.speaks:
            owner.party = text
        if said.category is not None and owner.category is None and not said.claim and not said.unknown_words:
            if said.category not in (Category.FORMATION, Category.OTHER) and not any(
                isinstance(p, Quantity) for p in bracket.nodes
            ):
                owner.category, owner.noun = said.category, said.noun
        if said.total:
            owner.total = True

    def _same_things(self, owner: Item) -> None:
        """ "53 warships (Dutch claim), 38 (Spanish claim)": the claims count the same things with the same fate."""
        if owner.category is not None or owner.weak is not None or owner.fates or owner.casualties:
            return
        at = next((i for i, item in enumerate(self.items) if item is owner), len(self.items))
        before = self.items[at - 1] if at else None
        if before is not None and before.attribution:
            if sum(item.segment == before.segment for item in self.items) > 1:
                return
            if before.category is not None:
                owner.category, owner.noun = before.category, before.noun
            owner.fates = set(before.fates)

    def _names_source(self, bracket: Bracket) -> bool:
        return any(
            isinstance(p, Token) and p.kind == "word" and not p.has("structure", "claim") and not p.has("quantifiers", "approx")
            for p in bracket.nodes
        )

    @staticmethod
    def _repeats(quantity: Quantity, owner: Item, said: Description) -> bool:
        own = owner.quantity
        return own is not None and (quantity.min, quantity.max) == (own.min, own.max) and own.form != quantity.form and not said.fates

    # from items to figures

    def figures(self, parameter: str | None) -> list[Figure]:
        """The figures of all items, once what closes a list has been given to what it closes."""
        self._close_lists()
        self._settle_ambiguous()
        made = []
        for item in sorted(self.items, key=lambda i: i.start):
            figure = self._figure(item, parameter)
            if figure is not None:
                made.append(figure)
        return made

    def _close_lists(self) -> None:
        """ "1 destroyer, 3 minesweepers sunk": a fate at the end of a list serves the things before it."""
        if self.measure is not Measure.CASUALTIES:
            return
        for at in range(len(self.items) - 2, -1, -1):
            item, after = self.items[at], self.items[at + 1]
            if item.fates or item.casualties or item.level is not None or after.level is not None:
                continue
            if item.depth != after.depth or not after.fates or after.inherited or after.part:
                continue
            if item.line != after.line and not (item.comma and after.line == item.line + 1):
                continue
            things = item.category is not None and item.category not in PEOPLE
            after_things = after.category is not None and after.category not in PEOPLE
            if things != after_things or (not things and item.category is None):
                continue
            item.fates = set(after.fates)
            item.rule = "list-close"

    def _settle_ambiguous(self) -> None:
        """A word that means people or aircraft ("fighters") means aircraft where the value speaks of ships or aircraft."""
        air = any(i.category in (Category.AIRCRAFT, Category.SHIP) and not i.ambiguous for i in self.items)
        for item in self.items:
            if item.ambiguous and not air and not (item.fates & {Fate.LOST, Fate.DAMAGED}):
                item.category = Category.PERSONNEL

    def _figure(self, item: Item, parameter: str | None) -> Figure | None:
        category = item.category or item.weak
        fates = set(item.fates)
        if category is Category.CIVILIAN and item.implied is not None and not fates & PEOPLE_FATES:
            category = item.implied
        if category is None:
            category = item.implied if item.implied is not None and not fates & PEOPLE_FATES else Category.PERSONNEL
        elif item.category is None and item.weak is Category.PERSONNEL:
            category = Category.PERSONNEL
        if category is Category.FORMATION and item.quantity is not None and (item.quantity.min or item.quantity.max or 0) >= _MANY_UNITS:
            category = Category.PERSONNEL
        if category is Category.PERSONNEL and fates == {Fate.DISPLACED}:
            category = Category.CIVILIAN
        if self.measure is Measure.STRENGTH:
            fates = set()
        elif category in PEOPLE:
            fates -= {Fate.LOST, Fate.DAMAGED}
        else:
            fates = {_THING_FATES.get(fate, fate) for fate in fates}
            fates -= PEOPLE_FATES
            if not fates and item.level is None:
                fates = {Fate.LOST}
        low = high = None
        level = item.level
        if item.quantity is not None:
            low, high = _whole_number(item.quantity.min), _whole_number(item.quantity.max)
            if low is None and high is None:
                return None
        span = self.flat.span(item.start, item.end)
        return Figure(
            measure=self.measure,
            category=category,
            fates=tuple(sorted(fates, key=FATE_ORDER.__getitem__)),
            min=low,
            max=high,
            approx=item.approx,
            level=level,
            noun=self.flat.clean(item.noun.start, item.noun.end) if item.noun is not None else None,
            party=item.party or None,
            attribution=item.attribution or None,
            total=item.total,
            parameter=parameter,
            text=self.flat.clean(item.start, item.end),
            span=span,
            rule=item.rule,
        )


_MOST_GUNS = 144
"""The largest rating of a ship: a larger number in brackets behind a ship's name counts its crew."""

_MANY_UNITS = 1000
"""So many units are nowhere counted: the number in "a 10,000-strong army" counts its people."""

_THING_FATES = {Fate.KILLED: Fate.LOST, Fate.MISSING: Fate.LOST, Fate.WOUNDED: Fate.DAMAGED}


def _whole_number(value: float | None) -> int | None:
    return None if value is None else round(value)


def _adds_up(owner: Item, children: Sequence[Item]) -> bool:
    """Whether the figures in a bracket, of the same kind as the one before it, make up its number."""
    whole = owner.quantity
    if whole is None or whole.min is None:
        return False
    kind = owner.category or Category.PERSONNEL
    parts = [c.quantity.min for c in children if c.quantity and c.quantity.min is not None and (c.category or Category.PERSONNEL) == kind]
    return len(parts) > 1 and abs(sum(parts) - whole.min) <= 0.02 * whole.min


