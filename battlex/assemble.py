"""Parameters of one infobox → a Battle: values read, sub-sides brought together, problems collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from battlex.fields import Assigned, aliases
from battlex.infobox import Cut, Value
from battlex.languages import Language
from battlex.markup import LONGEST, Flat, flatten
from battlex.model import (
    Battle,
    Belligerent,
    DateRange,
    Figure,
    Infobox,
    Measure,
    Page,
    Parameter,
    Person,
    Place,
    Problem,
    Result,
    Side,
    Span,
    Text,
    Unit,
)
from battlex.record import field, replace, struct
from battlex.summary import summarise
from battlex.values.dates.reading import DateReading, date_reading, dates_reading
from battlex.values.figures.claims import Claims, Read, figures_of
from battlex.values.figures.reading import read_figures
from battlex.values.names.belligerents import read_side, read_units
from battlex.values.names.entries import MAX_LINES
from battlex.values.names.people import read_commanders
from battlex.values.places import coordinates_reading, read_place
from battlex.values.result import read_result

MOST_PARAMETERS = 1000
"""So many parameters of an infobox are read: real ones have a tenth of it."""

SIDE_FIELDS = ("belligerents", "commanders", "units", "strength", "casualties")
_COORDINATE_FIELDS = ("latitude", "longitude", "lat_d", "lat_m", "lat_s", "lat_ns", "lon_d", "lon_m", "lon_s", "lon_ew")
_OWN_FIELDS = {
    "name",
    "part_of",
    "date",
    "start_date",
    "end_date",
    "place",
    "coordinates",
    "result",
    *SIDE_FIELDS,
    *_COORDINATE_FIELDS,
}


@struct
class _Filled:
    """A parameter with its flattened value."""

    parameter: Parameter
    flat: Flat


@struct
class _SideParts:
    """What was read of one side, from all its parameters and sub-sides."""

    belligerents: list[Belligerent] = field(default_factory=list)
    commanders: list[Person] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    strength: list[Read] = field(default_factory=list)
    casualties: list[Read] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    present: bool = False


def assemble(page: Page, cut: Cut, language: Language) -> Battle:
    """Read all values of a cut-out infobox. Never raises for the content of the page."""
    problems = list(cut.problems)
    filled = _load(page, cut, language, problems)
    sides, other = _sides(filled, language, problems)
    by_field = _by_field(filled)
    date = _date(by_field, language, problems)
    result = _result(by_field, sides, language)
    infobox = Infobox(cut.name, cut.span, {f.parameter.name: f.parameter for f in filled})
    name = by_field.get("name")
    if not language.supported:
        message = f"the words of {language.code!r} are not known: names, links and plain digits only"
        problems.append(Problem("unsupported-language", message, None, cut.span))
    made = []
    claims = Claims([sides[n].names if n in sides else [] for n in range(1, max(sides, default=0) + 1)], language)
    for number, parts in sorted(sides.items()):
        strength, casualties = claims.told(parts.strength, number), claims.told(parts.casualties, number)
        summary, open_totals = summarise(strength, casualties)
        problems.extend(open_totals)
        made.append(
            Side(
                number,
                tuple(parts.belligerents),
                tuple(parts.commanders),
                tuple(parts.units),
                strength,
                casualties,
                summary,
            )
        )
    return Battle(
        page=replace(page, language=language.code),
        infobox=infobox,
        name=name.parameter.text.replace("\n", " ") if name is not None else None,
        part_of=_text(by_field.get("part_of")),
        date=date,
        place=_place(by_field, language, problems),
        result=result,
        sides=tuple(made),
        other_casualties=figures_of(other),
        fields={
            key: text
            for key, value in by_field.items()
            if key not in _OWN_FIELDS and (text := _text(value)) is not None
        },
        problems=tuple(problems),
    )


def _load(page: Page, cut: Cut, language: Language, problems: list[Problem]) -> list[_Filled]:
    """Flatten and assign every parameter; of a name given twice the last one that has a value counts."""
    known = aliases(language, cut.name)
    filled: dict[str, _Filled] = {}
    _too_many(cut, problems)
    for value in cut.values[:MOST_PARAMETERS]:
        wikitext = page.wikitext[value.span.start : value.span.end]
        assigned: Assigned | None = known.assign(value.name)
        flat = flatten(wikitext, language, value.span.start)
        parameter = Parameter(
            value.name,
            assigned.field if assigned else None,
            assigned.side if assigned else None,
            flat.clean(),
            wikitext,
            value.span,
            flat.links(),
            assigned.sub if assigned else "",
        )
        before = filled.get(value.name)
        if before is not None and before.parameter.wikitext:
            problems.append(
                Problem("duplicate-parameter", "given twice; MediaWiki shows the last", value.name, value.span)
            )
            if not wikitext:
                continue
        filled[value.name] = _Filled(parameter, flat)
        if not wikitext:
            continue
        problems.extend(_bounds(value, flat, assigned.field if assigned else None))
        if assigned is not None:
            problems.extend(_unknown_templates(value, flat, assigned.field))
            continue
        problems.append(Problem("unknown-parameter", "no field of a battle is known for it", value.name, value.span))
    return list(filled.values())


def _too_many(cut: Cut, problems: list[Problem]) -> None:
    """Tell of the parameters that are too many to be read."""
    left_out = cut.values[MOST_PARAMETERS:]
    if left_out:
        span = Span(left_out[0].span.start, left_out[-1].span.end)
        problems.append(Problem("too-long", f"only the first {MOST_PARAMETERS} parameters were read", None, span))


def _unknown_templates(value: Value, flat: Flat, field: str) -> Iterator[Problem]:
    """Which templates nothing is known of: those of a side's values, and those that leave another value without any text."""
    shown = bool(flat.text.strip())
    if field in SIDE_FIELDS or (field in _OWN_FIELDS and not shown):
        read = "read by its text" if shown else "read by its name" if field == "belligerents" else "not read"
        for mark in flat.marks:
            if mark.kind == "unknown":
                yield Problem("unknown-template", f"{{{{{mark.name}}}}} was {read}", value.name, value.span)


