"""The event schemas: a JSON Schema (draft 2020-12) for each type, made from the dataclasses.

`schemas/` holds what the code says now, `schemas/released/` what the last release said. `breaks` lists what in the
former would break a reader written for the latter.
"""

import dataclasses
import datetime as dt
import inspect
import json
import types
import typing
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from gongbao.events.dead_letters import DeadLetter
from gongbao.events.types import PAYLOADS, DocumentEvent
from gongbao.facts import FactKind, kinds
from gongbao.facts.kind import Form
from gongbao.resources import folder

HOME = folder("schemas")
RELEASED = HOME / "released"
DRAFT = "https://json-schema.org/draft/2020-12/schema"

STATE = "gongbao.document.state"

TYPES: dict[str, Any] = {**PAYLOADS, STATE: DocumentEvent, DeadLetter.TYPE: DeadLetter}

# What a field means, wherever it stands.
MEANINGS: dict[str, str] = {
    "id": "The stable id of the thing; the key of the record.",
    "gazette": "The gazette's id.",
    "cause": "Why this event exists.",
    "name": "The gazette's name, as printed.",
    "year": "The year of the issue.",
    "numbers": "The numbers of the issue within its year; several for a joint issue.",
    "total_numbers": "The numbers of the issue since the gazette began.",
    "documents": "How many documents the issue has.",
    "uri": "Where the file was found.",
    "sha256": "SHA-256 of the file's bytes, in hex.",
    "pipeline": "The version of the pipeline that read it.",
    "changed": "Names of the fields that differ from the version before.",
    "issue": "The id of the issue.",
    "version": "The version of the document, from 1.",
    "revision": "SHA-256 of the content: equal where two versions say the same.",
    "kind": "What the document does.",
    "number": "The number of the document (发文字号), as printed.",
    "title": "The title.",
    "issuer": "Who issued it, the first of them where several did.",
    "issuers": "All who issued it, in the order printed.",
    "section": "The part of the gazette it is printed in.",
    "addressees": "To whom it is addressed (主送机关).",
    "date": "The day it is dated.",
    "signatories": "Who signed it (落款).",
    "parts": "Titles of the texts that the document issues.",
    "attachments": "Titles of its attachments.",
    "characters": "How many characters its text has.",
    "paragraphs": "How many paragraphs it has.",
    "text": "The text, a string a paragraph; left out where `omitted` says so.",
    "omitted": "Fields left out because the event would be too long; the ledger has them by `id` and `version`.",
    "changes": "How many paragraphs were changed, put in or taken out.",
    "diff": "The first of those changes.",
    "document": "The id of the document.",
    "person": "The name of the person.",
    "action": "Whether the person is appointed to the post or removed from it.",
    "post": "The post, as printed.",
    "post_before": "The post as it was read before.",
    "probation": "The time of probation, as printed.",
    "note": "What else is printed about it, in brackets.",
    "body": "The body in which the post is held, named with it or before it.",
    "office": "The post without its body.",
    "status": "What is said of the document's force.",
    "by": "The id of the document that says so.",
    "effective_from": "The first day in force.",
    "expires": "The last day in force.",
    "valid_for": "The term, as printed, where only a term is stated.",
    "code": "The kind of finding, a stable word.",
    "message": "One sentence that says what was found.",
    "severity": "How much it matters.",
    "page": "The page of the file, from 0.",
    "line": "The line of the page, from 0.",
    "stage": "Where it went no further.",
    "reason": "Why; of a decision, in the words of the person who took it.",
    "replaced_by": "The id that it goes by now, where the one before was wrong.",
    "day": "The day as of which this is said.",
    "force": "How it stands with the text.",
    "first": "The first day on which it stands so; nothing where that is not known.",
    "last": "The last day on which it stands so; nothing where no end is known.",
    "amended": "The days on which others changed it.",
    "phases": "How it stands with it on every day, from the first to the last.",
    "rule": "The rule that found it.",
    "confidence": "How sure that rule is, from 0 to 1.",
    "statements": "All that is stated of its force, and by which document.",
    "rivals": "Texts of the same title of which nothing tells which one is meant.",
    "because": "The statement that this follows from.",
    "effect": "What the statement does to the force of the text.",
    "said": "The day of the document that says so.",
    "since": "The first day of what is said.",
    "until": "The last day of what is said.",
    "paragraph": "The paragraph it stands in, from 0.",
    "start": "Where it begins in the paragraph, in code points.",
    "end": "Where it ends in the paragraph, exclusive.",
    "body_name": "What the body is called now.",
    "merged_into": "The id of the body that took its place.",
    "names": "What the body is or was called.",
    "place": "The division that the body is of.",
    "level": "How high the body stands.",
    "tenures": "Who held the office, in order of time.",
    "misfits": "What does not fit together in what is said of it.",
    "on": "The day of the document that says so.",
    "other": "Who or what it does not fit to.",
    "appointed_by": "The id of the document that appoints.",
    "removed_by": "The id of the document that removes.",
    "leaving": "Why the person leaves the post, where that is said.",
    "manner": "In what way the office is held, where not for good.",
    "expected_until": "The last day of the term that was set.",
    "appointed_again": "The days on which the same person was appointed anew.",
    "followed_by": "Who took the office after, where that is all that is known of the end.",
    "time": "When.",
    "errors": "The error and what caused it, the outermost first.",
    "event": "The id of the event.",
    "type": "The type of the event.",
    "subject": "What the event is about.",
    "position": "The event's place in the outbox.",
    "topic": "The topic it was for or lies in.",
    "partition": "The partition it lies in.",
    "offset": "Its offset there.",
}


def file_name(kind: str) -> str:
    """The name of a type's schema file."""
    return f"{kind}.v{TYPES[kind].VERSION}.json"


