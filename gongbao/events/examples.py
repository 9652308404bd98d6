"""One event of every type, made from a small invented issue by what makes the real ones: examples for subscribers."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from gongbao.archive.offices import make_office, make_step
from gongbao.archive.texts import make_state
from gongbao.events.dead_letters import DeadLetter, Stage
from gongbao.events.derivation import derive_events, withdrawal_events
from gongbao.events.envelope import make_event
from gongbao.events.offices import OfficeChanged, OfficeWithdrawn
from gongbao.events.types import TextChanged, TextWithdrawn
from gongbao.ids import numbered_document_id
from gongbao.model import (
    Action,
    Appointment,
    Artifact,
    Body,
    Cause,
    Citation,
    Document,
    Effect,
    Facts,
    Issue,
    Kind,
    Level,
    Masthead,
    Paragraph,
    Relation,
    RelationKind,
    Role,
    Statement,
    TextRelation,
    Validity,
)
from gongbao.model.findings import no_contents
from gongbao.ports import Event

TIME = dt.datetime(2024, 2, 1, 8, 30, tzinfo=dt.UTC)
GAZETTE = "shili"
ISSUE = f"{GAZETTE}/2024/1"
REPEALED = "示政发〔2015〕9号"
AUDIT = "示例市审计局"


def make_examples() -> dict[str, Event]:
    """An event of each type, by type; their positions rise."""
    found: dict[str, Event] = {}
    for event in (*_issue_events(), *_text_events(), *_office_events()):
        found.setdefault(event.type, event)
    return {kind: replace(event, position=n) for n, (kind, event) in enumerate(found.items(), 1)}


def make_dead_letter() -> DeadLetter:
    """A file that could not be read."""
    return DeadLetter(
        id="6a7c6a1e-93a2-5b0f-9f5b-2f6f1f0f7a11",
        stage=Stage.READ,
        reason="The file is no PDF.",
        time=TIME,
        errors=("InputError: The file is no PDF.",),
        uri="file:///gazettes/2024-02.pdf",
        sha256=_hash("2024-02.pdf"),
    )


def _issue_events() -> Iterator[Event]:
    """An issue comes, is read better, and is withdrawn."""
    issue = _make_issue()
    notice, appointing = issue.documents
    appointment = replace(appointing.facts.appointments[0], post=f"{AUDIT}局长")
    appointing = replace(appointing, facts=appointing.facts.having(appointments=(appointment,)))
    changed = replace(
        issue,
        masthead=replace(issue.masthead, total_numbers=(301,)),
        documents=(replace(notice, title="示例市人民政府关于印发湿地保护办法的通知"), appointing),
        artifact=_make_artifact("2024-01-again.txt"),
    )
    versions = dict.fromkeys((issue.id, notice.id, appointing.id), 2)
    yield from derive_events(None, issue, {}, Cause.NEW, TIME)
    yield from derive_events(issue, changed, versions, Cause.NEW, TIME)
    yield from withdrawal_events(changed, dict.fromkeys(versions, 3), TIME, "It is a draft.")


def _text_events() -> Iterator[Event]:
    """A text is repealed; then nothing is said of it any more."""
    day = dt.date(2024, 3, 1)
    said = (
        Statement(Effect.ENTERS, f"{GAZETTE}/示政发/2015/9", dt.date(2015, 5, 4), since=dt.date(2015, 6, 1)),
        Statement(Effect.REPEALS, f"{GAZETTE}/示政发/2024/5", dt.date(2024, 1, 8), day, paragraph=2, start=0, end=11),
    )
    state = make_state(REPEALED, REPEALED, "湿地保护暂行办法", [f"{GAZETTE}/示政发/2015/9"], None, said, day)
    assert state is not None
    changed = TextChanged(cause=Cause.NEW, version=1, revision=_hash(state.id), day=day, **_shallow(state))
    withdrawn = TextWithdrawn(id=state.id, cause=Cause.WITHDRAWN, version=2, day=day)
    for payload in (changed, withdrawn):
        yield make_event(payload, "", "gongbao", TIME, payload.version)


def _office_events() -> Iterator[Event]:
    """An office goes from one person to another; then nothing is said of it any more."""
    day, post = TIME.date(), f"{AUDIT}局长"
    body = Body(AUDIT, AUDIT, (AUDIT, "市审计局"), None, Level.PREFECTURE)
    steps = [
        make_step(Appointment("李田", Action.APPOINT, post), f"{GAZETTE}/示政任/2019/2", dt.date(2019, 3, 4)),
        make_step(Appointment("李田", Action.REMOVE, post), f"{GAZETTE}/示政任/2024/2", dt.date(2024, 1, 5)),
        make_step(Appointment("钱多", Action.APPOINT, post), f"{GAZETTE}/示政任/2024/3", dt.date(2024, 1, 9)),
    ]
    state = make_office(f"{AUDIT}/局长", body, "局长", steps)
    assert state is not None
    changed = OfficeChanged(cause=Cause.NEW, version=1, revision=_hash(state.id), day=day, **_shallow(state))
    withdrawn = OfficeWithdrawn(id=state.id, cause=Cause.WITHDRAWN, version=2, day=day)
    for payload in (changed, withdrawn):
        yield make_event(payload, "", "gongbao", TIME, payload.version)


def _make_issue() -> Issue:
    documents = (_make_notice(), _make_appointing())
    return Issue(
        id=ISSUE,
        gazette=GAZETTE,
        masthead=Masthead(name="示例市人民政府公报", year=2024, numbers=(1,)),
        contents=(),
        documents=documents,
        findings=(no_contents(),),
        corrections=(),
        pages=(),
        artifact=_make_artifact("2024-01.txt"),
        contents_spans=(),
        pipeline="1",
    )


def _make_notice() -> Document:
    texts = ("各县人民政府：", "《湿地保护办法》自2024年3月1日起施行，有效期至2029年2月28日。", f"{REPEALED}同时废止。")
    facts = Facts(
        citations=(Citation(Relation.REPEALS, REPEALED, None, 2, 0, 11, "repeal"),),
        relations=(TextRelation(RelationKind.REPEALS, REPEALED, None, paragraph=2, start=0, end=11, rule="repeal"),),
        validity=Validity(dt.date(2024, 3, 1), dt.date(2029, 2, 28), None, 1, "valid"),
    )
    title, day = "关于印发湿地保护办法的通知", dt.date(2024, 1, 8)
    return _make_document(1, "示政发〔2024〕5号", Kind.NOTICE, title, day, texts, facts)


def _make_appointing() -> Document:
    texts = ("各县人民政府：", f"任命钱多为{AUDIT}局长（试用期一年）。")
    appointment = Appointment("钱多", Action.APPOINT, "审计局局长", "试用期一年", None, 1, 0, len(texts[1]), "appoint")
    title, day = "示例市人民政府关于钱多任职的通知", dt.date(2024, 1, 9)
    facts = Facts(appointments=(appointment,))
    return _make_document(2, "示政任〔2024〕3号", Kind.APPOINTMENT, title, day, texts, facts)


def _make_document(
    ordinal: int, number: str, kind: Kind, title: str, day: dt.date, texts: tuple[str, ...], facts: Facts
) -> Document:
    """A document of the issue; its id is that of its number."""
    return Document(
        id=numbered_document_id(GAZETTE, number) or f"{ISSUE}/{ordinal}",
        issue=ISSUE,
        ordinal=ordinal,
        kind=kind,
        number=number,
        title=title,
        issuer="示例市人民政府",
        section="市政府文件",
        addressees=texts[0].rstrip("："),
        signatories=("示例市人民政府",),
        date=day,
        paragraphs=tuple(Paragraph(text, Role.BODY if n else Role.ADDRESSEES, ()) for n, text in enumerate(texts)),
        facts=facts,
    )


def _make_artifact(name: str) -> Artifact:
    return Artifact(f"file:///gazettes/{name}", _hash(name), "text/plain", len(name))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _shallow(state: Any) -> dict[str, Any]:
    return {field.name: getattr(state, field.name) for field in fields(state)}
