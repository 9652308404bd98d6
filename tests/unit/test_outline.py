"""Which headings paragraphs stand under."""

from gongbao.model import Paragraph, Role
from gongbao.outline import heading_paths


def test_heading_paths_follow_the_levels() -> None:
    """A paragraph stands under the headings before it, those of its depth and deeper left behind."""
    paragraphs = [
        Paragraph("前言"),
        Paragraph("一、总则", Role.HEADING, level=1),
        Paragraph("（一）目标", Role.HEADING, level=2),
        Paragraph("目标是……"),
        Paragraph("（二）原则", Role.HEADING, level=2),
        Paragraph("二、措施", Role.HEADING, level=1),
        Paragraph("措施是……"),
        Paragraph("附件1 名单", Role.ATTACHMENT_TITLE),
        Paragraph("甲"),
    ]
    assert heading_paths(paragraphs) == [
        (),
        (),
        ("一、总则",),
        ("一、总则", "（一）目标"),
        ("一、总则",),
        (),
        ("二、措施",),
        (),
        ("附件1 名单",),
    ]
