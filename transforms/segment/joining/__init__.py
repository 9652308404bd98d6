"""Whether a fragment goes on with the paragraph before it: named rules, of which the first that holds decides.

What stands alone by its form comes first, then what a jump, the page's geometry or the words themselves tell.
"""

from transforms.segment.joining.by_form import (
    ACROSS_JUMP,
    BY_FORM,
    BY_GEOMETRY,
    IN_CHRONICLE,
    STANDING_APART,
    attachment_label,
    crosses_jump,
    has_geometry,
    is_chronicle,
    torn_label,
)
from transforms.segment.joining.by_words import (
    AFTER_END,
    AFTER_HEADING,
    BY_BEGINNING,
    IN_SENTENCE,
    follows_heading,
    is_closed,
)
from transforms.segment.joining.seam import Join, NumberedRow, Seam, TitleLine
from transforms.segment.rules import Rule, where

__all__ = ["JOINING", "Join", "NumberedRow", "Seam", "TitleLine"]

JOINING: tuple[Rule[Seam, Join], ...] = (
    *STANDING_APART,
    *where(is_chronicle, IN_CHRONICLE),
    *BY_FORM,
    *where(crosses_jump, ACROSS_JUMP),
    torn_label,
    attachment_label,
    *where(has_geometry, BY_GEOMETRY),
    *BY_BEGINNING,
    *where(is_closed, AFTER_END),
    *where(follows_heading, AFTER_HEADING),
    *IN_SENTENCE,
)
