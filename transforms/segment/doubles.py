"""Drop what was read twice: a line at the edge of two stretches that OCR took one after the other."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gongbao.language.bodies import is_body_name
from gongbao.language.dates import parse_date
from gongbao.language.numbering import find_marker
from gongbao.model import Correction
from transforms.segment.fragments import Fragment, note_removal

LEAST = 10  # characters; shorter words stand below each other by chance
PROSE = re.compile("[，。；：]")
CITING = "：《“"  # behind these the words of a line may well stand again below it: what is annexed, a title


def drop_doubles(fragments: Sequence[Fragment]) -> tuple[tuple[Fragment, ...], list[Correction]]:
    """The fragments without those that repeat the words just before them, and what was dropped."""
    kept = list(fragments[:1])
    dropped: list[Correction] = []
    followed = [f.text for f in fragments[2:]] + [""]
    for (before, fragment), following in zip(pairwise(fragments), followed, strict=False):
        if not repeats(before, fragment, following):
            kept.append(fragment)
            continue
        if fragment.jump_out is not None:  # the mark stands behind the second; the words that are kept break off
            kept[-1] = replace(kept[-1], jump_out=fragment.jump_out)
        dropped += note_removal(fragment.aligned, "doubled")
    return tuple(kept), dropped


def repeats(before: Fragment, fragment: Fragment, following: str) -> bool:
    """Whether a fragment is the last words before it once more.

    Prose, a numbered heading, a date and a signature are never printed twice; a title may be, in a list and above its
    text, and so may a cell.
    """
    text, jumps = fragment.text, fragment.jump_in is not None or before.jump_out is not None
    if len(text) < LEAST or jumps or fragment.begins is not None or fragment.row or before.row:
        return False
    if before.text == text:
        signs = is_body_name(text) and parse_date(following) is not None
        wraps = before.soft_wrapped and not fragment.soft_wrapped
        once = PROSE.search(text) or find_marker(text) or parse_date(text)
        return once is not None or signs or wraps
    if not before.text.endswith(text) or fragment.soft_wrapped:
        return False
    return before.text[-len(text) - 1] not in CITING
