"""What goes into the index, and how it is written: without a server."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import make_artifact, make_document, make_issue, with_document, with_text

from connectors.elastic.entries import MAX_ID, entries, entry_id, heading_paths, issue_entry, with_dead_letters
from connectors.elastic.templates import component, fields, kinds, template
from connectors.ledger import SqlLedger, open_ledger
from gongbao.model import Bound, Finding, FindingCode, Paragraph, Role, Severity, Target
from gongbao.ports import Snapshot

NAME = "shili/2021/4"

LACKS = Finding(FindingCode.ISSUES_MISSING, "An issue lacks.")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    """A ledger with one issue."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as found:
        found.commit(make_issue())
        yield found


def snapshot(ledger: SqlLedger, name: str = NAME) -> Snapshot:
    """One that is there."""
    found = ledger.snapshot(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        (lambda ledger: ledger.commit(make_issue()), False),  # the same again
        (lambda ledger: ledger.commit(with_text(make_issue(), 0, 2, "另有规定的除外。")), True),  # a word
        (
            lambda ledger: ledger.commit(
                make_issue(findings=(Finding(FindingCode.ISSUES_MISSING, "An issue lacks."),))
            ),
            True,
        ),  # a finding
        (lambda ledger: ledger.commit(make_issue(pipeline="2")), True),  # read in another way
        (lambda ledger: ledger.commit(make_issue(make_issue().documents[:1])), True),  # one withdrawn
        (lambda ledger: ledger.commit(make_issue(number=5, documents=())), False),  # another issue
    ],
)
def test_a_state_differs_where_anything_may_differ(
    ledger: SqlLedger, change: Callable[[SqlLedger], Any], differs: bool
) -> None:
    """The name of an issue's state changes with what an index takes of it, and only then."""
    before = ledger.states()[NAME]
    change(ledger)
    assert (ledger.states()[NAME] != before) is differs
    assert snapshot(ledger).state == ledger.states()[NAME]


def test_a_snapshot_is_of_one_moment_and_whole(ledger: SqlLedger) -> None:
    """It has the documents, running numbers of withdrawn ones too; what is unknown is None."""
    ledger.commit(make_issue(make_issue().documents[:1]))
    found = snapshot(ledger)
    assert [s.document.id for s in found.documents] == ["shili/示政发/2021/5"]
    assert found.sequence_numbers.keys() == {"shili/示政发/2021/5", "shili/示政任/2021/3"}
    assert found.sequence_numbers["shili/示政任/2021/3"] > found.sequence_numbers["shili/示政发/2021/5"]
    assert ledger.snapshot("shili/1999/1") is None


def test_a_file_that_could_not_be_read_has_a_state_until_it_is_read(ledger: SqlLedger) -> None:
    """It goes by its hash."""
    artifact = make_artifact("broken.pdf")
    ledger.reject(artifact, Finding(FindingCode.BAD_INPUT, "The file is no PDF.", Severity.ERROR))
    name = f"rejected/{artifact.sha256}"
    assert ledger.states().keys() == {NAME, name}
    body = issue_entry(snapshot(ledger, name)).body
    assert body is not None
    assert (body["rejected"], body["uri"], body["errors"]) == (True, artifact.uri, 1)
    ledger.commit(make_issue(number=9, artifact=artifact, documents=()))
    assert name not in ledger.states()


def test_every_field_of_an_entry_is_in_its_mapping(ledger: SqlLedger) -> None:
    """Mappings are strict: a field that is not in them would be refused."""
    issue = make_issue(findings=(Finding(FindingCode.ISSUES_MISSING, "An issue lacks.", page=1, line=2),))
    target = Target("参保率", Bound.LEAST, "95", "%", "2025年", None, "到2025年，参保率达到95%以上。", 1)
    notice = issue.documents[0]
    ledger.commit(with_document(issue, 0, replace(notice, facts=notice.facts.having(targets=(target,)))))
    found = [*entries(snapshot(ledger)), issue_entry(snapshot(ledger))]
    assert {entry.kind for entry in found} == set(kinds()) - {"dead-letters"}
    for entry in found:
        assert entry.body is not None
        known = fields(entry.kind)
        for name, value in entry.body.items():
            for inner in [f"{name}.{key}" for key in value] if isinstance(value, dict) else [name]:
                assert inner in known, (entry.kind, inner)


