"""Heads of chronicles (大事记)."""

import re

from gongbao.language.characters import DASHES
from gongbao.language.dates import YEAR
from gongbao.language.titles import CHRONICLE_NAME
from transforms.clean.aligned import join
from transforms.segment.heads.head import DocumentHead, Place

CHRONICLE = re.compile(rf".{{0,30}}(?:{CHRONICLE_NAME})(?:（.{{4,20}}）)?")
MONTH = re.compile(rf"（?{YEAR}年?[\d{DASHES}至年、]*月?(?:份)?）?")


def read_chronicle(place: Place) -> DocumentHead | None:
    """A head 大事记 with its month, on one line or two."""
    fragments, at = place.fragments, place.at
    text = fragments[at].text
    if not CHRONICLE.fullmatch(text):
        return None
    parts, end = [fragments[at].aligned], at + 1
    if "（" not in text and end < len(fragments) and MONTH.fullmatch(fragments[end].text):
        parts.append(fragments[end].aligned)
        end += 1
    return DocumentHead(at, end, "chronicle", None, join(parts), None)
