"""Which sections and keys a language file may have, and what their values are."""

from __future__ import annotations

import difflib
from typing import Any

from battlex.errors import DataError
from battlex.model import Category, Fate, Level
from battlex.pattern import pattern

WORDS = "a list of words"
NUMBERS = "a table word = number"
WHOLES = "a table word = whole number"
RANGES = 'a table word = notation such as "~20..99"'
NAMES = "a table party = list of words"
STRINGS = "a table word = word"
TEXT = "a string"
YEAR = "a year in digits"
FLAG = "true or false"

LARGEST = 10**15
"""No word stands for a larger number."""

CONTROLS = pattern(r"[\x00-\x1f\x7f]")
"""Stand in no word: one of them parts words where many are folded at once."""

NOTATION = pattern(r"~?\d{1,12}(?:\.\d)?(?:\.\.(?:\d{1,12})?)?")
"""How a vague count is written."""

_FATES = {
    **{str(fate): WORDS for fate in Fate},
    "killed+wounded": WORDS,
    "killed+missing": WORDS,
    "killed+captured": WORDS,
    "missing+captured": WORDS,
    "killed+wounded+missing": WORDS,
    "lost+damaged": WORDS,
    "wounded+damaged": WORDS,
    "casualties": WORDS,
}

_CATEGORIES = {str(category): WORDS for category in Category}

_EITHER = (
    "personnel or aircraft",
    "ship or aircraft",
    "formation or other",
    "personnel or other",
    "personnel or civilian",
    "personnel or animal",
)
"""Nouns of two meanings: which one holds is told by what else the value counts, or by its measure."""

ROLES = {
    "wrap": WORDS,
    "wrap_last": WORDS,
    "first_two": WORDS,
    "number": WORDS,
    "fold": WORDS,
    "flag": WORDS,
    "flag_name": WORDS,
    "country": STRINGS,
    "list": WORDS,
    "link": WORDS,
    "approx": WORDS,
    "break": WORDS,
    "symbol": STRINGS,
    "measure": WORDS,
    "coord": WORDS,
    "date": WORDS,
    "image": WORDS,
    "fate": {str(fate): WORDS for fate in Fate},
}
"""Template roles: what a template shows and means inside a value (see markup)."""

FIELDS = {
    "name": "the conflict's name",
    "part_of": "the larger war or campaign",
    "campaign": "the campaign, where it is named beside the war",
    "campaignbox": "a navigation box of the campaign's battles",
    "previous": "the battle before",
    "next": "the battle after",
    "image": "the picture's file",
    "image_size": "its size",
    "image_alt": "its alternative text",
    "caption": "its caption",
    "date": "the date or dates",
    "start_date": "the first day, where the infobox splits the date",
    "end_date": "the last day",
    "time": "the time of day",
    "timezone": "its time zone",
    "duration": "how long it took",
    "period": "the age of history",
    "place": "where",
    "coordinates": "where on the globe, as one value",
    "latitude": "latitude as one value",
    "longitude": "longitude as one value",
    "lat_d": "degrees of latitude",
    "lat_m": "minutes",
    "lat_s": "seconds",
    "lat_ns": "letter for north or south",
    "lon_d": "degrees of longitude",
    "lon_m": "minutes",
    "lon_s": "seconds",
    "lon_ew": "letter for east or west",
    "coordinates_region": "region code of the coordinates",
    "map_image": "a map: file or locator map",
    "map_type": "the locator map",
    "map_relief": "whether it shows relief",
    "map_size": "its size",
    "map_mark": "the file of its mark",
    "map_marksize": "the size of its mark",
    "map_caption": "its caption",
    "map_label": "the text beside its mark",
    "map_alt": "its alternative text",
    "type": "battle, siege, civil war …",
    "casus": "cause or occasion",
    "goals": "what was wanted",
    "methods": "how it was fought for",
    "motive": "why an attack was made",
    "result": "the result",
    "status": "the status of one that goes on",
    "action": "what was done to end it",
    "territory": "territorial changes",
    "aftermath": "what followed",
    "treaty": "the treaty that ended it",
    "concessions": "what was granted",
    "belligerents": "the parties of a side",
    "commanders": "the commanders of a side",
    "units": "the units of a side",
    "strength": "the strength of a side",
    "casualties": "the casualties of a side; without a side: of all, or of civilians",
    "polities": "the states or peoples of a side",
    "fatalities": "the dead, where they have a parameter of their own",
    "injuries": "the wounded",
    "missing": "the missing",
    "prisoners": "the captured",
    "arrests": "the arrested",
    "detentions": "the detained",
    "charged": "the accused",
    "fined": "the fined",
    "damage": "damage to things",
    "target": "the target of an operation",
    "weapons": "the weapons used",
    "perpetrators": "who made an attack",
    "suspects": "who is suspected of it",
    "convicted": "who was convicted of it",
    "planned_by": "who planned an operation",
    "planned": "when it was planned",
    "executed_by": "who carried it out",
    "commanded_by": "who commanded it",
    "scope": "strategic, operational, tactical",
    "belligerents_header": "a heading over the belligerents",
    "commanders_header": "a heading over the commanders",
    "units_header": "a heading over the units",
    "strength_header": "a heading over the strengths",
    "casualties_header": "a heading over the casualties",
    "notes": "notes",
    "style": "layout, links to sister projects, and whatever else is no content",
}
"""The fields that infoboxes fill, under one name each for all editions."""

