"""Characters that only look like what was printed, and the ordinary ones that they stand for, one for one.

A typesetter's or a browser's font maps the shape of ⼈ to the radical U+2F08 and not to the ideograph 人, U+4EBA:
nobody who types 人 finds it. Blanket NFKC would change lengths and write ① and ㎡ otherwise; here only what is another
code for the same character is put right.
"""

import re
import unicodedata
from collections.abc import Iterable

# The supplement of radicals has no decomposition; these are the Unicode Character Database's equivalents
# (EquivalentUnifiedIdeograph.txt, 14.0.0) that are ideographs of everyday text, and no mere part of one.
_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺾⺿⻀⻁"
    "⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_SUPPLEMENT_ORDINARY = (
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿肉艹艹艹虎"
    "衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_COMPATIBLE = (
    range(0x2F00, 0x2FD6),  # Kangxi radicals
    range(0xF900, 0xFB00),  # CJK compatibility ideographs
    range(0xFE10, 0xFE1A),  # marks as set in vertical text
    range(0xFE30, 0xFE49),
    range(0xFF61, 0xFF65),  # half-width 。「」、
    range(0x2F800, 0x2FA1E),  # CJK compatibility ideographs, supplement
)


def _list_ordinary() -> dict[str, str]:
    """Each such character with the one that it stands for."""
    found = dict(zip(_SUPPLEMENT, _SUPPLEMENT_ORDINARY, strict=True))
    for code in (code for codes in _COMPATIBLE for code in codes):
        ordinary = unicodedata.normalize("NFKC", chr(code))
        if len(ordinary) == 1 and ordinary != chr(code):
            found[chr(code)] = ordinary
    return found


def _write_class(characters: Iterable[str]) -> str:
    """Characters as the inside of a class, neighbours as ranges: `re` tries those beyond U+FFFF one by one."""
    runs: list[list[str]] = []
    for char in sorted(characters):
        if runs and ord(char) == ord(runs[-1][-1]) + 1:
            runs[-1].append(char)
        else:
            runs.append([char])
    return "".join(f"{run[0]}-{run[-1]}" for run in runs)


ORDINARY = _list_ordinary()
ODD_CHARACTERS = _write_class(ORDINARY)  # the inside of a character class
# Not `[…]++`: `re` looks ahead for a class, and for no repetition.
ODD = re.compile(f"[{ODD_CHARACTERS}][{ODD_CHARACTERS}]*+")
