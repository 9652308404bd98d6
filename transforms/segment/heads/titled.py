"""Heads that a title opens, with a document number below it or with none.

No one sign is enough: titles are cited, stand above annexes and head chapters. A title opens a document by where it
stands, by its make, and by what answers it: addressees, a number, the first sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.language.bodies import is_body_name
from gongbao.language.dates import parse_date
from gongbao.language.numbering import find_marker
from gongbao.language.openness import is_open
from gongbao.language.orders import read_whole_number
from gongbao.language.titles import is_issued_title, issues, names_text, says_who
from transforms.segment.fragments import Fragment
from transforms.segment.heads.answers import Answer, find_answer, promulgates
from transforms.segment.heads.head import DocumentHead, Place
from transforms.segment.heads.heading import Heading, read_heading
from transforms.segment.issued_titles import LIKE, find_issued_titles, match_title
from transforms.segment.labels import ATTACHMENT_LABEL, ATTACHMENT_LIST, IMPRINT, REMARK
from transforms.segment.printed_titles import measure_likeness
from transforms.segment.rules import Rule, decide, rule

OMITTED = re.compile("（略）$")
LISTED = 20  # lines that a list of annexes takes at most
MOST = 200  # characters of a title
COVER = 60  # fragments that a covering notice with its list of annexes takes at most


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that may open a document.

    Attributes:
        heading: the title and what is printed beside it.
        answer: what stands below it.
        opens: whether nothing stands above it.
        below_head: whether nothing stands between it and the head before.
        ended: whether what stands above it has come to an end.
        apart: whether a blank line, a page's end, or a date stands above it.
        annexed: whether 附件1 stands above it, or a list of annexes names it.
        issued: whether the document before has or issues a text of this title.
        listed: whether it stands in a list of annexes.
        awaited: whether the document before issues a text that has not come yet.
    """

    heading: Heading
    answer: Answer
    opens: bool
    below_head: bool
    ended: bool
    apart: bool
    annexed: bool
    issued: bool
    listed: bool
    awaited: bool


@rule(False)
def unanswered(candidate: Candidate) -> bool:
    """Nothing below it is what follows the title of a document."""
    return candidate.answer is Answer.NONE


@rule(False)
def annexed(candidate: Candidate) -> bool:
    """Below 附件1 stands the title of what is annexed, and a list of annexes names it."""
    return candidate.annexed


@rule(False)
def issued_before(candidate: Candidate) -> bool:
    """The notice before says that it issues a text of this title."""
    return candidate.issued


@rule(True)
def first_of_all(candidate: Candidate) -> bool:
    """A text opens with its title."""
    return candidate.opens


@rule(False)
def promulgation(candidate: Candidate) -> bool:
    """A body's 公告 directly below a title promulgates what that names: both head one document."""
    return candidate.below_head and promulgates(candidate.heading.title.text)


@rule(True)
def dated_heading(candidate: Candidate) -> bool:
    """Whoever compiled documents has put the date behind the title of each, and perhaps a count before it."""
    return candidate.heading.dated and (candidate.heading.counted or candidate.ended or candidate.apart)


@rule(True)
def addressed_below(candidate: Candidate) -> bool:
    """Those that a document goes to are named below the title of a document."""
    kind = is_issued_title(candidate.heading.title.text)
    return candidate.answer is Answer.ADDRESSEES and kind and (candidate.ended or candidate.apart)


@rule(False)
def item_of_list(candidate: Candidate) -> bool:
    """In a list of annexes others' documents stand with their numbers, and nothing parts one item from the next."""
    return candidate.listed and not candidate.apart


@rule(True)
def numbered_below(candidate: Candidate) -> bool:
    """A document number stands below it, and what follows a head below that."""
    return candidate.heading.number is not None and (candidate.ended or candidate.apart or candidate.heading.counted)


@rule(True)
def promulgated_below(candidate: Candidate) -> bool:
    """A body's 公告 or 令 below the title promulgates what the title names."""
    return candidate.answer is Answer.PROMULGATION and candidate.apart


@rule(True)
def whole_title(candidate: Candidate) -> bool:
    """Who says it, about what, and what kind of document it is: no part and no annex has such a title."""
    text = candidate.heading.title.text
    return candidate.apart and is_issued_title(text) and says_who(text)


