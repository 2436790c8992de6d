"""The few statements that the journal's table is read and written with."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence

from .errors import OpReused
from .faults import SqliteErrors
from .rows import Draft, Row, StreamInfo

_ROWS = "SELECT stream, version, op_id, head, salt, body, body_hash, prev_hash, hash FROM events WHERE stream = ? "
_AFTER = _ROWS + "AND version > ? ORDER BY version"
_ONE = _ROWS + "AND version = ?"
_BY_OP = _ROWS + "AND op_id = ?"
_INSERT = (
    "INSERT INTO events (stream, version, op_id, head, salt, body, body_hash, prev_hash, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_TAIL = "SELECT version, hash FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1"
# Steps from one stream to the next along the key, instead of reading every row.
_STREAMS = """WITH RECURSIVE names(name) AS (
  SELECT min(stream) FROM events
  UNION ALL
  SELECT (SELECT min(stream) FROM events WHERE stream > name) FROM names WHERE name IS NOT NULL
) SELECT name FROM names WHERE name IS NOT NULL"""


def read(db: sqlite3.Connection, stream: str, after: int) -> list[Row]:
    return [Row(*columns) for columns in db.execute(_AFTER, (stream, after)).fetchall()]


def salvage(db: sqlite3.Connection, stream: str, after: int) -> list[Row]:
    """Row by row up to the first that SQLite cannot read."""
    rows: list[Row] = []
    with contextlib.suppress(*SqliteErrors):
        while found := db.execute(_ONE, (stream, after + len(rows) + 1)).fetchall():
            rows.append(Row(*found[0]))
    return rows


def tail(db: sqlite3.Connection, stream: str) -> tuple[int, bytes] | None:
    """The last version of a stream and its hash."""
    found = db.execute(_TAIL, (stream,)).fetchall()
    return found[0] if found else None


def find(db: sqlite3.Connection, stream: str, drafts: Sequence[Draft]) -> list[Row] | None:
    """The rows that these drafts have become already; None if they are new, OpReused if they are not the same."""
    found = [db.execute(_BY_OP, (stream, draft.op)).fetchall() for draft in drafts]
    if not any(found):
        return None
    rows = [Row(*columns[0]) for columns in found if columns]
    bodies = {row.op: row.body for row in rows}
    for draft in drafts:
        if bodies.get(draft.op) != draft.body:
            raise OpReused(stream, draft.op)
    return rows


def insert(db: sqlite3.Connection, rows: Sequence[Row]) -> None:
    for row in rows:
        columns = (row.stream, row.version, row.op, row.head, row.salt, row.body)
        db.execute(_INSERT, (*columns, row.body_hash, row.prev_hash, row.hash))


def streams(db: sqlite3.Connection) -> list[StreamInfo]:
    infos = []
    for (name,) in db.execute(_STREAMS).fetchall():
        end = tail(db, name)
        if end is not None:
            infos.append(StreamInfo(name, *end))
    return infos


def data_version(db: sqlite3.Connection) -> int:
    """A number that changes when another connection has written."""
    (number,) = db.execute("PRAGMA data_version").fetchall()[0]
    return int(number)
