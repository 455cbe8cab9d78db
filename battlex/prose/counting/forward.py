"""Where does the phrase behind a number end, and what does it count: "32 Soviet ships", "3,000 of his troops", "5架战机"?"""

from __future__ import annotations

from battlex.model import Category, Fate
from battlex.prose.counted import Counted, category_of
from battlex.prose.counting.inside import Inside
from battlex.prose.counting.owners import Owners
from battlex.prose.sentence import Question, room
from battlex.prose.words import COMMAS, DASHES, QUOTES, has, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import MAYBE_PEOPLE, PEOPLE, fates_of
from battlex.values.figures.quantity import TIMES, Quantity
from battlex.values.figures.token import Token

_MOST_BEFORE_NOUN = {True: 5, False: 3}
"""Words that may stand between a number and its noun, by whether the noun is the last word of its phrase."""

_SHORT_WORD, _LONG_WORD = 2, 5
"""Characters of an unknown stretch of a script without blanks that may stand inside a phrase: behind a counting
word, and elsewhere."""


class Forward(Question):
    """Reads phrases from their number on."""

    inside = room(Inside)
    owners = room(Owners)

    def read(self, at: int, quantity: Quantity) -> Counted:
        """The number at a place with the nouns, counting words, peoples and fates of the phrase that it opens."""
        found = Counted(quantity, at, at, at + 1)
        words, nodes, keys = self.words, self.nodes, self.keys
        unknown, joining, of, place, hyphen = 0, False, False, at + 1, False
        counted_by = words.verb_last and words.characters
        fates: list[Token] = []
        limit = _MOST_BEFORE_NOUN[words.head_last]
        people_end = 0
        # "hundreds of its fighters": the word for of is that of the number.
        held = quantity.form == "vague" and words.listed(self.written(found).rpartition(" ")[2], "of")
        while place < len(nodes):
            node = nodes[place]
            if isinstance(node, Quantity):
                if node.name == "measure" and found.noun is None:
                    # "two 12-pounder guns": a measure describes the noun.
                    place += 1
                    continue
                if (node.name != "name" and node.max != 0) or (
                    found.noun is not None and not self.inside.noun_behind(place)
                ):
                    break
                if node.model and found.weak is None and self.flat.text[node.core_start] != "0":
                    found.weak, found.last = Category(node.model), place + 1 + self.inside.ends_plural(place + 1)
                elif found.weak is not None and node.model == found.weak and words.characters:
                    # "两架P-40未返航"
                    found.last = place + 1
                if (place <= at + 3 and node.glued) or place == at + 1:
                    found.elliptic = True
                    if not (words.head_last or is_noun(self.hyphened(place))):  # "40 B-17-Bomber"
                        break
                unknown += 1
                place += 1
                continue
            key, word, senses = keys[place], node.kind == "word", node.senses
            if word and not key and len(senses) <= 1:
                if not senses and found.noun is not None and not joining:
                    break
                if found.noun is None and "nouns" in senses and self._is_plain(node):
                    # "300 men"
                    found.take(node, joining and not self.inside.is_suspended(place - 2), words.head_last)
                    place, joining = place + 1, False
                    found.last = place
                    continue
            told = senses["structure"].key if "structure" in senses else None
            if not word and (node.kind == "icon" or node.kind in QUOTES):
                pass
            elif (
                place == at + 1 and node.kind in TIMES and not (node.glued and isinstance(self.node(at + 2), Quantity))
            ):
                # "12 × tanks", but not "9×19mm submachine guns" or "4×2 343-mm guns"
                pass
            elif (
                key == "strong"
                and place <= at + 2
                and found.category in (None, Category.PERSONNEL)
                and not self.inside.describes(place, quantity)
            ):
                # "302 gemilik donanma", but not "30 samochodów osobowych"
                kind = category_of(node) if is_noun(node) else Category.PERSONNEL
                # "one man", but not "a 300-man garrison"
                found.noun = node if quantity.form == "one" and not hyphen and is_noun(node) else None
                found.category, found.last, hyphen = kind, place + 1, False
                break
            elif words.active and place == at + 1 and node.has("quantifiers", "between") and self._named(place + 1):
                # "3000 tra soldati e miliziani"
                pass
            elif words.characters and counted_by and found.noun is None and self.inside.limits(node, quantity):
                # "1만 명 이상의 민간인": a limit between a counting word and its noun.
                found.last, of = place + 1, True
            elif words.characters and key == "versus":
                # "五千人迎戰日軍": a verb, behind which the other side stands
                break
            elif told == "measure" and counted_by and not words.characters and self.inside.of_measure(place):
                # "5 adet 75 mm'lik top"
                pass
            elif words.verb_last and counted_by and not self.inside.modifies(place, of):
                break
            elif place == at + 1 and words.verb_last and quantity.min != quantity.max and told == "part":
                # "700 ile 800 arasında": the word closes a range.
                pass
            elif (place == at + 1 or (of and place == at + 2)) and (told == "part" or key == "them"):
                if is_noun(self.node(place + 1)) and not words.characters and not words.verb_last:
                    # "one of these bombs"
                    of, place = True, place + 1
                    continue
                if not has(self.node(place + 1), "structure", "measure"):
                    # not "the first two of these attacks"
                    found.elliptic = found.of_them = True
                break
            elif told == "measure" and not is_noun(node) and place > at + 1 and self.inside.of_measure(place):
                pass
            elif (key == "determiner" or told == "measure" or is_joint(node)) and self.inside.opens_model(place):
                # "33 undamaged A-37 jets", "six A-10s", "7 И-16"
                unknown += 1
                if place == at + 1 and found.kind is None:
                    found.weak, found.last, place = (
                        Category(node.key("models") or Category.AIRCRAFT),
                        place + 3 + self.inside.ends_plural(place + 3),
                        place + 2,
                    )
            elif found.kind is None and (length := self.inside.designation(place)):
                found.weak, found.last = Category.AIRCRAFT, place + length
                break
            elif place == at + 1 and not words.characters and is_joint(node) and not is_mark(node, COMMAS):
                # "Bataillon 800 and parts of": nothing that is joined to a number is counted by it.
                break
            elif not word and node.glued and node.kind in DASHES:
                hyphen = hyphen or place == at + 1
            elif words.characters and found.weak is not None and is_joint(node) and self.inside.next_is_counted(place):
                break
            elif found.noun is None and words.possesses(node):
                unknown += 1
            elif not word and node.glued and node.kind in "." and self.inside.abbreviates(place):
                pass
            elif unknown and not of and key == "adjective" and not words.head_last:
                # "deux hôpitaux militaires": it describes the noun that is not known.
                break
            elif words.characters and found.kind in MAYBE_PEOPLE and word and self.owners.is_army(place):
                found.category, found.people, found.last = Category.PERSONNEL, True, place + 2
                break
            elif is_noun(node) and not (words.characters and unknown and found.weak is None and not found.elliptic):
                if found.noun is not None and not words.head_last and not joining:
                    break
                if found.noun is not None and (hyphen or key == "armed"):
                    # "12 guns mounted on the walls"
                    break
                if words.characters and not self.inside.fits(found.weak, node):
                    if not words.verb_last and self.owners.owns_type(found.weak, place):
                        place += 1
                        continue
                    break
                if words.cases and found.noun is not None and not joining and self.inside.ends_in_case(found, node):
                    break
                if found.category is Category.FORMATION and key == "strength":
                    # "一营兵力": the strength of a battalion, not a count of people.
                    found.last, place = place + 1, place + 1
                    continue
                found.take(node, joining and not self.inside.is_suspended(place - 2), words.head_last)
                fates.extend([node] if is_fate(node) else [])
                found.last = place + 1
                joining = False
            elif "classifiers" in senses and found.noun is None and (not unknown or node.has("classifiers", *PEOPLE)):
                counts = str(node.key("classifiers"))
                counted_by = True
                if counts != "any" and found.weak is None:
                    found.weak = Category(counts)
                if self.inside.holds_limit(node) and quantity.min == quantity.max:
                    quantity.max = None
                elif counts == "any" and found.weak is None and place == at + 1:
                    found.elliptic = True
                found.last = place + 1
            elif is_fate(node) and found.noun is None and self.is_compounded(place):
                unknown += 1
            elif is_fate(node) and found.noun is None and unknown < 2 and not of and self.inside.noun_ahead(place):
                if words.characters and (not node.glued or (unknown and key == "inflict")):
                    # "两路歼敌军三万"
                    break
                fates.append(node)
            elif is_fate(node):
                break
            elif (found.noun is not None or unknown or people_end) and not joining and is_joint(node):
                if unknown and found.noun is None and is_mark(node, COMMAS) and self.inside.lists_adjectives(place):
                    # "116 heavy, medium and torpedo bombers"
                    place += 1
                    continue
                listed = self.inside.family(place, found) if is_mark(node, COMMAS) else None
                if not listed and (is_mark(node, COMMAS) or not self.inside.joins_noun(place, found)):
                    break
                if found.noun is not None and words.few(quantity):
                    # "два танка и бронемашина": a second noun has no number here.
                    break
                if listed:
                    found.category = listed
                joining = True
            elif key == "of":
                if found.noun is not None or of or place > at + 1 + (words.verb_last and words.characters):
                    break
                of = True
            elif words.describing and found.noun is None and (ahead := self.inside.participles.behind(place, at)):
                place = ahead
                continue
            elif (
                not word
                or told in ("preposition", "part", "claim", "rate")
                or key in ("auxiliary", "perfect", "agent")
                or node.has("quantifiers", "between", "to")
                or (told == "measure" and "models" not in node.senses and not self.inside.describes_noun(place, at))
                or (found.noun is not None and not joining)
                or (key == "particle" and place > at + 1)
                or (
                    key == "determiner"
                    and not (of or (held and place == at + 1))
                    and (words.head_last or found.weak is not None)
                )
                or (key == "determiner" and not of and unknown and words.active)
            ):
                break
            else:
                if self.inside.is_people(place) and (words.head_last or not unknown):
                    # "deux empires grecs": behind a noun that is not known a people's name describes it. Behind two words
                    # that are not known ("young urban Cambodians"), a name without the ending of a plural is a country's.
                    people_end = place + 1 if unknown < 2 or words.is_plural(node) else 0
                    if people_end and words.adjectives and not node.norm.endswith(words.adjectives):
                        # "300 шведов обороняли замок": where adjectives have endings of their own, a people's noun.
                        break
                unknown += 0 if told == "plain" or key == "determiner" else 1
                longest = _SHORT_WORD if found.weak is not None or found.elliptic else _LONG_WORD
                if self.inside.names_type(found.weak, place) and not joining:
                    longest = _LONG_WORD
                if words.noun_capitals and self.inside.is_unknown_noun(place):
                    break
                if unknown > limit or (words.characters and len(node.norm) > longest and told != "plain"):
                    break
            place += 1
        found.hyphened = hyphen
        self._close(found, fates, of, unknown, people_end)
        return found

    def _is_plain(self, noun: Token) -> bool:
        """Whether a noun can be nothing else: no letters of a type, and no owner of what is counted."""
        return not self.words.characters and noun.end - noun.start > 2 and not self.words.possesses(noun)

    def _named(self, place: int) -> bool:
        node = self.token(place)
        return node is not None and is_noun(node) and not is_fate(node)

    def _close(self, found: Counted, fates: list[Token], of: bool, unknown: int, people_end: int) -> None:
        """Settle what a phrase counts once all its words are known."""
        quantity, at, words = found.quantity, found.at, self.words
        if of and found.category is Category.FORMATION and self.inside.one_unit(found) and (quantity.max or 0) > 1:
            # "39 of his company": of one unit, men are counted.
            found.category = Category.PERSONNEL
        if (
            found.noun is not None
            and words.head_last
            and (
                self._describes_others(found)
                or ("measure" in self.sentence.structure and not words.characters and self._measured(found))
            )
        ):
            # "3 million rifle rounds": the noun only describes what is counted.
            found.category = found.noun = None
            found.last, people_end = at + 1, 0
        if found.noun is not None:
            if fates and fates[-1] is found.noun and not words.characters:
                fates.extend(self.inside.joined_fate(found.last))
            for token in fates:
                found.fates |= fates_of(token)
                found.casualties = found.casualties or token.has("fates", "casualties")
            if fates and words.key(fates[-1]) == "inflict" and Fate.KILLED in fates_of(fates[-1]):
                # "взяли 300 пленных и казнили их"
                found.fates = {Fate.KILLED}
        elif (
            people_end
            and found.weak is None
            and (not of or self.inside.in_thousands(quantity))
            and (not quantity.bare or (people_end == at + 2 and not words.head_last))
            and self.inside.is_noun_there(people_end, quantity)
        ):
            found.category, found.people, found.last = Category.PERSONNEL, True, people_end
        if (
            quantity.bare
            and quantity.core_start == quantity.start
            and unknown > (1 if fates else 0)
            and found.noun is not None
            and not (words.characters and found.weak is not None)
            and not (words.noun_capitals and self.key_at(at - 1) == "determiner")
            and not ((words.genitive or words.active) and self.inside.follows_verb(at))
        ):
            # "1942 British ships": four plain digits before a phrase of several words are a year.
            found.category = found.weak = found.noun = None
            found.last = at + 1

    def _measured(self, found: Counted) -> bool:
        """Whether a noun only describes a measure behind it; where verbs close sentences, men may make it ("300 asker hücum etti")."""
        after = self.token(found.last)
        measured = after is not None and after.has("structure", "measure") and not is_noun(after)
        return measured and not (self.words.verb_last and found.category is not Category.OTHER)

    def _describes_others(self, found: Counted) -> bool:
        """ "two chariot racing teams", "three gun positions": whether a noun in the singular describes what is counted."""
        words, at = self.words, found.last
        if not words.plurals or found.quantity.max == 1 or words.is_plural(found.noun) or found.hyphened:
            return False
        if found.category in PEOPLE:
            # "2,000 men, cavalry, police": many of them have no ending.
            return False
        at += words.goes_on_doing(self.token(at))
        noun = self.token(at)
        unknown = noun is not None and noun.kind == "word" and not noun.senses and words.key(noun) in ("", "place")
        return unknown and words.is_plural(noun) and noun is not None and self.flat.text[noun.start].islower()
