"""How far has a run come? Kept beside its output, so that an interrupted run goes on where it was, and nowhere else."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from battlex._version import __version__
from battlex.dump.joined import Place
from battlex.dump.plan import Shape
from battlex.dump.run import Task
from battlex.read import files
from battlex.read.site import Site

_VERSION = 1


@dataclass
class State:
    """How far a run has come: the input, by number, and the place in it; battles so far, the length of each output file,
    and the counts of the report.
    """

    input: int = 0
    place: Place | None = None
    number: int = 0
    first: bool = True
    sizes: list[int] = field(default_factory=list)
    counts: Mapping[str, Any] = field(default_factory=dict)


def identity(inputs: Sequence[str], task: Task, outputs: Sequence[str]) -> str:
    """What must be the same for a run to be gone on with: this version, the inputs, what is wanted of them, the files."""
    stamps = []
    for path in inputs:
        with suppress(OSError, ValueError):
            stamps.append(files.stamp(path))
    namespaces = sorted(task.namespaces) if task.namespaces is not None else None
    wanted = [repr(task.form), task.language, task.prose, namespaces]
    return json.dumps([_VERSION, __version__, stamps, wanted, list(outputs)])


def save(path: Path, key: str, state: State) -> None:
    """Write a checkpoint, whole or not at all; the output must be on the disk before."""
    place = state.place
    kept = {**vars(state), "key": key, "place": _place_to_json(place) if place is not None else None}
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def load(path: Path, key: str) -> State | None:
    """The checkpoint that a run left; None where there is none, or one of another run."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept.pop("key") != key:
            return None
        place = kept.pop("place")
        return State(**kept, place=_place_from_json(place) if place is not None else None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _place_to_json(place: Place) -> dict[str, Any]:
    import base64

    site = {**asdict(place.site), "namespaces": dict(place.site.namespaces)}
    return {**vars(place), "shape": place.shape.name, "site": site, "carried": base64.b64encode(place.carried).decode()}


def _place_from_json(kept: Mapping[str, Any]) -> Place:
    import base64

    return Place(
        **{
            **kept,
            "shape": Shape[kept["shape"]],
            "site": Site(**kept["site"]),
            "carried": base64.b64decode(kept["carried"]),
        }
    )
