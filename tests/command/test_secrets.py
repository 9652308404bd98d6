"""A secret of the settings is in nothing that is printed, logged or listed: a canary in each, and it must not sing."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

GONGBAO = str(Path(sys.executable).parent / "gongbao")
CANARY = "c4nary%2Fof/th3:mine"


@pytest.fixture(scope="module")
def nobody() -> Iterator[str]:
    """A host and port at which nobody answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{held.getsockname()[1]}"


def make_settings(nobody: str) -> dict[str, str]:
    """Every secret there is, with servers that are away."""
    return {
        "GONGBAO_DATABASE_URL": f"postgresql://u:{CANARY.replace('/', '%2F')}@{nobody}/db?sslpassword={CANARY}",
        "GONGBAO_KAFKA__BOOTSTRAP_SERVERS": nobody,
        "GONGBAO_KAFKA__REQUEST_SECONDS": "1",
        "GONGBAO_KAFKA__USERNAME": "u",
        "GONGBAO_KAFKA__PASSWORD": CANARY,
        "GONGBAO_KAFKA__OAUTH_TOKEN": CANARY,
        "GONGBAO_KAFKA__OAUTH_URL": f"http://u:{CANARY}@{nobody}/token?client_secret={CANARY}",
        "GONGBAO_KAFKA__OAUTH_CLIENT_ID": "id",
        "GONGBAO_KAFKA__OAUTH_CLIENT_SECRET": CANARY,
        "GONGBAO_KAFKA__TLS_KEY_PASSWORD": CANARY,
        "GONGBAO_ELASTICSEARCH__URL": f"http://u:{CANARY.replace('/', '%2F')}@{nobody}/",
        "GONGBAO_ELASTICSEARCH__API_KEY": CANARY,
        "GONGBAO_ELASTICSEARCH__PASSWORD": CANARY,
        "GONGBAO_ELASTICSEARCH__PATIENCE": "1",
        "GONGBAO_KIBANA__URL": f"http://u:{CANARY.replace('/', '%2F')}@{nobody}/?token={CANARY}",
        "GONGBAO_KIBANA__API_KEY": CANARY,
        "GONGBAO_KIBANA__PASSWORD": CANARY,
    }


def run(home: Path, *words: str, **environment: str) -> tuple[int, str]:
    """The exit code, and all that is printed."""
    variables = {**os.environ, "GONGBAO_HOME": str(home), **environment}
    done = subprocess.run(
        [GONGBAO, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=variables, timeout=120, cwd=home
    )
    return done.returncode, done.stdout.decode()


SQLITE = {"GONGBAO_DATABASE_URL": ""}
PLAIN = {"GONGBAO_KAFKA__SASL_MECHANISM": "PLAIN"}
OAUTH = {"GONGBAO_KAFKA__SASL_MECHANISM": "OAUTHBEARER"}
ASKED = OAUTH | {"GONGBAO_KAFKA__OAUTH_TOKEN": "", "GONGBAO_KAFKA__OAUTH_URL": f"http://u:{CANARY}@h:port/token"}
WRONG = {"GONGBAO_KAFKA__BATCH": CANARY}
TORN = {"GONGBAO_ELASTICSEARCH": f'{{"password": "{CANARY}'}
UNREAD = {"GONGBAO_DATABASE_URL": f"postgresql://u:{CANARY}@h:port/db"}
OTHER = {"GONGBAO_DATABASE_URL": f"mysql://u:{CANARY}@h/db"}
BRACKET = {"GONGBAO_ELASTICSEARCH__URL": f"http://u:[{CANARY}@h", "GONGBAO_KIBANA__URL": f"http://u:[{CANARY}@h"}

ROWS = [
    (["doctor"], {}, 1, "says where everything is"),
    (["doctor", "--json"], SQLITE | PLAIN, 1, "with another ledger and another login"),
    (["--debug", "issues"], {}, 7, "PostgreSQL is away"),
    (["--debug", "issues"], UNREAD, 7, "an address with a port that is none"),
    (["--debug", "issues"], OTHER, 7, "a database that is not ours"),
    (["--debug", "publish"], SQLITE | PLAIN, 8, "Kafka is away, and logs all it does"),
    (["--debug", "publish"], SQLITE | OAUTH, 8, "with a token"),
    (["doctor"], SQLITE | ASKED, 1, "a token is asked for at no address"),
    (["--debug", "topics", "apply"], SQLITE | OAUTH, 8, "an administrator's client"),
    (["--debug", "search", "水"], SQLITE, 1, "Elasticsearch is away, and logs its requests"),
    (["--debug", "index", "verify"], SQLITE, 8, "the indexer's client"),
    (["doctor"], SQLITE | BRACKET, 1, "addresses that are none"),
    (["--debug", "issues"], WRONG, 6, "a number that is none"),
    (["--debug", "issues"], TORN, 6, "JSON that breaks off"),
    (["doctor"], WRONG, 6, "the doctor too"),
]


@pytest.mark.parametrize(("words", "more", "code", "why"), ROWS, ids=[" ".join(r[0]) + f" {r[3]}" for r in ROWS])
def test_no_secret_is_printed(
    words: list[str], more: dict[str, str], code: int, why: str, nobody: str, tmp_path: Path
) -> None:
    """Neither whole nor in part, in whichever way it was written: not even with --debug."""
    ended, printed = run(tmp_path, *words, **make_settings(nobody) | more)
    assert ended == code, printed
    for part in ("c4nary", "th3:mine", "th3%3Amine"):
        assert part not in printed, why
    assert words[0] == "--debug" or "Traceback" not in printed


def test_a_file_in_the_working_folder_sends_no_key_away(tmp_path: Path) -> None:
    """It is not read, the doctor says so, and says how to have it read."""
    with socket.create_server(("127.0.0.1", 0)) as evil:
        evil.settimeout(0)
        (tmp_path / ".env").write_text(f"GONGBAO_KIBANA__URL=http://127.0.0.1:{evil.getsockname()[1]}\n")
        _, printed = run(tmp_path, "doctor", GONGBAO_ELASTICSEARCH__API_KEY=CANARY)
        with pytest.raises(BlockingIOError):
            evil.accept()
    assert "the .env in this folder is not read" in printed and "--env-file" in printed
    assert run(tmp_path, "--env-file", "none", "issues")[0] == 6
    (tmp_path / "own.env").write_text("GONGBAO_DATABASE_URL=mysql://h/db\n")
    code, printed = run(tmp_path, "--env-file", "own.env", "issues")
    assert code == 7 and "mysql" in printed
