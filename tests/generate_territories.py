"""Make ``battlex/languages/territories``: where the countries lie, and what they are called in every language.

    pip install pyicu-wheels pyshp
    python -m tests.generate_territories FOLDER      # FOLDER holds Natural Earth's countries (1:110m) as a shapefile

``boxes.json`` has for every territory the boxes of whole degrees that it lies in: south, north, west, east. They come
from Natural Earth's outlines (public domain), and for territories too small for these from the places in the tz
database's ``zone.tab`` (public domain). ``names.json`` has the names that CLDR knows for the territories in the
languages whose figures are read, out of ICU. Both serve to see whether coordinates lie on the wrong side of the equator
or of Greenwich, so that a degree is precise enough, and no name has to tell its language.
"""

from __future__ import annotations

import json
import math
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from itertools import pairwise
from pathlib import Path

import icu

from battlex.languages.lexicon import fold
from tests.generate_cldr import LANGUAGES, clean, codes

FOLDER = LANGUAGES / "territories"
BOXES, NAMES = FOLDER / "boxes.json", FOLDER / "names.json"
AROUND_A_PLACE = 1
SMALL = "AD AG BB BH BM CV DM FJ GD GI GP GU HK KN KY LC MO MQ MT MU MV NR PF PM RE SC SG SH SM ST TL VC VI WS".split()
"""Territories without an outline that have been fought over; the others would make the tables larger, and no battle lies there."""
RENAMED = {"Dem. Rep. Congo": "CD", "Fr. S. Antarctic Lands": "TF", "S. Sudan": "SS", "Kosovo": "XK"}
"""What neither the code nor the name of an outline tells; outlines of what CLDR does not name are left out."""
PARTS = {
    "GB": ["England", "Scotland", "Wales"],
    "US": [
        *("Alabama", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida", "Georgia"),
        *("Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine", "Maryland", "Michigan"),
        *("Massachusetts", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada", "New Hampshire"),
        *("New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon"),
        *("Pennsylvania", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah", "Vermont"),
        *("Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming"),
    ],
}
"""What places are said to lie in without the name of their country, in most languages that use Latin letters."""
NOT_COUNTRIES = {"AQ", "EU", "EZ", "QO", "UN", "ZZ"}
"""What CLDR names beside the countries, and what has all longitudes."""

Box = tuple[int, int, int, int]


def territories() -> list[str]:
    """The codes of all countries and territories that CLDR names."""
    return sorted({*icu.Locale.getISOCountries(), "XK"} - NOT_COUNTRIES)


def boxes(folder: Path) -> dict[str, list[Box]]:
    """The boxes of every territory."""
    found: dict[str, list[Box]] = defaultdict(list)
    for code, box in outlines(folder):
        found[code].append(box)
    for code, box in places():
        if code in found or code in SMALL:
            found[code].append(box)
    return {code: sorted(set(joined(found[code]))) for code in sorted(found)}


def outlines(folder: Path) -> Iterator[tuple[str, Box]]:
    """A box for every island and mainland of Natural Earth's countries."""
    import shapefile

    by_iso3 = {icu.Locale("", code).getISO3Country(): code for code in territories()}
    by_name = {icu.Locale("", code).getDisplayCountry(icu.Locale("en")): code for code in territories()}
    (path,) = folder.glob("*lowres.shp")
    for one in shapefile.Reader(str(path)).iterShapeRecords():
        fields = one.record.as_dict()
        code = RENAMED.get(fields["name"]) or by_iso3.get(fields["iso_a3"]) or by_name.get(fields["name"])
        if code is None:
            continue
        borders = [*one.shape.parts, len(one.shape.points)]
        for first, last in pairwise(borders):
            points = one.shape.points[first:last]
            yield code, box(points)


def places() -> Iterator[tuple[str, Box]]:
    """A box around every place of the tz database."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        match = re.match(r"([A-Z]{2})\t([+-]\d{4})(?:\d{2})?([+-]\d{5})(?:\d{2})?\t", line)
        if match:
            lat, lon = (int(part[:-2]) + int(part[0] + part[-2:]) / 60 for part in match.groups()[1:])
            near = AROUND_A_PLACE
            yield match[1], box([(lon - near, lat - near), (lon + near, lat + near)])


def box(points: Sequence[Sequence[float]]) -> Box:
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return math.floor(min(lats)), math.ceil(max(lats)), math.floor(min(lons)), math.ceil(max(lons))


def joined(found: Iterable[Box]) -> list[Box]:
    """Boxes without those that lie within others."""
    kept = set(found)
    return [one for one in kept if not any(other != one and _holds(other, one) for other in kept)]


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] >= inner[1] and outer[2] <= inner[2] and outer[3] >= inner[3]


def names() -> dict[str, list[str]]:
    """What every territory is called in any of the languages that are read, as texts are compared."""
    found: dict[str, set[str]] = defaultdict(set)
    for territory, parts in PARTS.items():
        found[territory].update(map(fold, parts))
    for code in codes():
        locale = icu.Locale.createCanonical(code)
        if "fates" not in tomllib.loads((LANGUAGES / f"{code}.toml").read_text(encoding="utf-8")):
            continue
        for territory in json.loads(BOXES.read_text(encoding="utf-8")):
            name = icu.Locale("", territory).getDisplayCountry(locale)
            if name != territory:
                found[territory].add(fold(clean(name)))
    return {territory: sorted(found[territory]) for territory in sorted(found)}


def written(value: object) -> str:
    """A table as its file has it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Write the tables."""
    FOLDER.mkdir(exist_ok=True)
    if arguments:
        BOXES.write_text(written(boxes(Path(arguments[0]))), encoding="utf-8")
    NAMES.write_text(written(names()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
