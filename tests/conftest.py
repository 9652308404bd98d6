"""What tests share: which of them run in one process, and a real PostgreSQL, where its programs are found."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("GONGBAO_SOURCE__SETTLE_SECONDS", "0")  # files of tests are whole as soon as they are there

REQUIRED = os.environ.get("GONGBAO_REQUIRE_SERVERS") == "1"
SERVERS = ("elasticsearch_node", "broker", "postgresql")  # fixtures: each is started once for all tests
PROCESSES = {"integration", "command", "flows"}  # folders whose tests mostly wait for processes


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several tests run at a time: those of one server in one process, and those of one file.

    So a server is started once, and what a module prepares for its tests is prepared once. What waits longest comes
    first, then what is most: begun last, all would wait for it.
    """
    if config.getoption("dist", "no") == "no":
        return
    groups = {item: _find_group(item) for item in items}
    sizes = Counter(groups.values())
    for item, group in groups.items():
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: (*_find_haste(item), -sizes[groups[item]]))


def _find_group(item: pytest.Item) -> str:
    callspec = getattr(item, "callspec", None)
    asked = {*getattr(item, "fixturenames", ()), *(map(str, callspec.params.values()) if callspec else ())}
    return next((server for server in SERVERS if server in asked), item.nodeid.split("::")[0])


def _find_haste(item: pytest.Item) -> tuple[bool, bool]:
    return item.get_closest_marker("server") is None, not PROCESSES & set(item.path.parts)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _programs() -> Path | None:
    """The folder of PostgreSQL's server programs: on the path, or where Debian puts them."""
    on_path = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    return next((p for p in [*packaged, *on_path] if (p / "initdb").exists() and (p / "postgres").exists()), None)


def _missing(what: str) -> None:
    if REQUIRED:
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL of this test run, without the database's name."""
    programs = _programs()
    if programs is None:
        _missing("PostgreSQL's server programs (initdb, postgres) are not installed.")
        return
    home = Path(tempfile.mkdtemp(prefix="gongbao-pg-"))
    account: dict[str, Any] = {}
    if os.geteuid() == 0:  # initdb refuses root
        try:
            shutil.chown(home, "postgres", "postgres")
        except LookupError:
            _missing("PostgreSQL does not run as root, and there is no user postgres to run it as.")
            return
        account = {"user": "postgres", "group": "postgres", "extra_groups": []}
    port = _free_port()
    data = home / "data"
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "gongbao", "-A", "trust", "-E", "UTF8", "--locale=C"],
        check=True,
        capture_output=True,
        cwd=home,
        **account,
    )
    settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"port={port}", "-c", f"unix_socket_directories={home}"]
    # Durability is the database's own affair; without it the tests are faster.
    settings += ["-c", "fsync=off", "-c", "synchronous_commit=off"]
    server = subprocess.Popen(
        [programs / "postgres", "-D", data, *settings],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
        **account,
    )
    try:
        url = f"postgresql://gongbao@127.0.0.1:{port}"
        _wait_for(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown
        server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(200):
        if server.poll() is not None:
            pytest.fail(f"PostgreSQL ended with {server.returncode} as it started.")
        try:
            psycopg.connect(f"{url}/postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    pytest.fail("PostgreSQL was not ready within 20 seconds.")


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    """The URL of a database without a ledger in it, or with an empty one."""
    import psycopg

    url = f"{postgresql}/postgres"
    with psycopg.connect(url, autocommit=True) as admin:
        kept = ("alembic_version", "meta")  # to make all tables anew for each test takes thrice the time
        found = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        filled = ", ".join(name for (name,) in found if name not in kept)
        if filled:
            admin.execute(f"TRUNCATE {filled}")
            admin.execute("DELETE FROM meta WHERE name <> 'folding'")
    return url
