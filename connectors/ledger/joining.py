"""What follows from several documents together, kept in step with them: each thing is worked out anew when a document
that it depends on comes, changes or goes, and told where it then says something else.

A kind of such things is a `Join`. Whatever the order in which documents come, the same ones leave the same states.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from connectors.ledger import offices, reading, texts
from connectors.ledger.records import pack, unpack
from connectors.ledger.schema import joined, outbox
from connectors.ledger.selecting import BATCH, batches
from gongbao.archive.likeness import find_near
from gongbao.archive.texts import next_day
from gongbao.errors import NotFoundError
from gongbao.events.envelope import make_event
from gongbao.events.offices import OfficeChanged, OfficeWithdrawn
from gongbao.events.types import TextChanged, TextWithdrawn
from gongbao.model import Cause, Document, OfficeState, TextState
from gongbao.ports import Event
from gongbao.serialization import dumps

SOURCE = "gongbao"  # whose events these are: of no gazette alone


@dataclass(frozen=True, slots=True)
class Join:
    """A kind of things that several documents state together.

    `touched` names those that depend on some documents, `everything` all of them; `state` works one out, as of a day,
    and `keep` notes it where it is looked for. `due` says when it changes by itself. `changed` and `gone` are events.
    """

    name: str
    touched: Callable[[Connection, Iterable[Document]], set[str]]
    everything: Callable[[Connection], set[str]]
    state: Callable[[Connection, str, dt.date], Any]
    keep: Callable[[Connection, str, Any], None]
    due: Callable[[Any, dt.date], dt.date | None]
    changed: type[Any]
    gone: type[Any]
    of: type[Any]


TEXTS = Join(
    name="texts",
    touched=texts.touched,
    everything=texts.everything,
    state=texts.state,
    keep=texts.keep,
    due=next_day,
    changed=TextChanged,
    gone=TextWithdrawn,
    of=TextState,
)

OFFICES = Join(
    name="offices",
    touched=offices.touched,
    everything=offices.everything,
    state=offices.state,
    keep=offices.keep,
    due=lambda _office, _day: None,
    changed=OfficeChanged,
    gone=OfficeWithdrawn,
    of=OfficeState,
)

JOINS = (TEXTS, OFFICES)

UNKNOWN = "?"  # the revision of a thing of which nothing was said yet

Touched = Mapping[str, set[str]]


def find_touched(db: Connection, changed: Iterable[Document]) -> Touched:
    """The ids of all things that depend on some documents, by the name of their kind."""
    documents = tuple(changed)
    return {join.name: join.touched(db, documents) for join in JOINS}


def follow(db: Connection, ids: Touched, cause: Cause, now: dt.datetime) -> list[Event]:
    """Work things out anew and keep what they are now; returns the events of those that say something else."""
    return [
        event
        for join in JOINS
        for name in sorted(ids.get(join.name, ()))
        if (event := _follow_one(db, join, name, cause, now)) is not None
    ]


def follow_days(db: Connection, today: dt.date, now: dt.datetime) -> list[Event]:
    """What says something else because a day has come."""
    found = []
    for join in JOINS:
        due = select(joined.c.id).where(joined.c.join == join.name, joined.c.due <= today).order_by(joined.c.id)
        for name in db.execute(due).scalars().all():
            event = _follow_one(db, join, name, Cause.NEW, now, today)
            found += [event] if event else []
    return found


def read_states(db: Connection, join: Join, after: str, limit: int) -> list[Any]:
    """What is kept of the things behind an id, by id."""
    query = select(joined.c.record).where(joined.c.join == join.name, joined.c.id > after, joined.c.record.is_not(None))
    return [unpack(join.of, record) for record in db.execute(query.order_by(joined.c.id).limit(limit)).scalars()]


def find_text(db: Connection, name: str) -> TextState:
    """How it stands with a text, by its number, its title or the id of a document. Raises NotFoundError."""
    ids = texts.find_ids(db, name)
    stated = _read_by_id(db, TEXTS, ids)
    known = (stated.get(text) or texts.describe(db, text) for text in ids)
    found: list[TextState] = list(filter(None, known))
    if not found:
        raise NotFoundError(f"The ledger knows no text {name}.", "Find its 文号 or title with `gongbao search`.")
    if len(found) > 1:
        named = ", ".join(sorted(one.id for one in found))
        raise NotFoundError(f"Several texts bear {name}: {named}.", "Name one by its 文号 or id.")
    return found[0]


def find_offices(db: Connection, name: str | None) -> list[OfficeState]:
    """The offices of a body by any of its names, or of all bodies. Raises NotFoundError."""
    if name is None:
        every = select(joined.c.record).where(joined.c.join == OFFICES.name, joined.c.record.is_not(None))
        return [unpack(OfficeState, record) for record in db.execute(every.order_by(joined.c.id)).scalars()]
    meant = offices.find_bodies(db, name)
    if not meant:
        near = find_near(name, offices.bodies(db))
        raise NotFoundError(f"The ledger knows nobody who was appointed in {name}.", _advise(near, "gongbao offices"))
    ids = (office for body in meant for office in offices.find_offices(db, body.id))
    return list(_read_by_id(db, OFFICES, ids).values())


def find_held(db: Connection, person: str) -> list[OfficeState]:
    """The offices that somebody holds or held. Raises NotFoundError."""
    ids = offices.find_held(db, person)
    if not ids:
        near = find_near(person, offices.people(db))
        raise NotFoundError(f"The ledger knows no office of {person}.", _advise(near, "gongbao search"))
    return list(_read_by_id(db, OFFICES, ids).values())


def is_joined(event: Event) -> bool:
    """Whether an event is of something that several documents state together."""
    return any(_tells_of(event, join) for join in JOINS)


def find_subjects(said: Iterable[Event]) -> dict[str, set[str]]:
    """The ids of all things that some events are about, by the name of their kind."""
    found: dict[str, set[str]] = {join.name: set() for join in JOINS}
    for event in said:
        for join in filter(partial(_tells_of, event), JOINS):
            found[join.name].add(event.subject)
    return found


def go_back(db: Connection, ids: Touched) -> None:
    """Take things to be what the last events of the outbox say of them, so that what differs from it is told again.

    They are worked out when a document comes that they depend on, or with `settle`.
    """
    for join in JOINS:
        types = (join.changed.TYPE, join.gone.TYPE)
        for name in sorted(ids.get(join.name, ())):
            said = select(outbox.c.position).where(outbox.c.subject == name, outbox.c.type.in_(types))
            at = db.execute(said.where(outbox.c.position > 0).order_by(outbox.c.position.desc()).limit(1)).scalar()
            here = (joined.c.join == join.name) & (joined.c.id == name)
            db.execute(delete(joined).where(here))
            if at is None:
                db.execute(insert(joined).values(join=join.name, id=name, version=0, revision=UNKNOWN, day=dt.date.min))
                continue
            last = reading.events(db, at - 1, None, 1)[0].data
            day = dt.date.fromisoformat(last["day"])
            values = {"version": int(last["version"]), "revision": str(last.get("revision", "")), "day": day}
            db.execute(insert(joined).values(join=join.name, id=name, **values))


def settle(db: Connection, cause: Cause, now: dt.datetime) -> list[Event]:
    """Work out what was only taken over from what was published: all that it depends on is there now."""
    taken = joined.c.record.is_(None) & (joined.c.revision != "")
    rows = db.execute(select(joined.c.join, joined.c.id).where(taken)).all()
    return follow(db, {join.name: {row.id for row in rows if row.join == join.name} for join in JOINS}, cause, now)


def _read_by_id(db: Connection, join: Join, ids: Iterable[str]) -> dict[str, Any]:
    """What is kept of some things by their ids, in the order of those."""
    kept = (joined.c.join == join.name) & joined.c.record.is_not(None)
    found: dict[str, Any] = {}
    for some in batches(sorted(set(ids)), BATCH):
        rows = db.execute(select(joined.c.id, joined.c.record).where(kept, joined.c.id.in_(some)))
        found |= {row.id: unpack(join.of, row.record) for row in rows}
    return dict(sorted(found.items()))


def _tells_of(event: Event, join: Join) -> bool:
    return event.type in (join.changed.TYPE, join.gone.TYPE)


def _advise(near: Iterable[str], command: str) -> str:
    named = ", ".join(near)
    return f"Is it one of these: {named}?" if named else f"Look for another name: `{command}`."


def _follow_one(
    db: Connection, join: Join, name: str, cause: Cause, now: dt.datetime, today: dt.date | None = None
) -> Event | None:
    """Work out one thing; the event, if it says something else."""
    here = (joined.c.join == join.name) & (joined.c.id == name)
    row = db.execute(select(joined).where(here)).first()
    day = max(today or now.astimezone().date(), row.day if row else dt.date.min)
    state = join.state(db, name, day)
    join.keep(db, name, state)
    revision = _hash(state) if state else ""
    if state is None and (row is None or row.version == 0):
        db.execute(delete(joined).where(here))
        return None
    version = row.version + (row.revision != revision) if row else 1
    values = {
        "version": version,
        "revision": revision,
        "day": day,
        "due": join.due(state, day) if state else None,
        "record": pack(state) if state else None,
    }
    if row is None:
        db.execute(insert(joined).values(join=join.name, id=name, **values))
    elif any(row._mapping[column] != value for column, value in values.items()):
        db.execute(update(joined).where(here).values(values))
    if row is not None and row.revision == revision:
        return None
    said = {field: getattr(state, field) for field in join.of.__dataclass_fields__} if state else {"id": name}
    payload = (join.changed if state else join.gone)(cause=cause, version=version, day=day, **said, **_named(revision))
    return make_event(payload, "", SOURCE, now, version, revision)


def _named(revision: str) -> dict[str, str]:
    return {"revision": revision} if revision else {}


def _hash(state: Any) -> str:
    return hashlib.sha256(dumps(state).encode("utf-8", "surrogatepass")).hexdigest()
