"""What a paragraph is within its document: named rules on its form and on where it stands; the first decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongbao.language.bodies import is_addressees, signs
from gongbao.language.dates import parse_date
from gongbao.language.numbering import NESTING, Marker, NumberingStyle, find_marker
from gongbao.language.openness import is_open
from gongbao.language.orders import is_office, is_person, part_signature
from gongbao.model import Paragraph, Role
from transforms.segment.issued_titles import is_issued_title
from transforms.segment.labels import ATTACHMENT_LABEL, ATTACHMENT_LIST, REMARK
from transforms.segment.rules import Rule, decide, rule
from transforms.segment.trace import DocumentTrace


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph where it stands in its document.

    Attributes:
        text: its words.
        marker: the number that it opens with.
        previous: the paragraph before it, with its role; None for the first.
        following: the text of the paragraph after it, or nothing.
        after: the text of the one behind that, or nothing.
        closed: whether a date has closed what stands above.
        part: how many issued texts have begun.
        titles: those of the texts that the document issues.
    """

    text: str
    marker: Marker | None
    previous: Paragraph | None
    following: str
    after: str
    closed: bool
    part: int
    titles: Sequence[str]

    @property
    def below_label(self) -> bool:
        """Whether it stands below 附件1, and may be the title of what is annexed."""
        return (
            self.previous is not None
            and self.previous.role is Role.ATTACHMENT_TITLE
            and is_attachment_label(self.previous.text)
            and self.marker is None
            and is_open(self.text)
        )

    @property
    def signed_above(self) -> bool:
        """Whether the paragraph above signs."""
        return self.previous is not None and self.previous.role is Role.SIGNATORY


def is_attachment_label(text: str) -> bool:
    """Whether a paragraph is 附件1 and nothing else."""
    return len(text) < 8 and ATTACHMENT_LABEL.fullmatch(text) is not None


@rule(Role.TABLE)
def cells(place: Place) -> bool:
    """Tabs part the cells of a row."""
    return "\t" in place.text


@rule(Role.ADDRESSEES)
def addressed(place: Place) -> bool:
    """Whom a document goes to stands first and ends in a colon."""
    return place.previous is None and place.text.endswith("：") and is_addressees(place.text)


@rule(Role.DATE)
def dated(place: Place) -> bool:
    """A date and nothing else."""
    return parse_date(place.text) is not None


@rule(Role.REMARK)
def remarked(place: Place) -> bool:
    """（此件公开发布） says who may read it."""
    return REMARK.fullmatch(place.text) is not None


@rule(Role.SIGNATORY)
def signed(place: Place) -> bool:
    """A body's name above the date, or above another that signs with it."""
    return signs(place.text, place.following)


@rule(Role.SIGNATORY)
def signed_by_person(place: Place) -> bool:
    """Office and name above the date, or above another who signs; a page may set the two apart, in either order."""
    if parse_date(place.following) or part_signature(place.following):
        whole = part_signature(place.text) is not None
        return whole or (place.signed_above and (is_person(place.text) or is_office(place.text)))
    apart = (is_office(place.text), is_person(place.text)), (is_office(place.following), is_person(place.following))
    pair = (apart[0][0] and apart[1][1]) or (apart[0][1] and apart[1][0])
    return pair and parse_date(place.after) is not None


@rule(Role.ATTACHMENT_TITLE)
def annex_label(place: Place) -> bool:
    """附件1 heads what is annexed."""
    return is_attachment_label(place.text)


@rule(Role.ATTACHMENT)
def attachments_listed(place: Place) -> bool:
    """附件： opens the list of what is annexed."""
    return ATTACHMENT_LIST.match(place.text) is not None and len(place.text) > 3


@rule(Role.ATTACHMENT)
def attachment_numbered(place: Place) -> bool:
    """A number below an item of the list is the next item, unless it is prose."""
    listed = place.previous is not None and place.previous.role is Role.ATTACHMENT
    arabic = place.marker is not None and place.marker.style is NumberingStyle.ARABIC
    return listed and arabic and not place.text.endswith(("。", "；"))


@rule(Role.ATTACHMENT_TITLE)
def title_of_table(place: Place) -> bool:
    """Below 附件1 and above a table stands what the table is called: it is no text with parts of its own."""
    return place.below_label and "\t" in place.following


@rule(Role.PART_TITLE)
def title_of_annex(place: Place) -> bool:
    """Below 附件1 stands the title of what is annexed."""
    return place.below_label


@rule(Role.PART_TITLE)
def title_of_issued_text(place: Place) -> bool:
    """The title that the notice cites stands again, below its date, above the text that it issues."""
    return is_issued_title(place.text, place.titles) and (place.closed or place.part > 0)


@rule(Role.HEADING)
def numbered_heading(place: Place) -> bool:
    """A number and a few words that nothing closes."""
    return place.marker is not None and is_open(place.text) and len(place.text) <= 60


@rule(Role.BODY)
def body(place: Place) -> bool:
    """All else is prose."""
    return True


ROLES: tuple[Rule[Place, Role], ...] = (
    cells,
    addressed,
    dated,
    remarked,
    signed,
    signed_by_person,
    annex_label,
    attachments_listed,
    attachment_numbered,
    title_of_table,
    title_of_annex,
    title_of_issued_text,
    numbered_heading,
    body,
)


def give_roles(
    paragraphs: Sequence[Paragraph], titles: Sequence[str], trace: DocumentTrace | None = None
) -> tuple[Paragraph, ...]:
    """The paragraphs with their roles, the levels of their numbers, and the issued texts that they belong to."""
    roled: list[Paragraph] = []
    part, closed = 0, False
    for at, paragraph in enumerate(paragraphs):
        place = Place(
            text=paragraph.text,
            marker=find_marker(paragraph.text),
            previous=roled[-1] if roled else None,
            following=paragraphs[at + 1].text if at + 1 < len(paragraphs) else "",
            after=paragraphs[at + 2].text if at + 2 < len(paragraphs) else "",
            closed=closed,
            part=part,
            titles=titles,
        )
        decided = decide(ROLES, place)
        role = decided.verdict
        closed = closed or role is Role.DATE
        part += role is Role.PART_TITLE
        roled.append(replace(paragraph, role=role, part=part))
        if trace is not None:
            trace.roles.append(decided.name)
    return give_levels(roled)


def give_levels(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs with their depth in the tree of their text: 1 for the outermost kind of number that it uses."""
    markers = [find_marker(p.text) if p.role in (Role.HEADING, Role.BODY) else None for p in paragraphs]
    used: dict[int, set[NumberingStyle]] = {}
    for paragraph, marker in zip(paragraphs, markers, strict=True):
        if marker is not None:
            used.setdefault(paragraph.part, set()).add(marker.style)
    depths = {
        (part, style): depth
        for part, styles in used.items()
        for depth, style in enumerate(sorted(styles, key=NESTING.index), 1)
    }
    return tuple(
        replace(paragraph, level=depths[paragraph.part, marker.style] if marker else 0)
        for paragraph, marker in zip(paragraphs, markers, strict=True)
    )
