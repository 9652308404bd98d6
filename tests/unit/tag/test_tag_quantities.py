"""Normal forms of quantities."""

import pytest

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


@pytest.mark.parametrize(("text", "kind", "norm", "reason"), QUANTITIES)
def test_quantity_norm(text: str, kind: str, norm: str, reason: str) -> None:
    """A sum's normal form is yuan, a share's is a ratio."""
    found = find_quantities(text)
    assert [(m.type, m.norm, m.start, m.end) for m in found] == [(kind, norm, 0, len(text))]
