"""DOC_TITLE and DOC_NUMBER: 《…》 and 发文字号."""

import re

from gongbao.language.document_numbers import SPOKEN_NUMBER
from transforms.tag.mentions import Mention

_MAX_TITLE = 300
# Words that lead to a number and are no part of it, in running text; in brackets the number stands alone.
_LEAD_WORDS = (
    "另见|详见|参见|根据|按照|依据|依照|遵照|执行|落实|贯彻|参照|下发|印发|转发|废止|宣布|文件|通知|意见|办法|规定"
)
_LEAD = re.compile(rf"^(?:.*(?:{_LEAD_WORDS})|[和与及以按见经原即的是为由在对])(?=.)")


def find_titles(text: str) -> list[Mention]:
    """《…》 with its marks, from the first 《 to the 》 that closes it; a 《 that nothing closes is none."""
    found: list[Mention] = []
    if "》" not in text:
        return found
    start = depth = 0
    for i, c in enumerate(text):
        if c == "《":
            if depth == 0 or i - start > _MAX_TITLE:
                start, depth = i, 0
            depth += 1
        elif c == "》" and depth:
            depth -= 1
            if depth == 0 and i - start > 1:
                found.append(Mention(start, i + 1, "DOC_TITLE", "title-marks", text[start + 1 : i]))
    return found


def find_numbers(text: str) -> list[Mention]:
    """发文字号 such as 鲁政办发〔2020〕14号. `norm` has 〔〕 whatever brackets were printed, and no 第."""
    found: list[Mention] = []
    if "号" not in text:
        return found
    for match in SPOKEN_NUMBER.finditer(text):
        code = match["code"]
        if text[match.start() - 1 : match.start()] not in ("（", "〔", "("):
            code = _LEAD.sub("", code)
        start = match.end("code") - len(code)
        norm = f"{code}〔{match['year']}〕{int(match['serial'])}号"
        found.append(Mention(start, match.end(), "DOC_NUMBER", "document-number", norm))
    return found
