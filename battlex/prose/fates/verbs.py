"""Does a verb behind a phrase speak of the phrase: "300 men were captured", not "300 men captured the fort"?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.fates.aboard import Aboard
from battlex.prose.fates.deeds import Deeds
from battlex.prose.sentence import Question, room
from battlex.prose.words import counts, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

_INANIMATE = frozenset({Category.GUN, Category.VEHICLE, Category.OTHER, Category.ANIMAL, Category.CIVILIAN})
"""What cannot capture or sink anything: a verb behind it is said of it."""

_TOLD_BEFORE = 12
"""So many tokens before a number may the fate stand that is its own rather than that of a participle behind it."""


class Verbs(Question):
    """Tells a fate of a phrase from a verb with an object of its own, and from the fates of others."""

    aboard = room(Aboard)
    deeds = room(Deeds)

    def takes_object(self, place: int, item: Counted, passive: bool, stop: int) -> bool:
        """Whether the verb at ``place`` is active and speaks of what follows it ("300 men captured the fort")."""
        node = self.nodes[place]
        while place + 1 < stop and self._is_adverb(place + 1):
            place += 1
        said = self.words.key(node) if isinstance(node, Token) else ""
        if self.words.active and said in ("inflict", "suffer") and not passive:
            ahead = self.nodes[place + 1] if place + 1 < stop else None
            # "qui détruisent de nombreux équipements"
            some = self.key_at(place + 1) == "of" and said == "inflict"
            some = some or has(ahead, "structure", "as_many") or has(ahead, "numbers", "several")
            return some or self._has_object(place + 1) or not has(node, "fates", Fate.LOST)
        if passive or self.words.verb_last or (item.kind in _INANIMATE and not item.ambiguous):
            return False
        if isinstance(node, Token) and self.words.key(node) == "goes":
            return False  # "se rendent aux Anglais": what one does to oneself has no other object.
        if self._numbers_name(item) and self._has_object(place + 1):
            return True
        after = self.node(place + 1)
        if after is None or not isinstance(node, Token):
            return False
        if isinstance(after, Quantity) and (after.name == "share" or self.deeds.is_percentage(place + 1)):
            return item.counts_something
        if self.words.characters and self.words.key(node) in ("inflict", "beat") and item.counts_something:
            # "以三千五百騎大破竇建德軍": what follows in the same clause suffers it, but not in "三百清軍俘虜也被帶走".
            suffers = "auxiliary" in self.keys[place + 1 : place + 3]
            return isinstance(after, Quantity) or (after.kind == "word" and not suffers)
        if self.words.characters and self.words.key(node) == "suffer" and item.counts_something:
            # "五千人損失了四百人"
            while after is not None and not isinstance(after, Quantity) and after.has("structure", "plain"):
                place += 1
                after = self.node(place + 1)
            return isinstance(after, Quantity) or (after is not None and "levels" in after.senses)
        if isinstance(after, Token) and after.kind == "icon" and self.key_at(place + 2) == "of":
            # "444 bombers destroyed {{convert|2.5|sqmi}} of the city"
            return item.counts_something
        if counts(after) and self.words.active and self.key_at(place - 1) == "perfect":
            # "Le corps de 5000 hommes a perdu 400 tués"
            return item.counts_something
        if counts(after) or place + 1 >= stop:
            # "A single shot killed five": a word between a number and a verb is what does it.
            acts = item.counts_something or (self.words.determiners and self.words.head_last and place > item.last)
            return acts and (self.deeds.loses_men(node, item, place + 1) or not self._own_fate_behind(place + 1))
        if not isinstance(after, Token) or after.kind != "word" or is_fate(after):
            return False
        if not item.counts_something:
            return False
        if (
            self.words.genitive
            and self.words.key(node) not in ("inflict", "beat")
            and not node.has("fates", "casualties")
        ):
            # Where all verbs that have an object are listed, any other has none.
            return False
        key = self.words.key(after)
        if key == "determiner" and after.has("structure", "preposition") and not self.words.key(node):
            return False
        if key == "determiner" or "classifiers" in after.senses:
            object_ = self.node(place + 2)
            if self._has_subject_behind(node, object_):
                return False
            dated = isinstance(object_, Quantity) and object_.name in ("date", "ordinal")
            dated = dated or (isinstance(object_, Token) and object_.norm in self.language.words("dates", "weekdays"))
            # "les 300 hommes tués ce jour-là", "deux avions perdus le même jour"
            dated = dated or any(has(node, "structure", "measure") for node in self.nodes[place + 2 : place + 4])
            return key == "determiner" and not dated
        if key in ("agent", "of", "auxiliary", "perfect", "particle", "clause") or after.has(
            "structure", "preposition", "part"
        ):
            return False
        if after.has("quantifiers", "and", "or") or is_joint(after):
            return False
        if is_noun(after) or self.deeds.has_vague_object(place):
            return True
        if self.words.characters:
            return False
        further = self.token(place + 2)
        if (
            node.has("fates", Fate.LOST, Fate.CAPTURED)
            and further is not None
            and self.words.key(further) == "determiner"
        ):
            # "lost half their number"
            return True
        return self.flat.text[after.start].isupper() or not self.words.determiners

    def _has_subject_behind(self, verb: Token, subject: Node | None) -> bool:
        """ "300 Mann verloren die Sachsen": whether those who lose stand behind the verb, where objects may open a sentence."""
        if not self.words.noun_capitals or not isinstance(subject, Token) or not verb.has("fates", Fate.LOST):
            return False
        fighters = subject.has("nouns", Category.PERSONNEL, Category.FORMATION)
        return fighters or self.words.names_people(subject) or self.words.key(subject) == "half"

    def follows_as_participle(self, place: int, item: Counted) -> bool:
        """ "500 солдат, погибших в бою": a participle behind the comma at a place, where no other fate was told before."""
        fate = self.token(place + 1)
        after = self.node(place + 2)
        if not self.words.participles or fate is None or not is_fate(fate) or isinstance(after, Quantity):
            return False
        if not fate.norm.partition(" ")[0].endswith(self.words.participles) or self.is_thrown(place + 1):
            return False
        return not any(is_fate(node) for node in self.nodes[max(0, item.first - _TOLD_BEFORE) : item.first])

    def leads_next(self, place: int, item: Counted) -> bool:
        """ "died 11 men and were wounded 30": a fate before a number is that number's where the one before has its own.

        So it is where the one before opens a whole: "из 85 000 человек было убито 3286", or counts nothing of a figure.
        """
        after = self.node(place + 1)
        if self.words.active and has(after, "structure", "plain"):
            # "murieron 500 hombres y fueron capturados otros 200"
            after = self.node(place + 2)
        return (
            after is not None
            and counts(after)
            and not self.words.characters
            and (
                any(self.fate_at(at) for at in range(max(0, item.first - 2), item.first))
                or (self.words.genitive and self.key_at(item.first - 1) == "of" and not self._describes(place))
                # "Von den 900 Zivilisten starben 300"
                or (self.words.noun_capitals and self.key_at(self.back_over(item.first - 1, "determiner")) == "of")
                or (self.words.genitive and not item.counts_something and self.deeds.is_number_of(place, item))
                # "Di 500 uomini ne furono uccisi 100"
                or self.key_at(self.back_over(place - 1, "auxiliary", "perfect")) == "clitic"
            )
        )

    def _describes(self, place: int) -> bool:
        node = self.nodes[place]
        label = isinstance(node, Token) and self.words.contains(node, "label")
        return label or (isinstance(node, Token) and node.norm.endswith(self.words.participles))

    def _is_adverb(self, place: int) -> bool:
        node = self.nodes[place]
        return (
            isinstance(node, Token)
            and not self.words.characters
            and (self.words.key(node) == "particle" or node.has("structure", "plain", "total"))
            and not (node.has("structure", "preposition") or node.has("quantifiers", "between"))
            and "whole" not in node.senses
        )

    def _has_object(self, place: int) -> bool:
        node = self.node(place)
        if isinstance(node, Quantity):
            return node.name in ("", "article", "measure", "share")
        if node is None or node.kind != "word":
            return False
        return self.words.key(node) == "determiner" or is_noun(node) or self.flat.text[node.start].isupper()

    def _own_fate_behind(self, place: int) -> bool:
        """Whether the number at ``place`` has a fate right behind it, so that fates stand behind their numbers here."""
        for node in self.nodes[place + 1 : place + 4]:
            if is_fate(node):
                return True
            if not isinstance(node, Token) or node.kind != "word" or is_joint(node):
                return False
        return False

    def _numbers_name(self, item: Counted) -> bool:
        """Whether digits without a noun stand behind a name and may be its number ("KG 40 sank four ships")."""
        before = self.nodes[item.first - 1] if item.first and not item.counts_something else None
        return (
            isinstance(before, Token)
            and before.kind == "word"
            and not before.senses
            and item.quantity.form == "digits"
            and self.words.determiners
            and not self.words.noun_capitals
            and self.flat.text[before.start].isupper()
        )

    def owns(self, place: int, item: Counted, passive: bool, prepositional: bool) -> bool:
        """Whether the fate at a place, behind a phrase that may have an auxiliary or a preposition, is not the phrase's."""
        if item.kind in PEOPLE and not self.words.characters and self._wrecks(self.nodes[place]):
            return True
        if self._goes(place) or self._has_share(place) or self._aims(place):
            return True
        if self._is_denied(place) or self._acts_on(item.last, place):
            return True
        if self.deeds.is_others(place, item, passive, prepositional):
            return True
        if self.is_thrown(place) or self.aboard.carries(item, place) or self._suffers(place, passive):
            return True
        if not prepositional or passive or place <= item.last + 1:
            return False
        return self._is_described(place) or self._describes_object(place) or self._is_aside(place, item)

    def _goes(self, place: int) -> bool:
        """ "deux divisions se rendent dans le Vercors": a verb of surrender that leads to a place is one of going."""
        verb, whither, where = self.nodes[place], self.token(place + 1), self.token(place + 2)
        if not isinstance(verb, Token) or whither is None or self.words.key(verb) != "goes":
            return False
        # "se rendent à Lyon"
        named = (
            where is not None and where.kind == "word" and not where.senses and self.flat.text[where.start].isupper()
        )
        to = whither.has("quantifiers", "to") and whither.has("structure", "preposition")
        return self.words.key(whither) in ("whither", "clitic") or (named and to)

    def _has_share(self, place: int) -> bool:
        """ "in 3,000 trucks with a loss of 13.5 percent": whether the fate is that of the number behind it."""
        tie, number = (*self.nodes[place + 1 : place + 3], None, None)[:2]
        tied = isinstance(tie, Token) and self.words.key(tie) == "of" and not self.words.characters
        fate = self.nodes[place]
        return tied and isinstance(number, Quantity) and isinstance(fate, Token) and fate.has("fates", "casualties")

    def _aims(self, place: int) -> bool:
        """ "three chances to kill him": a verb of purpose tells of nothing that happened."""
        before = self.nodes[place - 1]
        return (
            self.words.determiners
            and self.words.head_last
            and isinstance(before, Token)
            and before.has("quantifiers", "to")
            and before.has("structure", "preposition")
        )

    def _is_denied(self, place: int) -> bool:
        """ "2隻に損害はなかった", "피해는 없었다": whether it is said of losses that there were none."""
        losses = self.nodes[place]
        if not self.words.characters or not isinstance(losses, Token) or not losses.has("fates", "casualties"):
            return False
        behind = [node for node in self.nodes[place + 1 : place + 4] if isinstance(node, Token)]
        return any(node.has("structure", "not") or node.has("levels", "none") for node in behind)

    def _acts_on(self, start: int, verb: int) -> bool:
        """ "300 asker kaleyi ele geçirdi": whether a verb of doing has an object between a number and itself."""
        said = self.nodes[verb]
        if self.words.characters or not self.words.verb_last or not isinstance(said, Token):
            return False
        if self.words.key(said) != "inflict":
            return False
        return any(is_noun(node) and not is_fate(node) for node in self.nodes[start:verb])

    def _suffers(self, place: int, passive: bool) -> bool:
        """ "одна дивизия потеряла 2000": an active verb of losing, which is no fate of what stands before it."""
        node = self.nodes[place]
        told = isinstance(node, Token) and self.words.key(node) == "suffer" and not self._describes(place)
        return told and self.words.genitive and not passive

    def _wrecks(self, fate: Node) -> bool:
        """Whether a fate can only be that of things: of ships where it says so ("two barges, carrying 60 men, ran aground")."""
        if not isinstance(fate, Token):
            return False
        return fates_of(fate) == {Fate.DAMAGED} or (
            fate.key("implies") == Category.SHIP and (" " in fate.norm or self.deeds.asked)
        )

    def _is_described(self, place: int) -> bool:
        """Whether a fate is a noun in a phrase that describes something ("290 on the day of the surrender")."""
        before = self.nodes[place - 1]
        if isinstance(before, Token) and "levels" in before.senses:
            # "2 000 rescapés de la défaite inflige de lourdes pertes"
            before = self.nodes[place - 2]
        # Not "ten officers among the dead", "fijan en 9.000 el número de bajas".
        named = self.key_at(self.back_over(place - 1, "of", "determiner")) in ("among", "strength")
        told = isinstance(before, Token) and not (self.words.characters or named)
        return told and isinstance(before, Token) and self.words.key(before) in ("of", "determiner")

    def _describes_object(self, place: int) -> bool:
        """ "4 000 soldats qui remplacèrent les hommes morts": whether a fate is said of a noun that is the object of a verb."""
        noun, article, verb = self.nodes[place - 1], self.nodes[place - 2], self.nodes[place - 3]
        return (
            self.words.active
            and is_noun(noun)
            and isinstance(article, Token)
            and self.words.key(article) == "determiner"
            and isinstance(verb, Token)
            and not verb.has("structure", "preposition")
            and self.words.key(verb) != "of"
        )

    def _is_aside(self, place: int, item: Counted) -> bool:
        """ "hundreds of troops after earlier losses": losses with an adjective behind a preposition are no fate."""
        node, before = self.nodes[place], self.nodes[place - 1]
        if not isinstance(node, Token) or not node.has("fates", "casualties") or not self.words.determiners:
            return False
        told = isinstance(before, Token) and not before.has("structure", "preposition")
        return told and self.words.head_last and place > item.last + 1

    def disagrees(self, place: int, item: Counted) -> bool:
        """ "avec 3 000 hommes avant d'être assassiné": a participle in the singular is not said of many."""
        fate, before = self.nodes[place], self.nodes[place - 1]
        if not isinstance(fate, Token) or self.words.key(fate) != "singular" or place == item.last:
            return False
        if item.first > 1 and item.last < len(self.nodes) and is_mark(self.nodes[item.last], ",)"):
            # "la garnison, 300 hommes, fut massacrée", "la colonne, forte de 300 hommes, fut massacrée"
            opening = self.back_over(item.first - 1, "of", "body", "strength")
            if opening > 0 and is_mark(self.nodes[opening], ",("):
                return not (is_noun(self.nodes[opening - 1]) or self.key_at(opening - 1) == "body")
        acts = isinstance(before, Token) and self.words.key(before) == "perfect"
        return not acts and item.size > 1 and item.quantity.form != "vague"
