"""What documents state, as tagging found it. Spans are code points of a paragraph, end exclusive.

Every fact names the paragraph it stands in, the rule that found it, and how sure that rule is (0 to 1). What else a
kind of fact is (its columns, its form in events …) stands in `gongbao.facts`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class EntityType(StrEnum):
    """What is mentioned."""

    ORG = "ORG"
    PER = "PER"
    POST = "POST"
    LOC = "LOC"
    DATE = "DATE"
    DOC_NUMBER = "DOC_NUMBER"  # 发文字号
    DOC_TITLE = "DOC_TITLE"
    MONEY = "MONEY"
    PERCENT = "PERCENT"


class Action(StrEnum):
    """What is done to a person and a post."""

    APPOINT = "appoint"
    REMOVE = "remove"


class Relation(StrEnum):
    """What a document does to another that it names."""

    CITES = "cites"
    REPEALS = "repeals"


class RelationKind(StrEnum):
    """What a text does to another that it names."""

    REPEALS = "repeals"  # 废止
    LAPSES = "lapses"  # 宣布失效
    AMENDS = "amends"  # 修改
    EXTENDS = "extends"  # 有效期延长至
    REPLACES = "replaces"  # 代替
    SUSPENDS = "suspends"  # 暂停执行
    KEEPS = "keeps"  # 继续有效
    IMPLEMENTS = "implements"  # 贯彻落实
    BASED_ON = "based-on"  # 根据
    FORWARDS = "forwards"  # 转发
    EXPLAINS = "explains"  # 解读
    CORRECTS = "corrects"  # 更正


class Leaving(StrEnum):
    """Why somebody leaves a post, where that is said."""

    RETIREMENT = "retirement"  # 退休
    RESIGNATION = "resignation"  # 辞去
    DISMISSAL = "dismissal"  # 撤销职务
    TRANSFER = "transfer"  # 另有任用, 调离
    EXPIRY = "expiry"  # 任期届满, 挂职期满


class Happening(StrEnum):
    """What sort of thing an entry of a chronicle tells."""

    MEETING = "meeting"  # 召开会议
    INSPECTION = "inspection"  # 调研, 检查, 督导
    RECEPTION = "reception"  # 会见, 接待
    VISIT = "visit"  # 赴外地考察, 出访
    CEREMONY = "ceremony"  # 开工, 揭牌, 签约, 演出
    STUDY = "study"  # 集体学习, 党课
    CONDOLENCE = "condolence"  # 走访慰问
    ISSUE = "issue"  # 印发, 公布文件
    OTHER = "other"


class Bound(StrEnum):
    """Where a value must lie against the one that is named."""

    EXACT = "exact"
    LEAST = "at-least"
    MOST = "at-most"
    ABOUT = "about"


class DutyForm(StrEnum):
    """How a duty is printed."""

    LABELS = "labels"  # （牵头单位：…；责任单位：…）
    VERBS = "verbs"  # （A牵头，B负责）, or a mere list of bodies: （A、B）
    SQUARE = "square"  # any of these in 〔…〕 or […]
    LINE = "line"  # labels without brackets: 责任单位：…
    ROW = "row"  # of a table with columns for bodies


class Fact(Protocol):
    """What all facts have in common."""

    @property
    def paragraph(self) -> int | None:
        """The paragraph it stands in, from 0."""
        ...

    @property
    def rule(self) -> str:
        """The rule that found it."""
        ...

    @property
    def confidence(self) -> float:
        """How sure that rule is, 0 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention. `norm` is its normal form (an ISO date, a full body name, yuan …) where one is known."""

    type: EntityType
    paragraph: int
    start: int
    end: int
    text: str
    norm: str | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Appointment:
    """One person appointed to or removed from one post, as printed.

    `body` and `office` are the parts of the post; the body may be named once for several. `leaving` says why the person
    leaves it.
    """

    person: str
    action: Action
    post: str
    probation: str | None = None
    note: str | None = None
    paragraph: int = 0
    start: int = 0
    end: int = 0
    rule: str = ""
    confidence: float = 1.0
    body: str | None = None
    office: str | None = None
    leaving: Leaving | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One statement of who is to do a thing (牵头单位：…；责任单位：…；配合单位：…), and what it is about."""

    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    cooperating: tuple[str, ...]
    paragraph: int
    start: int = 0
    end: int = 0
    task: str = ""  # the words that the statement closes, or its row's
    deadlines: tuple[str, ...] = ()  # as printed, such as 6月底前
    due: dt.date | None = None  # the last day that the deadlines name, where the year is known
    form: DutyForm | None = None  # None: read before forms were told apart
    deadline: str | None = None  # that of the deadlines which the statement gives itself
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class ChronicleItem:
    """One entry of a 大事记; `people` are those who took part, in order."""

    date: dt.date | None
    end: dt.date | None
    people: tuple[str, ...]
    text: str
    paragraph: int = 0
    rule: str = ""
    confidence: float = 1.0
    place: str | None = None
    happening: Happening | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of another document. `relation` says what this one does to it."""

    relation: Relation
    number: str | None
    title: str | None
    paragraph: int
    start: int
    end: int
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TextRelation:
    """What a document does to another text that it names by 文号 or title, and from when until when.

    `provision` is the article or item of the other that it is about; nothing where it is about the whole.
    """

    relation: RelationKind
    number: str | None
    title: str | None
    issuer: str | None = None  # of the other, where it is named with it
    provision: str | None = None  # 第十二条第二款
    since: dt.date | None = None  # the first day of the effect, where it is not the document's own
    until: dt.date | None = None  # the last day: of the extended term, of the suspension
    paragraph: int = 0
    start: int = 0
    end: int = 0
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Validity:
    """When a document is in force, from its own words."""

    effective_from: dt.date | None = None
    expires: dt.date | None = None
    valid_for: str | None = None  # 五年, when only a term is stated
    paragraph: int | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Target:
    """What is to reach which value by when: 到2025年，…达到35%."""

    indicator: str
    bound: Bound
    value: str  # the number as printed, without marks of thousands; a ratio as 1.42：1
    unit: str  # with 万 or 亿, where the number is of such
    deadline: str  # as printed
    due: dt.date | None  # the last day of it, where the year is known
    sentence: str
    paragraph: int = 0
    start: int = 0
    end: int = 0
    rule: str = ""
    confidence: float = 1.0


class Facts(Mapping[str, tuple[Any, ...]]):
    """What tagging found in one document: facts in the order of the text, by the name of their kind.

    Kinds of which nothing was found are not among its keys; `of` gives an empty tuple for them. Immutable.
    """

    __slots__ = ("_found",)

    _found: dict[str, tuple[Any, ...]]

    def __init__(self, **found: Any) -> None:
        """`found` holds a tuple of facts by kind, or the one fact of a kind that has no more than one a document."""
        kept = {name: items if isinstance(items, tuple) else _stated(items) for name, items in found.items()}
        object.__setattr__(self, "_found", {name: items for name, items in kept.items() if items})

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Facts are immutable: {name}")

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        return self._found == other._found if isinstance(other, Facts) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._found.items()))

    def __repr__(self) -> str:
        return f"Facts({', '.join(f'{name}={items!r}' for name, items in self._found.items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self._found,)

    def of(self, kind: str) -> tuple[Any, ...]:
        """The facts of a kind, by its name; none where nothing was found."""
        return self._found.get(kind, ())

    def having(self, **found: Any) -> "Facts":
        """These facts with those of some kinds replaced."""
        return Facts(**{**self._found, **found})

    @property
    def count(self) -> int:
        """How many facts there are, of all kinds."""
        return sum(map(len, self._found.values()))

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Mentions of people, bodies, places, dates …"""
        return self.of("entities")

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        """Appointments and removals."""
        return self.of("appointments")

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Who is to do what."""
        return self.of("duties")

    @property
    def chronicle(self) -> tuple[ChronicleItem, ...]:
        """Entries of a 大事记."""
        return self.of("chronicle")

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Other documents that are named."""
        return self.of("citations")

    @property
    def relations(self) -> tuple[TextRelation, ...]:
        """What the document does to other texts."""
        return self.of("relations")

    @property
    def targets(self) -> tuple[Target, ...]:
        """What is to reach which value by when."""
        return self.of("targets")

    @property
    def validity(self) -> Validity:
        """When the document is in force; nothing stated where it does not say."""
        return next(iter(self.of("validity")), Validity())


def _stated(fact: Any) -> tuple[Any, ...]:
    """The one fact of its kind; none where it states nothing."""
    return () if fact == type(fact)() else (fact,)


def _rebuilt(found: dict[str, tuple[Any, ...]]) -> Facts:
    return Facts(**found)
