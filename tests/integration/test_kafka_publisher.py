"""The publisher on a real broker: what a `read_committed` reader gets."""

import json
import re
from collections import defaultdict
from dataclasses import replace

import pytest
from builders import commit_shrunk, make_artifact, make_document, make_issue, with_document, with_text
from kafka_server import dead_letters, make_topics, published, state

from connectors.kafka import topics
from connectors.kafka.connection import producer
from connectors.kafka.examination import examine_publisher, examine_topics
from connectors.kafka.positions import read_position
from connectors.kafka.publisher import Publisher, run
from connectors.kafka.reading import read
from connectors.kafka.sink import KafkaSink
from connectors.kafka.transactions import transactional_id
from connectors.ledger import SqlLedger
from gongbao.errors import GazetteError, SettingsError, TakenOverError
from gongbao.model import Finding, FindingCode, Severity
from gongbao.settings import Kafka

pytestmark = pytest.mark.server


def test_all_of_the_outbox_is_published_as_it_is(made: Kafka, ledger: SqlLedger) -> None:
    """A reader gets each event of the outbox once, equal in every attribute."""
    ledger.commit(make_issue())
    assert run(ledger, made) == ledger.last_event() > 5
    assert published(made) == list(ledger.events())
    assert ledger.last_published() == ledger.last_event()


def test_a_sink_publishes_what_waits(made: Kafka, ledger: SqlLedger) -> None:
    """It says how many events that were, and does not wait for more; the doctor is told the same."""
    sink = KafkaSink(made)
    ledger.commit(make_issue())
    waiting = ledger.last_event()
    assert f"{waiting} events wait, 0 dead letters" == examine_publisher(made, ledger)
    assert [sink.deliver(ledger), sink.deliver(ledger)] == [waiting, 0]
    assert published(made) == list(ledger.events())
    assert examine_publisher(made, ledger) == "0 events wait, 0 dead letters"
    assert sink.examine() == f"{made.bootstrap_servers}, 1 broker, open"
    assert re.fullmatch(r"\d+ topics as described", examine_topics(made))


def test_the_doctor_names_a_topic_that_is_not_as_described(config: Kafka) -> None:
    """Missing, and made with other settings."""
    with pytest.raises(SettingsError, match=r"has no .*gongbao\.publisher\.positions"):
        examine_topics(config)
    make_topics(config, lambda topic: replace(topic, configs={**topic.configs, "retention.ms": "5000"}))
    with pytest.raises(GazetteError, match=r"documents\.v1: retention\.ms 5000 → -1"):
        examine_topics(config)


def test_records_are_cloudevents_in_binary_mode(made: Kafka, ledger: SqlLedger) -> None:
    """Attributes are headers, the key is the subject, the value is the data and nothing else."""
    ledger.commit(make_issue())
    run(ledger, made)
    for record in read(made, f"{made.topic_prefix}gongbao.documents.v1"):
        headers = {name: value.decode() for name, value in record.headers}
        assert headers["ce_specversion"] == "1.0"
        assert headers["content-type"] == "application/json"
        assert headers["ce_type"] == "gongbao.document.published"
        assert headers["ce_subject"] == record.key.decode() == json.loads(record.value)["id"]
        assert headers["ce_dataschema"] == "urn:gongbao:schema:gongbao.document.published:1"
        assert headers["ce_cause"] == "new"
        assert "ce_replay" not in headers


def test_publishing_again_publishes_nothing(made: Kafka, ledger: SqlLedger) -> None:
    """A second publisher goes on where the first ended, and an issue taken in again causes nothing."""
    ledger.commit(make_issue())
    run(ledger, made)
    ledger.commit(make_issue())
    assert run(ledger, made) == 0
    assert published(made) == list(ledger.events())


