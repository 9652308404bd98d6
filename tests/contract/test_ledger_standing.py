"""Several files for one issue, and what people decide of them, on SQLite and on PostgreSQL."""

import gzip
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from builders import GAZETTE, commit_shrunk, make_artifact, make_document, make_first_issue, make_issue, with_text

from connectors.ledger import SqlLedger, open_ledger
from gongbao.errors import InputError, NotFoundError
from gongbao.model import ContentsEntry, Finding, FindingCode, Issue, Judgement, Masthead, Severity, Standing
from gongbao.ports import Commit, Decision, Query

ISSUE = f"{GAZETTE}/2021/4"
DATA = Path(__file__).resolve().parents[1] / "data"
Q, S, W = Standing.QUARANTINED, Standing.STANDS, Standing.WITNESS


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty ledger may be made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    found: str = request.getfixturevalue("postgresql_url")
    return found


@pytest.fixture
def ledger(url: str) -> Iterator[SqlLedger]:
    """An empty ledger."""
    with open_ledger(url) as found:
        yield found


def read(
    name: str, *ordinals: int, ocr: bool = False, place: str = "", number: int = 4, gazette: str = GAZETTE
) -> Issue:
    """A file in which these documents were found, of the four that its 目录 lists."""
    issue_id = f"{gazette}/2021/{number}"
    documents = tuple(
        replace(
            make_document(n, f"示政发〔2021〕{n}号", f"关于第{n}项工作的通知", (f"第{n}项工作要做好。",), issue_id),
            id=f"{gazette}/示政发/2021/{n}",
            entry=n - 1,
        )
        for n in ordinals
    )
    artifact = make_artifact(place or f"{name}.pdf", name.encode())
    issue = make_issue(documents, number, artifact=artifact)
    contents = tuple(ContentsEntry(None, f"关于第{n}项工作的通知", None, n) for n in range(1, 5))
    pages = tuple(replace(page, reader="ocr:rapidocr" if ocr else "pdf") for page in issue.pages)
    documents = tuple(replace(d, issue=issue_id) for d in issue.documents)
    return replace(issue, id=issue_id, gazette=gazette, contents=contents, pages=pages, documents=documents)


def whole(name: str = "whole", **more: bool) -> Issue:
    """A file that has all four."""
    return read(name, 1, 2, 3, 4, **more)


def stands(ledger: SqlLedger, issue: str | None = None) -> dict[str, Standing]:
    """How each file stands, by its name."""
    return {r.uri.rsplit("/", 1)[-1].removesuffix(".pdf"): r.standing for r in ledger.readings(issue)}


def decide(
    ledger: SqlLedger, judgement: Judgement, issue: Issue | str, why: str = "", target: str | None = None
) -> Commit:
    """A decision of a file, or of an issue by its id."""
    name, sha256 = (issue, None) if isinstance(issue, str) else (issue.id, issue.artifact.sha256)
    return ledger.decide(Decision(judgement, why, "li", name, sha256, target))


def told(ledger: SqlLedger, since: int) -> list[tuple[str, str, str | None]]:
    """Type, subject and reason of the events after a position, but for findings."""
    events = [e for e in ledger.events(since) if "finding" not in e.type]
    return [(e.type.removeprefix("gongbao."), e.subject, e.data.get("reason")) for e in events]


def test_an_excerpt_waits_and_withdraws_nothing(ledger: SqlLedger) -> None:
    """It is kept, a finding says so, and nothing else has changed; found again, it still waits and says no more."""
    ledger.commit(whole())
    before = ledger.last_event()
    commit = ledger.commit(read("excerpt", 2))
    assert (commit.standing, commit.withdrawn, commit.changed) == (Q, (), ())
    assert "3 of the 4 documents" in commit.why
    assert stands(ledger) == {"whole": S, "excerpt": Q}
    assert len(ledger.issue(ISSUE).documents) == 4
    (found,) = ledger.findings(ISSUE)
    assert (found.finding.code, (found.uri or "").rsplit("/", 1)[-1]) == (FindingCode.QUARANTINED, "excerpt.pdf")
    assert ledger.issues()[0].waiting == 1
    (event,) = ledger.events(before)
    assert (event.type, event.data["code"]) == ("gongbao.finding.raised", "quarantined")
    again = ledger.commit(read("excerpt", 2))
    assert (again.standing, again.events) == (Q, ())
    assert ledger.commit(whole()).empty


