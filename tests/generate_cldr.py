"""Make ``battlex/languages/cldr/XX.json``, the words that CLDR knows for every language file, out of ICU.

    pip install pyicu-wheels==2.15.2        # any PyICU will do; the tables name the version of ICU that made them
    python tests/generate_cldr.py           # all languages, or those named: python tests/generate_cldr.py de fr

A table holds, each word with its value:

``numbers``   words that stand for a number and are added up (twenty = 20, двести = 200), and phrases that the words
              in them do not add up to (quatre-vingts = 80)
``scales``    words that multiply what stands before them (hundred, тысяч, Mio.)
``joiners``   words that may stand between number words (and, y, und); ``clitics`` are written together with the next word
``glued``     true where number words are written together (zweihundertfünfzig) and have to be taken apart
``months``    names and abbreviations of the months, in all cases
``compass``   letters and words for the points of the compass beside coordinates

Numbers come from the rules by which ICU spells numbers out: the numerals of SAMPLES are spelled in every gender and case,
and a word is what makes the numerals that it stands in come out right when they are read (see ``compose``).
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import icu

from battlex.languages.lexicon import fold

LANGUAGES = Path(__file__).resolve().parent.parent / "battlex" / "languages"

TENS = range(20, 100, 10)
HUNDREDS = range(100, 1000, 100)
SCALES = (10, 100, 10**3, 10**4, 10**5, 10**6, 10**7, 10**8, 10**9, 10**11, 10**12)
PLAIN = (*range(1, 20), *TENS, *HUNDREDS)
THOUSANDS = (10**3, 10**6, 10**9, 10**12)
FACTORS = (*range(1, 22), 25, 30, *HUNDREDS, 101, 102, 110, 121)
ROUND = {*range(101), *HUNDREDS, *range(1000, 10000, 1000), *SCALES}
SAMPLES = sorted(
    {*range(101)}
    | {hundred + rest for hundred in HUNDREDS for rest in (0, 1, 2, 3, 5, 10, 11, 16, 21, 22, 80)}
    | {factor * 10**power + rest for power in (3, 6, 9, 12) for factor in FACTORS for rest in (0, 1, 21, 100)}
    | {factor * 10**power for power in (4, 5, 7, 8) for factor in FACTORS[:10]}
    | {1234, 2345, 27321}
)

JOINT = re.compile(r"[\s,\-‐‑\u00ad\u200b]+")
"""What parts the words of a numeral: blanks, hyphens and the soft hyphens by which ICU marks the joints of a compound."""
UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u061c]")
CHINESE = ("CJK", "IDEOGRAPHIC")
OTHER_RULES = re.compile("ordinal|year|days|financial")
LOOKALIKES = dict(zip("aceiopxyşţ", "асеіорхуșț", strict=True))
"""Letters that CLDR takes for others now and then: Latin for Cyrillic ones, the cedilla for the comma below."""


Words = tuple[str, ...]


class Item(NamedTuple):
    """What a word does in a numeral: it is a "number", a "scale" or a "joiner"."""

    kind: str
    value: int = 0


class Numeral(NamedTuple):
    """A number spelled out: its words, and whether they are written together."""

    value: int
    words: Words
    text: str


def compose(items: Iterable[Item]) -> int | None:
    """The value of a numeral, or None where its words do not make one.

    A number is added where there is room for it: after 20 for 1–9, after 300 for 1–99. A scale multiplies all smaller terms
    right before it. A joiner lets a ten follow its unit (three and twenty).
    """
    terms: list[tuple[int, int]] = []
    joined = False
    for kind, value in items:
        if kind == "joiner":
            if joined or not terms:
                return None
            joined = True
            continue
        room = _room(value)
        if kind == "scale":
            factors = []
            while terms and terms[-1][0] < value:
                factors.append(terms.pop()[0])
            value *= sum(factors) if factors else 1
        elif joined and value in TENS and terms[-1][0] < 10:
            value, room = value + terms.pop()[0], 1
        if terms and value >= terms[-1][1]:
            return None
        terms.append((value, room))
        joined = False
    return None if joined or not terms else sum(value for value, _ in terms)


def _room(value: int) -> int:
    room = 1
    while value and value % (room * 10) == 0:
        room *= 10
    return room if value else 0


class Learner:
    """Finds out what the words of a language's numerals stand for."""

    def __init__(self, numerals: Collection[Numeral]) -> None:
        self.clitics = clitics(numerals)
        self.marked = has_joints(numerals)
        self.glued = self.marked or has_compounds(numerals)
        self.words: dict[Words, Item] = {}
        self.texts: dict[Words, str] = {}
        self.longest = 1

    def learn(self, numerals: Iterable[Numeral]) -> list[Numeral]:
        """Learn words from numerals; those that still cannot be read are returned.

        A word is learnt from a numeral in which it is the only new one. Where there is no such numeral left, some words
        of the smallest unread one are learnt as a phrase, if it is a round or a small number.
        """
        unread = sorted(numerals)
        while True:
            before = -1
            while before != (before := len(unread)):
                unread = [numeral for numeral in unread if not self._read(numeral)]
            smallest = next((numeral for numeral in unread if numeral.value in ROUND), None)
            if smallest is None:
                return unread
            words, item = self._phrase(smallest) or (smallest.words, Item("number", smallest.value))
            self._keep(words, item, smallest.text)

    def _keep(self, words: Words, item: Item, text: str) -> None:
        if item.value in THOUSANDS:
            item = Item("scale", item.value)
        self.words[words] = item
        self.texts[words] = next((t for t in (mark.join(words) for mark in ("", "-", " ")) if t in text), " ".join(words))
        self.longest = max(self.longest, len(words))

    def _read(self, numeral: Numeral) -> bool:
        """Read a numeral, learning what can be learnt from it."""
        items = list(self._items(numeral.words))
        new = [at for at, (_, item) in enumerate(items) if item is None]
        if new and self.glued and (numeral.value > 100 or not self.marked):
            parted = list(self._items([part for word in numeral.words for part in self._split(word) or [word]]))
            if all(item for _, item in parted) and self._adds_up(numeral.value, parted):
                return True
            if len(items) == 1 and not self.marked and self._last_scale(numeral):
                return True
        if not new:
            return self._adds_up(numeral.value, items)
        if len(new) > 1:
            return False
        if len(items) == 1:
            found = {Item("number", numeral.value)} if numeral.value in ROUND else set()
        else:
            found = self._guess(numeral.value, items, new[0])
        if len(found) == 1:
            self._keep(items[new[0]][0], found.pop(), numeral.text)
        return len(found) == 1

    def _items(self, words: Sequence[str]) -> Iterator[tuple[Words, Item | None]]:
        """The words of a numeral, phrases together, with what they are, so far as that is known."""
        at = 0
        while at < len(words):
            rest = list(words[at : at + self.longest])
            found = self._longest(rest)
            clitic = next((c for c in self.clitics if at and not found and rest[0].startswith(c)), "")
            if clitic and (found := self._longest([rest[0].removeprefix(clitic), *rest[1:]])):
                yield (clitic,), Item("joiner")
            yield (found, self.words[found]) if found else ((rest[0],), None)
            at += len(found) or 1

    def _longest(self, words: Sequence[str]) -> Words:
        starts = (tuple(words[:length]) for length in range(len(words), 0, -1))
        return next((start for start in starts if start in self.words), ())

    def _split(self, word: str) -> Words | None:
        """A word taken apart into known ones, the longest first."""
        if not word:
            return ()
        for length in range(len(word), 0, -1):
            if (word[:length],) in self.words and (rest := self._split(word[length:])) is not None:
                return (word[:length], *rest)
        return None

    def _adds_up(self, value: int, items: Sequence[tuple[Words, Item | None]]) -> bool:
        """Whether a numeral of known words comes out right, if need be when one of them is a scale and no number."""
        known = [item for _, item in items if item]
        if compose(known) == value:
            return True
        for at, item in enumerate(known):
            scale = Item("scale", item.value)
            if item.value in SCALES and compose([*known[:at], scale, *known[at + 1 :]]) == value:
                self.words[items[at][0]] = scale
                return True
        return False

    def _last_scale(self, numeral: Numeral) -> bool:
        """Learn the new scale, if there is one, that a word of known number words ends in."""
        word = numeral.words[0]
        for at in range(len(word) - 1, 0, -1):
            known = [item for _, item in self._items(self._split(word[:at]) or ())]
            for scale in (Item("scale", value) for value in SCALES if value >= 1000):
                if known and compose([*(item for item in known if item), scale]) == numeral.value:
                    self._keep((word[at:],), scale, word)
                    return True
        return False

    @staticmethod
    def _guess(value: int, items: Sequence[tuple[Words, Item | None]], at: int) -> set[Item]:
        """What the one new word of a numeral may be."""
        before = [item for _, item in items[:at] if item]
        after = [item for _, item in items[at + 1 :] if item]
        guesses = [Item("number", plain) for plain in (*PLAIN, *THOUSANDS)]
        guesses += [Item("scale", scale) for scale in SCALES if before]
        guesses += [Item("joiner")] if before and after else []
        return {guess for guess in guesses if compose([*before, guess, *after]) == value}

    def _phrase(self, numeral: Numeral) -> tuple[Words, Item] | None:
        """Words of a numeral that stand for a ten together, while the rest of it is known ("quatre-vingt" in 81)."""
        words = numeral.words
        found = []
        for start in range(len(words)):
            for end in range(start + 2, len(words) + (start > 0)):
                rest = [*self._items(words[:start]), *self._items(words[end:])]
                if all(item for _, item in rest):
                    before = [item for _, item in self._items(words[:start]) if item]
                    after = [item for _, item in self._items(words[end:]) if item]
                    tens = (Item("number", ten) for ten in TENS)
                    found += [(words[start:end], t) for t in tens if compose([*before, t, *after]) == numeral.value]
        return found[0] if len(found) == 1 else None


