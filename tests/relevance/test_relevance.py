"""Search answers the judged queries as well as it did; `make relevance` prints the figures."""

from collections import Counter
from pathlib import Path

import pytest
import relevance

QUERIES = relevance.load_queries()


def test_queries_are_of_all_kinds_and_each_has_an_answer() -> None:
    """There are at least 160, of the kinds that people type, each judged with at least one best answer."""
    kinds = Counter(query.kind for query in QUERIES)
    assert len(QUERIES) >= 160
    assert kinds.keys() >= {"number", "person", "who", "popular", "two", "phrase", "misspelt", "events", "validity"}
    assert kinds.keys() >= {"number said", "excluded", "either", "abbreviated", "traditional", "appointed", "repeals"}
    assert all(max(query.documents.values()) >= 2 for query in QUERIES)


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> list[relevance.Score]:
    """Of the ledger's search."""
    home: Path = tmp_path_factory.mktemp("relevance")
    with relevance.fill(home) as ledger:
        held = {document for issue in ledger.issues() for document in _documents(ledger, issue.id)}
        assert {document for query in QUERIES for document in query.documents} <= held
        return relevance.run(ledger, QUERIES)


def _documents(ledger: relevance.SqlLedger, issue: str) -> list[str]:
    return [document.id for document in ledger.issue(issue).documents]


def test_the_ledger_answers_as_well_as_it_did(scores: list[relevance.Score]) -> None:
    """Mean reciprocal rank, nDCG@10 and right paragraphs do not fall; the first hit, and the first three, are right."""
    assert relevance.mean([float(s.reciprocal == 1) for s in scores]) >= 0.95
    assert relevance.mean([float(s.reciprocal >= 1 / 3) for s in scores]) >= 0.98
    assert relevance.mean([s.reciprocal for s in scores]) >= 0.95
    assert relevance.mean([s.ndcg for s in scores]) >= 0.95
    assert relevance.mean([float(s.shows) for s in scores if s.shows is not None]) >= 0.95


@pytest.mark.parametrize("kind", sorted({query.kind for query in QUERIES}))
def test_no_kind_of_query_fails(scores: list[relevance.Score], kind: str) -> None:
    """Each kind has its answers first or second."""
    assert relevance.mean([s.reciprocal for s in scores if s.query.kind == kind]) >= 0.8


@pytest.mark.server
def test_postgresql_answers_as_sqlite_does(postgresql_url: str, tmp_path: Path, scores: list[relevance.Score]) -> None:
    """Questions, posts and confusable characters are found in either database; states are named in both."""
    with relevance.fill(tmp_path, postgresql_url) as ledger:
        assert relevance.run(ledger, QUERIES) == scores
        for name, state in ledger.states().items():
            snapshot = ledger.snapshot(name)
            assert snapshot is not None
            assert snapshot.state == state
