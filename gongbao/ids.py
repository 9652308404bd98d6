"""Ids that name the thing, not its text: they outlive every re-reading.

liaocheng/2021/4            an issue
liaocheng/2023/6-7          a double issue
liaocheng/聊政发/2021/5      a document with a 发文字号
liaocheng/某市财政局/2021-04-06/3f2a91c07be4
                            a document without one: who issued it, when, kind and title
liaocheng/2021/4/91c07be43f2a
                            one of which nothing says by whom or of which day it is: its issue, kind and title
"""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Sequence

from gongbao.language.document_numbers import ANY_NUMBER

DIGITS = re.compile(r"\d+")
ISSUE = re.compile(
    r"(?P<gazette>[^/.\s][^/\s]{0,99})/(?P<year>[0-9]{4})/(?P<first>[0-9]{1,4})(?:-(?P<last>[0-9]{1,4}))?"
)


def issue_id(gazette: str, year: int, numbers: Sequence[int]) -> str:
    """The id of an issue. `numbers` is ascending and holds two or more for a joint issue."""
    first, last = numbers[0], numbers[-1]
    return f"{gazette}/{year}/{first}" if first == last else f"{gazette}/{year}/{first}-{last}"


def parse_issue_id(name: str) -> tuple[str, int, tuple[int, ...]] | None:
    """The gazette, the year and the numbers that an issue's id says; None for one that does not."""
    match = ISSUE.fullmatch(name)
    if match is None:
        return None
    first = int(match["first"])
    last = int(match["last"] or first)
    numbers = tuple(range(first, last + 1)) if first <= last <= first + 12 else ()
    found = match["gazette"], int(match["year"]), numbers
    return found if numbers and issue_id(*found) == name else None


def numbered_document_id(gazette: str, number: str | None) -> str | None:
    """The id of a document by its 发文字号; None where it has none of the usual form."""
    match = ANY_NUMBER.fullmatch(number) if number else None
    return f"{gazette}/{match['code']}/{match['year']}/{int(match['serial'])}" if match else None


def titled_document_id(
    gazette: str,
    issue: str,
    issuer: str | None,
    date: dt.date | None,
    kind: str,
    title: str,
    number: str | None = None,
) -> str:
    """The id of a document by what it is: who issued it, when, its kind and what it is called.

    One of which nothing says by whom or of which day it is, is known within its issue only: every issue has a 大事记.
    Blanks and marks in the title don't count: they differ from one edition to the next.

    Args:
        gazette: The gazette's id.
        issue: The id of the issue, or of the file, that it stands in.
        issuer: Who issued it.
        date: Its day.
        kind: What it does.
        title: Its title.
        number: A number of another form than a 发文字号, such as 第12号, which tells 公告 of one day apart.
    """
    words = [kind, _letters(title)]
    if number:
        words.append("".join(DIGITS.findall(unicodedata.normalize("NFKC", number))) or _letters(number))
    digest = make_digest("\n".join(words))
    return f"{gazette}/{issuer}/{date.isoformat()}/{digest}" if issuer and date else f"{issue}/{digest}"


def make_digest(text: str, length: int = 12) -> str:
    """A short name of a text: the first hex digits of its hash."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
