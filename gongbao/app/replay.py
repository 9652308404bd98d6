"""Replaying: published events once more, from the ledger."""

from collections.abc import Callable, Sequence

from gongbao.events.history import Since, parse_since
from gongbao.ports import Ledger

Resend = Callable[[Ledger, Since | None, Sequence[str] | None, str | None], int]
"""Sends events since an issue again, of some types, to their topics or all to one; returns how many."""


def replay(
    ledger: Ledger, resend: Resend, since: str | None = None, types: Sequence[str] | None = None, to: str | None = None
) -> int:
    """Send published events again; readers know an event by its id, which stays.

    Args:
        ledger: What holds the events.
        resend: What sends them.
        since: The first issue, as 2021/4, 2021 or liaocheng/2021/4; None for all.
        types: Types of events, which may end in `*`; None for all.
        to: One topic for all of them; None for their own.

    Returns:
        How many events were sent.

    Raises:
        InputError: `since` names no issue.
    """
    return resend(ledger, None if since is None else parse_since(since), types, to)
