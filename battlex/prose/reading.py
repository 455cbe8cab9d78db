"""Sentences → their figures: the rooms are asked one after the other what counts, what became of it, what states nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import FATE_ORDER, Category, Fate, Figure, Measure
from battlex.prose.counted import FALLEN, WRECKED, Counted
from battlex.prose.counting.changes import Changes
from battlex.prose.counting.closing import Closing
from battlex.prose.counting.ellipsis import Ellipsis
from battlex.prose.counting.headers import Headers
from battlex.prose.counting.kinds import Kinds
from battlex.prose.counting.limits import Limits
from battlex.prose.counting.numbers import sentences_of
from battlex.prose.counting.phrases import Phrases
from battlex.prose.counting.ranges import Ranges
from battlex.prose.counting.ties import Ties
from battlex.prose.counting.wholes import Wholes
from battlex.prose.fates.attach import Fates
from battlex.prose.fates.telling import may_tell
from battlex.prose.refusals.stated import Refusals
from battlex.prose.refusals.suppositions import SUPPOSING, Suppositions
from battlex.prose.sentence import Question, Thread, room
from battlex.prose.words import is_mark
from battlex.record import Fields, struct
from battlex.values.figures.describe import PEOPLE, PEOPLE_FATES
from battlex.values.figures.token import Token

_MOST_LISTED = 12
"""So many members of a list are looked through for the verb that closes it."""

_REACH = 8
"""So many tokens before a number may a verb stand that makes its word of limit a mere preposition."""

_THING_FATES = {Fate.KILLED: Fate.LOST, Fate.MISSING: Fate.LOST, Fate.WOUNDED: Fate.DAMAGED}


@struct
class Read(Fields):
    """A figure of a sentence with the places in its flat text that tell whose it is.

    ``start`` and ``end`` bound the counted phrase; ``lead`` is the word of fate before it, if one tells its fate;
    ``struck`` tells that the verb behind it is one of doing this to it.
    """

    figure: Figure
    start: int
    end: int
    lead: Token | None = None
    passive: bool = False
    struck: bool = False


def read_sentences(
    flats: Sequence[Flat], threads: Sequence[Thread], headers: Sequence[str], language: Language
) -> list[list[Read]]:
    """The figures that each of several sentences states, in the order of the text. Never raises for any text.

    Its thread goes from a sentence to the next ones of its passage; its header is what heads the column of a table's cell.
    """
    sentences = sentences_of(flats, threads, language)
    return [
        [] if sentence is None else _Reader(sentence).read(header)
        for sentence, header in zip(sentences, headers, strict=True)
    ]


class _Reader(Question):
    """Reads one sentence."""

    phrases = room(Phrases)
    ties = room(Ties)
    headers = room(Headers)
    wholes = room(Wholes)
    ellipsis = room(Ellipsis)
    closing = room(Closing)
    ranges = room(Ranges)
    suppositions = room(Suppositions)
    refusals = room(Refusals)
    kinds = room(Kinds)
    changes = room(Changes)
    limits = room(Limits)

    def read(self, header: str) -> list[Read]:
        """Find the counted phrases, give them their fates, keep those that state a strength or a loss."""
        found = self.refusals.without_units(self.phrases.all())
        several = len(found) > 1
        structure, listed = self.sentence.structure, self.sentence.listed
        if several or "not" in structure:
            self.ties.tie(found)
        if header:
            self.headers.tell(found, header)
        if several:
            self.wholes.tie(found)
        self.ellipsis.nouns(found)
        if several and not self.words.determiners:
            self.closing.nouns(found)
        if may_tell(self.sentence, found):
            Fates(self.sentence, found).attach()
        if several:
            found = self.ranges.join(found)
            if "total" in structure:
                self.wholes.sum_up(found)
        made: list[Read] = []
        supposed: Counted | None = None
        supposing = self.words.characters or not self.sentence.listed.isdisjoint(SUPPOSING)
        supposing = supposing or self.suppositions.destined
        for place, item in enumerate(found):
            if supposing and (
                self.suppositions.supposed(item) or (supposed is not None and self.suppositions.follows(supposed, item))
            ):
                supposed = item
                continue
            if not self.refusals.stated(item) or (made and self._corrects(item, made[-1].figure)):
                continue
            category = self.kinds.category(item)
            if category is None:
                continue
            whole = made[-2].figure.category if len(made) > 1 else None
            plain = place > 0 and (not found[place - 1].part or whole is Category.CIVILIAN)
            if category is Category.PERSONNEL and made and plain and self._goes_on(made[-1].figure, item):
                category = Category.CIVILIAN
            after = found[place + 1] if place + 1 < len(found) else None
            struck = self.words.verb_last and (
                self._struck(item) or self._struck_in_list(found[place : place + _MOST_LISTED])
            )
            for quantity in (
                self.changes.stages(item) if self.words.characters or "reach" in listed else (item.quantity,)
            ):
                item.quantity = quantity
                made.append(self._figure(item, category, after, struck))
            if after is not None:
                self.kinds.go_on_from(category, bool(made[-1].figure.fates))
            self.thread.take(made[-1].figure, item.size)
        return made

    def _corrects(self, item: Counted, before: Figure) -> bool:
        """ "claimed 30 planes shot down; the true number was 9": another number of losses, which states no strength."""
        at = item.first - 1
        if item.fated or item.noun is not None or before.measure is not Measure.CASUALTIES or at < 4:
            return False
        if self.words.characters:
            # 「20機を撃墜したと主張したが、実際は9機だった」
            clause = self.clause_before(item)
            return self.words.stands_in(clause, "actual") and not self.words.stands_in(clause, "strength")
        said = self.keys[at - 3] == "determiner" and self.keys[at - 1 : at + 1] == ["strength", "auxiliary"]
        return said and self.words.head_last and is_mark(self.nodes[at - 4], ",;:")

    def _goes_on(self, before: Figure, item: Counted) -> bool:
        """ "50 civilians died, 200 were wounded": a fate without a noun goes on with the civilians before it."""
        # Not "67 civilians were among the 2,227 people killed".
        among = self.key_at(self.back_over(item.first - 1, "determiner")) == "among"
        person = item.noun is not None and self.words.key(item.noun) == "person" and not among
        return (
            before.category is Category.CIVILIAN
            and bool(before.fates)
            and (item.category is None or person)
            and bool(item.fates)
            and (item.fates <= FALLEN or item.fates == {Fate.DESERTED})
        )

    def _figure(self, item: Counted, category: Category, after: Counted | None, struck: bool) -> Read:
        """The figure that a counted phrase states; ``after`` is the phrase behind it."""
        fates, casualties = self._losses(item, category) if item.fates or item.casualties else (set(), False)
        quantity = item.quantity
        low, high = quantity.min, quantity.max
        approx = quantity.approx
        first, last = item.first, item.last
        if (
            item.lead is not None
            and item.span_first < first
            and not item.listed
            and not (after is not None and after.listed)
        ):
            first = item.span_first
        if self.words.characters or "after" in self.sentence.sections:
            last, low, high, approx = self.limits.behind(item, low, high, approx)
        if low is None and self._reached(item):
            low = high
        if high is None and self._governed(item):
            high = low
        start = self.nodes[first].start
        if first >= item.at and quantity.start < start:
            start = quantity.start
        end = max(self.nodes[last - 1].end, quantity.end)
        if item.tail_end and item.tail_end <= last + 1:
            end = self.nodes[item.tail_end - 1].end
        flat, noun = self.flat, item.noun
        while start < end and flat.text[start] in " \u00a0\ufffc":
            start += 1
        if noun is not None and noun.end == end and flat.text[end - 1] == ".":
            end -= 1
        figure = Figure(
            measure=Measure.CASUALTIES if casualties else Measure.STRENGTH,
            category=category,
            fates=tuple(sorted(fates, key=FATE_ORDER.__getitem__)) if fates else (),
            min=None if low is None else round(low),
            max=None if high is None else round(high),
            approx=approx,
            noun=flat.clean(noun.start, noun.end) if noun is not None else None,
            text=flat.clean(start, end),
            span=flat.span(start, end),
            rule="prose-list" if item.listed else "prose",
        )
        return Read(figure, start, end, item.lead, item.passive, struck)

    def _losses(self, item: Counted, category: Category) -> tuple[set[Fate], bool]:
        """The fates that a figure of a category tells of a phrase, and whether it is one of losses."""
        fates = set(item.fates)
        if category is Category.PERSONNEL:
            # Soldiers who were evacuated are not lost.
            fates.discard(Fate.DISPLACED)
        casualties = bool(fates) or item.casualties
        if category in PEOPLE:
            if Fate.LOST in fates <= WRECKED and item.lead is not None and item.lead.key("implies") == Category.SHIP:
                # "sank with 400 of her crew"
                fates = {Fate.KILLED}
            if category is Category.CIVILIAN and fates == {Fate.DESERTED}:
                fates = {Fate.DISPLACED}
            if fates == {Fate.DAMAGED} or (fates == {Fate.LOST} and self._beaten(item)):
                # "大破敵軍三萬": an army that was beaten has lost nobody yet.
                casualties = item.casualties or self._damage_of(item)
            fates -= {Fate.LOST, Fate.DAMAGED}
        else:
            if category is Category.OTHER and Fate.KILLED in fates:
                # "two of the forts fell"
                fates = fates - {Fate.KILLED} | {Fate.CAPTURED}
            body = category is Category.FORMATION
            body = body or self.flat.text.startswith(self.words.contained["made_of"], self.nodes[item.last - 1].end)
            if fates == {Fate.LOST} and body and self._beaten(item, False):
                # "розбив три полки", "击败由三十艘军舰组成的舰队": units that were beaten are not lost.
                fates, casualties = set(), False
            things = {_THING_FATES.get(fate, fate) for fate in fates} - PEOPLE_FATES
            casualties = item.casualties or bool(things)
            fates = things or ({Fate.LOST} if casualties else set())
        return fates, casualties

    def _damage_of(self, item: Counted) -> bool:
        """ "5만 명의 피해를 입었다": whether a word for of ties people to the damage, so that they are the losses."""
        tie = self.token(item.tail_end - 2) if item.tail_end > 1 and self.words.characters else None
        return tie is not None and self.words.verb_last and tie.norm.endswith(self.language.words("prose", "of"))

    def _struck_in_list(self, found: Sequence[Counted]) -> bool:
        """ "300 esir ve 12 top ele geçirdi": whether the verb that closes a list speaks of its first member."""
        if self.words.characters or not found[0].fated:
            return False
        for item, after in pairwise(found):
            if not (item.listed or item.labelled) or not self.only_joints(max(item.last, item.tail_end), after.first):
                return False
            if self._struck(after):
                return True
        return False

    def _struck(self, item: Counted, whole: bool = False) -> bool:
        """ "조선 수군은 47척을 격침하였다": where verbs close the sentence, an active one behind what suffers it."""
        verb = self.token(item.tail_end - 1) if self.words.verb_last and item.tail_end and not item.passive else None
        if verb is None:
            return False
        ending, doing = self.token(item.tail_end), self.language.words("prose", "doing")
        parted = not whole and ending is not None and (verb.norm[-1:] + ending.norm) in doing
        if self.words.key(verb) != "inflict" and not (parted and self.words.listed(verb.norm[:-1], "inflict")):
            # "파괴하" and "고" are "파괴" and "하고".
            return False
        return (
            not self.words.characters
            or parted
            or (ending is not None and self.words.key(ending) == "doing")
            or any(verb.norm.endswith(end) for end in doing)
        )

    def _beaten(self, item: Counted, burnt: bool = True) -> bool:
        """Whether the fate is but that of an army that was defeated ("розбив півторатисячний загін")."""
        verb = self.fate_of(item)
        # "yirmi bin atlısı Moskova'yı yaktı": where verbs close the sentence, men burn what stands between.
        does = burnt and item.lead is None and self._struck(item, whole=True)
        # "pozostawili 300 ludzi w zamku": men that are left somewhere are not lost by it.
        return verb is not None and (self.words.key(verb) in ("beat", "abandon") or does)

    def _reached(self, item: Counted) -> bool:
        """ "дошла до 2 400 человек": behind a verb of reaching, the word of limit limits nothing."""
        reach = _REACH if self.words.determiners else 6
        return not self.words.characters and self._verb_before(item, "reach", reach)

    def _governed(self, item: Counted) -> bool:
        """ "verfügte über 300 Mann", "da er über 300 Mann verfügte": the verb asks for the preposition."""
        if self._verb_before(item, "governs", 2 * _REACH):
            return True
        if "governs" not in self.sentence.listed:
            return False
        for at in range(item.last, min(len(self.nodes), item.last + 2 * _REACH)):
            if self.keys[at] == "governs":
                return True
            if is_mark(self.nodes[at], ",;:."):
                break
        return False

    def _verb_before(self, item: Counted, key: str, reach: int) -> bool:
        if key not in self.sentence.listed:
            return False
        for at in range(item.at - 1, max(-1, item.at - reach), -1):
            if self.keys[at] == key:
                return True
            if is_mark(self.nodes[at], ",;:"):
                break
        return False
