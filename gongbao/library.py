"""Gongbao from Python: read an issue, and look at what the ledger holds.

All of it can be imported from `gongbao` itself. The examples run in a folder that has a text of 聊城市人民政府公报
2021年第4期 as `issue.txt`, and a library that holds it.
"""

import datetime as dt
import hashlib
import tempfile
import warnings
from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from gongbao import composition
from gongbao.app import search as searching
from gongbao.app import status
from gongbao.facts.table import FactTable
from gongbao.model import Artifact, Document, Issue, Kind
from gongbao.ports import Hits, IssueSummary, Ledger, Query, Selection
from gongbao.settings import Address, Settings, settings

__all__ = ["FactTable", "Library", "open_library", "read", "read_text"]


def read(path: str | PathLike[str], media_type: str | None = None) -> Issue:
    """Read one issue from a file, in this process. Nothing is kept.

    Args:
        path: A PDF (with a text layer or scanned), a plain text or Markdown.
        media_type: What the file is, such as `application/pdf`; detected from its bytes and its name where None.

    Returns:
        The issue: its masthead, contents, documents with facts, findings, and its pages. Pages count from 0; boxes are
        in points (1/72 inch) from the top left of the page, spans in code points.

    Raises:
        OSError: The file can't be opened.
        InputError: It is no gazette issue, or more than the settings allow; the message says why.
        ReadingError: The program failed at it.
        UnavailableError: It is a scan, and the OCR engine of the settings does not answer.

    Example:
        >>> import gongbao
        >>> issue = gongbao.read("issue.txt")
        >>> issue.id, issue.masthead.name, len(issue.documents)
        ('liaocheng/2021/4', '聊城市人民政府公报', 11)
        >>> issue.documents[0].number
        '聊政发〔2021〕5号'
    """
    file = Path(path).absolute()
    data = file.read_bytes()
    kind = media_type or composition.detect_media_type(file.as_uri(), data)
    artifact = Artifact(file.as_uri(), hashlib.sha256(data).hexdigest(), kind, len(data))
    return composition.read_file(settings(), artifact, file).to_issue()


def read_text(text: str) -> Issue:
    """Read one issue from a text, such as an OCR service returns: a line of it a line of print. Nothing is kept.

    Args:
        text: The whole issue.

    Returns:
        The issue; see `read`.

    Raises:
        InputError: It is no gazette issue.
        ReadingError: The program failed at it.

    Example:
        >>> from pathlib import Path
        >>> import gongbao
        >>> issue = gongbao.read_text(Path("issue.txt").read_text("utf-8"))
        >>> appointment = issue.documents[-2].facts.appointments[0]
        >>> appointment.person, str(appointment.action), appointment.post
        ('张月莲', 'appoint', '聊城市位山灌区管理服务中心主任')
    """
    with tempfile.TemporaryDirectory(prefix="gongbao-") as folder:
        file = Path(folder) / "issue.txt"
        file.write_text(text, "utf-8", newline="")
        return read(file, "text/plain")


def open_library(url_or_home: str | PathLike[str] | None = None) -> "Library":
    """Open what `gongbao ingest` and `gongbao watch` have taken in. Close it, or use it in a `with`.

    Args:
        url_or_home: A database URL (`postgresql://…`, `sqlite:///…`), or a folder such as GONGBAO_HOME names; what the
            settings name where None. Where there is no library yet, an empty one is made.

    Returns:
        The library.

    Raises:
        LedgerError: It can't be opened, or a newer program made it.

    Example:
        >>> import gongbao
        >>> with gongbao.open_library() as library:
        ...     [issue.id for issue in library.issues()]
        ['liaocheng/2021/4']
    """
    config = settings()
    if url_or_home is not None:
        place = str(url_or_home)
        update = {"database_url": Address(place)} if "://" in place else {"home": Path(place), "database_url": None}
        config = config.model_copy(update=update)
    ledger = composition.open_ledger(config)
    return Library(config, ledger, ledger.close)


