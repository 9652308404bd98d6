"""A ledger that is not that of the topics, on a real broker: what readers get of `gongbao publish --adopt`."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import make_document, make_issue, with_text
from kafka_server import dead_letters, make_topics, published, state
from sqlalchemy import insert, select

from connectors.kafka import topics
from connectors.kafka.adoption import adopt
from connectors.kafka.cloudevents import REPLAY
from connectors.kafka.connection import admin, producer
from connectors.kafka.examination import examine_publisher
from connectors.kafka.positions import read_position
from connectors.kafka.publisher import run
from connectors.kafka.reading import read
from connectors.kafka.transactions import transactional_id
from connectors.ledger import SqlLedger, open_ledger
from connectors.ledger.schema import metadata
from gongbao.errors import SettingsError
from gongbao.model import Issue
from gongbao.settings import Kafka

pytestmark = pytest.mark.server

DAY_AFTER = ("各县人民政府：", "补充通知如下。")


def five(*texts: str) -> Issue:
    """An issue of the day after the backup."""
    document = make_document(1, "示政发〔2021〕55号", texts=texts or DAY_AFTER, issue="shili/2021/5")
    return make_issue((document,), number=5)


def six() -> Issue:
    """An issue that came only after the restore."""
    document = make_document(1, "示政发〔2021〕66号", issue="shili/2021/6")
    return make_issue((document,), number=6)


@pytest.fixture
def restored(made: Kafka, ledger: SqlLedger, tmp_path: Path) -> SqlLedger:
    """A ledger put back from a backup of the day before: issue 5 and a correction of issue 4 were published since."""
    ledger.commit(make_issue())
    run(ledger, made)
    copy = tmp_path / "backup.db"
    with sqlite3.connect(tmp_path / "ledger.db") as db:
        db.execute(f"VACUUM INTO '{copy}'")
    ledger.commit(five())
    ledger.commit(with_text(make_issue(), 0, 0, "各区人民政府："))
    run(ledger, made)
    return open_ledger(f"sqlite:///{copy}")


def titles(config: Kafka, since: int) -> list[tuple[str, str, int]]:
    """Type, subject and version of what readers got after a position."""
    found = published(config)
    return [(e.type, e.subject, e.data.get("version", 0)) for e in found if e.position > since]


def test_without_adopting_it_says_what_to_do(made: Kafka, restored: SqlLedger) -> None:
    """Nothing is published, and the next step names the option."""
    before = published(made)
    restored.commit(six())
    with pytest.raises(SettingsError, match="later state of this one") as caught:
        run(restored, made)
    assert "--adopt" in caught.value.next_step
    with pytest.raises(SettingsError, match="later state of this one"):
        examine_publisher(made, restored)
    assert published(made) == before


def test_a_day_that_was_lost_is_neither_repeated_nor_lost(made: Kafka, restored: SqlLedger) -> None:
    """Ingested again, what readers have is not sent; what is new is, after all positions that they know."""
    before = published(made)
    restored.commit(six())
    found = adopt(restored, made)
    assert found.awaited == ("shili/2021/4", "shili/2021/5")
    assert examine_publisher(made, restored).endswith("to be ingested again: shili/2021/4, shili/2021/5")
    restored.commit(five())
    restored.commit(with_text(make_issue(), 0, 0, "各区人民政府："))
    assert restored.awaited() == ()
    assert run(restored, made) == 2
    assert published(made)[: len(before)] == before
    assert titles(made, before[-1].position) == [
        ("gongbao.issue.published", "shili/2021/6", 0),
        ("gongbao.document.published", "shili/示政发/2021/66", 1),
    ]
    assert [e.id for e in restored.events()] == [e.id for e in published(made)]
    assert run(restored, made) == 0


def test_what_differs_from_the_lost_day_is_a_correction(made: Kafka, restored: SqlLedger) -> None:
    """The file of issue 5 that is there now says something else: one correction, and the state follows."""
    before = published(made)
    restored.commit(five("各县人民政府：", "另行通知。"))
    adopt(restored, made)
    restored.commit(with_text(make_issue(), 0, 0, "各区人民政府："))
    assert run(restored, made) == 1
    assert titles(made, before[-1].position) == [("gongbao.document.corrected", "shili/示政发/2021/55", 2)]
    now = state(made)["shili/示政发/2021/55"]
    assert now is not None
    assert (now["version"], now["text"]) == (2, ["各县人民政府：", "另行通知。"])


def test_adopting_again_changes_nothing(made: Kafka, restored: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off between the ledger's commit and Kafka's, and then as often as one likes."""
    restored.commit(five())
    with monkeypatch.context() as patch:
        patch.setattr("connectors.kafka.adoption._claim", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            adopt(restored, made)
    first = list(restored.events())
    assert first == published(made)
    for _ in range(2):
        assert adopt(restored, made).awaited == ("shili/2021/4",)
        assert list(restored.events()) == first
    assert run(restored, made) == 0


def test_what_a_killed_publisher_left_open_is_undone_first(made: Kafka, restored: SqlLedger) -> None:
    """Its records were never seen, and are not adopted."""
    left = producer(made, transactional_id(made))
    left.init_transactions()
    left.begin_transaction()
    for event in published(made):
        left.send(f"{made.topic_prefix}gongbao.documents.v1", key=event.subject.encode(), value=b"{}")
    left.flush()
    before = published(made)
    adopt(restored, made)
    assert published(made) == before == list(restored.events())
    left.close(timeout=0)


def test_a_ledger_made_anew_says_nothing_twice(made: Kafka, ledger: SqlLedger, tmp_path: Path) -> None:
    """All ingested again into another database, in another order: positions differ, and nothing is sent."""
    for issue in (make_issue(), five(), six()):
        ledger.commit(issue)
    run(ledger, made)
    before = published(made)
    with open_ledger(f"sqlite:///{tmp_path}/anew.db") as other:
        for issue in (six(), five(), make_issue()):
            other.commit(replace(issue, pipeline="2"))
        found = adopt(other, made)
        assert (found.adopted, found.news, found.awaited) == (len(before), 0, ())
        assert run(other, made) == 0
        assert published(made) == before


def test_a_ledger_that_moved_to_postgresql_is_the_same_ledger(
    made: Kafka, ledger: SqlLedger, postgresql_url: str
) -> None:
    """Copied with its outbox, row by row: it goes on where it was, and there is nothing to adopt."""
    ledger.commit(make_issue())
    run(ledger, made)
    before = published(made)
    with open_ledger(postgresql_url) as moved:
        with ledger.engine.connect() as old, moved.engine.begin() as new:
            for table in metadata.sorted_tables:
                rows = [row._asdict() for row in old.execute(select(table))]
                if rows and table.name != "meta":
                    new.execute(insert(table), rows)
        moved.commit(six())
        assert adopt(moved, made).adopted == 0
        assert run(moved, made) == 2
    assert published(made)[: len(before)] == before
    assert [e.position for e in published(made)] == list(range(1, len(before) + 3))


def test_topics_that_were_lost_get_what_was_published_as_replays(made: Kafka, ledger: SqlLedger, config: Kafka) -> None:
    """A new cluster: what was published comes marked, so that none who acts on news does so twice; then the news."""
    ledger.commit(make_issue())
    run(ledger, made)
    again = made.model_copy(update={"topic_prefix": f"again.{made.topic_prefix}", "batch": 2})
    make_topics(again)
    with pytest.raises(SettingsError, match="new or were lost"):
        run(ledger, again)
    known = ledger.last_event()
    ledger.commit(six())
    adopt(ledger, again)
    seen: list[int] = []

    def stop_once(batch: object) -> None:
        seen.append(1)
        if len(seen) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(ledger, again, on_batch=stop_once)
    run(ledger, again)
    assert published(again) == list(ledger.events())
    names = [topic.name for topic in topics.load(again).topics if topic.events]
    records = [record for name in names for record in read(again, name)]
    marked = {int(dict(r.headers)["ce_position"]) for r in records if REPLAY in dict(r.headers)}
    assert marked == set(range(1, known + 1))
    assert state(again).keys() == state(made).keys() | {"shili/示政发/2021/66"}


def test_positions_that_were_lost_are_found_again(made: Kafka, ledger: SqlLedger) -> None:
    """Somebody deleted the topic of positions: without --adopt all would be sent twice, so it is refused."""
    ledger.commit(make_issue())
    run(ledger, made)
    before = published(made)
    routes = topics.load(made)
    client = admin(made)
    client.delete_topics([routes.positions])
    client.close()
    wait_until(lambda: routes.positions not in topics.find(made, routes.names))
    make_topics(made)
    with pytest.raises(SettingsError, match="no position"):
        run(ledger, made)
    ledger.commit(six())
    adopt(ledger, made)
    assert run(ledger, made) == 2
    assert published(made)[: len(before)] == before
    position, _ = read_position(made, routes)
    assert position is not None
    assert position.position == ledger.last_event() == len(published(made))


def test_topics_of_others_are_not_adopted(made: Kafka, ledger: SqlLedger, tmp_path: Path) -> None:
    """Those of another ledger, and those that two publishers share: nothing tells whose is whose."""
    ledger.commit(make_issue())
    run(ledger, made)
    with open_ledger(f"sqlite:///{tmp_path}/other.db") as other:
        other.commit(six())
        with pytest.raises(SettingsError, match="another ledger"):
            adopt(other, made)
        second = made.model_copy(update={"publisher": "second"})
        run(other, second)
        with pytest.raises(SettingsError, match="also those of the publisher"):
            adopt(other, second)
    assert dead_letters(made) == []


def test_the_command_says_what_it_took_over(made: Kafka, restored: SqlLedger, tmp_path: Path) -> None:
    """Two lines without the option; with it what was taken over, what is to be ingested, and what was published."""
    restored.commit(six())
    restored.close()
    environment = {
        "PATH": str(Path(sys.executable).parent),
        "GONGBAO_HOME": str(tmp_path / "home"),
        "GONGBAO_DATABASE_URL": f"sqlite:///{tmp_path / 'backup.db'}",
        "GONGBAO_KAFKA__BOOTSTRAP_SERVERS": str(made.bootstrap_servers),
        "GONGBAO_KAFKA__TOPIC_PREFIX": made.topic_prefix,
    }

    def gongbao(*words: str) -> subprocess.CompletedProcess[str]:
        command = [Path(sys.executable).with_name("gongbao"), *words]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)

    refused = gongbao("publish")
    assert refused.returncode == 6
    assert len(refused.stderr.splitlines()) == 2
    assert "gongbao publish --adopt" in refused.stderr
    done = gongbao("publish", "--adopt")
    assert done.returncode == 0, done.stderr
    assert "shili/2021/5 was published and is not in the ledger: ingest it again" in done.stderr
    assert done.stdout == "3 events published\n", "issue 6, its document, and what has expired meanwhile"


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until the broker has done what it was asked for."""
    import time

    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.2)
