"""How a value is laid out: lines, brackets, segments between separators, labels before a colon."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from battlex.markup import Flat
from battlex.record import field, struct
from battlex.values.figures.quantity import DASHES, Node, Quantity
from battlex.values.figures.token import Token

OPENERS = {"(": ")", "（": "）", "[": "]", "［": "］", "〔": "〕", "【": "】"}
STRONG = ";；؛。"
_COMMAS = ",，،、"
WEAK = _COMMAS + "•·⋅|+"
_MAX_DEPTH = 8
_ROMAN = "ivx"


@struct
class Bracket:
    """What stands between an opening and a closing bracket."""

    nodes: list[Part]
    start: int
    end: int
    kind: str = "bracket"


Part = Node | Bracket


@struct
class Line:
    """A line of the value: its parts, and whether it is wholly bold or opens in bold letters, how deep in a list it stands."""

    parts: list[Part]
    bold: bool = False
    opens_bold: bool = False
    item: int = 0


@struct
class Segment:
    """The parts between two separators of a line; ``closer`` is the separator behind it ("" at the end of a line)."""

    parts: list[Part] = field(default_factory=list)
    closer: str = ""

    def quantities(self) -> list[Quantity]:
        """The quantities that count something, outside brackets."""
        return [part for part in self.parts if isinstance(part, Quantity) and not part.name]


def lines(nodes: Sequence[Node], flat: Flat) -> list[Line]:
    """Group nodes into lines with their brackets; a line that opens with a bracket goes on with the line before."""
    parts = _bracketed(nodes)
    layout = _Layout(flat)
    found: list[Line] = []
    current: list[Part] = []
    for part in [*parts, Token("break", len(flat.text), len(flat.text))]:
        if isinstance(part, Token) and part.kind == "break":
            if current:
                found.append(layout.line(current))
            current = []
        else:
            current.append(part)
    if sum(map(_leads, found)) > 1 and _leads(found[0]):
        # "(Danes) 300 killed" over "(Swedes) 500": each bracket is a label.
        for line in filter(_leads, found):
            line.parts.insert(1, Token(":", line.parts[0].end - 1, line.parts[0].end))
    joined: list[Line] = []
    for line in found:
        if joined and _goes_on(line) and _counts(joined[-1].parts):
            joined[-1].parts.extend(line.parts)
        else:
            joined.append(line)
    return joined


def _goes_on(line: Line) -> bool:
    """Whether a line opens with a bracket that tells more of the line before, and is no label ("(France):")."""
    behind = line.parts[1] if len(line.parts) > 1 else None
    labels = isinstance(behind, Token) and behind.kind in (":", "：")
    return isinstance(line.parts[0], Bracket) and not line.item and not labels


def _leads(line: Line) -> bool:
    """Whether a line opens with a bracket without a number, and a number right behind it."""
    first, behind = line.parts[0], line.parts[1] if len(line.parts) > 1 else None
    if not isinstance(first, Bracket) or not isinstance(behind, Quantity) or behind.name or _counts(first.nodes):
        return False
    # "(about) 300"
    return not all(isinstance(node, Token) and node.senses.keys() & {"quantifiers", "after"} for node in first.nodes)


def _counts(parts: Sequence[Part]) -> bool:
    return any(isinstance(part, Quantity) and not part.name for part in parts)


class _Layout:
    """What the marks of a value say of its lines, looked up by place."""

    def __init__(self, flat: Flat) -> None:
        self.text = flat.text
        self.items = [mark.start for mark in flat.marks if mark.kind == "item"]
        bold = [mark for mark in flat.marks if mark.kind == "bold"]
        self.bold_starts = [mark.start for mark in bold]
        self.bold_ends = list(accumulate((mark.end for mark in bold), max))

    def line(self, parts: list[Part]) -> Line:
        """A line of these parts."""
        start, end = parts[0].start, parts[-1].end
        opened = bisect_right(self.bold_starts, start)
        bold_to = self.bold_ends[opened - 1] if opened else -1
        marked = bisect_right(self.items, start)
        item = 0
        while item < marked and not self.text[self.items[marked - 1 - item] : start].strip(" \u00a0"):
            item += 1
        return Line(parts, bold_to >= end - 1, bold_to > start, item)


def _bracketed(nodes: Sequence[Node]) -> list[Part]:
    """Put what stands between matching brackets into Bracket nodes; a bracket without its partner is passed over."""
    stack: list[tuple[str, int, list[Part]]] = [("", 0, [])]
    for node in nodes:
        if isinstance(node, Token) and node.kind in OPENERS and len(stack) < _MAX_DEPTH:
            stack.append((OPENERS[node.kind], node.start, []))
        elif isinstance(node, Token) and len(stack) > 1 and node.kind == stack[-1][0]:
            _, start, inner = stack.pop()
            stack[-1][2].append(Bracket(inner, start, node.end))
        else:
            stack[-1][2].append(node)
    while len(stack) > 1:
        _, _, inner = stack.pop()
        stack[-1][2].extend(inner)
    return stack[0][2]


def segments(parts: Sequence[Part]) -> Iterator[Segment]:
    """Cut a line (or what is in a bracket) at its separators."""
    current = Segment()
    labelled = counted = False
    for at, part in enumerate(parts):
        if counted and _is_comma(part) and _lists_qualities(parts, at):
            continue
        if isinstance(part, Token) and (part.kind in STRONG or part.kind in WEAK or part.kind == "break"):
            current.closer = ";" if part.kind in STRONG or part.kind == "break" else ","
            yield current
            current, counted = Segment(), False
        elif isinstance(part, Token) and part.kind == "." and _ends_sentence(parts, at):
            current.closer = "."
            yield current
            current, counted = Segment(), False
        else:
            if _is_colon(part) and not counted:
                labelled = True
            elif _is_colon(part) and labelled and (label := _last_label(current.parts)) < len(current.parts):
                yield Segment(current.parts[:label], ";")
                current, counted = Segment(current.parts[label:]), False
            counted = counted or (isinstance(part, Quantity) and not part.name)
            current.parts.append(part)
    yield current


def behind_plus(segment: Segment, flat: Flat) -> bool:
    """ "4,000 in the line + 1,500 in reserve": whether a sign of addition stands before a segment."""
    start = segment.parts[0].start
    before = flat.text[max(start - 4, 0) : start].rstrip(" \u00a0")
    # "20,000+" is a limit.
    return before.endswith("+") and not before[-2:-1].isdigit()


def _lists_qualities(parts: Sequence[Part], comma: int) -> bool:
    """Whether a comma stands among words that tell of what kind the counted things are ("14 Dutch, American and British cruisers")."""
    begin = comma
    while begin > max(comma - _MOST_QUALITIES, 0) and (_qualifies(parts[begin - 1]) or _is_comma(parts[begin - 1])):
        begin -= 1
    number = parts[begin - 1] if begin else None
    if begin == comma or not isinstance(number, Quantity) or number.name:
        return False
    joined = 0
    for at in range(comma + 1, min(comma + _MOST_QUALITIES, len(parts))):
        part = parts[at]
        if isinstance(part, Token) and part.has("quantifiers", "and", "or") and not joined:
            joined = at
        elif joined and isinstance(part, Token) and part.key("nouns"):
            # "and light tanks" may be known as one noun.
            return at > joined + 1 or " " in part.norm
        elif not _qualifies(part) and (joined or not _is_comma(part)):
            return False
    return False


def _qualifies(part: Part) -> bool:
    """Whether a word says nothing of figures, but perhaps a size ("light cruisers")."""
    return isinstance(part, Token) and part.kind == "word" and part.senses.keys() <= {"levels"}


def _is_comma(part: Part) -> bool:
    return isinstance(part, Token) and part.kind in _COMMAS


_MOST_QUALITIES = 12
"""So many words and commas may stand between a comma and what is counted before it."""


def _last_label(parts: Sequence[Part]) -> int:
    """Where, before a colon, the label begins that stands behind what another one counts ("Killed: 12 wounded: 35").

    It is words of fate, a noun, or a name of unknown words.
    """
    begin = len(parts)
    kind = _tells(parts[-1])
    while begin and isinstance(parts[begin - 1], Token) and _tells(parts[begin - 1]) == kind:
        begin -= 1
        if kind == "nouns":
            break
    return begin


def _tells(part: Part) -> str:
    if not isinstance(part, Token) or _is_colon(part):
        return "other"
    return next((name for name in ("fates", "nouns") if part.key(name)), "")


def _ends_sentence(parts: Sequence[Part], at: int) -> bool:
    before, following = parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None
    short = (
        isinstance(before, Token) and before.kind == "word" and (len(before.norm) == 1 or not before.norm.strip(_ROMAN))
    )
    if short and following is not None:
        # "5 U.S. Navy teams", "III. Korps"
        return False
    if isinstance(before, Quantity) and before.name == "ordinal":
        # "1. Armee"
        return False
    if following is None or not isinstance(following, Token):
        return following is None or isinstance(following, Quantity)
    return not following.glued


def label_of(segment: Segment) -> tuple[list[Part], list[Part]] | None:
    """(label, rest) of a segment with a colon whose left side counts nothing; None where there is no label.

    Behind a statement of size a dash does as well ("heavy – some 4,000 dead").
    """
    for at, part in enumerate(segment.parts):
        if not isinstance(part, Token):
            continue
        dashed = at > 0 and part.kind in DASHES and not part.glued and all(map(_states_size, segment.parts[:at]))
        if part.kind in (":", "：") or dashed:
            left, right = segment.parts[:at], segment.parts[at + 1 :]
            if len(left) == 1 and isinstance(left[0], Bracket) and left[0].nodes:
                # "(Danish sources): 300"
                left = left[0].nodes
            return None if _counts(left) else (left, right)
    return None


def counted_label(segment: Segment) -> tuple[list[Part], list[Part]] | None:
    """(whole, parts) of a segment with a colon between two that count; else None."""
    for at, part in enumerate(segment.parts):
        if isinstance(part, Token) and part.kind in (":", "："):
            left, right = segment.parts[:at], segment.parts[at + 1 :]
            return (left, right) if _counts(left) and _counts(right) else None
    return None


def _states_size(part: Part) -> bool:
    return isinstance(part, Token) and "levels" in part.senses


def text_of(parts: Sequence[Part], flat: Flat) -> str:
    """What parts say, without the marks around them."""
    if parts and isinstance(parts[0], Bracket) and all(_is_colon(part) for part in parts[1:]):
        parts = parts[0].nodes
    if len(parts) > 1 and _is_colon(parts[-2]) and isinstance(parts[-1], Token) and parts[-1].kind == ".":
        # "Commonwealth:<ref>…</ref>."
        parts = parts[:-1]
    return flat.clean(parts[0].start, parts[-1].end).strip(" :：—–-") if parts else ""


def _is_colon(part: Part) -> bool:
    return isinstance(part, Token) and part.kind in (":", "：")
