"""Other codes of the same characters."""

import unicodedata

import pytest

from transforms.clean.glyphs import ODD, ORDINARY


def test_each_stands_for_one_other_character() -> None:
    """One for one, so that places stay true, and none of the ordinary ones is to be changed again."""
    assert all(len(odd) == len(ordinary) == 1 for odd, ordinary in ORDINARY.items())
    assert not any(ODD.search(ordinary) for ordinary in ORDINARY.values())


@pytest.mark.parametrize(
    ("why", "odd", "ordinary"),
    [
        ("a Kangxi radical", "⽇", "日"),
        ("the last of them", "⿕", "龠"),
        ("a radical of the supplement, which has no decomposition", "⻓", "长"),
        ("a compatibility ideograph", "\uf96e", "葉"),
        ("a bracket of vertical text", "︽", "《"),
        ("a half-width mark", "｡", "。"),
    ],
)
def test_what_looks_alike_is_known(why: str, odd: str, ordinary: str) -> None:
    """By the character's own data."""
    assert ORDINARY[odd] == ordinary, why


@pytest.mark.parametrize("kept", ["①", "㎡", "½", "Ⅳ", "，", "：", "〇", "𥫗", "⺮"])
def test_what_is_no_double_stays(kept: str) -> None:
    """NFKC would write some of them otherwise; a mere part of a character is none."""
    assert not ODD.search(kept)


def test_all_radicals_of_kangxi_are_there() -> None:
    """Each of the 214 stands for its ideograph."""
    assert sum(unicodedata.name(odd).startswith("KANGXI RADICAL") for odd in ORDINARY) == 214
