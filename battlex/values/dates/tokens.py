"""The flat text of a date → tokens, with what its date templates and the targets of its links say."""

from __future__ import annotations

from battlex.languages import Language
from battlex.markup import ICON, Flat, Mark, flatten
from battlex.values.dates.numeric import MAX_YEAR
from battlex.values.dates.scan import Scanner, Token
from battlex.values.dates.words import vocabulary

MAX_NESTING = 3
MAX_LINKS = 50


def tokens(flat: Flat, language: Language, nesting: int = 0) -> list[Token]:
    """Cut flat text into tokens; date templates and telling link targets are read where they stand."""
    words = vocabulary(language)
    skip_to = 0
    found: list[Token] = []
    scanner = Scanner(flat.text, words)
    inserted: dict[int, list[tuple[int, list[Token]]]] = {}
    for mark in flat.marks:
        listed = bool(mark.name) and words.shape_of(mark.name) is not None
        if (listed or mark.kind in ("date", "unknown", "approx")) and nesting < MAX_NESTING:
            extra = _template(mark, flat.text, language, nesting)
            if extra is not None:
                inserted.setdefault(mark.start, []).append(extra)
    borders = sorted({0, len(flat.text), *inserted})
    for here, there in zip(borders, [*borders[1:], len(flat.text)], strict=True):
        for end, extra_tokens in inserted.get(here, ()):
            if here >= skip_to:
                found.extend(extra_tokens)
                skip_to = max(skip_to, end)
        if there > max(here, skip_to):
            found.extend(scanner.scan(max(here, skip_to), there))
    return _with_targets(found, flat, language, nesting)


def _template(mark: Mark, text: str, language: Language, nesting: int) -> tuple[int, list[Token]] | None:
    """The tokens that a template stands for, and where the text that they replace ends; None where its text says it all."""
    words = vocabulary(language)
    covered = text[mark.start : mark.end].replace(ICON, "").strip()
    if mark.kind == "approx":
        return mark.start, [Token("approx", mark.start, mark.end)]
    shape = words.shape_of(mark.name)
    values = [value for key, value in sorted(mark.args, key=lambda arg: _place(arg[0])) if key.isdecimal()]
    named = _inner(mark.name, mark, language, nesting)
    if shape == ["ignore"]:
        return mark.end, []
    if shape is not None:
        return mark.end, _shaped(values, shape, mark, language, nesting)
    if _numeric(values):
        return mark.end, _telling(named) + _numbers(values, mark, words.order)
    if covered:
        return mark.start, _telling(named)
    if any(values):
        return mark.end, _telling(named) + _inner(" ".join(values), mark, language, nesting)
    return mark.end, [] if any(token.kind == "word" for token in named) else named


def _place(key: str) -> int:
    return int(key) if key.isdecimal() and len(key) < 4 else 0


def _telling(named: list[Token]) -> list[Token]:
    """What a template's name adds to its arguments: an era or style, where the name says nothing else."""
    telling = [token for token in named if token.kind in ("bc", "ad", "approx", "calendar", "old_style", "new_style")]
    return telling if len(telling) == len(named) else []


def _inner(wikitext: str, mark: Mark, language: Language, nesting: int) -> list[Token]:
    return [
        token._replace(start=mark.start, end=mark.end)
        for token in tokens(flatten(wikitext, language), language, nesting + 1)
    ]


def _numeric(values: list[str]) -> bool:
    numbers = [_number_of(value) for value in values[:3] if value]
    return bool(numbers) and None not in numbers and (len(numbers) > 1 or abs(numbers[0] or 0) > 31)


def _number_of(value: str) -> int | None:
    bare = value.lstrip("-−")
    if not bare.isdecimal() or len(bare) > 4:
        return None
    return int(bare) * (-1 if len(bare) < len(value) else 1)


