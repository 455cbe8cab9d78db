"""Does an adjective alone behind a number describe what was counted before: "30 navi cartaginesi e 24 romane"?"""

from __future__ import annotations

from battlex.model import Category
from battlex.prose.counted import ONE_OF, Counted
from battlex.prose.counting.gaps import LEAST, MOST_GAP, MOST_OPENING
from battlex.prose.sentence import Question
from battlex.prose.words import COMMAS, OPENS, is_fate, is_joint, is_mark, is_noun
from battlex.values.figures.describe import PEOPLE, fates_of
from battlex.values.figures.token import Token


class Adjectives(Question):
    """Tells the numbers whose noun was said before and whose adjective is their own."""

    def share_fate_noun(self, before: Counted, item: Counted) -> bool:
        """ "98 prisonniers allemands et 145 italiens", "60 bajas turcas y 45 griegas": whether an adjective describes the
        same noun, which tells a fate, behind an adjective; the number behind then takes over what it tells."""
        fate = before.noun if before.noun is not None else self.token(before.at + 1)
        if self.words.head_last or fate is None or not is_fate(fate):
            return False
        between = self.nodes[before.last if before.noun is not None else before.at + 2 : item.first]
        described = [node for node in between if isinstance(node, Token) and self.words.names_people(node)]
        if len(between) != 2 or len(described) != 1 or not self.flat.text[self.nodes[item.last - 1].start].islower():
            return False
        if before.noun is None and not self.names_losses(fate):
            return False
        if not (is_joint(between[1]) or self.key_at(item.first - 1) == "agent"):
            return False
        item.category, item.fates = before.kind or Category.PERSONNEL, set(before.fates) or fates_of(fate)
        item.casualties = not item.fates
        return True

    def describe_units(self, before: Counted, item: Counted) -> bool:
        """ "153 divisioni, di cui 19 corazzate e 15 motorizzate": what only looks like a noun tells what the units are."""
        if self.words.head_last or before.kind is not Category.FORMATION or item.last != item.at + 2 - (not item.noun):
            return False
        whom, word = self.token(item.first - 1), self.token(item.at + 1)
        if whom is None or word is None or word.kind != "word" or not self.flat.text[word.start].islower():
            return False
        if whom.has("structure", "part"):
            return item.first - before.last <= MOST_OPENING and item.kind in (None, Category.SHIP, Category.VEHICLE)
        joined = before.elliptic and is_joint(whom) and item.first == before.at + 3
        return joined and item.kind is None and not {"nouns", "fates"} & set(word.senses) and not self.words.key(word)

    def of_arm(self, before: Counted, item: Counted) -> None:
        """ "10 squadroni di dragoni e 4 di ussari": let a few of an arm be units of it, as it is of those before."""
        units = before.kind is Category.FORMATION and item.kind is Category.PERSONNEL
        few = units and item.size < LEAST and item.quantity.form in ("digits", "words")
        if not few or item.noun is None or item.last != item.at + 3 or not self.words.active:
            return
        tie, gap = self.token(item.at + 1), self.nodes[before.last : item.first]
        if tie is None or self.words.key(tie) != "of" or not gap or not is_joint(gap[-1]):
            return
        # "2 di loro" counts men; "10 squadroni di dragoni, 3 di corazzieri": the tie is the same.
        tied = self.nodes[before.at + 1 : item.first - 1]
        if any(isinstance(node, Token) and node.norm == tie.norm for node in tied) and len(gap) < MOST_GAP:
            item.category, item.noun = before.kind, before.noun

    def describe_same(self, before: Counted, item: Counted) -> bool:
        """ "12 тяжёлых танков и 3 лёгких": alone behind a number, an adjective tells which of the same are counted."""
        if (
            not self.words.adjectives
            or not (before.kind in ONE_OF or before.kind == Category.OTHER)
            or item.quantity.bare
        ):
            return False
        word, after = self.token(item.at + 1), self.token(item.at + 2)
        if word is None or word.kind != "word" or self.words.key(word):
            return False
        if not (word.senses.keys() <= {"levels"} or word.has("structure", "plain")):
            return False
        ends = after is None or is_joint(after) or is_mark(after, ".;)")
        told = ends and word.norm.endswith(self.words.adjectives) and self.flat.text[word.start].islower()
        described = self.token(before.last)
        # "dwie dywizje pancerne, trzy lekkie"
        behind = before.noun is not None and described is not None and described.kind == "word"
        return told and self.only_joints(before.last + (behind and not is_joint(described)), item.first)

    def are_whose(self, before: Counted, item: Counted) -> bool:
        """ "of which 23 were Portuguese, and 18 were Castilian": whether two numbers tell alike how many were whose."""
        joint, name = self.token(item.first - 1), self.token(item.last + 1)
        if joint is None or name is None or not is_joint(joint) or before.kind is None or item.quantity.bare:
            return False
        alike = self.key_at(before.last) == self.key_at(item.last) == "auxiliary"
        return alike and self.words.names_people(name)

    def tell_whose(self, before: Counted, item: Counted) -> bool:
        """ "130 avions (60 allemands et 70 italiens)": a bracket behind things tells how many were whose."""
        between = self.nodes[before.last : item.first]
        people, after = self.token(item.at + 1), self.node(item.at + 2)
        if self.words.genitive and people is not None and (after is None or is_mark(after, ".;,)")):
            # "naprzeciw 100 perskich okrętów stanęło 35 greckich"
            return people.norm.endswith(self.words.adjectives) and self.flat.text[people.start].islower()
        tie = self.back_over(item.first - 1, "determiner")
        if self.key_at(tie) in ("versus", "among") or self.is_part(tie):
            # "treize vaisseaux anglais contre douze français", "26 galères, dont dix vénitiennes"
            lower = self.flat.text[self.nodes[item.last - 1].start].islower()
            told = (n for n in self.nodes[before.last : tie] if not is_mark(n, COMMAS))
            return lower and all(isinstance(n, Token) and self.words.names_people(n) for n in told)
        if self.words.active and len(between) == 2 and is_joint(between[1]) and before.noun is not None:
            # "30 navi cartaginesi e 24 romane"
            whose = between[0]
            lower = self.flat.text[whose.start].islower()
            return lower and isinstance(whose, Token) and self.words.names_people(whose)
        if before.people:
            return self.only_joints(before.last, item.first)
        fits = (item.quantity.max or 0) <= before.size
        return fits and len(between) == 1 and is_mark(between[0], OPENS + ":—–") and before.kind is not None

    def go_on(self, before: Counted, item: Counted) -> bool:
        """ "4000 cavaliers de Gaule, 3000 de Thrace", "60 avions en combat et 28 autres par accident": more of the same."""
        if before.kind is None or item.quantity.form in ("one", "several"):
            return False
        if not self.words.active:
            return self.words.noun_capitals and self._more_of_them(before, item)
        if self.others(item):
            return True
        gap = self.nodes[before.last : item.first]
        name = self.token(item.at + 2)
        if (
            not (self.key_at(item.at + 1) == "of" or self.also_at(before, item))
            or name is None
            or name.kind != "word"
            or name.senses
            or len(gap) > MOST_GAP
        ):
            return False
        told = gap and is_joint(gap[-1]) and self.flat.text[name.start].isupper()
        return bool(told) and not any(is_fate(node) or is_noun(node) for node in gap)

    def also_at(self, before: Counted, item: Counted) -> bool:
        """ "80 uomini a Pavia e 30 a Lodi": whether the same word ties a name to each of two numbers, in Romance languages."""
        tie, gap = self.token(item.at + 1), self.nodes[before.last : item.first]
        if tie is None or tie.kind != "word" or not self.words.active or item.last != item.at + 1 or len(gap) != 3:
            return False
        names = gap[1], self.node(item.at + 2)
        return (
            tie.norm == gap[0].norm
            and is_joint(gap[2])
            and all(
                isinstance(name, Token)
                and name.kind == "word"
                and not name.senses
                and self.flat.text[name.start].isupper()
                for name in names
            )
        )

    def _more_of_them(self, before: Counted, item: Counted) -> bool:
        """ "Vier Divisionen griffen an, zwei weitere folgten": whether more units or things do something behind a comma."""
        more, verb, tie = self.token(item.at + 1), self.token(item.at + 2), self.token(before.first - 1)
        if before.kind in PEOPLE or before.kind == Category.OTHER or not is_mark(self.nodes[item.first - 1], ",;"):
            return False
        if verb is None or verb.kind != "word" or is_joint(verb):
            return False
        if tie is not None and (tie.has("structure", "preposition") or self.words.key(tie) == "of"):
            # "Es gab vier Angriffe von 12 Flugzeugen, zwei weitere folgten"
            return False
        plain = more is not None and more.has("structure", "plain")
        return plain and self.flat.text[verb.start].islower()

    def others(self, item: Counted) -> bool:
        """ "28 autres lors d'accidents": whether but a word for others stands behind a number, and where they are."""
        other, behind = self.token(item.at + 1), self.token(item.at + 2)
        if other is None or self.words.key(other) != "half" or not other.has("structure", "plain"):
            return False
        return behind is None or behind.kind != "word" or behind.has("structure", "preposition")
