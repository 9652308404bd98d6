"""`docs/asyncapi.yaml`: topics, messages, keys and headers in the form of AsyncAPI 3.0, made from what the code says.

`python -m connectors.kafka.asyncapi` writes it and `schemas/`; with `--release`, `schemas/released/` too.
"""

import sys
from fnmatch import fnmatchcase
from typing import Any

import yaml

from connectors.kafka.topics import Routes, Topic, load
from gongbao.events import schemas
from gongbao.events.dead_letters import DeadLetter
from gongbao.events.offices import OfficeChanged
from gongbao.events.types import PAYLOADS, TextChanged
from gongbao.settings import Kafka

PATH = schemas.HOME.parent / "docs" / "asyncapi.yaml"

HEADERS: dict[str, Any] = {
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


def describe(routes: Routes) -> dict[str, Any]:
    """The whole document for the topics that readers may subscribe to."""
    channels, operations = {}, {}
    for topic in routes.topics:
        kinds = list_types(topic, routes)
        if not kinds:
            continue
        channels[topic.name] = _channel(topic, kinds)
        operations[f"read-{topic.name}"] = {
            "action": "send",
            "channel": {"$ref": f"#/channels/{topic.name}"},
            "summary": topic.title,
            "messages": [{"$ref": f"#/channels/{topic.name}/messages/{kind}"} for kind in kinds],
        }
    kinds = [kind for topic in routes.topics for kind in list_types(topic, routes)]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Gongbao",
            "version": f"{max(kind.VERSION for kind in schemas.TYPES.values())}.0.0",
            "description": "What government gazettes say, as events. See subscribing.md for how to read them.",
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {
            "messages": {kind: _message(kind) for kind in kinds},
            "messageTraits": {"cloudEvent": {"headers": HEADERS}},
        },
    }


def list_types(topic: Topic, routes: Routes) -> list[str]:
    """The types of messages that a topic holds."""
    if any(t.state == topic.name for t in routes.topics):
        return [schemas.STATE]
    if topic.name == routes.dead_letters:
        return [DeadLetter.TYPE]
    return [kind for kind in PAYLOADS if any(fnmatchcase(kind, pattern) for pattern in topic.events)]


def _channel(topic: Topic, kinds: list[str]) -> dict[str, Any]:
    return {
        "address": topic.name,
        "title": topic.title,
        "messages": {kind: {"$ref": f"#/components/messages/{kind}"} for kind in kinds},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": {"cleanup.policy": topic.configs["cleanup.policy"].split(",")},
                "bindingVersion": "0.5.0",
            }
        },
    }


def _message(kind: str) -> dict[str, Any]:
    said = schemas.schema(kind)["description"]
    tombstone = " A record without a value says that the thing is gone." if kind in TOMBSTONES else ""
    return {
        "name": kind,
        "title": kind,
        "summary": said.split("\n\n")[0].replace("\n", " ") + tombstone,
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": {"$ref": f"../schemas/{schemas.file_name(kind)}"},
        },
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": "The id of the thing, as in ce_subject."},
                "bindingVersion": "0.5.0",
            }
        },
    }


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
