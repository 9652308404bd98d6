"""Who holds which office, joined from all appointments: `gongbao.archive.offices` on the tables of a ledger."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from connectors.ledger.office_rows import Registers
from connectors.ledger.records import read_fact
from connectors.ledger.schema import body_names, documents, fact_table, posts, tenures
from connectors.ledger.selecting import BATCH, batches
from gongbao.archive.naming import find_names, find_posts
from gongbao.archive.offices import Step, make_office, make_step
from gongbao.archive.places import find_place
from gongbao.archive.register import BodyName, is_concerned, locate, part_id
from gongbao.facts.kinds import APPOINTMENTS
from gongbao.model import Body, Document, Naming, OfficeState

_appointments = fact_table(APPOINTMENTS)
_PLAIN = (Naming.OFFICIAL, Naming.SEEN)


def touched(db: Connection, changed: Iterable[Document]) -> set[str]:
    """The ids of the offices whose state may be another when these documents come or go: those they speak of, and those
    of bodies of whose names they say what no other document does."""
    found: set[str] = set()
    names: dict[str, set[str]] = defaultdict(set)
    stated: set[str] = set()
    registers = Registers(db)
    changed = tuple(changed)
    for document in changed:
        found.update(_make_id(registers, post.body, post.office) for post in find_posts(document))
        for said in find_names(document):
            if said.naming in _PLAIN:
                names[said.name.scope].add(said.name.bare)
            else:
                stated.add(said.name.scope)
    for scope in sorted({*names, *stated}):
        news = names[scope] - _named_by_others(db, scope, names[scope], [document.id for document in changed])
        found |= {
            _make_id(registers, name, office)
            for name, office in _find_posts(db, scope)
            if scope in stated or is_concerned(name, news)
        }
    return found


def everything(db: Connection) -> set[str]:
    """The ids of all offices."""
    registers = Registers(db)
    scopes = db.execute(select(posts.c.scope).distinct()).scalars().all()
    return {_make_id(registers, name, office) for scope in scopes for name, office in _find_posts(db, scope)}


def state(db: Connection, office_id: str, today: dt.date) -> OfficeState | None:
    """The state of an office by its id; None where nobody was ever appointed to it or removed from it."""
    body_id, _, office = office_id.rpartition("/")
    scope, _ = part_id(body_id)
    register = Registers(db).of(scope)
    named = {name for name, _ in _find_posts(db, scope, office) if register.resolve(name) == body_id}
    steps = list(_read_steps(db, scope, office, {name.bare for name in named}))
    called = {register.complete(name.bare, name.printed) for name in named} | {name.bare for name in named}
    return make_office(office_id, register.describe(body_id, called), office, steps)


def keep(db: Connection, office_id: str, found: OfficeState | None) -> None:
    """Note who held an office, to be found by name."""
    db.execute(delete(tenures).where(tenures.c.office == office_id))
    rows = [
        {"office": office_id, "ordinal": n, "person": held.person, "since": held.since, "until": held.until}
        for n, held in enumerate(found.tenures if found else ())
    ]
    if rows:
        db.execute(insert(tenures), rows)


def find_bodies(db: Connection, name: str) -> list[Body]:
    """The bodies that a name may mean, wherever they are; by their ids."""
    registers = Registers(db)
    found: dict[str, Body] = {}
    known = {*db.execute(select(posts.c.scope).distinct()).scalars()}
    for around in sorted(known):
        read = locate(name, find_place(around), around)
        if read.scope in known or read.whole:
            register = registers.of(read.scope)
            body = register.resolve(read)
            if _is_known(db, read.scope, body, registers):
                found[body] = register.describe(body)
    return [found[body] for body in sorted(found)]


def find_offices(db: Connection, body: str) -> list[str]:
    """The ids of the offices of a body."""
    scope, _ = part_id(body)
    register = Registers(db).of(scope)
    return sorted({f"{body}/{office}" for name, office in _find_posts(db, scope) if register.resolve(name) == body})


def find_held(db: Connection, person: str) -> list[str]:
    """The ids of the offices that somebody held."""
    query = select(tenures.c.office).where(tenures.c.person == "".join(person.split())).distinct()
    return list(db.execute(query.order_by(tenures.c.office)).scalars())


def people(db: Connection) -> Sequence[str]:
    """The names of all who ever held an office."""
    return db.execute(select(tenures.c.person).distinct().order_by(tenures.c.person)).scalars().all()


def bodies(db: Connection) -> list[str]:
    """The ids of all bodies that have an office."""
    return sorted({office.rpartition("/")[0] for office in db.execute(select(tenures.c.office).distinct()).scalars()})


def _is_known(db: Connection, scope: str, body: str, registers: Registers) -> bool:
    return any(registers.resolve(name) == body for name, _ in _find_posts(db, scope))


def _make_id(registers: Registers, body: BodyName, office: str) -> str:
    return f"{registers.resolve(body)}/{office}"


def _find_posts(db: Connection, scope: str, office: str | None = None) -> Iterator[tuple[BodyName, str]]:
    """The posts of bodies of a scope, each body as it is named."""
    query = select(posts.c.bare, posts.c.printed, posts.c.office).where(posts.c.scope == scope).distinct()
    if office is not None:
        query = query.where(posts.c.office == office)
    for row in db.execute(query.order_by(posts.c.bare, posts.c.printed, posts.c.office)):
        yield BodyName(scope, row.bare, row.printed), row.office


def _named_by_others(db: Connection, scope: str, names: Iterable[str], ids: Sequence[str]) -> set[str]:
    """Those of some names that other documents say too, and as officially as any."""
    query = (
        select(body_names.c.bare)
        .join(documents, documents.c.key == body_names.c.document)
        .where(body_names.c.scope == scope, body_names.c.naming == Naming.OFFICIAL.value, documents.c.id.not_in(ids))
        .distinct()
    )
    found: set[str] = set()
    for some in batches(sorted(names), BATCH):
        found.update(db.execute(query.where(body_names.c.bare.in_(some))).scalars())
    return found


def _read_steps(db: Connection, scope: str, office: str, names: Iterable[str]) -> Iterator[Step]:
    query = (
        select(_appointments, documents.c.id, documents.c.date)
        .join(posts, (posts.c.document == _appointments.c.document) & (posts.c.appointment == _appointments.c.ordinal))
        .join(documents, documents.c.key == posts.c.document)
        .where(posts.c.scope == scope, posts.c.office == office, ~documents.c.withdrawn)
        .distinct()
    )
    for some in batches(sorted(names), BATCH):
        for row in db.execute(query.where(posts.c.bare.in_(some))):
            yield _read_step(row)


def _read_step(row: Row[Any]) -> Step:
    return make_step(read_fact(APPOINTMENTS, dict(row._mapping)), row.id, row.date)