def test_a_better_file_replaces_what_stands(ledger: SqlLedger) -> None:
    """As a correction: documents that were there are corrected, others new; the worse one is kept."""
    ledger.commit(with_text(read("excerpt", 2), 0, 0, "第2项工作耍做好。"))
    before = ledger.last_event()
    commit = ledger.commit(whole())
    assert (commit.standing, commit.changed, len(commit.new)) == (S, (f"{GAZETTE}/示政发/2021/2",), 3)
    assert "withdrawn" not in {kind for kind, _, _ in told(ledger, before)}
    assert ledger.document(f"{GAZETTE}/示政发/2021/2").version == 2
    assert stands(ledger) == {"whole": S, "excerpt": Q}


def test_a_scan_is_a_witness_of_the_text(ledger: SqlLedger) -> None:
    """The text layer stands, whichever comes first, and nobody is asked."""
    ledger.commit(whole("scan", ocr=True))
    assert ledger.commit(whole("text")).standing is S
    assert ledger.commit(whole("scan", ocr=True)).standing is W
    assert stands(ledger) == {"scan": W, "text": S}
    assert ledger.findings() == []


def state(ledger: SqlLedger) -> dict[str, object]:
    """All that the ledger says now of the issue and its files; not by which way it came there."""
    issue = ledger.issue(ISSUE)
    found = [ledger.document(d.id) for d in issue.documents]
    return {
        "issue": issue,
        "revisions": [stored.revision for stored in found],
        "files": sorted((r.sha256, r.issue, r.standing, r.why) for r in ledger.readings()),
        "findings": [(f.id, f.sha256, f.finding) for f in ledger.findings()],
        "found": sorted(hit.document for hit in ledger.search(Query("工作")).hits),
        "summary": [(s.documents, s.facts, s.findings, s.waiting, s.sha256) for s in ledger.issues()],
    }


@pytest.mark.parametrize(
    "files",
    [
        (whole(), read("excerpt", 2)),
        (read("a", 1, 2), read("b", 2, 3, 4), whole("scan", ocr=True)),
        (whole("text"), with_text(whole("twin"), 0, 0, "第1项工作要做到。"), read("excerpt", 4)),
        (read("a", 1, 2), replace(read("b", 3, 4), contents=()), read("c", 1, 3)),
    ],
    ids=["an excerpt", "parts and a scan", "two of a kind", "parts alone"],
)
def test_the_ledger_ends_the_same_whichever_file_comes_first(tmp_path: Path, files: Sequence[Issue]) -> None:
    """Documents, findings, search and how each file stands: all as in any other order, and after all of them again."""
    open_ledger(f"sqlite:///{tmp_path / 'empty.db'}").close()
    ends = []
    for n, order in enumerate(permutations(files)):
        shutil.copy(tmp_path / "empty.db", tmp_path / f"{n}.db")
        with open_ledger(f"sqlite:///{tmp_path / f'{n}.db'}") as ledger:
            for issue in order:
                ledger.commit(issue)
            ends.append(state(ledger))
            last = ledger.last_event()
            for issue in order:
                ledger.commit(issue)
            assert (state(ledger), ledger.last_event()) == (ends[0], last)
    assert all(end == ends[0] for end in ends)


def test_a_file_replaced_at_its_place_is_a_correction(ledger: SqlLedger) -> None:
    """As good as before it stands, there and back; cut short it waits."""
    one = read("one", 1, 2, 3, 4, place="issue.pdf")
    other = with_text(read("other", 1, 2, 3, 4, place="issue.pdf"), 0, 0, "第1项工作要做到。")
    for issue in (one, other, one, other):
        commit = ledger.commit(issue)
        assert (commit.standing, len(commit.new + commit.changed)) == (S, 4 if issue is one and commit.new else 1)
    assert ledger.commit(read("cut", 1, 2, place="issue.pdf")).standing is Q
    assert ledger.findings()[0].sha256 == make_artifact("cut", b"cut").sha256


def test_what_is_accepted_stands_and_the_others_do_not_ask_again(ledger: SqlLedger) -> None:
    """With the person's reason in every event; a better file that comes later has to ask."""
    ledger.commit(whole())
    excerpt = read("excerpt", 2, 3)
    ledger.commit(excerpt)
    before = ledger.last_event()
    commit = decide(ledger, Judgement.ACCEPT, excerpt, "the publisher took two back")
    assert (commit.standing, len(commit.withdrawn)) == (S, 2)
    events = told(ledger, before)
    assert ("document.withdrawn", f"{GAZETTE}/示政发/2021/1", "the publisher took two back") in events
    assert ledger.search(Query("“第1项工作”")).total == 0
    assert ledger.commit(whole()).standing is W
    assert ledger.findings() == []
    later = ledger.commit(whole("later"))
    assert (later.standing, "a person accepted the other file" in later.why) == (Q, True)
    decide(ledger, Judgement.ACCEPT, whole("later"))
    assert stands(ledger) == {"whole": W, "excerpt": W, "later": S}
    assert len(ledger.issue(ISSUE).documents) == 4


