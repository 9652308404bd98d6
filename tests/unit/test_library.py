"""The library: every example of its documentation is run, on a folder with one issue and a library that holds it."""

import doctest
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongbao
from gongbao import composition, library
from gongbao.errors import InputError, NotFoundError, SettingsError
from gongbao.facts import kinds
from gongbao.facts.table import FactTable
from gongbao.settings import settings

ROOT = Path(__file__).parents[2]
ISSUE = ROOT / "tests" / "data" / "issues" / "liaocheng-2021-04.txt"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `issue.txt`, and a home that holds it."""
    folder = tmp_path_factory.mktemp("library")
    shutil.copy(ISSUE, folder / "issue.txt")
    with composition.open_ledger(settings().model_copy(update={"home": folder, "database_url": None})) as ledger:
        ledger.commit(gongbao.read(folder / "issue.txt"))
    return folder


@pytest.fixture
def there(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the examples run."""
    monkeypatch.chdir(filled)
    monkeypatch.setenv("GONGBAO_HOME", str(filled))
    monkeypatch.delenv("GONGBAO_DATABASE_URL", raising=False)
    settings.cache_clear()
    yield filled
    settings.cache_clear()


def test_examples_of_docstrings(there: Path) -> None:
    """What the docstrings show is what comes out, and every public function has an example."""
    failed, tried = doctest.testmod(library)
    assert not failed and tried > 20
    shown = [library.read, library.read_text, library.open_library, library.Library]
    shown += [member for name, member in vars(library.Library).items() if not name.startswith("_") and name != "close"]
    assert all(">>> " in (one.__doc__ or "") for one in shown)


def test_examples_of_the_page(there: Path) -> None:
    """What docs/library.md shows is what comes out."""
    failed, tried = doctest.testfile(str(ROOT / "docs" / "library.md"), module_relative=False)
    assert not failed and tried > 10


def test_a_place_is_a_folder_or_a_url(there: Path, tmp_path: Path) -> None:
    """A library may be named either way, whatever the settings say; where there is none, it is empty."""
    for place in (there, str(there), f"sqlite:///{there / 'ledger.db'}"):
        with gongbao.open_library(place) as opened:
            assert [issue.id for issue in opened.issues()] == ["liaocheng/2021/4"]
    with gongbao.open_library(tmp_path / "new") as empty:
        assert empty.issues() == []


@pytest.mark.parametrize(
    ("filters", "count", "why"),
    [
        ({}, 11, "nothing is left out"),
        ({"issue": "liaocheng/2021/4"}, 11, "the one issue"),
        ({"issue": "liaocheng/2021/5"}, 0, "another issue"),
        ({"year": 2020}, 0, "another year"),
        ({"gazette": "elsewhere"}, 0, "another gazette"),
        ({"kind": "appointment"}, 3, "one kind"),
        ({"issuer": "聊城市人民政府"}, None, "as many as say so"),
        ({"since": "date", "until": "date"}, None, "the first document's day, both ends included"),
    ],
)
def test_filters(there: Path, filters: dict[str, object], count: int | None, why: str) -> None:
    """Each filter leaves those out that do not pass it."""
    with gongbao.open_library() as opened:
        everything = list(opened.documents())
        day = everything[0].date
        selected = {name: day if value == "date" else value for name, value in filters.items()}
        found = list(opened.documents(**selected))  # type: ignore[arg-type]
        if "issuer" in selected:
            count = sum(d.issuer == selected["issuer"] for d in everything)
        elif "since" in selected:
            count = sum(d.date == day for d in everything)
        assert len(found) == count, why
        rows = opened.facts("entities", **selected).rows  # type: ignore[arg-type]
        assert {row["document"] for row in rows} <= {d.id for d in found}


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("how", ["to_pandas", "to_polars", "to_arrow"])
def test_every_kind_is_a_table(there: Path, kind: object, how: str) -> None:
    """Any kind, with rows or without, has the same columns in all three."""
    with gongbao.open_library() as opened:
        table = opened.facts(kind.name)  # type: ignore[attr-defined]
    for one in (table, FactTable(table.kind, [])):
        made = getattr(one, how)()
        names = made.column_names if how == "to_arrow" else list(made.columns)
        assert tuple(names) == one.columns
        assert len(made) == len(one)


def test_rows_are_plain(there: Path) -> None:
    """Words of a closed set are texts, lists are lists, under their public names."""
    with gongbao.open_library() as opened:
        table = opened.facts("duties")
    assert type(table.rows[0]["lead"]) is list
    assert [name for name, kind in table.types.items() if kind is list] == [
        "lead",
        "responsible",
        "cooperating",
        "deadlines",
    ]


def test_what_is_not_there_is_said(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fault is an error with a next step."""
    with pytest.raises(InputError, match="no gazette issue"):
        gongbao.read_text("这是一封普通的信，与政府公报没有任何关系，只是为了测试而写。")
    with gongbao.open_library() as opened:
        with pytest.raises(NotFoundError):
            opened.facts("wishes")
        with pytest.raises(ValueError, match="wish"):
            opened.documents(kind="wish")
        table = opened.facts("appointments")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(SettingsError, match="polars") as caught:
        table.to_polars()
    assert "gongbao[tables]" in caught.value.next_step


def test_importing_it_costs_nothing() -> None:
    """`import gongbao` loads the library only when something of it is asked for."""
    code = "import sys, gongbao; early = set(sys.modules); gongbao.read; print([m for m in early if 'gongbao.' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
    with pytest.raises(AttributeError):
        gongbao.write  # type: ignore[attr-defined]  # noqa: B018
