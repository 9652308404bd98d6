"""What a document is, by its head and its title."""

import pytest

from gongbao.model import Kind
from transforms.clean.aligned import AlignedText
from transforms.segment.assemble import classify_document
from transforms.segment.document_heads import DocumentHead


@pytest.mark.parametrize(
    ("title", "kind", "why"),
    [
        ("关于王小明等同志职务任免的通知", Kind.APPOINTMENT, "a name before the word"),
        ("关于任免王小明等工作人员职务的通知", Kind.APPOINTMENT, "the word before a name"),
        ("关于李兰任职的通知", Kind.APPOINTMENT, "任职"),
        ("关于印发某某单位领导人员任免办法的通知", Kind.NOTICE, "how, not who"),
        ("关于加强干部职务管理的意见", Kind.OPINION, "about posts"),
        ("关于甲类工作的通知", Kind.NOTICE, "anything else"),
    ],
)
def test_kinds_by_title(title, kind, why):
    """Without a head of its own kind, the title tells."""
    assert classify_document(DocumentHead(0, 1, "", None, AlignedText(title, ()), None), title) is kind, why
