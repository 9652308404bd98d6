"""The description of topics that subscribers' tools read."""

import importlib.util
import json
import re
import sys
from pathlib import Path
from typing import Any

import datamodel_code_generator as code_generator
import pytest
import yaml
from datamodel_code_generator import DataModelType, InputFileType
from datamodel_code_generator.format import Formatter
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from connectors.kafka import asyncapi, topics
from gongbao.events import schemas
from gongbao.events.examples import make_examples
from gongbao.events.types import PAYLOADS
from gongbao.settings import Kafka

MANUAL = asyncapi.PATH.parent / "subscribing.md"


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
    assert {channel["address"] for channel in document["channels"].values()} == set(routes.names) - {routes.positions}
    messages = document["components"]["messages"]
    assert {message["name"] for message in messages.values()} == set(schemas.TYPES)
    assert all(message["title"] == name for name, message in messages.items())
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_servers_are_named_by_variables() -> None:
    """Every variable of an address has a default, so that tools that want a server have one."""
    for server in yaml.safe_load(asyncapi.PATH.read_text("utf-8"))["servers"].values():
        assert server["protocol"] == "kafka"
        values = {name: said["default"] for name, said in server["variables"].items()}
        assert server["host"].format(**values) == "localhost:9092"


def test_every_message_has_an_example_that_fits_it() -> None:
    """Headers and data of the example are as the schemas say, those of `schemas/` and those within the document."""
    document = yaml.safe_load(asyncapi.PATH.read_text("utf-8"))
    for name, message in document["components"]["messages"].items():
        (example,) = message["examples"]
        validate(document, example["headers"], "EventHeaders")
        assert example["headers"]["ce_type"] == message["name"]
        assert example["headers"]["ce_dataschema"] == schemas.dataschema(message["name"])
        if message["name"].endswith(".withdrawn") and "payload" not in example:
            assert "without a value" in message["summary"]
            continue
        validate(document, example["payload"], name)
        Draft202012Validator(schemas.schema(message["name"])).validate(example["payload"])


def validate(document: Any, value: Any, name: str) -> None:
    """Hold a value to a schema of the document."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def test_a_subscriber_by_the_pattern_of_the_manual_reads_events_alone() -> None:
    """The topic of publishers' positions holds no CloudEvents: the pattern takes all other topics, and not that one."""
    (pattern,) = re.findall(r"pattern `(\^gongbao[^`]+)`", MANUAL.read_text("utf-8"))
    routes = topics.load(Kafka())
    assert {name for name in routes.names if re.search(pattern, name)} == set(routes.names) - {routes.positions}


def test_generated_classes_bear_the_names_of_the_types(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generator of classes makes one of every type, part and enumeration, by its name and no other."""
    made = generate(tmp_path, monkeypatch, asyncapi.PATH, InputFileType.AsyncAPI)
    document = yaml.safe_load(asyncapi.PATH.read_text("utf-8"))
    classes = {name for name, value in vars(made).items() if isinstance(value, type)}
    expected = {schemas.class_name(kind) for kind in schemas.TYPES} | {"Appointment", "Cause", "DocumentKind", "Tenure"}
    assert expected <= set(document["components"]["schemas"]) <= classes
    assert not [name for name in classes if name[-1].isdigit()], "two things of one name"
    assert [member.name for member in made.DocumentStatus][:2] == ["IN_FORCE", "REPEALED"]


@pytest.mark.parametrize("kind", sorted(PAYLOADS))
def test_an_event_is_read_by_the_class_made_for_it(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The class is called as the type is; it takes an event, keeps all of it, and refuses what is none."""
    module = generate(tmp_path, monkeypatch, schemas.HOME / schemas.file_name(kind), InputFileType.JsonSchema)
    made = getattr(module, schemas.class_name(kind))
    data = json.loads(json.dumps(make_examples()[kind].data))
    read = made.model_validate(data)
    assert read.model_dump(mode="json", exclude_unset=True) == data
    with pytest.raises(ValidationError):
        made.model_validate({**data, "cause": "because"})


def generate(folder: Path, monkeypatch: pytest.MonkeyPatch, source: Path, form: InputFileType) -> Any:
    """The module that datamodel-code-generator makes of a file."""
    target = folder / "generated.py"
    output = DataModelType.PydanticV2BaseModel
    code_generator.generate(
        source, input_file_type=form, output=target, output_model_type=output, formatters=[Formatter.BUILTIN]
    )
    spec = importlib.util.spec_from_file_location("generated", target)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "generated", module)  # where Pydantic looks for names within annotations
    spec.loader.exec_module(module)
    return module


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
