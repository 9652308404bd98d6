"""Made-up archives: issues over years whose documents speak of one another, and what is then true of each text.

What is true (`Truth`) follows from how the archive was made, by a rule for one day: nothing here asks the program.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from builders import make_document, make_issue

from gongbao.model import Document, Facts, Force, Issue, RelationKind, TextRelation, Validity

ENDS = {
    RelationKind.REPEALS: Force.REPEALED,
    RelationKind.REPLACES: Force.REPLACED,
    RelationKind.LAPSES: Force.LAPSED,
}
FIRST = dt.date(2012, 1, 10)
SUBJECTS = ("湿地", "养老", "消防", "供水", "价格", "档案", "粮食", "道路", "公园", "统计", "种子", "气象")
FORMS = ("管理办法", "实施细则", "奖励规定", "应急预案", "发展规划")


@dataclass(slots=True)
class Truth:
    """What is true of one text: at most one term, one extension, one suspension and one end."""

    number: str | None
    title: str
    day: dt.date
    starts: dt.date | None = None
    ends: dt.date | None = None  # the last day of its own term
    extended: tuple[dt.date, dt.date] | None = None  # the day on which it is made longer, the new last day
    paused: tuple[dt.date, dt.date] | None = None
    ended: tuple[dt.date, Force] | None = None
    stated: bool = False
    names: list[str] = field(default_factory=list)  # how it may be asked for

    def on(self, day: dt.date) -> Force:
        """How it stands with it on a day."""
        if not self.stated:
            return Force.UNSTATED
        if self.ended and day >= self.ended[0]:
            return self.ended[1]
        if day < (self.starts or self.day):
            return Force.NOT_YET
        if self.extended and day >= self.extended[0]:
            last: dt.date | None = self.extended[1]
        else:
            last = self.ends
        if self.extended and self.ends and self.extended[0] <= self.ends + dt.timedelta(days=1) <= day:
            last = self.extended[1]
        if last and day > last:
            return Force.EXPIRED
        if self.paused and self.paused[0] <= day <= self.paused[1]:
            return Force.SUSPENDED
        return Force.IN_FORCE


@dataclass(frozen=True, slots=True)
class Archive:
    """Issues in the order in which they were printed, and what is true of every text in them."""

    issues: tuple[Issue, ...]
    truths: tuple[Truth, ...]
    relations: int


def make_archive(seed: int, issues: int = 50, documents: int = 8, relations: int = 300) -> Archive:
    """An archive of some issues over ten years, whose documents state so many relations."""
    random = Random(seed)
    texts = [_make_text(n, n // documents, random) for n in range(issues * documents)]
    stated: dict[int, list[TextRelation]] = {}
    made = 0
    for _ in range(relations * 20):
        if made == relations:
            break
        by = random.randrange(1, len(texts))
        relation = _state(texts[by], texts[random.randrange(by)], random)
        if relation is not None:
            stated.setdefault(by, []).append(relation)
            made += 1
    found = []
    for n in range(issues):
        year, number = 2012 + n // 5, 1 + n % 5
        numbered = range(n * documents, (n + 1) * documents)
        made_of = tuple(
            _make_document(texts[at], 1 + at % documents, f"shili/{year}/{number}", tuple(stated.get(at, ())))
            for at in numbered
        )
        for at, document in zip(numbered, made_of, strict=True):
            texts[at].names.append(document.id)
        found.append(make_issue(made_of, number, year))
    return Archive(tuple(found), tuple(texts), made)


def _make_text(n: int, issue: int, random: Random) -> Truth:
    year = 2012 + issue // 5
    day = dt.date(year, 1 + 2 * (issue % 5), 1 + n % 8)
    number = f"示政发〔{year}〕{1 + n}号" if random.random() < 0.8 else None
    subject = f"{random.choice(SUBJECTS)}{random.choice(FORMS)}之{n}"
    truth = Truth(number, f"示例市人民政府关于印发示例市{subject}的通知", day)
    truth.names += [number] if number else []
    truth.names += [truth.title, f"《关于印发示例市{subject}的通知》", f"《示例市{subject}》"]
    if random.random() < 0.5:
        truth.starts, truth.stated = day + dt.timedelta(days=random.choice((0, 30))), True
    if random.random() < 0.4:
        truth.ends, truth.stated = day + dt.timedelta(days=random.choice((200, 730, 1825))), True
    return truth


def _state(by: Truth, of: Truth, random: Random) -> TextRelation | None:
    """A relation of one text to an older one, noted as true; None where it would be a second of its sort."""
    since = by.starts or by.day
    if since <= (of.starts or of.day):
        return None
    kind = random.choice(
        (*ENDS, RelationKind.EXTENDS, RelationKind.SUSPENDS, RelationKind.AMENDS, RelationKind.BASED_ON)
    )
    until = None
    if kind in ENDS:
        if of.ended:
            return None
        of.ended = since, ENDS[kind]
    elif kind is RelationKind.EXTENDS:
        if of.extended or not of.ends or of.paused:
            return None
        until = max(since, of.ends) + dt.timedelta(days=365)
        of.extended = since, until
    elif kind is RelationKind.SUSPENDS:
        if of.paused or of.extended:
            return None
        until = since + dt.timedelta(days=90)
        of.paused = since, until
    of.stated = of.stated or kind is not RelationKind.BASED_ON
    names = of.names if of.number else of.names[-3:]
    name = random.choice(names)
    if name == of.number:
        return TextRelation(kind, of.number, random.choice((None, of.title)), until=until)
    return TextRelation(kind, None, name.strip("《》"), until=until)


def _make_document(truth: Truth, ordinal: int, issue: str, relations: tuple[TextRelation, ...]) -> Document:
    facts = Facts(
        relations=relations, validity=Validity(truth.starts, truth.ends, paragraph=1 if truth.stated else None)
    )
    return make_document(ordinal, truth.number, truth.title, issue=issue, facts=facts, date=truth.day)


def shuffled(archive: Archive, random: Random) -> Iterator[Issue]:
    """Its issues in another order."""
    issues = list(archive.issues)
    random.shuffle(issues)
    yield from (replace(issue) for issue in issues)
