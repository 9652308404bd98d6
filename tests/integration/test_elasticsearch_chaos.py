"""A seeded sample of `make chaos`: kill -9 of node and indexer leaves nothing that needs a hand."""

from pathlib import Path

import pytest
from chaos_elastic import Chaos
from elasticsearch_server import remove, start_or_skip

pytestmark = pytest.mark.server


def test_index_and_ledger_are_equal_after_kills(tmp_path: Path) -> None:
    """After each kill the next sync, as a schedule would run it, makes index and ledger equal."""
    node = start_or_skip()
    try:
        chaos = Chaos(node, tmp_path, seed=1)
        for victim in ("indexer", "node", "indexer", "node", "indexer"):
            assert chaos.run(victim).differed == 0
    finally:
        remove(node)
