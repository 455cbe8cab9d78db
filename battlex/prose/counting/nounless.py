"""What does a number without a noun count by the words around it: strengths, survivors, things named before?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import THINGS, WRECKED, Counted, category_of
from battlex.prose.counting.strengths import LEAST_STRENGTH, NEAR_STRENGTH, STRENGTHS, Strengths
from battlex.prose.counting.thousands import Thousands
from battlex.prose.sentence import Question, room
from battlex.prose.words import DASHES, QUOTES, has, is_fate, is_mark, is_noun
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE_FATES
from battlex.values.figures.quantity import LARGEST, Quantity
from battlex.values.figures.token import Token

MACHINES = (Category.AIRCRAFT, Category.TANK)
"""What is called no more than a machine where it was named before."""

_NEAR_THING = 14
"""So many tokens before a number may a thing be named of which it counts more."""

_NEAR_BODY = 8
"""So many tokens behind a number may the army or unit stand that it is part of."""

_HUNDRED, _MOST_SHIPS = 100, 3000
_MANY_MORE = 4
"""So many times the things counted before can be lost; more are men."""


class Nounless(Question):
    """Answers what stands beside a number without a noun.

    ``latest`` is the category of the figure made last, if it is one of things that were lost.
    """

    latest: Category | None = None

    thousands = room(Thousands)
    strengths = room(Strengths)

    def category(self, item: Counted, fated: bool) -> Category | None:
        """What a number without a noun counts, None where that is nothing, or nothing of a figure."""
        if fated:
            if (kind := self._implied(item)) is not None:
                return kind
            if self.latest is Category.AIRCRAFT and item.tail_end and self._is_shot_down(item):
                return Category.AIRCRAFT
            said = item.casualties and item.labelled and item.lead is None
            # "захватив в плен 78 луизианцев"
            said = said or (item.lead is not None and item.lead.key("implies") == Category.PERSONNEL)
            if not (said or item.fates & PEOPLE_FATES) and (self._of_something(item) or self._of_unknown(item)):
                return None
            if item.casualties and not item.fates and self._lost_of_the_same(item):
                return self.latest
            if self._goes_on_with_things(item) or (self.latest is not None and self._is_further(item)):
                return self.latest
            if self._of_places(item) or (item.fates == {Fate.DISPLACED} and self.strengths.of_cases(item)):
                return None
            told = self.noun_before_lead(item)
            if told is not None:
                return told
            if item.fates & PEOPLE_FATES:
                civilians = item.fates == {Fate.DISPLACED} and not self._of_a_body(item)
                return Category.CIVILIAN if civilians else Category.PERSONNEL
            implied = item.lead.key("implies") if item.lead is not None else None
            if implied:
                return Category(implied)
            if item.lead is not None and item.fates <= WRECKED and (named := self._thing_named(item)):
                return named
            if item.fates & {Fate.DAMAGED} or (item.fates == {Fate.LOST} and item.lead is None):
                named = self._thing_named(item) if self.words.active else None
                # "due carri furono colpiti; una corazzata affondò e due furono danneggiate"
                return named or self.thread.thing or self._thing_named(item)
            if item.fates == {Fate.CAPTURED} and item.lead is None and self._of_unknown(item):
                return None
            if item.lead is not None and self.named_before(item):
                return None
            taken = item.lead is None or self.words.key(item.lead) == "inflict"
            if item.fates == {Fate.CAPTURED} and taken and not item.labelled:
                kind = self.thread.kind or Category.PERSONNEL
                return Category.PERSONNEL if self._exceeds(item, kind) else kind
            told_of = self.thread.kind if item.fates == {Fate.LOST} and not item.casualties else None
            if told_of not in MAYBE_PEOPLE and self.plain_number(item):
                return told_of
            if item.elliptic and self.thread.thing is not None and not item.casualties:
                return self.thread.thing
            return Category.PERSONNEL if said or self.plain_number(item) else None
        listed, structure = self.sentence.listed, self.sentence.structure
        if self.key_at(item.at + 1) == "of" and self._of_calibre(item):
            return Category.GUN
        if "plain" in structure and self._of_the_same(item):
            return self.thread.kind
        if ("led" in listed and self._led(item)) or (self.words.characters and self.thousands.led(item)):
            return Category.PERSONNEL
        if item.elliptic and not self.words.characters:
            meant = self.thread.kind if item.of_them else self.thread.thing
            return None if meant is Category.FORMATION and self._exceeds(item, meant) else meant
        if self.words.characters:
            if self.strengths.told(item) or self.thousands.go_on(item):
                return self._kind_meant(item)
        elif not listed.isdisjoint(STRENGTHS) and self.strengths.told(item):
            return self._kind_meant(item)
        if ("survived" in structure and self._survived(item)) or self._of_a_body(item):
            return Category.PERSONNEL
        return None

    def _implied(self, item: Counted) -> Category | None:
        """ "five of their LCAs were sunk", "two of which were shot down": what alone a verb behind what is not known is said of."""
        verb = self.token(item.tail_end - 1) if item.tail_end and self.words.head_last else None
        told = item.passive or (verb is not None and self.words.listed(verb.norm.partition(" ")[0], "auxiliary"))
        kind = verb.key("implies") if verb is not None and told else None
        return Category(kind) if kind in (Category.SHIP, Category.AIRCRAFT) else None

    def _of_a_body(self, item: Counted) -> bool:
        """ "Only 2,000 from the 6th Division came home": so many that come from an army or a unit are people."""
        tie = self.token(item.last)
        if tie is None or not tie.has("structure", "preposition") or not self.words.head_last or item.quantity.bare:
            return False
        if not self.words.determiners or item.size < _HUNDRED or self.named_before(item):
            return False
        named = False
        for at in range(item.last + 1, item.last + _NEAR_BODY):
            node = self.node(at)
            if isinstance(node, Quantity):
                if node.name not in ("ordinal", "name"):
                    return False
                continue
            if node is None or is_fate(node) or node.has("structure", "preposition", "measure"):
                return False
            if node.kind != "word" and not is_mark(node, DASHES):
                return False
            named = named or self.words.key(node) == "determiner"
            further = self.token(at + 1)
            if further is not None and is_noun(further):
                continue
            if node.has("nouns", Category.FORMATION, Category.PERSONNEL) or self.words.key(node) == "body":
                return named and not self.words.possesses(node)
        return False

    def _thing_named(self, item: Counted) -> Category | None:
        """ "destroyed a tank and damaged three more": what was named last before the number, if it is a thing.

        Behind a verb, only where it is one of doing this to things.
        """
        if self.words.characters or (item.lead is not None and self.words.key(item.lead) != "inflict"):
            return None
        for at in range(item.first - 1, max(-1, item.first - _NEAR_THING), -1):
            token = self.token(at)
            if token is not None and is_noun(token) and not is_fate(token):
                category = token.key("nouns")
                return Category(str(category)) if category in THINGS else None
        return None

    def _of_the_same(self, item: Counted) -> bool:
        """ "13 guns along with six more from the battery": a number before "more" counts what was counted last."""
        more, behind = self.token(item.at + 1), self.token(item.at + 2)
        if more is None or not more.has("structure", "plain") or self.words.characters or not self.words.head_last:
            return False
        ends = behind is None or behind.kind != "word" or behind.has("structure", "preposition")
        return ends and " " not in more.norm and not item.quantity.bare and item.quantity.form != "one"

    def _led(self, item: Counted) -> bool:
        """ "the centre (about 18,000 under Melas)": so many that somebody leads are people."""
        led = self.token(item.at + 1)
        large = item.size >= _HUNDRED and not item.quantity.bare
        return large and led is not None and self.words.key(led) == "led" and self.words.determiners

    def quoted(self, item: Counted) -> bool:
        """Whether a name in quotation marks stands behind the number at once ("9 самолётов «Зеро» и 6 «Вэл»")."""
        mark, name = self.token(item.at + 1), self.token(item.at + 2)
        return mark is not None and is_mark(mark, QUOTES) and name is not None and self.flat.text[name.start].isupper()

    def _of_calibre(self, item: Counted) -> bool:
        """Whether a measure tells guns that were named before apart ("the guns, two of 18 pounds and …")."""
        measure = self.node(item.at + 2)
        if self.words.characters or not isinstance(measure, Quantity) or measure.name != "measure":
            return False
        return any(has(node, "nouns", Category.GUN) for node in self.nodes[: item.at])

    def names_people(self, item: Counted) -> bool:
        """ "85 of them being taken prisoner": whether the fate behind a number has a noun for people in it."""
        fate = self.token(item.tail_end - 1) if item.tail_end else None
        if fate is None or " " not in fate.norm:
            return False
        senses = self.language.figures.word(fate.norm.rpartition(" ")[2])
        return senses is not None and "nouns" in senses and senses["nouns"].key == Category.PERSONNEL

    def _exceeds(self, item: Counted, kind: Category) -> bool:
        """Whether a number is larger than any that was counted of a kind: more cannot be captured than there were."""
        return item.size > self.thread.largest.get(kind, LARGEST)

    def _of_places(self, item: Counted) -> bool:
        """ "was wounded in two places": whether a number behind a fate and a preposition counts what battlex does not know."""
        tie = self.token(item.first - 1)
        if item.lead is None or item.labelled or tie is None or not self.words.determiners:
            return False
        located = tie.has("structure", "preposition") and self.words.key(tie) not in ("of", "agent", "auxiliary")
        return located and not tie.has("quantifiers", "to") and self._of_unknown(item)

    def _of_something(self, item: Counted) -> bool:
        """Whether the number is one of things that battlex does not count ("deux de ses tourelles")."""
        after = self.token(item.at + 1)
        return (
            after is not None
            and self.words.key(after) == "of"
            and not self.words.characters
            and not item.of_them
            and item.tail_end != item.at + 3
        )

    def _of_unknown(self, item: Counted) -> bool:
        """Whether a noun that battlex does not know stands behind the number ("les deux pistes principales")."""
        behind, after = self.token(item.at + 1), self.token(item.at + 2)
        if behind is None or self.words.characters or behind.kind != "word" or self.words.key(behind):
            return False
        described = self.words.genitive or (after is not None and self.words.is_plural(after))
        if behind.senses and not (described and behind.senses.keys() <= {"levels"}):
            return False
        if self.words.noun_capitals and self.flat.text[behind.start].isupper():
            # "zwei Hauptkorridore eingenommen"
            return True
        return after is None or not ("fates" in after.senses or self.words.key(after) in ("auxiliary", "perfect"))

    def _kind_meant(self, item: Counted) -> Category:
        """What "the number 1,207" counts: what was counted last, or the ships or aircraft that the sentence names next."""
        if (told := self.strengths.of_what(item)) is not None:
            return told
        if any(has(node, "nouns", Category.PERSONNEL) for node in self.nodes[max(0, item.first - 3) : item.first]):
            return Category.PERSONNEL
        kind = self.thread.kind
        for node in self.nodes[item.last :] if kind is None and item.size < _MOST_SHIPS else ():
            if isinstance(node, Token) and node.key("nouns") in (Category.SHIP, Category.AIRCRAFT):
                return Category(str(node.key("nouns")))
        return kind if kind in (Category.SHIP, Category.AIRCRAFT) else Category.PERSONNEL

    def _survived(self, item: Counted) -> bool:
        """Whether words of survival stand beside a number without a noun ("nur 40 von ihnen überlebten")."""
        unknown = self.strengths.of_cases(item) or self.is_compounded(item.last)
        if self.thread.kind not in MAYBE_PEOPLE or item.quantity.bare or unknown:
            return False
        for place in range(max(0, item.first - 3), min(len(self.nodes), item.last + 6)):
            node = self.nodes[place]
            if isinstance(node, Token) and node.has("structure", "survived"):
                return not any(
                    isinstance(n, Token) and n.kind in ",.;"
                    for n in self.nodes[min(place, item.at) : max(place, item.at)]
                )
        return False

    def _is_shot_down(self, item: Counted) -> bool:
        """ "180 appareils endommagés et dix autres abattus": a verb of killing that is said of aircraft as well."""
        verb = self.token(item.tail_end - 1)
        return verb is not None and verb.key("implies") == Category.AIRCRAFT and self.plain_number(item)

    def _goes_on_with_things(self, item: Counted) -> bool:
        """ "22 galleys were sunk, another 30 taken": lost things of which the sentence told before."""
        if self.latest is None or item.fates & PEOPLE_FATES or item.labelled or not self.plain_number(item):
            return False
        lead = item.lead
        if self.words.characters or item.casualties or (lead is not None and self.words.key(lead) == "label"):
            return False
        most = _MANY_MORE * self.thread.largest.get(self.latest, 0)
        return item.size <= max(most, LEAST_STRENGTH)

    def _lost_of_the_same(self, item: Counted) -> bool:
        """ "shot down 45 aircraft for the loss of 12", "for two losses": no more than were counted of machines."""
        most = self.thread.largest.get(self.latest, 0) if self.latest in MACHINES or self.latest is Category.SHIP else 0
        first = item.first - has(self.node(item.first - 1), "structure", "plain")
        key, led = self.key_at(first - 1), self.node(first - 1) is item.lead
        own = self.key_at(item.at + 1) in ("self", "particle")
        # "zestrzelili 12 maszyn, tracąc tylko 3", "przy stracie 3 własnych", "bei 3 eigenen Verlusten"
        tied = (led and (own or key == "suffer")) or (own and item.tail_end == item.at + 3)
        told = has(self.node(item.first - 1), "structure", "preposition") and self.words.head_last
        tied = tied or (key == "of" and self.words.determiners) or (told and item.labelled and item.lead is None)
        return tied and item.size <= most and self.plain_number(item)

    def _is_further(self, item: Counted) -> bool:
        """ "losses of 1,450 aircraft and a further 2,750": more of what was counted before."""
        before = self.token(item.first - 1)
        further = before is not None and (before.has("structure", "plain") or self.words.key(before) == "determiner")
        return further and item.listed and not self.words.characters and self.plain_number(item)

    def noun_before_lead(self, item: Counted) -> Category | None:
        """What is counted where it stands before the fate ("居民死者八十余万")."""
        if item.lead is not None and not self.words.characters:
            return self._civilian_lead(item, item.lead)
        if item.lead is None and item.tail_end and self.words.genitive and item.labelled:
            return self._civilian_losses(item)
        if item.lead is None and item.tail_end and self.words.determiners:
            # "429 as the number of civilians who were killed"
            said = any(has(node, "nouns", Category.CIVILIAN) for node in self.nodes[item.last : item.tail_end])
            return Category.CIVILIAN if said else None
        if item.lead is None or item.span_first < 1 or self.words.key(item.lead) == "inflict":
            return None
        # "平民死亡人数估计在三百", "民間人の犠牲者"
        places = range(max(1, item.first - 4), item.first)
        start = next((at for at in places if self.nodes[at] is item.lead), item.first)
        of = self.words.verb_last and start > 1 and self.key_at(start - 1) == "of"
        noun = self.token(start - 1 - (of and has(self.nodes[start - 2], "nouns", Category.CIVILIAN)))
        return category_of(noun) if noun is not None and is_noun(noun) and start < item.first else None

    def _civilian_losses(self, item: Counted) -> Category | None:
        """ "straty ludności cywilnej szacuje się na 300 zabitych": civilians right behind the losses that are told of."""
        for place in range(max(1, item.first - NEAR_STRENGTH), item.first):
            losses = self.token(place - 1)
            if losses is not None and losses.has("fates", "casualties"):
                near = self.nodes[place : place + 3]
                return Category.CIVILIAN if any(has(node, "nouns", Category.CIVILIAN) for node in near) else None
        return None

    def _civilian_lead(self, item: Counted, lead: Token) -> Category | None:
        """ "Estimates of civilian deaths range from 158 to 965": an adjective beside the fate says whose it is."""
        for place in range(item.first - 1, max(-1, item.first - 2 * NEAR_STRENGTH), -1):
            if self.nodes[place] is lead:
                beside = self.token(place - 1 if self.words.head_last else place + 1)
                said = (beside.key("nouns"), beside.key("classifiers")) if beside is not None else ()
                if lead.has("fates", "casualties") and said and said[0] in THINGS and self.words.head_last:
                    # "tank losses were about 500"
                    return Category(str(said[0]))
                return Category.CIVILIAN if Category.CIVILIAN in said else None
        return None