def test_what_is_rejected_does_not_ask_again(ledger: SqlLedger) -> None:
    """Its finding is gone, it is kept as a witness, and can be accepted after all; what stands can't be rejected."""
    ledger.commit(whole())
    excerpt = read("excerpt", 2)
    ledger.commit(excerpt)
    assert decide(ledger, Judgement.REJECT, ISSUE).standing is W
    assert ledger.findings() == []
    assert ledger.commit(excerpt).standing is W
    with pytest.raises(InputError, match="stands by this file"):
        decide(ledger, Judgement.REJECT, whole())
    decide(ledger, Judgement.ACCEPT, excerpt)
    assert stands(ledger) == {"whole": W, "excerpt": S}
    assert [d.judgement for d in ledger.decisions()] == [Judgement.REJECT, Judgement.ACCEPT]


def test_who_is_meant_must_be_clear(ledger: SqlLedger) -> None:
    """An issue of which several files wait, or none, does not say which."""
    ledger.commit(whole())
    with pytest.raises(NotFoundError, match="No file waits"):
        decide(ledger, Judgement.ACCEPT, ISSUE)
    ledger.commit(read("a", 1))
    ledger.commit(read("b", 2))
    with pytest.raises(InputError, match="Several files"):
        decide(ledger, Judgement.ACCEPT, ISSUE)


def test_a_reading_that_lost_documents_waits(ledger: SqlLedger) -> None:
    """Other rules, or a page that could not be read this time, withdraw nothing by themselves."""
    ledger.commit(whole())
    worse = replace(read("whole", 1, 2), pipeline="2")
    assert ledger.commit(worse).standing is Q
    assert ledger.commit(worse).events == ()
    assert len(ledger.issue(ISSUE).documents) == 4
    assert "2 of its documents fewer" in ledger.findings()[0].finding.message
    ledger.commit(read("excerpt", 3))
    assert [f.finding.code for f in ledger.findings()] == ["quarantined"] * 2
    decide(ledger, Judgement.REJECT, worse)
    assert len(ledger.findings()) == 1
    assert ledger.commit(worse).empty
    assert ledger.commit(replace(worse, pipeline="3")).standing is Q
    assert decide(ledger, Judgement.ACCEPT, worse).withdrawn == tuple(f"{GAZETTE}/示政发/2021/{n}" for n in (3, 4))
    assert ledger.issue(ISSUE).pipeline == "3"


def test_a_reading_without_the_cover_does_not_rename_the_issue(ledger: SqlLedger) -> None:
    """It waits under the id that stands, and renames the issue only if that is accepted."""
    ledger.commit(whole())
    torn = replace(read("whole", 1, 2, 3, 4, gazette="unknown"), pages=())
    commit = ledger.commit(torn)
    assert (commit.issue, commit.standing, "would be unknown/2021/4" in commit.why) == (ISSUE, Q, True)
    assert [issue.id for issue in ledger.issues()] == [ISSUE]
    decide(ledger, Judgement.ACCEPT, ISSUE)
    assert [issue.id for issue in ledger.issues()] == ["unknown/2021/4"]
    assert stands(ledger) == {"whole": S}


def test_a_better_reading_of_the_same_file_goes_through(ledger: SqlLedger) -> None:
    """What waited of it waits no longer; a document that its 目录 does not list may go."""
    more = whole()
    more = replace(more, documents=(*more.documents, make_document(5, title="半件")))
    ledger.commit(more)
    ledger.commit(read("whole", 1))
    commit = ledger.commit(replace(whole(), pipeline="2"))
    assert (commit.standing, commit.withdrawn) == (S, (f"{ISSUE}/5",))
    assert ledger.findings() == []
    with pytest.raises(NotFoundError, match="No file waits"):
        decide(ledger, Judgement.ACCEPT, ISSUE)


