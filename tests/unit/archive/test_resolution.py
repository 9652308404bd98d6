"""Which text is meant where one is named by its title alone."""

import datetime as dt

import pytest

from gongbao.archive.resolution import Candidate, Resolution, resolve, titled_id
from gongbao.archive.statements import TextName

D = dt.date
BY = Candidate("by", D(2021, 4, 6), ("甲市人民政府",), "jia")
OLD = Candidate("old", D(2015, 4, 6), ("甲市人民政府",), "jia")
OTHER = Candidate("other", D(2016, 4, 6), ("甲市人民政府",), "jia")
BUREAU = Candidate("bureau", D(2016, 4, 6), ("甲市水利局",), "jia")
YOUNG = Candidate("young", D(2022, 4, 6), ("甲市人民政府",), "jia")
FOREIGN = Candidate("foreign", D(2015, 4, 6), ("乙市人民政府",), "yi")
UNHELD = Candidate("甲政发〔2010〕1号")
TITLE, ITS = TextName(None, "湿地保护办法"), TextName(None, "湿地保护办法", "乙市人民政府")

CASES = [
    (TITLE, [], None, (), "nobody holds one"),
    (TITLE, [OLD], "old", (), "there is only one"),
    (TITLE, [OLD, BY], "old", (), "who speaks does not mean himself"),
    (TITLE, [OLD, YOUNG], "old", (), "nor what is younger"),
    (TITLE, [OLD, FOREIGN], "old", (), "the same gazette is nearer"),
    (TITLE, [FOREIGN], "foreign", (), "another gazette's, where there is no other"),
    (TITLE, [OLD, BUREAU], "old", (), "what the same body issued is nearer"),
    (ITS, [OLD, FOREIGN], "foreign", (), "it says whose"),
    (ITS, [OLD], None, (), "it says whose, and that is not held"),
    (ITS, [UNHELD], "甲政发〔2010〕1号", (), "of whom nobody knows who issued it"),
    (TITLE, [OLD, OTHER], None, ("old", "other"), "two that nothing tells apart"),
]


@pytest.mark.parametrize(("name", "held", "meant", "rivals", "why"), CASES, ids=[case[-1] for case in CASES])
def test_resolve(name: TextName, held: list[Candidate], meant: str | None, rivals: tuple[str, ...], why: str) -> None:
    assert resolve(name, BY, held) == Resolution(meant, rivals), why
    assert resolve(name, BY, reversed(held)) == Resolution(meant, rivals), why


def test_text_of_which_only_the_title_is_known_is_of_a_gazette() -> None:
    assert titled_id("jia", "湿地保护办法") == "jia/《湿地保护办法》"
