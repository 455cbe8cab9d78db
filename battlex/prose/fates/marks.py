"""Whose is a fate, where verbs close sentences and marks tell the topic and the object?"""

from __future__ import annotations

from battlex.model import Fate
from battlex.prose.counted import FALLEN, THINGS, Counted
from battlex.prose.sentence import Question
from battlex.prose.words import counts, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

_DESCRIBED = 3
"""So many tokens may stand between a phrase and the fate of the noun that it describes."""

_NEAR_TOPIC = 5
"""So many tokens behind a label may its number stand."""


class Marks(Question):
    """Asks the marks of topic and object that stand beside a fate; no other languages have them."""

    def tells_of_another(self, place: int, item: Counted) -> bool:
        """Whether the fate at a place behind a phrase speaks of what follows it, or has an object of its own."""
        if not self.words.characters:
            return bool(self.words.accusative) and self._does_to(place, item)
        if not self.words.verb_last:
            return self._told_already(place, item)
        if self.key_at(item.last) == "cause" and place > item.last + 1:
            # "7万の軍勢により半日で落城し"
            return True
        company = self.token(item.last)
        if company is not None and " " in company.norm and company.has("structure", "plain") and place > item.last + 1:
            # "천 명과 함께 싸우다 전사하였다": the fate is that of whom they were with.
            return True
        return (
            self.key_at(place + 1) == "moment"
            or self._opens_clause(place, item)
            or self._has_other_object(place, item)
            or self._is_cause(place, item)
            or self._has_other_subject(place, item)
            or self._leads_them(place, item)
        )

    def _leads_them(self, place: int, item: Counted) -> bool:
        """ "300騎を率いて討死した": whether the fate is that of who led them; they may have been captured with him."""
        mark, verb, fate = self.token(item.last), self.token(item.last + 1), self.nodes[place]
        if place < item.last + 2 or mark is None or verb is None or has(fate, "fates", Fate.CAPTURED):
            return False
        leads = self.language.words("prose", "led")
        return mark.norm in self.words.contained["object"] and bool(leads) and verb.norm.startswith(leads)

    def _does_to(self, place: int, item: Counted) -> bool:
        """ "2.000 asker şehri ele geçirdi": whether people without the ending of an object do it to the unknown word before the verb."""
        told, noun = self.token(place - 1), item.noun
        if told is None or noun is None or place == item.last or item.kind not in PEOPLE:
            return False
        if self.key_at(place) != "inflict" or self.words.is_declined(noun):
            return False
        unknown = told.kind == "word" and not (told.senses or self.words.key(told))
        return unknown and told.norm.endswith(self.words.accusative)

    def _told_already(self, place: int, item: Counted) -> bool:
        """ "擊斃八十餘人後四散逃走": whether a verb right before a number tells what became of them, and another one what the rest did."""
        lead, fate = self.token(item.first - 1), self.token(place)
        if lead is None or fate is None or place == item.last or not is_fate(lead):
            return False
        return not fate.has("fates", Fate.KILLED) and not (fates_of(lead) & fates_of(fate))

    def _has_other_subject(self, place: int, item: Counted) -> bool:
        """ "9만 명의 공격으로 성이 함락되자": whether the fate is that of a subject beyond what the phrase describes."""
        subject, mark = self.token(place - 2), self.token(place - 1)
        if place - item.last <= _DESCRIBED or self.key_at(item.last) != "of" or subject is None or mark is None:
            return False
        return mark.norm in self.words.contained["topic"] and mark.glued and is_noun(subject)

    def is_labelled(self, item: Counted) -> bool:
        """ "yaralı sayısı 300, ölü sayısı 40", "ранены 40, в плен попали 30": whether the fate right before a number is its own."""
        before = item.first - 1
        if self.words.genitive and self.key_at(before) == "auxiliary":
            before -= 1  # "zabitych było 19, ranni trafili do szpitala"
        asked = self.words.genitive and (before == item.first - 1 or self.key_at(before) == "label")
        return (asked or self.words.verb_last) and before >= 0 and self.fate_at(before)

    def leaves_some(self, place: int, item: Counted) -> bool:
        """ "돌격대 20명이 대부분 죽고": most of them, but not all; not "60万人という膨大な死者", "九百人の甚大な損害"."""
        before = self.nodes[place - 1]
        ties = place > item.last and has(before, "structure", "plain") and not self.keys[place - 1]
        word, ending = self.token(place), self.token(place + 1)
        ties = ties or (ending is not None and ending.norm in self.words.contained["attributive"])
        return word is not None and word.has("levels", "heavy") and len(word.norm) > 1 and not ties

    def alternates(self, fate: Token) -> bool:
        """ "300명이 죽거나 사로잡혔다": whether a verb ends in a word for or, so that the next one is told of the same."""
        ends = self.language.words("quantifiers", "or") if self.words.characters and self.words.verb_last else ()
        return any(len(end) > 1 and fate.norm.endswith(end) for end in ends)

    def depends(self, place: int, item: Counted) -> bool:
        """ "8 солдат армии были убиты", "8 солдат датской армии": whether a noun hangs by its case on the one before it."""
        word = self.token(item.last) if place == item.last + 1 else None
        told = word is not None and bool(self.words.adjectives) and word.norm.endswith(self.words.adjectives)
        return self.words.genitive and (place == item.last or told)

    def described(self, item: Counted) -> int:
        """ "25 marins franco-russes et six avions furent pris": how many tokens an adjective behind a noun has."""
        dash = self.token(item.last + 1)
        long = 3 if dash is not None and is_mark(dash, "-") else 1
        word = self.token(item.last + long - 1)
        if not self.words.active or item.noun is None or word is None or word.kind != "word":
            return 0
        return long if self.words.names_people(word) and self.flat.text[word.start].islower() else 0

    def is_adverbial(self, place: int, item: Counted) -> bool:
        """ "8 terörist silahlarıyla ele geçirildi": whether a noun's case ties it to the verb that closes the sentence."""
        node = self.nodes[place]
        if self.key_at(item.last - 1) == "strong" and place < item.last + 2:
            # "800 kişilik garnizon teslim oldu"
            return self.words.verb_last
        ahead = self.token(place + 1)
        if not self.words.verb_last or not isinstance(node, Token):
            return False
        # "topçu ateşiyle öldü": the noun of a noun with the ending of a case
        compound = not self.words.characters and ahead is not None and not ahead.senses
        declined = compound and ahead is not None and self.words.ends_in_case(ahead.norm)
        return declined or self.words.is_declined(node)

    def hurts(self, place: int) -> bool:
        """ "300명에게 부상을 입혔다": whether a fate is one that is done to those a dative names, not by them."""
        node = self.token(place)
        return node is not None and (node.has("fates", "wounded") or self.key_at(place + 1) == "auxiliary")

    def goes_missing(self, before: Counted, item: Counted) -> bool:
        """ "300 ölü, 500 yaralı ve 40 kayıp verdi": behind dead and wounded, a word for losses that alone means missing."""
        said = self.token(item.tail_end - 1) if item.tail_end and item.casualties and not item.fates else None
        if (
            said is None
            or not self.words.verb_last
            or not before.labelled
            or not before.fates <= FALLEN | {Fate.CAPTURED}
        ):
            return False
        senses = self.language.figures.word(said.norm.partition(" ")[0])
        missing = senses is not None and "fates" in senses and senses["fates"].key == Fate.MISSING
        return missing and self.only_joints(before.tail_end, item.first)

    def _is_cause(self, place: int, item: Counted) -> bool:
        """ "駆逐艦2隻の爆雷攻撃を受けて沈没した": whether a phrase only describes what something else suffered."""
        marks = self.words.contained["object"]
        if self.key_at(item.last) != "of" or is_fate(self.nodes[item.last + 1]):
            return False
        between = self.nodes[item.last + 1 : place - 1]
        return any(isinstance(node, Token) and node.norm.endswith(marks) for node in between)

    def killed_captives(self, place: int, item: Counted) -> int:
        """ "10만 명의 전쟁 포로가 사망했다", "捕らえて処刑した": behind the killing that follows captivity at once, else 0."""
        if item.fates != {Fate.CAPTURED}:
            return 0
        for at in range(place + 1, min(place + 3, len(self.nodes))):
            node = self.nodes[at]
            if isinstance(node, Token) and is_fate(node):
                self.sentence.used.add(at)
                return at + 1 if fates_of(node) == {Fate.KILLED} else 0
            if not isinstance(node, Token) or node.kind != "word" or len(node.norm) > 1:
                return 0
        return 0

    def out_of_those(self, node: Token, item: Counted, passed: int) -> bool:
        """ "死者のうち120人は兵士": whether a number without a fate of its own is one of some of those who are called by theirs."""
        tie = self.nodes[item.first - 1]
        told = has(tie, "out", "out_of") or has(tie, "structure", "part")
        return told and passed < 3 and not item.fated and item.kind in PEOPLE and self.words.contains(node, "label")

    def is_topic(self, place: int, item: Counted) -> bool:
        """ "死者は旧幕府軍280名", "포로가 된 것은 17명": whether a mark of the topic stands behind a label, or before a number."""
        first, last = self.token(place + 1), self.token(item.first - 1)
        marks = self.words.contained["topic"]
        if first is not None and first.norm in marks:
            return True
        return last is not None and not last.senses and last.norm.endswith(marks)

    def describes_topic(self, place: int, item: Counted) -> bool:
        """ "撃墜された日本機は36機", "被弾機は12機": whether a fate describes the noun that a number is said of."""
        topic, verb, ending = self.token(item.first - 1), self.token(place), self.token(place + 1)
        if (
            ending
            and ending.glued
            and "classifiers" in ending.senses
            and item.kind in THINGS
            and item.first < place + 4
        ):
            return True
        if topic is None or verb is None or ending is None or topic.norm not in self.words.contained["topic"]:
            return False
        ends = self.words.contained["attributive"]
        attributive = verb.norm.endswith(ends) or (ending.glued and ending.norm.endswith(ends))
        near = self.nodes[place + 1 : item.first]
        return attributive and len(near) <= _NEAR_TOPIC and not any(map(self._parts, near))

    def _parts(self, node: Node) -> bool:
        return not isinstance(node, Token) or node.kind != "word" or self.words.key(node) == "of" or is_fate(node)

    def _opens_clause(self, place: int, item: Counted) -> bool:
        """ "전사 300명이며 부상자는 국군 700명": a label with a mark of the topic, and a number behind it."""
        label, topic, chain = self.token(place), False, True
        tied = place == item.last + 1 and self.key_at(item.last) == "of"
        if label is None or tied or not self.words.contains(label, "label"):
            return False
        mark = self.token(place - 1)
        if mark is not None and place == item.last + 1 and mark.norm in self.words.contained["topic"]:
            return False  # "120名が戦死、負傷者は300名"
        if counts(self.nodes[min(place + 1, len(self.nodes) - 1)]):
            # "6개 고지를 탈환하였으나 전사 73명", "손실은 어뢰정 3척에 전사 117명"
            if place > item.last + 1 or (item.kind in THINGS and fates_of(label) <= FALLEN):
                return True
        for node in self.nodes[place + 1 : place + 1 + _NEAR_TOPIC]:
            if isinstance(node, Quantity):
                return topic and counts(node)
            chain = chain and (is_joint(node) or self.words.contains(node, "label"))
            if chain:
                continue  # "52명에 달하며 실종자·포로는 12명이다"
            if node.kind != "word" or (is_fate(node) and node is not label):
                return False
            topic = topic or node.norm in self.words.contained["topic"]
        return False

    def _has_other_object(self, place: int, item: Counted) -> bool:
        """ "군함 7척으로 강화도를 점령": whether a verb of doing has an object of its own between a phrase and itself."""
        verb, marks = self.nodes[place], self.words.contained["object"]
        if not marks or not isinstance(verb, Token):
            return False
        between = self.nodes[item.last : place]
        words = [node for node in between if isinstance(node, Token) and node.kind == "word"]
        if len(words) < 2 or len(words) != len(between) or words[0].has("structure", "part"):
            return False
        if words[0].norm in marks:
            # "1개 연대를 투입하였으나 이마저도 절반을 잃고"
            return len(words) > 2 and words[-1].norm.endswith(marks) and words[-2].norm not in marks
        if self.key_at(item.last) == "of" and words[-2].norm == getattr(self.nodes[item.last - 1], "norm", ""):
            return any(node.norm in self.words.contained["topic"] for node in words)  # not "5機のドイツ機を撃墜した"
        does = self.words.key(verb) == "inflict" or self.key_at(place + 1) == "doing"
        # "격침하" and "였다" are "격침" and "하였다".
        does = does or self.words.listed(verb.norm[:-1], "inflict")
        return does and words[-1].norm.endswith(marks)

    def ties_words(self, dash: int, item: Counted, prepositional: bool) -> bool:
        """ "60 soldats franco-anglais furent tués": whether a dash ties an adjective behind the noun, or a name further off."""
        return (self.words.active and dash == item.last + 1) or (prepositional and self.in_name(dash))

    def in_name(self, place: int) -> bool:
        """Whether a word, or the dash behind one, goes on with a name of several words ("Izz al-Din al-Qassam")."""
        before, node = self.nodes[place - 1], self.nodes[place]
        if not isinstance(before, Token) or not isinstance(node, Token) or self.words.noun_capitals:
            return False
        if node.kind == "word" and (node.senses or self.words.key(node) or not self.flat.text[node.start].isupper()):
            return False
        if node.kind == "word":
            return before.kind == "word" and self.flat.text[before.start].isupper()
        after = self.token(place + 1)
        return before.kind == "word" and after is not None and after.kind == "word"
