"""What the core asks of the outside world: protocols, and the small values they speak of.

One contract suite a port in `tests/contract/` holds all its implementations.
"""

from gongbao.ports.blobs import BlobStore
from gongbao.ports.ledger import (
    Adoption,
    Commit,
    Decision,
    Event,
    Holdings,
    IssueSummary,
    Ledger,
    Selection,
    Snapshot,
    StoredDocument,
    StoredFact,
    StoredFinding,
    StoredReading,
)
from gongbao.ports.reader import OcrEngine, OcrLine, Reader
from gongbao.ports.search import Hit, Hits, Query, SearchIndex
from gongbao.ports.sink import Sink
from gongbao.ports.source import Source, SourceItem

__all__ = [
    "Adoption",
    "BlobStore",
    "Commit",
    "Decision",
    "Event",
    "Hit",
    "Hits",
    "Holdings",
    "IssueSummary",
    "Ledger",
    "OcrEngine",
    "OcrLine",
    "Query",
    "Reader",
    "SearchIndex",
    "Selection",
    "Sink",
    "Snapshot",
    "Source",
    "SourceItem",
    "StoredDocument",
    "StoredFact",
    "StoredFinding",
    "StoredReading",
]
