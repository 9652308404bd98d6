"""By what names a text is known: its 发文字号, else its title however fully it is quoted."""

import re
import unicodedata
from collections.abc import Iterable

from gongbao.language.bodies import is_body_name
from gongbao.language.document_numbers import ANY_NUMBER
from gongbao.model import Document

MAX_TITLE = 200  # characters of a title that tell it from others

_ISSUES = "印发|转发|批转|公布|发布|下发|颁布"
_ISSUED = re.compile(rf"(?:{_ISSUES})了?《?(?P<text>[^《》]{{4,}}?)》?的(?:通知|决定|公告|通告)")
_SPEAKS = re.compile(f"关于|{_ISSUES}")
_NOTHING = re.compile(r"[\W_]+")


def text_number(number: str | None) -> str | None:
    """A 发文字号 in the one spelling by which texts are known; None for one that does not tell a text from others."""
    folded = "".join(unicodedata.normalize("NFKC", number).split()) if number else ""
    match = ANY_NUMBER.fullmatch(folded.replace("【", "〔").replace("】", "〕"))
    return f"{match['code']}〔{match['year']}〕{int(match['serial'])}号" if match else None


def part_issuer(title: str) -> tuple[str | None, str]:
    """Who issued a text, where its title begins with that, and the title without: 某市人民政府 and 关于….

    Marks around the title are none of it.
    """
    bare = title.strip("《》〈〉<> \u3000")
    match = _SPEAKS.search(bare)
    if match is None or match.start() == 0 or not is_body_name(bare[: match.start()]):
        return None, bare
    return bare[: match.start()], bare[match.start() :]


def title_key(title: str) -> str:
    """What all ways share in which a title is quoted: with its issuer or without, in any marks and any width."""
    _, rest = part_issuer(unicodedata.normalize("NFKC", title[: 2 * MAX_TITLE]))
    return _NOTHING.sub("", rest).lower()[:MAX_TITLE]


def title_keys(document: Document) -> tuple[str, ...]:
    """The keys of all titles by which a document may be quoted: its own, and those of the texts that it issues."""
    return tuple(dict.fromkeys(filter(None, map(title_key, _titles(document)))))


def _titles(document: Document) -> Iterable[str]:
    yield document.title
    yield from document.parts
    if issued := _ISSUED.search(document.title):
        yield issued["text"]
