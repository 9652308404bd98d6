"""Laws of the ledger that hold for any text."""

import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from any_text import TEXT, TEXTS
from builders import make_document, make_issue
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.ledger import SqlLedger, open_ledger
from gongbao.ports import Query
from gongbao.search.query import fold


@pytest.fixture(scope="module")
def ledger() -> Iterator[SqlLedger]:
    """One ledger for all examples: each of them corrects the same issue."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(f"sqlite:///{Path(folder) / 'ledger.db'}") as found:
        yield found


MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(TEXTS, TEXT)
def test_committing_twice_changes_nothing(ledger: SqlLedger, texts: tuple[str, ...], title: str) -> None:
    """Whatever the text, the second commit is empty, and the issue reads back as it was."""
    issue = make_issue((make_document(texts=texts, title=title),))
    ledger.commit(issue)
    assert ledger.issue(issue.id) == issue
    assert ledger.commit(issue).empty


@MANY
@given(TEXTS)
def test_any_two_characters_are_found_and_marked(ledger: SqlLedger, texts: tuple[str, ...]) -> None:
    """Every pair of Chinese characters that stand together is found, and each mark spells the pair."""
    ledger.commit(make_issue((make_document(texts=texts, title=""),)))
    pairs = {a + b for text in texts for a, b in pairwise(text) if min(a, b) >= "\u4e00" and max(a, b) <= "\u9fff"}
    for pair in pairs:
        (hit,) = ledger.search(Query(pair)).hits
        assert hit.text == texts[hit.paragraph].replace("\0", "\ufffd")
        assert hit.highlights
        for start, end in hit.highlights:
            mark = hit.text[start:end].replace("　", "")
            assert set(mark) == set(pair)
            assert pair in mark


@MANY
@given(TEXTS, st.data())
def test_any_stretch_of_text_is_found(ledger: SqlLedger, texts: tuple[str, ...], data: st.DataObject) -> None:
    """A phrase copied from a text with its marks is found there, if it ends a text or with a Chinese character."""
    ledger.commit(make_issue((make_document(texts=texts, title=""),)))
    text = data.draw(st.sampled_from(texts))
    end = data.draw(st.integers(0, len(text)))
    wanted = text[:end]
    if not any("\u4e00" <= char <= "\u9fff" for char in wanted[-1:]):
        wanted = text
    folded, _ = fold(wanted)
    if not any(char.isalnum() for char in folded) or "\0" in wanted:  # who searches can't type that
        return
    (hit,) = ledger.search(Query(f'"{wanted}"')).hits
    assert hit.highlights
