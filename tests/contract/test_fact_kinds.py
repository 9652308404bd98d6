"""What every kind of fact must be, a kind that nobody knew of, and a field that is renamed."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from builders import make_document, make_issue

from connectors.elastic import entries, templates
from connectors.ledger import SqlLedger, open_ledger
from connectors.ledger.records import fact_row, read_fact
from connectors.ledger.schema import fact_table, metadata
from gongbao import serialization
from gongbao.events import schemas
from gongbao.events.diff import content
from gongbao.export import export_document
from gongbao.facts import FactKind, Field, docs, forms, kind, kinds, registered
from gongbao.facts.kind import ORIGIN, Folding, Form, IndexEntry, IndexType
from gongbao.model import (
    Action,
    Appointment,
    Bound,
    ChronicleItem,
    Citation,
    Document,
    Duty,
    DutyForm,
    Entity,
    EntityType,
    Facts,
    Relation,
    RelationKind,
    Target,
    TextRelation,
    Validity,
)

DAY = dt.date(2021, 6, 1)
EXAMPLES: dict[str, Any] = {
    "entities": Entity(EntityType.ORG, 1, 0, 4, "市林业局", "示例市林业局", "listed", 0.9),
    "appointments": Appointment(
        "钱多", Action.REMOVE, "局长", "一年", "挂职", 2, 0, 9, "removed-of", 0.9, "市林业局", "局长"
    ),
    "duties": Duty(
        ("甲局",), ("乙局",), (), 1, 3, 9, "湿地保护", ("6月底前",), DAY, DutyForm.LABELS, "6月底前", "labels", 0.9
    ),
    "chronicle": ChronicleItem(DAY, DAY + dt.timedelta(days=1), ("孙山",), "孙山出席会议。", 3, "day", 0.9),
    "citations": Citation(Relation.REPEALS, "示政发〔2015〕9号", "旧办法", 2, 0, 11, "number-ended", 0.9),
    "relations": TextRelation(
        RelationKind.EXTENDS,
        "示政发〔2015〕9号",
        "旧办法",
        "示例市人民政府",
        "第三条",
        DAY,
        DAY,
        2,
        0,
        11,
        "extended",
        0.9,
    ),
    "targets": Target(
        "参保率", Bound.LEAST, "95", "%", "2025年", DAY, "到2025年，参保率达到95%以上。", 1, 0, 9, "measured", 0.9
    ),
    "validity": Validity(DAY, None, "五年", 1, "from-date", 0.9),
}


@dataclass(frozen=True, slots=True)
class Toy:
    """A thing to play with."""

    thing: str
    price: int | None = None
    paragraph: int = 0
    rule: str = ""
    confidence: float = 1.0


TOYS = FactKind(
    name="toys",
    title="玩具",
    description="Things to play with.",
    type=Toy,
    fields=(
        Field(name="name", attribute="thing", meaning="What it is called.", content=True, exported=True),
        Field(name="price", meaning="In yuan.", content=True, exported=True, sought=True),
        Field(name="paragraph", meaning="Where."),
        *ORIGIN,
    ),
    describe=lambda toy: f"{toy.thing} for {toy.price} yuan",
    entry=IndexEntry(fields={"name": IndexType.NAME, "price": IndexType.INTEGER}),
)


@pytest.fixture
def toys(tmp_path: Path) -> Iterator[SqlLedger]:
    """A ledger of a program with one more kind of fact; its table is what a migration would make."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger, registered(TOYS):
        fact_table(TOYS).create(ledger.engine)
        yield ledger
    metadata.remove(fact_table(TOYS))


@pytest.mark.parametrize("one", kinds(), ids=lambda one: one.name)
class TestEveryKind:
    """What all kinds of facts have in common."""

    def test_its_fields_are_those_of_its_type(self, one: FactKind[Any]) -> None:
        """Each field of the type has one description, with a meaning, and paragraph, rule and confidence are there."""
        names = [f.attribute or f.name for f in one.fields]
        assert sorted(names) == sorted(f.name for f in dataclasses.fields(one.type))
        assert {"paragraph", "rule", "confidence"} <= set(names)
        assert all(f.meaning for f in one.fields)

    def test_a_row_of_the_ledger_reads_back(self, one: FactKind[Any]) -> None:
        """The columns of its table hold all of a fact."""
        fact = EXAMPLES[one.name]
        row = fact_row(one, fact)
        assert set(row) == set(fact_table(one).c.keys()) - {"document", "ordinal"}
        assert read_fact(one, row) == fact

    def test_stored_json_reads_back(self, one: FactKind[Any]) -> None:
        """Nothing of a fact is lost in the record of its document."""
        document = make_document(facts=Facts(**{one.name: (EXAMPLES[one.name],)}))
        assert serialization.loads(Document, serialization.dumps(document)) == document

    def test_another_value_is_another_content(self, one: FactKind[Any]) -> None:
        """A document whose fact says something else has another revision; how it was found makes none."""
        fact = EXAMPLES[one.name]

        def says(fact: Any) -> Any:
            return content(make_document(facts=Facts(**{one.name: (fact,)})))[f"facts.{one.name}"]

        assert says(replace(fact, rule="another", confidence=0.1)) == says(fact)
        changed = {f.attribute or f.name for f in one.fields if f.content}
        for name in changed - {"type", "action", "relation", "bound"}:
            other = DAY if isinstance(getattr(fact, name), dt.date | None) else "别的"
            other = (other,) if isinstance(getattr(fact, name), tuple) else other
            assert says(replace(fact, **{name: DAY.replace(day=9) if other == DAY else other})) != says(fact), name

    def test_its_event_fits_its_schema(self, one: FactKind[Any]) -> None:
        """What events carry of it has the fields that the schema names, and those that it requires."""
        of = schemas.schema("gongbao.document.published")
        if one.event is Form.COUNT:
            assert of["properties"][one.name]["type"] == "integer"
            return
        described = of["$defs"][one.type.__name__]
        wire = forms.wire(one, EXAMPLES[one.name])
        assert set(described["required"]) <= set(wire) <= set(described["properties"])

    def test_the_index_has_a_field_for_all_that_its_entry_says(self, one: FactKind[Any]) -> None:
        """An entry fits the strict mapping of its index."""
        if one.entry is None:
            return
        assert set(forms.indexed(one.entry, one, EXAMPLES[one.name])) <= set(templates.fields(one.name))

    def test_it_is_told_in_one_line(self, one: FactKind[Any]) -> None:
        """What a person reads says something, in one line."""
        assert one.describe(EXAMPLES[one.name])
        assert "\n" not in one.describe(EXAMPLES[one.name])

    def test_it_has_a_name_of_its_own(self, one: FactKind[Any]) -> None:
        """Kinds are found by their names."""
        assert kind(one.name) is one


