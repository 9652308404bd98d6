"""What becomes of appointments, row by row: each post of each person has a life of its own."""

import pytest
from builders import NOW, make_document, make_issue

from gongbao.events.appointments import appointment_events
from gongbao.events.envelope import Context
from gongbao.model import Action, Appointment, Cause, Document, Facts

APPOINTED = Appointment("钱多", Action.APPOINT, "示例市审计局副局长", "一年")
SUBJECT = f"{make_document().id}/钱多/appoint"


def make_order(*appointments: Appointment) -> Document:
    """A document of these appointments."""
    return make_document(facts=Facts(appointments=appointments))


ROWS = [
    (None, make_order(APPOINTED), [("recorded", SUBJECT)], "a new document"),
    (make_order(APPOINTED), make_order(APPOINTED), [], "nothing changed"),
    (make_order(), make_order(APPOINTED), [("recorded", SUBJECT)], "a line that was missed"),
    (
        make_order(APPOINTED),
        make_order(Appointment("钱多", Action.APPOINT, "示例市财政局副局长", "一年")),
        [("corrected", SUBJECT)],
        "another post is the same appointment",
    ),
    (
        make_order(APPOINTED),
        make_order(Appointment("钱多", Action.APPOINT, "示例市 审计局副局长", "一年", paragraph=7)),
        [],
        "spelling and place are no change",
    ),
    (
        make_order(APPOINTED),
        make_order(Appointment("钱多", Action.REMOVE, "示例市审计局副局长", "一年")),
        [("recorded", SUBJECT.replace("appoint", "remove")), ("withdrawn", SUBJECT)],
        "removed is another thing than appointed",
    ),
    (make_order(APPOINTED), None, [("withdrawn", SUBJECT)], "a document that is gone"),
    (
        None,
        make_order(APPOINTED, Appointment("钱　多", Action.APPOINT, "党组成员")),
        [("recorded", SUBJECT), ("recorded", f"{SUBJECT}/2")],
        "a second post of one person, whatever blank is in the name",
    ),
]


@pytest.mark.parametrize(("was", "document", "events", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_appointments_become_events(
    was: Document | None, document: Document | None, events: list[tuple[str, str]], why: str
) -> None:
    """Each change is one event of the post it befell."""
    context = Context(make_issue(), Cause.NEW, NOW)
    found = appointment_events(was, document, 1, context, context)
    assert [(e.type.removeprefix("gongbao.appointment."), e.subject) for e in found] == events, why
