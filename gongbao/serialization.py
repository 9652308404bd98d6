"""Dataclasses of `gongbao.model` to JSON and back, without loss."""

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def to_data(value: Any) -> Any:
    """Plain lists and dicts of a value. Fields at their default are left out: most are, and read back the same."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: to_data(item)
            for name, default in _defaults(type(value))
            if (item := getattr(value, name)) != default or default is dataclasses.MISSING
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    return value


def from_data(kind: type[T], data: Any) -> T:
    """The value of a type that `to_data` gave. Unknown keys are ignored, so that older readers bear newer data."""
    return typing.cast(T, _build(kind, data))


def dumps(value: Any) -> str:
    """One line of JSON, keys in the order of the fields."""
    return json.dumps(to_data(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], text: str | bytes) -> T:
    """The opposite of `dumps`."""
    return from_data(kind, json.loads(text))


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    found = []
    for field in dataclasses.fields(kind):
        default = field.default
        if default is dataclasses.MISSING and field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        found.append((field.name, default))
    return tuple(found)


def _build(kind: Any, data: Any) -> Any:
    return None if data is None else _builder(kind)(data)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """How a value of a type is made of data that is not None; looked up once a type, as records are many."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _builder(next(a for a in typing.get_args(kind) if a is not type(None)))
    if origin is tuple:
        return _tuple_builder(typing.get_args(kind)[0])
    if isinstance(kind, type):
        if dataclasses.is_dataclass(kind):
            return _dataclass_builder(kind)
        if issubclass(kind, Enum):
            return kind
        if issubclass(kind, date):
            return kind.fromisoformat
    return _same


def _same(data: Any) -> Any:
    return data


def _tuple_builder(item: Any) -> Callable[[Any], Any]:
    make = _builder(item)
    if make is _same:
        return tuple
    return lambda data: tuple([None if d is None else make(d) for d in data])


def _dataclass_builder(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    builders = {name: make for name, hint in hints.items() if (make := _builder(hint)) is not _same}
    known = hints.keys()

    def build(data: Any) -> Any:
        values = data if data.keys() <= known else {name: item for name, item in data.items() if name in known}
        made = {name: make(item) for name, make in builders.items() if (item := values.get(name)) is not None}
        return kind(**{**values, **made})

    return build
