"""Kill the node or the indexer at random moments, again and again; the index must be equal to the ledger each time.

`python bench/chaos_elastic.py --runs 100 [--seed N]` (`make chaos`). Every run commits changes to the ledger, starts
an indexer as its own process, and kills -9 one of the two at a moment drawn by chance; a killed node is started again.
Then `gongbao index sync` runs once, as a schedule would run it, and `verify --no-repair` must find no difference.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "integration")]

from builders import make_document, make_issue  # noqa: E402
from elasticsearch_server import Node, remove  # noqa: E402

from connectors.ledger import SqlLedger, open_ledger  # noqa: E402
from gongbao.model import Issue  # noqa: E402

ISSUES = 6
WORDS = "湿地保护规划管理办法实施意见年度计划项目资金审批监督检查工作"
COMMAND = "from gongbao.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: what was killed, after how long, and whether index and ledger were equal afterwards."""

    victim: str
    seconds: float
    finished: bool  # the indexer was done before it was to be killed
    differed: int


class Chaos:
    """A node, a ledger that changes, and chance."""

    def __init__(self, node: Node, home: Path, seed: int) -> None:
        self.node = node
        self.home = home
        self.chance = random.Random(seed)
        self.ledger: SqlLedger = open_ledger(f"sqlite:///{home / 'ledger.db'}")

    def run(self, victim: str) -> Run:
        """Change the ledger, index, kill, index again, compare."""
        for number in range(1, ISSUES + 1):
            self.ledger.commit(self.make_issue(number))
        indexer = self.index("sync" if self.chance.random() < 0.7 else "rebuild")
        seconds = self.chance.uniform(0.3, 3.0)
        time.sleep(seconds)
        finished = indexer.poll() is not None
        if victim == "indexer":
            indexer.kill()
        else:
            self.node.kill()
            self.node.start()
        indexer.communicate(timeout=300)
        if (again := self.index("sync")).wait(300) != 0:
            raise SystemExit(f"sync failed: {again.communicate()[1].decode()}")
        verified, _ = self.index("verify", "--no-repair", "--json").communicate(timeout=300)
        return Run(victim, seconds, finished, json.loads(verified)["differed"])

    def index(self, *words: str) -> subprocess.Popen[bytes]:
        """The command as its own process."""
        env = {
            **os.environ,
            "GONGBAO_HOME": str(self.home),
            "GONGBAO_DATABASE_URL": f"sqlite:///{self.home / 'ledger.db'}",
            "GONGBAO_ELASTICSEARCH__URL": self.node.url,
            "GONGBAO_ELASTICSEARCH__CHUNK_BYTES": "20000",  # many requests, so that there is much to be cut
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-c", COMMAND, "index", *words]
        return subprocess.Popen(command, env=env, cwd=self.home, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def make_issue(self, number: int) -> Issue:
        """An issue whose documents come, go and change from run to run."""
        documents = []
        for serial in range(1, 9):
            if self.chance.random() < 0.25:
                continue
            texts = tuple(
                "".join(self.chance.choices(WORDS, k=self.chance.randint(5, 60)))
                for _ in range(self.chance.randint(1, 40))
            )
            documents.append(make_document(len(documents) + 1, f"示政发〔2021〕{number * 100 + serial}号", texts=texts))
        return make_issue(tuple(documents), number=number)


def main() -> None:
    """Run, and print the result."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=100)
    options.add_argument("--seed", type=int, default=6)
    config = options.parse_args()
    node = Node(Path(tempfile.mkdtemp(prefix="gongbao-es-")))
    started = time.monotonic()
    runs: list[Run] = []
    try:
        node.start()
        with tempfile.TemporaryDirectory(prefix="gongbao-chaos-") as home:
            chaos = Chaos(node, Path(home), config.seed)
            for n in range(config.runs):
                runs.append(chaos.run(chaos.chance.choice(["indexer", "node"])))
                print(f"{n + 1:3} {runs[-1]}", flush=True)
    finally:
        remove(node)
    wrong = sum(run.differed > 0 for run in runs)
    cut = sum(not run.finished for run in runs)
    nodes = sum(run.victim == "node" for run in runs)
    print(
        f"{len(runs)} runs ({nodes} killed the node, {len(runs) - nodes} the indexer; {cut} before the indexer was "
        f"done): index and ledger differed after {wrong}. {time.monotonic() - started:.0f} s."
    )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