class Library:
    """Issues, documents and facts, and the search over them. Use `open_library`.

    Example:
        >>> import gongbao
        >>> library = gongbao.open_library()
        >>> library.document("聊政发（2021）5号").id
        'liaocheng/聊政发/2021/5'
        >>> library.close()
    """

    def __init__(self, settings: Settings, ledger: Ledger, close: Callable[[], None]) -> None:
        self._settings = settings
        self._ledger = ledger
        self._close = close

    def close(self) -> None:
        """Give the database back."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def issues(self) -> list[IssueSummary]:
        """All issues, by gazette, year and number, each in short.

        Returns:
            A summary an issue: its id, name, year, numbers, how many documents, facts and findings it has.

        Example:
            >>> import gongbao
            >>> with gongbao.open_library() as library:
            ...     [issue] = library.issues()
            >>> issue.year, issue.numbers, issue.documents
            (2021, (4,), 11)
        """
        return self._ledger.issues()

    def issue(self, issue_id: str) -> Issue:
        """One issue, whole, as last read.

        Args:
            issue_id: Such as `liaocheng/2021/4`.

        Raises:
            NotFoundError: There is none of that id.

        Example:
            >>> import gongbao
            >>> with gongbao.open_library() as library:
            ...     library.issue("liaocheng/2021/4").masthead.total_numbers
            (217,)
        """
        return self._ledger.issue(issue_id)

    def documents(
        self,
        issue: str | None = None,
        gazette: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        issuer: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Iterator[Document]:
        """Documents that pass all filters given, in the order of issues and of their contents.

        Args:
            issue: The issue's id.
            gazette: The gazette's id.
            year: Of the issue.
            kind: order, notice, opinion, appointment or chronicle.
            issuer: Who issued it, whole.
            since: Dated on or after.
            until: Dated on or before.

        Returns:
            Documents, a batch in memory at a time.

        Raises:
            ValueError: There is no such kind.

        Example:
            >>> import gongbao
            >>> with gongbao.open_library() as library:
            ...     [document.number for document in library.documents(kind="appointment")]
            ['聊政任〔2021〕5号', '聊政任〔2021〕6号', '聊政任〔2021〕7号']
        """
        return self._ledger.documents(_select(issue, gazette, year, kind, issuer, since, until))

    def document(self, name: str) -> Document:
        """One document.

        Args:
            name: Its id, or its 发文字号 in any brackets.

        Raises:
            NotFoundError: There is none, or there are several of that number.

        Example:
            >>> import gongbao
            >>> with gongbao.open_library() as library:
            ...     library.document("聊政发[2021]5号").date
            datetime.date(2021, 4, 22)
        """
        return self._ledger.document(name).document

    def facts(
        self,
        name: str,
        issue: str | None = None,
        gazette: str | None = None,
        year: int | None = None,
        kind: str | None = None,
        issuer: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> FactTable:
        """The facts of one kind, of the documents that pass all filters given.

        Args:
            name: The kind of fact: appointments, duties, chronicle, citations … (docs/facts.md lists them).
            issue: The issue's id.
            gazette: The gazette's id.
            year: Of the issue.
            kind: Of the document: order, notice, opinion, appointment or chronicle.
            issuer: Who issued the document, whole.
            since: The document is dated on or after.
            until: The document is dated on or before.

        Returns:
            A table of one row a fact; `to_pandas()`, `to_polars()` and `to_arrow()` give it to others.

        Raises:
            NotFoundError: There is no such kind of fact.
            ValueError: There is no such kind of document.

        Example:
            >>> import gongbao
            >>> with gongbao.open_library() as library:
            ...     table = library.facts("appointments", year=2021)
            >>> table.rows[0]["person"], table.rows[0]["action"]
            ('荣健', 'appoint')
            >>> table.to_pandas().shape == (len(table), len(table.columns))
            True
        """
        return status.tabulate_facts(self._ledger, name, _select(issue, gazette, year, kind, issuer, since, until))

    def search(
        self,
        text: str,
        kind: str | None = None,
        issuer: str | None = None,
        number: str | None = None,
        gazette: str | None = None,
        entity: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int = 10,
        offset: int = 0,
        engine: str | None = None,
        in_force_on: dt.date | None = None,
        expires_before: dt.date | None = None,
        repealed: bool | None = None,
    ) -> Hits:
        """Find documents by their words, as `gongbao search` does (docs/searching.md).

        Args:
            text: Words, a “phrase”, a 发文字号, a name, a question.
            kind: order, notice, opinion, appointment or chronicle.
            issuer: Who issued it, whole.
            number: The 发文字号, in any brackets.
            gazette: The gazette's id.
            entity: A person, body or place that the document mentions.
            since: Dated on or after.
            until: Dated on or before.
            limit: How many hits at most.
            offset: How many to pass over.
            engine: `ledger` or `elasticsearch`. Where None: Elasticsearch, if one is set, and the ledger with a warning
                where it does not answer.
            in_force_on: In force on that day.
            expires_before: In force today, and from that day on no more.
            repealed: Whether it was repealed, replaced or declared void by today.

        Returns:
            The best paragraph of each document that answers, best first; `total` is how many documents there are.
            Highlights are spans of code points in a hit's text.

        Raises:
            InputError: There is no such engine.
            UnavailableError: The engine that is named does not answer.

        Example:
            >>> import gongbao
            >>> with gongbao.open_library() as library:
            ...     hits = library.search("谁是聊城市位山灌区管理服务中心主任")
            >>> hits.hits[0].document
            'liaocheng/聊政任/2021/7'
        """
        named = kind, issuer, number, gazette, entity
        query = Query(text, *named, since, until, limit, offset, in_force_on, expires_before, repealed)
        with composition.open_engines(self._settings, self._ledger) as engines:
            answer = searching.search(query, engines, engine)
        for refusal in answer.refusals:
            warnings.warn(f"{refusal} The {answer.engine} answers instead.", stacklevel=2)
        return answer.hits


def _select(
    issue: str | None,
    gazette: str | None,
    year: int | None,
    kind: str | None,
    issuer: str | None,
    since: dt.date | None,
    until: dt.date | None,
) -> Selection:
    return Selection(issue, gazette, year, None if kind is None else Kind(kind), issuer, since, until)
