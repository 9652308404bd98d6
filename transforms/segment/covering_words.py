"""The words that covering notices (印发, 转发) are made of: what follows what, for their language is a formula.

The slots are those of the sentence “…已经…同意，现印发给你们，请结合实际认真贯彻执行。” and of the line of addressees,
with the words that 《党政机关公文处理工作条例》 and the handbooks of its use have for each.
"""

from itertools import combinations

_WORDS = (
    ("《", "现将《"),
    ("》",),
    ("已经", "已", "业经", "经"),
    ("市政府", "省政府", "县政府", "区政府", "市人民政府", "省人民政府", "县人民政府", "国务院", "市委、市政府"),
    ("研究", "常务会议", "领导", "主要领导", "全体会议", ""),
    ("审议", "研究", "审定", "批准", ""),
    ("同意", "通过", "批准"),
    ("，现", "，现予", "。现"),
    ("印发", "转发", "公布", "发布"),
    ("给你们", "", "实施"),
    ("，", "。"),
    ("请", "请你们", "望"),
    ("结合实际", "结合工作实际", "结合本地实际", "结合各自实际", "按照", ""),
    ("，", ""),
    ("认真", "切实", "遵照", "抓好", "认真抓好", "严格", ""),
    ("贯彻", "组织", "遵照", "抓好", "做好", ""),
    ("执行", "落实", "实施", "贯彻落实", "贯彻执行"),
    ("。",),
)
_SENT = (("现将《", "将《"), ("》",), ("印发", "转发", "公布", "发布"), ("给你们", "实施"))
_ADDRESSEES = (
    ("各县", "各市", "各区县", "各县（市、区）", "各市、县（区）", "各区", "市", "省", "县"),
    ("人民政府", "政府"),
    ("，", "、"),
    ("市属", "省属", "各", "市", "省", ""),
    ("开发区", "经济技术开发区", "高新区", "功能区", ""),
    ("管委会", "管理委员会", ""),
    ("，", "、"),
    ("市政府", "省政府", "县政府", "市人民政府", "市直", "省直", "县直", "市级"),
    ("各", "有关", ""),
    ("部门", "委办局", "单位"),
    ("、", "，", "和"),
    ("各", "", "有关"),
    ("直属机构", "直属单位", "单位", "企业", "事业单位", "高等院校"),
    ("：",),
)


def _say(slots: tuple[tuple[str, ...], ...]) -> list[str]:
    """Each word of a slot with each that may follow it: of the next slot, or behind those that may be left out."""
    said = []
    for (at, slot), (to, other) in combinations(enumerate(slots), 2):
        if all("" in between for between in slots[at + 1 : to]):
            said += [a + b for a in slot for b in other if a and b]
    return said


COVERING = "\n".join((*_say(_WORDS), *_say(_SENT), *_say(_ADDRESSEES)))
"""Neighbouring words of covering notices, a pair a line."""
