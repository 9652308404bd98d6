"""What is content and what is not, and how a change is shown."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from builders import make_documents
from growth import ADVERSARIAL, STEEPEST, find_steepness
from hypothesis import given
from hypothesis import strategies as st

from gongbao.events.diff import CLIP, Change, changed_fields, compare, content, normalize_spelling, revision
from gongbao.model import Citation, Document, Kind, Paragraph, Relation, Role, SourceSpan, Validity

NOTICE = make_documents()[0]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("审计 局", "审计局", "blanks"),
        ("审计　局\n", "审计局", "full-width blanks and line ends"),
        ("（一）目标：", "(一)目标:", "width of marks"),
        ("“十四五”", '"十四五"', "straight and curved quotation marks"),
        ("**目标**", "目标", "bold"),
        ("## 目标", "目标", "a heading"),
        ("- 目标", "目标", "an item"),
        ("２０２１年", "2021年", "width of digits"),
    ],
)
def test_spellings_that_are_one(one: str, other: str, why: str) -> None:
    """Blanks, width and Markdown marks are spelling."""
    assert normalize_spelling(one) == normalize_spelling(other), why


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("审计局", "审计厅", "another character"),
        ("一、二", "一。二", "another mark"),
        ("未", "末", "a confusable character"),
        ("5%", "5", "a mark left out"),
        ("1-2", "12", "a dash that is no item's"),
    ],
)
def test_spellings_that_differ(one: str, other: str, why: str) -> None:
    """Everything else counts."""
    assert normalize_spelling(one) != normalize_spelling(other), why


def _facts(**fields: object) -> Document:
    return replace(NOTICE, facts=NOTICE.facts.having(**fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "fields", "why"),
    [
        (replace(NOTICE, title="另一标题"), ("title",), "title"),
        (replace(NOTICE, kind=Kind.OPINION), ("kind",), "kind"),
        (replace(NOTICE, date=dt.date(2021, 4, 7)), ("date",), "date"),
        (replace(NOTICE, number="示政发〔2021〕6号"), ("number",), "another 文号"),
        (replace(NOTICE, number="示政发[2021]5号"), (), "the same 文号 in other brackets"),
        (replace(NOTICE, pages=(4,), heading=(SourceSpan(0, 1, 2, 3, 4),), ordinal=9), (), "where it is printed"),
        (replace(NOTICE, paragraphs=NOTICE.paragraphs[:-1]), ("paragraphs", "structure"), "a paragraph less"),
        (
            replace(NOTICE, paragraphs=(*NOTICE.paragraphs[:-1], replace(NOTICE.paragraphs[-1], role=Role.REMARK))),
            ("structure",),
            "another role",
        ),
        (_facts(entities=()), ("facts.entities",), "entities lost"),
        (_facts(validity=Validity(dt.date(2021, 7, 1))), ("facts.validity",), "another day"),
        (
            _facts(citations=(Citation(Relation.CITES, "示政发〔2015〕9号", None, 2, 0, 11),)),
            ("facts.citations",),
            "cited, not repealed",
        ),
        (
            _facts(entities=tuple(replace(e, start=0, end=1, rule="x", confidence=0.1) for e in NOTICE.facts.entities)),
            (),
            "how and where an entity was found",
        ),
    ],
)
def test_content(other: Document, fields: tuple[str, ...], why: str) -> None:
    """Content names what a reader would call a change; its revision follows."""
    before, after = content(NOTICE), content(other)
    assert changed_fields(before, after) == fields, why
    assert (revision(before) == revision(after)) == (not fields), why


@pytest.mark.parametrize(
    ("before", "after", "expected", "why"),
    [
        (["一", "二"], ["一", "三"], [Change(1, "二", "三")], "one changed"),
        (["一", "二"], ["一", "新", "二"], [Change(1, None, "新")], "one put in"),
        (["一", "旧", "二"], ["一", "二"], [Change(1, "旧", None)], "one taken out"),
        (["一 二："], ["一二:"], [], "spelling is no change"),
        (
            ["前" * 50 + "甲" + "后" * 50],
            ["前" * 50 + "乙" + "后" * 50],
            [Change(0, "…" + "前" * 12 + "甲" + "后" * 12 + "…", "…" + "前" * 12 + "乙" + "后" * 12 + "…")],
            "cut to the change and a little around it",
        ),
        ([], ["新" * 500], [Change(0, None, "新" * (CLIP - 1) + "…")], "long ones are clipped"),
        (["甲", "乙", "丙"], ["乙", "丙", "丁"], [Change(0, "甲", None), Change(2, None, "丁")], "moved up"),
    ],
)
def test_compare(before: list[str], after: list[str], expected: list[Change], why: str) -> None:
    """Changes are shown paragraph by paragraph."""
    assert compare([Paragraph(t) for t in before], [Paragraph(t) for t in after]) == expected, why


def test_comparing_very_long_documents_takes_no_time() -> None:
    """Beyond a bound paragraphs are paired in order, not searched for."""
    before = [Paragraph(f"{n}") for n in range(20_000)]
    assert len(compare(before, before[::-1])) == 20_000


@given(st.lists(st.text("甲乙丙 ，", max_size=4), max_size=6), st.lists(st.text("甲乙丙 ，", max_size=4), max_size=6))
def test_no_change_means_the_same_words(before: list[str], after: list[str]) -> None:
    """`compare` finds nothing just where both say the same."""
    changes = compare([Paragraph(t) for t in before], [Paragraph(t) for t in after])
    assert (not changes) == ([normalize_spelling(t) for t in before] == [normalize_spelling(t) for t in after])


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda size: (["字", "乙"] * (size // 2), ["乙", "字", "字"] * (size // 3)), id="a few words"),
        pytest.param(lambda size: (["字"] * size, ["字", "乙"] * (size // 2)), id="one word"),
        pytest.param(lambda size: (list(map(str, range(size))), list(map(str, range(size, 0, -1)))), id="all moved"),
        pytest.param(lambda size: (["字" * size], ["乙" + "字" * size]), id="one long paragraph"),
    ],
)
def test_comparing_takes_time_that_grows_with_the_text(make: Callable[[int], tuple[list[str], list[str]]]) -> None:
    """Also where the same paragraph stands again and again."""

    def step(sides: tuple[list[str], list[str]]) -> object:
        old, new = sides
        return compare([Paragraph(t) for t in old], [Paragraph(t) for t in new])

    assert find_steepness(step, make) <= STEEPEST  # behind the bound, beyond which a change is shown as a whole
    began = time.process_time()
    step(make(1_000))
    assert time.process_time() - began < 2


@pytest.mark.parametrize("text", ADVERSARIAL)
def test_spelling_takes_time_that_grows_with_the_text(text: str) -> None:
    """Whatever a text is made of."""
    assert find_steepness(normalize_spelling, ADVERSARIAL[text]) <= STEEPEST
