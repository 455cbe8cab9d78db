"""Classes that are fields and nothing else, and that cost little to define: they are made each time a command starts.

``dataclasses`` writes and compiles methods for every class, which takes longer than reading an article does. Here all
classes share theirs, and an ``__init__`` is compiled only for a class that is used often.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made")

_UNSET: Any = object()

_OFTEN = 50
"""After so many instances a compiled ``__init__`` pays for itself, and attributes that are set one by one are read faster."""


class _Field:
    """What is told of a field beside its type."""

    def __init__(self, default: Any, default_factory: Callable[[], Any] | None, metadata: Mapping[str, Any]) -> None:
        self.default, self.default_factory, self.metadata = default, default_factory, metadata


def field(
    *,
    default: Any = _UNSET,
    default_factory: Callable[[], Any] | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> Any:
    """A field with a default that is made anew for each instance, or with metadata, as in ``dataclasses``."""
    return _Field(default, default_factory, metadata or {})


class _Signature:
    """Gives ``inspect``, and with it ``help``, what a class takes, when it is asked for."""

    def __get__(self, instance: object, owner: type) -> Any:
        from inspect import Parameter, Signature

        return Signature([Parameter(**told) for told in _parameters(owner, Parameter)], return_annotation=None)


def _parameters(owner: type, parameter: Any) -> Iterator[Mapping[str, Any]]:
    annotations: dict[str, Any] = {}
    for base in reversed(owner.__mro__):
        annotations.update(getattr(base, "__annotations__", {}))
    for name in fields(owner):
        given = getattr(owner, name, _UNSET)
        if isinstance(given, _Field):
            given = given.default if given.default_factory is None else ...
        default = parameter.empty if given is _UNSET else given
        yield {
            "name": name,
            "kind": parameter.POSITIONAL_OR_KEYWORD,
            "default": default,
            "annotation": annotations[name],
        }


class Fields:
    """Equality and text by the fields."""

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(other) is type(self) else NotImplemented

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({shown})"


class Record(Fields):
    """What all nouns share: besides, a hash by the fields, and that they do not change."""

    __signature__ = _Signature()

    def __hash__(self) -> int:
        return hash(tuple(value for value in self.__dict__.values() if not isinstance(value, Mapping)))

    def __setattr__(self, name: str, value: object) -> None:
        raise _frozen(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise _frozen(f"cannot delete field {name!r}")


def _frozen(message: str) -> AttributeError:
    from dataclasses import FrozenInstanceError

    return FrozenInstanceError(message)


@dataclass_transform(field_specifiers=(field,))
def struct(made: type[Made]) -> type[Made]:
    """A class with an ``__init__`` that takes its fields, told apart by identity unless it is one of ``Fields``."""
    _define(made)
    return made


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(made: type[Made]) -> type[Made]:
    """A class of ``Record`` with an ``__init__`` that takes its fields; for ``dataclasses`` it is a frozen dataclass."""
    _define(made)
    made.__dataclass_fields__ = _AsDataclass()  # type: ignore[attr-defined]
    return made


def fields(made: type) -> tuple[str, ...]:
    """The names of the fields of a class; none where it is none of this module's."""
    listed: tuple[str, ...] = getattr(made, "__match_args__", ()) if issubclass(made, Fields) else ()
    return listed


def metadata(made: type, name: str) -> Mapping[str, Any]:
    """What is told of a field of a record."""
    given = getattr(made, name, None)
    return given.metadata if isinstance(given, _Field) else {}


def replace(one: Made, **changes: Any) -> Made:
    """The same again, but for these fields."""
    made = object.__new__(type(one))
    own = made.__dict__
    own.update(one.__dict__)
    count = len(own)
    own.update(changes)
    if len(own) != count:
        raise TypeError(f"{type(one).__name__} has no field {', '.join(changes.keys() - one.__dict__.keys())}")
    return made


def _define(made: Any) -> None:
    names = _names(made)
    required = []
    template: dict[str, Any] = {}
    factories: list[tuple[str, Callable[[], Any]]] = []
    for name in names:
        given = getattr(made, name, _UNSET)
        if isinstance(given, _Field):
            if given.default_factory is not None:
                factories.append((name, given.default_factory))
            elif given.default is _UNSET:
                required.append(name)
            template[name] = given.default
        else:
            if given is _UNSET:
                required.append(name)
            template[name] = given
    left = _OFTEN

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        nonlocal left
        left -= 1
        if not left:
            made.__init__ = _compiled(template, dict(factories), required, frozen=issubclass(made, Record))
        given = {**template, **dict(zip(names, values)), **named}  # noqa: B905
        if len(given) > len(names) or len(values) > len(names) or not named.keys().isdisjoint(names[: len(values)]):
            raise TypeError(f"{made.__name__} takes each of {', '.join(names)} once, and nothing else")
        for name in required[len(values) :]:
            if name not in named:
                raise TypeError(f"{made.__name__} lacks {name}")
        for name, make in factories:
            if given[name] is _UNSET:
                given[name] = make()
        self.__dict__.update(given)

    made.__init__ = __init__
    made.__match_args__ = names  # type: ignore[misc]


def _compiled(
    template: Mapping[str, Any], factories: Mapping[str, Any], required: Container[str], *, frozen: bool
) -> Any:
    """An ``__init__`` with the fields as its parameters."""
    taken = ", ".join(name if name in required else f"{name}=_given_{name}" for name in template)
    lines = []
    for name in template:
        value = f"_make_{name}() if {name} is _UNSET else {name}" if name in factories else name
        lines.append(f"    _put(self, {name!r}, {value})" if frozen else f"    self.{name} = {value}")
    names = {
        "_put": object.__setattr__,
        "_UNSET": _UNSET,
        **{f"_given_{name}": value for name, value in template.items()},
        **{f"_make_{name}": make for name, make in factories.items()},
    }
    exec("\n".join([f"def __init__(self, {taken}):", "    pass", *lines]), names)
    return names["__init__"]


def _names(made: Any) -> tuple[str, ...]:
    """The fields of a class, those that it inherits first."""
    listed: dict[str, None] = {}
    for base in reversed(made.__mro__):
        listed.update(dict.fromkeys(getattr(base, "__annotations__", {})))
    return tuple(listed)


class _AsDataclass:
    """Gives ``dataclasses`` the fields of a record, when they are first asked for."""

    def __get__(self, instance: object, owner: type) -> Mapping[str, Any]:
        described = _described(owner)
        owner.__dataclass_fields__ = described  # type: ignore[attr-defined]
        return described


def _described(owner: Any) -> Mapping[str, Any]:
    import dataclasses

    body: dict[str, Any] = {"__annotations__": {}}
    for base in reversed(owner.__mro__):
        body["__annotations__"].update(getattr(base, "__annotations__", {}))
        for name in getattr(base, "__annotations__", {}):
            if name not in base.__dict__:
                continue
            given = base.__dict__[name]
            if isinstance(given, _Field):
                told: dict[str, Any] = {"metadata": given.metadata}
                if given.default_factory is not None:
                    told["default_factory"] = given.default_factory
                elif given.default is not _UNSET:
                    told["default"] = given.default
                given = dataclasses.field(**told)
            body[name] = given
    made: Any = dataclasses.dataclass(eq=False, repr=False)(type(owner.__name__, (), body))
    described: Mapping[str, Any] = made.__dataclass_fields__
    return described


class Plain(type):
    """The kind of class that stays Python's own where the package is compiled: what a descriptor makes finds a place in it."""
