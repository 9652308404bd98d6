"""What subscribers rely on: schemas as the code has them, events that fit them, no change that breaks a reader."""

import copy
import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from builders import make_artifact, make_document, make_issue, make_office_events, make_text_events, with_document
from jsonschema import Draft202012Validator

from gongbao.events import derivation as events
from gongbao.events import schemas
from gongbao.events.dead_letters import DeadLetter, Stage
from gongbao.events.types import PAYLOADS
from gongbao.model import Cause, Finding, FindingCode, Severity
from gongbao.ports import Event
from gongbao.serialization import to_data

NOW = dt.datetime(2021, 5, 1, tzinfo=dt.UTC)

RELEASED = sorted(schemas.RELEASED.glob("*.json"))


def load(name: str) -> Any:
    """A schema file."""
    return json.loads((schemas.HOME / name).read_text("utf-8"))


def some_events() -> list[Event]:
    """Events of every type."""
    issue = make_issue(findings=(Finding(FindingCode.NO_DATE, "Issue 3 is missing.", page=1, line=2),))
    first, second = issue.documents
    appointment = replace(second.facts.appointments[0], post="示例市审计局局长")
    changed = with_document(issue, 0, replace(first, title="另一题目"))
    changed = with_document(changed, 1, replace(second, facts=second.facts.having(appointments=(appointment,))))
    changed = replace(changed, artifact=make_artifact("again.txt"), masthead=replace(issue.masthead, phone="1"))
    fewer = replace(changed, documents=(make_document(1, title="又一件", issue=issue.id),))
    found = [
        events.rejection_event(
            make_artifact("bad.pdf"), Finding(FindingCode.BAD_INPUT, "It is no PDF.", Severity.ERROR), NOW
        )
    ]
    for before, after in [(None, issue), (issue, changed), (changed, fewer)]:
        found += events.derive_events(before, after, {}, Cause.NEW, NOW)
    versions = {document.id: 2 for document in issue.documents} | {issue.id: 2}
    found += events.withdrawal_events(issue, versions, NOW, "It is none.", "shili/2021/5")
    return [*found, *make_text_events(), *make_office_events()]


@pytest.mark.parametrize("name", sorted(schemas.schemas()))
def test_schema_files_are_as_the_code_has_them(name: str) -> None:
    """`make schemas` would change nothing."""
    text = (schemas.HOME / name).read_text("utf-8")
    assert text == schemas.dump(schemas.schemas()[name])
    Draft202012Validator.check_schema(json.loads(text))


def test_there_is_no_other_schema_file() -> None:
    """A schema of a type that is no more would mislead."""
    assert {path.name for path in schemas.HOME.glob("*.json")} == set(schemas.schemas())


def test_events_of_every_type_fit_their_schema() -> None:
    """What the code makes is what the schemas say; all types are tried."""
    found = some_events()
    assert {event.type for event in found} == set(PAYLOADS)
    for event in found:
        schema = load(schemas.file_name(event.type))
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(event.data)


def test_a_dead_letter_fits_its_schema() -> None:
    """Also with nothing but what every dead letter has."""
    letter = DeadLetter(id="x", stage=Stage.PUBLISH, reason="too long", time=NOW)
    Draft202012Validator(load(schemas.file_name(DeadLetter.TYPE))).validate(to_data(letter))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"cause": "because"}, "no known cause"),
        ({"version": "1"}, "a number as a string"),
        ({"title": None}, "a title is always there"),
        ({"validity": {"expires": 2026}}, "a nested fact of another type"),
        ({"text": "one string"}, "a list is a list"),
    ],
)
def test_a_schema_refuses_what_is_wrong(change: dict[str, Any], why: str) -> None:
    """The schemas say something: what is not as they say is refused."""
    event = next(e for e in some_events() if e.type == "gongbao.document.published")
    schema = Draft202012Validator(load(schemas.file_name(event.type)))
    assert schema.is_valid(event.data)
    assert not schema.is_valid({**event.data, **change}), why


def test_every_field_of_an_event_is_explained() -> None:
    """Each field of each type has a description."""
    for kind in schemas.TYPES:
        for name, field in schemas.schema(kind)["properties"].items():
            assert field.get("description"), f"{kind}: {name}"


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.name)
def test_a_reader_of_the_last_release_is_not_broken(path: Any) -> None:
    """A type keeps what it had; what would break a reader needs a new version, which is another file."""
    now = schemas.HOME / path.name
    assert now.exists(), f"{path.name} is gone: its readers would wait forever; keep the type, or make a new topic"
    assert schemas.breaks(json.loads(path.read_text("utf-8")), json.loads(now.read_text("utf-8"))) == []


def test_the_last_release_is_kept() -> None:
    """There is something to be compatible with."""
    assert len(RELEASED) > 10


def edited(path: str, value: Any) -> dict[str, Any]:
    """The schema of a corrected document with one place changed (`value` None: taken out)."""
    schema = copy.deepcopy(schemas.schema("gongbao.document.corrected"))
    place: Any = schema
    *way, last = path.split("/")
    for name in way:
        place = place[name]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return schema


def without(names: list[str], name: str) -> list[str]:
    """A list without one item."""
    return [n for n in names if n != name]


REQUIRED = schemas.schema("gongbao.document.corrected")["required"]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("properties/title", None, "/title: is gone"),
        ("properties/pipeline", None, "/pipeline: is gone"),
        ("required", without(REQUIRED, "title"), "/title: may now be missing"),
        ("properties/title/type", ["string", "null"], "/title: may now be null"),
        ("properties/version/type", "number", "/version: may now be number"),
        ("properties/cause/enum", ["new", "why not"], "/cause: may now say why not"),
        ("properties/cause", {"type": "string"}, "/cause: may now say anything"),
        ("properties/date", {"type": ["string", "null"]}, "/date: is no date any more"),
        ("properties/text/items", {"type": "integer"}, "/text/*: may now be integer"),
        ("$defs/Appointment/properties/person", None, "/appointments/*/person: is gone"),
        ("$defs/Duty/properties/due", {"type": "string"}, "/duties/*/due: is no date any more"),
        ("$defs/Change/required", ["paragraph"], "/diff/*/before: may now be missing"),
    ],
)
def test_a_change_that_breaks_a_reader_is_found(path: str, value: Any, said: str) -> None:
    """Each kind of breaking change is named, with its place."""
    assert said in schemas.breaks(schemas.schema("gongbao.document.corrected"), edited(path, value))


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("properties/colour", {"type": "string"}, "a field more"),
        ("required", [*REQUIRED, "pipeline"], "a promise more"),
        ("properties/title/description", "Other words.", "other words about it"),
        ("properties/cause/enum", ["corrected"], "fewer values than were promised"),
        ("properties/number/type", "string", "it may be null no more"),
        ("$defs/Appointment/properties/rank", {"type": "integer"}, "a field more within a fact"),
    ],
)
def test_a_change_that_breaks_no_reader_is_let_pass(path: str, value: Any, why: str) -> None:
    """What readers rely on is still there."""
    assert schemas.breaks(schemas.schema("gongbao.document.corrected"), edited(path, value)) == [], why
