"""Names of bodies and posts as rows of the ledger, and back."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from connectors.ledger.schema import body_names, posts
from gongbao.archive.naming import find_names, find_posts
from gongbao.archive.register import BodyName, NameStatement, Register
from gongbao.model import Document, Naming


def office_rows(key: int, document: Document) -> list[tuple[Table, list[dict[str, Any]]]]:
    """What a document says of bodies and of posts, as rows of their tables; `key` is its key in the ledger."""
    names = [{"document": key, "ordinal": n, **_name_row(said)} for n, said in enumerate(find_names(document))]
    held = [
        {
            "document": key,
            "ordinal": n,
            "appointment": post.ordinal,
            "scope": post.body.scope,
            "bare": post.body.bare,
            "printed": post.body.printed,
            "office": post.office,
        }
        for n, post in enumerate(find_posts(document))
    ]
    return [(body_names, names), (posts, held)]


def _name_row(said: NameStatement) -> dict[str, Any]:
    return {
        "naming": said.naming.value,
        "scope": said.name.scope,
        "bare": said.name.bare,
        "printed": said.name.printed,
        "other": said.other.bare if said.other else None,
        "other_printed": said.other.printed if said.other else None,
    }


class Registers:
    """The registers of a ledger's scopes, each read once."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._read: dict[str, Register] = {}

    def of(self, scope: str) -> Register:
        """The register of one scope."""
        if scope not in self._read:
            columns = [body_names.c[name] for name in ("naming", "bare", "printed", "other", "other_printed")]
            rows = self._db.execute(select(*columns).where(body_names.c.scope == scope).distinct()).all()
            self._read[scope] = _make_register(scope, rows)
        return self._read[scope]

    def resolve(self, name: BodyName) -> str:
        """The id of the body that a name means."""
        return self.of(name.scope).resolve(name)


def _make_register(scope: str, rows: Iterable[Row[Any]]) -> Register:
    plain: dict[str, set[str]] = {Naming.OFFICIAL: set(), Naming.SEEN: set()}
    said = set()
    for row in rows:
        if row.naming in plain:
            plain[row.naming].add(row.bare)
        else:
            name = BodyName(scope, row.bare, row.printed)
            said.add(NameStatement(Naming(row.naming), name, BodyName(scope, row.other, row.other_printed)))
    return Register(
        scope,
        frozenset(plain[Naming.OFFICIAL]),
        frozenset(plain[Naming.SEEN]),
        tuple(sorted(said, key=lambda s: (s.naming, s.name.bare, s.name.printed, s.other.bare if s.other else ""))),
    )
