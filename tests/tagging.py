"""Documents that tests tag, and texts with marks around what is to be found."""

import datetime as dt
import re

from gongbao.gazette import Gazette
from gongbao.model import Document, Entity, Facts, Kind, Paragraph
from transforms.tag import tag

GAZETTE = Gazette(
    id="liuyuan",
    name="柳原市人民政府公报",
    place="柳原市",
    province="河北省",
    places=("东河区", "清水县", "柳原经济技术开发区", "柳原北湖旅游度假区"),
    bodies=("清水白酒",),
)
MARK = re.compile(r"\[(ORG|PER|POST|LOC|DATE|DOC_NUMBER|DOC_TITLE|MONEY|PERCENT) ([^\]]+)\]")


def make_paper(
    *texts: str,
    kind: Kind = Kind.NOTICE,
    title: str = "关于某项工作的通知",
    number: str | None = "柳政发〔2022〕3号",
    date: dt.date | None = dt.date(2022, 3, 5),
    parts: tuple[str, ...] = (),
) -> Document:
    """A document of these paragraphs, in an issue of 2022."""
    return Document(
        id="liuyuan/1",
        issue="liuyuan/2022/3",
        ordinal=1,
        kind=kind,
        number=number,
        title=title,
        issuer="柳原市人民政府",
        section=None,
        addressees=None,
        signatories=(),
        date=date,
        paragraphs=tuple(Paragraph(text) for text in texts),
        parts=parts,
    )


def tag_texts(*texts: str, **about: object) -> Facts:
    """What is tagged in a document of these paragraphs."""
    return tag(make_paper(*texts, **about), GAZETTE, 2022)  # type: ignore[arg-type]


def mark(text: str, entities: tuple[Entity, ...]) -> str:
    """The text with its entities in square brackets."""
    for entity in sorted(entities, key=lambda e: -e.start):
        text = f"{text[: entity.start]}[{entity.type} {entity.text}]{text[entity.end :]}"
    return text


def unmark(marked: str) -> str:
    """A marked text without its marks."""
    return MARK.sub(r"\2", marked)


def mark_again(marked: str) -> str:
    """A marked text, stripped of its marks and marked as tagging does it."""
    text = unmark(marked)
    return mark(text, tag_texts(text).entities)
