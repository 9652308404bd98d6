"""Dataclasses of `gongbao.model` to JSON and back, without loss."""

import dataclasses
import json
import types
import typing
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


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _build(next(a for a in typing.get_args(kind) if a is not type(None)), data)
    if origin is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_build(item, d) for d in data)
    if isinstance(kind, type):
        if dataclasses.is_dataclass(kind):
            hints = _hints(kind)
            return kind(**{name: _build(hints[name], d) for name, d in data.items() if name in hints})
        if issubclass(kind, Enum):
            return kind(data)
        if issubclass(kind, date):
            return kind.fromisoformat(data)
    return data
