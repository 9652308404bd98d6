"""A stop ends a run: nothing is committed after it, nothing is blamed for it, nothing is left behind."""

import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from processes import Command, install_slow_engine, is_running, processor_seconds, wait_for

from connectors.ledger import open_ledger

LINE = "gongbao: stopped; what was committed stays. The same command goes on from there.\n"
CODES = [(signal.SIGTERM, 143), (signal.SIGINT, 130)]
SECONDS = 15  # that a stop may take here at most; 5 are promised, and CI is busy
SCAN = Path(__file__).parents[1] / "data" / "pdf" / "liaocheng-2021-04-scan.pdf"
TEXT = "某城市人民政府公报\n2022年第1期\n某城市人民政府文件\n某政发〔2022〕1号\n关于湿地的通知\n各县：\n湿。\n"


@pytest.fixture(scope="module")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A home of Prefect for all: making its tables takes longer than all else."""
    return str(tmp_path_factory.mktemp("prefect"))


@pytest.fixture
def command(tmp_path: Path, prefect: str) -> Iterator[Command]:
    """The command, with an engine of OCR that never ends a page."""
    (tmp_path / "in").mkdir()
    made = Command(tmp_path, {"PREFECT_HOME": prefect, **install_slow_engine(tmp_path)})
    yield made
    made.end()


def save_pdf(path: Path, pages: int) -> None:
    """A PDF with a text on each page."""
    pdf = pymupdf.open()
    for number in range(pages):
        pdf.new_page(width=300, height=400).insert_text((40, 60), f"page {number}")
    pdf.save(path)


def ledger_of(home: Path) -> tuple[set[str], list[str]]:
    """The issues that were committed, and the codes of findings about files."""
    with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
        return {issue.id for issue in ledger.issues()}, [f.finding.code for f in ledger.findings() if f.issue is None]


@pytest.mark.parametrize(("number", "code"), CODES, ids=["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("words", [("ingest",), ("watch",)], ids=["ingest", "watch"])
def test_a_stop_during_ocr_ends_the_run(command: Command, words: tuple[str], number: signal.Signals, code: int) -> None:
    """In seconds, with one line; no page counts as read or rejected, no issue is committed, no child goes on."""
    (command.folder / "in" / "a.txt").write_text(TEXT, "utf-8")
    shutil.copy(SCAN, command.folder / "in" / "b.pdf")
    command.start(*words, "in")
    assert wait_for(command.is_reading)
    children = command.children()
    started = time.monotonic()
    ended, _, said = command.stop(number)
    assert (ended, said) == (code, LINE)
    assert time.monotonic() - started < SECONDS
    assert wait_for(lambda: not any(is_running(child) for child in children), 5)
    issues, findings = ledger_of(command.home)
    assert issues <= {"某城市/2022/1"} and findings == []  # `watch` commits file by file: the text had its turn
    assert not [path for path in command.home.rglob("*") if re.search(r"\.part$", path.name)]


@pytest.mark.parametrize(("number", "code"), CODES, ids=["SIGTERM", "SIGINT"])
def test_a_stop_while_a_pdf_is_read_ends_the_run(command: Command, number: signal.Signals, code: int) -> None:
    """Its pages follow one another by the thousand, so that the stop meets any moment."""
    save_pdf(command.folder / "in" / "b.pdf", 3000)
    command.start("ingest", "in", "--json")
    assert wait_for(lambda: len(command.children()) > 0)
    ended, out, said = command.stop(number)
    assert (ended, out, said) == (code, "", LINE)
    assert ledger_of(command.home) == (set(), [])


@pytest.mark.parametrize(("number", "code"), CODES, ids=["SIGTERM", "SIGINT"])
def test_a_stop_while_a_text_is_assembled_ends_the_run(command: Command, number: signal.Signals, code: int) -> None:
    """The step is no failure of the file's."""
    (command.folder / "in" / "a.txt").write_text(TEXT + "湿地保护。\n" * 200_000, "utf-8")
    command.start("ingest", "in")
    assert wait_for(lambda: any(processor_seconds(child) > 1 for child in command.children()))
    assert command.stop(number) == (code, "", LINE)
    assert ledger_of(command.home) == (set(), [])


@pytest.mark.parametrize("words", [("ingest",), ("watch",)], ids=["ingest", "watch"])
def test_children_die_with_the_command(command: Command, words: tuple[str]) -> None:
    """By `kill -9` too, while they are at work: those that read, and the server of Prefect."""
    shutil.copy(SCAN, command.folder / "in" / "b.pdf")
    command.start(*words, "in")
    assert wait_for(command.is_reading)
    children = command.children()
    assert ("server" in children.values()) is (words == ("watch",)), children
    command.stop(signal.SIGKILL)
    assert wait_for(lambda: not any(is_running(child) for child in children), 5)


def test_no_code_of_the_working_folder_runs(command: Command) -> None:
    """A file called like a module of the library, beside a PDF, is a file: no child takes it for the module."""
    modules = ("struct", "pickle", "select", "json", "ctypes", "resource", "numpy", "uvicorn", "sitecustomize")
    for name in modules:
        (command.folder / f"{name}.py").write_text(f"open({str(command.folder / 'ran')!r}, 'w').write({name!r})\n")
    shutil.copy(SCAN, command.folder / "in" / "b.pdf")
    command.start("watch", "in")
    assert wait_for(command.is_reading)
    assert command.stop(signal.SIGTERM)[0] == 143
    assert not (command.folder / "ran").exists()
