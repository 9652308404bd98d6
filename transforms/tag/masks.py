"""Phrases in which nothing is marked: doctrines, prizes and other fixed words that only look like mentions."""

import re

NEUTRAL = re.compile(
    r"习近平(?:新时代\S{0,14}思想|(?:法治|经济|生态文明|外交|强军|文化)思想)"
    r"|毛泽东思想|邓小平理论|中国特色社会主义|中国式现代化"
    r"|“[^“”]{1,14}(?:奖|杯)”|鲁班奖"
    r"|我[市省县区]政府|[省市]政府性|中央驻[^，。、；]{1,3}|中央预算|中央财政|中央厨房|中央空调"
    r"|全国文明城市|全国人大代表|市场主体|市场化|马德里(?:商标|体系|国际)|泰山(?:产业|学者|杯|人才|英才|品质|系列|质量)"
)
