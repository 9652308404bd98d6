"""Records of the ledger: dataclasses packed and read back."""

from dataclasses import replace

from any_text import TEXTS
from builders import make_document, make_issue
from hypothesis import given
from hypothesis import strategies as st

from connectors.ledger.records import pack, unpack
from gongbao.model import Document, Issue, SourceSpan


@given(TEXTS, st.lists(st.builds(SourceSpan, *[st.integers(0, 9)] * 5), max_size=3))
def test_records_lose_nothing(texts: tuple[str, ...], spans: list[SourceSpan]) -> None:
    """What is packed comes back equal."""
    document = replace(make_document(texts=texts), heading=tuple(spans))
    assert unpack(Document, pack(document)) == document
    issue = make_issue((document,))
    assert unpack(Issue, pack(issue)) == issue
