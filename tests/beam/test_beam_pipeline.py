"""The pipeline on Beam's in-process runner: what goes in as jobs comes out as readings."""

from dataclasses import replace
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.util import assert_that
from worker_handler import SpinningSteps

from gongbao.errors import SettingsError, UnavailableError
from gongbao.gazette import HOME
from gongbao.model import Artifact, Line, Page
from gongbao.readings import Failure, Readings
from transforms import beam as wiring
from transforms import pipeline
from transforms.issues import IssueMaker
from transforms.pipeline import Job

MEMORY = 4 * 1024**3
ISSUES = sorted((Path(__file__).parent.parent / "data" / "issues").glob("*.txt"))


class LineReader:
    """A reader of made-up files: each line of the file is a page; `!` is a page that can't be read."""

    def count(self, path: Path) -> int:
        """One page a line."""
        return len(path.read_text("utf-8").splitlines())

    def read(self, path: Path, index: int) -> Page:
        """The page's text, its `|` being line ends."""
        text = path.read_text("utf-8").splitlines()[index]
        if text == "!":
            return Page(index, (), rejected="it is torn")
        return Page(index, tuple(Line(t, index, n) for n, t in enumerate(text.split("|"))))


def line_reader(_: str) -> LineReader:
    """The reader of every media type."""
    return LineReader()


def job(path: Path) -> Job:
    """A job for a file."""
    sha = path.stem.encode().hex().ljust(64, "0")[:64]
    return Job(Artifact(path.name, sha, "text/plain", path.stat().st_size), str(path))


HERE = IssueMaker(HOME, "v", None, 0)  # in this process, where a test can break a rule


def run(jobs, reader, check, maker=HERE):
    """Run the transform on a list in the in-process runner."""
    with beam.Pipeline(runner="FnApiRunner", options=PipelineOptions([])) as p:
        written = p | beam.Create(jobs) | wiring.ReadIssues(reader, maker)
        assert_that(written, lambda found: check([one.read() for one in found]))


def test_pages_of_an_issue_come_together(tmp_path):
    """Pages are read one by one and assembled in order, whatever order they arrive in."""
    path = tmp_path / "a.txt"
    front = "某城市人民政府公报|2022年第3期|目录|关于甲的通知|某政发〔2022〕1号……2"
    head = "某城市人民政府文件|某政发〔2022〕1号|某城市人民政府关于甲的通知|各县：|甲一。"
    path.write_text("\n".join([front, head, "甲二。", "甲三。"]), "utf-8")

    def check(readings):
        (issue,) = (r.issue for r in readings)
        assert [p.text for p in issue.documents[0].paragraphs] == ["各县：", "甲一。", "甲二。", "甲三。"]
        assert [p.index for p in issue.pages] == [0, 1, 2, 3]

    run([job(path)], line_reader, check)


def test_a_bad_page_does_not_take_the_issue_along(tmp_path):
    """The issue goes on without a page that can't be read, and says so."""
    path = tmp_path / "a.txt"
    path.write_text("某城市人民政府文件|某政发〔2022〕1号|某城市人民政府关于甲的通知|各县：|甲一。\n!\n甲三。", "utf-8")

    def check(readings):
        (issue,) = (r.issue for r in readings)
        assert "page-rejected" in {f.code for f in issue.findings}
        assert issue.documents[0].paragraphs[-1].text == "甲三。"

    run([job(path)], line_reader, check)


def test_what_is_no_issue_is_rejected_and_the_rest_goes_through(tmp_path):
    """A file without any readable page, one without anything of a gazette, and a good one."""
    torn, other, good = tmp_path / "torn.txt", tmp_path / "other.txt", tmp_path / "good.txt"
    torn.write_text("!\n!", "utf-8")
    other.write_text("这是一封普通的信，与公报无关。", "utf-8")
    good.write_text("某城市人民政府文件|某政发〔2022〕1号|某城市人民政府关于甲的通知|各县：|甲。", "utf-8")

    def check(readings):
        outcome = {r.artifact.uri: r.rejection.code if r.rejection else len(r.issue.documents) for r in readings}
        assert outcome == {"torn.txt": "no-readable-page", "other.txt": "no-gazette", "good.txt": 1}

    run([job(torn), job(other), job(good)], line_reader, check)


@pytest.mark.parametrize("step", ["remove_running_headers", "segment", "tag", "check"])
def test_a_rule_that_raises_fails_its_issue_alone(tmp_path, monkeypatch, step):
    """Whichever step it is of; the failure has the chain of errors, and the other issue goes through."""
    rule = getattr(pipeline, step)

    def raising(given, *more):
        if "坏" in repr(given):
            raise KeyError("x") from ValueError("y")
        return rule(given, *more)

    monkeypatch.setattr(pipeline, step, raising)
    for name in ("坏", "好"):
        text = f"某城市人民政府文件|某政发〔2022〕1号|某城市人民政府关于{name}的通知|各县：|{name}。"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")

    def check(readings):
        found = {r.artifact.uri: r for r in readings}
        assert found["坏.txt"].failure == Failure(("KeyError: 'x'", "ValueError: y"))
        assert found["坏.txt"].issue is None and found["坏.txt"].rejection is None
        assert len(found["好.txt"].issue.documents) == 1

    run([job(tmp_path / "坏.txt"), job(tmp_path / "好.txt")], line_reader, check)


