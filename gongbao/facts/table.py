"""Facts of one kind as a table, and what pandas, Polars and Arrow make of it."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gongbao.errors import SettingsError
from gongbao.facts.kind import FactKind, base_type, to_plain

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Row = dict[str, Any]

WHERE: Mapping[str, type] = {"issue": str, "document": str}  # the columns before those of the kind


@dataclass(frozen=True, slots=True)
class FactTable:
    """Facts of one kind: a row each, in the order of their issues, documents and places.

    A row is a dict: the ids of `issue` and `document`, then the fields of the kind by their public names
    (docs/facts.md). Texts and closed sets of words are `str`, days `datetime.date`, lists of names `list[str]`; what a
    document does not say is None. Places are code points of a paragraph, ends exclusive.
    """

    kind: FactKind[Any]
    rows: Sequence[Row]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return (*WHERE, *self.kind.columns)

    @property
    def types(self) -> Mapping[str, type]:
        """The type of each column: str, int, float, bool, datetime.date, or list for lists of texts."""
        return {**WHERE, **{name: _plain_type(self.kind.hints[name]) for name in self.kind.columns}}

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def to_pandas(self) -> "pandas.DataFrame":
        """A DataFrame of `len(self)` rows, a column each of `columns`; days are datetime64.

        Raises:
            SettingsError: pandas is not installed.
        """
        pd = _library("pandas")
        frame: pandas.DataFrame = pd.DataFrame(list(self.rows), columns=list(self.columns))
        for name, kind in self.types.items():
            if kind is dt.date:
                frame[name] = pd.to_datetime(frame[name])
        return frame

    def to_polars(self) -> "polars.DataFrame":
        """A DataFrame of `len(self)` rows, a column each of `columns`, typed whether or not there are rows.

        Raises:
            SettingsError: Polars is not installed.
        """
        pl = _library("polars")
        names = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean, dt.date: pl.Date}
        schema = {name: names.get(kind) or pl.List(pl.String) for name, kind in self.types.items()}
        made: polars.DataFrame = pl.DataFrame(list(self.rows), schema=schema, orient="row")
        return made

    def to_arrow(self) -> "pyarrow.Table":
        """A Table of `len(self)` rows, a column each of `columns`, typed whether or not there are rows.

        Raises:
            SettingsError: pyarrow is not installed.
        """
        pa = _library("pyarrow")
        names: dict[type, Callable[[], Any]] = {
            str: pa.string,
            int: pa.int64,
            float: pa.float64,
            bool: pa.bool_,
            dt.date: pa.date32,
            list: lambda: pa.list_(pa.string()),
        }
        schema = pa.schema([(name, names[kind]()) for name, kind in self.types.items()])
        return pa.Table.from_pylist(list(self.rows), schema=schema)


def make_row(kind: FactKind[Any], issue: str, document: str, fact: Any) -> Row:
    """A fact as a row of its table."""
    values = {name: to_plain(value) for name, value in kind.row(fact).items()}
    return {"issue": issue, "document": document, **values}


def _plain_type(hint: Any) -> type:
    kind, _ = base_type(hint)
    if kind is tuple:
        return list
    plain: type = str if issubclass(kind, str) else kind
    return plain


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise SettingsError(f"{name} is not installed.", "Install gongbao[tables].") from error
