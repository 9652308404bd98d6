"""Why something happens to a document, and what is said of its force."""

from enum import StrEnum


class Cause(StrEnum):
    """Why an event exists."""

    NEW = "new"
    CORRECTED = "corrected"
    REPROCESSED = "reprocessed"  # the same bytes, read by another pipeline
    BACKFILLED = "backfilled"
    WITHDRAWN = "withdrawn"


class Status(StrEnum):
    """What is said of a document's force."""

    IN_FORCE = "in-force"
    REPEALED = "repealed"
    EXPIRED = "expired"
    EXPIRING = "expiring-soon"
    UNSTATED = "unstated"  # what was said is no longer
