"""Parts of a date → statements: dates as far as the source spells them out, and how they are joined."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.record import Fields, struct
from battlex.values.dates.numeric import DATED
from battlex.values.dates.parts import JOINTS
from battlex.values.dates.scan import Token
from battlex.values.dates.stated import Link, Stated

MAX_BRACKETS = 4
_SOFT = frozenset(("comma", "line"))


@struct
class _Bracket(Fields):
    chain: list[Link]
    marks: list[Token]
    words: int


class _Parser:
    def __init__(self, parts: Sequence[Token]) -> None:
        self.parts = parts
        self.at = 0

    def kind(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.parts[place].kind if 0 <= place < len(self.parts) else ""

    def chain(self, depth: int) -> _Bracket:
        return _Chain(self, depth).run()


class _Chain:
    """Reads one level of brackets."""

    def __init__(self, parser: _Parser, depth: int) -> None:
        self.parser = parser
        self.depth = depth
        self.links: list[Link] = []
        self.open: Stated | None = None
        self.joint = ""
        self.mark = 0
        self.words = 0
        self.total_words = 0
        self.labelled = False
        self.era_next = ""
        self.pending: set[str] = set()
        self.marks: list[Token] = []
        self.between = False
        self.next_mark: Token | None = None

    def run(self) -> _Bracket:
        parser = self.parser
        while parser.at < len(parser.parts):
            token = parser.parts[parser.at]
            if token.kind == "close":
                parser.at += 1
                if self.depth:
                    break
                continue
            if token.kind == "open":
                parser.at += 1
                if self.depth < MAX_BRACKETS:
                    self.bracket(parser.chain(self.depth + 1), token)
                continue
            self.step(token)
            parser.at += 1
        if self.joint == "to" and self.links and not self.open and self.depth == 0:
            self.links.append(
                Link("to", Stated(self.links[-1].date.end, self.links[-1].date.end, bound="open"), self.mark)
            )
        if self.era_next and not self.links:
            self.marks.append(Token(self.era_next, 0, 0))
        links = [link for link in self.links if not link.date.empty or link.date.bound == "open"]
        if links:
            links[0].joint = links[0].joint if links[0].joint == "to" else ""
        return _Bracket(links, self.marks, self.total_words)

    # parts

    def step(self, token: Token) -> None:
        kind = token.kind
        if kind in DATED or kind == "present":
            self.dated(token)
        elif kind in JOINTS:
            self.join("to" if kind == "and" and self.between else kind, token)
        elif kind in ("bc", "ad"):
            self.mark_last(token)
        elif kind in ("bc_next", "ad_next"):
            self.era_next = kind[:2]
        elif kind == "approx":
            self.doubt("approx")
        elif kind == "uncertain":
            self.doubt("uncertain")
        elif kind in ("old_style", "new_style", "calendar"):
            self.mark_last(token)
        elif kind in ("before", "after", "since", "until"):
            self.close()
            self.pending.add(kind)
        elif kind == "between":
            if self.links and self.links[-1].joint == "and" and self.parser.kind(1) not in DATED:
                self.links[-1].joint = "to"
            else:
                self.between = True
        elif kind == "label":
            self.labelled, self.words = True, 0
        elif kind == "word":
            self.words += 1
            self.total_words += 1
            self.pending -= {"before", "after", "since"}

    def last(self) -> Stated | None:
        return self.open or (self.links[-1].date if self.links else None)

    def mark_last(self, token: Token) -> None:
        date = self.last()
        if self.open is None and (self.joint or not self.links) and self.parser.kind(1) in DATED:
            self.next_mark = token
            return
        self.marks.append(token)
        if date is None or (self.joint and self.joint not in _SOFT):
            return
        self.mark_date(date, token)
        date.end = max(date.end, token.end)

    @staticmethod
    def mark_date(date: Stated, token: Token) -> None:
        if token.kind in ("bc", "ad"):
            date.era = date.era or token.kind
        elif token.kind == "calendar":
            date.calendar = token.name
        else:
            date.style = token.kind[:3]

    def doubt(self, name: str) -> None:
        """A mark of doubt belongs to the date that follows it, else to the one before."""
        following = self.parser.kind(1)
        behind = following not in DATED | {"bc_next", "ad_next", "approx", "from", "since", "word", "year_unit"}
        if name == "uncertain" or behind:
            date = self.last()
            if date is not None and (self.open or not self.joint):
                setattr(date, name, True)
                return
            if not self.links and not behind:
                self.pending.add(name)
            self.marks.append(self.parser.parts[self.parser.at])
        else:
            self.pending.add(name)

    def join(self, kind: str, token: Token) -> None:
        if kind == "to" and not self.links and self.open is None:
            return
        self.close()
        strength = {"": 0, "comma": 1, "line": 2, "semicolon": 3, "and": 4, "or": 5, "slash": 6, "to": 7}
        if strength[kind] > strength[self.joint]:
            self.joint, self.mark = kind, token.value
        if kind in ("comma", "line", "semicolon"):
            self.words, self.labelled = 0, False
        if kind == "to":
            self.between = False

    def close(self) -> None:
        self.open = None

    def begin(self, token: Token) -> Stated:
        date = Stated(token.start, token.end)
        for name in self.pending:
            if name in ("approx", "uncertain"):
                setattr(date, name, True)
            else:
                date.bound = name
        self.pending.clear()
        joint = self.joint or ("and" if self.links else "")
        if date.bound == "until" and self.links:
            joint, date.bound = "to", ""
        if token.kind == "present" and self.links:
            joint = "to"
        self.links.append(Link(joint, date, self.mark, self.words, self.labelled))
        self.joint, self.mark, self.words, self.labelled = "", 0, 0, False
        self.open = date
        if self.next_mark is not None:
            self.mark_date(date, self.next_mark)
            self.next_mark = None
        return date

    def dated(self, token: Token) -> None:
        if token.kind == "present" and self.words and self.joint in ("comma", "semicolon", "line"):
            return
        if self.open is None and self.joint in _SOFT and self.links and not self.pending and self._resumes(token):
            self.open, self.joint = self.links[-1].date, ""
        if self.open is None and self.joint == "slash" and self.links and self._same_month(self.links[-1].date, token):
            self.open, self.joint = self.links[-1].date, ""
            return
        date = self.open
        if date is None or not self._fits(date, token):
            date = self.begin(token)
        self._put(date, token)
        date.end = max(date.end, token.end)

    def _resumes(self, token: Token) -> bool:
        """Whether a comma or new line stood within a date: "July 6, 1950"; "5 July⏎1943"."""
        date = self.links[-1].date
        if date.others and self.joint == "line":
            return False
        if token.kind == "year":
            following = self.parser.kind(1)
            return (
                date.year is None
                and not date.coarse
                and (following not in ("month", "num", "day") or "day" not in date.order)
            )
        if token.kind == "month":
            return date.order == ["small"] and date.month is None
        if token.kind in ("num", "day"):
            return date.order == ["month"] and self.joint == "comma" and self.parser.kind(1) != "month"
        return False

    @staticmethod
    def _fits(date: Stated, token: Token) -> bool:
        kind = token.kind
        if date.coarse or date.present:
            return False
        if kind == "month":
            return date.month is None and date.season is None
        if kind in ("num", "day"):
            return date.day is None and date.small is None and not (kind == "num" and date.season)
        if kind in ("century", "decade"):
            return date.year is None and date.month is None
        if kind == "present":
            return False
        return getattr(date, kind) is None

    @staticmethod
    def _same_month(date: Stated, token: Token) -> bool:
        """Whether a slash only gives the month's other name."""
        return token.kind == "month" and token.value == date.month and not token.name and date.year is None

    def _put(self, date: Stated, token: Token) -> None:
        kind = token.kind
        if kind == "present":
            date.present = True
        elif kind == "num":
            if date.month is not None:
                date.day = token.value
                kind = "day"
            else:
                date.small = token.value
                kind = "small"
        elif kind == "month":
            date.month = token.value
            date.calendar = date.calendar or token.name
            if date.small is not None and date.small <= 31:
                date.day, date.small = date.small, None
        else:
            setattr(date, kind, token.value)
            if kind == "year":
                date.lunar = date.lunar or token.name == "lunar"
                date.era_year = token.name in ("lunar", "era")
                date.reign = token.name == "reign"
        if kind in ("year", "century", "decade") and self.era_next:
            date.era, date.era_first, self.era_next = self.era_next, True, ""
        date.order.append(kind)

    # brackets

    def bracket(self, bracket: _Bracket, token: Token) -> None:
        date = self.last()
        if bracket.words and not any(mark.kind in ("old_style", "new_style", "calendar") for mark in bracket.marks):
            return
        if bracket.chain:
            if date is not None and len(bracket.chain) == 1 and bracket.chain[0].date.present:
                self.links.append(Link("to", bracket.chain[0].date))
            elif date is None:
                self._unwrap(bracket)
            else:
                date.others.append((len(date.order), bracket.chain))
        elif date is not None:
            for mark in bracket.marks:
                self._qualify(date, mark)

    def _unwrap(self, bracket: _Bracket) -> None:
        """A bracket that opens the value holds the date itself."""
        self.links.extend(bracket.chain)

    def _qualify(self, date: Stated, mark: Token) -> None:
        """A style in brackets serves the whole range before it."""
        if mark.kind in ("approx", "uncertain"):
            setattr(date, mark.kind, True)
            return
        if mark.kind in ("bc", "ad"):
            date.era = date.era or mark.kind
            return
        for link in reversed(self.links):
            if mark.kind == "calendar":
                link.date.calendar = link.date.calendar or mark.name
            else:
                link.date.style = link.date.style or mark.kind[:3]
            if link.joint not in ("to", "slash"):
                break


def statements(parts: Sequence[Token]) -> list[Link]:
    """The dates that the parts spell out, in the order of the text."""
    parser = _Parser(parts)
    return parser.chain(0).chain
