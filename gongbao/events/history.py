"""Which published events a replay sends again."""

import re
from dataclasses import dataclass

from gongbao.errors import InputError
from gongbao.ports import Event

SINCE = re.compile(r"(?:(?P<gazette>[a-z0-9-]{1,100})/)?(?P<year>\d{4})(?:/(?P<number>\d{1,4}))?")
ISSUE = re.compile(r"(?P<gazette>[^/]+)/(?P<year>\d{4})/(?P<number>\d+)(?:-(?P<last>\d+))?")


@dataclass(frozen=True, slots=True)
class Since:
    """The first issue wanted, of one gazette or of all. A joint issue counts by its last number."""

    year: int
    number: int = 0
    gazette: str | None = None

    def reaches(self, event: Event) -> bool:
        """Whether an event is of that issue or a later one. One that is of no issue is not."""
        match = ISSUE.fullmatch(issue_of(event) or "")
        if match is None or self.gazette not in (None, match["gazette"]):
            return False
        return (int(match["year"]), int(match["last"] or match["number"])) >= (self.year, self.number)


def parse_since(text: str) -> Since:
    """2021/4, 2021, or liaocheng/2021/4. Raises InputError."""
    match = SINCE.fullmatch(text.strip())
    if match is None:
        raise InputError(f"“{text}” names no issue.", "Write it as 2021/4, 2021 or liaocheng/2021/4.")
    return Since(int(match["year"]), int(match["number"] or 0), match["gazette"])


def issue_of(event: Event) -> str | None:
    """The id of the issue that an event comes from; None for a file that is no issue."""
    issue = event.subject if event.type.startswith("gongbao.issue.") else event.data.get("issue")
    return issue if isinstance(issue, str) else None