SECTIONS: dict[str, Any] = {
    "name": TEXT,
    "native": TEXT,
    "extends": TEXT,
    "grammar": {
        "script": TEXT,
        "segmentation": TEXT,
        "system": TEXT,
        "decimal": TEXT,
        "group": WORDS,
        "head": TEXT,
        "compounds": FLAG,
        "prefixes": WORDS,
        "suffixes": WORDS,
        "cases": WORDS,
        "endings": WORDS,
        "participles": WORDS,
        "unit_adjectives": WORDS,
        "agents": WORDS,
        "inhabitants": WORDS,
        "plurals": WORDS,
        "formation_needs_classifier": FLAG,
        "one_behind": FLAG,
    },
    "numbers": {
        "words": NUMBERS,
        "scales": NUMBERS,
        "joiners": WORDS,
        "several": WORDS,
        "articles": WORDS,
        "halves": WORDS,
        "duals": WORDS,
        "vague": RANGES,
        "ignore": WORDS,
    },
    "quantifiers": {
        "approx": WORDS,
        "approx_after": WORDS,
        "at_least": WORDS,
        "at_least_after": WORDS,
        "at_most": WORDS,
        "at_most_after": WORDS,
        "between_after": WORDS,
        "between": WORDS,
        "to": WORDS,
        "or": WORDS,
        "and": WORDS,
    },
    "nouns": {**_CATEGORIES, **dict.fromkeys(_EITHER, WORDS)},
    "implies": _CATEGORIES,
    "models": {**_CATEGORIES, "tank or aircraft": WORDS},
    "classifiers": {**_CATEGORIES, "any": WORDS},
    "fates": _FATES,
    "levels": {str(level): WORDS for level in Level},
    "structure": {
        "total": WORDS,
        "part": WORDS,
        "out_of": WORDS,
        "whole": WORDS,
        "as_many": WORDS,
        "except": WORDS,
        "claim": WORDS,
        "rate": WORDS,
        "measure": WORDS,
        "ordinal_before": WORDS,
        "ordinal_after": WORDS,
        "preposition": WORDS,
        "year_before": WORDS,
        "year_after": WORDS,
        "enemy": WORDS,
        "not": WORDS,
        "plain": WORDS,
        "rating": WORDS,
        "unit_name": WORDS,
        "survived": WORDS,
        "loss": WORDS,
        "many": WORDS,
        "plural": WORDS,
        "inverted": WORDS,
        "two": WORDS,
    },
    "prose": {
        "verb_last": FLAG,
        "noun_capitals": FLAG,
        "of": WORDS,
        "auxiliary": WORDS,
        "perfect": WORDS,
        "agent": WORDS,
        "determiner": WORDS,
        "particle": WORDS,
        "hypothetical": WORDS,
        "order": WORDS,
        "strength": WORDS,
        "population": WORDS,
        "place": WORDS,
        "munition": WORDS,
        "pair": WORDS,
        "single": WORDS,
        "them": WORDS,
        "strong": WORDS,
        "clock": WORDS,
        "apiece": WORDS,
        "those": WORDS,
        "prefix": WORDS,
        "machine": WORDS,
        "air": WORDS,
        "say": WORDS,
        "versus": WORDS,
        "half": WORDS,
        "among": WORDS,
        "body": WORDS,
        "fleet": WORDS,
        "take": WORDS,
        "settlement": WORDS,
        "period": WORDS,
        "working": WORDS,
        "adjective": WORDS,
        "goes": WORDS,
        "whither": WORDS,
        "person": WORDS,
        "outrage": WORDS,
        "piece": WORDS,
        "suffer": WORDS,
        "led": WORDS,
        "share": WORDS,
        "governs": WORDS,
        "clause": WORDS,
        "none": WORDS,
        "possessive": WORDS,
        "active": FLAG,
        "event": WORDS,
        "reach": WORDS,
        "label": WORDS,
        "topic": WORDS,
        "even": WORDS,
        "object": WORDS,
        "doing": WORDS,
        "armed": WORDS,
        "perish": WORDS,
        "abandon": WORDS,
        "camp": WORDS,
        "fall_to": WORDS,
        "perish_prefix": WORDS,
        "take_prefix": WORDS,
        "according": WORDS,
        "whose": WORDS,
        "contrast": WORDS,
        "gain": WORDS,
        "captor": WORDS,
        "beat": WORDS,
        "amount": WORDS,
        "role": WORDS,
        "self": WORDS,
        "singular": WORDS,
        "paucal": WORDS,
        "inflict": WORDS,
        "abbreviation": WORDS,
    },
    "dates": {
        "months": WHOLES,
        "weekdays": WORDS,
        "to": WORDS,
        "from": WORDS,
        "and": WORDS,
        "or": WORDS,
        "bc": WORDS,
        "ad": WORDS,
        "approx": WORDS,
        "uncertain": WORDS,
        "before": WORDS,
        "after": WORDS,
        "century": WORDS,
        "decade": WORDS,
        "year": WORDS,
        "month": WORDS,
        "day": WORDS,
        "seasons": WHOLES,
        "parts": WORDS,
        "present": WORDS,
        "old_style": WORDS,
        "new_style": WORDS,
        "calendars": STRINGS,
        "eras": WHOLES,
        "ordinal_after": WORDS,
        "ignore": WORDS,
        "since": WORDS,
        "until": WORDS,
        "between": WORDS,
        "time": WORDS,
        "duration": WORDS,
        "islamic": WHOLES,
        "persian": WHOLES,
        "hebrew": WHOLES,
        "republican": WHOLES,
        "prefixes": WORDS,
        "order": TEXT,
        "units": TEXT,
        "solar_from": YEAR,
        "templates": STRINGS,
    },
    "results": {
        "victory": WORDS,
        "defeat": WORDS,
        "failure": WORDS,
        "inconclusive": WORDS,
        "both": WORDS,
        "not": WORDS,
        "over": WORDS,
        "by": WORDS,
        "to": WORDS,
        "at": WORDS,
        "bloc": WORDS,
        "generic": WORDS,
    },
    "demonyms": NAMES,
    "people": {
        "ranks": WORDS,
        "titles": WORDS,
        "offices": WORDS,
        "suffixes": WORDS,
        "unknown": WORDS,
        "headings": WORDS,
        "support": WORDS,
        "former": WORDS,
        "and": WORDS,
        "with": WORDS,
        "including": WORDS,
        "fates": {str(fate): WORDS for fate in Fate},
        "ignore": WORDS,
    },
    "places": {
        "north": WORDS,
        "south": WORDS,
        "east": WORDS,
        "west": WORDS,
    },
    "templates": ROLES,
    "display": {"name": WORDS, "small": WORDS},
    "sides": WHOLES,
    "subsides": STRINGS,
    "recognition": {"scripts": WORDS, "words": WORDS},
    "other_codes": STRINGS,
    "namespaces": {"file": WORDS, "hidden": WORDS},
    "infobox": [
        {
            "names": WORDS,
            "source": TEXT,
            "kind": TEXT,
            "extends": TEXT,
            "parameters": dict.fromkeys(FIELDS, WORDS),
        }
    ],
}
"""The one description of a language file; an unknown key is an error, so that a typing slip cannot hide."""


