"""What sort of thing an entry of a chronicle tells, and where it happened: by the verbs of its first sentence."""

import re

from gongbao.model import Happening

_MOST = 300  # characters of the first sentence that are looked at
_FIRST = re.compile(r"[^。\n]*")
_LOOKS = "调研|检查|督导|视察|督查|督办|暗访|察看|巡查|巡河|巡林|观摩|考察|指导|调度|走访(?!慰问)"
_SORTS: tuple[tuple[Happening, re.Pattern[str]], ...] = (
    (Happening.RECEPTION, re.compile("会见|接见|接待来|会谈|视频交流")),
    (Happening.CONDOLENCE, re.compile("慰问|看望")),
    (
        Happening.CEREMONY,
        re.compile(
            "仪式|签约|揭牌|揭幕|奠基|开工(?!率|情况)|开幕|闭幕|启动(?=活动|暨|会)|祭扫|演出|演唱会|典礼|剪彩|通车|开馆"
        ),
    ),
    (
        Happening.STUDY,
        re.compile(
            "理论学习中心组[^，。]{0,8}(?:学习|集体)|进行集体学习|学法|党课|党日|入党誓词|参观[^，。]{0,20}(?:纪念馆|展览|教育基地)"
        ),
    ),
    (
        Happening.VISIT,
        re.compile(
            "赴[^，。]{2,40}?(?:考察|招商|学习|开展|访问|对接|拜访|参加|出席)|出访|率团|招商(?:活动|考察|引资)|在[^，。]{2,20}考察(?!时)"
        ),
    ),
    (
        Happening.INSPECTION,
        re.compile(
            rf"(?:到|来|赴|深入|下沉|莅临|莅|在|对|就|带队|率队|举行|开展)[^。]{{0,60}}?(?:{_LOOKS})(?!时|会|组|工作)"
        ),
    ),
    (
        Happening.MEETING,
        re.compile(
            "(?:会|会议|论坛)(?:在[^，。]{1,20})?(?:召开|举行|举办)|召开|举[行办][^，。]{0,60}?(?:会议?|论坛)(?=[，。]|$)|收听收看"
            "|(?:主持|出席|参加|列席)[^，。]{0,40}?(?:会议?|论坛)(?=[，。]|并|$)"
        ),
    ),
    (Happening.ISSUE, re.compile("印发|颁布|出台|公布|发布(?!会)|施行")),
)
_DONE = (
    f"走访|{_LOOKS}|举行|召开|举办|开展|会见|出席|参加|慰问|看望|进行|实地|现场|宣讲|瞻仰|接访|植树|拉开帷幕|开幕|闭幕"
)
_PLACE = re.compile(
    rf"(?:(?<!收)[到赴在]|深入)(?P<place>[^，。；：“”《》]{{2,60}}?)，?(?:就[^，。]{{2,40}}?)?(?:{_DONE})(?!时)"
    "|(?:出席|参加|设)(?P<venue>[^，。]{2,12}分会场)"
)
_VAGUE = re.compile("^(?:我[省市县区州])?(?:各地|部分[^，。]{0,6}|会|场|位|全[省市县区])?$|^会[前后上]")
_OURS = re.compile("^我[省市县区州]")


def find_happening(text: str) -> Happening:
    """What sort of thing it is: that whose verb comes first in its first sentence."""
    said = _sentence(text)
    found = [(match.end(), at, sort) for at, (sort, words) in enumerate(_SORTS) if (match := words.search(said))]
    return min(found)[2] if found else Happening.OTHER


def find_place(text: str) -> str | None:
    """Where it happened, as printed; None where it is not said, or only vaguely (我市)."""
    match = _PLACE.search(_sentence(text))
    if match is None:
        return None
    place = _OURS.sub("", (match["place"] or match["venue"]).rstrip("、"))
    return None if _VAGUE.match(place) else place


def _sentence(text: str) -> str:
    match = _FIRST.match(text, 0, _MOST)
    return match.group() if match else ""
