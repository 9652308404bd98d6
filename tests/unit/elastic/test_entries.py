"""What goes into the index."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_artifact, make_document, make_issue, take_snapshot, with_document, with_text

from connectors.elastic.entries import MAX_ID, entries, entry_id, issue_entry, with_dead_letters
from connectors.elastic.templates import fields, kinds
from connectors.ledger import SqlLedger, open_ledger
from gongbao.model import Bound, Finding, FindingCode, Severity, Target

NAME = "shili/2021/4"

LACKS = Finding(FindingCode.ISSUES_MISSING, "An issue lacks.")


def test_a_file_that_could_not_be_read_has_a_state_until_it_is_read(ledger: SqlLedger) -> None:
    """It goes by its hash."""
    artifact = make_artifact("broken.pdf")
    ledger.reject(artifact, Finding(FindingCode.BAD_INPUT, "The file is no PDF.", Severity.ERROR))
    name = f"rejected/{artifact.sha256}"
    assert ledger.states().keys() == {NAME, name}
    body = issue_entry(take_snapshot(ledger, name)).body
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
    found = [*entries(take_snapshot(ledger)), issue_entry(take_snapshot(ledger))]
    assert {entry.kind for entry in found} == set(kinds()) - {"dead-letters"}
    for entry in found:
        assert entry.body is not None
        known = fields(entry.kind)
        for name, value in entry.body.items():
            for inner in [f"{name}.{key}" for key in value] if isinstance(value, dict) else [name]:
                assert inner in known, (entry.kind, inner)


def test_ids_are_the_same_each_time_and_unique(ledger: SqlLedger) -> None:
    """Two readings of one state give the same entries; no two entries of a kind share an id."""
    twice = Finding(FindingCode.ISSUES_MISSING, "An issue lacks.")
    ledger.commit(make_issue(findings=(twice, twice)))
    first, second = list(entries(take_snapshot(ledger))), list(entries(take_snapshot(ledger)))
    assert first == second
    assert len({(e.kind, e.id) for e in first}) == len(first)


@pytest.mark.parametrize("name", ["shili/示政发/2021/5", "长" * 170, "长" * 171, "a" * 5000, "\ud800" * 600])
def test_an_id_is_never_too_long(name: str) -> None:
    """Elasticsearch takes 512 bytes; a longer name keeps its beginning and is told apart by its hash."""
    made = entry_id(name)
    assert len(made.encode("utf-8", "replace")) <= MAX_ID
    assert (made == name) is (len(name.encode("utf-8", "replace")) <= MAX_ID)
    assert entry_id(name + "x") != made


def test_seconds_are_told_of_the_first_commit_only(ledger: SqlLedger) -> None:
    """A correction years later says nothing of how long the reading took."""
    first = issue_entry(take_snapshot(ledger)).body
    ledger.commit(with_text(make_issue(), 0, 2, "另有规定的除外。"))
    later = issue_entry(take_snapshot(ledger)).body
    assert first is not None
    assert later is not None
    assert first["seconds_a_page"] >= 0
    assert "seconds" not in later


def test_an_issue_with_dead_letters_is_not_finished(ledger: SqlLedger) -> None:
    """So that the next sync tries again."""
    entry = issue_entry(take_snapshot(ledger))
    assert with_dead_letters(entry, 0) is entry
    body = with_dead_letters(entry, 2).body
    assert body is not None
    assert (body["finished"], body["dead_letters"]) == (False, 2)


def test_a_paragraph_without_facts_is_an_entry_too(tmp_path: Path) -> None:
    """A document with nothing but words is whole."""
    with open_ledger(f"sqlite:///{tmp_path / 'other.db'}") as ledger:
        ledger.commit(make_issue((make_document(1),)))
        kinds = [entry.kind for entry in entries(take_snapshot(ledger))]
    assert kinds == ["documents", "paragraphs", "paragraphs"]
