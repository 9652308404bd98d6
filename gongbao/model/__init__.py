"""What a gazette issue is made of.

Everything is a frozen, slotted dataclass with tuples, so that it hashes, pickles and compares.
"""

from gongbao.model.documents import ContentsEntry, Document, Issue, Kind, Masthead, Paragraph, Role
from gongbao.model.facts import Appointment, ChronicleItem, Citation, Duty, Entity, Facts, Validity
from gongbao.model.findings import Finding
from gongbao.model.pages import Artifact, Box, Correction, Line, Page, SourceSpan
from gongbao.model.raw_pages import RawPage, TextCell

__all__ = [
    "Appointment",
    "Artifact",
    "Box",
    "ChronicleItem",
    "Citation",
    "ContentsEntry",
    "Correction",
    "Document",
    "Duty",
    "Entity",
    "Facts",
    "Finding",
    "Issue",
    "Kind",
    "Line",
    "Masthead",
    "Page",
    "Paragraph",
    "RawPage",
    "Role",
    "SourceSpan",
    "TextCell",
    "Validity",
]
