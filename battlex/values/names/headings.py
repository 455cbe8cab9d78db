"""Which lines of a list head others, and under which heading each line stands."""

from __future__ import annotations

from collections.abc import Iterator

from battlex.languages import Language
from battlex.pattern import pattern
from battlex.record import Record, record
from battlex.values.names.entries import Line
from battlex.values.names.pieces import Token, lettered, show, trim
from battlex.values.phrases import at, find, whole, words

_INLINE = pattern(r"[:：](?=\s|$|\W)")


@record
class Group(Record):
    """A heading: its words, and the role that it gives to what stands under it (``supporter``, ``former``)."""

    name: str | None
    role: str | None = None


class Headings:
    """Walks the lines of a list: yields each line that is no heading, with the group it belongs to.

    A heading is a list's title, a line in bold or with a colon at its end that names nobody itself, or a line of
    support ("Supported by:"). In lists of people a bold link is a person; of belligerents the line above deeper
    lines heads them and is an entry too.
    """

    def __init__(self, lines: list[Line], language: Language, people: bool) -> None:
        self.lines = lines
        self.language = language
        self.people = people
        self.lexicon = language.lexicon("people")
        self.nouns = language.lexicon("nouns")

    def __iter__(self) -> Iterator[tuple[Line, str | None]]:
        for line, group in self.grouped():
            yield line, group.name

    def grouped(self) -> Iterator[tuple[Line, Group]]:
        """Each entry's line with its group."""
        heading = outer = Group(None)
        listed = False
        parents: list[tuple[int, str]] = []
        for number, line in enumerate(self.lines):
            deeper = number + 1 < len(self.lines) and self.lines[number + 1].depth > line.depth
            followed = number + 1 < len(self.lines)
            if line.ruled or (listed and not line.titled):
                # Behind a list with a title, or a rule, stands what is not under that heading.
                heading, listed, parents = Group(None) if line.ruled else outer, False, []
            line, inline = self._inline(line)
            if inline is not None:
                heading, parents = inline, []
            if followed and self._heads(line, number, deeper):
                if line.title and not listed:
                    outer, listed = heading, True
                heading, parents = self._group(line), []
                continue
            if number and line.small and not line.has("flag") and not self.lines[number - 1].small:
                # Small print below a name is a remark on it; the reader of names still wants its fates.
                line = Line([Token("note", line.text, "", tuple(line.tokens))], line.depth)
            while parents and parents[-1][0] >= line.depth:
                parents.pop()
            role = self._role(line.text, "support")
            group = Group(parents[-1][1], heading.role) if parents else heading
            yield line, group if role is None else Group(group.name, role)
            if deeper and not line.empty and not self.people:
                parents.append((line.depth, trim(line.text)))

    def _group(self, line: Line) -> Group:
        return Group(trim(line.text) or None, self._role(line.text))

    def _role(self, text: str, *keys: str) -> str | None:
        """The role that the first words of a text name."""
        sequence = words(text, self.language)
        for place in range(min(2, len(sequence))):
            hit = at(text, sequence, place, self.lexicon, "people", self.language, *(keys or ("support", "former")))
            if hit is not None:
                return "supporter" if hit.sense.key == "support" else "former"
        return None

    def _inline(self, line: Line) -> tuple[Line, Group | None]:
        """A heading and entries in one line, parted by a colon ("Supported by: X")."""
        for number, token in enumerate(line.tokens):
            found = _INLINE.search(token.text) if token.kind == "text" else None
            if found is None:
                continue
            head = [*line.tokens[:number], Token("text", token.text[: found.start()])]
            tail = [Token("text", token.text[found.end() :]), *line.tokens[number + 1 :]]
            if not (lettered(show(tail)) and lettered(show(head))):
                continue
            if any(t.kind in ("flag", "template") for t in head) and not self.people:
                continue
            rest = Line(tail, line.depth, False)
            return rest, self._group(Line(head))
        return line, None

    def _heads(self, line: Line, number: int, deeper: bool) -> bool:
        text = trim(line.text)
        if not lettered(text):
            return False
        if line.title:
            return True
        icons = any(t.kind == "template" or (t.kind == "flag" and not t.text) for t in line.tokens)
        named = any(t.kind == "flag" and t.text for t in line.tokens)
        linked = any(t.kind == "link" for t in line.tokens)
        whole_link = linked and trim("".join(t.text for t in line.tokens if t.kind == "link")) == text
        if self._only(text, "support", "former", "headings"):
            if whole_link and not (self.people or line.bold or line.colon):
                # "[[Union]]" may be a party, or head parties with flags.
                return self.lines[number + 1].has("flag") and not icons
            return not icons or line.bold or line.colon
        if self.people:
            if line.has("fate"):
                return False
            if named and trim("".join(t.text for t in line.tokens if t.kind == "flag")) == text:
                return True
            if line.colon:
                return True
            if deeper and self._is_formation(text):
                return True
            if line.bold and not linked and not icons:
                return not self.lines[number + 1].bold
            return self._is_office(line, text) and line.text.endswith((",", "،", "，"))
        if icons or named:
            return False
        if line.colon:
            # "[[Holy League]]:" over parties with flags is no party itself.
            return line.bold or not whole_link or self.lines[number + 1].has("flag")
        if line.bold and not linked:
            return not self.lines[number + 1].bold
        # "''Co-belligerents''" over parties with flags
        return line.italic and not linked and self.lines[number + 1].has("flag")

    def _only(self, text: str, *keys: str) -> bool:
        """Whether listed phrases make up the whole text."""
        return bool(whole(text, words(text, self.language), self.lexicon, "people", self.language, *keys))

    def _is_formation(self, text: str) -> bool:
        sequence = words(text, self.language)
        return any(h.sense.key == "formation" for h in find(text, sequence, self.nouns, "nouns", self.language))

    def _is_office(self, line: Line, text: str) -> bool:
        """An office without its holder: an office, or a rank and a word in small letters, and no link."""
        if any(t.kind in ("link", "flag") for t in line.tokens):
            return False
        sequence = words(text, self.language)
        hit = at(text, sequence, 0, self.lexicon, "people", self.language, "ranks", "offices") if sequence else None
        if hit is None or hit.last >= len(sequence):
            return False
        return hit.sense.key == "offices" or text[sequence[hit.last].start].islower()
