"""Frozen dataclasses that cost little to define: the classes of the model are made each time a command starts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


class Record:
    """What all nouns share: equality, hash and text by their fields, and that they do not change.

    Written out once: the same methods generated for each class cost more at start-up than reading an article does.
    """

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(value for value in self.__dict__.values() if not isinstance(value, Mapping)))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({shown})"

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.__dict__:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        self.__dict__[name] = value

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def record(made: type[Made]) -> type[Made]:
    """A frozen dataclass whose methods but ``__init__`` come from ``Record``."""
    return dataclasses.dataclass(eq=False, repr=False)(made)
