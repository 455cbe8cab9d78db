"""Which fate behind a counted phrase is its own: "5,000 troops had surrendered"?"""

from __future__ import annotations

from battlex.model import Fate
from battlex.prose.counted import CAPTIVES, Counted
from battlex.prose.fates.beyond import Beyond
from battlex.prose.fates.brackets import Brackets
from battlex.prose.fates.deeds import Deeds
from battlex.prose.fates.frames import Frames
from battlex.prose.fates.marks import Marks
from battlex.prose.fates.verbs import Verbs
from battlex.prose.sentence import Question, room
from battlex.prose.words import COMMAS, DASHES, QUOTES, counts, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.structure import OPENERS
from battlex.values.figures.token import Token

_MOST_ACTIVE, _MOST_DESCRIBED, _MOST_PASSIVE = 3, 8, 10
"""So many words may stand between a number and the fate behind it: alone, with what describes it, with an auxiliary."""


class Behind(Question):
    """The fate that stands behind a phrase."""

    beyond = room(Beyond)
    brackets = room(Brackets)
    frames = room(Frames)
    verbs = room(Verbs)
    marks = room(Marks)
    deeds = room(Deeds)

    def take(self, item: Counted, after: Counted | None) -> None:
        """Give a phrase the fate that stands behind it, before the phrase that follows."""
        stop = after.first if after is not None else len(self.nodes)
        # "Von den Panzern wurden zehn durch Minen zerstört"
        passive = self.words.noun_capitals and self.key_at(item.first - 1) == "auxiliary"
        place, passed, prepositional = item.last, 0, False
        nounless = item.noun is None and item.weak is None
        totals = "total" in self.sentence.structure
        if nounless and self.words.noun_capitals and self._of_unknown_noun(item):
            return
        if "force" in self.sentence.listed and self.deeds.has_to(item):
            self._give(item, item.last + 1)
            return
        if "except" in self.sentence.structure and has(self.node(item.first - 1), "structure", "except"):
            # "all but 30 were killed", but not "except for 30 who were killed"
            if not self.deeds.is_relative(item.last):
                return
        while place < len(self.nodes):
            node = self.nodes[place]
            if isinstance(node, Quantity) and node.name and place < stop:
                place, passed = place + 1, passed + 1
                if not self.words.determiners and node.name in ("ordinal", "name"):
                    place = self.beyond.behind_ordinal(place)
                    if self.beyond.is_unit(place):
                        # "одиннадцать танков 5-й армии сгорели"
                        place, prepositional = place + 1, True
                continue
            if isinstance(node, Quantity) or place >= stop:
                return
            if node.kind in OPENERS:
                skipped = self.brackets.end(place, stop)
                if not skipped:
                    # "36 (including 15 landing ships) were sunk"
                    skipped = self.brackets.part_end(place) or self.brackets.breakdown_end(place, item)
                    if not skipped:
                        return
                    stop, passed = len(self.nodes), _MOST_ACTIVE
                if place == item.last and (fates := self.brackets.explained(place, skipped)):
                    item.fates, item.tail_end = item.fates | fates, skipped
                    return
                place = skipped + (self.words.characters and has(self.node(skipped), "levels", "all"))
                continue
            joint, word = is_joint(node), node.kind == "word"
            comma = not word and node.kind in COMMAS
            if comma and place == item.last and (fates := self.beyond.among(place + 1)):
                # "perdeu 7500, entre mortos, feridos e prisioneiros"
                item.fates, item.tail_end = item.fates | fates, place + 2
                return
            if comma and place == item.last and (ahead := self.frames.detailed(place, item)):
                self._give(item, ahead)
                return
            alone = nounless and place == item.last
            near = passed == 0 or self.key_at(place + 1) == "those" or self.beyond.extraposed(place, item)
            dash = alone and self.words.genitive and is_mark(node, DASHES)
            if (comma or dash) and (
                (alone and self.beyond.closes(place + 1, dash) and not self.marks.is_labelled(item))
                or (place < item.last + 3 and self.verbs.follows_as_participle(place, item))
                or (place == item.last and self.fate_at(place + 1) and self.key_at(place + 2) == "agent")
                or (place == item.last and self.beyond.suffers(place))
            ):
                pass
            elif (
                not word
                and (comma or node.kind in "—–")
                and (near or (prepositional and self.words.determiners))
                and (ahead := self.beyond.behind_insertion(place, item))
                and (near or self.beyond.behind_auxiliaries(ahead) > ahead)
            ):
                if ahead >= stop:
                    # "2,300, among them 4 generals, were captured"
                    stop = len(self.nodes)
                place = ahead
                continue
            elif node.kind == "." and place > item.last and (self.beyond.is_abbreviated(place)):
                pass
            elif not word and place == item.last and self.beyond.closes_apposition(item):
                # "der Rest – etwa 700 Mann – ergab sich"
                pass
            elif joint and passive and self.beyond.is_until(place):
                # "wurden bis zum 13. April versenkt"
                passed += 1
            elif joint and not passed and item.kind in PEOPLE and (ahead := self.beyond.list_ahead(place, stop)):
                # "60 sailors, a lieutenant, and the chaplain drowned"
                place = ahead
                continue
            elif (not word and (node.kind == "icon" or node.kind in QUOTES)) or (
                item.of_them and place == item.last and self.is_part(place)
            ):
                pass
            elif totals and place == item.last and self.totals(node):
                # "12,000 total casualties"
                item.casualties, item.tail_end = True, place + 1
                return
            elif is_fate(node):
                if " " in node.norm and self.words.listed(node.norm.rpartition(" ")[2], "of"):
                    # "one storm claimed the lives of 20": the fate of those who follow
                    return
                if self.is_compounded(place):
                    place, passed = place + 1, passed + 1
                    continue
                if item.fates == {Fate.WOUNDED} and fates_of(node) == {Fate.CAPTURED} and self.beyond.leads(place + 1):
                    return  # "40 wounded were taken to the rear"
                if self.verbs.disagrees(place, item):
                    if passive:
                        return
                    place, passed = place + 1, passed + 1
                    continue
                if self.verbs.takes_object(place, item, passive, stop) or self.verbs.leads_next(place, item):
                    return
                if self.marks.tells_of_another(place, item) or self.frames.fronted(place, item):
                    return
                if self.verbs.owns(place, item, passive, prepositional):
                    return
                if end := self.beyond.hands_ahead(place):
                    item.fates, item.tail_end = {Fate.CAPTURED}, end
                    return
                self._give(item, place)
                item.passive = passive
                return
            elif joint and not (passed or comma) and (ahead := self.beyond.passive_ahead(place, stop)):
                if self.key_at(item.first - 1) in ("suffer", "inflict"):
                    return  # "lost 40 men and was captured"
                passive, place = True, ahead
                continue
            elif joint and passed == 0 and (ahead := self.frames.uncounted_ahead(place, stop)):
                place = ahead
                continue
            elif joint and not comma and self.beyond.joins_nouns(place, prepositional, passive):
                pass
            elif joint and passive and not comma and self.fate_at(place + 1) and not self.beyond.acts(place + 1):
                # "were encircled in the operation and destroyed"
                pass
            elif joint and passive and self.words.head_last and (ahead := self.beyond.further_deed(place, stop)):
                # "had been rounded up, tied together, executed"
                place = ahead
                continue
            elif passed and node.glued and is_mark(node, "-‐‑") and self.words.head_last and self.words.determiners:
                # "thousands of non-combat casualties"
                pass
            elif not word and node.glued and node.kind in DASHES and self.marks.ties_words(place, item, prepositional):
                pass
            elif joint or not word:
                return
            elif prepositional and self.marks.in_name(place):
                pass
            else:
                key, told = self.keys[place], node.key("structure")
                if self.words.verb_last and (told in ("survived", "except") or key == "contrast"):
                    return
                if self.words.characters and self.marks.leaves_some(place, item):
                    return
                if key == "determiner" and prepositional and self.words.determiners:
                    place += 1
                    continue
                if told == "not" and self.words.determiners and not self._negates_verb(place):
                    # "captured eight guns without any loss", "50 who had not been killed"
                    return
                if key in ("perish", "take") and (end := self.beyond.behind_prefix(place, f"{key}_prefix")):
                    # "31 Insassen kamen um", "700 Personen nahm die Polizei fest"
                    item.fates, item.tail_end = {Fate.KILLED if key == "perish" else Fate.CAPTURED}, end
                    return
                acts = self.words.head_last and self.key_at(item.first - 1) == "agent"
                if key == "auxiliary" and (acts or self.frames.leads_subject(place)):
                    # "The raid by 172 bombers was costly and burnt the town."
                    return
                if key == "auxiliary":
                    passive = True
                elif key == "strength" and item.noun is None:
                    # "50.000 le nombre de soldats faits prisonniers"
                    prepositional, passed = True, -_MOST_ACTIVE
                elif key == "perfect":
                    pass
                elif key == "agent" and self.words.verb_last and not self.marks.hurts(place + 1):
                    return
                elif key == "agent" and passive:
                    # "zwölf wurden durch Minen zerstört"
                    prepositional = True
                elif self.deeds.open_clause(place):
                    return
                elif told == "preposition" or (key == "of" and not self.words.characters):
                    prepositional = True
                    passed += 1
                elif is_noun(node) and item.noun is not None and self.marks.depends(place, item):
                    prepositional = True
                elif is_noun(node) and not prepositional and not self.words.characters:
                    if not (self.marks.is_adverbial(place, item) or self._describes(place, item)):
                        return
                    passed += 1
                elif place == item.last and item.noun is not None and self.words.goes_on_doing(node):
                    if not (place := self.deeds.behind_participle(place, stop)):
                        return
                    passive = True
                    continue
                elif key != "particle" and told != "plain" and not (nounless and key == "half"):
                    passed += 1
                limit = _MOST_PASSIVE if passive else _MOST_DESCRIBED if prepositional else _MOST_ACTIVE
                if passed > limit or (passed > 1 and self.words.characters and len(node.norm) > 6):
                    return
            place += 1

    def _describes(self, place: int, item: Counted) -> bool:
        """ "cinq chars engagés furent détruits", "die 200 Mann starke Wache": whether what looks like a noun describes one."""
        if self.words.noun_capitals:
            return place == item.last + 1 and has(self.nodes[item.last], "levels", "heavy")
        told = place == item.last and item.noun is not None and self.words.active
        return told and self.key_at(place + 1) in ("auxiliary", "perfect")

    def _of_unknown_noun(self, item: Counted) -> bool:
        """Whether a noun that battlex does not know, as its capital letter shows, stands behind a number."""
        unknown = not self.plain_number(item) and self.flat.text[self.nodes[item.last].start].isupper()
        return (unknown and not item.people) or self.named_before(item)

    def _negates_verb(self, place: int) -> bool:
        """Whether a word for not belongs to a verb, and what contrasts with it follows ("no fueron muertos, sino heridos")."""
        verbs = (self.key_at(at) in ("auxiliary", "perfect") for at in (place - 1, place + 1))
        return "contrast" in self.sentence.listed and not self.words.head_last and any(verbs)

    def _joins_fates(self, place: int) -> bool:
        """Whether a joint may tie two fates of one number; where no blanks part words, a comma parts clauses."""
        return is_joint(self.nodes[place]) and not (self.words.characters and is_mark(self.nodes[place], ",，"))

    def _give(self, item: Counted, place: int) -> None:
        """Take the fate at ``place`` and those joined to it ("killed, missing or wounded")."""
        while True:
            node = self.nodes[place]
            assert isinstance(node, Token)
            if item.fates in CAPTIVES and fates_of(node) == {Fate.KILLED} and not self.words.characters:
                # "103 prisoners died", "300 refugees died": the verb tells what became of them.
                item.fates = set()
            item.fates |= fates_of(node)
            item.casualties = item.casualties or node.has("fates", "casualties")
            if item.fates <= {Fate.LOST} and not self.words.characters:
                item.fates = self.beyond.among(place + 1) or self.frames.deaths(place + 1) or item.fates
            item.labelled = item.labelled or self.words.contains(node, "label")
            self.sentence.used.add(place)
            item.tail_end = place + 1
            if item.fates in ({Fate.CAPTURED}, {Fate.SICK}, {Fate.WOUNDED}) and self._kills(place + 1):
                # "sześciu wziętych do niewoli rozstrzelano", "hastalıktan öldü", "300 blessés moururent"
                item.fates, item.tail_end = {Fate.KILLED}, place + 2
                return
            if self.words.verb_last and self.words.characters and (last := self.marks.killed_captives(place, item)):
                item.fates, item.tail_end, item.category = {Fate.KILLED}, last, item.category or item.weak
                return
            ahead, comma = place + 1, is_mark(self.node(place + 1), COMMAS)
            while ahead < min(len(self.nodes), place + 3) and self._joins_fates(ahead):
                ahead += 1
            # "un millier de morts, de blessés et de prisonniers"
            ahead += ahead > place + 1 and self.key_at(ahead) == self.key_at(place - 1) == "of"
            if ahead > place + 1:
                ahead = self.beyond.behind_auxiliaries(ahead)
                if comma and self.is_part(item.first - 1) and self.brackets.closes_part(place + 1, ahead):
                    return
            if (ahead == place + 1 and not self.marks.alternates(node)) or not self.fate_at(ahead):
                return
            beyond = ahead + 1
            while beyond < len(self.nodes) and self._adds(beyond):
                # "4隻が沈み、死者は2,403人", "200 trupów, zdobyto też 2 działa": the fate of the number behind it.
                beyond += 1
            follows = self.node(beyond)
            told = isinstance(follows, Token) and self.words.key(follows) == "determiner"
            if told or (follows is not None and counts(follows)) or self.beyond.tells_next(ahead):
                return
            place = ahead

    def past_part(self, whole: Counted, part: Counted) -> None:
        """ "160 men, including 35 wounded, surrendered": what stands behind a part with a fate of its own is the whole's."""
        place = self.brackets.past_part(whole, part)
        passive = self.key_at(place - 1) in ("auxiliary", "perfect")
        if place and not self.verbs.takes_object(place, whole, passive, len(self.nodes)):
            self._give(whole, place)
            whole.passive, whole.tail_end = passive, whole.last

    def _kills(self, place: int) -> bool:
        """Whether a verb of killing stands at a place and closes its clause."""
        verb, after = self.token(place), self.token(place + 1)
        ends = after is None or after.kind != "word" or after.has("structure", "preposition")
        if self.words.determiners and verb is not None:
            ends = not self.words.contains(verb, "label") and (ends or self.words.key(verb) != "inflict")
        return verb is not None and is_fate(verb) and fates_of(verb) == {Fate.KILLED} and ends

    def _adds(self, place: int) -> bool:
        """Whether a word may stand between a verb and the number that is its object."""
        token = self.token(place)
        if token is None or is_fate(token):
            return False
        plain = self.words.genitive and token.kind == "word" and token.has("structure", "plain")
        return plain or ((self.words.characters or self.words.genitive) and self.words.key(token) == "particle")
