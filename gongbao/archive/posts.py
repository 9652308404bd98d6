"""The body and the office of an appointment, as tenures go by them."""

import re
import unicodedata
from dataclasses import replace

from gongbao.language.bodies import BODY_END
from gongbao.model import Appointment, Manner

MAX_OFFICE = 60  # characters of an office that tell it from others

_REMARK = re.compile("（[^（）]*）$")
_ACTING = re.compile("代理|代(?=(?:[省市县区州盟旗乡镇]|院|检察)长)")
_CONCURRENT = re.compile("^兼任?")
# Heads of governments, whose office says which: 市长 is of the 人民政府.
_GOVERNING = re.compile("(?P<rank>[省市县区州盟旗乡镇])长$")
_POST = re.compile(rf"^(?P<body>.*(?:{BODY_END}))(?P<office>[^（）]{{2,}})$")
# What bodies end in whose heads are called after it (校长, 台长, 队长), and others.
_ENDS = (*BODY_END.split("|"), *"部局厅处科院校所站行区县市镇乡庭关社台馆园室队团司厂组")
# A second post that is printed in brackets behind one: …副院长（…学校副校长）.
_SECOND = re.compile(r"（(?P<post>[^（）]{4,40}(?:长|主任|书记|助理|[总工程经济会计]师|专员|总监))）$")
# Offices of which a body has one: heads. 副 and what anybody may be (委员, 调研员, 审判员) are none.
_SINGLE = re.compile(
    "^(?:党组|党委|党工委|机关党委|纪委|党总支|党支部)?(?:常务)?"
    "(?:[省市县区州盟旗乡镇局厅处科部院校所站行社台馆园关队团室]长|主任|书记|董事长|总经理|总编辑|理事长|会长|主席|行长"
    "|秘书长|总工程师|总会计师|总经济师|检察长|总督学|行政总裁|监事长|台长|总裁)$"
)


def part_post(appointment: Appointment) -> tuple[str | None, str]:
    """The body and the office of a post; who governs a place does so in its government (某市市长, 副市长)."""
    body, office = appointment.body, appointment.office
    if office is None:
        text = _REMARK.sub("", _fold(appointment.post))
        if body and text.startswith(body):
            office = text.removeprefix(body) or text
        elif match := _POST.match(text):
            body, office = match["body"], match["office"]
        else:
            office = text
    office = _CONCURRENT.sub("", _ACTING.sub("", _fold(office))).replace("/", "／")[:MAX_OFFICE]
    if body and not body.endswith(_ENDS) and (match := _POST.match(_fold(body) + office)):
        body, office = match["body"], match["office"]  # 某局督查|专员
    governs = _GOVERNING.search(office)
    if governs and (body is None or body.endswith(governs["rank"])):
        body = (body or governs["rank"]) + "人民政府"
    return body, office


def second_post(appointment: Appointment) -> Appointment | None:
    """The post in brackets behind another, as an appointment of its own; None where there is none."""
    match = _SECOND.search(_fold(appointment.post))
    return replace(appointment, post=match["post"], body=None, office=None) if match else None


def find_manner(appointment: Appointment) -> Manner | None:
    """In what way an office is given, where not for good."""
    said = _fold(f"{appointment.note or ''}{appointment.office or ''}")
    if _ACTING.search(said) or "代行" in said:
        return Manner.ACTING
    if "挂职" in said or "挂任" in said:
        return Manner.SECONDED
    if appointment.probation:
        return Manner.PROBATION
    return Manner.CONCURRENT if said.startswith("兼") or "（兼）" in appointment.post else None


def is_single(office: str) -> bool:
    """Whether a body has one such office, so that who is appointed to it follows who held it."""
    return _SINGLE.match(office) is not None


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("(", "（").replace(")", "）")
