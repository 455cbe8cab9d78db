"""Which fate before a counted phrase is its own: "killing over 130 men", "losses of 300"?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import THINGS, Counted
from battlex.prose.fates.carrying import Carrying
from battlex.prose.fates.insertions import Insertions
from battlex.prose.fates.joined import Joined
from battlex.prose.fates.leads import MOST_LABEL, MOST_LOSSES, Leads
from battlex.prose.fates.marks import Marks
from battlex.prose.fates.second import Second
from battlex.prose.sentence import Question, room
from battlex.prose.words import CLOSES, COMMAS, DASHES, OPENS, QUOTES, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.quantity import Quantity
from battlex.values.figures.token import Token

_BOOTY = THINGS | {Category.OTHER}
"""What is captured where it is said to be taken; people may be taken along."""

_MOST_LEAD, _MOST_TIMED = 2, 3
"""So many words may stand between a number and a verb before it; so many less where it is a time."""


class Before(Question):
    """The fate that stands before a phrase, with the list that it may open."""

    leads = room(Leads)
    insertions = room(Insertions)
    carrying = room(Carrying)
    joined = room(Joined)
    second = room(Second)
    marks = room(Marks)

    def take(self, item: Counted, behind: int) -> None:
        """Let a fate before a phrase, and behind the place where the phrase before ends, be carried by it."""
        if self.words.characters and self.words.verb_last and self.leads.outlives(item):
            return
        self._take_near(item, behind)
        if not self.words.noun_capitals:
            return
        if item.carries is None and (not item.fated or (item.fates == {Fate.CAPTURED} and item.noun is not None)):
            verb = self.second.verb(item, behind)
            if verb >= 0 and verb not in self.sentence.used:
                self.carrying.lead(item, verb)
        if self.second.says_else(item):
            item.carry, item.carry_casualties, item.carries = set(), False, None

    def _take_near(self, item: Counted, behind: int) -> None:
        """Take the fate that stands near before a phrase."""
        place, passed, losses, long, parts = item.first - 1, 0, 0, False, False
        while place >= behind:
            node = self.nodes[place]
            if isinstance(node, Quantity):
                if node.name == "measure" and place + 1 < item.first and not self.words.verb_last:
                    # "verloren in den ersten drei Tagen 62 Panzer"
                    passed -= _MOST_TIMED
                elif node.name == "date" and self.words.determiners:
                    # "kapitulierte am 11. November mit 300 Mann": nor is the preposition of a date counted.
                    passed -= 1
                elif node.name not in ("name", "ordinal", "article"):
                    return  # but "persero in un solo giorno 900 uomini"
                place -= 1
                continue
            if is_fate(node):
                assert isinstance(node, Token)
                self._meet_fate(node, place, item, passed, long, losses)
                return
            key, joint, word = self.keys[place], is_joint(node), node.kind == "word"
            if joint and self.words.active and node.has("quantifiers", "to"):
                joint = False  # "las bajas llegaron a los 400"
            told = node.key("structure")
            none_of = key == "none" and self.key_at(place + 1) == "of"
            if none_of or told == "except" or (told == "total" and behind and self.insertions.sums_up(node, place)):
                # "потеряли все корабли, кроме 12", "no se hundió ninguno de los 12"
                return
            if not word and node.kind in OPENS:
                if place + 1 == item.first:
                    self._reach_out_of_bracket(place, item, passed, behind)
                return
            if (key or told == "total") and self._meets_verb(node, key, place, item, passed, behind):
                return
            if not word and node.kind in COMMAS and (fate := self.insertions.told_of(place, item)) >= 0:
                self.carrying.lead(item, fate)
                return
            if joint and self._meets_joined(node, place, item, passed, behind):
                return
            numbering = passed == 1 and self.words.determiners and self.key_at(place + 1) == "strength"
            if (parts or (numbering and not self.words.noun_capitals)) and not word and node.kind in COMMAS:
                # "the wounded, numbering about 700"
                place -= 1
                continue
            if not word and node.kind in CLOSES and (opening := self.leads.past_bracket(place, passed)):
                place = opening - 1
                continue
            # "les pertes sont, selon lui, de 300 hommes"
            tied = place + 2 == item.first and self.key_at(place + 1) == "of"
            near = passed == 0 and (place + 1 == item.first or tied)
            if (
                not word
                and node.kind in COMMAS
                and (near or (passed < 5 and self.words.verb_last and self.insertions.shares_topic(place, item)))
                and (earlier := self.insertions.before(place, behind, item)) >= 0
            ):
                place, passed = earlier, 0
                continue
            ahead = self.nodes[place + 1] if joint else None
            if passed and not long and isinstance(ahead, Token) and self.leads.places(ahead):
                # "оценил потери под Энтитемом и в горах в 25 542 человека"
                place -= 1
                continue
            if passed and joint and self.joined.joins_adjectives(place):
                place -= 2
                continue
            if 0 < passed < 3 and joint and self.joined.joins_causes(place):
                # "zmarło z głodu i zimna 3000 żołnierzy", "погибло в боях и несчастных случаях 4 корабля"
                place -= 3
                continue
            if joint or key in ("agent", "hypothetical", "clause") or (key == "versus" and self.words.active):
                return
            if place and self.insertions.opens_speech(place):
                return
            if told == "part" or (self.words.characters and node.has("after", "at_most_after")):
                # "陣亡團長以下官兵三十餘人": from the one named on down.
                long = parts = True
            elif key == "of" or (told == "preposition" and key not in ("determiner", "auxiliary")):
                if key != "of":
                    # "perdió a su jefe y a 31 hombres"
                    passed += 0 if long or (self.words.active and node.has("quantifiers", "to")) else 1
                else:
                    long = long or is_noun(self.nodes[place - 1] if place else node)
            elif key == "auxiliary":
                losses, passed = 0 if self.words.characters else place, passed + (told == "preposition")
            elif key == "camp":
                passed -= _MOST_TIMED  # "fielen auf deutscher Seite 1044 Soldaten"
            elif "dates" in node.senses or (node.kind == "." and isinstance(self.nodes[place - 1], Quantity)):
                pass
            elif told == "measure" and not is_noun(node):
                passed -= 1  # "verlor die RAF an diesem Tag 14 Maschinen"
            elif word:
                if is_noun(node) and not long and not self.words.characters:
                    passed += 2
                elif key == "strength" and self.words.verb_last and self.fate_at(place - 1):
                    # "ölenlerin sayısı 25 bin"
                    pass
                elif key not in ("determiner", "particle") and told not in ("plain", "total"):
                    passed += 1
            elif is_mark(node, ":：") and self.key_at(place + 1) in ("of", "among"):
                return  # "Die Verluste waren hoch: Von 900 Mann kamen 270 zurück"
            elif is_mark(node, ":：") or (is_mark(node, DASHES) and self.leads.is_apart(place)):
                if not passed and (headed := self.insertions.headed(place, behind)) >= 0:
                    self.carrying.lead(item, headed)
                    return
                if passed > 0 and not self.leads.heads_sides(place, item):
                    return
            elif not (node.kind == "icon" or is_mark(node, QUOTES) or (is_mark(node, DASHES) and node.glued)):
                return
            if passed > MOST_LOSSES:
                return
            place -= 1

    def _meet_fate(self, node: Token, place: int, item: Counted, passed: int, long: bool, losses: int) -> None:
        """Let a fate at a place be carried by a phrase, unless so much stands between them that it is another's."""
        limit = MOST_LOSSES if long or node.has("fates", "casualties") else _MOST_LEAD
        limit = max(limit, MOST_LABEL) if self.words.contains(node, "label") else limit
        if self.key_at(place - 1) == "of" and self.key_at(place - 2) == "strength":
            # "die Zahl der gefallenen Römer auf 70.000"
            limit = MOST_LOSSES
        if limit < passed <= MOST_LOSSES and self.leads.is_set_apart(place, item.first):
            # "perdent toutefois dans ce raid 277 avions"
            limit = MOST_LOSSES
        if place in self.sentence.used or passed > limit or self.is_thrown(place) or self.leads.is_agent(place, item):
            return
        if place + 2 == item.first and self.words.head_last and has(self.nodes[place + 1], "quantifiers", "to"):
            # "the number of mills had fallen to 66"
            fallen = not item.counts_something and not self.names_losses(node) and self.words.determiners
            if fallen or self.words.characters:
                return  # "减员至三百人"
        if passed and (self.leads.only_aboard(place, item) or self.leads.meets_deed(place)):
            return
        if (
            self.words.verb_last
            and passed
            and not (self.words.contains(node, "label") and passed < 3 and self.marks.is_topic(place, item))
            and not (self.marks.describes_topic(place, item) or self.marks.out_of_those(node, item, passed))
        ):
            return
        told_of = place + 1 == losses and (not self.words.determiners or self.words.noun_capitals)
        if losses and not (told_of or self.names_losses(node) or self.leads.is_named(place)):
            return
        self.carrying.lead(item, place)

    def _meets_verb(self, node: Token, key: str, place: int, item: Counted, passed: int, behind: int) -> bool:
        """Whether a word ends the way to a fate: a verb that is one only with what it stands with, or one that acts."""
        if self.totals(node) and self.leads.is_said(item.first - 1):
            # "total casualties were 4,620 men"
            item.carry_casualties, item.carries, item.span_first = True, node, item.first
            return True
        if (
            key == "say"
            and place + 1 == item.first
            and item.kind is Category.AIRCRAFT
            and node.has("structure", "claim")
        ):
            # "claimed 12 Ju 52s"
            item.open(node, Fate.LOST, item.first)
            return True
        if key == "particle" and passed > 1 and self.words.determiners and not node.has("structure", "preposition"):
            # "the wounded, while he led a force of two platoons", but "las bajas entre ambos bandos"
            return self.key_at(place + 1) != "pair"
        if passed <= _MOST_LEAD and (parted := self.second.parted(key, item)) is not None:
            item.open(node, parted, item.first)
            return True
        if key == "event" or (not passed and (key == "gain" or self.second.owns(place, item))):
            # "beat off the attack of 300 men", "la prise du fort fit 300 morts", "at his death he had 14 ships"
            return True
        if key in ("suffer", "inflict") and not passed and not item.counts_something and self.leads.suffered(key, item):
            # "infligieron 300 bajas y sufrieron 40"
            item.carry_casualties, item.carries, item.span_first = True, node, item.first
            return True
        if (
            key in ("amount", "say")
            and passed < 2
            and not self.words.determiners
            and (subject := self.leads.subject(place, behind)) >= 0
        ):
            self.carrying.lead(item, subject)
            return True
        if key == "take" and item.kind in _BOOTY and passed <= _MOST_LEAD and self.leads.no_company(item):
            item.open(node, Fate.CAPTURED, place if place + 1 >= item.first else item.first)
            return True
        if key == "abandon" and item.kind in _BOOTY and passed <= _MOST_LEAD and self.leads.no_company(item):
            if self.is_thrown(place):
                return True
            # "бросив 77 орудий"
            item.open(node, Fate.LOST, item.first)
            return True
        return False

    def _meets_joined(self, node: Token, place: int, item: Counted, passed: int, behind: int) -> bool:
        """Whether a fate is found beyond a joint at a place: that of a verb, or of a member without a number, before it."""
        if not passed and " " in node.norm and place and self.fate_at(place - 1) and self.words.determiners:
            # "was killed along with 40 of his men"
            if place - 1 not in self.sentence.used:
                self.carrying.lead(item, place - 1)
            return True
        if self.leads.is_said(item.first - 1):
            # "The losses of the foot and horse were 900"
            subject = self.leads.subject(place, behind)
            if subject >= 0 and (self.key_at(subject + 1) == "of" or is_mark(self.nodes[subject + 1], COMMAS)):
                self.carrying.lead(item, subject)
                return True
        if passed == 1 and place + 2 == item.first and self.joined.first_of_two(place - 1):
            # "захватили и вывезли семь орудий"
            self.carrying.lead(item, place - 1)
            return True
        named = 0 < passed < 4 and is_mark(node, "、") and has(self.nodes[item.first - 1], "structure", "plain")
        if named or (
            not passed and (not is_mark(node, COMMAS) or self.insertions.may_list(item)) and self.leads.is_object(item)
        ):
            lead = self.leads.uncounted(place, behind)
            if lead is not None:
                self.carrying.lead(item, lead)
                return True
        return False

    def _reach_out_of_bracket(self, place: int, item: Counted, passed: int, behind: int) -> None:
        """Take the fate before a bracket that opens right before the number."""
        if not passed and (self.leads.opens_losses(place, behind) or self.leads.opens_who(place, behind, item)):
            self.carrying.lead(item, place - 1)
            item.span_first = item.first
            return
        if item.kind is Category.PERSONNEL:
            lead = self.leads.fallen_to(place)
            if lead >= 0:
                self.carrying.lead(item, lead)
                item.span_first = item.first
            return
        if item.kind in _BOOTY and not self.words.characters:
            # "захватили батарею Смита (3 орудия)"
            verb = self.leads.taken_before(place, behind)
            if verb >= 0:
                self.carrying.lead(item, verb)
