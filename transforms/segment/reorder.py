"""Reorder the fragments within one document, where OCR read across the columns of a page.

Only what is out of order by form is touched: an addressee line with the end of a sentence stuck to it, a signature
before the words it signs, a page's first column read after its second.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations

from gongbao.language.bodies import is_addressees, is_body_name
from gongbao.language.brackets import PAIRS, unclosed, unopened
from gongbao.language.dates import parse_date
from gongbao.language.openness import is_open
from transforms.segment.fragments import Fragment, Seams, breaks_off

NOTICE = 16  # fragments within which a covering notice is signed
SPEAKING = re.compile("[《》]|已经|同意|印发")  # of what a document is about, not to whom it goes
# Units of a notice by their classes: addressees behind words, words behind a signature; and where no date ends it.
TORN, TORN_OPENING = re.compile("[XSD].{0,20}A|[SD].{0,20}X"), re.compile("^A+X{1,2}A")
REMOVING = re.compile(".{0,12}免去.{0,12}：")
REMOVAL = re.compile(r"[^，。：；]{2,30}的[^，。；]{2,60}职务")


def reorder(fragments: Sequence[Fragment], seams: Seams, width: int) -> tuple[Fragment, ...]:
    """The fragments of a document in the order in which they make sense."""
    reordered = reorder_notice(fragments, seams, width)
    reordered = swap_torn_brackets(reordered, seams)
    return reorder_columns(reordered)


def reorder_notice(fragments: Sequence[Fragment], seams: Seams, width: int) -> tuple[Fragment, ...]:
    """Addressees, words, signature, date: the opening of a notice in that order.

    A notice in order comes back as it is.
    """
    end = next((i for i, f in enumerate(fragments[:NOTICE]) if parse_date(f.text)), None)
    if end is None:
        block, rest = list(fragments[:6]), tuple(fragments[6:])
    else:
        block, rest = list(fragments[: end + 1]), tuple(fragments[end + 1 :])
    if any(f.row or f.begins is not None for f in block):  # geometry read the columns in their order
        return tuple(fragments)
    units = _gather(split_stuck_end(block, seams, width))
    classes = "".join(_classify("".join(f.text for f in unit)) for unit in units)
    if "A" not in classes or not (TORN if end is not None else TORN_OPENING).search(classes):
        return (*(f for unit in units for f in unit), *rest)
    groups = {c: [u for u, k in zip(units, classes, strict=True) if k == c] for c in "AXSD"}
    words = _order_words(groups["X"], seams, width)
    ordered = (*groups["A"], *words, *groups["S"], *groups["D"])
    return (*(f for unit in ordered for f in unit), *rest)


Unit = tuple[Fragment, ...]


def _gather(block: Sequence[Fragment]) -> list[Unit]:
    """Lines that OCR kept together, as units: what wraps within one was not torn."""
    units: list[list[Fragment]] = []
    for fragment in block:
        if (
            units
            and fragment.soft_wrapped
            and is_open(units[-1][-1].text)
            and not _stands_alone(units[-1][-1].text, fragment.text)
        ):
            units[-1].append(fragment)
        else:
            units.append([fragment])
    return [tuple(u) for u in units]


def _stands_alone(before: str, text: str) -> bool:
    return any(parse_date(t) or is_body_name(t) for t in (before, text))


def _classify(text: str) -> str:
    """A: addressees, X: words, S: signature, D: date."""
    if parse_date(text):
        return "D"
    if is_body_name(text):
        return "S"
    return "A" if is_addressees(text) else "X"


def split_stuck_end(block: Sequence[Fragment], seams: Seams, width: int) -> list[Fragment]:
    """Part the end of a sentence from the addressee line that it was read into.

    Where in the line it begins shows in the words that break off before it.
    """
    colon = next((i for i, f in enumerate(block) if f.text.endswith("：")), None)
    if colon is None:
        return list(block)
    for at in range(colon):
        text = block[at].text
        comma = max(text.rfind("，"), text.rfind("、"))
        if not text.endswith("。") or comma < 0 or len(text) - comma > 16 or SPEAKING.search(text):
            continue
        loose = [f.text for f in block[colon + 1 :] if breaks_off(f.text, width)]
        if not loose:
            continue
        cut = max(
            range(comma + 1, len(text) - 1),
            key=lambda c: (max(seams.join_score(words, text[c:]) for words in loose), -c),
        )
        first = replace(block[at], aligned=block[at].aligned.cut(0, cut))
        second = replace(block[at], aligned=block[at].aligned.cut(cut), soft_wrapped=False)
        return [
            *block[:at],
            first,
            *block[at + 1 : colon + 1],
            *_insert_after_loose(block[colon + 1 :], second, seams, width),
        ]
    return list(block)


def _insert_after_loose(block: Sequence[Fragment], fragment: Fragment, seams: Seams, width: int) -> list[Fragment]:
    """The fragments with this one behind the words that break off before it."""
    at = max(
        (i for i, f in enumerate(block) if breaks_off(f.text, width)),
        key=lambda i: seams.join_score(block[i].text, fragment.text),
    )
    return [*block[: at + 1], fragment, *block[at + 1 :]]


def _order_words(words: Sequence[Unit], seams: Seams, width: int) -> tuple[Unit, ...]:
    """The units of a notice's words in the order that reads on best."""
    if not 1 < len(words) <= 6:
        return tuple(words)

    def cost(order: Sequence[Unit]) -> float:
        total = 0.0
        for a, b in pairwise(order):
            total += -seams.join_score(a[-1].text, b[0].text) if breaks_off(a[-1].text, width) else 0.5
            total += 0.5 if words.index(a) > words.index(b) else 0.0
        return total + (3.0 if breaks_off(order[-1][-1].text, width) else 0.0)

    return min(permutations(words), key=cost)


def swap_torn_brackets(fragments: Sequence[Fragment], seams: Seams) -> tuple[Fragment, ...]:
    """Two neighbours read in the wrong order: the first closes the very brackets that the second leaves open."""
    fragments = list(fragments)
    for i in range(len(fragments) - 1):
        a, b = fragments[i].text, fragments[i + 1].text
        if fragments[i].row or fragments[i + 1].row or fragments[i].begins is not None:  # geometry knows the order
            continue
        closes, owes = unopened(a), unclosed(b)
        previous = fragments[i - 1].text if i else ""
        if closes and owes and closes[0] == owes[-1] and not unclosed(previous) and b[:1] not in PAIRS.values():
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