def clean(text: str) -> str:
    """Text in its composed form, without unseen marks, with one kind of blank."""
    return " ".join(unicodedata.normalize("NFC", UNSEEN.sub("", text)).split())


def rules_of(locale: str) -> Any:
    """ICU's rules for spelling numbers out."""
    return icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(locale))


def spell(locale: str) -> set[Numeral]:
    """The samples spelled out by all the cardinal rules of a locale; none where it counts in Chinese characters."""
    rules = rules_of(locale)
    alphabet = icu.LocaleData(locale).getExemplarSet()
    names = [rules.getRuleSetName(index) for index in range(rules.getNumberOfRuleSetNames())]
    found = set()
    for name in names:
        for value in () if OTHER_RULES.search(name) else SAMPLES:
            spelled = rules.format(value, name).lower()
            wrong = {c: twin for c, twin in LOOKALIKES.items() if not alphabet.contains(c) and alphabet.contains(twin)}
            spelled = spelled.translate(str.maketrans(wrong))
            if not any(c.isdecimal() or unicodedata.name(c, "").startswith(CHINESE) for c in spelled):
                words = (clean(word).strip("'’") for word in JOINT.split(spelled))
                found.add(Numeral(value, tuple(word for word in words if word), clean(spelled)))
    return found


def has_joints(numerals: Iterable[Numeral]) -> bool:
    """Whether ICU marks joints within written words, for a language that writes number words together."""
    return any(n.value < 1000 and len(n.words) > len(re.split("[ -]", n.text)) for n in numerals)


