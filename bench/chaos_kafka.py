"""Kill the publisher or the broker at random moments, again and again, and look at what a reader gets.

`python bench/chaos_kafka.py --runs 200 --seed 1`. Each run takes some issues and corrections into a ledger while
`gongbao publish --follow` works on it, and kills with -9 at a moment drawn from the seed: the publisher, once or more
often, or the broker. Then a `read_committed` reader must have each event of the outbox once, those of one key in
order. Exit code 1 says that something was lost, doubled, or out of order.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "bench")]

from builders import make_artifact, make_document, make_issue, with_text  # noqa: E402
from kafka_broker import Broker, running  # noqa: E402

from connectors.kafka import topics  # noqa: E402
from connectors.kafka.cloudevents import read_event  # noqa: E402
from connectors.kafka.publisher import ENDED_IN_PART  # noqa: E402
from connectors.kafka.reading import read  # noqa: E402
from connectors.ledger import SqlLedger, open_ledger  # noqa: E402
from gongbao.settings import Kafka  # noqa: E402

DOCUMENTS = 12  # of an issue
CORRECTIONS = 4  # of the whole issue, after it
BATCH = 5  # events of a transaction: few, so that there are many moments to hit
LOG = "publisher.log"
PATIENCE = 90.0  # seconds for a publisher to catch up


@dataclass
class Tally:
    """What happened, and what it did."""

    runs: int = 0
    publisher_kills: int = 0
    broker_kills: int = 0
    events: int = 0
    lost: int = 0
    doubled: int = 0
    strange: int = 0
    disordered: int = 0
    torn: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.lost or self.doubled or self.strange or self.disordered or self.failures)

    def __str__(self) -> str:
        return (
            f"{self.runs} runs, {self.publisher_kills} kills of the publisher, {self.broker_kills} of the broker, "
            f"{self.events} events: {self.lost} lost, {self.doubled} doubled, {self.strange} unknown, "
            f"{self.disordered} out of order; {self.torn} transactions that Kafka ended in part were made good"
            f"{'; ' if self.failures else ''}{'; '.join(self.failures)}"
        )


def chaos(runs: int, seed: int, folder: Path, say: bool = False) -> Tally:
    """All runs on one broker and one ledger; ends early where a publisher does not catch up."""
    dice = random.Random(seed)
    tally = Tally()
    address = f"sqlite:///{folder / 'ledger.db'}"
    with running(folder / "kafka") as broker, open_ledger(address) as ledger:
        config = broker.kafka(topic_prefix="chaos.", request_seconds=5)
        routes = topics.load(config)
        topics.apply(config, topics.plan(routes.topics, {}))
        window = calibrate(ledger, address, config, folder)
        for number in range(1, runs + 1):
            if not run_once(number, dice, window, ledger, address, broker, config, tally, folder):
                tally.failures.append(f"run {number}: not caught up within {PATIENCE:g} s")
                break
            tally.runs += 1
            if say and number % 10 == 0:
                compare(ledger, config, tally, folder)
                print(tally, flush=True)
        compare(ledger, config, tally, folder)
    return tally


def calibrate(ledger: SqlLedger, address: str, config: Kafka, folder: Path) -> float:
    """Seconds from the start of a publisher until it has caught up with what one run brings, undisturbed."""
    bring(ledger, 0)
    started = time.monotonic()
    child = publish(address, config, folder)
    assert caught_up(ledger)
    seconds = time.monotonic() - started
    end(child)
    return seconds


def run_once(
    number: int,
    dice: random.Random,
    window: float,
    ledger: SqlLedger,
    address: str,
    broker: Broker,
    config: Kafka,
    tally: Tally,
    folder: Path,
) -> bool:
    """One run; whether a publisher caught up in the end."""
    bring(ledger, number, dice.randint(0, CORRECTIONS))
    child = publish(address, config, folder)
    time.sleep(dice.uniform(0, window))
    if dice.random() < 0.25:
        broker.kill()
        tally.broker_kills += 1
        bring(ledger, number)
        broker.start()
    else:
        for _ in range(dice.choice([1, 1, 1, 2, 3])):
            child.kill()
            child.wait()
            tally.publisher_kills += 1
            bring(ledger, number)
            child = publish(address, config, folder)
            if dice.random() < 0.5:
                time.sleep(dice.uniform(0, window))
    done = caught_up(ledger)
    end(child)
    return done


def bring(ledger: SqlLedger, number: int, corrections: int = CORRECTIONS) -> None:
    """Take a new issue in, or correct it in all its documents; each time other words."""
    name = f"shili/{2000 + number}/1"
    issue = make_issue(
        tuple(make_document(n, title=f"第{n}件", issue=name) for n in range(1, DOCUMENTS + 1)), 1, 2000 + number
    )
    for _ in range(corrections):
        version = ledger.last_event()
        changed = issue
        for at in range(DOCUMENTS):
            changed = with_text(changed, at, 1, f"第{version}次改正。")
        ledger.commit(replace(changed, artifact=make_artifact(f"{number}.txt", b"%d" % version)))


def publish(address: str, config: Kafka, folder: Path) -> "subprocess.Popen[bytes]":
    """`gongbao publish --follow` as a process of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "GONGBAO_HOME": str(folder),
        "GONGBAO_DATABASE_URL": address,
        "GONGBAO_KAFKA__BOOTSTRAP_SERVERS": config.bootstrap_servers or "",
        "GONGBAO_KAFKA__TOPIC_PREFIX": config.topic_prefix,
        "GONGBAO_KAFKA__BATCH": str(BATCH),
        "GONGBAO_KAFKA__REQUEST_SECONDS": "5",
    }
    with (folder / LOG).open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-c", "from gongbao.cli import main; main()", "publish", "--follow"],
            env=environment,
            cwd=folder,
            stdout=log,
            stderr=log,
        )


