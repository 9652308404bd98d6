"""Names of indices, and their templates, kept as files in `deploy/elasticsearch`."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from gongbao.facts import FactKind
from gongbao.facts import kinds as fact_kinds
from gongbao.facts.kind import Body, IndexType
from gongbao.resources import folder

HOME = folder("deploy/elasticsearch")

BODIES = 4  # raise it when `entries` makes other bodies of the same snapshot, so that older indices count as outdated

ISSUES, DEAD_LETTERS = "issues", "dead-letters"

KEYWORD: Body = {"type": "keyword", "ignore_above": 1024}
BY_WORDS: Body = {"type": "text", "analyzer": "bigrams"}
SINGLE: Body = {"single": {"type": "text", "analyzer": "single"}}
MAPPINGS: Mapping[IndexType, Body] = {
    IndexType.KEYWORD: KEYWORD,
    IndexType.NAME: KEYWORD | {"fields": {"text": BY_WORDS}},
    IndexType.TEXT: BY_WORDS | {"index_options": "offsets", "fields": SINGLE},
    IndexType.DATE: {"type": "date", "format": "strict_date"},
    IndexType.INTEGER: {"type": "integer"},
    IndexType.FLOAT: {"type": "float"},
}


def indexed_kinds() -> tuple[FactKind[Any], ...]:
    """The kinds of facts that have an index of their own."""
    return tuple(kind for kind in fact_kinds() if kind.entry is not None)


def kinds() -> tuple[str, ...]:
    """The kinds of entries, each in an index of its own; issues last."""
    return ("documents", "paragraphs", *(kind.name for kind in indexed_kinds()), "findings", DEAD_LETTERS, ISSUES)


def read_alias(kind: str) -> str:
    """The name that readers use."""
    return f"gongbao-{kind}"


def write_alias(kind: str) -> str:
    """The name that says which index is being filled."""
    return f"gongbao-{kind}-write"


def index_name(kind: str, generation: int) -> str:
    """The index itself; `generation` counts from 1."""
    return f"gongbao-{kind}-{generation:06}"


def component(name: str) -> Body:
    """A component template."""
    return _load("component", name)


def template(kind: str) -> Body:
    """The index template of a kind of entries. Those of facts follow from what the kind is."""
    for fact_kind in indexed_kinds():
        if fact_kind.name == kind:
            return _fact_template(fact_kind)
    found = _load("index", kind)
    if kind == "documents":
        counts = {fact_kind.name: MAPPINGS[IndexType.INTEGER] for fact_kind in indexed_kinds()}
        found["template"]["mappings"]["properties"] |= counts
    return found


def _fact_template(kind: FactKind[Any]) -> Body:
    assert kind.entry is not None
    properties = {
        "paragraph": MAPPINGS[IndexType.INTEGER],
        **{name: MAPPINGS[search] for name, search in kind.entry.fields.items()},
        "rule": KEYWORD,
        "confidence": MAPPINGS[IndexType.FLOAT],
    }
    return {
        "index_patterns": [f"{read_alias(kind.name)}-*"],
        "composed_of": ["gongbao-settings", "gongbao-facets"],
        "priority": 500,
        "allow_auto_create": False,
        "template": {"mappings": {"properties": properties}},
        "_meta": {"description": kind.description},
    }


def _load(folder: str, name: str) -> Body:
    data: Body = json.loads((HOME / folder / f"{name}.json").read_text("utf-8"))
    return data


def schema() -> str:
    """The name of what indices are like: of their templates and of the bodies that fill them."""
    components = [component(path.stem) for path in _components()]
    digest = hashlib.sha256(str(BODIES).encode())
    for made in (*components, *map(template, kinds())):
        digest.update(json.dumps(made, sort_keys=True).encode())
    return digest.hexdigest()[:16]


def _components() -> list[Path]:
    return sorted((HOME / "component").glob("*.json"))


def install(client: Elasticsearch) -> None:
    """Put all templates."""
    for path in _components():
        client.cluster.put_component_template(name=f"gongbao-{path.stem}", body=component(path.stem))
    meta = {"schema": schema()}
    for kind in kinds():
        made = template(kind)
        made["template"]["mappings"]["_meta"] = meta
        client.indices.put_index_template(name=read_alias(kind), body=made)


def fields(kind: str) -> dict[str, str]:
    """Every field of a kind by its whole name, and its type."""
    made = template(kind)
    found: dict[str, str] = {}
    for name in made["composed_of"]:
        found |= types(component(name.removeprefix("gongbao-"))["template"].get("mappings", {}))
    return found | types(made["template"]["mappings"])


def types(mapping: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Fields of a mapping by name, and their types; sub-fields too."""
    found: dict[str, str] = {}
    for name, field in mapping.get("properties", {}).items():
        if "type" in field:
            found[prefix + name] = field["type"]
        found |= types(field, f"{prefix}{name}.")
        found |= {f"{prefix}{name}.{sub}": what["type"] for sub, what in field.get("fields", {}).items()}
    return found
