"""Where articles and their parts stand in a document; each row says why."""

import pytest
from tagging import make_paper

from gongbao.archive.provisions import find_provision
from gongbao.model import Document, Paragraph, Role

TEXTS = (
    ("柳原市某某管理办法", Role.PART_TITLE),  # 0
    ("第一章　总则", Role.HEADING),
    ("第一条　为加强管理，制定本办法。", Role.BODY),
    ("第二条　本办法所称事项，包括下列各项：", Role.BODY),
    ("（一）甲事项；", Role.BODY),
    ("（二）乙事项。", Role.BODY),  # 5
    ("前款所列事项由市政府公布。", Role.BODY),
    ("乡镇依照第一条的规定办理。", Role.BODY),
    ("第二条之一　丙事项另行规定。", Role.BODY),
    ("第二章　管理", Role.HEADING),
    ("第十二条　市局负责：", Role.BODY),  # 10
    ("1.登记；", Role.BODY),
    ("2.检查。", Role.BODY),
    ("柳原市人民政府", Role.SIGNATORY),
    ("附件1", Role.ATTACHMENT_TITLE),
    ("附件2：丁表", Role.ATTACHMENT_TITLE),  # 15
)

CASES = [
    ("第一条", 2, "an article"),
    ("第二条", 3, "an article, not one that speaks of it"),
    ("第2条", 3, "Arabic figures"),
    ("第二条第一款", 3, "the first 款 is what the article opens with"),
    ("第二条第二款", 6, "the next 款 stands behind the items of the first"),
    ("第二条第三款", 7, "and the next"),
    ("第二条第四款", None, "it has no fourth"),
    ("第二条第（二）项", 5, "an item"),
    ("第二条（二）项", 5, "without 第"),
    ("第二条第一款第二项", 5, "an item of a 款"),
    ("第二条第二款第（一）项", None, "of a 款 that has none"),
    ("第二条之一", 8, "an article put between"),
    ("第十二条第2项", 12, "an item in Arabic figures"),
    ("第十二条、第一条", 10, "of two the first"),
    ("第十三条", None, "there is none"),
    ("第二章", 9, "a chapter"),
    ("第二章第十二条", 10, "an article of a chapter"),
    ("第一章第十二条", None, "not of that chapter"),
    ("附件2", 15, "an attachment"),
    ("附件", 14, "the attachment"),
    ("与本办法不一致的", None, "no provision"),
    ("", None, "nothing"),
]


def make() -> Document:
    paper = make_paper()
    fields = {name: getattr(paper, name) for name in paper.__slots__}
    return Document(**fields | {"paragraphs": tuple(Paragraph(text, role) for text, role in TEXTS)})


@pytest.mark.parametrize(("provision", "expected", "why"), CASES)
def test_find_provision(provision: str, expected: int | None, why: str) -> None:
    """The paragraph in which it begins."""
    assert find_provision(make(), provision) == expected, why
