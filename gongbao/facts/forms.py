"""The forms that the facts of one kind take: content, export, event, index."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from gongbao.facts.kind import Body, FactKind, Folding, IndexEntry, to_json

F = TypeVar("F")


def content(kind: FactKind[F], facts: Sequence[F]) -> list[Any]:
    """What facts say, apart from where and how they were read: a list of values for each, in their order.

    Of a kind that a document has one of at most, the values alone.
    """
    says = [f for f in kind.fields if f.content]
    rows = [
        [bracketless(value) if f.folding is Folding.NUMBER else value for f, value in zip(says, values, strict=True)]
        for values in ([kind.value(fact, f.name) for f in says] for fact in facts)
    ]
    return (rows[0] if rows else [None for _ in says]) if kind.single else rows


def exported(kind: FactKind[F], facts: Sequence[F]) -> Body:
    """What the export of a document says of the kind's facts."""
    return kind.export(facts) if kind.export is not None else {kind.name: exported_rows(kind, facts)}


def exported_rows(kind: FactKind[F], facts: Iterable[F]) -> list[Body]:
    """Facts with the fields that are exported."""
    names = [f.name for f in kind.fields if f.exported]
    return [{name: to_json(kind.value(fact, name)) for name in names} for fact in facts]


def plain_row(kind: FactKind[F], fact: F) -> Body:
    """All fields of a fact, as JSON has them."""
    return {name: to_json(value) for name, value in kind.row(fact).items()}


def wire(kind: FactKind[F], fact: F) -> Body:
    """A fact as events carry it, fields at their default left out."""
    defaults = kind.defaults
    values = kind.row(fact)
    return {n: to_json(v) for n, v in values.items() if n in kind.required or v != defaults[n]}


def indexed(entry: IndexEntry[F], kind: FactKind[F], fact: F) -> Body:
    """The fields of a fact's entry in the index, apart from those of its document."""
    return {
        name: to_json(entry.derived[name](fact) if name in entry.derived else kind.value(fact, name))
        for name in entry.fields
    }


def bracketless(number: str | None) -> str | None:
    """A 发文字号 apart from the shape of its brackets."""
    return number and re.sub(r"[〔〕\[\]［］（）()﹝﹞【】]", "|", number)
