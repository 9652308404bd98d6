"""What people decided, as the ledger remembers it: of one thing, the last decision counts."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection

from sqlalchemy import Connection, func, insert, select

from connectors.ledger.schema import decisions, places
from gongbao.events.derivation import same_finding
from gongbao.model import Finding, Judgement
from gongbao.ports import Decision
from gongbao.standing import Decided


def keep_decision(db: Connection, decision: Decision, now: dt.datetime, pipeline: str | None = None) -> None:
    """Remember a decision; `pipeline` where it is of one reading of a file, and not of the file."""
    values = {
        "key": (db.execute(select(func.max(decisions.c.key))).scalar() or 0) + 1,
        "judgement": decision.judgement,
        "issue": decision.issue,
        "sha256": decision.sha256,
        "pipeline": pipeline,
        "target": decision.target,
        "finding": decision.finding,
        "arrival": last_arrival(db),
        "why": decision.why,
        "who": decision.who,
        "time": now,
    }
    db.execute(insert(decisions).values(values))


def last_arrival(db: Connection) -> int:
    """The arrival of the file that came last; 0 where none has."""
    return db.execute(select(func.max(places.c.arrival))).scalar() or 0


def read_decisions(db: Connection) -> list[Decision]:
    """All decisions, the oldest first."""
    names = ("judgement", "why", "who", "issue", "sha256", "target", "finding", "time")
    rows = db.execute(select(*(decisions.c[name] for name in names)).order_by(decisions.c.key))
    return [Decision(**dict(row._mapping) | {"judgement": Judgement(row.judgement)}) for row in rows]


def decided(db: Connection, issue_id: str, files: Collection[str]) -> Decided:
    """What was decided of an issue and the files that were read as it."""
    column = decisions.c
    of_issue = column.judgement.in_([Judgement.ACCEPT, Judgement.WITHDRAW]) & (column.issue == issue_id)
    last = db.execute(select(decisions).where(of_issue).order_by(column.key.desc()).limit(1)).first()
    of_file = column.judgement.in_([Judgement.ACCEPT, Judgement.REJECT]) & column.pipeline.is_(None)
    rows = db.execute(
        select(column.sha256, column.judgement).where(of_file, column.sha256.in_(files)).order_by(column.key)
    )
    judged = {row.sha256: row.judgement for row in rows}
    rejected = frozenset(name for name, judgement in judged.items() if judgement == Judgement.REJECT)
    if last is None:
        return Decided(rejected=rejected)
    if last.judgement == Judgement.WITHDRAW:
        return Decided(withdrawn=True, at=last.arrival, rejected=rejected)
    return Decided(None if last.sha256 in rejected else last.sha256, False, last.arrival, rejected)


def rejected_reading(db: Connection, sha256: str, pipeline: str) -> bool:
    """Whether a person rejected what this version of the pipeline made of a file that stands by another."""
    column = decisions.c
    of_reading = (column.judgement == Judgement.REJECT) & (column.sha256 == sha256) & (column.pipeline == pipeline)
    return db.execute(select(column.key).where(of_reading)).first() is not None


def merged_into(db: Connection, sha256: str) -> str | None:
    """The issue that a file is, where a person said so."""
    column = decisions.c
    merged = (column.judgement == Judgement.MERGE) & (column.sha256 == sha256)
    return db.execute(select(column.target).where(merged).order_by(column.key.desc()).limit(1)).scalar()


def last_word(db: Connection, issue_id: str) -> Decision | None:
    """The last that was decided of an issue as a whole; None where nothing was."""
    whole = (Judgement.WITHDRAW, Judgement.MERGE)
    found = [d for d in read_decisions(db) if d.issue == issue_id and d.judgement in whole]
    return found[-1] if found else None


def acknowledged(db: Connection) -> set[str]:
    """The ids of findings that are known."""
    column = decisions.c
    rows = db.execute(select(column.finding, column.judgement).where(column.finding.is_not(None)).order_by(column.key))
    judged = {row.finding: row.judgement for row in rows}
    return {name for name, judgement in judged.items() if judgement == Judgement.ACKNOWLEDGE}


def finding_id(finding: Finding, issue: str | None, sha256: str | None) -> str:
    """The id of a finding: the same as long as it says the same of the same thing, wherever on paper."""
    said = json.dumps([issue or sha256, *same_finding(finding)], ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
