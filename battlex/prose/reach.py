"""What a phrase asks of the tokens around it when it looks for its fate."""

from __future__ import annotations

from collections.abc import Sequence

from battlex.languages import Language
from battlex.markup import Flat
from battlex.model import Fate
from battlex.prose.counted import Counted
from battlex.prose.words import COMMAS, is_fate, is_joint, is_mark, is_noun, words_of
from battlex.values.figures.describe import fates_of
from battlex.values.figures.quantity import Node
from battlex.values.figures.token import Token

_SENT_TO = 3
"""So many tokens before a word for leaving things behind may stand what they were sent to."""


class Reach:
    """Which fate a phrase reaches in one direction; what both directions share."""

    def __init__(self, nodes: Sequence[Node], flat: Flat, language: Language, used: set[int]) -> None:
        self.nodes = nodes
        self.flat = flat
        self.words = words_of(language)
        self.used = used

    def fate_at(self, place: int) -> bool:
        return place < len(self.nodes) and is_fate(self.nodes[place])

    def is_part(self, place: int) -> bool:
        node = self.nodes[place] if place < len(self.nodes) else None
        return isinstance(node, Token) and node.has("structure", "part")

    def is_particle(self, place: int) -> bool:
        node = self.nodes[place]
        return isinstance(node, Token) and self.words.key(node) == "particle"

    def is_thrown(self, place: int) -> bool:
        """ "брошено в бой 20 танков": whether a word for leaving things behind leads to where they were sent."""
        node, whither = self.nodes[place], self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        if not isinstance(node, Token) or self.words.key(node) != "abandon":
            return False
        if isinstance(whither, Token) and whither.has("structure", "preposition"):
            return True
        # "в атаку были брошены 30 танков"
        return any(
            isinstance(n, Token) and (self.words.key(n) == "event" or n.has("structure", "measure"))
            for n in self.nodes[max(0, place - _SENT_TO) : place]
        )

    def outlives(self, item: Counted) -> bool:
        """ "대부분 죽고 셋만 살아남았다": whether a word of survival closes a phrase where verbs stand last."""
        after = self.nodes[item.last] if item.last < len(self.nodes) else None
        if not self.words.verb_last or not self.words.characters or not isinstance(after, Token):
            return False
        return after.has("structure", "survived")

    def beyond_uncounted(self, joint: int, stop: int) -> int:
        """ "6 fırkateyni ve çok sayıda küçük gemisi yakıldı": the fate behind a last member that no number counts, else 0."""
        if not self.words.verb_last or self.words.characters or is_mark(self.nodes[joint], COMMAS):
            return 0
        named = False
        for at in range(joint + 1, min(joint + 6, stop)):
            node = self.nodes[at]
            if not isinstance(node, Token) or node.kind != "word":
                return 0
            if is_fate(node):
                return at if named and self.words.key(node) != "inflict" else 0
            named = named or is_noun(node)
        return 0

    def is_adverbial(self, place: int) -> bool:
        """ "8 terörist silahlarıyla ele geçirildi": whether a noun's case ties it to the verb that closes the sentence."""
        node = self.nodes[place]
        return self.words.verb_last and isinstance(node, Token) and self.words.is_declined(node)

    def acts_on(self, start: int, verb: int) -> bool:
        """ "300 asker kaleyi ele geçirdi": whether a verb of doing has an object between a number and itself."""
        said = self.nodes[verb]
        if self.words.characters or not self.words.verb_last or not isinstance(said, Token):
            return False
        if self.words.key(said) != "inflict":
            return False
        return any(is_noun(node) and not is_fate(node) for node in self.nodes[start:verb])

    def is_denied(self, place: int) -> bool:
        """ "2隻に損害はなかった", "피해는 없었다": whether it is said of losses that there were none."""
        losses = self.nodes[place]
        if not self.words.characters or not isinstance(losses, Token) or not losses.has("fates", "casualties"):
            return False
        behind = [node for node in self.nodes[place + 1 : place + 4] if isinstance(node, Token)]
        return any(node.has("structure", "not") or node.has("levels", "none") for node in behind)

    def hurts(self, place: int) -> bool:
        """ "300명에게 부상을 입혔다": whether a fate is one that is done to those a dative names, not by them."""
        node = self.nodes[place] if place < len(self.nodes) else None
        return isinstance(node, Token) and node.has("fates", "wounded")

    def is_label(self, node: Token) -> bool:
        """Whether a fate may be a noun that a number is said of ("the dead were 300")."""
        return self.words.contains(node, "label")

    def claimed(self, comma: int, item: Counted) -> bool:
        """ "傷亡，官方公佈為251,309人": whether but a claim stands between losses with a comma and their number."""
        losses, between = self.nodes[comma - 1] if comma else None, self.nodes[comma + 1 : item.first]
        if not isinstance(losses, Token) or not is_fate(losses) or comma - 1 in self.used:
            return False
        told = [node for node in between if isinstance(node, Token) and self._says_little(node)]
        claim = any(node.has("structure", "claim") for node in told)
        return claim and len(told) == len(between) and (losses.has("fates", "casualties") or self.is_label(losses))

    def _says_little(self, node: Token) -> bool:
        return node.has("structure", "claim", "plain", "total") or bool(self.words.key(node))

    def in_name(self, place: int) -> bool:
        """Whether a word, or the dash behind one, goes on with a name of several words ("Izz al-Din al-Qassam")."""
        before, node = self.nodes[place - 1], self.nodes[place]
        if not isinstance(before, Token) or not isinstance(node, Token) or self.words.noun_capitals:
            return False
        if node.kind == "word" and (node.senses or self.words.key(node) or not self.flat.text[node.start].isupper()):
            return False
        if node.kind == "word":
            return before.kind == "word" and self.flat.text[before.start].isupper()
        after = self.nodes[place + 1] if place + 1 < len(self.nodes) else None
        return before.kind == "word" and isinstance(after, Token) and after.kind == "word"

    def joins_adjectives(self, joint: int) -> bool:
        """ "les pertes françaises et britanniques": whether a joint ties two words that describe losses before them."""
        if not self.words.active or joint < 2 or joint + 1 >= len(self.nodes) or is_mark(self.nodes[joint], COMMAS):
            return False
        losses, first, second = self.nodes[joint - 2], self.nodes[joint - 1], self.nodes[joint + 1]
        described = all(
            isinstance(node, Token) and node.kind == "word" and not node.senses and not self.words.key(node)
            for node in (first, second)
        )
        return described and isinstance(losses, Token) and losses.has("fates", "casualties")

    def disagrees(self, place: int, item: Counted) -> bool:
        """ "avec 3 000 hommes avant d'être assassiné": a participle in the singular is not said of many."""
        fate, before = self.nodes[place], self.nodes[place - 1]
        if not isinstance(fate, Token) or self.words.key(fate) != "singular" or place == item.last:
            return False
        acts = isinstance(before, Token) and self.words.key(before) == "perfect"
        return not acts and (item.quantity.max or item.quantity.min or 0) > 1 and item.quantity.form != "vague"

    def explained(self, opening: int, end: int) -> set[Fate]:
        """ "500 hommes (morts et blessés)": the fates that are all that a bracket holds, none where it holds more."""
        fates: set[Fate] = set()
        for node in self.nodes[opening + 1 : end - 1]:
            if isinstance(node, Token) and is_fate(node) and not node.has("fates", "casualties"):
                fates |= fates_of(node)
            elif not is_joint(node):
                return set()
        return fates

    def totals(self, node: Token) -> bool:
        """Whether a phrase for a total names losses with its last word ("total casualties")."""
        if not node.has("structure", "total") or " " not in node.norm:
            return False
        said = node.norm.rpartition(" ")[2] if self.words.head_last else node.norm.partition(" ")[0]
        senses = self.words.language.figures.word(said)
        return senses is not None and "fates" in senses

    def among(self, place: int) -> set[Fate]:
        """ "140 perdite tra morti e feriti": the joined fates behind a preposition that follow a word of losses."""
        while place < len(self.nodes) and self._is_adjective(place):
            place += 1
        tie = self.nodes[place] if place < len(self.nodes) else None
        if not isinstance(tie, Token) or not (tie.has("structure", "preposition") or tie.has("quantifiers", "between")):
            return set()
        fates: set[Fate] = set()
        for at, node in enumerate(self.nodes[place + 1 :]):
            fate = isinstance(node, Token) and is_fate(node)
            if not (is_joint(node) if at % 2 else fate):
                return fates if at > 2 else set()
            fates |= fates_of(node) if isinstance(node, Token) and fate else set()
        return fates

    def _is_adjective(self, place: int) -> bool:
        node = self.nodes[place]
        return self.words.active and isinstance(node, Token) and node.kind == "word" and not node.senses

    def numbers_name(self, item: Counted) -> bool:
        """Whether digits without a noun stand behind a name and may be its number ("KG 40 sank four ships")."""
        before = self.nodes[item.first - 1] if item.first and not item.counts_something else None
        return (
            isinstance(before, Token)
            and before.kind == "word"
            and not before.senses
            and item.quantity.form == "digits"
            and self.words.determiners
            and not self.words.noun_capitals
            and self.flat.text[before.start].isupper()
        )
