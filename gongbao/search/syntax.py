"""How a query is written: words, quoted phrases, 文号, what is excluded (`-词`), and alternatives (`甲 OR 乙`).

Nothing else is syntax, and nothing is wrong: a quotation mark without its other half is a mark, an OR that stands
between nothing is a word.
"""

import re
import unicodedata
from dataclasses import dataclass

from gongbao.language.characters import HAN
from gongbao.language.dates import HAN_YEAR, YEAR
from gongbao.language.document_numbers import CLOSING, OPENING
from gongbao.language.numerals import ORDINAL, parse_whole

OR = "OR"

_QUOTED = r'"(?P<straight>[^"]*)"|“(?P<curly>[^”]*)”|「(?P<corner>[^」]*)」'
# A 文号 as people type and say it: 某政发2023年第9号, 某政发二〇二三年九号, 某政发[2023]9号文件.
_NUMBER = (
    rf"(?P<number>(?P<code>[{HAN}A-Za-z]{{1,16}}?) *[{OPENING}]? *(?P<year>{YEAR}|{HAN_YEAR}) *(?:[{CLOSING}]|年)"
    rf" *第? *(?P<serial>\d{{1,5}}|[{ORDINAL}]{{1,6}}) *号)(?:文件?)?(?![{HAN}\w])"
)
# What excludes stands before a word or a whole phrase, and behind a blank or the end of a phrase.
_MINUS = r'(?P<minus>(?<![^\s"”」])-(?=\w|"[^"]*"|“[^”]*”|「[^」]*」))'
_PIECE = re.compile(rf'{_MINUS}?(?:{_QUOTED}|(?<![{HAN}\w]){_NUMBER}|(?P<bare>[^\s"“「]+|\S))')


@dataclass(frozen=True, slots=True)
class Word:
    """A word to look for, as it may be spelt; `quoted`: just so. `number`: a 文号."""

    texts: tuple[str, ...]
    quoted: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A query in its parts. Of each group of words one must be found, of those excluded none."""

    groups: tuple[tuple[Word, ...], ...]
    excluded: tuple[Word, ...] = ()


def normalize(text: str) -> str:
    """A query in half width, which is how marks and figures of its syntax are told."""
    return unicodedata.normalize("NFKC", text)


def part_excluded(text: str) -> tuple[str, str]:
    """What of a query is to be found, and what is not to be, each a query of its own."""
    excluded = [match.group() for match in _PIECE.finditer(text) if match["minus"]]
    found = _PIECE.sub(lambda match: " " if match["minus"] else match.group(), text)
    return (" ".join(found.split()) if excluded else text), " ".join(excluded)


def read_words(text: str) -> Words:
    """The parts of a query, which `normalize` has been through."""
    groups: list[tuple[Word, ...]] = []
    excluded: list[Word] = []
    pieces = list(_PIECE.finditer(text))
    joins = False
    for n, match in enumerate(pieces):
        if match["minus"]:
            excluded.append(_read_word(match))
            continue
        if match["bare"] == OR and groups and not joins and n + 1 < len(pieces) and not pieces[n + 1]["minus"]:
            joins = True
            continue
        word = _read_word(match)
        if joins:
            groups[-1] = (*groups[-1], word)
        else:
            groups.append((word,))
        joins = False
    return Words(tuple(groups), tuple(excluded))


def _read_word(match: re.Match[str]) -> Word:
    if match["number"] is not None:
        typed = match["number"]
        serial = parse_whole(match["serial"])
        usual = f"{match['code']}〔{parse_whole(match['year'])}〕{serial}号"
        return Word(tuple(dict.fromkeys([usual, typed])) if serial else (typed,), number=True)
    if match["bare"] is not None:
        return Word((match["bare"],))
    return Word((match["straight"] or match["curly"] or match["corner"] or "",), quoted=True)
