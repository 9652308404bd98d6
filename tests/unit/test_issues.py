"""Issues made in a child process, under limits."""

import pickle
from pathlib import Path

import pytest

from gongbao.gazette import HOME
from gongbao.model import Artifact, Line, Page
from gongbao.model.findings import no_readable_page
from gongbao.readings import Failure
from transforms.issues import IssueMaker
from transforms.pipeline import PageRead, read_pages

ARTIFACT = Artifact("file:///a.txt", "0" * 64, "text/plain", 1)
TEXT = "某城市人民政府文件|某政发〔2022〕1号|某城市人民政府关于湿地的通知|各县：|湿地。"
PAGE = Page(0, tuple(Line(text, 0, n) for n, text in enumerate(TEXT.split("|"))))
MEMORY = 4 * 1024**3


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (PAGE, "an issue"),
        (Page(0, (), rejected="it is torn"), "a file without a page that could be read"),
        (no_readable_page("it has no pages"), "a file without a page"),
        (Failure(("KeyError: 'x'",)), "a reader that failed"),
    ],
)
def test_a_child_makes_what_this_process_would(page: object, why: str) -> None:
    """Readings are the same to the letter, wherever the steps run."""
    gathered = (ARTIFACT.sha256, [PageRead(ARTIFACT, page)])  # type: ignore[arg-type]
    here = IssueMaker(HOME, "v", None, 0).make(gathered)
    assert IssueMaker(HOME, "v", 60, MEMORY).make(gathered) == here, why
    if isinstance(page, Page) and page.lines:
        assert here.read().to_issue().documents == read_pages(ARTIFACT, [page]).to_issue().documents


@pytest.mark.parametrize(
    ("seconds", "memory", "words"),
    [(0.0001, MEMORY, "takes longer than 0.0001 s"), (60, 300 * 1024**2, "memory")],
    ids=["time", "memory"],
)
def test_an_issue_over_its_limit_fails_with_its_reason(seconds: float, memory: int, words: str) -> None:
    """The file may be sound, so it is a failure and no rejection; what to set is said."""
    long = Line("湿" * (60_000_000 if words == "memory" else 60_000), 0, len(PAGE.lines))
    gathered = (ARTIFACT.sha256, [PageRead(ARTIFACT, Page(0, (*PAGE.lines, long)))])
    made = IssueMaker(HOME, "v", seconds, memory).make(gathered).read()
    assert made.issue is None and made.rejection is None and made.failure is not None
    (said,) = made.failure.errors
    assert words in said and "GONGBAO_LIMITS__ISSUE_" in said and not made.failure.outside


def test_a_maker_travels(tmp_path: Path) -> None:
    """To other processes, which have a child of their own for it."""
    maker = IssueMaker(tmp_path, "v", 60, MEMORY)
    assert pickle.loads(pickle.dumps(maker)) == maker
