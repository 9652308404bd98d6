"""The index follows the ledger, whatever happens, on a real node."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import commit_shrunk, make_artifact, make_document, make_documents, make_issue, with_document, with_text
from elasticsearch import Elasticsearch
from elasticsearch_server import Node, Proxy

from connectors.elastic.bulk import Bulk
from connectors.elastic.entries import Entry, entries
from connectors.elastic.index import ElasticsearchIndex
from connectors.elastic.search import ElasticsearchSearch
from connectors.elastic.sink import ElasticsearchSink
from connectors.elastic.sync import AheadError, OutdatedError
from connectors.elastic.templates import kinds, read_alias, write_alias
from connectors.ledger import SqlLedger, open_ledger
from gongbao.errors import SettingsError, UnavailableError
from gongbao.model import Facts, Finding, FindingCode, Paragraph, Severity
from gongbao.ports import Query
from gongbao.settings import Address, ElasticsearchSettings

pytestmark = pytest.mark.server

FACT_COUNTS = {"documents": 2, "paragraphs": 7, "findings": 1} | dict.fromkeys(
    ("relations", "appointments", "duties", "chronicle"), 1
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    """A ledger with one issue, which has one fact of every type and one finding."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as found:
        found.commit(make_issue(findings=(Finding(FindingCode.JUMP_WITHOUT_TAIL, "A jump has no other half."),)))
        yield found


@pytest.fixture
def connection(elasticsearch_url: str) -> ElasticsearchSettings:
    """The node, with an indexer that gives up soon."""
    return ElasticsearchSettings(url=elasticsearch_url, patience=20.0)


@pytest.fixture
def index(connection: ElasticsearchSettings, ledger: SqlLedger) -> ElasticsearchIndex:
    """An index that is up to the ledger."""
    found = ElasticsearchIndex(connection, ledger)
    found.sync()
    return found


def counts(client: Elasticsearch) -> dict[str, int]:
    """Entries of each kind that readers see."""
    return {kind: client.count(index=read_alias(kind))["count"] for kind in FACT_COUNTS}


def assert_equal(index: ElasticsearchIndex) -> None:
    """Index and ledger are equal without any repair."""
    found = index.verify(repair=False)
    assert (found.differed, found.differ, found.dead_letters) == (0, 0, 0)


def test_sync_fills_every_kind_and_again_writes_nothing(index: ElasticsearchIndex) -> None:
    """A sync makes what is missing and brings all in; a second one finds nothing to do."""
    assert counts(index.client) == FACT_COUNTS
    again = index.sync()
    assert (again.issues, again.entries) == (0, 0)
    assert_equal(index)


def test_a_sink_brings_the_index_up_to_the_ledger(connection: ElasticsearchSettings, ledger: SqlLedger) -> None:
    """It says how many entries were written; the doctor finds them."""
    sink = ElasticsearchSink(connection)
    written = sink.deliver(ledger)
    assert written == sum(FACT_COUNTS.values()) + 1  # the issue's own
    assert sink.deliver(ledger) == 0
    assert_equal(ElasticsearchIndex(connection, ledger))
    assert "2 documents, 0 dead letters" in sink.examine()


def test_create_changes_nothing_that_is_there(index: ElasticsearchIndex) -> None:
    """Creating again makes nothing; one index lost is made again."""
    assert index.create() == {}
    lost = index.names()["duties"]
    index.client.indices.delete(index=lost)
    assert list(index.create()) == ["duties"]
    assert index.verify().differ == 0
    assert counts(index.client) == FACT_COUNTS


def test_entries_carry_what_the_document_is(index: ElasticsearchIndex) -> None:
    """A paragraph has its document's facets, where it was printed and who is named in it."""
    found = index.client.get(index=read_alias("paragraphs"), id="shili/示政发/2021/5#1")
    body = found["_source"]
    assert body["number"] == "示政发〔2021〕5号"
    assert body["expires"] == "2026-05-31"
    assert body["bodies"] == ["示例市林业局"]
    assert body["printed"][0]["line"] == 1
    assert found["_version"] == body["sequence_number"]


def test_what_vanished_from_the_ledger_vanishes_from_the_index(index: ElasticsearchIndex, ledger: SqlLedger) -> None:
    """A paragraph, a fact and a document that a later reading does not have are taken out."""
    issue = make_issue()
    notice = issue.documents[0]
    shorter = replace(notice, paragraphs=notice.paragraphs[:2], facts=Facts())
    commit_shrunk(ledger, replace(issue, documents=(shorter,)))
    index.sync()
    assert counts(index.client) == {**dict.fromkeys(FACT_COUNTS, 0), "documents": 1, "paragraphs": 2}
    assert_equal(index)