def test_a_kind_that_nobody_knew_of_is_everywhere(toys: SqlLedger) -> None:
    """Described once, it is in the ledger, the count, the export, the event, its schema and the index."""
    facts = Facts(toys=(Toy("风筝", 12, 1), Toy("陀螺", None, 1)))
    issue = make_issue((make_document(facts=facts),))
    toys.commit(issue)
    stored = toys.document(issue.documents[0].id).document
    assert stored.facts.of("toys") == facts.of("toys")
    with toys.engine.connect() as db:
        rows = [(row.name, row.price) for row in db.execute(fact_table(TOYS).select())]
    assert rows == [("风筝", 12), ("陀螺", None)]
    assert toys.issues()[0].facts == 2
    assert export_document(stored)["toys"] == [{"name": "风筝", "price": 12}, {"name": "陀螺", "price": None}]
    event = next(e for e in toys.events() if e.type == "gongbao.document.published")
    assert event.data["toys"][0] == {"name": "风筝", "price": 12, "paragraph": 1}
    assert "toys" in schemas.schema(event.type)["properties"]
    snapshot = toys.snapshot(issue.id)
    assert snapshot is not None
    found = [entry.body for entry in entries.entries(snapshot) if entry.kind == "toys"]
    assert [(body["name"], body.get("price")) for body in found if body] == [("风筝", 12), ("陀螺", None)]
    assert templates.fields("toys")["name.text"] == "text"
    assert "toys" in templates.kinds()


def test_a_corrected_fact_of_that_kind_is_a_correction(toys: SqlLedger) -> None:
    """Its content makes a revision: another price is published as a change of the document."""
    issue = make_issue((make_document(facts=Facts(toys=(Toy("风筝", 12),))),))
    toys.commit(issue)
    dearer = replace(issue, documents=(replace(issue.documents[0], facts=Facts(toys=(Toy("风筝", 13),))),))
    toys.commit(dearer)
    event = list(toys.events())[-1]
    assert (event.type, event.data["changed"]) == ("gongbao.document.corrected", ["facts.toys"])


def test_a_renamed_field_breaks_neither_events_nor_records() -> None:
    """`Duty.task` becomes `Duty.what` in the code: what was stored is read, and subscribers see `task` as before."""

    @dataclass(frozen=True, slots=True)
    class RenamedDuty:
        lead: tuple[str, ...]
        responsible: tuple[str, ...]
        cooperating: tuple[str, ...]
        paragraph: int
        start: int = 0
        end: int = 0
        what: str = ""
        deadlines: tuple[str, ...] = ()
        due: dt.date | None = None
        form: DutyForm | None = None
        deadline: str | None = None
        rule: str = ""
        confidence: float = 1.0

    old = kind("duties")
    fields = tuple(replace(f, attribute="what") if f.name == "task" else f for f in old.fields)
    new = replace(old, type=RenamedDuty, fields=fields)  # type: ignore[arg-type]
    stored = serialization.dumps(EXAMPLES["duties"])
    before = forms.wire(old, EXAMPLES["duties"]), fact_row(old, EXAMPLES["duties"])
    converter = serialization.make_converter(serialization.STORED, [new])
    duty = converter.structure(json.loads(stored), RenamedDuty)
    assert duty.what == "湿地保护"
    assert (forms.wire(new, duty), fact_row(new, duty)) == before
    assert converter.unstructure(duty) == json.loads(stored)


def test_a_folded_field_is_found_by_any_spelling() -> None:
    """A number has a column that all its brackets share."""
    one = kind("citations")
    assert next(f for f in one.fields if f.name == "number").folding is Folding.NUMBER
    spellings = ["示政发〔2015〕9号", "示政发[2015]9号", "示政发（2015）9号"]
    rows = [fact_row(one, replace(EXAMPLES["citations"], number=number)) for number in spellings]
    assert len({row["number_key"] for row in rows}) == 1


def test_the_page_of_facts_is_as_the_code_has_it() -> None:
    """`make schemas` would change nothing."""
    assert docs.PATH.read_text("utf-8") == docs.describe()