def test_mappings_are_strict() -> None:
    """The component that all templates are composed of says so, and no index is made by writing."""
    assert component("settings")["template"]["mappings"]["dynamic"] == "strict"
    for kind in kinds():
        made = template(kind)
        assert made["composed_of"][0] == "gongbao-settings"
        assert made["allow_auto_create"] is False
        assert made["index_patterns"] == [f"gongbao-{kind}-*"]


def test_ids_are_the_same_each_time_and_unique(ledger: SqlLedger) -> None:
    """Two readings of one state give the same entries; no two entries of a kind share an id."""
    twice = Finding(FindingCode.ISSUES_MISSING, "An issue lacks.")
    ledger.commit(make_issue(findings=(twice, twice)))
    first, second = list(entries(snapshot(ledger))), list(entries(snapshot(ledger)))
    assert first == second
    assert len({(e.kind, e.id) for e in first}) == len(first)


@pytest.mark.parametrize("name", ["shili/示政发/2021/5", "长" * 170, "长" * 171, "a" * 5000, "\ud800" * 600])
def test_an_id_is_never_too_long(name: str) -> None:
    """Elasticsearch takes 512 bytes; a longer name keeps its beginning and is told apart by its hash."""
    made = entry_id(name)
    assert len(made.encode("utf-8", "replace")) <= MAX_ID
    assert (made == name) is (len(name.encode("utf-8", "replace")) <= MAX_ID)
    assert entry_id(name + "x") != made


def test_heading_paths_follow_the_levels() -> None:
    """A paragraph stands under the headings before it, those of its depth and deeper left behind."""
    paragraphs = [
        Paragraph("前言"),
        Paragraph("一、总则", Role.HEADING, level=1),
        Paragraph("（一）目标", Role.HEADING, level=2),
        Paragraph("目标是……"),
        Paragraph("（二）原则", Role.HEADING, level=2),
        Paragraph("二、措施", Role.HEADING, level=1),
        Paragraph("措施是……"),
        Paragraph("附件1 名单", Role.ATTACHMENT_TITLE),
        Paragraph("甲"),
    ]
    assert heading_paths(paragraphs) == [
        (),
        (),
        ("一、总则",),
        ("一、总则", "（一）目标"),
        ("一、总则",),
        (),
        ("二、措施",),
        (),
        ("附件1 名单",),
    ]


def test_seconds_are_told_of_the_first_commit_only(ledger: SqlLedger) -> None:
    """A correction years later says nothing of how long the reading took."""
    first = issue_entry(snapshot(ledger)).body
    ledger.commit(with_text(make_issue(), 0, 2, "另有规定的除外。"))
    later = issue_entry(snapshot(ledger)).body
    assert first is not None
    assert later is not None
    assert first["seconds_a_page"] >= 0
    assert "seconds" not in later


def test_an_issue_with_dead_letters_is_not_finished(ledger: SqlLedger) -> None:
    """So that the next sync tries again."""
    entry = issue_entry(snapshot(ledger))
    assert with_dead_letters(entry, 0) is entry
    body = with_dead_letters(entry, 2).body
    assert body is not None
    assert (body["finished"], body["dead_letters"]) == (False, 2)


def test_a_change_of_a_document_raises_its_running_number(ledger: SqlLedger) -> None:
    """Also where only the place of its words changed: no two writes of a document share a number."""
    before = snapshot(ledger).sequence_numbers["shili/示政发/2021/5"]
    issue = make_issue()
    moved = replace(issue.documents[0], heading=())
    shifted = tuple(replace(p, spans=()) for p in moved.paragraphs)
    ledger.commit(make_issue((replace(moved, paragraphs=shifted), issue.documents[1])))
    after = snapshot(ledger)
    assert after.sequence_numbers["shili/示政发/2021/5"] > before
    assert after.documents[0].version == 1


def test_a_paragraph_without_facts_is_an_entry_too(tmp_path: Path) -> None:
    """A document with nothing but words is whole."""
    with open_ledger(f"sqlite:///{tmp_path / 'other.db'}") as ledger:
        ledger.commit(make_issue((make_document(1),)))
        kinds = [entry.kind for entry in entries(snapshot(ledger))]
    assert kinds == ["documents", "paragraphs", "paragraphs"]