def test_a_mark_that_was_lost_doubles_nothing(made: Kafka, ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A publisher that ends between Kafka's commit and the ledger's mark leaves nothing to publish again."""
    ledger.commit(make_issue())

    def crash(position: int) -> None:
        if position:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ledger, "mark_published", crash)
        with pytest.raises(KeyboardInterrupt):
            run(ledger, made)
    assert ledger.last_published() == 0
    assert run(ledger, made) == 0
    assert ledger.last_published() == ledger.last_event()
    assert published(made) == list(ledger.events())


def test_a_transaction_left_open_is_never_seen(made: Kafka, ledger: SqlLedger) -> None:
    """What a publisher sent without committing is undone by the next, which sends it itself."""
    ledger.commit(make_issue())
    left = producer(made, transactional_id(made))
    left.init_transactions()
    left.begin_transaction()
    for event in ledger.events():
        left.send(f"{made.topic_prefix}gongbao.documents.v1", key=event.subject.encode(), value=b"{}")
    left.flush()
    run(ledger, made)
    assert published(made) == list(ledger.events())
    left.close(timeout=0)


def test_the_later_publisher_ends_the_earlier(made: Kafka, ledger: SqlLedger) -> None:
    """Two publishers of one name: the earlier is told that it was taken over, and what it had begun is undone."""
    ledger.commit(make_issue())
    routes = topics.load(made)
    with Publisher(ledger, made, routes) as earlier:
        assert run(ledger, made) == ledger.last_event()
        ledger.commit(make_issue(number=5, documents=(make_document(issue="shili/2021/5"),)))
        with pytest.raises(TakenOverError):
            earlier.publish()
    run(ledger, made)
    assert published(made) == list(ledger.events())


def test_batches_are_cut_by_count(made: Kafka, ledger: SqlLedger) -> None:
    """Every batch leaves a position that is that of its last event."""
    ledger.commit(make_issue())
    seen = []
    run(ledger, made.model_copy(update={"batch": 2}), on_batch=seen.append)
    assert [batch.position for batch in seen] == [*range(2, ledger.last_event(), 2), ledger.last_event()]
    found, bad = read_position(made, topics.load(made))
    assert found is not None
    assert found.position == ledger.last_event()
    assert not bad


def test_a_correction_is_one_event_that_says_what_changed(made: Kafka, ledger: SqlLedger) -> None:
    """A word put right in one paragraph is one `corrected` with that change; a mark of spelling is none."""
    issue = make_issue()
    ledger.commit(issue)
    run(ledger, made)
    before = ledger.last_event()
    other = replace(issue, artifact=make_artifact("2021-04.txt", b"again"))
    spelt = with_text(other, 0, 0, "各县人民政府:")
    ledger.commit(spelt)
    assert run(ledger, made) == 0
    ledger.commit(with_text(spelt, 0, 2, "示政发〔2015〕9号同时停止执行。"))
    assert run(ledger, made) == 1
    [event] = [event for event in published(made) if event.position > before]
    assert event.type == "gongbao.document.corrected"
    assert event.data["cause"] == "corrected"
    assert event.data["changed"] == ["paragraphs"]
    assert event.data["diff"] == [
        {"paragraph": 2, "before": "…政发〔2015〕9号同时废止。", "after": "…政发〔2015〕9号同时停止执行。"}
    ]


def test_the_state_topic_holds_every_document_as_it_is(made: Kafka, ledger: SqlLedger) -> None:
    """The last record of a document is what it says now, without what only tells of the change; gone, it has none."""
    issue = make_issue()
    ledger.commit(issue)
    run(ledger, made)
    first, second = issue.documents
    changed = with_document(issue, 0, replace(first, title="关于湿地的另一通知"))
    commit_shrunk(ledger, replace(changed, documents=changed.documents[:1], artifact=make_artifact("again.txt")))
    run(ledger, made)
    found = state(made)
    assert set(found) == {first.id, second.id}
    assert found[second.id] is None
    now = found[first.id]
    assert now is not None
    assert now["title"] == "关于湿地的另一通知"
    assert now["version"] == 2
    assert not {"changed", "changes", "diff"} & set(now)


def test_events_of_one_thing_keep_their_order(made: Kafka, ledger: SqlLedger) -> None:
    """Records of one key lie in one partition, in the order of the outbox."""
    issue = make_issue()
    for version in range(6):
        artifact = make_artifact("2021-04.txt", b"%d" % version)
        ledger.commit(with_text(replace(issue, artifact=artifact), 0, 1, f"第{version}稿。"))
    run(ledger, made.model_copy(update={"batch": 3}))
    places, order = defaultdict(set), defaultdict(list)
    for record in read(made, f"{made.topic_prefix}gongbao.documents.v1"):
        places[record.key].add(record.partition)
        order[record.key].append(json.loads(record.value)["version"])
    assert all(len(numbers) == 1 for numbers in places.values())
    assert order[issue.documents[0].id.encode()] == [1, 2, 3, 4, 5, 6]


def test_an_event_over_the_limit_becomes_a_dead_letter(config: Kafka, ledger: SqlLedger) -> None:
    """What a topic can't take is kept with its reason and place; what comes after it is published."""
    documents = f"{config.topic_prefix}gongbao.documents.v1"
    limit = {"max.message.bytes": "4000"}
    make_topics(config, lambda t: replace(t, configs={**t.configs, **limit}) if t.name == documents else t)
    long = make_document(1, texts=("通知如下：" + "长" * 2000,), issue="shili/2021/4")
    ledger.commit(make_issue((long, make_document(2, title="短的通知"))))
    run(ledger, config)
    [letter] = dead_letters(config)
    event = next(event for event in ledger.events(types=["gongbao.document.published"]))
    assert (letter.stage, letter.event, letter.position) == ("publish", event.id, event.position)
    assert (letter.topic, letter.subject) == (documents, long.id)
    assert "takes 4,000" in letter.reason
    assert letter.errors[0].startswith("LimitError: ")
    assert [e.id for e in published(config)] == [e.id for e in ledger.events() if e.id != event.id]


def test_a_file_that_is_no_issue_becomes_a_dead_letter(made: Kafka, ledger: SqlLedger) -> None:
    """A rejected file and a rejected page are letters that say where the bytes lie."""
    artifact = make_artifact("bad.pdf")
    ledger.reject(artifact, Finding(FindingCode.BAD_INPUT, "The file is no PDF.", Severity.ERROR))
    page = Finding(FindingCode.PAGE_REJECTED, "Page 3 could not be read: no text.", Severity.ERROR, page=3)
    ledger.commit(make_issue(findings=(page,)))
    run(ledger, made)
    file, page = dead_letters(made)
    assert (file.stage, file.sha256, file.uri, file.page) == ("read", artifact.sha256, artifact.uri, None)
    assert file.errors == ("bad-input: The file is no PDF.",)
    assert (page.stage, page.page, page.subject) == ("read", 3, "shili/2021/4")


def test_a_missing_topic_is_an_error_and_loses_nothing(made: Kafka, ledger: SqlLedger) -> None:
    """Without its topic nothing is published; once it is made, all is."""
    from connectors.kafka.connection import admin

    ledger.commit(make_issue())
    client = admin(made)
    client.delete_topics([f"{made.topic_prefix}gongbao.status.v1"])
    client.close()
    with pytest.raises(SettingsError, match=r"gongbao\.status\.v1") as raised:
        run(ledger, made)
    assert "topics apply" in raised.value.next_step
    make_topics(made)
    run(ledger, made)
    assert published(made) == list(ledger.events())


def test_a_foreign_record_among_the_positions_is_passed_over(made: Kafka, ledger: SqlLedger) -> None:
    """Records that are no positions neither stop the publisher nor move it; each becomes one dead letter."""
    ledger.commit(make_issue())
    run(ledger, made)
    routes = topics.load(made)
    vandal = producer(made, "vandal")
    vandal.init_transactions()
    vandal.begin_transaction()
    bad = [b"\xff not JSON", b"[]", b'{"position": "7"}', b'{"position": -1, "event": "", "instance": "", "time": ""}']
    for value in [*bad, None]:
        vandal.send(routes.positions, key=made.publisher.encode(), value=value)
    vandal.send(routes.positions, key=b"another publisher", value=b"what it likes")
    vandal.commit_transaction()
    vandal.close()
    assert run(ledger, made) == 0
    assert run(ledger, made) == 0
    assert [letter.stage for letter in dead_letters(made)] == ["position"] * 5
    assert published(made) == list(ledger.events())


def test_the_position_of_another_ledger_is_an_error(made: Kafka, ledger: SqlLedger, tmp_path: object) -> None:
    """A new ledger under an old publisher's name would lose its first events: it is refused."""
    from connectors.ledger import open_ledger

    ledger.commit(make_issue())
    run(ledger, made)
    with open_ledger(f"sqlite:///{tmp_path}/other.db") as other:
        other.commit(make_issue(number=7, documents=(make_document(issue="shili/2021/7"),)))
        with pytest.raises(SettingsError, match="another ledger"):
            run(other, made)
