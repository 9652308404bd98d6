"""Events that were published and that the ledger does not have: taken over from where they were published.

A ledger that was put back from a backup, or made anew, lacks the end of its outbox, which subscribers have seen.
`adopt` writes those events into the outbox at the positions that they have; what the ledger itself said there meanwhile
follows after them, as far as it is still news. An issue that they are about and that the ledger was not given again is
awaited: when it comes, it is compared with what was said of it (`gongbao.events.reconciling`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select, update

from connectors.ledger import reading
from connectors.ledger.joining import find_subjects, go_back, is_joined
from connectors.ledger.schema import issues, meta, outbox, seal_event
from connectors.ledger.selecting import batches
from gongbao.events.reconciling import of_an_issue
from gongbao.model import Document, Issue, Kind
from gongbao.ports import Adoption, Commit, Event

if TYPE_CHECKING:
    from connectors.ledger.writing import Writer

AWAITED = "awaited/"  # before an issue's id, in `meta`; the value is the last position before what was taken over
LAST = "last position"  # in `meta`: up to it all positions are taken, even those of no event of the outbox
ASIDE = 2**40  # events whose place others take wait this far below
BATCH = 500


def adopt(
    writer: "Writer", published: Iterable[Event], common: int, last: int, say_again: Callable[[str], Commit]
) -> Adoption:
    """Take over what was published, in one writer's transaction.

    Args:
        writer: The transaction.
        published: What was published after `common`, in any order, each event once.
        common: The last position up to which the ledger has just what was published.
        last: The last position that was published.
        say_again: Commits what stands for an issue once more, by its id.
    """
    db = writer.db
    while found := reading.events(db, common, None, BATCH):
        for event in found:
            _move(db, event, event.position - ASIDE)
    own = {issue for event in _set_aside(db) if (issue := of_an_issue(event))}
    stale = find_subjects(_set_aside(db))
    adopted, told = 0, set[str]()
    for batch in batches(published, BATCH):
        adopted += _insert(db, batch, common, writer.now)
        told |= {issue for event in batch if (issue := of_an_issue(event))}
        stale = {name: ids | stale[name] for name, ids in find_subjects(batch).items()}
    go_back(db, stale)
    db.execute(update(outbox).where(outbox.c.published.is_(None), outbox.c.position > 0).values(published=writer.now))
    for name, value in [(LAST, last), *((AWAITED + issue, common) for issue in told)]:
        db.execute(delete(meta).where(meta.c.name == name))
        db.execute(insert(meta).values(name=name, value=str(value)))
    kept = _put_back(db, told, last)
    held = set(db.execute(select(issues.c.id)).scalars())
    for issue in sorted(told & own & held):
        kept += len(say_again(issue).events)
    kept += len(writer.settle_joined())
    return Adoption(adopted, kept, awaited(db))


def awaited(db: Connection) -> tuple[str, ...]:
    """Ids of the issues of which more was said than the ledger knows, until they are taken in again."""
    return tuple(sorted(_awaited(db)))


def find_said(db: Connection, issue: Issue) -> tuple[Event, ...]:
    """What was said of an issue and its documents, in order; nothing where the ledger's own history tells it."""
    since = _awaited(db)
    if not since:
        return ()
    ids = {document.id for document in issue.documents}
    recent = (outbox.c.position > min(since.values())) & outbox.c.subject.in_(ids)
    moved = set(db.execute(select(outbox.c.issue).where(recent)).scalars()) & set(since) - {issue.id}
    if issue.id not in since and not moved:
        return ()
    rows = select(outbox.c.position).where(outbox.c.issue.in_({issue.id, *moved})).order_by(outbox.c.position)
    found = _events(db, db.execute(rows).scalars().all())
    return tuple(event for event in found if event.data.get("issue", issue.id) == issue.id or _about(event) in ids)


def keep_withdrawn(writer: "Writer", said: Iterable[Event], issue: Issue, held: Collection[str]) -> None:
    """Keep, as withdrawn, the documents of an issue that were said and are not there, and that the ledger never had.

    Should one be read after all, its version goes on from there, and it is news again.
    """
    there = {*held, *(document.id for document in issue.documents)}
    last = {event.subject: event for event in said if event.type.startswith("gongbao.document.")}
    for event in last.values():
        data = event.data
        if event.subject in there or data.get("issue") != issue.id:
            continue
        named = data.get("number"), data.get("title", ""), data.get("issuer")
        document = Document(event.subject, issue.id, 0, Kind(data["kind"]), *named, None, None, (), None, ())
        version = int(data["version"]) + (not event.type.endswith(".withdrawn"))
        writer.keep_withdrawn(document, issue, version)


def settle(db: Connection, issue: str) -> bool:
    """Note that the ledger says of an issue what was said of it; whether that was awaited."""
    return db.execute(delete(meta).where(meta.c.name == AWAITED + issue)).rowcount > 0


def last_position(db: Connection) -> int:
    """Up to which position none may be given out any more."""
    return int(db.execute(select(meta.c.value).where(meta.c.name == LAST)).scalar() or 0)


def _awaited(db: Connection) -> dict[str, int]:
    rows = db.execute(select(meta).where(meta.c.name.startswith(AWAITED, autoescape=True)))
    return {row.name.removeprefix(AWAITED): int(row.value) for row in rows}


def _insert(db: Connection, batch: Sequence[Event], common: int, now: Any) -> int:
    """Put published events into the outbox; those set aside that have their ids are the same ones."""
    ids = [event.id for event in batch]
    db.execute(delete(outbox).where(outbox.c.id.in_(ids), outbox.c.position < 0))
    there = set(db.execute(select(outbox.c.id).where(outbox.c.id.in_(ids), outbox.c.position <= common)).scalars())
    rows = [
        {
            "position": event.position,
            "id": event.id,
            "type": event.type,
            "source": event.source,
            "subject": event.subject,
            "issue": event.subject if event.type.startswith("gongbao.issue.") else event.data.get("issue"),
            "cause": str(event.data.get("cause", "")),
            "time": event.time,
            "data": (event.written or b"{}").decode(),
            "published": now,
        }
        for event in batch
        if event.id not in there
    ]
    if rows:
        db.execute(insert(outbox), [seal_event(row) for row in rows])
    return len(rows)


def _put_back(db: Connection, told: set[str], last: int) -> int:
    """Give those set aside the positions after the last; those of what is worked out anew are dropped."""
    kept = 0
    for event in list(_set_aside(db)):
        here = outbox.c.position == event.position
        if of_an_issue(event) in told or is_joined(event):
            db.execute(delete(outbox).where(here))
        else:
            kept += 1
            _move(db, event, last + kept)
    return kept


def _move(db: Connection, event: Event, position: int) -> None:
    """Give an event another position; its checksum is also over that."""
    assert event.written is not None
    names = {"id": event.id, "type": event.type, "source": event.source, "subject": event.subject}
    row = seal_event({**names, "position": position, "data": event.written.decode()})
    here = outbox.c.position == event.position
    db.execute(update(outbox).where(here).values(position=position, data=row["data"]))


def _set_aside(db: Connection) -> Iterator[Event]:
    since = -ASIDE
    while found := [event for event in reading.events(db, since, None, BATCH) if event.position < 0]:
        yield from found
        since = found[-1].position


def _events(db: Connection, positions: Sequence[int]) -> Iterator[Event]:
    for position in positions:
        yield from reading.events(db, position - 1, None, 1)


def _about(event: Event) -> Any:
    """The document that an event is about, or that says it."""
    return event.data.get("by") or event.data.get("document") or event.subject
