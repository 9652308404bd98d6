"""What a document is, by its head and its title."""

from dataclasses import replace

import pytest
from builders import make_document

from gongbao.model import Kind
from transforms.clean.aligned import AlignedText
from transforms.segment.assemble import classify_document, make_title
from transforms.segment.heads import DocumentHead


@pytest.mark.parametrize(
    ("title", "kind", "why"),
    [
        ("关于王小明等同志职务任免的通知", Kind.APPOINTMENT, "a name before the word"),
        ("关于任免王小明等工作人员职务的通知", Kind.APPOINTMENT, "the word before a name"),
        ("关于李兰任职的通知", Kind.APPOINTMENT, "任职"),
        ("某城市人民代表大会常务委员会任免名单", Kind.APPOINTMENT, "a list of who is appointed"),
        ("关于印发某某单位领导人员任免办法的通知", Kind.NOTICE, "how, not who"),
        ("关于加强干部职务管理的意见", Kind.OPINION, "about posts"),
        ("关于甲类工作的通知", Kind.NOTICE, "anything else"),
    ],
)
def test_kinds_by_title(title, kind, why):
    """Without a head of its own kind, the title tells."""
    assert classify_document(DocumentHead(0, 1, "", None, AlignedText(title, ()), None), title) is kind, why


@pytest.mark.parametrize(
    ("parts", "texts", "title", "why"),
    [
        (("某市甲类工作办法",), ("现予公布。",), "某市甲类工作办法", "what it issues has a title"),
        (
            (),
            ("各县人民政府：", "现将甲类工作通知如下：一。二。"),
            "现将甲类工作通知如下：一",
            "its first words, to whom is none",
        ),
        ((), ("2022年3月1日", "（一）甲类。"), "（一）甲类", "nor is the day"),
        ((), ("……", "甲类工作" * 20), "甲类工作" * 10, "a rule of dots says nothing, and what runs on is cut"),
        ((), (), "某政发〔2022〕1号", "nothing but a number"),
    ],
)
def test_a_document_without_a_title_is_given_one(parts, texts, title, why):
    """What people can find it by, for each way that a title may be wanting."""
    document = make_document(number="某政发〔2022〕1号", texts=texts, title="")
    assert make_title(replace(document, parts=parts)) == title, why
