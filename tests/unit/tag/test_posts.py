"""Posts in a text."""

import pytest
from tagging import mark_again

POST = [
    ("[POST 市委副书记]、[POST 市长][PER 于永生]出席", "one post each"),
    ("[POST 柳原市审计局副局长][PER 于永生]出席", "body and post in one string are one, with no body inside"),
    ("[POST 市政府秘书长][PER 于永生]出席", "no body inside"),
    (
        "[POST 指导组组长]、[POST 河北科学院党委副书记]、[POST 院长]，[POST 省科协副主席][PER 袁英]出席",
        "after 、 the next post stands alone",
    ),
    ("[POST 省委常委]和有关省领导出席", "a post that nobody named holds"),
    ("原[POST 国家旅游局局长][PER 何光]出席", "a leading 原 stays outside"),
    ("[POST 第十三届全国人大农业与农村委员会副主任委员][PER 李春]出席", "与 within a body's name is no boundary"),
    ("[POST 市纪委书记]、[POST 市监委代理主任][PER 姜正]出席", "acting posts"),
    ("各市党政主要负责同志、有关负责人参加", "主要负责同志 and 负责人 are none"),
    ("开展市长质量奖评选，办好市长热线", "none within the name of a project"),
    ("全面推行河长制", "none within the name of a system"),
    ("召开局长办公会研究", "none within the name of a meeting"),
    ("推动企业与律师事务所进行长期合作", "行长 across two words is none"),
    ("[POST 市监察委员会主任]由[ORG 市人民代表大会]选举", "the office of one body, whoever holds it"),
    ("办公室主任由[POST 县财政局局长]兼任", "of a county's bureau"),
    ("市直有关部门局长参加", "of no one body"),
    ("在[POST 市人大常委会副主任]中推选一人", "who elects is no part of it"),
]


@pytest.mark.parametrize(("marked", "why"), POST, ids=[row[1] for row in POST])
def test_posts_are_marked(marked: str, why: str) -> None:
    """A post is marked with its body, each of several alone."""
    assert mark_again(marked) == marked, why