def has_compounds(numerals: Iterable[Numeral]) -> bool:
    """Whether 11 to 99 are words made of two shorter number words, in a language whose joints are not marked."""
    simple = {n.text for n in numerals if n.value <= 10 or n.value in TENS}
    compounds = [n.text for n in numerals if 10 < n.value < 100 and n.value not in TENS]
    made = sum(any(text[:at] in simple and text[at:] in simple for at in range(len(text))) for text in compounds)
    return made > 0.8 * len(compounds) > 0


def clitics(numerals: Collection[Numeral]) -> list[str]:
    """Beginnings that numerals put before a number word that also stands alone (Arabic and Hebrew "and")."""
    alone = {numeral.words[0] for numeral in numerals if len(numeral.words) == 1 and numeral.value < 100}
    heads: Counter[str] = Counter()
    for value, words, _ in numerals:
        if value < 100 and len(words) > 1 and words[-1] not in alone:
            heads.update(words[-1][:length] for length in (1, 2) if words[-1][length:] in alone)
    return sorted(head for head, count in heads.items() if count >= 20)


def numbers(locales: Sequence[str]) -> dict[str, Any]:
    """The parts of a table that come from spelling numbers out."""
    own = {rules_of(locale).getRules(): locale for locale in reversed(locales)}
    numerals = {numeral for locale in own.values() for numeral in spell(locale)}
    learner = Learner(numerals)
    if unread := learner.learn(numerals):
        print(f"{locales[0]}: {len(unread)} numerals are not read, such as {unread[0]}", file=sys.stderr)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for words, item in learner.words.items():
        found[item.kind][learner.texts[words]] = item.value
    table: dict[str, Any] = {"numbers": found["number"], "scales": found["scale"], "joiners": sorted(found["joiner"])}
    if learner.clitics:
        table["clitics"] = list(learner.clitics)
    if learner.glued:
        table["glued"] = True
    return table


