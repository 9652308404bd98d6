"""The command as a person runs it: processes, exit codes, what they print, and what a crash leaves."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GONGBAO = str(Path(sys.executable).parent / "gongbao")
ISSUES = sorted((Path(__file__).parent.parent / "data" / "issues").glob("*.txt"))


def run(home, *words, code=0, **env):
    """Run the command to its end and check its exit code."""
    variables = {**os.environ, "GONGBAO_HOME": str(home), **env}
    done = subprocess.run([GONGBAO, *map(str, words)], capture_output=True, text=True, env=variables, timeout=120)
    assert done.returncode == code, done.stderr + done.stdout
    return done


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home that holds the three samples."""
    folder = tmp_path_factory.mktemp("home")
    rows = [json.loads(line) for line in run(folder, "ingest", *ISSUES, "--json").stdout.splitlines()]
    assert [r["state"] for r in rows] == ["new"] * 3
    return folder


def test_the_version_is_told(tmp_path):
    """Without a command, and in whatever order."""
    assert re.fullmatch(r"gongbao \d+\.\d+\.\d+\n", run(tmp_path, "--version").stdout)
    assert run(tmp_path, "--debug", "--version").stdout == run(tmp_path, "--version").stdout


def test_issues_list_what_was_taken_in(home):
    """Ids, counts and files, for people and for programs."""
    listed = json.loads(run(home, "issues", "--json").stdout)
    assert [i["id"] for i in listed] == ["liaocheng/2021/4", "liaocheng/2021/6", "liaocheng/2023/6-7"]
    assert all(i["documents"] >= 9 and i["facts"] > 500 for i in listed)
    assert run(home, "issues").stdout.count("\n") == 4


def test_ingesting_again_changes_nothing(home):
    """No new revision, no new event."""
    before = run(home, "events", "--json").stdout
    rows = [json.loads(line) for line in run(home, "ingest", *ISSUES, "--json").stdout.splitlines()]
    assert [r["state"] for r in rows] == ["unchanged"] * 3
    assert run(home, "events", "--json").stdout == before


def test_one_changed_paragraph_is_one_revision_and_one_event(tmp_path):
    """A corrected issue says what changed, once."""
    folder = tmp_path / "home"
    changed = tmp_path / "changed.txt"
    changed.write_bytes(ISSUES[0].read_bytes())
    run(folder, "ingest", changed)
    last = json.loads(run(folder, "events", "--json").stdout.splitlines()[-1])["position"]
    text = ISSUES[0].read_text("utf-8")
    assert text.count("享受上述补助政策的对象须承诺在我市经营五年以上") == 1
    changed.write_text(text.replace("须承诺在我市经营五年以上", "须承诺在我市经营六年以上"), "utf-8")
    (row,) = [json.loads(x) for x in run(folder, "ingest", changed, "--json").stdout.splitlines()]
    assert row["state"] == "corrected"
    (event,) = [json.loads(x) for x in run(folder, "events", "--since", last, "--json").stdout.splitlines()]
    assert event["type"] == "gongbao.document.corrected"
    assert json.loads(run(folder, "show", event["subject"], "--json").stdout)["version"] == 2


def test_search_finds_words_of_two_characters_and_filters(home):
    """Highlights in a pipe stand in brackets; nothing found is exit code 1."""
    found = run(home, "search", "阿胶", "--kind", "notice").stdout
    assert "【阿胶】" in found
    hits = json.loads(run(home, "search", "聊政发[2021]5号", "--json").stdout)["hits"]
    assert hits[0]["number"] == "聊政发〔2021〕5号"
    assert run(home, "search", "无此词语也", code=1).stdout.startswith("0 documents")


def test_show_leads_back_to_the_paper(home):
    """By id or by 文号 in any brackets, with the places of every paragraph."""
    shown = json.loads(run(home, "show", "聊政发（2021）5号", "--pages", "--json").stdout)
    assert shown["id"] == "liaocheng/聊政发/2021/5"
    lines = ISSUES[0].read_text("utf-8").split("\n")
    for text, places in zip(shown["paragraphs"], shown["places"], strict=True):
        printed = "".join(lines[p["line"]][p["start"] : p["end"]] for p in places)
        assert len(printed) == len(text)
    assert "gongbao search" in run(home, "show", "没有〔2021〕1号", code=4).stderr