class BrokenReader(LineReader):
    """A reader that raises on some pages, or does not exist."""

    def read(self, path: Path, index: int) -> Page:
        """The page, unless it is the second of a file that is broken."""
        if "坏" in path.name and index == 1:
            raise RecursionError("deep")
        return super().read(path, index)


def broken_reader(_: str) -> LineReader:
    """The reader of every media type."""
    return BrokenReader()


def no_reader(_: str) -> LineReader:
    """A reader that can't be had."""
    raise SettingsError("The reader of another package can't be loaded.")


def test_a_page_that_raises_fails_its_issue_alone(tmp_path):
    """What a reader does not foresee is a failure, no bad file; and no other file's."""
    text = "某城市人民政府文件|某政发〔2022〕1号|某城市人民政府关于甲的通知|各县：|甲。\n乙。"
    for name in ("坏", "好"):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")

    def check(readings):
        found = {r.artifact.uri: r for r in readings}
        assert found["坏.txt"].failure == Failure(("RecursionError: deep",))
        assert found["好.txt"].issue is not None

    run([job(tmp_path / "坏.txt"), job(tmp_path / "好.txt")], broken_reader, check)


def test_what_is_of_no_file_is_told_apart(tmp_path):
    """Bytes that are away, and a reader that can't be had, are failures that lie outside of the files."""
    (tmp_path / "a.txt").write_text("甲。", "utf-8")
    there, gone = job(tmp_path / "a.txt"), Job(Artifact("b.txt", "1" * 64, "text/plain", 1), str(tmp_path / "b.txt"))

    def check(readings):
        assert [r.failure.outside for r in readings] == [True, True]
        assert {r.failure.next_step for r in readings} == {SettingsError.next_step, UnavailableError.next_step}

    run([there, gone], no_reader, check)


def test_a_file_without_pages_is_rejected(tmp_path):
    """It leaves a reading all the same: one that is absent would be an error of the run."""
    (tmp_path / "a.txt").write_text("", "utf-8")

    def check(readings):
        assert [r.rejection.code for r in readings] == ["no-readable-page"]

    run([job(tmp_path / "a.txt")], line_reader, check)


def test_the_same_steps_run_without_beam(tmp_path):
    """`read_file`, which tests and benches use, gives what the runner gives, rejections too."""
    paths = [tmp_path / name for name in ("torn.txt", "other.txt", "good.txt")]
    paths[0].write_text("!\n!", "utf-8")
    paths[1].write_text("这是一封普通的信，与公报无关。", "utf-8")
    paths[2].write_text("某城市人民政府文件|某政发〔2022〕1号|某城市人民政府关于甲的通知|各县：|甲。", "utf-8")
    here = {path.name: pipeline.read_file(job(path).artifact, path, line_reader) for path in paths}
    marked = pipeline.version(HOME)

    def check(readings):
        for reading in readings:
            issue = reading.issue and replace(reading.issue, pipeline=marked)
            assert replace(reading, issue=issue) == here[reading.artifact.uri]

    run([job(path) for path in paths], line_reader, check)
    run([job(path) for path in paths], line_reader, check, IssueMaker(HOME, "v", 60, MEMORY))


def test_an_issue_that_takes_too_long_fails_alone(tmp_path):
    """A pattern that never ends on one text holds up nothing: its process is ended, and the next issue has another."""
    for name in ("a-好", "b-坏", "c-好"):
        text = f"某城市人民政府文件|某政发〔2022〕1号|某城市人民政府关于{name}的通知|各县：|{name}。"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")

    def check(readings):
        found = {r.artifact.uri: r for r in readings}
        (said,) = found["b-坏.txt"].failure.errors
        assert "takes longer than 5 s" in said and "GONGBAO_LIMITS__ISSUE_SECONDS" in said
        assert not found["b-坏.txt"].failure.outside
        assert all(len(found[name].issue.documents) == 1 for name in ("a-好.txt", "c-好.txt"))

    jobs = [job(path) for path in sorted(tmp_path.iterdir())]
    run(jobs, line_reader, check, IssueMaker(HOME, "v", 5, MEMORY, SpinningSteps))


@pytest.mark.parametrize("options", [[], ["--direct_num_workers=1"]])
def test_run_leaves_a_reading_for_each_artifact(tmp_path, options):
    """The runner and its options are the caller's; the readings lie in the folder, whole."""
    from functools import partial

    from connectors.readers.registry import reader_for
    from transforms.layout.reading_order import arrange

    jobs = [job(path) for path in ISSUES[:1]]
    readings = Readings(tmp_path, "v")
    wiring.run(
        jobs, partial(reader_for, arrange=arrange), IssueMaker(HOME, "v", 60, MEMORY), readings, "FnApiRunner", options
    )
    reading = readings.load(jobs[0].artifact)
    assert reading.issue is not None and reading.issue.documents and reading.issue.pipeline == "v"
    assert not list(tmp_path.glob("*.part"))


class InterruptedReader(LineReader):
    """A person presses Ctrl-C while it reads."""

    def read(self, path: Path, index: int) -> Page:
        """Never to its end."""
        raise KeyboardInterrupt


def interrupted_reader(_: str) -> LineReader:
    """The reader of every media type."""
    return InterruptedReader()


def test_an_interruption_stays_one(tmp_path):
    """Ctrl-C comes out of a run as what it is, and no file is blamed for it."""
    readings = Readings(tmp_path, "v")
    with pytest.raises(KeyboardInterrupt):
        wiring.run([job(ISSUES[0])], interrupted_reader, HERE, readings, "FnApiRunner", [])
    assert not list(tmp_path.iterdir())