def test_a_document_that_moves_to_another_issue_is_there_once(index: ElasticsearchIndex, ledger: SqlLedger) -> None:
    """An issue whose name was misread is read again under its own: its documents move, none is lost."""
    ledger.commit(make_issue(number=5, artifact=make_artifact("2021-04.txt"), documents=make_documents()))
    index.sync()
    assert counts(index.client)["documents"] == 2
    assert_equal(index)


def test_files_that_could_not_be_read_are_told_with_their_findings(
    index: ElasticsearchIndex, ledger: SqlLedger
) -> None:
    """A rejected file is an entry among issues, with its finding; once it is read they are gone."""
    artifact = make_artifact("broken.pdf")
    ledger.reject(artifact, Finding(FindingCode.BAD_INPUT, "The file is no PDF.", Severity.ERROR))
    index.sync()
    rejected = index.client.search(index=read_alias("issues"), query={"term": {"rejected": True}})["hits"]["hits"]
    assert [hit["_source"]["uri"] for hit in rejected] == [artifact.uri]
    assert counts(index.client)["findings"] == 2
    ledger.commit(make_issue(number=9, artifact=artifact, documents=()))
    index.sync()
    assert index.client.count(index=read_alias("issues"), query={"term": {"rejected": True}})["count"] == 0
    assert_equal(index)


def test_an_older_revision_never_wins(
    index: ElasticsearchIndex, ledger: SqlLedger, connection: ElasticsearchSettings
) -> None:
    """An entry with an earlier sequence number is refused as older, and so is one of a document withdrawn since."""
    state = ledger.snapshot("shili/2021/4")
    assert state is not None
    changed = with_text(make_issue(), 0, 2, "示政发〔2014〕1号废止。").documents[0]
    commit_shrunk(ledger, replace(make_issue(), documents=(changed,)))
    index.sync()
    late = Bulk(index.client, index.names(), connection).write(e for e in entries(state) if e.kind == "documents")
    assert {entry.id for entry in late.older} == {"shili/示政发/2021/5", "shili/示政任/2021/3"}
    assert_equal(index)


def test_a_late_indexer_reads_again_what_it_was_late_for(index: ElasticsearchIndex, ledger: SqlLedger) -> None:
    """An indexer that took an issue before it changed, and writes after another wrote the change, leaves no trace."""

    class Late:
        """The ledger as it was at the first look, later as it is."""

        def __init__(self) -> None:
            self.old = {"shili/2021/4": ledger.snapshot("shili/2021/4")}

        def states(self) -> dict[str, str]:
            return ledger.states()

        def snapshot(self, name: str):
            return self.old.pop(name, None) or ledger.snapshot(name)

    late = Late()
    notice = make_issue().documents[0]
    shorter = replace(notice, paragraphs=notice.paragraphs[:2], facts=Facts())
    ledger.commit(with_document(make_issue(), 0, shorter))
    index.sync()
    body = {"issue": "shili/2021/4", "finished": False, "state": "unfinished"}  # so that the late one begins
    index.client.index(index=index.names()["issues"], id="shili/2021/4", document=body, refresh=True)
    ElasticsearchIndex(index.connection, late, index.client).sync()
    assert index.verify().differ == 0
    assert counts(index.client)["paragraphs"] == 2 + 4


def test_what_elasticsearch_refuses_goes_to_dead_letters(index: ElasticsearchIndex, ledger: SqlLedger) -> None:
    """A refused entry is kept with Elasticsearch's own reason, the others go through; put right, it is forgotten."""
    document = make_document(3, "示政发〔2021〕7号")
    wrong = replace(document, paragraphs=(*document.paragraphs, Paragraph("太深", level=2**40)))
    ledger.commit(make_issue((wrong,), number=5))
    assert index.sync().dead_letters == 1
    letter = index.client.search(index=read_alias("dead-letters"))["hits"]["hits"][0]["_source"]
    assert letter["entry"] == "shili/示政发/2021/7#2"
    assert letter["type"] == "document_parsing_exception"
    assert "out of range" in letter["reason"]
    assert counts(index.client)["paragraphs"] == 7 + 2
    assert index.verify().differ > 0
    ledger.commit(make_issue((document,), number=5))
    index.sync()
    assert_equal(index)


