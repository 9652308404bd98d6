"""The contract with readers: schemas as the code has them, events that fit them, no change that breaks a reader."""

import copy
import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
import yaml
from builders import make_artifact, make_document, make_issue, with_document
from jsonschema import Draft202012Validator

from connectors.kafka import asyncapi, topics
from gongbao.events import derivation as events
from gongbao.events import schemas as contract
from gongbao.events.dead_letters import DeadLetter, Stage
from gongbao.events.types import PAYLOADS
from gongbao.model import Cause, Finding, FindingCode, Severity
from gongbao.ports import Event
from gongbao.serialization import to_data
from gongbao.settings import Kafka

NOW = dt.datetime(2021, 5, 1, tzinfo=dt.UTC)
RELEASED = sorted(contract.RELEASED.glob("*.json"))


def load(name: str) -> Any:
    """A schema file."""
    return json.loads((contract.HOME / name).read_text("utf-8"))


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
    return found


@pytest.mark.parametrize("name", sorted(contract.schemas()))
def test_schema_files_are_as_the_code_has_them(name: str) -> None:
    """`make schemas` would change nothing."""
    text = (contract.HOME / name).read_text("utf-8")
    assert text == contract.dump(contract.schemas()[name])
    Draft202012Validator.check_schema(json.loads(text))


def test_there_is_no_other_schema_file() -> None:
    """A schema of a type that is no more would mislead."""
    assert {path.name for path in contract.HOME.glob("*.json")} == set(contract.schemas())


def test_events_of_every_type_fit_their_schema() -> None:
    """What the code makes is what the schemas say; all types are tried."""
    found = some_events()
    assert {event.type for event in found} == set(PAYLOADS)
    for event in found:
        schema = load(contract.file_name(event.type))
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(event.data)


def test_a_dead_letter_fits_its_schema() -> None:
    """Also with nothing but what every letter has."""
    letter = DeadLetter(id="x", stage=Stage.PUBLISH, reason="too long", time=NOW)
    Draft202012Validator(load(contract.file_name(DeadLetter.TYPE))).validate(to_data(letter))


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
    schema = Draft202012Validator(load(contract.file_name(event.type)))
    assert schema.is_valid(event.data)
    assert not schema.is_valid({**event.data, **change}), why


def test_every_field_of_an_event_is_explained() -> None:
    """Each field of each type has a description."""
    for kind in contract.TYPES:
        for name, field in contract.schema(kind)["properties"].items():
            assert field.get("description"), f"{kind}: {name}"


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.name)
def test_a_reader_of_the_last_release_is_not_broken(path: Any) -> None:
    """A type keeps what it had; what would break a reader needs a new version, which is another file."""
    now = contract.HOME / path.name
    assert now.exists(), f"{path.name} is gone: its readers would wait forever; keep the type, or make a new topic"
    assert contract.breaks(json.loads(path.read_text("utf-8")), json.loads(now.read_text("utf-8"))) == []


def test_the_last_release_is_kept() -> None:
    """There is something to be compatible with."""
    assert len(RELEASED) >= len(PAYLOADS)


def edited(path: str, value: Any) -> dict[str, Any]:
    """The schema of a corrected document with one place changed (`value` None: taken out)."""
    schema = copy.deepcopy(contract.schema("gongbao.document.corrected"))
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


REQUIRED = contract.schema("gongbao.document.corrected")["required"]


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
    assert said in contract.breaks(contract.schema("gongbao.document.corrected"), edited(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("properties/colour", {"type": "string"}),
        ("required", [*REQUIRED, "pipeline"]),
        ("properties/title/description", "Other words."),
        ("properties/cause/enum", ["corrected"]),
        ("properties/number/type", "string"),
        ("$defs/Appointment/properties/rank", {"type": "integer"}),
    ],
)
def test_a_change_that_breaks_no_reader_is_let_pass(path: str, value: Any) -> None:
    """A field more, a promise more, other words."""
    assert contract.breaks(contract.schema("gongbao.document.corrected"), edited(path, value)) == []


def test_asyncapi_is_as_the_code_has_it() -> None:
    """`make schemas` would change nothing."""
    assert asyncapi.PATH.read_text("utf-8") == asyncapi.dump(asyncapi.describe(topics.load(Kafka())))


def test_asyncapi_holds_together() -> None:
    """It has what AsyncAPI 3.0 requires, every reference leads somewhere, every topic of readers is a channel."""
    document = yaml.safe_load(asyncapi.PATH.read_text("utf-8"))
    assert document["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= set(document["info"])
    for reference in references(document):
        assert resolves(document, reference), reference
    for name, operation in document["operations"].items():
        assert operation["action"] in ("send", "receive"), name
        channel = document["channels"][operation["channel"]["$ref"].rsplit("/", 1)[1]]
        inside = {f"{operation['channel']['$ref']}/messages/{key}" for key in channel["messages"]}
        assert {message["$ref"] for message in operation["messages"]} <= inside
    routes = topics.load(Kafka())
    assert set(document["channels"]) == set(routes.names) - {routes.positions}
    assert set(document["components"]["messages"]) == set(contract.TYPES)
    for message in document["components"]["messages"].values():
        Draft202012Validator.check_schema(
            json.loads((asyncapi.PATH.parent / message["payload"]["schema"]["$ref"]).read_text("utf-8"))
        )
    Draft202012Validator.check_schema(asyncapi.HEADERS)


def references(value: Any) -> list[str]:
    """All references in a document."""
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [found for item in value.values() for found in references(item)]
    return [found for item in value for found in references(item)] if isinstance(value, list) else []


def resolves(document: Any, reference: str) -> bool:
    """Whether a reference leads to something."""
    if not reference.startswith("#/"):
        return (asyncapi.PATH.parent / reference).exists()
    place = document
    for name in reference[2:].split("/"):
        if name not in place:
            return False
        place = place[name]
    return True