def _bounds(value: Value, flat: Flat, field: str | None) -> Iterator[Problem]:
    """What of a value was not read because it is too long or too broken."""
    if flat.rough:
        yield Problem("broken-markup", "too broken or too deeply nested; read by its text", value.name, value.span)
    behind = value.span.start + LONGEST
    if behind < value.span.end:
        rest = Span(behind, value.span.end)
        yield Problem("too-long", f"only the first {LONGEST} characters were read", value.name, rest)
    if field in ("belligerents", "commanders", "units") and flat.text.count("\n") >= MAX_LINES:
        yield Problem("too-long", f"only the first {MAX_LINES} lines were read", value.name, value.span)


def _by_field(filled: Iterable[_Filled]) -> dict[str, _Filled]:
    """The first parameter with a value of each field."""
    found: dict[str, _Filled] = {}
    for item in filled:
        name = item.parameter.field
        if name is not None and item.parameter.wikitext and item.parameter.side is None:
            found.setdefault(name, item)
    return found


def _text(item: _Filled | None) -> Text | None:
    if item is None:
        return None
    shown = item.parameter.text
    if not shown or item.parameter.field == "image":
        # An image has no text of its own: the file's name is what it states.
        shown = next((mark.value for mark in item.flat.marks if mark.kind == "file"), shown)
    return Text(shown, item.parameter.links, item.parameter.span) if shown else None