def test_an_issue_is_withdrawn_and_brought_back(ledger: SqlLedger) -> None:
    """It is gone, events say why, its files do not bring it back, and a new one asks; then all is there again."""
    issue = make_issue()
    ledger.commit(issue)
    before = ledger.last_event()
    kept = ledger.issue(ISSUE)
    commit = decide(ledger, Judgement.WITHDRAW, ISSUE, "of another city")
    assert (commit.standing, len(commit.withdrawn)) == (Standing.WITHDRAWN, 2)
    events = told(ledger, before)
    assert [kind for kind, _, _ in events] == [
        "issue.withdrawn",
        "document.withdrawn",
        "status.changed",
        "status.changed",
        "document.withdrawn",
        "appointment.withdrawn",
        "text.withdrawn",
        "text.withdrawn",
        "office.withdrawn",
    ]
    assert {why for kind, _, why in events if not kind.startswith(("text.", "office."))} == {"of another city"}
    assert ledger.issues() == [] and ledger.search(Query("湿地")).total == 0
    assert ledger.states() == {} and ledger.snapshot(ISSUE) is None
    with pytest.raises(NotFoundError, match="was withdrawn: of another city"):
        ledger.issue(ISSUE)
    for again in (issue, replace(issue, pipeline="2"), with_text(issue, 0, 0, "各县：")):
        assert ledger.commit(again).standing is Standing.WITHDRAWN
    ledger.commit(issue)
    assert ledger.last_event() == before + len(events)
    assert ledger.commit(replace(issue, artifact=make_artifact("new.txt"))).standing is Q
    assert ledger.findings(ISSUE)[0].finding.code == FindingCode.QUARANTINED
    with pytest.raises(NotFoundError):
        decide(ledger, Judgement.WITHDRAW, ISSUE)
    assert decide(ledger, Judgement.ACCEPT, issue).new == tuple(d.id for d in issue.documents)
    assert ledger.issue(ISSUE) == kept
    assert ledger.search(Query("湿地")).total == 1
    assert ledger.document(issue.documents[0].id).version == 3


def test_a_withdrawn_issue_comes_back_by_its_id(ledger: SqlLedger) -> None:
    """By the best of its files."""
    ledger.commit(read("excerpt", 2))
    ledger.commit(whole())
    decide(ledger, Judgement.WITHDRAW, ISSUE, "why")
    assert set(stands(ledger).values()) == {Standing.WITHDRAWN}
    decide(ledger, Judgement.ACCEPT, ISSUE)
    assert stands(ledger) == {"excerpt": W, "whole": S}


def test_a_wrong_id_is_merged_into_one_that_is_not_there(ledger: SqlLedger) -> None:
    """The issue goes by the right id, documents by what follows from it; events lead from one to the other."""
    wrong = replace(read("scan", 1, 2, gazette="unknown", number=6), masthead=Masthead())
    ledger.commit(wrong)
    before = ledger.last_event()
    commit = decide(ledger, Judgement.MERGE, "unknown/2021/6", "no cover", "shili/2021/6")
    assert (commit.issue, len(commit.new), len(commit.withdrawn)) == ("shili/2021/6", 2, 2)
    gone = {e.subject: e.data["replaced_by"] for e in ledger.events(before) if e.type.endswith("withdrawn")}
    assert gone == {
        "unknown/2021/6": "shili/2021/6",
        "unknown/示政发/2021/1": "shili/示政发/2021/1",
        "unknown/示政发/2021/2": "shili/示政发/2021/2",
    }
    [summary] = ledger.issues()
    assert (summary.id, summary.gazette, summary.year, summary.numbers) == ("shili/2021/6", "shili", 2021, (6,))
    with pytest.raises(NotFoundError, match="it is shili/2021/6: no cover"):
        ledger.issue("unknown/2021/6")
    last = ledger.last_event()
    assert ledger.commit(wrong).issue == "shili/2021/6"
    assert ledger.last_event() == last
    changed = ledger.commit(replace(with_text(wrong, 0, 0, "第1项工作要做到。"), pipeline="2"))
    assert changed.changed == ("shili/示政发/2021/1",)
    assert ledger.commit(read("another", 1, 2, gazette="unknown", number=6)).issue == "unknown/2021/6"


@pytest.mark.parametrize("first", [4, 9])
def test_a_wrong_number_is_merged_into_an_issue_that_is_there(ledger: SqlLedger, first: int) -> None:
    """The better file stands under the ids that its documents should have, whichever issue had taken them."""
    part, full = read("part", 1, 2, number=9), read("full", 1, 2, 3, 4, number=4)
    for issue in sorted((part, full), key=lambda issue: issue.masthead.numbers != (first,)):
        ledger.commit(issue)
    decide(ledger, Judgement.MERGE, f"{GAZETTE}/2021/9", "it is number 4", ISSUE)
    assert stands(ledger) == {"part": Q, "full": S}
    assert [d.id for d in ledger.issue(ISSUE).documents] == [f"{GAZETTE}/示政发/2021/{n}" for n in range(1, 5)]
    assert {f.finding.code for f in ledger.findings()} == {FindingCode.QUARANTINED}
    assert [issue.id for issue in ledger.issues()] == [ISSUE]
    decide(ledger, Judgement.MERGE, part, "it was not", f"{GAZETTE}/2021/9")
    assert stands(ledger) == {"part": S, "full": S}
    assert ledger.commit(part).issue == f"{GAZETTE}/2021/9"


