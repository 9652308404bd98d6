"""Dead letters and replays on a real broker."""

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from builders import commit_shrunk, make_artifact, make_document, make_issue, with_document
from kafka_server import make_topics

from connectors.kafka import dead_letters, replaying, topics
from connectors.kafka.cloudevents import Record, dead_letter_record, read_event
from connectors.kafka.publisher import run
from connectors.kafka.reading import read
from connectors.kafka.transactions import Transactions
from connectors.ledger import SqlLedger
from gongbao.errors import InputError, NotFoundError, SettingsError
from gongbao.events.dead_letters import DeadLetter, Stage
from gongbao.events.history import parse_since
from gongbao.model import Finding, FindingCode, Severity
from gongbao.ports import Event
from gongbao.settings import Kafka

pytestmark = pytest.mark.server

TIME = dt.datetime(2021, 4, 6, tzinfo=dt.UTC)
LONG = "通知如下：" + "长" * 2000


def never(letter: DeadLetter) -> None:
    """For dead letters of which no file is to be read."""
    raise AssertionError(letter)


def history(config: Kafka, name: str) -> list[tuple[Event, bool]]:
    """The events of a topic, and whether each is a replay."""
    found = read(config, config.topic_prefix + name)
    return [(read_event(r.headers, r.value), "ce_replay" in dict(r.headers)) for r in found]


def state(config: Kafka) -> dict[str, bytes | None]:
    """The state topic as its reader keeps it."""
    return {r.key.decode(): r.value for r in read(config, f"{config.topic_prefix}gongbao.documents.state.v1")}


def with_limit(config: Kafka, size: str) -> None:
    """Let the topic of documents take records of some bytes."""

    def limited(topic: topics.Topic) -> topics.Topic:
        if topic.name != f"{config.topic_prefix}gongbao.documents.v1":
            return topic
        return replace(topic, configs={**topic.configs, "max.message.bytes": size})

    make_topics(config, limited)


def test_a_dead_letter_of_an_event_is_replayed_once_its_topic_takes_it(config: Kafka, ledger: SqlLedger) -> None:
    """Still too long, it stays; the limit raised, it is published, marked as a replay, and is off the list."""
    with_limit(config, "4000")
    ledger.commit(make_issue((make_document(1, texts=(LONG,)),)))
    run(ledger, config)
    [one] = dead_letters.list_dead_letters(config)
    with pytest.raises(InputError, match="still"):
        dead_letters.replay(ledger, config, one, never)
    assert dead_letters.list_dead_letters(config) == [one]
    with_limit(config, "1000000")
    assert dead_letters.replay(ledger, config, one, never) == "published"
    assert dead_letters.list_dead_letters(config) == []
    [(event, again)] = history(config, "gongbao.documents.v1")
    assert (event.id, again) == (one.key, True)
    assert set(state(config)) == {event.subject}


def test_a_dead_letter_of_a_file_is_read_again(made: Kafka, ledger: SqlLedger) -> None:
    """It stays as long as reading fails, and is off the list when it succeeds."""
    artifact = make_artifact("bad.pdf")
    ledger.reject(artifact, Finding(FindingCode.BAD_INPUT, "The file is no PDF.", Severity.ERROR))
    run(ledger, made)
    [one] = dead_letters.list_dead_letters(made)

    def fail(letter: DeadLetter) -> None:
        raise InputError("still no PDF")

    with pytest.raises(InputError, match="still no PDF"):
        dead_letters.replay(ledger, made, one, fail)
    assert dead_letters.list_dead_letters(made) == [one]
    seen = []
    assert dead_letters.replay(ledger, made, one, seen.append) == "read again"
    assert seen == [one.letter]
    assert dead_letters.list_dead_letters(made) == []


def test_a_record_that_is_no_dead_letter_is_listed_as_such(made: Kafka, ledger: SqlLedger) -> None:
    """Garbage among the dead letters hides none of them, can't be replayed, and can be dropped."""
    ledger.reject(make_artifact("bad.pdf"), Finding(FindingCode.BAD_INPUT, "The file is no PDF.", Severity.ERROR))
    run(ledger, made)
    values = [b"\xff", b"7", b'{"id": 7}', b'{"id": "a", "stage": "read", "reason": "r", "time": "soon"}']
    name = topics.load(made).dead_letters
    with Transactions(made, [name], "vandal") as transactions:
        transactions.commit(Record(name, b"bad-%d" % n, value, []) for n, value in enumerate(values))
    found = dead_letters.list_dead_letters(made)
    assert [one.letter is not None for one in found] == [True, False, False, False, False]
    with pytest.raises(InputError, match="no dead letter"):
        dead_letters.replay(ledger, made, found[1], never)
    assert dead_letters.replay(ledger, made, found[1], never, drop=True) == "dropped"
    assert len(dead_letters.list_dead_letters(made)) == 4


