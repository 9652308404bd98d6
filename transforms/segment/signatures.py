"""Who signs a document (落款), and who issues it."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongbao.gazette import Gazette
from gongbao.language.bodies import BODY_END, is_body_name, is_stand_in, opens_name, part_bodies, unseal
from gongbao.language.brackets import unclosed
from gongbao.language.characters import DASHES
from gongbao.language.dates import YEAR, parse_date
from gongbao.language.numbering import find_marker
from gongbao.language.orders import is_office, is_person, part_signature
from gongbao.language.titles import CHRONICLE_NAME
from gongbao.model import Paragraph, Role
from transforms.clean.aligned import join
from transforms.segment.fragments import Fragment
from transforms.segment.heads import DocumentHead

ISSUER = re.compile(rf"(?P<body>[^《》，]{{2,120}}?)(?:(?P<chronicle>{CHRONICLE_NAME})|关于|印发|转发|批转)")
BODY = re.compile(rf"(?:{BODY_END}|大会|党组|党委|工委)$")
TOGETHER = re.compile(
    r"等(?:[\d一二三四五六七八九十]{1,3}个?)?(?:部门|单位|机关|厅局)$"
)  # who else, the signature says
DATED = re.compile(rf"^(?:{YEAR}年)?(?:[\d{DASHES}至、月]{{1,9}}月(?:份)?)?")
WORDS = re.compile("[，。；：、《》“”！？\t]")


def find_issuers(
    head: DocumentHead, number: str | None, title: str, signatories: Sequence[str], gazette: Gazette
) -> tuple[str, ...]:
    """Who issued a document: its red head, the prefix of its number, the opening of its title, or its signature."""
    if head.red_head:
        return part_bodies(head.red_head)
    named = _name_in_title(title, signatories)
    prefix = number.split("〔")[0] if number else ""
    for issuer in gazette.issuers:
        if prefix in issuer.prefixes:
            return named if len(named) > 1 and issuer.name in named else (issuer.name,)
    return named or tuple(signatories)


def _name_in_title(title: str, signatories: Sequence[str]) -> tuple[str, ...]:
    """The bodies that a title opens with, by their full names where the signature has those."""
    dated = DATED.match(title)
    match = ISSUER.match(title, dated.end() if dated else 0)
    if match is None:
        return ()
    body = match["body"]
    if TOGETHER.search(body) and len(signatories) > 1:
        return tuple(signatories)
    names = part_bodies(body)
    if not (match["chronicle"] or BODY.search(body) or TOGETHER.search(body)):
        return ()
    return tuple(next((s for s in signatories if _shortens(name, s)), name) for name in names)


def _shortens(name: str, full: str) -> bool:
    """Whether a name is another with characters left out between its first and its last: 某市市监局."""
    if len(name) >= len(full) or name[0] != full[0] or name[-1] != full[-1]:
        return False
    left = iter(full)
    return all(char in left for char in name)


def read_signature(paragraphs: Sequence[Paragraph]) -> tuple[tuple[str, ...], int | None]:
    """The names above the first date that stands alone, and where that date is. A person signs with his office."""
    for at, paragraph in enumerate(paragraphs):
        if paragraph.role is not Role.DATE:
            continue
        lines = list(itertools.takewhile(lambda p: p.role is Role.SIGNATORY, reversed(paragraphs[:at])))
        return tuple(_name_signatories([line.text for line in reversed(lines)])), at
    return (), None


def _name_signatories(lines: Sequence[str]) -> Iterable[str]:
    """Who signs on these lines: bodies, and persons as 某市市长 李某, be office and name on one line or on two."""
    rest = [line for line in lines if not is_stand_in(line)]
    while rest:
        line = rest.pop(0)
        if signed := part_signature(line):
            yield " ".join(signed)
        elif rest and is_person(line) and is_office(rest[0]):
            yield f"{rest.pop(0)} {line}"
        elif rest and is_office(line) and is_person(rest[0]):
            yield f"{line} {rest.pop(0)}"
        else:
            yield from part_bodies(unseal(line))


def join_torn_names(fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """The fragments, each body's name that is set above a date on two lines in one: 某市重点项目审批 / 改革办公室.

    The first line begins as a name does and is none by itself; the second does not begin as one.
    """
    joined: list[Fragment] = []
    for fragment in fragments:
        if parse_date(fragment.text) and len(joined) > 1 and _is_torn(*joined[-2:]):
            last = joined.pop()
            joined[-1] = replace(joined[-1], aligned=join([joined[-1].aligned, last.aligned]), full=last.full)
        joined.append(fragment)
    return tuple(joined)


def _is_torn(first: Fragment, second: Fragment) -> bool:
    """Whether two lines are one name."""
    one, two = first.text, unseal(second.text)
    if first.jump_out is not None or second.jump_in is not None or WORDS.search(one) or find_marker(one):
        return False
    if one.startswith("（"):
        return unclosed(one) == "）" and is_stand_in(one + second.text)
    return opens_name(one) and not is_body_name(one) and not opens_name(two) and is_body_name(one + two)