@pytest.mark.parametrize(
    "target", ["liaocheng", "liaocheng/2021", "liaocheng/2021/7-6", "../2021/6", ISSUE, "a/2021/06"]
)
def test_what_is_no_other_issue_is_no_target(ledger: SqlLedger, target: str) -> None:
    """Nothing is merged, and nothing remembered."""
    ledger.commit(whole())
    with pytest.raises(InputError, match="no other issue's id"):
        decide(ledger, Judgement.MERGE, ISSUE, "why", target)
    assert ledger.decisions() == []


def test_a_finding_that_is_known_stays_known(ledger: SqlLedger) -> None:
    """As long as it says the same of the same thing, wherever on paper; its id is of that."""
    finding = Finding(FindingCode.NO_DATE, "“甲” bears no date.", Severity.INFO, None, 3, 7)
    ledger.commit(make_issue(findings=(finding, replace(finding, message="“乙” bears no date."))))
    one, other = ledger.findings()
    assert one.id != other.id and not one.acknowledged
    ledger.decide(Decision(Judgement.ACKNOWLEDGE, "printed so", "li", finding=one.id))
    ledger.commit(make_issue(findings=(replace(finding, page=4, line=1),), pipeline="2"))
    (again,) = ledger.findings()
    assert (again.id, again.acknowledged) == (one.id, True)
    ledger.decide(Decision(Judgement.REOPEN, finding=one.id))
    assert not ledger.findings()[0].acknowledged
    with pytest.raises(NotFoundError, match="no finding"):
        ledger.decide(Decision(Judgement.ACKNOWLEDGE, finding=other.id))


def test_decisions_say_who_when_and_why(ledger: SqlLedger) -> None:
    """The oldest first, none ever changed."""
    ledger.commit(whole())
    ledger.commit(read("excerpt", 2))
    decide(ledger, Judgement.REJECT, ISSUE, "an excerpt")
    (found,) = ledger.decisions()
    assert (found.judgement, found.who, found.why, found.issue) == (Judgement.REJECT, "li", "an excerpt", ISSUE)
    assert found.sha256 == make_artifact("excerpt", b"excerpt").sha256
    assert found.time.tzinfo is not None


def test_files_of_two_issues_with_one_id_wait(ledger: SqlLedger) -> None:
    """Merging the one that is another issue settles it."""
    ledger.commit(whole())
    titles = (
        "公布绿化办法的决定",
        "启用新印章的通告",
        "表彰先进集体的通报",
        "成立防汛指挥部的函",
        "调整领导小组的批复",
    )
    documents = tuple(replace(make_document(n, title=title), entry=n - 1) for n, title in enumerate(titles, 1))
    other = make_issue(documents, artifact=make_artifact("other.pdf"))
    assert ledger.commit(other).standing is Q
    assert ledger.findings()[0].finding.severity is Severity.ERROR
    decide(ledger, Judgement.MERGE, other, "a misprint", f"{GAZETTE}/2021/5")
    assert stands(ledger) == {"whole": S, "other": S}
    assert ledger.findings() == []


def test_an_old_ledger_knows_its_files(tmp_path: Path) -> None:
    """What stood before stands, at its place; one whose documents had moved away is withdrawn."""
    path = tmp_path / "ledger.db"
    path.write_bytes(gzip.decompress((DATA / "ledgers" / "0001.db.gz").read_bytes()))
    with sqlite3.connect(path) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(issues)") if row[1] not in ("id", "committed")]
        names = ", ".join(columns)
        db.execute(f"INSERT INTO issues (id, committed, {names}) SELECT 'shili/2021/9', '1999', {names} FROM issues")
    db.close()
    with open_ledger(f"sqlite:///{path}") as ledger:
        issue = make_first_issue()
        assert [r.standing for r in ledger.readings()] == [S]
        assert [summary.id for summary in ledger.issues()] == [ISSUE]
        assert ledger.commit(issue).empty
        assert (
            ledger.commit(replace(issue, artifact=make_artifact("b.txt"), documents=issue.documents[:1])).standing is Q
        )
        corrected = replace(with_text(issue, 0, 0, "各县："), artifact=make_artifact("2021-04.txt", b"new"))
        assert ledger.commit(corrected).changed == (issue.documents[0].id,)
        commit_shrunk(ledger, replace(corrected, documents=corrected.documents[1:]))
        assert decide(ledger, Judgement.WITHDRAW, ISSUE, "why").withdrawn
