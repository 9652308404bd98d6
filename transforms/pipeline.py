"""The pipeline: all steps from a file to an issue with its facts, and what is rejected on the way.

    list_pages → read_page → assemble → tag_issue → check_issue

Each step is a plain function from one element to the next. `transforms.beam` connects them on Beam, and asks a child
process for those from `assemble` on (`transforms.issues`); `read_pages` and `read_file` run all of them in this
process. A step that raises makes a failure of its own issue and of no other.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar

from gongbao.errors import InputError, SettingsError, UnavailableError
from gongbao.events.dead_letters import describe_error
from gongbao.gazette import HOME, find, load_all
from gongbao.model import Artifact, Finding, Issue, Page
from gongbao.model.findings import bad_input, no_gazette, no_readable_page
from gongbao.ports import Reader
from gongbao.processes import stops
from gongbao.readings import Failure, Reading
from transforms.check import check
from transforms.layout.running_headers import remove_running_headers
from transforms.segment.assemble import segment
from transforms.tag import tag

T = TypeVar("T")
P = ParamSpec("P")

ReaderFor = Callable[[str], Reader]
"""Gives the reader of a media type. Pickled by name, so a function of a module."""

ROOT = Path(__file__).resolve().parent.parent  # where the packages lie, in a checkout and installed

RULES = (
    "transforms",
    "connectors/readers",
    "gongbao/language",
    "gongbao/model",
    "gongbao/gazette.py",
    "gongbao/identity.py",
    "gongbao/ids.py",
)
"""The code and the data that decide what a file is read as."""

OUTSIDE = (UnavailableError, SettingsError)  # errors that are of no one file

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One artifact to read and where its bytes lie."""

    artifact: Artifact
    path: str


@dataclass(frozen=True, slots=True)
class PageRef:
    """One page to read; `index` -1 stands for a file without any, and `reason` says why."""

    job: Job
    index: int
    reason: Finding | Failure | None = None


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page of an artifact, or the reason why there is none."""

    artifact: Artifact
    page: Page | Finding | Failure


@cache
def version(gazettes: Path = HOME, root: Path = ROOT) -> str:
    """The version of the pipeline: a short hash of the code and the data that decide what a file is read as.

    Args:
        gazettes: The folder of descriptions in use.
        root: Where the packages lie.

    Returns:
        Twelve characters; others after a change of any byte (docs/decisions/pipeline-version.md).
    """
    digest = hashlib.sha256()
    for base, names in ((root, RULES), (gazettes, (".",))):
        files = sorted(file for name in names for file in _sources(base / name))
        for file in files:
            data = file.read_bytes()
            digest.update(f"{file.relative_to(base).as_posix()} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()[:12]


def list_pages(job: Job, reader_for: ReaderFor) -> Iterator[PageRef]:
    """A reference for each page of an artifact, or one that says why there are none."""
    count = attempt(count_pages, job, reader_for)
    if isinstance(count, int):
        yield from (PageRef(job, index) for index in range(count))
    else:
        yield PageRef(job, -1, count)


def count_pages(job: Job, reader_for: ReaderFor) -> int | Finding:
    """How many pages an artifact has, or why it can't be read. Raises UnavailableError where its bytes aren't there."""
    path = Path(job.path)
    if not path.is_file():
        raise UnavailableError(f"The bytes of {job.artifact.uri} are not at {path}.")
    try:
        count = reader_for(job.artifact.media_type).count(path)
    except InputError as error:
        return bad_input(error.code, f"{error} {error.next_step}")
    return count or no_readable_page("it has no pages")


def read_page(ref: PageRef, reader_for: ReaderFor) -> tuple[str, PageRead]:
    """A page, keyed by the hash of its artifact. A bad page comes back rejected."""
    page = ref.reason if ref.reason is not None else attempt(_read, ref, reader_for)
    return ref.job.artifact.sha256, PageRead(ref.job.artifact, page)


def make_reading(parts: Sequence[PageRead], gazettes: Path, version: str) -> Reading:
    """What an artifact's pages are read as: all steps after the pages."""
    return check_issue(tag_issue(assemble(parts, gazettes, version), gazettes))


