"""`gongbao watch --deliver`, as an operator runs it: from a file in a folder to events on Kafka and an index."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from kafka_broker import free_ports

from connectors.kafka import topics
from connectors.kafka.reading import read
from connectors.ledger import open_ledger
from gongbao.errors import UnavailableError
from gongbao.settings import Kafka

pytestmark = pytest.mark.server

ISSUE = Path(__file__).parent.parent / "data" / "issues" / "liaocheng-2021-04.txt"


def call(home: Path, kafka: str, prefix: str, elasticsearch: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """`gongbao`, as a process of its own."""
    environment = {
        **os.environ,
        "GONGBAO_HOME": str(home),
        "GONGBAO_KAFKA__BOOTSTRAP_SERVERS": kafka,
        "GONGBAO_KAFKA__TOPIC_PREFIX": prefix,
        "GONGBAO_KAFKA__REQUEST_SECONDS": "3",
        "GONGBAO_ELASTICSEARCH__URL": elasticsearch,
    }
    return subprocess.run(
        [sys.executable, "-c", "from gongbao.cli import main; main()", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def test_what_is_taken_in_is_delivered(made: Kafka, elasticsearch_url: str, tmp_path: Path) -> None:
    """Where Kafka is away the index is filled all the same, the error is said, and the next round makes up for it."""
    servers, home, folder = made.bootstrap_servers or "", tmp_path / "home", tmp_path / "in"
    folder.mkdir()
    shutil.copy(ISSUE, folder)
    assert call(home, servers, made.topic_prefix, elasticsearch_url, "index", "create").returncode == 0
    nobody = f"127.0.0.1:{free_ports()[0]}"
    watch = ("watch", str(folder), "--once", "--deliver")

    first = call(home, nobody, made.topic_prefix, elasticsearch_url, *watch)
    assert first.returncode == UnavailableError.exit_code, first.stderr
    assert f"kafka: Kafka at {nobody} does not answer" in first.stderr
    assert "liaocheng/2021/4" in first.stdout
    with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
        [issue] = ledger.issues()
        assert ledger.last_published() == 0
    with Elasticsearch(elasticsearch_url) as client:
        client.indices.refresh(index="gongbao-documents")
        assert client.count(index="gongbao-documents")["count"] == issue.documents

    second = call(home, servers, made.topic_prefix, elasticsearch_url, *watch)
    assert second.returncode == 0, second.stderr
    assert "Nothing new" in second.stdout
    with open_ledger(f"sqlite:///{home / 'ledger.db'}") as ledger:
        assert ledger.last_published() == ledger.last_event() > 0
    published = list(read(made, next(t.name for t in topics.load(made).topics if "documents.v1" in t.name)))
    assert len(published) == issue.documents
