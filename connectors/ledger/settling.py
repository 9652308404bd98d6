"""Taking in files that were read as issues, and what people decide of them, within one writer's transaction.

`gongbao.standing` says which file stands; here is what follows from it. The one that stands is what the ledger's
tables hold; of every other the reading is kept whole, so that it can take its place at any time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import Row, insert, select, update

from connectors.ledger import reading
from connectors.ledger.adopting import awaited
from connectors.ledger.judging import decided, keep_decision, last_arrival, merged_into, rejected_reading
from connectors.ledger.planning import with_ids_as_read
from connectors.ledger.records import pack, short_key, short_number_key, unpack
from connectors.ledger.schema import documents, issues, places, readings
from connectors.ledger.writing import Writer
from gongbao.errors import InputError, NotFoundError
from gongbao.ids import parse_issue_id
from gongbao.model import Artifact, Cause, Document, Finding, Issue, Judgement, Standing
from gongbao.model.findings import quarantined
from gongbao.ports import Commit, Decision, SourceItem
from gongbao.standing import Place, make_claim, rename_issue, settle, tell_loss


@dataclass(frozen=True, slots=True)
class Settling:
    """What settling an issue takes: a reading that was just made, and why it is done.

    `target` is the issue that this one is now, `leaving` the one whose documents come here.
    """

    cause: Cause = Cause.CORRECTED
    offered: Issue | None = None
    reason: str | None = None
    target: str | None = None
    leaving: str | None = None


class Settler:
    """Decides, within a writer's transaction, what stands."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.db = writer.db

    def commit(self, issue: Issue, item: SourceItem | None, cause: Cause) -> Commit:
        """Take in a file that was read as an issue; the result says how it stands.

        A new file of an issue that the ledger never had is history, not news, where a later one of its gazette is held.
        """
        self.writer.receive(issue.artifact, item)
        self._note_place(issue.artifact)
        issue = self._as_merged(issue)
        held = self._find(issue.artifact.sha256)
        if held is not None and (lost := self._tell_loss(held, issue)):
            return self._hold_back(held, issue, lost)
        if held is None:
            values = {"sha256": issue.artifact.sha256, "issue": issue.id, "pipeline": issue.pipeline}
            self.db.execute(insert(readings).values(**values, standing=Standing.WITNESS, why=""))
            if cause is Cause.NEW and self._held(issue.id) is None and self._has_later(issue):
                cause = Cause.BACKFILLED
        return self._take(issue, held.issue if held is not None else issue.id, Settling(cause, issue))

    def decide(self, decision: Decision) -> Commit:
        """Remember what a person decided, and make it so. Raises NotFoundError, InputError."""
        steps = {
            Judgement.ACCEPT: self._accept,
            Judgement.REJECT: self._reject,
            Judgement.WITHDRAW: self._withdraw,
            Judgement.MERGE: self._merge,
            Judgement.ACKNOWLEDGE: self._judge_finding,
            Judgement.REOPEN: self._judge_finding,
        }
        return steps[decision.judgement](decision)

    def _accept(self, decision: Decision) -> Commit:
        row = self._choose(decision)
        again = unpack(Issue, row.record) if row.standing == Standing.STANDS and row.record else None
        self._keep(replace(decision, issue=again.id if again else row.issue, sha256=row.sha256))
        reason = decision.why or None
        if again is None:
            return self._settle(row.issue, Settling(reason=reason))
        return self._take(again, row.issue, Settling(offered=again, reason=reason))

    def _reject(self, decision: Decision) -> Commit:
        row = self._choose(decision)
        pipeline = None
        if row.standing == Standing.STANDS:
            if row.record is None:
                raise InputError(
                    f"{row.issue} stands by this file.",
                    f"Accept another file of it, or withdraw it: `gongbao withdraw {row.issue} --why …`.",
                )
            pipeline = unpack(Issue, row.record).pipeline
            self._update(row.sha256, record=None)
        self._keep(replace(decision, issue=row.issue, sha256=row.sha256), pipeline)
        done = self._settle(row.issue, Settling(reason=decision.why or None))
        return self._with_standing(done, row.sha256)

    def _withdraw(self, decision: Decision) -> Commit:
        assert decision.issue is not None
        held = self._held(decision.issue)
        if held is None or held.withdrawn:
            raise NotFoundError(f"The ledger has no issue {decision.issue}.")
        self._check_known(decision.issue)
        self._keep(decision)
        return self._settle(decision.issue, Settling(reason=decision.why or None))

    def _merge(self, decision: Decision) -> Commit:
        right = decision.target or ""
        one = None if decision.sha256 is None else self._choose(decision)
        wrong = one.issue if one is not None else decision.issue or ""
        rows = [row for row in self._rows(wrong).values() if one is None or row.sha256 == one.sha256]
        named = parse_issue_id(right)
        if not rows:
            raise NotFoundError(f"The ledger has no file that was read as {wrong}.", "See `gongbao files`.")
        if named is None or right == wrong:
            raise InputError(
                f"“{right}” is no other issue's id.", "Write it as liaocheng/2021/6 or liaocheng/2023/6-7."
            )
        if decided(self.db, right, ()).withdrawn:
            raise InputError(f"{right} was withdrawn.", f"Bring it back first: `gongbao accept {right}`.")
        for name in (wrong, right):
            self._check_known(name)
        for row in rows:
            issue = rename_issue(self._load(row, self._held(wrong)), right, *named)
            self._update(row.sha256, issue=right, standing=Standing.WITNESS, record=pack(issue))
            self._keep(replace(decision, issue=wrong, sha256=row.sha256))
        reason = decision.why or None
        done = self._settle(right, Settling(reason=reason, leaving=wrong))
        gone = self._settle(wrong, Settling(reason=reason, target=right))
        done = replace(done, withdrawn=(*gone.withdrawn, *done.withdrawn), events=(*done.events, *gone.events))
        return self._with_standing(done, rows[0].sha256)

    def say_again(self, issue_id: str) -> Commit:
        """What stands for an issue, committed once more: compared with what was said of it elsewhere."""
        return self._settle(issue_id, Settling(Cause.NEW))

    def _check_known(self, issue_id: str) -> None:
        """What was said of an issue elsewhere must be compared with its file before it can be taken out."""
        if issue_id in awaited(self.db):
            raise InputError(
                f"More was published of {issue_id} than this ledger knows.",
                "Take its file in again first: gongbao ingest.",
            )

    def _judge_finding(self, decision: Decision) -> Commit:
        found = [f for f in reading.stored_findings(self.db, None) if f.id == decision.finding]
        if not found:
            raise NotFoundError(f"There is no finding {decision.finding}.", "See `gongbao findings --all`.")
        self._keep(replace(decision, issue=found[0].issue))
        return Commit(found[0].issue or "")

    def _take(self, issue: Issue, was: str, how: Settling) -> Commit:
        """Settle the issue as which a file was read just now, and the one as which it was read before."""
        self._update(issue.artifact.sha256, issue=issue.id, pipeline=issue.pipeline)
        done = self._settle(issue.id, how)
        if was != issue.id:
            self._settle(was, Settling(reason=how.reason))
        return self._with_standing(done, issue.artifact.sha256)

    def _settle(self, issue_id: str, how: Settling) -> Commit:
        """Make what should stand for an issue stand, and keep how every file of it does."""
        rows, held = self._rows(issue_id), self._held(issue_id)
        loaded = {name: self._load(row, held) for name, row in rows.items() if not _is_offered(how, name)}
        standing = held.sha256 if held is not None and not held.withdrawn and held.sha256 in rows else None
        if how.offered is not None:
            loaded[how.offered.artifact.sha256] = how.offered
        found = self._places(rows)
        claims = [make_claim(loaded[name], found[name]) for name in sorted(rows)]
        verdict = settle(claims, decided(self.db, issue_id, rows), standing)
        records: dict[str, bytes | None] = {}
        for name, issue in loaded.items():
            if name == verdict.stands:
                # What waits of the file itself waits on; what just came, or takes its place now, waits no longer.
                records[name] = rows[name].record if name == standing and not _is_offered(how, name) else None
            elif _is_offered(how, name) or name == standing:
                records[name] = pack(issue)
        waiting = self._waiting(rows, verdict.places, loaded, verdict.stands, records)
        if verdict.stands is not None:
            done = self.writer.put(loaded[verdict.stands], how.cause, how.reason, waiting, how.leaving)
        elif held is not None and not held.withdrawn:
            counterparts = partial(self._find_counterparts, how.target)
            done = self.writer.withdraw(issue_id, how.reason, waiting, how.target, counterparts)
        else:
            self.writer.note_findings(issue_id, waiting if held is not None else ())
            done = Commit(issue_id, standing=Standing.WITHDRAWN)
        for name, place in verdict.places.items():
            record = {"record": records[name]} if name in records else {}
            self._update(name, standing=place.standing, why=place.why, **record)
        return done

    def _waiting(
        self,
        rows: Mapping[str, Row[Any]],
        stand: Mapping[str, Place],
        loaded: Mapping[str, Issue],
        best: str | None,
        records: Mapping[str, bytes | None],
    ) -> list[tuple[str, Finding]]:
        """The findings of files that wait, and of another reading of the one that stands."""
        found = [
            (name, quarantined(loaded[name].artifact.uri, name, place.why, place.severity))
            for name, place in sorted(stand.items())
            if place.standing is Standing.QUARANTINED
        ]
        record = records.get(best) if best is not None else None
        if best is not None and record is not None:
            lost = tell_loss(loaded[best], unpack(Issue, record))
            found.append((best, quarantined(loaded[best].artifact.uri, best, lost)))
        return found

    def _tell_loss(self, held: Row[Any], issue: Issue) -> str:
        """What a file has lost that stands, where it is read again."""
        if held.standing != Standing.STANDS or self._held(held.issue) is None:
            return ""
        read = reading.without_pages if issue.id == held.issue else reading.issue
        return tell_loss(read(self.db, held.issue), issue)

    def _hold_back(self, held: Row[Any], issue: Issue, lost: str) -> Commit:
        """Another reading of the file that stands has lost documents: our rules, or a page that could not be read."""
        if rejected_reading(self.db, held.sha256, issue.pipeline):
            return Commit(held.issue)
        self._update(held.sha256, record=pack(issue))
        done = self._settle(held.issue, Settling())
        return replace(done, standing=Standing.QUARANTINED, why=lost)

    def _load(self, row: Row[Any], held: Row[Any] | None) -> Issue:
        """The reading of a file: what the ledger holds, where it stands, else what was kept of it."""
        if row.standing == Standing.STANDS and held is not None and held.sha256 == row.sha256:
            return with_ids_as_read(reading.issue(self.db, held.id))
        assert row.record is not None
        return unpack(Issue, row.record)

    def _as_merged(self, issue: Issue) -> Issue:
        """The issue by the id that a person gave to its file."""
        target = merged_into(self.db, issue.artifact.sha256)
        named = parse_issue_id(target) if target is not None else None
        return issue if target is None or named is None else rename_issue(issue, target, *named)

    def _choose(self, decision: Decision) -> Row[Any]:
        """The file that is meant: the one named, else the only one of the issue that waits, or could stand again."""
        if decision.sha256 is not None:
            row = self._find(decision.sha256)
            if row is None:
                raise NotFoundError("No file of that hash was read as an issue.", "See `gongbao files`.")
            return row
        assert decision.issue is not None
        rows = self._rows(decision.issue)
        for wanted in (Standing.QUARANTINED, Standing.WITHDRAWN):
            found = [row for row in rows.values() if row.standing == wanted or _is_read_again(row, wanted)]
            if len(found) == 1:
                return found[0]
            if found and wanted is Standing.WITHDRAWN and decision.judgement is Judgement.ACCEPT:
                best = settle([make_claim(self._load(row, None), self._places(rows)[row.sha256]) for row in found])
                return rows[str(best.stands)]
            if found:
                names = ", ".join(row.sha256[:12] for row in found)
                raise InputError(f"Several files of {decision.issue} wait: {names}.", "Name one of them.")
        raise NotFoundError(f"No file waits for {decision.issue}.", "See `gongbao files`.")

    def _find_counterparts(self, target: str | None, was: Sequence[Document]) -> dict[str, str]:
        """The ids that documents go by now in the issue `target`: those of the same number or title."""
        columns = (documents.c.id, documents.c.number_key, documents.c.title_key)
        rows = self.db.execute(select(*columns).where(documents.c.issue == target, ~documents.c.withdrawn)).all()
        by_title = {row.title_key: row.id for row in rows}
        by_number = {row.number_key: row.id for row in rows if row.number_key}
        found = {d.id: by_number.get(short_number_key(d.number)) or by_title.get(short_key(d.title)) for d in was}
        return {old: new for old, new in found.items() if new is not None}

    def _note_place(self, artifact: Artifact) -> None:
        """Note that a file is what lies at its place now."""
        at = places.c.uri == artifact.uri.replace("\0", "\ufffd")
        last = select(places.c.sha256).where(at).order_by(places.c.arrival.desc()).limit(1)
        if self.db.execute(last).scalar() == artifact.sha256:
            return
        mine = at & (places.c.sha256 == artifact.sha256)
        arrival = last_arrival(self.db) + 1
        if not self.db.execute(update(places).where(mine).values(arrival=arrival)).rowcount:
            self.db.execute(insert(places).values(uri=artifact.uri, sha256=artifact.sha256, arrival=arrival))

    def _places(self, rows: Mapping[str, Any]) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {name: {} for name in rows}
        for row in self.db.execute(select(places).where(places.c.sha256.in_(rows))):
            found[row.sha256][row.uri] = row.arrival
        return found

    def _rows(self, issue_id: str) -> dict[str, Row[Any]]:
        rows = self.db.execute(select(readings).where(readings.c.issue == issue_id).order_by(readings.c.sha256))
        return {row.sha256: row for row in rows}

    def _find(self, sha256: str) -> Row[Any] | None:
        return self.db.execute(select(readings).where(readings.c.sha256 == sha256)).first()

    def _held(self, issue_id: str) -> Row[Any] | None:
        return self.db.execute(select(issues).where(issues.c.id == issue_id)).first()

    def _has_later(self, issue: Issue) -> bool:
        """Whether an issue of the same gazette is held that comes after this one, by year and number."""
        year, numbers = issue.masthead.year, issue.masthead.numbers
        if year is None or not numbers:
            return False
        later = (issues.c.year > year) | ((issues.c.year == year) & (issues.c.number > min(numbers)))
        mine = (issues.c.gazette == issue.gazette) & ~issues.c.withdrawn
        return self.db.execute(select(issues.c.id).where(mine, later).limit(1)).first() is not None

    def _update(self, sha256: str, **values: Any) -> None:
        self.db.execute(update(readings).where(readings.c.sha256 == sha256).values(values))

    def _keep(self, decision: Decision, pipeline: str | None = None) -> None:
        keep_decision(self.db, decision, self.writer.now, pipeline)

    def _with_standing(self, done: Commit, sha256: str) -> Commit:
        row = self._find(sha256)
        assert row is not None
        return replace(done, standing=Standing(row.standing), why=row.why)


def _is_offered(how: Settling, sha256: str) -> bool:
    return how.offered is not None and how.offered.artifact.sha256 == sha256


def _is_read_again(row: Row[Any], wanted: Standing) -> bool:
    """Whether another reading of a file that stands waits."""
    return wanted is Standing.QUARANTINED and row.standing == Standing.STANDS and row.record is not None
