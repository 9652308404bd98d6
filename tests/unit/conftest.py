"""What several tests of modules start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import make_issue

from connectors.ledger import SqlLedger, open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    """A ledger with one issue."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as found:
        found.commit(make_issue())
        yield found
