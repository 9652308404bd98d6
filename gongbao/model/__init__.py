"""What a gazette issue is made of.

Everything is a frozen, slotted dataclass with tuples, so that it hashes, pickles and compares.
"""

from gongbao.model.documents import ContentsEntry, Document, Issue, Kind, Masthead, Paragraph, Role
from gongbao.model.facts import (
    Action,
    Appointment,
    Bound,
    ChronicleItem,
    Citation,
    Duty,
    DutyForm,
    Entity,
    EntityType,
    Fact,
    Facts,
    Happening,
    Leaving,
    Relation,
    RelationKind,
    Target,
    TextRelation,
    Validity,
)
from gongbao.model.findings import Finding, FindingCode, Severity
from gongbao.model.offices import Body, Level, Manner, Misfit, MisfitKind, Naming, OfficeState, Tenure
from gongbao.model.pages import Artifact, Box, Correction, Line, Page, SourceSpan
from gongbao.model.raw_pages import Gap, RawPage, TextCell
from gongbao.model.status import Cause, Judgement, Standing, Status
from gongbao.model.texts import Effect, Force, Phase, Statement, TextState

__all__ = [
    "Action",
    "Appointment",
    "Artifact",
    "Body",
    "Bound",
    "Box",
    "Cause",
    "ChronicleItem",
    "Citation",
    "ContentsEntry",
    "Correction",
    "Document",
    "Duty",
    "DutyForm",
    "Effect",
    "Entity",
    "EntityType",
    "Fact",
    "Facts",
    "Finding",
    "FindingCode",
    "Force",
    "Gap",
    "Happening",
    "Issue",
    "Judgement",
    "Kind",
    "Leaving",
    "Level",
    "Line",
    "Manner",
    "Masthead",
    "Misfit",
    "MisfitKind",
    "Naming",
    "OfficeState",
    "Page",
    "Paragraph",
    "Phase",
    "RawPage",
    "Relation",
    "RelationKind",
    "Role",
    "Severity",
    "SourceSpan",
    "Standing",
    "Statement",
    "Status",
    "Target",
    "Tenure",
    "TextCell",
    "TextRelation",
    "TextState",
    "Validity",
]