def assemble(parts: Sequence[PageRead], gazettes: Path, version: str) -> Reading:
    """The issue that an artifact's pages hold, in whatever order they come, without facts."""
    artifact = parts[0].artifact
    for part in parts:
        if isinstance(part.page, Finding):
            return Reading(artifact, rejection=part.page)
        if isinstance(part.page, Failure):
            return Reading(artifact, failure=part.page)
    pages = sorted((part.page for part in parts if isinstance(part.page, Page)), key=lambda page: page.index)
    if all(page.rejected is not None for page in pages):
        return Reading(artifact, rejection=no_readable_page(str(pages[0].rejected)))
    return _reading(artifact, attempt(segment_pages, artifact, pages, gazettes, version))


def segment_pages(artifact: Artifact, pages: Sequence[Page], gazettes: Path, version: str) -> Issue:
    """The issue on these pages, whose running headers are taken out."""
    return replace(segment(artifact, remove_running_headers(pages), load_all(gazettes)), pipeline=version)


def tag_issue(reading: Reading, gazettes: Path) -> Reading:
    """The reading with the facts of every document."""
    if reading.issue is None:
        return reading
    return _reading(reading.artifact, attempt(tag_documents, reading.issue, gazettes))


def tag_documents(issue: Issue, gazettes: Path) -> Issue:
    """The issue with the facts of every document."""
    gazette = find(issue.masthead.name, load_all(gazettes))
    documents = tuple(replace(d, facts=tag(d, gazette, issue.masthead.year)) for d in issue.documents)
    return replace(issue, documents=documents)


def check_issue(reading: Reading) -> Reading:
    """The reading with what does not fit as findings; one without any document is rejected."""
    if reading.issue is None:
        return reading
    checked = attempt(check, reading.issue)
    if isinstance(checked, Issue) and not checked.documents and not checked.contents:
        rejected = [page for page in checked.pages if page.rejected is not None]
        reason = rejected[0].rejected if rejected else None
        return Reading(reading.artifact, rejection=no_gazette(len(rejected), len(checked.pages), reason))
    return _reading(reading.artifact, checked)


def read_pages(artifact: Artifact, pages: Sequence[Page], gazettes: Path = HOME) -> Reading:
    """What the pipeline makes of an artifact whose pages were read, in this process."""
    return make_reading([PageRead(artifact, page) for page in pages], gazettes, version(gazettes))


def read_file(artifact: Artifact, path: Path, reader_for: ReaderFor, gazettes: Path = HOME) -> Reading:
    """What the pipeline makes of a file, in this process.

    Args:
        artifact: What the file is; its media type chooses the reader.
        path: Where it lies.
        reader_for: Gives the reader of a media type.
        gazettes: The folder of descriptions.
    """
    refs = list_pages(Job(artifact, str(path)), reader_for)
    return make_reading([read_page(ref, reader_for)[1] for ref in refs], gazettes, version(gazettes))


def attempt(step: Callable[P, T], *args: P.args, **more: P.kwargs) -> T | Failure:
    """What a step gives, or how it failed; a stop of the process is no failure, and passes. Raises Stopped."""
    stops.check()
    try:
        return step(*args, **more)
    except Exception as error:
        stops.check()  # it may have failed for that
        log.debug("A step of the pipeline failed.", exc_info=True)
        if isinstance(error, OUTSIDE):
            return Failure(describe_error(error), outside=True, next_step=error.next_step)
        return Failure(describe_error(error))


def _read(ref: PageRef, reader_for: ReaderFor) -> Page:
    return reader_for(ref.job.artifact.media_type).read(Path(ref.job.path), ref.index)


def _reading(artifact: Artifact, made: Issue | Failure) -> Reading:
    return Reading(artifact, failure=made) if isinstance(made, Failure) else Reading(artifact, issue=made)


def _sources(place: Path) -> Iterator[Path]:
    """The files of code and data at a place; what an interpreter or an editor leaves beside them is neither."""
    if place.is_file():
        yield place
    for pattern in ("*.py", "*.toml"):
        yield from place.rglob(pattern)
