"""The wheel: it carries all its data, and works where no checkout is."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ISSUE = ROOT / "tests" / "data" / "issues" / "liaocheng-2021-04.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An environment of its own with the wheel in it; of the one that runs the tests it has the dependencies only."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home / "env", with_pip=False)
    packages = next((home / "env" / "lib").glob("python*/site-packages"))
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target", str(packages)]
    subprocess.run([sys.executable, *install, str(wheel)], check=True, capture_output=True)
    # A folder on the path through a .pth file has its own .pth files passed over: no way leads back to the checkout.
    dependencies = {sysconfig.get_path("purelib"), *(p for p in sys.path if p.endswith("site-packages"))}
    (packages / "dependencies.pth").write_text("\n".join(sorted(dependencies)) + "\n")
    yield home


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the environment's Python, outside the checkout."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "GONGBAO"))}
    environment["GONGBAO_HOME"] = str(home / "data")
    command = [str(home / "env" / "bin" / "python"), *words]
    return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=120)


def test_all_data_is_in_it(wheel: Path) -> None:
    """Every file that the checkout's data folders hold is in the wheel, and nothing of the tests."""
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("gazettes", "schemas", "deploy/elasticsearch", "deploy/kibana"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".toml", ".json", ".ndjson"):
                assert f"gongbao/data/{path.relative_to(ROOT)}" in held, path
    assert {"gongbao/data/deploy/topics.toml", "gongbao/py.typed", "transforms/tag/lexicon.toml"} <= held
    assert any(name.startswith("connectors/ledger/migrations/versions/v0001") for name in held)
    assert not [name for name in held if name.startswith(("tests/", "bench/"))]


def test_an_issue_is_taken_in_there(home: Path) -> None:
    """`gongbao ingest` reads an issue of a described gazette, and `gongbao search` finds it."""
    where = run(home, "-c", "import gongbao; print(gongbao.__file__)")
    assert str(home) in where.stdout, where.stderr
    main = ("-c", "from gongbao.cli import main; main()")
    taken = run(home, *main, "ingest", str(ISSUE))
    assert taken.returncode == 0, taken.stderr
    assert "liaocheng/2021/4" in taken.stdout
    found = run(home, *main, "search", "金融产业")
    assert found.returncode == 0, found.stderr
    assert "聊政发/2021/5" in found.stdout


def test_what_lies_beside_the_code_is_found_there(home: Path) -> None:
    """Topics, schemas and templates are read from inside the package."""
    asked = (
        "from connectors.kafka import topics; from gongbao.settings import Kafka; topics.load(Kafka());"
        "from gongbao.events import schemas; print(len(list(schemas.RELEASED.glob('*.json'))));"
        "from connectors.elastic import templates; print(templates.schema())"
    )
    said = run(home, "-c", asked)
    assert said.returncode == 0, said.stderr
    assert int(said.stdout.split()[0]) > 10
