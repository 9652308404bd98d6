"""Taking issues in: each artifact is read once and ends by itself; what would befall all of them ends the run."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from connectors.blobs.folder import FolderBlobs
from connectors.ledger import SqlLedger, open_ledger
from connectors.readers.text import TextReader
from connectors.sources.folder import FolderSource
from gongbao.app import judging
from gongbao.app.ingest import Intake, Outcome, ingest
from gongbao.composition import detect_media_type
from gongbao.errors import InputError, ReadingError, UnavailableError
from gongbao.model import Artifact, Cause, Facts, Issue, Page
from gongbao.ports import Reader, SourceItem
from gongbao.readings import Failure, Reading, Readings
from transforms import pipeline

BROKEN = "坏规则"


def issue_text(title: str, number: int | None = None) -> str:
    """A small issue; without a number it is named by its hash."""
    cover = f"某城市人民政府公报\n2022年第{number}期\n" if number else ""
    return f"{cover}某城市人民政府文件\n某政发〔2022〕1号\n某城市人民政府关于{title}的通知\n各县：\n{title}一。\n"


def text_reader(_: str) -> Reader:
    """The reader of every media type."""
    return TextReader(100_000)


@dataclass
class Desk:
    """An intake of its own, whose pipeline runs in this process, and what it read."""

    home: Path
    ledger: SqlLedger
    version: str = "v1"
    keeps: bool = True
    read: list[str] = field(default_factory=list)

    @property
    def intake(self) -> Intake:
        """What `ingest` takes."""
        readings = Readings(self.home / "readings", self.version)
        return Intake(self.ledger, FolderBlobs(self.home / "blobs"), readings, self.run, detect_media_type)

    def run(self, artifacts: Sequence[Artifact]) -> None:
        """The steps of the pipeline, artifact by artifact."""
        for artifact in artifacts:
            self.read.append(artifact.uri)
            path = self.intake.blobs.path(artifact.sha256)
            made = pipeline.read_file(artifact, path, text_reader)
            if made.issue is not None:
                made = replace(made, issue=replace(made.issue, pipeline=self.version))
            if self.keeps:
                self.intake.readings.keep(made)

    def take_in(self, again: bool = True, source: FolderSource | None = None) -> list[Outcome]:
        """All that lies in the folder."""
        return list(ingest(self.intake, source or FolderSource([self.home / "in"], 100_000), again))

    def put(self, name: str, title: str) -> Path:
        """A file in the folder."""
        path = self.home / "in" / name
        path.write_text(issue_text(title), "utf-8")
        return path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty ledger and an empty folder."""
    (tmp_path / "in").mkdir()
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        yield Desk(tmp_path, ledger)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A rule that raises on one issue; returns what mends it."""
    tag = pipeline.tag

    def raising(document: object, *more: object) -> Facts:
        if BROKEN in document.title:  # type: ignore[attr-defined]
            raise KeyError("规则") from ValueError("no such rule")
        return tag(document, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "tag", raising)
    return lambda: monkeypatch.setattr(pipeline, "tag", tag)


def states(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """How each file ended."""
    return {o.uri.rsplit("/", 1)[-1]: o.state for o in outcomes}


def test_the_same_bytes_at_two_places_are_read_once(desk: Desk) -> None:
    """Both places get an outcome, the second unchanged, whatever lies between them; neither is asked for again."""
    desk.put("a.txt", "湿地")
    for n in range(9):
        desk.put(f"b{n}.txt", f"绿化{n}")
    desk.put("c.txt", "湿地")
    assert states(desk.take_in())["a.txt"] == "new"
    assert states(desk.take_in(again=False)) == {}
    assert len(desk.read) == len(set(desk.read)) == 10
    found = states(desk.take_in())
    assert set(found.values()) == {"unchanged"} and len(found) == 11
    assert not list((desk.home / "readings").iterdir())


def test_the_second_place_is_unchanged(desk: Desk) -> None:
    """The first of two is new."""
    desk.put("a.txt", "湿地")
    desk.put("c.txt", "湿地")
    assert states(desk.take_in()) == {"a.txt": "new", "c.txt": "unchanged"}


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_a_file_that_was_touched_is_not_read_again(desk: Desk, mode: int) -> None:
    """Rights and times make another item of it, but its bytes are known; so are those of a copy and of a bad file."""
    path = desk.put("a.txt", "湿地")
    bad = desk.home / "in" / "bad.txt"
    bad.write_text("no issue")
    desk.take_in(again=False)
    desk.read.clear()
    for file in (path, bad):
        file.chmod(mode)
        os.utime(file, (1, 1))
    desk.put("copy.txt", "湿地")
    assert states(desk.take_in(again=False)) == {} and desk.read == []


def test_a_file_that_is_what_it_was_before_is_read_again(desk: Desk) -> None:
    """An issue stands on the bytes that came last: a correction that is taken back is one more."""
    path = desk.put("a.txt", "湿地")
    first = issue_text("湿地", 3)
    for text in (first, first.replace("一。", "二。"), first):
        path.write_text(text, "utf-8")
        assert list(states(desk.take_in(again=False))) == ["a.txt"]
        assert desk.take_in(again=False) == []
    [summary] = desk.ledger.issues()
    assert "湿地一。" in desk.ledger.issue(summary.id).documents[0].paragraphs[-1].text


def test_a_reading_that_is_absent_is_no_bad_file(desk: Desk) -> None:
    """It is an error of the run: nothing is rejected, nothing counts as dealt with, the next run makes up for it."""
    desk.put("a.txt", "湿地")
    desk.keeps = False
    with pytest.raises(UnavailableError, match="left no reading"):
        desk.take_in()
    assert desk.ledger.findings() == [] and desk.ledger.last_event() == 0
    desk.keeps = True
    assert states(desk.take_in(again=False)) == {"a.txt": "new"}


def test_a_reading_that_can_not_be_kept_is_absent(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """The disk's own word for it is in the log."""
    desk.put("a.txt", "湿地")
    (desk.home / "readings").write_text("no folder")
    with pytest.raises(UnavailableError, match="left no reading"):
        desk.take_in()
    assert "can't be kept" in caplog.text
    assert desk.ledger.findings() == []


