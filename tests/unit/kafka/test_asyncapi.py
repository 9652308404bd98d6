"""The description of topics that subscribers' tools read."""

import json
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from connectors.kafka import asyncapi, topics
from gongbao.events import schemas
from gongbao.settings import Kafka


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
    assert set(document["components"]["messages"]) == set(schemas.TYPES)
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
