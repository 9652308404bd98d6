"""Reorder the fragments within one document, where OCR read across the columns of a page.

Only what is out of order by form is touched: an addressee line with the end of a sentence stuck to it, a signature
before the words it signs, a page's first column read after its second.
"""

import re
from collections.abc import Sequence

from gongbao.language.bodies import is_body_name
from gongbao.language.brackets import PAIRS, unclosed, unopened
from gongbao.language.dates import parse_date
from gongbao.language.openness import is_open
from transforms.segment.fragments import Fragment, Seams
from transforms.segment.notices import reorder_opening

ABOVE = 5  # rows above in which a bracket may have been opened: a title in narrow columns takes as many

REMOVING = re.compile(".{0,12}免去.{0,12}：")
REMOVAL = re.compile(r"[^，。：；]{2,30}的[^，。；]{2,60}职务")


def reorder(fragments: Sequence[Fragment], title: str, seams: Seams) -> tuple[Fragment, ...]:
    """The fragments of a document in the order in which they make sense."""
    reordered = reorder_opening(fragments, title, seams)
    reordered = swap_torn_brackets(reordered, seams)
    return reorder_columns(reordered)


def swap_torn_brackets(fragments: Sequence[Fragment], seams: Seams) -> tuple[Fragment, ...]:
    """Two neighbours read in the wrong order: the first closes the very brackets that the second leaves open."""
    fragments = list(fragments)
    for i in range(len(fragments) - 1):
        a, b = fragments[i].text, fragments[i + 1].text
        if fragments[i].row or fragments[i + 1].row or fragments[i].begins is not None:  # geometry knows the order
            continue
        closes, owes = unopened(a), unclosed(b)
        above = "".join(f.text for f in fragments[max(0, i - ABOVE) : i])
        if closes and owes and closes[0] == owes[-1] and not unclosed(above) and b[:1] not in PAIRS.values():
            after = fragments[i + 2].text if i + 2 < len(fragments) else ""
            if seams.join_score(b, a) >= seams.join_score(b, after):
                fragments[i], fragments[i + 1] = fragments[i + 1], fragments[i]
    return tuple(fragments)


def reorder_columns(fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """A notice of appointments whose first column was read last: what stands behind the date goes back before the
    first removal that nothing announces."""
    date = next((i for i, f in enumerate(fragments) if parse_date(f.text)), None)
    if date is None or date + 1 >= len(fragments):
        return tuple(fragments)
    head, behind = list(fragments[: date + 1]), list(fragments[date + 1 :])
    lead = behind[0].text
    if not REMOVING.fullmatch(lead) or any("免去" in f.text for f in head):
        return tuple(fragments)
    at = next((i for i in range(date) if _opens_removal(head, i)), None)
    if at is None:
        at = next(i for i, f in enumerate(head) if parse_date(f.text))
        while at and is_body_name(head[at - 1].text):
            at -= 1
    return (*head[:at], *behind, *head[at:])


def _opens_removal(fragments: Sequence[Fragment], at: int) -> bool:
    """Whether a removal begins here; it may wrap over the next lines."""
    if at and is_open(fragments[at - 1].text) and not fragments[at - 1].text.endswith(("；", "。", "：")):
        return False
    return REMOVAL.match("".join(f.text for f in fragments[at : at + 3])) is not None
