"""Read the masthead: the cover and the imprint, up to the end of the contents page."""

import re
from collections.abc import Sequence

from gongbao.language.bodies import is_body_name
from gongbao.language.characters import CJK, DASHES
from gongbao.language.dates import HAN_YEAR, YEAR
from gongbao.language.numerals import parse_numeral, parse_whole
from gongbao.model import Masthead
from transforms.segment.fragments import Fragment

NAME = re.compile(rf"[{CJK}]{{2,20}}公报")
TO = f"[{DASHES}至、]+"  # between the first and the last of a joint issue
ORDINAL = r"[\d一二三四五六七八九十]{1,4}"
# 第3期, 第6—7期; 2020年第五号, as congresses and the State Council print it
NUMBERS = re.compile(
    rf"(?<!总)第(?P<first>{ORDINAL})(?:{TO}第?(?P<last>{ORDINAL}))?期"
    rf"|(?:{YEAR}|{HAN_YEAR})年?\s*+第(?P<only>{ORDINAL})号"
)
# 总第369期; （总号：369）
TOTAL = re.compile(rf"总第?(?P<first>\d{{1,5}})(?:{TO}第?(?P<last>\d{{1,5}}))?期|总号[：:]?\s*+(?P<only>\d{{1,5}})")
LONE_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)|{HAN_YEAR}(?=年)")
LONGEST = 400  # characters of a field that goes on line after line
FIELDS = {
    "sponsor": r"主管主办|主办单位|主办|主管",
    "publisher": r"编辑出版|编辑发行|出版单位|编辑单位|编辑|出版|承办",
    "phone": r"联系电话|电话",
    "postcode": r"邮政编码|邮编",
    "address": r"通讯地址|通信地址|地址",
    "email": r"电子邮箱|电子信箱|电子邮件|邮箱|[Ee][-—－]?[Mm]ail",
    "registration": r"国内统一(?:连续出版物)?刊?号|国际标准(?:连续出版物)?刊?号|准印证号?|登记证号?|刊号",
}
COLON = re.compile(r"\s*+[：:]")
LABEL = re.compile("|".join(f"(?P<{name}>{words})" for name, words in FIELDS.items()))


def read_masthead(fragments: Sequence[Fragment]) -> Masthead:
    """What the fragments before the first document say of the issue. Fields not found stay empty."""
    texts = [f.text for f in fragments]
    whole = "\n".join(texts)
    name = next((m[0] for t in texts if (m := NAME.fullmatch(t))), None)
    numbers, totals, year = NUMBERS.search(whole), TOTAL.search(whole), LONE_YEAR.search(whole)
    return Masthead(
        name=name,
        year=parse_whole(year[0]) if year else None,
        numbers=_range(numbers),
        total_numbers=_range(totals),
        spans=tuple(r for f in fragments for r in f.spans),
        **_read_fields(texts),
    )


def _range(match: re.Match[str] | None) -> tuple[int, ...]:
    """All numbers of a span such as 6-7; a span that runs backwards is only its first."""
    if match is None:
        return ()
    ends = [int(g) if g.isdecimal() else parse_numeral(g) for g in match.groups() if g]
    first, last = ends[0] or 0, ends[-1] or 0
    return tuple(range(first, last + 1)) if first <= last < first + 13 else (first,)


def _read_fields(texts: Sequence[str]) -> dict[str, str]:
    """The labelled fields of the imprint. A value may go on in the next line, several may share one."""
    found: dict[str, str] = {}
    current: str | None = None
    for text in texts:
        labels = [m for m in LABEL.finditer(text) if COLON.match(text, m.end())]
        if not labels:
            if current in ("sponsor", "publisher") and is_body_name(text) and len(text) <= 12:
                found[current] = (found[current] + text)[:LONGEST]
            current = None
            continue
        for match, following in zip(labels, [*labels[1:], None], strict=True):
            value = text[match.end() : following.start() if following else None].strip(" ：:\u3000")
            current = match.lastgroup
            if current and value and current not in found:
                found[current] = value
            elif current not in found:
                current = None
    return found
