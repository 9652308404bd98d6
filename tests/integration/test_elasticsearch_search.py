"""Search in Elasticsearch answers as the ledger's does, on a real node."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import relevance
from elasticsearch_server import Node, Proxy, clean

from connectors.elastic.index import ElasticsearchIndex
from connectors.elastic.search import ElasticsearchSearch
from connectors.ledger import SqlLedger
from gongbao.ports import Query
from gongbao.search.query import tokens
from gongbao.settings import ElasticsearchSettings

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[2]
QUERIES = relevance.load_queries()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a ledger."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def ledger(home: Path) -> Iterator[SqlLedger]:
    """The issues of tests/data."""
    with relevance.fill(home) as found:
        yield found


@pytest.fixture(scope="module")
def search(elasticsearch_node: Node, ledger: SqlLedger) -> ElasticsearchSearch:
    """An index of them."""
    clean(elasticsearch_node.url)
    connection = ElasticsearchSettings(url=elasticsearch_node.url, search_timeout=30.0)
    ElasticsearchIndex(connection, ledger).sync()
    return ElasticsearchSearch(connection)


def test_elasticsearch_answers_as_well_as_it_did(search: ElasticsearchSearch) -> None:
    """Mean reciprocal rank, nDCG@10 and right paragraphs do not fall."""
    scores = relevance.run(search, QUERIES)
    assert relevance.mean([s.reciprocal for s in scores]) >= 0.95
    assert relevance.mean([s.ndcg for s in scores]) >= 0.95
    assert relevance.mean([float(s.shows) for s in scores if s.shows is not None]) >= 0.95


def test_both_engines_find_the_same_documents(search: ElasticsearchSearch, ledger: SqlLedger) -> None:
    """The judged queries find as many documents either way, and say alike what was meant.

    Elasticsearch finds a phrase across a mark too: 聊·胜一筹 where 聊胜一筹 is printed.
    """
    for query in QUERIES:
        ours, theirs = ledger.search(Query(query.text, limit=50)), search.search(Query(query.text, limit=50))
        assert {h.document for h in theirs.hits} >= {h.document for h in ours.hits}, query.text
        assert theirs.suggestion == ours.suggestion, query.text
        if "·" not in query.text:
            assert theirs.total == ours.total, query.text


@pytest.mark.parametrize(
    "query",
    [
        Query("金融", kind="opinion", limit=50),
        Query("聊城市", issuer="聊城市人民政府", limit=50),
        Query("聊城市", gazette="chongqing"),
        Query("通知", number="聊政办发[2023]8号"),
        Query("聊城市", since=dt.date(2021, 6, 1), until=dt.date(2021, 6, 30)),
        Query("", kind="appointment", limit=50),
        Query("", entity="李长萍", limit=50),
        Query("会议", entity="张百顺", limit=50),
        Query("。，！"),
        Query("没有这样的词语在任何地方"),
    ],
    ids=str,
)
def test_filters_are_the_same(search: ElasticsearchSearch, ledger: SqlLedger, query: Query) -> None:
    """Every filter lets the same documents through as the ledger's."""
    ours, theirs = ledger.search(query), search.search(query)
    assert {h.document for h in theirs.hits} == {h.document for h in ours.hits}
    assert theirs.total == ours.total


def test_both_engines_agree_on_the_first_hit(search: ElasticsearchSearch, ledger: SqlLedger) -> None:
    """Of nearly all judged queries. Only the ledger counts how often a paragraph's words are said in a document."""
    firsts = [(engine.search(Query(q.text, limit=1)).hits for engine in (ledger, search)) for q in QUERIES]
    agree = [[h.document for h in ours] == [h.document for h in theirs] for ours, theirs in firsts]
    apart = [query.text for query, same in zip(QUERIES, agree, strict=True) if not same]
    assert len(apart) <= 0.05 * len(QUERIES), apart


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.text)
def test_highlights_never_cut_a_pair(search: ElasticsearchSearch, query: relevance.Judged) -> None:
    """A highlight begins where a token begins and ends where one ends, in order and apart."""
    for hit in search.search(Query(query.text)).hits:
        starts = {token.start for token in tokens(hit.text)}
        ends = {end for token in tokens(hit.text) for end in (token.middle, token.end)}
        before = -1
        for start, end in hit.highlights:
            assert start > before
            assert start in starts
            assert end in ends
            before = end