def _sides(
    filled: list[_Filled], language: Language, problems: list[Problem]
) -> tuple[dict[int, _SideParts], list[Read]]:
    """Read the parameters of the sides, in the order of sides and sub-sides."""
    sides: dict[int, _SideParts] = {}
    loose: dict[int | None, list[Read]] = {}
    ordered = sorted(
        (f for f in filled if f.parameter.field in SIDE_FIELDS), key=lambda f: (f.parameter.side or 99, f.parameter.sub)
    )
    for item in ordered:
        parameter = item.parameter
        number = parameter.side
        if not parameter.wikitext:
            continue
        if parameter.field == "casualties":
            read = _read_figures(item, language, Measure.CASUALTIES, problems)
            loose.setdefault(number, []).append((parameter.text, read))
            continue
        if number is None:
            # A strength of no side is that of the only one, where no parameter names a side.
            if parameter.field != "strength" or any(f.parameter.side for f in ordered):
                continue
            number = 1
        side = sides.setdefault(number, _SideParts())
        _read_side_field(item, side, language, problems)
    other: list[Read] = []
    for number, values in loose.items():
        if number is not None and (number in sides or number <= 2):
            sides.setdefault(number, _SideParts()).casualties.extend(values)
        else:
            other.extend(values)
    return sides, other


def _read_side_field(item: _Filled, side: _SideParts, language: Language, problems: list[Problem]) -> None:
    match item.parameter.field:
        case "belligerents":
            belligerents, names = read_side(item.flat, language)
            side.belligerents.extend(belligerents)
            side.names.extend(names)
        case "commanders":
            side.commanders.extend(read_commanders(item.flat, language))
        case "units":
            side.units.extend(read_units(item.flat, language))
        case "strength":
            read = _read_figures(item, language, Measure.STRENGTH, problems)
            side.strength.append((item.parameter.text, read))


def _read_figures(item: _Filled, language: Language, measure: Measure, problems: list[Problem]) -> tuple[Figure, ...]:
    reading = read_figures(item.flat, language, measure, item.parameter.name)
    problems.extend(reading.problems)
    return reading.figures


def _date(by_field: Mapping[str, _Filled], language: Language, problems: list[Problem]) -> DateRange | None:
    """The date parameter's dates, else those of separate parameters for start and end; with an end alone it is the start."""
    date, start, end = by_field.get("date"), by_field.get("start_date"), by_field.get("end_date")
    if date is not None and (end is None or start is not None):
        reading = date_reading(date.flat, language)
        if reading.date is not None or (start is None and end is None):
            _report_unread(reading, date, problems)
            return reading.date
    start = start or date
    if (given := start or end) is None:
        return None
    reading = dates_reading(start.flat if start else None, end.flat if end else None, language)
    _report_unread(reading, given, problems)
    return reading.date


def _report_unread(reading: DateReading, item: _Filled, problems: list[Problem]) -> None:
    name, span = item.parameter.name, item.parameter.span
    if reading.date is None and item.parameter.text:
        problems.append(Problem("unread-date", "no date was found in it", name, span))
        return
    for unread in reading.unread:
        problems.append(Problem("unread-date", "a number in it could not be placed in time", name, unread))


def _place(by_field: Mapping[str, _Filled], language: Language, problems: list[Problem]) -> Place | None:
    """The place, with coordinates from its own text, from the coordinates parameter or from separate ones."""
    parts = {key: by_field[key].parameter.text for key in _COORDINATE_FIELDS if key in by_field}
    place, coordinates = by_field.get("place"), by_field.get("coordinates")
    given = [item for item in (coordinates, place) if item is not None]
    reading = coordinates_reading([item.flat for item in given], parts, language)
    if reading.problem is not None and given:
        problems.append(
            Problem("unread-coordinates", reading.problem, given[0].parameter.name, given[0].parameter.span)
        )
    found = read_place(place.flat, language, parts) if place is not None else None
    if found is None:
        return Place("", (), reading.coordinates) if reading.coordinates is not None else None
    return replace(found, coordinates=reading.coordinates)


def _result(by_field: Mapping[str, _Filled], sides: Mapping[int, _SideParts], language: Language) -> Result | None:
    item = by_field.get("result") or by_field.get("status")
    if item is None:
        return None
    combatants = [
        [*side.names, *(p.name for p in side.commanders)] if (side := sides.get(number)) is not None else []
        for number in range(1, max(sides, default=0) + 1)
    ]
    return read_result(item.flat, combatants, language)
