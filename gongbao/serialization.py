"""Dataclasses to JSON and back, without loss, by cattrs.

What is read is validated: a value of another type than its field's is an error, not a guess. Fields at their default
are left out: most are, and read back the same. Unknown keys are ignored, so that older programs can read newer data.

`STORED` keeps the name of a field in stored JSON apart from its name in the code, and the kinds of facts do so for
theirs: a field may be renamed, and what was written before can still be read.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from gongbao.facts import FactKind, kinds
from gongbao.model import Facts

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")

Names = Mapping[str, Mapping[str, str]]

STORED: Names = {
    "Line": {"index": "number"},
    "Paragraph": {"spans": "runs"},
    "Masthead": {"spans": "runs"},
    "Issue": {"contents_spans": "contents_runs"},
    "StoredPages": {"contents_spans": "contents_runs"},
}
"""By the name of a dataclass: what its fields are called in stored JSON, where that differs from the code."""


def make_converter(stored: Names, of: Iterable[FactKind[Any]] = ()) -> "Converter":
    """A converter of frozen dataclasses.

    Args:
        stored: By the name of a dataclass, the JSON name of each field that has another than in the code.
        of: Kinds of facts, which name the fields of theirs.
    """
    from cattrs import Converter, override  # a tenth of the time that a search takes, which reads no record
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

    converter = Converter(detailed_validation=False, omit_if_default=True, unstruct_collection_overrides={tuple: list})
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _same_type)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(dt.date, _iso)
    converter.register_structure_hook(dt.datetime, _iso)
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_unstructure_hook(dt.datetime, dt.datetime.isoformat)

    facts = tuple(of)

    def renamed(kind: type) -> dict[str, Any]:
        names = {f.attribute: f.name for fact in facts if fact.type is kind for f in fact.fields if f.attribute}
        names |= stored.get(kind.__name__, {})
        return {name: override(rename=other) for name, other in names.items()}

    converter.register_structure_hook_factory(
        dataclasses.is_dataclass, lambda kind: make_dict_structure_fn(kind, converter, **renamed(kind))
    )
    converter.register_unstructure_hook_factory(
        dataclasses.is_dataclass,
        lambda kind: make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True, **renamed(kind)),
    )
    converter.register_unstructure_hook(Facts, partial(_facts_to_data, converter))
    converter.register_structure_hook(Facts, lambda data, _: _facts_from_data(converter, data))
    return converter


def to_data(value: Any) -> Any:
    """Plain lists and dicts of a value."""
    return _converter(kinds()).unstructure(value)


def from_data(kind: type[T], data: Any) -> T:
    """The value of a type that `to_data` gave.

    Raises:
        ValueError: Where the data is not of that type.
    """
    try:
        return _converter(kinds()).structure(data, kind)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not the data of {kind.__name__}: {error}") from error


def dumps(value: Any) -> str:
    """One line of JSON, keys in the order of the fields."""
    return json.dumps(to_data(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], text: str | bytes) -> T:
    """The opposite of `dumps`. Raises ValueError for what is not the JSON of that type."""
    return from_data(kind, json.loads(text))


def _facts_to_data(converter: "Converter", facts: Facts) -> dict[str, Any]:
    return {
        kind.name: converter.unstructure(found[0] if kind.single else found)
        for kind in kinds()
        if (found := facts.of(kind.name))
    }


def _facts_from_data(converter: "Converter", data: Any) -> Facts:
    """Kinds that this program does not know are passed over."""
    found: dict[str, Any] = {}
    for kind in kinds():
        if kind.name in data:
            held = [data[kind.name]] if kind.single else data[kind.name]
            found[kind.name] = tuple([converter.structure(item, kind.type) for item in held])
    return Facts(**found)


@cache
def _converter(of: tuple[FactKind[Any], ...]) -> "Converter":
    return make_converter(STORED, of)


def _same_type(value: Any, kind: Any) -> Any:
    """Takes values of just that type, where cattrs would make them so. An enumeration of strings is written as one."""
    if type(value) is not (str if issubclass(kind, str) else kind):
        raise TypeError(f"{value!r:.80} is no {kind.__name__}")
    return value if type(value) is kind else kind(value)


def _iso(value: Any, kind: Any) -> Any:
    return kind.fromisoformat(value)


def _number(value: Any, _: Any) -> float:
    """JSON writes 2.0 as 2 at times."""
    if type(value) is not float and type(value) is not int:
        raise TypeError(f"{value!r:.80} is no number")
    return value
