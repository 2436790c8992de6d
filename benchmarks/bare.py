"""The least that a journal of this durability can be: what the references insert into."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def bare(path: Path) -> sqlite3.Connection:
    """A table of the journal's shape with nothing around it."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=TRUNCATE", "synchronous=EXTRA", "fullfsync=1", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute(
        "CREATE TABLE event (stream TEXT, version INTEGER, op TEXT, head BLOB, salt BLOB, body BLOB, body_hash BLOB, "
        "prev_hash BLOB, hash BLOB, PRIMARY KEY (stream, version), UNIQUE (stream, op), UNIQUE (stream, prev_hash)) "
        "STRICT, WITHOUT ROWID"
    )
    return connection
