"""The steps from pages to an issue with its facts, in one process. `transforms.beam` strings the same steps."""

from collections.abc import Sequence
from dataclasses import replace

from gongbao.gazette import Gazette, find
from gongbao.model import Artifact, Issue, Page
from transforms.check import check
from transforms.layout.running_headers import remove_running_headers
from transforms.segment.assemble import segment
from transforms.tag import tag


def read_issue(artifact: Artifact, pages: Sequence[Page], gazettes: tuple[Gazette, ...]) -> Issue:
    """The issue that an artifact's pages hold, with facts and findings."""
    return check(tag_documents(segment(artifact, remove_running_headers(pages), gazettes), gazettes))


def tag_documents(issue: Issue, gazettes: tuple[Gazette, ...]) -> Issue:
    """The issue with the facts of every document."""
    gazette = find(issue.masthead.name, gazettes)
    documents = tuple(replace(d, facts=tag(d, gazette, issue.masthead.year)) for d in issue.documents)
    return replace(issue, documents=documents)
