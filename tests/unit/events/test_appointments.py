"""What becomes of appointments, row by row: each post of each person has a life of its own."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import NOW, make_document, make_issue

from gongbao.events.appointments import appointment_events
from gongbao.events.envelope import Context
from gongbao.model import Action, Appointment, Cause, Document, Facts, Leaving

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
        make_order(APPOINTED),
        replace(make_order(APPOINTED), date=dt.date(2021, 4, 9)),
        [("corrected", SUBJECT)],
        "another date of the document is the appointment's",
    ),
    (
        make_order(replace(APPOINTED, action=Action.REMOVE)),
        make_order(replace(APPOINTED, action=Action.REMOVE, leaving=Leaving.RETIREMENT)),
        [("corrected", SUBJECT.replace("appoint", "remove"))],
        "why somebody leaves",
    ),
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


def test_an_event_says_where_it_was_printed_and_what_says_so() -> None:
    """The document by its title and issuer; page, paragraph and place; the rule and how sure it is."""
    context = Context(make_issue(), Cause.NEW, NOW)
    said = replace(APPOINTED, paragraph=1, start=2, end=9, rule="appointed-as", confidence=0.9)
    document = make_order(said)
    (event,) = appointment_events(None, document, 1, context, context)
    named = ("title", "issuer", "page", "paragraph", "start", "end", "rule", "confidence")
    assert [event.data[name] for name in named] == [
        document.title,
        document.issuer,
        0,
        1,
        2,
        9,
        "appointed-as",
        0.9,
    ]
    (event,) = appointment_events(None, make_order(replace(said, paragraph=99)), 1, context, context)
    assert event.data.get("page") is None, "a paragraph that is not there has no page"


def test_a_corrected_date_is_named() -> None:
    """Beside what else differs."""
    context = Context(make_issue(), Cause.CORRECTED, NOW)
    after = replace(make_order(replace(APPOINTED, probation="两年")), date=dt.date(2021, 4, 9))
    (event,) = appointment_events(make_order(APPOINTED), after, 2, context, context)
    assert (event.data["changed"], event.data["date"]) == (["probation", "date"], "2021-04-09")
