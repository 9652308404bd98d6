"""What decided while an issue was read: recorded only where a trace is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from transforms.segment.fragments import Fragment
from transforms.segment.joining import Join


@dataclass(frozen=True, slots=True)
class Joined:
    """A fragment, and the rule that joined it to the paragraph before it or separated it from that."""

    fragment: Fragment
    rule: str
    verdict: Join


@dataclass(frozen=True, slots=True)
class Parted:
    """A fragment printed from a jump in on: whether it is the jump's or its host's, and what that cost, by name."""

    fragment: Fragment
    mine: bool
    costs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Jumped:
    """A jump out, the jump in that it was paired with, what the pair cost, and whose each fragment is."""

    jump_out: Fragment
    jump_in: Fragment
    costs: Mapping[str, float]
    parting: tuple[Parted, ...] = ()


@dataclass(slots=True)
class DocumentTrace:
    """What decided in one document.

    Attributes:
        joined: one entry a fragment, in true order.
        roles: the name of a rule for each paragraph.
    """

    joined: list[Joined] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Trace:
    """What decided in an issue: its documents in order, and its jumps in print order of their outs."""

    documents: list[DocumentTrace] = field(default_factory=list)
    jumps: list[Jumped] = field(default_factory=list)
