"""What goes wrong around a command: what it was given, where it runs. Two lines, the right code, nothing half done."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

GONGBAO = str(Path(sys.executable).parent / "gongbao")
DATA = Path(__file__).parent.parent / "data"
ISSUE = DATA / "issues" / "liaocheng-2021-04.txt"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an issue from a text and one from a PDF."""
    folder = tmp_path_factory.mktemp("home")
    done = run(folder, folder, "ingest", str(ISSUE), str(DATA / "pdf" / "liaocheng-2021-06.pdf"))
    assert done.returncode == 0, done.stderr
    return folder


def run(home: Path, here: Path, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """The command, run in a folder."""
    said = {name.replace("HERE", str(here)): value.replace("HERE", str(here)) for name, value in settings.items()}
    return subprocess.run(
        [GONGBAO, *(word.replace("HERE", str(here)) for word in words)],
        env={**os.environ, "GONGBAO_HOME": str(home), **said},
        cwd=here,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@dataclass(frozen=True)
class Row:
    """A command, the code it ends with, what it says, and why it is here. HERE is a folder with a file `file` in it."""

    words: tuple[str, ...]
    code: int
    said: str
    why: str
    settings: dict[str, str] = field(default_factory=dict)


NO_PLACE = "HERE/nowhere/p.png"

ROWS = [
    Row(("issues",), 7, "folder of the ledger can't be made", "a file as home", {"GONGBAO_HOME": "HERE/file"}),
    Row(("ingest", str(ISSUE)), 8, "Nothing can be kept in", "a file as home", {"GONGBAO_HOME": "HERE/file"}),
    Row(("watch", "--once", "HERE"), 8, "HERE/file", "a file as home", {"GONGBAO_HOME": "HERE/file"}),
    Row(("issues",), 6, "GONGBAO_LIMITS__PAGES", "a word for a number", {"GONGBAO_LIMITS__PAGES": "many"}),
    Row(("issues",), 6, "GONGBAO_OCR__ENGINE", "a name that is none", {"GONGBAO_OCR__ENGINE": "eyes"}),
    Row(("ingest", str(ISSUE)), 6, "no runner Bicycle", "a name that is none", {"GONGBAO_RUNNER": "Bicycle"}),
    Row(
        ("ingest", str(ISSUE)), 6, "is not a folder", "gazettes that are nowhere", {"GONGBAO_GAZETTES": "HERE/nowhere"}
    ),
    Row(("issues",), 7, "not a database URL", "a word for an address", {"GONGBAO_DATABASE_URL": "ledger"}),
    Row(("search", "x", "--limit", "many"), 2, "--limit", "a word for a number"),
    Row(("page", "liaocheng/2021/6", "first"), 2, "valid integer", "a word for a number"),
    Row(("ingest", ""), 2, "does not exist", "an empty word, which is no folder"),
    Row(("page", "liaocheng/2021/6", "0", "-o", NO_PLACE), 8, NO_PLACE, "a folder that is not there"),
    Row(("page", "liaocheng/2021/6", "0", "-o", "HERE"), 8, "Is a directory", "a folder for a file"),
    Row(("page", "liaocheng/2021/6", "0", "-o", "/dev/full"), 8, "No space left", "a full disk"),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.words[0]}: {row.why}")
def test_what_is_wrong_is_said(home: Path, tmp_path: Path, row: Row) -> None:
    """What is wrong and what to do; no traceback, no output, and nothing is left behind."""
    (tmp_path / "file").write_text("")
    done = run(home, tmp_path, *row.words, **row.settings)
    assert done.returncode == row.code, done.stderr
    lines = done.stderr.strip().splitlines()
    assert row.said.replace("HERE", str(tmp_path)) in done.stderr, row.why
    assert done.stdout == "" and "Traceback" not in done.stderr, row.why
    if row.code != 2:  # what is wrong with the words themselves, typer says, with the way to help
        assert len(lines) == 2 and lines[0].startswith("gongbao: "), row.why
    assert [path.name for path in tmp_path.iterdir()] == ["file"], row.why
    assert (tmp_path / "file").read_text() == ""


def test_output_that_can_not_be_written_is_said(home: Path) -> None:
    """A full disk behind `>`, with much to write and with little."""
    for words in (("export", "liaocheng/2021/4"), ("issues",)):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [GONGBAO, *words],
                env={**os.environ, "GONGBAO_HOME": str(home)},
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.returncode == 8 and len(done.stderr.splitlines()) == 2, done.stderr
        assert "No space left on device" in done.stderr


def test_a_picture_is_whole_or_not_there(home: Path, tmp_path: Path) -> None:
    """Where the disk fills up, the picture that was there stays; afterwards it is replaced."""
    picture = tmp_path / "p.png"
    picture.write_bytes(b"before")
    limited = f'ulimit -f 1; exec "{GONGBAO}" page liaocheng/2021/6 0 -o "{picture}"'
    done = subprocess.run(
        ["/bin/sh", "-c", limited],
        env={**os.environ, "GONGBAO_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 8 and "can't be written: File too large" in done.stderr, done.stderr
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("p.png", b"before")]
    assert run(home, tmp_path, "page", "liaocheng/2021/6", "0", "-o", str(picture)).returncode == 0
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, "a system without Chinese"),
        ({"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "and Python told not to help"),
    ],
)
def test_any_locale_prints_chinese(home: Path, settings: dict[str, str], why: str) -> None:
    """The bytes are UTF-8, whatever the locale."""
    done = subprocess.run(
        [GONGBAO, "issues"],
        env={**os.environ, **settings, "GONGBAO_HOME": str(home)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "聊城市人民政府公报" in done.stdout.decode("utf-8"), why


def test_no_environment_at_all(tmp_path: Path) -> None:
    """Without HOME, user and path the program starts, and finds the home that it is told."""
    for words, said in ((["--version"], "gongbao "), (["issues"], "No issues yet")):
        done = subprocess.run(
            [GONGBAO, *words],
            env={"GONGBAO_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0 and done.stdout.startswith(said), done.stderr


def test_a_clock_that_goes_back_loses_nothing(home: Path, tmp_path: Path) -> None:
    """What is written in the future is taken in, corrected and known again as anything else."""
    folder = tmp_path / "home"
    shutil.copytree(home, folder)
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "issue.txt"
    head = "某城市人民政府公报\n2022年第3期\n某城市人民政府文件\n某政发〔2022〕1号\n"
    text = f"{head}某城市人民政府关于湿地的通知\n各县：\n一。\n"
    for then, body in ((4_000_000_000, text), (1_000_000_000, text.replace("一。", "二。")), (4_000_000_000, text)):
        path.write_text(body, "utf-8")
        os.utime(path, (then, then))
        done = run(folder, tmp_path, "ingest", str(tmp_path / "in"), "--json")
        assert done.returncode == 0 and '"unchanged"' not in done.stdout, done.stdout
