"""The body and the office of an appointment."""

import pytest

from gongbao.archive.posts import find_manner, is_single, part_post, second_post
from gongbao.model import Action, Appointment, Manner


def appointed(post: str, body: str | None = None, office: str | None = None, note: str | None = None) -> Appointment:
    return Appointment("赵一", Action.APPOINT, post, note=note, body=body, office=office)


ROWS = [
    (appointed("市水利局局长", "市水利局", "局长"), "市水利局", "局长", "parted already"),
    (appointed("市水利局局长"), "市水利局", "局长", "by an older program, not parted"),
    (appointed("市长", None, "市长"), "市人民政府", "市长", "who governs does so in a government"),
    (appointed("潍坊市副市长", "潍坊市", "副市长"), "潍坊市人民政府", "副市长", "of a place that is named"),
    (appointed("市长", None, "代理市长"), "市人民政府", "市长", "one who acts holds the same office"),
    (appointed("代市长", None, "代市长"), "市人民政府", "市长", "代 as well"),
    (appointed("市信访局督查专员", "市信访局督查", "专员"), "市信访局", "督查专员", "parted where no body ends"),
    (appointed("潍坊学校寿光分校校长", "潍坊学校寿光分校", "校长"), "潍坊学校寿光分校", "校长", "a branch is a body"),
    (appointed("市水利局局长、", "市水利局"), "市水利局", "局长、", "a body that the post begins with"),
    (appointed("首席专家（兼）"), None, "首席专家", "no body, and a remark"),
    (appointed("总代表", None, "总代表"), None, "总代表", "代 in a word"),
]


@pytest.mark.parametrize(("appointment", "body", "office", "why"), ROWS, ids=[why for *_, why in ROWS])
def test_a_post_is_a_body_and_an_office(appointment: Appointment, body: str | None, office: str, why: str) -> None:
    """As tenures go by them."""
    assert part_post(appointment) == (body, office), why


def test_a_second_post_in_brackets_is_one_of_its_own() -> None:
    """Remarks are none."""
    found = second_post(appointed("技工学院副院长（高级技工学校副校长）"))
    assert found and part_post(found) == ("高级技工学校", "副校长")
    assert second_post(appointed("市水利局副局长（副县级）")) is None
    assert second_post(appointed("市水利局副局长")) is None


@pytest.mark.parametrize(
    ("appointment", "manner"),
    [
        (appointed("市水利局副局长", note="挂职，时间一年"), Manner.SECONDED),
        (appointed("市长", office="代理市长"), Manner.ACTING),
        (appointed("市长", office="市长", note="代理"), Manner.ACTING),
        (Appointment("赵一", Action.APPOINT, "市水利局局长", "一年"), Manner.PROBATION),
        (appointed("市水利局局长（兼）"), Manner.CONCURRENT),
        (appointed("市水利局局长"), None),
    ],
)
def test_how_an_office_is_given(appointment: Appointment, manner: Manner | None) -> None:
    """Where not for good."""
    assert find_manner(appointment) is manner


def test_heads_are_one_and_others_several() -> None:
    """副 and ranks are held by many."""
    assert all(map(is_single, ("局长", "主任", "党组书记", "市长", "院长", "董事长", "秘书长", "总编辑")))
    assert not any(map(is_single, ("副局长", "调研员", "委员", "审判员", "副秘书长", "局长助理", "科长助理")))
