"""A reading can say why: which rules decided, found by reading the stored pages again."""

from dataclasses import replace
from pathlib import Path

import pytest

from gongbao.errors import GazetteError
from gongbao.gazette import load_all
from gongbao.model import Artifact, Issue, Line, Page
from transforms.explain import describe_reason, explain
from transforms.pipeline import read_pages
from transforms.segment.assemble import segment
from transforms.segment.trace import Trace

ISSUES = sorted((Path(__file__).parent.parent / "data" / "issues").glob("*.txt"))


def read(path: Path) -> Issue:
    """The issue that a file holds, as it is stored."""
    lines = tuple(Line(text, 0, at) for at, text in enumerate(path.read_text("utf-8").split("\n")))
    return read_pages(Artifact(path.name, "0" * 64, "text/plain", 0), [Page(0, lines)]).to_issue()


@pytest.fixture(scope="module", params=ISSUES, ids=lambda path: path.stem)
def issue(request):
    """One of the samples."""
    return read(request.param)


def test_reading_again_gives_the_same_documents(issue):
    """Stored pages and a trace change nothing."""
    again = segment(issue.artifact, issue.pages, load_all(), Trace())
    assert [replace(d, facts=issue.documents[at].facts) for at, d in enumerate(again.documents)] == list(
        issue.documents
    )


def test_each_paragraph_has_its_reasons(issue):
    """A rule that began it, a rule for each fragment that was joined, a rule for its role; each jump once."""
    jumps = 0
    for document in issue.documents:
        reasons = explain(issue, document.id, load_all())
        assert len(reasons) == len(document.paragraphs)
        for reason, paragraph in zip(reasons, document.paragraphs, strict=True):
            assert all(fragment.text in paragraph.text for fragment in reason.joined)
            assert describe_reason(reason)[0].startswith(f"begun: {reason.begun} · ")
            jumps += len(reason.jumps)
    assert jumps == sum("上接" in c.before for c in issue.corrections if c.rule == "jump-mark")


def test_what_other_rules_read_is_not_explained(issue):
    """Rules that would read it otherwise cannot say why it was read so."""
    first = issue.documents[0]
    changed = replace(issue, documents=(replace(first, paragraphs=first.paragraphs[1:]), *issue.documents[1:]))
    with pytest.raises(GazetteError, match="by other rules"):
        explain(changed, first.id, load_all())
