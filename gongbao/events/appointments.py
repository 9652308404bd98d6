"""Events of people appointed and removed: each post of each person has its own history."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from gongbao.events.diff import changed_fields, normalize_spelling
from gongbao.events.envelope import Context, clip, make_event
from gongbao.events.types import AppointmentCorrected, AppointmentEvent, AppointmentRecorded, AppointmentWithdrawn
from gongbao.model import Appointment, Document
from gongbao.ports import Event

COMPARED = ("post", "probation", "note", "leaving")  # what differs in a corrected appointment, besides the date


def appointment_events(
    was: Document | None, document: Document | None, version: int, context: Context, gone: Context
) -> Iterator[Event]:
    """What became of the appointments of a document: `was` before, `document` now; None: not there."""
    old, new = _appointments(was), _appointments(document)
    for subject, appointment in new.items():
        assert document is not None
        before = old.pop(subject, None)
        fields = _appointment_fields(subject, appointment, document, version, context)
        if before is None:
            # A line that was missed and is read now is a new appointment, in whatever document it stands.
            payload: AppointmentEvent = AppointmentRecorded(**fields)
        elif differing := _differing(before, appointment, was, document):
            payload = AppointmentCorrected(**fields, changed=differing, post_before=clip(before.post))
        else:
            continue
        yield make_event(payload, document.issue, context.issue.gazette, context.time, version)
    for subject, appointment in old.items():
        assert was is not None
        payload = AppointmentWithdrawn(**_appointment_fields(subject, appointment, was, version, gone))
        yield make_event(payload, was.issue, gone.issue.gazette, gone.time, version)


def _appointments(document: Document | None) -> dict[str, Appointment]:
    """Appointments by an id that outlives a corrected post: document, person, action, and a number if several."""
    found: dict[str, Appointment] = {}
    seen: Counter[str] = Counter()
    for appointment in document.facts.appointments if document else ():
        assert document is not None
        person = "".join(appointment.person.split())[:100]
        subject = f"{document.id}/{person}/{appointment.action}"
        seen[subject] += 1
        found[subject if seen[subject] == 1 else f"{subject}/{seen[subject]}"] = appointment
    return found


def _appointment_fields(
    subject: str, appointment: Appointment, document: Document, version: int, context: Context
) -> dict[str, Any]:
    return {
        "id": subject,
        "document": document.id,
        "issue": document.issue,
        "gazette": context.issue.gazette,
        "cause": context.cause,
        "version": version,
        "person": clip(appointment.person),
        "action": appointment.action,
        "post": clip(appointment.post),
        "probation": clip(appointment.probation),
        "note": clip(appointment.note),
        "body": clip(appointment.body),
        "office": clip(appointment.office),
        "leaving": appointment.leaving,
        "date": document.date,
        "title": clip(document.title),
        "issuer": clip(document.issuer),
        "page": _find_page(document, appointment.paragraph, appointment.start),
        "paragraph": appointment.paragraph,
        "start": appointment.start,
        "end": appointment.end,
        "rule": appointment.rule,
        "confidence": appointment.confidence,
        "number": clip(document.number),
        "pipeline": context.issue.pipeline,
        "reason": clip(context.reason),
    }


def _differing(
    before: Appointment, after: Appointment, was: Document | None, document: Document | None
) -> tuple[str, ...]:
    """Which of the fields differ that an appointment is known by: what is said of it, and the day of its document."""
    old, new = ({name: normalize_spelling(getattr(a, name) or "") for name in COMPARED} for a in (before, after))
    return (*changed_fields(old, new), *(("date",) if was and document and was.date != document.date else ()))


def _find_page(document: Document, paragraph: int, start: int) -> int | None:
    """The page of the file on which a place in a paragraph was printed; None where that is not known."""
    if not 0 <= paragraph < len(document.paragraphs):
        return None
    spans = document.paragraphs[paragraph].spans
    return next((span.page for span in reversed(spans) if span.start <= start), None)
