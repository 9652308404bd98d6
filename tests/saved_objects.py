"""Kibana's saved objects, as they are in deploy/kibana."""

import json
from typing import Any

from connectors.elastic.kibana import HOME

FILES = sorted(HOME.glob("*.ndjson"))

OBJECTS = [json.loads(line) for path in FILES for line in path.read_text("utf-8").splitlines()]

BY_ID = {(item["type"], item["id"]): item for item in OBJECTS}

LENSES = [item for item in OBJECTS if item["type"] == "lens"]


def kind_of(item: dict[str, Any]) -> str:
    """The kind of entries that an object looks at."""
    view = next(r for r in item["references"] if r["type"] == "index-pattern")
    title: str = BY_ID["index-pattern", view["id"]]["attributes"]["title"]
    return title.removeprefix("gongbao-")


def columns_of(lens: dict[str, Any]) -> dict[str, Any]:
    """What a panel asks."""
    (layer,) = lens["attributes"]["state"]["datasourceStates"]["formBased"]["layers"].values()
    columns: dict[str, Any] = layer["columns"]
    return columns
