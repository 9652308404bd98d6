"""Names of indices, and their templates, kept as files in `deploy/elasticsearch`."""

import hashlib
import json
from functools import cache
from typing import Any

from elasticsearch import Elasticsearch

from gongbao.resources import folder

HOME = folder("deploy/elasticsearch")

BODIES = 1  # raise it when `entries` makes other bodies of the same snapshot: indices made before are outdated

ISSUES, DEAD_LETTERS = "issues", "dead-letters"
KINDS = ("documents", "paragraphs", "appointments", "duties", "chronicle", "findings", DEAD_LETTERS, ISSUES)


def read_alias(kind: str) -> str:
    """The name that readers use."""
    return f"gongbao-{kind}"


def write_alias(kind: str) -> str:
    """The name that says which index is being filled."""
    return f"gongbao-{kind}-write"


def index_name(kind: str, generation: int) -> str:
    """The index itself; `generation` counts from 1."""
    return f"gongbao-{kind}-{generation:06}"


@cache
def load(folder: str, name: str) -> dict[str, Any]:
    """One template: `load("index", "documents")`."""
    data: dict[str, Any] = json.loads((HOME / folder / f"{name}.json").read_text("utf-8"))
    return data


@cache
def schema() -> str:
    """The name of what indices are like: of their templates and of the bodies that fill them."""
    files = [*sorted((HOME / "component").glob("*.json")), *sorted((HOME / "index").glob("*.json"))]
    digest = hashlib.sha256(str(BODIES).encode())
    for path in files:
        digest.update(json.dumps(json.loads(path.read_text("utf-8")), sort_keys=True).encode())
    return digest.hexdigest()[:16]


def install(client: Elasticsearch) -> None:
    """Put all templates."""
    for path in sorted((HOME / "component").glob("*.json")):
        client.cluster.put_component_template(name=f"gongbao-{path.stem}", body=load("component", path.stem))
    for kind in KINDS:
        template = json.loads(json.dumps(load("index", kind)))
        template["template"]["mappings"]["_meta"] = {"schema": schema()}
        client.indices.put_index_template(name=read_alias(kind), body=template)


@cache
def fields(kind: str) -> dict[str, str]:
    """Every field of a kind by its whole name, and its type."""
    template = load("index", kind)
    found: dict[str, str] = {}
    for component in template["composed_of"]:
        found |= types(load("component", component.removeprefix("gongbao-"))["template"].get("mappings", {}))
    return found | types(template["template"]["mappings"])


def types(mapping: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Fields of a mapping by name, and their types; sub-fields too."""
    found: dict[str, str] = {}
    for name, field in mapping.get("properties", {}).items():
        if "type" in field:
            found[prefix + name] = field["type"]
        found |= types(field, f"{prefix}{name}.")
        found |= {f"{prefix}{name}.{sub}": what["type"] for sub, what in field.get("fields", {}).items()}
    return found
