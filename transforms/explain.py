"""Say why a document was read as it was: its issue's pages are read again, and what decided is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongbao.errors import GazetteError
from gongbao.gazette import Gazette
from gongbao.model import Issue
from transforms.segment.assemble import segment
from transforms.segment.joining import Join
from transforms.segment.trace import DocumentTrace, Joined, Jumped, Trace

BRIEF = 16  # characters of a fragment by which a person knows it again


@dataclass(frozen=True, slots=True)
class FragmentReason:
    """A fragment of a paragraph, and the name of the rule that joined it, or that began the paragraph with it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class PartingReason:
    """A fragment printed behind a jump in: whether it is the jump's own or its host's, and the costs by name."""

    text: str
    mine: bool
    costs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class JumpReason:
    """A jump that goes on in a paragraph: the pages that its marks state, and what it cost to pair them, by name.

    `parting` says whose each fragment is that was printed behind the jump in; nothing where all is the jump's.
    """

    to_page: int | None
    from_page: int | None
    costs: Mapping[str, float]
    parting: tuple[PartingReason, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphReason:
    """Why a paragraph is what it is.

    Attributes:
        begun: the rule that began it.
        joined: its fragments after the first.
        role: the rule that gave it its role.
        jumps: the jumps that go on in it.
    """

    begun: str
    joined: tuple[FragmentReason, ...]
    role: str
    jumps: tuple[JumpReason, ...] = ()


def explain(issue: Issue, document: str, gazettes: tuple[Gazette, ...]) -> tuple[ParagraphReason, ...]:
    """Why a document of an issue was read as it was.

    Args:
        issue: the issue with its pages, as it was stored.
        document: the document's id.
        gazettes: the gazettes that are known.

    Returns:
        One reason a paragraph.

    Raises:
        GazetteError: the rules of today read the pages otherwise than those that read what is stored.
    """
    trace = Trace()
    again = segment(issue.artifact, issue.pages, gazettes, trace)
    stored = next((d for d in issue.documents if d.id == document), None)
    found = next((at for at, d in enumerate(again.documents) if d.id == document), None)
    if stored is None or found is None or again.documents[found].paragraphs != stored.paragraphs:
        raise GazetteError(
            f"{document} was read by other rules than these, so they cannot say why it is as it is.",
            "Take its issue in again: gongbao ingest PATH…",
        )
    return tuple(_explain_paragraphs(trace.documents[found], trace.jumps))


def _explain_paragraphs(trace: DocumentTrace, jumps: Iterable[Jumped]) -> Iterable[ParagraphReason]:
    """The reasons of each paragraph of a document."""
    by_in = {jump.jump_in: jump for jump in jumps}
    for (first, *others), role in zip(_gather(trace.joined), trace.roles, strict=True):
        yield ParagraphReason(
            begun=first.rule,
            joined=tuple(FragmentReason(j.fragment.text, j.rule) for j in others),
            role=role,
            jumps=tuple(_explain_jump(by_in[j.fragment]) for j in (first, *others) if j.fragment in by_in),
        )


def _gather(joined: Iterable[Joined]) -> list[list[Joined]]:
    """The fragments of each paragraph."""
    groups: list[list[Joined]] = []
    for one in joined:
        if one.verdict is Join.PART:
            groups.append([one])
        else:
            groups[-1].append(one)
    return groups


def _explain_jump(jump: Jumped) -> JumpReason:
    """What paired a jump's halves, and whose each fragment is that was printed behind it."""
    parting = tuple(PartingReason(p.fragment.text, p.mine, p.costs) for p in jump.parting)
    return JumpReason(jump.jump_out.jump_out, jump.jump_in.jump_in, jump.costs, parting)


def describe_reason(reason: ParagraphReason) -> list[str]:
    """Why a paragraph is what it is, in lines for a person; of a torn jump also whose each fragment is."""
    joined = f"joined: {', '.join(_count(f.rule for f in reason.joined))}" if reason.joined else ""
    lines = [" · ".join(part for part in (f"begun: {reason.begun}", joined, f"role: {reason.role}") if part)]
    for jump in reason.jumps:
        lines.append(f"jump to page {jump.to_page}, from page {jump.from_page}: {_price(jump.costs)}")
        for parted in jump.parting if not all(p.mine for p in jump.parting) else ():
            owner = "its own" if parted.mine else "its host's"
            text = parted.text if len(parted.text) <= BRIEF else parted.text[:BRIEF] + "…"
            lines.append(f"  {owner}: {text}: {_price(parted.costs)}")
    return lines


def _count(names: Iterable[str]) -> list[str]:
    """Names with how often each stands in a row: soft-wrap ×3."""
    counts: list[tuple[str, int]] = []
    for name in names:
        if counts and counts[-1][0] == name:
            counts[-1] = name, counts[-1][1] + 1
        else:
            counts.append((name, 1))
    return [name if count == 1 else f"{name} ×{count}" for name, count in counts]


def _price(costs: Mapping[str, float]) -> str:
    """Costs by name, and their sum."""
    if not costs:
        return "0"
    return f"{', '.join(f'{name} {amount:+.2f}' for name, amount in costs.items())} = {sum(costs.values()):+.2f}"
