"""How a battle ended: a result value → outcome and winning side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Outcome, Result
from battlex.pattern import pattern
from battlex.record import Record, record
from battlex.values.allegiance import Allegiance, Evidence
from battlex.values.phrases import Hit, Word, find, words

MAX_CLAUSES = 60
"""Clauses of a result beyond this many are consequences."""

MAX_CLAUSE = 600
"""Characters of a clause that are looked at: what is longer is no statement of a result."""

_CLAUSES = pattern(r"[;!?,:•→，。；：、،؛]|(?<=\w\w\w)\.(?=\s|$)|(?<=\w[»”\"])\.(?=\s|$)|\s[–—-]\s|—")
_BRACKETS = pattern(r"[(（\[][^()（）\[\]]{0,200}[)）\]]")


@record
class Statement(Record):
    """What one clause says: somebody won (``side`` 0 where it is not told who), nobody did, or both claim to have."""

    outcome: Outcome
    side: int = 0
    sure: bool = True


def read_result(flat: Flat, combatants: Sequence[Sequence[str]], language: Language) -> Result:
    """The outcome that a result value states, and who won.

    ``combatants[i]`` are the names of side i + 1: of its belligerents, their links, flags and groups, perhaps of its
    commanders. A result without a word of victory, defeat or draw is ``other``. Never raises for any text.
    """
    reader = _Reader(combatants, language)
    outcome, winner = reader.read(flat)
    return Result(flat.clean(), outcome, winner, flat.links())


class _Reader:
    def __init__(self, combatants: Sequence[Sequence[str]], language: Language) -> None:
        self.language = language
        self.lexicon = language.lexicon("results")
        self.people = language.lexicon("people")
        self.sides = Allegiance(combatants, language)

    def read(self, flat: Flat) -> tuple[Outcome, tuple[int, ...]]:
        items = {mark.start for mark in flat.marks if mark.kind == "item"}
        head: list[str] = []
        consequences: list[str] = []
        for start, end in flat.lines():
            (consequences if start in items else head).append(flat.text[start:end])
        verdict = _verdict([s for line in head[:MAX_CLAUSES] for s in self._line(line)])
        for line in consequences[:MAX_CLAUSES]:
            if verdict is not None:
                break
            verdict = _verdict(list(self._line(line)))
        return verdict or (Outcome.OTHER, ())

    def _line(self, line: str) -> Iterator[Statement]:
        before: list[Evidence] = []
        for clause in _CLAUSES.split(line)[:MAX_CLAUSES]:
            for part in self._halves(clause[:MAX_CLAUSE]):
                statement, evidence = self._clause(part, before)
                if statement is not None:
                    yield statement
                before = evidence if statement is None else []

    def _halves(self, clause: str) -> Iterator[str]:
        """A clause cut at an "and" with a statement on either side."""
        sequence = words(clause, self.language)
        statements = self._statements(clause, sequence)
        if len(statements) > 1:
            for joint in find(clause, sequence, self.people, "people", self.language, "and"):
                if statements[0].last <= joint.first and joint.last <= statements[-1].first:
                    yield clause[: sequence[joint.first].start]
                    yield from self._halves(clause[sequence[joint.last - 1].end :])
                    return
        yield clause

    def _statements(self, text: str, sequence: Sequence[Word], *keys: str) -> list[Hit]:
        chosen = keys or ("victory", "defeat", "inconclusive")
        return find(text, sequence, self.lexicon, "results", self.language, *chosen)

    def _clause(self, clause: str, before: list[Evidence]) -> tuple[Statement | None, list[Evidence]]:
        bracketed = [match.span() for match in _BRACKETS.finditer(clause)]
        sequence = words(clause, self.language)
        hits = find(clause, sequence, self.lexicon, "results", self.language)
        outside = [h for h in hits if not _inside(sequence[h.first].start, bracketed)]
        keys = {h.sense.key for h in outside} or {h.sense.key for h in hits}
        evidence = [
            e if not _inside(sequence[e.first].start, bracketed) else e._replace(weight=e.weight / 2)
            for e in self.sides.evidence(clause, sequence)
        ]
        if not keys & {"victory", "defeat", "inconclusive", "failure"}:
            return None, evidence
        if "both" in keys and keys & {"victory", "defeat"}:
            return Statement(Outcome.INCONCLUSIVE), []
        if "not" in keys:
            return (Statement(Outcome.INCONCLUSIVE) if "victory" in keys else None), []
        if "victory" in keys:
            return self._victory(hits, evidence or before, at_hand=bool(evidence)), []
        if "defeat" in keys or "failure" in keys:
            side = self._beaten(hits, evidence, sequence)
            if side or "defeat" in keys:
                return Statement(Outcome.VICTORY, side), []
            return None, evidence
        return Statement(Outcome.INCONCLUSIVE), []

    def _victory(self, hits: list[Hit], evidence: list[Evidence], at_hand: bool) -> Statement:
        word = next(h for h in hits if h.sense.key == "victory")
        roles: dict[str, dict[int, tuple[float, int]]] = {"winner": {}, "loser": {}, "place": {}}
        switches = [h for h in hits if h.sense.key in ("over", "by", "at", "before")] if at_hand else []
        for item in evidence:
            role = _role(item, switches, word)
            weight, distance = roles[role].get(item.side, (0.0, 9999))
            near = min(distance, abs(item.first - word.first))
            roles[role][item.side] = (weight + item.weight, near)
        for h in hits:
            if h.sense.key == "bloc" and not roles["winner"] and (side := self.sides.largest()):
                return Statement(Outcome.VICTORY, side)
        if roles["winner"]:
            return Statement(Outcome.VICTORY, _leader(roles["winner"]))
        if roles["loser"] and (side := self._other(_leader(roles["loser"]))):
            return Statement(Outcome.VICTORY, side)
        return Statement(Outcome.VICTORY, _leader(roles["place"]) if roles["place"] else 0)

    def _beaten(self, hits: list[Hit], evidence: list[Evidence], sequence: Sequence[Word]) -> int:
        """Who won where the clause speaks of a defeat: not the beaten, or whom they were beaten by or surrendered to."""
        word = next(h for h in hits if h.sense.key in ("defeat", "failure"))
        to = tuple(self.language.words("results", "to"))
        for e in evidence if to else ():
            marked = any(h.sense.key == "to" and h.first == e.last for h in hits)
            if e.first < word.first and (marked or sequence[e.last - 1].norm.endswith(to)):
                return e.side
        agents = [
            h
            for h in hits
            if (h.sense.key == "by" and h.first > word.first)
            or (h.sense.key in ("before", "over") and h.first == word.last)
        ]
        if agents:
            winners = [e for e in evidence if e.first >= agents[0].last]
            if winners:
                return winners[0].side
        places = [h for h in hits if h.sense.key in ("at", "before")]
        near = [e for e in evidence if not any(h.last <= e.first for h in places)] or list(evidence)
        ahead = [e.side for e in near if e.first < word.first]
        behind = [e.side for e in near if e.first >= word.last]
        if ahead and behind and ahead[-1] != behind[0]:
            return ahead[-1]
        losers = behind or ahead
        return self._other(losers[0]) if losers else 0

    def _other(self, side: int) -> int:
        """The other side of two; 0 where there are more."""
        return 3 - side if self.sides.count == 2 and side in (1, 2) else 0


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _role(item: Evidence, switches: list[Hit], word: Hit) -> str:
    """What a party is in a clause of victory, by the last word of direction before it."""
    role = "winner"
    for switch in switches:
        if switch.last <= item.first and not (switch.first < word.first < item.first):
            role = {"over": "loser", "by": "winner"}.get(switch.sense.key, "place")
    return role


def _leader(sides: dict[int, tuple[float, int]]) -> int:
    """The side with most weight; of equals the one named nearest to the word of victory."""
    return max(sides, key=lambda side: (sides[side][0], -sides[side][1]))


def _verdict(statements: list[Statement]) -> tuple[Outcome, tuple[int, ...]] | None:
    """What several statements amount to: a victory beats a draw, victories of different sides make one."""
    if not statements:
        return None
    victories = [s for s in statements if s.outcome is Outcome.VICTORY]
    if not victories:
        return Outcome.INCONCLUSIVE, ()
    winners = {s.side for s in victories if s.side}
    if len(winners) > 1:
        return Outcome.INCONCLUSIVE, ()
    return Outcome.VICTORY, tuple(winners)
