"""Titles of the texts that a document issues: 现将《…办法》印发给你们, and the same title above the text itself."""

import re
from collections.abc import Sequence
from itertools import islice

from rapidfuzz import fuzz

from gongbao.language.brackets import unclosed
from gongbao.language.dates import parse_date
from gongbao.language.openness import is_open
from gongbao.language.titles import issues
from gongbao.model import Paragraph, Role
from transforms.segment.fragments import Fragment
from transforms.segment.labels import ATTACHMENT_LABEL, REMARK

# A title may cite others in 〈〉, with 《》 in those. Bounded: no title is longer, and a text may open a thousand.
ISSUED = re.compile(r"《([^《》]{0,90}+(?=》)|(?:〈[^〈〉]{0,90}+〉|[^《》]){0,90}+)》")
OWN = re.compile(r"(?:印发|发布|公布)(《?.{1,90}?》?)的?(?:通知|公告|通告|决定)$")
# What a notice says it issues: 现将《…》印发给你们, 《…》《…》已经市政府同意.
GIVEN = re.compile(
    r"(?:^|将[^，。《》]{0,8}|(?:制定|编制|起草|修订)了?)(?P<titles>(?:《[^《》]{2,90}》[和及、]?){1,20})，?(?:已|经|印发|予以|现|公布|发布)"
)
GIVEN_TITLE = re.compile("《([^《》]+)》")
MOST = 40  # texts that one document issues
LIKE = 0.9  # how like an issued title, 0 to 1, a printed one is at least


def find_issued_titles(fragments: Sequence[Fragment], title: str) -> tuple[str, ...]:
    """Titles of the texts that a notice issues: those in 《》 before its date, and what its own title says."""
    words = ""
    for fragment in fragments[:60]:
        if parse_date(fragment.text):
            break
        words += fragment.text
    else:
        words = words[:600]
    cited = (t.replace("〈", "《").replace("〉", "》") for t in ISSUED.findall(words) if 4 <= len(t) <= 90)
    found = list(islice(dict.fromkeys(cited), MOST))
    if match := OWN.search(title):
        found.append(match[1].strip("《》"))
    return tuple(dict.fromkeys(found))


def name_parts(paragraphs: Sequence[Paragraph], title: str) -> tuple[str, ...]:
    """Titles of the texts that a document issues: those above them, or, where none is printed, those it says."""
    printed = tuple(p.text for p in paragraphs if p.role is Role.PART_TITLE)
    if printed or not issues(title):
        return printed
    for paragraph in paragraphs:
        if paragraph.role is Role.DATE:
            break
        if given := GIVEN.search(paragraph.text):
            return tuple(t.replace("〈", "《").replace("〉", "》") for t in GIVEN_TITLE.findall(given["titles"]))
    return ()


def match_title(fragments: Sequence[Fragment], at: int, titles: Sequence[str]) -> range:
    """The fragments from `at` on that are the title of an issued text; none where no title begins there."""
    first = fragments[at]
    if first.row or ATTACHMENT_LABEL.fullmatch(first.text):
        return range(0)
    if "《" in first.text:  # in 《》 a title is cited
        titles = [t for t in titles if "《" in t]
    if not titles or first.text.startswith("《"):
        return range(0)
    longest = max(len(t) for t in titles) + 4
    text, found, best = "", range(0), LIKE
    for end in range(at, min(at + 5, len(fragments))):
        text += fragments[end].text
        if len(text) > longest:
            break
        likeness = max(fuzz.ratio(text, t) for t in titles) / 100
        # Of two titles that fit, the longer: one may be the other's beginning.
        if likeness >= best - 0.02 and not unclosed(text):
            found, best = range(at, end + 1), max(likeness, best)
    return found


def may_precede_title(text: str) -> bool:
    """Whether a title can follow a fragment: something must have ended."""
    return bool(parse_date(text) or REMARK.fullmatch(text) or ATTACHMENT_LABEL.fullmatch(text)) or not is_open(text)


def is_issued_title(text: str, titles: Sequence[str]) -> bool:
    """Whether a paragraph is one of the titles, but for what was misread."""
    return len(text) <= 90 and any(fuzz.ratio(text, t) >= LIKE * 100 for t in titles)