def test_a_document_of_five_megabytes_is_found(
    index: ElasticsearchIndex, ledger: SqlLedger, connection: ElasticsearchSettings
) -> None:
    """A text of 5 MB is indexed whole and found by its last words."""
    text = "湿地保护规划说明。" * 200_000 + "末尾的独角兽一词。"
    assert len(text.encode()) > 5_000_000
    ledger.commit(make_issue((make_document(1, "示政发〔2021〕8号", texts=(text,)),), number=6))
    index.sync()
    found = ElasticsearchSearch(connection.model_copy(update={"search_timeout": 30.0})).search(Query("独角兽"))
    assert [hit.document for hit in found.hits] == ["shili/示政发/2021/8"]
    start, end = found.hits[0].highlights[0]
    assert found.hits[0].text[start:end] == "独角兽"
    assert_equal(index)


def test_a_node_that_is_away_is_waited_for(
    elasticsearch_node: Node,
    connection: ElasticsearchSettings,
    ledger: SqlLedger,
) -> None:
    """Requests that break off are tried again; the end is the same."""
    calls = iter(range(10**6))
    with Proxy(elasticsearch_node.port, lambda method, path: 0 if next(calls) % 3 == 0 else None) as proxy:
        index = ElasticsearchIndex(connection.model_copy(update={"url": Address(proxy.url)}), ledger)
        index.sync()
    assert_equal(ElasticsearchIndex(connection, ledger))


def test_a_node_that_stays_away_is_an_error_with_a_next_step(ledger: SqlLedger) -> None:
    """After its patience the indexer says what does not answer, without what is secret in the address."""
    connection = ElasticsearchSettings(url="http://somebody:secret@127.0.0.1:9", patience=0.3, timeout=0.5)
    with pytest.raises(UnavailableError, match=r"http://127\.0\.0\.1:9 does not answer") as raised:
        ElasticsearchIndex(connection, ledger).sync()
    assert "secret" not in str(raised.value)
    assert raised.value.exit_code == 8


def test_a_node_that_is_too_busy_is_given_time(
    elasticsearch_node: Node,
    connection: ElasticsearchSettings,
    ledger: SqlLedger,
) -> None:
    """429 for whole requests, made up by a proxy, slows the indexer down and loses nothing."""
    left = iter([429] * 4)
    with Proxy(
        elasticsearch_node.port, lambda m, path: next(left, None) if path.startswith("/_bulk") else None
    ) as proxy:
        ElasticsearchIndex(connection.model_copy(update={"url": Address(proxy.url)}), ledger).sync()
        assert sum(path.startswith("/_bulk") for _, path in proxy.seen) > 4
    assert_equal(ElasticsearchIndex(connection, ledger))


def test_a_disk_that_is_full_is_waited_for(index: ElasticsearchIndex, ledger: SqlLedger) -> None:
    """The block that the flood-stage watermark puts on indices holds the indexer until it is lifted."""
    names = ",".join(index.names().values())
    block = {"index.blocks.read_only_allow_delete": True}
    index.client.indices.put_settings(index=names, settings=block)
    ledger.commit(make_issue((make_document(1, "示政发〔2021〕8号"),), number=6))

    def lift() -> None:
        time.sleep(1.0)
        index.client.indices.put_settings(index=names, settings=dict.fromkeys(block))

    lifter = threading.Thread(target=lift)
    lifter.start()
    started = time.monotonic()
    index.sync()
    lifter.join()
    assert time.monotonic() - started > 0.9
    assert_equal(index)


def test_an_index_with_another_mapping_is_rebuilt_by_verify(
    connection: ElasticsearchSettings, ledger: SqlLedger
) -> None:
    """Where somebody made an index with a conflicting field, sync refuses to fill it and verify replaces it."""
    index = ElasticsearchIndex(connection, ledger)
    index.create()
    name = index.names()["chronicle"]
    index.client.indices.delete(index=name)
    index.client.indices.create(
        index=name,
        mappings={"properties": {"first_day": {"type": "integer"}}},
        aliases={read_alias("chronicle"): {}, write_alias("chronicle"): {"is_write_index": True}},
    )
    with pytest.raises(OutdatedError, match="chronicle"):
        index.sync()
    found = index.verify()
    assert (found.differ, found.rebuilt) == (0, True)
    assert_equal(index)


def test_verify_puts_right_what_was_changed_behind_its_back(index: ElasticsearchIndex) -> None:
    """An entry deleted, one of an older version and one that belongs to nothing are found and repaired."""
    names = index.names()
    client = index.client
    client.delete(index=names["paragraphs"], id="shili/示政发/2021/5#1", refresh=True)
    client.delete(index=names["duties"], id="shili/示政发/2021/5#duties-0", refresh=True)
    stray = {"document": "shili/stray", "issue": "shili/1999/1", "title": "无主"}
    client.index(index=names["documents"], id="shili/stray", document=stray, refresh=True)
    assert index.verify(repair=False).differ == 3
    assert index.verify().differ == 0
    assert counts(client) == FACT_COUNTS


