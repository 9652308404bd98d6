"""Facts as rows of plain values, and tables of them."""

import datetime as dt

import pytest

from gongbao.facts import kind as find_kind
from gongbao.facts.table import FactTable, make_row
from gongbao.model import Action, Appointment, Bound, Duty, Target

TARGET = Target("绿化率", Bound.LEAST, "35", "%", "到2025年", dt.date(2025, 12, 31), "…")


@pytest.mark.parametrize(
    ("kind", "fact", "column", "value", "why"),
    [
        ("targets", TARGET, "value", "35", "a field under its public name"),
        ("targets", TARGET, "bound", "at-least", "a word of a closed set is a text"),
        ("targets", TARGET, "due", dt.date(2025, 12, 31), "a day is a day"),
        ("targets", TARGET, "issue", "shili/2021/4", "where it stands comes along"),
        ("appointments", Appointment("钱多", Action.REMOVE, "局长"), "action", "remove", "so is an action"),
        ("duties", Duty(("甲局", "乙局"), (), (), 0), "lead", ["甲局", "乙局"], "several values are a list"),
    ],
)
def test_a_row_is_plain(kind: str, fact: object, column: str, value: object, why: str) -> None:
    """What goes to a library of tables is of Python's own types, by type and not only by value."""
    found = make_row(find_kind(kind), "shili/2021/4", "shili/1", fact)[column]
    assert (type(found), found) == (type(value), value), why


def test_a_table_without_rows_has_its_columns() -> None:
    """Where it stands first, then what its kind says, each with its type."""
    table = FactTable(find_kind("targets"), [])
    assert len(table) == 0
    assert table.columns[:2] == ("issue", "document")
    assert set(table.columns) == set(table.types)
