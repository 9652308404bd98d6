"""All that a ledger says, so that two of them can be compared."""

import sqlite3
from pathlib import Path
from typing import Any

TIMES = {"found", "committed", "time"}  # columns of moments


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but for the moments, and the soundness of the file and its full text."""
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')")
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {}
        for table in tables:
            if table.startswith("passages_fts"):
                continue  # how the full text is laid out is its own affair: below, what it says
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] not in TIMES]
            names = ", ".join(f'"{column}"' for column in columns)
            found[table] = sorted(db.execute(f"SELECT {names} FROM {table}").fetchall(), key=repr)
        db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'passages_fts', 'instance')")
        found["words"] = sorted(db.execute("SELECT term, doc, offset FROM temp.words"))
    return found
