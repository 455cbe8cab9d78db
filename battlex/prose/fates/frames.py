"""What does the frame of a clause hold, from its verb or auxiliary to the word that closes it: "hatten 300 Mann und das Lager verloren"?"""

from __future__ import annotations

from battlex.model import Fate
from battlex.prose.counted import Counted
from battlex.prose.sentence import Question
from battlex.prose.words import COMMAS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES, fates_of
from battlex.values.figures.token import Token

_FAR = 24
"""So many tokens of one clause may stand between its auxiliary and the phrase."""

_VERBS = frozenset({"auxiliary", "perfect", "say", "strength", "suffer", "inflict", "those"})
"""Words behind which a phrase may be the subject of another verb."""

_MOST_UNCOUNTED = 6
"""So many tokens may stand between a phrase and the fate."""


class Frames(Question):
    """Finds the words that close what a verb or an auxiliary has opened."""

    def uncounted_ahead(self, joint: int, stop: int) -> int:
        """ "6 fırkateyni ve çok sayıda küçük gemisi yakıldı": the fate behind a last member that no number counts, else 0."""
        framing = self.words.noun_capitals and self.framed(joint)
        if not (self.words.verb_last or framing) or self.words.characters or is_mark(self.nodes[joint], COMMAS):
            return 0
        named = False
        for at in range(joint + 1, min(joint + _MOST_UNCOUNTED, stop)):
            node = self.nodes[at]
            if not isinstance(node, Token) or node.kind != "word":
                return 0
            if is_fate(node):
                ends = not framing or at + 1 == len(self.nodes) or is_mark(self.nodes[at + 1], ",.;")
                return at if named and ends and self.words.key(node) != "inflict" else 0
            named = named or is_noun(node) or (framing and self.flat.text[node.start].isupper())
        return 0

    def framed(self, place: int) -> bool:
        """ "hatten 300 Mann und das Lager verloren": whether an auxiliary of having before a place waits for its participle."""
        if not self.words.noun_capitals or "perfect" not in self.sentence.listed:
            return False
        for at in range(place - 1, max(-1, place - _FAR), -1):
            if self.keys[at] == "perfect":
                return True
            node = self.nodes[at]
            if is_mark(node, ";:.") or (is_fate(node) and not is_noun(node)):
                return False
        return False

    def may_be_of_both(self, item: Counted, after: Counted) -> bool:
        """Whether the fate behind two phrases can be that of both, where one of them counts people and the other things."""
        if (item.kind in PEOPLE) == (after.kind in PEOPLE):
            return True
        closing = self.words.characters or self.words.verb_last or after.passive or self.framed(item.at)
        # "300 Mann und 20 Geschütze fielen in die Hände der Sieger"
        fate = self.token(after.tail_end - 1) if after.tail_end else None
        closing = closing or (fate is not None and " " in fate.norm)
        return closing and after.fates <= {Fate.CAPTURED, Fate.LOST}

    def leads_subject(self, auxiliary: int) -> bool:
        """ "durch 300 Mann wurde die Batterie genommen": whether a noun with its article is the subject behind an auxiliary."""
        noun = self.token(auxiliary + 2)
        if not self.words.noun_capitals or self.key_at(auxiliary + 1) != "determiner" or noun is None:
            return False
        return self.flat.text[noun.start].isupper() and not noun.has("structure", "measure")

    def fronted(self, verb: int, item: Counted) -> bool:
        """ "Von 900 Mann verlor er 260": whether a phrase behind a preposition opens its sentence before the verb, no subject."""
        opening, said = self.token(0), self.token(verb)
        if not self.words.noun_capitals or verb != item.last or opening is None or said is None:
            return False
        if not opening.has("structure", "preposition") or " " in said.norm or self.flat.text[said.start].isupper():
            return False
        after = self.node(verb + 1)
        # "dürften 300 Mann gefallen sein"
        clustered = self.key_at(verb + 1) in ("auxiliary", "perfect") or is_mark(self.node(verb + 2), ",.;")
        clustered = clustered or self.keys[0] == "determiner"
        ends = after is None or is_mark(after, ",.;") or is_joint(after) or clustered
        return (
            not ends and not any(map(is_fate, self.nodes[: item.first])) and _VERBS.isdisjoint(self.keys[: item.first])
        )

    def either(self, item: Counted) -> set[Fate]:
        """ "fielen 300 Mann oder wurden verwundet": the fate before a phrase where a word for or ties another to it."""
        tied = item.tail_end > item.last + 1 and has(self.node(item.last), "quantifiers", "or")
        return item.carry if tied and item.fates and Fate.LOST not in item.carry else set()

    def deaths(self, place: int) -> set[Fate]:
        """ "300 Menschen kostete der Angriff das Leben", "verloren dabei ihr Leben": the fate that closes a clause of losses."""
        for at in range(place, min(place + _MOST_UNCOUNTED, len(self.nodes))):
            node = self.nodes[at]
            if not isinstance(node, Token) or (node.kind != "word") or not self.words.noun_capitals:
                break
            if is_fate(node):
                return {Fate.KILLED} if node.has("fates", Fate.KILLED) and " " in node.norm else set()
        return set()

    def detailed(self, comma: int, item: Counted) -> int:
        """ "perdit 300 hommes, tous noyés": the fate behind a comma that tells how those were lost, 0 for none."""
        verb = self.token(self.back_over(item.first - 1, "determiner", "of"))
        if not self.words.active or verb is None or not is_fate(verb) or fates_of(verb) - {Fate.LOST}:
            return 0
        at = last = comma + 1 + has(self.node(comma + 1), "levels", "all")
        while self.fate_at(last) and self.fate_at(last + 2) and is_joint(self.nodes[last + 1]):
            last += 2
        fate, after = self.token(last), self.node(last + 1)
        if item.kind not in PEOPLE or fate is None or self.key_at(at) == "singular":
            return 0
        told = fates_of(fate) if is_fate(fate) else set()
        ends = (
            after is None
            or (isinstance(after, Token) and after.kind != "word")
            or has(after, "structure", "preposition")
        )
        return at if told and told <= PEOPLE_FATES and ends else 0
