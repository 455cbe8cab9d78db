"""Families of hostile input, and how much longer than plain text of the same size each takes.

``python -m tests.hostile`` prints the table of the README's limits section, in half an hour; ``--size``, ``--family`` and
``--place`` narrow it. What takes hours is measured in several runs, whose lines (``--all``) one table is made of:
``python -m tests.hostile --from FILE…``. A ratio that grows with the size is a defect: battlex takes linear time.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import battlex

FAMILIES: dict[str, str | tuple[str, str]] = {
    "templates that never close": "{{a|",
    "template names only": "{{a",
    "links and templates by turns": "[[a|{{b|",
    "templates and references by turns": "{{a|<ref>{{b|",
    "links that never close": "[[",
    "link targets that never close": "[[a|b ",
    "links within links": "[[a|b]] [[",
    "references that never close": "<ref>",
    "named references that never close": '<ref name="a" ',
    "references that close only": "</ref>",
    "references by turns": "<ref>a</ref>",
    "bold that never closes": "<b>",
    "tags without an end": "<x ",
    "tags with an attribute": '<a b="',
    "small and big by turns": "<small><big></small>",
    "external links": "[http://a ",
    "external links, closed": "[http://a b] ",
    "bare addresses": "http://a.b ",
    "comments that never close": "<!--",
    "comments": "<!-- a -->",
    "italics": "''",
    "bold and italics by turns": "'''''a'' ",
    "apostrophes": "'",
    "tables that never close": "\n{|\n|-\n|",
    "tables in one line": "{| |- |",
    "table cells": "\n|-\n| a || b",
    "table ends": "\n|}",
    "triple braces": "{{{",
    "arguments": "{{{a|",
    "closing braces": "}}",
    "braces by turns": "{}",
    "round brackets": "(",
    "brackets with numbers": "(3 ",
    "brackets closing": "3 killed) ",
    "square brackets": "[",
    "numbers and commas": "1,",
    "groups of digits": "1,000,",
    "digits": "7",
    "digits in groups": "123 456 ",
    "decimals": "1.5.",
    "number words": "one and ",
    "number words, joined": "twenty-",
    "scales": "thousand ",
    "several": "several hundred thousand ",
    "ranges": "3-",
    "dashes with numbers": "300–",
    "ranges with blanks": "10 to 20 or ",
    "figures": "300 killed, ",
    "figures in lines": "300 killed<br>",
    "figures in list items": "\n* 20 tanks",
    "nested list items": "\n*********** 20 tanks",
    "claims": "300 killed (British claim: 400) ",
    "plus": "3+",
    "fates": "killed or ",
    "fates and numbers": "killed 3 or ",
    "levels": "heavy ",
    "colons": "total: ",
    "labels": "\nGermany: 300",
    "ordinals": "3rd division ",
    "percents": "3% of 20 ",
    "new lines": "\n",
    "lines": "a\n",
    "breaks": "<br>",
    "broken breaks": "<br\n",
    "blanks": " ",
    "no-break blanks": "\u00a0",
    "full stops": ". ",
    "dots": "...",
    "pipes": "|",
    "pipes and names": "|a=",
    "named sides": "|strength1=3\n",
    "names": "a=b|",
    "equal signs": "=",
    "commas": ",",
    "commas and names": "John Smith, ",
    "words joined by and": "a and ",
    "semicolons": "; ",
    "slashes": "a/",
    "hyphens": "a-",
    "entities": "&amp;",
    "entities without an end": "&amp",
    "numeric entities": "&#x41;",
    "entities out of range": "&#x110000;",
    "nowiki": "<nowiki>",
    "nowiki, closed": "<nowiki>{{</nowiki>",
    "pre": "<pre>",
    "headings": "\n== a ==\n",
    "headings of one line": "== a ",
    "rules": "\n----",
    "magic words": "__TOC__",
    "redirects": "#REDIRECT [[a]]\n",
    "dates": "3 May ",
    "years": "1914 ",
    "dates, ISO": "1914-08-03 ",
    "dates with dashes": "3–5 May 1914 – ",
    "months": "May ",
    "centuries": "5th century BC ",
    "date templates": "{{start date|1914|8|3}}",
    "coordinates": "48°51′N ",
    "coordinate templates": "{{coord|48|51|N|2|21|E}}",
    "flags": "{{flag|France}} ",
    "flags in lines": "{{flagicon|France}} [[France]]<br>",
    "fates of people": "[[John Smith]] {{KIA}} ",
    "daggers": "†",
    "lists": "{{plainlist|\n* a\n",
    "lists, closed": "{{unbulleted list|a|b|c}}",
    "number templates": "{{nowrap|3,000}} ",
    "templates in templates": "{{nowrap|{{small|3}}}}",
    "many arguments": "{{a|b|c|d}}",
    "files": "[[File:a.jpg|20px]] ",
    "results": "British victory, ",
    "names of sides": "Germany ",
    "Chinese numbers": "三十万",
    "Chinese figures": "死傷三千人，",
    "combining characters": "e\u0301\u0301\u0301",
    "marks alone": "\u0301",
    "right-to-left marks": "\u200f\u202e",
    "zero width": "\u200b\u2060\ufeff",
    "surrogates": "\ud800",
    "control characters": "\x00\x1b[31m",
    "private use": "\ue000",
    "icons": "\ufffc",
    "beyond the BMP": "\U0001f600",
    "digits of other scripts": "٣٤",
    "fractions": "½",
    "superscripts": "³",
    "capitals": "A",
    "letters": "a",
    "hyphened word": "ab-cd",
    "infoboxes": "{{Infobox military conflict\n|conflict=a\n|strength1=3\n",
    "infoboxes in one line": "{{Infobox military conflict",
    "templates within templates": ("{{a|", "}}"),
    "links within links, closed": ("[[a|", "]]"),
    "templates and links within each other": ("{{a|[[b|", "]]}}"),
    "references closed at the end": ("<ref>", "</ref>"),
    "references, one closed": ("<ref>a", " </ref> "),
    "bold within bold": ("<b>", "</b>"),
    "brackets within brackets": ("(3 ", ")"),
    "tables within tables": ("\n{|\n|", "\n|}"),
    "arguments of one template": ("{{a|b", "|b"),
    "argument names of one template": ("{{a|", "b=c|"),
    "infoboxes, closed": "{{Infobox military conflict|strength1=3}}\n",
}
"""What is repeated until the size is reached; a pair is repeated the first half and then the second."""

PARAMETERS = (
    "conflict",
    "date",
    "place",
    "coordinates",
    "result",
    "combatant1",
    "commander1",
    "units1",
    "strength1",
    "casualties1",
    "notes",
)
PLACES = (*PARAMETERS, "names", "behind the infobox", "before the infobox", "everywhere")

MANY = 1_000_000
"""A text of so many characters takes so long that it need not be measured more than once."""

PLAIN = "the quick brown fox jumps over the lazy dog, and so on; "
REST = {
    "conflict": "Battle of X",
    "date": "3 May 1914",
    "result": "British victory",
    "combatant1": "[[United Kingdom]]",
    "combatant2": "[[Germany]]",
    "commander1": "[[John Smith]]",
    "strength1": "3,000 men",
    "casualties1": "300 killed",
}


def filled(unit: str | tuple[str, str], size: int) -> str:
    """A family's text of ``size`` characters."""
    if isinstance(unit, tuple):
        opening, closing = unit
        count = size // (len(opening) + len(closing)) + 1
        return (opening * count + closing * count)[:size]
    return (unit * (size // len(unit) + 1))[:size]


def page(place: str, text: str) -> str:
    """A page on a battle that has ``text`` in one place, a value of a parameter or the page around the infobox."""
    values = dict(REST)
    if place in PARAMETERS:
        values[place] = text
    elif place == "everywhere":
        piece = len(text) // len(PARAMETERS)
        values.update(dict.fromkeys(PARAMETERS, text[:piece]))
    lines = [f"| {name} = {value}" for name, value in values.items()]
    if place == "names":
        lines.append(f"| {text} = 3")
    box = "\n".join(["{{Infobox military conflict", *lines, "}}"])
    before = text + "\n" if place == "before the infobox" else ""
    behind = "\n" + text if place == "behind the infobox" else ""
    return f"{before}{box}\n'''X''' was a battle.{behind}\n"


def seconds(wikitext: str, tries: int = 1) -> float:
    """The least time that ``extract`` takes for the page."""
    best = float("inf")
    for _ in range(tries):
        gc.collect()
        begun = time.process_time()
        battlex.extract(wikitext, language="en")
        best = min(best, time.process_time() - begun)
    return best


class Measured(NamedTuple):
    """How long a family took in one place of a page, and how many times as long as plain text of the same size."""

    family: str
    place: str
    size: int
    seconds: float
    ratio: float


def measured(sizes: Iterable[int], families: Iterable[str], places: Iterable[str]) -> Iterator[Measured]:
    """Each combination, measured."""
    families = list(families)
    seconds(page("everywhere", PLAIN), 2)  # what is loaded at the first use is no part of it
    for size in sizes:
        tries = 3 if size < MANY else 1
        for place in places:
            plain = page(place, filled(PLAIN, size))
            for family in families:
                # Measured each time, for a machine that does other work as well is slower then.
                usual = max(seconds(plain, tries), 1e-3)
                took = seconds(page(place, filled(FAMILIES[family], size)))
                yield Measured(family, place, size, took, took / usual)


def told(paths: Iterable[Path]) -> Iterator[Measured]:
    """The measurements that runs with ``--all`` wrote."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            family, place, size, took, ratio = line.split("\t")
            yield Measured(family, place, int(size), float(took), float(ratio))


def table(found: Iterable[Measured], rows: int) -> str:
    """The worst ratio of each family by size in Markdown, the worst families first."""
    worst: dict[str, dict[int, Measured]] = {}
    for one in found:
        by_size = worst.setdefault(one.family, {})
        if one.size not in by_size or by_size[one.size].ratio < one.ratio:
            by_size[one.size] = one
    sizes = sorted({size for by_size in worst.values() for size in by_size})
    ordered = sorted(worst, key=lambda family: -max(one.ratio for one in worst[family].values()))
    lines = [
        "| Family | Worst in | " + " | ".join(f"{size:,}" for size in sizes) + " |",
        "|---|---|" + "---:|" * len(sizes),
    ]
    for family in ordered[:rows]:
        place = max(worst[family].values(), key=lambda one: one.ratio).place
        ratios = (f"{worst[family][size].ratio:.0f}" if size in worst[family] else "" for size in sizes)
        lines.append(f"| {family} | {place} | {' | '.join(ratios)} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, action="append", help="characters; may be given again")
    parser.add_argument("--family", action="append", choices=FAMILIES)
    parser.add_argument("--place", action="append", choices=PLACES)
    parser.add_argument("--rows", type=int, default=30, help="rows of the table")
    parser.add_argument("--all", action="store_true", help="a line for each measurement instead of the table")
    parser.add_argument("--from", action="extend", nargs="+", type=Path, dest="runs", help="a table of these lines")
    options = parser.parse_args(arguments)
    found = (
        told(options.runs)
        if options.runs
        else measured(options.size or [10_000, 100_000], options.family or FAMILIES, options.place or PLACES)
    )
    if options.all:
        for one in found:
            print(one.family, one.place, one.size, f"{one.seconds:.3f}", f"{one.ratio:.1f}", sep="\t", flush=True)
    else:
        print(table(found, options.rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
