"""Bodies by the list that they stand in."""

import pytest
from tagging import mark_again

ROWS = [
    ("（[ORG 信用处]、[ORG 法规处]、[ORG 注册处]负责）", "offices of one bureau"),
    ("由[ORG 信用处]、[ORG 法规处]按职责分工负责", "without a bracket"),
    ("[ORG 网监处]、[ORG 法规处]、[ORG 信息中心]及有关处室", "what stands behind the last is none of it"),
    ("[ORG 市财政局]、[ORG 行政服务中心管委会]要落实", "beside a body that is known"),
    ("用到实处、想到难处", "words that end alike"),
    ("优化工作布局，服务发展大局", "布局 and 大局"),
    ("建设学校、医院、车站", "kinds of bodies are none"),
    ("实现就近办、一网办、极简办", "办 as a verb"),
    ("设立研发中心、生产中心、经营中心", "centres that any company has"),
    ("[ORG 市政府]、有关部门、各单位", "generic bodies beside one that is named"),
]


@pytest.mark.parametrize(("marked", "why"), ROWS, ids=[row[1] for row in ROWS])
def test_listed_bodies_are_marked(marked: str, why: str) -> None:
    """Items that stand in a row and end as bodies do."""
    assert mark_again(marked) == marked, why
