"""Who signs a document, and who issues it."""

import pytest
from fragments import make_fragments

from gongbao.gazette import Gazette, Issuer
from gongbao.model import Paragraph, Role
from transforms.clean.aligned import AlignedText
from transforms.segment.heads import DocumentHead
from transforms.segment.signatures import find_issuers, join_torn_names, read_signature

GAZETTE = Gazette("shili", "示例公报", issuers=(Issuer("示例市人民政府", ("示政发",)),))


@pytest.mark.parametrize(
    ("red_head", "number", "title", "signed", "issuers", "why"),
    [
        ("某市财政局某市教育局", None, "关于甲类工作的通知", (), ("某市财政局", "某市教育局"), "a joint red head"),
        (None, "示政发〔2022〕1号", "关于甲类工作的通知", (), ("示例市人民政府",), "the prefix of the number"),
        (
            None,
            "示政发〔2022〕1号",
            "示例市人民政府示例市监察委员会关于甲类工作的通知",
            (),
            ("示例市人民政府", "示例市监察委员会"),
            "a prefix names one of those in the title",
        ),
        (None, None, "某省商务厅某市海关关于甲类工作的公告", (), ("某省商务厅", "某市海关"), "a joint title"),
        (None, None, "某市政府办公室印发关于甲类措施的通知", (), ("某市政府办公室",), "印发 before 关于"),
        (None, None, "某市市监局关于甲类工作的通知", ("某市市场监管局",), ("某市市场监管局",), "the signature is full"),
        (None, None, "某市财政局关于甲类工作的通知", ("某市财政局办公室",), ("某市财政局",), "another body signs"),
        (
            None,
            None,
            "某省财政厅等3部门关于甲类工作的通知",
            ("省财政厅", "省教育厅", "省民政厅"),
            ("省财政厅", "省教育厅", "省民政厅"),
            "the signature says who they are",
        ),
        (None, None, "关于印发甲类工作方案的通知", ("某市财政局",), ("某市财政局",), "关于 is no body"),
        (None, None, "某市甲类工作方案", (), (), "nothing says who"),
        (None, None, "某市政府2022年1月大事记", (), ("某市政府2022年1月",), "a chronicle's"),
    ],
)
def test_who_issues_a_document(red_head, number, title, signed, issuers, why):
    """All of them, in the order printed."""
    head = DocumentHead(0, 1, "", number, AlignedText(title, ()), red_head)
    assert find_issuers(head, number, title, signed, GAZETTE) == issuers, why


@pytest.mark.parametrize(
    ("lines", "signed", "why"),
    [
        (("某市财政局", "某市教育局"), ("某市财政局", "某市教育局"), "a line each"),
        (("某市财政局某市教育局",), ("某市财政局", "某市教育局"), "one behind the other"),
        (("某市改革办公室（代章）",), ("某市改革办公室",), "代章 is no part of the name"),
        (("某市改革办公室", "（某市财政局代章）"), ("某市改革办公室",), "who seals in its stead does not sign"),
        (("某市市长李某某",), ("某市市长 李某某",), "a person with the office"),
        (("李某某", "某市市长"), ("某市市长 李某某",), "on two lines, the name first"),
        (("某市市长", "李某某"), ("某市市长 李某某",), "the office first"),
        ((), (), "a date alone"),
    ],
)
def test_who_signs_a_document(lines, signed, why):
    """What stands above the first date that stands alone."""
    paragraphs = [
        Paragraph("各县：", Role.ADDRESSEES),
        *(Paragraph(line, Role.SIGNATORY) for line in lines),
        Paragraph("2022年1月1日", Role.DATE),
    ]
    assert read_signature(paragraphs) == (signed, len(lines) + 1), why


def test_nothing_is_signed_without_a_date():
    """A body's name alone is none that signs."""
    assert read_signature([Paragraph("某市财政局", Role.SIGNATORY)]) == ((), None)


@pytest.mark.parametrize(
    ("texts", "joined", "why"),
    [
        (
            ("某市重点建设项目审批", "制度改革办公室", "2022年1月1日"),
            ("某市重点建设项目审批制度改革办公室", "2022年1月1日"),
            "a name on two lines",
        ),
        (
            ("（某市发展和改革委员会某市财", "政局代章）", "2022年1月1日"),
            ("（某市发展和改革委员会某市财政局代章）", "2022年1月1日"),
            "who seals, on two lines",
        ),
        (("某市财政局", "某市教育局", "2022年1月1日"), None, "two names"),
        (("做好甲类工作。", "某市教育局", "2022年1月1日"), None, "the end of a sentence"),
        (("2.某市甲类工作", "改革办公室", "2022年1月1日"), None, "an item of a list"),
        (("某市重点建设项目审批", "制度改革办公室", "各县："), None, "no date below"),
    ],
)
def test_names_on_two_lines(texts, joined, why):
    """The first line begins as a name does and is none; the second does not begin as one."""
    assert tuple(f.text for f in join_torn_names(make_fragments(*texts))) == (joined or texts), why
