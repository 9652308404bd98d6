"""What official Chinese looks like, for those who still ask here: it is in `gongbao.language`."""

from gongbao.language.bodies import is_addressees, is_body_name
from gongbao.language.brackets import PAIRS, unclosed, unopened
from gongbao.language.characters import CLOSERS, TERMINAL
from gongbao.language.dates import parse_date, parse_month
from gongbao.language.document_numbers import CLEAN_NUMBER as NUMBER
from gongbao.language.jump_marks import JUMP_IN, JUMP_OUT
from gongbao.language.numbering import LEVELS, find_marker
from gongbao.language.openness import hangs, is_open
from gongbao.language.rosters import ROSTER, is_listed, is_member
from gongbao.language.titles import CHRONICLE_NAME, is_title

__all__ = [
    "CHRONICLE_NAME",
    "CLOSERS",
    "JUMP_IN",
    "JUMP_OUT",
    "LEVELS",
    "NUMBER",
    "PAIRS",
    "ROSTER",
    "TERMINAL",
    "find_marker",
    "hangs",
    "is_addressees",
    "is_body_name",
    "is_listed",
    "is_member",
    "is_open",
    "is_title",
    "parse_date",
    "parse_month",
    "unclosed",
    "unopened",
]