def test_a_dead_letter_that_names_a_file_of_this_machine_reads_none(
    made: Kafka, ledger: SqlLedger, tmp_path: Path
) -> None:
    """A letter that somebody else wrote: `gongbao dead-letters replay` does not open the file that it names."""
    secret = tmp_path / "secret.txt"
    secret.write_text("示例市人民政府公报\n2021年第4期\n")
    letter = DeadLetter(id="planted", stage=Stage.READ, reason="r", time=TIME, uri=secret.as_uri(), sha256="0" * 64)
    name = topics.load(made).dead_letters
    with Transactions(made, [name], "vandal") as transactions:
        transactions.commit([dead_letter_record(letter, name, "/elsewhere")])
    environment = {
        "PATH": os.environ["PATH"],
        "GONGBAO_HOME": str(tmp_path / "home"),
        "GONGBAO_KAFKA__BOOTSTRAP_SERVERS": str(made.bootstrap_servers),
        "GONGBAO_KAFKA__TOPIC_PREFIX": made.topic_prefix,
    }
    command = [Path(sys.executable).with_name("gongbao"), "dead-letters", "replay", "planted"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 5
    assert "stays: No artifact" in done.stdout
    assert len(dead_letters.list_dead_letters(made)) == 1


def two_issues(ledger: SqlLedger) -> None:
    """Issues 4 and 5 of 2021, the first with a correction and a withdrawal."""
    issue = make_issue()
    ledger.commit(issue)
    ledger.commit(make_issue((make_document(1, title="五期", issue="shili/2021/5"),), 5))
    changed = with_document(issue, 0, replace(issue.documents[0], title="另一题目"))
    commit_shrunk(ledger, replace(changed, documents=changed.documents[:1], artifact=make_artifact("again.txt")))


def test_a_replay_is_told_apart_from_news(made: Kafka, ledger: SqlLedger) -> None:
    """The same events in the same order with the same ids, each marked; nothing that was not published yet.

    Of what a topic keeps the last event alone, that is written, and counts for none.
    """
    two_issues(ledger)
    run(ledger, made)
    published = [e for e in ledger.events() if not e.type.startswith(("gongbao.text.", "gongbao.office."))]
    ledger.commit(make_issue((make_document(1, title="六期", issue="shili/2021/6"),), 6))
    assert replaying.replay(ledger, made) == len(published)
    found = history(made, "gongbao.documents.v1")
    news = [event for event, again in found if not again]
    replayed = [event for event, again in found if again]
    assert sorted(e.position for e in news) == sorted(e.position for e in replayed)
    assert {e.id for e in news} == {e.id for e in replayed}
    for subject in {e.subject for e in replayed}:
        places = [e.position for e in replayed if e.subject == subject]
        assert places == sorted(places)
    run(ledger, made)
    assert sum(not again for _, again in history(made, "gongbao.documents.v1")) == len(news) + 1


def test_a_replay_begins_with_an_issue_and_keeps_to_types(made: Kafka, ledger: SqlLedger) -> None:
    """`--since 2021/5 --type gongbao.document.*` is the one document of that issue."""
    two_issues(ledger)
    run(ledger, made)
    assert replaying.replay(ledger, made, parse_since("2021/5"), ["gongbao.document.*"]) == 1
    [event] = [event for event, again in history(made, "gongbao.documents.v1") if again]
    assert event.subject == "shili/2021/5/1"
    assert not [event for event, again in history(made, "gongbao.issues.v1") if again]


def test_a_replay_to_a_topic_leaves_all_others_alone(made: Kafka, ledger: SqlLedger) -> None:
    """All events go to that one; a topic that is not there is an error."""
    two_issues(ledger)
    run(ledger, made)
    name = f"{made.topic_prefix}rebuilt"
    with pytest.raises(SettingsError, match="rebuilt"):
        replaying.replay(ledger, made, to=name)
    make_topic(made, name)
    before = len(state_records(made))
    assert replaying.replay(ledger, made, to=name) == ledger.last_event()
    assert [read_event(r.headers, r.value).position for r in read(made, name)] == list(
        range(1, ledger.last_event() + 1)
    )
    assert not any(again for _, again in history(made, "gongbao.documents.v1"))
    assert len(state_records(made)) == before


def test_a_replay_rebuilds_the_state(made: Kafka, ledger: SqlLedger) -> None:
    """Whatever was written over it, each document is afterwards as it is now, and a withdrawn one is gone."""
    two_issues(ledger)
    run(ledger, made)
    right = state(made)
    name = f"{made.topic_prefix}gongbao.documents.state.v1"
    with Transactions(made, [name], "vandal") as transactions:
        transactions.commit(Record(name, key.encode(), b'{"title":"wrong"}', []) for key in right)
    replaying.replay(ledger, made)
    assert state(made) == right
    assert json.loads(right["shili/示政发/2021/5"] or b"null")["title"] == "另一题目"
    assert right["shili/示政任/2021/3"] is None


def test_a_replay_sends_what_does_fit(config: Kafka, ledger: SqlLedger) -> None:
    """An event that is a dead letter does not stop a replay of the others."""
    with_limit(config, "4000")
    ledger.commit(make_issue((make_document(1, texts=(LONG,)), make_document(2, title="短"))))
    run(ledger, config)
    assert replaying.replay(ledger, config) == ledger.last_event() - 1
    assert len(dead_letters.list_dead_letters(config)) == 1


def state_records(config: Kafka) -> list[object]:
    """All records of the state topic."""
    return list(read(config, f"{config.topic_prefix}gongbao.documents.state.v1"))


def make_topic(config: Kafka, name: str) -> None:
    """A topic that no description knows."""
    topics.apply(config, topics.plan([topics.Topic(name)], {}))


def test_ledger_of_another_place_has_no_such_event(made: Kafka, ledger: SqlLedger) -> None:
    """A dead letter whose event is not in the ledger can't be replayed, and says which ledger is meant."""
    letter = DeadLetter(id="x", stage=Stage.PUBLISH, reason="r", time=TIME, event="x", position=1)
    with pytest.raises(NotFoundError, match="position 1"):
        dead_letters.replay(ledger, made, dead_letters.ListedDeadLetter("x", 0, 0, letter, "r"), never)
