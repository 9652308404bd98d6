"""`docs/facts.md`: the kinds of facts and their fields, from their descriptions.

`python -m gongbao.facts.docs` writes it.
"""

import datetime as dt
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from gongbao.facts.kind import FactKind, Form, base_type
from gongbao.facts.kinds import kinds

PATH = Path(__file__).resolve().parents[2] / "docs" / "facts.md"

HEAD = """# Facts

Written by `make schemas` from `gongbao/facts/kinds.py`, where each kind of fact is described once: the tables of the
ledger, what makes a revision, the data of events, the export, the index and this page follow from that. Names are the
same everywhere. A fact also says `rule`, what found it, and `confidence`, how sure that is (0 to 1).

"""
FORMS = {
    Form.LIST: "a list, `{}`",
    Form.ONE: "an object, `{}`",
    Form.COUNT: "how many there are, `{}`",
}
TYPES = {str: "text", int: "whole number", float: "number", dt.date: "date", tuple: "list of texts"}


def describe() -> str:
    """The whole page."""
    return HEAD + "\n".join(line for kind in kinds() for line in _section(kind))


def _section(kind: FactKind[Any]) -> Iterator[str]:
    yield f"## {kind.name} {kind.title}\n"
    indexed = f"entries of `gongbao-{kind.name}`" if kind.entry else "fields of the document's entry"
    yield f"{kind.description} In a document's event: {FORMS[kind.event].format(kind.name)}. In the index: {indexed}.\n"
    yield "| field | type | what it holds | in the export |"
    yield "| --- | --- | --- | --- |"
    for field in kind.fields:
        if field.name in ("rule", "confidence"):
            continue
        hint, optional = base_type(kind.hints[field.name])
        shown = ", ".join(f"`{item.value}`" for item in hint) if issubclass(hint, Enum) else TYPES[hint]
        shown += ", or none" if optional else ""
        yield f"| `{field.name}` | {shown} | {field.meaning} | {'yes' if field.exported else ''} |"
    yield ""


if __name__ == "__main__":
    PATH.write_text(describe(), "utf-8")