@pytest.mark.parametrize("spoilt", ["", "{", '{"artifact": 7}'], ids=["empty", "cut off", "of another shape"])
def test_a_spoilt_reading_is_absent(desk: Desk, spoilt: str) -> None:
    """What is no reading is none."""
    readings = desk.intake.readings
    artifact = Artifact("file:///a.txt", "0" * 64, "text/plain", 1)
    readings.keep(Reading(artifact))
    readings.path(artifact).write_text(spoilt)
    with pytest.raises(UnavailableError):
        readings.load(artifact)


def test_bytes_that_are_away_are_no_bad_file(desk: Desk) -> None:
    """A file whose blob is not where it should be is skipped, and tried again."""
    desk.put("a.txt", "湿地")
    run = desk.run

    def without_blobs(artifacts: Sequence[Artifact]) -> None:
        for artifact in artifacts:
            desk.intake.blobs.path(artifact.sha256).rename(desk.home / "away")
            job = pipeline.Job(artifact, str(desk.home / "blobs" / "nowhere"))
            [ref] = pipeline.list_pages(job, text_reader)
            keyed = pipeline.read_page(ref, text_reader)
            desk.intake.readings.keep(pipeline.assemble([keyed[1]], pipeline.HOME, "v1"))

    desk.run = without_blobs  # type: ignore[method-assign]
    [outcome] = desk.take_in()
    assert outcome.state == "skipped" and "not at" in (outcome.skipped or "")
    assert desk.ledger.findings() == [] and desk.ledger.last_event() == 0
    desk.run = run  # type: ignore[method-assign]
    assert states(desk.take_in(again=False)) == {"a.txt": "new"}