def test_an_index_ahead_of_the_ledger_is_rebuilt(
    index: ElasticsearchIndex, connection: ElasticsearchSettings, tmp_path: Path
) -> None:
    """After the ledger was put back to an earlier state, entries with later numbers do not stay."""
    with open_ledger(f"sqlite:///{tmp_path / 'other.db'}") as earlier:
        earlier.commit(make_issue((make_documents()[1],)))
        found = ElasticsearchIndex(connection, earlier).verify()
        assert (found.differ, found.rebuilt) == (0, True)
        assert counts(index.client)["documents"] == 1


def test_a_restored_ledger_is_not_followed_in_part_without_a_word(
    index: ElasticsearchIndex, ledger: SqlLedger, connection: ElasticsearchSettings, tmp_path: Path
) -> None:
    """The backup lacks a correction and an issue that are indexed, and more issues than one request has come since:
    sync takes out what is gone, says that it can't bring back what is older, and verify does."""
    copy = tmp_path / "backup.db"
    with ledger.engine.connect() as db:
        db.exec_driver_sql("COMMIT")
        db.exec_driver_sql(f"VACUUM INTO '{copy}'")
    ledger.commit(with_text(make_issue(), 0, 0, "各区人民政府："))
    ledger.commit(make_issue((make_document(1, "示政发〔2021〕55号", issue="shili/2021/5"),), number=5))
    index.sync()
    with open_ledger(f"sqlite:///{copy}") as restored:
        for number in range(6, 45):
            document = make_document(1, f"示政发〔2021〕{number}00号", issue=f"shili/2021/{number}")
            restored.commit(make_issue((document,), number=number))
        again = ElasticsearchIndex(connection, restored)
        for _ in range(2):
            with pytest.raises(AheadError, match="ahead of the ledger in 1 issues"):
                again.sync()
        found = again.verify()
        assert (found.differ, found.rebuilt) == (0, True)
        assert_equal(again)
        ids = {hit["_id"] for hit in again.client.search(index=read_alias("issues"), size=100)["hits"]["hits"]}
        assert ids == {summary.id for summary in restored.issues()}
        assert again.sync().entries == 0


def test_a_rebuild_is_never_felt(
    index: ElasticsearchIndex, ledger: SqlLedger, connection: ElasticsearchSettings
) -> None:
    """A reader that asks all the time sees every document at every moment, and what is committed meanwhile is there."""
    for number in range(5, 13):
        document = make_document(1, f"示政发〔2021〕{number + 100}号", title=f"关于湿地保护第{number}次会议的通知")
        ledger.commit(make_issue((document,), number=number))
    index.sync()
    whole = ElasticsearchSearch(connection).search(Query("湿地保护", limit=50)).total
    seen: list[int] = []
    errors: list[Exception] = []
    stop = threading.Event()

    def read() -> None:
        search = ElasticsearchSearch(connection)
        while not stop.is_set():
            try:
                found = search.search(Query("湿地保护", limit=50))
                seen.append(found.total if len(found.hits) == found.total else -1)
            except Exception as error:
                errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(2):
        index.rebuild()
        index.drop_old()
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert len(seen) > 10
    assert set(seen) == {whole}
    assert_equal(index)


def test_old_indices_are_dropped_and_none_that_serves(index: ElasticsearchIndex) -> None:
    """Dropping takes only what no alias names."""
    first = index.names()
    second = index.rebuild()
    assert set(index.drop_old()) == set(first.values())
    assert set(index.names().values()) == set(second.values())
    assert index.drop_old() == []
    assert counts(index.client) == FACT_COUNTS


def test_an_index_that_is_dropped_is_not_made_by_writing(
    index: ElasticsearchIndex, connection: ElasticsearchSettings
) -> None:
    """A late write to an index that is gone makes no new one without aliases."""
    names = {kind: f"gongbao-{kind}-000777" for kind in kinds()}
    with pytest.raises(UnavailableError, match="is gone"):
        Bulk(index.client, names, connection).write([Entry("duties", "x", 1, {"document": "x"})])
    assert not index.client.indices.exists(index="gongbao-duties-000777")


def test_without_an_address_there_is_no_index(ledger: SqlLedger) -> None:
    """The setting that lacks is named."""
    with pytest.raises(SettingsError, match="No Elasticsearch is set"):
        ElasticsearchIndex(ElasticsearchSettings(), ledger)