def test_the_server_s_own_highlights_hold_whole_words(search: ElasticsearchSearch) -> None:
    """What Kibana highlights over pairs is the phrase, not halves of it."""
    found = search.client.search(
        index="gongbao-paragraphs",
        query={"match_phrase": {"text": "营商环境"}},
        highlight={"fields": {"text": {"number_of_fragments": 0}}},
        size=20,
    )
    for hit in found["hits"]["hits"]:
        said = hit["highlight"]["text"][0]
        plain = said.replace("<em>", "").replace("</em>", "")
        assert plain == hit["_source"]["text"]
        assert "".join(said.split("<em>")[1].split("</em>")[0]) == "营商环境"


def test_a_search_whose_index_goes_is_asked_again(elasticsearch_node: Node, search: ElasticsearchSearch) -> None:
    """A part of the indices is never taken for all; a rebuild that deletes the old ones under a search is not felt."""
    whole = search.search(Query("优化营商环境"))
    for status in (404, 503):
        left = iter([status])
        with Proxy(elasticsearch_node.port, lambda *_, left=left: next(left, None)) as proxy:  # type: ignore[misc]
            again = ElasticsearchSearch(ElasticsearchSettings(url=proxy.url)).search(Query("优化营商环境"))
        assert [hit.document for hit in again.hits] == [hit.document for hit in whole.hits]
        assert all("allow_partial_search_results=false" in path for _, path in proxy.seen if "_search" in path)


def test_pages_of_hits_follow_one_another(search: ElasticsearchSearch) -> None:
    """Offset and limit cut one list; no document comes twice."""
    whole = [h.document for h in search.search(Query("聊城市", limit=30)).hits]
    pages = [h.document for n in range(0, 30, 7) for h in search.search(Query("聊城市", limit=7, offset=n)).hits]
    assert pages[:30] == whole
    assert len(set(whole)) == len(whole)


def test_newer_before_older_where_nothing_else_decides(search: ElasticsearchSearch) -> None:
    """Hits of one rank come newest first."""
    hits = search.search(Query("任免 职务", limit=30)).hits
    dates = [hit.date for hit in hits if hit.score == hits[0].score and hit.date]
    assert len(dates) > 3
    assert dates == sorted(dates, reverse=True)


def address(search: ElasticsearchSearch) -> str:
    """Where the node of the search is."""
    assert search.connection.url is not None
    return search.connection.url.get_secret_value()


def run(home: Path, *words: str, url: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    env = {**os.environ, "GONGBAO_HOME": str(home), "GONGBAO_ELASTICSEARCH__URL": url, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from gongbao.cli import main; main()", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=home)


def test_the_command_asks_elasticsearch_and_falls_back_to_the_ledger(search: ElasticsearchSearch, home: Path) -> None:
    """With a server that answers it is asked; where it does not, the ledger is, and the command says so."""
    there = run(home, "search", "张月莲", "--json", url=address(search))
    away = run(home, "search", "张月莲", "--json", url="http://127.0.0.1:9")
    assert there.stderr == ""
    assert "The ledger answers instead" in away.stderr
    first, second = (json.loads(r.stdout)["hits"][0] for r in (there, away))
    assert first["document"] == second["document"] == "liaocheng/聊政任/2021/7"
    only = run(home, "search", "张月莲", "--engine", "elasticsearch", url="http://127.0.0.1:9")
    assert only.returncode == 8


def test_the_command_verifies_and_the_doctor_tells(search: ElasticsearchSearch, home: Path) -> None:
    """`index verify` says that nothing differs, `doctor` how many documents there are."""
    found = run(home, "index", "verify", "--json", url=address(search))
    assert json.loads(found.stdout)["differ"] == 0
    told = run(home, "doctor", url=address(search))
    assert "32 documents, 0 dead letters" in told.stdout