def test_what_needs_a_program_that_is_not_there_is_skipped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan waits for its OCR engine, round by round; a text does without, and goes through."""
    desk.put("a.txt", "湿地")
    desk.put("scan.txt", "扫描")
    read = TextReader.read

    def without_engine(reader: TextReader, path: Path, index: int) -> Page:
        if "扫描" in path.read_text("utf-8"):
            raise UnavailableError("Tesseract is not installed.", "Install it.") from FileNotFoundError("tesseract")
        return read(reader, path, index)

    with monkeypatch.context() as patch:
        patch.setattr(TextReader, "read", without_engine)
        first, second = desk.take_in(again=False), desk.take_in(again=False)
    assert states(first) == {"a.txt": "new", "scan.txt": "skipped"}
    assert states(second) == {"scan.txt": "skipped"}
    assert second[0].skipped == "Tesseract is not installed. Install it."
    assert [stored for stored in desk.ledger.findings() if stored.issue is None] == []
    assert list(states(desk.take_in(again=False))) == ["scan.txt"]
    assert desk.take_in(again=False) == []


def test_an_issue_fails_alone(desk: Desk, broken: Callable[[], None]) -> None:
    """The others go through; the file is kept with the error chain, and is no file that is at fault."""
    for name, title in (("a.txt", "湿地"), ("b.txt", BROKEN), ("c.txt", "绿化")):
        desk.put(name, title)
    outcomes = desk.take_in()
    assert states(outcomes) == {"a.txt": "new", "b.txt": "failed", "c.txt": "new"}
    failed = outcomes[1].failed or ""
    assert "KeyError: '规则', caused by ValueError: no such rule" in failed and "pipeline v1" in failed
    assert outcomes[1].rejected is None
    [stored] = [f for f in desk.ledger.findings() if f.finding.code == "reading-failed"]
    assert stored.finding.message == failed and (stored.uri or "").endswith("b.txt")


def test_what_failed_is_tried_again_by_another_version(desk: Desk, broken: Callable[[], None]) -> None:
    """Not in every round of `watch`, but after a change of the pipeline, and whenever it is named."""
    desk.put("b.txt", BROKEN)
    assert states(desk.take_in(again=False)) == {"b.txt": "failed"}
    assert states(desk.take_in(again=False)) == {}
    assert states(desk.take_in(again=True)) == {"b.txt": "failed"}
    desk.version = "v2"
    assert states(desk.take_in(again=False)) == {"b.txt": "failed"}
    assert states(desk.take_in(again=False)) == {}
    broken()
    desk.version = "v3"
    assert states(desk.take_in(again=False)) == {"b.txt": "new"}
    assert not [f for f in desk.ledger.findings() if f.finding.code == "reading-failed"]
    assert states(desk.take_in(again=False)) == {}


def test_a_failure_is_one_event_a_version(desk: Desk, broken: Callable[[], None]) -> None:
    """From it the publisher makes a dead letter; trying again in vain makes no other."""
    desk.put("b.txt", BROKEN)
    desk.take_in()
    desk.take_in()
    [event] = desk.ledger.events()
    assert (event.type, event.data["code"], event.data["severity"]) == (
        "gongbao.finding.raised",
        "reading-failed",
        "error",
    )
    assert event.data.get("issue") is None and "KeyError" in event.data["message"]
    desk.version = "v2"
    desk.take_in()
    assert len(list(desk.ledger.events())) == 2


def test_a_commit_that_raises_fails_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Events and revisions follow from rules, too."""
    desk.put("a.txt", BROKEN)
    desk.put("b.txt", "湿地")
    commit = desk.ledger.commit

    def raising(issue: Issue, item: SourceItem | None = None, cause: Cause = Cause.NEW) -> object:
        if BROKEN in issue.documents[0].title:
            raise IndexError("no event")
        return commit(issue, item, cause)

    monkeypatch.setattr(desk.ledger, "commit", raising)
    assert states(desk.take_in()) == {"a.txt": "failed", "b.txt": "new"}


class VanishingSource(FolderSource):
    """A folder one of whose files is gone after it was listed."""

    def fetch(self, item: SourceItem) -> bytes:
        """The bytes, if the file is not the one that vanishes."""
        if item.uri.endswith("b.txt"):
            Path(item.uri.removeprefix("file://")).unlink(missing_ok=True)
        return super().fetch(item)


def test_a_file_that_vanishes_is_skipped(desk: Desk) -> None:
    """It is said, the others go on, and nothing of it is kept."""
    for name in ("a.txt", "b.txt", "c.txt"):
        desk.put(name, name)
    outcomes = desk.take_in(again=False, source=VanishingSource([desk.home / "in"], 100_000))
    assert states(outcomes)["b.txt"] == "skipped"
    assert {state for name, state in states(outcomes).items() if name != "b.txt"} <= {"new", "corrected"}
    assert "can't be read" in next(o.skipped or "" for o in outcomes if o.state == "skipped")
    assert states(desk.take_in(again=False)) == {}
    desk.put("b.txt", "回来")
    assert list(states(desk.take_in(again=False))) == ["b.txt"]


