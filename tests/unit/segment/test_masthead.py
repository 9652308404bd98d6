"""The masthead and its imprint, in the spellings that OCR gives them."""

import pytest
from fragments import read_text_fragments

from transforms.segment.masthead import read_masthead

NUMBERS = [
    ("第4期（总第217期）", (4,), (217,), "a single issue"),
    ("第6-7期（总第243-244期）", (6, 7), (243, 244), "a double issue"),
    ("第11—12期 (总第100—101期)", (11, 12), (100, 101), "with a dash"),
    ("第十二期", (12,), (), "in Chinese figures"),
    ("第４期", (4,), (), "full-width figures"),
    ("2022年第五号（总号：369）", (5,), (369,), "as congresses and the State Council count"),
    ("二〇二二年 第十六号 总号：1827", (16,), (1827,), "in Chinese figures, the year too"),
    ("某新出准字第17号", (), (), "a licence's number"),
    ("第9-3期", (9,), (), "a span that runs backwards is a misreading"),
    ("没有期号", (), (), "none"),
]


@pytest.mark.parametrize(("text", "numbers", "totals", "why"), NUMBERS, ids=[n[3] for n in NUMBERS])
def test_issue_numbers(text, numbers, totals, why):
    """Numbers and running numbers are lists, one entry an issue."""
    masthead = read_masthead(read_text_fragments(f"某某市人民政府公报\n2022年\n{text}"))
    assert (masthead.name, masthead.year) == ("某某市人民政府公报", 2022)
    assert (masthead.numbers, masthead.total_numbers) == (numbers, totals)


def test_imprint_fields():
    """Labels in any spelling, values that go on in the next line, two fields on one line."""
    masthead = read_masthead(
        read_text_fragments(
            "某某市人民政府公报\n\n主管主办:某某市人民政府\n\n编辑出版：某某市人民政府\n办公室\n\n"
            "电话:0100-1234567 邮编:100200\n\n地址：中心路1号\n\nE-mail:a@b.example\n\n刊号:某新出准字〔2001〕1号"
        )
    )
    assert masthead.sponsor == "某某市人民政府"
    assert masthead.publisher == "某某市人民政府办公室"
    assert (masthead.phone, masthead.postcode, masthead.address) == ("0100-1234567", "100200", "中心路1号")
    assert (masthead.email, masthead.registration) == ("a@b.example", "某新出准字〔2001〕1号")


def test_two_registrations_on_one_line():
    """The national one is the gazette's; the international one is not a part of it."""
    masthead = read_masthead(
        read_text_fragments("某某市人民政府公报\n国内统一刊号：CN99—1234/D 国际标准刊号：ISSN 1000—0000")
    )
    assert masthead.registration == "CN99—1234/D"
