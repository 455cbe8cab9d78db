"""The schemas: valid themselves, and true of what is printed."""

from __future__ import annotations

import csv as standard_csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

import battlex
from battlex.check.findings import Quote, finding
from battlex.errors import BattlexError
from battlex.model import Battle, Span
from battlex.printed import to_dict
from battlex.render import csv
from battlex.render.findings import as_dict
from battlex.render.json import layout
from battlex.render.plain import plain
from battlex.render.records import BREAK, TABLES
from battlex.schema.battle import battle_schema, finding_schema
from battlex.schema.tables import data_package, table_schema
from tests.battles import ALL, XINKOU
from tests.samples import ROOT, SAMPLES

jsonschema = pytest.importorskip("jsonschema")


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = battle_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("battle", ALL, ids=lambda battle: (battle.name or "empty")[:12])
def test_battles_are_valid(battle: Battle, validator: Any) -> None:
    validator.validate(json.loads(layout(to_dict(battle))))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("battlex",), 2),
        (("result", "outcome"), "draw"),
        (("sides", 0, "side"), 0),
        (("sides", 0, "strength", "figures", 0, "min"), "many"),
        (("sides", 0, "strength", "figures", 0, "span"), [1]),
        (("sides", 0, "strength", "figures", 0, "unknown_key"), 1),
        (("place", "coordinates", "lat"), 91),
        (("page", "page_id"), "x"),
        (("name",), 5),
    ],
)
def test_what_is_wrong_is_invalid(path: tuple[Any, ...], value: Any, validator: Any) -> None:
    data = to_dict(XINKOU)
    where = data
    for step in path[:-1]:
        where = where[step]
    where[path[-1]] = value
    assert not validator.is_valid(data)


def test_keys_never_go(validator: Any) -> None:
    for key in to_dict(XINKOU):
        data = to_dict(XINKOU)
        del data[key]
        assert not validator.is_valid(data)


def test_every_class_is_described() -> None:
    schema = battle_schema()
    assert all(definition["description"] for definition in (schema, *schema["$defs"].values()))
    assert {"Figure", "ProseFigure", "Side", "Problem"} <= schema["$defs"].keys()


def test_findings_are_valid() -> None:
    schema = finding_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    found = finding("date-lead", "two dates", Quote("3 May", Span(3, 8), "date"), Quote("5 May", None, "lead"), side=1)
    for told in (as_dict(found, XINKOU, 3), as_dict(found, None, None)):
        validator.validate(json.loads(layout(told)))
        assert not validator.is_valid({**told, "code": "date"})


@pytest.mark.parametrize("name", TABLES)
def test_table_schemas(name: str) -> None:
    schema = table_schema(name)
    assert [field["name"] for field in schema["fields"]] == [column.name for column in TABLES[name].columns]
    assert all(field["type"] in ("string", "integer", "number", "boolean") for field in schema["fields"])


def test_no_such_table() -> None:
    with pytest.raises(BattlexError, match="no table"):
        table_schema("battle")


@pytest.mark.parametrize(("form", "delimiter"), [("csv", csv.COMMA), ("tsv", csv.TAB)])
def test_the_data_package_is_valid(form: str, delimiter: str, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    for table in TABLES.values():
        text = "".join(csv.stream(ALL[:-1], table, delimiter))
        (tmp_path / f"{table.name}.{form}").write_text(text, encoding="utf-8")
    package = tmp_path / "datapackage.json"
    package.write_text(json.dumps(data_package(form)), encoding="utf-8")
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert report.tasks[0].stats["rows"] == len(ALL) - 1


# what is read out of articles


@pytest.mark.parametrize("sample", SAMPLES)
def test_samples_are_valid(sample: str, validator: Any) -> None:
    for page in battlex.pages(ROOT / sample):
        for battle in battlex.extract(page):
            _hold(battle, validator)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dev", "wild"])
def test_real_articles_are_valid(name: str, shared: Path, validator: Any) -> None:
    path = shared / "eval" / name / "articles.jsonl"
    if not path.is_file():
        pytest.skip(f"no {path}")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            for battle in battlex.extract(article["wikitext"], language=article["lang"]):
                _hold(battle, validator)


def _hold(battle: Battle, validator: Any) -> None:
    """The JSON is valid, and the CSV tables hold the same figures and summaries."""
    data = json.loads(layout(to_dict(battle)))
    validator.validate(data)
    in_json = [
        f for side in data["sides"] for key in ("strength", "casualties") for f in (side[key] or {}).get("figures", ())
    ]
    in_json += (data["other_casualties"] or {}).get("figures", ())
    in_json += data["prose"]
    figures, sides = (_rows(battle, name) for name in ("figures", "sides"))
    assert [(row["min"], row["max"], row["category"], row["text"]) for row in figures] == [
        (*(csv.cell(figure[key]) for key in ("min", "max", "category")), plain(figure["text"], BREAK))
        for figure in in_json
    ]
    for row, side in zip(sides, data["sides"], strict=True):
        assert {key: row[key] for key in side["summary"]} == {
            key: csv.cell(value) for key, value in side["summary"].items()
        }


def _rows(battle: Battle, name: str) -> list[dict[str, str]]:
    text = "".join(csv.stream([battle], TABLES[name], raw=True))
    return list(standard_csv.DictReader(io.StringIO(text, newline="")))
