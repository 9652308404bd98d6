"""Two commands at once on one home: both end well, and the ledger is as from one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GONGBAO = str(Path(sys.executable).parent / "gongbao")

TEXT = """某城市人民政府公报
2022年第{0}期
某城市人民政府文件
某政发〔2022〕{0}号
某城市人民政府关于第{0}项工作的通知
各县：
第{0}项工作如下。
"""


def start(home: Path, *words: object) -> "subprocess.Popen[str]":
    """The command, running."""
    return subprocess.Popen(
        [GONGBAO, *map(str, words)],
        env={**os.environ, "GONGBAO_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(home: Path, *words: object) -> str:
    """What the command prints; it must end well."""
    process = start(home, *words)
    out, said = process.communicate(timeout=180)
    assert (process.returncode, said) == (0, ""), words
    return out


def tell(home: Path) -> tuple[list[Any], list[Any]]:
    """All that a ledger says, but for times and the order of issues."""
    events = [json.loads(line) for line in run(home, "events", "--json").splitlines()]
    issues = json.loads(run(home, "issues", "--json"))
    assert [event["position"] for event in events] == list(range(1, len(events) + 1))
    for thing in (*events, *issues):
        for name in ("time", "committed", "position"):
            thing.pop(name, None)
    for event in events:
        event["data"].pop("uri", None)  # which of two spellings came first is chance
        event["data"].pop("cause")  # and so is which issue is news, and which one came before another that is held
    return sorted(events, key=lambda event: str(event["id"])), issues


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Four small issues."""
    paths = [tmp_path / f"{number}.txt" for number in range(1, 5)]
    for number, path in enumerate(paths, 1):
        path.write_text(TEXT.format(number), "utf-8")
    return paths


def test_two_at_once_are_as_one(tmp_path: Path, files: list[Path]) -> None:
    """On the same files, in another order and named otherwise, and on files of their own, into a ledger yet to be made.

    Each file is new once, and nothing is left behind.
    """
    both, apart = tmp_path / "both", tmp_path / "apart"
    spelled = [path.parent / "." / path.parent.name / ".." / path.name for path in files]
    (tmp_path / tmp_path.name).mkdir()
    processes = [
        start(both, "ingest", "--json", *files, files[0]),
        start(both, "ingest", "--json", *reversed(spelled)),
        start(apart, "ingest", "--json", *files[:2]),
        start(apart, "ingest", "--json", *files[2:]),
    ]
    ends = [(process.communicate(timeout=180), process.returncode) for process in processes]
    told = [[line for line in said.splitlines() if "waiting for it" not in line] for (_, said), _ in ends]
    assert [code for _, code in ends] == [0] * 4 and told == [[]] * 4, ends
    states = [json.loads(line)["state"] for (out, _), _ in ends[:2] for line in out.splitlines()]
    assert sorted(states) == ["new"] * 4 + ["unchanged"] * 4
    one = tmp_path / "one"
    run(one, "ingest", *files)
    events, issues = tell(one)
    assert len(issues) == 4
    for home in (both, apart):
        found, listed = tell(home)
        assert [{**issue, "artifact": ""} for issue in listed] == [{**issue, "artifact": ""} for issue in issues]
        assert found == events
        assert list((home / "readings").iterdir()) == list((home / "blobs" / ".unfinished").iterdir()) == []
