"""Why something happens to a document, what is said of its force, and how files stand that were read as an issue."""

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


class Standing(StrEnum):
    """How a file stands that was read as an issue."""

    STANDS = "stands"  # the issue is what this file says
    QUARANTINED = "quarantined"  # it waits for a person: taking it would withdraw documents
    WITNESS = "witness"  # another file stands, and this one says nothing that is missing there
    WITHDRAWN = "withdrawn"  # a person withdrew the issue


class Judgement(StrEnum):
    """What a person can decide."""

    ACCEPT = "accept"  # this file stands
    REJECT = "reject"  # this file does not stand
    WITHDRAW = "withdraw"  # the issue is no longer published
    MERGE = "merge"  # this file is another issue
    ACKNOWLEDGE = "acknowledge"  # the finding is known
    REOPEN = "reopen"  # the finding is to be looked at after all
