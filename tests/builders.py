"""Small issues made up for tests."""

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from gongbao.archive.offices import make_office, make_step
from gongbao.archive.texts import make_state
from gongbao.events import envelope
from gongbao.events.offices import OfficeChanged, OfficeWithdrawn
from gongbao.events.types import TextChanged, TextWithdrawn
from gongbao.ids import issue_id, numbered_document_id
from gongbao.model import (
    Action,
    Appointment,
    Artifact,
    Body,
    Cause,
    ChronicleItem,
    Citation,
    ContentsEntry,
    Correction,
    Document,
    Duty,
    Effect,
    Entity,
    EntityType,
    Facts,
    Finding,
    Issue,
    Judgement,
    Kind,
    Level,
    Line,
    Masthead,
    Page,
    Paragraph,
    Relation,
    RelationKind,
    Role,
    SourceSpan,
    Standing,
    Statement,
    TextRelation,
    Validity,
)
from gongbao.ports import Commit, Decision, Event, Ledger, Snapshot

GAZETTE = "shili"
NOW = dt.datetime(2021, 5, 1, 8, 30, 0, 123456, tzinfo=dt.UTC)


def make_artifact(name: str = "2021-04.txt", data: bytes | None = None) -> Artifact:
    """An artifact whose hash is of its name, or of the bytes given."""
    data = name.encode() if data is None else data
    return Artifact(f"file:///{name}", hashlib.sha256(data).hexdigest(), "text/plain", len(data))


def make_document(
    ordinal: int = 1,
    number: str | None = None,
    title: str = "关于加强湿地保护的通知",
    texts: tuple[str, ...] = ("各县人民政府：", "现将有关事项通知如下。"),
    issue: str = f"{GAZETTE}/2021/4",
    facts: Facts | None = None,
    date: dt.date | None = dt.date(2021, 4, 6),
    kind: Kind = Kind.NOTICE,
    issuer: str | None = "示例市人民政府",
) -> Document:
    """A document; its paragraphs were printed one a line."""
    return Document(
        id=numbered_document_id(GAZETTE, number) or f"{issue}/{ordinal}",
        issue=issue,
        ordinal=ordinal,
        kind=kind,
        number=number,
        title=title,
        issuer=issuer,
        section="市政府文件",
        addressees=texts[0].rstrip("：") if texts and texts[0].endswith("：") else None,
        signatories=("示例市人民政府",),
        date=date,
        paragraphs=tuple(
            Paragraph(text, Role.ADDRESSEES if text.endswith("：") else Role.BODY, (SourceSpan(0, len(text), 0, n, 0),))
            for n, text in enumerate(texts)
        ),
        facts=facts or Facts(),
    )


def make_issue(
    documents: tuple[Document, ...] | None = None,
    number: int = 4,
    year: int = 2021,
    findings: tuple[Finding, ...] = (),
    artifact: Artifact | None = None,
    pipeline: str = "1",
) -> Issue:
    """An issue with the documents given, or with two that have one fact of every type."""
    name = issue_id(GAZETTE, year, [number])
    if documents is None:
        documents = make_documents(name)
    lines = tuple(Line(p.text, 0, n) for n, p in enumerate(p for d in documents for p in d.paragraphs))
    return Issue(
        id=name,
        gazette=GAZETTE,
        masthead=Masthead(name="示例市人民政府公报", year=year, numbers=(number,), phone="0000-1234567"),
        contents=tuple(ContentsEntry(d.section, d.title, d.number, d.ordinal) for d in documents),
        documents=tuple(replace(d, issue=name) for d in documents),
        findings=findings,
        corrections=(Correction("blank", 0, 0, 3, "  "),),
        pages=(Page(0, lines),),
        artifact=artifact or make_artifact(f"{year}-{number:02}.txt"),
        contents_spans=(SourceSpan(0, 2, 0, 0, 0),),
        pipeline=pipeline,
    )


def make_first_issue() -> Issue:
    """The issue of `make_issue` as the first version of the program wrote it, which knew no relations."""
    issue = make_issue()
    notice = issue.documents[0]
    return with_document(issue, 0, replace(notice, facts=notice.facts.having(relations=())))


def make_documents(issue: str = f"{GAZETTE}/2021/4") -> tuple[Document, ...]:
    """Two documents that have one fact of every type between them."""
    texts = (
        "各县人民政府：",
        "《湿地保护办法》自2021年6月1日起施行，有效期至2026年5月31日。（牵头单位：市林业局）",
        "示政发〔2015〕9号同时废止。",
    )
    notice = make_document(
        1,
        "示政发〔2021〕5号",
        "示例市人民政府关于印发湿地保护办法的通知",
        texts,
        issue,
        Facts(
            entities=(
                make_entity("DATE", texts, 1, "2021年6月1日", "2021-06-01"),
                make_entity("ORG", texts, 1, "市林业局", "示例市林业局"),
                make_entity("DOC_NUMBER", texts, 2, "示政发〔2015〕9号"),
            ),
            duties=(Duty(("市林业局",), (), (), 1, texts[1].index("（"), len(texts[1]), "湿地保护", rule="bracket"),),
            citations=(Citation(Relation.REPEALS, "示政发〔2015〕9号", None, 2, 0, 11, "repeal"),),
            relations=(
                TextRelation(
                    RelationKind.REPEALS, "示政发〔2015〕9号", None, paragraph=2, start=0, end=11, rule="repeal"
                ),
            ),
            validity=Validity(dt.date(2021, 6, 1), dt.date(2026, 5, 31), None, 1, "valid"),
        ),
    )
    texts = ("各县人民政府：", "任命：", "钱多为示例市审计局副局长（试用期一年）。", "4月6日，孙山出席会议。")
    appointment = make_document(
        2,
        "示政任〔2021〕3号",
        "示例市人民政府关于钱多等任职的通知",
        texts,
        issue,
        Facts(
            entities=(
                make_entity("PER", texts, 2, "钱多"),
                make_entity("POST", texts, 2, "示例市审计局副局长"),
                make_entity("PER", texts, 3, "孙山"),
            ),
            appointments=(
                Appointment("钱多", Action.APPOINT, "示例市审计局副局长", "试用期一年", None, 2, 0, 20, "appoint"),
            ),
            chronicle=(ChronicleItem(dt.date(2021, 4, 6), None, ("孙山",), "孙山出席会议。", 3, "day"),),
        ),
        dt.date(2021, 4, 8),
        Kind.APPOINTMENT,
    )
    return notice, appointment


