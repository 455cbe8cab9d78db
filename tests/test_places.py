"""Places and coordinates: every way in which they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlex.languages import codes, load
from battlex.markup import flatten
from battlex.model import Coordinates
from battlex.values.places import coordinates_reading, read_coordinates, read_place


def read(text: str, code: str = "en") -> Coordinates | None:
    language = load(code)
    return read_coordinates([flatten(text, language)], {}, language)


@pytest.mark.parametrize(
    ("text", "code", "lat", "lon", "precision"),
    [
        ("{{coord|38.80|N|112.7|E}}", "en", 38.8, 112.7, 0.01),
        ("{{coord|51.5|-0.12}}", "en", 51.5, -0.12, 0.01),
        ("{{Coord|48|N|2|W|display=title}}", "en", 48, -2, 1),
        ("{{coord|33|52|S|151|12|E|type:event_region:AU|display=inline,title}}", "en", -33.866667, 151.2, 1 / 60),
        ("{{coord|50|40|42|N|4|24|20|E|}}", "en", 50.678333, 4.405556, 1 / 3600),
        ("{{coord|50|40|42.5|N|4|24|20.5|E}}", "en", 50.678472, 4.405694, 1 / 36000),
        ("{{coord|50|40||N|4|24||E}}", "en", 50.666667, 4.4, 1 / 60),
        ("{{coord|10|20|30|40}}", "en", 10.333333, 30.666667, 1 / 60),
        ("{{Coordinate|NS=50/40/42/N|EW=4/24/20/E|type=landmark|region=BE}}", "de", 50.678333, 4.405556, 1 / 3600),
        ("{{Coordinate|NS=50.6783|EW=4.4055}}", "de", 50.6783, 4.4055, 0.0001),
        ("{{Coordinate|NS=33/52/S|EW=151/12/O}}", "de", -33.866667, 151.2, 1 / 60),
        ("{{coord|48|51|N|2|21|O}}", "fr", 48.85, -2.35, 1 / 60),
        ("{{coord|48/51/N|2/21/E}}", "fr", 48.85, 2.35, 1 / 60),
        ("{{coord|52_13_30_N_21_0_15_E_type:city}}", "pl", 52.225, 21.004167, 1 / 3600),
        ("{{ウィキ座標2段度分秒|35|16|55|N|138|27|53|E|}}", "ja", 35.281944, 138.464722, 1 / 3600),
        ("{{coord|21|23|N|103|1|E}}", "vi", 21.383333, 103.016667, 1 / 60),
        ("{{coord|59|N|25|E}}", "fi", 59, 25, 1),
        ("{{Coord|55|31|S|35|49|W}}", "ru", -55.516667, -35.816667, 1 / 60),
        ("34°03′N 118°15′W", "en", 34.05, -118.25, 1 / 60),
        ("55°31′ с. ш. 35°49′ в. д.", "ru", 55.516667, 35.816667, 1 / 60),
        ("48° 51' 30\" N, 2° 21' 0\" E", "en", 48.858333, 2.35, 1 / 3600),
        ("38.8° N, 112.7° E", "en", 38.8, 112.7, 0.1),
        ("21°23′B 103°1′Đ", "vi", 21.383333, 103.016667, 1 / 60),
        ("41°N 29°D", "tr", 41, 29, 1),
    ],
)
def test_forms(text: str, code: str, lat: float, lon: float, precision: float) -> None:
    found = read(text, code)
    assert found is not None
    assert (found.lat, found.lon) == (pytest.approx(lat, abs=1e-6), pytest.approx(lon, abs=1e-6))
    assert found.precision == pytest.approx(precision, rel=1e-4)


@pytest.mark.parametrize(
    ("parts", "code", "lat", "lon"),
    [
        ({"latitude": "38.8", "longitude": "-112,75"}, "en", 38.8, -112.75),
        ({"latitude": "38° 48' N", "longitude": "W 112° 30'"}, "en", 38.8, -112.5),
        ({"latitude": "48/51/30/N", "longitude": "2/21/0/O"}, "fr", 48.858333, -2.35),
        ({"latitude": "48/51/30/N", "longitude": "2/21/0/O"}, "de", 48.858333, 2.35),
        ({"lat_d": "50", "lat_m": "40", "lat_s": "42", "lon_d": "4", "lon_m": "24", "lon_s": ""}, "nl", 50.678333, 4.4),
        (
            {"lat_d": "23", "lat_m": "30", "lat_ns": "S", "lon_d": "46", "lon_m": "30", "lon_ew": "O"},
            "pt",
            -23.5,
            -46.5,
        ),
    ],
)
def test_parameters(parts: dict[str, str], code: str, lat: float, lon: float) -> None:
    found = read_coordinates([], parts, load(code))
    assert found is not None
    assert (found.lat, found.lon) == (pytest.approx(lat, abs=1e-6), pytest.approx(lon, abs=1e-6))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{coord|95|N|2|E}}", "out of range"),
        ("{{coord|5|75|N|2|10|E}}", "out of range"),
        ("{{coord|5|N|190|E}}", "out of range"),
        ("{{coord|5|N}}", "not both latitude and longitude"),
        ("{{coord|5|Q|7|E}}", "no directions of the compass: 'q', 'e'"),
        ("{{coord}}", None),
        ("Near [[Verdun]]", None),
    ],
)
def test_what_cannot_be_read_is_told(text: str, problem: str | None) -> None:
    english = load("en")
    assert coordinates_reading([flatten(text, english)], {}, english) == (None, problem)


def test_template_is_preferred_and_first_sound_one_counts() -> None:
    english = load("en")
    flats = [flatten("{{coord|95|N|2|E}}", english), flatten("X {{coord|5|N|2|E}}", english)]
    found = read_coordinates(flats, {"latitude": "1", "longitude": "1"}, english)
    assert found is not None
    assert (found.lat, found.lon) == (5, 2)


def test_place_keeps_text_and_links() -> None:
    english = load("en")
    found = read_place(flatten("[[Waterloo, Belgium|Waterloo]],<br />{{coord|50|N|4|E}}", english), english)
    assert found is not None
    assert found.text == "Waterloo"
    assert [link.target for link in found.links] == ["Waterloo, Belgium"]
    assert found.coordinates is not None
    assert read_place(flatten("", english), english) is None


@given(st.floats(-89, 89), st.floats(-179, 179), st.sampled_from(codes()))
@settings(deadline=None)
def test_decimal_degrees_read_back(lat: float, lon: float, code: str) -> None:
    found = read(f"{{{{coord|{lat:.4f}|{lon:.4f}}}}}", code)
    assert found is not None
    assert (f"{found.lat:.4f}", f"{found.lon:.4f}") == (f"{round(lat, 4) + 0.0:.4f}", f"{round(lon, 4) + 0.0:.4f}")
    assert found.precision == 0.0001


@given(st.text(max_size=60), st.sampled_from(codes()))
@settings(deadline=None)
def test_never_raises(text: str, code: str) -> None:
    language = load(code)
    for wikitext in (text, f"{{{{coord|{text}}}}}"):
        found = read_coordinates([flatten(wikitext, language)], {"latitude": text, "longitude": text}, language)
        assert found is None or (abs(found.lat) <= 90 and abs(found.lon) <= 180 and found.precision > 0)