def test_show_says_why(home):
    """Under each paragraph the rules that joined it and gave its role, and what a jump cost that goes on in it."""
    shown = json.loads(run(home, "show", "聊政办发〔2021〕2号", "--why", "--json").stdout)
    assert len(shown["why"]) == len(shown["paragraphs"])
    assert {reason["role"] for reason in shown["why"]} >= {"addressed", "body", "numbered-heading", "signed", "dated"}
    [jump] = [jump for reason in shown["why"] for jump in reason["jumps"]]
    assert (jump["to_page"], jump["from_page"], [p["mine"] for p in jump["parting"]].count(False)) == (23, 12, 3)
    printed = run(home, "show", "聊政办发〔2021〕2号", "--why").stdout
    assert (
        "\n    begun: number · joined: words-across-jump · role: body\n    jump to page 23, from page 12: " in printed
    )
    assert "      its host's: 41." in printed


def test_export_is_the_golden_one(home):
    """What the ledger gives back is what the pipeline read."""
    exported = json.loads(run(home, "export", "liaocheng/2021/4").stdout)
    golden = Path(__file__).parent.parent / "golden" / "exports" / "liaocheng-2021-04.json"
    assert exported == json.loads(golden.read_text("utf-8"))


def test_events_are_cloudevents_in_order(home):
    """Types may be asked for with a star."""
    events = [json.loads(x) for x in run(home, "events", "--json", "--type", "gongbao.document.*").stdout.splitlines()]
    assert len(events) == 32
    assert {e["specversion"] for e in events} == {"1.0"}
    assert [e["position"] for e in events] == sorted(e["position"] for e in events)


def test_help_and_looking_load_neither_beam_nor_prefect(home):
    """What people wait for at a prompt starts at once."""
    code = (
        "import sys; from gongbao.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {m.split('.')[0] for m in sys.modules} & {'apache_beam', 'prefect', 'kafka', 'elasticsearch'}\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    for words in (["--help"], ["search", "营商环境"], ["show", "聊政发〔2021〕5号"], ["issues"], ["ingest", "--help"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            capture_output=True,
            text=True,
            env={**os.environ, "GONGBAO_HOME": str(home)},
        )
        assert done.returncode == 0, f"{words}: {done.stderr}"


def test_every_command_has_help_with_an_example(home):
    """`gongbao X --help` says what it does and shows one use."""
    listed = run(home, "--help").stdout.split("Commands:")[1].split("Start:")[0]
    names = [line.split()[0] for line in listed.splitlines() if re.match("  \\w", line)]
    assert {"watch", "ingest", "search", "show", "issues", "findings", "export", "events", "doctor"} <= set(names)
    for name in names:
        assert "Example:" in run(home, name, "--help").stdout or "Commands:" in run(home, name, "--help").stdout, name


