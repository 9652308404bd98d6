"""What events look like on the wire."""

import json
from dataclasses import replace

from builders import NOW, make_artifact, make_issue, make_office_events, make_text_events, with_document, with_text

from gongbao.events.derivation import derive_events, rejection_event, withdrawal_events
from gongbao.events.types import PAYLOADS, from_wire, to_wire
from gongbao.model import Action, Appointment, Finding, FindingCode, Masthead, Severity


def test_events_are_what_their_dataclass_says() -> None:
    """Data of every event reads back as the dataclass of its type, with no other fields; every type occurs."""
    issue = make_issue(findings=(Finding(FindingCode.ISSUES_MISSING, "Issue 3 is missing.", page=1),))
    appointed = issue.documents[1]
    other_post = appointed.facts.having(appointments=(Appointment("钱多", Action.APPOINT, "示例市财政局副局长"),))
    corrected = with_document(with_text(issue, 0, 0, "各区人民政府："), 1, replace(appointed, facts=other_post))
    corrected = replace(corrected, masthead=Masthead(name="另一公报"))
    found = [
        *derive_events(None, issue, {}, "new", NOW),
        *derive_events(issue, corrected, {}, "new", NOW),
        *derive_events(issue, replace(issue, documents=()), {}, "new", NOW),
        *withdrawal_events(issue, dict.fromkeys((issue.id, *(d.id for d in issue.documents)), 2), NOW, "It is none."),
        rejection_event(make_artifact(), Finding(FindingCode.BAD_INPUT, "The file is a picture.", Severity.ERROR), NOW),
        *make_text_events(),
        *make_office_events(),
    ]
    assert {event.type for event in found} == set(PAYLOADS)
    for event in found:
        kind = PAYLOADS[event.type]
        payload = from_wire(kind, json.loads(json.dumps(event.data)))
        assert to_wire(payload) == event.data
        assert payload.id == event.subject
        assert payload.cause
        assert kind.VERSION >= 1
