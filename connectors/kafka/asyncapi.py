"""`docs/asyncapi.yaml`: topics, messages, keys and headers in the form of AsyncAPI 3.0, made from what the code says.

It stands by itself: the schemas of `schemas/` are within it, parts that several share once, by the names that
generators give their classes. `python -m connectors.kafka.asyncapi` writes it and `schemas/`; with `--release`,
`schemas/released/` too.
"""

import json
import sys
from fnmatch import fnmatchcase
from typing import Any

import yaml

from connectors.kafka.cloudevents import Record, dead_letter_record
from connectors.kafka.connection import MAX_REQUEST
from connectors.kafka.routing import route
from connectors.kafka.topics import Routes, Topic, load
from gongbao.events import schemas
from gongbao.events.dead_letters import DeadLetter
from gongbao.events.examples import make_dead_letter, make_examples
from gongbao.events.offices import OfficeChanged
from gongbao.events.types import PAYLOADS, TextChanged
from gongbao.settings import Kafka

PATH = schemas.HOME.parent / "docs" / "asyncapi.yaml"

HEADERS: dict[str, Any] = {
    "title": "EventHeaders",
    "type": "object",
    "description": "CloudEvents 1.0, Kafka's binary mode: every attribute is a header, the value is the data.",
    "properties": {
        "content-type": {"type": "string", "const": "application/json"},
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": {"type": "string", "description": "The event's id; one that comes again is the same event."},
        "ce_type": {"type": "string"},
        "ce_source": {"type": "string", "format": "uri-reference"},
        "ce_subject": {"type": "string", "description": "What the event is about; also the record's key."},
        "ce_time": {"type": "string", "format": "date-time"},
        "ce_dataschema": {"type": "string", "format": "uri"},
        "ce_position": {"type": "string", "description": "The event's place in the outbox, a whole number."},
        "ce_cause": {"type": "string", "description": "Why the event exists, as in its data."},
        "ce_replay": {"type": "string", "description": "When a replay of it was asked for; absent for news."},
    },
    "required": ["content-type", "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time"],
}


KEY = {"title": "RecordKey", "type": "string", "description": "The id of the thing, as in ce_subject."}

SERVERS: dict[str, Any] = {
    "kafka": {
        "host": "{host}:{port}",
        "protocol": "kafka",
        "description": "Your brokers, as in GONGBAO_KAFKA__BOOTSTRAP_SERVERS; TLS and SASL are as they ask.",
        "variables": {
            "host": {"description": "A broker to begin with.", "default": "localhost"},
            "port": {"description": "Its port.", "default": "9092"},
        },
    }
}


def describe(routes: Routes) -> dict[str, Any]:
    """The whole document for the topics that readers may subscribe to."""
    channels, operations = {}, {}
    for topic in routes.topics:
        kinds = list_types(topic, routes)
        if not kinds:
            continue
        name = schemas.class_name(topic.name.rsplit(".v", 1)[0])
        channels[name] = _channel(topic, kinds)
        operations[f"read{name}"] = {
            "action": "send",
            "channel": {"$ref": f"#/channels/{name}"},
            "summary": topic.title,
            "messages": [{"$ref": f"#/channels/{name}/messages/{schemas.class_name(kind)}"} for kind in kinds],
        }
    kinds = [kind for topic in routes.topics for kind in list_types(topic, routes)]
    records = make_records(routes)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Gongbao",
            "version": f"{max(kind.VERSION for kind in schemas.TYPES.values())}.0.0",
            "description": "What government gazettes say, as events. See subscribing.md for how to read them.",
        },
        "defaultContentType": "application/json",
        "servers": SERVERS,
        "channels": channels,
        "operations": operations,
        "components": {
            "schemas": _schemas(kinds),
            "messages": {schemas.class_name(kind): _message(kind, records[kind]) for kind in kinds},
            "messageTraits": {"cloudEvent": {"headers": {"$ref": f"#/components/schemas/{HEADERS['title']}"}}},
        },
    }


def list_types(topic: Topic, routes: Routes) -> list[str]:
    """The types of messages that a topic holds."""
    if any(t.state == topic.name for t in routes.topics):
        return [schemas.STATE]
    if topic.name == routes.dead_letters:
        return [DeadLetter.TYPE]
    return [kind for kind in PAYLOADS if any(fnmatchcase(kind, pattern) for pattern in topic.events)]


def make_records(routes: Routes) -> dict[str, Record]:
    """An example of every type of message, by type: what the publisher makes of an invented event."""
    limits = dict.fromkeys(routes.names, MAX_REQUEST)
    made = [record for event in make_examples().values() for record in route(event, routes, limits)]
    made.append(dead_letter_record(make_dead_letter(), routes.dead_letters, "/gazettes"))
    found: dict[str, Record] = {}
    for record in made:
        found.setdefault(dict(record.headers)["ce_type"].decode(), record)
    return found


def _schemas(kinds: list[str]) -> dict[str, Any]:
    """The schemas of types and, beside them, of what they share; each refers to the others within this document."""
    found: dict[str, Any] = {said["title"]: said for said in (HEADERS, KEY)}
    for kind in kinds:
        schema = _refer(schemas.schema(kind))
        found |= schema.pop("$defs", {})
        found[schemas.class_name(kind)] = {name: said for name, said in schema.items() if name[0] != "$"}
    return dict(sorted(found.items()))


def _refer(value: Any) -> Any:
    """A part of a schema whose references lead to the schemas of this document."""
    if isinstance(value, list):
        return [_refer(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: said.replace("#/$defs/", "#/components/schemas/") if name == "$ref" else _refer(said)
        for name, said in value.items()
    }


def _channel(topic: Topic, kinds: list[str]) -> dict[str, Any]:
    return {
        "address": topic.name,
        "title": topic.title,
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in map(schemas.class_name, kinds)},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": {"cleanup.policy": topic.configs["cleanup.policy"].split(",")},
                "bindingVersion": "0.5.0",
            }
        },
    }


def _message(kind: str, record: Record) -> dict[str, Any]:
    name = schemas.class_name(kind)
    said = schemas.schema(kind)["description"].split("\n\n")[0].replace("\n", " ")
    if kind in TOMBSTONES:
        said += " A record without a value says that the thing is gone."
    if record.value is None:
        said += " It comes without a value."
    return {
        "name": kind,
        "title": name,
        "summary": said,
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "payload": {"$ref": f"#/components/schemas/{name}"},
        "bindings": {
            "kafka": {
                "key": {"$ref": f"#/components/schemas/{KEY['title']}"},
                "bindingVersion": "0.5.0",
            }
        },
        "examples": [_example(record)],
    }


def _example(record: Record) -> dict[str, Any]:
    headers = {name: text.decode() for name, text in record.headers}
    return {"headers": headers} | ({"payload": json.loads(record.value)} if record.value is not None else {})


TOMBSTONES = (schemas.STATE, DeadLetter.TYPE, TextChanged.TYPE, OfficeChanged.TYPE)


def dump(document: dict[str, Any]) -> str:
    """The document as its file has it."""
    head = "# Made by `make schemas` from the code and deploy/topics.toml.\n"
    return head + yaml.dump(document, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


class _Plain(yaml.SafeDumper):
    """Writes what occurs twice twice, without YAML's anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def main(arguments: list[str]) -> None:
    """Write schemas and document."""
    schemas.write(schemas.HOME)
    if "--release" in arguments:
        schemas.write(schemas.RELEASED)
    PATH.write_text(dump(describe(load(Kafka()))), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
