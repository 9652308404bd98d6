"""Who must do what by when: the duties of bodies, each with where it stands and what it stands under."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongbao.model import Document, Duty
from gongbao.outline import heading_paths
from gongbao.ports import Ledger, Selection
from gongbao.search.query import key


class DutyRole(StrEnum):
    """What a body has to do with a duty."""

    LEAD = "lead"  # 牵头
    RESPONSIBLE = "responsible"  # 责任
    COOPERATING = "cooperating"  # 配合


@dataclass(frozen=True, slots=True)
class AssignedDuty:
    """A duty and where it stands: `headings` are those above its paragraph, the outermost first."""

    duty: Duty
    document: Document
    headings: tuple[str, ...]

    @property
    def task(self) -> str:
        """What is to be done, in the words of the document."""
        return self.duty.task or self.document.paragraphs[self.duty.paragraph].text


def find_duties(
    ledger: Ledger,
    body: str | None = None,
    role: DutyRole | None = None,
    due_from: dt.date | None = None,
    due_before: dt.date | None = None,
    selection: Selection | None = None,
) -> Iterator[AssignedDuty]:
    """The duties that pass, in the order of issues and of their documents.

    Args:
        ledger: Where they are.
        body: Only those of this body: its name, or the end of its name (水利局 is also 市水利局).
        role: Only those in which the body, or any, has this role.
        due_from: Only those whose last day is known and not before this one.
        due_before: Only those whose last day is known and before this one.
        selection: Which documents.
    """
    last: tuple[Document, list[tuple[str, ...]]] | None = None
    wanted = key(body) if body else ""
    for stored in ledger.facts("duties", selection or Selection()):
        duty = stored.fact
        if not any(names_body(wanted, name) for name in _list_bodies(duty, role)):
            continue
        if not _is_due(duty.due, due_from, due_before):
            continue
        if last is None or last[0].id != stored.document:
            document = ledger.document(stored.document).document
            last = document, heading_paths(document.paragraphs)
        yield AssignedDuty(duty, last[0], last[1][duty.paragraph])


def names_body(wanted: str, name: str) -> bool:
    """Whether a name, as folded by `key`, is that of a body, or the end of its name."""
    return key(name).endswith(wanted)


def _list_bodies(duty: Duty, role: DutyRole | None) -> tuple[str, ...]:
    by_role = {
        DutyRole.LEAD: duty.lead,
        DutyRole.RESPONSIBLE: duty.responsible,
        DutyRole.COOPERATING: duty.cooperating,
    }
    return by_role[role] if role else (*duty.lead, *duty.responsible, *duty.cooperating)


def _is_due(due: dt.date | None, first: dt.date | None, before: dt.date | None) -> bool:
    if first is None and before is None:
        return True
    return due is not None and (first is None or due >= first) and (before is None or due < before)
