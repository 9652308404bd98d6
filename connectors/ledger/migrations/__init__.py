"""Migrations of the ledger. `HEAD` is the version that this code writes and reads: the last in `versions/`."""

from pathlib import Path

HEAD = max(path.name[1:5] for path in (Path(__file__).parent / "versions").glob("v*.py"))