@rule(False)
def text_awaited(candidate: Candidate) -> bool:
    """What the notice before issues has not come yet: this may be it, under another title."""
    return candidate.awaited


@rule(True)
def behind_whole_document(candidate: Candidate) -> bool:
    """What stands above has ended, and this is set apart from it and answered."""
    heading = candidate.heading
    return candidate.ended and candidate.apart and not heading.counted and names_text(heading.title.text)


@rule(False)
def heading_within(candidate: Candidate) -> bool:
    """All else is a heading within a document."""
    return True


SIGNS: tuple[Rule[Candidate, bool], ...] = (
    unanswered,
    annexed,
    issued_before,
    first_of_all,
    promulgation,
    dated_heading,
    addressed_below,
    item_of_list,
    numbered_below,
    promulgated_below,
    whole_title,
    text_awaited,
    behind_whole_document,
    heading_within,
)


def read_titled(place: Place) -> DocumentHead | None:
    """A head that a title opens. Where there are contents, they tell where documents without a number begin."""
    if place.titles:
        return None
    heading = read_heading(place.fragments, place.at)
    if heading is None or not decide(SIGNS, _weigh(place, heading)).verdict:
        return None
    order = read_whole_number(heading.number or "")
    kind, body = ("order", order[0].body) if order and order[0].form == "令" else ("", None)
    return DocumentHead(heading.start, heading.end, kind, heading.number, heading.title, body)


def _weigh(place: Place, heading: Heading) -> Candidate:
    """What is known of a title where it stands."""
    fragments, at, last = place.fragments, place.at, place.last
    above = fragments[at - 1].text if at > place.floor or last is not None else ""
    closed = bool(parse_date(above) or REMARK.fullmatch(above) or IMPRINT.fullmatch(above))
    title = heading.title.text
    own = last.title.text if last is not None else ""
    cover = fragments[last.end : min(last.end + COVER, at)] if last is not None else ()
    titles = find_issued_titles(cover, own)
    return Candidate(
        heading=heading,
        answer=find_answer(fragments, heading),
        opens=at == place.floor and last is None,
        below_head=at == place.floor and last is not None,
        ended=closed or not (is_open(above) or above.endswith("：")) or at == place.floor,
        apart=closed or not fragments[at].soft_wrapped,
        issued=own.endswith(title) or any(_is_like(title, t) for t in titles),
        annexed=title in place.annexes or ATTACHMENT_LABEL.fullmatch(above) is not None,
        listed=_is_listed(fragments, place.floor, at),
        awaited=issues(own) and not _has_come(cover, titles),
    )


def _is_like(title: str, other: str) -> bool:
    """Whether a text of one title is that of the other: a part may leave out who issued it."""
    return measure_likeness(other, title) >= LIKE if len(other) > len(title) else measure_likeness(title, other) >= LIKE


def list_annexes(fragments: Sequence[Fragment]) -> frozenset[str]:
    """The titles of all annexes that lists below 附件： name, each on some lines of its list.

    Nothing says where the last one ends, so of each every line more is a title, too.
    """
    found: set[str] = set()
    item, left = "", 0
    for fragment in fragments:
        text = fragment.text
        opening = ATTACHMENT_LIST.match(text)
        if opening:
            text, left = text[opening.end() :], LISTED
        elif not left or "。" in text or fragment.row or parse_date(text) or is_body_name(text):
            left = 0
            continue
        marker = find_marker(text)
        item = text[marker.end :] if marker else text if opening else item + text
        found.add(OMITTED.sub("", item[:MOST]).strip("《》；"))
        left -= 1
    return frozenset(found - {""})


def _is_listed(fragments: Sequence[Fragment], floor: int, at: int) -> bool:
    """Whether a fragment is a line of a list of annexes: below 附件： come titles, until something else is said."""
    for before in reversed(fragments[max(floor, at - LISTED) : at]):
        if ATTACHMENT_LIST.match(before.text):
            return True
        if "。" in before.text or parse_date(before.text) or is_body_name(before.text):
            return False
    return False


def _has_come(cover: Sequence[Fragment], titles: Sequence[str]) -> bool:
    """Whether one of the texts that a notice issues has begun below it."""
    return any(match_title(cover, at, titles) for at in range(len(cover)))