BAD = {
    "empty.txt": (b"", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG picture"),
    "page.html": ("<!DOCTYPE html><title>404 找不到</title>".encode(), "web page"),
    "binary.txt": (bytes(range(128, 256)) * 40, "UTF-8"),
    "letter.txt": ("这是一封普通的信，与政府公报没有任何关系，只是为了测试而写。".encode(), "no gazette issue"),
    "english.txt": (b"Nothing Chinese in here at all.", "no Chinese"),
}


def test_bad_files_are_told_and_the_others_go_through(tmp_path):
    """One clear sentence each; the exit code tells; the artifact is kept with its reason."""
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
    good = tmp_path / "good.txt"
    good.write_bytes(ISSUES[0].read_bytes())
    done = run(tmp_path / "home", "ingest", *(tmp_path / n for n in BAD), good, "--json", code=5)
    rows = {Path(r["uri"]).name: r for r in map(json.loads, done.stdout.splitlines())}
    assert rows["good.txt"]["state"] == "new"
    for name, (_, said) in BAD.items():
        assert rows[name]["state"] == "rejected" and said in rows[name]["rejected"], rows[name]
    kept = json.loads(run(tmp_path / "home", "findings", "--json").stdout)
    assert {Path(f["uri"]).name for f in kept if f["uri"]} >= set(BAD)
    assert "Traceback" not in done.stderr


SPELLINGS = {
    "gb18030.txt": lambda t: t.encode("gb18030"),
    "utf16.txt": lambda t: t.encode("utf-16"),
    "crlf.txt": lambda t: t.replace("\n", "\r\n").encode(),
    "mixed.txt": lambda t: t.replace("\n", "\r\n", 400).replace("。", "。\x00", 3).encode(),
}


def test_the_same_issue_in_other_bytes_is_the_same_issue(tmp_path):
    """Encodings, line ends and a NUL byte make no revision."""
    text = ISSUES[0].read_text("utf-8")
    run(tmp_path / "home", "ingest", ISSUES[0])
    for name, encode in SPELLINGS.items():
        (tmp_path / name).write_bytes(encode(text))
    rows = run(tmp_path / "home", "ingest", *(tmp_path / n for n in SPELLINGS), "--json").stdout.splitlines()
    assert {json.loads(r)["state"] for r in rows} <= {"unchanged", "witness"}


def test_a_truncated_issue_and_an_unknown_gazette_are_findings(tmp_path):
    """What is there is taken in, what is missing is said."""
    text = ISSUES[0].read_text("utf-8")
    (tmp_path / "cut.txt").write_text(text[: len(text) // 2], "utf-8")
    (tmp_path / "other.txt").write_text(text.replace("聊城市人民政府公报", "无名市人民政府公报"), "utf-8")
    run(tmp_path / "home", "ingest", tmp_path / "cut.txt", tmp_path / "other.txt")
    codes = {f["finding"]["code"] for f in json.loads(run(tmp_path / "home", "findings", "--json").stdout)}
    assert {"entry-without-document", "jump-without-tail", "unknown-gazette"} <= codes


def test_a_missing_file_is_a_sentence(tmp_path):
    """Not a traceback."""
    done = run(tmp_path, "ingest", tmp_path / "nowhere.txt", code=2)
    assert "does not exist" in done.stderr


def test_doctor_says_what_works(home):
    """A line each; a ledger that can't be opened is told with the next step."""
    assert "FAIL" not in run(home, "doctor").stdout
    bad = run(home, "doctor", code=1, GONGBAO_DATABASE_URL="sqlite:////proc/nowhere.db").stdout
    assert "FAIL  ledger" in bad


def state(home):
    """All that a ledger says, but for times."""
    events = [json.loads(x) for x in run(home, "events", "--json").stdout.splitlines()]
    issues = json.loads(run(home, "issues", "--json").stdout)
    exports = [run(home, "export", i["id"]).stdout for i in issues]
    for thing in (*events, *issues):
        thing.pop("time", None)
        thing.pop("committed", None)
    return events, issues, exports, run(home, "findings", "--json").stdout


def test_killed_at_any_moment_the_same_command_ends_the_same(home, tmp_path):
    """kill -9, again and again, then once to the end: the ledger is that of an undisturbed run."""
    chance = random.Random(20)
    for victim in range(2):
        folder = tmp_path / f"home{victim}"
        for _ in range(7):
            process = subprocess.Popen(
                [GONGBAO, "ingest", *map(str, ISSUES)],
                env={**os.environ, "GONGBAO_HOME": str(folder)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            time.sleep(chance.uniform(0.2, 4.0))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        run(folder, "ingest", *ISSUES)
        assert state(folder) == state(home)


def test_ctrl_c_is_answered_in_a_sentence(home):
    """Whoever stops it is told what became of the work; the exit code is the shell's for that."""
    process = subprocess.Popen(
        [GONGBAO, "events", "--follow"],
        env={**os.environ, "GONGBAO_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "gongbao: stopped; what was committed stays. The same command goes on from there.\n"
