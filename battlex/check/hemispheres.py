"""Coordinates against the territory that the place lies in: a sign or a letter of the compass the wrong way round."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from battlex.check.findings import Finding, Quote, finding, quote_of
from battlex.languages import read, territories
from battlex.languages.lexicon import fold
from battlex.model import Battle, Coordinates, Place

_MARGIN = 3.0
"""Degrees around a territory that are still its coasts, its border, or an old one of its."""
_DATE_LINE = 168.0
"""Beyond this longitude a territory may lie on both sides."""
_LETTERS = 3
"""Shorter names in scripts with blanks are found in too many words."""


class Box(NamedTuple):
    """A part of a territory in whole degrees."""

    south: int
    north: int
    west: int
    east: int

    def holds(self, lat: float, lon: float, margin: float = 0.0) -> bool:
        """Whether a point lies in the box, or so many degrees around it."""
        return (
            self.south - margin <= lat <= self.north + margin and self.west - margin <= lon <= self.east + margin
        )  # fmt: skip


def wrong_hemisphere(battle: Battle) -> Iterator[Finding]:
    """Coordinates outside of every territory that the place names, inside of one on the other side of the equator or of Greenwich."""
    place = battle.place
    if place is None or place.coordinates is None:
        return
    here = place.coordinates
    boxes = [box for territory in _named(place) for box in _boxes().get(territory, ())]
    if not boxes or abs(here.lon) > _DATE_LINE or any(box.holds(here.lat, here.lon, _MARGIN) for box in boxes):
        return
    for lat, lon in ((here.lat, -here.lon), (-here.lat, here.lon), (-here.lat, -here.lon)):
        if any(box.holds(lat, lon) for box in boxes):
            message = f"the place lies at {written(lat, lon)} or so, not at {written(here.lat, here.lon)}"
            yield finding(
                "coordinates-hemisphere", message, _quote(battle, here), quote_of(battle, "place", place.text)
            )
            return


def written(lat: float, lon: float) -> str:
    """A point as readers know it."""
    return f"{abs(lat):g}° {'N' if lat >= 0 else 'S'} {abs(lon):g}° {'E' if lon >= 0 else 'W'}"


def _quote(battle: Battle, here: Coordinates) -> Quote:
    stated = quote_of(battle, "coordinates", written(here.lat, here.lon))
    return stated if stated.text else Quote(written(here.lat, here.lon), stated.span, stated.where, stated.page)


def _named(place: Place) -> list[str]:
    """The territories whose names stand in a place, be it shown or only linked."""
    text = fold(" ; ".join([place.text, *(link.target for link in place.links)]))
    return [territory for territory, names in _names().items() if any(_stands_in(name, text) for name in names)]


def _stands_in(name: str, text: str) -> bool:
    at = text.find(name)
    if at < 0 or _blankless(name):
        return at >= 0
    end = at + len(name)
    whole = not (at and text[at - 1].isalpha()) and not (end < len(text) and text[end].isalpha())
    return (whole and len(name) > _LETTERS) or _stands_in(name, text[end:])


def _blankless(name: str) -> bool:
    """Whether a name is of a script that puts no blanks between words."""
    return name[:1] >= "\u2e80"


@cache
def _boxes() -> Mapping[str, Sequence[Box]]:
    stored = json.loads(read("territories/boxes.json"))
    return {territory: [Box(*box) for box in boxes] for territory, boxes in stored.items()}


@cache
def _names() -> Mapping[str, Sequence[str]]:
    return territories()
