"""Where: the text of a place value and its coordinates, from templates, parameters or degrees in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from battlex.languages import Language
from battlex.languages.bare import phrase_key, runs
from battlex.markup import Flat
from battlex.model import Coordinates, Place
from battlex.pattern import pattern

LATITUDE, LONGITUDE = "NS", "EW"
_LIMIT = {LATITUDE: 90.0, LONGITUDE: 180.0}
_INTERNATIONAL = {letter.lower(): letter for letter in "NSEW"}
_NUMBER = pattern(r"(?<![\d.,])[-−+]?\d{1,12}(?:[.,]\d{1,15})?")
_DEGREES = pattern(
    r"(?P<lead>[^\W\d_]{1,12}\s?)?(?P<angle>[-−+]?\d{1,3}(?:[.,]\d{1,15})?\s?[°º](?:\s?\d{1,2}(?:[.,]\d{1,15})?\s?(?:[′’']{1,2}|[″”\"])){0,2})"
    r"\s{0,2}(?P<tail>[^\W\d_]{1,12}(?:\.\s?[^\W\d_]{1,2}\.)?)?"
)
_TRIM = " ,;/–—-•·、，"


class CoordinatesReading(NamedTuple):
    """Coordinates, and why those that are given cannot be read, if so."""

    coordinates: Coordinates | None
    problem: str | None = None


class _Angle(NamedTuple):
    """One coordinate as stated: degrees, minutes and seconds, the word for its direction, the unit of its last digit."""

    numbers: tuple[float, ...]
    negative: bool
    letter: str
    unit: float


def read_place(flat: Flat, language: Language, parts: Mapping[str, str] | None = None) -> Place | None:
    """The place that a flattened value names, with its coordinates; None where there is neither text nor coordinates.

    ``parts`` holds the infobox's coordinate parameters by canonical field name (latitude, lat_d, lon_ew …).
    """
    lines = (line.strip(_TRIM) for line in flat.clean().split("\n"))
    text = "\n".join(line for line in lines if line)
    coordinates = read_coordinates([flat], parts or {}, language)
    return Place(text, flat.links(), coordinates) if text or coordinates else None


def read_coordinates(flats: Iterable[Flat], parts: Mapping[str, str], language: Language) -> Coordinates | None:
    """The first coordinates that these values or parameters give, in degrees; None where there are no sound ones."""
    return coordinates_reading(flats, parts, language).coordinates


def coordinates_reading(flats: Iterable[Flat], parts: Mapping[str, str], language: Language) -> CoordinatesReading:
    """Like ``read_coordinates``, with the reason why stated ones are not sound."""
    problem: str | None = None
    compass = _compass(language)
    for pair in _stated(list(flats), parts):
        found = _coordinates(pair, compass)
        if isinstance(found, Coordinates):
            return CoordinatesReading(found)
        problem = problem or found
    return CoordinatesReading(None, problem)


def _stated(flats: Sequence[Flat], parts: Mapping[str, str]) -> Iterable[Sequence[_Angle]]:
    """Every pair of angles that is stated anywhere, the most formal first."""
    for flat in flats:
        for mark in flat.marks:
            if mark.kind == "coord":
                yield from _of_template(mark.args)
    yield from _of_parts(parts)
    for flat in flats:
        yield from _of_text(flat.text)


def _of_template(args: Sequence[tuple[str, str]]) -> Iterable[Sequence[_Angle]]:
    """The arguments of {{coord}} and its sisters: numbers up to a letter, twice; without letters half and half."""
    named = {key.casefold(): value for key, value in args if not key.isdecimal() and value.strip()}
    for north, east in (("ns", "ew"), ("lat", "long"), ("lat", "lon"), ("latitude", "longitude")):
        if north in named and east in named:
            yield [*_single(_pieces(named[north])), *_single(_pieces(named[east]))]
            return
    values = [value for key, value in args if key.isdecimal()]
    for value in values:
        yield from _of_text(value)
    pieces: list[str] = []
    for piece in (piece for value in values for piece in _pieces(value)):
        if ":" in piece:
            break
        pieces.append(piece)
    angles = _angles(pieces)
    if angles:
        yield angles


def _pieces(value: str) -> list[str]:
    """The fields of an argument that holds several: 51/12/N, 51_12_N_3_13_E."""
    return re.split(r"[/_]", value)


def _of_parts(parts: Mapping[str, str]) -> Iterable[Sequence[_Angle]]:
    if parts.get("latitude") and parts.get("longitude"):
        yield [*_single(_pieces(parts["latitude"])), *_single(_pieces(parts["longitude"]))]
    if parts.get("lat_d") and parts.get("lon_d"):
        north = [parts.get(key, "") for key in ("lat_d", "lat_m", "lat_s", "lat_ns")]
        east = [parts.get(key, "") for key in ("lon_d", "lon_m", "lon_s", "lon_ew")]
        yield [*_single(north), *_single(east)]


def _of_text(text: str) -> Iterable[Sequence[_Angle]]:
    """Degrees written out: 34°03′N 118°15′W."""
    found = []
    if not any(sign in text for sign in "°º"):
        return
    for match in _DEGREES.finditer(text):
        numbers = _single([match["angle"]])
        if numbers:
            letter = match["tail"] or match["lead"] or ""
            found.append(numbers[0]._replace(letter=letter.strip()))
    if len(found) == 2:
        yield found


def _angles(pieces: Sequence[str]) -> list[_Angle]:
    """Angles out of numbers and letters in a row."""
    angles: list[_Angle] = []
    numbers: list[str] = []
    lead = ""
    for piece in pieces:
        letters = [piece[start:end] for start, end in runs(piece)]
        found = _NUMBER.findall(piece)
        numbers.extend(found)
        if not letters:
            continue
        letter = phrase_key(" ".join(letters))
        if not numbers:
            lead = letter
            continue
        angles.append(_angle(numbers, letter))
        numbers = []
    if numbers and (lead or angles) and len(angles) < 2:
        angles.append(_angle(numbers, lead))
    elif numbers and len(numbers) in (2, 4, 6) and not angles and len([p for p in pieces if p.strip()]) > 1:
        half = len(numbers) // 2
        angles = [_angle(numbers[:half], ""), _angle(numbers[half:], "")]
    elif numbers and not angles:
        angles = [_angle(numbers, lead)]
    return angles


def _single(pieces: Sequence[str]) -> list[_Angle]:
    """The one angle that numbers and a letter in any order state; nothing where there is no number."""
    numbers = [number for piece in pieces for number in _NUMBER.findall(piece)]
    letters = [piece[start:end] for piece in pieces for start, end in runs(piece)]
    return [_angle(numbers, phrase_key(" ".join(letters)))] if numbers else []


def _angle(numbers: Sequence[str], letter: str) -> _Angle:
    bare = [number.lstrip("+-−").replace(",", ".") for number in numbers[:3]]
    last = bare[-1]
    decimals = len(last.partition(".")[2])
    unit = 10.0**-decimals / 60.0 ** (len(bare) - 1)
    return _Angle(tuple(float(number) for number in bare), numbers[0][0] in "-−", letter, unit)


def _coordinates(angles: Sequence[_Angle], compass: Mapping[str, str]) -> Coordinates | str:
    """Coordinates of two angles, or what is wrong with them."""
    if len(angles) < 2:
        return "not both latitude and longitude"
    north, east = angles[0], angles[1]
    signs = _directions(north.letter, east.letter, compass)
    if signs is None:
        swapped = _directions(east.letter, north.letter, compass)
        if swapped is None:
            return f"no directions of the compass: {north.letter!r}, {east.letter!r}"
        north, east, signs = east, north, swapped
    lat, lon = _degrees(north, LATITUDE), _degrees(east, LONGITUDE)
    if lat is None or lon is None:
        return "out of range"
    precision = min(north.unit, east.unit)
    return Coordinates(round(lat * signs[0], 8) + 0.0, round(lon * signs[1], 8) + 0.0, float(f"{precision:.6g}"))


def _directions(north: str, east: str, compass: Mapping[str, str]) -> tuple[int, int] | None:
    """The signs of latitude and longitude; the international letters count everywhere, the language's where they do not fit."""
    for letters in (_INTERNATIONAL, compass):
        first = letters.get(phrase_key(north), "") if north else "N"
        second = letters.get(phrase_key(east), "") if east else "E"
        if first and second and first in LATITUDE and second in LONGITUDE:
            return (-1 if first == "S" else 1), (-1 if second == "W" else 1)
    return None


def _degrees(angle: _Angle, axis: str) -> float | None:
    if any(number >= 60 for number in angle.numbers[1:]):
        return None
    value = sum(number / 60.0**place for place, number in enumerate(angle.numbers))
    if value > _LIMIT[axis]:
        return None
    return -value if angle.negative else value


@lru_cache(maxsize=128)
def _compass(language: Language) -> Mapping[str, str]:
    """Words and letters of the compass: CLDR's and the language file's."""
    words = {phrase_key(word): str(direction) for word, direction in language.cldr.get("compass", {}).items()}
    for key, direction in (("north", "N"), ("south", "S"), ("east", "E"), ("west", "W")):
        words.update((phrase_key(word), direction) for word in language.words("places", key))
    return words
