"""Who holds which office, on a day or ever."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.archive.offices import held_on
from gongbao.model import OfficeState, Tenure
from gongbao.ports import Ledger


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """One person in one office."""

    office: OfficeState
    tenure: Tenure


def list_offices(ledger: Ledger, body: str | None = None, day: dt.date | None = None) -> list[HeldOffice]:
    """Who holds and held the offices of a body, by any of its names; of all bodies without one.

    Args:
        ledger: Where they are.
        body: The body: 某市水利局, 市水利局, 水利局.
        day: Only those who held the office on this day.

    Raises:
        NotFoundError: Nobody was ever appointed in such a body.
    """
    return list(_choose(ledger.offices(body), day))


def find_person(ledger: Ledger, name: str, day: dt.date | None = None) -> list[HeldOffice]:
    """The offices that somebody of that name holds and held, in order of time. Raises NotFoundError."""
    wanted = "".join(name.split())
    found = [one for one in _choose(ledger.held_by(wanted), day) if one.tenure.person == wanted]
    return sorted(found, key=lambda one: (one.tenure.since or one.tenure.until or dt.date.min, one.office.id))


def _choose(offices: list[OfficeState], day: dt.date | None) -> Iterator[HeldOffice]:
    for office in offices:
        for tenure in office.tenures:
            if day is None or held_on(tenure, day):
                yield HeldOffice(office, tenure)
