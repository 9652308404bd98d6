"""Clauses on how it stands with a document."""

import datetime as dt
from typing import Any

import pytest

from connectors.elastic.filters import filter_force
from gongbao.ports import Query

TODAY, DAY = dt.date(2026, 1, 1), dt.date(2027, 1, 1)


def meets(field: str, **bounds: str) -> dict[str, Any]:
    return {"range": {field: {"relation": "intersects", **bounds}}}


CASES: list[tuple[dict[str, Any], list[Any], str]] = [
    ({}, [], "no filter, no clause"),
    ({"in_force_on": DAY}, [meets("in_force", gte="2027-01-01", lte="2027-01-01")], "a day within its days"),
    (
        {"expires_before": DAY},
        [
            meets("in_force", gte="2026-01-01", lte="2026-01-01"),
            {"bool": {"must_not": [meets("in_force", gte="2027-01-01")]}},
        ],
        "in force today, and from that day on no more",
    ),
    ({"repealed": True}, [meets("ended", lte="2026-01-01")], "ended by today"),
    ({"repealed": False}, [{"bool": {"must_not": [meets("ended", lte="2026-01-01")]}}], "not ended by today"),
]


@pytest.mark.parametrize(("filters", "clauses", "why"), CASES, ids=[case[-1] for case in CASES])
def test_clauses(filters: dict[str, Any], clauses: list[Any], why: str) -> None:
    assert filter_force(Query("", **filters), TODAY) == clauses, why
