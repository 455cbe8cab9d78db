"""Where is the verb that an insertion or a list parts from its phrase: "two ships, carrying 60 men, ran aground"?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted
from battlex.prose.fates.deeds import Deeds
from battlex.prose.sentence import Question, room
from battlex.prose.words import CLOSES, COMMAS, DASHES, OPENS, QUOTES, counts, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_MOST_PARTED = 7
"""So many tokens from a verb may the part stand that is separated from it."""

_MOST_LEADING = 4
"""Within so many tokens from a fate stands the number that its clause tells of."""

_MOST_ADVERBS = 4
"""So many words may stand between an auxiliary and its verb."""

_MOST_JOINED = 12
"""So many tokens may name what is joined to a phrase without a number, with the verb that is said of all."""

_MOST_INSERTED = 18
"""So many tokens may stand between two commas before the verb."""


class Beyond(Question):
    """Finds the places of fates that do not follow a phrase at once."""

    deeds = room(Deeds)

    def closes(self, place: int, dash: bool) -> bool:
        """Whether a fate at ``place`` speaks of what stands before it, not of what follows ("otros dos, incendiados por …").

        Behind a dash, a verb may stand between: "девять — получили ранения".
        """
        place += dash and not self.fate_at(place)
        after = self.node(place + 1)
        if not self.fate_at(place) or self.words.characters or isinstance(after, Quantity):
            return False
        if self.words.genitive and self.key_at(place) == "inflict" and after is not None and after.kind == "word":
            # "нападавшие, числом около сотни, перебили часть охраны"
            return False
        ahead, tied = self.node(place + 2), isinstance(after, Token) and after.has("structure", "preposition")
        if isinstance(ahead, Quantity) and (tied or is_mark(after, DASHES) or is_mark(after, ":：")):
            # "убитых оценивается в 200, раненых в 300", "убито — 120, ранено — 340"
            return False
        return not (isinstance(after, Token) and (is_noun(after) or self.words.key(after) == "determiner"))

    def tells_next(self, fate: int) -> bool:
        """ "300 человек убитыми, в плен сдались 200": whether a clause opens with a fate and leads to the next number."""
        if not self.words.genitive or not is_mark(self.nodes[fate - 1], COMMAS):
            return False
        for at in range(fate + 1, fate + _MOST_LEADING):
            node = self.node(at)
            if isinstance(node, Quantity):
                return counts(node)
            if is_mark(node, DASHES) and at == fate + 1:
                continue  # "120 человек убитыми, ранеными — 340"
            if node is None or node.kind != "word" or is_joint(node) or is_noun(node):
                return False
            if has(node, "structure", "preposition"):
                return False
        return False

    def behind_insertion(self, place: int, item: Counted) -> int:
        """Behind a stretch between two commas: the place of the fate that follows at once, 0 for none."""
        if (closing := self.deeds.closes_relative(place)) or self.extraposed(place, item):
            return closing
        part, opening = self.is_part(place + 1), self.node(place + 1)
        # "two ships, carrying 60 men, ran aground"
        told = (
            self.words.determiners
            and self.words.head_last
            and isinstance(opening, Token)
            and not is_noun(opening)
            and not is_joint(opening)
            and self.flat.text[opening.start].islower()
        )
        first = self.list_start(item.first)
        own = any(
            self.is_part(at) or (item.kind is Category.PERSONNEL and is_mark(self.nodes[at], COMMAS))
            for at in range(max(0, first - 3), first)
        )
        # "les habitants, au nombre de 300, furent massacrés"
        start = self.back_over(first - 1, "of", "strength")
        commas = (is_mark(self.nodes[at], COMMAS) for at in (start, start - 1))
        own = own or (item.noun is None and 0 < start < item.first - 1 and any(commas))
        # "le fort, défendu par 300 hommes, fut pris"
        own = own and self.key_at(item.first - 1) != "agent" and not self._with(item)
        if own and not self.words.characters and self._verb_at(place + 1) and not self.tells_next(place + 1):
            return place + 1
        for at in range(place + 1, min(place + _MOST_INSERTED, len(self.nodes) - 1)):
            node = self.nodes[at]
            if is_mark(node, COMMAS) or is_mark(node, "—–"):
                if node.kind not in self.flat.text[self.nodes[place].start]:
                    # Commas part the names that stand between two dashes.
                    continue
                # Where participles close clauses, the auxiliary leads on to one.
                leads = self.words.noun_capitals and "auxiliary" in (self.key_at(at + 1), self.key_at(item.first - 1))
                return at + 1 if leads or self._verb_at(at + 1) else 0
            if is_fate(node) and is_mark(ahead := self.nodes[at + 1], DASHES) and ahead.glued:
                continue  # "ill-equipped"
            if is_fate(node) or (isinstance(node, Quantity) and not node.name and not (part or told)):
                return 0
        return 0

    def extraposed(self, comma: int, item: Counted) -> bool:
        """ "standen 300 Mann gegenüber, die an der Ruhr starben": whether but a parted prefix stands before a relative clause."""
        prefix = self.token(item.last)
        parted = self.words.noun_capitals and comma == item.last + 1 and self.key_at(comma + 1) == "determiner"
        return parted and prefix is not None and not is_noun(prefix) and self.flat.text[prefix.start].islower()

    def is_abbreviated(self, dot: int) -> bool:
        """ "am 13. April", "przez gen. Nowaka": whether a dot belongs to an ordinal or an abbreviation."""
        return isinstance(self.nodes[dot - 1], Quantity) or self.keys[dot - 1] == "abbreviation"

    def _with(self, item: Counted) -> bool:
        """ "Hay, with 300 men, was captured": whether a preposition opens the insertion that a number stands in."""
        tie = self.token(item.first - 1)
        tied = tie is not None and self.words.head_last and tie.has("structure", "preposition")
        return tied and self.words.key(tie) != "of" and is_mark(self.nodes[item.first - 2], COMMAS) if tie else False

    def closes_apposition(self, item: Counted) -> bool:
        """Whether a phrase stands between two marks of one kind behind what it tells the number of, and a verb follows."""
        opening, closing = self.nodes[item.first - 1], self.nodes[item.last]
        if item.first < 2 or not (self.words.characters or isinstance(self.nodes[item.first - 2], Token)):
            return False
        bracketed = is_mark(opening, OPENS) and is_mark(closing, CLOSES) and item.kind in PEOPLE
        dashed = opening.kind == closing.kind and is_mark(closing, DASHES) and not closing.glued
        return (bracketed or (dashed and not self.words.characters)) and self.told_at(item.last + 1)

    def joins_nouns(self, joint: int, prepositional: bool, passive: bool) -> bool:
        """ "sind bei Kämpfen von Rebellen und Truppen gestorben": whether a joint ties two nouns behind a preposition."""
        if prepositional and self.key_at(joint + 1) == "of" and self.words.determiners:
            # "45 hommes du clan Duval et du clan Roux furent tués"
            return True
        before, after = self.token(joint - 1), self.token(joint + 1)
        if before is None or after is None or not (passive if self.words.noun_capitals else prepositional):
            return False
        capitals = all(self.flat.text[node.start].isupper() for node in (before, after))
        if not self.words.noun_capitals:
            # "les hommes de Murat et Ney furent tués"
            tied = self.key_at(self.back_over(joint - 2, "determiner")) == "of" and self.words.determiners
            return capitals and tied and not (before.senses or after.senses)
        return capitals and any(has(node, "structure", "preposition") for node in self.nodes[joint - 4 : joint - 1])

    def behind_prefix(self, verb: int, prefix: str) -> int:
        """ "31 Insassen kamen dabei um": behind the part that is separated from a verb and closes its clause; 0 for none."""
        for at in range(verb + 1, min(verb + _MOST_PARTED, len(self.nodes))):
            node, after = self.nodes[at], self.token(at + 1)
            if not isinstance(node, Token) or node.kind != "word":
                return 0
            if self.words.key(node) == prefix:
                return at + 1 if after is None or after.kind != "word" else 0
        return 0

    def hands_ahead(self, verb: int) -> int:
        """ "300 Mann fielen den Siegern in die Hände": behind the hands that somebody falls into, 0 for none."""
        if not self.words.noun_capitals or not has(self.nodes[verb], "fates", Fate.KILLED):
            return 0
        for at in range(verb + 1, min(verb + _MOST_PARTED, len(self.nodes))):
            node = self.nodes[at]
            if not isinstance(node, Token) or node.kind != "word" or is_joint(node):
                return 0
            if is_fate(node):
                held = " " in node.norm and self.words.listed(node.norm.rpartition(" ")[2], "captor")
                return at + 1 if held and node.has("fates", Fate.CAPTURED) else 0
        return 0

    def is_until(self, place: int) -> bool:
        """Whether a word for until stands before a date."""
        if not has(self.nodes[place], "quantifiers", "to"):
            return False
        return any(isinstance(node, Quantity) and bool(node.name) for node in self.nodes[place + 1 : place + 3])

    def leads(self, place: int) -> bool:
        """ "40 wounded were taken to the rear": whether a word at a place leads to where somebody goes."""
        tie = self.token(place)
        return tie is not None and tie.has("quantifiers", "to") and tie.has("structure", "preposition")

    def _verb_at(self, place: int) -> bool:
        """Whether a fate stands at a place, with its auxiliaries before it; a noun is none where verbs close sentences."""
        at = self.behind_auxiliaries(place)
        node = self.token(at)
        named = self.words.characters and node is not None and (is_noun(node) or self.words.contains(node, "label"))
        return self.fate_at(at) and not named

    def told_at(self, place: int) -> bool:
        """ "兵の大半（300人）が戦死した": whether a verb stands at a place, or behind the particle there."""
        if self.words.characters and has(self.node(place), "levels", "all"):
            place += 1  # "九千人（含軍官三百人）全部戰死"
        mark = self.token(place) if self.words.characters else None
        cases = (*self.words.contained["topic"], *self.words.contained["object"])
        return self.fate_at(place + 1) if mark and mark.norm in cases else self._verb_at(place)

    def acts(self, place: int) -> bool:
        """ "doivent être envoyés et détruire le reste": whether an article opens the object of a verb at a place."""
        return self.key_at(place + 1) == "determiner" and isinstance(self.node(place + 2), Token) and self.words.active

    def behind_auxiliaries(self, place: int) -> int:
        """Behind the auxiliaries that may stand at a place."""
        start = place
        while self.key_at(place) in ("auxiliary", "perfect"):
            place += 1
        # "fielen oder wurden schwer verwundet"
        node = self.node(place) if place > start and self.words.noun_capitals else None
        return place + (node is not None and "levels" in node.senses)

    def passive_ahead(self, place: int, stop: int) -> int:
        """The place of a fate said of a phrase and what is joined to it ("38 locomotives and some points were wrecked")."""
        passive, words = False, 0
        long = self.words.determiners and self.words.head_last
        for at in range(place + 1, min(place + (_MOST_JOINED if long else _MOST_PARTED), stop)):
            node = self.nodes[at]
            if self.words.determiners and (
                node.name == "name" if isinstance(node, Quantity) else node.glued and is_mark(node, DASHES)
            ):
                # "ten Bf 109s and Fw 190s were shot down"
                continue
            if not isinstance(node, Token):
                return 0
            key = self.words.key(node)
            if long and not passive and (is_joint(node) or key == "of"):
                # "and a large quantity of ammunition and stores were captured"
                continue
            if key != "auxiliary" and (node.kind != "word" or (node.has("structure", "preposition") and not passive)):
                return 0
            if is_fate(node):
                return at if passive or self.words.listed(node.norm.partition(" ")[0], "auxiliary") else 0
            if passive and (words := words + 1) > _MOST_ADVERBS:
                return 0
            passive = passive or key == "auxiliary"
        return 0

    def list_ahead(self, place: int, stop: int) -> int:
        """The place of a verb without an object that closes a list whose other members have articles; 0 for none."""
        article = self.nodes[place + 1] if place + 1 < stop else None
        if not self.words.determiners or not isinstance(article, Token) or self.words.key(article) != "determiner":
            return 0
        joined = not is_mark(self.nodes[place], COMMAS)
        for at in range(place + 1, min(place + _MOST_INSERTED, stop)):
            node = self.nodes[at]
            if is_fate(node):
                acts = isinstance(node, Token) and (self.words.key(node) != "" or is_noun(node))
                return 0 if acts or not joined else at
            if not isinstance(node, Token) or node.has("structure", "preposition") or self.words.key(node) == "perfect":
                return 0
            if node.kind != "word" and not is_joint(node) and not is_mark(node, QUOTES):
                return 0
            joined = joined or (is_joint(node) and not is_mark(node, COMMAS))
        return 0

    def further_deed(self, place: int, stop: int) -> int:
        """Behind a verb, the place of the fate that goes on with a list of what was done; 0 for none."""
        words = 0
        for at in range(place + 1, min(place + _MOST_INSERTED, stop)):
            node = self.nodes[at]
            if is_fate(node):
                noun = is_noun(node) or (isinstance(node, Token) and node.has("fates", "casualties"))
                acts = self.key_at(at + 1) == "determiner"
                return 0 if noun or acts or (at + 1 < len(self.nodes) and counts(self.nodes[at + 1])) else at
            if is_joint(node):
                words = 0
            elif (
                not isinstance(node, Token) or node.kind != "word" or is_noun(node) or self.words.key(node) or words > 1
            ) or node.has("structure", "preposition"):
                return 0
            else:
                words += 1
        return 0

    def behind_ordinal(self, place: int) -> int:
        """Behind the ending that is written to the digits of an ordinal."""
        while place < len(self.nodes) and isinstance(self.nodes[place], Token) and self.nodes[place].glued:
            place += 1
        return place

    def is_unit(self, place: int) -> bool:
        """Whether the noun of a unit stands at a place."""
        return has(self.node(place), "nouns", Category.FORMATION)

    def suffers(self, comma: int) -> bool:
        """ "敌军三百人，也被歼灭": whether a passive clause goes on with the number before it."""
        at, first = comma + 1, self.token(comma + 1)
        if not self.words.characters or self.words.verb_last or first is None:
            return False
        at += len(first.norm) == 1 and not (self.key_at(at) or first.senses)
        after = self.node(at + 1)
        ends = after is None or (isinstance(after, Token) and after.kind != "word")
        by = self.language.words("prose", "auxiliary")
        return self.key_at(at) == "auxiliary" or (ends and self.fate_at(at) and self.nodes[at].norm.startswith(by))

    def among(self, place: int) -> set[Fate]:
        """ "140 perdite tra morti e feriti": the joined fates behind a preposition that follow a word of losses."""
        while place < len(self.nodes) and self._is_adjective(place):
            place += 1
        tie = self.token(place)
        if tie is None or not (tie.has("structure", "preposition") or tie.has("quantifiers", "between")):
            return set()
        fates: set[Fate] = set()
        for at, node in enumerate(self.nodes[place + 1 :]):
            fate = isinstance(node, Token) and is_fate(node)
            if not (is_joint(node) if at % 2 else fate):
                # "ponieśli 500 ludzi strat w zabitych"
                return fates if at > 2 or self.words.genitive else set()
            fates |= fates_of(node) if isinstance(node, Token) and fate else set()
        return fates

    def _is_adjective(self, place: int) -> bool:
        node = self.nodes[place]
        return self.words.active and isinstance(node, Token) and node.kind == "word" and not node.senses