def compact_scales(locales: Sequence[str]) -> dict[str, int]:
    """The words that stand for thousands and millions in shortened numbers ("3 тыс.", "20 लाख")."""
    found: dict[str, int] = {}
    full: set[str] = set()
    for style in (icu.UNumberCompactStyle.LONG, icu.UNumberCompactStyle.SHORT):
        for locale in locales:
            form = icu.CompactDecimalFormat.createInstance(icu.Locale(f"{locale}@numbers=latn"), style)
            for value in (factor * 10**power for power in range(3, 13) for factor in (1, 2, 3, 5, 10, 11, 21)):
                match = re.fullmatch(r"(\d+) ?([^\d ]+)", clean(form.format(value)))
                if not match or not _is_scale(match[2]):
                    continue
                word, scale = match[2].lower(), value // int(match[1])
                found.setdefault(word, scale)
                short = word.rstrip(".")
                if style == icu.UNumberCompactStyle.LONG:
                    full.add(word)
                elif word not in full and len(short) > 2:
                    found.setdefault(short, scale)
                    found.setdefault(f"{short}.", scale)
    return found


def _is_scale(word: str) -> bool:
    """Whether a word is more than a letter, and not strung together of capitals."""
    letters = sum(unicodedata.category(character) in ("Ll", "Lu", "Lo") for character in word)
    syllabic = unicodedata.name(word[:1], "").startswith((*CHINESE, "HANGUL"))
    return (letters > 1 or syllabic) and "." not in word[:-1] and word[1:] == word[1:].lower()


def months(locales: Sequence[str]) -> dict[str, int]:
    """Names and abbreviations of the months; the first locale that has a name says what it means."""
    found: dict[str, int] = {}
    for locale in locales:
        symbols = icu.DateFormatSymbols(icu.Locale(f"{locale}@calendar=gregorian"))
        names: dict[str, set[int]] = defaultdict(set)
        for context in (icu.DateFormatSymbols.FORMAT, icu.DateFormatSymbols.STANDALONE):
            for width in (icu.DateFormatSymbols.WIDE, icu.DateFormatSymbols.ABBREVIATED):
                for number, name in enumerate(symbols.getMonths(context, width)[:12], 1):
                    name = clean(name.lower())
                    names[name].add(number)
                    names[name.rstrip(".")].add(number)
        for name, meant in names.items():
            if len(meant) == 1 and len(name.rstrip(".")) > 1 and not any(c.isdecimal() for c in name):
                found.setdefault(name, meant.pop())
    return found


def compass(locale: str) -> dict[str, str]:
    """What stands beside coordinates for north, south, east and west."""
    found: dict[str, str] = {}
    bundle = icu.ResourceBundle(f"icudt{icu.ICU_VERSION.split('.')[0]}{sys.byteorder[0]}-unit", icu.Locale(locale))
    for width in ("units", "unitsShort", "unitsNarrow"):
        try:
            patterns = bundle.get(width).get("coordinate")
        except icu.ICUError:
            continue
        for pattern in patterns:
            if pattern.getKey() in ("north", "south", "east", "west"):
                found[clean(re.sub(r"\{0\}|°", " ", pattern.getString()).lower())] = pattern.getKey()[0].upper()
    return found


@cache
def variants() -> Mapping[str, tuple[str, ...]]:
    """The locales of each language that ICU knows: the language itself, then its scripts and countries."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(icu.Locale.getAvailableLocales()):
        language = icu.Locale(name).getLanguage()
        if rules_of(name).getLocale().getLanguage() in ("", language):
            found[language].append(name)
    return {language: tuple(names) for language, names in found.items()}


def codes() -> list[str]:
    """The codes of the language files."""
    return sorted(path.stem for path in LANGUAGES.glob("*.toml") if path.stem != "common")


def table(code: str) -> dict[str, Any]:
    """The whole table of one language; of the language that its file extends, where ICU does not know it."""
    icu.Locale.setDefault(icu.Locale("root"))
    locale = icu.Locale.createCanonical(code)
    locales = variants().get(locale.getLanguage(), ())
    if not locales:
        base = tomllib.loads((LANGUAGES / f"{code}.toml").read_text(encoding="utf-8")).get("extends", "common")
        return table(base) if base != "common" else {}
    locales = sorted(locales, key=lambda name: name != locale.getName())
    found: dict[str, Any] = {"source": f"ICU {icu.ICU_VERSION}", **numbers(locales)}
    found["scales"] = compact_scales(locales) | found["scales"]
    found["months"] = months(locales)
    found["compass"] = compass(locales[0])
    return {key: _once(value) if isinstance(value, dict) else value for key, value in found.items()}


def _once(words: dict[str, Any]) -> dict[str, Any]:
    """Words in alphabetical order, one of those that are the same to the reader."""
    kept = {fold(word): word for word in sorted(words, reverse=True)}
    return {word: words[word] for word in sorted(kept.values())}


def written(code: str) -> str:
    """The text of a language's file."""
    return json.dumps(table(code), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def main(names: Sequence[str]) -> None:
    """Write the tables of the named languages, or of all."""
    for code in names or codes():
        (LANGUAGES / "cldr" / f"{code}.json").write_text(written(code), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
