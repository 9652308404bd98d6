"""Heads of what is said or laid before a congress in session: 说明, 报告, 汇报, 议案."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.language.brackets import unclosed
from gongbao.language.dates import DATE
from gongbao.language.orders import is_office, is_person, name_body, part_signature
from transforms.clean.aligned import join
from transforms.segment.fragments import Fragment
from transforms.segment.heads.head import DocumentHead, Place, differ_in_size, is_flush, may_be_title

TITLE = 6  # lines that a title is printed on at most
SESSION = 3  # lines that say when and where it was said
KIND = re.compile(r"[^。；！？：]{2,160}(?:说明|报告|汇报|议案|讲话|发言|致辞|意见)(?:（[^（）]{1,30}）)?")
SAID = re.compile(rf"[（(]?[—－―─–-]{{1,6}}(?:{DATE.pattern})?.{{0,6}}在.{{4,80}}(?:会议|大会|会)上[）)]?")
SAID_OPENS = re.compile(rf"[（(]?[—－―─–-]{{1,6}}(?:{DATE.pattern})?.{{0,6}}在")
# Those whom a congress in session is: its standing committee, its deputies, the members of its committee.
HEARERS = re.compile("(?:.{0,20}人民代表大会(?:常务委员会)?|各位代表|(?:委员长|主任)、各位副(?:委员长|主任).{0,40})：")


def read_report(place: Place) -> DocumentHead | None:
    """A title with —— and the day and the session below it, or one of that kind with the congress it goes to below."""
    fragments, at = place.fragments, place.at
    if place.titles or not _opens(fragments[at]):
        return None
    end = _find_title_end(fragments, at)
    if end is None:
        return None
    title = join(f.aligned for f in fragments[at:end])
    said = read_session(fragments, end)
    return DocumentHead(at, said.end, "notice", None, title, said.body, signatories=said.signatories)


@dataclass(frozen=True, slots=True)
class Session:
    """What lines below a title say of a report: who gave it, for which body, and where they end."""

    end: int
    body: str | None = None
    signatories: tuple[str, ...] = ()


def read_session(fragments: Sequence[Fragment], at: int) -> Session:
    """The session in which something was said, and who said it; none of these, up to `at`, where no line says so."""
    after = _pass_session(fragments, at)
    after, speaker = _pass_speaker(fragments, after)
    if speaker is None:
        return Session(after)
    return Session(after, name_body(speaker[0]), (f"{speaker[0]} {speaker[1]}",))


def _opens(fragment: Fragment) -> bool:
    """Whether a line may be the first of such a title."""
    return may_be_title(fragment) and not is_flush(fragment)


def _find_title_end(fragments: Sequence[Fragment], at: int) -> int | None:
    """Where a title that begins at a fragment ends: above the session, or above the congress that it goes to."""
    for end in range(at + 1, min(at + TITLE, len(fragments) - 1) + 1):
        text, below = "".join(f.text for f in fragments[at:end]), fragments[end]
        if not unclosed(text):
            if _pass_session(fragments, end) > end:
                return end
            if KIND.fullmatch(text) and "关于" in text and HEARERS.fullmatch(below.text):
                return end
        if not may_be_title(below) or differ_in_size(fragments[at], below):
            return None
    return None


def _pass_session(fragments: Sequence[Fragment], at: int) -> int:
    """Behind the lines that say in which session something was said; `at` where there are none."""
    text = ""
    for end in range(at + 1, min(at + SESSION, len(fragments)) + 1):
        text += fragments[end - 1].text
        if not SAID_OPENS.match(text):
            return at
        if SAID.fullmatch(text):
            return end
    return at


def _pass_speaker(fragments: Sequence[Fragment], at: int) -> tuple[int, tuple[str, str] | None]:
    """Behind the lines that name who speaks, with office and name; a page may give the two in either order."""
    lines = [f.text for f in fragments[at : at + 2]]
    if lines and (signed := part_signature(lines[0])):
        return at + 1, signed
    for office, name in (lines, lines[::-1]) if len(lines) == 2 else ():
        if is_office(office) and is_person(name):
            return at + 2, (office, name)
    return at, None
