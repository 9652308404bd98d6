"""Who is appointed and removed; each row says why."""

import pytest
from tagging import tag_texts

from gongbao.model import Kind

APPOINTMENTS = [
    (
        ("任命：", "王小明为柳原市财政局局长（试用期一年）；"),
        [("王小明", "appoint", "柳原市财政局局长", "一年", None)],
        "probation is no part of the post",
    ),
    (
        ("任命：", "王小明、李兰为柳原市审计局副局长。"),
        [
            ("王小明", "appoint", "柳原市审计局副局长", None, None),
            ("李兰", "appoint", "柳原市审计局副局长", None, None),
        ],
        "one appointment a person",
    ),
    (
        ("免去：", "王小明的柳原市财政局局长职务；"),
        [("王小明", "remove", "柳原市财政局局长", None, None)],
        "职务 is no part of the post",
    ),
    (
        ("免去：", "王小明的原柳原市电视台台长职务自然免除；"),
        [("王小明", "remove", "柳原市电视台台长", None, "自然免除")],
        "原 is no part of the post, how it ends is a note",
    ),
    (
        ("任命：", "王小明为柳原市大数据中心（柳原市智慧城市中心）主任；"),
        [("王小明", "appoint", "柳原市大数据中心（柳原市智慧城市中心）主任", None, None)],
        "a second name of the body stays",
    ),
    (
        ("任命：", "王小明为柳原技师学院副院长（柳原职业学校副校长）（试用期一年）；"),
        [("王小明", "appoint", "柳原技师学院副院长（柳原职业学校副校长）", "一年", None)],
        "a second post stays, probation goes",
    ),
    (
        ("任命：", "王小明为柳原市信访局督查专员（副县级）（试用期一年）。"),
        [("王小明", "appoint", "柳原市信访局督查专员", "一年", "副县级")],
        "a rank is a note",
    ),
    (
        ("任命：", "王小明为柳原市人民政府副秘书长（列李兰之后）；"),
        [("王小明", "appoint", "柳原市人民政府副秘书长", None, "列李兰之后")],
        "a place in the order is a note",
    ),
    (
        ("任命：", "王小明为柳原市教育局副局长（挂职，时间一年）；"),
        [("王小明", "appoint", "柳原市教育局副局长", None, "挂职，时间一年")],
        "a secondment is a note, whole",
    ),
    (
        ("任命王小明同志为柳原市财政局局长，免去其柳原市审计局副局长职务；",),
        [
            ("王小明", "appoint", "柳原市财政局局长", None, None),
            ("王小明", "remove", "柳原市审计局副局长", None, None),
        ],
        "one sentence appoints and removes",
    ),
    (
        ("任命：", "欧阳修远任柳原市教育局副局长；"),
        [("欧阳修远", "appoint", "柳原市教育局副局长", None, None)],
        "任 for 为, a compound surname",
    ),
    (
        ("免去：", "王小明不再担任柳原学院副院长职务。"),
        [("王小明", "remove", "柳原学院副院长", None, None)],
        "不再担任 removes",
    ),
    (
        ("决定免去：", "王小明柳原市财政局局长职务；", "李兰（女）柳原市审计局副局长职务，退休。"),
        [
            ("王小明", "remove", "柳原市财政局局长", None, None),
            ("李兰", "remove", "柳原市审计局副局长", None, "退休"),
        ],
        "no 的 under a lead",
    ),
    (
        ("免去王小明济南市水务局局长职务。",),
        [("王小明", "remove", "济南市水务局局长", None, None)],
        "no 的: the place tells where the name ends",
    ),
    (
        ("任命：", "李为民为柳原市档案局局长。"),
        [("李为民", "appoint", "柳原市档案局局长", None, None)],
        "a name that holds 为",
    ),
    (
        ("任命王小明为柳原市审计局总审计师，试用期一年；",),
        [("王小明", "appoint", "柳原市审计局总审计师", "一年", None)],
        "probation behind a comma",
    ),
    (
        ("聘任王小明为柳原职业学院院长，聘期五年；",),
        [("王小明", "appoint", "柳原职业学院院长", None, "聘期五年")],
        "a term of office is a note",
    ),
    (
        ("免去王小明柳原市水利局局长职务，退休；",),
        [("王小明", "remove", "柳原市水利局局长", None, "退休")],
        "no 的 before the own city's name; why is a note",
    ),
    (
        ("挂职期满，王小明的柳原市商务局副局长职务自然免除。",),
        [("王小明", "remove", "柳原市商务局副局长", None, "自然免除")],
        "the reason before the name is no name",
    ),
    (
        ("聘任王小明为柳原市政府参事，聘期5年（2022年1月至2026年12月）。",),
        [("王小明", "appoint", "柳原市政府参事", None, "聘期5年，2022年1月至2026年12月")],
        "a term with its months",
    ),
    (
        ("王小明同志试用期满，任柳原市财政局副局长，任职时间从2021年3月计算；",),
        [("王小明", "appoint", "柳原市财政局副局长", None, "任职时间从2021年3月计算")],
        "confirmed after probation, with no word 任命",
    ),
    (
        ("王小明兼任柳原市大数据中心主任；", "同意李兰任柳原市红十字会副会长；"),
        [
            ("王小明", "appoint", "柳原市大数据中心主任", None, None),
            ("李兰", "appoint", "柳原市红十字会副会长", None, None),
        ],
        "兼任, 同意…任",
    ),
    (
        ("任王小明为柳原市财政局局长；",),
        [("王小明", "appoint", "柳原市财政局局长", None, None)],
        "任…为",
    ),
    (
        ("接受王小明辞去柳原市副市长职务的请求。",),
        [("王小明", "remove", "柳原市副市长", None, None)],
        "who resigns is removed",
    ),
    (("请各单位认真贯彻执行。",), [], "no clause of an appointment"),
]


@pytest.mark.parametrize(("texts", "expected", "why"), APPOINTMENTS)
def test_appointments(texts: tuple[str, ...], expected: list[tuple[str | None, ...]], why: str) -> None:
    """Every person appointed or removed is found with the post as printed."""
    found = tag_texts(*texts, kind=Kind.APPOINTMENT).appointments
    assert [(a.person, a.action, a.post, a.probation, a.note) for a in found] == expected, why