def test_facts_are_counted_in_one_way(desk: Desk) -> None:
    """The outcome, the list of issues and the documents themselves say the same number."""
    (desk.home / "in" / "a.txt").write_text(issue_text("湿地") + "本通知自2022年3月1日起施行，有效期五年。\n", "utf-8")
    [outcome] = desk.take_in()
    [summary] = desk.ledger.issues()
    issue = desk.ledger.issue(summary.id)
    assert outcome.facts == summary.facts == sum(d.facts.count for d in issue.documents) > 0


def test_a_change_of_reading_is_not_a_change_of_the_paper(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes, read otherwise by another version, are `reprocessed`; other bytes are `corrected`."""
    path = desk.put("a.txt", "湿地")
    path.write_text(issue_text("湿地", 3), "utf-8")
    desk.take_in()
    before = desk.ledger.last_event()
    monkeypatch.setattr(pipeline, "tag", lambda *_: Facts())
    monkeypatch.setattr(pipeline, "segment", lambda *args, was=pipeline.segment: retitled(was(*args), "另一题目"))
    desk.version = "v2"
    assert states(desk.take_in()) == {"a.txt": "corrected"}
    assert {e.data["cause"] for e in desk.ledger.events(before)} == {"reprocessed"}
    before = desk.ledger.last_event()
    path.write_text(issue_text("湿地", 3).replace("一。", "二。"), "utf-8")
    desk.take_in()
    assert {e.data["cause"] for e in desk.ledger.events(before)} == {"corrected"}


def retitled(issue: Issue, title: str) -> Issue:
    """The issue with other titles."""
    return replace(issue, documents=tuple(replace(d, title=title) for d in issue.documents))


@pytest.mark.parametrize(
    ("reading", "error"),
    [
        ({"rejection": pipeline.no_readable_page("it is torn")}, InputError),
        ({"failure": Failure(("KeyError: 'x'",))}, ReadingError),
        ({"failure": Failure(("UnavailableError: no OCR",), outside=True)}, UnavailableError),
    ],
)
def test_what_is_no_issue_says_why(reading: dict[str, object], error: type[Exception]) -> None:
    """Who asks for the issue of a reading gets it, or the error that fits."""
    artifact = Artifact("file:///a.txt", "0" * 64, "text/plain", 1)
    with pytest.raises(error):
        Reading(artifact, **reading).to_issue()  # type: ignore[arg-type]


def test_what_lies_outside_says_what_to_do() -> None:
    """The next step is that of the error which a reader raised, not one about some server."""
    failure = Failure(("UnavailableError: No OCR.",), outside=True, next_step="Install it.")
    with pytest.raises(UnavailableError, match=r"could not be read: UnavailableError: No OCR\.$") as caught:
        Reading(Artifact("file:///a.txt", "0" * 64, "text/plain", 1), failure=failure).to_issue()
    assert caught.value.next_step == "Install it."


def test_an_outcome_says_how_the_file_stands(desk: Desk) -> None:
    """Whichever comes first, the whole one stands; the excerpt waits, until a person decides, and says why."""
    second = "某城市人民政府文件\n某政发〔2022〕2号\n某城市人民政府关于绿化的通知\n各县：\n绿化一。\n"
    whole = issue_text("湿地", 3) + second
    for name, text in (("whole.txt", whole), ("excerpt.txt", issue_text("湿地", 3))):
        (desk.home / "in" / name).write_text(text, "utf-8")
    found = {o.uri.rsplit("/", 1)[-1]: o for o in desk.take_in()}
    assert [found[name].state for name in ("excerpt.txt", "whole.txt")] == ["new", "new"]
    found = {o.uri.rsplit("/", 1)[-1]: o for o in desk.take_in()}
    assert {name: o.state for name, o in found.items()} == {"excerpt.txt": "quarantined", "whole.txt": "unchanged"}
    assert "lacks 1 of the 2 documents" in (found["excerpt.txt"].why or "") and found["whole.txt"].why is None
    assert desk.take_in(again=False) == []
    judging.reject(desk.ledger, found["excerpt.txt"].issue or "")
    assert states(desk.take_in()) == {"excerpt.txt": "witness", "whole.txt": "unchanged"}
    judging.withdraw(desk.ledger, found["whole.txt"].issue or "", "none")
    assert states(desk.take_in())["whole.txt"] == "withdrawn"
