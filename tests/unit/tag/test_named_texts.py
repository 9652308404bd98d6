"""Texts as paragraphs name them; each row says why."""

import pytest

from transforms.tag.named_texts import NamedText, find_named, split_provisions

N = "柳政发〔2016〕56号"


def tell(one: NamedText) -> tuple[str | None, ...]:
    return one.title, one.number, one.issuer, one.provision


NAMES = [
    (f"《甲办法》（{N}）", [("甲办法", N, None, None)], "number behind the title"),
    (f"{N}《甲办法》", [("甲办法", N, None, None)], "number before it"),
    (f"{N}文件印发的《甲办法》", [("甲办法", N, None, None)], "number of the notice that issued it"),
    (f"按照{N}文件", [(None, N, None, None)], "number alone"),
    ("市政府《甲办法》第三条", [("甲办法", None, "市政府", "第三条")], "issuer before, article behind"),
    (
        "《某市人民政府关于甲事项的通知》",
        [("某市人民政府关于甲事项的通知", None, "某市人民政府", None)],
        "issuer within",
    ),
    (f"《甲办法》（{N}）附件2", [("甲办法", N, None, "附件2")], "an attachment"),
    ("《甲办法》（2011年市政府令公布）第（三）项", [("甲办法", None, None, "第（三）项")], "behind a remark"),
    (f"《甲办法》（{N}，以下简称《办法》）", [("甲办法", N, None, None)], "the short name is no text of its own"),
    ("国务院办公厅转发司法部《甲意见》", [("甲意见", None, "司法部", None)], "who wrote it, not who forwarded it"),
    ("没有文件", [], "nothing is named"),
]


@pytest.mark.parametrize(("text", "expected", "why"), NAMES)
def test_find_named(text: str, expected: list[tuple[str | None, ...]], why: str) -> None:
    """Title, number, issuer and the part that is meant."""
    assert [tell(one) for one in find_named(text)] == expected, why


def test_places() -> None:
    """A name begins with its title, its issuer and 原 stand before it."""
    text = f"决定废止原市教育局《甲办法》（{N}）第三条。"
    one = find_named(text)[0]
    assert text[one.before : one.start] == "原市教育局" and one.former
    assert text[one.start : one.name_end] == f"《甲办法》（{N}）"
    assert text[one.start : one.end].endswith("第三条")


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("第三条、第五条", ("第三条", "第五条"), "two articles"),
        ("第三条第一款、第二款", ("第三条第一款、第二款",), "two parts of one"),
        ("第三条和附件2", ("第三条", "附件2"), "an article and an attachment"),
    ],
)
def test_split_provisions(text: str, expected: tuple[str, ...], why: str) -> None:
    """Each article with its own parts."""
    assert split_provisions(text) == expected, why
