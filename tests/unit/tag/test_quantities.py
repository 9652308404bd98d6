"""Normal forms of quantities."""

import pytest
from tagging import mark_again

from transforms.tag.quantities import find_quantities

QUANTITIES = [
    ("300万元", "MONEY", "3000000", "万"),
    ("1.5亿元", "MONEY", "150000000", "a fraction of 亿"),
    ("1,200元", "MONEY", "1200", "digits in groups"),
    ("10—20万元", "MONEY", "100000/200000", "万 holds for both ends"),
    ("三百二十万元", "MONEY", "3200000", "Chinese numerals"),
    ("0.5%", "PERCENT", "0.005", "a share"),
    ("3个百分点", "PERCENT", "0.03", "points"),
    ("百分之十二点五", "PERCENT", "0.125", "in words"),
    ("5‰", "PERCENT", "0.005", "per mille"),
    ("2—3个百分点", "PERCENT", "0.02/0.03", "a range"),
]


@pytest.mark.parametrize(("text", "kind", "norm", "why"), QUANTITIES)
def test_quantity_norm(text: str, kind: str, norm: str, why: str) -> None:
    """A sum's normal form is yuan, a share's is a ratio."""
    found = find_quantities(text)
    assert [(m.type, m.norm, m.start, m.end) for m in found] == [(kind, norm, 0, len(text))], why


MONEY = [
    ("奖励[MONEY 300万元]", "number and unit"),
    ("[MONEY 3500元]以上", "以上 stays outside"),
    ("[MONEY 5000万元]（含）以上", "（含） stays outside"),
    ("分别给予[MONEY 100万元]、[MONEY 50万元]、[MONEY 20万元]", "a list: each singly"),
    ("[MONEY 90元]/月", "the unit after the slash stays outside"),
    ("投资[MONEY 1.2亿美元]", "another currency's 元"),
    ("补助[MONEY 三百万元]", "in Chinese numerals"),
    ("多元化、一元二次、单元", "元 that is no unit"),
    ("增长[PERCENT 0.5%]，提高[PERCENT 3个百分点]", "shares and points"),
    ("不超过[PERCENT 百分之五十]", "in words"),
    ("按1:1、5:5分担，共30家", "ratios and counts are none"),
]


@pytest.mark.parametrize(("marked", "why"), MONEY, ids=[row[1] for row in MONEY])
def test_quantities_are_marked(marked: str, why: str) -> None:
    """Sums and shares, with their units."""
    assert mark_again(marked) == marked, why
