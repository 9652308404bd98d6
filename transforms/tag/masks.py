"""Phrases in which nothing is marked: doctrines, prizes and other fixed words that only look like mentions."""

import re
from functools import cache

from gongbao.gazette import Gazette
from transforms.tag.lexicon import alternation

# Phrases of the whole country. 中央厨房 and 中央空调 are words of food policy and of building, not of one place.
_DOCTRINES = (
    r"习近平(?:新时代\S{0,14}思想|(?:法治|经济|生态文明|外交|强军|文化)思想)"
    "|毛泽东思想|邓小平理论|中国特色社会主义|中国式现代化"
)
_PRIZES = "“[^“”]{1,14}(?:奖|杯)”|鲁班奖|全国文明城市"
_GOVERNMENT = "我[市省县区]政府|[省市]政府性|中央驻[^，。、；]{1,3}|中央预算|中央财政|中央厨房|中央空调|全国人大代表"
_TRADE = "市场主体|市场化|马德里(?:商标|体系|国际)"


@cache
def neutral_phrases(gazette: Gazette) -> re.Pattern[str]:
    """What no rule may mark, in a gazette's own words too."""
    return re.compile("|".join((_DOCTRINES, _PRIZES, _GOVERNMENT, _TRADE, alternation(gazette.neutral))))
