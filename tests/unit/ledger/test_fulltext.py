"""Full text: what a document is found by, in passages that any phrase fits into."""

import pytest
from builders import make_document

from connectors.ledger.fulltext import OVERLAP, PIECE, TITLE, Fts5, TsVector, key_range, passages
from gongbao.search.query import phrase


def test_a_document_is_found_by_its_title_its_number_and_its_paragraphs() -> None:
    """The 文号 is found with the title; the keys of passages lie between those of the document."""
    found = passages(7, make_document(number="示政发〔2021〕5号", title="通知", texts=("一。", "", "二。")))
    assert [p.paragraph for p in found] == [TITLE, 0, 2]
    assert found[0].words[-4:] == ["发", "2021", "5", "号"]
    first, last = key_range(7)
    assert all(first <= p.key <= last for p in found)
    assert key_range(8)[0] == last + 1


@pytest.mark.parametrize(
    ("length", "count", "why"),
    [
        (PIECE, 1, "one passage holds it"),
        (PIECE + 1, 2, "one character more"),
        (OVERLAP, 1, "no passage that another holds whole"),
    ],
)
def test_a_long_paragraph_is_cut_with_overlap(length: int, count: int, why: str) -> None:
    """No query is longer than the overlap, so each phrase is whole in one passage."""
    found = [p for p in passages(1, make_document(texts=("字" * length,))) if p.paragraph == 0]
    assert len(found) == count, why
    assert sum(len(p.text) for p in found) - OVERLAP * (count - 1) == length, why


@pytest.mark.parametrize(
    ("text", "fts5", "tsquery", "why"),
    [
        ("审计局", '"审计 计局"', "'审计' <-> '计局'", "pairs side by side"),
        ("局", '"局" *', "'局':*", "one character is how a pair begins"),
    ],
)
def test_a_phrase_in_the_language_of_each_database(text: str, fts5: str, tsquery: str, why: str) -> None:
    """Quoted, so that no word of a query is taken for a command."""
    wanted = phrase(text)
    assert wanted is not None
    assert (Fts5._phrase(wanted), TsVector._phrase(wanted)) == (fts5, tsquery), why