def dataschema(kind: str) -> str:
    """The URI of a type's schema, which events carry."""
    return f"urn:gongbao:schema:{kind}:{TYPES[kind].VERSION}"


def schemas() -> dict[str, dict[str, Any]]:
    """All schemas by file name, as the dataclasses have them now."""
    return {file_name(kind): schema(kind) for kind in TYPES}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a type's data. Fields may be added without a new version, so others are allowed."""
    definitions: dict[str, Any] = {}
    found = _object(TYPES[kind], definitions)
    return {
        "$schema": DRAFT,
        "$id": dataschema(kind),
        "title": kind,
        **found,
        **({"$defs": dict(sorted(definitions.items()))} if definitions else {}),
    }


def dump(found: Mapping[str, Any]) -> str:
    """A schema as its file has it."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> None:
    """Write all schemas to a folder, and take away those of types that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    made = schemas()
    for path in folder.glob("*.json"):
        if path.name not in made:
            path.unlink()
    for name, found in made.items():
        (folder / name).write_text(dump(found), "utf-8")


def breaks(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What in a schema would break a reader of the one before it; each as a path and a reason."""
    return list(_breaks(before, after, before, after, "", frozenset()))


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    properties: dict[str, Any] = {}
    required = []
    for field in dataclasses.fields(kind):
        if field.name == "facts":
            properties |= {one.name: _facts(one, definitions) for one in kinds()}
            required += [one.name for one in kinds() if one.event is Form.COUNT and one.always]
            continue
        properties[field.name] = _field(field.name, hints[field.name], definitions)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            required.append(field.name)
    return _described(kind, properties, required)


def _facts(kind: FactKind[Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """How the facts of a kind stand in a document's event."""
    if kind.event is Form.COUNT:
        return {"description": f"How many there are. {kind.description}", "type": "integer"}
    name = kind.type.__name__
    if name not in definitions:
        properties = {f.name: {"description": f.meaning, **_of(kind.hints[f.name], definitions)} for f in kind.fields}
        definitions[name] = _described(kind.type, properties, list(kind.required))
    found = {"$ref": f"#/$defs/{name}"}
    return {"description": kind.description, **(found if kind.single else {"type": "array", "items": found})}


def _described(kind: type, properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "description": inspect.cleandoc(kind.__doc__ or ""),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": True,
    }


def _field(name: str, hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    found = _of(hint, definitions)
    return {"description": MEANINGS[name], **found} if name in MEANINGS else found


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        found = _of(next(a for a in typing.get_args(hint) if a is not type(None)), definitions)
        if "type" in found and "enum" not in found:
            return {**found, "type": [found["type"], "null"]}
        return {"anyOf": [found, {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _of(typing.get_args(hint)[0], definitions)}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # a type may hold itself
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if issubclass(hint, Enum):
        return {"type": "string", "enum": [item.value for item in hint]}
    for known, found in SCALARS:
        if issubclass(hint, known):
            return dict(found)
    raise TypeError(f"no schema for {hint}")


SCALARS: tuple[tuple[type, dict[str, Any]], ...] = (  # bool is an int and a datetime a date: the first that fits
    (bool, {"type": "boolean"}),
    (int, {"type": "integer"}),
    (float, {"type": "number"}),
    (str, {"type": "string"}),
    (dt.datetime, {"type": "string", "format": "date-time"}),
    (dt.date, {"type": "string", "format": "date"}),
)


def _breaks(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    old_root: Mapping[str, Any],
    new_root: Mapping[str, Any],
    path: str,
    seen: frozenset[str],
) -> Iterator[str]:
    where = path or "(all)"
    pair = f"{old.get('$ref')} {new.get('$ref')}"
    if "$ref" in old and pair in seen:
        return
    seen |= {pair}
    old, new = _resolved(old, old_root), _resolved(new, new_root)
    if "anyOf" in old or "anyOf" in new:
        yield from _choices(old, new, old_root, new_root, path, seen)
        return
    if added := sorted(_types(new) - _types(old)):
        yield f"{where}: may now be {', '.join(added)}"
    if "enum" in old and (strange := [w for w in new.get("enum", ["anything"]) if w not in old["enum"]]):
        yield f"{where}: may now say {', '.join(map(str, strange))}"
    if old.get("format") != new.get("format") and "format" in old:
        yield f"{where}: is no {old['format']} any more"
    for name in old.get("required", []):
        if name not in new.get("required", []):
            yield f"{path}/{name}: may now be missing"
    for name, was in old.get("properties", {}).items():
        there = new.get("properties", {}).get(name)
        if there is None:
            yield f"{path}/{name}: is gone"
        else:
            yield from _breaks(was, there, old_root, new_root, f"{path}/{name}", seen)
    if "items" in old:
        yield from _breaks(old["items"], new.get("items", {}), old_root, new_root, f"{path}/*", seen)


def _choices(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    old_root: Mapping[str, Any],
    new_root: Mapping[str, Any],
    path: str,
    seen: frozenset[str],
) -> Iterator[str]:
    """Each choice of the new must be one that the old had."""
    for choice in new.get("anyOf", [new]):
        found = [list(_breaks(was, choice, old_root, new_root, path, seen)) for was in old.get("anyOf", [old])]
        if all(found):
            yield from min(found, key=len)


def _resolved(found: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in found:
        return found
    resolved: Mapping[str, Any] = root["$defs"][found["$ref"].rsplit("/", 1)[-1]]
    return resolved


def _types(found: Mapping[str, Any]) -> set[str]:
    said = found.get("type")
    if said is None:
        return {"anything"}
    return {said} if isinstance(said, str) else set(said)
