"""What narrows a search by the force of texts."""

import datetime as dt
from typing import Any

from gongbao.ports import Query

Clause = dict[str, Any]


def filter_force(query: Query, today: dt.date) -> list[Clause]:
    """Clauses on how it stands with a document, as the ledger has them."""
    clauses: list[Clause] = []
    if query.in_force_on is not None:
        clauses.append(_meets("in_force", query.in_force_on, query.in_force_on))
    if query.expires_before is not None:
        clauses.append(_meets("in_force", today, today))
        clauses.append(_not(_meets("in_force", query.expires_before, None)))
    if query.repealed is not None:
        ended = _meets("ended", None, today)
        clauses.append(ended if query.repealed else _not(ended))
    return clauses


def _meets(field: str, first: dt.date | None, last: dt.date | None) -> Clause:
    """That some range of a field meets these days; None is open."""
    bounds = {"gte": first and first.isoformat(), "lte": last and last.isoformat()}
    return {"range": {field: {"relation": "intersects", **{side: day for side, day in bounds.items() if day}}}}


def _not(clause: Clause) -> Clause:
    return {"bool": {"must_not": [clause]}}