def caught_up(ledger: SqlLedger) -> bool:
    """Wait until all events are marked, which comes after they are committed; False where that takes too long."""
    end_at = time.monotonic() + PATIENCE
    while time.monotonic() < end_at:
        if ledger.last_published() == ledger.last_event():
            return True
        time.sleep(0.05)
    return False


def end(child: "subprocess.Popen[bytes]") -> None:
    """Stop a publisher in order, or else at once."""
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def compare(ledger: SqlLedger, config: Kafka, tally: Tally, folder: Path) -> None:
    """Read all topics from the beginning, as a new `read_committed` reader, and count what is wrong."""
    tally.torn = (folder / LOG).read_text("utf-8", "replace").count(ENDED_IN_PART)
    wanted = [event.id for event in ledger.events()]
    seen: Counter[str] = Counter()
    last: dict[tuple[str, bytes], int] = {}
    tally.disordered = 0
    for topic in topics.load(config).topics:
        for record in read(config, topic.name) if topic.events else ():
            event = read_event(record.headers, record.value)
            seen[event.id] += 1
            thing = (record.topic, record.key)
            tally.disordered += event.position < last.get(thing, 0)
            last[thing] = event.position
    tally.events = len(wanted)
    tally.lost = sum(not seen[name] for name in wanted)
    tally.doubled = sum(count - 1 for count in seen.values())
    tally.strange = len(set(seen) - set(wanted))


def main() -> None:
    """Run, print, and say by the exit code how it ended."""
    parser = argparse.ArgumentParser(description="Kill publisher and broker at random; check what readers get.")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    config = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gongbao-chaos-") as folder:
        tally = chaos(config.runs, config.seed, Path(folder), say=True)
        print(f"seed {config.seed}: {tally}; {time.monotonic() - started:.0f} s")
        if not tally.clean:
            print((Path(folder) / LOG).read_text("utf-8", "replace")[-3000:])
    sys.exit(0 if tally.clean else 1)


if __name__ == "__main__":
    main()