def check(data: dict[str, Any], where: str) -> None:
    """Raise DataError, naming file, key and the nearest right key, where ``data`` departs from SECTIONS."""
    _check(data, SECTIONS, where, "")


def _check(value: Any, shape: Any, where: str, path: str) -> None:
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            raise DataError(f"{where}: {path or 'the file'} must be a table")
        for key, item in value.items():
            if key not in shape:
                near = difflib.get_close_matches(key, shape, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(sorted(shape))}"
                raise DataError(f"{where}: unknown key {(path + '.' + key).lstrip('.')!r}{hint}")
            _check(item, shape[key], where, f"{path}.{key}".lstrip("."))
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise DataError(f"{where}: {path} must be a list of tables")
        for number, item in enumerate(value):
            _check(item, shape[0], where, f"{path}[{number}]")
            if not item.get("names"):
                raise DataError(f"{where}: {path}[{number}] has no names")
    elif not _fits(value, shape):
        raise DataError(f"{where}: {path} must be {shape}")


def _fits(value: Any, shape: str) -> bool:
    if shape == TEXT:
        return isinstance(value, str)
    if shape == YEAR:
        return isinstance(value, str) and value.isdecimal() and len(value) <= 4
    if shape == FLAG:
        return isinstance(value, bool)
    if shape == WORDS:
        return _are_words(value)
    if not (isinstance(value, dict) and _are_words(list(value))):
        return False
    return all(_holds(item, shape) for item in value.values())


def _holds(item: Any, shape: str) -> bool:
    """Whether a table of this shape may say this of a word."""
    if shape == NUMBERS:
        return type(item) in (int, float) and 0 <= item <= LARGEST
    if shape == WHOLES:
        return type(item) is int and abs(item) <= LARGEST
    if shape == RANGES:
        return isinstance(item, str) and NOTATION.fullmatch(item) is not None
    return isinstance(item, str) if shape == STRINGS else _are_words(item)


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(word, str) and word.strip() and not CONTROLS.search(word) for word in value
    )
