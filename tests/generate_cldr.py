"""Make ``battlex/languages/cldr/XX.json``, the words that CLDR knows for every language file, out of ICU.

    pip install pyicu-wheels==2.15.2        # any PyICU will do; the tables name the version of ICU that made them
    python -m tests.generate_cldr           # all languages, or those named: python -m tests.generate_cldr de fr

A table holds, each word with its value:

``numbers``   words that stand for a number and are added up (twenty = 20, двести = 200), and phrases that the words
              in them do not add up to (quatre-vingts = 80)
``scales``    words that multiply what stands before them (hundred, тысяч, Mio.)
``joiners``   words that may stand between number words (and, y, und)
``clitics``   the same, written together with the next word
``glued``     true where number words are written together (zweihundertfünfzig) and have to be taken apart
``months``    names and abbreviations of the months, in all cases
``compass``   letters and words for the points of the compass beside coordinates

Where figures are not read in a language, because no file lists the words that they go with, digits are read, with the
scales of shortened numbers behind them; ``numbers``, ``joiners``, ``clitics`` and ``glued`` are left out.

Numbers come from the rules by which ICU spells numbers out: SAMPLES are spelled in every gender and case that it has
rules for, and numeral_words finds out what the words in them stand for. Languages that count in Chinese characters have
no number words here: their own grammar reads their numerals. What CLDR lacks is added in the language file.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import icu

from battlex.languages import load
from battlex.languages.lexicon import fold
from tests.numeral_words import HUNDREDS, Learner, Numeral

LANGUAGES = Path(__file__).resolve().parent.parent / "battlex" / "languages"

FACTORS = (*range(1, 22), 25, 30, *HUNDREDS, 101, 102, 110, 121)
SAMPLES = sorted(
    {*range(101)}
    | {hundred + rest for hundred in HUNDREDS for rest in (0, 1, 2, 3, 5, 10, 11, 16, 21, 22, 80)}
    | {factor * 10**power + rest for power in (3, 6, 9, 12) for factor in FACTORS for rest in (0, 1, 21, 100)}
    | {factor * 10**power for power in (4, 5, 7, 8) for factor in FACTORS[:10]}
    | {1234, 2345, 27321}
)

JOINT = re.compile(r"[\s,\-‐‑\u00ad\u200b]+")
"""What parts the words of a numeral: blanks, hyphens, and the soft hyphens by which ICU marks joints in a compound."""
UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u061c]")
CHINESE = ("CJK", "IDEOGRAPHIC")
OTHER_RULES = re.compile("ordinal|year|days|financial")
LOOKALIKES = dict(zip("aceiopxyşţ", "асеіорхуșț", strict=True))
"""Letters that CLDR takes for others now and then: Latin for Cyrillic ones, the cedilla for the comma below."""


def clean(text: str) -> str:
    """Text in its composed form, without unseen marks, with one kind of blank."""
    return " ".join(unicodedata.normalize("NFC", UNSEEN.sub("", text)).split())


def rules_of(locale: str) -> Any:
    """ICU's rules for spelling numbers out."""
    return icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(locale))


def spell(locale: str) -> set[Numeral]:
    """The samples spelled out by all the cardinal rules of a locale; none where it counts in Chinese characters."""
    rules = rules_of(locale)
    names = [rules.getRuleSetName(index) for index in range(rules.getNumberOfRuleSetNames())]
    alphabet = icu.LocaleData(locale).getExemplarSet()
    wrong = {c: twin for c, twin in LOOKALIKES.items() if not alphabet.contains(c) and alphabet.contains(twin)}
    right = str.maketrans(wrong)
    found = set()
    for name in names:
        for value in () if OTHER_RULES.search(name) else SAMPLES:
            spelled = rules.format(value, name).lower().translate(right)
            if not any(c.isdecimal() or unicodedata.name(c, "").startswith(CHINESE) for c in spelled):
                words = (clean(word).strip("'’") for word in JOINT.split(spelled))
                found.add(Numeral(value, tuple(word for word in words if word), clean(spelled)))
    return found


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
        for point in ("north", "south", "east", "west"):
            pattern = bundle.getWithFallback(f"{width}/coordinate/{point}").getString()
            found.setdefault(clean(re.sub(r"\{0\}|°", " ", pattern).lower()), point[0].upper())
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
    """The whole table of one language; nothing where ICU does not know it: it is read with that of one it extends."""
    icu.Locale.setDefault(icu.Locale("root"))
    locale = icu.Locale.createCanonical(code)
    known = variants().get(locale.getLanguage())
    if not known:
        return {}
    locales = sorted(known, key=lambda name: name != locale.getName())
    found: dict[str, Any] = {"source": f"ICU {icu.ICU_VERSION}"}
    if load(code).supported:
        found |= numbers(locales)
    found["scales"] = compact_scales(locales) | found.get("scales", {})
    found["months"] = months(locales)
    found["compass"] = compass(locales[0])
    return {key: _once(value) if isinstance(value, dict) else value for key, value in found.items()}


def _once(words: dict[str, Any]) -> dict[str, Any]:
    """Words in alphabetical order, one of those that are the same to the reader."""
    kept = {fold(word): word for word in sorted(words, reverse=True)}
    return {word: words[word] for word in sorted(kept.values())}


def written(code: str) -> str:
    """The text of a language's file; nothing where ICU does not know the language."""
    found = table(code)
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n" if found else ""


def main(names: Sequence[str]) -> None:
    """Write the tables of the named languages, or of all."""
    for code in names or codes():
        if text := written(code):
            (LANGUAGES / "cldr" / f"{code}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
