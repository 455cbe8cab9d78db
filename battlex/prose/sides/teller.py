"""Which side does a figure of a sentence speak of, where the text tells?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Category, Fate, Measure, Side
from battlex.pattern import pattern
from battlex.prose.reading import Read
from battlex.prose.sides.dealers import Dealers
from battlex.prose.sides.followers import Followers
from battlex.prose.sides.mentions import LEAD, NEAR_NAME, Mentions, Told
from battlex.prose.sides.subjects import APART, OWNER, Subjects
from battlex.prose.words import words_of
from battlex.values.figures.describe import PEOPLE

_TIED = 2
"""Words that may stand between losses and whose they are; where a case tells whose they are, one fewer."""


_PLAIN = 3
"""Words, a verb among them, that may stand between a name and its strength in a plain sentence."""

_CLAUSE = pattern(r"[,;:.，；：。、،؛·](?!\d)")

_BETWEEN = 2
"""Words before losses that may open a sentence."""


class SideTeller:
    """Tells whose figures a battle's sentences state, by names, peoples, "the enemy", and who does what to whom."""

    def __init__(self, sides: Sequence[Side], language: Language) -> None:
        self.language = language
        self.words = words_of(language)
        self.mentions = Mentions(sides, language)
        self.subjects = Subjects(self.mentions.numbers, language)
        self.dealers = Dealers(self.subjects)
        self.followers = Followers(self.subjects)

    def side(
        self, reads: Sequence[Read], place: int, text: str, told: Sequence[Told], offset: int, passage: str
    ) -> int | None:
        """The side that the figure at a place of the sentence ``text`` speaks of, None where it does not tell.

        ``offset`` is where the stretch that the figure was read from begins in the sentence; ``passage`` is the text
        that the sentence stands in, which tells who speaks of "the enemy" where the sentence does not.
        """
        read = reads[place]
        if offset:
            text, told = text[offset:], [Told(t.start - offset, t.end - offset, t.side) for t in told]
        if self.words.agents and read.figure.measure is Measure.CASUALTIES:
            told = [self._turned(one, text) for one in told]
        start = read.start if read.lead is None else min(read.start, read.lead.start)
        named = self.mentions.owner_before(text, read.start)
        if (
            self.mentions.is_enemy(text[start : read.end])
            or self.mentions.ends_in_enemy(text[:start])
            or (named and any(map(self.mentions.is_enemy, text[:named].split()[-1:])))
        ):
            subject = next((t.side for t in told if t.end <= start), None)
            if self.words.characters:
                subject = self.subjects.topic(text, told, start)
            if subject is None:
                subject = next((t.side for t in self.mentions.told(passage[:LEAD])), None)
            return self.subjects.other(subject)
        if named and (owning := next((t for t in told if t.end == named), None)) is not None:
            return owning.side
        captor = self.followers.captor(read, text, told)
        if captor is not None:
            return self.subjects.other(captor)
        # The phrase may begin inside the name: "今川軍2万5千", "[of about 1,100 Japanese]".
        low = read.start + 1
        most = read.end + self.words.characters
        inside = [t for t in told if (t.start >= read.start or t.end >= low) and t.end <= most and t.start < read.end]
        if inside:
            return inside[0].side
        if len(reads) > place + 2 and self._of_both(reads[place : place + 3], told):
            return None
        if not self.words.ruled:
            return self._plain(reads[: place + 1], text, told)
        behind, last = self.followers.acting(read, text, told), self.followers.closing(reads, place, text)
        if last is not read and self.words.genitive and None not in (read.lead, last.lead) and read.figure.noun is None:
            # "убито 40 и ранено 60 прусских солдат"
            behind = next((t.side for t in told if last.start <= t.start and t.end <= last.end), behind)
        for one in (read, last):
            if behind is None:
                behind = self.followers.describing(one, text, told, one is not read) or self.followers.deprived(
                    one, text, told
                )
        if behind is not None:
            return behind
        if read.struck:
            return self._sufferer(text, told, start)
        if read.lead is not None and self.subjects.inflicts(read.lead, text):
            if self._of_others(read, text):
                return None
            between = [t for t in told if read.lead.end <= t.start and t.end <= read.start]
            if between:
                return between[-1].side
            doer = self.subjects.doer(text, told, read.lead.start) or self.followers.opened(text, told, start, read.end)
            if self.subjects.is_enemys(text, told, read.lead.start, self.mentions.is_enemy):
                # "The Danes fled, and the enemy captured 300 men"
                doer = self.subjects.other(doer)
            went_down = read.lead.key("implies") == Category.SHIP and read.figure.category in PEOPLE
            # "the ship sank with 400 of her men": they are of who sank; so are those that were killed.
            suffers = went_down or self.subjects.is_done_to(text, read.lead.start, told)
            return doer if suffers else self.subjects.other(doer)
        if (owner := self._owner(read, text, told)) is not None:
            return owner
        lost = read.lead is not None and (read.lead.has("fates", "casualties", Fate.LOST) or self.words.verb_last)
        if read.lead is not None and lost and (self.words.characters or self.words.noun_capitals):
            # "アメリカ軍に撃墜された日本機は36機", "Der Sturm kostete die Sachsen 300 Mann"
            described = [t for t in told if read.lead.end <= t.start and t.end <= read.start]
            if described and self.words.key(read.lead) != "label":
                return described[-1].side
        if (dealer := self.dealers.dealer(read, text, told)) is not None:
            return self.subjects.other(dealer)
        if self.subjects.suffers(read, text):
            # "while losing 119 men", "for the loss of 12": the losses are the subject's.
            lead = read.lead.end if read.lead is not None and self.words.noun_capitals else start
            if between := [t for t in told if lead <= t.start and t.end <= read.start]:
                # "Die Verluste betrugen auf französischer Seite 300 Mann"
                return self.subjects.topic(text, between, read.start)
            if self.subjects.is_unnamed(text, told, start) or self._foreign(text, told, start):
                return None
            if self.subjects.is_enemys(text, told, read.start, self.mentions.is_enemy):
                # "The Danes lost 30 men, the enemy 300"
                return self.subjects.other(self.subjects.doer(text, told, start))
            return self.subjects.doer(text, told, start) or self.followers.opened(text, told, start, read.end, True)
        if self._taken(read) and not self._headed(text, told, start):
            return self.subjects.taker(text, told, read.start)
        before = self.subjects.topic(text, told, start)
        if self.subjects.is_enemys(text, told, start, self.mentions.is_enemy):
            # "los franceses perdieron 300 hombres; los adversarios, 500"
            return self.subjects.other(before)
        if self.words.active and self.subjects.is_enemys(text, told, start, self._is_half):
            # "os aliados, 1252": one of two whom the words do not tell apart
            return None
        if before is not None and (self.dealers.is_faced(text, told, start) or self.followers.faced(text, read)):
            return self.subjects.other(before)
        if before is not None:
            told_of = [t.end for t in told if t.end <= start]
            ahead = text[told_of[-1] if told_of else 0 : start].split()
            foreign = self.mentions.names_others(text[told_of[-1] if told_of else 0 : read.end]) or (
                self.words.active
                and any(
                    map(
                        self.mentions.describes_others,
                        text[read.end : read.end + NEAR_NAME].split()[:1] + ahead[-_TIED:],
                    )
                )
            )
            acts = read.figure.measure is Measure.CASUALTIES and self.subjects.acts_upon(text, told, start)
            sent = read.figure.measure is Measure.STRENGTH and self.subjects.is_whither(text, told, start)
            return None if foreign or acts or sent or self.subjects.is_company(text, told, start) else before
        if self.words.genitive and self.mentions.names_others(text[start : read.end]):
            # "padło 700 Szwedów, straty kozackie …"
            return None
        after = [t for t in told if t.start >= read.end and not APART.search(text, read.end, t.start)]
        if after and (self.words.listed_in(text[read.end : after[0].start], "versus") or self.words.characters):
            return None
        if after and self._opens_with_losses(read, text, after[0]):
            return after[0].side
        if after and read.figure.measure is Measure.CASUALTIES and read.passive:
            gap = text[read.end : after[0].start]
            if self.words.listed_in(gap, "agent") or self.followers.by_passive(read, gap):
                return self.subjects.other(after[0].side)
            # "300 men were sent to the Spanish coast"
            apart = any(self.words.listed(word, "auxiliary") for word in gap.split())
            return None if apart and not self._acts(text, after[0]) else after[0].side
        # "three patrols disrupted German convoys": what follows a strength is as likely its object.
        return self.followers.opened(text, told, start, read.end)

    def _plain(self, reads: Sequence[Read], text: str, told: Sequence[Told]) -> int | None:
        """The side of the last of some figures in a language whose verbs are not known: nothing but a plain sentence tells it.

        "Švédové měli 300 mužů a 20 děl", "Švédové ztratili 300 mužů": the only side of the clause stands before its first
        figure, of losses right before their verb, and nothing but joints parts the figures.
        """
        last = reads[-1]
        beside = next((one for one in told if one.start >= last.end and not text[last.end : one.start].strip()), None)
        if beside is not None and not self.words.head_last and Fate.CAPTURED not in last.figure.fates:
            # "6.300 orang Indonesia"
            return beside.side
        # "Švédové měli 300 mužů, Dánové 400"
        parted = [at for at, (one, after) in enumerate(pairwise(reads), 1) if not self._listed(text, one, after)]
        reads = reads[parted[-1] if parted else 0 :]
        first = reads[0]
        start = first.start if first.lead is None else min(first.start, first.lead.start)
        low = max((mark.end() for mark in _CLAUSE.finditer(text, 0, start)), default=0)
        stop = _CLAUSE.search(text, last.end)
        told = [one for one in told if low <= one.start < (len(text) if stop is None else stop.start())]
        if len(told) != 1 or not self.mentions.is_called(text[told[0].start : told[0].end], told[0].side):
            return None
        gap = text[told[0].end : start].split()
        loses = first.lead is not None and first.lead.has("fates", "casualties", Fate.LOST)
        if first.figure.measure is Measure.CASUALTIES:
            plain = loses and not gap
        else:
            plain = len(gap) <= _PLAIN and not any(word[:1].isdecimal() for word in gap)
        return told[0].side if plain and told[0].end <= start else None

    def _listed(self, text: str, one: Read, after: Read) -> bool:
        """Whether nothing but a comma or a joint, or a word that describes what is counted before it, parts two figures."""
        between = text[one.end : after.start].split()
        joined = between == [","] or (0 < len(between) <= _TIED and self.subjects.joins(between[-1]))
        return (
            joined and one.figure.measure is after.figure.measure and not _CLAUSE.search(text, one.end + 1, after.start)
        )

    def _turned(self, one: Told, text: str) -> Told:
        """ "9 кораблей взяты англичанами": who acts by the case of the name speaks of the losses of the other side."""
        if not self._acts(text, one):
            return one
        before = text[: one.start].split()[-1:]
        other = self.subjects.other(one.side)
        # "потери, понесённые русскими"
        tied = bool(before) and (
            self.words.has_sense(before[0], "preposition") or self.words.listed(before[0], "suffer")
        )
        return one if tied or other is None else Told(one.start, one.end, other)

    def _acts(self, text: str, one: Told) -> bool:
        return bool(self.words.agents) and text[one.start : one.end].endswith(self.words.agents)

    def _is_half(self, word: str) -> bool:
        return self.words.listed(word, "half")

    def _foreign(self, text: str, told: Sequence[Told], start: int) -> bool:
        """Whether a nation that is on neither side is named between the side named last and a place."""
        if self.words.noun_capitals or self.words.characters:
            return False
        last = max((t.end for t in told if t.end <= start), default=start)
        gap = text[last:start]
        return self.mentions.names_others(gap) or (
            not self.words.head_last and any(map(self.mentions.describes_others, gap.split()))
        )

    def _of_both(self, reads: Sequence[Read], told: Sequence[Told]) -> bool:
        """ "900 tués, dont 500 Français et 400 Prussiens": whether a number is the sum of those of two sides behind it."""
        whole, *parts = [one.figure.max or 0 for one in reads]
        if not whole or whole != sum(parts):
            return False
        of = [t.side for one in reads[1:] for t in told if one.start <= t.start and t.end <= one.end]
        return len(of) > 1 and of[0] != of[-1]

    def _of_others(self, read: Read, text: str) -> bool:
        """ "The British burned 300 Danish ships", "сожгли три датских корабля": whether what was lost is of a third nation."""
        said = text[read.start : read.end]
        told = () if self.words.head_last else (*said.split(), *text[read.end : read.end + NEAR_NAME].split()[:1])
        return self.mentions.names_others(said) or any(map(self.mentions.describes_others, told))

    def _taken(self, read: Read) -> bool:
        """Whether prisoners or booty stand without the verb that would tell whether a side lost or took them."""
        figure = read.figure
        if Fate.CAPTURED not in figure.fates or read.lead is not None or read.passive or self.words.characters:
            return False
        senses = self.language.figures.word(fold(figure.noun)) if figure.noun else None
        return figure.category not in PEOPLE or (senses is not None and "fates" in senses)

    @staticmethod
    def _headed(text: str, told: Sequence[Told], start: int) -> bool:
        """ "Preußische Verluste: 300 Tote, 40 Gefangene": whether a colon heads a list of what those named before it lost."""
        last = max((one.end for one in told if one.end <= start), default=start)
        return ":" in text[last:start]

    def _owner(self, read: Read, text: str, told: Sequence[Told]) -> int | None:
        """ "потери южан составили 900", "the losses of the British were 900": the side right behind a noun for losses."""
        lead = read.lead
        if lead is None or not (lead.has("fates", "casualties") or self.words.key(lead) in ("label", "cost")):
            return None
        near = next((t for t in told if lead.end <= t.start and t.end <= read.start), None)
        beside = next((t for t in told if text[t.end : lead.start] == " "), None) if self.words.head_last else None
        if near is None:
            # "against French losses of 500"
            return beside.side if beside is not None and lead.has("fates", "casualties") else None
        between = text[lead.end : near.start].split()
        if self.words.characters:
            # "戦死者は日本軍が4,000名"
            return near.side if near.start - lead.end <= _TIED else None
        if self.words.genitive:
            booty = Fate.CAPTURED in read.figure.fates and read.figure.category not in PEOPLE
            # "трофеями русских стали 12 орудий"
            return (self.subjects.other(near.side) if booty else near.side) if len(between) < _TIED else None
        if not between and self.words.noun_capitals:
            # "die Zahl der verwundeten Preußen lag bei 300"
            return near.side
        tied = self.words.listed(between[0], "of") if between else not self.words.head_last
        return near.side if tied and len(between) <= _TIED and lead.has("fates", "casualties") else None

    def _sufferer(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """Whose a thing is that somebody sank or took: the side named as its owner, or the one that did not do it."""
        owner = next((t for t in reversed(told) if t.end <= start), None)
        if owner is None:
            return None
        between = fold(text[owner.end : start])
        named = self.words.listed_in(between, "topic") or (
            self.words.characters and self.words.stands_in(between, "topic")
        )
        marked = self.words.characters or self.words.possesses_by(text[owner.start : owner.end])
        if len(between) <= OWNER and not named and not APART.search(between) and marked:
            return owner.side
        # "300 Rus askerini öldürdü, 500'ünü yaraladı"
        return self.subjects.other(self.subjects.doer(text, told, start))

    def _opens_with_losses(self, read: Read, text: str, one: Told) -> bool:
        """ "Nach Verlusten von 300 Mann zogen sich die Sachsen zurück": the subject behind the verb has lost them."""
        lead = read.lead
        if lead is None or not self.words.noun_capitals or not text[lead.start].isupper():
            return False
        ahead, between = text[: lead.start].split(), text[read.end : one.start].split()
        opens = len(ahead) <= _BETWEEN
        subject = len(between) > 1 and self.words.listed(between[-1], "determiner")
        return opens and subject and not self.words.listed(between[-2], "of", "agent")