def _numbers(values: list[str], mark: Mark, order: str) -> list[Token]:
    """The parts of a template's numeric arguments: a year is told by its size, else by the usual order."""
    numbers = [_number_of(value) or 0 for value in values[:6]]
    if len(numbers) == 6 and abs(numbers[0]) > 31 and abs(numbers[3]) > 31:
        first, last = _numbers(values[:3], mark, order), _numbers(values[3:6], mark, order)
        return [*first, Token("to", mark.start, mark.end), *last]
    numbers = numbers[:3]
    if abs(numbers[0]) > 31 or len(numbers) == 1 or (values[0].startswith(("0", "-")) and len(values[0]) > 2):
        names = ["year", "month", "day"]
    elif len(numbers) == 2:
        names = ["month", "year"]
    elif numbers[1] > 12 or order == "mdy":
        names = ["month", "day", "year"]
    else:
        names = ["day", "month", "year"]
    return _parts(names, numbers, mark)


def _parts(names: list[str], numbers: list[int], mark: Mark) -> list[Token]:
    found = []
    for name, number in zip(names, numbers, strict=False):
        if number and number <= {"month": 12, "day": 31}.get(name, MAX_YEAR):
            found.append(Token(name, mark.start, mark.end, abs(number)))
            if number < 0:
                found.append(Token("bc", mark.start, mark.end))
    return found


def _shaped(values: list[str], shape: list[str], mark: Mark, language: Language, nesting: int) -> list[Token]:
    """Tokens of arguments whose meaning the language file lists: y m d, new, old (the date in the old style), text, skip."""
    found: list[Token] = []
    old: list[Token] = []
    if any(part in ("y2", "m2", "d2") for part in shape) and len(values) > 3:
        head, tail = values[:3], values[3:6]
        return [
            *_shaped(head, shape[:3], mark, language, nesting),
            Token("to", mark.start, mark.end),
            *_shaped(tail, [p[0] for p in shape[3:6]], mark, language, nesting),
        ]
    for name, value in zip(shape, values, strict=False):
        number = _number_of(value)
        if name in ("y", "m", "d") and number is not None:
            found.extend(_parts([{"y": "year", "m": "month", "d": "day"}[name]], [number], mark))
        elif value and name != "skip":
            (old if name == "old" else found).extend(_inner(value, mark, language, nesting))
            if name.startswith("century"):
                found.append(Token("century_unit", mark.start, mark.end))
            if name.endswith("_bc"):
                found.append(Token("bc", mark.start, mark.end))
    if old:
        found.append(Token("open", mark.start, mark.end))
        found.extend([*old, Token("old_style", mark.start, mark.end), Token("close", mark.start, mark.end)])
    return found


def _with_targets(found: list[Token], flat: Flat, language: Language, nesting: int) -> list[Token]:
    """Add what the target of a link says of the bare number that it shows: its month, or that the year is BC."""
    if nesting:
        return found
    result = found
    links = [mark for mark in flat.marks if mark.kind == "link"]
    for mark in links[:MAX_LINKS]:
        shown = flat.text[mark.start : mark.end].strip()
        if not shown.isdecimal() or shown == mark.value or len(mark.value) > 60:
            continue
        number = int(shown) if len(shown) < 5 else -1
        target = [t for t in _inner(mark.value, mark, language, nesting) if t.kind not in ("word", "dot", "comma")]
        values = [t.value for t in target if t.kind == "number"]
        if number not in values:
            continue
        minus = target[0].kind in ("hyphen", "dash") and len(target) == 2
        months = [t for t in target if t.kind == "month"]
        extra = []
        if minus or (len(values) == 1 and any(t.kind == "bc" for t in target)):
            extra = [Token("bc", mark.end, mark.end)]
        elif len(values) == 1 and len(months) == 1 and len(target) == 2 and number <= 31:
            extra = [months[0]._replace(start=mark.end, end=mark.end, digits=-1)]
        if extra:
            at = next((n for n, t in enumerate(result) if t.start >= mark.start and t.kind == "number"), None)
            if at is not None:
                result = [*result[: at + 1], *extra, *result[at + 1 :]]
    return result
