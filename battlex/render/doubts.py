"""The values that check doubts: a mark beside each, and below the table what speaks against it."""

from __future__ import annotations

from collections import defaultdict

from battlex.check import Finding, Severity, check
from battlex.model import Battle, Span
from battlex.render.layout import Line, Lines, beside, cut, joined, said, width_of, wrap
from battlex.render.plain import plain

SIGN = "?"
STYLE = "bold yellow"
MOST = 12
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_QUOTED = 60
_MOST_MARKS = 3


class Doubts:
    """What is doubted of a battle; the first finding's mark is 1. Hints, which a reader may think of as he likes, are left out."""

    def __init__(self, battle: Battle) -> None:
        self.findings = [f for f in check(battle) if f.severity is not Severity.HINT]
        self.spans: dict[Span, list[int]] = defaultdict(list)
        for number, finding in enumerate(self.findings[:MOST], 1):
            for quote in finding.quotes:
                if quote.span is not None and number not in self.spans[quote.span]:
                    self.spans[quote.span].append(number)
        self.fields: dict[str, list[int]] = defaultdict(list)
        for parameter in battle.infobox.parameters.values():
            if parameter.field is not None and parameter.side is None:
                self.fields[parameter.field] += self.spans.get(parameter.span, ())

    def at(self, span: Span | None) -> Line:
        """The mark of a value that stands there, empty where nothing doubts it."""
        return _mark(self.spans.get(span, ())) if span is not None else Line()

    def of(self, field: str) -> Line:
        """The mark of a field of the infobox."""
        return _mark(self.fields.get(field, ()))

    def lines(self, width: int) -> Lines:
        """Every finding behind its mark."""
        if not self.findings:
            return []
        count = len(self.findings)
        lines: Lines = [said("1 value in doubt" if count == 1 else f"{count} values in doubt", "bold")]
        marks = max(width_of(_mark([number])) for number in range(1, min(count, MOST) + 1))
        for number, finding in enumerate(self.findings[:MOST], 1):
            rest = width - 2 - marks - 1
            found = beside([[_mark([number])], wrap(_message(finding), rest)], (marks, rest), " ")
            lines += [said("  ") + line for line in found]
        if count > MOST:
            lines.append(said(f"  and {count - MOST} more", "dim"))
        return lines


def _mark(numbers: list[int] | tuple[int, ...]) -> Line:
    if not numbers:
        return Line()
    raised = "⁺".join(str(number).translate(_RAISED) for number in numbers[:_MOST_MARKS])
    return Line(SIGN + raised, STYLE)


def _message(finding: Finding) -> Line:
    mine = finding.quotes[0]
    against = next((quote for quote in finding.quotes if quote.where != mine.where), None)
    told = [] if against is None else [f"{plain(against.where)}: {cut(plain(against.text), _MOST_QUOTED)}"]
    if against is not None and finding.side is not None:
        told.insert(0, cut(plain(mine.text), _MOST_QUOTED))
    head = said(f"{plain(mine.where) or finding.code}: {plain(finding.message)}")
    return joined([head, said(f"({'; '.join(told)})", "dim")]) if told else head
