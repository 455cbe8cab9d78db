"""Where is the fate before what is inserted between it and its number: a stretch between commas, a share, whom it is told of?"""

from __future__ import annotations

from battlex.prose.counted import Counted
from battlex.prose.fates.leads import MOST_LOSSES, Leads
from battlex.prose.sentence import Question, room
from battlex.prose.words import COMMAS, DASHES, OPENS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

_MOST_INSERTED, _MOST_VARYING, _MOST_TOLD = 7, 3, 6
"""So many places may a stretch between two commas take up, or lie between losses and the comma before a range; between losses and their number."""

_FAR = 12
"""So many tokens may tell whose losses they are."""


class Insertions(Question):
    """Looks past what is inserted; all places returned are -1 where there is none."""

    leads = room(Leads)

    def before(self, comma: int, behind: int, item: Counted) -> int:
        """The place of the fate that stands before what a comma right before a number closes."""
        said = "say" in (self.key_at(comma - 1), self.key_at(item.last))
        if (fate := self._before_range(comma, behind, MOST_LOSSES if said else _MOST_VARYING)) >= 0:
            return fate
        if self.words.active and item.noun in (None, self.nodes[comma - 1]) and self._labels(comma):
            # "los heridos fueron 300; los muertos, 40"
            return comma - 1
        if self._heads_clause(comma, item):
            return comma - 1
        if (told := self._before_fates(comma)) > behind:
            # "perdieron, entre muertos y heridos, 300 hombres"
            verb = told - 1 - is_mark(self.nodes[told - 1], COMMAS)
            return verb if verb >= behind and self.fate_at(verb) else -1
        named, topic = self.token(comma - 2), self.token(comma - 1)
        if self.words.verb_last and named and topic and topic.norm in self.words.contained["topic"]:
            # "死者は、300人に上った", "死者の合計は、300人"
            if self.words.key(named) in ("label", "strength") or named.has("structure", "total"):
                return comma - 1
        for at in range(comma - 1, max(behind, comma - _MOST_INSERTED), -1):
            node = self.nodes[at]
            if is_mark(node, COMMAS):
                # "составили, по данным штаба, 300 человек": from the verb on, the losses are looked for.
                return at - 1 if self.fate_at(at - 1) or self.key_at(at - 1) in ("amount", "auxiliary") else -1
            if is_mark(node, OPENS) and has(self.nodes[at + 1], "structure", "claim"):
                # "heavy losses (according to Brown, 900)"
                return at - 1 if self.leads.opens_losses(at, behind) else -1
            if isinstance(node, Quantity) and node.name:
                # "perdent, en deux jours, onze chars"
                continue
            if not isinstance(node, Token) or is_fate(node) or is_joint(node):
                break
        return self._before_share(comma, item)

    def _labels(self, comma: int) -> bool:
        """ "los muertos, 40": whether people by their fate and a comma stand before a number that closes its clause."""
        ends = self.token(comma + 2) is None or is_mark(self.nodes[comma + 2], COMMAS + ";.")
        opens = self.key_at(comma - 2) == "determiner" or has(self.node(comma - 2), "quantifiers", "and")
        return ends and opens and self.key_at(comma - 1) == "label"

    def told_of(self, comma: int, item: Counted) -> int:
        """ "Las bajas, que ascendieron a 300, fueron altas": the losses before a comma that nothing but a verb leads from."""
        if self.words.characters:
            return comma - 1 if self._claimed(comma, item) else -1
        start, stop = comma + 1, item.first
        who, last = self.token(start), self.token(stop - 1)
        if who is None or last is None or not start + 1 < stop <= comma + _MOST_TOLD:
            return -1
        if not who.has("structure", "preposition") or self.keys[start]:
            return -1
        if not (last.has("quantifiers", "to") or self.leads.is_said(stop - 1)):
            return -1
        if any(not isinstance(node, Token) or is_fate(node) or is_noun(node) for node in self.nodes[start:stop]):
            return -1
        for at in range(comma - 1, max(-1, comma - _MOST_TOLD), -1):
            node = self.token(at)
            if node is None or node.kind != "word":
                break
            if is_fate(node):
                return at if self.names_losses(node) and at not in self.sentence.used else -1
        return -1

    def _heads_clause(self, comma: int, item: Counted) -> bool:
        """ "Killed, 12; Danish losses, 40 men.": whether a fate, whose it is and a comma are all of a clause but for the phrase."""
        if not self.words.determiners or not is_fate(self.node(comma - 1)) or comma - 1 in self.sentence.used:
            return False
        after, at = self.node(item.last), comma - 2
        while self.words.head_last and (whose := self.token(at)) is not None:
            if self.keys[at] != "determiner" and not self.words.names_people(whose):
                break
            at -= 1
        return (at < 0 or is_mark(self.nodes[at], ";:(")) and (after is None or is_mark(after, ",;.)"))

    def _before_fates(self, comma: int) -> int:
        """The place of a word for between that nothing but joined fates part from a comma, -1 for none."""
        for at in range(comma - 1, max(-1, comma - MOST_LOSSES), -1):
            node = self.nodes[at]
            if not (is_fate(node) or is_joint(node)):
                return at if self.words.active and has(node, "quantifiers", "between") and at + 2 < comma else -1
        return -1

    def _claimed(self, comma: int, item: Counted) -> bool:
        """ "傷亡，官方公佈為251,309人": whether but a claim stands between losses with a comma and their number."""
        losses, between = self.nodes[comma - 1] if comma else None, self.nodes[comma + 1 : item.first]
        if not isinstance(losses, Token) or not is_fate(losses) or comma - 1 in self.sentence.used:
            return False
        told = [node for node in between if isinstance(node, Token) and self._says_little(node)]
        claim = any(node.has("structure", "claim") for node in told)
        return claim and len(told) == len(between) and self.names_losses(losses)

    def _says_little(self, node: Token) -> bool:
        return node.has("structure", "claim", "plain", "total") or bool(self.words.key(node))

    def shares_topic(self, comma: int, item: Counted) -> bool:
        """ "死者は、北軍は300人", "損失は、米軍の発表では300機": whether a subject or a claim stands between a comma and a number."""
        tie = self.token(item.first - 1)
        between = self.nodes[comma + 1 : item.first]  # "死者は、赤城7名"
        named = len(between) < 3 and not any(map(self._is_known, between))
        told = tie is not None and (tie.has("structure", "claim") or tie.norm in self.words.contained["topic"])
        return (told or named) and self.key_at(comma - 1) == "particle" and self.key_at(comma - 2) == "label"

    def _is_known(self, node: Node) -> bool:
        return not isinstance(node, Token) or is_noun(node) or is_fate(node) or bool(self.words.key(node))

    def _before_range(self, comma: int, behind: int, most: int) -> int:
        """ "Estimates of the deaths vary, ranging from 22,000 to 75,000": the place of the losses that a range is told of."""
        number = self.nodes[comma + 1]
        if not isinstance(number, Quantity) or number.min == number.max or number.start == number.core_start:
            return -1
        between = self.words.determiners and has(self.sentence.tokens.get(number.start), "quantifiers", "between")
        for at in range(max(behind, comma - most), comma - 1) if between else ():
            node = self.nodes[at]
            if isinstance(node, Token) and is_fate(node) and self.names_losses(node):
                return at
        return -1

    def _before_share(self, comma: int, item: Counted) -> int:
        """ "lost half of their force, about 900 men": the place of the fate of a share that people tell the number of."""
        shared, after = False, self.token(item.last)
        alone = after is None or after.kind != "word" or after.has("structure", "preposition")
        for at in range(comma - 1, max(-1, comma - MOST_LOSSES), -1) if item.noun is not None and alone else ():
            node = self.nodes[at]
            if shared and is_fate(node):
                return at
            if node.kind not in ("word", "%") and not isinstance(node, Quantity):
                return -1
            # "lost 60% of its strength, some 4,500 men"
            said = "share" in (self.key_at(at), node.name if isinstance(node, Quantity) else "")
            shared = shared or said or node.kind == "%"
        return -1

    def opens_speech(self, place: int) -> bool:
        """ "captured Germans showed that 3,000 men held the town": whether an unknown verb leads on to what was said."""
        verb = self.token(place - 1)
        node = self.nodes[place]
        tie = self.key_at(place) == "determiner" and has(node, "structure", "preposition")
        return (
            tie
            and not has(node, "quantifiers", "to")
            and verb is not None
            and verb.kind == "word"
            and not (verb.senses or self.keys[place - 1])
        )

    def sums_up(self, total: Token, place: int) -> bool:
        """ "40 feriti e 50 dispersi, per un totale di 90 uomini": whether a preposition leads from losses to a word for a total."""
        at = place - 1
        if not self.words.has_sense(total.norm.partition(" ")[0], "preposition"):
            tie = self.token(at := self.back_over(at, "determiner"))
            if tie is None or not tie.has("structure", "preposition"):
                return False
            at -= 1
        losses = self.token(at - is_mark(self.node(at), COMMAS))
        return self.words.active and losses is not None and is_fate(losses) and self.names_losses(losses)

    def headed(self, mark: int, behind: int) -> int:
        """ "Потери пехоты и конницы — 90 человек": the losses that open a clause before a mark, -1 for none."""
        for at in range(mark - 1, max(behind, mark - _FAR) - 1, -1) if self.words.genitive else ():
            node = self.token(at)
            if node is None or self.words.key(node) in ("auxiliary", "amount"):
                return -1
            if node.has("fates", "casualties"):
                opening = at - 1
                while opening >= 0 and (self._says_all(opening) or has(self.nodes[opening], "fates", "casualties")):
                    opening -= 1
                opens = opening < 0 or is_mark(self.nodes[opening], ".;:,(")
                return at if opens and at not in self.sentence.used else -1
            if is_fate(node) or not (
                node.kind in ("word", ":") or is_joint(node) or (node.glued and is_mark(node, DASHES))
            ):
                return -1
        return -1

    def _says_all(self, place: int) -> bool:
        return has(self.nodes[place], "structure", "total", "plain")

    def may_list(self, item: Counted) -> bool:
        """ "fielen Graf Adolf, 11 Ritter und 300 Mann": whether a comma may part a phrase from a member without a number."""
        if not self.words.determiners or (self.words.noun_capitals and is_joint(self.node(item.last))):
            return True
        return self.words.active and is_joint(self.node(item.last)) and self._only_lists(item.last + 1)

    def _only_lists(self, place: int) -> bool:
        """ "y 82 soldados.": whether a last member closes the clause, and no verb ("Tomada la villa, 30 jinetes y 20 infantes huyeron.")."""
        number, ahead = self.node(place), place + 1
        while has(node := self.node(ahead), "structure", "plain") or (is_noun(node) and not is_fate(node)):
            ahead += 1
        return isinstance(number, Quantity) and (node is None or is_mark(node, ".;")) and ahead > place + 1