def make_entity(kind: str, texts: tuple[str, ...], paragraph: int, text: str, norm: str | None = None) -> Entity:
    """The first mention of a text in a paragraph."""
    start = texts[paragraph].index(text)
    return Entity(EntityType(kind), paragraph, start, start + len(text), text, norm, "made-up")


def make_event(kind: str = "gongbao.document.published", subject: str = "shili/2021/4/1", **data: Any) -> Event:
    """An event with some data."""
    said = {"id": subject, "issue": "shili/2021/4", "cause": "new", **data}
    return Event("e1", kind, "/gazettes/shili", subject, NOW, said, 7)


def commit_as_it_is(ledger: Ledger, issue: Issue) -> Commit:
    """Commit a reading, and accept it where it would wait."""
    done = ledger.commit(issue)
    if done.standing is not Standing.QUARANTINED:
        return done
    return ledger.decide(Decision(Judgement.ACCEPT, issue=issue.id, sha256=issue.artifact.sha256))


def commit_shrunk(ledger: Ledger, issue: Issue) -> Commit:
    """Commit a reading that has fewer documents than the one that stands, and accept it."""
    assert ledger.commit(issue).standing is Standing.QUARANTINED
    return ledger.decide(Decision(Judgement.ACCEPT, issue=issue.id, sha256=issue.artifact.sha256))


def take_snapshot(ledger: Ledger, issue: str = f"{GAZETTE}/2021/4") -> Snapshot:
    """What the ledger holds of an issue that is there."""
    found = ledger.snapshot(issue)
    assert found is not None
    return found


def with_text(issue: Issue, document: int, paragraph: int, text: str) -> Issue:
    """The issue with one paragraph's text replaced."""
    old = issue.documents[document]
    paragraphs = list(old.paragraphs)
    paragraphs[paragraph] = replace(paragraphs[paragraph], text=text)
    return with_document(issue, document, replace(old, paragraphs=tuple(paragraphs)))


def with_document(issue: Issue, index: int, document: Document) -> Issue:
    """The issue with one document replaced."""
    documents = list(issue.documents)
    documents[index] = document
    return replace(issue, documents=tuple(documents))


def make_text_events() -> list[Event]:
    """How it stands with a text that was repealed, and that nothing is stated of it any more."""
    day = NOW.date()
    said = (
        Statement(Effect.ENTERS, "shili/a", day, since=day),
        Statement(Effect.REPEALS, "shili/b", day, day + dt.timedelta(days=9), paragraph=2, start=0, end=11),
    )
    state = make_state("示政发〔2015〕9号", "示政发〔2015〕9号", "旧办法", ["shili/a"], None, said, day)
    assert state is not None
    fields = {name: getattr(state, name) for name in state.__dataclass_fields__}
    changed = TextChanged(cause=Cause.NEW, version=1, revision="0" * 64, day=day, **fields)
    withdrawn = TextWithdrawn(id=state.id, cause=Cause.WITHDRAWN, version=2, day=day)
    return [envelope.make_event(payload, "", "gongbao", NOW, payload.version) for payload in (changed, withdrawn)]


def make_office_events() -> list[Event]:
    """Who holds an office and held it, and that nothing is said of it any more."""
    body = Body("示例市审计局", "示例市审计局", ("示例市审计局",), None, Level.PREFECTURE, "示例市财政局")
    said = (
        Appointment("钱多", Action.APPOINT, "示例市审计局局长", "一年", "挂职，时间一年"),
        Appointment("孙山", Action.APPOINT, "示例市审计局局长"),
        Appointment("孙山", Action.APPOINT, "示例市审计局局长"),
        Appointment("孙小", Action.REMOVE, "示例市审计局局长", note="另有任用"),
    )
    days = [dt.date(2019 + n // 3, 1 + n, 5) for n in range(len(said))]
    steps = [make_step(one, f"shili/{n}", day) for n, (one, day) in enumerate(zip(said, days, strict=True))]
    state = make_office("示例市审计局/局长", body, "局长", steps)
    assert state is not None
    fields = {name: getattr(state, name) for name in state.__dataclass_fields__}
    day = NOW.date()
    changed = OfficeChanged(cause=Cause.NEW, version=1, revision="0" * 64, day=day, **fields)
    withdrawn = OfficeWithdrawn(id=state.id, cause=Cause.WITHDRAWN, version=2, day=day)
    return [envelope.make_event(payload, "", "gongbao", NOW, payload.version) for payload in (changed, withdrawn)]
