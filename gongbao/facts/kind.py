"""What a kind of fact is: everything that the ledger, events, search, the export and people know of it.

A kind is described once, in `gongbao.facts.kinds`. Columns of the ledger, the content that makes a revision, the
forms in events, in the export and in the index, the words a person reads and the docs follow from that.
"""

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

F = TypeVar("F")

Body = dict[str, Any]


class Folding(StrEnum):
    """How a text is made comparable with what a person types (`gongbao.search.query`)."""

    TEXT = "text"  # one width, one case, no blanks
    NUMBER = "number"  # a 发文字号 in any brackets
    TITLE = "title"  # a title however fully it is quoted (`gongbao.archive.names`)


class IndexType(StrEnum):
    """How a field is indexed for search."""

    KEYWORD = "keyword"  # as a whole: to filter and to count by
    NAME = "name"  # as a whole, and by its words
    TEXT = "text"  # by its words, with places to highlight
    DATE = "date"
    INTEGER = "integer"
    FLOAT = "float"


class Form(StrEnum):
    """How the facts of a kind stand in a document's event."""

    LIST = "list"  # each of them, under the kind's name
    ONE = "one"  # the one there is, as an object
    COUNT = "count"  # only how many there are


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a fact under its public name, in the ledger, in events, in exports and in stored records.

    `attribute` is its name in the code where that is another: a field may be renamed there without effect outside.
    """

    name: str
    meaning: str
    attribute: str = ""
    content: bool = False  # part of what the document says: another value is a new revision
    exported: bool = False
    folding: Folding | None = None  # has a column `…_key` beside it that is searched by
    sought: bool = False  # its column is indexed


PLACE = (
    Field(name="paragraph", meaning="The paragraph it stands in, from 0."),
    Field(name="start", meaning="Where it begins in the paragraph, in code points."),
    Field(name="end", meaning="Where it ends in the paragraph, exclusive."),
)
ORIGIN = (
    Field(name="rule", meaning="The rule that found it."),
    Field(name="confidence", meaning="How sure the rule is, 0 to 1."),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class IndexEntry(Generic[F]):
    """The entry of the index that each fact of a kind has: its fields and how each is searched.

    `derived` are fields that follow from several, `keys` the folded names that searches compare with.
    """

    fields: Mapping[str, IndexType]
    derived: Mapping[str, Callable[[F], Any]] = field(default_factory=dict)
    keys: Callable[[F], Body] = lambda _: {}


@dataclass(frozen=True, slots=True)
class Derived(Generic[F]):
    """A column of the ledger that follows from several fields: the type of its values (None where not known)."""

    type: type
    of: Callable[[F], Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class FactKind(Generic[F]):
    """A kind of fact.

    `fields` are in the order of the type's own. `single`: a document has one at most. `derived` are columns of the
    ledger that follow from several fields. `export` gives what the export of a document says of the kind's facts,
    where that is not simply a list under its name. `always`: a document's content names the kind even where it has
    no such fact, as it did before kinds could be added. `headline`: shown above a document's text.
    """

    name: str  # plural, as in `gongbao facts NAME`
    title: str  # in Chinese
    description: str
    type: type[F]
    fields: tuple[Field, ...]
    describe: Callable[[F], str]
    event: Form = Form.LIST
    entry: IndexEntry[F] | None = None
    derived: Mapping[str, Derived[F]] = field(default_factory=dict)
    export: Callable[[Sequence[F]], Body] | None = None
    single: bool = False
    always: bool = False
    headline: bool = False

    @cached_property
    def hints(self) -> Mapping[str, Any]:
        """The type of each field, by its public name."""
        found = typing.get_type_hints(self.type)
        return {f.name: found[f.attribute or f.name] for f in self.fields}

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """The default of each field that has one, by its public name."""
        found = {f.name: f.default for f in dataclasses.fields(typing.cast(Any, self.type))}
        values = {f.name: found[f.attribute or f.name] for f in self.fields}
        return {name: value for name, value in values.items() if value is not dataclasses.MISSING}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Public names of the fields without a default: every fact has them."""
        return tuple(f.name for f in self.fields if f.name not in self.defaults)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Public names of the fields, in order: the columns of a table of facts."""
        return tuple(f.name for f in self.fields)

    def value(self, fact: F, name: str) -> Any:
        """The value of a field by its public name."""
        return getattr(fact, self._attributes[name])

    def row(self, fact: F) -> Body:
        """A fact by public names: values as they are in the model."""
        return {name: self.value(fact, name) for name in self.columns}

    @cached_property
    def _attributes(self) -> dict[str, str]:
        return {f.name: f.attribute or f.name for f in self.fields}


def to_plain(value: Any) -> Any:
    """A field's value without the types of the model: a word of a closed set as text, a tuple as a list."""
    if isinstance(value, Enum):
        return value.value
    return [to_plain(item) for item in value] if isinstance(value, tuple) else value


def to_json(value: Any) -> Any:
    """A field's value as JSON has it."""
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else to_plain(value)


def base_type(hint: Any) -> tuple[Any, bool]:
    """The type that a field's hint names, and whether it may be None: `str | None` is (str, True).

    A tuple of any length is `tuple`.
    """
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return base_type(next(a for a in typing.get_args(hint) if a is not types.NoneType))[0], True
    return (tuple if typing.get_origin(hint) is tuple else hint), False
