"""Who acts in a sentence in which sides are named: its subject, which need not be who is named last?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from battlex.languages import Language
from battlex.languages.lexicon import fold
from battlex.model import Fate
from battlex.pattern import pattern
from battlex.prose.reading import Read
from battlex.prose.sides.mentions import NEAR_NAME, Told
from battlex.prose.words import words_of
from battlex.values.figures.token import Token

_APART_FROM = 3
"""Characters between the name of who is acted upon and a number that may be of who acts."""

OWNER = 5
"""Characters between a name and the thing that it names the owner of."""

_DESCRIBED, _PAIRED = 2, 5
"""Words that may describe a name or a number; words that hold a verb and its object."""

_ACTED = 4
"""So many words before a name may stand the word for by and the verb before it."""

_STOP, _MARK = pattern(r"[;:]\s"), pattern(r"[,;:.]\s")
WORD = pattern(r"[^\W\d_]++")
CLAUSE = pattern(r"[,;，；。]")
PARTED = pattern(r"[,.;:]|(?<!\d)\d++(?![^\W\d_])")
APART = pattern(r"[,;:.，；：。、]")


class Subjects:
    """Tells which side does what a sentence says, and which one only tells of it."""

    def __init__(self, numbers: Sequence[int], language: Language) -> None:
        self.language = language
        self.words = words_of(language)
        self.numbers = numbers
        self.company = frozenset(map(fold, language.words("people", "with")))

    def taker(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """ "The British took 400 prisoners and 12 guns": whose the prisoners are where the verb of the list tells."""
        low = max((mark.end() for mark in _STOP.finditer(text, 0, start)), default=0)
        verb, loses = None, False
        for found in WORD.finditer(text, low, start):
            if self.words.listed(found.group(), "auxiliary"):
                verb = None
            elif self.words.head_last and any(
                w[:1].isdecimal() for w in text[low : found.start()].split()[-_DESCRIBED:]
            ):
                # "4,000 killed, 7,000 wounded and 17,000 prisoners": what became of those counted.
                continue
            elif self.words.listed(found.group(), "suffer", "abandon"):
                # "dejaron 300 muertos y 40 prisioneros"
                verb, loses = found.start(), True
            elif self.words.listed(found.group(), "take", "inflict", "gain") and not self.is_done_to(
                text, found.start()
            ):
                verb, loses = found.start(), False
        if verb is None or any(verb < t.start < start for t in told):
            last = max((t.end for t in told if t.end <= start), default=len(text))
            # "los argentinos, 47 muertos y 961 prisioneros"
            listed = self.words.active and verb is None and self.words.listed_in(text[last:start], "label")
            return self.topic(text, told, start) if listed else None
        doer = self.doer(text, told, verb)
        return doer if loses else self.other(doer)

    def _before(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """The side named last, but for those against whom the one named before them acts."""
        found = [t for t in told if t.end <= start]
        while len(found) > 1 and not _MARK.search(
            text, found[-2].end, found[-1].start if self.words.head_last else start
        ):
            # "l'armée russe qui fait face à Napoléon compte 392 000 hommes"
            against = text[found[-2].end : found[-1].start].split()[-_DESCRIBED:]
            if not any(self.words.listed(word, "versus", "whither") for word in against):
                break
            found.pop()
        return found[-1].side if found else None

    def topic(self, text: str, told: Sequence[Told], start: int) -> int | None:
        """The side that a place of the sentence speaks of by what stands before it.

        Where no blanks part words, that is the side named last in the same clause, or else who acts in the nearest
        clause that names one: whom he acts upon has no figures of its own in the clauses that follow.
        """
        if not self.words.characters:
            named = [t.end for t in told if t.end <= start]
            if named and self.words.listed_in(text[named[-1] : start], "self"):
                # "kendileri ise 40 asker kaybetti"
                return self.doer(text, told, start)
            return self._before(text, told, start)
        clauses = [0, *(mark.end() for mark in CLAUSE.finditer(text, 0, start))]
        for place in range(len(clauses) - 1, -1, -1):
            end = clauses[place + 1] if place + 1 < len(clauses) else start
            here = [t for t in told if clauses[place] <= t.start and t.end <= end]
            folded = fold(text[here[-1].end + OWNER if here else clauses[place] : end])
            if self.words.stands_in(fold(text[clauses[place] : end]), "self") and told:
                return self._actor(text, (here or told)[0])
            if self.words.stands_in(folded, "role"):
                return None
            while place + 1 == len(clauses) and len(here) > 1 and self._is_acted_upon(text, here, start):
                here.pop()
            if here:
                one = here[-1] if place + 1 == len(clauses) or self._says(text, here) else here[0]
                by = one.start and self.words.listed(text[one.start - 1], "auxiliary")
                if by or place + 1 == len(clauses):
                    return self.other(one.side) if by else one.side
                return self._actor(text, one)
            if clauses[place] and text[clauses[place] - 1] in ";；":
                return None
        return None

    def _actor(self, text: str, one: Told) -> int | None:
        """ "擊斃日軍二百餘人，自身僅陣亡十餘人": who acts, where the name is that of those whom a verb before it acts upon."""
        verbs = self.words.contained["versus"] + self.words.contained["inflict"]
        return self.other(one.side) if text[: one.start].endswith(verbs) else one.side

    def _is_acted_upon(self, text: str, here: Sequence[Told], start: int) -> bool:
        """ "清軍進攻日軍", "清軍を攻撃し": whether the last name of a clause is an object, by a verb before it or marks."""
        one, contained = here[-1], self.words.contained
        if text[: one.start].endswith(contained["versus"]):
            return True
        if self._has_mark(text, one, contained["object"]):
            return True
        # "清軍は日本兵500人を捕虜とし、大砲10門を": only who acts has a mark of the topic.
        said = text[one.end : start]
        tied = self._leads_topic(text, one, start) or not self._leads_off(said)
        return start - one.end > _APART_FROM and not tied and self._leads_topic(text, here[-2], one.start)

    def _leads_off(self, said: str) -> bool:
        """ "日本兵500人を捕虜とし、大砲10門": whether something was done or undergone between a name and a number."""
        if any(mark in said for mark in self.words.contained["object"]) or APART.search(said):
            return True
        return not any(sign.isdecimal() for sign in said)

    def _leads_topic(self, text: str, one: Told, stop: int) -> bool:
        """Whether a mark of the topic stands behind a name, or what the name describes, before another place."""
        marks = self.words.contained["topic"]
        said = text[one.end : stop]
        if self._has_mark(text, one, marks):
            return True
        if " " in said:
            return any(word.endswith(marks) for word in said.split())
        return any(mark in said for mark in marks)

    @staticmethod
    def _has_mark(text: str, one: Told, marks: tuple[str, ...]) -> bool:
        return text[one.start : one.end].endswith(marks) or text.startswith(marks, one.end)

    def doer(self, text: str, told: Sequence[Told], at: int) -> int | None:
        """The side that does what a verb at a place says: its subject, which need not be who is named last.

        "The French drove off the British and killed 40": behind a joint or a comma, the side named last may be the object
        of the verb before; the other side has then acted.
        """
        before = [t for t in told if t.end <= at]
        if self.words.characters or not before:
            return self.topic(text, told, at)
        last = before[-1]
        gap = text[last.end : at]
        if not _MARK.search(gap) and not any(self.joins(word) for word in gap.split()):
            return last.side
        if gap.lstrip(" ,")[:1] != gap.lstrip()[:1] and self.words.has_sense(
            gap.lstrip(" ,").partition(" ")[0], "preposition"
        ):
            # "by the rebels, who killed three"
            return last.side
        subject = next((t for t in reversed(before) if self._opens(text, t)), None)
        for earlier in reversed(before):
            # "Polacy zadali Rosjanom straty, sami tracąc 40": who is named first in a clause acts upon the other.
            gap = text[earlier.end : subject.start] if subject is not None and earlier.end <= subject.start else ","
            if not _MARK.search(gap + " ") and not any(self.joins(word) for word in gap.split()):
                subject = earlier
        return subject.side if subject is not None else self.other(last.side)

    def _opens(self, text: str, one: Told) -> bool:
        """Whether a name stands where the subject of a clause does: at its beginning, or behind a whole phrase of when and where."""
        start = max((mark.end() for mark in _MARK.finditer(text, 0, one.start)), default=0)
        ahead = text[start : one.start].split()
        joint = next((at for at in range(len(ahead) - 1, -1, -1) if self.joins(ahead[at])), -1)
        ahead = ahead[joint + 1 :]
        if not ahead:
            return True
        if joint >= 0 and self.words.determiners and ahead[0][0].islower():
            # "came up and attacked the Spanish": a verb before an object
            return len(ahead) <= _DESCRIBED and self.words.listed(ahead[0], "determiner")
        if self.words.has_sense(ahead[0], "preposition") and not self.words.listed(ahead[0], "determiner"):
            return len(ahead) > _DESCRIBED
        return len(ahead) <= _DESCRIBED

    def joins(self, word: str) -> bool:
        """Whether a word joins clauses."""
        folded = fold(word)
        senses = self.language.figures.word(folded)
        if senses is not None and "quantifiers" in senses and senses["quantifiers"].key == "and":
            return True
        return self.words.listed(folded, "particle", "clause", "contrast")

    def inflicts(self, lead: Token, text: str) -> bool:
        """Whether a fate before a number is a verb of doing this to somebody: "killed three and wounded 17" as well."""
        key = self.words.key(lead)
        if self.words.active and any(self.words.listed(word, "perfect") for word in text[: lead.start].split()[-1:]):
            # "ont tué 300 hommes"
            told = key == "inflict" or lead.key("implies") is not None
            return told or lead.has("fates", Fate.KILLED, Fate.WOUNDED, Fate.CAPTURED)
        if key != "label" or self.words.characters:
            return key in ("inflict", "take", "beat")
        ahead = text[: lead.start].split()[-_PAIRED:]
        return len(ahead) > 2 and self.joins(ahead[-1]) and any(self.words.listed(word, "inflict") for word in ahead)

    def is_done_to(self, text: str, verb: int, told: Sequence[Told] = ()) -> bool:
        """ "the number of English who were killed as 700": whether a verb has its auxiliary right before it."""
        if self.words.characters:
            # "清軍被擊斃三百人", "清軍被日軍擊斃三百人"
            doer = next((t.start for t in reversed(told) if verb - OWNER < t.end <= verb), verb)
            return any(self.words.listed(text[at - 1 : at], "auxiliary") for at in (verb, doer))
        ahead, behind = text[:verb].split()[-_DESCRIBED:], text[verb : verb + NEAR_NAME].split()[1:2]
        if behind and self.words.listed(behind[0], "agent"):
            # "were met and captured by the French"
            return True
        # "est entièrement détruit"
        apart = self.words.active and len(ahead) == _DESCRIBED and ahead[-1].isalpha() and ahead[0].isalpha()
        return any(self.words.listed(word, "auxiliary") for word in (ahead if apart else ahead[-1:]))

    def suffers(self, read: Read, text: str) -> bool:
        """ "while losing 119 men", "for the loss of 12": whether the losses are the subject's, whoever is named last."""
        if self.words.characters:
            return False
        if read.lead is not None and self.words.key(read.lead) == "suffer":
            return True
        near = (*text[: read.start].split()[-_DESCRIBED:], *text[read.start : read.end].split()[:1])
        return any(self.words.listed(word, "suffer") for word in near)

    def is_unnamed(self, text: str, told: Sequence[Told], start: int) -> bool:
        """ "mientras que los aliados perdieron 300": whether the clause has a subject of its own that names no side."""
        if not self.words.active:
            return False
        low = max((mark.end() for mark in _MARK.finditer(text, 0, start)), default=0)
        ahead = text[low:start].split()
        verb = next((at for at, word in enumerate(ahead) if self.words.listed(word, "suffer")), 0)
        articles = [at for at, word in enumerate(ahead[:verb]) if self.words.listed(word, "determiner")]
        return bool(articles) and articles[-1] == verb - _DESCRIBED and not any(low <= t.start < start for t in told)

    def is_enemys(self, text: str, told: Sequence[Told], start: int, is_enemy: Callable[[str], bool]) -> bool:
        """Whether the enemy, behind a joint or a mark, is the subject that a place speaks of."""
        last = max((t.end for t in told if t.end <= start), default=start)
        gap = text[last:start]
        words = gap.split()
        for at, word in enumerate(words[2:], 2):
            if self.words.listed(words[at - 1], "determiner") and is_enemy(word.strip(",;.:")):
                return self.joins(words[at - 2]) or words[at - 2][-1] in ",;"
        return False

    def acts_upon(self, text: str, told: Sequence[Told], start: int) -> bool:
        """ "was hit by the British army, which left 17 dead": the dead need not be of the side that acts."""
        last = next((t for t in reversed(told) if t.end <= start), None)
        if last is None or self.words.characters:
            return False
        ahead = text[: last.start].split()[-_ACTED:]
        agent = next((at for at, word in enumerate(ahead) if self.words.listed(word, "agent")), -1)
        return agent > 0 and not self.words.listed(ahead[agent - 1], "led")

    def is_whither(self, text: str, told: Sequence[Told], start: int) -> bool:
        """ "Нельсон вывел в тыл французской колонны 12 кораблей": whether the side named last may be that of who is met there."""
        found = [t for t in told if t.end <= start]
        if not self.words.genitive or len(found) < 2 or found[-1].side == found[-2].side:
            return False
        gap = text[found[-2].end : found[-1].start]
        return not _MARK.search(gap) and any(
            self.words.has_sense(word, "preposition") for word in gap.split()[-_DESCRIBED:-1]
        )

    def is_company(self, text: str, told: Sequence[Told], start: int) -> bool:
        """ "attacked by 300 men", "met the French with 300 men": whether a number may be of either side."""
        if self.words.characters:
            return False
        last = max((t.end for t in told if t.end <= start), default=0)
        ahead = text[last:start].split()[-_DESCRIBED:]
        if any(self.words.listed(word, "agent") for word in ahead):
            # "compuesto por 5000 hombres"
            return not self.words.listed(ahead[0], "strength", "joined")
        if not any(fold(word) in self.company for word in ahead):
            return False
        name = next((t for t in reversed(told) if t.end <= start), None)
        led = text[: name.start].split()[-1:] if name is not None and self.words.active else []
        if led and self.words.has_sense(led[0], "preposition") and not self.words.listed(led[0], "of", "determiner"):
            # "chegou a Malaca com 18 navios"
            return True
        low = max((mark.end() for mark in _MARK.finditer(text, 0, start)), default=0)
        return len({t.side for t in told if low <= t.start and t.end <= start}) > 1

    def _says(self, text: str, here: Sequence[Told]) -> bool:
        """ "周瑜估計曹軍北方士卒不過十五六萬": whether who is named first but tells what follows."""
        between = text[here[0].end : here[-1].start]
        return any(word in between for word in self.words.saying)

    def other(self, side: int | None) -> int | None:
        """The other of two sides."""
        if side is None or len(self.numbers) != 2:
            return None
        return self.numbers[1] if side == self.numbers[0] else self.numbers[0]
