"""Which fate does a number take over from the words before: "A lost 300 men, B only 45", "others say 400"?"""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import Counted
from battlex.prose.counting.adjectives import Adjectives
from battlex.prose.counting.gaps import LEAST, MOST_GAP, MOST_OPENING, Gaps
from battlex.prose.sentence import Question, room
from battlex.prose.words import COMMAS, OPENS, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE, fates_of
from battlex.values.figures.quantity import Node, Quantity
from battlex.values.figures.token import Token

_MOST_SAID = 16
"""So many tokens may introduce another source's number."""

_NEAR_CLAIM = 6
"""So many tokens before a number may its clause begin that claims it."""

_FAR = 16
"""So many tokens before a number may the fate stand that several sources give numbers of."""

_VERBS = frozenset({"say", "auxiliary", "perfect", "hypothetical", "agent", "inflict", "suffer", "strength"})
"""Words that make a clause of its own of what stands between two numbers."""


class Inherited(Question):
    """Gives numbers of one sentence the fates that they take over from its earlier words."""

    gaps = room(Gaps)
    adjectives = room(Adjectives)

    def takes_over(self, before: Counted, item: Counted, since: int) -> bool:
        """Whether an item's clause leaves out the verb of the item before: "A lost 300 men, B only 45", "others say 400"."""
        if self.words.characters or not before.fated:
            return False
        gap = self.nodes[max(before.last, before.tail_end, since) : item.first]
        opening = next((at for at, node in enumerate(gap) if is_mark(node, ",;")), 0)
        if opening <= MOST_OPENING and all(self._closes(node) for node in gap[:opening]):
            gap = gap[opening:]
        if not 1 <= len(gap) <= _MOST_SAID or not all(
            isinstance(n, Token) or n.name == "ordinal" or is_mark(gap[0], "(") for n in gap
        ):
            # "103 in the 3rd Division and 209 in the 24th"
            return False
        tokens = [node for node in gap if isinstance(node, Token)]
        if any(is_fate(token) for token in tokens) or item.quantity.form == "one":
            return False
        if self.words.key(tokens[-1]) == "of" and not self.words.determiners:
            # "померло пів міста, а з 1100 жовнірів уціліло 340"
            return False
        if not item.counts_something and (self._may_be_year(item) or not self.plain_number(item)):
            return False
        if item.counts_something and (item.kind in PEOPLE) != (before.kind is None or before.kind in PEOPLE):
            if not self.gaps.gapped(tokens, before, item):
                return False
        return (
            self._contrasted(tokens, before, item)
            or self._claimed(tokens, item)
            or self.gaps.rivals(before, item)
            or self.gaps.gapped(tokens, before, item)
            or self._named_behind(tokens, item)
            or self._elsewhere(tokens, before, item)
            or self._others(tokens, item)
            or self._people_too(tokens, before, item)
            or self.adjectives.also_at(before, item)
        )

    def _losses_too(self, item: Counted) -> Token | None:
        """ "las bajas inglesas fueron de 60; las españolas, de 235 hombres": the losses of which an adjective alone speaks."""
        at = item.first - 1
        while at > 1 and (self.key_at(at) == "of" or is_mark(self.nodes[at], ",")):
            at -= 1
        whose = self.token(at)
        opens = at > 1 and self.key_at(at - 1) == "determiner" and is_mark(self.nodes[at - 2], ",;")
        if (
            whose is None
            or not opens
            or not self.words.names_people(whose)
            or not self.flat.text[whose.start].islower()
        ):
            return None
        losses = (self.token(place) for place in range(max(0, at - 2 - 2 * _FAR), at - 2))
        return next((node for node in losses if node is not None and node.has("fates", "casualties")), None)

    def _may_be_year(self, item: Counted) -> bool:
        """Whether a number may be a year, not as in "; los aliados, 1252.": right behind a subject, with nothing behind it."""
        behind, before = self.node(item.last), self.token(item.first - 1)
        if not item.quantity.bare or not self.words.active or before is None:
            return item.quantity.bare
        return before.has("structure", "preposition") or not (behind is None or is_mark(behind, ",.;"))

    def claim(self, item: Counted, first: bool) -> bool:
        """Give a number without a noun the fate that a verb of claiming says it of, if there is one.

        "Estimates of the dead vary: some say 500"; where it is the ``first`` of its sentence, what the sentence
        before told of: "Raybaud puts them at 800."
        """
        if item.kind in PEOPLE and self.words.active and (losses := self._losses_too(item)) is not None:
            item.fates, item.casualties = fates_of(losses), True
            return True
        if self.words.genitive and item.category is Category.PERSONNEL and self._said_of_it(item):
            # "потери были тяжёлыми, их оценивают в 300 человек"
            first = False
        elif self.words.active and item.category is Category.PERSONNEL and self._estimated(item):
            # "les pertes françaises, estimées à 300 hommes, furent lourdes"
            first = False
        elif item.counts_something or item.quantity.bare or self.words.characters or not self.plain_number(item):
            return False
        said = "say" in self.keys[max(0, item.first - 5) : item.first] or self._says(item.quantity)
        if not said or item.size < LEAST:
            return False
        for at in range(item.first - 1, max(-1, item.first - _FAR), -1):
            token = self.token(at)
            if token is None:
                return False
            if is_fate(token):
                if self.words.key(token) != "label" and not token.has("fates", "casualties"):
                    return False
                item.fates, item.casualties = fates_of(token), token.has("fates", "casualties")
                return True
        if not first or self.thread.loss is None or not self.thread.loss[1]:
            return False
        item.fates, item.casualties = set(self.thread.loss[0]), not self.thread.loss[0]
        item.category = Category.PERSONNEL
        return True

    def _said_of_it(self, item: Counted) -> bool:
        """Whether a clause behind a comma has a verb of claiming before the number and nothing that the number is told of."""
        claims = False
        for at in range(item.first - 1, max(-1, item.first - _NEAR_CLAIM), -1):
            token = self.token(at)
            if token is None or is_mark(token, ".;:("):
                return False
            if is_mark(token, ","):
                return claims
            if is_noun(token) or is_fate(token) or self.words.key(token) == "strength":
                return False
            claims = claims or self.words.key(token) == "say"
        return False

    def _estimated(self, item: Counted) -> bool:
        """Whether a participle of claiming leads to the number, behind a comma that follows what it is said of."""
        comma, described = self.token(item.first - 1), self.token(item.first - 2)
        apart = comma is not None and is_mark(comma, ",") and described is not None and described.kind == "word"
        return apart and self._says(item.quantity)

    def is_shared(self, item: Counted) -> bool:
        """Whether a share of the number stands before it ("a third of its 9,000 men", "half of the crew of 180")."""
        if self.words.characters:
            # "1,000명 가운데 절반이 죽었다", "900名守军半数阵亡", "900人中半数阵亡"
            behind, shares = self.token(item.last), self.language.words("prose", "share")
            if behind is None or behind.kind != "word":
                return False
            share = self.token(item.last + 1)
            return (share is not None and share.norm.startswith(shares)) or (
                not self.words.verb_last and behind.norm.startswith(shares)
            )
        if self._is_named_by_fate(item):
            return False
        at = self.back_over(item.first - 1, "of", "determiner")
        body = self.token(at)
        named = body is not None and (
            is_noun(body) or not (self.words.determiners or body.senses or self.words.key(body))
        )
        if 0 < at < item.first - 1 and named:
            at = self.back_over(at - 1, "of", "determiner")
        if self.words.verb_last and not self.words.characters:
            # "300 askerin yarısı öldü"
            return self.key_at(item.last) == "share"
        told = self.token(at)
        if told is not None and " " in told.norm and self.words.listed(told.norm.rpartition(" ")[2], "share"):
            # "les deux tiers des 9000 hommes"
            return True
        return at >= 0 and (self.key_at(at) == "share" or (at < item.first - 1 and self._is_percentage(at)))

    def _is_named_by_fate(self, item: Counted) -> bool:
        """ "some of the 450 prisoners", "80% of the 250 people killed in the raid": whether the whole is those of a fate."""
        said = self.token(item.tail_end - 1) if item.tail_end == item.last + 1 else None
        if self.words.head_last and said is not None and not item.passive and self.words.key(said) == "inflict":
            return item.noun is not None
        # "la moitié des 400 hommes furent tués"
        return (item.labelled and not item.passive) or (item.noun is not None and is_fate(item.noun))

    def _is_percentage(self, place: int) -> bool:
        """ "20 percent of its 3,000 men", "60% of the 300 men"."""
        number, mark = self.node(place - 1), self.token(place)
        if mark is None or not isinstance(number, Quantity):
            return False
        return number.name in ("measure", "share") and (mark.kind == "%" or mark.has("structure", "measure"))

    def survives(self, item: Counted) -> bool:
        """Whether a word of survival is said of an item, so that it shares no fate of the one before."""
        if self.words.characters or "survived" not in self.sentence.structure:
            return False
        for place in range(item.last, min(item.last + 3, len(self.nodes))):
            node = self.nodes[place]
            if is_mark(node, ";:."):
                break
            if has(node, "structure", "survived"):
                # ", домой вернулись 5 тысяч": what follows a comma may be said of the next number.
                parted = any(is_mark(between, COMMAS) for between in self.nodes[item.last : place])
                return not (parted and isinstance(self.node(place + 1), Quantity))
        return False

    def _says(self, quantity: Quantity) -> bool:
        """Whether the words that qualify a number are those of a claim ("les estime à 800")."""
        if quantity.start >= quantity.core_start:
            return False
        said = self.flat.text[quantity.start : quantity.core_start].split()
        return any(self.words.listed(word, "say") for word in said)

    def bracketed(self, item: Counted) -> Token | None:
        """The fate of a clause whose bracket tells how many of how many ("most were captured (300 of 500 men)")."""
        opening = self.token(item.first - 1)
        if self.words.characters or opening is None or not is_mark(opening, OPENS):
            return None
        for at in range(item.first - 2, max(-1, item.first - 2 - _FAR), -1):
            token = self.token(at)
            if token is None or is_mark(token, ".;"):
                return None
            if is_fate(token):
                return token
        return None

    def _named_behind(self, tokens: list[Token], item: Counted) -> bool:
        """ "71 killed on the American side and 450 for the Japanese": the other side stands behind its number."""
        tie, at = self.token(item.last), item.last + 1
        # "lost 30 men to 400 for the Danes"
        to = len(tokens) == 1 and self.words.head_last and tokens[0].has("quantifiers", "to")
        if item.counts_something or len(tokens) > MOST_GAP or not (to or is_joint(tokens[-1])):
            return False
        if tie is None or not tie.has("structure", "preposition") or any(self.words.key(t) in _VERBS for t in tokens):
            return False
        while self.key_at(at) == "determiner":
            at += 1
        side = self.token(at)
        return side is not None and (self.gaps.half(side) or self.key_at(at) == "half" or self.words.names_people(side))

    def _elsewhere(self, tokens: list[Token], before: Counted, item: Counted) -> bool:
        """ "89 were killed on board the one and 26 on board the other": the same word tells where it was."""
        here, there = self.token(before.tail_end or before.last), self.token(item.at + 1)
        if here is None or there is None or not is_joint(tokens[-1]):
            return False
        placed = there.has("structure", "preposition") or there.has("quantifiers", "between")
        return here.norm == there.norm and placed and not self.words.verb_last

    def _people_too(self, tokens: list[Token], before: Counted, item: Counted) -> bool:
        """ "300 Danes fell in the wood, and 40 Saxons.": a people that closes the sentence without a verb of its own."""
        if not (item.people and before.people and before.tail_end and self.words.head_last and is_joint(tokens[-1])):
            return False
        parted = len(tokens) == 1 or is_mark(tokens[-2], ",")
        ends = self.node(item.last) is None or is_mark(self.nodes[item.last], ".;")
        return parted and ends and not any(self.words.key(token) in _VERBS for token in tokens)

    def _others(self, tokens: list[Token], item: Counted) -> bool:
        """ "perdirent 60 avions en combat et 28 autres par accident"."""
        tie = tokens[-1 - (len(tokens) > 1 and self.words.key(tokens[-1]) == "of")]
        return self.words.active and is_joint(tie) and self.adjectives.others(item)

    def _closes(self, node: Node) -> bool:
        """Whether a word may end the clause before ("büßte 300 Mann ein, ", "hatten 300 Tote zu beklagen, ")."""
        return (
            isinstance(node, Token)
            and node.kind == "word"
            and not is_fate(node)
            and not is_noun(node)
            and self.words.key(node) not in ("say", "versus", "half")
        )

    def _contrasted(self, tokens: list[Token], before: Counted, item: Counted) -> bool:
        """ "lost seven pilots against 61": the other side's number behind a word of comparison."""
        # "frente a 1.100 de los sitiados"
        named = (item.noun is not None and self.words.key(item.noun) not in ("half", "person")) or item.weak is not None
        if named and not item.people and (item.kind in PEOPLE or item.kind is not before.kind):
            return False
        if self.is_owned_by_rivals(item.first):
            # "lost 30 men to the enemy's 400"
            return len(tokens) <= MOST_OPENING
        for place in range(len(tokens) - 1, max(-1, len(tokens) - 4), -1):
            if self.words.key(tokens[place]) == "versus":
                return len(tokens) <= MOST_OPENING or (place > 0 and tokens[place - 1].kind in ",;")
        return False

    def _claimed(self, tokens: list[Token], item: Counted) -> bool:
        """ "; modern authors speak of 500": another number for what was counted before."""
        said = any(self.words.key(token) == "say" for token in tokens[-5:])
        if self.words.active and self.words.key(tokens[-1]) == "of":
            # "aunque hay estimaciones de 2200"
            said = said or (len(tokens) > 1 and tokens[-2].has("structure", "claim"))
        behind = self.token(item.last)
        if tokens[0].kind == "(" and len(tokens) <= MOST_GAP and any(t.has("structure", "claim") for t in tokens[1:]):
            # "150 000 погибших (по данным префектуры — более 100 000 человек)"
            return item.kind in MAYBE_PEOPLE
        if behind is not None and behind.has("structure", "claim") and len(tokens) <= MOST_OPENING:
            # "; 300 selon d'autres"
            return (
                not item.counts_something
                and tokens[0].kind in ",;"
                and all(token.kind in ",;" or is_joint(token) or self._adds(token) for token in tokens)
            )
        return said and item.kind in MAYBE_PEOPLE and any(token.kind in ",;:–—" or is_joint(token) for token in tokens)

    def _adds(self, token: Token) -> bool:
        return (
            token.has("structure", "plain")
            or token.has("quantifiers", "approx")
            or self.words.key(token) in ("particle", "of")
        )

    def inherit(self, before: Counted, item: Counted) -> None:
        """Let an item take what the item before it counts and what became of it."""
        if not item.counts_something:
            item.category, item.noun = before.kind or Category.PERSONNEL, None
        item.share(before)
        item.passive = before.passive
        item.carry_on(before)
