"""Does a fate behind a phrase belong to its deed: "lost 400 killed", "suffered heavy casualties", "captured many guns"?

Asked where verbs stand behind their subjects and adjectives before their nouns, with articles.
"""

from __future__ import annotations

from battlex.model import Fate
from battlex.prose.counted import FALLEN, Counted
from battlex.prose.sentence import Question, Sentence
from battlex.prose.words import has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_LOSABLE = FALLEN | {Fate.CAPTURED}
"""What becomes of people alone, so that things which lose them are not lost."""

_FAR = 9
"""So many tokens may a participle with its object take up."""

_PERSONS = frozenset({Fate.CAPTURED, Fate.DESERTED, Fate.DISPLACED})
"""Fates by which people are called whom others guard, carry or look for."""

_OBJECTS = frozenset({"place", "settlement", "munition", "person"})


class Deeds(Question):
    """Tells the objects of what those counted did from what became of them."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.asked = self.words.determiners and self.words.head_last

    def open_clause(self, place: int) -> bool:
        """ "eight guns, while the Swedes lost 40": whether a word leads to what is told of others."""
        key = self.keys[place]
        if key == "particle":
            return self.words.head_last and self.key_at(place + 1) == "determiner"
        whom, told = self.token(place - 2), self.token(place - 1)
        if key == "agent" and self.words.genitive and whom is not None and told is not None:
            if is_noun(whom) or self.flat.text[whom.start].isupper():
                # "300 żołnierzy brygady dowodzonej przez Nowaka"
                return told.kind != "word" or bool(told.senses)
        return key in ("hypothetical", "clause") or (key == "agent" and not self.fate_at(place + 1))

    def loses_men(self, verb: Token, item: Counted, number: int) -> bool:
        """ "a force of 5,000 men lost 400 killed": whether a verb of losing has people for its object, with their own fate."""
        if not verb.has("fates", Fate.LOST) or not self.words.determiners:
            return False
        if item.kind in PEOPLE:
            return True
        fate = next((node for node in self.nodes[number + 1 : number + 4] if is_fate(node)), None)
        return isinstance(fate, Token) and bool(fates_of(fate) & _LOSABLE)

    def has_vague_object(self, place: int) -> bool:
        """ "captured several guns", "captured him", "captured nearby villages": whether an object that nothing counts follows."""
        after, noun = self.token(place + 1), self.token(place + 2)
        if not self.asked or after is None:
            return False
        if self.words.key(after) in ("pronoun", "share"):
            return True
        if noun is None or noun.kind != "word" or noun.has("structure", "preposition"):
            return False
        vague = after.has("numbers", "several") or "levels" in after.senses
        plain = not after.senses and not self.words.key(after)
        return vague or (plain and ((is_noun(noun) and not is_fate(noun)) or self.words.key(noun) in _OBJECTS))

    def is_percentage(self, place: int) -> bool:
        """ "lost 41 percent of its strength": whether a number is the share of something."""
        node, mark = self.node(place), self.token(place + 1)
        measured = isinstance(node, Quantity) and node.name == "measure" and mark is not None
        return self.asked and measured and self.key_at(place + 2) == "of"

    def is_others(self, place: int, item: Counted, passive: bool, prepositional: bool) -> bool:
        """Whether a fate behind a phrase is none of it: losses without a number, or what describes something else."""
        return self._tells_of_losses(place, item, passive, prepositional) or self._describes(place, item, passive)

    def _tells_of_losses(self, place: int, item: Counted, passive: bool, prepositional: bool) -> bool:
        """ "2,000 men suffered heavy casualties", "were repulsed with heavy losses": whether losses are told without a number."""
        losses = self.nodes[place]
        if not self.asked or place == item.last or not isinstance(losses, Token):
            return False
        before = self.token(place - 1)
        described = before is not None and "levels" in before.senses
        return (
            losses.has("fates", "casualties")
            and described
            and (prepositional or (item.noun is not None and not passive))
        )

    def _describes(self, place: int, item: Counted, passive: bool) -> bool:
        """ "were hidden at the captured field", "in a party searching for deserters": whether a fate is that of something else."""
        if not self.asked or place <= item.last + 1:
            return False
        if passive and self.key_at(place - 1) == "determiner":
            return self.key_at(place - 2) != "among"
        before, fate = self.token(place - 1), self.nodes[place]
        tied = before is not None and before.has("structure", "preposition") and self.words.key(before) != "auxiliary"
        if not tied or passive or not isinstance(fate, Token) or self.words.key(fate) != "label":
            return False
        return self.words.is_plural(fate) and bool(fates_of(fate) & _PERSONS)

    def behind_participle(self, place: int, stop: int) -> int:
        """ "300 men defending the fort were killed": the fate behind an auxiliary, past a participle with its object; else 0."""
        for at in range(place + 1, min(place + _FAR, stop)):
            node = self.token(at)
            if node is None or is_fate(node) or node.kind != "word" or is_joint(node):
                return 0
            if self.words.key(node) == "auxiliary":
                before = self.token(at - 1)
                relative = before is None or before.has("structure", "preposition")
                while self.key_at(at) == "auxiliary":
                    at += 1
                return at if self.fate_at(at) and not relative else 0
        return 0

    def is_relative(self, place: int) -> bool:
        """Whether a word such as "who" stands at a place, with its verb behind it."""
        token = self.token(place)
        relative = token is not None and token.has("structure", "preposition") and not self.words.key(token)
        return relative and self.key_at(place + 1) in ("auxiliary", "perfect")

    def closes_relative(self, comma: int) -> int:
        """ "300 Mann, die im Lager verhungerten, liegen dort": the fate that closes a clause of who suffered it; 0 for none."""
        if self.key_at(comma + 1) == "those":
            # "300 солдат, которые погибли в бою", but not "którzy zabili Piotra", "которые бежали оттуда в 1940 году"
            at = comma + 2 + (self.key_at(comma + 2) == "auxiliary")
            told = self.fate_at(at) and not has(self.node(at), "fates", Fate.DESERTED)
            return at if told and self.key_at(at) not in ("inflict", "suffer", "beat", "take") else 0
        if not self.words.noun_capitals or self.key_at(comma + 1) != "determiner":
            return 0
        for at in range(comma + 2, min(comma + _FAR, len(self.nodes))):
            node, last = self.nodes[at], at - 1
            if is_mark(node, ",.;"):
                while self.key_at(last) == "auxiliary":
                    last -= 1
                acts = last == at - 1 and self.key_at(last) in ("inflict", "suffer", "beat", "take")
                return 0 if acts or is_noun(self.nodes[last]) or not self.fate_at(last) else last
            if not isinstance(node, Token) or node.kind != "word" or (last == comma + 1 and is_noun(node)):
                return 0
        return 0

    def has_to(self, item: Counted) -> bool:
        """ "forced 30 men to surrender": whether a verb of making others do something stands before who gave themselves up."""
        tie, fate = self.node(item.last), self.node(item.last + 1)
        forced = self.key_at(self.back_over(item.first - 1, "determiner")) == "force"
        return forced and has(tie, "quantifiers", "to") and has(fate, "fates", Fate.CAPTURED)

    def is_number_of(self, place: int, item: Counted) -> bool:
        """ "dywizjon 303 zestrzelił 126 samolotów": whether a number may be that of whom a verb makes the doer."""
        return place > item.last or (self.key_at(place) == "inflict" and item.quantity.form == "digits")
