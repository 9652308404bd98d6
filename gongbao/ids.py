"""Ids that name the thing, not its text: they outlive every re-reading.

liaocheng/2021/4            an issue
liaocheng/2023/6-7          a double issue
liaocheng/聊政发/2021/5      a document with a 发文字号
liaocheng/2021/4/11         a document without one: its issue and ordinal
liaocheng/某市财政局/2021-04-06/3f2a91c07be4
                            a document without one that no issue holds: who issued it, when, kind and title
"""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Sequence

from gongbao.language.document_numbers import ANY_NUMBER

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


def document_id(gazette: str, issue: str, ordinal: int, number: str | None) -> str:
    """The id of a document: by its 发文字号 where it has one of the usual form, else by issue and ordinal."""
    match = ANY_NUMBER.fullmatch(number) if number else None
    if match is None:
        return f"{issue}/{ordinal}"
    return f"{gazette}/{match['code']}/{match['year']}/{int(match['serial'])}"


def titled_document_id(gazette: str, issuer: str | None, date: dt.date | None, kind: str, title: str) -> str:
    """The id of a document without a 发文字号 that stands by itself: what it is called, by whom, and of which day.

    Blanks and marks in the title don't count: they differ from one edition to the next.
    """
    words = "".join(char for char in unicodedata.normalize("NFKC", title) if char.isalnum())
    digest = hashlib.sha256(f"{kind}\n{words}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{gazette}/{issuer or '-'}/{date.isoformat() if date else '-'}/{digest[:12]}"
