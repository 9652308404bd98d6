"""Document numbers (发文字号): 鲁政办发〔2020〕14号, a body's code, the year in brackets, the serial number."""

import re

from gongbao.language.characters import CJK, HAN
from gongbao.language.dates import YEAR

# The brackets of the year, as the insides of character classes. GB/T 9704 has 〔〕; the rest is what stands for them in
# old print and what OCR takes them for.
OPENING = r"〔﹝\[［(（【〈"
CLOSING = r"〕﹞\]］)）】〉"


def match_number(
    code: str, *, year: str = YEAR, serial: str = r"\d{1,5}", opening: str = OPENING, closing: str = CLOSING
) -> re.Pattern[str]:
    """A pattern of a document number.

    Args:
        code: A pattern of the body's code (机关代字).
        year: A pattern of the year.
        serial: A pattern of the serial number.
        opening: The inside of a character class of the brackets before the year.
        closing: The same of those behind it.

    Returns:
        A pattern with the groups `code`, `year` and `serial`.
    """
    return re.compile(rf"(?P<code>{code})[{opening}](?P<year>{year})[{closing}]第?(?P<serial>{serial})号")


# A text that is a number however it is spelt: ids and searches take any code, so that no number is lost to them.
ANY_NUMBER = match_number(r"[^\s〔〕\[\]（）()]+?", year=r"\d{4}", serial=r"\d+")
# A number on a clean line, where cleaning has put the right brackets: the brackets tell it from other words.
CLEAN_NUMBER = match_number(f"[{CJK}]{{1,20}}", opening="〔", closing="〕")
# A number in running text: its code is what stands before the bracket, and may begin with words of the sentence.
SPOKEN_NUMBER = match_number(f"[{HAN}A-Za-z]{{1,16}}")
# Numbers that tell only beside a title: 第12号, 2023年第3号, 某部公告2023年第3号, and of old 89政字003号.
_BARE_NUMBER = re.compile(
    rf"(?P<body>[{CJK}]{{2,30}}(?:公告|通告|令))?（?(?:{YEAR}年)?第\d{{1,4}}号）?|(?:{YEAR}|\d\d)[{HAN}]{{1,10}}字第?\d{{1,5}}号"
)


def is_number(text: str) -> bool:
    """Whether a line is a document number and nothing else."""
    return CLEAN_NUMBER.fullmatch(text) is not None


def read_head_number(text: str) -> str | None:
    """The number that a line beside a title is, in brackets or not; also one that is no number elsewhere."""
    bare = text[1:-1] if text.startswith("（") and text.endswith("）") else text
    return bare if is_number(bare) or _BARE_NUMBER.fullmatch(bare) else None
