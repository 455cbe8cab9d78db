"""Classes of fields behave as dataclasses do, before and after their ``__init__`` is compiled."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest

from battlex.model import Battle, Figure, Page, Problem, ProseFigure, Side, Span
from battlex.record import Fields, Record, field, record, replace, struct


@record
class Point(Record):
    x: int
    y: int = 0
    marks: list[str] = field(default_factory=list)
    note: str = field(default="", metadata={"json": False})


@struct
class Counter(Fields):
    count: int
    seen: set[int] = field(default_factory=set)


@pytest.fixture(params=["first", "compiled"])
def point(request: pytest.FixtureRequest) -> Any:
    if request.param == "compiled":
        for number in range(200):
            Point(number)
        assert Point.__init__.__code__.co_varnames[:3] == ("self", "x", "y")
    return Point


def test_fields_and_defaults(point: Any) -> None:
    assert repr(point(1, note="n")) == "Point(x=1, y=0, marks=[], note='n')"
    assert point(1).marks is not point(1).marks
    assert point(1, 2) == point(y=2, x=1) != point(2, 1)
    match point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


@pytest.mark.parametrize("arguments", [((), {}), ((1,), {"z": 2}), ((1,), {"x": 1}), ((1, 2, [], "", 5), {})])
def test_wrong_arguments(point: Any, arguments: tuple[tuple[Any, ...], dict[str, Any]]) -> None:
    with pytest.raises(TypeError):
        point(*arguments[0], **arguments[1])


def test_records_do_not_change(point: Any) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        point(1).x = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point(1).x
    counter = Counter(1)
    counter.count = 2
    assert counter == Counter(2)


def test_replace() -> None:
    before = Point(1, 2)
    assert replace(before, y=3) == dataclasses.replace(before, y=3) == Point(1, 3)
    assert before == Point(1, 2)
    with pytest.raises(TypeError):
        replace(before, z=3)


def test_dataclasses_know_the_model() -> None:
    page = Page("text", title="t")
    assert dataclasses.is_dataclass(page) and dataclasses.asdict(page)["title"] == "t"
    assert [one.name for one in dataclasses.fields(ProseFigure)][-5:] == [
        "rule",
        "section",
        "sentence",
        "side",
        "in_note",
    ]
    assert not {one.name: one for one in dataclasses.fields(Figure)}["rule"].metadata["json"]
    assert dataclasses.replace(Side(1), side=2) == Side(2)


def test_copies_and_keys() -> None:
    problem = Problem("code", "message", None, Span(1, 2))
    assert pickle.loads(pickle.dumps(problem)) == copy.deepcopy(problem) == problem
    assert len({problem, copy.copy(problem)}) == 1


def test_help_tells_what_a_class_takes() -> None:
    assert str(inspect.signature(Page)).startswith("(wikitext: 'str', title: 'str | None' = None, ")
    parameters = inspect.signature(Battle).parameters
    assert list(parameters)[:3] == ["page", "infobox", "name"]
    assert parameters["page"].default is inspect.Parameter.empty and parameters["name"].default is None


def test_a_page_does_not_print_all_its_text() -> None:
    assert repr(Page("{{a}}", title="A")) == "Page(wikitext='{{a}}', title='A')"
    assert len(repr(Page("a" * 100_000))) < 120
