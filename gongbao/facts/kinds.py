"""The kinds of facts, each described once: what is not here, no ledger, event, index or export has to know."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from gongbao.errors import NotFoundError
from gongbao.facts.expiry import last_day
from gongbao.facts.kind import (
    ORIGIN,
    PLACE,
    Body,
    Derived,
    FactKind,
    Field,
    Folding,
    Form,
    IndexEntry,
    IndexType,
    to_json,
)
from gongbao.model import (
    Appointment,
    Bound,
    ChronicleItem,
    Citation,
    Duty,
    Entity,
    Relation,
    Target,
    TextRelation,
    Validity,
)
from gongbao.search.query import key

ENTITIES = FactKind(
    name="entities",
    title="实体",
    description="Mentions of people, bodies, posts, places, dates, documents, sums and shares.",
    type=Entity,
    fields=(
        Field(name="type", meaning="What is mentioned.", content=True, exported=True),
        *(Field(name=f.name, meaning=f.meaning, exported=True) for f in PLACE),
        Field(name="text", meaning="The words, as printed.", content=True, exported=True, folding=Folding.TEXT),
        Field(name="norm", meaning="Its normal form, where one is known.", content=True, folding=Folding.TEXT),
        *ORIGIN,
    ),
    describe=lambda e: f"{e.type} {e.text}" + (f" ({e.norm})" if e.norm and e.norm != e.text else ""),
    event=Form.COUNT,
    always=True,
)

APPOINTMENTS = FactKind(
    name="appointments",
    title="任免",
    description="Who was appointed to or removed from what.",
    type=Appointment,
    fields=(
        Field(name="person", meaning="The name of the person.", content=True, exported=True, folding=Folding.TEXT),
        Field(
            name="action",
            meaning="Whether the person is appointed to the post or removed from it.",
            content=True,
            exported=True,
        ),
        Field(name="post", meaning="The post, as printed.", content=True, exported=True),
        Field(name="probation", meaning="The time of probation, as printed.", content=True, exported=True),
        Field(name="note", meaning="What else is printed about it, in brackets.", content=True, exported=True),
        *PLACE,
        *ORIGIN,
        Field(name="body", meaning="The body in which the post is held, named with it or before it.", exported=True),
        Field(name="office", meaning="The post without its body.", exported=True),
        Field(name="leaving", meaning="Why the person leaves the post, where that is said.", exported=True),
    ),
    describe=lambda a: f"{a.person}: {a.action} {a.post}" + (f"（{a.note}）" if a.note else ""),
    entry=IndexEntry(
        fields={
            "person": IndexType.KEYWORD,
            "action": IndexType.KEYWORD,
            "post": IndexType.NAME,
            "probation": IndexType.KEYWORD,
            "note": IndexType.KEYWORD,
            "body": IndexType.NAME,
            "office": IndexType.KEYWORD,
            "leaving": IndexType.KEYWORD,
        },
        keys=lambda a: {"people": [key(a.person)], "offices": key(a.post).split()},
    ),
    always=True,
)


DUTIES: FactKind[Duty] = FactKind(
    name="duties",
    title="任务分工",
    description="What bodies are to do, and by when.",
    type=Duty,
    fields=(
        Field(name="lead", meaning="Who leads (牵头).", content=True, exported=True),
        Field(name="responsible", meaning="Who is responsible (责任).", content=True, exported=True),
        Field(name="cooperating", meaning="Who takes part (配合).", content=True, exported=True),
        Field(name="paragraph", meaning=PLACE[0].meaning, exported=True),
        *PLACE[1:],
        Field(name="task", meaning="What is to be done.", content=True),
        Field(name="deadlines", meaning="By when, as printed.", content=True),
        Field(name="due", meaning="The last day that the deadlines name.", content=True, sought=True),
        Field(name="form", meaning="How it is printed; nothing where that was not told apart yet.", exported=True),
        Field(name="deadline", meaning="By when, as the statement itself gives it.", exported=True),
        *ORIGIN,
    ),
    describe=lambda d: (
        f"{'、'.join((*d.lead, *d.responsible, *d.cooperating))}: {d.task}" + (f" by {d.due}" * bool(d.due))
    ),
    entry=IndexEntry(
        fields={
            "lead": IndexType.KEYWORD,
            "responsible": IndexType.KEYWORD,
            "cooperating": IndexType.KEYWORD,
            "bodies": IndexType.KEYWORD,
            "task": IndexType.TEXT,
            "deadlines": IndexType.KEYWORD,
            "due": IndexType.DATE,
            "form": IndexType.KEYWORD,
        },
        derived={"bodies": lambda d: tuple(dict.fromkeys((*d.lead, *d.responsible, *d.cooperating)))},
    ),
    always=True,
)

CHRONICLE = FactKind(
    name="chronicle",
    title="大事记",
    description="Entries of the 大事记.",
    type=ChronicleItem,
    fields=(
        Field(name="date", meaning="The day, or the first of several.", content=True, exported=True, sought=True),
        Field(name="end", meaning="The last of several days.", content=True, exported=True),
        Field(name="people", meaning="Who took part, in order.", content=True, exported=True),
        Field(name="text", meaning="What happened.", content=True, exported=True),
        PLACE[0],
        *ORIGIN,
        Field(name="place", meaning="Where, as printed.", exported=True),
        Field(name="happening", meaning="What sort of thing happened.", exported=True),
    ),
    describe=lambda c: f"{c.date or '?'} {c.text}",
    entry=IndexEntry(
        fields={
            "first_day": IndexType.DATE,
            "last_day": IndexType.DATE,
            "people": IndexType.KEYWORD,
            "text": IndexType.TEXT,
            "place": IndexType.NAME,
            "happening": IndexType.KEYWORD,
        },
        derived={"first_day": lambda c: c.date, "last_day": lambda c: c.end or c.date},
    ),
    always=True,
)


def _cited(citations: Sequence[Citation]) -> Body:
    """Numbers cited, and what is said to be repealed by number or title."""
    named = {relation: [c for c in citations if c.relation == relation] for relation in Relation}
    return {
        "repeals": list(dict.fromkeys(c.number or c.title for c in named[Relation.REPEALS])),
        "cites": list(dict.fromkeys(c.number for c in named[Relation.CITES] if c.number)),
    }


CITATIONS = FactKind(
    name="citations",
    title="引用",
    description="Other documents that are named or repealed.",
    type=Citation,
    fields=(
        Field(name="relation", meaning="What the document does to the other.", content=True),
        Field(name="number", meaning="The other's 发文字号.", content=True, folding=Folding.NUMBER),
        Field(name="title", meaning="The other's title.", content=True),
        *PLACE,
        *ORIGIN,
    ),
    describe=lambda c: f"{c.relation} {c.number or ''} {c.title or ''}".rstrip(),
    export=_cited,
    always=True,
    headline=True,
)


RELATIONS = FactKind(
    name="relations",
    title="文件关系",
    description="What a document does to another text: repeals, amends, extends it, rests on it, forwards it …",
    type=TextRelation,
    fields=(
        Field(name="relation", meaning="What it does to the other text.", content=True, exported=True),
        Field(
            name="number",
            meaning="The other's 发文字号.",
            content=True,
            exported=True,
            folding=Folding.NUMBER,
        ),
        Field(name="title", meaning="The other's title.", content=True, exported=True, folding=Folding.TITLE),
        Field(name="issuer", meaning="Who issued the other, where that is named with it.", exported=True),
        Field(name="provision", meaning="The article or item of the other, where not all of it.", exported=True),
        Field(name="since", meaning="The first day of the effect, where one is stated.", exported=True),
        Field(name="until", meaning="The last day of the effect, where one is stated.", exported=True),
        *(Field(name=f.name, meaning=f.meaning, exported=True) for f in PLACE),
        *ORIGIN,
    ),
    describe=lambda r: (
        " ".join(filter(None, (r.relation, r.number, r.title, r.provision)))
        + f" from {r.since}" * bool(r.since)
        + f" until {r.until}" * bool(r.until)
    ),
    entry=IndexEntry(
        fields={
            "relation": IndexType.KEYWORD,
            "number": IndexType.KEYWORD,
            "title": IndexType.NAME,
            "issuer": IndexType.KEYWORD,
            "provision": IndexType.KEYWORD,
            "since": IndexType.DATE,
            "until": IndexType.DATE,
        }
    ),
)


def _in_force(validity: Validity) -> str:
    said = (
        f"in force from {validity.effective_from}" if validity.effective_from else "",
        f"until {validity.expires}" if validity.expires else "",
        f"for {validity.valid_for}" if validity.valid_for else "",
    )
    return ", ".join(filter(None, said))


def _terms(stated: Sequence[Validity]) -> Body:
    validity = next(iter(stated), Validity())
    return {name: to_json(VALIDITY.value(validity, name)) for name in ("effective_from", "expires", "valid_for")}


VALIDITY: FactKind[Validity] = FactKind(
    name="validity",
    title="效力",
    description="When a document is in force, from its own words.",
    type=Validity,
    fields=(
        Field(name="effective_from", meaning="The first day in force.", content=True),
        Field(name="expires", meaning="The last day in force.", content=True, sought=True),
        Field(name="valid_for", meaning="The term, as printed, where only a term is stated.", content=True),
        PLACE[0],
        *ORIGIN,
    ),
    describe=_in_force,
    event=Form.ONE,
    derived={"last_day": Derived(dt.date, last_day)},
    export=_terms,
    single=True,
    always=True,
    headline=True,
)

_BOUNDS: dict[Bound, str] = {Bound.EXACT: "", Bound.LEAST: "≥ ", Bound.MOST: "≤ ", Bound.ABOUT: "≈ "}

TARGETS = FactKind(
    name="targets",
    title="目标指标",
    description="What is to reach which value by when.",
    type=Target,
    fields=(
        Field(name="indicator", meaning="What is measured, or is to be brought about.", content=True, exported=True),
        Field(name="bound", meaning="Where the value must lie against the one named.", content=True, exported=True),
        Field(name="value", meaning="The number, as printed.", content=True, exported=True),
        Field(name="unit", meaning="What it counts, with 万 or 亿 of its number.", content=True, exported=True),
        Field(name="deadline", meaning="By when, as printed.", content=True, exported=True),
        Field(name="due", meaning="The last day that the deadline names.", content=True, exported=True, sought=True),
        Field(name="sentence", meaning="The sentence that says so.", exported=True),
        Field(name="paragraph", meaning=PLACE[0].meaning, exported=True),
        *PLACE[1:],
        *ORIGIN,
    ),
    describe=lambda t: f"{t.indicator} {_BOUNDS[t.bound]}{t.value}{t.unit} by {t.due or t.deadline}",
    entry=IndexEntry(
        fields={
            "indicator": IndexType.NAME,
            "bound": IndexType.KEYWORD,
            "value": IndexType.KEYWORD,
            "unit": IndexType.KEYWORD,
            "deadline": IndexType.KEYWORD,
            "due": IndexType.DATE,
            "sentence": IndexType.TEXT,
        }
    ),
)

_KINDS: dict[str, FactKind[Any]] = {
    kind.name: kind for kind in (VALIDITY, RELATIONS, CITATIONS, ENTITIES, APPOINTMENTS, CHRONICLE, DUTIES, TARGETS)
}


def kinds() -> tuple[FactKind[Any], ...]:
    """All kinds of facts, in the order in which they are shown."""
    return tuple(_KINDS.values())


def kind(name: str) -> FactKind[Any]:
    """The kind of that name. Raises NotFoundError that says which there are."""
    if name not in _KINDS:
        raise NotFoundError(f"There is no kind of fact “{name}”.", f"There are: {', '.join(_KINDS)}.")
    return _KINDS[name]


@contextmanager
def registered(new: FactKind[Any]) -> Iterator[None]:
    """One more kind for a while."""
    _KINDS[new.name] = new
    try:
        yield
    finally:
        del _KINDS[new.name]
