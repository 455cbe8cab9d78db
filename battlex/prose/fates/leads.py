"""Where is the fate that a list, a bracket or an inserted phrase parts from the number behind it?"""

from __future__ import annotations

from battlex.model import Fate
from battlex.prose.counted import Counted
from battlex.prose.counting.gaps import LEAST
from battlex.prose.sentence import Question
from battlex.prose.words import CLOSES, COMMAS, DASHES, OPENS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE, fates_of
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

MOST_LOSSES = 8
"""So many words may stand between a number and losses before it."""

MOST_LABEL = 4
"""So many words may stand between a number and a noun of fate before it."""

_MOST_ADVERBS = 2
"""So many words may stand between a verb and where it was done."""

MOST_UNCOUNTED = 6
"""So many tokens may a member of a list have that no number counts, with the fate before it."""

_FAR = 24
"""So many tokens may stand between losses and the verb that says how many they were."""


class Leads(Question):
    """Finds the places of fates that do not stand right before a number."""

    def is_set_apart(self, verb: int, stop: int) -> bool:
        """Whether a verb has no object before the number, but words that tell where or when it was done."""
        said = self.nodes[verb]
        before = self.nodes[verb - 1] if verb else said
        acts = self.words.key(said) in ("suffer", "inflict") if isinstance(said, Token) else False
        perfect = isinstance(before, Token) and self.words.key(before) == "perfect"
        if not (acts or perfect) or self.words.verb_last or not self.words.determiners:
            return False
        last = self.nodes[stop - 1]
        if not isinstance(last, Token) or last.has("structure", "preposition") or self.words.key(last):
            return False
        for node in self.nodes[verb + 1 : verb + 2 + _MOST_ADVERBS]:
            if not isinstance(node, Token) or node.kind != "word" or self.words.key(node) in ("determiner", "of"):
                return False
            if node.has("structure", "preposition"):
                return True
        return False

    def opens_losses(self, opening: int, behind: int) -> bool:
        """ "suffered heavy casualties (4,000 men)": whether a bracket stands right behind a word of losses."""
        node = self.nodes[opening - 1] if opening > behind else None
        if not isinstance(node, Token) or opening - 1 in self.sentence.used:
            return False
        # "死者（300名）"
        named = self.names_losses(node) if self.words.determiners else self.words.contains(node, "label")
        return is_fate(node) and named

    def opens_who(self, opening: int, behind: int, item: Counted) -> bool:
        """ "les derniers capitulèrent (900 hommes)": whether a bracket tells how many were those of whom a verb speaks."""
        verb = self.token(opening - 1) if self.words.active and item.kind in PEOPLE and opening > behind else None
        if verb is None or not is_fate(verb) or opening - 1 in self.sentence.used:
            return False
        acts = self.words.key(verb) in ("inflict", "take", "singular", "suffer")
        return not acts and bool(fates_of(verb) & {Fate.CAPTURED, Fate.KILLED})

    def is_said(self, place: int) -> bool:
        """Whether a verb of being stands at a place, so that what follows is said of its subject."""
        verb = self.nodes[place]
        if self.words.active and has(verb, "quantifiers", "to"):
            # "las bajas totales llegaron a 400"
            return True
        while place and self.words.active and isinstance(verb, Token) and self.words.key(verb) == "of":
            place -= 1
            verb = self.nodes[place]
        return isinstance(verb, Token) and self.words.key(verb) == "auxiliary"

    def is_named(self, place: int) -> bool:
        """ "The killed and wounded amounted to 100": whether a fate is named, not told of others by an auxiliary."""
        while place > 1 and is_joint(self.nodes[place - 1]) and self.fate_at(place - 2):
            place -= 2
        # "Captured were 40 guns", "the guns captured were 40", but not "had been captured; there were 40".
        return self.words.head_last and self.key_at(place - 1) not in ("auxiliary", "perfect", "agent")

    def past_bracket(self, closing: int, passed: int) -> int:
        """Where a bracket opens that holds but fates, or behind losses no number ("потери турок (по отчёту) 300 человек")."""
        bare = self._opens_name(closing) if self.words.genitive and not passed else 0
        lost = any(has(node, "fates", "casualties") for node in self.nodes[max(0, bare - MOST_LABEL) : bare])
        return bare if lost else self._fates_in_bracket(closing)

    def _fates_in_bracket(self, closing: int) -> int:
        """ "Losses (killed and wounded) were 4,700": the place where a bracket of but fates opens, else 0."""
        for place in range(closing - 1, max(0, closing - MOST_UNCOUNTED), -1):
            node = self.nodes[place]
            if is_mark(node, OPENS):
                return place
            if not (is_fate(node) or is_joint(node) or (self.words.characters and isinstance(node, Token))):
                return 0
        return 0

    def fallen_to(self, opening: int) -> int:
        """ "Основные потери пришлись на корпус Сиклса (4124 чел.)": the place of the losses that brackets share out."""
        for at in range(opening - 1, max(0, opening - _FAR), -1):
            node = self.nodes[at]
            if is_mark(node, ".;") or is_fate(node):
                return -1
            if isinstance(node, Token) and self.words.key(node) == "fall_to":
                return self.subject(at, 0)
        return -1

    def taken_before(self, opening: int, behind: int) -> int:
        """ "captured Smith's battery (3 guns)": the place of the verb of taking before a bracket, -1 for none."""
        for at in range(opening - 1, max(behind, opening - MOST_UNCOUNTED) - 1, -1):
            if self.fate_at(at):
                said = self.token(at)
                takes = said is not None and self.words.key(said) == "inflict" and at not in self.sentence.used
                return at if takes else -1
        return -1

    def subject(self, verb: int, behind: int) -> int:
        """Before a verb of amounting: the place of the losses that it speaks of, however far, -1 for none."""
        for at in range(verb - 1, max(behind, verb - _FAR) - 1, -1):
            node = self.nodes[at]
            if isinstance(node, Quantity):
                if not node.name:
                    return -1
            elif is_mark(node, ";:"):
                return -1
            elif self.totals(node) or (is_fate(node) and self.names_losses(node) and not self.is_part(at - 1)):
                # "Потери, включая раненых, составили 18 человек"
                return -1 if at in self.sentence.used else at
        return -1

    def uncounted(self, joint: int, behind: int) -> int | None:
        """The fate before a member of a list that has no number ("killing the governor and 60 men")."""
        if self.words.characters:
            return self._named_before_joint(joint, behind)
        listed, articles = False, ("determiner", "share", "of") if self.words.noun_capitals else ("determiner", "share")
        if is_mark(self.nodes[joint - 1], CLOSES) and (opening := self._opens_name(joint - 1)):
            # "coulent un croiseur (le ''Fleur'') et deux cotres"
            joint = opening
        for at in range(joint - 1, max(behind, joint - 2 * MOST_UNCOUNTED) - 1, -1):
            node = self.nodes[at]
            if (isinstance(node, Quantity) and node.name == "name") or (is_mark(node, DASHES) and self._in_model(at)):
                # "abattirent un B-29 et cinq P-47"
                continue
            if not isinstance(node, Token) or (at < joint - MOST_UNCOUNTED and not listed):
                return None
            if is_mark(node, COMMAS) and self.words.determiners and is_noun(self.nodes[at - 1] if at else node):
                listed = True
                continue
            if is_mark(node, DASHES) and self.fate_at(at - 1) and not self.words.determiners and self.is_apart(at):
                # "ранены — лейтенант Лопухин и пять матросов"
                continue
            if node.kind != "word" or is_joint(node) or (listed and node.has("structure", "preposition")):
                return None
            if is_fate(node) and not is_noun(node):
                article = self.nodes[at + 1 + has(self.nodes[at + 1], "structure", "plain", "part")]
                if self.words.active and has(article, "quantifiers", "to"):
                    # "perdió a su jefe y a 31 hombres"
                    article = self.nodes[at + 2]
                opens = (
                    (isinstance(article, Quantity) and article.form != "digits")
                    or (isinstance(article, Token) and self.words.key(article) in articles)
                    or has(article, "numbers", "several")
                    or has(article, "levels", "all")
                    or has(article, "structure", "rate")  # "coulant l'un des bricks et deux cotres"
                    or (has(node, "implies", "ship") and article.norm in self.language.words("people", "with"))
                    or (self.words.noun_capitals and self._names_fallen(node, article))
                )
                # "entre los muertos estaban un oficial y cinco soldados", "la muerte de su jefe y 31 hombres"
                opens = opens or has(self.node(at - 1), "quantifiers", "between")
                opens = opens or (self.words.active and self.key_at(at + 1) == "of" and not self.names_losses(node))
                if not self.words.determiners and not self.words.head_last:
                    # Without articles, a verb opens the list ("знищила літак, два вертольоти", "погиб генерал и 86 солдат").
                    opens = not self.words.contains(node, "label")
                company = isinstance(tie := self.nodes[joint], Token) and " " in tie.norm
                apart = at + 1 < joint or (company and self.words.key(node) != "inflict")
                return at if opens and at not in self.sentence.used and apart else None
        return None

    def _opens_name(self, closing: int) -> int:
        """Where a bracket opens that has no number in it, 0 for none."""
        for at in range(closing - 1, max(0, closing - MOST_LOSSES), -1):
            if is_mark(self.nodes[at], OPENS):
                return at
            if isinstance(self.nodes[at], Quantity):
                break
        return 0

    def _names_fallen(self, verb: Token, name: Node) -> bool:
        """ "fielen Oberst Brandt und 30 Mann", "fielen Graf Adolf, 11 Ritter": whether those who died are named at once."""
        killed = verb.has("fates", Fate.KILLED) and isinstance(name, Token) and self.flat.text[name.start].isupper()
        return killed or has(name, "nouns", "personnel")

    def _in_model(self, dash: int) -> bool:
        """Whether a dash ties letters to the number of a type."""
        number = self.nodes[dash + 1]
        return bool(self.nodes[dash].glued) and isinstance(number, Quantity) and number.name == "name"

    def _named_before_joint(self, joint: int, behind: int) -> int | None:
        """ "击沉「胡德」号及驱逐舰一艘", "活捉某某、某某等九人": the fate before a name that is joined to the number."""
        if self.words.verb_last or is_mark(self.nodes[joint], ",，"):
            return None
        for at in range(joint - 1, max(behind, joint - MOST_LOSSES) - 1, -1):
            node = self.nodes[at]
            if not isinstance(node, Token) or (is_joint(node) and node.kind != "、") or is_mark(node, ";；:：("):
                return None
            if is_fate(node):
                return at if at not in self.sentence.used and at + 1 < joint else None
        return None

    def places(self, ahead: Token) -> bool:
        """Whether a preposition behind a joint goes on with where it was; where there are articles, it may open a clause."""
        return ahead.has("structure", "preposition") and not self.words.determiners and not self.words.characters

    def no_company(self, item: Counted) -> bool:
        """Whether nothing behind a phrase says where it was taken ("took three ships to Corfu"), though whose it was."""
        after, whom = self.token(item.last), self.token(item.last + 1)
        named = whom is not None and (self.words.names_people(whom) or whom.has("structure", "enemy"))
        return after is None or not after.has("structure", "preposition") or (named and self.words.leads_on(after.norm))

    def is_apart(self, place: int) -> bool:
        """Whether a dash stands between blanks: it then stands for a verb ("потери — 300 человек")."""
        after = self.nodes[place + 1]
        return not self.nodes[place].glued and not after.glued

    def only_aboard(self, place: int, item: Counted) -> bool:
        """ "the casualties on board the two transports": whether losses are told of what things hold."""
        fate, article = self.nodes[place], self.nodes[item.first - 1]
        if item.kind in MAYBE_PEOPLE or not isinstance(fate, Token) or not fate.has("fates", "casualties"):
            return False
        definite = isinstance(article, Token) and self.words.key(article) == "determiner"
        return definite and any(
            isinstance(node, Token) and node.has("structure", "preposition") and self.words.key(node) != "of"
            for node in self.nodes[place + 1 : item.first - 1]
        )

    def suffered(self, key: str, item: Counted) -> bool:
        """ "inflicted 300 casualties and suffered 40": whether nothing but losses can be meant behind a verb."""
        if self.words.active:
            return key == "suffer"
        after = self.token(item.last)
        ends = after is None or after.kind != "word" or is_joint(after) or after.has("structure", "preposition")
        return self.words.head_last and self.words.determiners and ends and item.size >= LEAST

    def is_object(self, item: Counted) -> bool:
        """ "captured the town, and 60 men guarded it": whether no verb stands behind a phrase, whose subject it would be."""
        after = self.token(item.last)
        if not (self.words.determiners and self.words.head_last) or after is None or after.kind != "word":
            return True
        key = self.words.key(after)
        if key in ("auxiliary", "perfect", "agent"):
            return False
        if is_joint(after) or is_fate(after) or after.has("structure", "preposition", "part", "plain"):
            return True
        return key in ("of", "half") or item.of_them or self.words.goes_on_doing(after)

    def meets_deed(self, place: int) -> bool:
        """ "was killed while leading 300 men": whether a participle behind a fate has the number for its object."""
        return self.words.goes_on_doing(self.token(place + 1 + (self.key_at(place + 1) == "particle")))

    def outlives(self, item: Counted) -> bool:
        """ "대부분 죽고 셋만 살아남았다": whether a word of survival closes a phrase where verbs stand last."""
        after = self.token(item.last)
        return after is not None and after.has("structure", "survived")

    def heads_sides(self, colon: int, item: Counted) -> bool:
        """ "Потери сторон: русские — 300 человек", "Verluste: Italien: 300 Mann": whether losses are shared out to sides."""
        if self.words.characters:
            # "死亡：英军300人，法军400人"
            return self.fate_at(colon - 1) and item.first - colon < MOST_UNCOUNTED
        last = self.nodes[item.first - 1]
        apart = self.words.genitive and is_mark(last, DASHES) and not last.glued
        apart = apart or is_mark(last, ":：") or (isinstance(last, Token) and self.words.names_people(last))
        near = item.first - colon < MOST_UNCOUNTED
        return apart and near and any(map(self.fate_at, range(max(0, colon - 2), colon)))

    def is_agent(self, place: int, item: Counted) -> bool:
        """ "убит 300 казаками", "взят отрядом из 300 человек": whether a case tells that the phrase has done it."""
        if self.key_at(place) == "goes" and place + 2 < item.first:
            # "se rend à Constantinople avec 700 hommes"
            return has(self.nodes[place + 1], "quantifiers", "to") or self.key_at(place + 1) in ("whither", "clitic")
        if not self.words.agents or not item.first:
            return self.words.determiners and self._is_source(place)
        if place + 1 == item.first:
            noun, label = item.noun, self.nodes[place]
            told = isinstance(label, Token) and self.names_losses(label)
            return noun is not None and noun.norm.endswith(self.words.agents) and not is_fate(noun) and not told
        body = self.token(item.first - 2)
        tied = self.key_at(item.first - 1) == "of" or has(self.nodes[item.first - 1], "structure", "preposition")
        acts = body is not None and place + 2 == item.first - 1 and self.words.key(body) == "singular"
        return tied and acts and item.kind in PEOPLE

    def _is_source(self, place: int) -> bool:
        """ "nach Aussage der Gefangenen", "according to the prisoners": whether prisoners are those who claim a number."""
        claim = self.token(place - 2) if self.key_at(place - 1) in ("determiner", "of") else None
        if claim is None or not claim.has("structure", "claim") or not has(self.nodes[place], "fates", Fate.CAPTURED):
            return False
        return claim.has("structure", "preposition") or has(self.node(place - 3), "structure", "preposition")

    def labelled_loss(self, verb: int) -> set[Fate]:
        """The fates of a label that stands before a verb of losing and its subject; none where another clause begins."""
        for at in range(verb - 1, max(-1, verb - 2 - MOST_LABEL), -1):
            node = self.nodes[at]
            if not isinstance(node, Token) or node.kind != "word":
                return set()
            if is_fate(node):
                labelled = self.words.contains(node, "label") and node.norm.endswith(self.words.agents)
                return fates_of(node) if labelled and at not in self.sentence.used else set()
        return set()
